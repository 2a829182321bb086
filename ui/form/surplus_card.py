"""Asks calmly about rows beyond a count that hold answers: they are kept until somebody says that they can go."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Text


class SurplusCard(Card):
    """`agreed` says that the rows can go; as long as nobody presses, nothing happens to them."""

    agreed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "warning")
        self.words = Text(theme)
        self.take_away = Button(theme, self.tr("They can go"), "trash-2")
        self.take_away.clicked.connect(self.agreed)
        line = QHBoxLayout()
        line.addWidget(self.take_away)
        line.addStretch(1)
        self.add(self.words)
        self.add(line)
        self.hide()

    def show_rows(self, names: Sequence[str], can_go: bool) -> None:
        """Speak of these rows, if there are any; `can_go` lets somebody decide."""
        known = ", ".join(filter(None, names))
        told = self.tr("Entries with answers beyond the count: %n", "", len(names)) + (
            f" ({known}). " if known else ". "
        )
        self.words.setText(
            told + self.tr("They are kept. If the count was wrong, correct it, and they stand here again.")
        )
        self.take_away.setVisible(can_go)
        self.setVisible(bool(names))
