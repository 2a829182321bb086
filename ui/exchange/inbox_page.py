"""The inbox: files that came, each with its plan before anything is written; below, every exchange so far."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from monitorapp.errors import Trouble
from monitorapp.exchange.choosing import accept
from monitorapp.exchange.send import SUFFIX
from monitorapp.records.view import Changes
from monitorapp.vault.erasing import decline
from monitorapp.vault.registry import Exchange
from monitorapp.vault.sealed import recipients_of

from ..pages import Command, Navigator, Page
from ..session import Session
from ..widgets.buttons import Button
from ..widgets.cards import Card, ScrollColumn
from ..widgets.file_picker import FILE, FOLDER, FilePicker, ask_for
from ..widgets.labels import Heading, Muted, Text
from ..words import Words
from .arrivals import Arrival, ExchangeRow, look_at, take_in
from .bundle_card import BundleCard
from .inbox_cards import AskedCard, Request, Settled, list_requests, list_settled
from .sealed_list import SealedList

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault

History = tuple[list[Exchange], dict[str, str], dict[str, tuple[str, ...]]]
_SHOWN = 50


class InboxPage(Page):
    """Files are dropped on the window or chosen; several at once are looked at one after another.

    `enter(path=…)` takes one path, or several in lines.
    """

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        self._words = Words(navigator.language)
        self.cards: list[BundleCard] = []
        self.history: list[ExchangeRow] = []
        self.open_file = Button(self.theme, self.tr("Open a file…"), "package-open", "primary")
        self.open_folder = Button(self.theme, self.tr("All files of a folder…"), "folder-open")
        self.take_all = Button(self.theme, "", "download")
        self.hint = Card(self.theme)
        self.hint.add(Text(self.theme, self.tr("Drop files of colleagues here, or open them from a drive.")))
        self.hint.add(Muted(self.theme, self.tr("You see what is inside before anything is taken in.")))
        self.arrivals = QVBoxLayout()
        self.requests = QVBoxLayout()
        self.asked: AskedCard | None = None
        self.sealed = SealedList(session, navigator)
        self.log = QVBoxLayout()
        self.column = ScrollColumn(self.theme, widest=1100)
        self.column.add(self.hint)
        self.column.add(self.arrivals)
        self.column.add(self.requests)
        self.column.add(self.sealed)
        self.column.add(Heading(self.theme, self.tr("Exchanges so far"), 2))
        self.column.add(self.log)
        self._lay_out()
        self.setAcceptDrops(True)

    # Page

    def enter(self, **target: str) -> None:
        self._look_again()
        for path in filter(None, target.get("path", "").split("\n")):
            self.add(Path(path))
        self._read_history()
        self._read_requests()
        self.open_file.setFocus()

    def commands(self) -> Sequence[Command]:
        return [
            Command(self.tr("Open a file…"), self._ask_for_file, icon="package-open"),
            Command(self.tr("All files of a folder…"), self._ask_for_folder, icon="folder-open"),
        ]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for path in _files(event.mimeData()):
            self.add(path)
        event.acceptProposedAction()

    def add(self, path: Path) -> None:
        """Look at a file; one that is on the list already is looked at again."""
        for card in [card for card in self.cards if card.path == path]:
            self._remove(card)
        card = BundleCard(self.theme, path)
        card.wanted.connect(partial(self._take_in, card))
        card.removed.connect(partial(self._remove, card))
        card.strangers_wanted.connect(partial(self._look, card))
        card.compare_wanted.connect(self._compare)
        card.settle_wanted.connect(lambda document, field: self._go("conflicts", document, field))
        card.question_wanted.connect(lambda document, field: self._go("form", document, field))
        card.visit_wanted.connect(lambda visit: self.navigator.go("visit", visit=visit))
        self.cards.append(card)
        self.arrivals.addWidget(card)
        self._look(card)
        self._count()

    # Building

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        for button in (self.open_file, self.open_folder):
            top.addWidget(button)
        top.addStretch(1)
        top.addWidget(self.take_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.column, 1)
        self.open_file.clicked.connect(self._ask_for_file)
        self.open_folder.clicked.connect(self._ask_for_folder)
        self.take_all.clicked.connect(self._take_all)
        self._count()

    # Files

    @Slot()
    def _ask_for_file(self) -> None:
        ask_for(self.session, FilePicker(self.theme, self.tr("Which file?"), FILE, (SUFFIX,), parent=self), self.add)

    @Slot()
    def _ask_for_folder(self) -> None:
        ask_for(self.session, FilePicker(self.theme, self.tr("Which folder?"), FOLDER, parent=self), self.add_folder)

    def add_folder(self, folder: Path) -> None:
        """Look at every bundle of a folder."""
        try:
            paths = sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIX) and path.is_file())
        except OSError:
            paths = []
        for path in paths:
            self.add(path)
        if not paths:
            self.navigator.say(self.tr("There are no files of colleagues in this folder."))

    def _look(self, card: BundleCard) -> None:
        path, language, strangers = card.path, self.navigator.language, card.with_strangers
        self.session.ask(
            lambda vault: look_at(vault, path, language, with_strangers=strangers),
            partial(self._show_plan, card),
            partial(self._show_trouble, card),
        )

    def _look_again(self) -> None:
        """What one file brings may change what the next one would."""
        for card in self.cards:
            if not card.is_taken:
                self._look(card)

    def _show_plan(self, card: BundleCard, arrival: Arrival) -> None:
        if card in self.cards and not card.is_taken and arrival != card.arrival:
            is_first = card.arrival is None
            card.show_plan(arrival)
            self._count()
            if is_first and card.action is not None:
                card.action.setFocus()

    def _show_trouble(self, card: BundleCard, trouble: Trouble) -> None:
        if card in self.cards:
            card.show_trouble(self._words.of(trouble))
            self._count()

    @Slot()
    def _take_all(self) -> None:
        for card in [card for card in self.cards if card.is_ready]:
            self._take_in(card)

    def _take_in(self, card: BundleCard) -> None:
        path, language, strangers = card.path, self.navigator.language, card.with_strangers
        card.hold()
        self.session.change(
            lambda vault: take_in(vault, path, language, with_strangers=strangers),
            partial(self._taken, card),
            self,
            partial(self._show_trouble, card),
        )

    def _taken(self, card: BundleCard, result: tuple[Arrival, Changes]) -> None:
        if card in self.cards:
            card.show_taken(result[0])
            if card.action is not None:
                card.action.setFocus()
        self._look_again()
        self._read_history()
        self._read_requests()
        self._count()

    def _remove(self, card: BundleCard) -> None:
        self.cards.remove(card)
        self.arrivals.removeWidget(card)
        card.hide()
        card.deleteLater()
        self._count()
        self.open_file.setFocus()

    def _count(self) -> None:
        ready = sum(card.is_ready for card in self.cards)
        self.take_all.setText(self.tr("Take all in: %n", "", ready))
        self.take_all.setVisible(ready > 1)
        self.hint.setVisible(not self.cards)

    # Ways on

    def _go(self, page: str, document: str, field: str) -> None:
        self.navigator.go(page, document=document, field=field)

    @Slot(str)
    def _compare(self, author: str) -> None:
        self.navigator.go("people", **({"author": author} if author else {}))

    # Erasures that others ask for

    def _read_requests(self) -> None:
        language = self.navigator.language
        self.session.ask(lambda vault: list_requests(vault, language), self._show_requests, self.navigator.trouble)

    def _show_requests(self, requests: list[Request]) -> None:
        if self.asked is not None:
            self.requests.removeWidget(self.asked)
            self.asked.hide()
            self.asked.deleteLater()
        self.asked = AskedCard(self.theme, requests) if requests else None
        if self.asked is not None:
            self.asked.accepted.connect(lambda one: self._decide(lambda vault: accept(vault, one.asked)))
            self.asked.declined.connect(lambda one: self._decide(lambda vault: decline(vault, one.asked)))
            self.requests.addWidget(self.asked)

    def _decide(self, deed: "Callable[[Vault], Changes | None]") -> None:
        self.session.change(deed, lambda _: self._read_requests(), self, self.navigator.trouble)

    # History

    def _read_history(self) -> None:
        self.sealed.read()
        self.session.ask(_history, self._show_history, self.navigator.trouble)

    def _show_history(self, history: History) -> None:
        exchanges, names, sent = history
        for old in self.history:
            self.log.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.history = [self._row(exchange, names, sent) for exchange in exchanges[: -_SHOWN - 1 : -1]]

    def _row(self, exchange: Exchange, names: dict[str, str], sent: dict[str, tuple[str, ...]]) -> ExchangeRow:
        recipients = [names.get(author, author[:8]) for author in sent.get(exchange.bundle, ())]
        row = ExchangeRow(self.theme, exchange, names.get(exchange.author, ""), recipients)
        row.decisions_wanted.connect(partial(self._ask_decisions, row))
        row.question_wanted.connect(partial(self._go, "form"))
        self.log.addWidget(row)
        return row

    def _ask_decisions(self, row: ExchangeRow) -> None:
        author, language = row.exchange.author, self.navigator.language
        self.session.ask(
            lambda vault: list_settled(vault, author, language),
            partial(self._show_decisions, row),
            self.navigator.trouble,
        )

    def _show_decisions(self, row: ExchangeRow, settled: list[Settled]) -> None:
        if row in self.history:
            row.show_settled(settled)


def _history(vault: "Vault") -> History:
    exchanges, people = vault.registry.exchanges(), vault.registry.people()
    sent = {one.bundle: recipients_of(vault, one.bundle) for one in exchanges[-_SHOWN:] if one.direction == "sent"}
    return exchanges, {person.author: person.name for person in people}, sent


def _files(data: QMimeData) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.name.endswith(SUFFIX)]
