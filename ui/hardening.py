"""What the window does before anything else, beyond what every program of ours does; and no `vnc`."""

import ctypes
import sys

from monitorapp.isolation import isolate


def harden() -> None:
    """Files only for their owner, no core file, and no memory access for other programs of the same user."""
    isolate()
    if sys.platform == "win32":
        from .on_windows import harden as harden_on_windows  # noqa: PLC0415  only there

        harden_on_windows(ctypes.windll)
    elif sys.platform == "darwin":
        from .on_macos import deny_debuggers  # noqa: PLC0415  only there

        deny_debuggers(ctypes.CDLL(None))


def is_refused(platform: str) -> bool:
    """Whether a Qt platform must not be used: `vnc` listens on every network interface, without a password.

    `platform` is what QT_QPA_PLATFORM may hold: several names with their options, to be tried in turn.
    """
    names = (name.partition(":")[0].strip().lower() for name in platform.split(";"))
    return any(name == "vnc" for name in names)
