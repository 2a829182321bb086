"""Location paths: resolved once, when the form is compiled, as far as the form allows.

A path of plain names becomes one list access in a known row (`Spot`). What is left (predicates, other
axes, rows of a repeat, secondary instances) is walked step by step over nodes, and what it may read of
the form is noted for the dependency graph.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitorapp.forms import axes
from monitorapp.forms.coercion import Scalar, to_text
from monitorapp.forms.context import Context, Evaluate, Nodes, Values
from monitorapp.forms.expression import Call, Chain, Expression, Path, Step
from monitorapp.forms.lexer import ExpressionTrouble
from monitorapp.forms.nodes import ATTRIBUTE, ELEMENT, Cell, Item, Node
from monitorapp.forms.schema import SchemaNode

if TYPE_CHECKING:
    from monitorapp.forms.compiler import Compiler
    from monitorapp.forms.rows import Row

Keep = Callable[[Context, list[Node]], list[Node]]
FindRow = Callable[[Context], "Row"]


@dataclass(frozen=True, slots=True)
class Spot:
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


def names(step: Step, node: SchemaNode) -> bool:
    return step.axis == "child" and step.test in {node.name, node.local, "*"}


def plain_child(place: SchemaNode, step: Step) -> SchemaNode | None:
    """The child that a step without predicates names."""
    if step.predicates or step.axis not in {"child", "attribute"} or step.test == "*" or step.test.endswith(")"):
        return None
    return place.child(("@" if step.axis == "attribute" else "") + step.test)


def follow(
    place: SchemaNode, base: SchemaNode, steps: tuple[Step, ...], from_origin: bool
) -> tuple[Spot, tuple[Step, ...]] | None:
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
    if spot.place.children:
        place, row_of = spot.place, spot.row()
        return lambda c: Cell(row_of(c), place).typed()
    if spot.from_origin or spot.ups > 1:
        row_of = spot.row()
        return lambda c: row_of(c).seen[slot]
    if spot.ups:
        return lambda c: c.row.parent.seen[slot]
    return lambda c: c.row.seen[slot]


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
    if place.children:
        return None
    compiler.note_read(place, spot.from_origin and not hops, column_depth(compiler, spot))
    return gather(spot.row(), hops, place.own_slot)


def column_depth(compiler: Compiler, spot: Spot) -> int:
    depth = spot.place.depth
    return depth if spot.from_origin else min(depth, compiler.frame.cap)


def gather(row_of: FindRow, hops: list[int], slot: int) -> Values:
    def run(c: Context) -> list[Scalar]:
        rows = [row_of(c)]
        for hop in hops:
            rows = [inner for row in rows for inner in row.rows[hop]]
        return [row.seen[slot] for row in rows if row.shown[slot]]

    return run


def path_nodes(compiler: Compiler, path: Path) -> Nodes:
    """All nodes that a path reaches; those that are not relevant are left out."""
    walk = walk_path(compiler, path)
    return lambda c: [node for node in walk(c) if node.shown]


def walk_path(compiler: Compiler, path: Path) -> Nodes:
    """All nodes that a path reaches, relevant or not."""
    found = locate(compiler, path)
    if found is None and path.start == "/" and compiler.frame.origin is not None:
        return walk_from_top(compiler, compiler.frame.origin.plan.root, path.steps)
    if found is None:
        return Walker(compiler, None, foreign_start(compiler, path)).nodes(path.steps)
    spot, steps = found
    place, row_of = spot.place, spot.row()
    if not steps:
        compiler.note_read(place, spot.from_origin)
    depth = place.depth if spot.from_origin else min(place.depth, compiler.frame.cap)
    return Walker(compiler, [place], lambda c: [Cell(row_of(c), place)], depth).nodes(steps)


def walk_from_top(compiler: Compiler, root: SchemaNode, steps: tuple[Step, ...]) -> Nodes:
    """A path that does not name the root element; the document above it has no other child."""
    if steps and steps[0].axis == "child":
        steps = (Step("self", steps[0].test, steps[0].predicates), *steps[1:])
    return Walker(compiler, [root], lambda c: [Cell(top_row(c), root)], 0).nodes(steps)


def top_row(c: Context) -> Row:
    row = c.origin.row
    while row.parent is not None:
        row = row.parent
    return row


def foreign_start(compiler: Compiler, path: Path) -> Nodes:
    """Where a path begins that does not begin at a node of the form."""
    if path.start is None:
        return lambda c: [] if c.node is None else [c.node]
    if path.start == "/":
        return document_start
    assert not isinstance(path.start, str)
    return compiler.nodes(path.start)


def document_start(c: Context) -> list[Node]:
    node = c.origin.node
    if node is None or isinstance(node, Cell):
        return []
    return [axes.document_of(node)]


class Walker:
    """Compiles the steps that have to be walked at run time; keeps what of the form they may reach."""

    def __init__(self, compiler: Compiler, places: list[SchemaNode] | None, start: Nodes, depth: int = 0) -> None:
        self.compiler = compiler
        self.places = places
        self.start = start
        self.depth = depth

    def nodes(self, steps: tuple[Step, ...]) -> Nodes:
        walk = self.start
        for step in steps:
            walk = self.step(walk, step)
        # What is passed on the way is read only in so far as it leads to what is reached.
        for place in (self.places or ()) if steps else ():
            self.compiler.note_read(place, False, self.depth)
        return walk

    def step(self, before: Nodes, step: Step) -> Nodes:
        prefix = step.test.rpartition(":")[0]
        if step.test.endswith(":*") and prefix not in self.compiler.prefixes:
            raise ExpressionTrouble("unknown-prefix", step.test)
        axis = axes.AXES[step.axis]
        test = axes.test_of(step.test, step.axis, self.compiler.prefixes)
        if self.places is not None:
            test = self.form_test(step, test)
        indexed = self.indexed_step(before, step)
        if indexed is not None:
            return indexed
        predicates = [self.compiler.predicate(part, self.places, self.depth) for part in step.predicates]
        return collecting(before, axis, test, predicates, step.axis in axes.MIXING_AXES)

    def form_test(self, step: Step, test: axes.Test) -> axes.Test:
        """In the form, names are compared leniently."""
        assert self.places is not None
        reached = [node for place in self.places for node in schema_step(place, step)]
        self.places = list(dict.fromkeys(reached))
        if step.test.endswith(")") or step.test == "*":
            return test
        allowed = set(self.places)
        return lambda node: isinstance(node, Cell) and node.place in allowed

    def indexed_step(self, before: Nodes, step: Step) -> Nodes | None:
        """`item[key = expression]` over a document: a look-up instead of a scan."""
        if self.places is not None or step.axis != "child" or not step.predicates or ":" in step.test:
            return None
        found = key_predicate(step.predicates[0])
        if found is None or not self.compiler.is_outer(found[1]):
            return None
        wanted = self.compiler.scalar(found[1])
        slow = self.compiler.predicate(step.predicates[0], None, 0)
        rest = [self.compiler.predicate(part, None, 0) for part in step.predicates[1:]]
        test = axes.test_of(step.test, "child", self.compiler.prefixes)
        scan = collecting(before, axes.children, test, [slow, *rest], False)
        return lookup(before, scan, step.test, found[0], wanted, rest)


def lookup(
    before: Nodes,
    scan: Nodes,
    child: str,
    key: str,
    wanted: Evaluate,
    rest: list[Keep],
) -> Nodes:
    def find(c: Context) -> list[Node]:
        value = wanted(c)
        # Rows without that child count as blank, and the index does not know them.
        if not isinstance(value, str) or not value:
            return scan(c)
        found: list[Node] = []
        for node in before(c):
            if isinstance(node, Cell):
                return scan(c)
            rows: list[Node] = list(node.rows_where(child, key, value))
            for predicate in rest:
                rows = predicate(c, rows)
            found += rows
        return found

    return find


def key_predicate(predicate: Expression) -> tuple[str, Expression] | None:
    """The child name and the other side, where a predicate is `name = expression`."""
    if not isinstance(predicate, Chain) or len(predicate.rest) != 1 or predicate.rest[0][0] != "=":
        return None
    left, right = predicate.first, predicate.rest[0][1]
    for key, other in ((left, right), (right, left)):
        if isinstance(key, Path) and key.start is None and len(key.steps) == 1:
            step = key.steps[0]
            if step.axis == "child" and not step.predicates and step.test != "*" and not step.test.endswith(")"):
                return step.test, other
    return None


def collecting(
    before: Nodes,
    axis: axes.Axis,
    test: axes.Test,
    predicates: list[Keep],
    mixing: bool,
) -> Nodes:
    """From all nodes before, along the axis, through test and predicates."""

    def collect(c: Context) -> list[Node]:
        found: list[Node] = []
        for node in before(c):
            reached = [candidate for candidate in axis(node) if test(candidate)]
            for predicate in predicates:
                reached = predicate(c, reached)
            found += reached
        return axes.in_document_order(found) if mixing else found

    return collect


def schema_step(place: SchemaNode, step: Step) -> list[SchemaNode]:
    """The schema nodes that one step may reach."""
    candidates = SCHEMA_AXES[step.axis](place)
    kind = ATTRIBUTE if step.axis == "attribute" else ELEMENT
    if step.test == "node()":
        return candidates
    if step.test == "*":
        return [node for node in candidates if node.kind == kind]
    local = step.test.rpartition(":")[2]
    exact = [node for node in candidates if node.kind == kind and node.name.lstrip("@") == step.test]
    return exact or [node for node in candidates if node.kind == kind and node.local == local]


def schema_ancestors(place: SchemaNode) -> list[SchemaNode]:
    found = []
    above = place.parent
    while above is not None:
        found.append(above)
        above = above.parent
    return found


def schema_siblings(place: SchemaNode) -> list[SchemaNode]:
    return place.parent.elements if place.parent is not None else []


def schema_everything(place: SchemaNode) -> list[SchemaNode]:
    return list((schema_ancestors(place) or [place])[-1].walk())


SCHEMA_AXES: dict[str, Callable[[SchemaNode], list[SchemaNode]]] = {
    "ancestor": schema_ancestors,
    "ancestor-or-self": lambda place: [place, *schema_ancestors(place)],
    "attribute": lambda place: place.attributes,
    "child": lambda place: place.elements,
    "descendant": lambda place: list(place.walk())[1:],
    "descendant-or-self": lambda place: list(place.walk()),
    "following": schema_everything,
    "following-sibling": schema_siblings,
    "namespace": lambda place: [],
    "parent": lambda place: schema_ancestors(place)[:1],
    "preceding": schema_everything,
    "preceding-sibling": schema_siblings,
    "self": lambda place: [place],
}


def first_value(nodes: list[Node]) -> Scalar:
    """What a node-set is worth where a single value is wanted: its first node, or a blank."""
    return nodes[0].typed() if nodes else ""


def item_text(item: Item, child: str) -> str:
    """The text of a child of an item, "" where it has none."""
    for part in item.content:
        if child in {part.name, part.local}:
            return to_text(part.typed())
    return ""
