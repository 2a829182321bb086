"""One ledger: the draft journal that takes every answer at once, and the commits that it becomes."""

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from monitorapp import __version__
from monitorapp.clock import Clock, claimed, clock_flags
from monitorapp.errors import ExchangeTrouble, InputTrouble, VaultTrouble
from monitorapp.records.commit import Commit, Header, Part, digest
from monitorapp.records.field import TEXT_LIMIT, FieldKey, Value, canonical, check_value, strict_json
from monitorapp.records.view import Changes
from monitorapp.vault import fold, views
from monitorapp.vault.cipher import Connection, close_ledger, copy_ledger, open_ledger, transaction, translated
from monitorapp.vault.keyfile import LedgerKey
from monitorapp.vault.undecided import GONE, inside


@dataclass(frozen=True, slots=True)
class Draft:
    """A journal row: a value not yet committed, and the commits that stood on the screen when it was written."""

    value: Value
    seen: tuple[str, ...]
    compartment: str


class Ledger:
    """An open ledger. It belongs to one thread and to one author; nothing else may open its file meanwhile."""

    def __init__(self, path: Path, key: LedgerKey, author: str, clock: Clock) -> None:
        self._path, self._author, self._clock = path, author, clock
        self.key = key
        self._connection = self._opened(path, key)
        self._strands: dict[str, str] = {}
        self._ack = 0
        self.is_there: Callable[[], bool] | None = None  # whether what is written here will be found

    def _opened(self, path: Path, key: LedgerKey) -> Connection:
        return open_ledger(path, key.key)

    @property
    def author(self) -> str:
        """Whose ledger it is."""
        return self._author

    def close(self) -> tuple[int, str]:
        """Close the file; returns the mark of its log (commits, hash) for the key file. Raises VaultTrouble."""
        try:
            return self.mark()
        finally:
            close_ledger(self._connection, self._path)

    def copy_to(self, path: Path, key: LedgerKey) -> None:
        """Write what stands here into a new file under another key; raises VaultTrouble, and then there is none."""
        copy_ledger(self._connection, path, key.key)

    def move_to(self, path: Path, key: LedgerKey, switch: Callable[[], None]) -> None:
        """Go on in the copy at `path` from the moment that `switch` says whose key counts; the old file is closed.

        Where `switch` fails everything stays here. Where nobody knows whether it did (`medium-gone`) nothing more is
        written to either file: what is acknowledged must be in the one that opens.
        """
        fresh = open_ledger(path, key.key)
        try:
            switch()
        except BaseException as error:
            if isinstance(error, VaultTrouble) and error.code == "medium-gone":
                self._connection.before_write = _refuse_for_good
            with contextlib.suppress(VaultTrouble):
                close_ledger(fresh, path)
            raise
        old = self._connection, self._path
        self._connection, self._path, self.key = fresh, path, key
        close_ledger(*old)

    @translated()
    def mark(self, count: int | None = None) -> tuple[int, str]:
        """The mark of the log, or of its first `count` commits."""
        return fold.log_mark(self._connection, count)

    @translated()
    def is_folded_rightly(self) -> bool:
        """Whether what stands is what the commits say."""
        try:
            return fold.heads_of_commits(self._connection) == fold.heads_as_kept(self._connection)
        except (InputTrouble, ExchangeTrouble):
            return False  # a page that fails its check may come as zeros, without a word

    def is_sound(self) -> bool:
        """Whether every page authenticates, SQLite finds its structure whole, and the fold is right."""
        try:
            with translated():
                pages = self._connection.execute("pragma cipher_integrity_check").fetchall()
                structure = self._connection.execute("pragma quick_check").fetchall()
                return not pages and structure == [("ok",)] and self.is_folded_rightly()
        except VaultTrouble as trouble:
            if trouble.code != "ledger-damaged":
                raise
            return False

    # Writing

    def record(self, document: str, name: str, value: Value, seen: Iterable[str], compartment: str) -> int:
        """Keep an answer; returns its number once the row is on the disk.

        `seen` names the commits of this field that stood on the screen: the commit will replace these alone.
        Raises InputTrouble, and VaultTrouble `answer-too-long` for a text over the limit.
        """
        name = str(FieldKey.parse(name))
        return self.put_draft(document, name, widened(self.draft(document, name), value, seen, compartment))

    def put_draft(self, document: str, name: str, draft: Draft | None) -> int:
        """Set the journal row of a field as it is given, or take it away; returns the number of the write."""
        with translated():
            if draft is None:
                self._connection.execute("delete from journal where document = ? and field = ?", (document, name))
                self._assure()
                return self._ack
            if name.endswith(GONE) and draft.value:
                # Whoever takes a row away takes what stands in it: only what comes later is news to them.
                draft = replace(draft, seen=tuple(sorted({*draft.seen, *inside(self._connection, document, name)})))
            self._ack += 1
            wall = claimed(self._clock.now())
            row = (document, name, canonical(draft.value), canonical(list(draft.seen)), draft.compartment, wall)
            self._connection.execute("insert or replace into journal values(?, ?, ?, ?, ?, ?, ?)", (*row, self._ack))
            self._assure()
            return self._ack

    def _assure(self) -> None:
        """Nothing counts as kept that lies in a file which no key opens, or that is gone: the vault was erased."""
        if self.is_there is not None and not self.is_there():
            raise VaultTrouble("medium-gone")

    @translated()
    def draft(self, document: str, name: str) -> Draft | None:
        """The journal row of a field, if there is one."""
        query = "select value, seen, compartment from journal where document = ? and field = ?"
        row = self._connection.execute(query, (document, name)).fetchone()
        return Draft(strict_json(row[0]), tuple(strict_json(row[1])), row[2]) if row else None

    @translated()
    def drafted_documents(self) -> list[str]:
        """The documents with answers that no commit holds yet."""
        return [row[0] for row in self._connection.execute("select distinct document from journal order by document")]

    def commit(self, visit: str, document: str, milestone: str | None = None, reason: str | None = None) -> Changes:
        """Turn the journal of `document` into one commit: read, hashed, inserted and cleared in one transaction."""
        with transaction(self._connection):
            drafts = {
                name: draft
                for name, draft in self._drafts(document).items()
                if self._says_anything(document, name, draft)
            }
            if drafts or milestone:
                commit = self._sealed(visit, document, drafts, milestone, reason)
                fold.take_in(self._connection, [commit], None)
            self._connection.execute("delete from journal where document = ?", (document,))
        self._assure()
        return Changes.of(visit, document, drafts)

    def begin(self, visit: str, document: str, values: Mapping[str, Value]) -> Changes:
        """Begin a document with one commit that holds its facts and first answers."""
        drafts = {str(FieldKey.parse(name)): Draft(check_value(value), (), "general") for name, value in values.items()}
        with transaction(self._connection):
            fold.take_in(self._connection, [self._sealed(visit, document, drafts, None, None)], None)
        self._assure()
        return Changes.of(visit, document, drafts)

    def _drafts(self, document: str) -> dict[str, Draft]:
        rows = self._connection.execute(
            "select field, value, seen, compartment from journal where document = ? order by field", (document,)
        )
        return {name: Draft(strict_json(v), tuple(strict_json(seen)), part) for name, v, seen, part in rows}

    def _says_anything(self, document: str, name: str, draft: Draft) -> bool:
        """A draft that repeats the one value it replaces, or clears what never was, needs no commit."""
        standing = views.heads(self._connection, document, name)
        replaced = set(draft.seen) & set(standing)
        if not replaced:
            return draft.value is not None or bool(draft.seen)
        if name.endswith(GONE) and set(draft.seen) - replaced:
            return True  # taken away with what was written in the row since
        return set(standing) != replaced or {standing[i] for i in replaced} != {canonical(draft.value)}

    def _sealed(
        self, visit: str, document: str, drafts: dict[str, Draft], milestone: str | None, reason: str | None
    ) -> Commit:
        return self.sealed(
            visit,
            document,
            self._parts(drafts),
            form=_form_of(drafts) or views.form_of(self._connection, document),
            replaces={name: tuple(sorted(draft.seen)) for name, draft in drafts.items() if draft.seen},
            milestone=milestone,
            reason=reason,
        )

    def sealed(self, visit: str, document: str, parts: tuple[Part, ...], **said: Any) -> Commit:
        """A commit of this author after their last one in the document; nothing is written.

        `said`: whatever else its header says (see `Header`); by default the form and Lamport number that follow.
        """
        moment = self._clock.now()
        strand, sequence, previous = self._next_in_strand(document)
        follows: dict[str, Any] = {
            "form": views.form_of(self._connection, document),
            "lamport": self._lamport(document),
        }
        header = Header(
            visit=visit,
            document=document,
            author=self._author,
            strand=strand,
            sequence=sequence,
            previous=previous,
            wall=claimed(moment),
            clock=tuple(clock_flags(moment)),
            program=__version__,
            seen=self._seen_vector(document) if said.get("milestone") else None,
            **(follows | said),
        )
        return Commit.seal(header, parts)

    def _parts(self, drafts: dict[str, Draft]) -> tuple[Part, ...]:
        compartments = sorted({draft.compartment for draft in drafts.values()})
        return tuple(
            Part(
                compartment,
                self.new_salt(),
                {name: draft.value for name, draft in drafts.items() if draft.compartment == compartment},
            )
            for compartment in compartments
        )

    def new_salt(self) -> str:
        """What a part is salted with: 16 random bytes, so that its hash tells nothing about an answer."""
        return self._clock.random_bytes(16).hex()

    def _next_in_strand(self, document: str) -> tuple[str, int, str | None]:
        query = "select id, strand, sequence from commits where document = ? and author = ? order by n desc limit 1"
        last = self._connection.execute(query, (document, self._author)).fetchone()
        strand = self._strands.setdefault(document, self._clock.new_id())
        sequence = last[2] + 1 if last and last[1] == strand else 0
        return strand, sequence, last[0].hex() if last else None

    def _lamport(self, document: str) -> int:
        query = "select coalesce(max(lamport), 0) + 1 from commits where document = ?"
        return min(int(self._connection.execute(query, (document,)).fetchone()[0]), 2**53 - 1)

    def _seen_vector(self, document: str) -> dict[str, int]:
        query = "select strand, max(sequence) from commits where document = ? group by strand"
        return dict(self._connection.execute(query, (document,)).fetchall())

    # Taking in and giving out

    def take_in(self, commits: Sequence[Commit], bundle: str) -> fold.Union:
        """Join verified commits with this ledger; inside `transaction()` or `tried()` of the caller."""
        return fold.take_in(self._connection, commits, bundle)

    def several(self, pairs: Collection[tuple[str, str]]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        """Those of the (document, field) pairs that want settling, and those in which several agree.

        Of the documents named, also the rows that somebody took away while others wrote in them.
        """
        differing, agreeing = fold.several(self._connection, pairs)
        documents = {document for document, _ in pairs}
        return differing | views.contested_rows(self._connection, documents), agreeing

    def known_ids(self, ids: Iterable[str]) -> set[str]:
        """Those of the commit `ids` that are here already."""
        query = "select 1 from commits where id = ?"
        return {i for i in ids if self._connection.execute(query, (bytes.fromhex(i),)).fetchone()}

    def late(self, ids: Iterable[str]) -> int:
        """How many of the commits `ids` were made without or against a standing `finished` of their document."""
        return len(set(ids) & views.all_late_edits(self._connection, ids))

    def attestations(self) -> list[str]:
        """What other authors signed of the visits here, as it came in."""
        return [row[0] for row in self._connection.execute("select body from attestations order by hash")]

    def keep_attestations(self, attestations: Iterable[tuple[str, str]]) -> None:
        """Keep (author, text) of attestations; the same text twice is one."""
        rows = [(bytes.fromhex(digest(text)), author, text) for author, text in attestations]
        self._connection.executemany("insert or ignore into attestations values(?, ?, ?, null)", rows)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is written whole or not at all."""
        with transaction(self._connection):
            yield

    @contextlib.contextmanager
    def tried(self) -> Iterator[None]:
        """Everything inside is undone at the end: a plan is the real thing, rolled back."""
        with translated():
            self._connection.execute("begin immediate")
            try:
                yield
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("rollback")

    @property
    def connection(self) -> Connection:
        """For the other modules of the vault; nothing outside may see it."""
        return self._connection


def _refuse_for_good() -> None:
    raise VaultTrouble("medium-gone")


def widened(before: Draft | None, value: Value, seen: Iterable[str], compartment: str) -> Draft:
    """The journal row of an answer over the row that stood `before`: what was seen only grows. Raises as `record`."""
    if isinstance(value, str) and len(value) > TEXT_LIMIT:
        raise VaultTrouble("answer-too-long", most=TEXT_LIMIT)
    all_seen = {*seen, *(before.seen if before else ())}
    return Draft(check_value(value), tuple(sorted(all_seen)), compartment)


def _form_of(drafts: Mapping[str, Draft]) -> str:
    """`form@version` of a document that is being begun; "" where it stands already, whatever its version becomes."""
    return f"{drafts['#form'].value}@{drafts['#version'].value}" if {"#form", "#version"} <= drafts.keys() else ""
