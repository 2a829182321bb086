"""Many rows of few questions as one table; any of them can be opened below it with all that a question has."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from monitorapp.forms.definition import Repeat

from ..widgets.buttons import Button
from ..widgets.labels import Muted
from .appearances import words_of
from .repeat_panel import RepeatPanel
from .row_editing import RowsView
from .row_maker import RowMaker
from .row_table import MANY_ROWS, RowTable, columns_of, fits_a_table

LINES, FEW_LINES, LARGE = 9, 4, 110


def is_table(maker: RowMaker, repeat: Repeat, parent_item: str | None) -> bool:
    """Whether a repeat is shown as a table: it says so or has many rows, and its questions are few and simple."""
    if not fits_a_table(repeat.children):
        return False
    many = len(maker.presenter.sheet.state.rows(repeat.id, parent_item)) > MANY_ROWS
    return many or bool(words_of(repeat.appearance) & {"table", "table-list"})


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
