"""Cards of the inbox: erasures that others ask for, and what was decided on answers in one's own visits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout

from monitorapp.exchange.choosing import can_accept
from monitorapp.records.view import HistoryEntry
from monitorapp.vault import erasing
from monitorapp.vault.erasing import Asked

from ..form.reading import local_time
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


Pair = tuple[str, str]


@dataclass(frozen=True)
class Settled:
    """One decision in words."""

    document: str
    field: str
    title: str
    where: str
    before: str
    after: str
    reason: str
    by: str


def list_settled(vault: "Vault", author: str, language: str, touched: Iterable[Pair] | None = None) -> list[Settled]:
    """What `author` decided and what still stands so: in the fields `touched`, or in every visit."""
    if author == vault.author:
        return []
    pairs = sorted(touched) if touched is not None else _standing_of(vault, author)
    words = QuestionWords(vault, language)
    names = {person.author: person.name for person in vault.registry.people()}
    found = ((pair, _decision(vault.history(*pair), author)) for pair in pairs if not pair[1].startswith("#"))
    settled = [_settled(pair, history, words, names) for pair, history in found if history]
    return sorted(settled, key=lambda one: (one.where, one.title))


def _standing_of(vault: "Vault", author: str) -> Iterator[Pair]:
    """The fields in which what this author wrote stands."""
    for visit in vault.visits():
        for row in vault.documents(visit.id):
            authors = vault.view(row.id).authors
            yield from ((row.id, name) for name, writers in sorted(authors.items()) if author in writers)


def _decision(history: list[HistoryEntry], author: str) -> list[HistoryEntry]:
    """The history up to the decision of `author` that stands; empty where there is none."""
    places = (place for place, entry in enumerate(history) if _is_decision(entry, author))
    return history[: next(places, -1) + 1]


def _is_decision(entry: HistoryEntry, author: str) -> bool:
    return entry.standing and entry.reason is not None and entry.author == author


def _settled(pair: Pair, history: list[HistoryEntry], words: QuestionWords, names: dict[str, str]) -> Settled:
    *before, decision = history
    asked = words.of(*pair)
    last = {entry.author: entry for entry in before}
    told = [f"{words.value(*pair, entry.value)} ({names.get(entry.author, '?')})" for entry in last.values()]
    return Settled(
        document=pair[0],
        field=pair[1],
        title=asked.title,
        where=asked.where,
        before="; ".join(told),
        after=words.value(*pair, decision.value),
        reason=decision.reason or "",
        by=f"{names.get(decision.author, '?')} · {local_time(decision.wall)}",
    )


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
