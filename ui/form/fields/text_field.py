"""Text, bar codes and coordinates as typed; and questions that ask for little: a note, a tick, a calculation."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from monitorapp.records.field import Value

from ...theme import Theme
from ...widgets.labels import Text
from ..reading import BLANK, Reading, read_point, read_points, read_text, write_points
from .arrangement import cell_grid, cell_words
from .field import Field, Line, Lines, Shown, add_hints


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


class PlaceField(Field):
    """One point or several; the box for them opens only when the person asks for it."""

    def __init__(self, theme: Theme, several: bool) -> None:
        super().__init__(theme)
        self._several = several
        self.open = QPushButton(self.tr("Write down coordinates…"), self)
        self.open.setAutoDefault(False)
        self.open.clicked.connect(self._open)
        self.box: Line | Lines = Lines(self) if several else Line(self)
        self.box.setPlaceholderText(self.tr("Latitude, longitude: 42.87, 74.59"))
        self.box.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.open)
        layout.addWidget(self.box)
        if isinstance(self.box, Lines):
            self.box.textChanged.connect(self.typed)
        else:
            self.box.textEdited.connect(self.typed)
        self.follow(self.box)
        self.setFocusProxy(self.open)

    def _open(self) -> None:
        self._unfold()
        self.box.setFocus()

    def _unfold(self) -> None:
        self.open.hide()
        self.box.show()
        self.setFocusProxy(self.box)

    def text(self) -> str:
        """What is written in the box."""
        return self.box.toPlainText() if isinstance(self.box, Lines) else self.box.text()

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        text = raw if raw is not None else write_points(value)
        if raw is None and self.reading() == Reading(value):
            return
        self.box.blockSignals(True)
        if isinstance(self.box, Lines):
            self.box.setPlainText(text)
        else:
            self.box.setText(text)
        self.box.blockSignals(False)
        if text:
            self._unfold()

    def reading(self) -> Reading:
        return read_points(self.text()) if self._several else read_point(self.text())

    def hold(self, readonly: bool) -> None:
        self.open.setEnabled(not readonly)
        self.box.setReadOnly(readonly)


class NoteField(Field):
    """Nothing to answer: the words of the question say it all."""

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        self.hide()

    def reading(self) -> Reading:
        return BLANK


class ColumnsField(Field):
    """The words of the choices, once, above the rows of marks that follow; nothing to answer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._words: tuple[str, ...] = ()

    def offer(self, choices: Sequence[Shown]) -> None:
        words = tuple(choice.label for choice in choices)
        if words != self._words:
            self._words = words
            while (item := self._row.takeAt(0)) is not None:
                if (old := item.widget()) is not None:
                    old.deleteLater()
            holder = QWidget(self)
            grid = cell_grid(holder, len(words))
            for at, label in enumerate(words):
                grid.addWidget(cell_words(QLabel(label)), 0, at)
            self._row.addWidget(holder)

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        """There is none."""

    def reading(self) -> Reading:
        return BLANK


class AcknowledgeField(Field):
    """A tick; the value of an acknowledged question is the text OK, as in ODK."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.box = QCheckBox(self.tr("Read and understood"), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.box.toggled.connect(lambda _: self.answered.emit(self.reading()))

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        blocker = QSignalBlocker(self.box)
        self.box.setChecked(value == "OK")
        del blocker

    def reading(self) -> Reading:
        return Reading("OK" if self.box.isChecked() else None)


class ShownField(Field):
    """A value that the form works out; it can be read and copied, not written."""

    def __init__(self, theme: Theme, words: Callable[[Value], str]) -> None:
        super().__init__(theme)
        self._words = words
        self._value: Value = None
        self.label = Text(theme)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.label, 1)

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        self._value = value
        self.label.setText(self._words(value) or "—")

    def reading(self) -> Reading:
        return Reading(self._value)

    def hold(self, readonly: bool) -> None:
        """A calculated value is only ever read."""
