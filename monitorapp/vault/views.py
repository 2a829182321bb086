"""Reading a ledger: documents, views, histories, conflicts, late edits, and the digest of what was merged."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from monitorapp.records.commit import Commit, Header
from monitorapp.records.field import Value, canonical, strict_json
from monitorapp.records.view import Conflict, DocumentRow, HistoryEntry, Standing, View
from monitorapp.vault.cipher import Connection
from monitorapp.vault.fold import can_conflict, differing
from monitorapp.vault.undecided import GONE, disputed

OPEN, FINISHED = "open", "finished"

_HEADS = """select field, id, author, wall, value, lamport from heads join commits using(n)
    where heads.document = ? order by lamport, id"""
_JOURNAL = "select field, value, seen, wall, ack from journal where document = ? order by ack"


def form_of(connection: Connection, document: str) -> str:
    """`form@version` of a document as its facts say, for the header of a commit."""
    facts = _facts(connection, document)
    return f"{facts.get('#form', '')}@{facts.get('#version', '')}"


def documents(connection: Connection) -> list[DocumentRow]:
    """All documents, in the order in which they came to be."""
    query = """select document, visit, min(lamport), min(n) from commits group by document order by min(n)"""
    rows = [document_row(connection, document, visit) for document, visit, _, _ in connection.execute(query).fetchall()]
    return [row for row in rows if row.form]


def view(connection: Connection, document: str, author: str) -> View:
    """What stands in `document` for `author`, drafts of this laptop included."""
    standings, shown = _standings(connection, document, author)
    row = document_row(connection, document, visit_of(connection, document))
    settled = {name: _settled(name, found) for name, found in standings.items()}
    unsettled = {name: tuple(standings[name]) for name, (_, differs) in settled.items() if differs}
    removed = disputed(connection, standings, _seen_by_drafts(connection, document))
    unsettled |= {name: tuple(found) for name, found in removed.items()}
    names = _in_row_order([name for name in standings if not name.startswith("#")])
    return View(
        document=document,
        form=row.form,
        version=row.version,
        parent=row.parent,
        visit=row.visit,
        status=row.status,
        values={name: None if name in removed else settled[name][0] for name in names},
        unsettled=unsettled,
        shown=shown,
        authors={name: tuple(dict.fromkeys(s.author for s in found)) for name, found in standings.items()},
        drafts=frozenset(name for name, found in standings.items() if any(s.commit is None for s in found)),
    )


def history(connection: Connection, document: str, name: str, author: str) -> list[HistoryEntry]:
    """Every value that a field had, oldest first, this laptop's draft last; of what was erased the trace alone."""
    query = """select commits.id, author, wall, header, body, exists(
            select 1 from heads where heads.document = commits.document and field = ? and heads.n = commits.n)
        from commits left join parts on parts.n = commits.n and body is not null
        where document = ? and (body is not null or commits.n in (select n from erased)) order by lamport, commits.id"""
    entries: dict[str, HistoryEntry] = {}
    for commit_id, writer, wall, text, body, standing in connection.execute(query, (name, document)).fetchall():
        header, values = Header.parse(text), strict_json(body)[2] if body else {}
        erased = bool(header.erases) and header.replaces.get(name) == ()
        if name in values or erased:
            entry = HistoryEntry(
                commit_id.hex(), writer, writer == author, wall, values.get(name), bool(standing), header.reason
            )
            originals = header.replaces.get(name, ()) if header.erases else ()
            first = _first_author(connection, originals, writer)
            entries[commit_id.hex()] = replace(entry, copied=bool(originals), erased=erased, copied_from=first)
    drafts = [row for row in connection.execute(_JOURNAL, (document,)).fetchall() if row[0] == name]
    return [*entries.values()] + [
        HistoryEntry(None, author, True, wall, strict_json(value), True, None) for _, value, _, wall, _ in drafts
    ]


def _first_author(connection: Connection, originals: Iterable[str], copier: str) -> str | None:
    """Who wrote what somebody else has copied, as far as those commits are here."""
    query = "select author from commits where id = ?"
    rows = [connection.execute(query, (bytes.fromhex(one),)).fetchone() for one in originals]
    return next((row[0] for row in rows if row and row[0] != copier), None)


def heads(connection: Connection, document: str, name: str) -> dict[str, str]:
    """The commits that stand in a field, with their values as they are stored."""
    query = "select id, value from heads join commits using(n) where heads.document = ? and field = ?"
    return {row[0].hex(): row[1] for row in connection.execute(query, (document, name))}


