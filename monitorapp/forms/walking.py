"""The part of a path that is walked at run time, step by step over nodes.

What the walk may read of the form is noted for the dependency graph; `item[key = value]` over a document
becomes a look-up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from monitorapp.forms import axes
from monitorapp.forms.axes import schema_step
from monitorapp.forms.coercion import Scalar, to_text
from monitorapp.forms.context import Context, Evaluate, Nodes
from monitorapp.forms.expression import Chain, Expression, Path, Step
from monitorapp.forms.lexer import ExpressionTrouble
from monitorapp.forms.nodes import Cell, Item, Node
from monitorapp.forms.paths import locate, meant
from monitorapp.forms.schema import SchemaNode

if TYPE_CHECKING:
    from monitorapp.forms.compiler import Compiler
    from monitorapp.forms.rows import Row

Keep = Callable[[Context, list[Node]], list[Node]]


def path_nodes(compiler: Compiler, path: Path) -> Nodes:
    """All nodes that a path reaches; those that are not relevant are left out."""
    walk = walk_path(compiler, path)
    return lambda c: [node for node in walk(c) if node.shown]


def walk_path(compiler: Compiler, path: Path) -> Nodes:
    """All nodes that a path reaches, relevant or not."""
    found = locate(compiler, path)
    if found is None and path.start == "/" and compiler.frame.origin is not None:
        return walk_from_top(compiler, compiler.frame.origin.plan.root, meant(compiler, path).steps)
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
    """The row of the form itself."""
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
    """The document above the node of evaluation."""
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
        """The walk along all steps."""
        walk = self.start
        for step in steps:
            walk = self.step(walk, step)
        # What is passed on the way is read only in so far as it leads to what is reached.
        for place in (self.places or ()) if steps else ():
            self.compiler.note_read(place, False, self.depth)
        return walk

    def step(self, before: Nodes, step: Step) -> Nodes:
        """The walk along one more step."""
        prefix = step.test.rpartition(":")[0]
        if step.test.endswith(":*") and prefix not in self.compiler.prefixes:
            raise ExpressionTrouble("unknown-prefix", step.test)
        axis = axes.AXES[step.axis]
        above = self.places
        test = axes.test_of(step.test, step.axis, self.compiler.prefixes)
        if self.places is not None:
            test = self.form_test(step, test)
        if above is not None and step.axis == "child":
            axis = children_at(self.places or [])
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
        self.compiler.columns.add(("", found[0]))
        wanted = self.compiler.scalar(found[1])
        slow = self.compiler.predicate(step.predicates[0], None, 0)
        rest = [self.compiler.predicate(part, None, 0) for part in step.predicates[1:]]
        test = axes.test_of(step.test, "child", self.compiler.prefixes)
        scan = collecting(before, axes.children, test, [slow, *rest], False)
        return lookup(before, scan, step.test, found[0], wanted, rest)


def children_at(places: list[SchemaNode]) -> axes.Axis:
    """The children of a form node that a step may reach, without a look at all the others."""
    below: dict[SchemaNode | None, list[SchemaNode]] = {}
    for place in places:
        below.setdefault(place.parent, []).append(place)

    def find(node: Node) -> list[Node]:
        if isinstance(node, Cell):
            return list(node.below(below.get(node.place, [])))
        return list(axes.children(node))

    return find


def lookup(
    before: Nodes,
    scan: Nodes,
    child: str,
    key: str,
    wanted: Evaluate,
    rest: list[Keep],
) -> Nodes:
    """The rows whose key has a value, by index where it is a text."""

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


def first_value(nodes: list[Node]) -> Scalar:
    """What a node-set is worth where a single value is wanted: its first node, or a blank."""
    return nodes[0].typed() if nodes else ""


def item_text(item: Item, child: str) -> str:
    """The text of a child of an item, "" where it has none."""
    for part in item.content:
        if child in {part.name, part.local}:
            return to_text(part.typed())
    return ""
