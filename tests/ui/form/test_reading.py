"""What a person types in a hurry is read as they meant it, or kept word for word."""

import pytest

from ui.form.reading import (
    BLANK,
    Reading,
    read_decimal,
    read_integer,
    read_moment,
    read_point,
    read_points,
    read_text,
    read_time,
    write_moment,
    write_number,
    write_points,
    write_time,
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("7", 7), (" 12 ", 12), ("1 200", 1200), ("1\u00a0200", 1200), ("-3", -3), ("−3", -3), ("+5", 5), ("12,0", 12)],
)
def test_a_whole_number_is_read_however_it_is_spaced(typed: str, number: int) -> None:
    assert read_integer(typed) == Reading(number)


@pytest.mark.parametrize("typed", ["около 3?", "3-4", "12,5", "1e5", "9007199254740993", "трое", "٣ человека"])
def test_what_is_no_whole_number_is_kept_word_for_word(typed: str) -> None:
    assert read_integer(typed) == Reading(None, typed)


@pytest.mark.parametrize(("typed", "number"), [("2,5", 2.5), ("2.5", 2.5), (",5", 0.5), ("4", 4), ("4.", 4.0)])
def test_a_decimal_takes_a_comma_or_a_point(typed: str, number: float) -> None:
    assert read_decimal(typed) == Reading(number)


@pytest.mark.parametrize("reader", [read_integer, read_decimal, read_text, read_point, read_points])
def test_only_spaces_are_no_answer(reader) -> None:  # type: ignore[no-untyped-def]
    assert reader("   ") == BLANK


@pytest.mark.parametrize(("value", "words"), [(3, "3"), (2.5, "2,5"), (4.0, "4"), (None, ""), (True, ""), ("3", "")])
def test_a_number_is_written_as_people_here_write_it(value: object, words: str) -> None:
    assert write_number(value) == words  # type: ignore[arg-type]


def test_text_keeps_its_inner_and_outer_spaces() -> None:
    assert read_text(" а  б ") == Reading(" а  б ")


@pytest.mark.parametrize("typed", ["42.87, 74.59", "42,87; 74,59", "42.87 74.59"])
def test_typed_coordinates_become_a_geopoint(typed: str) -> None:
    assert read_point(typed) == Reading("42.87 74.59 0 0")


@pytest.mark.parametrize("typed", ["91, 10", "10, 181", "у ворот", "42.87"])
def test_coordinates_off_the_globe_are_kept_as_words(typed: str) -> None:
    assert read_point(typed) == Reading(None, typed)


def test_a_line_of_points_comes_back_as_it_was_typed() -> None:
    reading = read_points("42.1, 74.1\n\n42.2, 74.2\n")
    assert reading == Reading("42.1 74.1 0 0; 42.2 74.2 0 0")
    assert write_points(reading.value) == "42.1, 74.1\n42.2, 74.2"


@pytest.mark.parametrize(
    ("typed", "text", "precision"),
    [
        ("2026", "2026", "year"),
        ("03.2026", "2026-03", "month"),
        ("3/26", "2026-03", "month"),
        ("март 2026", "2026-03", "month"),
        ("March 2026", "2026-03", "month"),
        ("2.3.26", "2026-03-02", "day"),
        ("02.03.2026", "2026-03-02", "day"),
        ("2 марта 2026 г.", "2026-03-02", "day"),
        ("2026-03-02", "2026-03-02", "day"),
        ("29.02.2024", "2024-02-29", "day"),
    ],
)
def test_a_date_is_only_as_precise_as_what_was_typed(typed: str, text: str, precision: str) -> None:
    moment = read_moment(typed, "date")
    assert moment is not None
    assert (moment.text, moment.precision) == (text, precision)


@pytest.mark.parametrize("typed", ["29.02.2026", "31.04.2026", "вчера", "2.13.2026", "12", "2 мрт 2026"])
def test_a_day_that_never_was_is_not_a_date(typed: str) -> None:
    assert read_moment(typed, "date") is None


@pytest.mark.parametrize(
    ("typed", "text", "precision"),
    [
        ("22:00", "22:00", "minute"),
        ("3.10", "03:10", "minute"),
        ("0310", "03:10", "minute"),
        ("3 10", "03:10", "minute"),
        ("22", "22", "hour"),
        ("22:00:15", "22:00:15", "second"),
    ],
)
def test_a_time_of_day_is_read_without_a_colon_too(typed: str, text: str, precision: str) -> None:
    moment = read_moment(typed, "time")
    assert moment is not None
    assert (moment.text, moment.precision) == (text, precision)


@pytest.mark.parametrize("typed", ["24:00", "12:60", "12:00:60", "утром", "310"])
def test_a_time_no_clock_shows_is_not_a_time(typed: str) -> None:
    assert read_moment(typed, "time") is None


@pytest.mark.parametrize(
    "typed",
    ["02.03.2026 22:00", "2.3.26, 22.00", "02.03.2026 2200", "2026-03-02T22:00", "2 марта 2026 в 22:00"],
)
def test_a_date_with_a_time_is_read_in_every_usual_spelling(typed: str) -> None:
    moment = read_moment(typed, "datetime")
    assert moment is not None
    assert (moment.text, moment.precision) == ("2026-03-02T22:00", "minute")


def test_a_month_with_a_clock_is_no_moment() -> None:
    assert read_moment("03.2026 22:00", "datetime") is None


def test_a_datetime_may_stay_a_day() -> None:
    assert read_time("2.3.2026", "", False, "datetime", "Asia/Bishkek").value == {"t": "2026-03-02", "p": "day"}


def test_a_range_keeps_both_ends_the_mark_and_the_zone() -> None:
    reading = read_time("02.03.2026 22:00", "03.03.2026 02:00", True, "datetime", "Asia/Bishkek")
    assert reading.value == {
        "t": "2026-03-02T22:00",
        "p": "minute",
        "to": "2026-03-03T02:00",
        "about": True,
        "zone": "Asia/Bishkek",
    }
    assert write_time(reading.value) == ("02.03.2026 22:00", "03.03.2026 02:00", True)


def test_a_range_with_one_unreadable_end_keeps_the_words_of_both() -> None:
    assert read_time("22:00", "под утро", False, "time", None) == Reading(None, "22:00 – под утро")
    assert read_time("ночью", "", True, "time", None) == Reading(None, "ночью")


@pytest.mark.parametrize("typed", ["2026", "03.2026", "02.03.2026", "02.03.2026 22:00", "02.03.2026 22"])
def test_a_written_moment_reads_back_the_same(typed: str) -> None:
    moment = read_moment(typed, "datetime")
    assert moment is not None
    assert write_moment(moment.text) == typed


@pytest.mark.parametrize("value", [None, "2026", 5, {"na": "unknown"}])
def test_what_is_no_time_is_written_blank(value: object) -> None:
    assert write_time(value) == ("", "", False)  # type: ignore[arg-type]
