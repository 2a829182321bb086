"""Erasing: in words what goes for good, what stays, what is out of reach; then a button that must be held."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLayout, QVBoxLayout

from monitorapp.exchange.choosing import may_decide
from monitorapp.records.view import Changes
from monitorapp.vault import erasing
from monitorapp.vault.erasing import OneAnswer, OnePerson, OneVisit, What
from monitorapp.vault.erasure_preview import Preview, preview
from monitorapp.vault.sealed import Sent
from monitorapp.vault.undecided import Place

from ..exchange.question_words import QuestionWords
from ..form.fields.field import Line as LineEdit
from ..form.reading import local_time
from ..form.row_tools import BegunLine
from ..pages import Navigator, Page
from ..session import Session
from ..widgets.buttons import Button
from ..widgets.cards import Card, ScrollColumn
from ..widgets.hold_button import HoldButton
from ..widgets.labels import Heading, Muted, Remark, Text

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


MOST_LINES = 12


@dataclass(frozen=True)
class Line:
    """An answer: its question and place, its value (or who wrote it), and how many entries of its history there are."""

    title: str
    where: str
    told: str
    entries: int = 1


@dataclass(frozen=True)
class Erasure:
    """Everything that the page says. `more`: answers that are not listed one by one. `decides`: a coordinator's."""

    what: What
    title: str
    where: str
    seen: Preview
    going: tuple[Line, ...]
    more: int
    staying: tuple[Line, ...]
    sent: tuple[str, ...]
    decides: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to erase and nobody to ask."""
        return not (self.seen.going or self.seen.staying or self.seen.documents)


def look_at(vault: "Vault", what: What, language: str, *, everybody: bool) -> Erasure:
    """What an erasure would do, in words; raises InputTrouble where there is no such document any more."""
    decides = may_decide(vault)
    seen = preview(vault, what, everybody=everybody and decides)
    words = QuestionWords(vault, language)
    names = {person.author: person.name for person in vault.registry.people()}
    title, where = _title(what, words)
    return Erasure(
        what=what,
        title=title,
        where=where,
        seen=seen,
        going=tuple(_going(seen, words)),
        more=max(0, len(seen.going) - MOST_LINES),
        staying=tuple(_staying(seen, words, names)),
        sent=tuple(_sent(one, names) for one in seen.sent),
        decides=decides,
    )


def erase(vault: "Vault", what: What, reason: str, *, everybody: bool) -> Changes:
    """Erase for good; raises InputTrouble and VaultTrouble."""
    return erasing.erase(vault, what, reason or None, everybody=everybody and may_decide(vault))


def what_of(target: Mapping[str, str]) -> What:
    """What a page was entered for: `visit`, or `document` with or without `field`."""
    document = target.get("document", "")
    if target.get("field"):
        return OneAnswer(document, target["field"])
    visit = target.get("visit", "")
    return OnePerson(document) if document and document != visit else OneVisit(visit)


def _title(what: What, words: QuestionWords) -> tuple[str, str]:
    if isinstance(what, OneAnswer):
        asked = words.of(what.document, what.field)
        return asked.title, asked.where
    document = what.visit if isinstance(what, OneVisit) else what.document
    asked = words.of(document, "#form")
    return asked.where, ""


def _going(seen: Preview, words: QuestionWords) -> Iterator[Line]:
    for one in seen.going[:MOST_LINES]:
        asked = words.of(one.document, one.field)
        yield Line(asked.title, asked.where, words.value(one.document, one.field, one.value), one.entries)


def _staying(seen: Preview, words: QuestionWords, names: Mapping[str, str]) -> Iterator[Line]:
    for one in seen.staying[:MOST_LINES]:
        asked = words.of(one.document, one.field)
        yield Line(asked.title, asked.where, ", ".join(names.get(author, author[:8]) for author in one.authors))


def _sent(one: Sent, names: Mapping[str, str]) -> str:
    people = ", ".join(names.get(author, author[:8]) for author in one.recipients)
    return " · ".join(filter(None, (local_time(one.wall), people)))


def authors_of(lines: Sequence[Line]) -> str:
    """Who keeps words here, the most first."""
    counted = Counter(name for line in lines for name in line.told.split(", "))
    return ", ".join(name for name, _ in counted.most_common())


SECONDS = 3.0


class ErasePage(Page):
    """`enter(visit=…)`, `enter(document=…)` for a person's data, or `enter(document=…, field=…)` for one answer."""

    def __init__(self, session: Session, navigator: Navigator, seconds: float = SECONDS) -> None:
        super().__init__(session, navigator)
        self._target: dict[str, str] = {}
        self._shown: Erasure | None = None
        theme = self.theme
        self.goes, self.stays, self.beyond = Card(theme, "error"), Card(theme), Card(theme)
        self.everybody = QCheckBox(self.tr("Also what others wrote: I decide it as coordinator"))
        self.reason = LineEdit()
        self._begun = BegunLine(session, self.reason)
        self.reason.setAccessibleName(self.tr("Why it is erased"))
        self.reason.setPlaceholderText(self.tr("For example: the person has withdrawn consent"))
        self.back = Button(theme, self.tr("Do not erase"), "arrow-left")
        self._hold_words = self.tr("Hold to erase (3 seconds)")
        self.hold = HoldButton(theme, self._hold_words, "trash-2", seconds)
        self._lay_out()
        self.back.clicked.connect(navigator.back)
        self.hold.held.connect(self._erase)
        self.everybody.toggled.connect(self._read)

    def _lay_out(self) -> None:
        self.why = Card(self.theme)
        self.why.add(Heading(self.theme, self.tr("Why? (may stay empty)"), level=2))
        self.why.add(self.reason)
        warning = self.tr("The reason travels with the erasure and can never be erased: no names and no answers here.")
        self.why.add(Muted(self.theme, warning))
        column = ScrollColumn(self.theme, widest=900)
        for part in (self.goes, self.stays, self.beyond, self.everybody, self.why):
            column.add(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.hold)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(column, 1)
        layout.addLayout(buttons)
        self.everybody.hide()

    # Page

    def enter(self, **target: str) -> None:
        if target and target != self._target:
            self._target, self._shown = target, None
            self.everybody.blockSignals(True)
            self.everybody.setChecked(False)
            self.everybody.blockSignals(False)
        self._begun.turn_to(_place_of(what_of(self._target)))
        self.titled.emit(self.tr("Erase"), "")
        self.hold.setEnabled(False)
        self._read()
        self.back.setFocus()  # not on the button that erases: Enter may still be down

    def leave(self) -> None:
        self._begun.turn_to(None)

    def place(self) -> dict[str, str]:
        return dict(self._target)

    # Showing

    @Slot()
    def _read(self) -> None:
        what, language, everybody = what_of(self._target), self.navigator.language, self.everybody.isChecked()
        self.session.ask(lambda vault: look_at(vault, what, language, everybody=everybody), self._show, self._fail)

    def _fail(self, trouble: Exception) -> None:
        """It is not there any more: say so, at home."""
        self.navigator.go("visits")
        self.navigator.trouble(trouble)

    def _show(self, erasure: Erasure) -> None:
        if erasure.what != what_of(self._target):
            return
        self._shown = erasure
        self.titled.emit(self._title(erasure.what), erasure.where or erasure.title)
        self._show_going(erasure)
        self._show_staying(erasure)
        self._show_beyond(erasure)
        self.everybody.setVisible(erasure.decides and not isinstance(erasure.what, OneVisit))
        self.why.setVisible(not isinstance(erasure.what, OneVisit) and not erasure.is_empty)
        self.hold.setEnabled(not erasure.is_empty)
        only_asks = erasure.seen.staying and not erasure.seen.going
        self.hold.setText(self.tr("Hold to ask them (3 seconds)") if only_asks else self._hold_words)

    def _title(self, what: What) -> str:
        if isinstance(what, OneVisit):
            return self.tr("Erase this visit")
        return self.tr("Erase this answer") if isinstance(what, OneAnswer) else self.tr("Erase this document")

    def _show_going(self, erasure: Erasure) -> None:
        seen = erasure.seen
        _clear(self.goes)
        self.goes.add(Heading(self.theme, self.tr("Goes for good"), level=2))
        self.goes.add(Text(self.theme, erasure.title, bold=True))
        place = erasure.where or erasure.title
        for line in erasure.going:
            if line.where != place:
                self.goes.add(Muted(self.theme, line.where))
            place = line.where
            words = [f"{line.title}: {line.told}", self._entries(line.entries)]
            self.goes.add(Remark(self.theme, " · ".join(filter(None, words)), "trash-2", "text"))
        if erasure.more:
            self.goes.add(Muted(self.theme, self.tr("And %n more answers", "", erasure.more)))
        if seen.attachments:
            self.goes.add(Remark(self.theme, self.tr("Files: %n", "", seen.attachments), "trash-2", "error"))
        if seen.documents and not isinstance(erasure.what, OneAnswer):
            again = self.tr("What comes back of it from an old drive or a colleague's file is not taken in again.")
            self.goes.add(Muted(self.theme, again))
        if not seen.going:
            self.goes.add(Text(self.theme, self.tr("Nothing of yours was written there.")))

    def _entries(self, entries: int) -> str:
        return self.tr("with its history, %n entries", "", entries) if entries > 1 else ""

    def _show_staying(self, erasure: Erasure) -> None:
        _clear(self.stays)
        self.stays.add(Heading(self.theme, self.tr("Stays here"), level=2))
        said = list(self._staying(erasure))
        for words, icon, tone in said or [(self.tr("Nothing of it stays here."), "check", "good")]:
            self.stays.add(Remark(self.theme, words, icon, tone))
        for line in erasure.staying:
            self.stays.add(Muted(self.theme, f"{line.title} · {line.told}"))

    def _staying(self, erasure: Erasure) -> Sequence[tuple[str, str, str]]:
        seen, said = erasure.seen, []
        if seen.staying:
            asked = self.tr("What %1 wrote stays. They are asked to erase it, and the coordinator can decide it.")
            said.append((asked.replace("%1", authors_of(erasure.staying)), "users", "warning"))
        if seen.kept:
            kept = self.tr("Answers that stood beside it are written again and stay: %n", "", seen.kept)
            said.append((kept, "check", "good"))
        if seen.reasons:
            reasons = self.tr("Reasons of decisions about it stay, for they cannot be erased: %n", "", seen.reasons)
            said.append((reasons, "info", "warning"))
        if not isinstance(erasure.what, OneVisit):
            said.append((self.tr("That something was erased here, by whom and when."), "info", "muted"))
        return said

    def _show_beyond(self, erasure: Erasure) -> None:
        _clear(self.beyond)
        self.beyond.add(Heading(self.theme, self.tr("Out of reach"), level=2))
        if erasure.sent:
            words = self.tr("Sent already, and readable for whoever has these files and their keys:")
            self.beyond.add(Remark(self.theme, words, "send", "warning"))
        for line in erasure.sent:
            self.beyond.add(Muted(self.theme, line))
        told = self.tr("Whoever gets your next file of this visit gets the erasure with it.")
        if erasure.sent and not isinstance(erasure.what, OneVisit):
            self.beyond.add(Text(self.theme, told))
        copies = self.tr(
            "Copies of this vault's folder and backups stay as they are. On flash (SSD, stick, card) a laboratory may "
            "still find an old key cell."
        )
        self.beyond.add(Text(self.theme, copies))

    # Doing

    @Slot()
    def _erase(self) -> None:
        if self._shown is None or self._shown.is_empty or not self.hold.isEnabled():
            return
        self.hold.setEnabled(False)
        what, reason, everybody = self._shown.what, self.reason.text().strip(), self.everybody.isChecked()
        self.session.change(
            lambda vault: erase(vault, what, reason, everybody=everybody),
            done=lambda changes: self._told(what, changes),
            initiator=self,
            failed=self._refused,
        )

    def _refused(self, trouble: Exception) -> None:
        self.hold.setEnabled(True)
        self.navigator.trouble(trouble)

    def _told(self, what: What, changes: Changes) -> None:
        self._begun.forget()
        visit = next(iter(changes.visits), "")
        if isinstance(what, OneVisit) or not visit:
            self.navigator.go("visits")
        elif isinstance(what, OnePerson):
            self.navigator.go("visit", visit=visit)
        else:
            self.navigator.go("form", document=what.document)
        asked = self._shown is not None and not self._shown.seen.going
        erased = self.tr("Erased. No key on this laptop opens it any more.")
        self.navigator.say(self.tr("Asked. It goes with the next file of this visit.") if asked else erased, "good")


def _place_of(what: What) -> Place | None:
    """Where a reason waits until it is used; the erasing of a visit takes none."""
    if isinstance(what, OneVisit):
        return None
    return what.document, f"erase {what.field if isinstance(what, OneAnswer) else '#form'}"


def _clear(card: Card) -> None:
    """Take everything off a card."""
    layout: QLayout = card.column
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
