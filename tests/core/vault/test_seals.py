"""Seals: what the key file remembers of each ledger, and what is found because of it."""

import shutil
from pathlib import Path

import pytest

from monitorapp.clock import SYSTEM
from monitorapp.errors import VaultTrouble
from monitorapp.vault import folder as folders
from monitorapp.vault.erasing import OneVisit, erase
from monitorapp.vault.keyfile import LIGHT
from monitorapp.vault.registry import REVOKED, TRUSTED, Person
from monitorapp.vault.vault import Vault
from tests.core.vaults import AUTHOR, PHRASE, Made, start, write

STRANGER = "b1" * 16


def ledger_file(made: Made, sort: str) -> Path:
    (path,) = (made.folder / "l" / key.ledger for key in made.key_file().ledgers() if key.sort == sort)
    return path


def codes(made: Made) -> dict[str, str]:
    with made.opened() as vault:
        return {alarm.sort: alarm.code for alarm in vault.alarms}


@pytest.fixture
def kept(made: Made) -> tuple[Made, str]:
    """A vault with one visit, closed rightly."""
    with made.opened() as vault:
        visit = start(vault)
        write(vault, visit, pop_total=1)
    return made, visit


def crashed(made: Made, *deeds: object) -> Path:
    """A copy of the folder as it lies on the disk while the vault is open: what a power cut leaves."""
    target = made.folder.with_name(f"{made.folder.name}-crashed")
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(made.folder, target)
    return target


def test_a_vault_closed_rightly_is_sealed_whole(kept: tuple[Made, str]) -> None:
    made, _ = kept
    with made.opened() as vault:
        keys = [vault.index.key, *(ledger.key for ledger in vault.ledgers.all())]
        assert all(vault.ledgers.seals.is_sealed(key) for key in keys)


def test_reading_breaks_no_seal_and_writes_nothing(kept: tuple[Made, str]) -> None:
    made, visit = kept
    before = {path: path.read_bytes() for path in made.folder.rglob("*") if path.is_file()}
    with made.opened() as vault:
        vault.view(visit), vault.visits(), vault.history(visit, "pop_total"), vault.commit_all()
    assert before == {path: path.read_bytes() for path in made.folder.rglob("*") if path.is_file()}


def test_the_first_write_breaks_the_seal_of_its_ledger_alone(kept: tuple[Made, str]) -> None:
    made, visit = kept
    with made.opened() as vault:
        seals = vault.ledgers.seals
        write(vault, visit, pop_total=2, commit=False)
        assert not seals.is_sealed(vault.ledger_for(visit).key)
        assert seals.is_sealed(vault.index.key)
        assert seals.is_sealed(vault.ledgers.archive().key)


def test_a_crash_is_no_alarm_and_loses_nothing(kept: tuple[Made, str]) -> None:
    made, visit = kept
    with made.opened() as vault:
        write(vault, visit, pop_total=2)
        vault.set_place({"document": visit})
        left = Made(crashed(made), made.code)
    with left.opened() as vault:
        assert vault.alarms == ()
        assert vault.view(visit).values["pop_total"] == 2
        assert vault.place() == {"document": visit}


def test_every_byte_of_every_ledger_counts(kept: tuple[Made, str]) -> None:
    made, _ = kept
    for sort in ("visit", "archive"):
        path = ledger_file(made, sort)
        whole = path.read_bytes()
        for place in (0, 16, 5000, len(whole) - 1):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            assert codes(made) == {sort: "ledger-damaged"}
        path.write_bytes(whole)
    assert codes(made) == {}


