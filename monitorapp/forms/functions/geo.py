"""Functions over positions: length of a trace, area of a shape, whether a point lies inside."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from monitorapp.forms import paths
from monitorapp.forms.coercion import EvaluationError, Scalar, to_text
from monitorapp.forms.expression import Expression, Path
from monitorapp.forms.functions.registry import MANY, Function, Run, plain, special
from monitorapp.forms.lexer import ExpressionTrouble

if TYPE_CHECKING:
    from monitorapp.forms.compiler import Compiler

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


FUNCTIONS: list[Function] = [
    special("distance", "number", 1, MANY, build_distance),
    plain("area", "v*", "number", area, least=1),
    plain("geofence", "tt", "truth", geofence),
]
