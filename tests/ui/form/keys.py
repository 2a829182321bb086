"""Keys and clicks as people make them, Cyrillic included: pytest-qt's keyClicks aborts the interpreter on it."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def type_text(widget: QWidget, text: str) -> None:
    """Press and release a key for each letter."""
    for letter in text:
        key = Qt.Key(ord(letter.upper())) if letter.isascii() and letter.isprintable() else Qt.Key.Key_unknown
        for sort in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(sort, key, NONE, letter))


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press and release one key; shortcuts hear it."""
    QTest.keyClick(widget, key, modifiers)


def click(widget: QWidget, x: int | None = None) -> None:
    """Click into the middle of a widget, or `x` pixels from its left edge."""
    middle = widget.rect().center()
    place = middle if x is None else QPoint(x, middle.y())
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NONE, place)
