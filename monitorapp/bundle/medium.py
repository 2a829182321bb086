"""Forces written bytes to the stick or disk, so that reading them back reads the medium."""

import errno
import os
import sys
from pathlib import Path
from typing import BinaryIO

if sys.platform == "darwin":
    import fcntl


def force(out: BinaryIO) -> None:
    """Write everything through to the medium and ask the system to drop its own copy.

    OSError when the medium does not take it.
    """
    out.flush()
    os.fsync(out.fileno())
    if sys.platform == "darwin":
        fcntl.fcntl(out.fileno(), fcntl.F_FULLFSYNC)  # there fsync alone stops at the drive's cache
    elif sys.platform == "linux":
        os.posix_fadvise(out.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def force_folder(folder: Path) -> None:
    """Make a new name last through a power cut, where folders can be synced at all."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some file systems of sticks cannot
            raise
    finally:
        os.close(descriptor)
