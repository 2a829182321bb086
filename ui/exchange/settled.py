"""Decisions of others on what stood in visits here: old answers, the new one, and why. Read in the vault's thread."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitorapp.records.view import HistoryEntry

from ..form.moments import local_time
from .question_words import QuestionWords

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault

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