def shown(connection: Connection, document: str, name: str) -> tuple[str, ...]:
    """The commits whose values of a field stand, and those that this laptop's draft will replace."""
    found = set(heads(connection, document, name))
    draft = connection.execute("select seen from journal where document = ? and field = ?", (document, name)).fetchone()
    return tuple(sorted(found | set(strict_json(draft[0]) if draft else ())))


def compartment_of(connection: Connection, document: str, name: str) -> str:
    """The compartment in which a field was written last; `general` where it never was."""
    query = """select compartment, body from commits join parts using(n)
        where document = ? and body is not null order by commits.n desc"""
    found = (row[0] for row in connection.execute(query, (document,)) if name in strict_json(row[1])[2])
    return next(found, "general")


def started(connection: Connection, document: str) -> str:
    """The claimed wall time of a document's first commit."""
    query = "select wall from commits where document = ? order by lamport, id limit 1"
    return str(connection.execute(query, (document,)).fetchone()[0])


def unsettled(connection: Connection) -> Counter[str]:
    """How many fields of each document want settling."""
    several, removed, last = set(), set(), ("", "")
    # Read in order and counted here: see `fold.several`.
    for document, name, is_true in connection.execute("select document, field, value = 'true' from heads").fetchall():
        if (document, name) == last:
            several.add(last)
        if is_true and name.endswith(GONE):
            removed.add(document)
        last = document, name
    return Counter(document for document, _ in differing(connection, several) | contested_rows(connection, removed))


def contested_rows(connection: Connection, documents: Iterable[str]) -> set[tuple[str, str]]:
    """The fields `item/#gone` of `documents` over which somebody must decide, this laptop's drafts included."""
    found: set[tuple[str, str]] = set()
    for document in documents:
        query = "select 1 from heads where document = ? and value = 'true' and substr(field, 33) = ? limit 1"
        if connection.execute(query, (document, GONE)).fetchone():
            standings, _ = _standings(connection, document, "")
            rows = disputed(connection, standings, _seen_by_drafts(connection, document))
            found.update((document, name) for name in rows)
    return found


def value_of(connection: Connection, document: str, name: str) -> Value:
    """The value of one field as it stands, drafts first; None where nothing or different values stand."""
    draft = connection.execute("select value from journal where document = ? and field = ?", (document, name))
    spellings = {row[0] for row in draft.fetchall()} or set(heads(connection, document, name).values())
    return strict_json(spellings.pop()) if len(spellings) == 1 else None


def conflicts(connection: Connection, author: str) -> list[Conflict]:
    """Every field in which different values stand, drafts included."""
    touched = set(unsettled(connection))
    touched |= {row[0] for row in connection.execute("select distinct document from journal")}
    found = []
    for document in sorted(touched):
        seen = view(connection, document, author)
        found += [
            Conflict(document, seen.form, seen.visit, name, standings)
            for name, standings in sorted(seen.unsettled.items())
        ]
    return found


def late_edits(connection: Connection, document: str) -> set[str]:
    """Commits that no `finished` milestone had seen, while `document` is finished (ids in hexadecimal)."""
    if canonical(FINISHED) not in heads(connection, document, "#status").values():
        return set()
    rows = connection.execute("select id, strand, sequence, header from commits where document = ?", (document,))
    commits = [(row[0].hex(), row[1], row[2], Header.parse(row[3])) for row in rows.fetchall()]
    finishes = [header for _, _, _, header in commits if header.milestone == FINISHED]
    return {
        commit_id
        for commit_id, strand, sequence, header in commits
        if header.milestone is None and not any(_had_seen(finish, strand, sequence) for finish in finishes)
    }


def all_late_edits(connection: Connection, ids: Iterable[str]) -> set[str]:
    """The late edits of every document that the commits `ids` belong to."""
    query = "select document from commits where id = ?"
    documents_of = {row[0] for i in ids for row in connection.execute(query, (bytes.fromhex(i),)).fetchall()}
    return {late for document in documents_of for late in late_edits(connection, document)}


def commits_of(connection: Connection, visits: Iterable[str]) -> Iterator[Commit]:
    """All commits of `visits` in the order in which they came in, with the parts that are at hand."""
    for visit in visits:
        rows = connection.execute("select n, header from commits where visit = ? order by n", (visit,)).fetchall()
        for n, header in rows:
            texts = connection.execute(
                "select body from parts where n = ? and body is not null order by compartment", (n,)
            ).fetchall()
            yield Commit.parse(header, tuple(text for (text,) in texts))


