"""T4 and T6: ledger files and their logs damaged, cut and rolled back, then opened through the whole program."""

import contextlib
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.harden import children
from benchmarks.harden.check import Figure, Trial, plant
from benchmarks.harden.children import killed_after
from monitorapp.errors import Trouble, VaultTrouble
from monitorapp.vault.alarms import Seals
from monitorapp.vault.vault import Vault
from tests.core.vaults import Made, start, vault_of, write

PAGE = 16384
GENERATIONS = 4
ANSWERS = 120

Reading = dict[str, Any]


class Shelf:
    """A closed vault, kept aside whole, of which one file at a time is damaged."""

    def __init__(self, made: Made) -> None:
        self.made = made
        self.files = {path: path.read_bytes() for path in made.folder.rglob("*") if path.is_file()}
        self.truth = _read_all(made)

    def ledger(self, sort: str) -> Path:
        """The file of the first ledger of a sort."""
        key = next(key for key in self.made.key_file().ledgers() if key.sort == sort)
        return self.made.folder / "l" / key.ledger

    def judge(self, path: Path, data: bytes) -> str:
        """Open with `data` in place of one file: "told", "same", "different", or the name of a surprise."""
        path.write_bytes(data)
        try:
            return "same" if _read_all(self.made) == self.truth else "different"
        except Trouble:
            return "told"
        except Exception as bug:  # whatever comes is what is counted
            return f"surprise: {type(bug).__name__}"
        finally:
            self._restore()

    def _restore(self) -> None:
        for path in [path for path in self.made.folder.rglob("*") if path.is_file() and path not in self.files]:
            path.unlink()
        for path, data in self.files.items():
            if not path.is_file() or path.read_bytes() != data:
                path.write_bytes(data)


def _read_all(made: Made) -> Reading:
    """Everything that a person can read in a vault; raises Trouble where the vault says that something is wrong."""
    vault = made.open()
    try:
        if vault.alarms:
            raise VaultTrouble(vault.alarms[0].code)
        documents = [row for visit in vault.visits() for row in vault.documents(visit.id)]
        return {
            "visits": vault.visits(),
            "views": {row.id: vault.view(row.id) for row in documents},
            "history": {row.id: vault.history(row.id, "q1") for row in documents},
            "conflicts": vault.conflicts(),
            "people": vault.registry.people(),
        }
    finally:
        with contextlib.suppress(Trouble):
            vault.close()


