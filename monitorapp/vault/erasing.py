"""Erasing one answer, one person's data or one visit, so that no key that exists opens anything of it.

What goes for good is what this vault's owner wrote; what colleagues wrote stays, and they are asked. The words of
others go where the owner decides it (`everybody`), in this vault alone. FORMAT.md says what becomes of the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from monitorapp.errors import InputTrouble, VaultTrouble
from monitorapp.records.commit import Header
from monitorapp.records.view import Changes
from monitorapp.vault import attachments, cutting, undecided, unfinished, views
from monitorapp.vault.cutting import Cut
from monitorapp.vault.fold import Union
from monitorapp.vault.unfinished import Work

if TYPE_CHECKING:
    from monitorapp.vault.ledger import Ledger
    from monitorapp.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class OneAnswer:
    """An answer with its note, its raw text, its reminder and its whole history."""

    document: str
    field: str


@dataclass(frozen=True, slots=True)
class OnePerson:
    """A case, an interview, an examination: the document with everything below it."""

    document: str


@dataclass(frozen=True, slots=True)
class OneVisit:
    """A visit as this laptop has it, whoever wrote in it."""

    visit: str


What = OneAnswer | OnePerson | OneVisit


@dataclass(frozen=True, slots=True)
class Asked:
    """An erasure of somebody else's words that is stored and does nothing yet.

    `commit` asks for it, by `asker`; `authors` wrote the words. `fields` empty: the whole document. `decided`: the
    asker has erased them in their own vault.
    """

    commit: str
    visit: str
    document: str
    asker: str
    authors: tuple[str, ...]
    fields: tuple[str, ...]
    decided: bool
    wall: str
    reason: str | None


def erase(vault: Vault, what: What, reason: str | None = None, *, everybody: bool = False) -> Changes:
    """Erase `what` and leave nothing of it in the files; returns when that is done.

    A kill at any point leaves it whole or gone, and the next opening does the rest. `reason` travels in the clear of
    a commit and can never be erased. Raises InputTrouble `document-unknown` or `visit-unknown`, VaultTrouble.
    """
    if isinstance(what, OneVisit):
        return _erase_visit(vault, what.visit)
    return _cut(vault, list(cuts(vault, what, everybody=everybody)), reason)


def asked(vault: Vault) -> list[Asked]:
    """Every erasure that somebody else asks for and that waits for a decision here, the oldest first."""
    found = (one for ledger in vault.ledgers.all() for one in _asked(ledger) if one.asker != vault.author)
    return sorted(found, key=lambda one: (one.wall, one.commit))


def accept(vault: Vault, one: Asked, reason: str | None = None) -> Changes:
    """Do what was asked: erase the own words, and by decision of the vault's owner also those of others."""
    everybody = set(one.authors) != {vault.author}
    fields = frozenset(one.fields) or None
    return _cut(vault, [Cut(one.visit, one.document, fields, everybody)], reason or one.reason)


def decline(vault: Vault, one: Asked) -> None:
    """Leave the words as they are; the question is not shown again here."""
    ledger = vault.ledgers.holding(one.document)
    row = (_declined(one.visit, one.commit), "true")
    ledger.connection.execute("insert or ignore into facts values(?, ?)", row)


def cuts(vault: Vault, what: OneAnswer | OnePerson, *, everybody: bool) -> Iterator[Cut]:
    """What `what` means in each document that it concerns."""
    visit = vault.ledgers.visit_of(what.document)
    if isinstance(what, OneAnswer):
        yield Cut(visit, what.document, cutting.fields_beside(what.field), everybody)
        return
    for document in family(vault, what.document):
        yield Cut(visit, document, None, everybody)


def family(vault: Vault, document: str) -> list[str]:
    """A document and everything below it, the topmost first; raises InputTrouble `document-unknown`."""
    visit = vault.ledgers.visit_of(document)
    if document == visit:
        raise InputTrouble("document-unknown")  # a visit is erased as one
    rows = views.documents(vault.ledgers.holding(document).connection)
    below: dict[str | None, list[str]] = {}
    for row in rows:
        below.setdefault(row.parent if row.visit == visit else None, []).append(row.id)
    found = [document]
    for one in found:
        found += [child for child in below.get(one, []) if child not in found]
    return found


def files_of(ledger: Ledger, files: Iterable[str]) -> list[tuple[str, str]]:
    """The attachments (id, file name) among the ids `files` that `ledger` holds."""
    query = "select id, name from attachments where id = ?"
    rows = (ledger.connection.execute(query, (one,)).fetchone() for one in files)
    return [(row[0], row[1]) for row in rows if row]


def erase_files(vault: Vault, files: Iterable[str]) -> int:
    """Erase attachments themselves, whatever answers name them, with every trace of their keys; returns how many.

    Raises VaultTrouble; what was begun is done at the next opening.
    """
    wanted, count = sorted(set(files)), 0
    for ledger in vault.ledgers.all():
        found = files_of(ledger, wanted)
        if found:
            _writable(vault, ledger)
            unfinished.note(vault, Work((ledger.key.ledger,), files=tuple(name for _, name in found)))
            _delete_files(ledger, found)
        count += len(found)
    unfinished.finish(vault)
    return count


def _delete_files(ledger: Ledger, files: Iterable[tuple[str, str]]) -> None:
    with ledger.transaction():
        ledger.connection.executemany("delete from attachments where id = ?", [(one,) for one, _ in files])


