"""Closures of operators and predicates, made from the closures of their operands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from monitorapp.forms.coercion import EvaluationError, Scalar, divide, equal, remainder, to_boolean
from monitorapp.forms.context import Context, Evaluate, Numeric, Truth
from monitorapp.forms.moments import read_moment
from monitorapp.forms.nodes import Item, Node


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
