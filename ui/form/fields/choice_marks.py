"""The marks of choices: a button, a round and a square mark, each pressed again to take it back; and their words."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QPushButton, QRadioButton, QWidget

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
Mark = Callable[[str, QWidget], QAbstractButton]
TOO_LONG = 34  # letters: longer words go under their mark and wrap


class ChoiceButton(QPushButton):
    """A choice that can be pressed and pressed again; arrows and digits belong to the group."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("choice", True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class ChoiceRadio(QRadioButton):
    """A round mark that can be taken back."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.setAutoExclusive(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class ChoiceCheck(QCheckBox):
    """A square mark."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text.replace("&", "&&"), parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class LongWords(QLabel):
    """Words of a choice that wrap; pressing them presses the mark before them."""

    def __init__(self, text: str, button: QAbstractButton) -> None:
        super().__init__(text)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._button = button

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._button.click()


def illustrate(button: QAbstractButton, picture: QPixmap, most: QSize) -> None:
    """Set a picture beside the words of a mark."""
    size = picture.size().scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
    button.setIcon(QIcon(picture))
    button.setIconSize(size if size.width() < picture.width() else picture.size())
    button.setMinimumHeight(max(button.minimumHeight(), button.iconSize().height() + 8))
