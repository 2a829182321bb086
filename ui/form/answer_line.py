"""One answer to a question: its field, the coded non-answers beside it, and what could not be read."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from monitorapp.records.field import Value, non_answer

from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.labels import Remark
from .answer_words import non_answer_word, non_answers
from .fields.field import Field
from .question_state import Said
from .reading import Reading


class AnswerLine(QWidget):
    """`answered` carries a `Reading`; `typed` says that text waits to be read by `reading()`."""

    answered = Signal(object)
    typed = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self, theme: Theme, field: Field, takes_non_answers: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self.field = field
        self._said = Said()
        self._unread: Remark | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.pixels(4))
        line = QHBoxLayout()
        line.addWidget(field, 1)
        self._column.addLayout(line)
        self.no_answer: Button | None = None
        if takes_non_answers:
            self.no_answer = self._new_button()
            line.addWidget(self.no_answer, 0, Qt.AlignmentFlag.AlignTop)
        field.answered.connect(self._tell)
        field.typed.connect(self.typed)
        field.entered.connect(self.entered)
        field.left.connect(self.left)

    def _new_button(self) -> Button:
        button = Button(self._theme, self.tr("No answer"), "chevron-down")
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands after the words
        button.setCheckable(True)
        button.setToolTip(self.tr("Not clarified, refused, not asked, not applicable, not allowed to see: Ctrl+1 to 5"))
        button.clicked.connect(self._open_menu)
        return button

    def show_said(self, said: Said) -> None:
        """Show what was answered. Emits nothing."""
        self._said = said
        coded = non_answer(said.value)
        self.field.show_answer(None if coded else said.value, said.raw)
        if self.no_answer is not None:
            if self.no_answer.isChecked() != (coded is not None) or self.no_answer.icon().isNull():
                self.no_answer.setIcon(self._theme.icon("chevron-down", "accent_text" if coded else "text"))
            self.no_answer.setChecked(coded is not None)
            self.no_answer.setText(non_answer_word(coded) if coded else self.tr("No answer"))
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

    def _open_menu(self) -> None:
        assert self.no_answer is not None
        standing = non_answer(self._said.value)
        self.no_answer.setChecked(standing is not None)
        menu = QMenu(self)
        for number, (code, word) in enumerate(non_answers(), start=1):
            action = menu.addAction(f"&{number}  {word}")
            action.setCheckable(True)
            action.setChecked(code == standing)
            action.setData(code)
        menu.triggered.connect(self._take)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.no_answer.mapToGlobal(QPoint(0, self.no_answer.height())))

    def _take(self, action: QAction) -> None:
        self.choose_non_answer(str(action.data()))
