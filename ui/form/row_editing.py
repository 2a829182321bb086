"""Writing in a table of rows: the editor of a cell, and a view in which Enter writes and Tab goes on."""

from PySide6.QtCore import QAbstractItemModel, QLocale, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from monitorapp.forms.definition import Kind

from ..theme import Theme
from .fields.field import Line, keep_from_input_methods
from .moments import read_time, write_time
from .reading import BLANK, Reading, read_text, write_number
from .row_table import NUMBERS, TIMES, Index, RowTable
from .typing_pause import PAUSE_MS

WIDTHS = {Kind.TEXT: 140, Kind.SELECT_ONE: 130, Kind.DATETIME: 150}


class CellDelegate(QStyledItemDelegate):
    """A line for words, numbers and times, a box for choices; what is typed is kept after a pause as well."""

    def __init__(self, table: RowTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        self._table.begin(index)
        question, state = self._table.questions[index.column()], self._table.state(index)
        name = f"{state.number} {state.label}"
        if question.kind is Kind.SELECT_ONE:
            box = QComboBox(parent)
            box.setAccessibleName(name)
            for code, label in (("", "—"), *((choice.code, choice.label) for choice in state.choices)):
                box.addItem(label, code)
            box.activated.connect(lambda _: self.commitData.emit(box))
            return box
        line = Line(parent)
        line.setAccessibleName(name)
        keep_from_input_methods(line, question)
        pause = QTimer(line)
        pause.setSingleShot(True)
        pause.setInterval(PAUSE_MS)
        pause.timeout.connect(lambda: self._keep(line))
        line.textEdited.connect(lambda _: pause.start())
        return line

    def _keep(self, line: Line) -> None:
        """Keep what is typed so far, unless the cell was closed meanwhile."""
        if line.isVisible():
            self.commitData.emit(line)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        said = self._table.state(index).answer
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(self._place(editor, index))
        elif isinstance(editor, Line) and not editor.isModified():
            editor.setText(said.raw if said.raw is not None else self._written(index))

    def _place(self, box: QComboBox, index: Index) -> int:
        """The line of the box in which the answer of the cell stands; the blank first one where there is none."""
        value = self._table.state(index).answer.value
        return max(box.findData(value if isinstance(value, str) else ""), 0)

    def _written(self, index: Index) -> str:
        value = self._table.state(index).answer.value
        kind = self._table.questions[index.column()].kind
        if kind in TIMES:
            return write_time(value)[0]
        if kind in NUMBERS:
            return write_number(value, QLocale().decimalPoint())
        return value if isinstance(value, str) else ""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            if editor.currentIndex() != self._place(editor, index):  # a code that is not offered has no line of its own
                self._table.write(index, Reading(editor.currentData() or None))
        elif isinstance(editor, Line) and editor.isModified():
            self._table.write(index, self._read(editor.text(), index))

    def _read(self, text: str, index: Index) -> Reading:
        kind = self._table.questions[index.column()].kind
        if kind in TIMES:
            # A cell has room for the beginning alone: the end of a range, "about" and the zone stay as they stand.
            value = self._table.state(index).answer.value
            _, end, about = write_time(value)
            zone = value.get("zone") if isinstance(value, dict) else None
            return read_time(text, end if text.strip() else "", about, TIMES[kind], str(zone or "") or self._table.zone)
        return NUMBERS.get(kind, read_text)(text)


class RowsView(QTableView):
    """Enter writes in a cell, Tab goes on to the next one and out of the table after the last."""

    def __init__(self, theme: Theme, table: RowTable, name: str) -> None:
        super().__init__()
        self.setModel(table)
        self.setItemDelegate(CellDelegate(table, self))
        self.setAccessibleName(name)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        # Fusion makes the lines of the grid out of the ground, where they are not seen in high contrast.
        self.setStyleSheet(f"QTableView {{ gridline-color: {theme.tokens.border}; }}")
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.pixels(32))
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        head.setStretchLastSection(True)
        head.setFixedHeight(theme.pixels(48))
        for column, question in enumerate(table.questions):
            self.setColumnWidth(column, theme.pixels(WIDTHS.get(question.kind, 100)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and not editing:
            if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not editing:
            self.clear_cell()
        else:
            super().keyPressEvent(event)

    def clear_cell(self) -> None:
        """Take the answer of the cell away."""
        index, table = self.currentIndex(), self.model()
        if isinstance(table, RowTable) and index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            table.write(index, BLANK)

    def focusNextPrevChild(self, forward: bool) -> bool:
        here, model = self.currentIndex(), self.model()
        last = (model.rowCount() - 1, model.columnCount() - 1)
        at_end = not here.isValid() or (here.row(), here.column()) == (last if forward else (0, 0))
        self.setTabKeyNavigation(not at_end)
        return super().focusNextPrevChild(forward)

    def hand_over(self) -> None:
        """Keep at once what is typed in an open cell."""
        editor = self.indexWidget(self.currentIndex()) or self.findChild(Line) or self.findChild(QComboBox)
        if self.state() == QAbstractItemView.State.EditingState and editor is not None:
            self.commitData(editor)
