"""The fold: how commits become the state of a ledger. Pure union; no clock takes part.

State is a function of two sets that only grow: commits and erased parts. Everything here runs inside the
caller's transaction, and taking the same commits in again, in any order, changes nothing.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from monitorapp.records.commit import Commit, Header, Part, digest
from monitorapp.records.field import FieldKey, canonical
from monitorapp.vault.cipher import Connection

Touched = set[tuple[str, str]]
_FEW = 20  # fields that are asked for one by one rather than as a whole document


@dataclass
class Union:
    """What a union did: `new` and `known` count values, `commits` the new commits' ids.

    `erased` names fields of parts that were here and are no more: the file holds them until it is written anew.
    """

    new: int = 0
    known: int = 0
    commits: list[str] = field(default_factory=list)
    touched: Touched = field(default_factory=set)
    erased: Touched = field(default_factory=set)


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
    gone = _replaced_by(commits.values())
    moved = _replaced_by(commit for commit in commits.values() if not commit.header.erases)
    found: dict[tuple[str, str, int], str] = {}
    for n, commit in commits.items():
        document = commit.header.document
        for name, value in ((name, value) for part in commit.parts for name, value in part.values.items()):
            originals = commit.header.replaces.get(name, ()) if commit.header.erases else ()
            if (document, name, commit.id) not in gone and not any((document, name, o) in moved for o in originals):
                key = document, name, n
                found[key] = max(found.get(key, ""), canonical(value))
    return found


def _replaced_by(commits: Iterable[Commit]) -> set[tuple[str, str, str]]:
    """What `commits` replace, as (document, field, commit id)."""
    return {
        (commit.header.document, name, old)
        for commit in commits
        for name, ids in commit.header.replaces.items()
        for old in ids
    }


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
    return several(connection, pairs)[0]


def several(connection: Connection, pairs: Iterable[tuple[str, str]]) -> tuple[Touched, Touched]:
    """Those of the (document, field) `pairs` in which several commits stand: with different values, and with one.

    Grouped here and not in SQL: an aggregate over texts costs a hundred times more, as SQLCipher locks its memory.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    for document, name in pairs:
        wanted[document].add(name)
    differ, agree = Touched(), Touched()
    for document, names in wanted.items():
        for name, values in _standing(connection, document, names).items():
            if len(values) > 1 and can_conflict(name):
                (differ if len(set(values)) > 1 else agree).add((document, name))
    return differ, agree


def _standing(connection: Connection, document: str, names: set[str]) -> dict[str, list[str]]:
    """The values that stand in the fields `names` of a document."""
    found: dict[str, list[str]] = defaultdict(list)
    if len(names) > _FEW:
        rows = connection.execute("select field, value from heads where document = ?", (document,)).fetchall()
    else:
        query = "select field, value from heads where document = ? and field = ?"
        rows = [row for name in names for row in connection.execute(query, (document, name)).fetchall()]
    for name, value in rows:
        if name in names:
            found[name].append(value)
    return found


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
    copies = _copies_of_known(connection, commit)
    union.new += _stand(connection, n, commit) - copies
    union.known += copies
    _erase(connection, n, header, union)
    names = [*header.replaces, *(name for part in commit.parts for name in part.values)]
    union.touched.update((header.document, name) for name in names)


def _fill_in(connection: Connection, n: int, commit: Commit, union: Union) -> None:
    """A commit that is here already may bring a part that was withheld before."""
    query = "select hash from parts where n = ? and body is null"
    missing = {row[0] for row in connection.execute(query, (n,)).fetchall()}
    late = tuple(part for part in commit.parts if missing and _part_hash(part.text()) in missing)
    late = tuple(part for part in late if not _is_erased(connection, n, _part_hash(part.text())))
    for part in late:
        statement = "update parts set body = ? where hash = ? and n = ?"
        connection.execute(statement, (part.text(), _part_hash(part.text()), n))
    if late:
        union.new += _stand(connection, n, Commit(commit.header, commit.header_text, late))
    union.touched.update((commit.header.document, name) for part in late for name in part.values)
    union.known += sum(len(part.values) for part in commit.parts if part not in late)


def _replace(connection: Connection, n: int, commit: Commit) -> None:
    """Take the values that `commit` replaces off the heads, now and when they come later."""
    header = commit.header
    pairs = [(bytes.fromhex(old), name) for name, ids in header.replaces.items() for old in ids]
    connection.executemany("insert or ignore into replaced values(?, ?, ?)", [(*pair, n) for pair in pairs])
    connection.executemany(
        """delete from heads where document = ? and field = ?
            and n = (select n from commits where id = ? and document = ?)""",
        [(header.document, name, old, header.document) for old, name in pairs],
    )
    if pairs and not header.erases and connection.execute("select 1 from erased limit 1").fetchone():
        # A copy stands where its original would stand: it goes with it.
        connection.executemany(
            f"delete from heads where document = ? and field = ? and n in ({_COPIES})",  # noqa: S608  no value in it
            [(header.document, name, old, name, n) for old, name in pairs],
        )


