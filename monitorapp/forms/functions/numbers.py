"""Functions over numbers: arithmetic, rounding, trigonometry, chance."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING

from monitorapp.forms.coercion import NAN, Scalar, divide, to_number
from monitorapp.forms.context import Context, Numeric
from monitorapp.forms.expression import Expression, Literal
from monitorapp.forms.functions.registry import MANY, Build, Function, Run, plain, special
from monitorapp.forms.sums import total as left_to_right

if TYPE_CHECKING:
    from monitorapp.forms.compiler import Compiler


LARGEST_INDEX = 2**31
SHORT = frozenset({1.0, 2.0, 3.0, 4.0, 5.0, 6.0})
CLEAR_BELOW = 1e6


def index_of(number: float) -> int:
    """A number as a place or a count: cut towards zero, and zero where it is none."""
    return 0 if math.isnan(number) else int(max(-LARGEST_INDEX, min(LARGEST_INDEX, number)))


def whole(number: float) -> float:
    """int(): cut towards zero."""
    return number if not math.isfinite(number) else float(int(number))


def round_digits(number: float, digits: float = 0.0) -> float:
    """Half up on the decimal digits, as JavaRosa does; negative digits round tens and hundreds."""
    if not math.isfinite(number):
        return number
    places = 0 if math.isnan(digits) else int(max(-300.0, min(300.0, digits)))
    if places == 0:
        return whole_half_up(number)
    exact = Decimal(repr(number))
    if places > 0 and -exact.as_tuple().exponent <= places:  # type: ignore[operator]
        return number
    with localcontext() as setting:
        setting.prec = 700
        shifted = exact.scaleb(places)
        return float(Decimal(half_up(shifted)).scaleb(-places))


def build_round(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """round(number[, digits]); most forms write a few digits after the point."""
    number = compiler.number(arguments[0])
    if len(arguments) == 1:
        return lambda c: round_digits(number(c))
    tree = arguments[1]
    if isinstance(tree, Literal) and tree.value in SHORT:
        return rounding(number, int(tree.value))
    digits = compiler.number(tree)
    return lambda c: round_digits(number(c), digits(c))


def rounding(number: Numeric, places: int) -> Numeric:
    """Rounding to a few digits: away from a half the binary number rounds as its decimal digits do."""
    tens = 10.0**places

    def run(c: Context) -> float:
        value = number(c)
        if -CLEAR_BELOW < value < CLEAR_BELOW:
            scaled = value * tens
            below = math.floor(scaled)
            rest = scaled - below
            if not 0.499 < rest < 0.501:
                return (below + (rest > 0.5)) / tens
        return round_digits(value, places)

    return run


def half_up(number: Decimal) -> int:
    """The nearest whole number; halves towards the larger one."""
    return int(number.to_integral_value(rounding=ROUND_HALF_UP if number > 0 else ROUND_HALF_DOWN))


def whole_half_up(number: float) -> float:
    """The nearest whole number, halves towards the larger one."""
    if abs(number) >= 2**52:
        return number
    below = math.floor(number)
    # What is added to a half may itself be rounded up to it; what is taken away here is exact.
    return float(below + (number - below >= 0.5))


def floor(number: float) -> float:
    """The next whole number below."""
    return number if not math.isfinite(number) else float(math.floor(number))


def ceiling(number: float) -> float:
    """The next whole number above."""
    return number if not math.isfinite(number) else float(math.ceil(number))


def safely(function: Callable[..., float]) -> Callable[..., float]:
    """NaN outside the domain of a function, an infinity where it grows too large."""

    def run(*numbers: float) -> float:
        try:
            return float(function(*numbers))
        except ValueError:
            return NAN
        except OverflowError:
            return math.inf

    return run


def logarithm(function: Callable[[float], float]) -> Callable[[float], float]:
    """A logarithm that is minus infinity at zero."""

    def run(number: float) -> float:
        return -math.inf if number == 0 else function(number)

    return safely(run)


def power(base: float, exponent: float) -> float:
    """pow(), with zero to a negative power as an infinity, and one to no number as no number."""
    if math.isnan(exponent):
        return NAN
    if base == 0 and exponent < 0:
        return divide(1.0, base)
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 == 1 else math.inf


def total(numbers: list[float]) -> float:
    """sum() of numbers."""
    return left_to_right(numbers, 0.0)


def largest(numbers: list[float]) -> float:
    """max(), NaN where there is none or one is no number."""
    return NAN if not numbers or any(map(math.isnan, numbers)) else max(numbers)


def smallest(numbers: list[float]) -> float:
    """min(), NaN where there is none or one is no number."""
    return NAN if not numbers or any(map(math.isnan, numbers)) else min(numbers)


def numbers_among(values: list[Scalar]) -> list[float]:
    """The values that are numbers or spell one."""
    return [number for number in map(to_number, values) if not math.isnan(number)]


def over_values(function: Callable[[list[float]], float]) -> Build:
    """A function over all numbers: in a form, what is none is skipped; in a plain document it is NaN."""

    def build(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
        parts = [compiler.values(tree) for tree in arguments]
        if compiler.frame.origin is None:
            return lambda c: function([to_number(value) for part in parts for value in part(c)])
        return lambda c: function(numbers_among([value for part in parts for value in part(c)]))

    return build


FUNCTIONS: list[Function] = [
    plain("int", "n", "number", whole),
    special("round", "number", 1, 2, build_round),
    plain("floor", "n", "number", floor),
    plain("ceiling", "n", "number", ceiling),
    plain("abs", "n", "number", abs),
    special("sum", "number", 1, 1, over_values(total)),
    special("max", "number", 1, MANY, over_values(largest)),
    special("min", "number", 1, MANY, over_values(smallest)),
    plain("pow", "nn", "number", safely(power)),
    plain("sqrt", "n", "number", safely(math.sqrt)),
    plain("exp", "n", "number", safely(math.exp)),
    plain("exp10", "n", "number", safely(lambda number: 10.0**number)),
    plain("log", "n", "number", logarithm(math.log)),
    plain("log10", "n", "number", logarithm(math.log10)),
    plain("sin", "n", "number", safely(math.sin)),
    plain("cos", "n", "number", safely(math.cos)),
    plain("tan", "n", "number", safely(math.tan)),
    plain("asin", "n", "number", safely(math.asin)),
    plain("acos", "n", "number", safely(math.acos)),
    plain("atan", "n", "number", safely(math.atan)),
    plain("atan2", "nn", "number", safely(math.atan2)),
    plain("pi", "", "number", lambda: math.pi),
    special("random", "number", 0, 0, lambda compiler, arguments: lambda c: c.world.environment.random()),
]
