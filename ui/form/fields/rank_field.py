"""Choices put in order: Ctrl+Shift+arrows or the buttons move one up or down."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout

from monitorapp.records.field import Value

from ...theme import Theme
from ...widgets.labels import Muted
from ..reading import BLANK, Reading
from .field import Field, Shown

CODE = Qt.ItemDataRole.UserRole


class RankField(Field):
    """A list whose order is the answer; until something is moved or confirmed there is none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._labels: dict[str, str] = {}
        self._value: Value = None
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Order"))
        self.state = Muted(theme)
        self.up = QPushButton(self.tr("Up"), self)
        self.down = QPushButton(self.tr("Down"), self)
        self.keep = QPushButton(self.tr("Keep this order"), self)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.keep.clicked.connect(self._confirm)
        self._lay_out()
        self.list.installEventFilter(self)
        self.setFocusProxy(self.list)

    def _lay_out(self) -> None:
        buttons = QVBoxLayout()
        for button in (self.up, self.down, self.keep):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.list, 1)
        row.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.state)

    def offer(self, choices: Sequence[Shown]) -> None:
        self._labels = {choice.code: choice.label for choice in choices}
        self.show_answer(self._value)

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        self._value = value
        order = value["rank"] if isinstance(value, dict) and "rank" in value else []
        self._fill([code for code in order if code in self._labels])
        self.state.setText("" if order else self.tr("Not put in order yet"))
        self.state.setVisible(not order)
        self.keep.setVisible(not order)

    def _fill(self, order: list[str]) -> None:
        here = self._current()
        self.list.clear()
        for place, code in enumerate(order + [code for code in self._labels if code not in order], start=1):
            item = QListWidgetItem(f"{place}. {self._labels[code]}")
            item.setData(CODE, code)
            self.list.addItem(item)
            if code == here:
                self.list.setCurrentItem(item)
        self.list.setFixedHeight(len(self._labels) * max(self.fontMetrics().height() + 10, 28) + 4)

    def _current(self) -> str | None:
        item = self.list.currentItem()
        return str(item.data(CODE)) if item is not None else None

    def _order(self) -> list[str]:
        return [str(self.list.item(row).data(CODE)) for row in range(self.list.count())]

    def reading(self) -> Reading:
        return Reading(self._value) if self._value is not None else BLANK

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The list would take these keys for its own selection.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
            if event.modifiers() & both == both and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._move(-1 if event.key() == Qt.Key.Key_Up else 1)
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        if row < 0 or not 0 <= row + step < self.list.count():
            return
        order = self._order()
        order[row], order[row + step] = order[row + step], order[row]
        self._answer(order)

    def _confirm(self) -> None:
        self._answer(self._order())

    def _answer(self, order: list[str]) -> None:
        self.show_answer({"rank": order})
        self.answered.emit(Reading({"rank": order}))
