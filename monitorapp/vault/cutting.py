"""Taking answers out of documents: which parts hold them, what stays of those, and what an erasure would do."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from monitorapp.records.commit import Commit, Header, Part, digest
from monitorapp.records.field import FieldKey, Value, strict_json
from monitorapp.vault import erasing, fold, views
from monitorapp.vault.cipher import Connection
from monitorapp.vault.erasing import OneVisit, What
from monitorapp.vault.ledger import Ledger
from monitorapp.vault.sealed import Sent, sent_of
from monitorapp.vault.vault import Vault

FACTS = ("#form", "#version", "#parent", "#status")
_BESIDE = (None, "note", "raw", "later", "auto")


@dataclass(frozen=True, slots=True)
class Held:
    """A part that is at hand: the commit it belongs to, and the part."""

    n: int
    commit: str
    header: Header
    part: Part

    @property
    def hash(self) -> str:
        """What the header names it by."""
        return digest(self.part.text())


@dataclass(frozen=True, slots=True)
class Cut:
    """What goes out of one document. `fields` None: everything in it.

    `everybody`: also what others wrote, by the decision of this vault's owner; else they are asked to erase theirs.
    """

    visit: str
    document: str
    fields: frozenset[str] | None
    everybody: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The parts that a cut concerns: `going` ones, and what `others` keep of it."""

    going: tuple[Held, ...]
    others: tuple[Held, ...]
    fields: frozenset[str]

    def kept(self, held: Held) -> dict[str, Value]:
        """What stays of a part that goes."""
        return {name: value for name, value in held.part.values.items() if name not in self.fields}


def fields_beside(field: str) -> frozenset[str]:
    """An answer with its note, its raw text, its reminder and its stored default; of such a facet, that alone."""
    key = FieldKey.parse(field)
    if key.facet is not None or not key.question:
        return frozenset({str(key)})
    return frozenset(str(FieldKey(key.question, key.item, key.source, facet)) for facet in _BESIDE)


def parts_of(connection: Connection, document: str) -> list[Held]:
    """Every part of `document` that is at hand, oldest first."""
    query = """select n, id, header, body from commits join parts using(n)
        where document = ? and body is not null order by n, compartment"""
    rows = connection.execute(query, (document,)).fetchall()
    return [Held(n, commit.hex(), Header.parse(header), Part.parse(body)) for n, commit, header, body in rows]


def find(ledger: Ledger, cut: Cut) -> Found:
    """The parts that a cut concerns, as they are now."""
    held = parts_of(ledger.connection, cut.document)
    touched = [one for one in held if cut.fields is None or cut.fields & one.part.values.keys()]
    going = tuple(one for one in touched if cut.everybody or one.header.author == ledger.author)
    others = tuple(one for one in touched if one not in going)
    return Found(going, others, cut.fields if cut.fields is not None else _all_fields(touched, bool(others)))


def drop_drafts(ledger: Ledger, cut: Cut) -> set[str]:
    """Take what is not committed yet out of the journal; returns the fields."""
    query = "select field from journal where document = ?"
    drafted = {row[0] for row in ledger.connection.execute(query, (cut.document,)).fetchall()}
    gone = drafted if cut.fields is None else drafted & cut.fields
    for name in gone:
        ledger.put_draft(cut.document, name, None)
    return gone


def make(ledger: Ledger, cut: Cut, reason: str | None) -> tuple[fold.Union, Found]:
    """Write the commits of a cut; inside the caller's transaction. No drafts may be left in the document."""
    union, found = fold.Union(), find(ledger, cut)
    if not found.going and not found.others:
        return union, found
    if cut.everybody:
        fold.accept(ledger.connection, cut.document, (one.hash for one in found.going))
    for held in _by_commit(found.going):
        kept = _copy(ledger, cut, found, held)
        if kept is not None:
            _add(union, fold.take_in(ledger.connection, [kept], None))
    _add(union, fold.take_in(ledger.connection, [_trace(ledger, cut, found, reason)], None))
    return union, found


def _all_fields(held: Iterable[Held], stays: bool) -> frozenset[str]:
    """Every field of a document; where something of it stays, it keeps the facts that say what it is."""
    return frozenset(name for one in held for name in one.part.values) - frozenset(FACTS if stays else ())


def _by_commit(going: Iterable[Held]) -> Iterator[list[Held]]:
    commits: dict[int, list[Held]] = {}
    for held in going:
        commits.setdefault(held.n, []).append(held)
    yield from commits.values()


def _copy(ledger: Ledger, cut: Cut, found: Found, held: list[Held]) -> Commit | None:
    """What stays of the parts of one commit, in a commit that takes its place, also in the order of rows."""
    kept = [(one.part.compartment, found.kept(one)) for one in held]
    parts = tuple(Part(compartment, ledger.new_salt(), values) for compartment, values in kept if values)
    if not parts:
        return None
    header = held[0].header
    return ledger.sealed(
        cut.visit,
        cut.document,
        parts,
        replaces={name: _originals(held[0], name) for _, values in kept for name in values},
        erases=tuple(one.hash for one in held),
        lamport=header.lamport,
        form=header.form,
    )


def _originals(held: Held, name: str) -> tuple[str, ...]:
    """What a copy stands for: the commit that loses the value, and what this one was a copy of."""
    before = held.header.replaces.get(name, ()) if held.header.erases else ()
    return tuple(sorted({held.commit, *before}))


def _trace(ledger: Ledger, cut: Cut, found: Found, reason: str | None) -> Commit:
    """The commit that says what was erased, and asks others for theirs: it names fields and no values."""
    parts = [*found.going, *found.others]
    whole = cut.fields is None
    named: Mapping[str, tuple[str, ...]] = {} if whole and not found.others else dict.fromkeys(sorted(found.fields), ())
    held = {name for one in parts for name in one.part.values}
    return ledger.sealed(
        cut.visit,
        cut.document,
        (),
        replaces={name: () for name in named if name in held},
        erases=tuple(sorted({one.hash for one in parts})),
        milestone="deleted" if whole else "settled" if cut.everybody else None,
        reason=reason,
    )


def _add(union: fold.Union, more: fold.Union) -> None:
    union.new += more.new
    union.erased |= more.erased
    union.commits += more.commits
    union.touched |= more.touched


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
    found = [(cut, find(ledger, cut)) for cut in some]
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
    going = tuple(one for cut in cuts for one in _going(ledger, cut, find(ledger, cut)))
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
