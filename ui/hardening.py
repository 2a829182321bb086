"""What the program does before anything else: private files, no core dumps, no reading of its memory, no `vnc`."""

import ctypes
import os
import sys

_PR_SET_DUMPABLE = 4
_WDA_EXCLUDEFROMCAPTURE = 0x11


def harden() -> None:
    """Files only for their owner, no core file, and on Linux no memory access for other programs of the same user."""
    os.umask(0o077)
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  there is no such module on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def hide_from_capture(window: int) -> None:
    """On Windows keep a window out of screenshots and Recall; elsewhere there is no such wish to make."""
    if sys.platform == "win32":
        ctypes.windll.user32.SetWindowDisplayAffinity(window, _WDA_EXCLUDEFROMCAPTURE)


def is_refused(platform: str) -> bool:
    """Whether a Qt platform must not be used: `vnc` listens on every network interface, without a password."""
    return platform.split(":", maxsplit=1)[0] == "vnc"
