"""What was decided on answers in one's own visits: each with the old answers, the new one and the reason."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Heading, Muted, Text
from .settled import Settled


class SettledCard(Card):
    """`wanted` names the document and the field whose question is to be shown."""

    wanted = Signal(str, str)

    def __init__(self, theme: Theme, settled: Sequence[Settled]) -> None:
        super().__init__(theme)
        self._theme = theme
        self.buttons: list[Button] = []
        title = self.tr("Decided on answers in your visits: %n", "", len(settled))
        self.add(Heading(theme, title if settled else self.tr("Nothing was decided on answers in your visits."), 3))
        for one in settled:
            self._add(one)

    def _add(self, one: Settled) -> None:
        head = QHBoxLayout()
        head.addWidget(Text(self._theme, one.title, bold=True), 1)
        show = Button(self._theme, self.tr("Show"), "arrow-right")
        show.setAccessibleName(self.tr("Show the question: %1").replace("%1", one.title))
        show.clicked.connect(lambda: self.wanted.emit(one.document, one.field))
        head.addWidget(show)
        self.buttons.append(show)
        self.add(head)
        self.add(Muted(self._theme, one.where))
        self.add(Text(self._theme, self.tr("Was: %1").replace("%1", one.before)))
        self.add(Text(self._theme, self.tr("Now: %1").replace("%1", one.after), bold=True))
        self.add(Text(self._theme, self.tr("Why: %1").replace("%1", one.reason)))
        self.add(Muted(self._theme, one.by))
