"""Typing as a keyboard does it, Cyrillic included: pytest-qt's keyClicks aborts the interpreter on Cyrillic."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


def type_text(widget: QWidget, text: str) -> None:
    """Press and release a key for each letter."""
    for letter in text:
        key = Qt.Key(ord(letter.upper())) if letter.isascii() and letter.isprintable() else Qt.Key.Key_unknown
        for sort in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(sort, key, Qt.KeyboardModifier.NoModifier, letter))