def own_heads(connection: Connection, visit: str, author: str) -> list[str]:
    """The last commits of `author` in each document of `visit` (ids in hexadecimal, sorted)."""
    query = """select id from commits c where visit = ? and author = ? and not exists(
        select 1 from commits d where d.document = c.document and d.author = c.author and d.previous = c.id)"""
    return sorted(row[0].hex() for row in connection.execute(query, (visit, author)))


def content_digest(connections: Iterable[Connection]) -> str:
    """One hash over commits, erasures and what stands: same content, same hash, whatever the order of arrival."""
    lines: list[str] = []
    for connection in connections:
        lines += [f"commit {row[0].hex()}" for row in connection.execute("select id from commits")]
        lines += [f"erased {row[0].hex()}" for row in connection.execute("select hash from erased")]
        query = "select heads.document, field, id, value from heads join commits using(n)"
        lines += [
            canonical(["head", document, name, commit_id.hex(), value])
            for document, name, commit_id, value in connection.execute(query)
        ]
    return hashlib.sha256("\n".join(sorted(set(lines))).encode()).hexdigest()


def _standings(
    connection: Connection, document: str, author: str
) -> tuple[dict[str, list[Standing]], dict[str, tuple[str, ...]]]:
    drafts = {row[0]: row for row in connection.execute(_JOURNAL, (document,)).fetchall()}
    replaced = _seen_by_drafts(connection, document)
    standings: dict[str, list[Standing]] = defaultdict(list)
    shown: dict[str, tuple[str, ...]] = {name: tuple(sorted(seen)) for name, seen in replaced.items()}
    for name, commit_id, writer, wall, value, _ in connection.execute(_HEADS, (document,)):
        identity = commit_id.hex()
        shown[name] = tuple(sorted({*shown.get(name, ()), identity}))
        if identity not in replaced.get(name, set()):
            standings[name].append(Standing(identity, writer, strict_json(value), wall, writer == author))
    for name, value, _, wall, _ in drafts.values():
        standings[name].append(Standing(None, author, strict_json(value), wall, True))
    return standings, shown


def _seen_by_drafts(connection: Connection, document: str) -> dict[str, set[str]]:
    return {row[0]: set(strict_json(row[2])) for row in connection.execute(_JOURNAL, (document,)).fetchall()}


def _settled(name: str, standings: list[Standing]) -> tuple[Value, bool]:
    """The one value of a field and whether values differ; where they do, the value is None."""
    spellings = sorted({canonical(standing.value) for standing in standings})
    if len(spellings) == 1:
        return standings[0].value, False
    if can_conflict(name):
        return None, True
    # Facts and stored defaults: the same pick on every laptop, whatever came first.
    return strict_json(spellings[-1]), False


def _in_row_order(names: list[str]) -> list[str]:
    """Rows first, as they came to be (drafts come last in `names`), then everything else by name."""
    rows = [name for name in names if name.endswith("/#row")]
    return rows + sorted(name for name in names if not name.endswith("/#row"))


def _facts(connection: Connection, document: str) -> dict[str, Value]:
    query = "select field, value from heads where document = ? and field between '#' and '#~' order by field, value"
    facts = {name: strict_json(value) for name, value in connection.execute(query, (document,))}
    drafted = "select field, value from journal where document = ? and field between '#' and '#~'"
    return facts | {name: strict_json(value) for name, value in connection.execute(drafted, (document,))}


def document_row(connection: Connection, document: str, visit: str) -> DocumentRow:
    """A document as a row of a list, from its facts alone."""
    facts = _facts(connection, document)
    parent = facts.get("#parent")
    return DocumentRow(
        document,
        str(facts.get("#form") or ""),
        str(facts.get("#version") or ""),
        str(parent) if parent else None,
        visit,
        FINISHED if facts.get("#status") == FINISHED else OPEN,
    )


def visit_of(connection: Connection, document: str) -> str:
    """The visit that a document belongs to."""
    row = connection.execute("select visit from commits where document = ? limit 1", (document,)).fetchone()
    return str(row[0]) if row else ""


def _had_seen(finish: Header, strand: str, sequence: int) -> bool:
    if strand == finish.strand and sequence <= finish.sequence:
        return True
    return (finish.seen or {}).get(strand, -1) >= sequence
