"""The logic of the form page without widgets: opens a document, keeps answers, follows what others change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimeZone, Signal, Slot
from PySide6.QtGui import QImage

from monitorapp.documents import zone_of
from monitorapp.errors import Trouble
from monitorapp.forms.definition import Repeat
from monitorapp.records.field import FieldKey
from monitorapp.records.view import Changes, Standing

from ..session import Session
from .illustration import decode
from .opening import Opened, facility_name, kind_of, open_document
from .reading import Reading
from .review import Review
from .sheet import Answered, Sheet, Write
from .wording import code_of, next_of, spoken_languages

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault

# Troubles of the disk, which may be over the next time.
PASSING = frozenset({"disk-full", "disk-slow", "folder-read-only", "medium-gone"})


@dataclass(frozen=True)
class Asked:
    """What was asked for, and how many writes had been made by then."""

    document: str
    stamp: int
    failed: Callable[[Trouble], None] | None


Undoable = tuple[bool, bool]  # whether something can be taken back, and done again


def undoable(vault: "Vault") -> Undoable:
    """What undo and redo could do now."""
    return vault.can_undo, vault.can_redo


@dataclass(frozen=True)
class Batch:
    """Writes to one document that belong together."""

    document: str
    writes: tuple[Write, ...]
    undoable: bool = True

    def write(self, vault: "Vault") -> "tuple[Undoable, Changes]":
        """Write in order; returns when the disk has all of them."""
        writes = [(one.field, one.value, one.seen, one.compartment) for one in self.writes]
        changes = vault.record_together(self.document, writes, undoable=self.undoable)
        return undoable(vault), changes


class FormPresenter(QObject):
    """One document at a time. Its signals say what a page has to show again."""

    opened = Signal()  # another document, or the same one afresh: build the pages
    reloaded = Signal()  # the same document after a change from elsewhere: show everything again
    refreshed = Signal(object)  # the fields that look different
    rows_changed = Signal()  # rows came or went
    counted = Signal()  # progress and remarks of the sections changed
    removed = Signal()  # a row was taken away
    settling_wanted = Signal(str)  # the field over which to decide
    went_elsewhere = Signal(str, str)  # undo or redo changed another document: its id and the field
    returned = Signal(str)  # the field that undo or redo brought back
    undoable = Signal(bool, bool)  # whether something can be taken back, and done again

    def __init__(self, session: Session, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._language = language
        self.reading_language = language  # of the questions; the windows keep theirs
        self._document = ""
        self._stamp = 0
        self._editing: dict[str, tuple[str, ...]] = {}
        self._returning: str | None = None
        self._sheet: Sheet | None = None
        self._unwritten: tuple[Batch, ...] = ()
        session.changed.connect(self._hear)
        session.flushing.connect(self.retry)

    # What stands

    @property
    def sheet(self) -> Sheet:
        """The document on the table; only while one is open."""
        assert self._sheet is not None
        return self._sheet

    @property
    def document(self) -> str:
        """The id of the document that is open or being opened; "" for none."""
        return self._document

    @property
    def is_open(self) -> bool:
        """Whether the document has been read."""
        return self._sheet is not None and self._sheet.view.document == self._document

    @property
    def zone(self) -> str | None:
        """The zone of the facility; where the list knows none, the laptop's."""
        return zone_of(self.sheet.opened.facility) or bytes(QTimeZone.systemTimeZoneId().data()).decode() or None

    @property
    def where(self) -> str:
        """What the document belongs to, for the line above the title."""
        facility = facility_name(self.sheet.opened.facility, self._language)
        form = kind_of(self.sheet.definition, self._language)
        return f"{facility} › {form}" if self.sheet.view.parent else facility

    def review(self) -> Review:
        """Progress and remarks of the document."""
        return Review(self.sheet)

    def name_of(self, standing: Standing) -> str:
        """Who wrote a value."""
        if standing.own:
            return self.tr("you")
        return self.sheet.opened.names.get(standing.author) or self.tr("unknown person")

    # Opening and following

    def open(self, document: str, failed: Callable[[Trouble], None] | None = None) -> None:
        """Read a document; `opened` follows."""
        if document != self._document:
            self._document, self._sheet = document, None
            self._editing.clear()
        self._read(failed)

    @property
    def other_language(self) -> str:
        """The language of the form that comes after the one that is shown; "" where it has no other."""
        return next_of(spoken_languages(self.sheet.definition), self.sheet.opened.language)

    def switch_language(self) -> None:
        """Ask the same questions in the next language of the form; answers are codes and stay; `opened` follows."""
        if self.other_language:
            self.reading_language = code_of(self.other_language)
            self._read()

    def close(self) -> None:
        """Forget the document."""
        self._document, self._sheet = "", None

    def _read(self, failed: Callable[[Trouble], None] | None = None) -> None:
        asked = Asked(self._document, self._stamp, failed)
        document, language = self._document, self.reading_language
        self._session.ask(
            lambda vault: (asked, open_document(vault, document, language), undoable(vault)), self._took, failed
        )

    def _took(self, answer: "tuple[Asked, Opened, Undoable]") -> None:
        asked, opened, back = answer
        if asked.document != self._document:
            return
        if asked.stamp != self._stamp:
            # Something was written after this was asked: what came back is older than the screen.
            self._read(asked.failed)
        else:
            self.lay_down(opened)
            self.undoable.emit(*back)

    def lay_down(self, opened: Opened) -> None:
        """Show a document that was read."""
        before = self._sheet
        same = before is not None and (before.definition, before.opened.language) == (
            opened.definition,
            opened.language,
        )
        self._sheet = Sheet(opened)
        for batch in self._unwritten:
            for write in batch.writes if batch.document == self._document else ():
                self._sheet.put_back(write)
        (self.reloaded if same else self.opened).emit()
        if same:
            self.counted.emit()
        elif (made := self.sheet.made_at_opening()).writes:
            self._keep(made, undoable=False)
        name, self._returning = self._returning, None
        field = self.sheet.question_behind(name) if name is not None else None
        if field is not None:
            self.returned.emit(field)

    @Slot(object, object)
    def _hear(self, changes: Changes, initiator: object) -> None:
        if initiator is self or not self._document:
            return
        if self._document in changes.documents or (self._sheet and self._sheet.view.visit in changes.visits):
            self._read()

    # Writing

    def begin(self, field: str) -> None:
        """The person starts to write: what stands on the screen now is what they have seen."""
        if field not in self._editing:
            self._editing[field] = self.sheet.shown(field)

    def answer(self, field: str, reading: Reading) -> None:
        """Keep an answer."""
        self._keep(self.sheet.answer(field, reading, self._editing.pop(field, None)))

    def note(self, field: str, text: str) -> None:
        """Keep a note."""
        self._keep(self.sheet.note(field, text, self._editing.pop(f"{field}#note", None)))

    def flag(self, field: str, later: bool) -> None:
        """Keep the mark "check later"."""
        self._keep(self.sheet.flag(field, later))

    def add_row(self, repeat: Repeat, parent: str | None = None) -> str:
        """Add a row to a repeat; returns its id."""
        item, answered = self.sheet.add_row(repeat, parent)
        self._keep(answered)
        return item

    def remove_row(self, item: str) -> None:
        """Take a row away; undo brings it back."""
        self._keep(self.sheet.remove_row(item))
        self.removed.emit()

    def let_go(self, repeat: Repeat) -> None:
        """Take away the rows beyond the count of a repeat; undo brings them back."""
        self._keep(self.sheet.let_go(self.sheet.surplus(repeat)))
        self._read()
        self.removed.emit()

    def _keep(self, answered: Answered, undoable: bool = True) -> None:
        if answered.writes and not self.sheet.is_finished:
            self._stamp += 1
            self._send(Batch(self._document, answered.writes, undoable))
        if answered.rows_changed:
            self.rows_changed.emit()
        if answered.rows_went:
            # The form has forgotten the rows beyond its count, the store has not: read what it holds of them.
            self._read()
        self.refreshed.emit(answered.changed)
        self.counted.emit()

    def _send(self, batch: "Batch") -> None:
        """Have a batch written; what could not be written before goes first."""
        refused, self._unwritten = self._unwritten, ()
        for one in (*(self._renewed(old) for old in refused), batch):
            self._session.change(one.write, self._wrote, self, partial(self._hold_back, one))

    def _wrote(self, result: "tuple[Undoable, Changes]") -> None:
        self.undoable.emit(*result[0])

    def _renewed(self, batch: "Batch") -> "Batch":
        """A refused batch with what stands now: a later answer to the same question may have been written meanwhile."""
        if batch.document != self._document or self._sheet is None:
            return batch
        values = self._sheet.values
        return replace(
            batch, writes=tuple(replace(one, value=values.get(one.field, one.value)) for one in batch.writes)
        )

    def _hold_back(self, batch: "Batch", trouble: Trouble) -> None:
        """The disk refused: keep the batch for the next try, and let the window say what is the matter.

        What is refused for itself (a text beyond all bounds) would be refused for ever: that is only told.
        """
        if trouble.code in PASSING:
            self._unwritten = (*self._unwritten, batch)
        self._session.troubled.emit(trouble)

    @Slot()
    def retry(self) -> None:
        """Try again to write what the disk refused."""
        if self._unwritten:
            self._send(Batch(self._document, ()))

    def commit(self) -> None:
        """A section is left: make a commit of what was written in it."""
        document = self._document
        if document:
            self._stamp += 1
            self._session.change(lambda vault: vault.commit(document), done=self._after_commit, initiator=self)

    def _after_commit(self, changes: Changes | None) -> None:
        if self._document:
            self._read()

    # Taking back

    def undo(self) -> None:
        """Take back the newest write; `returned` names its field."""
        self._take_back(lambda vault: vault.undo())

    def redo(self) -> None:
        """Do again what was taken back."""
        self._take_back(lambda vault: vault.redo())

    def _take_back(self, deed: "Callable[[Vault], Changes | None]") -> None:
        self._stamp += 1
        self._session.change(deed, done=self._took_back, initiator=self)

    def _took_back(self, changes: Changes | None) -> None:
        fields = sorted(changes.fields, key=_by_question) if changes else []
        if fields and fields[0][0] == self._document:
            self._returning = fields[0][1]
        elif fields:
            self.went_elsewhere.emit(*fields[0])
        self._read()

    def load_picture(self, name: str, took: Callable[[QImage | None], None]) -> None:
        """Bring a picture that was kept with the form; None where there is none."""
        form, version = self.sheet.definition.id, self.sheet.definition.version
        self._session.ask(
            lambda vault: decode(vault.registry.form_file(form, version, name)), took, lambda _trouble: took(None)
        )

    # Where the person is

    def remember_place(self, place: Mapping[str, str]) -> None:
        """Keep where the person is, so that a crash or a lock brings them back there."""
        self._session.ask(lambda vault: vault.set_place(place), _nothing)


def _by_question(place: tuple[str, str]) -> tuple[bool, str]:
    """What the person wrote before what the form set along with it."""
    return FieldKey.parse(place[1]).facet == "auto", place[1]


def _nothing(_: object) -> None:
    """A place is kept silently: it is no answer, and "saved" is said of answers only."""
