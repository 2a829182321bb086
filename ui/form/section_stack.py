"""The pages of the sections, built when first shown, and the line below the questions: back, undo, on."""

from collections import OrderedDict

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ..theme import Theme
from ..widgets.buttons import Button, IconButton, focus_by_tab_only
from ..widgets.cards import ScrollColumn
from ..widgets.labels import Chip, Muted
from .outline import Section
from .question_column import QuestionColumn
from .question_row import QuestionRow
from .repeat_table import RepeatTable
from .row_maker import RowMaker
from .wording import code_of

KEPT = 20


class SectionPage(ScrollColumn):
    """The questions of one section."""

    def __init__(self, maker: RowMaker, section: Section) -> None:
        super().__init__(maker.theme)
        self.section = section
        self.questions = QuestionColumn(maker, section.children)
        self.add(self.questions)

    def rows(self) -> list[QuestionRow]:
        """The questions that are asked now, in order."""
        return [row for row in self.questions.rows() if row.is_asked and not row.state.derived]

    def go_in(self) -> None:
        """Put the person into the first question, or the first table where there is no question before."""
        rows, table = self.rows(), next(self.questions.tables(), None)
        if rows:
            self.go_to(rows[0])
        elif table is not None:
            table.enter()

    def table_of_focus(self) -> RepeatTable | None:
        """The table in which the person is."""
        here = self.window().focusWidget() or self
        return next(
            (table for table in self.questions.tables() if table.view.isAncestorOf(here) or table.view is here), None
        )

    def hand_over(self) -> None:
        """Keep at once what is typed in the cells of tables."""
        for table in self.questions.tables():
            table.hand_over()

    def go_to(self, row: QuestionRow) -> None:
        """Put the person into a question."""
        row.entry().setFocus()
        # What is to be seen is where one types and the words above it; a row may be taller than the page.
        self.ensureWidgetVisible(row.entry(), 0, self.fontMetrics().lineSpacing() * 4)


class SectionStack(QStackedWidget):
    """Shows one section; the least recently shown are let go beyond KEPT."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: OrderedDict[str, SectionPage] = OrderedDict()

    @property
    def current(self) -> SectionPage | None:
        """The page that is shown."""
        page = self.currentWidget()
        return page if isinstance(page, SectionPage) else None

    def show_section(self, maker: RowMaker, section: Section) -> SectionPage:
        """Show a section, building its page if need be."""
        page = self._pages.get(section.id)
        if page is None:
            page = SectionPage(maker, section)
            self._pages[section.id] = page
            self.addWidget(page)
        self._pages.move_to_end(section.id)
        self.setCurrentWidget(page)
        while len(self._pages) > KEPT:
            self._drop(next(iter(self._pages)))
        return page

    def refresh(self, fields: frozenset[str] | None) -> None:
        """Show these fields again on every page that is kept; None is all of them."""
        for page in self._pages.values():
            page.setUpdatesEnabled(False)
            page.questions.refresh(fields)
            page.setUpdatesEnabled(True)

    def forget(self) -> None:
        """Let go of all pages: another document comes."""
        for name in list(self._pages):
            self._drop(name)

    def _drop(self, name: str) -> None:
        page = self._pages.pop(name)
        self.removeWidget(page)
        page.hide()
        page.deleteLater()


class FormFoot(QWidget):
    """Buttons only; what they do is the page's business."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._roomy = theme.pixels(780)
        self.back = Button(theme, self.tr("Back"), "chevron-left")
        self.undo = IconButton(theme, "undo-2", self.tr("Undo (Ctrl+Z)"))
        self.redo = IconButton(theme, "redo-2", self.tr("Redo (Ctrl+Shift+Z)"))
        self.language = Button(theme, "", kind="quiet")
        self.language.hide()
        focus_by_tab_only(self.language)  # a click leaves the person in the question
        self.show_undoable(can_undo=False, can_redo=False)
        self.hint = Muted(theme, self.tr("Ctrl+↓ question · 1–9 choose · F8 remark"))
        self.progress = Chip(theme)
        self.onward = Button(theme, self.tr("Next"), "chevron-right", kind="primary")
        self.onward.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands after the words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.pixels(8))
        for widget in (self.back, self.undo, self.redo, self.language):
            row.addWidget(widget)
        row.addWidget(self.hint, 1)
        row.addStretch(0)
        row.addWidget(self.progress)
        row.addWidget(self.onward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The keys are said where there is room for one line of them; the help lists them all.
        self.hint.setVisible(self.width() >= self._roomy)

    def show_language(self, other: str) -> None:
        """Offer the other language of the form ("" for none) in which the questions can be read."""
        self.language.setText(code_of(other).upper())
        name = self.tr("Show the questions in another language: %1").replace("%1", other)
        self.language.setToolTip(name)
        self.language.setAccessibleName(name)
        self.language.setVisible(bool(other))

    def show_progress(self, answered: int, asked: int) -> None:
        """Say "18 of 31"."""
        self.progress.setText(self.tr("%1 of %2").replace("%1", str(answered)).replace("%2", str(asked)))
        self.progress.set_tone("good" if asked and answered >= asked else "accent")

    @Slot(bool, bool)
    def show_undoable(self, can_undo: bool, can_redo: bool) -> None:
        """Let only that be pressed which has something to do."""
        self.undo.setEnabled(can_undo)
        self.redo.setEnabled(can_redo)

    def show_last(self, last: bool) -> None:
        """Call the way on by what comes next."""
        self.onward.setText(self.tr("To the overview") if last else self.tr("Next"))
