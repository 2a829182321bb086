"""The key file: torn, mutated, guessed at, full; it opens for its owner or says why not, and never anything else."""

import contextlib
import errno
import hashlib
import itertools
import json
import os
import random
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from monitorapp.clock import Clock
from monitorapp.errors import VaultTrouble
from monitorapp.vault import kdf
from monitorapp.vault import keyfile as module
from monitorapp.vault.keyfile import (
    LIGHT,
    MAGIC,
    MEMORY_CEILING_KIB,
    MEMORY_FLOOR_KIB,
    SIZE,
    SLOT,
    SLOTS,
    SLOTS_START,
    SUPERBLOCK,
    KdfCost,
    KeyFile,
    LedgerKey,
)
from monitorapp.vault.passphrase import new_recovery_code, spell_recovery_code
from tests.core.vaults import PHRASE

SECTOR = 512


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str]:
    """The bytes of a key file with one ledger, and its recovery code."""
    path = tmp_path_factory.mktemp("keys") / "k"
    key_file, code = KeyFile.create(path, PHRASE, LIGHT)
    key_file.add_ledger("visit")
    return path.read_bytes(), code


@pytest.fixture
def path(tmp_path: Path, original: tuple[bytes, str]) -> Path:
    path = tmp_path / "k"
    path.write_bytes(original[0])
    return path


@pytest.fixture
def code(original: tuple[bytes, str]) -> str:
    return original[1]


