"""The index ledger's own tables: facts, people, form definitions, the log of exchanges. No facts of visits."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from monitorapp.errors import FormTrouble
from monitorapp.records.field import canonical
from monitorapp.vault.alarms import HeldLedger
from monitorapp.vault.cipher import Connection, translated
from monitorapp.vault.ledger import Ledger

PLACE = "place"
SALVAGED = "salvaged"  # damaged ledgers whose answers were written into another one
ACCEPTED = "accepted"  # what was found at an opening and accepted as it was
_ALL_TAKEN = """update exchanges set counts = json_set(counts, '$.left_out', 0)
    where bundle = ? and direction = ? and author = ? and coalesce(json_extract(counts, '$.left_out'), 0) > 0"""
TRUSTED, STRANGER, REVOKED, SELF = "trusted", "stranger", "revoked", "self"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose card is known: author id, pseudonym, state, and the card as text."""

    author: str
    name: str
    state: str
    card: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """One bundle that was sent or received."""

    bundle: str
    direction: str
    kind: str
    author: str
    sequence: int
    wall: str
    counts: Mapping[str, int]


class Registry:
    """Reads and writes the index ledger."""

    def __init__(self, index: Ledger, note: Callable[[Ledger], None]) -> None:
        """`note` makes an older copy of the index be found from now on, also after a crash."""
        self._index, self._note = index, note
        self._forms: dict[tuple[str, str], bytes] = {}  # a form version never changes

    @property
    def is_held(self) -> bool:
        """Whether the index is open for reading alone: what it holds can still be sent."""
        return isinstance(self._index, HeldLedger)

    @property
    def _connection(self) -> Connection:
        return self._index.connection  # asked each time: a renewed ledger has a new one

    def fact(self, name: str) -> Any:
        """A fact by name, or None."""
        row = self._connection.execute("select value from facts where name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None

    def keep_fact(self, name: str, value: object) -> None:
        """Set a fact to a JSON value."""
        with translated():
            self._connection.execute("insert or replace into facts values(?, ?)", (name, canonical(value)))

    def people(self) -> list[Person]:
        """Everybody whose card is known, by name."""
        rows = self._connection.execute("select author, name, state, card from people order by name, author")
        return [Person(*row) for row in rows]

    def person(self, author: str) -> Person | None:
        """The person with this author id."""
        return next((person for person in self.people() if person.author == author), None)

    def keep_person(self, person: Person) -> None:
        """Add a person or change what is known of them."""
        row = (person.author, person.name, person.state, person.card)
        with translated():
            self._connection.execute("insert or replace into people values(?, ?, ?, ?)", row)
            if person.state != STRANGER:
                self._note(self._index)  # nobody's trust or its end is rolled back unseen

    def form(self, form: str, version: str) -> bytes:
        """The XForm of exactly this version; raises FormTrouble `form-unknown`."""
        if (form, version) not in self._forms:
            query = "select xform from forms where form = ? and version = ?"
            row = self._connection.execute(query, (form, version)).fetchone()
            if row is None:
                raise FormTrouble("form-unknown", form=form)
            self._forms[form, version] = bytes(row[0])
        return self._forms[form, version]

    def forms(self) -> list[tuple[str, str]]:
        """The (form, version) pairs that are kept."""
        return [
            tuple(row) for row in self._connection.execute("select form, version from forms order by form, version")
        ]

    def form_names(self) -> set[str]:
        """The forms that are kept, as `form@version`."""
        return {f"{form}@{version}" for form, version in self.forms()}

    def keep_form(self, form: str, version: str, xform: bytes) -> None:
        """Keep a form version for as long as the vault lives; an existing one is never changed."""
        with translated():
            self._connection.execute("insert or ignore into forms values(?, ?, ?)", (form, version, xform))

    def drop_form(self, form: str, version: str) -> None:
        """Forget a form version; whoever asks has made sure that no document needs it."""
        with translated():
            self._connection.execute("delete from form_files where form = ? and version = ?", (form, version))
            self._connection.execute("delete from forms where form = ? and version = ?", (form, version))

    def keep_form_file(self, form: str, version: str, name: str, body: bytes) -> None:
        """Keep a file that a form version needs (a list, a picture); an existing one is never changed."""
        with translated():
            row = (form, version, name, body)
            self._connection.execute("insert or ignore into form_files values(?, ?, ?, ?)", row)

    def form_file(self, form: str, version: str, name: str) -> bytes | None:
        """A file of a form version, or None."""
        query = "select body from form_files where form = ? and version = ? and name = ?"
        row = self._connection.execute(query, (form, version, name)).fetchone()
        return bytes(row[0]) if row else None

    def form_files(self, form: str, version: str) -> list[str]:
        """The names of the files that are kept for a form version."""
        query = "select name from form_files where form = ? and version = ? order by name"
        return [row[0] for row in self._connection.execute(query, (form, version))]

    def exchanges(self) -> list[Exchange]:
        """The log of bundles, oldest first."""
        rows = self._connection.execute("select * from exchanges order by wall, bundle").fetchall()
        return [
            Exchange(bundle, direction, kind, author, sequence, wall, json.loads(counts))
            for bundle, direction, kind, author, sequence, wall, counts in rows
        ]

    def knows_bundle(self, bundle: str) -> bool:
        """Whether this bundle was received before."""
        query = "select 1 from exchanges where bundle = ? and direction = 'received'"
        return self._connection.execute(query, (bundle,)).fetchone() is not None

    def log_exchange(self, exchange: Exchange) -> None:
        """Note a bundle that was sent or received; the first note stays. A held index notes nothing.

        But where words were left out at first, it says so only until all of the bundle was taken in.
        """
        row = (
            exchange.bundle,
            exchange.direction,
            exchange.kind,
            exchange.author,
            exchange.sequence,
            exchange.wall,
            canonical(dict(exchange.counts)),
        )
        if self.is_held:
            return
        with translated():
            self._connection.execute("insert or ignore into exchanges values(?, ?, ?, ?, ?, ?, ?)", row)
            if not exchange.counts.get("left_out"):
                self._connection.execute(_ALL_TAKEN, (*row[:2], exchange.author))

    def next_sequence(self) -> int:
        """The number of the next bundle that this vault sends, beginning with 1."""
        with translated():
            number = int(self.fact("sequence") or 0) + 1
            if not self.is_held:
                self.keep_fact("sequence", number)
        return number
