"""Functions over numbers and positions: arithmetic, rounding, chance; length, area, inside or not."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal, localcontext
from itertools import pairwise
from typing import TYPE_CHECKING

from monitorapp.forms import paths
from monitorapp.forms.coercion import NAN, EvaluationError, Scalar, divide, to_number, to_text
from monitorapp.forms.context import Context, Numeric
from monitorapp.forms.expression import Expression, Literal, Path
from monitorapp.forms.functions.registry import MANY, Build, Function, Run, plain, special
from monitorapp.forms.lexer import ExpressionTrouble
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


EARTH_RADIUS = 6378100.0
Point = tuple[float, float]


def read_points(text: str) -> list[Point]:
    """Latitude and longitude of all points of `lat lon [alt acc]; …`. Raises EvaluationError."""
    return [read_point(part) for part in text.split(";") if part.strip()]


def read_point(text: str) -> Point:
    """Latitude and longitude in degrees. Raises EvaluationError."""
    words = text.split()
    try:
        latitude, longitude = float(words[0]), float(words[1])
    except (ValueError, IndexError) as broken:
        raise EvaluationError("position") from broken
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise EvaluationError("position")
    return latitude, longitude


def points_of(parts: Sequence[list[Scalar]]) -> list[Point]:
    """All points of all values."""
    return [point for part in parts for value in part for point in read_points(to_text(value))]


def between(one: Point, other: Point) -> float:
    """Metres along the great circle."""
    latitude_1, latitude_2 = math.radians(one[0]), math.radians(other[0])
    half_latitude = (latitude_2 - latitude_1) / 2
    half_longitude = math.radians(other[1] - one[1]) / 2
    chord = math.sin(half_latitude) ** 2 + math.cos(latitude_1) * math.cos(latitude_2) * math.sin(half_longitude) ** 2
    return EARTH_RADIUS * 2 * math.atan2(math.sqrt(chord), math.sqrt(max(0.0, 1 - chord)))


def length(points: list[Point]) -> float:
    """Metres along all points in turn."""
    return sum((between(one, other) for one, other in pairwise(points)), 0.0)


def distance(*parts: list[Scalar]) -> float:
    """Metres along a trace, or from point to point."""
    return length(lenient_points(parts))


def lenient_points(parts: Sequence[list[Scalar]]) -> list[Point]:
    """No points at all where some cannot be read: nothing was measured."""
    try:
        return points_of(parts)
    except EvaluationError:
        if len(parts) > 1:
            raise
        return []


def area(*parts: list[Scalar]) -> float:
    """Square metres inside a shape on the sphere; 0 where there is no shape."""
    points = lenient_points(parts)
    if len(points) < 3:
        return 0.0
    turns = zip(points, [*points[1:], points[0]], strict=True)
    doubled = sum(
        math.radians(other[1] - one[1]) * (2 + math.sin(math.radians(one[0])) + math.sin(math.radians(other[0])))
        for one, other in turns
    )
    return abs(doubled) * EARTH_RADIUS * EARTH_RADIUS / 2


def geofence(point: str, shape: str) -> bool:
    """Whether a point lies inside a closed shape (ray casting)."""
    if not point.strip() or not shape.strip():
        return False
    corners = read_points(shape)
    if len(corners) < 4 or corners[0] != corners[-1]:
        return False
    latitude, longitude = read_point(point)
    inside = False
    for (y1, x1), (y2, x2) in pairwise(corners):
        if (y1 > latitude) != (y2 > latitude) and longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def build_distance(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """distance(trace) or distance(point, point …); a trace among points is a mistake in the form."""
    for tree in arguments if len(arguments) > 1 else ():
        spot = paths.single(compiler, tree) if isinstance(tree, Path) else None
        if spot is not None and spot.place.type in {"geotrace", "geoshape"}:
            raise ExpressionTrouble("wrong-arguments", "distance")
    parts = [compiler.values(tree) for tree in arguments]
    return lambda c: distance(*[part(c) for part in parts])


POSITION_FUNCTIONS: list[Function] = [
    special("distance", "number", 1, MANY, build_distance),
    plain("area", "v*", "number", area, least=1),
    plain("geofence", "tt", "truth", geofence),
]
