"""The open ledgers of a vault: which there are, which one a document lives in, and what was found at opening."""

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
        self.alarms: tuple[Alarm, ...] = ()

    def open_all(self, keys: Iterable[LedgerKey]) -> None:
        """Open the ledgers of `keys` and look for tampering; raises VaultTrouble."""
        for key in keys:
            self._open_one(key)
        self.alarms = tuple(alarm for ledger in self._open.values() for alarm in self._alarms_of(ledger))

    def close_all(self) -> None:
        """Fold every log away, close every file, and have the key file remember the marks.

        All files are closed even where one fails; the first VaultTrouble is raised at the end.
        """
        marks, troubles, alarmed = {}, [], {alarm.ledger for alarm in self.alarms}
        for ledger in self._open.values():
            try:
                mark = ledger.close()
            except VaultTrouble as trouble:
                troubles.append(trouble)
                continue
            if ledger.key.ledger not in alarmed:
                marks[ledger.key.slot] = mark
        self._open.clear()
        self._where.clear()
        if troubles:
            raise troubles[0]
        with cipher.translated():
            self._keyfile.remember(marks)

    def new_visit_ledger(self) -> Ledger:
        """A ledger with nothing in it: one left over from a beginning that was cut short, or a new one."""
        unused = (ledger for ledger in self._open.values() if ledger.key.sort == "visit" and ledger.mark()[0] == 0)
        found = next(unused, None)
        if found is not None:
            return found
        with cipher.translated():
            ledger = self._open_one(self._keyfile.add_ledger("visit"))
            folders.sync_folder(self._folder / folders.LEDGERS)
        return ledger

    def index_documents(self, ledger: Ledger) -> None:
        """Note which documents lie in `ledger`."""
        self._where |= {row.id: ledger for row in views.documents(ledger.connection)}

    def holding(self, document: str, code: str = "document-unknown") -> Ledger:
        """The ledger of a document; raises InputTrouble with `code`."""
        ledger = self._where.get(document)
        if ledger is None:
            raise InputTrouble(code)
        return ledger

    def knows(self, document: str) -> bool:
        """Whether any ledger holds the document."""
        return document in self._where

    def archive(self) -> Ledger:
        """The ledger into which bundles merge."""
        return next(ledger for ledger in self._open.values() if ledger.key.sort == "archive")

    def all(self) -> list[Ledger]:
        """Every ledger, the archive last."""
        return sorted(self._open.values(), key=lambda ledger: (ledger.key.sort == "archive", ledger.key.slot))

    def _open_one(self, key: LedgerKey) -> Ledger:
        path = folders.ledger_file(self._folder, key.ledger)
        ledger = Ledger(path, key, self._author, self._clock)
        self._open[key.ledger] = ledger
        self.index_documents(ledger)
        return ledger

    def _alarms_of(self, ledger: Ledger) -> list[Alarm]:
        remembered = self._keyfile.block.ledgers.get(str(ledger.key.slot))
        if remembered is not None and ledger.mark(remembered[0]) != remembered:
            return [Alarm(ledger.key.ledger, "rollback-found")]
        if ledger.key.sort == "visit" and not ledger.is_folded_rightly():
            return [Alarm(ledger.key.ledger, "ledger-damaged")]
        return []
