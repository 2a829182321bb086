"""What every program of ours does before anything else: private files, no core dumps, no reading of its memory."""

import ctypes
import os
import sys

_PR_SET_DUMPABLE = 4


def isolate() -> None:
    """Files only for their owner; on Linux and macOS no core file; on Linux no memory access for the same user."""
    os.umask(0o077)
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  there is no such module on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
