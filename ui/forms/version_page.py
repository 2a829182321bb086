"""Another version of a form for a document: what becomes of each answer, row by row; then do it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTableView,
    QVBoxLayout,
)

from monitorapp.library import Fate, Move, move_together
from monitorapp.records.view import Changes

from ..form.wording import in_words
from ..pages import Command, Navigator, Page
from ..session import Session
from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.flow_layout import FlowLayout
from ..widgets.labels import Chip, Muted, Text
from .candidates import Candidate, find_candidates, preview_together, together
from .form_words import FATE_TONES, fate_word

Index = QModelIndex | QPersistentModelIndex
ROLE = Qt.ItemDataRole


class MovesTable(QAbstractTableModel):
    """A Qt model; the page shows it in a table view."""

    def __init__(self) -> None:
        super().__init__()
        self._moves: Sequence[tuple[str, Move]] = ()

    def show_moves(self, moves: Sequence[tuple[str, Move]]) -> None:
        """Show these answers, each with the words of its document where there are several."""
        self.beginResetModel()
        self._moves = moves
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._moves)

    def columnCount(self, parent: Index | None = None) -> int:
        return 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole) -> Any:
        if role != ROLE.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("Question"), self.tr("Answer"), self.tr("What becomes of it"))[section]

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        if role not in (ROLE.DisplayRole, ROLE.ToolTipRole):
            return None
        document, move = self._moves[index.row()]
        label = f"{document}: {move.label}" if document else move.label
        return (label, self._answer(move), self._fate(move))[index.column()]

    def _answer(self, move: Move) -> str:
        if move.value is None:
            return self.tr("different answers stand here")
        return in_words(move.value, move.labels, QLocale())

    def _fate(self, move: Move) -> str:
        words = fate_word(move.fate)
        if move.fate == Fate.RECODED:
            return f"{words}: {', '.join(move.labels.get(code, code) for code in move.codes)}"
        return words


def moves_view(theme: Theme, table: MovesTable, name: str) -> QTableView:
    """A view of the table that is read, not edited; long words take several lines."""
    view = QTableView()
    view.setModel(table)
    view.setAccessibleName(name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setTabKeyNavigation(False)
    view.setShowGrid(False)
    view.setWordWrap(True)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    view.verticalHeader().setMinimumSectionSize(theme.pixels(30))
    header = view.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    return view


LEAST_TABLE = 200


class VersionPage(Page):
    """`enter(form=…, version=…)` lists the documents of a form, `enter(visit=…)` those of a visit."""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        self._target: dict[str, str] = {}
        self._choices: list[tuple[Candidate, ...]] = []
        self._last: tuple[Candidate, ...] = ()  # as they were before the last move
        self.document = self._choice(self.tr("Document"))
        self.version = self._choice(self.tr("Version"))
        self.table = MovesTable()
        self.view = moves_view(self.theme, self.table, self.tr("What becomes of each answer"))
        self.chips = FlowLayout(gap=self.theme.pixels(6))
        self.says = Muted(self.theme)
        self.none = Text(self.theme, self.tr("There is no document for which another version of its form is here."))
        self.do = Button(self.theme, self.tr("Move to this version"), "check", "primary")
        self.back = Button(self.theme, self.tr("Back"), "arrow-left")
        self._lay_out()
        for part in (self.none, self.card, self.do):
            part.hide()  # nothing is known yet
        self.document.activated.connect(self._choose_document)
        self.version.activated.connect(self._preview)
        self.do.clicked.connect(self._move)
        self.back.clicked.connect(navigator.back)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+Z"), self, self._undo, context=within)
        session.changed.connect(self._hear)

    def _choice(self, name: str) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(name)
        choice.setMinimumHeight(self.theme.pixels(34))
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(20)
        return choice

    def _lay_out(self) -> None:
        self.card = Card(self.theme)
        choices = QFormLayout()
        choices.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        choices.addRow(self.tr("Document"), self.document)
        choices.addRow(self.tr("Version"), self.version)
        self.card.add(choices)
        self.card.add(self.says)
        self.card.add(self.chips)
        self.card.add(self.view, 1)
        self.view.setMinimumHeight(self.theme.pixels(LEAST_TABLE))
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.do)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.none)
        column.addWidget(self._scrolling(self.card), 1)
        column.addLayout(buttons)

    def _scrolling(self, card: Card) -> QScrollArea:
        """On a small screen with large text the card is higher than the page."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(card)
        return area

    # Page

    def enter(self, **target: str) -> None:
        self._target = target or self._target
        self._read()

    def place(self) -> dict[str, str]:
        return dict(self._target)

    def commands(self) -> Sequence[Command]:
        return [Command(self.do.text(), self._move, icon="check")] if self.do.isEnabled() else ()

    # Choosing

    @Slot(object, object)
    def _hear(self, changes: Changes, initiator: object) -> None:
        if (
            initiator is not self
            and self.isVisible()
            and changes.documents & {one.document for chosen in self._choices for one in chosen}
        ):
            self._read()

    def _read(self) -> None:
        language = self.navigator.language
        form, visit = self._target.get("form", ""), self._target.get("visit", "")
        self.session.ask(
            lambda vault: find_candidates(vault, language, form, visit), self._offer, self.navigator.trouble
        )

    def _offer(self, candidates: list[Candidate]) -> None:
        before = [one.document for one in self.chosen] or [self._target.get("document", "")]
        wanted = self._target.get("version", "")
        self._choices = together(sorted(candidates, key=lambda one: one.version == wanted))
        known = [[one.document for one in chosen] for chosen in self._choices]
        self.document.clear()
        self.document.addItems([self._words(chosen) for chosen in self._choices])
        self.document.setCurrentIndex(known.index(before) if before in known else 0 if known else -1)
        self.none.setVisible(not known)
        self.card.setVisible(bool(known))
        self.do.setVisible(bool(known))
        if known:
            self._choose_document()
            self.document.setFocus()
        else:
            self.back.setFocus()

    def _words(self, chosen: Sequence[Candidate]) -> str:
        first = chosen[0]
        if len(chosen) == 1:
            return first.words
        words = self.tr("%1 · all documents of this visit: “%2” (%3)")
        for at, part in enumerate((first.place, first.kind, str(len(chosen))), start=1):
            words = words.replace(f"%{at}", part)
        return words

    @property
    def chosen(self) -> tuple[Candidate, ...]:
        """The document that is chosen, or all of them."""
        at = self.document.currentIndex()
        return self._choices[at] if 0 <= at < len(self._choices) else ()

    @Slot()
    def _choose_document(self) -> None:
        chosen = self.chosen
        if not chosen:
            return
        self.titled.emit(self.tr("Version of the form"), self._words(chosen))
        self.version.clear()
        present = {one.version for one in chosen}
        known = chosen[0].versions
        for version in known:
            words = self.tr("%1 (now)").replace("%1", version) if present == {version} else version
            self.version.addItem(words, version)
        others = [version for version in known if present != {version}]
        wanted = self._target.get("version", "")
        self.version.setCurrentIndex(known.index(wanted if wanted in others else others[0]))
        self._preview()

    @Slot()
    def _preview(self) -> None:
        chosen, version, language = self.chosen, self.version.currentData(), self.navigator.language
        if chosen:
            self.session.ask(
                lambda vault: preview_together(vault, chosen, version, language),
                partial(self._show, chosen, version),
                self.navigator.trouble,
            )

    def _show(self, chosen: tuple[Candidate, ...], version: str, moves: tuple[tuple[str, Move], ...]) -> None:
        if chosen != self.chosen or version != self.version.currentData():
            return
        now = all(one.version == version for one in chosen)
        shown = [pair for pair in moves if pair[1].fate == Fate.HOMELESS] if now else list(moves)
        self.table.show_moves(shown if len(chosen) > 1 else [("", each) for _, each in shown])
        self.view.setVisible(bool(shown))
        self._count([each for _, each in shown])
        finished = any(one.finished for one in chosen)
        self.says.setText(self._sentence(finished, now, bool(shown)))
        self.do.setEnabled(not now and not finished)

    def _sentence(self, finished: bool, now: bool, any_shown: bool) -> str:
        if now and any_shown:
            return self.tr("These answers were given to questions that the present version does not ask.")
        if now:
            return self.tr("Every answer has its question in the present version.")
        if finished:
            return self.tr("This visit is finished. Open it again to move its documents.")
        if not any_shown:
            return self.tr("Nothing is answered in this document yet.")
        return self.tr("No answer is dropped. What is no longer asked stays in the history and can be read here.")

    def _count(self, moves: Sequence[Move]) -> None:
        while (item := self.chips.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for fate, count in Counter(each.fate for each in moves).items():
            self.chips.addWidget(Chip(self.theme, f"{fate_word(fate)}: {count}", FATE_TONES[fate]))

    # Doing

    @Slot()
    def _move(self) -> None:
        chosen, version = self.chosen, self.version.currentData()
        if chosen and self.do.isEnabled():
            self.do.setEnabled(False)
            moved = tuple(one for one in chosen if one.version != version)
            self._change({one.document: version for one in moved}, partial(self._moved, chosen, moved, version))

    def _change(self, documents: Mapping[str, str], done: Callable[[Changes], None]) -> None:
        self.session.change(lambda vault: move_together(vault, documents), done, self, self._fail)

    def _moved(
        self, chosen: tuple[Candidate, ...], moved: tuple[Candidate, ...], version: str, changes: Changes
    ) -> None:
        self._last = moved
        words = self.tr("%1: filled with version %2 from now on.")
        words = words.replace("%1", self._words(chosen)).replace("%2", version)
        self.navigator.say(words, "good", self.tr("Undo"), self._undo)
        self._read()

    @Slot()
    def _undo(self) -> None:
        """Move back what was moved last, all of it."""
        moved, self._last = self._last, ()
        if moved:
            self._change({one.document: one.version for one in moved}, lambda _: self._read())

    def _fail(self, trouble: Exception) -> None:
        self._preview()
        self.navigator.trouble(trouble)
