"""Fields in which different values stand, and deciding them. Read and written in the vault's thread."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from monitorapp.documents import zone_of
from monitorapp.errors import InputTrouble
from monitorapp.forms.definition import Kind
from monitorapp.records.changes import Changes
from monitorapp.records.field import FieldKey, Value, canonical
from monitorapp.records.view import Conflict, Standing

from ..form.moments import local_time
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
