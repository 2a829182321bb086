"""T8: every write into the key file, torn at every border of 512 bytes: forwards, backwards, and each piece alone."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.harden.check import Figure, Trial, plant
from monitorapp.errors import VaultTrouble
from monitorapp.vault import kdf
from monitorapp.vault.keyfile import SUPERBLOCK, KeyFile, LedgerKey, Superblock
from tests.core.vaults import PHRASE

SECTOR = 512
CHEAP = kdf.KdfCost(8, 1, 1)  # this is about bytes, not about guessing
NEW_PHRASE = "иная фраза из семи простых слов"


@dataclass
class Diary:
    """Every write that one deed makes into the key file, with what lay there before."""

    writes: list[tuple[int, bytes, bytes]] = field(default_factory=list)

    def watch(self, path: Path, deed: Callable[[], object]) -> None:
        """Do the deed, and note its writes."""
        write = KeyFile._write

        def noted(key_file: KeyFile, offset: int, data: bytes) -> None:
            before = _read(path, offset, len(data))
            write(key_file, offset, data)
            self.writes.append((offset, before, data))

        plant(KeyFile, "_write", noted)
        try:
            deed()
        finally:
            plant(KeyFile, "_write", write)


def torn_writes(trial: Trial) -> Sequence[Figure]:
    """T8. At every state some lock opens, and every ledger has its old key, its new key, or was being removed."""
    kdf.MEMORY_FLOOR_KIB = CHEAP.memory
    if trial.planted:
        wipe_before_writing()
    counts: Counter[str] = Counter()
    for number, (name, prepare) in enumerate(DEEDS.items()):
        counts += _tear(trial.folder / f"k{number}", prepare, every=trial.size)
        counts[f"deed {name}"] = 1
    deeds = sum(name.startswith("deed ") for name in counts)
    return [
        Figure(counts["states"], f"torn states in {deeds} deeds", least=1),
        Figure.none(counts["unopenable"], "unopenable"),
        Figure.none(counts["without a ledger"], "in which a ledger is lost"),
        Figure.none(counts["with a false key"], "in which a ledger has a key that never was"),
    ]


def wipe_before_writing() -> None:
    """The planted fault: the old superblock goes before the new one is on the disk."""
    write_block = KeyFile._write_block

    def hasty(key_file: KeyFile, block: Superblock, *more: Any) -> None:
        key_file._write(SUPERBLOCK * ((block.generation + 1) % 2), bytes(SUPERBLOCK))
        write_block(key_file, block, *more)

    plant(KeyFile, "_write_block", hasty)


@dataclass(frozen=True)
class Scene:
    """An open key file before a deed, and which ledgers the deed may take away."""

    key_file: KeyFile
    deed: Callable[[], object]
    doomed: frozenset[LedgerKey] = frozenset()
    phrases: tuple[str, ...] = (PHRASE,)


def _change_passphrase(key_file: KeyFile) -> Scene:
    return Scene(key_file, lambda: key_file.change_passphrase(NEW_PHRASE, CHEAP), phrases=(PHRASE, NEW_PHRASE))


def _add(key_file: KeyFile) -> Scene:
    return Scene(key_file, lambda: key_file.add_ledger("visit"))


def _replace(key_file: KeyFile) -> Scene:
    old = key_file.ledgers()[-1]
    return Scene(key_file, lambda: key_file.replace_ledger(old, key_file.fresh_key(old)), frozenset({old}))


def _destroy(key_file: KeyFile) -> Scene:
    old = key_file.ledgers()[-1]
    return Scene(key_file, lambda: key_file.destroy_ledger(old), frozenset({old}))


def _remember(key_file: KeyFile) -> Scene:
    return Scene(key_file, lambda: key_file.remember({1: (7, "ab" * 12)}))


DEEDS: dict[str, Callable[[KeyFile], Scene]] = {
    "change of the passphrase": _change_passphrase,
    "a new ledger": _add,
    "a ledger under a fresh key": _replace,
    "a destroyed ledger": _destroy,
    "marks at closing": _remember,
}


def _tear(path: Path, prepare: Callable[[KeyFile], Scene], every: int) -> Counter[str]:
    """Make a key file, do the deed, and judge each torn state of each of its writes."""
    key_file, code = KeyFile.create(path, PHRASE, CHEAP)
    for sort in ("index", "archive", "visit"):
        key_file.add_ledger(sort)
    scene, before = prepare(key_file), path.read_bytes()
    known, diary = frozenset(key_file.ledgers()), Diary()
    diary.watch(path, scene.deed)
    made = frozenset(KeyFile.recover(path, code).ledgers()) - known
    path.write_bytes(before)
    counts: Counter[str] = Counter()
    for offset, old, new in diary.writes:
        for _ in itertools.islice(_states(path, offset, old, new), 0, None, every):
            counts["states"] += 1
            counts.update(_faults(path, code, scene, known, made))
        _put(path, offset, new)
    return counts


def _faults(
    path: Path, code: str, scene: Scene, known: frozenset[LedgerKey], made: frozenset[LedgerKey]
) -> Iterator[str]:
    """What is wrong with the key file as it lies there now."""
    try:
        found = frozenset(KeyFile.recover(path, code).ledgers())
    except VaultTrouble:
        yield "unopenable"
        return
    if not any(_opens(path, phrase) for phrase in scene.phrases):
        yield "unopenable"
    if not (known - scene.doomed) <= found:
        yield "without a ledger"
    if scene.doomed and made and not found & (scene.doomed | made):
        yield "without a ledger"
    if not found <= known | made:
        yield "with a false key"


def _opens(path: Path, phrase: str) -> bool:
    try:
        KeyFile.open(path, phrase)
    except VaultTrouble:
        return False
    return True


def _states(path: Path, offset: int, old: bytes, new: bytes) -> Iterator[None]:
    """Lay down each piece of 512 bytes of one write: in order, backwards, and each alone over the old."""
    pieces = [n for n in range(0, len(new), SECTOR) if old[n : n + SECTOR] != new[n : n + SECTOR]]
    for order in (pieces, pieces[::-1]):
        _put(path, offset, old)
        for n in order:
            _put(path, offset + n, new[n : n + SECTOR])
            yield
    _put(path, offset, old)
    for n in pieces:
        _put(path, offset + n, new[n : n + SECTOR])
        yield
        _put(path, offset + n, old[n : n + SECTOR])


def _put(path: Path, offset: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)


def _read(path: Path, offset: int, size: int) -> bytes:
    with path.open("rb") as file:
        file.seek(offset)
        return file.read(size)
