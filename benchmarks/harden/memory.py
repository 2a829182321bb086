"""T12 and T13: what memory holds before a lock and after it, and that no other program of the person may read it."""

import ctypes
import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from secrets import token_hex

from benchmarks.harden.check import Figure, Trial
from benchmarks.harden.surroundings import path_of
from benchmarks.harden.window import Program, allow_cores, screen, surroundings
from monitorapp import documents
from monitorapp.exchange.members import create_vault
from monitorapp.vault.keyfile import LIGHT
from monitorapp.vault.vault import Vault

PHRASE = "seven plain words for one old laptop"
FIELD = "prep_objective"
CHUNK = 1 << 24
LOCK_SECONDS = 0.5
# The planted fault: the program that only closes the vault and shows nothing more, in the same process.
STAYS = "import ui.app; ui.app.relaunch = lambda: None; from ui.app import main; main()"


def memory_after_lock(trial: Trial) -> Sequence[Figure]:
    """T12. Unlock, read, write, lock; then nothing of it is in the memory of the process."""
    canary = f"Qz{token_hex(6)}"
    vault, code = create_vault(trial.folder / "v", PHRASE, f"{canary}-name", LIGHT)
    _fill(vault, canary)
    wanted = patterns(vault, code, canary)
    vault.close()
    before, after = Counter[str](), Counter[str]()
    closed, shown = list[float](), list[float]()
    with screen() as display:
        environment = surroundings(trial.folder / "home", display)
        with Program.started(trial.folder / "v", environment, STAYS if trial.planted else None) as program:
            for number in range(trial.size):
                program.unlock(PHRASE)
                program.type(f"{canary}{number} ")
                before += found_in_memory(program.pid, wanted)
                one, other = _lock(program, replaced=not trial.planted)
                closed.append(one)
                shown.append(other)
                after += found_in_memory(program.pid, wanted)
                if trial.planted:
                    break
    return [
        Figure.exactly(trial.size, len(closed), "locks"),
        Figure(before["canary"] // len(closed), "copies of the canary in memory before a lock", least=1),
        Figure.none(after["canary"], "after it"),
        Figure.none(sum(n for name, n in after.items() if name != "canary"), "keys or passphrases after it"),
        Figure(max(closed), "s at the slowest until the vault is closed and its memory gone", most=LOCK_SECONDS),
        Figure(statistics.median(shown), "s (median) until the page to unlock is seen", most=LOCK_SECONDS),
        Figure(max(shown), "s at the slowest, all without the time in which other programs had the processor"),
    ]


def _fill(vault: Vault, canary: str) -> None:
    """Answers, a note, a child document with a name, and the place to come back to."""
    visit, _ = documents.start_visit(vault, "practice")
    interview, _ = documents.add_document(vault, visit, "interview")
    for number in range(12):
        vault.record(visit, f"q{number}", f"{canary} жалоба {number} " * 20, ())
    vault.record(visit, FIELD, f"{canary} objective ", ())
    vault.record(visit, f"{FIELD}#note", f"{canary} заметка", ())
    vault.record(interview, "intv_notes", f"{canary} слова задержанного", (), "personal")
    vault.set_place({"page": "form", "document": visit, "field": FIELD})


def patterns(vault: Vault, code: str, canary: str) -> Mapping[bytes, str]:
    """What is looked for, and what to call it: the canary and the phrases in two encodings, keys raw and spelled."""
    texts = {"canary": canary, "passphrase": PHRASE, "recovery code": code}
    spelled = {text.encode(how): name for name, text in texts.items() for how in ("utf-8", "utf-16-le")}
    keys = [vault.keyfile._master, *(key.key for key in vault.keyfile.ledgers())]
    raw = dict.fromkeys(keys, "key")
    return {**spelled, **raw, **{key.hex().encode(): "key" for key in keys}}


def found_in_memory(pid: int, wanted: Mapping[bytes, str]) -> Counter[str]:
    """How often each pattern lies in the readable memory of a process."""
    found: Counter[str] = Counter()
    for chunk in _memory(pid, max(map(len, wanted))):
        for pattern, name in wanted.items():
            found[name] += chunk.count(pattern)
    return found


def _memory(pid: int, overlap: int) -> Iterator[bytes]:
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for start, end in _regions(pid):
            for place in range(start, end, CHUNK):
                try:
                    memory.seek(place)
                    yield memory.read(min(CHUNK + overlap, end - place))
                except OSError:
                    break  # pages of the kernel, or a region that is gone


def _regions(pid: int) -> Iterator[tuple[int, int]]:
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        where, rights, *_ = line.split()
        if rights.startswith("r") and not line.endswith(("[vvar]", "[vsyscall]", "[vvar_vclock]")):
            start, end = where.split("-")
            yield int(start, 16), int(end, 16)


def _lock(program: Program, *, replaced: bool) -> tuple[float, float]:
    """Press the key; returns the seconds until the vault is closed and the process replaced, and until it is seen.

    What other programs on a busy machine take away is not counted: it is not the time of the lock.
    """
    life, started = program.life(), time.perf_counter() - program.waited()

    def passed() -> float:
        return time.perf_counter() - program.waited() - started

    program.key("ctrl+shift+l")
    program.until(lambda: not program.open_ledgers(), "a closed vault")
    if not replaced:
        time.sleep(2)
        return passed(), passed()
    program.until(lambda: program.life() not in {life, b""}, "another program in the process")
    closed = passed()
    program.until(program.window, "the page to unlock")
    return closed, passed()


# Root without any privilege is a user like others, and may still read the files of this checkout.
WITHOUT_PRIVILEGES = ("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs")
# The planted fault: the program without its hardening.
BARE = "import ui.app; ui.app.harden = lambda: None; from ui.app import main; main()"


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
            asked = [*privileges, sys.executable, "-m", "benchmarks.harden.memory", str(program.pid)]
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
