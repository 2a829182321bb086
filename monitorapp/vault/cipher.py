"""SQLCipher: the exact settings, the self-check at start, and what its errors mean."""

import contextlib
import errno
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from monitorapp.errors import VaultTrouble
from monitorapp.vault import schema

Connection = Any  # sqlcipher3 has no types

PAGE = 16384
PLAIN_HEADER = b"SQLite format 3"
OLDEST_SQLITE = (3, 51, 3)  # before it, the WAL-reset fault could lose committed data
# Closing any second handle on an open ledger file drops its POSIX lock, so none is ever opened in this process.
_open_here: set[Path] = set()
_RAW_KEY = re.compile(r"[0-9a-f]{64}")
_READING: tuple[str, ...] = (
    "pragma cipher_page_size = 16384",
    "pragma cipher_hmac_algorithm = HMAC_SHA256",
    "pragma cipher_memory_security = ON",
    "pragma temp_store = MEMORY",
    "pragma trusted_schema = OFF",
)
_SETTINGS: tuple[str, ...] = (
    *_READING[:3],
    "pragma locking_mode = EXCLUSIVE",
    "pragma journal_mode = WAL",
    "pragma synchronous = FULL",
    "pragma secure_delete = ON",
    *_READING[3:],
    "pragma foreign_keys = ON",
)

_COPY_SETTINGS = ("pragma cipher_default_page_size = 16384", "pragma cipher_default_hmac_algorithm = HMAC_SHA256")


def self_check() -> None:
    """Refuse to run without the cipher, with an old SQLite, or with temporary files on disk: `cipher-missing`."""
    version = tuple(int(number) for number in sqlcipher.sqlite_version.split("."))
    connection = sqlcipher.connect(":memory:")
    try:
        cipher = connection.execute("pragma cipher_version").fetchone()
        options = {row[0] for row in connection.execute("pragma compile_options")}
    finally:
        connection.close()
    if version < OLDEST_SQLITE or not cipher or not cipher[0] or not options & {"TEMP_STORE=2", "TEMP_STORE=3"}:
        raise VaultTrouble("cipher-missing")


def open_ledger(path: Path, key: bytes) -> Connection:
    """Open (or make) the ledger file at `path` with its raw key and lock it for this process alone.

    A ledger of an older schema is copied and brought up to today's. Raises VaultTrouble: `already-open`,
    `ledger-damaged`, `vault-too-new`, `migration-failed`, `disk-full`, `folder-read-only`.
    """
    path = path.resolve()  # the same file by another road is the same file
    if path in _open_here:
        raise VaultTrouble("already-open")
    with translated():
        if _starts_plain(path):
            raise VaultTrouble("ledger-damaged")
        if path.parent.is_dir() and not os.access(path.parent, os.W_OK):
            raise VaultTrouble("folder-read-only")  # SQLite would only say that it cannot open the file
        connection = sqlcipher.connect(
            str(path), isolation_level=None, timeout=0.2, cached_statements=256, factory=_Translating
        )
        try:
            _configure(connection, key, _SETTINGS)
            copy = partial(copy_ledger, connection, key=key)
            schema.bring_up(connection, partial(schema.keep_copy, path, copy))
        except BaseException:
            connection.close()
            raise
    _open_here.add(path)
    return connection


def open_for_reading(path: Path, key: bytes, *, cut: bool = False) -> Connection:
    """Open a ledger file as it is: nothing is written, not even a log; one beside it is not looked at.

    With `cut` also a file that is shorter than it says (SQLite asks for `writable_schema` then). What a damaged or
    older schema lacks reads as empty. Raises VaultTrouble: `ledger-damaged`, `vault-too-new`, `already-open`, ….
    """
    path = path.resolve()
    if path in _open_here:
        raise VaultTrouble("already-open")
    with translated():
        uri = f"{path.as_uri()}?immutable=1"
        connection = sqlcipher.connect(uri, uri=True, isolation_level=None, factory=_Translating)
        try:
            _configure(connection, key, (*_READING, "pragma writable_schema = ON") if cut else _READING)
            schema.fill_in(connection)
        except BaseException:
            connection.close()
            raise
    connection.before_write = refuse
    return connection


def refuse() -> None:
    """What a ledger that is only read says to every write: VaultTrouble `ledger-read-only`."""
    raise VaultTrouble("ledger-read-only")


