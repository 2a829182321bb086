"""The examples of the XPath 1.0 recommendation, and measures on a sphere that anybody can work out."""

from __future__ import annotations

import pytest

from monitorapp.records.field import Value
from tests.core.forms.small_forms import calculated


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("substring('12345', 0, 3)", "12"),
        ("substring('12345', 0 div 0, 3)", None),
        ("substring('12345', 1, 0 div 0)", None),
        ("substring('12345', -42, 1 div 0)", "12345"),
        ("substring('12345', -1 div 0, 1 div 0)", None),
        ("translate('bar', 'abc', 'ABC')", "BAr"),
        ("translate('--aaa--', 'abc-', 'ABC')", "AAA"),
        ("substring-before('1999/04/01', '/')", "1999"),
        ("substring-after('1999/04/01', '/')", "04/01"),
        ("substring-after('1999/04/01', '19')", "99/04/01"),
        ("5 mod 2", 1),
        ("5 mod -2", 1),
        ("-5 mod -2", -1),
    ],
)
def test_an_example_of_the_recommendation_comes_out_as_it_says(expression: str, value: Value) -> None:
    assert calculated(expression) == value


@pytest.mark.parametrize(
    ("one", "other", "metres"),
    [
        # At 60 degrees north a degree of longitude is half as long as at the equator, one of latitude is not.
        ("60 0", "60 1", 111318.8 / 2),
        ("60 0", "61 0", 111318.8),
        # Across the date line the short way is meant.
        ("0 179.5", "0 -179.5", 111318.8),
    ],
)
def test_a_distance_is_along_the_ground(one: str, other: str, metres: float) -> None:
    assert calculated(f"distance('{one}', '{other}')") == pytest.approx(metres, rel=1e-4)


# A yard in the form of an L: 4 degrees of latitude, 2 of longitude, without its upper right half.
YARD = "0 0;0 2;2 2;2 1;4 1;4 0;0 0"


@pytest.mark.parametrize(
    ("point", "inside"),
    [("1 1.5", True), ("3 0.5", True), ("3 1.5", False), ("1.5 3", False), ("5 0.5", False), ("-1 1", False)],
)
def test_a_point_lies_in_the_yard_or_in_its_missing_corner(point: str, inside: bool) -> None:
    assert calculated(f"geofence('{point}', '{YARD}')") is inside
