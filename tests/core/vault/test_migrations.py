"""Migrations: an encrypted copy first, then whole steps; killed, full or failing at any moment nothing is lost."""

import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from monitorapp.errors import VaultTrouble
from monitorapp.vault import alarms, cipher, schema
from monitorapp.vault import folder as folders
from monitorapp.vault.schema import SCHEMA
from monitorapp.vault.vault import Vault

DATA = Path(__file__).parents[2] / "data/vaults"
TOLD = json.loads((DATA / "v1.json").read_text(encoding="utf-8"))
NEXT = SCHEMA + 1


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A vault of schema 1."""
    with tarfile.open(DATA / "v1.tar.xz") as packed:
        packed.extraction_filter = getattr(tarfile, "data_filter", None)
        packed.extractall(tmp_path)
    return tmp_path / "v1"


def opened(folder: Path, **how: Any) -> Vault:
    return Vault.recover(folder, TOLD["recovery_code"], **how)


def ledgers(folder: Path) -> dict[str, Path]:
    """The ledger files by sort; this vault has one of each."""
    vault = opened(folder, read_only=True)
    keys = [vault.index.key, *(ledger.key for ledger in vault.ledgers.all())]
    vault.close()
    return {key.sort: folder / "l" / key.ledger for key in keys}


def versions(folder: Path) -> dict[str, int]:
    vault = opened(folder, read_only=True)
    found = {
        ledger.key.sort: ledger.connection.execute("pragma user_version").fetchone()[0]
        for ledger in (vault.index, *vault.ledgers.all())
    }
    vault.close()
    return found


def values(vault: Vault) -> dict[str, dict[str, Any]]:
    return {document: dict(vault.view(document).values) for document in TOLD["values"]}


def copies(folder: Path) -> set[str]:
    return {path.name for path in (folder / "b").glob("*")}


# The copies


def test_every_ledger_of_an_older_schema_is_copied_before_it_is_changed(old: Path) -> None:
    names = {path.name for path in ledgers(old).values()}
    opened(old).close()
    assert copies(old) == names
    assert set(versions(old).values()) == {SCHEMA}


def test_the_copies_go_at_the_next_opening_and_not_before(old: Path) -> None:
    vault = opened(old)
    assert copies(old)
    vault.close()
    assert copies(old)
    opened(old).close()
    assert copies(old) == set()


def test_a_copy_is_encrypted_under_the_key_of_its_ledger_and_has_the_old_schema(old: Path) -> None:
    vault = opened(old)
    key = vault.ledger_for(TOLD["visit"]).key
    vault.close()
    copy = old / "b" / key.ledger
    assert not copy.read_bytes().startswith(b"SQLite")
    connection = cipher.open_for_reading(copy, key.key)
    assert connection.execute("pragma user_version").fetchone() == (1,)
    assert connection.execute("select count(*) from commits").fetchone()[0] > 3
    connection.close()
    with pytest.raises(VaultTrouble):
        cipher.open_for_reading(copy, bytes(32))


def test_a_copy_in_the_place_of_its_ledger_is_the_vault_of_before(old: Path, tmp_path: Path) -> None:
    opened(old).close()
    for copy in (old / "b").iterdir():
        copy.replace(old / "l" / copy.name)
    vault = opened(old, read_only=True)
    assert values(vault) == TOLD["values"]
    assert {alarm.code for alarm in vault.alarms} == {"rollback-found"}
    vault.close()


def test_the_copy_of_a_ledger_goes_when_its_key_goes(old: Path) -> None:
    vault = opened(old)
    key = vault.ledger_for(TOLD["visit"]).key
    vault.ledgers.drop(key)
    assert key.ledger not in copies(old)
    vault.close()


def test_erasing_the_vault_leaves_no_copy(old: Path) -> None:
    opened(old).close()
    assert copies(old)
    folders.erase(old)
    assert not old.exists()


def test_copies_stay_while_anything_is_in_doubt(old: Path) -> None:
    opened(old).close()
    ledgers(old)["archive"].unlink()
    vault = opened(old)
    assert vault.alarms
    vault.close()
    assert copies(old)


# Kills


@pytest.fixture
def moments(old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folder as it was at every statement that writes during one opening: what a kill there leaves."""
    found: list[Path] = []
    real = cipher._Translating.execute

    def snapshot(connection: Any, text: str, *rest: Any) -> Any:
        if text.split(None, 1)[0] in {"begin", "create", "commit", "attach", "detach"} or "user_version =" in text:
            target = tmp_path / f"moment-{len(found)}"
            shutil.copytree(old, target)
            found.append(target)
        return real(connection, text, *rest)

    monkeypatch.setattr(cipher._Translating, "execute", snapshot)
    opened(old).close()
    monkeypatch.undo()
    return found


def test_a_kill_at_any_moment_leaves_a_vault_that_opens_whole(moments: list[Path]) -> None:
    assert len(moments) > 20
    for folder in moments:
        vault = opened(folder)
        assert vault.alarms == ()
        assert values(vault) == TOLD["values"]
        assert vault.digest() == TOLD["digest"]
        vault.close()
        assert set(versions(folder).values()) == {SCHEMA}
        assert not any(name.endswith(schema.PART) for name in copies(folder))


