"""A fingerprint as people compare it: eight words, and six groups of digits."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ..form.flow_layout import FlowLayout
from ..theme import Theme
from ..widgets.labels import Muted


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

    def _words(self, theme: Theme, words: Sequence[str]) -> FlowLayout:
        """All as wide as the widest, so that they stand below each other however many fit side by side."""
        labels = [QLabel(f"{place}. {word}") for place, word in enumerate(words, start=1)]
        for label in labels:
            font = label.font()
            font.setBold(True)
            label.setFont(font)
            label.setTextFormat(Qt.TextFormat.PlainText)
        flow = FlowLayout(gap=theme.pixels(6))
        widest = max(label.sizeHint().width() for label in labels) + theme.pixels(6)
        for label in labels:
            label.setFixedWidth(widest)
            flow.addWidget(label)
        return flow

    def _digits(self, theme: Theme, digits: Sequence[str]) -> Muted:
        label = Muted(theme, " ".join(digits))
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(label.font().pointSizeF())
        label.setFont(font)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label