def ledger_mutants(trial: Trial) -> Sequence[Figure]:
    """T4. Every damage is told, or leaves everything that can be read as it was."""
    if trial.planted:
        look_for_nothing()
    dice, made = random.Random(trial.size), vault_of("Anna", trial.folder / "v")
    older = _older_copies(made)
    shelf = Shelf(made)
    path = shelf.ledger("visit")
    whole, counts = path.read_bytes(), Counter[str]()
    for _ in range(trial.size):
        target = dice.choice((path, path, path, shelf.ledger("archive"), shelf.ledger("index")))
        damaged = bytes(dice.choice(children.ANY)(bytearray(shelf.files[target]), dice))
        counts[shelf.judge(target, damaged)] += 1
    most = max(trial.size // 8, 8)  # a small run does not try every border and page
    cuts = Counter(shelf.judge(path, whole[:size]) for size in range(0, len(whole), PAGE)[-most:])
    pasted = Counter(shelf.judge(path, data) for data in _sample(_rolled_back(whole, older), most * 2, dice))
    everything = counts + cuts + pasted
    surprises = sum(n for outcome, n in everything.items() if outcome.startswith("surprise"))
    return [
        Figure.exactly(trial.size, counts.total(), "mutations"),
        Figure.none(everything["different"], "silent differences"),
        Figure.none(surprises, "exceptions that are no Trouble"),
        Figure(everything["told"], "told", least=1),
        Figure.exactly(cuts.total(), cuts["told"], f"of {cuts.total()} cuts at a page border told"),
        Figure(pasted["told"], f"of {pasted.total()} pages or files put back from older copies told", least=1),
    ]


def look_for_nothing() -> None:
    """The planted fault: what the key file remembers of each ledger is not looked at on opening."""
    plant(Seals, "doubt", lambda *_: None)
    plant(Seals, "doubt_open", lambda *_: None)


def _older_copies(made: Made) -> list[bytes]:
    """Write a visit in several sittings; returns its ledger file as it was after each but the last."""
    with made.opened() as vault:
        visit = start(vault)
    (key,) = (key for key in made.key_file().ledgers() if key.sort == "visit")
    copies = []
    for generation in range(GENERATIONS):
        with made.opened() as vault:
            for number in range(ANSWERS):
                vault.record(visit, f"q{number}", f"answer {generation} ответ " * 8, vault.shown(visit, f"q{number}"))
            write(vault, visit, pop_total=generation)
        copies.append((made.folder / "l" / key.ledger).read_bytes())
    return copies[:-1]


def _rolled_back(newest: bytes, older: Sequence[bytes]) -> Iterator[bytes]:
    """The file with each page, and with the whole, from each older copy."""
    for copy in older:
        yield copy
        for place in range(0, len(copy), PAGE):
            if copy[place : place + PAGE] != newest[place : place + PAGE]:
                yield newest[:place] + copy[place : place + PAGE] + newest[place + PAGE :]


def _sample(files: Iterator[bytes], most: int, dice: random.Random) -> list[bytes]:
    found = list(files)
    return found if len(found) <= most else [found[0], *dice.sample(found, most)]


@dataclass(frozen=True)
class Log:
    """A vault whose program was killed with answers still in the log."""

    made: Made
    visit: str
    answers: int
    file: Path


def log_cuts(trial: Trial) -> Sequence[Figure]:
    """T6. Whatever happens to the log, what is left are the first so many answers, each of them right."""
    dice, log = random.Random(trial.size), _left_behind(trial)
    shelf = trial.folder / "kept"
    shutil.copytree(log.made.folder, shelf)
    counts: Counter[str] = Counter()
    kept = _kept(log)
    _put_back(shelf, log.made.folder)  # whoever opens a vault folds its logs away
    for number in range(trial.size):
        data = log.file.read_bytes()
        log.file.write_bytes(LOG_DAMAGES[number % len(LOG_DAMAGES)](bytearray(data), dice))
        counts[_prefix(log)] += 1
        _put_back(shelf, log.made.folder)
    surprises = sum(n for outcome, n in counts.items() if outcome.startswith("surprise"))
    return [
        Figure.exactly(trial.size, counts.total(), "logs cut, flipped or extended"),
        Figure(kept, "answers in the whole log, those acknowledged among them", log.answers, log.answers + 1),
        Figure(counts["shorter"], "shorter by the last answers", least=1),
        Figure.none(counts["torn"], "no prefix of what was written"),
        Figure.none(surprises, "exceptions that are no Trouble"),
        Figure(counts["told"], "told as damage"),
    ]


def _cut_at_a_frame(data: bytearray, dice: random.Random) -> bytearray:
    """The header of a log has 32 bytes, a frame 24 and a page."""
    frames = (len(data) - 32) // (24 + PAGE)
    return data[: 32 + dice.randrange(frames + 1) * (24 + PAGE)]


LOG_DAMAGES: tuple[children.Damage, ...] = (*children.ANY, children.cut, _cut_at_a_frame)


def _left_behind(trial: Trial) -> Log:
    """Answer in a child process until it is killed."""
    made = vault_of("Anna", trial.folder / "v")
    with made.opened() as vault:
        visit = start(vault)
    numbers: Iterable[int] = range(1000)
    if trial.planted:
        numbers = [number ^ 1 for number in numbers]  # every second answer reaches the disk before the one it follows
    answers = killed_after(60, lambda said: _answer(made, visit, numbers, said))
    (file,) = (path for path in (made.folder / "l").glob("*-wal") if path.stat().st_size > 10 * PAGE)
    return Log(made, visit, answers, file)


def _answer(made: Made, visit: str, numbers: Iterable[int], said: Callable[[], object]) -> None:
    vault = made.open()
    for number in numbers:
        vault.record(visit, f"q{number}", f"answer {number} " * 40, ())
        said()


def _put_back(shelf: Path, folder: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(shelf, folder)


def _kept(log: Log) -> int:
    vault = log.made.open()
    try:
        return sum(name.startswith("q") for name in vault.view(log.visit).values)
    finally:
        vault.close()


def _prefix(log: Log) -> str:
    """What is left of the answers: "whole", "shorter", "torn", "told", or a surprise."""
    try:
        vault: Vault = log.made.open()
        try:
            if vault.alarms:
                return "told"
            values = {n: v for n, v in vault.view(log.visit).values.items() if n.startswith("q")}
        finally:
            vault.close()
    except Trouble:
        return "told"
    except Exception as bug:  # whatever comes is what is counted
        return f"surprise: {type(bug).__name__}"
    right = {f"q{number}": f"answer {number} " * 40 for number in range(len(values))}
    if values != right:
        return "torn"
    return "whole" if len(values) >= log.answers else "shorter"
