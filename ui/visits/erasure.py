"""An erasure in words: what goes, what stays, what is out of reach. Read and done in the vault's thread."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitorapp.exchange.erasures import may_decide
from monitorapp.records.changes import Changes
from monitorapp.vault import erasing
from monitorapp.vault.erasing import OneAnswer, OnePerson, OneVisit, What
from monitorapp.vault.erasure_preview import Preview, preview
from monitorapp.vault.sent import Sent

from ..exchange.question_words import QuestionWords
from ..form.moments import local_time

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault

MOST_LINES = 12


@dataclass(frozen=True)
class Line:
    """An answer: its question and place, its value (or who wrote it), and how many entries of its history there are."""

    title: str
    where: str
    told: str
    entries: int = 1


@dataclass(frozen=True)
class Erasure:
    """Everything that the page says. `more`: answers that are not listed one by one. `decides`: a coordinator's."""

    what: What
    title: str
    where: str
    seen: Preview
    going: tuple[Line, ...]
    more: int
    staying: tuple[Line, ...]
    sent: tuple[str, ...]
    decides: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to erase and nobody to ask."""
        return not (self.seen.going or self.seen.staying or self.seen.documents)


def look_at(vault: "Vault", what: What, language: str, *, everybody: bool) -> Erasure:
    """What an erasure would do, in words; raises InputTrouble where there is no such document any more."""
    decides = may_decide(vault)
    seen = preview(vault, what, everybody=everybody and decides)
    words = QuestionWords(vault, language)
    names = {person.author: person.name for person in vault.registry.people()}
    title, where = _title(what, words)
    return Erasure(
        what=what,
        title=title,
        where=where,
        seen=seen,
        going=tuple(_going(seen, words)),
        more=max(0, len(seen.going) - MOST_LINES),
        staying=tuple(_staying(seen, words, names)),
        sent=tuple(_sent(one, names) for one in seen.sent),
        decides=decides,
    )


def erase(vault: "Vault", what: What, reason: str, *, everybody: bool) -> Changes:
    """Erase for good; raises InputTrouble and VaultTrouble."""
    return erasing.erase(vault, what, reason or None, everybody=everybody and may_decide(vault))


def what_of(target: Mapping[str, str]) -> What:
    """What a page was entered for: `visit`, or `document` with or without `field`."""
    document = target.get("document", "")
    if target.get("field"):
        return OneAnswer(document, target["field"])
    visit = target.get("visit", "")
    return OnePerson(document) if document and document != visit else OneVisit(visit)


def _title(what: What, words: QuestionWords) -> tuple[str, str]:
    if isinstance(what, OneAnswer):
        asked = words.of(what.document, what.field)
        return asked.title, asked.where
    document = what.visit if isinstance(what, OneVisit) else what.document
    asked = words.of(document, "#form")
    return asked.where, ""


def _going(seen: Preview, words: QuestionWords) -> Iterator[Line]:
    for one in seen.going[:MOST_LINES]:
        asked = words.of(one.document, one.field)
        yield Line(asked.title, asked.where, words.value(one.document, one.field, one.value), one.entries)


def _staying(seen: Preview, words: QuestionWords, names: Mapping[str, str]) -> Iterator[Line]:
    for one in seen.staying[:MOST_LINES]:
        asked = words.of(one.document, one.field)
        yield Line(asked.title, asked.where, ", ".join(names.get(author, author[:8]) for author in one.authors))


def _sent(one: Sent, names: Mapping[str, str]) -> str:
    people = ", ".join(names.get(author, author[:8]) for author in one.recipients)
    return " · ".join(filter(None, (local_time(one.wall), people)))


def authors_of(lines: Sequence[Line]) -> str:
    """Who keeps words here, the most first."""
    counted = Counter(name for line in lines for name in line.told.split(", "))
    return ", ".join(name for name, _ in counted.most_common())
