"""Keys for tests: real key events that carry their text, because QTest only knows Latin letters."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

NO_MODIFIER = Qt.KeyboardModifier.NoModifier


def press(widget: QWidget, key: int, modifiers: Qt.KeyboardModifier = NO_MODIFIER, text: str = "") -> None:
    """Press and let go one key on a widget."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))


def type_text(widget: QWidget, text: str, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
    """Type a text letter by letter."""
    for letter in text:
        press(widget, ord(letter.upper()), modifiers, letter)
