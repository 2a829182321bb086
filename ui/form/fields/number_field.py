"""Whole and decimal numbers, typed freely: what is no number stays as words."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from monitorapp.records.field import Value

from ...theme import Theme
from ..reading import Reading, read_decimal, write_number
from .field import Field, Line, add_hints


class NumberField(Field):
    """A number in a short line; `grouped` shows it with a space between thousands while nobody types in it."""

    def __init__(self, theme: Theme, read: Callable[[str], Reading] = read_decimal, *, grouped: bool = False) -> None:
        super().__init__(theme)
        self._read = read
        self._grouped = grouped
        self.line = Line(self)
        add_hints(self.line, Qt.InputMethodHint.ImhPreferNumbers)
        self.line.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 18)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.line)
        self._row.addStretch(1)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self.typed)
        self.line.left.connect(self._group)
        self.follow(self.line)

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        if raw is None and self._read(self.line.text()) == Reading(value):
            self._group()
            return
        text = raw if raw is not None else self._written(value)
        if text != self.line.text():
            self.line.setText(text)

    def _written(self, value: Value) -> str:
        return write_number(value, self.locale().decimalPoint(), grouped=self._grouped)

    def _group(self) -> None:
        reading = self.reading()
        if self._grouped and not self.line.hasFocus() and reading.value is not None:
            self.line.setText(self._written(reading.value))

    def reading(self) -> Reading:
        return self._read(self.line.text())

    def hold(self, readonly: bool) -> None:
        self.line.setReadOnly(readonly)

    def caret(self) -> int:
        return self.line.cursorPosition()

    def set_caret(self, position: int) -> None:
        self.line.setCursorPosition(position)


class CounterField(NumberField):
    """A whole number with a button on each side that counts one down or up; the arrow keys do the same."""

    def __init__(self, theme: Theme, read: Callable[[str], Reading], *, grouped: bool = False) -> None:
        super().__init__(theme, read, grouped=grouped)
        self.less, self.more = QPushButton("−", self), QPushButton("+", self)
        for at, (button, name, step) in enumerate(
            ((self.less, self.tr("One less"), -1), (self.more, self.tr("One more"), 1))
        ):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            button.setFixedWidth(theme.pixels(40))
            button.clicked.connect(partial(self._count, step))
            self._row.insertWidget(2 * at, button)

    def hold(self, readonly: bool) -> None:
        super().hold(readonly)
        self.less.setEnabled(not readonly)
        self.more.setEnabled(not readonly)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if event.key() in steps and not event.modifiers() and not self.line.isReadOnly():
            self._count(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _count(self, step: int, _checked: bool = False) -> None:
        value = self.reading().value
        number = value + step if isinstance(value, int) else step
        self.line.setText(self._written(number))
        self.answered.emit(self.reading())
