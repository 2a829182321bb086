"""A note beside an answer: one quiet line that opens for writing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ..theme import Theme
from .fields.field import Lines


class NoteLine(QWidget):
    """`typed` while a note is written; `written` carries its text when it is handed over."""

    written = Signal(str)
    typed = Signal()

    def __init__(self, theme: Theme, question: str) -> None:
        super().__init__()
        picture = QLabel()
        picture.setPixmap(theme.pixmap("notebook-pen", "muted", 16))
        self.lines = Lines()
        self.lines.setPlaceholderText(self.tr("Note"))
        self.lines.setAccessibleName(self.tr("Note: %s") % question)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.pixels(8))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.lines, 1)
        self._waiting = False
        self.lines.textChanged.connect(self._type)

    @property
    def is_waiting(self) -> bool:
        """Whether something was written that has not been told."""
        return self._waiting

    def show_note(self, note: str) -> None:
        """Show the note; a blank one is hidden unless the person is in it."""
        if not self._waiting and note != self.lines.toPlainText():
            self.lines.blockSignals(True)
            self.lines.setPlainText(note)
            self.lines.blockSignals(False)
        if not note and not self._waiting and not self.lines.hasFocus():
            self.hide()
        elif note:
            self.show()

    def hold(self, finished: bool) -> None:
        """Let the person only read."""
        self.lines.setReadOnly(finished)

    def open(self) -> None:
        """Let the person write."""
        self.show()
        self.lines.setFocus()

    def hand_over(self) -> None:
        """Tell what was written, if anything waits."""
        if self._waiting:
            self._waiting = False
            self.written.emit(self.lines.toPlainText())

    def _type(self) -> None:
        self._waiting = True
        self.typed.emit()
