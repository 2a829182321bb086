"""Taking answers out of one document: which parts hold them, and what stays of those parts (docs/ledger.md).

A part goes whole, so everything else in it is written again first: one commit for each that loses a part.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from monitorapp.records.commit import Commit, Header, Part, digest
from monitorapp.records.field import FieldKey, Value
from monitorapp.vault import fold
from monitorapp.vault.cipher import Connection
from monitorapp.vault.ledger import Ledger

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
