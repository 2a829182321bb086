"""What the program does before anything else: private files, no core dumps, no reading of its memory, no `vnc`."""

import ctypes
import os
import sys

_PR_SET_DUMPABLE = 4


def harden() -> None:
    """Files only for their owner, no core file, and no memory access for other programs of the same user."""
    os.umask(0o077)
    if sys.platform == "win32":
        from .on_windows import harden as harden_on_windows  # noqa: PLC0415  only there

        harden_on_windows(ctypes.windll)
        return
    import resource  # noqa: PLC0415  there is no such module on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "darwin":
        from .on_macos import deny_debuggers  # noqa: PLC0415  only there

        deny_debuggers(ctypes.CDLL(None))
    elif sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def is_refused(platform: str) -> bool:
    """Whether a Qt platform must not be used: `vnc` listens on every network interface, without a password.

    `platform` is what QT_QPA_PLATFORM may hold: several names with their options, to be tried in turn.
    """
    names = (name.partition(":")[0].strip().lower() for name in platform.split(";"))
    return any(name == "vnc" for name in names)
