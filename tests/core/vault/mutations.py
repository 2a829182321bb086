"""Somebody with the disk in their hands, at random: what they do to a vault, and what opening it then gives.

A few hundred in the tests, thousands in `./go harden`. Each trial puts the vault back, changes one thing, opens it
through the program and reads everything: the same content, or an alarm or refusal, never silently something else.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from monitorapp.errors import Trouble
from monitorapp.vault.registry import REVOKED, TRUSTED, Person
from monitorapp.vault.vault import Vault
from tests.core.vaults import Made, start, vault_of, write

PAGE = 16384
LOG_HEADER, FRAME = 32, 24 + PAGE
SAME, TOLD, EARLIER, DIFFERENT = "same", "told", "earlier", "different"
SITTINGS = 3
COLLEAGUE = "b1" * 16

Files = Mapping[str, bytes | None]  # by path below the vault's folder; None: not there
Mutator = Callable[["Bench", random.Random], Files]


@dataclass(frozen=True)
class Bench:
    """A vault, its files after each of several sittings, and everything that could be read in it at each moment."""

    made: Made
    sittings: tuple[dict[str, bytes], ...]
    logs: tuple[dict[str, bytes], ...]  # of each sitting, just before its closing
    states: tuple[object, ...]  # of a vault that crashed: after each acknowledged write, the newest last

    @property
    def files(self) -> dict[str, bytes]:
        """The files as they should be."""
        return self.sittings[-1]

    def ledgers(self) -> list[str]:
        """The ledger files, logs not among them."""
        return [name for name in self.files if name.startswith("l/") and not name.endswith("-wal")]

    def older(self, name: str) -> list[bytes]:
        """What a file was after earlier sittings, where it was something else."""
        found = (sitting.get(name) for sitting in self.sittings[:-1])
        return [data for data in found if data is not None and data != self.files[name]]

    def judge(self, changes: Files) -> str:
        """Change some files, open the vault, read everything: one of the four outcomes."""
        self.put_back(changes)
        try:
            vault = self.made.open()
        except Trouble:
            return TOLD
        try:
            is_told = bool(vault.alarms)
            found = content(vault)
        except Trouble:
            return TOLD
        finally:
            _close(vault)
        if is_told:
            return TOLD
        if found == self.states[-1]:
            return SAME
        return EARLIER if found in self.states else DIFFERENT

    def put_back(self, changes: Files) -> None:
        """Make the folder what it was, but for `changes`."""
        wanted = {name: data for name, data in {**self.files, **changes}.items() if data is not None}
        for path in [path for path in self.made.folder.rglob("*") if path.is_file()]:
            if str(path.relative_to(self.made.folder)) not in wanted:
                path.unlink()
        for name, data in wanted.items():
            path = self.made.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists() or path.read_bytes() != data:
                path.write_bytes(data)


def closed_bench(folder: Path) -> Bench:
    """A vault that was closed rightly after several sittings, with people, an archive and two visits."""
    made = vault_of("Анна", folder / "v")
    sittings: list[dict[str, bytes]] = []
    logs: list[dict[str, bytes]] = []
    visits: list[str] = []
    for number in range(SITTINGS):
        with made.opened() as vault:
            visits += [start(vault)] if number < 2 else []
            _work(vault, visits, number)
            vault.registry.keep_person(Person(COLLEAGUE, "Бек", REVOKED if number else TRUSTED, "card"))
            logs.append({name: data for name, data in _files(made.folder).items() if name.endswith("-wal")})
        sittings.append(_files(made.folder))
    with made.opened() as vault:
        state = content(vault)
    return Bench(made, tuple(sittings), tuple(logs), (state,))


def crashed_bench(folder: Path) -> Bench:
    """A vault whose power was cut amid a sitting: what was written since the last closing is in its logs."""
    bench = closed_bench(folder / "before")
    vault, states = bench.made.open(), list(bench.states)
    visits = sorted(row.id for row in vault.visits())
    for number in range(12):
        for answer in ({"pop_total": 100 + number}, {"prep_objective": f"ответ {number}" * 50}):
            write(vault, visits[0], commit=False, **answer)
            states.append(content(vault))
        if number % 3:
            vault.commit(visits[0])
            states.append(content(vault))
    files = _files(bench.made.folder)
    vault.close()
    left = Made(folder / "v", bench.made.code)
    left.folder.mkdir(parents=True)
    return Bench(left, (*bench.sittings, files), bench.logs, tuple(states))


def content(vault: Vault) -> object:
    """Everything that a person can read in a vault."""
    rows = [row for visit in vault.visits() for row in vault.documents(visit.id)]
    views = {row.id: dict(vault.view(row.id).values) for row in rows}
    return {
        "visits": [(row.id, row.facility, row.status, row.started, row.unsettled) for row in vault.visits()],
        "views": views,
        "histories": {
            (document, name): [(entry.value, entry.author, entry.wall) for entry in vault.history(document, name)]
            for document, values in views.items()
            for name in values
        },
        "people": [(person.author, person.name, person.state) for person in vault.registry.people()],
        "exchanges": len(vault.registry.exchanges()),
        "forms": vault.registry.form_names(),
    }


def _work(vault: Vault, visits: list[str], number: int) -> None:
    for visit in visits:
        for question in range(12):
            name = f"q{question}"
            vault.record(visit, name, f"ответ {number} " * 60, vault.shown(visit, name))
        write(vault, visit, pop_total=number)
    ledger = vault.ledgers.archive()
    ledger.keep_attestations([(COLLEAGUE, f"attestation {number}")])
    vault.ledgers.seals.note(ledger)


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _close(vault: Vault) -> None:
    try:
        vault.close()
    except Trouble:
        vault.ledgers.abandon()


# What can be done to a file


def flipped_bit(bench: Bench, dice: random.Random) -> Files:
    name, data = _any_ledger(bench, dice)
    place = dice.randrange(len(data))
    return {name: data[:place] + bytes([data[place] ^ 1 << dice.randrange(8)]) + data[place + 1 :]}


def other_byte(bench: Bench, dice: random.Random) -> Files:
    name, data = _any_ledger(bench, dice)
    place = dice.randrange(len(data))
    return {name: data[:place] + bytes([(data[place] + dice.randrange(1, 256)) % 256]) + data[place + 1 :]}


def cut(bench: Bench, dice: random.Random) -> Files:
    name, data = _any_ledger(bench, dice)
    return {name: data[: dice.randrange(len(data))]}


def cut_at_a_page(bench: Bench, dice: random.Random) -> Files:
    name, data = _any_ledger(bench, dice)
    return {name: data[: PAGE * dice.randrange(len(data) // PAGE)]}


def extended(bench: Bench, dice: random.Random) -> Files:
    name, data = _any_ledger(bench, dice)
    return {name: data + dice.choice((bytes(PAGE), dice.randbytes(PAGE), data[-PAGE:], dice.randbytes(1)))}


def page_from_before(bench: Bench, dice: random.Random) -> Files:
    """One page pasted back from an older copy: SQLCipher finds nothing wrong with it."""
    name, data = _older_ledger(bench, dice)
    older = dice.choice(bench.older(name))
    pages = range(0, min(len(older), len(data)), PAGE)
    page = dice.choice([page for page in pages if older[page : page + PAGE] != data[page : page + PAGE]])
    return {name: data[:page] + older[page : page + PAGE] + data[page + PAGE :]}


def pages_from_before(bench: Bench, dice: random.Random) -> Files:
    name, data = _older_ledger(bench, dice)
    older, made = dice.choice(bench.older(name)), bytearray(data)
    for page in range(0, min(len(older), len(data)), PAGE):
        if dice.random() < 0.5:
            made[page : page + PAGE] = older[page : page + PAGE]
    return {name: bytes(made)}


def file_from_before(bench: Bench, dice: random.Random) -> Files:
    name, _ = _older_ledger(bench, dice)
    return {name: dice.choice(bench.older(name)), f"{name}-wal": None}


def pages_exchanged(bench: Bench, dice: random.Random) -> Files:
    name, data = _any_ledger(bench, dice)
    first, second = (PAGE * dice.randrange(len(data) // PAGE) for _ in range(2))
    made = bytearray(data)
    made[first : first + PAGE], made[second : second + PAGE] = data[second : second + PAGE], data[first : first + PAGE]
    return {name: bytes(made)}


def file_of_another(bench: Bench, dice: random.Random) -> Files:
    name, _ = _any_ledger(bench, dice)
    return {name: bench.files[dice.choice([other for other in bench.ledgers() if other != name])]}


def file_gone(bench: Bench, dice: random.Random) -> Files:
    name, _ = _any_ledger(bench, dice)
    return {name: None, f"{name}-wal": None}


def foreign_log(bench: Bench, dice: random.Random) -> Files:
    name, data = _any_ledger(bench, dice)
    return {f"{name}-wal": dice.choice((dice.randbytes(FRAME), data[:FRAME]))}


def log_from_before(bench: Bench, dice: random.Random) -> Files:
    """The whole log of an earlier sitting: every page in it is one that this ledger once had."""
    logs = dice.choice(bench.logs)
    name = dice.choice([name for name, data in logs.items() if len(data) > FRAME and name[:-4] in bench.files])
    return {name: logs[name]}


def log_gone(bench: Bench, dice: random.Random) -> Files:
    return {_any_log(bench, dice)[0]: None}


def log_cut(bench: Bench, dice: random.Random) -> Files:
    name, data = _any_log(bench, dice)
    return {name: data[: dice.randrange(len(data))]}


def log_cut_at_a_frame(bench: Bench, dice: random.Random) -> Files:
    name, data = _any_log(bench, dice)
    return {name: data[: LOG_HEADER + FRAME * dice.randrange((len(data) - LOG_HEADER) // FRAME)]}


def log_flipped(bench: Bench, dice: random.Random) -> Files:
    name, data = _any_log(bench, dice)
    place = dice.randrange(len(data))
    return {name: data[:place] + bytes([data[place] ^ 1 << dice.randrange(8)]) + data[place + 1 :]}


def log_of_another(bench: Bench, dice: random.Random) -> Files:
    name, _ = _any_log(bench, dice)
    others = [log for log in _logs(bench) if log != name]
    return {name: bench.files[dice.choice(others)] if others else None}


ANY: tuple[Mutator, ...] = (
    flipped_bit,
    other_byte,
    cut,
    cut_at_a_page,
    extended,
    page_from_before,
    pages_from_before,
    file_from_before,
    pages_exchanged,
    file_of_another,
    file_gone,
)
OF_CLOSED: tuple[Mutator, ...] = (*ANY, foreign_log, log_from_before)
OF_CRASHED: tuple[Mutator, ...] = (
    *ANY,
    log_from_before,
    log_gone,
    log_cut,
    log_cut_at_a_frame,
    log_flipped,
    log_of_another,
)


def tried(bench: Bench, mutators: Iterable[Mutator], count: int, seed: int) -> dict[str, Counter[str]]:
    """Judge `count` mutations in turn; outcomes by the name of what was done."""
    chosen, dice = tuple(mutators), random.Random(seed)
    outcomes: dict[str, Counter[str]] = {mutator.__name__: Counter() for mutator in chosen}
    for number in range(count):
        mutator = chosen[number % len(chosen)]
        outcomes[mutator.__name__][bench.judge(mutator(bench, dice))] += 1
    return outcomes


def _any_ledger(bench: Bench, dice: random.Random) -> tuple[str, bytes]:
    name = dice.choice(bench.ledgers())
    return name, bench.files[name]


def _older_ledger(bench: Bench, dice: random.Random) -> tuple[str, bytes]:
    name = dice.choice([name for name in bench.ledgers() if bench.older(name)])
    return name, bench.files[name]


def _logs(bench: Bench) -> list[str]:
    return [name for name, data in bench.files.items() if name.endswith("-wal") and len(data) > FRAME]


def _any_log(bench: Bench, dice: random.Random) -> tuple[str, bytes]:
    name = dice.choice(_logs(bench))
    return name, bench.files[name]
