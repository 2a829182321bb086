"""Erasures that others ask for: what, whose words, why; each is erased by holding a button, or left as it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout

from monitorapp.exchange.erasures import can_accept
from monitorapp.vault import erasing
from monitorapp.vault.erasing import Asked

from ..form.moments import local_time
from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.hold_button import HoldButton
from ..widgets.labels import Heading, Muted, Text
from .question_words import QuestionWords

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


@dataclass(frozen=True)
class Request:
    """An erasure in words. `can_accept`: whether it is to be decided here."""

    asked: Asked
    what: str
    where: str
    asker: str
    authors: str
    can_accept: bool


def list_requests(vault: "Vault", language: str) -> list[Request]:
    """Every erasure that waits for a decision here. Read in the vault's thread."""
    words, names = QuestionWords(vault, language), {one.author: one.name for one in vault.registry.people()}
    names[vault.author] = QCoreApplication.translate("Exchange", "you")
    return [_request(vault, one, words, names) for one in erasing.asked(vault) if vault.visit_of(one.document)]


def _request(vault: "Vault", one: Asked, words: QuestionWords, names: dict[str, str]) -> Request:
    named = [words.of(one.document, field) for field in one.fields if "#" not in field] or [
        words.of(one.document, field) for field in one.fields[:1]
    ]
    whole = QCoreApplication.translate("Exchange", "The whole document")
    return Request(
        asked=one,
        what="; ".join(asked.title for asked in named) or whole,
        where=named[0].where if named else words.of(one.document, "#form").where,
        asker=names.get(one.asker, one.asker[:8]),
        authors=", ".join(names.get(author, author[:8]) for author in one.authors),
        can_accept=can_accept(vault, one),
    )


class AskedCard(Card):
    """`accepted` and `declined` name the request."""

    accepted = Signal(object)
    declined = Signal(object)

    def __init__(self, theme: Theme, requests: Sequence[Request], seconds: float = 3.0) -> None:
        super().__init__(theme, "warning")
        self._theme, self._seconds = theme, seconds
        self.buttons: list[HoldButton] = []
        self.leave: list[Button] = []
        self.add(Heading(theme, self.tr("Others ask to erase: %n", "", len(requests)), 2))
        for request in requests:
            self._add(request)

    def _add(self, request: Request) -> None:
        self.add(Text(self._theme, request.what, bold=True))
        self.add(Muted(self._theme, request.where))
        said = self.tr("%1 has erased it and asks for it here, too") if request.asked.decided else self.tr("%1 asks")
        facts = [said.replace("%1", request.asker), self.tr("written by %1").replace("%1", request.authors)]
        self.add(Text(self._theme, " · ".join([*facts, local_time(request.asked.wall)])))
        if request.asked.reason:
            self.add(Text(self._theme, self.tr("Why: %1").replace("%1", request.asked.reason)))
        self.add(self._new_ways(request))
        if not request.can_accept:
            self.add(Muted(self._theme, self.tr("Only whoever wrote it, or the coordinator, can erase it.")))

    def _new_ways(self, request: Request) -> QHBoxLayout:
        leave = Button(self._theme, self.tr("Leave it as it is"))
        hold = HoldButton(self._theme, self.tr("Hold to erase (3 seconds)"), "trash-2", self._seconds)
        for button in (leave, hold):
            button.setAccessibleName(f"{button.text()}: {request.what}")
        hold.setEnabled(request.can_accept)
        leave.clicked.connect(partial(self.declined.emit, request))
        hold.held.connect(partial(self.accepted.emit, request))
        self.buttons.append(hold)
        self.leave.append(leave)
        row = QHBoxLayout()
        row.addWidget(hold)
        row.addWidget(leave)
        row.addStretch(1)
        return row
