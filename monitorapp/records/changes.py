"""What a write changed: the one thing that screens are told."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """The visits, documents and (document, field) pairs that a write touched; `ack` numbers the write."""

    visits: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    fields: frozenset[tuple[str, str]] = frozenset()
    ack: int = 0
    imported: bool = False

    @classmethod
    def of(cls, visit: str, document: str, fields: Iterable[str] = (), ack: int = 0) -> "Changes":
        """The changes of one document."""
        pairs = frozenset((document, name) for name in fields)
        return cls(frozenset({visit}), frozenset({document}), pairs, ack)

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(
            self.visits | other.visits,
            self.documents | other.documents,
            self.fields | other.fields,
            max(self.ack, other.ack),
            self.imported or other.imported,
        )
