"""One answer to a question: its field, the coded non-answers beside it, and what could not be read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitorapp.records.field import Value, non_answer

from ..theme import Theme
from ..widgets.labels import Remark
from .fields.field import Field
from .no_answer import NoAnswerButton
from .question_state import Said
from .reading import Reading


class AnswerLine(QWidget):
    """`answered` carries a `Reading`; `typed` says that text waits to be read by `reading()`."""

    answered = Signal(object)
    typed = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self, theme: Theme, field: Field) -> None:
        super().__init__()
        self._theme = theme
        self.field = field
        self._said = Said()
        self._unread: Remark | None = None
        self.no_answer: NoAnswerButton | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.pixels(4))
        self._column.addWidget(field)
        field.answered.connect(self._tell)
        field.typed.connect(self.typed)
        field.entered.connect(self.entered)
        field.left.connect(self.left)

    def adopt(self, button: NoAnswerButton) -> None:
        """Let a button, wherever it stands, show and choose the non-answers of this line."""
        self.no_answer = button
        button.show_code(non_answer(self._said.value))
        button.chosen.connect(self.choose_non_answer)

    def set_beside(self, button: NoAnswerButton) -> None:
        """Adopt a button that stands in the line itself."""
        self._column.removeWidget(self.field)
        line = QHBoxLayout()
        line.addWidget(self.field, 1)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.insertLayout(0, line)
        self.adopt(button)

    def show_said(self, said: Said) -> None:
        """Show what was answered. Emits nothing."""
        self._said = said
        coded = non_answer(said.value)
        self.field.show_answer(None if coded else said.value, said.raw)
        if self.no_answer is not None:
            self.no_answer.show_code(coded)
        self._show_unread(said.raw)

    def _show_unread(self, raw: str | None) -> None:
        if raw is None and self._unread is None:
            return
        if self._unread is None:
            self._unread = Remark(self._theme, self._unread_words(), "info", "warning")
            self._column.addWidget(self._unread)
        self._unread.setVisible(raw is not None)

    def _unread_words(self) -> str:
        return self.tr("Kept as written. It cannot be counted or compared until it is written in the usual way.")

    def reading(self) -> Reading:
        """What the line says now: the field's answer, or the non-answer while nothing is typed."""
        reading = self.field.reading()
        if reading == Reading(None) and non_answer(self._said.value):
            return Reading(self._said.value)
        return reading

    def choose_non_answer(self, code: str | None) -> None:
        """Answer with a coded non-answer; the one that stands is taken back, as is None."""
        value: Value = None if code is None or non_answer(self._said.value) == code else {"na": code}
        self._tell(Reading(value))

    def _tell(self, reading: Reading) -> None:
        self.show_said(Said(reading.value, reading.raw))
        self.answered.emit(reading)
