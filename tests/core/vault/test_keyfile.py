"""The key file: torn, mutated, guessed at, full; it opens for its owner or says why not, and never anything else."""

import hashlib
import itertools
import json
import os
import random
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from monitorapp.clock import Clock
from monitorapp.vault.keyfile import LIGHT, MAGIC, SIZE, SLOT, SLOTS, SLOTS_START, SUPERBLOCK, KdfCost, KeyFile
from monitorapp.vault.locks import MEMORY_CEILING_KIB, MEMORY_FLOOR_KIB
from monitorapp.vault.passphrase import spell_recovery_code
from tests.core.vault.keyfiles import (
    SECTOR,
    Fields,
    fields_of,
    fill_up,
    put,
    states_after_writes,
    torn_states,
    trouble_of,
)
from tests.core.vaults import PHRASE


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


@pytest.mark.parametrize("times", [0, 1])
def test_a_torn_write_at_any_sector_leaves_it_openable(
    path: Path, code: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_file = KeyFile.recover(path, code)
    for number in range(times):
        key_file.remember({0: (number, "00")})
    ledgers = key_file.ledgers()
    snapshots = states_after_writes(path, monkeypatch, lambda: key_file.remember({0: (7, "ab" * 12)}))
    assert len(snapshots) == 3
    states = 0
    for before, after in itertools.pairwise(snapshots):
        for _ in torn_states(path, before, after):
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
    before, after = states_after_writes(path, monkeypatch, lambda: key_file.add_ledger("visit"))
    for _ in torn_states(path, before, after):
        found = KeyFile.recover(path, code).ledgers()
        assert known in found
        assert len(found) <= 2


def test_a_changed_phrase_torn_in_half_opens_with_the_old_or_the_new(
    path: Path, code: str, cheap_kdf: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_file = KeyFile.recover(path, code)
    key_file.change_passphrase("first phrase", KdfCost(8, 1, 1))
    snapshots = states_after_writes(
        path, monkeypatch, lambda: key_file.change_passphrase("second phrase", KdfCost(8, 1, 1))
    )
    seen = set()
    for before, after in itertools.pairwise(snapshots):
        for _ in torn_states(path, before, after):
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
    fill_up(key_file)
    assert len({key.ledger for key in key_file.ledgers()}) == SLOTS
    assert trouble_of(lambda: key_file.add_ledger("visit")) == "no-room-for-visits"
    # Every ledger may have a million commits, and the marks of all of them still fit.
    key_file.remember({slot: (1_000_000 + slot, "f" * 24) for slot in range(SLOTS)})
    found = KeyFile.recover(path, code)
    assert len(found.block.ledgers) == SLOTS
    assert len(found.ledgers()) == SLOTS


# Mutants


def test_no_mutant_is_accepted_as_something_else_and_none_ends_the_program(path: Path, code: str) -> None:
    original = path.read_bytes()
    ledgers, body = KeyFile.recover(path, code).ledgers(), KeyFile.recover(path, code).block.body()
    chance = random.Random(2026)
    live = len(MAGIC) + 4 + len(body) + 64
    for _ in range(2_000):
        mutant = _mutant(original[: SLOTS_START + SLOT], live, chance)
        if len(mutant) == SLOTS_START + SLOT:
            put(path, 0, mutant)
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
    fields = fields_of(path)
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
    fields = fields_of(path)
    fields["ledgers"] = {"0": [0, "00"]}
    path.write_bytes(_crafted(json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()))
    assert trouble_of(lambda: KeyFile.recover(path, code)) == "vault-damaged"


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
