"""Hands at a laptop: keys that carry Cyrillic letters, clicks on what can be seen, files dropped on a window."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


def focused() -> QWidget:
    """Where the keyboard is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def write(text: str) -> None:
    """Type a text where the keyboard is, one key for each letter."""
    for letter in text:
        key = Key(ord(letter.upper())) if letter.isascii() and letter.isprintable() else Key.Key_unknown
        for sort in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(focused(), QKeyEvent(sort, key, NONE, letter))


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press one key where the keyboard is; shortcuts hear it."""
    QTest.keyClick(focused(), key, modifiers)


def digit(number: int) -> None:
    """Press a digit where the keyboard is."""
    press(Key(Key.Key_0 + number))


def click(widget: QWidget) -> None:
    """Click into the middle of something that can be seen and used."""
    QApplication.processEvents()
    assert widget.isVisible(), widget
    assert widget.isEnabled(), widget
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def click_words(within: QWidget, words: str) -> None:
    """Click the button that says so."""
    QApplication.processEvents()
    found = [button for button in within.findChildren(QAbstractButton) if button.text() == words and button.isVisible()]
    assert found, f"no button says {words}"
    click(found[0])


def said(context: str, words: str) -> str:
    """The words of the windows in the language of the story."""
    return QCoreApplication.translate(context, words)


def seen(widget: QWidget) -> str:
    """Everything that is written on a widget and can be seen."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def drop(widget: QWidget, paths: Sequence[Path]) -> None:
    """Let files fall on a widget, as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    ways = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
    entering = QDragEnterEvent(QPoint(5, 5), *ways)
    QApplication.sendEvent(widget, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(QPoint(5, 5), *ways))
