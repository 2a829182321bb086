"""T13: another program of the same person tries to read the memory of the running window; it is denied."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.harden.check import Figure, Trial
from benchmarks.harden.surroundings import path_of
from benchmarks.harden.window import Program, allow_cores, screen, surroundings
from monitorapp.exchange.members import create_vault
from monitorapp.vault.keyfile import LIGHT

PHRASE = "seven plain words for one old laptop"
# Root without any privilege is a user like others, and may still read the files of this checkout.
WITHOUT_PRIVILEGES = ("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs")
# The planted fault: the program without its hardening.
BARE = "import ui.hardening; ui.hardening.harden = lambda: None; from ui.app import main; main()"


def isolation(trial: Trial) -> Sequence[Figure]:
    """T13. Memory, environment and open files are denied to the same user; no core file may be written."""
    create_vault(trial.folder / "v", PHRASE, "Anna", LIGHT)[0].close()
    allow_cores()
    privileges = [path_of(WITHOUT_PRIVILEGES[0]), *WITHOUT_PRIVILEGES[1:]]
    with screen() as display:
        environment = surroundings(trial.folder / "home", display)
        code = BARE if trial.planted else None
        with Program.started(trial.folder / "v", environment, code, privileges) as program:
            program.unlock(PHRASE)
            asked = [*privileges, sys.executable, "-m", "benchmarks.harden.isolation", str(program.pid)]
            got = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=60).stdout.split()
            limits = Path(f"/proc/{program.pid}/limits").read_text()
    cores = next(line.split()[4:6] for line in limits.splitlines() if line.startswith("Max core file size"))
    return [
        Figure.exactly(len(WAYS), len(WAYS), "ways to look into the process of the same user"),
        Figure.none(len(got), f"open{': ' + ', '.join(got) if got else ''}"),
        Figure.exactly(2, cores.count("0"), "limits of core files that are 0"),
    ]


def _reads(name: str) -> Callable[[int], object]:
    return lambda pid: os.close(os.open(f"/proc/{pid}/{name}", os.O_RDONLY))


def _attaches(pid: int) -> None:
    """PTRACE_ATTACH, ptrace(2)."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(16, pid, None, None) != 0:
        raise OSError(ctypes.get_errno(), "ptrace")


def _copies(pid: int) -> None:
    """process_vm_readv(2), from where the program itself lies."""
    buffer = ctypes.create_string_buffer(16)

    class Piece(ctypes.Structure):
        _fields_ = (("base", ctypes.c_void_p), ("size", ctypes.c_size_t))

    place = int(Path("/proc/self/maps").read_text().split("-", 1)[0], 16)
    mine, theirs = Piece(ctypes.addressof(buffer), 16), Piece(place, 16)
    libc = ctypes.CDLL(None, use_errno=True)
    copied = libc.process_vm_readv(pid, ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0)
    if copied < 0 and ctypes.get_errno() == 1:
        raise PermissionError(1, "process_vm_readv")  # any other error (no such page) came after the permission


WAYS: dict[str, Callable[[int], object]] = {
    "mem": _reads("mem"),
    "environ": _reads("environ"),
    "maps": _reads("maps"),
    "auxv": _reads("auxv"),
    "files": lambda pid: os.readlink(f"/proc/{pid}/fd/0"),
    "ptrace": _attaches,
    "vm_readv": _copies,
}


def main(pid: int) -> None:
    """The part of the intruder: print the ways that are open."""
    for name, way in WAYS.items():
        try:
            way(pid)
        except PermissionError:
            continue
        print(name)


if __name__ == "__main__":
    main(int(sys.argv[1]))
