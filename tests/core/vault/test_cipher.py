"""SQLCipher: nothing in clear, one process alone, and every trouble of the disk with a name."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from monitorapp.errors import VaultTrouble
from monitorapp.vault import cipher, schema
from monitorapp.vault.schema import SCHEMA, STEPS

KEY = bytes(range(32))
INSERT = "insert into facts values(?, ?)"
OPEN_ELSEWHERE = """
import sys
from pathlib import Path
from monitorapp.errors import VaultTrouble
from monitorapp.vault import cipher; from monitorapp.vault import schema as migrations
try:
    connection = cipher.open_ledger(Path(sys.argv[1]), bytes(range(32)))
except VaultTrouble as trouble:
    sys.exit(trouble.code)
print(connection.execute("select count(*) from facts").fetchone()[0])
cipher.close_ledger(connection, Path(sys.argv[1]))
"""


def elsewhere(path: Path) -> str:
    """What another process gets when it opens the file: the number of facts, or the code of its trouble."""
    done = subprocess.run(
        [sys.executable, "-c", OPEN_ELSEWHERE, str(path)], capture_output=True, text=True, check=False, timeout=60
    )
    return (done.stdout or done.stderr).strip()


def code_of(work: Callable[[], Any]) -> str:
    with pytest.raises(VaultTrouble) as caught:
        work()
    return caught.value.code


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger"


def test_the_cipher_that_is_installed_passes_the_self_check() -> None:
    cipher.self_check()


class _Lacking:
    """SQLCipher with something wrong about it."""

    def __init__(self, **changed: Any) -> None:
        self.sqlite_version = changed.get("sqlite_version", sqlcipher.sqlite_version)
        self._answers = changed

    def connect(self, _: str) -> "_Lacking":
        return self

    def execute(self, text: str) -> Any:
        name = text.rsplit(maxsplit=1)[-1]
        real = sqlcipher.connect(":memory:")
        rows = self._answers.get(name, real.execute(text).fetchall())
        real.close()
        return _Rows(rows)

    def close(self) -> None:
        pass


class _Rows(list[Any]):
    def fetchone(self) -> Any:
        return self[0] if self else None


@pytest.mark.parametrize(
    "lacking",
    [
        {"cipher_version": []},
        {"cipher_version": [("",)]},
        {"sqlite_version": "3.51.2"},
        {"sqlite_version": "3.9.9"},
        {"compile_options": [("TEMP_STORE=0",)]},
        {"compile_options": [("TEMP_STORE=1",)]},
        {"compile_options": []},
    ],
)
def test_the_program_refuses_to_run_without_what_it_relies_on(
    lacking: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cipher, "sqlcipher", _Lacking(**lacking))
    assert code_of(cipher.self_check) == "cipher-missing"


def test_a_ledger_in_clear_is_refused(path: Path) -> None:
    import sqlite3

    with sqlite3.connect(path) as plain:
        plain.execute("create table facts(name, value)")
    plain.close()
    before = path.read_bytes()
    assert code_of(lambda: cipher.open_ledger(path, KEY)) == "ledger-damaged"
    assert path.read_bytes() == before


def test_a_wrong_key_opens_nothing_and_changes_nothing(path: Path) -> None:
    cipher.close_ledger(cipher.open_ledger(path, KEY), path)
    before = path.read_bytes()
    assert code_of(lambda: cipher.open_ledger(path, bytes(32))) == "ledger-damaged"
    assert path.read_bytes() == before
    cipher.close_ledger(cipher.open_ledger(path, KEY), path)


@pytest.mark.parametrize("key", [b"", bytes(31), bytes(33)])
def test_a_key_of_another_length_is_never_taken_for_a_passphrase(path: Path, key: bytes) -> None:
    with pytest.raises(AssertionError):
        cipher.open_ledger(path, key)
    cipher.close_ledger(cipher.open_ledger(path, KEY), path)


def test_the_settings_are_the_ones_written_down(path: Path) -> None:
    connection = cipher.open_ledger(path, KEY)
    wanted = {
        "cipher_page_size": "16384",
        "cipher_hmac_algorithm": "HMAC_SHA256",
        "locking_mode": "exclusive",
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "temp_store": 2,
        "trusted_schema": 0,
        "user_version": SCHEMA,
    }
    assert {name: connection.execute(f"pragma {name}").fetchone()[0] for name in wanted} == wanted
    cipher.close_ledger(connection, path)


def test_nothing_of_a_ledger_is_in_clear_and_no_shared_memory_is_made(path: Path) -> None:
    connection = cipher.open_ledger(path, KEY)
    connection.execute(INSERT, ("name", "Канарейка CANARY"))
    found = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    assert set(found) == {"ledger", "ledger-wal"}
    for data in found.values():
        assert b"CANARY" not in data
        assert "Канарейка".encode() not in data
        assert b"create table" not in data.lower()
        assert not data.startswith(b"SQLite")
    cipher.close_ledger(connection, path)


def test_closing_folds_the_log_away(path: Path) -> None:
    connection = cipher.open_ledger(path, KEY)
    connection.execute(INSERT, ("name", "value"))
    cipher.close_ledger(connection, path)
    assert [file.name for file in path.parent.iterdir()] == ["ledger"]


def test_a_second_opening_in_this_process_is_refused_and_leaves_the_lock_alone(path: Path) -> None:
    connection = cipher.open_ledger(path, KEY)
    detour = path.parent / "." / ".." / path.parent.name / path.name
    link = path.parent / "link"
    link.symlink_to(path)
    for other in (path, detour, link, Path(os.path.relpath(path))):
        assert code_of(lambda other=other: cipher.open_ledger(other, KEY)) == "already-open"  # type: ignore[misc]
        assert elsewhere(path) == "already-open"
    cipher.close_ledger(connection, path)
    assert elsewhere(path) == "0"


def test_a_second_process_is_refused_while_the_first_goes_on_and_loses_nothing(path: Path) -> None:
    connection = cipher.open_ledger(path, KEY)
    for number in range(30):
        connection.execute(INSERT, (f"before-{number}", "x"))
    assert elsewhere(path) == "already-open"
    for number in range(30):
        connection.execute(INSERT, (f"after-{number}", "x"))
    assert elsewhere(path) == "already-open"
    assert connection.execute("select count(*) from facts").fetchone() == (60,)
    cipher.close_ledger(connection, path)
    assert elsewhere(path) == "60"


def test_a_newer_schema_is_refused_and_left_as_it_is(path: Path) -> None:
    connection = cipher.open_ledger(path, KEY)
    connection.execute(f"pragma user_version = {SCHEMA + 1}")
    cipher.close_ledger(connection, path)
    before = path.read_bytes()
    with pytest.raises(VaultTrouble) as caught:
        cipher.open_ledger(path, KEY)
    assert caught.value.code == "vault-too-new"
    assert caught.value.facts == {"found": SCHEMA + 1, "known": SCHEMA}
    assert path.read_bytes() == before
    assert code_of(lambda: cipher.open_ledger(path, KEY)) == "vault-too-new"


def test_a_first_step_that_fails_leaves_an_empty_ledger_that_opens_later(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = {1: (*STEPS[1][:3], "create table commits(x)")}
    monkeypatch.setattr(schema, "STEPS", broken)
    with pytest.raises(sqlcipher.DatabaseError):
        cipher.open_ledger(path, KEY)
    monkeypatch.undo()
    connection = cipher.open_ledger(path, KEY)
    assert connection.execute("select count(*) from commits").fetchone() == (0,)
    cipher.close_ledger(connection, path)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EDQUOT, "disk-full"),
        (errno.EFBIG, "disk-full"),
        (errno.EROFS, "folder-read-only"),
        (errno.EACCES, "folder-read-only"),
        (errno.EPERM, "folder-read-only"),
        (errno.ENOTDIR, "folder-read-only"),
        (errno.EIO, "medium-gone"),
        (errno.ENOENT, "medium-gone"),
        (errno.ENODEV, "medium-gone"),
        (errno.ENXIO, "medium-gone"),
    ],
)
@pytest.mark.parametrize("words", ["", "На устройстве не осталось свободного места", "Отказано в доступе"])
def test_what_the_disk_does_has_a_code_in_every_language_of_the_system(number: int, code: str, words: str) -> None:
    def fail() -> None:
        with cipher.translated():
            raise OSError(number, words)

    assert code_of(fail) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("database is locked", "already-open"),
        ("database or disk is full", "disk-full"),
        ("attempt to write a readonly database", "folder-read-only"),
        ("unable to open database file", "medium-gone"),
        ("disk I/O error", "medium-gone"),
        ("file is not a database", "ledger-damaged"),
        ("database disk image is malformed", "ledger-damaged"),
    ],
)
def test_what_sqlite_says_has_a_code(words: str, code: str) -> None:
    def fail() -> None:
        with cipher.translated():
            raise sqlcipher.OperationalError(words)

    assert code_of(fail) == code


def test_a_bug_stays_a_bug() -> None:
    def fail() -> None:
        with cipher.translated():
            raise sqlcipher.OperationalError("no such table: answers")

    with pytest.raises(sqlcipher.OperationalError):
        fail()