# What can fail


def test_without_room_for_the_copy_nothing_is_changed_and_it_is_told(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in (old / "l").iterdir()}
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(100, 90, 10))
        with pytest.raises(VaultTrouble) as caught:
            opened(old)
    assert caught.value.code == "disk-full"
    assert before == {path: path.read_bytes() for path in (old / "l").iterdir()}
    vault = opened(old)
    assert values(vault) == TOLD["values"]
    vault.close()


@pytest.mark.parametrize("at", ["copy", "step"])
def test_a_disk_that_fills_up_halfway_is_told_and_the_next_opening_goes_on(
    old: Path, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise VaultTrouble("disk-full")

    with monkeypatch.context() as patch:
        patch.setattr(*((cipher, "copy_ledger", full) if at == "copy" else (schema, "_run", full)))
        with pytest.raises(VaultTrouble) as caught:
            opened(old)
    assert caught.value.code == "disk-full"
    vault = opened(old)
    assert vault.alarms == ()
    assert values(vault) == TOLD["values"]
    vault.close()


def _broken_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Step 2 fails in one ledger alone."""
    real = schema._run

    def run(connection: Any, step: int) -> None:
        (_, _, file) = connection.execute("pragma database_list").fetchone()
        if Path(file).name == path.name:
            raise sqlcipher.OperationalError("no such column")
        real(connection, step)

    monkeypatch.setattr(schema, "_run", run)


@pytest.mark.parametrize("sort", ["visit", "archive", "index"])
def test_a_ledger_whose_step_fails_is_left_as_it_was_and_can_be_read(
    old: Path, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ledgers(old)[sort]
    _broken_for(path, monkeypatch)
    for _ in range(2):
        vault = opened(old)
        assert [(alarm.sort, alarm.code) for alarm in vault.alarms] == [(sort, "migration-failed")]
        assert values(vault) == TOLD["values"]
        assert vault.registry.form_files("unit_names", "1") == []
        assert vault.read_only == (sort == "index")
        if sort == "visit":
            with pytest.raises(VaultTrouble) as caught:
                vault.record(TOLD["visit"], "pop_total", 1, ())
            assert caught.value.code == "ledger-read-only"
        vault.close()
    assert versions(old)[sort] == 1


def test_a_vault_of_an_older_schema_can_be_read_without_changing_it(old: Path) -> None:
    before = {path: path.read_bytes() for path in old.rglob("*") if path.is_file()}
    vault = opened(old, read_only=True)
    assert values(vault) == TOLD["values"]
    vault.close()
    after = {path: path.read_bytes() for path in old.rglob("*") if path.is_file()}
    assert {path for path in before if before[path] != after[path]} <= {old / "k"}


def test_a_ledger_that_lost_a_table_is_found_and_read_without_it(old: Path) -> None:
    opened(old).close()
    vault = opened(old)
    ledger = vault.ledger_for(TOLD["visit"])
    vault.record(TOLD["visit"], "pop_total", 43, vault.shown(TOLD["visit"], "pop_total"))
    ledger.connection.execute("drop table attachments")
    vault.close()
    for _ in range(2):
        vault = opened(old)
        assert [(alarm.sort, alarm.code) for alarm in vault.alarms] == [("visit", "ledger-damaged")]
        assert values(vault) == TOLD["values"]
        vault.close()


# The next schema


@pytest.fixture
def next_schema(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The program with one more step, once it is called."""

    def bring() -> None:
        steps = {**schema.STEPS, NEXT: ("create table of_the_next(x text) strict",)}
        for module, name, value in (
            (schema, "STEPS", steps),
            (schema, "SCHEMA", NEXT),
            (alarms, "SCHEMA", NEXT),
        ):
            monkeypatch.setattr(module, name, value)

    return bring


def test_a_sealed_vault_is_brought_to_the_next_schema_without_an_alarm(
    old: Path, next_schema: Callable[[], None]
) -> None:
    opened(old).close()
    opened(old).close()
    next_schema()
    for _ in range(2):
        vault = opened(old)
        assert vault.alarms == ()
        assert values(vault) == TOLD["values"]
        assert set(versions_of(vault)) == {NEXT}
        vault.close()


def test_a_kill_during_the_next_schema_is_no_alarm(
    old: Path, tmp_path: Path, next_schema: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(old).close()
    next_schema()
    vault = opened(old)
    shutil.copytree(old, tmp_path / "killed")
    vault.close()
    vault = opened(tmp_path / "killed")
    assert vault.alarms == ()
    assert values(vault) == TOLD["values"]
    vault.close()


def test_the_program_of_before_refuses_what_the_next_one_wrote(
    old: Path, next_schema: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(old).close()
    next_schema()
    opened(old).close()
    monkeypatch.undo()
    with pytest.raises(VaultTrouble) as caught:
        opened(old)
    assert caught.value.code == "vault-too-new"


def versions_of(vault: Vault) -> list[int]:
    every = (vault.index, *vault.ledgers.all())
    return [ledger.connection.execute("pragma user_version").fetchone()[0] for ledger in every]
