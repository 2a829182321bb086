"""The fold: how commits become the state of a ledger. Pure union; no clock takes part.

State is a function of two sets that only grow: commits and erased parts. Everything here runs inside the
caller's transaction, and taking the same commits in again, in any order, changes nothing.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from monitorapp.records.commit import Commit, Header, Part, digest
from monitorapp.records.field import FieldKey, canonical
from monitorapp.vault.cipher import Connection

Touched = set[tuple[str, str]]


@dataclass
class Union:
    """What a union did: `new` and `known` count values, `commits` the new commits' ids."""

    new: int = 0
    known: int = 0
    commits: list[str] = field(default_factory=list)
    touched: Touched = field(default_factory=set)


def take_in(connection: Connection, commits: Iterable[Commit], bundle: str | None) -> Union:
    """Join verified `commits` with the ledger. `bundle` is None for this laptop's own commits."""
    union = Union()
    for commit in commits:
        found = connection.execute("select n from commits where id = ?", (bytes.fromhex(commit.id),)).fetchone()
        if found:
            _fill_in(connection, found[0], commit, union)
        else:
            _insert(connection, commit, bundle, union)
    return union


def heads_of_commits(connection: Connection) -> dict[tuple[str, str, int], str]:
    """What stands by the commits and their parts alone: (document, field, n) → value; nothing is written.

    A second way to the same state, for comparing: it does not look at `heads` and `replaced`.
    """
    bodies: dict[int, list[str]] = defaultdict(list)
    for n, body in connection.execute("select n, body from parts where body is not null"):
        bodies[n].append(body)
    rows = connection.execute("select n, header from commits").fetchall()
    commits = {n: Commit.parse(header, tuple(bodies[n])) for n, header in rows}
    gone = {
        (commit.header.document, name, old)
        for commit in commits.values()
        for name, ids in commit.header.replaces.items()
        for old in ids
    }
    found: dict[tuple[str, str, int], str] = {}
    for n, commit in commits.items():
        for name, value in ((name, value) for part in commit.parts for name, value in part.values.items()):
            if (commit.header.document, name, commit.id) not in gone:
                key = commit.header.document, name, n
                found[key] = max(found.get(key, ""), canonical(value))
    return found


def heads_as_kept(connection: Connection) -> dict[tuple[str, str, int], str]:
    """What `heads` says: (document, field, n) → value."""
    rows = connection.execute("select document, field, n, value from heads")
    return {(document, name, n): value for document, name, n, value in rows}


def log_mark(connection: Connection, count: int | None = None) -> tuple[int, str]:
    """How many commits there are (or the first `count` of them) and 12 bytes of a hash over their ids in order.

    Twelve, so that the marks of a thousand ledgers fit into a superblock.
    """
    limit = -1 if count is None else count
    whole, number = hashlib.sha256(), 0
    for (commit_id,) in connection.execute("select id from commits order by n limit ?", (limit,)):
        whole.update(commit_id)
        number += 1
    return number, whole.hexdigest()[:24]


def differing(connection: Connection, pairs: Iterable[tuple[str, str]]) -> Touched:
    """Those of the (document, field) `pairs` in which different values stand."""
    return {pair for pair, differs in _several(connection, pairs) if differs}


def agreeing(connection: Connection, pairs: Iterable[tuple[str, str]]) -> Touched:
    """Those of the (document, field) `pairs` in which several commits stand with one value."""
    return {pair for pair, differs in _several(connection, pairs) if not differs}


def _several(connection: Connection, pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], bool]]:
    """Those of `pairs` in which several commits stand, and whether their values differ."""
    wanted = set(pairs)
    query = "select field, min(value) < max(value) from heads where document = ? group by field having count(*) > 1"
    for document in {document for document, _ in wanted}:
        for name, differs in connection.execute(query, (document,)).fetchall():
            if (document, name) in wanted and can_conflict(name):
                yield (document, name), bool(differs)


def can_conflict(name: str) -> bool:
    """Facts of documents and rows, reminders and stored defaults never conflict (docs/ledger.md)."""
    key = FieldKey.parse(name)
    return bool(key.question) and key.facet not in {"auto", "later"}


