"""Numbers: typed freely, where what is no number stays as words, or chosen between two ends on a slider."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QWidget

from monitorapp.records.field import Value

from ...theme import Theme
from ..reading import Reading, read_decimal, write_number
from .field import Field, Line, add_hints, leave_wheel_to_page


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


@dataclass(frozen=True)
class Steps:
    """The numbers of a range."""

    start: float
    end: float
    step: float

    def __len__(self) -> int:
        return max(round((self.end - self.start) / self._width), 1) + 1

    @property
    def _width(self) -> float:
        return self.step or 1.0

    def number(self, place: int) -> int | float:
        """The number of a step, counted from 0; whole where the range is."""
        number = self.start + place * self._width
        whole = all(float(each).is_integer() for each in (self.start, self.end, self.step))
        return round(number) if whole else round(number, 9)

    def place(self, value: Value) -> int:
        """The step that is nearest to a number."""
        return round((float(str(value)) - self.start) / self._width)


class RangeField(Field):
    """Steps from `start` to `end`; until it is moved there is no answer, and the number shows a dash."""

    def __init__(self, theme: Theme, steps: Steps) -> None:
        super().__init__(theme)
        self._steps = steps
        self._value: Value = None
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, len(steps) - 1)
        self.slider.setMinimumWidth(180)
        self.slider.setMinimumHeight(28)
        self.number = QLabel("—", self)
        self.number.setMinimumWidth(self.fontMetrics().horizontalAdvance("00000"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget, stretch in (
            (QLabel(write_number(steps.start), self), 0),
            (self.slider, 1),
            (QLabel(write_number(steps.end), self), 0),
            (self.number, 0),
        ):
            layout.addWidget(widget, stretch)
        self.setFocusProxy(self.slider)
        leave_wheel_to_page(self.slider)
        self.slider.valueChanged.connect(self._move)

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        self._value = value if isinstance(value, int | float) and not isinstance(value, bool) else None
        blocker = QSignalBlocker(self.slider)
        self.slider.setValue(0 if self._value is None else self._steps.place(self._value))
        del blocker
        self.number.setText("—" if self._value is None else write_number(self._value))

    def reading(self) -> Reading:
        return Reading(self._value)

    def _move(self, place: int) -> None:
        self.show_answer(self._steps.number(place))
        self.typed.emit()


@dataclass(frozen=True)
class NumberChoice:
    """A step as a choice."""

    code: str
    label: str


class SteppedField(Field):
    """The steps of a range as choices: in a box to pick from, or as a row of buttons to rate with."""

    def __init__(self, inner: Field, steps: Steps) -> None:
        super().__init__(inner.theme)
        self.inner, self._steps = inner, steps
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(inner)
        numbers = [steps.number(place) for place in range(len(steps))]
        self._codes = {str(number): number for number in numbers}
        inner.offer([NumberChoice(code, write_number(number)) for code, number in self._codes.items()])
        inner.answered.connect(lambda reading: self.answered.emit(self._number(reading)))
        inner.entered.connect(self.entered)
        inner.left.connect(self.left)

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        self.inner.show_answer(str(self._steps.number(self._steps.place(value))) if is_number else None)

    def reading(self) -> Reading:
        return self._number(self.inner.reading())

    def _number(self, reading: Reading) -> Reading:
        return Reading(self._codes.get(str(reading.value)))

    def entry(self) -> QWidget:
        return self.inner.entry()

    def hold(self, readonly: bool) -> None:
        self.inner.hold(readonly)

    def name_for_readers(self, name: str) -> None:
        self.inner.name_for_readers(name)
