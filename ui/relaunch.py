"""Replaces the process after a lock: thousands of copies of what was read stay in memory until it ends."""

import os
import sys
from contextlib import suppress


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
