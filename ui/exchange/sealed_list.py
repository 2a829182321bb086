"""What is sealed on this laptop: for whom, who has signed that it arrived, copying it, and letting it go."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitorapp.exchange.send import SUFFIX, copy_sealed
from monitorapp.vault import sealed
from monitorapp.vault.sealed import Sealed

from ..pages import Navigator
from ..session import Session
from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.file_picker import NEW_FILE, FilePicker, ask_for
from ..widgets.hold_button import HoldButton
from ..widgets.labels import Heading, Muted, Remark, Text
from .parcels import new_file_name

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


@dataclass(frozen=True)
class SealedHere:
    """A sealed bundle, and the names of those who can open it and of those who signed for it."""

    sealed: Sealed
    names: tuple[str, ...]
    signed: tuple[str, ...]


def list_sealed(vault: "Vault") -> list[SealedHere]:
    """Every sealed bundle here, the newest first. Read in the vault's thread."""
    names = {person.author: person.name for person in vault.registry.people()}

    def named(authors: Sequence[str]) -> tuple[str, ...]:
        return tuple(names.get(author, "–") for author in authors)

    found = [SealedHere(one, named(one.recipients), named(one.receipts)) for one in sealed.listed(vault)]
    return found[::-1]


class SealedCard(Card):
    """One sealed bundle. Without a receipt it may be the only copy, so letting it go takes a held button."""

    copy_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, theme: Theme, here: SealedHere) -> None:
        super().__init__(theme)
        self.here = here
        day = QLocale().toString(QDate.fromString(here.sealed.day, "yyyy-MM-dd"), QLocale.FormatType.ShortFormat)
        size = QLocale().formattedDataSize(here.sealed.size, 1)
        self.add(Text(theme, self.tr("Sealed on %1").replace("%1", day) + f" · {size}", bold=True))
        self.add(Muted(theme, self.tr("Only these can open it: %1").replace("%1", ", ".join(here.names))))
        self.add(self._receipts(theme))
        self.copy = Button(theme, self.tr("Copy onto a drive…"), "copy")
        self.copy.clicked.connect(self.copy_wanted)
        self.remove: Button = self._make_remove(theme)
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addWidget(self.remove)
        row.addStretch(1)
        self.add(row)

    def _receipts(self, theme: Theme) -> Remark:
        if not self.here.signed:
            words = self.tr("Nobody has signed for it yet: this may be the only copy.")
            return Remark(theme, words, "triangle-alert", "warning")
        names = ", ".join(self.here.signed)
        return Remark(theme, self.tr("Arrived, signed by: %1").replace("%1", names), "shield-check", "good")

    def _make_remove(self, theme: Theme) -> Button:
        if self.here.signed:
            button = Button(theme, self.tr("Remove the sealed file"), "trash-2")
            button.clicked.connect(self.remove_wanted)
            return button
        held = HoldButton(theme, self.tr("Hold to remove without a receipt"), "trash-2")
        held.held.connect(self.remove_wanted)
        return held


class SealedList(QWidget):
    """Hidden while nothing is sealed here."""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__()
        self._session, self._navigator = session, navigator
        self.cards: list[SealedCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(Heading(navigator.theme, self.tr("Sealed on this laptop"), 2))
        self.hide()

    def read(self, _: object = None) -> None:
        """Look again at what is sealed here."""
        self._session.ask(list_sealed, self._show, self._navigator.trouble)

    def _show(self, found: list[SealedHere]) -> None:
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [self._card(here) for here in found]
        self.setVisible(bool(found))

    def _card(self, here: SealedHere) -> SealedCard:
        card = SealedCard(self._navigator.theme, here)
        card.copy_wanted.connect(partial(self._ask_where, here))
        card.remove_wanted.connect(partial(self._remove, here))
        self._column.addWidget(card)
        return card

    def _ask_where(self, here: SealedHere) -> None:
        title, name = self.tr("Where to write the file"), new_file_name()
        picker = FilePicker(self._navigator.theme, title, NEW_FILE, (SUFFIX,), name=name, parent=self)
        ask_for(self._session, picker, partial(self._copy, here))

    def _copy(self, here: SealedHere, path: Path) -> None:
        words = self.tr("The copy was read back and compared: %1").replace("%1", path.name)
        self._session.ask(
            lambda vault: copy_sealed(vault, here.sealed, path),
            lambda _: self._navigator.say(words, "good"),
            self._navigator.trouble,
        )

    def _remove(self, here: SealedHere) -> None:
        bundle = here.sealed.bundle
        self._session.change(lambda vault: sealed.remove(vault, bundle), self.read, self, self._navigator.trouble)