@pytest.fixture
def cheap_kdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id costs nothing here: these tests are about bytes, not about guessing."""
    monkeypatch.setattr(kdf, "MEMORY_FLOOR_KIB", 8)


def trouble_of(work: Callable[[], object]) -> str | None:
    try:
        work()
    except VaultTrouble as trouble:
        return trouble.code
    return None


def test_the_phrase_and_the_code_open_it_and_nothing_else_does(path: Path, code: str) -> None:
    by_phrase, by_code = KeyFile.open(path, PHRASE.upper()), KeyFile.recover(path, code)
    assert by_phrase.secret(b"x") == by_code.secret(b"x") != by_code.secret(b"y")
    assert by_phrase.ledgers() == by_code.ledgers()
    assert trouble_of(lambda: KeyFile.open(path, PHRASE + "!")) == "wrong-passphrase"
    assert trouble_of(lambda: KeyFile.open(path, code)) == "wrong-passphrase"
    assert trouble_of(lambda: KeyFile.recover(path, spell_recovery_code(bytes(32)))) == "wrong-recovery-code"
    assert trouble_of(lambda: KeyFile.recover(path, PHRASE)) == "recovery-code-misread"


def test_it_has_one_size_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    KeyFile.create(tmp_path / "k", PHRASE, LIGHT)
    state = (tmp_path / "k").stat()
    assert state.st_size == SIZE == SLOTS_START + SLOTS * SLOT
    assert os.name == "nt" or state.st_mode & 0o777 == 0o600


def test_two_vaults_with_one_phrase_share_nothing(tmp_path: Path) -> None:
    files = [KeyFile.create(tmp_path / name, PHRASE, LIGHT)[0] for name in ("a", "b")]
    assert files[0].secret(b"x") != files[1].secret(b"x")
    assert files[0].block.vault != files[1].block.vault


def test_everything_after_the_superblock_looks_random(original: tuple[bytes, str]) -> None:
    rest = original[0][SUPERBLOCK:]
    counts = [rest.count(bytes([value])) for value in range(256)]
    assert max(counts) < 1.1 * min(counts)


# Torn writes


def _states(path: Path, before: bytes, after: bytes, orders: int = 3) -> Iterator[None]:
    """Make the file what it is after each 512-byte piece of one write: in order, backwards, and each alone."""
    changed = [s for s in range(0, SIZE, SECTOR) if before[s : s + SECTOR] != after[s : s + SECTOR]]
    for order in (changed, changed[::-1])[:orders]:
        path.write_bytes(before)
        for start in order:
            _put(path, start, after[start : start + SECTOR])
            yield
    path.write_bytes(before)
    for start in changed if orders == 3 else ():
        _put(path, start, after[start : start + SECTOR])
        yield
        _put(path, start, before[start : start + SECTOR])


def _put(path: Path, start: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def _writes(path: Path, monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]) -> list[bytes]:
    """The whole file before the first and after each write that `work` does."""
    snapshots, write = [path.read_bytes()], KeyFile._write

    def watched(key_file: KeyFile, offset: int, data: bytes) -> None:
        write(key_file, offset, data)
        snapshots.append(path.read_bytes())

    with monkeypatch.context() as patch:
        patch.setattr(KeyFile, "_write", watched)
        work()
    return snapshots


@pytest.mark.parametrize("times", [0, 1])
def test_a_torn_write_at_any_sector_leaves_it_openable(
    path: Path, code: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_file = KeyFile.recover(path, code)
    for number in range(times):
        key_file.remember({0: (number, "00")})
    ledgers = key_file.ledgers()
    snapshots = _writes(path, monkeypatch, lambda: key_file.remember({0: (7, "ab" * 12)}))
    assert len(snapshots) == 3
    states = 0
    for before, after in itertools.pairwise(snapshots):
        for _ in _states(path, before, after):
            found = KeyFile.recover(path, code)
            assert found.ledgers() == ledgers
            assert found.block.ledgers.get("0") in ({(7, "ab" * 12)} if before is not snapshots[0] else _old(times))
            states += 1
    assert states == 2 * 3 * SUPERBLOCK // SECTOR


def _old(times: int) -> set[tuple[int, str] | None]:
    return {(7, "ab" * 12), (times - 1, "00") if times else None}


def test_a_new_ledger_torn_in_half_is_no_ledger_and_spoils_no_other(
    path: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_file = KeyFile.recover(path, code)
    (known,) = key_file.ledgers()
    before, after = _writes(path, monkeypatch, lambda: key_file.add_ledger("visit"))
    for _ in _states(path, before, after):
        found = KeyFile.recover(path, code).ledgers()
        assert known in found
        assert len(found) <= 2


def test_a_changed_phrase_torn_in_half_opens_with_the_old_or_the_new(
    path: Path, code: str, cheap_kdf: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_file = KeyFile.recover(path, code)
    key_file.change_passphrase("first phrase", KdfCost(8, 1, 1))
    snapshots = _writes(path, monkeypatch, lambda: key_file.change_passphrase("second phrase", KdfCost(8, 1, 1)))
    seen = set()
    for before, after in itertools.pairwise(snapshots):
        for _ in _states(path, before, after):
            opens = [
                phrase
                for phrase in ("first phrase", "second phrase")
                if trouble_of(lambda phrase=phrase: KeyFile.open(path, phrase)) is None  # type: ignore[misc]
            ]
            assert opens
            seen.add(tuple(opens))
    assert seen >= {("first phrase",), ("second phrase",)}
    path.write_bytes(snapshots[-1])
    assert trouble_of(lambda: KeyFile.open(path, "first phrase")) == "wrong-passphrase"


# Another master key

SMALL = KdfCost(8, 1, 1)
NEW_PHRASE = "новая фраза из многих слов"


def test_another_master_key_opens_every_slot_and_the_old_secrets_open_nothing(
    path: Path, code: str, cheap_kdf: None
) -> None:
    key_file = KeyFile.recover(path, code)
    ledgers, secret = key_file.ledgers(), key_file.secret(b"x")
    new_code = new_recovery_code()
    key_file.change_master(NEW_PHRASE, SMALL, new_code, None)
    assert key_file.is_between
    assert key_file.behind() == key_file.ledgers() == ledgers
    for again in (KeyFile.open(path, NEW_PHRASE), KeyFile.recover(path, new_code)):
        assert again.is_between
        assert again.ledgers() == ledgers
        assert again.secret(b"x") == key_file.secret(b"x") != secret
    assert trouble_of(lambda: KeyFile.open(path, PHRASE)) == "wrong-passphrase"
    assert trouble_of(lambda: KeyFile.recover(path, code)) == "wrong-recovery-code"


def test_once_every_slot_is_written_anew_nothing_of_the_old_master_key_is_left(
    path: Path, code: str, cheap_kdf: None
) -> None:
    key_file = KeyFile.recover(path, code)
    (ledger,) = key_file.ledgers()
    old, new_code = KeyFile.recover(path, code), new_recovery_code()
    key_file.change_master(NEW_PHRASE, SMALL, new_code, None)
    fresh = key_file.fresh_key(ledger)
    key_file.replace_ledger(ledger, fresh)
    assert key_file.behind() == []
    key_file.forget_former()
    assert old.ledgers() == []
    data = path.read_bytes()
    assert b'"former"' not in data
    assert data.count(MAGIC) == 1
    assert b'"format":1,' in data
    again = KeyFile.recover(path, new_code)
    assert again.ledgers() == [fresh]
    assert not again.is_between


def test_the_old_master_key_cannot_be_forgotten_before_every_slot_is_written_anew(
    path: Path, code: str, cheap_kdf: None
) -> None:
    key_file = KeyFile.recover(path, code)
    key_file.change_master(NEW_PHRASE, SMALL, new_recovery_code(), None)
    with pytest.raises(AssertionError):
        key_file.forget_former()
    with pytest.raises(AssertionError):
        key_file.change_master(NEW_PHRASE, SMALL, new_recovery_code(), None)


def test_between_two_master_keys_an_older_program_is_kept_out(path: Path, code: str, cheap_kdf: None) -> None:
    key_file = KeyFile.recover(path, code)
    key_file.change_master(NEW_PHRASE, SMALL, new_recovery_code(), None)
    assert _fields_of_newest(path)["format"] == 2


def test_a_switch_torn_at_any_sector_opens_with_the_old_or_the_new_secret_and_shows_a_thousand_ledgers(
    path: Path, code: str, cheap_kdf: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        key_file = KeyFile.recover(path, code)
        _fill_up(key_file)
    ledgers, new_code = key_file.ledgers(), new_recovery_code()
    assert len(ledgers) == SLOTS
    snapshots = _writes(path, monkeypatch, lambda: key_file.change_master(NEW_PHRASE, SMALL, new_code, None))
    seen = set()
    for before, after in itertools.pairwise(snapshots):
        for _ in _states(path, before, after, orders=2):
            opened = _opened(path, (code, new_code))
            seen.add(tuple(opened))
            assert all(found == ledgers for found in opened.values())
    assert seen == {(code,), (code, new_code), (new_code,)}
    path.write_bytes(snapshots[-1])
    monkeypatch.setattr(os, "fsync", lambda _: None)
    for ledger in ledgers:
        key_file.replace_ledger(ledger, ledger)
    key_file.remember({slot: (1_000_000 + slot, "2=" + "f" * 24) for slot in range(SLOTS)})
    ending = _writes(path, monkeypatch, key_file.forget_former)
    for before, after in itertools.pairwise(ending):
        for _ in itertools.islice(_states(path, before, after, orders=2), 0, None, 3):
            assert _opened(path, (code, new_code)) == {new_code: ledgers}


def _opened(path: Path, codes: tuple[str, ...]) -> dict[str, list[LedgerKey]]:
    """The ledgers that each code shows; a code that opens nothing is left out."""
    found = {}
    for one in codes:
        with contextlib.suppress(VaultTrouble):
            found[one] = KeyFile.recover(path, one).ledgers()
    assert found
    return found


def test_a_superblock_between_master_keys_has_room_for_a_thousand_marks_and_every_lock(
    path: Path, code: str, cheap_kdf: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)
    key_file = KeyFile.recover(path, code)
    key_file.remember({slot: (1_000_000 + slot, "2=" + "f" * 24) for slot in range(SLOTS)})
    as_large_as_an_age_file = 1_900
    new_code = new_recovery_code()
    key_file.change_master(NEW_PHRASE, SMALL, new_code, lambda plain: plain + bytes(as_large_as_an_age_file))
    found = KeyFile.recover(path, new_code)
    assert len(found.block.ledgers) == SLOTS
    assert set(found.opened_by) == {"passphrase", "recovery", "escrow"}


# Other locks


def test_a_new_recovery_code_takes_the_place_of_the_old_one(path: Path, code: str) -> None:
    key_file, new_code = KeyFile.recover(path, code), new_recovery_code()
    key_file.change_recovery_code(new_code)
    assert trouble_of(lambda: KeyFile.recover(path, code)) == "wrong-recovery-code"
    assert KeyFile.recover(path, new_code).ledgers() == key_file.ledgers()
    assert KeyFile.open(path, PHRASE).ledgers() == key_file.ledgers()


def test_an_organisation_opens_what_was_put_in_escrow_until_it_is_taken_out(path: Path, code: str) -> None:
    key_file, kept = KeyFile.recover(path, code), []
    assert trouble_of(lambda: KeyFile.open_in_escrow(path, lambda sealed: sealed)) == "wrong-escrow-key"
    sealed = key_file.put_in_escrow(lambda plain: kept.append(plain) or b"sealed")  # type: ignore[func-returns-value]
    assert key_file.escrow == sealed
    opened = KeyFile.open_in_escrow(path, {b"sealed": kept[0]}.get)
    assert opened.ledgers() == key_file.ledgers()
    assert trouble_of(lambda: KeyFile.open_in_escrow(path, lambda _: None)) == "wrong-escrow-key"
    assert trouble_of(lambda: KeyFile.open_in_escrow(path, lambda _: kept[0][:-1])) == "vault-damaged"
    assert trouble_of(lambda: KeyFile.open_in_escrow(path, lambda _: kept[0][:-1] + b"x")) == "vault-damaged"
    key_file.take_from_escrow()
    assert key_file.escrow is None
    assert sealed.encode() not in path.read_bytes()
    assert trouble_of(lambda: KeyFile.open_in_escrow(path, lambda _: kept[0])) == "wrong-escrow-key"


def test_what_an_organisation_holds_for_one_vault_opens_no_other(tmp_path: Path, path: Path, code: str) -> None:
    other, _ = KeyFile.create(tmp_path / "other", PHRASE, LIGHT)
    kept: list[bytes] = []
    other.put_in_escrow(lambda plain: kept.append(plain) or b"sealed")  # type: ignore[func-returns-value]
    KeyFile.recover(path, code).put_in_escrow(lambda _: b"sealed")
    assert trouble_of(lambda: KeyFile.open_in_escrow(path, lambda _: kept[0])) == "vault-damaged"


def test_a_change_that_was_cut_short_is_brought_to_its_end_at_the_next_closing(
    path: Path, code: str, cheap_kdf: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_file = KeyFile.recover(path, code)
    snapshots = _writes(path, monkeypatch, lambda: key_file.change_passphrase(NEW_PHRASE, SMALL))
    path.write_bytes(snapshots[1])  # the new superblock is whole, the old one not yet overwritten
    assert path.read_bytes().count(MAGIC) == 2
    KeyFile.open(path, NEW_PHRASE).remember({})
    assert path.read_bytes().count(MAGIC) == 1
    assert trouble_of(lambda: KeyFile.open(path, PHRASE)) == "wrong-passphrase"
    path.write_bytes(snapshots[1])
    KeyFile.open(path, PHRASE).settle()
    assert path.read_bytes().count(MAGIC) == 1
    assert trouble_of(lambda: KeyFile.open(path, NEW_PHRASE)) == "wrong-passphrase"


def test_an_old_lock_that_cannot_be_overwritten_is_told_and_goes_later(
    path: Path, code: str, cheap_kdf: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_file = KeyFile.recover(path, code)
    write, calls = KeyFile._write, []

    def second_fails(one: KeyFile, offset: int, data: bytes) -> None:
        calls.append(offset)
        if len(calls) == 2:
            raise OSError(errno.EIO, "gone")
        write(one, offset, data)

    monkeypatch.setattr(KeyFile, "_write", second_fails)
    assert trouble_of(lambda: key_file.change_passphrase(NEW_PHRASE, SMALL)) == "old-lock-remains"
    assert KeyFile.open(path, NEW_PHRASE).ledgers() == key_file.ledgers()
    key_file.remember({})
    assert trouble_of(lambda: KeyFile.open(path, PHRASE)) == "wrong-passphrase"
    assert KeyFile.open(path, NEW_PHRASE).ledgers() == key_file.ledgers()


def test_the_cost_of_the_passphrase_can_be_asked_for(path: Path, code: str, cheap_kdf: None) -> None:
    key_file = KeyFile.recover(path, code)
    assert key_file.cost == LIGHT
    key_file.change_passphrase(NEW_PHRASE, SMALL)
    assert key_file.cost == SMALL


# The old leaves the file


def test_the_old_lock_is_nowhere_in_the_file_after_a_change(path: Path, code: str) -> None:
    key_file = KeyFile.recover(path, code)
    for lock in key_file.block.locks:
        assert str(lock["sealed"]).encode() in path.read_bytes()
    old = next(lock for lock in key_file.block.locks if lock["kind"] == "passphrase")
    key_file.change_passphrase("новая фраза из многих слов", LIGHT)
    data = path.read_bytes()
    assert str(old["sealed"]).encode() not in data
    assert str(old["kdf"]["salt"]).encode() not in data
    assert data.count(MAGIC) == 1
    assert trouble_of(lambda: KeyFile.open(path, PHRASE)) == "wrong-passphrase"
    assert KeyFile.open(path, "новая фраза из многих слов").secret(b"x") == key_file.secret(b"x")
    assert KeyFile.recover(path, code).secret(b"x") == key_file.secret(b"x")


def test_a_destroyed_slot_gives_its_key_to_nobody(path: Path, code: str) -> None:
    key_file = KeyFile.recover(path, code)
    (doomed,) = key_file.ledgers()
    kept = key_file.add_ledger("visit")
    key_file.remember({doomed.slot: (5, "ab" * 12), kept.slot: (6, "cd" * 12)})
    sealed = path.read_bytes()[SLOTS_START + doomed.slot * SLOT :][:80]
    key_file.destroy_ledger(doomed)
    assert sealed not in path.read_bytes()
    found = KeyFile.recover(path, code)
    assert found.ledgers() == [kept]
    assert found.block.ledgers == {str(kept.slot): (6, "cd" * 12)}
    assert key_file.add_ledger("visit").slot == doomed.slot


def test_a_slot_moved_elsewhere_opens_nothing(path: Path, code: str) -> None:
    data = bytearray(path.read_bytes())
    data[SLOTS_START + 7 * SLOT : SLOTS_START + 8 * SLOT] = data[SLOTS_START : SLOTS_START + SLOT]
    path.write_bytes(data)
    assert [key.slot for key in KeyFile.recover(path, code).ledgers()] == [0]


def test_the_thousand_and_first_ledger_finds_no_room(path: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)
    key_file = KeyFile.recover(path, code)
    _fill_up(key_file)
    assert len({key.ledger for key in key_file.ledgers()}) == SLOTS
    assert trouble_of(lambda: key_file.add_ledger("visit")) == "no-room-for-visits"
    # Every ledger may have a million commits, and the marks of all of them still fit.
    key_file.remember({slot: (1_000_000 + slot, "f" * 24) for slot in range(SLOTS)})
    found = KeyFile.recover(path, code)
    assert len(found.block.ledgers) == SLOTS
    assert len(found.ledgers()) == SLOTS


def _fill_up(key_file: KeyFile) -> None:
    """What a thousand calls of `add_ledger` leave behind, without reading the slots a thousand times."""
    for number in range(1, SLOTS):
        key = module.LedgerKey(number, f"{number:016x}", "visit", bytes([number % 256]) * 32)
        key_file._write(SLOTS_START + number * SLOT, key_file._close_slot(key))


# Mutants


def test_no_mutant_is_accepted_as_something_else_and_none_ends_the_program(path: Path, code: str) -> None:
    original = path.read_bytes()
    ledgers, body = KeyFile.recover(path, code).ledgers(), KeyFile.recover(path, code).block.body()
    chance = random.Random(2026)
    live = len(MAGIC) + 4 + len(body) + 64
    for _ in range(2_000):
        mutant = _mutant(original[: SLOTS_START + SLOT], live, chance)
        if len(mutant) == SLOTS_START + SLOT:
            _put(path, 0, mutant)
        else:
            path.write_bytes(mutant)
        found: list[KeyFile] = []
        refused = trouble_of(lambda: found.append(KeyFile.recover(path, code)))  # noqa: B023
        assert refused in {None, "vault-damaged", "wrong-recovery-code", "vault-too-new"}
        assert all(one.block.body() == body and one.ledgers() in ([], ledgers) for one in found)
        if path.stat().st_size != SIZE:
            path.write_bytes(original)


def _mutant(original: bytes, live: int, chance: random.Random) -> bytes:
    data, size = bytearray(original), len(original)
    place = chance.randrange(live) if chance.random() < 0.9 else SLOTS_START + chance.randrange(200)
    kind = chance.randrange(6)
    if kind == 0:
        data[place] ^= 1 << chance.randrange(8)
    elif kind == 1:
        data[place] = chance.randrange(256)
    elif kind == 2:
        del data[place : place + chance.randrange(1, 9)]
        data += bytes(size - len(data))
    elif kind == 3:
        data[place:place] = chance.randbytes(chance.randrange(1, 9))
        del data[size:]
    elif kind == 4:
        source = chance.randrange(live)
        data[place : place + 16] = data[source : source + 16]
    else:
        data = data[: chance.randrange(size)] if chance.random() < 0.5 else data + b"x"
    return bytes(data)


Fields = dict[str, Any]


def _lock(fields: Fields) -> Fields:
    lock: Fields = next(one for one in fields["locks"] if one["kind"] == "passphrase")
    return lock


CRAFTED: list[Callable[[Fields], object]] = [
    lambda f: f.update(format=2),
    lambda f: f.update(format=3),
    lambda f: f.update(format=2, former=None),
    lambda f: f.update(format=2, former={"nonce": "00"}),
    lambda f: f.update(format=2, former={"nonce": "00", "sealed": 7}),
    lambda f: f.update(format=2, former={"nonce": "", "sealed": "00"}),
    lambda f: f.update(locks=f["locks"] * 5),
    lambda f: f["locks"].append({"kind": "escrow"}),
    lambda f: f.update(format="1"),
    lambda f: f.update(format=None),
    lambda f: f.update(generation="x"),
    lambda f: f.update(generation=None),
    lambda f: f.update(vault="zz"),
    lambda f: f.update(vault=7),
    lambda f: f.update(locks=[]),
    lambda f: f.update(locks=7),
    lambda f: f.update(locks=[7]),
    lambda f: f.update(locks={"a": 1}),
    lambda f: f.update(ledgers=[]),
    lambda f: f.update(ledgers={"0": 7}),
    lambda f: f.update(ledgers={"0": [1, 2, 3]}),
    lambda f: f.update(ledgers={"0": ["x", "y"]}),
    lambda f: f.update(ledgers=None),
    lambda f: f.pop("vault"),
    lambda f: f.pop("locks"),
    lambda f: _lock(f).pop("kdf"),
    lambda f: _lock(f).pop("kind"),
    lambda f: _lock(f).pop("sealed"),
    lambda f: _lock(f).update(kind=["passphrase"]),
    lambda f: _lock(f).update(kdf=[]),
    lambda f: _lock(f).update(kdf=None),
    lambda f: _lock(f).update(nonce=""),
    lambda f: _lock(f).update(nonce="00"),
    lambda f: _lock(f).update(nonce=5),
    lambda f: _lock(f).update(sealed="00"),
    lambda f: _lock(f).update(sealed=None),
    lambda f: _lock(f)["kdf"].update(memory=1),
    lambda f: _lock(f)["kdf"].update(memory=MEMORY_FLOOR_KIB - 1),
    lambda f: _lock(f)["kdf"].update(memory=MEMORY_CEILING_KIB + 1),
    lambda f: _lock(f)["kdf"].update(memory=2**63),
    lambda f: _lock(f)["kdf"].update(memory=MEMORY_FLOOR_KIB + 0.5),
    lambda f: _lock(f)["kdf"].update(memory=str(MEMORY_FLOOR_KIB)),
    lambda f: _lock(f)["kdf"].update(passes=0),
    lambda f: _lock(f)["kdf"].update(passes=17),
    lambda f: _lock(f)["kdf"].update(lanes=0),
    lambda f: _lock(f)["kdf"].update(lanes=5),
    lambda f: _lock(f)["kdf"].update(lanes=True),
    lambda f: _lock(f)["kdf"].update(salt="00"),
    lambda f: _lock(f)["kdf"].update(salt=None),
    lambda f: _lock(f)["kdf"].update(name="none"),
    lambda f: _lock(f)["kdf"].update(more=1),
]


def _crafted(body: bytes) -> bytes:
    """A file whose superblock A holds `body` with a right checksum; only the MAC cannot be right."""
    head = MAGIC + struct.pack(">I", len(body)) + body
    whole = head + hashlib.sha256(head).digest() + bytes(32)
    return whole + bytes(SIZE - len(whole))


@pytest.mark.parametrize("number", range(len(CRAFTED)))
def test_a_crafted_superblock_is_refused_in_words(path: Path, number: int) -> None:
    fields = _fields_of(path)
    CRAFTED[number](fields)
    path.write_bytes(_crafted(json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()))
    assert trouble_of(lambda: KeyFile.open(path, PHRASE)) in {"vault-damaged", "vault-too-new", "wrong-passphrase"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"7",
        b"\xff",
        b"[" * 40_000,
        b'{"format":1e400}',
        b'{"format":1,"vault":"00","generation":1e400,"locks":[],"ledgers":{}}',
        b'{"format":1,"vault":"00","generation":0,"locks":[],"ledgers":{"0":[1e400,"x"]}}',
        b'{"format":1,"vault":"00","generation":0,"locks":[{"kind":"passphrase","kdf":'
        + b'{"a":' * 900
        + b"1"
        + b"}" * 901,
        b'{"format":1,"vault":"00","generation":' + b"9" * 5_000 + b',"locks":[],"ledgers":{}}',
    ],
)
def test_a_superblock_of_nonsense_is_refused_in_words(path: Path, body: bytes) -> None:
    path.write_bytes(_crafted(body))
    assert trouble_of(lambda: KeyFile.open(path, PHRASE)) in {"vault-damaged", "vault-too-new"}


def test_a_superblock_with_another_mac_is_not_believed(path: Path, code: str) -> None:
    fields = _fields_of(path)
    fields["ledgers"] = {"0": [0, "00"]}
    path.write_bytes(_crafted(json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()))
    assert trouble_of(lambda: KeyFile.recover(path, code)) == "vault-damaged"


def _fields_of(path: Path, start: int = 0) -> Fields:
    data = path.read_bytes()[start:]
    (length,) = struct.unpack(">I", data[8:12])
    fields: Fields = json.loads(data[12 : 12 + length])
    return fields


def _fields_of_newest(path: Path) -> Fields:
    return _fields_of(path, path.read_bytes().index(MAGIC))


@pytest.mark.parametrize("size", [0, 1, SIZE - 1, SIZE + 1])
def test_another_size_is_damage(path: Path, size: int) -> None:
    path.write_bytes((path.read_bytes() + b"x")[:size])
    assert trouble_of(lambda: KeyFile.open(path, PHRASE)) == "vault-damaged"


def test_no_file_is_no_vault(tmp_path: Path) -> None:
    assert trouble_of(lambda: KeyFile.open(tmp_path / "k", PHRASE)) == "not-a-vault"


@pytest.mark.parametrize(
    "cost", [KdfCost(MEMORY_FLOOR_KIB - 1), KdfCost(MEMORY_CEILING_KIB + 1), KdfCost(passes=0), KdfCost(lanes=9)]
)
def test_a_cost_out_of_bounds_is_refused_before_anything_is_written(tmp_path: Path, cost: KdfCost) -> None:
    assert trouble_of(lambda: KeyFile.create(tmp_path / "k", PHRASE, cost)) == "vault-damaged"
    assert not (tmp_path / "k").exists()


def test_a_write_that_reads_back_otherwise_is_told(path: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    key_file = KeyFile.recover(path, code)
    monkeypatch.setattr(os, "read", lambda descriptor, size: bytes(size))
    assert trouble_of(lambda: key_file.remember({0: (1, "ab")})) == "vault-damaged"


def test_every_random_byte_comes_through_the_clock(tmp_path: Path) -> None:
    same = [
        KeyFile.create(tmp_path / name, PHRASE, LIGHT, Clock(random_bytes=random.Random(1).randbytes))[0]
        for name in ("a", "b")
    ]
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert same[0].secret(b"x") == same[1].secret(b"x")
