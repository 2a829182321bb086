"""Answers in words, as the history, the lists and the conflict card say them."""

import pytest
from PySide6.QtCore import QLocale

from monitorapp.records.field import NON_ANSWERS, SOURCES, Value
from ui.form.reading import local_time, now_in, words_of
from ui.form.wording import in_words, non_answers, sources

EN = QLocale("en")
RU = QLocale("ru")
LABELS = {"yes": "Да", "no": "Нет"}


def test_every_non_answer_and_every_source_has_a_word_of_its_own() -> None:
    assert [code for code, _ in non_answers()] == list(NON_ANSWERS)
    assert [source for source, _ in sources()] == list(SOURCES)
    for words in (non_answers(), sources()):
        assert len({word for _, word in words}) == len(words)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        ("", ""),
        ("yes", "Да"),
        ("gone", "gone"),
        (["no", "yes"], "Нет; Да"),
        (3, "3"),
        (2.5, "2.5"),
        ({"na": "refused"}, "Refused to answer"),
        ({"rank": ["no", "yes"]}, "1. Нет; 2. Да"),
        ({"file": "0123456789abcdef" * 2}, "A file 01234567"),
        ({"t": "2026", "p": "year"}, "2026"),
        ({"t": "22:00", "p": "minute"}, "22:00"),
        ({"t": "2026-03-02T22:00", "p": "minute", "about": True}, "about 2 Mar 2026, 22:00"),
        ({"t": "2026-03-02", "p": "day", "to": "2026-03-04"}, "2 Mar 2026 – 4 Mar 2026"),
    ],
)
def test_a_value_is_said_as_a_person_would_say_it(value: Value, words: str) -> None:
    assert in_words(value, LABELS, EN) == words


def test_a_number_takes_the_decimal_sign_of_the_language() -> None:
    assert in_words(2.5, {}, RU) == "2,5"


@pytest.mark.parametrize(("text", "words"), [("2026", "2026"), ("2026-03", "март 2026"), ("22:00", "22:00")])
def test_a_part_of_a_date_is_said_without_what_is_not_known(text: str, words: str) -> None:
    assert words_of(text, RU).casefold() == words


def test_a_day_is_said_with_its_month_in_words() -> None:
    words = words_of("2026-03-02T22:00", RU)
    assert words.startswith("2 мар")
    assert words.endswith("2026, 22:00")


def test_the_clock_of_a_facility_is_that_of_its_zone() -> None:
    here, there = now_in("Asia/Bishkek"), now_in("Asia/Tashkent")
    assert round((here - there).total_seconds() / 3600) == 1


def test_an_unknown_zone_gives_the_clock_of_the_laptop() -> None:
    assert abs((now_in("Nowhere/Land") - now_in(None)).total_seconds()) < 5


def test_a_claimed_time_that_cannot_be_read_is_shown_as_it_is() -> None:
    assert local_time("not a time") == "not a time"
    assert "2026" in local_time("2026-03-02T12:00:00Z")
