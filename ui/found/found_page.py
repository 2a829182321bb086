"""What was found when the vault was opened: read it, save what is there, and decide."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from monitorapp.errors import Trouble
from monitorapp.records.view import Changes
from monitorapp.vault import accepting
from monitorapp.vault.accepting import Salvaged

from ..pages import Navigator, Page
from ..session import Session
from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card, ScrollColumn
from ..widgets.labels import Heading, Muted, Text
from .findings import Finding, Findings, gather, meaning_of, title_of

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


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


class FoundPage(Page):
    """One card for each finding."""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        self.cards: list[FindingCard] = []
        self._typed: dict[str, str] = {}  # reasons by the file they are about, while the cards are made anew
        self._scroll = ScrollColumn(self.theme, widest=820)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)

    def enter(self, **target: str) -> None:
        """`target`: reasons that were typed before a lock, by file; no document's ledger could keep them."""
        self._typed |= target | self.place()
        self.session.ask(partial(gather, language=self.navigator.language), self._show, self.navigator.trouble)

    def place(self) -> dict[str, str]:
        typed = {card.finding.ledger: card.reason.text() for card in self.cards}
        return {ledger: text for ledger, text in typed.items() if text}

    def _show(self, findings: Findings) -> None:
        self._scroll.clear()
        self.cards = [self._make_card(finding) for finding in findings.alarms]
        self._scroll.add(self._make_head(findings))
        for card in self.cards:
            self._scroll.add(card)
        if self.cards:
            self.cards[0].setFocus()

    def _make_head(self, findings: Findings) -> Card:
        head = Card(self.theme)
        if findings.are_none:
            head.add(Heading(self.theme, self.tr("Nothing is in doubt"), 2))
            head.add(Text(self.theme, self.tr("Every file is what this program left at the last closing.")))
            return head
        head.add(Heading(self.theme, self.tr("The vault is not what this program left"), 2))
        for text in self._advice(findings):
            head.add(Text(self.theme, text))
        return head

    def _advice(self, findings: Findings) -> list[str]:
        texts = [
            self.tr(
                "Ask first: did you or somebody you trust put back a backup, or copy the folder? "
                "If not, somebody else had this disk in hand. Tell your coordinator before you decide."
            ),
            self.tr(
                "Nothing is changed until you decide. What is shown can be read and handed over: “Save what is there” "
                "writes an encrypted file for somebody you trust."
            ),
        ]
        if findings.missing:
            texts.append(self.tr("%n attachment(s) lack their file; the answers stay.", "", findings.missing))
        return texts

    def _make_card(self, finding: Finding) -> FindingCard:
        card = FindingCard(self.theme, finding)
        card.reason.setText(self._typed.pop(finding.ledger, ""))
        card.accepted.connect(self._accept)
        card.salvage_wanted.connect(self._salvage)
        card.send_wanted.connect(self._send)
        return card

    @Slot(object, str)
    def _accept(self, finding: Finding, reason: str) -> None:
        def deed(vault: "Vault") -> Changes:
            accepting.accept(vault, finding.ledger, reason)
            return Changes()

        self.session.change(deed, self._accepted, self, self._refused)

    def _accepted(self, _: Changes) -> None:
        self.navigator.say(self.tr("Accepted. From now on this state is the one to compare with."), "good")
        self.enter()

    @Slot(object, str)
    def _salvage(self, finding: Finding, reason: str) -> None:
        def deed(vault: "Vault") -> tuple[Salvaged, Changes]:
            return accepting.salvage(vault, finding.ledger, reason), Changes()

        self.session.change(deed, self._salvaged, self, self._refused)

    def _salvaged(self, result: tuple[Salvaged, Changes]) -> None:
        found = result[0]
        kept = self.tr("%n saved step(s) of writing could be read.", "", found.commits)
        lost = self.tr("%n could not, whole or in part.", "", found.lost) if found.lost else ""
        left = self.tr("The damaged file stays until you remove it in the settings.")
        self.navigator.say(" ".join(filter(None, (kept, lost, left))), "warning" if found.lost else "good")
        self.enter()

    def _refused(self, trouble: Trouble) -> None:
        self.navigator.trouble(trouble)
        self.enter()

    @Slot(object)
    def _send(self, finding: Finding) -> None:
        self.navigator.go("send", visits=",".join(finding.visits))
