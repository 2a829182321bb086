"""Home: all visits, those that want attention first; when there is none yet, the first step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitorapp.documents import start_visit
from monitorapp.records.view import Changes, VisitRow
from monitorapp.resources import PRACTICE_FACILITY
from monitorapp.vault.accepting import is_held

from ..form.fields.field import Line
from ..form.opening import facility_name
from ..form.reading import local_time
from ..pages import Command, Navigator, Page
from ..session import Session
from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card, ScrollColumn
from ..widgets.click_card import ClickCard, ShareBar
from ..widgets.labels import Chip, Heading, Muted, Text
from .survey import DocumentSurvey, list_visits, survey_root, visit_type_word

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


class VisitCard(ClickCard):
    """One press opens the visit."""

    def __init__(self, theme: Theme, row: VisitRow, facility: str, visit_type: str, held: bool = False) -> None:
        """`held`: the visit is open for reading alone."""
        super().__init__(theme)
        self.row, self.held = row, held
        self.progress = ShareBar(theme)
        self.percent = Muted(theme)
        self.percent.setFixedWidth(theme.pixels(96))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(theme, facility or self.tr("No facility chosen"), bold=True))
        words.addWidget(Muted(theme, " · ".join(filter(None, (visit_type, local_time(row.started))))))
        share = QVBoxLayout()
        share.setSpacing(2)
        share.addWidget(self.percent)
        share.addWidget(self.progress)
        line = QHBoxLayout()
        line.setSpacing(theme.pixels(12))
        line.addLayout(words, 1)
        for text, tone in self._chips():
            line.addWidget(Chip(theme, text, tone), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(share)
        self.add(line)
        states = [text for text, _ in self._chips()]
        self.setAccessibleName(", ".join((facility, visit_type, *(states if held else states[-1:]))))
        self._show(self.percent, self.progress, visible=False)

    def _chips(self) -> list[tuple[str, str]]:
        chips = [(self.tr("Practice"), "accent")] if self.row.practice else []
        chips += [(self.tr("Read only"), "warning")] if self.held else []
        if self.row.unsettled:
            return [*chips, (self.tr("%n to settle", "", self.row.unsettled), "warning")]
        if self.row.status == "finished":
            return [*chips, (self.tr("Finished"), "good")]
        return [*chips, (self.tr("In work"), "accent")]

    def show_share(self, answered: int, asked: int) -> None:
        """Say how far the visit is."""
        share = 100 * answered // asked if asked else 0
        self.progress.show_share(share / 100)
        self.percent.setText(self.tr("%1 % filled").replace("%1", str(share)))
        self._show(self.percent, self.progress, visible=True)

    def _show(self, *parts: QWidget, visible: bool) -> None:
        for part in parts:
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
            part.setVisible(visible)


MOST = 60


@dataclass(frozen=True)
class Visits:
    """All visits, those of them that are open for reading alone, and whether the whole vault is."""

    rows: list[VisitRow]
    held: frozenset[str]
    read_only: bool


class HomePage(Page):
    """The list of visits."""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        self.new_button = Button(self.theme, self.tr("New visit"), "plus", kind="primary")
        self.new_button.setToolTip("Ctrl+N")
        self.new_button.clicked.connect(self._new_visit)
        self.filter = Line()
        self.filter.setPlaceholderText(self.tr("Find a visit (Ctrl+F)"))
        self.filter.setAccessibleName(self.tr("Find a visit"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(self.theme.pixels(260))
        self.filter.textChanged.connect(self._show_found)
        self._rows: list[VisitRow] = []
        self._held: frozenset[str] = frozenset()
        self._read_only = False
        self.column = ScrollColumn(self.theme, widest=1100)
        self.cards: dict[str, VisitCard] = {}
        tools = QHBoxLayout()
        tools.addWidget(self.new_button)
        tools.addStretch(1)
        tools.addWidget(self.filter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(tools)
        layout.addWidget(self.column, 1)
        QShortcut(QKeySequence("Ctrl+N"), self, self._new_visit)
        QShortcut(QKeySequence("Ctrl+F"), self, self.filter.setFocus)
        session.changed.connect(self._hear)

    def enter(self, **target: str) -> None:
        self._read()

    def commands(self) -> Sequence[Command]:
        return [] if self._read_only else [Command(self.tr("New visit"), self._new_visit, "Ctrl+N", "plus")]

    @Slot(object, object)
    def _hear(self, changes: Changes, initiator: object) -> None:
        if self.isVisible() and changes.visits:
            self._read()

    def _read(self) -> None:
        self.session.ask(_gather, self._take, self.navigator.trouble)

    @Slot()
    def _new_visit(self) -> None:
        if not self._read_only:
            self.navigator.go("new_visit")

    def _take(self, visits: Visits) -> None:
        self._held, self._read_only = visits.held, visits.read_only
        self._let_begin(self.new_button, "Ctrl+N")
        self._show_visits(visits.rows)

    def _show_visits(self, rows: list[VisitRow]) -> None:
        self._rows = rows
        for widget in (self.new_button, self.filter):
            widget.setVisible(bool(rows))
        if rows:
            self._show_found()
        else:
            self.column.clear()
            self.cards = {}
            self._show_first_step()

    def _let_begin(self, button: Button, usual: str = "") -> None:
        """Let a button begin visits, or say why it cannot."""
        reason = self.tr("This vault can only be read: it was found changed, or its folder cannot be written to.")
        button.setEnabled(not self._read_only)
        button.setToolTip(reason if self._read_only else usual)

    @Slot()
    def _show_found(self) -> None:
        """Show the visits whose facility and type have all the words of the filter, at most MOST of them."""
        wanted = self.filter.text().casefold().split()
        found = [row for row in self._rows if all(word in self._words(row).casefold() for word in wanted)]
        self.column.clear()
        self.cards = {}
        for title, group in self._groups(found[:MOST]):
            self.column.add(Heading(self.theme, title, level=3))
            for row in group:
                self.column.add(self._card(row))
        if len(found) > MOST:
            self.column.add(Muted(self.theme, self.tr("%n more: find them by name", "", len(found) - MOST)))
        if not found:
            self.column.add(Muted(self.theme, self.tr("No visit has these words.")))
        if self.cards and not self.filter.hasFocus():
            next(iter(self.cards.values())).setFocus()
        self._ask_shares(found[:MOST])

    def _words(self, row: VisitRow) -> str:
        language = self.navigator.language
        return f"{facility_name(row.facility, language)} {visit_type_word(row.visit_type, language)}"

    def _groups(self, rows: list[VisitRow]) -> list[tuple[str, list[VisitRow]]]:
        today = datetime.now(UTC).astimezone().date()
        groups: dict[str, list[VisitRow]] = {}
        for row in rows:
            groups.setdefault(self._group(row, day_of(row.started) == today), []).append(row)
        order = [self.tr("Need attention"), self.tr("Today"), self.tr("In work"), self.tr("Finished")]
        return [(title, groups[title]) for title in order if title in groups]

    def _group(self, row: VisitRow, today: bool) -> str:
        if row.unsettled:
            return self.tr("Need attention")
        if row.status == "finished":
            return self.tr("Finished")
        return self.tr("Today") if today else self.tr("In work")

    def _card(self, row: VisitRow) -> VisitCard:
        language = self.navigator.language
        facility, visit_type = facility_name(row.facility, language), visit_type_word(row.visit_type, language)
        card = VisitCard(self.theme, row, facility, visit_type, row.id in self._held)
        card.pressed.connect(partial(self.navigator.go, "visit", visit=row.id))
        self.cards[row.id] = card
        return card

    def _ask_shares(self, rows: list[VisitRow]) -> None:
        """Ask one visit after another how far it is, so that writing never waits long behind the list."""
        language = self.navigator.language
        for row in rows:
            self.session.ask(
                partial(_root, row.id, language),
                self._show_share,
            )

    def _show_share(self, survey: DocumentSurvey) -> None:
        card = self.cards.get(survey.id)
        if card is not None:
            card.show_share(survey.answered, survey.asked)

    def _show_first_step(self) -> None:
        card = Card(self.theme)
        card.add(Heading(self.theme, self.tr("Begin with the first visit"), level=2))
        steps = (
            self.tr("1. Choose the facility and the type of visit."),
            self.tr("2. Fill in what you see and hear. Every answer is kept at once, encrypted on this laptop."),
            self.tr("3. Finish, look through what is open, and hand it over as an encrypted file."),
        )
        for step in steps:
            card.add(Text(self.theme, step))
        first = Button(self.theme, self.tr("New visit"), "plus", kind="primary")
        first.clicked.connect(self._new_visit)
        practice = Button(self.theme, self.tr("Try it on the practice facility"))
        practice.clicked.connect(self._practise)
        self._let_begin(first)
        self._let_begin(practice)
        buttons = QHBoxLayout()
        buttons.addWidget(first)
        buttons.addWidget(practice)
        buttons.addStretch(1)
        card.add(buttons)
        card.add(Muted(self.theme, self.tr("Practice visits are marked everywhere and counted nowhere.")))
        self.column.add(card)
        first.setFocus()

    @Slot()
    def _practise(self) -> None:
        self.session.change(
            lambda vault: start_visit(vault, PRACTICE_FACILITY),
            done=lambda result: self.navigator.go("visit", visit=result[0]),
            initiator=self,
            failed=self.navigator.trouble,
        )


def _gather(vault: "Vault") -> Visits:
    rows = list_visits(vault)
    known = (row.id for row in rows if vault.ledgers.knows(row.id))
    return Visits(rows, frozenset(visit for visit in known if is_held(vault, visit)), vault.read_only)


def day_of(wall: str) -> date:
    """The day on this laptop of a claimed time."""
    claimed = datetime.fromisoformat(wall)
    try:
        return claimed.astimezone().date()
    except (OverflowError, ValueError):  # a colleague's clock stands at an end of the calendar
        return claimed.date()


def _root(visit: str, language: str, vault: "Vault") -> DocumentSurvey:
    return survey_root(vault, visit, language)
