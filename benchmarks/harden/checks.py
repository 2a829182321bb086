"""Every check there is, in the order of the test plan; what a check is, and what it needs of the machine."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from benchmarks.harden import deeds
from benchmarks.harden.bombs import bombs
from benchmarks.harden.events import LOCKS
from benchmarks.harden.images import IMAGES
from benchmarks.harden.keyfiles import key_file_mutants
from benchmarks.harden.kills import kills_while_answering
from benchmarks.harden.leaks import canaries, system_calls
from benchmarks.harden.ledgers import ledger_mutants, log_cuts
from benchmarks.harden.memory import isolation, memory_after_lock
from benchmarks.harden.refusals import passphrases, refusals
from benchmarks.harden.torn import torn_writes


@dataclass(frozen=True)
class Figure:
    """One number that was found, and the bounds that it must keep. A figure without bounds only tells."""

    found: float
    words: str
    least: float | None = None
    most: float | None = None

    @classmethod
    def exactly(cls, wanted: float, found: float, words: str) -> Self:
        """A number that must be just this one."""
        return cls(found, words, wanted, wanted)

    @classmethod
    def none(cls, found: float, words: str) -> Self:
        """Something of which there must be none."""
        return cls(found, words, 0, 0)

    @property
    def holds(self) -> bool:
        """Whether the number keeps its bounds."""
        return (self.least is None or self.found >= self.least) and (self.most is None or self.found <= self.most)

    @property
    def bounded(self) -> bool:
        """Whether there is a number with which it would not hold."""
        return self.least is not None or self.most is not None

    def __str__(self) -> str:
        return f"{spelled(self.found)} {self.words}{self._bounds()}"

    def _bounds(self) -> str:
        if self.least is None and self.most is None:
            return ""
        if self.least == self.most:
            return f" (wanted {spelled(self.least or 0)})"
        at_least = f"at least {spelled(self.least)}" if self.least is not None else ""
        at_most = f"at most {spelled(self.most)}" if self.most is not None else ""
        return f" (wanted {' and '.join(filter(None, (at_least, at_most)))})"


def spelled(number: float) -> str:
    """A number as people read it: thousands with a comma, a fraction only where there is one."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.2f}"


@dataclass(frozen=True)
class Trial:
    """One run of a check: how many times, in which empty folder, and with the planted fault or without."""

    size: int
    folder: Path
    planted: bool = False


@dataclass(frozen=True)
class Check:
    """A check. `planted` says what is broken on purpose when the check has to prove that it can fail."""

    name: str
    title: str
    run: Callable[[Trial], Sequence[Figure]]
    full: int
    small: int
    planted: str
    root: bool = False
    tools: tuple[str, ...] = ()
    alone: bool = False  # it measures moments of the window, so that nothing else may run beside it


def plant(owner: object, name: str, fault: object) -> None:
    """Put a fault in the place of a part of the product; a part that is not there (any more) is a broken check."""
    assert hasattr(owner, name), f"there is no {name} in which to plant the fault"
    setattr(owner, name, fault)


CHECKS: tuple[Check, ...] = (
    Check(
        "T1",
        "damaged and forged key files",
        key_file_mutants,
        full=10_000,
        small=150,
        planted="the MAC of the superblock is not compared",
    ),
    Check(
        "T4",
        "damaged and rolled back ledgers",
        ledger_mutants,
        full=4_000,
        small=40,
        planted="nothing is compared on opening",
    ),
    Check(
        "T5",
        "kill -9 while answering",
        kills_while_answering,
        full=1_000,
        small=8,
        planted="an answer is acknowledged before it is written",
    ),
    Check(
        "T6",
        "cut and damaged logs of ledgers",
        log_cuts,
        full=600,
        small=30,
        planted="every second answer reaches the disk before the one it follows",
    ),
    Check(
        "T7-phrase",
        "kill -9 while the passphrase is changed",
        deeds.kills_in_passphrase_change,
        full=200,
        small=12,
        planted="the old superblocks go before the new one is written",
    ),
    Check(
        "T7-import",
        "kill -9 while a bundle is read in",
        deeds.kills_in_import,
        full=200,
        small=10,
        planted="what is imported is written piece by piece",
    ),
    Check(
        "T7-erase",
        "kill -9 while a visit is erased",
        deeds.kills_in_erasing,
        full=200,
        small=10,
        planted="the file of the ledger goes before anything is noted or destroyed",
    ),
    Check(
        "T7-seal",
        "kill -9 while a visit is sealed",
        deeds.kills_in_sealing,
        full=200,
        small=8,
        planted="the bundle gets its place only after the key of the visit is destroyed",
    ),
    Check(
        "T7-rekey",
        "kill -9 while every key is changed",
        deeds.kills_in_rekeying,
        full=200,
        small=8,
        planted="the old superblocks go before the new one is written",
    ),
    Check(
        "T8",
        "torn writes into the key file",
        torn_writes,
        full=1,
        small=8,
        planted="the old superblock goes before the new one is on the disk",
    ),
    *IMAGES,
    Check(
        "T10",
        "words in files after a day at the window and a crash",
        canaries,
        full=40_000,
        small=500,
        planted="words are written to files in four encodings",
        tools=("Xvfb",),
    ),
    Check(
        "T11",
        "system calls of that day",
        system_calls,
        full=40_000,
        small=500,
        planted="words are written to files, and a socket of the internet is opened",
        tools=("Xvfb", "strace"),
    ),
    Check(
        "T12",
        "memory after a lock",
        memory_after_lock,
        full=20,
        small=2,
        planted="the vault is closed, but the process stays",
        root=True,
        tools=("Xvfb", "xdotool"),
        alone=True,
    ),
    Check(
        "T13",
        "the process against other programs of the same user",
        isolation,
        full=1,
        small=1,
        planted="the program without its hardening",
        root=True,
        tools=("Xvfb", "xdotool", "setpriv"),
    ),
    *LOCKS,
    Check(
        "T15",
        "bombs",
        bombs,
        full=1,
        small=2,
        planted="what a key file asks of Argon2 is not looked at",
    ),
    Check(
        "T16",
        "a cipher that is not what it should be",
        refusals,
        full=1,
        small=1,
        planted="nobody looks at the cipher",
    ),
    Check(
        "T18",
        "passphrases from other keyboards",
        passphrases,
        full=2_000,
        small=30,
        planted="ё and е are two letters",
    ),
)


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
