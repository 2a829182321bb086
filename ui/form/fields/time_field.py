"""Dates and times: typed in any usual spelling, exact or about, a moment or a range."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from monitorapp.records.field import Value

from ...theme import Theme
from ...widgets.flow_layout import FlowLayout
from ...widgets.labels import Muted
from ..reading import BLANK, LENGTHS, Reading, cut_to, read_moment, read_time, words_of, write_moment, write_time
from .field import Field, Line


class TimeField(Field):
    """One line for the moment, a second one for the end of a range, and a mark for "about"."""

    def __init__(
        self,
        theme: Theme,
        kind: str,
        zone: str | None = None,
        now: Callable[[], datetime] | None = None,
        precision: str = "",
    ) -> None:
        """`precision` (year, month) is asked for of a date: nothing finer is kept, and no day is invented."""
        super().__init__(theme)
        self._kind = kind
        self._precision = precision
        self._zone = zone
        self._now = now
        self._value: Value = None
        self.line = self._new_line()
        self.until = self._new_line()
        self.current = QPushButton(self._name_of_now(), self)
        self.about = QPushButton(self.tr("About"), self)
        self.range = QPushButton(self.tr("From – to"), self)
        self.understood = Muted(theme)
        self._lay_out()
        self._connect()

    def _new_line(self) -> Line:
        line = Line(self)
        line.setPlaceholderText(self._pattern())
        line.setFixedWidth(self.fontMetrics().horizontalAdvance(self._pattern()) + self.theme.pixels(28))
        line.textEdited.connect(self._type)
        self.follow(line)
        return line

    def _name_of_now(self) -> str:
        if self._kind != "date":
            return self.tr("Now")
        if not self._precision:
            return self.tr("Today")
        return self.tr("This year") if self._precision == "year" else self.tr("This month")

    def _pattern(self) -> str:
        if self._precision:
            return self.tr("YYYY") if self._precision == "year" else self.tr("MM.YYYY")
        if self._kind == "date":
            return self.tr("DD.MM.YYYY")
        return self.tr("HH:MM") if self._kind == "time" else self.tr("DD.MM.YYYY HH:MM")

    def _lay_out(self) -> None:
        boxes = QWidget(self)
        flow = FlowLayout(boxes)
        for widget in (self.line, self.until, self.current, self.about, self.range):
            flow.addWidget(widget)
        for button in (self.current, self.about, self.range):
            button.setAutoDefault(False)
            button.setMinimumHeight(self.theme.pixels(34))
        self.about.setCheckable(True)
        self.range.setCheckable(True)
        self.until.hide()
        self.until.setAccessibleName(self.tr("End of the range"))
        self.understood.setVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(boxes)
        layout.addWidget(self.understood)
        self.setFocusProxy(self.line)

    def _connect(self) -> None:
        self.current.clicked.connect(self._take_now)
        self.about.clicked.connect(self._mark)
        self.range.clicked.connect(self._open_range)
        self.current.setVisible(self._now is not None)

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        self._value = value
        start, end, about = (raw, "", False) if raw is not None else write_time(value)
        if self.reading() != Reading(value, raw):
            self.line.setText(start)
            self.until.setText(end)
            self.about.setChecked(about)
        self.range.setChecked(bool(self.until.text()) or (self.range.isChecked() and self.until.hasFocus()))
        self.until.setVisible(self.range.isChecked())
        self._show_understood()

    def reading(self) -> Reading:
        end = self.until.text() if self.range.isChecked() else ""
        reading = read_time(self.line.text(), end, self.about.isChecked(), self._kind, self._zone_of())
        return cut_to(reading, self._precision) if self._precision else reading

    def _zone_of(self) -> str | None:
        """The zone the value has already, else the facility's: another laptop's zone is not ours to change."""
        if isinstance(self._value, dict) and "zone" in self._value:
            return str(self._value["zone"])
        return self._zone

    def hold(self, readonly: bool) -> None:
        for line in (self.line, self.until):
            line.setReadOnly(readonly)
        for button in (self.current, self.about, self.range):
            button.setEnabled(not readonly)

    def caret(self) -> int:
        return self.line.cursorPosition()

    def set_caret(self, position: int) -> None:
        self.line.setCursorPosition(position)

    def _type(self) -> None:
        self._show_understood()
        self.typed.emit()

    def _mark(self) -> None:
        """Without a time the mark says nothing yet, and must not take a non-answer away."""
        if self.reading() != BLANK:
            self._tell()

    def _tell(self) -> None:
        self._show_understood()
        self.answered.emit(self.reading())

    def _take_now(self) -> None:
        assert self._now is not None
        now = self._now()
        spelled = {"date": f"{now:%Y-%m-%d}", "time": f"{now:%H:%M}", "datetime": f"{now:%Y-%m-%dT%H:%M}"}
        moment = spelled[self._kind]
        self.line.setText(write_moment(moment[: LENGTHS[self._precision]] if self._precision else moment))
        self._tell()
        self.line.setFocus()

    def _open_range(self, opened: bool) -> None:
        self.until.setVisible(opened)
        if opened:
            self.until.setFocus()
        elif self.until.text():
            self.until.clear()
            self._tell()

    def _show_understood(self) -> None:
        """Say in words how a short spelling was understood; a full one speaks for itself."""
        words = [self._words(line.text()) for line in (self.line, self.until) if line.text().strip()]
        zone = self._zone_of()
        elsewhere = f" · {zone}" if zone and zone != self._zone and self._kind == "datetime" else ""
        self.understood.setText(" – ".join(words) + elsewhere)
        self.understood.setVisible(bool(words) and all(words) and self._kind != "time")

    def _words(self, text: str) -> str:
        moment = read_moment(text, self._kind)
        if moment is None or self._kind == "time":
            return ""
        return words_of(moment.text[: LENGTHS.get(self._precision)], self.locale())
