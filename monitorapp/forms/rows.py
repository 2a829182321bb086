"""A filled row: the answers of the form itself, or of one row of a repeat, as lists by slot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from monitorapp.forms.coercion import Scalar
from monitorapp.forms.context import Context, World
from monitorapp.forms.schema import RowPlan, SchemaNode
from monitorapp.records.field import Value

if TYPE_CHECKING:
    from monitorapp.forms.sums import Kept, RowSum


class Row:
    """`typed` is what a node holds, `seen` what expressions see of it (blank unless relevant and offered)."""

    __slots__ = (
        "context",
        "given",
        "gone",
        "item",
        "offered",
        "own",
        "parent",
        "plan",
        "position",
        "prefix",
        "readonly",
        "required",
        "rows",
        "seen",
        "shown",
        "sums",
        "typed",
    )

    def __init__(self, world: World, plan: RowPlan, parent: Row | None, item: str, position: int) -> None:
        size = len(plan.nodes)
        self.plan = plan
        # Only the row of the form itself has none, and no compiled path climbs further than that.
        self.parent: Row = parent  # type: ignore[assignment]
        self.item = item
        self.prefix = item + "/" if item else ""
        self.position = position
        self.typed: list[Scalar] = [""] * size
        self.seen: list[Scalar] = [""] * size
        self.own = bytearray(b"\x01") * size
        self.shown = bytearray(b"\x01") * size
        self.required = bytearray(size)
        self.readonly = bytearray(size)
        self.given: dict[int, Value] = {}
        self.offered: dict[int, Scalar] = {}
        self.rows: dict[int, list[Row]] = {slot: [] for slot in plan.repeat_slots}
        self.gone = False
        # Long sums that are kept from change to change (sums.py).
        self.sums: dict[RowSum, Kept] = {}
        self.context = Context(world, self)

    def shown_value(self, slot: int) -> Scalar:
        """What expressions may see of a node at this moment."""
        if not self.shown[slot]:
            return ""
        return self.offered.get(slot, self.typed[slot]) if self.offered else self.typed[slot]

    def inside(self) -> Iterator[Row]:
        """This row and all rows inside it; not recursive."""
        waiting = [self]
        while waiting:
            row = waiting.pop()
            yield row
            for inner in row.rows.values():
                waiting.extend(inner)

    def reached(self, hops: tuple[int, ...]) -> list[Row]:
        """All rows at the end of a way down."""
        found = [self]
        for hop in hops:
            found = [inner for row in found for inner in row.rows[hop]]
        return found


def home(row: Row, place: SchemaNode) -> Row | None:
    """The row of a node, seen from a row in it or further in; None where the node is not around that row."""
    while row.plan is not place.plan:
        if row.plan.depth <= place.plan.depth:
            return None
        row = row.parent
    return row


def is_parent_shown(row: Row, place: SchemaNode) -> bool:
    """Whether what a node stands in is relevant."""
    above = place.parent
    if above is None:
        return True
    holder = row.parent if place.is_repeat else row
    return bool(holder.shown[above.own_slot])
