"""Location paths: resolved once, when the form is compiled, as far as the form allows.

A path of plain names becomes one list access in a known row (`Spot`). What is left (predicates, other
axes, rows of a repeat, secondary instances) is walked step by step over nodes, and what it may read of
the form is noted for the dependency graph.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from monitorapp.forms.coercion import NAN, Scalar, to_number
from monitorapp.forms.context import Context, Evaluate, Numeric, Values
from monitorapp.forms.expression import Call, Chain, Literal, Path, Step, plain_path
from monitorapp.forms.nodes import Cell
from monitorapp.forms.schema import SchemaNode

if TYPE_CHECKING:
    from monitorapp.forms.compiler import Compiler
    from monitorapp.forms.rows import Row

FindRow = Callable[[Context], "Row"]


class Spot(NamedTuple):
    """One node of the form, seen from the row of evaluation: `ups` rows further out."""

    place: SchemaNode
    ups: int
    from_origin: bool

    def row(self) -> FindRow:
        """How to get its row from a context."""
        if self.from_origin:
            return ORIGIN_ROWS[self.ups] if self.ups < len(ORIGIN_ROWS) else climbing(self.ups, ORIGIN_ROWS[0])
        return ROWS[self.ups] if self.ups < len(ROWS) else climbing(self.ups, ROWS[0])


Located = tuple[Spot, tuple[Step, ...]] | None

ROWS: list[FindRow] = [
    lambda c: c.row,
    lambda c: c.row.parent,
    lambda c: c.row.parent.parent,
]
ORIGIN_ROWS: list[FindRow] = [
    lambda c: c.origin.row,
    lambda c: c.origin.row.parent,
    lambda c: c.origin.row.parent.parent,
]


def climbing(ups: int, start: FindRow) -> FindRow:
    """How to get to a row many rows further out."""

    def find(c: Context) -> Row:
        row = start(c)
        for _ in range(ups):
            row = row.parent
        return row

    return find


def locate(compiler: Compiler, path: Path) -> Located:
    """The node that the plain part of a path names, and the steps left over; None outside the form."""
    key = id(path)
    if key not in compiler.located:
        compiler.located[key] = find_spot(compiler, path)
    return compiler.located[key]


def find_spot(compiler: Compiler, path: Path) -> Located:
    """What `locate` remembers."""
    frame = compiler.frame
    if path.start == "/":
        return locate_absolute(compiler, path)
    from_origin = isinstance(path.start, Call) and path.start.name == "current" and not path.start.arguments
    base = frame.origin if from_origin else frame.place
    if base is None or not (from_origin or path.start is None):
        return None
    return follow(base, base, path.steps, from_origin and frame.inner)


def locate_absolute(compiler: Compiler, path: Path) -> Located:
    """Absolute paths are read in the row that the expression stands in, as JavaRosa reads them."""
    origin = compiler.frame.origin
    if origin is None:
        return None
    root, around = origin.plan.root, origin.plan.around
    named = root.plan.by_path.get(compiler.paths.get(path.text, path.text))
    if named is not None and named.plan.around <= around:
        return Spot(named, origin.plan.depth - named.plan.depth, compiler.frame.inner), ()
    path = meant(compiler, path)
    steps = path.steps
    if not steps or not names(steps[0], root) or steps[0].predicates:
        return None
    place, used = root, 1
    while used < len(steps):
        below = plain_child(place, steps[used])
        if below is None or (below.is_repeat and below not in around):
            break
        place, used = below, used + 1
    return follow(place, origin, steps[used:], compiler.frame.inner)


def meant(compiler: Compiler, path: Path) -> Path:
    """The path that a mark in the tree stands for; any other path as it is."""
    text = compiler.paths.get(path.text)
    return path if text is None else plain_path(text)


def names(step: Step, node: SchemaNode) -> bool:
    """Whether a step names that node."""
    return step.axis == "child" and step.test in {node.name, node.local, "*"}


def plain_child(place: SchemaNode, step: Step) -> SchemaNode | None:
    """The child that a step without predicates names."""
    if step.predicates or step.axis not in {"child", "attribute"} or step.test == "*" or step.test.endswith(")"):
        return None
    return place.child(("@" if step.axis == "attribute" else "") + step.test)


def follow(
    place: SchemaNode, base: SchemaNode, steps: tuple[Step, ...], from_origin: bool
) -> tuple[Spot, tuple[Step, ...]] | None:
    """As many steps as lead to one node in the same row or further out."""
    used = 0
    for step in steps:
        reached = plain_step(place, step)
        if reached is None:
            break
        place, used = reached, used + 1
    return Spot(place, base.depth - place.depth, from_origin), steps[used:]


def plain_step(place: SchemaNode, step: Step) -> SchemaNode | None:
    """Where one step leads if that is one node in the same row or further out."""
    if step.predicates:
        return None
    if step.test == "node()" and step.axis == "self":
        return place
    if step.test == "node()" and step.axis == "parent":
        return place.parent
    below = plain_child(place, step)
    return None if below is None or below.is_repeat else below


def single(compiler: Compiler, path: Path) -> Spot | None:
    """The one node that a path names, if it is resolved to its end."""
    found = locate(compiler, path)
    return found[0] if found is not None and not found[1] else None


def read_spot(compiler: Compiler, spot: Spot) -> Evaluate:
    """The typed value of a resolved node: blank while it is not relevant."""
    compiler.note_read(spot.place, spot.from_origin)
    slot = spot.place.own_slot
    if spot.place.elements:
        place, row_of = spot.place, spot.row()
        return lambda c: Cell(row_of(c), place).typed()
    if spot.from_origin or spot.ups > 1:
        row_of = spot.row()
        return lambda c: row_of(c).seen[slot]
    if spot.ups:
        return lambda c: c.row.parent.seen[slot]
    return lambda c: c.row.seen[slot]


def read_number(compiler: Compiler, spot: Spot) -> Numeric:
    """The value of a resolved node as a number."""
    slot = spot.place.own_slot
    if spot.from_origin or spot.ups > 1:
        read = read_spot(compiler, spot)
        return lambda c: to_number(read(c))
    compiler.note_read(spot.place, spot.from_origin)
    if spot.ups:
        return lambda c: value if type(value := c.row.parent.seen[slot]) is float else to_number(value)
    return lambda c: value if type(value := c.row.seen[slot]) is float else to_number(value)


def terms_of_row(compiler: Compiler, tree: Chain) -> tuple[list[int], list[float]] | None:
    """The slots of a sum of questions of the same row, and what each counts while it is blank; None for others."""
    found = []
    for sign, part in (("+", tree.first), *tree.rest):
        path, blank = part, NAN
        if isinstance(part, Call) and part.name == "coalesce" and len(part.arguments) == 2:
            path, instead = part.arguments
            if not (isinstance(instead, Literal) and isinstance(instead.value, float)):
                return None
            blank = instead.value
        spot = single(compiler, path) if isinstance(path, Path) and sign == "+" else None
        if spot is None or spot.ups or spot.from_origin or spot.place.elements:
            return None
        found.append((spot.place, blank))
    for place, _ in found:
        compiler.note_read(place, False)
    return [place.own_slot for place, _ in found], [blank for _, blank in found]


def column(compiler: Compiler, path: Path) -> Values | None:
    """The relevant values of one question in all rows of a repeat, without making nodes of them."""
    found = locate(compiler, path)
    if found is None:
        return None
    spot, steps = found
    place = spot.place
    hops: list[int] = []
    for step in steps:
        below = plain_child(place, step)
        if below is None:
            return None
        place = below
        if place.is_repeat:
            hops.append(place.slot)
    if place.elements:
        return None
    compiler.note_read(place, spot.from_origin and not hops, column_depth(compiler, spot))
    return gather(spot.row(), hops, place.own_slot)


def column_depth(compiler: Compiler, spot: Spot) -> int:
    """How deep the row stands under which a column is read."""
    depth = spot.place.depth
    return depth if spot.from_origin else min(depth, compiler.frame.cap)


def gather(row_of: FindRow, hops: list[int], slot: int) -> Values:
    """The relevant values of a slot in all rows at the end of a way down."""

    def run(c: Context) -> list[Scalar]:
        rows = [row_of(c)]
        for hop in hops:
            rows = [inner for row in rows for inner in row.rows[hop]]
        return [row.seen[slot] for row in rows if row.shown[slot]]

    return run
