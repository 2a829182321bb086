"""What stands on the screen: the values of a document, what is unsettled in it, who wrote it, what a write changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from monitorapp.records.field import Value


@dataclass(frozen=True, slots=True)
class Standing:
    """One unreplaced value of a field. `commit` is None for this laptop's draft; `wall` is the claimed UTC time."""

    commit: str | None
    author: str
    value: Value
    wall: str
    own: bool


@dataclass(frozen=True, slots=True)
class View:
    """A document as it stands. A field with two differing values is None in `values` and listed in `unsettled`.

    So is `item/#gone` of a row that somebody took away while others wrote in it: the row stays in sight, and its
    standings say `true` for those who took it away and `false` for those who wrote in it.

    `shown` names, for each field, the commits whose values stand here: what a person who writes now has seen.
    `values` keeps rows in their order (Lamport number of creation, commit id).
    """

    document: str
    form: str
    version: str
    parent: str | None
    visit: str
    status: str
    values: Mapping[str, Value]
    unsettled: Mapping[str, tuple[Standing, ...]]
    shown: Mapping[str, tuple[str, ...]]
    authors: Mapping[str, tuple[str, ...]]
    drafts: frozenset[str]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a list."""

    id: str
    form: str
    version: str
    parent: str | None
    visit: str
    status: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One value that a field had. `standing` says whether it still stands; `reason` is what a settling gave.

    `copied`: written again when something beside it was erased; `copied_from` is who wrote it first, where somebody
    else copied it. `erased`: no value, but the trace that there was one.
    """

    commit: str | None
    author: str
    own: bool
    wall: str
    value: Value
    standing: bool
    reason: str | None
    copied: bool = False
    erased: bool = False
    copied_from: str | None = None


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit in a list. `started` is the claimed UTC time of its first commit."""

    id: str
    facility: str
    visit_type: str | None
    started: str
    status: str
    documents: int
    unsettled: int
    practice: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field in which two or more different values stand."""

    document: str
    form: str
    visit: str
    field: str
    standings: tuple[Standing, ...]


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


VISIT_FORM = "visit"
FACILITY = "facility_id"
VISIT_TYPE = "visit_type"
PRACTICE_FACILITY = "practice"


def is_practice(facility: Value) -> bool:
    """Whether a visit is to the synthetic facility: such a visit is marked everywhere and counts nowhere."""
    return facility == PRACTICE_FACILITY
