"""T8: every write into the key file, torn at every border of 512 bytes: forwards, backwards, and each piece alone."""

import contextlib
import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.harden.check import Figure, Trial, plant
from monitorapp.errors import VaultTrouble
from monitorapp.vault import locks
from monitorapp.vault.keyfile import SUPERBLOCK, KeyFile, LedgerKey, Superblock
from monitorapp.vault.passphrase import new_recovery_code
from tests.core.vaults import PHRASE

SECTOR = 512
CHEAP = locks.KdfCost(8, 1, 1)  # this is about bytes, not about guessing
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
    """T8. At every state some phrase and some code open, and every slot has its old key or its new one."""
    locks.MEMORY_FLOOR_KIB = CHEAP.memory
    if trial.planted:
        wipe_before_writing()
    counts = Counter[str]()
    for number, prepare in enumerate(DEEDS):
        counts += _tear(trial.folder / f"k{number}", prepare, every=trial.size)
    begun = _tear_creation(trial.folder / "new", every=trial.size)
    return [
        Figure(counts["states"], f"torn states in {len(DEEDS)} deeds", least=1),
        Figure.none(counts["unopenable"], "unopenable"),
        Figure.none(counts["without a ledger"], "in which a ledger is lost"),
        Figure.none(counts["with a false key"], "in which a ledger has a key that never was"),
        Figure(begun.total(), "torn states of a beginning", least=1),
        Figure.none(begun["surprise"], "neither refused nor whole"),
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
    """What a deed does, which slots it may empty, and the phrases and codes that open before or after it."""

    deed: Callable[[], object]
    emptied: frozenset[int] = frozenset()
    phrases: tuple[str, ...] = (PHRASE,)
    codes: tuple[str, ...] = ()


def _change_passphrase(key_file: KeyFile) -> Scene:
    return Scene(lambda: key_file.change_passphrase(NEW_PHRASE, CHEAP), phrases=(PHRASE, NEW_PHRASE))


def _change_code(key_file: KeyFile) -> Scene:
    code = new_recovery_code()
    return Scene(lambda: key_file.change_recovery_code(code), codes=(code,))


def _put_in_escrow(key_file: KeyFile) -> Scene:
    return Scene(lambda: key_file.put_in_escrow(lambda master: b"sealed to somebody" + bytes(len(master))))


def _add(key_file: KeyFile) -> Scene:
    return Scene(lambda: key_file.add_ledger("visit"))


def _replace(key_file: KeyFile) -> Scene:
    old = key_file.ledgers()[-1]
    fresh = key_file.fresh_key(old)
    return Scene(lambda: key_file.replace_ledger(old, fresh))


def _destroy(key_file: KeyFile) -> Scene:
    old = key_file.ledgers()[-1]
    return Scene(lambda: key_file.destroy_ledger(old), emptied=frozenset({old.slot}))


def _remember(key_file: KeyFile) -> Scene:
    return Scene(lambda: key_file.remember({1: (7, "ab" * 12)}))


def _change_every_key(key_file: KeyFile) -> Scene:
    """As `rekey.go_on` does it, without the ledgers themselves."""
    code = new_recovery_code()

    def deed() -> None:
        key_file.change_master(NEW_PHRASE, CHEAP, code, None)
        key_file.settle()
        for key in key_file.behind():
            key_file.replace_ledger(key, key_file.fresh_key(key))
        key_file.forget_former()

    return Scene(deed, phrases=(PHRASE, NEW_PHRASE), codes=(code,))


DEEDS: tuple[Callable[[KeyFile], Scene], ...] = (
    _change_passphrase,
    _change_code,
    _put_in_escrow,
    _add,
    _replace,
    _destroy,
    _remember,
    _change_every_key,
)


def _tear(path: Path, prepare: Callable[[KeyFile], Scene], every: int) -> Counter[str]:
    """Make a key file, do the deed, and judge each torn state of each of its writes."""
    key_file, code = KeyFile.create(path, PHRASE, CHEAP)
    for sort in ("index", "archive", "visit"):
        key_file.add_ledger(sort)
    scene, before = prepare(key_file), path.read_bytes()
    codes, known, diary = (code, *scene.codes), frozenset(key_file.ledgers()), Diary()
    diary.watch(path, scene.deed)
    keys = known | (_ledgers(path, codes[::-1]) or frozenset())
    kept = {key.slot for key in known} - scene.emptied
    path.write_bytes(before)
    counts: Counter[str] = Counter()
    for offset, old, new in diary.writes:
        for _ in itertools.islice(_states(path, offset, old, new), 0, None, every):
            counts["states"] += 1
            counts.update(_faults(path, codes, scene.phrases, keys, kept))
        _put(path, offset, new)
    return counts


def _faults(
    path: Path, codes: Sequence[str], phrases: Sequence[str], keys: frozenset[LedgerKey], kept: set[int]
) -> Iterator[str]:
    """What is wrong with the key file as it lies there now."""
    found = _ledgers(path, codes)
    if found is None or not any(_opens(path, phrase) for phrase in phrases):
        yield "unopenable"
        return
    if not kept <= {key.slot for key in found}:
        yield "without a ledger"
    if not found <= keys:
        yield "with a false key"


def _ledgers(path: Path, codes: Sequence[str]) -> frozenset[LedgerKey] | None:
    """The keys of the ledgers, by the first code that opens."""
    for code in codes:
        with contextlib.suppress(VaultTrouble):
            return frozenset(KeyFile.recover(path, code).ledgers())
    return None


def _tear_creation(path: Path, every: int) -> Counter[str]:
    """The first superblock of a new key file: a torn beginning is refused, a whole one opens."""
    diary, codes = Diary(), list[str]()
    path.write_bytes(b"")
    diary.watch(path, lambda: codes.append(KeyFile.create(path, PHRASE, CHEAP)[1]))
    counts: Counter[str] = Counter()
    for offset, old, new in diary.writes:
        for _ in itertools.islice(_states(path, offset, old, new), 0, None, every):
            try:
                counts["whole" if not KeyFile.recover(path, codes[0]).ledgers() else "surprise"] += 1
            except VaultTrouble as trouble:
                counts["refused" if trouble.code == "vault-damaged" else "surprise"] += 1
    return counts


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
