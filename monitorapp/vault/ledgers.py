"""The open ledgers of a vault: which there are, which one a document lives in, and what was found at opening."""

import contextlib
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from monitorapp.clock import Clock
from monitorapp.errors import InputTrouble, VaultTrouble
from monitorapp.vault import cipher, schema, views
from monitorapp.vault import folder as folders
from monitorapp.vault.alarms import Admission, Alarm, HeldLedger, Seals
from monitorapp.vault.keyfile import KeyFile, LedgerKey
from monitorapp.vault.ledger import Ledger


class Ledgers:
    """Every ledger of one folder, open and locked for this process; what looks wrong is opened for reading alone."""

    def __init__(self, folder: Path, keyfile: KeyFile, clock: Clock, *, read_only: bool = False) -> None:
        self._folder, self._keyfile, self._read_only = folder, keyfile, read_only
        self.seals = Seals(folder, keyfile)
        self._admission = Admission(folder, self.seals, clock, read_only=read_only)
        self._keys: list[LedgerKey] = []  # as they were at opening
        self.index: Ledger
        self._open: dict[str, Ledger] = {}
        self._where: dict[str, Ledger] = {}
        self._visits: dict[str, str] = {}
        self._alarms: dict[str, Alarm] = {}
        self._copies = schema.copies(folder)

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """What was found at opening, and by `check` since."""
        return tuple(self._alarms.values())

    @property
    def is_read_only(self) -> bool:
        """Whether nothing at all may be written: it was asked for, or the index is in doubt."""
        return self._read_only or isinstance(self.index, HeldLedger)

    def open_index(self) -> Ledger:
        """Open the ledger that says whose vault this is; raises VaultTrouble where it cannot even be read."""
        self._keys = self._keyfile.ledgers()
        key = next((key for key in self._keys if key.sort == "index"), None)
        if key is None:
            raise VaultTrouble("vault-damaged")
        index = self._admit(key, self._doubt(key))
        if index is None:
            raise VaultTrouble("index-damaged")
        self.index = index
        return index

    def open_all(self, author: str, left_out: Iterable[str] = ()) -> None:
        """Open the other ledgers but those `left_out` and look for tampering; raises VaultTrouble.

        A ledger that cannot be read is left closed, with an alarm: it must not lock the others away.
        """
        self._admission.author, self._admission.read_only, out = author, self.is_read_only, set(left_out)
        keys = (key for key in self._keys if key.sort != "index" and key.ledger not in out)
        doubts = {key: self._doubt(key) for key in keys}
        # Doubtful ones last: a document that stands elsewhere as well is read from there.
        for key in sorted(doubts, key=lambda key: (doubts[key] is not None, _visits_first(key))):
            ledger = self._admit(key, doubts[key])
            if ledger is not None:
                self._adopt(ledger)
        self._alarms |= {key.ledger: Alarm(key.ledger, "ledger-missing", key.sort) for key in self.seals.lost()}
        if not self._alarms and not self.is_read_only:
            schema.remove_copies(self._folder, self._copies)

    def _doubt(self, key: LedgerKey) -> str | None:
        """What is wrong with a closed file, also by what the key file says now: trying a phrase takes a second, in
        which another process may have written."""
        if self.seals.doubt(key) is None:
            return None
        self._keyfile.catch_up()
        return self.seals.doubt(key)

    def _admit(self, key: LedgerKey, doubt: str | None) -> Ledger | None:
        ledger, alarm = self._admission.admit(key, doubt)
        if alarm is not None:
            self._alarms[key.ledger] = alarm
        return ledger

    def admit_again(self, key: LedgerKey) -> None:
        """Open a ledger that was held for reading alone for writing, as it is now; its alarm is over."""
        held = self.index if key.sort == "index" else self._open.pop(key.ledger)
        held.close()
        with cipher.translated():
            path = folders.ledger_file(self._folder, key.ledger)
            path.with_name(f"{path.name}-wal").unlink(missing_ok=True)  # what was shown, and accepted, is without it
            self.seals.forget(key)
            ledger = self._admission.open_to_write(key)
        self._alarms.pop(key.ledger, None)
        self.seals.note(ledger)
        if key.sort == "index":
            self.index = ledger
        else:
            self._forget_documents(held)
            self._adopt(ledger)

    def release(self) -> None:
        """Open for writing what was held only because the index was in doubt."""
        self._admission.read_only = self.is_read_only
        for held in [ledger for ledger in self._open.values() if self.is_held(ledger)]:
            if held.key.ledger not in self._alarms:
                held.close()
                self._forget_documents(held)
                self._adopt(self._admission.open_to_write(held.key))

    def put_away(self, ledger: str) -> None:
        """Close a ledger and have its alarm done with; file and key stay."""
        held = self._open.pop(ledger, None)
        if held is not None:
            self._forget_documents(held)
            with contextlib.suppress(VaultTrouble):
                held.close()
        self._alarms.pop(ledger, None)

    @cipher.translated()
    def drop(self, key: LedgerKey) -> None:
        """Destroy the key of a ledger and its file."""
        self.put_away(key.ledger)
        self._keyfile.destroy_ledger(key)
        folders.remove_ledger(self._folder, key.ledger)
        schema.copy_of(folders.ledger_file(self._folder, key.ledger)).unlink(missing_ok=True)

    def key_of(self, ledger: str) -> LedgerKey:
        """The key of a ledger by its id; raises InputTrouble `ledger-unknown`."""
        known = (*self._keyfile.ledgers(), *self.seals.lost())
        found = next((key for key in known if key.ledger == ledger), None)
        if found is None:
            raise InputTrouble("ledger-unknown")
        return found

    def is_held(self, ledger: Ledger) -> bool:
        """Whether a ledger is open for reading alone."""
        return isinstance(ledger, HeldLedger)

    def _adopt(self, ledger: Ledger) -> None:
        self._open[ledger.key.ledger] = ledger
        self.index_documents(ledger)

    def _set_aside(self, key: LedgerKey) -> None:
        self.put_away(key.ledger)
        self._alarms[key.ledger] = Alarm(key.ledger, "ledger-damaged", key.sort)

    def _forget_documents(self, ledger: Ledger) -> None:
        self._where = {name: other for name, other in self._where.items() if other is not ledger}

    def check(self) -> dict[str, bool]:
        """Whether each ledger is sound, by its id. A damaged visit is closed: SQLCipher cannot go on after a bad page.

        See https://github.com/sqlcipher/sqlcipher/issues/617.
        """
        sound = {ledger.key: ledger.is_sound() for ledger in (self.index, *self.all())}
        for key in (key for key, is_sound in sound.items() if not is_sound and key.sort == "visit"):
            self._set_aside(key)
        return {key.ledger: ok for key, ok in sound.items()} | dict.fromkeys(self._alarms, False)

    def close_all(self) -> None:
        """Fold every log away, close every file, and have the key file remember them as they are.

        All files are closed even where one fails; the first VaultTrouble is raised at the end.
        """
        closed, troubles = [], []
        for ledger in (*self._open.values(), self.index):
            try:
                ledger.close()
            except VaultTrouble as trouble:
                troubles.append(trouble)
            else:
                closed += [] if self.is_held(ledger) else [ledger.key]
        self._open.clear()
        self._where.clear()
        self.seals.let_go()
        with cipher.translated():
            self.seals.seal(closed)
        if troubles:
            raise troubles[0]

    def abandon(self) -> None:
        """Close what is open after an opening that failed; nothing is remembered."""
        for ledger in (*self._open.values(), *([self.index] if hasattr(self, "index") else [])):
            with contextlib.suppress(VaultTrouble):
                ledger.close()
        self.seals.let_go()

    def new_visit_ledger(self) -> Ledger:
        """A ledger with nothing in it: one left over from a beginning that was cut short, or a new one."""
        if self.is_read_only:
            raise VaultTrouble("ledger-read-only")
        visits = (one for one in self._open.values() if one.key.sort == "visit" and not self.is_held(one))
        unused = next((ledger for ledger in visits if ledger.mark()[0] == 0), None)
        if unused is not None:
            return unused
        return self.begin("visit")

    @cipher.translated()
    def begin(self, sort: str) -> Ledger:
        """Make a new ledger; raises VaultTrouble (`no-room-for-visits`, `disk-full`, …)."""
        if not self._keyfile.opens(self.index.key):
            raise VaultTrouble("medium-gone")  # erased meanwhile: its key file gets no key again
        ledger = self._admission.open_to_write(self._keyfile.add_ledger(sort))
        self._adopt(ledger)
        folders.sync_folder(self._folder / folders.LEDGERS)
        return ledger

    def renew(self, ledger: Ledger) -> None:
        """Write a ledger anew under a fresh key and destroy the old key: what was deleted in it is gone for good.

        At every moment the key file opens the old file or the new one, each whole. Raises VaultTrouble.
        """
        try:
            renew(self._folder, self._keyfile, ledger)
        finally:
            self._open = {one.key.ledger: one for one in self._open.values()}

    def index_documents(self, ledger: Ledger) -> None:
        """Note which documents lie in `ledger`; a document that lies elsewhere already stays there."""
        for row in views.documents(ledger.connection):
            if self._where.setdefault(row.id, ledger) is ledger:
                self._visits[row.id] = row.visit

    def reindex(self, ledger: Ledger) -> None:
        """Note anew which documents lie in `ledger`, after some were taken out of it."""
        self._forget_documents(ledger)
        self.index_documents(ledger)

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
        """The ledger into which bundles merge; raises VaultTrouble `ledger-damaged` where it cannot be read."""
        found = next((ledger for ledger in self._open.values() if ledger.key.sort == "archive"), None)
        if found is None:
            raise VaultTrouble("ledger-damaged")
        return found

    def all(self) -> list[Ledger]:
        """Every ledger, the archive last."""
        return sorted(self._open.values(), key=lambda ledger: (ledger.key.sort == "archive", ledger.key.slot))


def renew(folder: Path, keyfile: KeyFile, ledger: Ledger) -> None:
    """Write `ledger` anew under a fresh key, put that key into its slot, and remove the old file.

    The copy is open before its key counts, so that no answer is acknowledged into a file that nothing opens.
    """
    old, fresh = ledger.key, keyfile.fresh_key(ledger.key)
    path = folders.ledger_file(folder, fresh.ledger)
    ledger.copy_to(path, fresh)
    with cipher.translated():
        folders.sync_folder(path.parent)
        ledger.move_to(path, fresh, partial(keyfile.replace_ledger, old, fresh))
        folders.remove_ledger(folder, old.ledger)


def _visits_first(key: LedgerKey) -> tuple[bool, int]:
    """What somebody else's bundle put into the archive never hides an own document."""
    return key.sort == "archive", key.slot
