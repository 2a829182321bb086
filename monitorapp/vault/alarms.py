"""What the key file remembers of each ledger; where one differs, it is let in for reading alone, with an alarm."""

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Self

from monitorapp.clock import Clock
from monitorapp.errors import VaultTrouble
from monitorapp.vault import cipher, schema, views
from monitorapp.vault import folder as folders
from monitorapp.vault.cipher import Connection, open_for_reading, translated
from monitorapp.vault.keyfile import KeyFile, LedgerKey
from monitorapp.vault.ledger import Ledger
from monitorapp.vault.schema import SCHEMA

Mark = tuple[int, str]
SITTING = "sitting"
_SEALED, _COUNTED = "=", "+"
_DIGITS = 24  # twelve bytes, so that the marks of a thousand ledgers fit into a superblock
NOTHING: Mark = (0, hashlib.sha256().hexdigest()[:_DIGITS])  # the mark of a log of which nothing is known


class Seals:
    """The marks of one key file. The index has no commits: its sittings are counted instead."""

    def __init__(self, folder: Path, keyfile: KeyFile) -> None:
        self._folder, self._keyfile = folder, keyfile
        self._root = os.open(folder, os.O_RDONLY) if os.name == "posix" else None

    def let_go(self) -> None:
        """Keep nothing of the folder open any longer."""
        root, self._root = self._root, None
        if root is not None:
            os.close(root)

    def mark(self, key: LedgerKey) -> Mark | None:
        """What is remembered of a ledger; None for one that was just begun."""
        return self._keyfile.block.ledgers.get(str(key.slot))

    def lost(self) -> list[LedgerKey]:
        """What is remembered of ledgers whose slots do not open: damaged, or overwritten by somebody else."""
        slots = {str(key.slot) for key in self._keyfile.ledgers()}
        gone = (int(slot) for slot in self._keyfile.block.ledgers if slot not in slots)
        return [LedgerKey(slot, f"{slot:016x}", "visit", b"") for slot in gone]

    def is_sealed(self, key: LedgerKey) -> bool:
        """Whether the ledger was closed rightly and not written to since."""
        mark = self.mark(key)
        return mark is not None and _SEALED in mark[1]

    def is_older(self, key: LedgerKey) -> bool:
        """Whether the ledger was sealed by a program that had an older schema."""
        mark = self.mark(key)
        return mark is not None and _SEALED in mark[1] and not mark[1].startswith(f"{SCHEMA:d}{_SEALED}")

    def doubt(self, key: LedgerKey) -> str | None:
        """What is wrong with the closed file of a ledger, as a code; None where nothing is, as far as can be seen."""
        path, mark = folders.ledger_file(self._folder, key.ledger), self.mark(key)
        if mark is None:
            return None
        if not path.is_file():
            return "ledger-missing"
        if _SEALED not in mark[1]:
            return None
        pages, hashed = _of_file(path)
        if (pages, hashed) != (mark[0], mark[1].split(_SEALED)[1]):
            return "rollback-found"
        return "log-foreign" if self.has_log(key) else None

    def is_unwritten(self, key: LedgerKey) -> bool:
        """Whether a beginning or an end was cut short: a slot of which nothing is known, and no file."""
        path = folders.ledger_file(self._folder, key.ledger)
        return self.mark(key) is None and not self.has_log(key) and not (path.is_file() and path.stat().st_size)

    def has_log(self, key: LedgerKey) -> bool:
        """Whether a log with something in it lies beside the ledger."""
        return _has_log(folders.ledger_file(self._folder, key.ledger))

    def doubt_open(self, ledger: Ledger) -> str | None:
        """What is wrong with an open ledger whose seal was broken, as a code."""
        mark = self.mark(ledger.key)
        if mark is None or self.is_sealed(ledger.key):
            return None
        if mark[1] == _COUNTED:
            return None if sitting(ledger) >= mark[0] else "rollback-found"
        if ledger.mark(mark[0]) != mark:
            return "rollback-found"
        return None if ledger.key.sort == "index" or ledger.is_folded_rightly() else "ledger-damaged"

    def watch(self, ledger: Ledger) -> None:
        """Break the seal of an open ledger before the first write to it, and let no write count that nobody finds."""
        ledger.is_there = partial(self._is_there, ledger)
        if self.mark(ledger.key) is None or self.is_sealed(ledger.key):
            ledger.connection.before_write = partial(self._break, ledger)

    def _break(self, ledger: Ledger) -> None:
        ledger.connection.before_write = None
        self.unseal(ledger)
        if ledger.key.sort == "index":
            _count_sitting(ledger)

    def _is_there(self, ledger: Ledger) -> bool:
        """Whether the key file and the file of a ledger are still what the next opening finds.

        A folder that is gone as a whole went with its medium: what is written there fails by itself or is kept there.
        """
        if not self._folder.is_dir():
            return self._root is not None and os.fstat(self._root).st_nlink > 0
        path = folders.ledger_file(self._folder, ledger.key.ledger)
        return path.exists() and _log(path).exists() and self._keyfile.opens(ledger.key)

    def unseal(self, ledger: Ledger) -> None:
        """Remember how far a ledger has come in the place of its seal; the ledger itself is not written to."""
        with cipher.translated():
            self._keyfile.remember({ledger.key.slot: _progress(ledger)})

    def note(self, ledger: Ledger) -> None:
        """From now on a state of the ledger before this one is found, also after a crash."""
        if ledger.key.sort == "index":
            _count_sitting(ledger)
        self.unseal(ledger)

    def forget(self, key: LedgerKey) -> None:
        """Ask nothing of a ledger's log until it is sealed again: what comes now may take commits away."""
        with cipher.translated():
            self._keyfile.remember({key.slot: (0, _COUNTED) if key.sort == "index" else NOTHING})

    def seal(self, keys: Iterable[LedgerKey]) -> None:
        """Remember the files of closed ledgers as they are; those that are sealed already were not touched."""
        open_seals = [key for key in keys if not self.is_sealed(key)]
        files = {key.slot: folders.ledger_file(self._folder, key.ledger) for key in open_seals}
        marks = {slot: _of_file(path) for slot, path in files.items() if not _has_log(path)}
        whole = {slot: (pages, f"{SCHEMA:d}{_SEALED}{hashed}") for slot, (pages, hashed) in marks.items()}
        self._keyfile.remember(whole)


