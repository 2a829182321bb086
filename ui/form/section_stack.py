"""The pages of the sections: each is built when it is first shown, and the last ones are kept."""

from collections import OrderedDict

from PySide6.QtWidgets import QStackedWidget

from ..widgets.cards import ScrollColumn
from .outline import Section
from .question_column import QuestionColumn
from .question_row import QuestionRow
from .repeat_table import RepeatTable
from .row_maker import RowMaker

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
