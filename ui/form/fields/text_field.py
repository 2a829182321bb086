"""Text, long text and bar codes: what the person writes is the answer."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout

from monitorapp.records.field import Value

from ...theme import Theme
from ..reading import Reading, read_text
from .field import Field, Line, Lines, add_hints


class TextField(Field):
    """One line of text; `numbers` asks for digits, which stay text with their zeros; `masked` shows dots."""

    def __init__(self, theme: Theme, *, numbers: bool = False, masked: bool = False) -> None:
        super().__init__(theme)
        self.line = Line(self)
        if numbers:
            add_hints(self.line, Qt.InputMethodHint.ImhPreferNumbers)
            self.line.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * 24)
        if masked:
            self.line.setEchoMode(Line.EchoMode.PasswordEchoOnEdit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        if numbers:
            layout.addStretch(1)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self.typed)
        self.follow(self.line)

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        text = raw if raw is not None else value if isinstance(value, str) else ""
        if text != self.line.text():
            self.line.setText(text)

    def reading(self) -> Reading:
        return read_text(self.line.text())

    def hold(self, readonly: bool) -> None:
        self.line.setReadOnly(readonly)

    def caret(self) -> int:
        return self.line.cursorPosition()

    def set_caret(self, position: int) -> None:
        self.line.setCursorPosition(position)


class LongTextField(Field):
    """Several lines of text."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.lines = Lines(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.lines)
        self.setFocusProxy(self.lines)
        self.lines.textChanged.connect(self.typed)
        self.follow(self.lines)

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        text = raw if raw is not None else value if isinstance(value, str) else ""
        if text != self.lines.toPlainText():
            self._replace(text)

    def _replace(self, text: str) -> None:
        self.lines.blockSignals(True)
        self.lines.setPlainText(text)
        self.lines.blockSignals(False)

    def reading(self) -> Reading:
        return read_text(self.lines.toPlainText())

    def hold(self, readonly: bool) -> None:
        self.lines.setReadOnly(readonly)

    def caret(self) -> int:
        return self.lines.textCursor().position()

    def set_caret(self, position: int) -> None:
        cursor = self.lines.textCursor()
        cursor.setPosition(min(position, len(self.lines.toPlainText())))
        cursor.movePosition(QTextCursor.MoveOperation.NoMove)
        self.lines.setTextCursor(cursor)
