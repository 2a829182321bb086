"""Field keys and values: one spelling for each thing, and a refusal for everything else."""

import json
import math
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitorapp.errors import InputTrouble
from monitorapp.records.field import (
    FACETS,
    NON_ANSWERS,
    SOURCES,
    WHOLE_LIMIT,
    FieldKey,
    canonical,
    check_value,
    is_blank,
    non_answer,
    strict_json,
)

ITEM = "0123456789abcdef" * 2
names = st.from_regex(r"[a-zа-яё_][a-zа-яё0-9_.\-]{0,12}", fullmatch=True)
keys = st.builds(
    FieldKey,
    names,
    st.none() | st.just(ITEM),
    st.none() | st.sampled_from(SOURCES),
    st.none() | st.sampled_from(FACETS),
)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
scalars = st.none() | st.booleans() | st.integers(-WHOLE_LIMIT, WHOLE_LIMIT) | st.floats(allow_nan=False) | texts
values = scalars | st.lists(texts, max_size=4)


@given(keys)
def test_a_key_comes_back_from_its_text(key: FieldKey) -> None:
    assert FieldKey.parse(str(key)) == key


@given(st.text(max_size=30))
def test_any_text_is_a_key_or_is_refused_and_has_one_spelling(text: str) -> None:
    try:
        key = FieldKey.parse(text)
    except InputTrouble:
        return
    assert str(key) == text
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("text", ["#form", "#status", "#parent", "#version", f"{ITEM}/#row", f"{ITEM}/#gone"])
def test_documents_and_rows_have_facts_of_their_own(text: str) -> None:
    assert str(FieldKey.parse(text)) == text


def test_the_answer_of_a_key_is_what_the_question_is_asked_under() -> None:
    assert FieldKey.parse(f"{ITEM}/cell_no@register#note").answer == f"{ITEM}/cell_no"
    assert FieldKey.parse("pop_total@detainee").answer == "pop_total"


def test_a_key_has_a_longest_length() -> None:
    assert FieldKey.parse("q" * 1000)
    with pytest.raises(InputTrouble):
        FieldKey.parse("q" * 1001)


@given(values)
def test_a_stored_value_is_checked_only_once(value: object) -> None:
    try:
        stored = check_value(value)
    except InputTrouble:
        assert isinstance(value, float)
        assert math.isinf(value)
        return
    assert check_value(stored) == stored
    assert strict_json(canonical(stored)) == stored
    assert canonical(strict_json(canonical(stored))) == canonical(stored)


@given(st.lists(texts, max_size=6))
def test_codes_are_a_set(codes: list[str]) -> None:
    stored = check_value(codes)
    assert stored == check_value(list(reversed(codes)))
    assert stored == check_value(codes * 2)


@given(texts)
def test_composed_and_decomposed_letters_are_one_text(text: str) -> None:
    assert check_value(unicodedata.normalize("NFD", text)) == check_value(unicodedata.normalize("NFC", text))


@given(st.integers(-WHOLE_LIMIT, WHOLE_LIMIT))
def test_a_whole_number_has_one_spelling(number: int) -> None:
    assert canonical(check_value(float(number))) == canonical(check_value(number))


def test_minus_zero_is_zero() -> None:
    assert canonical(check_value(-0.0)) == "0"


@pytest.mark.parametrize("number", [WHOLE_LIMIT + 1, -WHOLE_LIMIT - 1, math.inf, -math.inf, math.nan])
def test_a_number_that_not_every_program_can_hold_is_refused(number: float) -> None:
    with pytest.raises(InputTrouble):
        check_value(number)


@pytest.mark.parametrize("code", NON_ANSWERS)
def test_a_non_answer_is_a_value_and_not_blank(code: str) -> None:
    value = check_value({"na": code})
    assert non_answer(value) == code
    assert not is_blank(value)


@pytest.mark.parametrize("value", [None, "", []])
def test_what_says_nothing_is_blank(value: str | list[str] | None) -> None:
    assert is_blank(value)
    assert non_answer(value) is None


@pytest.mark.parametrize("value", [0, False, {"na": "refused"}, "0"])
def test_zero_and_no_are_answers(value: object) -> None:
    assert not is_blank(check_value(value))


@pytest.mark.parametrize(
    ("time", "precision"),
    [
        ("2026", "year"),
        ("2026-03", "month"),
        ("2026-03-02", "day"),
        ("2026-03-02T22", "hour"),
        ("2026-03-02T22:05", "minute"),
        ("2026-03-02T22:05:59", "second"),
        ("22", "hour"),
        ("22:05", "minute"),
        ("22:05:59", "second"),
    ],
)
def test_a_time_says_no_more_than_its_precision(time: str, precision: str) -> None:
    assert check_value({"t": time, "p": precision}) == {"t": time, "p": precision}
    for other in {"year", "month", "day", "hour", "minute", "second"} - {precision}:
        with pytest.raises(InputTrouble):
            check_value({"t": time, "p": other})


@pytest.mark.parametrize(
    "value",
    [
        {"t": "2026-02-30", "p": "day"},
        {"t": "2026-13", "p": "month"},
        {"t": "2026-00", "p": "month"},
        {"t": "24:00", "p": "minute"},
        {"t": "0000", "p": "year"},
        {"t": "2026-3-2", "p": "day"},
        {"t": "yesterday", "p": "day"},
        {"t": "2026-03-02", "p": "day", "to": "later"},
        {"t": "2026-03-02", "p": "day", "about": False},
        {"t": "2026-03-02", "p": "day", "more": 1},
        {"t": "٢٠٢٦", "p": "year"},
        {"t": 2026, "p": "year"},
        {"t": "2026"},
        {"na": "maybe"},
        {"na": "refused", "why": "tired"},
        {"na": ["refused"]},
        {"file": 7},
        {"rank": "ab"},
        {"rank": [1, 2]},
        {"row": "cell", "in": "not an item"},
        {"row": 4},
        {"place": "arm", "x": True, "y": 0.5},
        {"place": "arm", "x": math.nan, "y": 0.5},
        {"place": ["arm"], "x": 0.1, "y": 0.5},
        {"place": "arm", "x": 0.1},
        {},
        {"t": "2026", "p": "year", "na": "refused"},
        {"something": "else"},
        [1, 2],
        [["a"]],
        "\ud800",
        ["\udfff"],
        {"rank": ["\ud800"]},
        "x" * 1_000_001,
        b"bytes",
        ("a", "b"),
    ],
)
def test_what_the_grammar_does_not_know_is_refused(value: object) -> None:
    with pytest.raises(InputTrouble) as caught:
        check_value(value)
    assert caught.value.code == "value-broken"


def test_a_rank_keeps_its_order() -> None:
    assert check_value({"rank": ["b", "a"]}) == {"rank": ["b", "a"]}


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":2}',
        "NaN",
        "[Infinity]",
        "-Infinity",
        "{a:1}",
        "[1,]",
        "",
        "1 2",
        "[" * 100_000,
        "9" * 5_000,
        '"\x00"',
    ],
)
def test_loose_json_is_refused(text: str) -> None:
    with pytest.raises(InputTrouble) as caught:
        strict_json(text)
    assert caught.value.code == "value-broken"


def test_a_number_too_large_for_a_float_does_not_become_a_value() -> None:
    with pytest.raises(InputTrouble):
        check_value(strict_json("1e400"))


@given(st.recursive(scalars.filter(lambda v: not isinstance(v, float) or math.isfinite(v)), st.lists, max_leaves=8))
def test_canonical_json_is_json(value: object) -> None:
    assert json.loads(canonical(value)) == value
