"""A line of the history of exchanges: when, with whom, what, and what it brought."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitorapp.vault.registry import Exchange

from ..form.moments import local_time
from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Muted, Remark
from .exchange_words import CountWords, kind_word
from .settled import Settled
from .settled_card import SettledCard

_ICONS = {"sent": "upload", "received": "download", "quarantined": "triangle-alert"}


class ExchangeRow(Card):
    """Where decisions came with it, they can be looked at again."""

    decisions_wanted = Signal()
    question_wanted = Signal(str, str)

    def __init__(self, theme: Theme, exchange: Exchange, name: str, recipients: Sequence[str] = ()) -> None:
        """`name`: whose bundle it is; `recipients`: for whom one of ours was written."""
        super().__init__(theme)
        self._recipients = recipients
        self._theme = theme
        self.exchange = exchange
        self._settled: SettledCard | None = None
        words = self._words(exchange).replace("%1", kind_word(exchange.kind)).replace("%2", name or "–")
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(Remark(theme, words, _ICONS[exchange.direction], "text"))
        lines.addWidget(Muted(theme, " · ".join([local_time(exchange.wall), *self._counts()])))
        row = QHBoxLayout()
        row.addLayout(lines, 1)
        self.decisions: Button | None = None
        if exchange.direction == "received" and exchange.kind == "update":
            self.decisions = Button(theme, self.tr("What was decided"), "history")
            self.decisions.setAccessibleName(self.tr("What was decided: %1").replace("%1", words))
            self.decisions.clicked.connect(self.decisions_wanted)
            row.addWidget(self.decisions)
        self.add(row)

    def show_settled(self, settled: list[Settled]) -> None:
        """Show the decisions below the line."""
        self._drop()
        self._settled = SettledCard(self._theme, settled)
        self._settled.wanted.connect(self.question_wanted)
        self.add(self._settled)

    def settled_card(self) -> QWidget | None:
        """The decisions that are shown."""
        return self._settled

    def _drop(self) -> None:
        if self._settled is not None:
            self._settled.hide()
            self._settled.deleteLater()

    def _words(self, exchange: Exchange) -> str:
        words = {
            "sent": self.tr("Sent: %1"),
            "received": self.tr("Taken in: %1 from %2"),
            "quarantined": self.tr("Put aside: %1 from a stranger"),
        }
        return words[exchange.direction]

    def _counts(self) -> list[str]:
        if self.exchange.direction == "sent" and self._recipients:
            return [self.tr("for %1").replace("%1", ", ".join(self._recipients))]
        if self.exchange.direction != "received":
            return []
        return [words for words, _ in CountWords(self).of(self.exchange.counts)]
