"""Truth, choice between values, and the functions of our own namespace."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from monitorapp.forms import paths
from monitorapp.forms.coercion import Scalar, to_boolean, to_number, to_text
from monitorapp.forms.context import Context
from monitorapp.forms.expression import Expression, Path
from monitorapp.forms.functions.numbers import index_of
from monitorapp.forms.functions.registry import MANY, Function, Run, plain, special
from monitorapp.forms.lexer import ExpressionTrouble
from monitorapp.forms.operators import failing

if TYPE_CHECKING:
    from monitorapp.forms.compiler import Compiler


def build_if(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """if(condition, yes, no): only one branch is worked out."""
    condition = compiler.truth(arguments[0])
    compile_branch = compiler.nodes if branches_are_nodes(compiler, arguments) else compiler.scalar
    yes, no = compile_branch(arguments[1]), compile_branch(arguments[2])
    return lambda c: yes(c) if condition(c) else no(c)


def branches_are_nodes(compiler: Compiler, arguments: Sequence[Expression]) -> bool:
    """Whether both branches are sets of nodes, so that their choice is one."""
    if len(arguments) != 3:
        return False
    branches = arguments[1:]
    return any(compiler.is_many(branch) for branch in branches) and all(
        compiler.is_nodes(branch) for branch in branches
    )


def build_coalesce(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """coalesce(…): the first value that is not missing."""
    runs = [compiler.scalar(tree) for tree in arguments]
    if len(runs) == 2:
        first, second = runs
        return lambda c: second(c) if is_missing(value := first(c)) else value
    return lambda c: next((value for run in runs if not is_missing(value := run(c))), "")


def is_missing(value: Scalar) -> bool:
    """Blank or NaN."""
    return value == "" or (type(value) is float and math.isnan(value))


def build_once(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """once(): what the node already holds, or else the value."""
    place = compiler.frame.origin
    value = compiler.scalar(arguments[0])
    if place is None:
        return value
    slot = place.own_slot

    def run(c: Context) -> Scalar:
        held: Scalar = c.origin.row.typed[slot]
        return value(c) if held == "" else held

    return run


def boolean_from_string(value: Scalar) -> bool:
    """True for 1 and for `true` in any case."""
    if isinstance(value, float):
        return value == 1
    return to_text(value).lower() in {"1", "true"}


def count_true(values: list[Scalar]) -> int:
    """How many values are true."""
    return sum(map(to_boolean, values))


def within(least: float, most: float, found: float) -> bool:
    """Both limits count as whole numbers; -1 means no limit."""
    fewest, limit = index_of(least), index_of(most)
    return (fewest < 0 or found >= fewest) and (limit < 0 or found <= limit)


def checklist(least: float, most: float, *parts: list[Scalar]) -> bool:
    """Whether as many values are true as the limits allow."""
    return within(least, most, sum(count_true(part) for part in parts))


def weighted_checklist(least: float, most: float, *parts: list[Scalar]) -> bool:
    """Whether the weights of the true values sum to what the limits allow."""
    flags = [value for part in parts[::2] for value in part]
    weights = [value for part in parts[1::2] for value in part]
    pairs = zip(flags, weights, strict=False)
    return within(least, most, sum(to_number(weight) for flag, weight in pairs if count_true([flag])))


def build_failing(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """What an unknown function is outside of a form: a failure once it is asked."""
    return failing("unknown-function")


def build_version(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """version(): the version attribute of the form."""
    place = compiler.frame.origin
    if place is None:
        return lambda c: ""
    while place.parent is not None:
        place = place.parent
    attribute = place.child("@version")
    return lambda c: attribute.default if attribute is not None else ""


def own_spot(compiler: Compiler, arguments: Sequence[Expression]) -> paths.Spot:
    """The one question that a function of ours asks about."""
    tree = arguments[0]
    spot = paths.single(compiler, tree) if isinstance(tree, Path) else None
    if spot is None:
        raise ExpressionTrouble("not-one-question", "")
    compiler.note_read(spot.place, spot.from_origin)
    return spot


def build_non_answer(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """monitor:non-answer(question): the code of a non-answer, or a blank."""
    spot = own_spot(compiler, arguments)
    row_of, slot = spot.row(), spot.place.own_slot

    def run(c: Context) -> Scalar:
        given = row_of(c).given.get(slot)
        return str(given["na"]) if isinstance(given, dict) and "na" in given else ""

    return run


def build_approximate(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """monitor:approximate(question): whether a time was given as about, as a range or as a part."""
    spot = own_spot(compiler, arguments)
    row_of, slot = spot.row(), spot.place.own_slot

    def run(c: Context) -> Scalar:
        row = row_of(c)
        given = row.given.get(slot)
        return isinstance(given, dict) and "t" in given and row.typed[slot] == ""

    return run


FUNCTIONS: list[Function] = [
    plain("true", "", "truth", lambda: True),
    plain("false", "", "truth", lambda: False),
    plain("not", "b", "truth", lambda value: not value),
    plain("boolean", "b", "truth", lambda value: value),
    plain("boolean-from-string", "s", "truth", boolean_from_string),
    special("if", "scalar", 3, 3, build_if, branches_are_nodes),
    special("coalesce", "scalar", 1, MANY, build_coalesce),
    special("once", "scalar", 1, 1, build_once),
    plain("checklist", "nnv*", "truth", checklist),
    plain("weighted-checklist", "nnv*", "truth", weighted_checklist),
    special("version", "text", 0, 0, build_version),
    special("monitor:non-answer", "text", 1, 1, build_non_answer),
    special("monitor:approximate", "truth", 1, 1, build_approximate),
    special("monitor:failing", "scalar", 0, MANY, build_failing),
]
