"""One thing that was found: what it is, what it means, and what can be decided about it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Heading, Muted, Text
from .findings import Finding, meaning_of, title_of


class FindingCard(Card):
    """Asks for a reason before anything is decided: it is kept in the vault."""

    accepted = Signal(object, str)
    salvage_wanted = Signal(object, str)
    send_wanted = Signal(object)

    def __init__(self, theme: Theme, finding: Finding) -> None:
        super().__init__(theme, "warning")
        self.finding = finding
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setPlaceholderText(self.tr("Reason: what happened to the vault? It is kept."))
        self.reason.setMinimumHeight(theme.pixels(34))
        self.accept = Button(theme, self._acceptance(), "check")
        self.salvage = Button(theme, self.tr("Write what can be read into a new file"), "hard-drive")
        self.send = Button(theme, self.tr("Save what is there…"), "send")
        self.add(Heading(theme, title_of(finding), 3))
        self.add(Text(theme, meaning_of(finding)))
        self.add(Muted(theme, self.tr("File: %1").replace("%1", finding.ledger)))
        self._lay_out(theme)
        self.accept.clicked.connect(lambda: self.accepted.emit(self.finding, self.reason.text().strip()))
        self.salvage.clicked.connect(lambda: self.salvage_wanted.emit(self.finding, self.reason.text().strip()))
        self.send.clicked.connect(lambda: self.send_wanted.emit(self.finding))
        self.reason.textChanged.connect(self._allow)
        self._allow()

    def _lay_out(self, theme: Theme) -> None:
        finding = self.finding
        decides = finding.can_be_accepted or finding.can_be_salvaged
        self.reason.setVisible(decides)
        self.accept.setVisible(finding.can_be_accepted)
        self.salvage.setVisible(finding.can_be_salvaged)
        self.send.setVisible(bool(finding.visits) or finding.sort == "index")
        self.add(self.reason)
        row = QHBoxLayout()
        for button in (self.send, self.salvage, self.accept):
            row.addWidget(button)
        row.addStretch(1)
        self.add(row)
        if not decides:
            self.add(Muted(theme, self.tr("It is only read and left as it is. Keep the folder unchanged.")))

    def _acceptance(self) -> str:
        gone = self.finding.code == "ledger-missing"
        return self.tr("Give it up") if gone else self.tr("Accept this state as it is")

    @Slot()
    def _allow(self) -> None:
        said = bool(self.reason.text().strip())
        self.accept.setEnabled(said)
        self.salvage.setEnabled(said)
