"""The people: one's own card, adding somebody after comparing words, everybody with their state."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from monitorapp.errors import Trouble
from monitorapp.exchange.members import trust
from monitorapp.exchange.send import SUFFIX, write_receipt
from monitorapp.records.view import Changes

from ..pages import Command, Navigator, Page
from ..session import Session
from ..widgets.buttons import Button
from ..widgets.cards import ScrollColumn
from ..widgets.file_picker import FILE, NEW_FILE, FilePicker, ask_for
from ..widgets.labels import Heading, Muted
from .parcels import new_file_name
from .people import Known, list_people, read_card, revoke
from .person_card import OwnCard, PersonCard, TrustCard

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


class PeoplePage(Page):
    """Nobody becomes trusted by a file alone. `enter(author=…)` compares a stranger whose card is here."""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        self.add_button = Button(self.theme, self.tr("Add a person…"), "plus", "primary")
        self.add_button.setToolTip("Ctrl+N")
        self.column = ScrollColumn(self.theme, widest=900)
        self.own: OwnCard | None = None
        self.comparing: TrustCard | None = None
        self._stranger: Known | None = None
        self._wanted = ""
        self.cards: list[PersonCard] = []
        top = QHBoxLayout()
        top.addWidget(self.add_button)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.column, 1)
        self.add_button.clicked.connect(self._ask_for_card)
        QShortcut(QKeySequence("Ctrl+N"), self, self._ask_for_card)

    def enter(self, **target: str) -> None:
        self._wanted = target.get("author", "")
        self._read()

    def leave(self) -> None:
        self._stranger = None

    def commands(self) -> Sequence[Command]:
        return [Command(self.tr("Add a person…"), self._ask_for_card, "Ctrl+N", "plus")]

    def close_topmost(self) -> bool:
        if self._stranger is not None:
            self._stop()
            return True
        return any(card.fold() for card in self.cards)

    def open_card(self, path: Path) -> None:
        """Look at somebody's card file, and let its words be compared."""
        language = self.navigator.language
        self.session.ask(lambda vault: read_card(vault, path, language), self._meet, self.navigator.trouble)

    def _read(self, _: object = None) -> None:
        language = self.navigator.language
        self.session.ask(lambda vault: list_people(vault, language), self._show, self.navigator.trouble)

    def _show(self, people: list[Known]) -> None:
        wanted, self._wanted = self._wanted, ""
        self._stranger = next((known for known in people if known.person.author == wanted), self._stranger)
        self.column.clear()
        self.cards = []
        self.comparing = self._make_comparing(self._stranger) if self._stranger else None
        for known in people:
            if known.is_self:
                self.own = OwnCard(self.session, self.navigator, known)
                self.column.add(self.own)
        self.column.add(Heading(self.theme, self.tr("People"), 2))
        others = [known for known in people if not known.is_self]
        if not others:
            self.column.add(Muted(self.theme, self.tr("Nobody yet. Exchange cards with your coordinator first.")))
        for known in others:
            self._add(known)
        if self.comparing is None:
            self.add_button.setFocus()

    def _add(self, known: Known) -> None:
        card = PersonCard(self.theme, known)
        card.compare_wanted.connect(self._meet)
        card.revoked.connect(partial(self._revoke, known))
        card.receipt_wanted.connect(partial(self._ask_where, known))
        self.cards.append(card)
        self.column.add(card)

    def _make_comparing(self, known: Known) -> TrustCard:
        card = TrustCard(self.theme, known)
        card.trusted.connect(partial(self._trust, known))
        card.cancelled.connect(self._stop)
        self.column.add(card)
        card.same.setFocus()
        return card

    @Slot()
    def _ask_for_card(self) -> None:
        picker = FilePicker(self.theme, self.tr("Whose card?"), FILE, (".txt", ".card", ".asc"), parent=self)
        ask_for(self.session, picker, self.open_card)

    @Slot(object)
    def _meet(self, known: Known) -> None:
        if known.is_self:
            self.navigator.say(self.tr("This is your own card."))
        elif known.is_trusted:
            self.navigator.say(self.tr("%1 is trusted already.").replace("%1", known.name))
        else:
            self._compare(known)

    def _compare(self, known: Known) -> None:
        self._stranger = known
        self.column.verticalScrollBar().setValue(0)
        self._read()

    @Slot()
    def _stop(self) -> None:
        self._stranger = None
        self._read()

    def _trust(self, known: Known, words: str) -> None:
        def deed(vault: "Vault") -> None:
            trust(vault, known.person.card, words)

        self.session.change(deed, partial(self._trusted, known), self, self._refused)

    def _trusted(self, known: Known, _: None) -> None:
        self._stranger = None
        words = self.tr("%1 is trusted: you can exchange bundles now.").replace("%1", known.name)
        self.navigator.say(words, "good", self.tr("To the inbox"), partial(self.navigator.go, "inbox"))
        self._read()

    def _ask_where(self, known: Known) -> None:
        title, name = self.tr("Where to write the receipt"), new_file_name()
        picker = FilePicker(self.theme, title, NEW_FILE, (SUFFIX,), name=name, parent=self)
        ask_for(self.session, picker, partial(self._write_receipt, known))

    def _write_receipt(self, known: Known, path: Path) -> None:
        words = self.tr("The receipt for %1 was written and read back.").replace("%1", known.name)
        self.session.change(
            lambda vault: (write_receipt(vault, known.person, path), Changes()),
            lambda _: self.navigator.say(words, "good"),
            self,
            self.navigator.trouble,
        )

    def _revoke(self, known: Known) -> None:
        self.session.change(
            lambda vault: revoke(vault, known.person), partial(self._revoked, known), self, self.navigator.trouble
        )

    def _revoked(self, known: Known, _: None) -> None:
        self.navigator.say(self.tr("%1 is no longer trusted.").replace("%1", known.name), "warning")
        self._read()

    def _refused(self, trouble: Trouble) -> None:
        if trouble.code == "words-do-not-match" and self.comparing is not None:
            self.comparing.complain(
                self.tr("These are not the words of this card. Ask again; if they differ, do not trust the card.")
            )
        else:
            self.navigator.trouble(trouble)
