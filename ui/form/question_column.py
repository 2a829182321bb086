"""Questions one under another, with the groups and repeats between them."""

from collections.abc import Iterator

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitorapp.forms.definition import Element, Group, Kind, Question, Repeat

from ..widgets.labels import Heading
from .question_row import QuestionRow
from .repeat_panel import RepeatPanel
from .repeat_table import RepeatTable, is_table
from .row_maker import RowMaker

AT_ONCE, BETWEEN_MS = 8, 5


class QuestionColumn(QWidget):
    """The elements of a section, a group or a row; what is not asked now is hidden, not taken away."""

    def __init__(
        self, maker: RowMaker, elements: tuple[Element, ...], item: str | None = None, title: str = ""
    ) -> None:
        super().__init__()
        self._maker = maker
        self._item = item
        self._parts: list[tuple[Element, QuestionRow | QuestionColumn | RepeatPanel]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(maker.theme.pixels(8))
        if title:
            self._column.addWidget(Heading(maker.theme, title, level=2))
        for element in elements:
            if not (isinstance(element, Question) and element.kind is Kind.HIDDEN):
                self._add(element)
        self.refresh(None)
        self._tools_timer = QTimer(self)
        self._tools_timer.setSingleShot(True)
        self._tools_timer.timeout.connect(self._fill_tools)
        self._tools_timer.start(0)

    def _fill_tools(self) -> None:
        """Make the small buttons of a few rows; keys and clicks get their turn before the next few."""
        waiting = [part for _, part in self._parts if isinstance(part, QuestionRow) and part.wants_tools]
        for row in waiting[:AT_ONCE]:
            row.fill_tools()
        if len(waiting) > AT_ONCE:
            self._tools_timer.start(BETWEEN_MS)

    def _add(self, element: Element) -> None:
        part: QuestionRow | QuestionColumn | RepeatPanel
        if isinstance(element, Question):
            part = self._maker.new_row(self._field(element))
        elif isinstance(element, Repeat):
            panel = RepeatTable if is_table(self._maker, element, self._item) else RepeatPanel
            part = panel(self._maker, element, self._item, QuestionColumn)
        else:
            title = self._maker.presenter.sheet.label_of(element.id, self._item)
            part = QuestionColumn(self._maker, element.children, self._item, title)
        self._parts.append((element, part))
        self._column.addWidget(part)

    def _field(self, question: Question) -> str:
        return f"{self._item}/{question.id}" if self._item else question.id

    def rows(self) -> Iterator[QuestionRow]:
        """The rows that stand here now, in order, those of the open row of each repeat included."""
        for _, part in self._parts:
            if part.isHidden():
                continue
            if isinstance(part, QuestionRow):
                yield part
            else:
                yield from part.rows()

    def tables(self) -> Iterator[RepeatTable]:
        """The tables that stand here now."""
        for _, part in self._parts:
            if isinstance(part, RepeatTable) and not part.isHidden():
                yield part
            elif isinstance(part, QuestionColumn):
                yield from part.tables()

    def find_row(self, field: str) -> QuestionRow | None:
        """The row of a field; a repeat opens the row it is in."""
        for _, part in self._parts:
            found = part if isinstance(part, QuestionRow) and part.state.field == field else None
            if not isinstance(part, QuestionRow):
                found = part.find_row(field)
            if found is not None:
                return found
        return None

    def refresh(self, fields: frozenset[str] | None) -> None:
        """Show these fields again, or all of them; ask again what is relevant."""
        # Each row that comes would lay out the whole column at once; the column does it once at the end.
        self._column.setEnabled(False)
        self._refresh_parts(fields)
        self._column.setEnabled(True)
        self._column.invalidate()

    def _refresh_parts(self, fields: frozenset[str] | None) -> None:
        sheet = self._maker.presenter.sheet
        for element, part in self._parts:
            if isinstance(part, QuestionRow):
                if fields is None or part.state.field in fields:
                    part.show_state(sheet.question_state(part.state.field))
                    _show(part, part.state.visible and part.says_anything)
            else:
                assert isinstance(element, Group | Repeat)
                part.refresh(fields)
                _show(part, sheet.is_group_shown(element, self._item))


def _show(part: QWidget, shown: bool) -> None:
    if part.isHidden() == shown:
        part.setVisible(shown)
