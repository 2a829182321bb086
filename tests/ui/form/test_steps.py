"""Small sums behind fields: the steps of a range, dates cut to what is asked, numbers in groups, names of files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitorapp.records.field import Value
from ui.form.fields.number_field import Steps
from ui.form.reading import LARGEST, Reading, cut_to, read_decimal, read_integer, read_time, write_number

YEARS = st.integers(1900, 2100)


@pytest.mark.parametrize(
    ("steps", "count", "numbers"),
    [
        (Steps(0, 10, 2), 6, [0, 2, 4]),
        (Steps(1, 5, 1), 5, [1, 2, 3]),
        (Steps(0, 1, 0.25), 5, [0.0, 0.25, 0.5]),
        (Steps(10, 0, -5), 3, [10, 5, 0]),
        (Steps(1, 3, 0), 3, [1, 2, 3]),
        (Steps(4, 4, 1), 2, [4, 5]),
    ],
)
def test_a_range_has_its_steps(steps: Steps, count: int, numbers: list[float]) -> None:
    assert len(steps) == count
    assert [steps.number(place) for place in range(len(numbers))] == numbers


@given(st.integers(-50, 50), st.integers(1, 9), st.integers(1, 60))
def test_every_step_is_found_by_its_number(start: int, step: int, count: int) -> None:
    steps = Steps(start, start + step * count, step)
    assert len(steps) == count + 1
    assert [steps.place(steps.number(place)) for place in range(len(steps))] == list(range(len(steps)))
    assert all(isinstance(steps.number(place), int) for place in range(len(steps)))


@given(st.integers(0, 40))
def test_steps_of_a_tenth_stay_readable(place: int) -> None:
    number = Steps(0, 4, 0.1).number(place)
    assert len(str(number)) <= 3
    assert Steps(0, 4, 0.1).place(number) == place


@given(YEARS, st.integers(1, 12), st.integers(1, 28), st.sampled_from(["year", "month"]))
def test_a_day_is_cut_to_what_is_asked_and_nothing_is_added(year: int, month: int, day: int, precision: str) -> None:
    read = read_time(f"{day:02}.{month:02}.{year}", "", False, "date", None)
    value = cut_to(read, precision).value
    assert isinstance(value, dict)
    assert value == {"t": f"{year:04}-{month:02}"[: 4 if precision == "year" else 7], "p": precision}
    assert cut_to(Reading(value), precision).value == value


@given(YEARS, YEARS)
def test_both_ends_of_a_range_are_cut_and_about_stays(start: int, end: int) -> None:
    read = read_time(f"01.05.{start}", f"31.05.{end}", True, "date", None)
    assert cut_to(read, "month").value == {"t": f"{start}-05", "p": "month", "to": f"{end}-05", "about": True}


@pytest.mark.parametrize("value", [None, "words", 5, {"na": "refused"}])
def test_what_is_no_time_is_left_alone(value: Value) -> None:
    assert cut_to(Reading(value), "year") == Reading(value)


def test_words_that_could_not_be_read_stay_as_they_are() -> None:
    assert cut_to(read_time("до войны", "", False, "date", None), "year") == Reading(None, "до войны")


def test_a_coarser_date_than_asked_stays_coarse() -> None:
    assert cut_to(read_time("1990", "", False, "date", None), "month").value == {"t": "1990", "p": "year"}


@given(st.integers(-LARGEST, LARGEST))
def test_a_number_in_groups_is_read_back_as_it_was(number: int) -> None:
    assert read_integer(write_number(number, grouped=True)) == Reading(number)


@given(st.decimals(-(10**9), 10**9, allow_nan=False, places=3))
def test_a_decimal_in_groups_is_read_back_as_it_was(number: object) -> None:
    value = float(str(number))
    read = read_decimal(write_number(value, grouped=True)).value
    assert read == pytest.approx(value)


def test_a_very_small_number_is_written_as_it_is() -> None:
    assert write_number(0.00001, grouped=True) == "1e-05"
