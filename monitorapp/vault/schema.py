"""The one schema of every ledger, and bringing an older one up to it: an encrypted copy first, then numbered steps."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from monitorapp.errors import VaultTrouble

SCHEMA = 2

STEPS: dict[int, tuple[str, ...]] = {
    1: (
        """create table commits(
            n integer primary key, id blob not null unique, visit text not null, document text not null,
            author text not null, strand text not null, sequence integer not null, previous blob,
            lamport integer not null, wall text not null, header text not null, bundle text) strict""",
        "create index commits_of_document on commits(document, author, n)",
        """create table parts(
            hash blob not null, n integer not null, compartment text not null, body text,
            primary key(hash, n)) strict, without rowid""",
        "create index parts_of_commit on parts(n)",
        """create table heads(
            document text not null, field text not null, n integer not null, value text not null,
            primary key(document, field, n)) strict, without rowid""",
        """create table replaced(
            id blob not null, field text not null, n integer not null,
            primary key(id, field, n)) strict, without rowid""",
        """create table journal(
            document text not null, field text not null, value text not null, seen text not null,
            compartment text not null, wall text not null, ack integer not null,
            primary key(document, field)) strict, without rowid""",
        "create table erased(hash blob not null, n integer not null, primary key(hash, n)) strict, without rowid",
        """create table attestations(
            hash blob primary key, author text not null, body text not null, bundle text) strict, without rowid""",
        "create table facts(name text primary key, value text not null) strict, without rowid",
        """create table people(
            author text primary key, name text not null, state text not null, card text not null)
            strict, without rowid""",
        """create table forms(
            form text not null, version text not null, xform blob not null,
            primary key(form, version)) strict, without rowid""",
        """create table exchanges(
            bundle text not null, direction text not null, kind text not null, author text not null,
            sequence integer not null, wall text not null, counts text not null,
            primary key(bundle, direction)) strict, without rowid""",
    ),
    2: (
        # What a form needs beside its XForm: lists, pictures.
        """create table form_files(
            form text not null, version text not null, name text not null, body blob not null,
            primary key(form, version, name)) strict, without rowid""",
        # One key for each attachment, so that it dies with the ledger's.
        """create table attachments(
            id text primary key, name text not null, key blob not null, size integer not null,
            visit text not null, bundle text) strict, without rowid""",
        # Grow-only, in the index: what is named here never comes in again.
        "create table erased_documents(document text primary key) strict, without rowid",
    ),
}


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
