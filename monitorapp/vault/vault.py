"""The open vault: which ledgers there are, which one a document lives in, and every verb of the screens.

One thread owns it. Every writing verb returns `Changes` and returns only when the disk has the write.
"""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Self

from monitorapp.clock import SYSTEM, Clock
from monitorapp.errors import InputTrouble, VaultTrouble
from monitorapp.records.commit import Commit
from monitorapp.records.field import FieldKey, Value
from monitorapp.records.view import Changes, Conflict, DocumentRow, HistoryEntry, View, VisitRow
from monitorapp.vault import cipher, unfinished, views, visits
from monitorapp.vault import folder as folders
from monitorapp.vault.alarms import Alarm
from monitorapp.vault.fold import Union
from monitorapp.vault.keyfile import KdfCost, KeyFile
from monitorapp.vault.ledger import Ledger, widened
from monitorapp.vault.ledgers import Ledgers
from monitorapp.vault.registry import PLACE, SALVAGED, Registry
from monitorapp.vault.undo import Side, Step, Together, UndoStack, put

AUTHOR = "author"
REHEARSED = "rehearsed"
Facts = Mapping[str, object]
Writing = tuple[str, Value, Iterable[str], str]  # field, value, what was seen of it, compartment


class Vault:
    """An open vault. `keyfile`, `index` and `ledgers` are for the other modules of this package alone."""

    def __init__(self, folder: Path, keyfile: KeyFile, clock: Clock, facts: Facts, *, read_only: bool = False) -> None:
        self.folder, self.keyfile, self.clock = folder, keyfile, clock
        self._undo = UndoStack()
        self.ledgers = Ledgers(folder, keyfile, clock, read_only=read_only)
        try:
            self.registry = Registry(self.ledgers.open_index(), self.ledgers.seals.note)
            for name, value in facts.items():
                self.registry.keep_fact(name, value)
            author = self.registry.fact(AUTHOR)
            if not isinstance(author, str):
                raise VaultTrouble("index-damaged")  # an index that was taken away is empty, not new
            self.author = author
            self.ledgers.open_all(author, self.registry.fact(SALVAGED) or ())
            unfinished.resume(self)
        except BaseException:
            self.ledgers.abandon()
            raise

    @property
    def index(self) -> Ledger:
        """The ledger of machinery: facts, people, forms, exchanges."""
        return self.ledgers.index

    @property
    def read_only(self) -> bool:
        """Whether nothing at all may be written: it was asked for, or the index is in doubt."""
        return self.ledgers.is_read_only

    @classmethod
    def create(cls, folder: Path, phrase: str, facts: Facts, cost: KdfCost, clock: Clock = SYSTEM) -> tuple[Self, str]:
        """Make a vault in an empty folder; returns it open, and the recovery code.

        `facts` go into the index and must name the `author`. Raises VaultTrouble; then nothing is left behind.
        """
        cipher.self_check()
        folders.make_folder(folder)
        try:
            with cipher.translated():
                path = folder / folders.KEY_FILE
                folders.refuse_copy_on_write(path)
                keyfile, code = KeyFile.create(path, phrase, cost, clock)
                for sort in ("index", "archive"):
                    keyfile.add_ledger(sort)
                folders.sync_folder(folder)
            return cls(folder, keyfile, clock, facts), code
        except BaseException:
            folders.empty_folder(folder)
            raise

    @classmethod
    def open(cls, folder: Path, passphrase: str, clock: Clock = SYSTEM, *, read_only: bool = False) -> Self:
        """Open with the passphrase; raises VaultTrouble."""
        cipher.self_check()
        with cipher.translated():
            return cls(folder, KeyFile.open(_key_file(folder), passphrase, clock), clock, {}, read_only=read_only)

    @classmethod
    def recover(cls, folder: Path, code: str, clock: Clock = SYSTEM, *, read_only: bool = False) -> Self:
        """Open with the recovery code; raises VaultTrouble."""
        cipher.self_check()
        with cipher.translated():
            return cls(folder, KeyFile.recover(_key_file(folder), code, clock), clock, {}, read_only=read_only)

    def close(self) -> None:
        """Commit every draft, fold the logs away, remember the marks, and close, also where something fails."""
        try:
            self.commit_all()
        finally:
            self._undo.clear()
            self.ledgers.close_all()

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """What was found at opening: ledgers that were rolled back or damaged."""
        return self.ledgers.alarms

    def change_passphrase(self, passphrase: str, cost: KdfCost) -> None:
        """Replace the passphrase, in place."""
        with cipher.translated():
            self.keyfile.change_passphrase(passphrase, cost)

    def confirm_recovery(self, code: str) -> None:
        """The rehearsal: the code typed back from paper must open the key file; raises VaultTrouble."""
        KeyFile.recover(_key_file(self.folder), code, self.clock)
        self.registry.keep_fact(REHEARSED, value=True)

    @property
    def is_rehearsed(self) -> bool:
        """Whether the recovery code was typed back once."""
        return bool(self.registry.fact(REHEARSED))

    @cipher.translated()
    def visits(self) -> list[VisitRow]:
        """All visits: own ones first, then what lies in the archive."""
        return [row for one in self.ledgers.all() for row in visits.rows(one) if self.ledgers.holding(row.id) is one]

    @cipher.translated()
    def documents(self, visit: str) -> list[DocumentRow]:
        """The documents of a visit, itself first; raises InputTrouble `visit-unknown`."""
        found = [row for row in views.documents(self.ledgers.holding_visit(visit).connection) if row.visit == visit]
        return sorted(found, key=lambda row: row.id != visit)

    @cipher.translated()
    def document(self, document: str) -> DocumentRow:
        """A document as it stands in the list, without reading its answers; raises InputTrouble `document-unknown`."""
        return views.document_row(self.ledgers.holding(document).connection, document, self.ledgers.visit_of(document))

    @cipher.translated()
    def view(self, document: str) -> View:
        """What stands in a document; raises InputTrouble `document-unknown`."""
        return views.view(self.ledgers.holding(document).connection, document, self.author)

    @cipher.translated()
    def shown(self, document: str, name: str) -> tuple[str, ...]:
        """The commits whose values of a field stand on the screen now."""
        return views.shown(self.ledgers.holding(document).connection, document, name)

    def check(self) -> dict[str, bool]:
        """Read every page of every ledger and fold every commit again: ledger id → whether it is sound."""
        sound = self.ledgers.check()
        self._undo.forget_unknown(self.ledgers.knows)
        return sound

    @cipher.translated()
    def history(self, document: str, name: str) -> list[HistoryEntry]:
        """Every value a field had, oldest first."""
        return views.history(self.ledgers.holding(document).connection, document, name, self.author)

    @cipher.translated()
    def conflicts(self) -> list[Conflict]:
        """Every field in which different values stand."""
        found = (views.conflicts(ledger.connection, self.author) for ledger in self.ledgers.all())
        return [conflict for some in found for conflict in some]

    @cipher.translated()
    def digest(self) -> str:
        """One hash of the merged content: same content, same hash, whatever the order of arrival."""
        return views.content_digest(ledger.connection for ledger in self.ledgers.all())

    def start_visit(self, form: str, version: str, answers: Mapping[str, Value]) -> tuple[str, Changes]:
        """Begin a visit in a ledger of its own, with some answers; returns its id."""
        visit = self.clock.new_id()
        ledger = self.ledgers.new_visit_ledger()
        changes = self._begin(ledger, visit, visit, {"#form": form, "#version": version, **answers})
        self.ledgers.seals.note(ledger)  # from now on it is missed
        return visit, changes

    def add_document(self, parent: str, form: str, version: str) -> tuple[str, Changes]:
        """Begin a document under `parent` (a visit, or another document of it); returns its id."""
        document, ledger = self.clock.new_id(), self.ledgers.holding(parent)
        facts: dict[str, Value] = {"#form": form, "#version": version, "#parent": parent}
        return document, self._begin(ledger, self.ledgers.visit_of(parent), document, facts)

    def _begin(self, ledger: Ledger, visit: str, document: str, values: Mapping[str, Value]) -> Changes:
        changes = ledger.begin(visit, document, values)
        self.ledgers.index_documents(ledger)
        return changes

    def record(
        self, document: str, name: str, value: Value, seen: Iterable[str], compartment: str = "general"
    ) -> Changes:
        """Keep one answer; returns when the disk has it. `seen`: the commits that stood on the screen for the field.

        Raises InputTrouble (`value-broken`, `field-key-broken`, `document-unknown`) or VaultTrouble (`disk-full`, …).
        """
        ledger, name = self.ledgers.holding(document), str(FieldKey.parse(name))
        seen, heads = tuple(seen), views.heads(ledger.connection, document, name)
        before = ledger.draft(document, name)
        draft = widened(before, value, seen, compartment)
        ack = ledger.put_draft(document, name, draft)
        sides = Side.of(before, heads, seen), Side.of(draft, heads, ())
        self._undo.did(Step(document, name, frozenset(heads), *sides, compartment))
        return Changes.of(self.ledgers.visit_of(document), document, {name}, ack)

    def record_together(self, document: str, writes: Iterable[Writing], *, undoable: bool = True) -> Changes:
        """Keep several answers, in order, that undo takes back as one; raises as `record` does.

        What the form sets by itself is not `undoable`: the person has not done it.
        """
        changes = Changes()
        with self.together(undoable):
            for name, value, seen, compartment in writes:
                changes |= self.record(document, name, value, seen, compartment)
        return changes

    def together(self, undoable: bool = True) -> Together:
        """What is written inside, in whatever documents, is taken back as one by undo."""
        return self._undo.together(undoable)

    def commit(self, document: str) -> Changes:
        """Turn the drafts of a document into a commit: on leaving a section, on cover, lock and send."""
        ledger = self.ledgers.holding(document)
        return Changes() if self.ledgers.is_held(ledger) else ledger.commit(self.ledgers.visit_of(document), document)

    def commit_all(self) -> Changes:
        """Commit the drafts of every document."""
        changes = Changes()
        for ledger in (ledger for ledger in self.ledgers.all() if not self.ledgers.is_held(ledger)):
            for document in filter(self.ledgers.knows, ledger.drafted_documents()):  # of a wreck some may be lost
                changes |= ledger.commit(self.ledgers.visit_of(document), document)
        return changes

    def settle(self, document: str, name: str, value: Value, reason: str, seen: Iterable[str]) -> Changes:
        """Decide a conflict: one commit with `reason` replaces the values in `seen`, and an own draft.

        Raises InputTrouble `nothing-to-settle` where `seen` names no value that stands.
        """
        ledger, visit = self.ledgers.holding(document), self.ledgers.visit_of(document)
        before, seen = set(views.heads(ledger.connection, document, name)), set(seen)
        ledger.commit(visit, document)
        standing = set(views.heads(ledger.connection, document, name))
        if not standing & seen:
            raise InputTrouble("nothing-to-settle")
        seen |= standing - before  # what was a draft a moment ago stood on the screen as well
        ledger.record(document, name, value, seen, views.compartment_of(ledger.connection, document, name))
        self._undo.forget([(document, name)])  # a decision is not taken back by the key that takes back typing
        return ledger.commit(visit, document, "settled", reason)

    def restore(self, document: str, name: str, commit: str | None) -> Changes:
        """Write an earlier value of a field again, over what stands now."""
        entry = next((entry for entry in self.history(document, name) if entry.commit == commit), None)
        if entry is None:
            raise InputTrouble("document-unknown")
        compartment = views.compartment_of(self.ledgers.holding(document).connection, document, name)
        return self.record(document, name, entry.value, self.view(document).shown.get(name, ()), compartment)

    def finish(self, visit: str, reason: str | None = None) -> Changes:
        """Say that a visit is finished: a milestone on each of its documents, with what was seen."""
        return self._milestone(visit, "finished", reason)

    def reopen(self, visit: str, reason: str | None = None) -> Changes:
        """Open a finished visit again; leaves a trace."""
        return self._milestone(visit, "reopened", reason)

    def _milestone(self, visit: str, milestone: str, reason: str | None) -> Changes:
        ledger = self.ledgers.holding_visit(visit)
        return visits.pass_milestone(ledger, self.documents(visit), self.author, milestone, reason)

    @property
    def can_undo(self) -> bool:
        """Whether there is a write to take back."""
        return bool(self._undo.next_undo())

    @property
    def can_redo(self) -> bool:
        """Whether there is a write to do again."""
        return bool(self._undo.next_redo())

    def undo(self) -> Changes | None:
        """Take back the newest write; None where there is none.

        Raises VaultTrouble `cannot-undo` for a committed answer that stands for several others; it is dropped.
        """
        changes = [self._put(step, step.before) for step in self._undo.to_take_back(self.ledgers.holding)]
        self._undo.undid()
        return reduce(or_, changes) if changes else None

    def redo(self) -> Changes | None:
        """Do again what undo took back; None where there is nothing."""
        changes = [self._put(step, step.after) for step in self._undo.next_redo()]
        self._undo.redid()
        return reduce(or_, changes) if changes else None

    def _put(self, step: Step, side: Side) -> Changes:
        put(self.ledgers.holding(step.document), step, side)
        return Changes.of(self.ledgers.visit_of(step.document), step.document, {step.name})

    def set_place(self, place: Mapping[str, object]) -> None:
        """Remember where the person is (document, field, caret), for the next opening."""
        if not self.read_only:
            self.registry.keep_fact(PLACE, dict(place))

    def place(self) -> dict[str, object] | None:
        """Where the person was last, if known."""
        found = self.registry.fact(PLACE)
        return dict(found) if isinstance(found, dict) else None

    @cipher.translated()
    def commits_of(self, visit: str) -> list[Commit]:
        """Every commit of a visit with the parts at hand; raises InputTrouble `visit-unknown`."""
        return list(views.commits_of(self.ledgers.holding_visit(visit).connection, [visit]))

    @cipher.translated()
    def own_heads(self, visit: str) -> list[str]:
        """The ids of this author's last commits in the documents of a visit."""
        return views.own_heads(self.ledgers.holding_visit(visit).connection, visit, self.author)

    def visit_of(self, document: str) -> str | None:
        """The visit that a document belongs to, or None where the document is unknown."""
        return self.ledgers.visit_of(document) if self.ledgers.knows(document) else None

    def knows_visit(self, visit: str) -> bool:
        """Whether any ledger holds the visit."""
        return self.ledgers.knows(visit)

    def ledger_for(self, visit: str, *, own: bool = False) -> Ledger:
        """Where commits of `visit` belong: the ledger that has it; else one of its own (`own`), or the archive."""
        if self.ledgers.knows(visit):
            return self.ledgers.holding(visit)
        return self.ledgers.new_visit_ledger() if own else self.ledgers.archive()

    def took_in(self, ledger: Ledger, union: Union) -> Changes:
        """After a union was written: find the new documents, and drop the undo steps of what it touched."""
        self._undo.forget(union.touched)
        self.ledgers.seals.note(ledger)
        self.ledgers.index_documents(ledger)
        touched = frozenset(document for document, _ in union.touched)
        found = frozenset(map(self.ledgers.visit_of, filter(self.ledgers.knows, touched)))
        return Changes(found, touched, frozenset(union.touched), imported=True)


def _key_file(folder: Path) -> Path:
    if not folders.is_vault(folder):
        raise VaultTrouble("not-a-vault")
    return folder / folders.KEY_FILE
