"""Comparisons, compiled: of single values, of sets of nodes, and of a question with what the form writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitorapp.forms import paths
from monitorapp.forms.coercion import COMPARISONS, Scalar, to_number
from monitorapp.forms.context import Truth, Values
from monitorapp.forms.expression import Call, Chain, Expression, Literal, Path
from monitorapp.forms.operators import compare_numbers, compare_text, compare_values, compared_value

if TYPE_CHECKING:
    from monitorapp.forms.compiler import Compiler


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
