"""What an erasure would do, before it is done: what goes, what stays here, what is out of reach."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitorapp.records.field import FieldKey, Value, strict_json
from monitorapp.vault import cutting, erasing, views
from monitorapp.vault.cutting import Cut, Found
from monitorapp.vault.erasing import OneVisit, What
from monitorapp.vault.ledger import Ledger
from monitorapp.vault.sealed import Sent, sent_of
from monitorapp.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Going:
    """An answer that goes: the last value of it, and how many entries of its history go with it."""

    document: str
    field: str
    value: Value
    entries: int


@dataclass(frozen=True, slots=True)
class Staying:
    """An answer of colleagues that stays until they erase it."""

    document: str
    field: str
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What goes: `going`, `attachments` and whole `documents` (which never come in again). What stays: `staying`, and
    `reasons` of decisions, which stand in headers. What is out of reach: `sent` bundles.

    `kept` other answers are written again because they stood beside what goes. `with_key`: an own visit, whose key is
    destroyed.
    """

    what: What
    visit: str
    documents: tuple[str, ...]
    going: tuple[Going, ...]
    attachments: int
    kept: int
    staying: tuple[Staying, ...]
    reasons: int
    sent: tuple[Sent, ...]
    with_key: bool = False

    @property
    def entries(self) -> int:
        """How many entries of the history go."""
        return sum(one.entries for one in self.going)


def preview(vault: Vault, what: What, *, everybody: bool = False) -> Preview:
    """What `erasing.erase` would do with the same arguments; nothing is changed. Raises InputTrouble."""
    if isinstance(what, OneVisit):
        return _of_visit(vault, what)
    some = list(erasing.cuts(vault, what, everybody=everybody))
    ledger = vault.ledgers.holding(what.document)
    found = [(cut, cutting.find(ledger, cut)) for cut in some]
    return Preview(
        what=what,
        visit=some[0].visit,
        documents=tuple(cut.document for cut, one in found if cut.fields is None and not one.others),
        going=tuple(one for cut, parts in found for one in _going(ledger, cut, parts)),
        attachments=len(erasing.attachments_going(vault, ledger, some)),
        kept=sum(len({name for held in one.going for name in one.kept(held)}) for _, one in found),
        staying=tuple(one for cut, parts in found for one in _staying(cut, parts)),
        reasons=sum(_reasons(ledger, cut) for cut in some),
        sent=tuple(sent_of(vault, some[0].visit)),
    )


def _of_visit(vault: Vault, what: OneVisit) -> Preview:
    ledger = vault.ledgers.holding_visit(what.visit)
    rows = [row for row in views.documents(ledger.connection) if row.visit == what.visit]
    cuts = [Cut(what.visit, row.id, None, everybody=True) for row in rows]
    going = tuple(one for cut in cuts for one in _going(ledger, cut, cutting.find(ledger, cut)))
    query = "select count(*) from attachments where visit = ?"
    return Preview(
        what=what,
        visit=what.visit,
        documents=tuple(row.id for row in rows),
        going=going,
        attachments=ledger.connection.execute(query, (what.visit,)).fetchone()[0],
        kept=0,
        staying=(),
        reasons=0,
        sent=tuple(sent_of(vault, what.visit)),
        with_key=ledger.key.sort == "visit",
    )


def _going(ledger: Ledger, cut: Cut, found: Found) -> Iterator[Going]:
    values: dict[str, list[Value]] = defaultdict(list)
    for held in found.going:
        for name in found.fields & held.part.values.keys():
            values[name].append(held.part.values[name])
    query = "select field, value from journal where document = ?"
    for name, value in ledger.connection.execute(query, (cut.document,)).fetchall():
        if cut.fields is None or name in cut.fields:
            values[name].append(strict_json(value))
    for name in _answers(values):
        yield Going(cut.document, name, values[name][-1], len(values[name]))


def _staying(cut: Cut, found: Found) -> Iterator[Staying]:
    authors: dict[str, set[str]] = defaultdict(set)
    for held in found.others:
        for name in found.fields & held.part.values.keys():
            authors[name].add(held.header.author)
    for name in _answers(authors):
        yield Staying(cut.document, name, tuple(sorted(authors[name])))


def _answers(names: Iterable[str]) -> list[str]:
    """What people wrote, without the machinery of documents and rows."""
    return sorted(name for name in names if FieldKey.parse(name).question)


def _reasons(ledger: Ledger, cut: Cut) -> int:
    """How many decisions about what goes gave a reason: it stands in the header and cannot be erased."""
    query = "select header from commits where document = ? and instr(header, '\"reason\":null') = 0"
    texts = [row[0] for row in ledger.connection.execute(query, (cut.document,)).fetchall()]
    return sum(cut.fields is None or bool(cut.fields & strict_json(text)["replaces"].keys()) for text in texts)
