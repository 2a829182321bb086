"""Sums of days that come to a moment: `/data/when + 2` counts days on the clock of the place, as the moment in it does.

A number has no zone, so the syntax tells: a sum with one more date added than taken away is a date again and counts
local days; any other number counts days since 1970 in UTC, as `decimal-date-time()` gives them.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from monitorapp.forms import paths
from monitorapp.forms.coercion import EvaluationError, Scalar
from monitorapp.forms.expression import Call, Chain, Expression, Negation, Path
from monitorapp.forms.schema import SchemaNode

if TYPE_CHECKING:
    from monitorapp.forms.compiler import Compiler

LOCAL_MOMENT = "monitor:local-moment"
# What gives one of its arguments, and how many of them come before those.
CHOOSING = {"if": 1, "coalesce": 0, "once": 0}
# What gives a date back as the number of its days, nearly or exactly.
COUNTING = frozenset({"number", "int", "round", "floor", "ceiling", "max", "min"})


class Dates(NamedTuple):
    """How many dates more are added than taken away, and whether an hour is told with one of them."""

    balance: int
    with_hour: bool


NO_DATES = Dates(0, False)
GIVEN = {
    "today": Dates(1, False),
    "date": Dates(1, False),
    "now": Dates(1, True),
    "date-time": Dates(1, True),
}
TYPED = {"date": Dates(1, False), "dateTime": Dates(1, True)}


def as_moment(compiler: Compiler, tree: Expression, only_with_hour: bool = False) -> Expression:
    """The same tree where a moment is wanted: sums of days in it that come to a date are read on the local clock."""
    if isinstance(tree, Call) and tree.name in CHOOSING:
        first = CHOOSING[tree.name]
        chosen = (as_moment(compiler, part, only_with_hour) for part in tree.arguments[first:])
        return Call(tree.name, (*tree.arguments[:first], *chosen))
    if isinstance(tree, (Chain, Negation)) or (isinstance(tree, Call) and tree.name in COUNTING):
        balance, with_hour = dates_in(compiler, tree)
        if balance == 1 and (with_hour or not only_with_hour):
            return Call(LOCAL_MOMENT, (tree,))
    return tree


def dates_in(compiler: Compiler, tree: Expression) -> Dates:
    """The dates that a number is made of."""
    if isinstance(tree, Path):
        place = place_of(compiler, tree)
        return NO_DATES if place is None else TYPED.get(place.type, NO_DATES)
    if isinstance(tree, Chain):
        return dates_of_sum(compiler, tree)
    if isinstance(tree, Negation):
        balance, with_hour = dates_in(compiler, tree.operand)
        return Dates(-balance, with_hour)
    if isinstance(tree, Call):
        return GIVEN.get(tree.name) or dates_of_call(compiler, tree)
    return NO_DATES


def dates_of_sum(compiler: Compiler, tree: Chain) -> Dates:
    """The dates of a sum; a product or a comparison counts none."""
    if any(operator not in {"+", "-"} for operator, _ in tree.rest):
        return NO_DATES
    parts = [("+", tree.first), *tree.rest]
    found = [(1 if operator == "+" else -1, dates_in(compiler, part)) for operator, part in parts]
    return Dates(sum(sign * dates.balance for sign, dates in found), any(dates.with_hour for _, dates in found))


def dates_of_call(compiler: Compiler, tree: Call) -> Dates:
    """The dates of a function that gives one of its arguments, or the days of one."""
    if tree.name == "indexed-repeat":
        candidates = tree.arguments[:1]
    elif tree.name in CHOOSING or tree.name in COUNTING:
        candidates = tree.arguments[CHOOSING.get(tree.name, 0) :]
    else:
        return NO_DATES
    return max((dates_in(compiler, part) for part in candidates), default=NO_DATES)


def place_of(compiler: Compiler, path: Path) -> SchemaNode | None:
    """The question that a path leads to, in whatever row; None where it is none of this form."""
    found = paths.locate(compiler, path)
    if found is None:
        return None
    place: SchemaNode | None = found[0].place
    for step in found[1]:
        place = place.child(step.test) if place is not None and step.axis == "child" else None
    return place


def local_moment(value: Scalar, zone: tzinfo) -> Scalar:
    """The moment so many days after the beginning of 1970 on the clock of a zone; what is no number stays."""
    if not isinstance(value, float) or math.isnan(value):
        return value
    try:
        return datetime(1970, 1, 1, tzinfo=zone) + timedelta(milliseconds=round(value * 86400000))
    except (ValueError, OverflowError) as beyond:
        raise EvaluationError("date") from beyond
