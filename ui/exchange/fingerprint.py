"""A fingerprint as people compare it: eight words, and six groups of digits."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ..theme import Theme
from ..widgets.labels import Muted, Text

_COLUMNS = 4


class Fingerprint(QWidget):
    """Numbered words, so that two people can follow each other; digits below. Both can be selected and copied."""

    def __init__(self, theme: Theme, words: Sequence[str], digits: Sequence[str]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.pixels(6))
        if words:
            column.addLayout(self._words(theme, words))
        if digits:
            column.addWidget(self._digits(theme, digits))
        self.setAccessibleName(", ".join([*words, *digits]))

    def _words(self, theme: Theme, words: Sequence[str]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.pixels(14))
        grid.setVerticalSpacing(theme.pixels(2))
        for place, word in enumerate(words):
            grid.addWidget(Text(theme, f"{place + 1}. {word}", bold=True), place // _COLUMNS, place % _COLUMNS)
        return grid

    def _digits(self, theme: Theme, digits: Sequence[str]) -> Muted:
        label = Muted(theme, " ".join(digits))
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(label.font().pointSizeF())
        label.setFont(font)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label
