"""Brings a ledger of an older schema up to today's: an encrypted copy first, then numbered steps.

The copy lies in `b/` under the ledger's own name and key: what destroys the ledger's slot destroys the copy with it.
Each step is one transaction, so that a kill or a full disk leaves the ledger at a whole version; the next opening
goes on. The copies go once every ledger has opened rightly in a later sitting.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from monitorapp.errors import VaultTrouble
from monitorapp.vault.schema import SCHEMA, STEPS

COPIES = "b"
PART = ".part"
_CREATE = "create table "


def bring_up(connection: Any, keep_copy: Callable[[], None]) -> None:
    """Run the steps that an open ledger lacks, after `keep_copy` where there is something to lose.

    Raises VaultTrouble: `vault-too-new`, `migration-failed`, `ledger-damaged`, `disk-full`, …; the ledger is then at
    the last version that was whole.
    """
    found = version_of(connection)
    if 0 < found < SCHEMA:
        keep_copy()
    for step in range(found + 1, SCHEMA + 1):
        try:
            _run(connection, step)
        except sqlcipher.DatabaseError as error:
            if found == 0:
                raise
            raise VaultTrouble("migration-failed", step=step) from error


def version_of(connection: Any) -> int:
    """The schema version of an open ledger, 0 for a new one; raises VaultTrouble `vault-too-new`."""
    found = int(connection.execute("pragma user_version").fetchone()[0])
    if found > SCHEMA:
        raise VaultTrouble("vault-too-new", found=found, known=SCHEMA)
    return found


def _run(connection: Any, step: int) -> None:
    connection.execute("begin exclusive")
    try:
        for statement in STEPS[step]:
            connection.execute(statement)
        connection.execute(f"pragma user_version = {step:d}")
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise


def fill_in(connection: Any) -> None:
    """Give a ledger that is only read the tables that it lacks, empty and in memory, so that all of it can be read.

    Raises VaultTrouble `vault-too-new`, and `ledger-damaged` where there is no table at all.
    """
    version_of(connection)
    missing = lacking(connection)
    if len(missing) == len(_tables()):
        raise VaultTrouble("ledger-damaged")
    for statement in missing:
        connection.execute(statement.replace(_CREATE, "create temp table ", 1))


def lacking(connection: Any) -> list[str]:
    """The statements that would make the tables which a ledger should have and has not."""
    there = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}
    return [statement for name, statement in _tables().items() if name not in there]


def _tables() -> dict[str, str]:
    statements = (text for step in STEPS.values() for text in step if text.startswith(_CREATE))
    return {text.removeprefix(_CREATE).split("(")[0]: text for text in statements}


def keep_copy(path: Path, write: Callable[[Path], None]) -> None:
    """Keep a copy of the ledger at `path` that `write` makes; it is there whole or not at all. Raises VaultTrouble."""
    copy = copy_of(path)
    copy.parent.mkdir(mode=0o700, exist_ok=True)
    if shutil.disk_usage(copy.parent).free < 2 * path.stat().st_size:  # the copy, and the log of the steps
        raise VaultTrouble("disk-full")
    part = copy.with_name(copy.name + PART)
    part.unlink(missing_ok=True)
    write(part)
    part.replace(copy)


def copy_of(path: Path) -> Path:
    """Where the copy of the ledger at `path` lies."""
    return path.parent.parent / COPIES / path.name


def copies(folder: Path) -> dict[Path, int]:
    """The copies that there are, with the time of each."""
    found = (folder / COPIES).glob("*") if (folder / COPIES).is_dir() else ()
    return {path: path.stat().st_mtime_ns for path in found}


def remove_copies(folder: Path, known: dict[Path, int]) -> None:
    """Remove the copies that were `known` before this opening: they have served. One made since stays."""
    for path, time in copies(folder).items():
        if known.get(path) == time:
            path.unlink()
