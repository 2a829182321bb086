"""Commits: the signed, content-addressed changes of which every document consists (docs/ledger.md)."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from monitorapp.errors import ExchangeTrouble, InputTrouble
from monitorapp.records.field import FieldKey, Value, canonical, check_value, strict_json

FORMAT = 1
COMPARTMENTS = ("general", "personal", "medical", "source")
MILESTONES = ("finished", "reopened", "deleted", "settled")
_HEX = frozenset("0123456789abcdef")
_WALL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


def digest(text: str) -> str:
    """SHA-256 of UTF-8 text as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Part:
    """The values of one compartment in one commit: detachable, tied to the header by its salted hash."""

    compartment: str
    salt: str
    values: Mapping[str, Value]

    def text(self) -> str:
        """The canonical bytes (as text) that are hashed, kept and sent."""
        return canonical([self.compartment, self.salt, dict(self.values)])

    @classmethod
    def parse(cls, text: str) -> Self:
        """The part that `text` spells; raises ExchangeTrouble `commits-not-valid` unless it is canonical."""
        try:
            compartment, salt, values = strict_json(text)
            part = cls(compartment, salt, {str(FieldKey.parse(key)): check_value(v) for key, v in values.items()})
        except (InputTrouble, ValueError, TypeError, AttributeError) as error:
            raise ExchangeTrouble("commits-not-valid", reason="part") from error
        if part.compartment not in COMPARTMENTS or not _is_hex(part.salt, 32) or part.text() != text:
            raise ExchangeTrouble("commits-not-valid", reason="part")
        return part


@dataclass(frozen=True, slots=True)
class Header:
    """What a commit says about itself; its canonical JSON is hashed, and that hash is the commit's id."""

    visit: str
    document: str
    author: str
    strand: str
    sequence: int
    previous: str | None
    lamport: int
    wall: str
    program: str
    replaces: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parts: tuple[tuple[str, str], ...] = ()
    clock: tuple[str, ...] = ()
    erases: tuple[str, ...] = ()
    form: str = ""
    milestone: str | None = None
    reason: str | None = None
    seen: Mapping[str, int] | None = None

    def text(self) -> str:
        """The canonical JSON of the header."""
        return canonical(
            {
                "format": FORMAT,
                "visit": self.visit,
                "document": self.document,
                "author": self.author,
                "strand": self.strand,
                "sequence": self.sequence,
                "previous": self.previous,
                "lamport": self.lamport,
                "wall": self.wall,
                "clock": list(self.clock),
                "program": self.program,
                "form": self.form,
                "replaces": {key: list(ids) for key, ids in self.replaces.items()},
                "parts": [list(part) for part in self.parts],
                "erases": list(self.erases),
                "milestone": self.milestone,
                "reason": self.reason,
                "seen": None if self.seen is None else dict(self.seen),
            }
        )

    @classmethod
    def parse(cls, text: str) -> Self:
        """The header that `text` spells; raises ExchangeTrouble `commits-not-valid` unless it is canonical."""
        try:
            header = cls._from_fields(strict_json(text))
            sound = header._is_sound() and header.text().encode() == text.encode()
        except (InputTrouble, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise ExchangeTrouble("commits-not-valid", reason="header") from error
        if not sound:
            raise ExchangeTrouble("commits-not-valid", reason="header")
        return header

    @classmethod
    def _from_fields(cls, fields: dict[str, Any]) -> Self:
        if fields.pop("format") != FORMAT:
            raise ValueError("another format")
        replaces = {str(FieldKey.parse(key)): tuple(ids) for key, ids in fields.pop("replaces").items()}
        parts = tuple((compartment, part_hash) for compartment, part_hash in fields.pop("parts"))
        return cls(
            replaces=replaces,
            parts=parts,
            clock=tuple(fields.pop("clock")),
            erases=tuple(fields.pop("erases")),
            **fields,
        )

    def _is_sound(self) -> bool:
        ids = [self.visit, self.document, self.author, self.strand]
        hashes = [*self.erases, *(part[1] for part in self.parts), *(i for ids in self.replaces.values() for i in ids)]
        return (
            all(is_id(text) for text in ids)
            and all(is_commit_id(text) for text in hashes)
            and (self.previous is None or is_commit_id(self.previous))
            and all(_is_count(number) for number in (self.sequence, self.lamport, *(self.seen or {}).values()))
            and (self.milestone is None or self.milestone in MILESTONES)
            and (self.reason is None or isinstance(self.reason, str))
            and all(isinstance(text, str) for text in (self.program, self.form, *self.clock))
            and all(compartment in COMPARTMENTS for compartment, _ in self.parts)
            and len(set(self.parts)) == len(self.parts)
            and _WALL.fullmatch(self.wall) is not None
            and datetime.fromisoformat(self.wall) is not None  # ValueError for what no calendar has
        )


@dataclass(frozen=True, slots=True)
class Commit:
    """A header with those of its parts that are at hand; `id` is the SHA-256 of the header."""

    header: Header
    header_text: str
    parts: tuple[Part, ...]

    @property
    def id(self) -> str:
        return digest(self.header_text)

    @classmethod
    def seal(cls, header: Header, parts: tuple[Part, ...]) -> Self:
        """Tie `parts` to `header` by their hashes."""
        tied = tuple((part.compartment, digest(part.text())) for part in parts)
        whole = Header(**{**_fields(header), "parts": tied})
        return cls(whole, whole.text(), parts)

    @classmethod
    def parse(cls, header_text: str, part_texts: tuple[str, ...]) -> Self:
        """A commit from outside, every hash checked; raises ExchangeTrouble `commits-not-valid`."""
        header = Header.parse(header_text)
        parts = tuple(Part.parse(text) for text in part_texts)
        allowed = set(header.parts)
        if len(set(part_texts)) != len(part_texts):
            raise ExchangeTrouble("commits-not-valid", reason="twice")
        for part, text in zip(parts, part_texts, strict=True):
            if (part.compartment, digest(text)) not in allowed:
                raise ExchangeTrouble("commits-not-valid", reason="hash")
        return cls(header, header_text, parts)


def is_id(text: object) -> bool:
    """Whether `text` can name a visit, document, author or strand: 32 hexadecimal digits."""
    return _is_hex(text, 32)


def is_commit_id(text: object) -> bool:
    """Whether `text` can name a commit: 64 hexadecimal digits."""
    return _is_hex(text, 64)


def _fields(header: Header) -> dict[str, Any]:
    return {name: getattr(header, name) for name in Header.__slots__}


def _is_hex(text: object, digits: int) -> bool:
    return isinstance(text, str) and len(text) == digits and set(text) <= _HEX


def _is_count(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 2**53