def test_an_older_copy_of_the_index_is_found_and_nothing_is_written_over_it(made: Made, tmp_path: Path) -> None:
    path = ledger_file(made, "index")
    with made.opened() as vault:
        vault.registry.keep_person(Person(STRANGER, "Чужой", TRUSTED, "card"))
    shutil.copy(path, tmp_path / "older")
    with made.opened() as vault:
        vault.registry.keep_person(Person(STRANGER, "Чужой", REVOKED, "card"))
        visit = start(vault)
    shutil.copy(tmp_path / "older", path)
    with made.opened() as vault:
        assert [(alarm.sort, alarm.code) for alarm in vault.alarms] == [("index", "rollback-found")]
        assert vault.read_only
        for work in (lambda: start(vault), lambda: write(vault, visit, pop_total=1)):
            with pytest.raises(VaultTrouble) as caught:
                work()
            assert caught.value.code == "ledger-read-only"
        vault.set_place({"document": visit})  # what the window does by itself is not refused
    assert path.read_bytes() == (tmp_path / "older").read_bytes()


def test_a_revocation_is_not_rolled_back_by_a_crash_and_a_cut_log(made: Made) -> None:
    with made.opened() as vault:
        vault.registry.keep_person(Person(STRANGER, "Чужой", TRUSTED, "card"))
    with made.opened() as vault:
        vault.registry.keep_person(Person(STRANGER, "Чужой", REVOKED, "card"))
        left = Made(crashed(made), made.code)
    path = ledger_file(left, "index")
    path.with_name(f"{path.name}-wal").unlink()
    assert codes(left) == {"index": "rollback-found"}


def test_an_index_from_before_the_last_closing_is_found_after_a_crash(made: Made, tmp_path: Path) -> None:
    path = ledger_file(made, "index")
    shutil.copy(path, tmp_path / "older")
    for number in range(2):
        with made.opened() as vault:
            vault.set_place({"document": str(number)})
    with made.opened() as vault:
        vault.set_place({"document": "2"})
        left = Made(crashed(made), made.code)
    path = ledger_file(left, "index")
    path.with_name(f"{path.name}-wal").unlink()
    shutil.copy(tmp_path / "older", path)
    assert codes(left) == {"index": "rollback-found"}


def test_a_visit_begun_before_a_crash_is_missed(made: Made) -> None:
    with made.opened() as vault:
        start(vault)
        left = Made(crashed(made), made.code)
    path = ledger_file(left, "visit")
    path.with_name(f"{path.name}-wal").unlink()
    assert codes(left) == {"visit": "rollback-found"}
    path.unlink()
    assert codes(left) == {"visit": "ledger-missing"}


def test_an_old_log_beside_a_closed_ledger_is_found_and_not_read(kept: tuple[Made, str], tmp_path: Path) -> None:
    made, visit = kept
    path = ledger_file(made, "visit")
    log = path.with_name(f"{path.name}-wal")
    with made.opened() as vault:
        write(vault, visit, pop_total=2, commit=False)
        shutil.copy(log, tmp_path / "log")
        write(vault, visit, pop_total=3)
    shutil.copy(tmp_path / "log", log)
    for _ in range(2):
        with made.opened() as vault:
            assert [alarm.code for alarm in vault.alarms] == ["log-foreign"]
            assert vault.view(visit).values["pop_total"] == 3
    assert log.read_bytes() == (tmp_path / "log").read_bytes()


def test_what_another_process_wrote_while_the_phrase_was_tried_is_no_alarm(kept: tuple[Made, str]) -> None:
    made, visit = kept
    left = Made(crashed(made), made.code)
    tried = left.key_file()
    with made.opened() as vault:
        write(vault, visit, pop_total=2)
        vault.set_place({"document": visit})
        crashed(made)
    opened = Vault(left.folder, tried, SYSTEM, {})
    assert opened.alarms == ()
    assert opened.view(visit).values["pop_total"] == 2
    opened.close()
    assert codes(left) == {}


def test_a_visit_that_another_process_destroyed_while_the_phrase_was_tried_is_no_alarm(kept: tuple[Made, str]) -> None:
    made, visit = kept
    tried = made.key_file()
    with made.opened() as vault:
        erase(vault, OneVisit(visit))
    opened = Vault(made.folder, tried, SYSTEM, {})
    assert opened.alarms == ()
    opened.close()
    assert codes(made) == {}