def sitting(ledger: Ledger) -> int:
    """How often the index was opened and written to."""
    row = ledger.connection.execute("select value from facts where name = ?", (SITTING,)).fetchone()
    return int(row[0]) if row else 0


def _count_sitting(index: Ledger) -> None:
    row = (SITTING, str(sitting(index) + 1))
    index.connection.execute("insert or replace into facts values(?, ?)", row)


def _progress(ledger: Ledger) -> Mark:
    return (sitting(ledger), _COUNTED) if ledger.key.sort == "index" else ledger.mark()


def _of_file(path: Path) -> Mark:
    hashed = cipher.hash_closed(path)
    return path.stat().st_size // cipher.PAGE, hashed[:_DIGITS]


def _has_log(path: Path) -> bool:
    return _log(path).exists() and _log(path).stat().st_size > 0


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


_HOLDING = frozenset({"ledger-damaged", "migration-failed"})  # troubles of one ledger that need not hide the others


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something found at opening that a person must know.

    A ledger by its id, a code, the ledger's sort, and where it can be read: its visits and its newest claimed time.
    """

    ledger: str
    code: str
    sort: str = ""
    visits: tuple[str, ...] = ()
    newest: str | None = None


class HeldLedger(Ledger):
    """The file as it is: nothing is written to it, not even a log. Every write is refused: `ledger-read-only`."""

    def _opened(self, path: Path, key: LedgerKey) -> Connection:
        return open_for_reading(path, key.key)

    def close(self) -> tuple[int, str]:
        """Close the file; there is no log to fold away."""
        try:
            return self.mark()
        finally:
            self._connection.close()

    @contextlib.contextmanager
    def closing(self) -> Iterator[Self]:
        """The ledger for a moment."""
        try:
            yield self
        finally:
            self._connection.close()


class Admission:
    """Opens the ledgers of a vault, one by one; with `read_only` none for writing."""

    def __init__(self, folder: Path, seals: Seals, clock: Clock, *, read_only: bool) -> None:
        self._folder, self._seals, self._clock, self.read_only = folder, seals, clock, read_only
        self.author = ""  # known once the index is open

    @translated()
    def admit(self, key: LedgerKey, doubt: str | None) -> tuple[Ledger | None, Alarm | None]:
        """The open ledger, or None where nothing of it can be read; and what was found. `doubt`: of the closed file.

        Raises VaultTrouble for what is no matter of this ledger alone (`already-open`, `disk-full`, …).
        """
        if self.read_only and doubt is None and self._seals.is_unwritten(key):
            return None, None
        code = doubt or self._doubt_inside(key)
        if code is not None:
            return self._held(key, code)
        if self.read_only:
            return self._held_soundly(key), None
        ledger = self.open_to_write(key)
        if schema.lacking(ledger.connection):
            ledger.close()
            return self._held(key, "ledger-damaged")
        return ledger, None

    def open_to_write(self, key: LedgerKey) -> Ledger:
        """Open a ledger; from here on the first write breaks its seal. Raises VaultTrouble."""
        if self._seals.is_older(key):
            with self._held_soundly(key).closing() as old:
                self._seals.unseal(old)  # the steps of the schema are going to change the file
        is_new = not self._path(key).exists()
        ledger = Ledger(self._path(key), key, self.author, self._clock)
        if is_new:
            folders.sync_folder(self._path(key).parent)
        self._seals.watch(ledger)
        return ledger

    def _doubt_inside(self, key: LedgerKey) -> str | None:
        """A ledger whose seal was broken is looked into; a log beside it is folded away by that."""
        if self._seals.is_sealed(key) and (self.read_only or not self._seals.is_older(key)):
            return None
        untouched = self.read_only and not self._seals.has_log(key)
        try:
            ledger = self._held_soundly(key) if untouched else self.open_to_write(key)
            try:
                views.documents(ledger.connection)
                return self._seals.doubt_open(ledger)
            finally:
                ledger.close()
        except VaultTrouble as trouble:
            if trouble.code not in _HOLDING:
                raise
            return trouble.code

    def _held(self, key: LedgerKey, code: str) -> tuple[Ledger | None, Alarm]:
        if code == "ledger-missing":
            return None, Alarm(key.ledger, code, key.sort)
        if code == "rollback-found":
            code = self._verdict(key)
        try:
            held = self._held_soundly(key)
            return held, _alarm_of(held, code)
        except VaultTrouble as trouble:
            if trouble.code != "ledger-damaged":
                raise
            return None, Alarm(key.ledger, trouble.code, key.sort)

    def _verdict(self, key: LedgerKey) -> str:
        """Whether a file that is not what was remembered is an older one that is whole, or a damaged one."""
        try:
            with self._held_soundly(key).closing() as ledger:
                return "rollback-found" if ledger.is_sound() else "ledger-damaged"
        except VaultTrouble as trouble:
            if trouble.code != "ledger-damaged":
                raise
            return trouble.code

    def _held_soundly(self, key: LedgerKey) -> HeldLedger:
        return HeldLedger(self._path(key), key, self.author, self._clock)

    def _path(self, key: LedgerKey) -> Path:
        return folders.ledger_file(self._folder, key.ledger)


def _alarm_of(ledger: Ledger, code: str) -> Alarm:
    visits = dict.fromkeys(row.visit for row in views.documents(ledger.connection))
    (newest,) = ledger.connection.execute("select max(wall) from commits").fetchone()
    return Alarm(ledger.key.ledger, code, ledger.key.sort, tuple(visits), newest)
