"""Keys and values at their borders: the last that is taken, and the first that is not."""

import unicodedata

import pytest

from monitorapp.errors import InputTrouble
from monitorapp.records.commit import Part
from monitorapp.records.field import KEY_LIMIT, TEXT_LIMIT, WHOLE_LIMIT, FieldKey, Value, canonical, check_value
from monitorapp.records.view import Changes

ITEM = "0123456789abcdef" * 2
GROWS = "\u0958"  # one letter of Devanagari that becomes two in NFC


def refused(value: object) -> bool:
    try:
        check_value(value)
    except InputTrouble as trouble:
        return trouble.code == "value-broken"
    return False


@pytest.mark.parametrize("letter", ["ж", "\U0001f600", "é"])
def test_the_longest_text_is_kept_and_one_letter_more_is_refused(letter: str) -> None:
    assert check_value(letter * TEXT_LIMIT) == letter * TEXT_LIMIT
    assert refused(letter * (TEXT_LIMIT + 1))


def test_a_text_that_grows_by_its_spelling_must_fit_as_it_is_kept() -> None:
    fitting = check_value(GROWS * (TEXT_LIMIT // 2))
    assert fitting == unicodedata.normalize("NFC", GROWS) * (TEXT_LIMIT // 2)
    part = Part("general", "0" * 32, {"note": fitting})
    assert Part.parse(part.text()) == part
    assert refused(GROWS * (TEXT_LIMIT // 2 + 1))


@pytest.mark.parametrize("limit", [WHOLE_LIMIT, -WHOLE_LIMIT])
def test_the_greatest_whole_number_has_one_spelling_as_either_kind(limit: int) -> None:
    assert canonical(check_value(float(limit))) == canonical(check_value(limit)) == str(limit)
    assert refused(limit + (1 if limit > 0 else -1))


def test_beyond_whole_numbers_a_measure_stays_what_it_was() -> None:
    assert canonical(check_value(1e22)) == "1e+22"
    assert canonical(check_value(float(WHOLE_LIMIT) * 2)) == "1.8014398509481984e+16"


@pytest.mark.parametrize(
    ("tagged", "good"),
    [
        ({"place": "head", "x": 0, "y": 0.5}, True),
        ({"place": "head", "x": True, "y": 0}, False),
        ({"place": "head", "x": float("inf"), "y": 0}, False),
        ({"place": "head", "x": 2**53 + 1, "y": 0}, False),
        ({"place": "head", "x": 1}, False),
        ({"place": 7, "x": 1, "y": 1}, False),
        ({"row": "injury", "in": ITEM}, True),
        ({"row": "injury", "in": ITEM[:-1]}, False),
        ({"row": "injury", "in": ITEM.upper()}, False),
        ({"row": 7}, False),
        ({"rank": []}, True),
        ({"rank": ["a", 1]}, False),
        ({"rank": [["a"]]}, False),
        ({"file": "f", "na": "unknown"}, False),
        ({"na": ["unknown"]}, False),
        ({"na": {"na": "unknown"}}, False),
        ({"t": "2026", "p": "year", "about": False}, False),
        ({"t": "2026", "p": "year", "about": 1}, False),
        ({"t": "2026", "p": "year", "to": "2025-13"}, False),
        ({"t": "2026", "p": "year", "to": "23:59"}, True),
        ({"t": 2026, "p": "year"}, False),
        ({"t": "2026", "p": "year", "zone": None}, False),
        ({}, False),
    ],
)
def test_a_tagged_value_is_exactly_what_the_ledger_knows(tagged: dict[str, object], good: bool) -> None:
    assert refused(tagged) is not good


@pytest.mark.parametrize("front", ["", f"{ITEM}/"])
@pytest.mark.parametrize("back", ["", "@register", "#note", "@document#raw"])
def test_the_longest_key_counts_row_source_and_facet_in(front: str, back: str) -> None:
    room = KEY_LIMIT - len(front) - len(back)
    longest = f"{front}{'q' * room}{back}"
    assert str(FieldKey.parse(longest)) == longest
    with pytest.raises(InputTrouble, match="field-key-broken"):
        FieldKey.parse(f"{front}{'q' * (room + 1)}{back}")


@pytest.mark.parametrize(
    "text",
    [
        "q@register@document",
        "q#note#raw",
        "q#note@register",
        "q@Register",
        "q@",
        "q#",
        f"{ITEM}/",
        f"{ITEM}/@register",
        f"{ITEM}/#form",
        f"{ITEM}/{ITEM}/q",
        "#gone",
        "@register#note",
        "#form@register",
        "вопрос\n",
        "и\u0306",
        "1st",
        "-q",
    ],
)
def test_a_key_that_is_nearly_right_is_refused(text: str) -> None:
    with pytest.raises(InputTrouble, match="field-key-broken"):
        FieldKey.parse(text)


def test_what_several_writes_changed_is_told_as_one() -> None:
    first, second = Changes.of("v", "d", ["a", "b"], ack=7), Changes.of("w", "e", ["a"], ack=3)
    imported = Changes(imported=True)
    whole = first | second | imported
    assert whole == imported | (second | first)
    assert (set(whole.visits), set(whole.documents), whole.ack, whole.imported) == ({"v", "w"}, {"d", "e"}, 7, True)
    assert whole.fields == {("d", "a"), ("d", "b"), ("e", "a")}
    assert whole | Changes() == whole


@pytest.mark.parametrize(
    ("one", "other"), [([], None), ("", None), (0, "0"), (True, 1), (["a"], ["a", "b"]), ("a", "а")]
)
def test_values_that_are_not_the_same_never_share_a_spelling(one: Value, other: Value) -> None:
    assert canonical(check_value(one)) != canonical(check_value(other))
