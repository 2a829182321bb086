"""Closures of operators, comparisons and predicates, made from the closures of their operands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from monitorapp.forms import paths
from monitorapp.forms.coercion import (
    COMPARISONS,
    EvaluationError,
    Scalar,
    divide,
    equal,
    read_moment,
    remainder,
    to_boolean,
    to_number,
)
from monitorapp.forms.context import Context, Evaluate, Numeric, Truth, Values
from monitorapp.forms.expression import Call, Chain, Expression, Literal, Path
from monitorapp.forms.nodes import Item, Node

if TYPE_CHECKING:
    from monitorapp.forms.compiler import Compiler


def filtering(run: Callable[[Context], Any], kind: str) -> Callable[[Context, list[Node]], list[Node]]:
    """A predicate over a list of nodes; a number keeps the node at that position."""

    def keep(c: Context, nodes: list[Node]) -> list[Node]:
        found = []
        size = len(nodes)
        for position, node in enumerate(nodes, 1):
            value = run(c.at(node, position, size))
            if value == position if type(value) is float else to_boolean(value):
                found.append(node)
        return found

    def keep_true(c: Context, nodes: list[Node]) -> list[Node]:
        size = len(nodes)
        return [node for position, node in enumerate(nodes, 1) if run(c.at(node, position, size))]

    return keep_true if kind == "truth" else keep


def nodes_truth(nodes: list[Node]) -> bool:
    """In a form a node-set is as true as the value of its first node; a node that holds others has none."""
    return bool(nodes) and not nodes[0].children() and to_boolean(nodes[0].typed())


def compared_value(node: Node, c: Context) -> Scalar:
    """What a node is compared as: text of a document that spells a date is a date."""
    value = node.typed()
    if isinstance(node, Item) and isinstance(value, str) and value[4:5] == "-":
        moment = read_moment(value, c.world.zone)
        return value if moment is None else moment
    return value


def compare_values(left: Evaluate | Truth, test: Callable[[Scalar, Scalar], bool], right: Evaluate) -> Truth:
    """A comparison of two single values."""
    return lambda c: test(left(c), right(c))


def compare_text(run: Evaluate, wanted: str, same: bool) -> Truth:
    """Equality with a text written in the form, the commonest comparison of all."""

    def is_same(c: Context) -> bool:
        value = run(c)
        return value == wanted if type(value) is str else equal(value, wanted)

    def differs(c: Context) -> bool:
        value = run(c)
        return value != wanted if type(value) is str else not equal(value, wanted)

    return is_same if same else differs


def compare_numbers(operator: str, left: Numeric, right: Numeric, limit: float | None) -> Truth:
    """An order of two numbers; `limit` is the right one where the form writes it."""
    if limit is not None:
        by_limit: dict[str, Truth] = {
            "<": lambda c: left(c) < limit,
            "<=": lambda c: left(c) <= limit,
            ">": lambda c: left(c) > limit,
            ">=": lambda c: left(c) >= limit,
        }
        return by_limit[operator]
    by_both: dict[str, Truth] = {
        "<": lambda c: left(c) < right(c),
        "<=": lambda c: left(c) <= right(c),
        ">": lambda c: left(c) > right(c),
        ">=": lambda c: left(c) >= right(c),
    }
    return by_both[operator]


def combine(operator: str, left: Numeric, right: Numeric) -> Numeric:
    """An operation on two numbers."""
    if operator == "+":
        return lambda c: left(c) + right(c)
    if operator == "-":
        return lambda c: left(c) - right(c)
    if operator == "*":
        return lambda c: left(c) * right(c)
    if operator == "div":
        return lambda c: left(c) / below if (below := right(c)) else divide(left(c), below)
    return lambda c: remainder(left(c), right(c))


ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "div": divide,
    "mod": remainder,
}


def long_arithmetic(first: Numeric, rest: list[tuple[Callable[[float, float], float], Numeric]]) -> Numeric:
    """Many operations from left to right, as a loop."""

    def run(c: Context) -> float:
        total = first(c)
        for operate, part in rest:
            total = operate(total, part(c))
        return total

    return run


def failing(name: str) -> Evaluate:
    """A closure for what only fails once it is really asked."""

    def run(c: Context) -> Scalar:
        raise EvaluationError(name)

    return run


def comparison(compiler: Compiler, tree: Chain) -> Truth:
    """Comparisons, read from left to right."""
    operator, right = tree.rest[0]
    compared = compare(compiler, tree.first, operator, right)
    for operator, right in tree.rest[1:]:
        compared = compare_values(compared, COMPARISONS[operator], compiler.scalar(right))
    return compared


def compare(compiler: Compiler, left: Expression, operator: str, right: Expression) -> Truth:
    """One comparison; of sets, whether any pair of their values compares."""
    if isinstance(right, Literal) and isinstance(left, Path):
        spot = paths.single(compiler, left)
        if spot is not None and not spot.place.elements:
            return compare_spot(compiler, spot, operator, right.value)
    test = COMPARISONS[operator]
    if compiler.is_many(left) or compiler.is_many(right):
        if operator in {"=", "!="} and (is_truth(compiler, left) or is_truth(compiler, right)):
            return compare_values(compiler.truth(left), test, compiler.truth(right))
        lefts, rights = comparands(compiler, left), comparands(compiler, right)
        return lambda c: any(test(a, b) for b in rights(c) for a in lefts(c))
    if operator in {"=", "!="}:
        for one, other in ((left, right), (right, left)):
            if isinstance(other, Literal) and isinstance(other.value, str):
                return compare_text(compiler.scalar(one), other.value, operator == "=")
    else:
        return compare_numbers(operator, compiler.number(left), compiler.number(right), constant(right))
    return compare_values(compiler.scalar(left), test, compiler.scalar(right))


def compare_spot(compiler: Compiler, spot: paths.Spot, operator: str, value: Scalar) -> Truth:
    """By far the commonest comparison: a question with what the form writes."""
    if operator not in {"=", "!="}:
        limit = to_number(value)
        return compare_numbers(operator, paths.read_number(compiler, spot), lambda c: limit, limit)
    if isinstance(value, str):
        return compare_text(paths.read_spot(compiler, spot), value, operator == "=")
    return compare_values(paths.read_spot(compiler, spot), COMPARISONS[operator], lambda c: value)


def is_truth(compiler: Compiler, tree: Expression) -> bool:
    """Whether the tree can only give true or false."""
    if isinstance(tree, Chain):
        return tree.rest[0][0] in {"or", "and", *COMPARISONS}
    return isinstance(tree, Call) and compiler.function(tree).kind == "truth"


def comparands(compiler: Compiler, tree: Expression) -> Values:
    """Node-sets compare node by node; text of documents that spells a date is one."""
    if compiler.is_many(tree):
        nodes = compiler.nodes(tree)
        # In a form, a path that leads nowhere is a blank, as JavaRosa has it.
        nothing: list[Scalar] = [] if compiler.frame.origin is None else [""]
        return lambda c: [compared_value(node, c) for node in nodes(c)] or nothing
    run = compiler.scalar(tree)
    return lambda c: [run(c)]


def constant(tree: Expression) -> float | None:
    """The number that a tree is, where it is one that the form writes."""
    return tree.value if isinstance(tree, Literal) and isinstance(tree.value, float) else None
