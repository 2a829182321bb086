"""Somebody saw the passphrase: afterwards nothing old opens anything, and no kill on the way loses a visit."""

import contextlib
import errno
import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from monitorapp.errors import VaultTrouble
from monitorapp.records.descriptor import Descriptor
from monitorapp.vault import attachments, locks, rekey
from monitorapp.vault import ledger as ledger_module
from monitorapp.vault.keyfile import SLOT, SLOTS_START, KdfCost, KeyFile
from monitorapp.vault.passphrase import new_recovery_code
from monitorapp.vault.vault import Vault
from tests.core.vault.snapshots import Snapshots
from tests.core.vaults import Made, start, write

CHEAP = KdfCost(8, 1, 1)
NEW_PHRASE = "другая фраза из пяти новых слов"
SWITCHED_BY = 16  # every state is looked at until the new superblock stands alone, later every third
PHOTO = b"a photo of a cell" * 3000
DESCRIPTOR = Descriptor(type="image/png", salt="5a" * 16, source="button", sha256=hashlib.sha256(PHOTO).hexdigest())


@pytest.fixture(autouse=True)
def cheap_kdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id costs nothing here."""
    monkeypatch.setattr(locks, "MEMORY_FLOOR_KIB", 8)


@pytest.fixture
def filled(made: Made) -> Made:
    """A vault with three visits and a photo."""
    with made.opened() as vault:
        visits = [start(vault, cell=str(number)) for number in range(3)]
        write(vault, visits[1], remark="тесно")
        attachments.add(vault, visits[0], PHOTO, DESCRIPTOR)
    return made


def contents(vault: Vault) -> tuple[str, int, bytes]:
    (photo,) = attachments.listed(vault)
    return vault.digest(), len(vault.visits()), attachments.read(vault, photo.id)[1]


def opens(folder: Path, code: str) -> bool:
    return refused(lambda: KeyFile.recover(folder / "k", code)) is None


def refused(work: Callable[[], object]) -> str | None:
    try:
        work()
    except VaultTrouble as trouble:
        return trouble.code
    return None


def test_the_new_secrets_open_everything_and_the_old_ones_nothing(filled: Made) -> None:
    with filled.opened() as vault:
        vault.change_passphrase("первая фраза", CHEAP)
        before = contents(vault)
        code = rekey.change_every_key(vault, NEW_PHRASE, CHEAP)
        assert contents(vault) == before
        assert not rekey.is_unfinished(vault)
        start(vault, cell="new")
    assert refused(lambda: Vault.open(filled.folder, "первая фраза")) == "wrong-passphrase"
    assert refused(lambda: Vault.recover(filled.folder, filled.code)) == "wrong-recovery-code"
    assert KeyFile.open(filled.folder / "k", NEW_PHRASE).ledgers()
    with Made(filled.folder, code).opened() as opened:
        assert opened.alarms == ()
        assert len(opened.visits()) == 4
        assert all(opened.check().values())


def test_every_ledger_and_every_attachment_has_another_key_and_another_file(filled: Made) -> None:
    with filled.opened() as vault:
        keys = {key.key for key in vault.keyfile.ledgers()} | {kept.key for kept in attachments.listed(vault)}
        files = {path.name for part in ("l", "a") for path in (filled.folder / part).glob("*")}
        rekey.change_every_key(vault, NEW_PHRASE, CHEAP)
        now = {key.key for key in vault.keyfile.ledgers()} | {kept.key for kept in attachments.listed(vault)}
        assert len(now) == len(keys)
        assert not now & keys
    assert not {path.name for part in ("l", "a") for path in (filled.folder / part).glob("*")} & files


def test_an_older_copy_of_the_key_file_opens_none_of_the_new_files(filled: Made) -> None:
    old = (filled.folder / "k").read_bytes()
    with filled.opened() as vault:
        rekey.change_every_key(vault, NEW_PHRASE, CHEAP)
    (filled.folder / "k").write_bytes(old)
    files = {path.name for path in (filled.folder / "l").glob("*")}
    assert not {key.ledger for key in KeyFile.recover(filled.folder / "k", filled.code).ledgers()} & files


def test_nothing_old_is_left_in_the_key_file(filled: Made) -> None:
    def secrets_of(data: bytes) -> set[bytes]:
        sealed = set(re.findall(rb'"(?:sealed|salt)":"([0-9a-f]+)"', data))
        return sealed | {data[SLOTS_START + number * SLOT :][:80] for number in range(8)}

    old = secrets_of((filled.folder / "k").read_bytes())
    with filled.opened() as vault:
        old |= secrets_of((filled.folder / "k").read_bytes())
        rekey.change_every_key(vault, NEW_PHRASE, CHEAP)
    data = (filled.folder / "k").read_bytes()
    used = {one for one in old if len(one) != 80 or one != data[SLOTS_START + 7 * SLOT :][:80]}
    assert len([one for one in used if one in data]) <= 2  # free slots are never touched


def test_the_new_code_is_to_be_rehearsed_unless_it_was_already(filled: Made) -> None:
    with filled.opened() as vault:
        vault.confirm_recovery(filled.code)
        code = rekey.change_every_key(vault, NEW_PHRASE, CHEAP)
        assert not vault.is_rehearsed
        vault.confirm_recovery(code)
        assert vault.is_rehearsed
        shown = new_recovery_code()
        assert rekey.change_every_key(vault, NEW_PHRASE, CHEAP, shown) == shown
        assert vault.is_rehearsed


def test_progress_is_told_ledger_by_ledger(filled: Made) -> None:
    told: list[tuple[int, int]] = []
    with filled.opened() as vault:
        rekey.change_every_key(vault, NEW_PHRASE, CHEAP, told=lambda *step: told.append(step))
    assert told == [(number, 5) for number in range(1, 6)]


def test_after_a_kill_at_any_write_the_old_or_the_new_opens_with_every_visit_and_the_change_goes_on(
    filled: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, snapshots = new_recovery_code(), Snapshots(filled.folder, tmp_path)
    with filled.opened() as vault:
        before = contents(vault)
        snapshots.during(monkeypatch, lambda: rekey.change_every_key(vault, NEW_PHRASE, CHEAP, code))
    assert len(snapshots.taken) > 50
    monkeypatch.setattr(os, "fsync", lambda _: None)
    seen, gone_on = set(), 0
    for number, copy in snapshots.some(SWITCHED_BY, every=3):
        ways = tuple(one for one in (filled.code, code) if opens(copy, one))
        seen.add(ways)
        chosen = ways[number % len(ways)]
        with Made(copy, chosen).opened() as vault:
            assert vault.alarms == ()
            assert contents(vault) == before
            gone_on += rekey.go_on(vault)
            assert contents(vault) == before
            named = {key.ledger for key in vault.keyfile.ledgers()}
        if chosen == code:
            assert not opens(copy, filled.code)
            assert {path.name for path in (copy / "l").iterdir()} == named
            assert len(list((copy / "a").iterdir())) == 1
            assert b'"former"' not in (copy / "k").read_bytes()
    assert seen == {(filled.code,), (filled.code, code), (code,)}
    assert gone_on > 10


def test_a_kill_during_a_change_of_the_passphrase_opens_with_the_old_or_the_new(
    filled: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshots = Snapshots(filled.folder, tmp_path)
    with filled.opened() as vault:
        vault.change_passphrase("первая фраза", CHEAP)
        before = contents(vault)
        snapshots.during(monkeypatch, lambda: vault.change_passphrase("вторая фраза", CHEAP))
    for copy in snapshots.each():
        opened = 0
        for phrase in ("первая фраза", "вторая фраза"):
            with contextlib.suppress(VaultTrouble):
                vault = Vault.open(copy, phrase)
                assert contents(vault) == before
                vault.close()
                opened += 1
        assert opened >= 1


def test_a_full_disk_leaves_the_new_passphrase_in_force_and_the_rest_for_later(
    filled: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = new_recovery_code()
    with filled.opened() as vault:
        before = contents(vault)
        with monkeypatch.context() as patch:
            patch.setattr(rekey, "_renew", _full_disk)
            assert refused(lambda: rekey.change_every_key(vault, NEW_PHRASE, CHEAP, code)) == "disk-full"
        assert rekey.is_unfinished(vault)
        assert contents(vault) == before
        start(vault, cell="written in between")
    with Made(filled.folder, code).opened() as vault:
        assert rekey.is_unfinished(vault)
        assert len(vault.visits()) == 4
        assert rekey.go_on(vault)
        assert not rekey.go_on(vault)
        assert len(vault.visits()) == 4


@pytest.mark.parametrize("broken", ["slot", "opening"])
def test_what_is_acknowledged_after_a_renewal_that_failed_is_in_the_file_that_opens(
    filled: Made, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    code = new_recovery_code()
    with filled.opened() as vault:
        visit = vault.visits()[0].id
        with monkeypatch.context() as patch:
            if broken == "slot":
                patch.setattr(KeyFile, "_write", _failing_at(KeyFile._write, SLOT))
            else:
                patch.setattr(ledger_module, "open_ledger", _full_disk)
            assert refused(lambda: rekey.change_every_key(vault, NEW_PHRASE, CHEAP, code)) is not None
        write(vault, visit, remark="acknowledged afterwards")
    with Made(filled.folder, code).opened() as vault:
        assert vault.alarms == ()
        assert vault.view(visit).values["remark"] == "acknowledged afterwards"
        assert rekey.go_on(vault)
        assert not rekey.is_unfinished(vault)
        assert vault.view(visit).values["remark"] == "acknowledged afterwards"
    assert b'"former"' not in (filled.folder / "k").read_bytes()


def test_where_nobody_knows_which_key_counts_nothing_more_is_acknowledged(
    filled: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = new_recovery_code()
    vault = filled.open()
    visit = vault.visits()[0].id
    with monkeypatch.context() as patch:
        patch.setattr(KeyFile, "_write", _failing_at(KeyFile._write, SLOT, times=2))
        patch.setattr(rekey, "_break_seals", lambda *_: None)
        patch.setattr(rekey, "_renew", lambda opened, _: opened.ledgers.renew(opened.ledgers.holding(visit)))
        assert refused(lambda: rekey.change_every_key(vault, NEW_PHRASE, CHEAP, code)) == "medium-gone"
    assert refused(lambda: write(vault, visit, remark="into which file?")) == "medium-gone"
    with contextlib.suppress(VaultTrouble):
        vault.close()


def _failing_at(write_for_real: Callable[..., None], size: int, times: int = 1) -> Callable[..., None]:
    """A write to the key file that lands, and whose sync the disk refuses, so many times for pieces of this size."""
    left = [times]

    def written(keyfile: KeyFile, offset: int, data: bytes) -> None:
        write_for_real(keyfile, offset, data)
        if len(data) == size and left[0]:
            left[0] -= 1
            raise OSError(errno.EIO, "sync")

    return written


def _full_disk(*_: object) -> None:
    raise VaultTrouble("disk-full")


def test_a_damaged_ledger_keeps_its_key_under_the_new_master_key(filled: Made) -> None:
    with filled.opened() as vault:
        damaged = next(key for key in vault.keyfile.ledgers() if key.sort == "visit")
    path = filled.folder / "l" / damaged.ledger
    path.write_bytes(b"\x55" * path.stat().st_size)
    with filled.opened() as vault:
        assert [alarm.ledger for alarm in vault.alarms] == [damaged.ledger]
        code = rekey.change_every_key(vault, NEW_PHRASE, CHEAP)
        assert not rekey.is_unfinished(vault)
    with Made(filled.folder, code).opened() as vault:
        assert damaged in vault.keyfile.ledgers()
        assert [alarm.ledger for alarm in vault.alarms] == [damaged.ledger]


def test_a_vault_that_is_only_read_keeps_its_keys(filled: Made) -> None:
    vault = Vault.recover(filled.folder, filled.code, read_only=True)
    assert refused(lambda: rekey.change_every_key(vault, NEW_PHRASE, CHEAP)) == "ledger-read-only"
    vault.close()
    assert opens(filled.folder, filled.code)