def _insert(connection: Connection, commit: Commit, bundle: str | None, union: Union) -> None:
    header = commit.header
    row = (
        bytes.fromhex(commit.id),
        header.visit,
        header.document,
        header.author,
        header.strand,
        header.sequence,
        bytes.fromhex(header.previous) if header.previous else None,
        header.lamport,
        header.wall,
        commit.header_text,
        bundle,
    )
    statement = """insert into commits(id, visit, document, author, strand, sequence, previous, lamport, wall, header,
        bundle) values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
    n = connection.execute(statement, row).lastrowid
    union.commits.append(commit.id)
    _replace(connection, n, commit)
    _keep_parts(connection, n, commit)
    union.new += _stand(connection, n, commit)
    union.touched.update(_erase(connection, n, header))
    names = [*header.replaces, *(name for part in commit.parts for name in part.values)]
    union.touched.update((header.document, name) for name in names)


def _fill_in(connection: Connection, n: int, commit: Commit, union: Union) -> None:
    """A commit that is here already may bring a part that was withheld before."""
    query = "select 1 from parts where hash = ? and n = ? and body is null"
    late = tuple(
        part
        for part in commit.parts
        if connection.execute(query, (_part_hash(part.text()), n)).fetchone()
        and not _is_erased(connection, n, _part_hash(part.text()))
    )
    for part in late:
        statement = "update parts set body = ? where hash = ? and n = ?"
        connection.execute(statement, (part.text(), _part_hash(part.text()), n))
    union.new += _stand(connection, n, Commit(commit.header, commit.header_text, late))
    union.touched.update((commit.header.document, name) for part in late for name in part.values)
    union.known += sum(len(part.values) for part in commit.parts if part not in late)


def _replace(connection: Connection, n: int, commit: Commit) -> None:
    """Take the values that `commit` replaces off the heads, now and when they come later."""
    document = commit.header.document
    for name, ids in commit.header.replaces.items():
        rows = [(bytes.fromhex(old), name, n) for old in ids]
        connection.executemany("insert or ignore into replaced values(?, ?, ?)", rows)
        gone = [(document, name, bytes.fromhex(old), document) for old in ids]
        connection.executemany(
            """delete from heads where document = ? and field = ?
                and n = (select n from commits where id = ? and document = ?)""",
            gone,
        )


def _erase(connection: Connection, n: int, header: Header) -> Touched:
    """Note what a commit erases, and strip what is here; only an author's own parts of this document go."""
    touched: Touched = set()
    for text in header.erases:
        part_hash = bytes.fromhex(text)
        connection.execute("insert or ignore into erased values(?, ?)", (part_hash, n))
        query = """select n, body from parts join commits using(n)
            where hash = ? and author = ? and document = ? and body is not null"""
        for holder, body in connection.execute(query, (part_hash, header.author, header.document)).fetchall():
            connection.execute("update parts set body = null where hash = ? and n = ?", (part_hash, holder))
            touched.update((header.document, name) for name in Part.parse(body).values)
            connection.execute("delete from heads where n = ?", (holder,))
            _stand(connection, holder, _commit_at(connection, holder))
    return touched


def _is_erased(connection: Connection, n: int, part_hash: bytes) -> bool:
    """Whether the author of commit `n` has erased this part of it. It wins for ever, whatever comes back."""
    query = """select 1 from erased join commits eraser on eraser.n = erased.n join commits holder on holder.n = ?
        where hash = ? and eraser.author = holder.author and eraser.document = holder.document"""
    return connection.execute(query, (n, part_hash)).fetchone() is not None


def _commit_at(connection: Connection, n: int) -> Commit:
    (header,) = connection.execute("select header from commits where n = ?", (n,)).fetchone()
    texts = connection.execute("select body from parts where n = ? and body is not null", (n,)).fetchall()
    return Commit.parse(header, tuple(text for (text,) in texts))


def _keep_parts(connection: Connection, n: int, commit: Commit) -> None:
    bodies = {digest(part.text()): part.text() for part in commit.parts}
    for compartment, part_hash in commit.header.parts:
        key = bytes.fromhex(part_hash)
        body = None if _is_erased(connection, n, key) else bodies.get(part_hash)
        connection.execute("insert or ignore into parts values(?, ?, ?, ?)", (key, n, compartment, body))


def _stand(connection: Connection, n: int, commit: Commit) -> int:
    """Put the values of `commit` that nobody has replaced on the heads; returns how many values it holds.

    Only a hostile author writes a field into two parts of one commit: the greater spelling stands everywhere.
    """
    document, count = commit.header.document, 0
    # Asked once for all fields: a condition inside the insert would cost ten times the insert.
    query = "select field from replaced cross join commits using(n) where replaced.id = ? and document = ?"
    gone = {name for (name,) in connection.execute(query, (bytes.fromhex(commit.id), document))}
    for part in commit.parts:
        if _is_erased(connection, n, _part_hash(part.text())):
            continue
        count += len(part.values)
        rows = [(document, name, n, canonical(value)) for name, value in part.values.items() if name not in gone]
        statement = "insert into heads values(?, ?, ?, ?) on conflict do update set value = max(value, excluded.value)"
        connection.executemany(statement, rows)
    return count


def _part_hash(text: str) -> bytes:
    return bytes.fromhex(digest(text))