_COPIES = """select replaced.n from replaced where replaced.id = ? and replaced.field = ? and replaced.n <> ?
    and exists(select 1 from erased where erased.n = replaced.n)"""


def _erase(connection: Connection, n: int, header: Header, union: Union) -> None:
    """Note what a commit erases, and strip what may go (see `_is_erased`)."""
    for text in header.erases:
        part_hash = bytes.fromhex(text)
        connection.execute("insert or ignore into erased values(?, ?)", (part_hash, n))
        query = "select n, body from parts join commits using(n) where hash = ? and document = ? and body is not null"
        for holder, body in connection.execute(query, (part_hash, header.document)).fetchall():
            if not _is_erased(connection, holder, part_hash):
                continue
            connection.execute("update parts set body = null where hash = ? and n = ?", (part_hash, holder))
            union.erased.update((header.document, name) for name in Part.parse(body).values)
            union.touched |= union.erased
            connection.execute("delete from heads where n = ?", (holder,))
            _stand(connection, holder, _commit_at(connection, holder))


def accept(connection: Connection, document: str, part_hashes: Iterable[str]) -> None:
    """Let parts of `document` be erased although their authors have not: this vault's owner has decided it.

    For this ledger alone; a commit that names them in `erases` must follow in the same transaction.
    """
    rows = [(f"accepted {document} {part_hash}", "true") for part_hash in part_hashes]
    connection.executemany("insert or ignore into facts values(?, ?)", rows)


def _is_erased(connection: Connection, n: int, part_hash: bytes) -> bool:
    """Whether this part of commit `n` was erased: by its author, or by the decision of this vault's owner.

    It wins for ever, whatever comes back.
    """
    query = """select 1 from erased join commits eraser on eraser.n = erased.n join commits holder on holder.n = ?
        where hash = ? and eraser.document = holder.document and (eraser.author = holder.author
            or exists(select 1 from facts where name = 'accepted ' || holder.document || ' ' || lower(hex(hash))))"""
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
    count = 0
    gone = _gone_fields(connection, n, commit) if commit.parts else set()
    for part in commit.parts:
        if _is_erased(connection, n, _part_hash(part.text())):
            continue
        count += len(part.values)
        values = {name: canonical(value) for name, value in part.values.items() if name not in gone}
        # All at once, as JSON: binding each value on its own costs twice as much.
        statement = """insert into heads select ?, key, ?, value from json_each(?) where true
            on conflict do update set value = max(value, excluded.value)"""
        connection.execute(statement, (commit.header.document, n, canonical(values)))
    return count


def _copies_of_known(connection: Connection, commit: Commit) -> int:
    """How many values of `commit` say again what a commit said that is here: nobody has to look at them."""
    if not commit.header.erases:
        return 0
    query = "select 1 from commits where id = ?"
    names = [name for part in commit.parts for name in part.values]
    originals = [[bytes.fromhex(old) for old in commit.header.replaces.get(name, ())] for name in names]
    return sum(any(connection.execute(query, (old,)).fetchone() for old in some) for some in originals)


def _gone_fields(connection: Connection, n: int, commit: Commit) -> set[str]:
    """The fields of `commit` whose values do not stand any more, or never did.

    The values of a commit that erases are copies of what it replaces: each goes with its original (docs/ledger.md).
    """
    document = commit.header.document
    # Asked once for all fields: a condition inside the insert would cost ten times the insert.
    query = "select field from replaced cross join commits using(n) where replaced.id = ? and document = ?"
    gone = {name for (name,) in connection.execute(query, (bytes.fromhex(commit.id), document)).fetchall()}
    if not commit.header.erases:
        return gone
    query = """select 1 from replaced cross join commits using(n) where replaced.id = ? and field = ? and document = ?
        and replaced.n <> ? and not exists(select 1 from erased where erased.n = replaced.n)"""
    originals = [(name, old) for name, ids in commit.header.replaces.items() for old in ids]
    return gone | {
        name for name, old in originals if connection.execute(query, (bytes.fromhex(old), name, document, n)).fetchone()
    }


def _part_hash(text: str) -> bytes:
    return bytes.fromhex(digest(text))
