"""The marks of choices, pressed again to take one back, and how they stand: flowing, in columns, on a scale."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ...theme import Theme
from ...widgets.flow_layout import FlowLayout

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
Mark = Callable[[str, QWidget], QAbstractButton]


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


TOO_LONG = 34  # letters: longer words go under their mark and wrap
Labels = Sequence[tuple[str, str]]
Marks = dict[str, QAbstractButton]


class Shape(StrEnum):
    """The ways to set marks."""

    FITTING = "fitting"  # in lines while all words are short, else one under another
    LINES = "lines"
    COLUMNS = "columns"
    PACKED = "packed"
    SCALE = "scale"
    CELLS = "cells"


@dataclass(frozen=True)
class Arrangement:
    """The sort of marks, and how they stand; `columns` is how many stand side by side, 0 as many as fit."""

    make: Mark
    shape: Shape = Shape.FITTING
    columns: int = 0

    def build(self, labels: Labels, theme: Theme, parent: QWidget) -> tuple[QWidget, Marks]:
        """A widget with a mark for each (code, words), and the marks by code."""
        holder = Scale(theme, parent) if self.shape is Shape.SCALE else QWidget(parent)
        if self.shape in (Shape.SCALE, Shape.CELLS):
            marks = self._cells(labels, theme, holder)
        elif self.shape is Shape.COLUMNS and self.columns:
            marks = self._grid(labels, theme, holder)
        else:
            marks = self._lines(labels, theme, holder)
        for code, words in labels:
            marks[code].setAccessibleName(words)
        return holder, marks

    def _lines(self, labels: Labels, theme: Theme, holder: QWidget) -> Marks:
        long = any(len(words) > TOO_LONG for _, words in labels)
        if self.make is ChoiceButton and self.shape is not Shape.LINES:
            flow = FlowLayout(holder)
        elif self.shape is Shape.PACKED or (not long and self.shape is not Shape.LINES):
            flow = FlowLayout(holder, gap=14 if self.shape is Shape.PACKED else 4, even=self.shape is not Shape.PACKED)
        else:
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            return {code: self._in_line(words, theme, holder, column) for code, words in labels}
        marks = {code: self._mark(words, theme, holder) for code, words in labels}
        for mark in marks.values():
            flow.addWidget(mark)
        return marks

    def _mark(self, words: str, theme: Theme, holder: QWidget) -> QAbstractButton:
        mark = self.make(words, holder)
        mark.setMinimumHeight(theme.pixels(34 if self.make is ChoiceButton else 28))
        return mark

    def _in_line(self, words: str, theme: Theme, holder: QWidget, column: QVBoxLayout) -> QAbstractButton:
        if len(words) <= TOO_LONG or self.make is ChoiceButton:
            mark = self._mark(words, theme, holder)
            column.addWidget(mark)
            return mark
        row = QHBoxLayout()
        mark = self._with_long_words(words, theme, holder, row)
        column.addLayout(row)
        return mark

    def _with_long_words(self, words: str, theme: Theme, holder: QWidget, row: QHBoxLayout) -> QAbstractButton:
        mark = self.make("", holder)
        mark.setFixedHeight(theme.pixels(26))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        label = LongWords(words, mark)
        label.setMinimumHeight(theme.pixels(26))
        row.addWidget(label, 1)
        return mark

    def _grid(self, labels: Labels, theme: Theme, holder: QWidget) -> Marks:
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        marks: Marks = {}
        for at, (code, words) in enumerate(labels):
            if self.make is ChoiceButton:
                marks[code] = self._mark(words, theme, holder)
                marks[code].setMinimumWidth(1)
                grid.addWidget(marks[code], at // self.columns, at % self.columns)
            else:
                row = QHBoxLayout()
                marks[code] = self._with_long_words(words, theme, holder, row)
                grid.addLayout(row, at // self.columns, at % self.columns)
        for column in range(self.columns):
            grid.setColumnStretch(column, 1)
        return marks

    def _cells(self, labels: Labels, theme: Theme, holder: QWidget) -> Marks:
        """A mark in the middle of each of several equal cells; on a scale its words stand below."""
        grid = cell_grid(holder, len(labels))
        marks: Marks = {}
        for at, (code, words) in enumerate(labels):
            marks[code] = self._mark("", theme, holder)
            marks[code].setToolTip(words)
            grid.addWidget(marks[code], 0, at, Qt.AlignmentFlag.AlignHCenter)
            if self.shape is Shape.SCALE:
                grid.addWidget(cell_words(LongWords(words, marks[code])), 1, at)
        return marks


def cell_grid(holder: QWidget, count: int) -> QGridLayout:
    """Cells of equal width, whatever stands in them."""
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(4)
    grid.setVerticalSpacing(0)
    for column in range(count):
        grid.setColumnStretch(column, 1)
        grid.setColumnMinimumWidth(column, 1)
    return grid


def cell_words(label: QLabel) -> QLabel:
    """Words that wrap in the middle of their cell and do not make it wider."""
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    label.setMinimumWidth(1)
    return label


class Scale(QWidget):
    """A line behind the marks that stand on it, from the middle of the first to the middle of the last."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        marks = self.findChildren(QAbstractButton)
        if len(marks) > 1:
            painter = QPainter(self)
            painter.setPen(QColor(self._theme.tokens.of("control_border")))
            for before, after in pairwise(marks):
                y = before.geometry().center().y()
                painter.drawLine(before.geometry().right() + 3, y, after.geometry().left() - 3, y)
