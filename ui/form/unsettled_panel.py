"""What is shown where people wrote different things: every value with its author, and the way to the decision."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from monitorapp.records.view import Standing

from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Remark, Text
from .moments import local_time


class UnsettledPanel(Card):
    """All values of one field that stand side by side; nobody's is hidden and none is chosen by itself."""

    settling_wanted = Signal()

    def __init__(self, theme: Theme, words: Callable[[Standing], str], name: Callable[[Standing], str]) -> None:
        super().__init__(theme, "warning")
        self._theme = theme
        self._words = words
        self._name = name
        self._lines: list[Text] = []
        self.add(Remark(theme, self.tr("People wrote different things here. Both are kept."), "git-merge", "warning"))
        self.settle = Button(theme, self.tr("Compare and decide…"))
        self.settle.clicked.connect(self.settling_wanted)
        line = QHBoxLayout()
        line.addWidget(self.settle)
        line.addStretch(1)
        self.add(line)

    def show_standings(self, standings: Sequence[Standing]) -> None:
        """Show these values."""
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [Text(self._theme, self._line(standing)) for standing in standings]
        for place, line in enumerate(self._lines, start=1):
            self.column.insertWidget(place, line)

    def lines(self) -> list[str]:
        """The values as they are shown."""
        return [line.text() for line in self._lines]

    def _line(self, standing: Standing) -> str:
        return f"{self._words(standing) or '—'} · {self._name(standing)} · {local_time(standing.wall)}"
