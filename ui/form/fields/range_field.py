"""A number between two ends: a slider, with the number beside it."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider

from monitorapp.records.field import Value

from ...theme import Theme
from ..reading import Reading, write_number
from .field import Field


class RangeField(Field):
    """Steps from `start` to `end`; until it is moved there is no answer, and the number shows a dash."""

    def __init__(self, theme: Theme, start: float, end: float, step: float) -> None:
        super().__init__(theme)
        self._start, self._step = start, step or 1.0
        self._whole = all(float(number).is_integer() for number in (start, end, step))
        self._value: Value = None
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, max(round((end - start) / self._step), 1))
        self.slider.setMinimumWidth(180)
        self.slider.setMinimumHeight(28)
        self.number = QLabel("—", self)
        self.number.setMinimumWidth(self.fontMetrics().horizontalAdvance("00000"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget, stretch in (
            (QLabel(write_number(start), self), 0),
            (self.slider, 1),
            (QLabel(write_number(end), self), 0),
            (self.number, 0),
        ):
            layout.addWidget(widget, stretch)
        self.setFocusProxy(self.slider)
        self.slider.valueChanged.connect(self._move)

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        self._value = value if isinstance(value, int | float) and not isinstance(value, bool) else None
        blocker = QSignalBlocker(self.slider)
        number = self._start if self._value is None else float(str(self._value))
        self.slider.setValue(round((number - self._start) / self._step))
        del blocker
        self.number.setText("—" if self._value is None else write_number(self._value))

    def reading(self) -> Reading:
        return Reading(self._value)

    def _move(self, place: int) -> None:
        number = self._start + place * self._step
        value = round(number) if self._whole else round(number, 9)
        self.show_answer(value)
        self.typed.emit()