def test_the_ledger_of_another_visit_under_this_name_is_found(kept: tuple[Made, str]) -> None:
    made, _ = kept
    with made.opened() as vault:
        start(vault, facility_id="practice")
    first, second = (made.folder / "l" / key.ledger for key in made.key_file().ledgers() if key.sort == "visit")
    shutil.copy(second, first)
    with made.opened() as vault:
        assert [(alarm.ledger, alarm.code) for alarm in vault.alarms] == [(first.name, "ledger-damaged")]
        assert len(vault.visits()) == 1


def test_an_alarm_tells_which_visit_and_its_newest_time(kept: tuple[Made, str], tmp_path: Path) -> None:
    made, visit = kept
    path = ledger_file(made, "visit")
    shutil.copy(path, tmp_path / "older")
    with made.opened() as vault:
        newest = max(commit.header.wall for commit in vault.commits_of(visit))
        write(vault, visit, pop_total=2)
    shutil.copy(tmp_path / "older", path)
    with made.opened() as vault:
        (alarm,) = vault.alarms
        assert (alarm.visits, alarm.newest) == ((visit,), newest)


def test_a_vault_opened_for_reading_alone_is_not_touched(kept: tuple[Made, str]) -> None:
    made, visit = kept
    before = {path: path.read_bytes() for path in made.folder.rglob("*") if path.is_file()}
    vault = Vault.recover(made.folder, made.code, read_only=True)
    assert vault.read_only
    assert vault.alarms == ()
    assert vault.view(visit).values["pop_total"] == 1
    with pytest.raises(VaultTrouble) as caught:
        write(vault, visit, pop_total=2)
    assert caught.value.code == "ledger-read-only"
    vault.commit(visit)
    vault.close()
    assert before == {path: path.read_bytes() for path in made.folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("left_behind", [None, b""])
def test_a_beginning_that_was_cut_short_is_no_alarm_for_a_reader(
    kept: tuple[Made, str], left_behind: bytes | None
) -> None:
    made, visit = kept
    key = made.key_file().add_ledger("visit")
    if left_behind is not None:
        (made.folder / "l" / key.ledger).write_bytes(left_behind)
    before = {path: path.read_bytes() for path in made.folder.rglob("*") if path.is_file()}
    vault = Vault.recover(made.folder, made.code, read_only=True)
    assert vault.alarms == ()
    assert [row.id for row in vault.visits()] == [visit]
    vault.close()
    assert before == {path: path.read_bytes() for path in made.folder.rglob("*") if path.is_file()}
    with made.opened() as vault:
        start(vault)
    assert {path.name for path in (made.folder / "l").iterdir()} == {one.ledger for one in made.key_file().ledgers()}
    assert codes(made) == {}


def test_the_name_of_every_new_ledger_survives_a_power_cut(
    tmp_path: Path, kept: tuple[Made, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[set[str]] = []
    watched = folders.sync_folder

    def sync(folder: Path) -> None:
        watched(folder)
        if folder.name == "l":
            synced.append({path.name for path in folder.iterdir() if len(path.name) == 16})

    monkeypatch.setattr(folders, "sync_folder", sync)
    vault, _ = Vault.create(tmp_path / "new", PHRASE, {"author": AUTHOR}, LIGHT)
    assert synced[-1] == {vault.index.key.ledger, vault.ledgers.archive().key.ledger}
    start(vault)
    assert synced[-1] == {vault.index.key.ledger, *(ledger.key.ledger for ledger in vault.ledgers.all())}
    vault.close()
    synced.clear()
    made, _ = kept
    key = made.key_file().add_ledger("visit")
    with made.opened():
        assert key.ledger in synced[-1]
    synced.clear()
    with made.opened():
        assert synced == []


def test_the_marks_of_a_full_vault_fit_into_a_superblock() -> None:
    from monitorapp.vault.superblock import SUPERBLOCK, Superblock

    marks = {str(slot): (99_999, "2=" + "f" * 24) for slot in range(1000)}
    assert len(Superblock(bytes(16), 10**9, (), marks).body()) < SUPERBLOCK - 4000
