"""Many rows of few questions as one table in which Enter writes and Tab goes on; any row opens below it."""

from PySide6.QtCore import QAbstractItemModel, QLocale, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from monitorapp.forms.definition import Kind, Repeat

from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.labels import Muted
from .fields.field import PAUSE_MS, Line, keep_from_input_methods
from .reading import BLANK, Reading, read_text, read_time, write_number, write_time
from .repeat_panel import RepeatPanel
from .row_maker import RowMaker
from .row_table import MANY_ROWS, NUMBERS, TIMES, Index, RowTable, columns_of, fits_a_table
from .wording import appearance_words

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


LINES, FEW_LINES, LARGE = 9, 4, 110


def is_table(maker: RowMaker, repeat: Repeat, parent_item: str | None) -> bool:
    """Whether a repeat is shown as a table: it says so or has many rows, and its questions are few and simple."""
    if not fits_a_table(repeat.children):
        return False
    many = len(maker.presenter.sheet.state.rows(repeat.id, parent_item)) > MANY_ROWS
    return many or bool(appearance_words(repeat.appearance) & {"table", "table-list"})


class RepeatTable(RepeatPanel):
    """A `RepeatPanel` whose rows are chosen in a table and answered there."""

    def _add_chooser(self) -> None:
        theme, sheet = self._maker.theme, self._maker.presenter.sheet
        self.table = RowTable(theme, self._maker.presenter, columns_of(self._repeat.children))
        self.table.setParent(self)
        name = self.tr("Table: %1").replace("%1", sheet.label_of(self._repeat.id, self._parent_item))
        self.view = RowsView(theme, self.table, name)
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._show_buttons())
        self.table.modelReset.connect(self._fit)
        self._column.addWidget(self.view)
        self._column.addWidget(
            Muted(theme, self.tr("Enter writes, Tab goes on, Ctrl+1 to 5 say why there is no answer"))
        )
        self.open_button = Button(theme, self.tr("Open this entry"), "list-tree")
        self.open_button.clicked.connect(self._open_current)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.open_button)
        buttons.addStretch(1)
        self._column.addLayout(buttons)

    def _fit(self) -> None:
        lines = FEW_LINES if self._maker.theme.scale > LARGE else LINES
        shown = max(min(self.table.rowCount(), lines), 1)
        height = self.view.horizontalHeader().height() + shown * self.view.verticalHeader().defaultSectionSize()
        self.view.setFixedHeight(height + self.view.horizontalScrollBar().sizeHint().height() + 4)

    @property
    def chosen_item(self) -> str | None:
        """The row in whose cell the person is."""
        return self.table.item(self.view.currentIndex().row())

    def _show_items(self, items: tuple[str, ...], fields: frozenset[str] | None) -> None:
        here, field = self.view.currentIndex(), self.chosen_item
        column = here.column()
        self.table.show_items(items, fields)
        if field in items and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.table.index(items.index(str(field)), max(column, 0)))
        self._fit()

    def _mark(self) -> None:
        self._show_buttons()

    def _show_buttons(self) -> None:
        super()._show_buttons()
        self.view.setVisible(self.table.rowCount() > 0)
        self.open_button.setEnabled(self.chosen_item is not None)
        self.open_button.setVisible(self.table.rowCount() > 0)
        self.remove_button.setVisible(self._can_go(self.chosen_item))

    def _open_current(self) -> None:
        item = self.chosen_item
        if item is not None:
            self.open(item)
            first = next(self.rows(), None)
            if first is not None:
                first.entry().setFocus()

    def open(self, item: str) -> None:
        super().open(item)
        row = self.table.row_of(item)
        if row >= 0 and row != self.view.currentIndex().row():
            self.view.setCurrentIndex(self.table.index(row, 0))

    def go_to(self, field: str) -> bool:
        """Put the person into the cell of a field; False where it has none or is to be looked at in its entry."""
        index = self.table.place_of(field)
        if index is None or field in self._maker.presenter.sheet.unsettled_fields:
            return False
        self.view.setCurrentIndex(index)
        self.enter()
        return True

    def enter(self) -> None:
        """Put the person into the table."""
        if not self.view.currentIndex().isValid() and self.table.rowCount():
            self.view.setCurrentIndex(self.table.index(0, 0))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self) -> None:
        item = self._maker.presenter.add_row(self._repeat, self._parent_item)
        self.refresh(None)
        index = self.table.index(self.table.row_of(item), 0)
        self.view.setCurrentIndex(index)
        self.view.setFocus()
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.view.edit(index)

    def remove(self) -> None:
        item = self.chosen_item
        if item is not None:
            self._maker.presenter.remove_row(item)

    def has_focus(self, here: QWidget) -> bool:
        """Whether the widget with the focus stands in the table."""
        return here is self.view or self.view.isAncestorOf(here)

    def hand_over(self) -> None:
        """Keep at once what is typed in a cell."""
        self.view.hand_over()

    def choose_non_answer(self, code: str) -> None:
        """Give a coded non-answer to the cell in which the person is."""
        index = self.view.currentIndex()
        if index.isValid():
            self.table.choose_non_answer(index, code)

    def field(self) -> str | None:
        """The key of the cell in which the person is."""
        index = self.view.currentIndex()
        return self.table.field(index) if index.isValid() else None
