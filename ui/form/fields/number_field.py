"""Whole and decimal numbers, typed freely: what is no number stays as words."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from monitorapp.records.field import Value

from ...theme import Theme
from ..reading import Reading, read_decimal, write_number
from .field import Field, Line


class NumberField(Field):
    """A number in a short line."""

    def __init__(self, theme: Theme, read: Callable[[str], Reading] = read_decimal) -> None:
        super().__init__(theme)
        self._read = read
        self.line = Line(self)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.line.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 18)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        layout.addStretch(1)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self.typed)
        self.follow(self.line)

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        if raw is None and self._read(self.line.text()) == Reading(value):
            return
        text = raw if raw is not None else write_number(value, self.locale().decimalPoint())
        if text != self.line.text():
            self.line.setText(text)

    def reading(self) -> Reading:
        return self._read(self.line.text())

    def hold(self, readonly: bool) -> None:
        self.line.setReadOnly(readonly)

    def caret(self) -> int:
        return self.line.cursorPosition()

    def set_caret(self, position: int) -> None:
        self.line.setCursorPosition(position)
