"""Another version of a form for a document: which document, which version, what becomes of each answer; then do it."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout

from monitorapp.library import Fate, Move, move
from monitorapp.records.changes import Changes

from ..form.flow_layout import FlowLayout
from ..pages import Command, Navigator, Page
from ..session import Session
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Chip, Muted, Text
from .candidates import Candidate, find_candidates, preview
from .form_words import FATE_TONES, fate_word
from .moves_table import MovesTable, moves_view

LEAST_TABLE = 200


class VersionPage(Page):
    """`enter(form=…, version=…)` lists the documents of a form, `enter(visit=…)` those of a visit."""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        self._target: dict[str, str] = {}
        self._candidates: list[Candidate] = []
        self._last: Candidate | None = None  # as it was before the last move
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
            and changes.documents & {one.document for one in self._candidates}
        ):
            self._read()

    def _read(self) -> None:
        language = self.navigator.language
        form, visit = self._target.get("form", ""), self._target.get("visit", "")
        self.session.ask(
            lambda vault: find_candidates(vault, language, form, visit), self._offer, self.navigator.trouble
        )

    def _offer(self, candidates: list[Candidate]) -> None:
        chosen = self.candidate.document if self.candidate else self._target.get("document", "")
        wanted = self._target.get("version", "")
        self._candidates = sorted(candidates, key=lambda one: one.version == wanted)
        known = [one.document for one in self._candidates]
        self.document.clear()
        self.document.addItems([one.words for one in self._candidates])
        self.document.setCurrentIndex(known.index(chosen) if chosen in known else 0 if known else -1)
        self.none.setVisible(not known)
        self.card.setVisible(bool(known))
        self.do.setVisible(bool(known))
        if known:
            self._choose_document()
            self.document.setFocus()
        else:
            self.back.setFocus()

    @property
    def candidate(self) -> Candidate | None:
        """The document that is chosen."""
        at = self.document.currentIndex()
        return self._candidates[at] if 0 <= at < len(self._candidates) else None

    @Slot()
    def _choose_document(self) -> None:
        one = self.candidate
        if one is None:
            return
        self.titled.emit(self.tr("Version of the form"), one.words)
        self.version.clear()
        for version in one.versions:
            words = self.tr("%1 (now)").replace("%1", version) if version == one.version else version
            self.version.addItem(words, version)
        others = [version for version in one.versions if version != one.version]
        wanted = self._target.get("version", "")
        self.version.setCurrentIndex(one.versions.index(wanted if wanted in others else others[0]))
        self._preview()

    @Slot()
    def _preview(self) -> None:
        one, version, language = self.candidate, self.version.currentData(), self.navigator.language
        if one is not None:
            self.session.ask(
                lambda vault: preview(vault, one, version, language),
                partial(self._show, one, version),
                self.navigator.trouble,
            )

    def _show(self, one: Candidate, version: str, moves: tuple[Move, ...]) -> None:
        if one != self.candidate or version != self.version.currentData():
            return
        now = version == one.version
        shown = tuple(each for each in moves if each.fate == Fate.HOMELESS) if now else moves
        self.table.show_moves(shown)
        self.view.setVisible(bool(shown))
        self._count(shown)
        self.says.setText(self._sentence(one, now, bool(shown)))
        self.do.setEnabled(not now and not one.finished)

    def _sentence(self, one: Candidate, now: bool, any_shown: bool) -> str:
        if now and any_shown:
            return self.tr("These answers were given to questions that the present version does not ask.")
        if now:
            return self.tr("Every answer has its question in the present version.")
        if one.finished:
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
        one, version = self.candidate, self.version.currentData()
        if one is not None and self.do.isEnabled():
            self.do.setEnabled(False)
            self._change(one.document, version, partial(self._moved, one, version))

    def _change(self, document: str, version: str, done: Callable[[Changes], None]) -> None:
        self.session.change(lambda vault: move(vault, document, version), done, self, self._fail)

    def _moved(self, one: Candidate, version: str, changes: Changes) -> None:
        self._last = one
        words = self.tr("%1: filled with version %2 from now on.").replace("%1", one.words).replace("%2", version)
        self.navigator.say(words, "good", self.tr("Undo"), self._undo)
        self._read()

    @Slot()
    def _undo(self) -> None:
        """Move back what was moved last."""
        one, self._last = self._last, None
        if one is not None:
            self._change(one.document, one.version, lambda _: self._read())

    def _fail(self, trouble: Exception) -> None:
        self._preview()
        self.navigator.trouble(trouble)
