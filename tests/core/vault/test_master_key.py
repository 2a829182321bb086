"""Another master key, another code, an organisation: locks change places in the key file, torn or not."""

import contextlib
import errno
import itertools
import os
from pathlib import Path

import pytest

from monitorapp.errors import VaultTrouble
from monitorapp.vault.keyfile import LIGHT, MAGIC, SLOTS, KdfCost, KeyFile, LedgerKey
from monitorapp.vault.passphrase import new_recovery_code
from tests.core.vault.keyfiles import fields_of_newest, fill_up, states_after_writes, torn_states, trouble_of
from tests.core.vaults import PHRASE

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
    assert fields_of_newest(path)["format"] == 2


def test_a_switch_torn_at_any_sector_opens_with_the_old_or_the_new_secret_and_shows_a_thousand_ledgers(
    path: Path, code: str, cheap_kdf: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        key_file = KeyFile.recover(path, code)
        fill_up(key_file)
    ledgers, new_code = key_file.ledgers(), new_recovery_code()
    assert len(ledgers) == SLOTS
    snapshots = states_after_writes(
        path, monkeypatch, lambda: key_file.change_master(NEW_PHRASE, SMALL, new_code, None)
    )
    seen = set()
    for before, after in itertools.pairwise(snapshots):
        for _ in torn_states(path, before, after, orders=2):
            opened = _opened(path, (code, new_code))
            seen.add(tuple(opened))
            assert all(found == ledgers for found in opened.values())
    assert seen == {(code,), (code, new_code), (new_code,)}
    path.write_bytes(snapshots[-1])
    monkeypatch.setattr(os, "fsync", lambda _: None)
    for ledger in ledgers:
        key_file.replace_ledger(ledger, ledger)
    key_file.remember({slot: (1_000_000 + slot, "2=" + "f" * 24) for slot in range(SLOTS)})
    ending = states_after_writes(path, monkeypatch, key_file.forget_former)
    for before, after in itertools.pairwise(ending):
        for _ in itertools.islice(torn_states(path, before, after, orders=2), 0, None, 3):
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
    snapshots = states_after_writes(path, monkeypatch, lambda: key_file.change_passphrase(NEW_PHRASE, SMALL))
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
