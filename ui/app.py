"""The way in: harden the process, read the arguments, only then import Qt; and in again, afresh, after a lock."""

import ctypes
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

# PySide6 reads the source of every module that is imported after it, so what needs no Qt comes before.
from monitorapp import resources, settings  # noqa: F401
from monitorapp.isolation import isolate

from . import crash, palette, words  # noqa: F401


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


def relaunch() -> None:
    """Start the program afresh with the arguments it was started with; this process ends."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError):  # whoever read it has gone
                stream.flush()
    command = [sys.executable, *sys.orig_argv[1:]]
    if sys.platform == "win32":
        import subprocess  # noqa: PLC0415  only there: it puts quotes around what needs them

        subprocess.Popen(command, close_fds=True)  # noqa: S603  our own command line
        os._exit(0)
    try:
        os.execv(sys.executable, command)  # noqa: S606  our own command line
    except OSError:  # the program itself was on the medium that is gone
        os._exit(1)


REFUSED = 2


class Wishes(NamedTuple):
    """What the command line asks for: the folder of a vault, whose demonstration, where to draw the screens."""

    vault: Path | None = None
    demo: str | None = None
    screens: Path | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code."""
    harden()
    wishes = parse(sys.argv[1:] if arguments is None else arguments)
    if is_refused(os.environ.get("QT_QPA_PLATFORM", "")):
        sys.stderr.write("Monitorapp does not run on the vnc platform: it listens on every network interface.\n")
        return REFUSED
    from .start import run  # noqa: PLC0415  the door: the process is hardened before Qt is loaded

    return run(wishes)


def parse(arguments: Sequence[str]) -> Wishes:
    """The wishes on the command line; ends the process with a message when they cannot be understood."""
    if not arguments:
        return Wishes()
    import argparse  # noqa: PLC0415  only when it is wanted

    parser = argparse.ArgumentParser(prog="monitorapp", description="Visit forms for monitors, encrypted and offline.")
    parser.add_argument("--vault", type=Path, metavar="DIR", help="the folder of the vault to open")
    who = ("monitor-1", "monitor-2", "coordinator")
    demo = "open a vault with invented visits in a temporary folder"
    parser.add_argument("--demo", nargs="?", const=who[0], choices=who, help=demo)
    screens = "draw every screen to PNG files in DIR (screens) and end"
    parser.add_argument("--screens", nargs="?", const=Path("screens"), type=Path, metavar="DIR", help=screens)
    return Wishes(**vars(parser.parse_args(arguments)))
