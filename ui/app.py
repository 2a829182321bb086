"""The way in: harden the process, read the arguments, and only then import Qt and open the window."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

# PySide6 reads the source of every module that is imported after it, so what needs no Qt comes before.
from monitorapp import places, resources, settings  # noqa: F401

from . import crash, palette, relaunch, words  # noqa: F401
from .hardening import harden, is_refused

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
