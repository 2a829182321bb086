"""Fields in which different values stand: deciding them in the vault's thread, and what comes next."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from monitorapp.documents import zone_of
from monitorapp.errors import InputTrouble
from monitorapp.forms.definition import Kind
from monitorapp.records.field import FieldKey, Value, canonical, is_blank, strict_json
from monitorapp.records.view import Changes, Conflict, Standing

from ..form.reading import local_time
from .question_words import Asked, QuestionWords

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


Key = tuple[str, str]


@dataclass(frozen=True)
class Opinion:
    """One of the values that stand, and who wrote it when."""

    value: Value
    words: str
    names: tuple[str, ...]
    authors: str


@dataclass(frozen=True)
class Dispute:
    """A field to decide. `seen` are the commits whose values are on the screen: what a decision replaces."""

    document: str
    field: str
    visit: str
    asked: Asked
    opinions: tuple[Opinion, ...]
    seen: tuple[str, ...]
    note: str
    zone: str | None

    @property
    def key(self) -> Key:
        """What tells it from others."""
        return self.document, self.field

    @property
    def summary(self) -> str:
        """All values in one line."""
        return " ≠ ".join(opinion.words for opinion in self.opinions)


@dataclass(frozen=True)
class Decision:
    """What was decided and why. `both`: the values stand side by side in the note, as `explained`."""

    value: Value
    words: str
    reason: str
    both: bool = False


def list_disputes(vault: "Vault", language: str) -> list[Dispute]:
    """Every field with differing values, in the order of visits, documents and questions."""
    questions = QuestionWords(vault, language)
    names = {person.author: person.name for person in vault.registry.people()}
    found = [_dispute(conflict, questions, names) for conflict in vault.conflicts()]
    return sorted(found, key=_place)


def decide(vault: "Vault", dispute: Dispute, decision: Decision) -> tuple[tuple[str, ...], Changes]:
    """Write a decision; returns the commits that stand now, and what changed.

    Raises InputTrouble `nothing-to-settle` where somebody decided it meanwhile.
    """
    if not set(vault.shown(dispute.document, dispute.field)) & set(dispute.seen):
        raise InputTrouble("nothing-to-settle")  # before the note: it would tell of a decision that nobody made
    changes = _add_note(vault, dispute, explained(dispute, decision.reason)) if decision.both else Changes()
    # The reason stands in the header of the commit, which can neither be withheld nor erased: no answers there.
    changes |= vault.settle(dispute.document, dispute.field, decision.value, decision.reason, dispute.seen)
    return vault.shown(dispute.document, dispute.field), changes


def both_of(dispute: Dispute) -> Value:
    """The value where all opinions hold: lists and texts join; of anything else none is known to be the right one."""
    values = [opinion.value for opinion in dispute.opinions]
    question = dispute.asked.question
    if all(isinstance(value, list) for value in values):
        return sorted({code for value in values if isinstance(value, list) for code in value})
    is_text = question is None or question.kind is Kind.TEXT
    if is_text and all(isinstance(value, str) for value in values):
        return "; ".join(str(value) for value in values)
    return {"na": "unknown"}


def explained(dispute: Dispute, reason: str) -> str:
    """All opinions with their authors, and the explanation, in one line."""
    said = "; ".join(f"{opinion.words} ({', '.join(opinion.names)})" for opinion in dispute.opinions)
    both = QCoreApplication.translate("Exchange", "Several answers stand: %1.").replace("%1", said)
    return f"{both} {reason}"


def _add_note(vault: "Vault", dispute: Dispute, text: str) -> Changes:
    """Put the explanation below the note; a note that is itself disputed is left alone: the history has it all."""
    name = f"{FieldKey.parse(dispute.field).answer}#note"
    view = vault.view(dispute.document)
    if name in view.unsettled or FieldKey.parse(dispute.field).facet:
        return Changes()
    old = view.values.get(name)
    note = f"{old}\n{text}" if isinstance(old, str) and old else text
    question = dispute.asked.question
    compartment = (question.monitor.get("compartment") if question else None) or "general"
    return vault.record(dispute.document, name, note, vault.shown(dispute.document, name), compartment)


def _dispute(conflict: Conflict, questions: QuestionWords, names: dict[str, str]) -> Dispute:
    asked = questions.of(conflict.document, conflict.field)
    note = questions.view(conflict.document).values.get(f"{FieldKey.parse(conflict.field).answer}#note")
    opinions = [_opinion(some, questions, conflict, names) for some in _by_value(conflict.standings)]
    return Dispute(
        document=conflict.document,
        field=conflict.field,
        visit=conflict.visit,
        asked=asked,
        opinions=tuple(sorted(opinions, key=lambda opinion: (opinion.names, opinion.authors))),
        seen=tuple(standing.commit for standing in conflict.standings if standing.commit),
        note=note if isinstance(note, str) else "",
        zone=zone_of(questions.facility_code(conflict.document)),
    )


def _by_value(standings: Iterable[Standing]) -> list[list[Standing]]:
    """Those who wrote the same together."""
    groups: dict[str, list[Standing]] = {}
    for standing in sorted(standings, key=lambda standing: (standing.wall, standing.commit or "")):
        groups.setdefault(canonical(standing.value), []).append(standing)
    return list(groups.values())


def _opinion(some: list[Standing], questions: QuestionWords, conflict: Conflict, names: dict[str, str]) -> Opinion:
    people = {standing.author: names.get(standing.author, standing.author[:8]) for standing in some}
    return Opinion(
        value=some[0].value,
        words=questions.value(conflict.document, conflict.field, some[0].value),
        names=tuple(people.values()),
        authors=", ".join(f"{people[standing.author]} · {local_time(standing.wall)}" for standing in some),
    )


def _place(dispute: Dispute) -> tuple[object, ...]:
    number = [int(part) for part in dispute.asked.number.split(".") if part.isdigit()]
    return dispute.visit, dispute.document != dispute.visit, dispute.asked.where, number, dispute.field


@dataclass(frozen=True)
class Begun:
    """A decision that was begun: the reason, another answer, and the digit that was chosen among what was `seen`."""

    reason: str = ""
    answer: Value = None
    raw: str | None = None
    digit: int = 0
    seen: tuple[str, ...] = ()

    @property
    def is_typed(self) -> bool:
        """Whether anything of it is worth keeping: a choice alone costs one key."""
        return bool(self.reason or self.raw) or not is_blank(self.answer)

    def spelled(self) -> str:
        """As it is kept in the vault."""
        return canonical(asdict(self))

    @classmethod
    def of(cls, text: str) -> "Begun":
        """What was kept; a text that is not ours is a reason."""
        try:
            found: Any = strict_json(text)
            return cls(**{**found, "seen": tuple(found["seen"])})
        except (InputTrouble, TypeError, KeyError):
            return cls(text)


@dataclass(frozen=True)
class Entry:
    """A line of the list: a dispute, and the decision taken here, if any. `reopened`: it is to be decided anew."""

    dispute: Dispute
    decision: Decision | None = None
    reopened: bool = False

    @property
    def is_left(self) -> bool:
        """Whether it still needs a decision."""
        return self.decision is None


class ConflictPresenter:
    """Decisions stay in the list until the page is left, so that they can be looked at and decided anew."""

    def __init__(self) -> None:
        self.entries: tuple[Entry, ...] = ()
        self._order: list[Key] = []

    def take(self, disputes: Sequence[Dispute]) -> None:
        """The vault was read again: what stands there is open, what was decided here and not there is decided."""
        fresh = {dispute.key: Entry(dispute) for dispute in disputes}
        kept = {entry.dispute.key: entry for entry in self.entries if not entry.is_left}
        keys = dict.fromkeys([*(entry.dispute.key for entry in self.entries), *fresh])
        self.entries = tuple(fresh.get(key) or kept[key] for key in keys if key in fresh or key in kept)
        self._order = [key for key in self._order if key in kept and key not in fresh]

    def forget(self) -> None:
        """The page is left: the next time only what is open is listed."""
        self.entries, self._order = (), []

    @property
    def left(self) -> int:
        """How many still need a decision."""
        return sum(entry.is_left for entry in self.entries)

    @property
    def decided_visits(self) -> tuple[str, ...]:
        """The visits in which something was decided here."""
        return tuple(dict.fromkeys(entry.dispute.visit for entry in self.entries if not entry.is_left))

    def entry(self, key: Key) -> Entry | None:
        """The line of a field."""
        return next((entry for entry in self.entries if entry.dispute.key == key), None)

    def decided(self, key: Key, decision: Decision, stands: tuple[str, ...]) -> None:
        """A decision is on the disk; `stands` are the commits that a later decision will replace."""
        self._put(key, lambda entry: Entry(replace(entry.dispute, seen=stands), decision))
        self._order = [*(other for other in self._order if other != key), key]

    def reopen(self, key: Key) -> None:
        """Let a decision be taken anew; until then it stands."""
        self._put(key, lambda entry: replace(entry, reopened=True))

    def reopen_last(self) -> Key | None:
        """Reopen the newest decision and name it; pressed again, the one before."""
        while self._order:
            key = self._order.pop()
            entry = self.entry(key)
            if entry is not None and entry.decision is not None:
                self.reopen(key)
                return key
        return None

    def next_left(self, after: Key | None) -> Key | None:
        """The next one to decide, from a line downwards and then from the top."""
        keys = [entry.dispute.key for entry in self.entries]
        start = keys.index(after) + 1 if after in keys else 0
        turned = [*self.entries[start:], *self.entries[:start]]
        return next((entry.dispute.key for entry in turned if entry.is_left), None)

    def _put(self, key: Key, change: Callable[[Entry], Entry]) -> None:
        self.entries = tuple(change(entry) if entry.dispute.key == key else entry for entry in self.entries)
