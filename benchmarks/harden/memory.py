"""T12: what the memory of the process holds before a lock and after it; read by root, as hardening forbids the rest."""

import statistics
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from secrets import token_hex

from benchmarks.harden.check import Figure, Trial
from benchmarks.harden.window import Program, screen, surroundings
from monitorapp import documents
from monitorapp.exchange.members import create_vault
from monitorapp.vault.keyfile import LIGHT
from monitorapp.vault.vault import Vault

PHRASE = "seven plain words for one old laptop"
FIELD = "prep_objective"
CHUNK = 1 << 24
LOCK_SECONDS = 0.5
# The planted fault: the program that only closes the vault and shows nothing more, in the same process.
STAYS = "import ui.relaunch; ui.relaunch.relaunch = lambda: None; from ui.app import main; main()"


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