def hash_closed(path: Path) -> str:
    """SHA-256 of a closed ledger file; raises VaultTrouble `already-open`: a second handle would drop the lock."""
    if path.resolve() in _open_here:
        raise VaultTrouble("already-open")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def close_ledger(connection: Connection, path: Path) -> None:
    """Fold the write-ahead log into the file and close; raises VaultTrouble `disk-full` or `medium-gone`."""
    try:
        with translated():
            connection.execute("pragma wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
        _open_here.discard(path.resolve())


def copy_ledger(connection: Connection, path: Path, key: bytes) -> None:
    """Write what stands in an open ledger, and nothing else of it, into a new file `path` under another key.

    The copy is on the disk when this returns. Raises VaultTrouble `disk-full`, …; then there is no new file.
    """
    try:
        with translated():
            for setting in _COPY_SETTINGS:
                connection.execute(setting)
            connection.execute("attach database ? as copy key ?", (str(path), f"x'{_spelled(key)}'"))
            try:
                connection.execute("pragma copy.journal_mode = OFF")  # a half-written copy is thrown away whole
                connection.execute("select sqlcipher_export('copy')").fetchall()
                version = connection.execute("pragma user_version").fetchone()[0]
                connection.execute(f"pragma copy.user_version = {version:d}")
            finally:
                connection.execute("detach database copy")
            _sync(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Everything inside is written whole or not at all."""
    with translated():
        connection.execute("begin immediate")
        try:
            yield
            connection.execute("commit")
        except BaseException:
            if connection.in_transaction:
                connection.execute("rollback")
            raise


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Turn what the disk can do to us into VaultTrouble; anything else stays a bug."""
    try:
        yield
    except (sqlcipher.OperationalError, sqlcipher.DatabaseError, OSError) as error:
        code = _meaning(error)
        if code is None:
            raise
        raise VaultTrouble(code) from error


class _Translating(sqlcipher.Connection):  # type: ignore[misc]
    """A connection whose statements raise VaultTrouble for what the disk does; reading rows on needs `translated`.

    `before_write` is called before every statement that may write, until somebody takes it away.
    """

    before_write: Callable[[], None] | None = None

    def execute(self, text: str, *arguments: Any) -> Any:
        if self.before_write is not None and text.split(None, 1)[0].lower() not in _READS:
            self.before_write()
        with translated():
            return super().execute(text, *arguments)

    def executemany(self, text: str, *arguments: Any) -> Any:
        if self.before_write is not None:
            self.before_write()
        with translated():
            return super().executemany(text, *arguments)


_READS = frozenset({"select", "pragma", "explain", "commit", "rollback"})


def _meaning(error: Exception) -> str | None:
    if isinstance(error, OSError):
        return _NUMBERS.get(error.errno or 0)
    text = str(error)
    return next((code for sign, code in _SIGNS if sign in text), None)


# By number: the system says the words in its own language.
_NUMBERS = {
    **dict.fromkeys((errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)), "disk-full"),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.ENAMETOOLONG), "folder-read-only"),
    **dict.fromkeys((errno.EIO, errno.ENOENT, errno.ENODEV, errno.ENXIO), "medium-gone"),
}
# SQLite speaks English everywhere.
_SIGNS = (
    ("database is locked", "already-open"),
    ("database or disk is full", "disk-full"),
    ("readonly database", "folder-read-only"),
    ("unable to open database file", "medium-gone"),
    ("disk I/O error", "medium-gone"),
    ("file is not a database", "ledger-damaged"),
    ("malformed", "ledger-damaged"),
    ("Could not decode to UTF-8", "ledger-damaged"),  # SQLCipher gives a page that fails its check as zeros
)


def _configure(connection: Connection, key: bytes, settings: tuple[str, ...]) -> None:
    connection.execute("pragma cipher_log_level = NONE")
    connection.execute(f"pragma key = \"x'{_spelled(key)}'\"")
    for setting in settings:
        connection.execute(setting)
    if connection.execute("pragma temp_store").fetchone()[0] != 2:
        raise VaultTrouble("cipher-missing")


def _spelled(key: bytes) -> str:
    """A raw key in SQLCipher's spelling: anything but 64 hexadecimal digits would silently be a passphrase."""
    raw = key.hex()
    assert _RAW_KEY.fullmatch(raw)
    return raw


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _starts_plain(path: Path) -> bool:
    if not path.exists():
        return False
    with path.open("rb") as file:
        return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER
