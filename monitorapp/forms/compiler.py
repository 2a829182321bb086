"""Syntax trees to Python closures, each compiled for the type of value that its place wants.

A closure takes a Context and gives a value; nothing is looked up by name while a form runs. Operators
are compiled here, paths in paths.py; a new function goes into a module of functions/.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from monitorapp.forms import paths, walking
from monitorapp.forms.axes import KNOWN_PREFIXES, in_document_order
from monitorapp.forms.coercion import to_boolean, to_number, to_text
from monitorapp.forms.context import (
    CELL,
    ORDER,
    ROWS,
    Compiled,
    Context,
    Evaluate,
    Frame,
    Nodes,
    Numeric,
    Read,
    Textual,
    Truth,
    Values,
)
from monitorapp.forms.expression import Call, Chain, Expression, Filter, Literal, Negation, Path, Union
from monitorapp.forms.lexer import ExpressionTrouble
from monitorapp.forms.nodes import Node
from monitorapp.forms.operators import ARITHMETIC, combine, comparison, filtering, long_arithmetic, nodes_truth
from monitorapp.forms.schema import SchemaNode
from monitorapp.forms.sums import RowSum

if TYPE_CHECKING:
    from monitorapp.forms.functions.registry import Function


COMPILED_BY = {
    Literal: "literal",
    Call: "call",
    Chain: "chain",
    Negation: "negation",
    Path: "path",
    Filter: "filter",
    Union: "union",
}


class Compiler:
    """Compiles expressions of one form (or of a plain document) and notes what they read."""

    def __init__(
        self,
        frame: Frame,
        functions: Mapping[str, Function],
        prefixes: Mapping[str, str] | None = None,
        strict: bool = True,
    ) -> None:
        self.frame = frame
        self.functions = functions
        self.prefixes = prefixes or KNOWN_PREFIXES
        self.strict = strict
        self.reads: set[Read] = set()
        self.instances: set[str] = set()
        self.called: set[str] = set()
        # Columns of tables that are named outright; "" for the table where it is the only one of the expression.
        self.columns: set[tuple[str, str]] = set()
        # Where the paths of the present frame lead, by the identity of their trees.
        self.located: dict[int, paths.Located] = {}
        # Which path is meant by a mark in the tree (shapes.py).
        self.paths: Mapping[str, str] = {}

    def look_from(self, frame: Frame) -> None:
        """Go on compiling as seen from another node."""
        self.frame = frame
        self.located = {}

    def note_read(self, place: SchemaNode, from_origin: bool, depth: int | None = None) -> None:
        """Remember that the value of this expression depends on a node."""
        if place.plan.repeat is None:
            self.reads.add(Read(place.index, CELL, 0))
            return
        if depth is None:
            depth = place.depth
            if self.frame.inner and not from_origin:
                depth = min(depth, self.frame.cap)
        depth = min(depth, place.depth)
        self.reads.add(Read(place.index, CELL, depth))
        for repeat in place.repeats():
            if repeat.depth > depth or repeat is place:
                self.reads.add(Read(repeat.index, ROWS, min(depth, repeat.depth - 1)))

    def note_order(self, place: SchemaNode) -> None:
        """Remember that this expression asks where the row of a repeat stands."""
        self.reads.add(Read(place.index, ORDER, min(self.frame.cap, place.depth - 1)))

    # One method for each type of value wanted.

    def scalar(self, tree: Expression) -> Evaluate:
        """A single value; of a node-set that of its first node."""
        if isinstance(tree, Path):
            spot = paths.single(self, tree)
            if spot is not None:
                return paths.read_spot(self, spot)
        compiled = self.compile(tree)
        if compiled.kind != "nodes":
            return compiled.run
        nodes = compiled.run
        return lambda c: walking.first_value(nodes(c))

    def number(self, tree: Expression) -> Numeric:
        """A number, as number() would give it."""
        if isinstance(tree, Literal) and isinstance(tree.value, float):
            constant = tree.value
            return lambda c: constant
        spot = paths.single(self, tree) if isinstance(tree, Path) else None
        if spot is not None and not spot.place.elements:
            return paths.read_number(self, spot)
        kind, run = self.typed(tree)
        return run if kind == "number" else lambda c: to_number(run(c))

    def text(self, tree: Expression) -> Textual:
        """A text, as string() would give it."""
        kind, run = self.typed(tree)
        return run if kind == "text" else lambda c: to_text(run(c))

    def truth(self, tree: Expression) -> Truth:
        """Truth, as boolean() would give it."""
        if isinstance(tree, Chain):
            kind, run = self.chain(tree)
            return run if kind == "truth" else lambda c: to_boolean(run(c))
        if self.is_many(tree):
            nodes = self.nodes(tree)
            if self.frame.origin is None:
                return lambda c: bool(nodes(c))
            return lambda c: nodes_truth(nodes(c))
        kind, run = self.typed(tree)
        return run if kind == "truth" else lambda c: to_boolean(run(c))

    def nodes(self, tree: Expression) -> Nodes:
        """A node-set. Raises ExpressionTrouble where the expression can give none."""
        compiled = self.compile(tree)
        if compiled.kind != "nodes":
            raise ExpressionTrouble("not-nodes", getattr(tree, "name", ""))
        run: Nodes = compiled.run
        return run

    def values(self, tree: Expression) -> Values:
        """The values of all nodes of a node-set, or the one value of anything else."""
        if isinstance(tree, Path):
            column = paths.column(self, tree)
            if column is not None:
                return column
        if self.is_nodes(tree):
            nodes = self.nodes(tree)
            return lambda c: [node.typed() for node in nodes(c)]
        run = self.scalar(tree)
        return lambda c: [run(c)]

    def typed(self, tree: Expression) -> tuple[str, Callable[[Context], Any]]:
        """A single value with its kind, where that is known."""
        if isinstance(tree, Path):
            return "scalar", self.scalar(tree)
        compiled = self.compile(tree)
        if compiled.kind == "nodes":
            nodes = compiled.run
            return "scalar", lambda c: walking.first_value(nodes(c))
        return compiled.kind, compiled.run

    # What kind of thing a tree is.

    def is_nodes(self, tree: Expression) -> bool:
        """Whether the tree gives a node-set."""
        if isinstance(tree, Call):
            return self.function(tree).gives_nodes(self, tree.arguments)
        return isinstance(tree, (Path, Filter, Union))

    def is_many(self, tree: Expression) -> bool:
        """Whether the tree may give more than one node."""
        if isinstance(tree, Path):
            return paths.single(self, tree) is None
        return self.is_nodes(tree)

    def is_outer(self, tree: Expression) -> bool:
        """Whether the value is the same for every node that a predicate is asked about."""
        if isinstance(tree, Literal):
            return True
        if isinstance(tree, Chain):
            return self.is_outer(tree.first) and all(self.is_outer(part) for _, part in tree.rest)
        if isinstance(tree, Negation):
            return self.is_outer(tree.operand)
        if isinstance(tree, Call):
            return (bool(tree.arguments) or tree.name in {"current", "true", "false"}) and all(
                self.is_outer(part) for part in tree.arguments
            )
        if isinstance(tree, Path):
            return tree.start is not None and (isinstance(tree.start, str) or self.is_outer(tree.start))
        return False

    # The trees.

    def compile(self, tree: Expression) -> Compiled:
        """The closure of a tree and the kind of value it gives."""
        compile_tree: Callable[[Any], Compiled] = getattr(self, COMPILED_BY[type(tree)])
        return compile_tree(tree)

    def path(self, tree: Path) -> Compiled:
        """A location path as a set of nodes."""
        return Compiled("nodes", walking.path_nodes(self, tree))

    def filter(self, tree: Filter) -> Compiled:
        """A node-set with predicates."""
        return Compiled("nodes", self.filtered(tree))

    def union(self, tree: Union) -> Compiled:
        """Node-sets joined, in document order."""
        parts = [self.nodes(part) for part in tree.operands]
        return Compiled("nodes", lambda c: in_document_order([node for part in parts for node in part(c)]))

    def literal(self, tree: Literal) -> Compiled:
        """A number or text that is written in the form."""
        value = tree.value
        return Compiled("number" if isinstance(value, float) else "text", lambda c: value)

    def negation(self, tree: Negation) -> Compiled:
        """Unary minus."""
        operand = self.number(tree.operand)
        return Compiled("number", lambda c: -operand(c))

    def function(self, tree: Call) -> Function:
        """The function of a call. Raises ExpressionTrouble where it is unknown or takes other arguments."""
        known = self.functions.get(tree.name) or self.functions.get(tree.name.rpartition(":")[2])
        if known is None or not known.takes(len(tree.arguments)):
            reason = "unknown-function" if known is None else "wrong-arguments"
            if self.strict:
                raise ExpressionTrouble(reason, tree.name)
            return self.functions["monitor:failing"]
        return known

    def call(self, tree: Call) -> Compiled:
        """A call, compiled by its function."""
        function = self.function(tree)
        self.called.add(tree.name)
        return function.compile(self, tree.arguments)

    def chain(self, tree: Chain) -> Compiled:
        """Operands of one precedence."""
        operator = tree.rest[0][0]
        if operator in {"or", "and"}:
            return Compiled("truth", self.logic(tree, operator == "or"))
        if operator in {"=", "!=", "<", "<=", ">", ">="}:
            return Compiled("truth", comparison(self, tree))
        return Compiled("number", self.arithmetic(tree))

    def logic(self, tree: Chain, decisive: bool) -> Truth:
        """`or` (decisive is true) or `and`: stops at the first part that decides."""
        parts = [self.truth(tree.first), *(self.truth(part) for _, part in tree.rest)]
        if len(parts) == 2:
            first, second = parts
            if decisive:
                return lambda c: first(c) or second(c)
            return lambda c: first(c) and second(c)
        if decisive:
            return lambda c: any(part(c) for part in parts)
        return lambda c: all(part(c) for part in parts)

    def arithmetic(self, tree: Chain) -> Numeric:
        """Sums and products, read from left to right."""
        terms = paths.terms_of_row(self, tree) if len(tree.rest) > 2 else None
        if terms is not None:
            return RowSum(*terms)
        total = self.number(tree.first)
        if len(tree.rest) > 2:
            return long_arithmetic(total, [(ARITHMETIC[sign], self.number(part)) for sign, part in tree.rest])
        for operator, part in tree.rest:
            total = combine(operator, total, self.number(part))
        return total

    def filtered(self, tree: Filter) -> Nodes:
        """A node-set and its predicates, one after the other."""
        nodes = self.nodes(tree.operand)
        predicates = [self.predicate(part, None, 0) for part in tree.predicates]

        def run(c: Context) -> list[Node]:
            found = nodes(c)
            for predicate in predicates:
                found = predicate(c, found)
            return found

        return run

    def predicate(
        self, tree: Expression, places: list[SchemaNode] | None, depth: int
    ) -> Callable[[Context, list[Node]], list[Node]]:
        """A filter of nodes; a number picks a position. `places` are the form nodes it may be asked about."""
        outer = self.frame
        place = places[0] if places is not None and len(places) == 1 else None
        self.look_from(outer._replace(place=place, cap=min(depth, outer.cap), inner=True))
        try:
            kind, run = ("truth", self.truth(tree)) if self.is_nodes(tree) else self.typed(tree)
        finally:
            self.look_from(outer)
        if places is not None and place is None:
            self.note_everything(places, depth)
        if isinstance(tree, Literal) and isinstance(tree.value, float):
            at = int(tree.value)
            return lambda c, nodes: nodes[at - 1 : at] if at > 0 else []
        return filtering(run, kind)

    def seen_from(self, tree: Expression, places: list[SchemaNode] | None) -> Evaluate:
        """A value as seen from each node of a set, such as the code and the words of a choice."""
        outer = self.frame
        place = places[0] if places else None
        self.look_from(outer._replace(place=place, cap=0, inner=True))
        try:
            return self.scalar(tree)
        finally:
            self.look_from(outer)

    def note_everything(self, places: list[SchemaNode], depth: int) -> None:
        """Where a predicate may look at several kinds of node, it may read all that is below them."""
        for place in places:
            for below in place.walk():
                self.note_read(below, False, depth)
