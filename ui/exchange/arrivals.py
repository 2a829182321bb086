"""What a bundle would bring or brought, in words, and the lines of the history of exchanges."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitorapp.exchange.members import card_of
from monitorapp.exchange.payload import decode
from monitorapp.exchange.receive import Plan, inspect, plan, receive
from monitorapp.records.view import FACILITY, Changes
from monitorapp.vault.registry import Exchange

from ..form.opening import facility_name
from ..form.reading import local_time
from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Muted, Remark
from .inbox_cards import Settled, SettledCard, list_settled
from .parcels import parcel_of
from .people import Known, known_of

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


@dataclass(frozen=True)
class Arrival:
    """A bundle with its plan. `signer` is None where the signer's card is not here; then only digits are known."""

    path: Path
    plan: Plan
    signer: Known | None
    visits: tuple[str, ...]
    settled: tuple[Settled, ...] = ()

    @property
    def is_strange(self) -> bool:
        """Whether nobody who is trusted signed it."""
        return self.plan.sender is None

    @property
    def can_be_taken(self) -> bool:
        """Whether taking it in would change anything."""
        return not self.is_strange and not self.plan.nothing_new


def look_at(vault: "Vault", path: Path, language: str, *, with_strangers: bool = False) -> Arrival:
    """What taking a file in would do; nothing is changed. Raises BundleTrouble, ExchangeTrouble, VaultTrouble."""
    made = plan(vault, path, with_strangers=with_strangers)
    names = _visit_names(vault, made.visits, language)
    if made.kind == "invitation" and not names:
        names = _peeked(vault, path, language)
    return Arrival(path, made, _signer(vault, made, language), names)


def take_in(vault: "Vault", path: Path, language: str, *, with_strangers: bool = False) -> tuple[Arrival, Changes]:
    """Take a file in; returns what it brought, decisions on own visits with their reasons included."""
    made = receive(vault, path, with_strangers=with_strangers)
    names = _visit_names(vault, made.visits, language)
    settled = tuple(list_settled(vault, made.author, language, made.changes.fields))
    return Arrival(path, made, _signer(vault, made, language), names, settled), made.changes


def _signer(vault: "Vault", made: Plan, language: str) -> Known | None:
    person = vault.registry.person(made.author)
    return known_of(person, card_of(person), language) if person else None


def _visit_names(vault: "Vault", visits: Iterable[str], language: str) -> tuple[str, ...]:
    wanted = set(visits)
    return tuple(parcel_of(row, language).title for row in vault.visits() if row.id in wanted)


def _peeked(vault: "Vault", path: Path, language: str) -> tuple[str, ...]:
    """Where an invitation leads: the facility that is written in it. Only for bundles of trusted people."""
    commits = decode(inspect(vault, path).commits).commits
    found = (part.values.get(FACILITY) for commit in commits for part in commit.parts)
    names = (facility_name(str(code), language) for code in found if code)
    return tuple(dict.fromkeys(names))


def kind_word(kind: str) -> str:
    """What a bundle is, in the language of the windows."""
    words = {
        "visit": QCoreApplication.translate("Exchange", "Visit"),
        "addendum": QCoreApplication.translate("Exchange", "Addendum"),
        "update": QCoreApplication.translate("Exchange", "Decisions"),
        "invitation": QCoreApplication.translate("Exchange", "Invitation"),
        "receipt": QCoreApplication.translate("Exchange", "Receipt"),
        "join": QCoreApplication.translate("Exchange", "Request to join"),
        "team": QCoreApplication.translate("Exchange", "Team"),
    }
    return words[kind]


class CountWords(QObject):
    """Says what a bundle brought, each count with the tone of its chip; only what is new is said also when zero."""

    def of(self, counts: Mapping[str, int]) -> list[tuple[str, str]]:
        """The counts as (words, tone)."""
        said = [
            (counts.get("new", 0), self.tr("new answers: %n", "", counts.get("new", 0)), "accent"),
            (counts.get("conflicts", 0), self.tr("differ: %n", "", counts.get("conflicts", 0)), "warning"),
            (counts.get("agreeing", 0), self.tr("agree: %n", "", counts.get("agreeing", 0)), "good"),
            (counts.get("settled", 0), self.tr("settled: %n", "", counts.get("settled", 0)), "good"),
            (counts.get("attachments", 0), self.tr("files: %n", "", counts.get("attachments", 0)), "accent"),
            *self._of_erasures(counts),
            (counts.get("late", 0), self.tr("written after the finish: %n", "", counts.get("late", 0)), "warning"),
            (counts.get("known", 0), self.tr("known already: %n", "", counts.get("known", 0)), "accent"),
        ]
        return [(words, tone) for place, (count, words, tone) in enumerate(said) if count or place == 0]

    def _of_erasures(self, counts: Mapping[str, int]) -> list[tuple[int, str, str]]:
        erased, asked, dropped, left = (counts.get(name, 0) for name in ("erased", "asked", "dropped", "left_out"))
        return [
            (erased, self.tr("erased by their authors: %n", "", erased), "warning"),
            (asked, self.tr("asked to erase: %n", "", asked), "warning"),
            (dropped, self.tr("erased here, left out: %n", "", dropped), "accent"),
            (left, self.tr("of strangers, left out: %n", "", left), "warning"),
        ]


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