def attachments_going(vault: Vault, ledger: Ledger, some: Iterable[Cut]) -> list[tuple[str, str]]:
    """The attachments (id, file name) that nothing names any more once these cuts are made, originals included."""
    going, kept = set[str](), set[str]()
    names = {cut.document: cutting.find(ledger, cut) for cut in some}
    for found in names.values():
        for held in found.going:
            for name, value in held.part.values.items():
                if isinstance(value, dict) and "file" in value:
                    (going if name in found.fields else kept).add(str(value["file"]))
    stays = {one for one in going - kept if _is_named_elsewhere(ledger, one, names)}
    gone = sorted(going - kept - stays)
    return files_of(ledger, [*gone, *attachments.originals(vault, gone)])


def _is_named_elsewhere(ledger: Ledger, file: str, found: dict[str, cutting.Found]) -> bool:
    gone = {(held.n, held.hash) for one in found.values() for held in one.going}
    query = "select n, lower(hex(hash)) from parts where body is not null and instr(body, ?)"
    drafted = ledger.connection.execute("select 1 from journal where instr(value, ?)", (file,)).fetchone()
    return drafted is not None or any(row not in gone for row in ledger.connection.execute(query, (file,)).fetchall())


def _cut(vault: Vault, some: list[Cut], reason: str | None) -> Changes:
    ledger, changes, union = _writable(vault, vault.ledgers.holding(some[0].document)), Changes(), Union()
    for cut in some:
        union.touched.update((cut.document, name) for name in cutting.drop_drafts(ledger, cut))
        changes |= ledger.commit(cut.visit, cut.document)
    files = attachments_going(vault, ledger, some)
    whole = tuple(cut.document for cut in some if cut.fields is None)
    unfinished.note(vault, Work((ledger.key.ledger,), files=tuple(name for _, name in files), documents=whole))
    with ledger.transaction():
        for cut in some:
            union.touched |= cutting.make(ledger, cut, reason)[0].touched
            union.touched.update((cut.document, name) for name in cut.fields or {""})
            undecided.forget_begun(ledger.connection, cut.document, cut.fields)
        ledger.connection.executemany("delete from attachments where id = ?", [(one,) for one, _ in files])
    changes |= _told(vault, ledger, union)
    vault.ledgers.reindex(ledger)
    unfinished.finish(vault)
    return changes


def _erase_visit(vault: Vault, visit: str) -> Changes:
    """An own visit dies with its ledger's key; out of the archive it is deleted, and the archive written anew."""
    ledger = _writable(vault, vault.ledgers.holding_visit(visit))
    query = "select distinct document from commits where visit = ?"
    documents = [row[0] for row in ledger.connection.execute(query, (visit,)).fetchall()]
    files = ledger.connection.execute("select name from attachments where visit = ?", (visit,)).fetchall()
    names = tuple(row[0] for row in files)
    others = ledger.connection.execute("select 1 from commits where visit <> ? limit 1", (visit,)).fetchone()
    own = ledger.key.sort == "visit" and others is None
    alone = Work(destroy=(ledger.key.ledger,), files=names)
    shared = Work(renew=(ledger.key.ledger,), visits=(visit,), files=names)
    changes = _told(vault, ledger, Union(touched={(one, "") for one in documents if vault.ledgers.knows(one)}))
    unfinished.note(vault, alone if own else shared, documents)
    unfinished.finish(vault)
    return replace(changes, visits=changes.visits | {visit})


def _writable(vault: Vault, ledger: Ledger) -> Ledger:
    if vault.ledgers.is_held(ledger) or vault.read_only:
        raise VaultTrouble("ledger-read-only")
    return ledger


def _told(vault: Vault, ledger: Ledger, union: Union) -> Changes:
    """What screens are told; undo and the place of the next opening forget it, too. Field "" means all fields."""
    changes = vault.took_in(ledger, union)
    place = vault.place() or {}
    if {str(value) for value in place.values()} & {*changes.documents, *changes.visits}:
        vault.set_place({})
    return replace(changes, fields=frozenset(pair for pair in changes.fields if pair[1]), imported=False)


def _asked(ledger: Ledger) -> Iterator[Asked]:
    query = """select distinct eraser.n, eraser.id, eraser.visit, eraser.document, eraser.author, eraser.wall,
            eraser.header, holder.author
        from erased join commits eraser on eraser.n = erased.n join parts on parts.hash = erased.hash
            join commits holder on holder.n = parts.n
        where body is not null and holder.document = eraser.document and holder.author <> eraser.author
        order by eraser.n, holder.author"""
    found: dict[int, Asked] = {}
    for n, commit, visit, document, asker, wall, text, author in ledger.connection.execute(query).fetchall():
        header = Header.parse(text)
        if n in found:
            found[n] = replace(found[n], authors=(*found[n].authors, author))
            continue
        fields = tuple(sorted(name for name, ids in header.replaces.items() if not ids))
        whole, decided = header.milestone == "deleted", header.milestone == "settled"
        named = () if whole else fields
        if whole or fields:
            found[n] = Asked(commit.hex(), visit, document, asker, (author,), named, decided, wall, header.reason)
    declined = "select 1 from facts where name = ?"
    for one in found.values():
        if ledger.connection.execute(declined, (_declined(one.visit, one.commit),)).fetchone() is None:
            yield one


def _declined(visit: str, commit: str) -> str:
    return f"declined {visit} {commit}"
