"""Letting a ledger in at opening: for writing where all is well, for reading alone where not, with an alarm."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from monitorapp.clock import Clock
from monitorapp.errors import VaultTrouble
from monitorapp.vault import folder as folders
from monitorapp.vault import migrations, views
from monitorapp.vault.cipher import Connection, open_for_reading, translated
from monitorapp.vault.keyfile import LedgerKey
from monitorapp.vault.ledger import Ledger
from monitorapp.vault.seals import Seals

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
        code = doubt or self._doubt_inside(key)
        if code is not None:
            return self._held(key, code)
        if self.read_only:
            return self._held_soundly(key), None
        ledger = self.open_to_write(key)
        if migrations.lacking(ledger.connection):
            ledger.close()
            return self._held(key, "ledger-damaged")
        return ledger, None

    def open_to_write(self, key: LedgerKey) -> Ledger:
        """Open a ledger; from here on the first write breaks its seal. Raises VaultTrouble."""
        if self._seals.is_older(key):
            with self._held_soundly(key).closing() as old:
                self._seals.unseal(old)  # the steps of the schema are going to change the file
        ledger = Ledger(self._path(key), key, self.author, self._clock)
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
