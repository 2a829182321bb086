"""A number between two ends: a slider, with the number beside it."""

from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from monitorapp.records.field import Value

from ...theme import Theme
from ..reading import Reading, write_number
from .field import Field, leave_wheel_to_page


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
