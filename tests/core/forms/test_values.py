"""Values: their three spellings, what they compare to, and dates counted as days."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitorapp.forms.coercion import (
    COMPARISONS,
    Scalar,
    date_of_days,
    days_of,
    divide,
    equal,
    instant_days,
    moment_of_days,
    not_equal,
    number_text,
    read_moment,
    remainder,
    text_number,
    to_boolean,
    to_number,
    to_text,
    write_moment,
)
from monitorapp.forms.context import Context, SystemEnvironment, zone_of
from monitorapp.forms.functions.numbers import round_digits, rounding
from monitorapp.forms.values import derived_item, fit, from_ledger, split_key, to_ledger, type_of, write_text
from monitorapp.records.field import Value
from tests.core.forms.small_forms import StillEnvironment

BISHKEK = timezone(timedelta(hours=6))
SCALARS: st.SearchStrategy[Scalar] = st.one_of(
    st.text(max_size=8),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (3.0, "3"),
        (-0.0, "0"),
        (2.5, "2.5"),
        (1e21, "1000000000000000000000"),
        (1e-7, "0.0000001"),
        (0.1 + 0.2, "0.30000000000000004"),
        (math.inf, "Infinity"),
        (-math.inf, "-Infinity"),
        (math.nan, "NaN"),
    ],
)
def test_numbers_are_written_in_plain_digits(number: float, text: str) -> None:
    assert number_text(number) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_written_number_is_read_as_the_same_number(number: float) -> None:
    assert text_number(number_text(number)) == number


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_none(text: str) -> None:
    assert isinstance(text_number(text), float)


@given(SCALARS)
def test_every_value_has_a_number_a_text_and_a_truth(value: Scalar) -> None:
    assert isinstance(to_number(value), float)
    assert isinstance(to_text(value), str)
    assert isinstance(to_boolean(value), bool)


@given(SCALARS, SCALARS)
def test_equality_looks_the_same_from_both_sides(left: Scalar, right: Scalar) -> None:
    assert equal(left, right) == equal(right, left)
    assert equal(left, right) != not_equal(left, right)


@given(SCALARS, SCALARS)
def test_order_is_the_opposite_from_the_other_side(left: Scalar, right: Scalar) -> None:
    assert COMPARISONS["<"](left, right) == COMPARISONS[">"](right, left)
    assert COMPARISONS["<="](left, right) == COMPARISONS[">="](right, left)


@pytest.mark.parametrize(
    ("left", "right", "quotient", "rest"),
    [(7.0, 2.0, 3.5, 1.0), (-7.0, 2.0, -3.5, -1.0), (1.0, 0.0, math.inf, math.nan), (-1.0, 0.0, -math.inf, math.nan)],
)
def test_division_never_fails(left: float, right: float, quotient: float, rest: float) -> None:
    assert divide(left, right) == quotient
    assert remainder(left, right) == pytest.approx(rest, nan_ok=True)


def test_zero_by_zero_is_no_number() -> None:
    assert math.isnan(divide(0.0, 0.0))
    assert divide(1.0, -0.0) == -math.inf


@given(st.dates(date(1, 1, 2), date(9999, 12, 30)))
def test_a_date_is_days_and_days_are_a_date(day: date) -> None:
    assert date_of_days(days_of(day)) == day


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(BISHKEK)))
def test_a_moment_is_days_and_days_are_a_moment(moment: datetime) -> None:
    found = moment_of_days(instant_days(moment, BISHKEK), BISHKEK)
    assert found is not None
    assert abs(found - moment) <= timedelta(milliseconds=1)


@pytest.mark.parametrize("days", [math.inf, -1e12, 1e300])
def test_days_outside_of_the_calendar_are_no_date(days: float) -> None:
    assert moment_of_days(days, UTC) is None if math.isfinite(days) else True
    assert (date_of_days(days) if math.isfinite(days) else None) is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026-03-04", "2026-03-04"),
        ("2026-03-04T05:06:07Z", "2026-03-04T11:06:07.000+06:00"),
        ("2026-03-04T05:06", "2026-03-04T05:06:00.000+06:00"),
        ("2026-03-04T05:06:07.5+06:00", "2026-03-04T05:06:07.500+06:00"),
        ("2026-03-04T05:06:07.123456789-0130", "2026-03-04T12:36:07.123+06:00"),
        ("2026-03-04T05:06:07+06", "2026-03-04T05:06:07.000+06:00"),
    ],
)
def test_moments_are_read_in_any_zone_and_written_in_that_of_the_facility(text: str, written: str) -> None:
    moment = read_moment(text, BISHKEK)
    assert moment is not None
    assert write_moment(moment) == written


@pytest.mark.parametrize(
    "text",
    ["", "x", "2026-13-01", "2026-02-30", "2026-03-04T", "2026-03-04T25:00", "04.03.2026", "9999999-01-01", "T1:00"],
)
def test_other_text_is_no_moment(text: str) -> None:
    assert read_moment(text, UTC) is None


def test_the_edge_of_the_calendar_is_no_moment() -> None:
    assert read_moment("9999-12-31T23:59:59-12:00", BISHKEK) is None
    assert read_moment("0001-01-01T00:00:00+12:00", UTC) is None


LEDGER: list[tuple[str, str, Value]] = [
    ("string", "", "words"),
    ("int", "", 7),
    ("decimal", "", 2.5),
    ("boolean", "", True),
    ("date", "", {"t": "2026-03-02", "p": "day"}),
    ("time", "", {"t": "22:00", "p": "minute"}),
    ("string", "list", ["a", "b"]),
    ("string", "rank", {"rank": ["b", "a"]}),
    ("string", "", None),
]


@pytest.mark.parametrize(("kind", "shape", "value"), LEDGER)
def test_a_value_of_the_ledger_comes_back_from_its_type(kind: str, shape: str, value: Value) -> None:
    assert to_ledger(kind, shape, from_ledger(kind, value, UTC)) == value


def test_a_moment_of_the_ledger_names_its_zone_where_it_has_a_name() -> None:
    zone = zone_of(StillEnvironment())
    moment = from_ledger("dateTime", {"t": "2026-03-02T22:00", "p": "minute"}, zone)
    assert to_ledger("dateTime", "", moment) == {"t": "2026-03-02T22:00:00", "p": "second", "zone": "Asia/Bishkek"}
    moment = from_ledger("dateTime", {"t": "2026-03-02T22:00", "p": "minute"}, BISHKEK)
    assert to_ledger("dateTime", "", moment) == {"t": "2026-03-02T22:00:00", "p": "second"}


@given(st.sampled_from(["string", "int", "decimal", "boolean", "date", "dateTime", "time", "geopoint"]), SCALARS)
def test_any_result_fits_any_type(kind: str, value: Scalar) -> None:
    kept = fit(kind, value, UTC)
    assert isinstance(write_text(kept), str)
    assert not (isinstance(kept, float) and math.isnan(kept))
    to_ledger(kind, "", kept)


@given(
    st.sampled_from(["string", "int", "decimal", "boolean", "date", "dateTime", "time", "geopoint", "geoshape"]),
    st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False), st.text(max_size=20)),
)
def test_any_answer_to_any_type_is_taken(kind: str, answer: Value) -> None:
    write_text(from_ledger(kind, answer, UTC))


@pytest.mark.parametrize(
    ("declared", "kind"),
    [
        ("xsd:dateTime", "dateTime"),
        ("xs:integer", "int"),
        ("odk:rank", "string"),
        ("mystery", "string"),
        ("", "string"),
    ],
)
def test_types_are_known_by_any_prefix(declared: str, kind: str) -> None:
    assert type_of(declared) == kind


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("a", ("", "a", "", "")),
        ("g.a", ("", "g.a", "", "")),
        ("f" * 32 + "/a@register#note", ("f" * 32, "a", "register", "note")),
        ("f" * 32 + "/#row", ("f" * 32, "", "", "row")),
        ("#form", ("", "", "", "form")),
    ],
)
def test_field_keys_are_taken_apart(key: str, parts: tuple[str, str, str, str]) -> None:
    assert split_key(key) == parts


def test_derived_ids_are_hexadecimal_and_differ_in_every_part() -> None:
    parts = [
        ("d", "r", "", 0, 0),
        ("e", "r", "", 0, 0),
        ("d", "s", "", 0, 0),
        ("d", "r", "p", 0, 0),
        ("d", "r", "", 1, 0),
        ("d", "r", "", 0, 1),
    ]
    ids = {derived_item(*part) for part in parts}
    assert len(ids) == len(parts)
    assert all(len(item) == 32 and int(item, 16) >= 0 for item in ids)


def test_the_laptops_own_surroundings_are_sound() -> None:
    environment = SystemEnvironment("Asia/Bishkek")
    assert environment.now().tzinfo is not None
    assert 0 <= environment.random() < 1
    assert len(environment.new_item()) == 32
    assert environment.uuid() != environment.uuid()
    assert str(zone_of(environment)) == "Asia/Bishkek"


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd"])
def test_an_unknown_zone_is_the_laptops_own(zone: str) -> None:
    assert zone_of(SystemEnvironment(zone)) is not None


HERE = Context(None, None)  # type: ignore[arg-type]  # a number needs nothing around it


@given(st.floats(-1e7, 1e7, allow_nan=False), st.integers(1, 6))
def test_rounding_to_a_few_digits_is_rounding_half_up_on_the_decimal_digits(number: float, places: int) -> None:
    exact = Decimal(repr(number)).scaleb(places)
    up = exact.to_integral_value(rounding=ROUND_HALF_UP if number > 0 else ROUND_HALF_DOWN)
    assert rounding(lambda c: number, places)(HERE) == float(up.scaleb(-places))


@pytest.mark.parametrize(
    ("number", "places", "rounded"),
    [(1.005, 2, 1.01), (-1.005, 2, -1.0), (2.675, 2, 2.68), (0.15, 1, 0.2), (0.25, 1, 0.3), (1e20, 2, 1e20)],
)
def test_halves_are_rounded_as_they_are_written(number: float, places: int, rounded: float) -> None:
    assert rounding(lambda c: number, places)(HERE) == rounded
    assert round_digits(number, places) == rounded
