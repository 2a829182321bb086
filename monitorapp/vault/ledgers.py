"""The open ledgers of a vault: which there are, which one a document lives in, and what was found at opening."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from monitorapp.clock import Clock
from monitorapp.errors import InputTrouble, VaultTrouble
from monitorapp.vault import cipher, views
from monitorapp.vault import folder as folders
from monitorapp.vault.keyfile import KeyFile, LedgerKey
from monitorapp.vault.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something found at opening that a person must know: a ledger file by its id, and a code."""

    ledger: str
    code: str


class Ledgers:
    """Every ledger of one folder, open and locked for this process."""

    def __init__(self, folder: Path, keyfile: KeyFile, author: str, clock: Clock) -> None:
        self._folder, self._keyfile, self._author, self._clock = folder, keyfile, author, clock
        self._open: dict[str, Ledger] = {}
        self._where: dict[str, Ledger] = {}
        self._visits: dict[str, str] = {}
        self.alarms: tuple[Alarm, ...] = ()

    def open_all(self, keys: Iterable[LedgerKey]) -> None:
        """Open the ledgers of `keys` and look for tampering; raises VaultTrouble, and then nothing stays open.

        A damaged visit ledger is left closed, with an alarm: it must not lock the other visits away.
        """
        try:
            alarms = [alarm for key in sorted(keys, key=_visits_first) for alarm in self._opened(key)]
        except BaseException:
            with contextlib.suppress(VaultTrouble):
                self._close_open()
            raise
        self.alarms = tuple(alarms)

    def _opened(self, key: LedgerKey) -> list[Alarm]:
        try:
            return self._alarms_of(self._open_one(key))
        except VaultTrouble as trouble:
            if trouble.code != "ledger-damaged" or key.sort != "visit":
                raise
        return [self._set_aside(key)]

    def _set_aside(self, key: LedgerKey) -> Alarm:
        damaged = self._open.pop(key.ledger, None)
        if damaged is not None:
            self._where = {name: ledger for name, ledger in self._where.items() if ledger is not damaged}
            with contextlib.suppress(VaultTrouble):
                damaged.close()
        return Alarm(key.ledger, "ledger-damaged")

    def check(self) -> dict[str, bool]:
        """Whether each ledger is sound, by its id. A damaged visit is closed: SQLCipher cannot go on after a bad page.

        See https://github.com/sqlcipher/sqlcipher/issues/617.
        """
        sound = {ledger.key: ledger.is_sound() for ledger in self.all()}
        damaged = [key for key, is_sound in sound.items() if not is_sound and key.sort == "visit"]
        self.alarms = (*self.alarms, *(self._set_aside(key) for key in damaged))
        return {key.ledger: ok for key, ok in sound.items()} | {alarm.ledger: False for alarm in self.alarms}

    def close_all(self) -> None:
        """Fold every log away, close every file, and have the key file remember the marks.

        All files are closed even where one fails; the first VaultTrouble is raised at the end.
        """
        marks, alarmed = self._close_open(), {alarm.ledger for alarm in self.alarms}
        with cipher.translated():
            self._keyfile.remember({key.slot: mark for key, mark in marks.items() if key.ledger not in alarmed})

    def _close_open(self) -> dict[LedgerKey, tuple[int, str]]:
        marks, troubles = {}, []
        for ledger in self._open.values():
            try:
                marks[ledger.key] = ledger.close()
            except VaultTrouble as trouble:
                troubles.append(trouble)
        self._open.clear()
        self._where.clear()
        if troubles:
            raise troubles[0]
        return marks

    def new_visit_ledger(self) -> Ledger:
        """A ledger with nothing in it: one left over from a beginning that was cut short, or a new one."""
        alarmed = {alarm.ledger for alarm in self.alarms}
        visits = (one for one in self._open.values() if one.key.sort == "visit" and one.key.ledger not in alarmed)
        unused = next((ledger for ledger in visits if ledger.mark()[0] == 0), None)
        if unused is not None:
            return unused
        with cipher.translated():
            ledger = self._open_one(self._keyfile.add_ledger("visit"))
            folders.sync_folder(self._folder / folders.LEDGERS)
        return ledger

    def renew(self, ledger: Ledger) -> None:
        """Write a ledger anew under a fresh key and destroy the old key: what was deleted in it is gone for good.

        At every moment the key file opens the old file or the new one, each whole. Raises VaultTrouble.
        """
        renew(self._folder, self._keyfile, ledger)
        self._open = {one.key.ledger: one for one in self._open.values()}

    def index_documents(self, ledger: Ledger) -> None:
        """Note which documents lie in `ledger`; a document that lies elsewhere already stays there."""
        for row in views.documents(ledger.connection):
            if self._where.setdefault(row.id, ledger) is ledger:
                self._visits[row.id] = row.visit

    def holding(self, document: str) -> Ledger:
        """The ledger of a document; raises InputTrouble `document-unknown`."""
        ledger = self._where.get(document)
        if ledger is None:
            raise InputTrouble("document-unknown")
        return ledger

    def holding_visit(self, visit: str) -> Ledger:
        """The ledger of a visit; raises InputTrouble `visit-unknown`, also for a document that is no visit."""
        ledger = self._where.get(visit)
        if ledger is None or self._visits[visit] != visit:
            raise InputTrouble("visit-unknown")
        return ledger

    def visit_of(self, document: str) -> str:
        """The visit that a document belongs to; raises InputTrouble `document-unknown`."""
        self.holding(document)
        return self._visits[document]

    def knows(self, document: str) -> bool:
        """Whether any ledger holds the document."""
        return document in self._where

    def archive(self) -> Ledger:
        """The ledger into which bundles merge."""
        return next(ledger for ledger in self._open.values() if ledger.key.sort == "archive")

    def all(self) -> list[Ledger]:
        """Every ledger, the archive last."""
        return sorted(self._open.values(), key=lambda ledger: (ledger.key.sort == "archive", ledger.key.slot))

    @cipher.translated()
    def _open_one(self, key: LedgerKey) -> Ledger:
        path = folders.ledger_file(self._folder, key.ledger)
        ledger = Ledger(path, key, self._author, self._clock)
        self._open[key.ledger] = ledger
        self.index_documents(ledger)
        return ledger

    @cipher.translated()
    def _alarms_of(self, ledger: Ledger) -> list[Alarm]:
        remembered = self._keyfile.block.ledgers.get(str(ledger.key.slot))
        if remembered is not None and ledger.mark(remembered[0]) != remembered:
            return [Alarm(ledger.key.ledger, "rollback-found")]
        if ledger.key.sort == "visit" and not ledger.is_folded_rightly():
            return [Alarm(ledger.key.ledger, "ledger-damaged")]
        return []


def renew(folder: Path, keyfile: KeyFile, ledger: Ledger) -> None:
    """Write `ledger` anew under a fresh key, put that key into its slot, and remove the old file."""
    old, fresh = ledger.key, keyfile.fresh_key(ledger.key)
    path = folders.ledger_file(folder, fresh.ledger)
    ledger.copy_to(path, fresh)
    with cipher.translated():
        folders.sync_folder(path.parent)
        keyfile.replace_ledger(old, fresh)
        ledger.move_to(path, fresh)
        folders.remove_ledger(folder, old.ledger)


def _visits_first(key: LedgerKey) -> tuple[bool, int]:
    """What somebody else's bundle put into the archive never hides an own document."""
    return key.sort == "archive", key.slot
