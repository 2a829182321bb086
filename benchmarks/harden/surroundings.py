"""What the checks need of the machine: programs, root, loop devices; and which Debian packages bring them."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping

from benchmarks.harden.check import Check

PACKAGES: Mapping[str, str] = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "strace": "strace",
    "dbus-daemon": "dbus",
    "dbus-send": "dbus",
    "mkfs.ext4": "e2fsprogs",
    "mkfs.xfs": "xfsprogs",
    "mkfs.btrfs": "btrfs-progs",
    "mount": "mount",
    "unshare": "util-linux",
    "setpriv": "util-linux",
}
_MORE_PLACES = ("/usr/local/sbin", "/usr/sbin", "/sbin")


def find(tool: str) -> str | None:
    """Where a program lies, also where only root looks."""
    return shutil.which(tool) or shutil.which(tool, path=os.pathsep.join(_MORE_PLACES))


def path_of(tool: str) -> str:
    """Where a program lies that must be there."""
    found = find(tool)
    assert found is not None, f"{tool} is missing"
    return found


def missing_packages(checks: Iterable[Check]) -> list[str]:
    """The Debian packages of the programs that the checks need and that are not here."""
    tools = {tool for check in checks for tool in check.tools}
    return sorted({PACKAGES[tool] for tool in tools if find(tool) is None})


def why_not(check: Check) -> str | None:
    """Why a check cannot run here, in words; None where it can."""
    if not sys.platform.startswith("linux"):
        return f"it is for Linux, not for {platform.system()}"
    if check.root and os.geteuid() != 0:
        return "it needs root: sudo ./go harden"
    lacking = [tool for tool in check.tools if find(tool) is None]
    if lacking:
        return f"{', '.join(lacking)} not found: apt-get install {' '.join(missing_packages([check]))}"
    if "mount" in check.tools and not _has_loop_devices():
        return "there are no loop devices here (a container?): run it on a machine of its own"
    return None


def _has_loop_devices() -> bool:
    return os.path.exists("/dev/loop-control") and os.access("/dev/loop-control", os.W_OK)


def run(*command: str, timeout: float = 120) -> str:
    """Run a program that must succeed; returns what it printed."""
    words = [find(command[0]) or command[0], *command[1:]]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False, timeout=timeout)
    assert done.returncode == 0, f"{' '.join(command)}: {done.stderr.strip()}"
    return done.stdout
