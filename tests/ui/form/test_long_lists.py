"""Thousands of choices: found by any part of their words, fast enough for every key, ticked and taken back."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from monitorapp.forms.state import ShownChoice
from tests.ui.form.keys import press, type_text
from tests.ui.form.test_fields import shown
from ui.form.fields.list_field import ChoiceModel, SearchField, folded
from ui.form.reading import Reading
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

Key = Qt.Key
VILLAGES = [ShownChoice(f"v{at}", f"Село Ак-Төбө {at}, район {at % 40}", {}) for at in range(8000)]
TOWNS = [("osh", "Ош"), ("bish", "Бишкек"), ("talas", "Талас, Киргизия"), ("kok", "Кок-Жангак"), ("ele", "Щёлково")]
SLOW = 3  # times the target: the tests share their machine


@pytest.fixture
def told() -> list[Reading]:
    return []


@pytest.fixture
def towns() -> ChoiceModel:
    model = ChoiceModel(several=False)
    model.offer(TOWNS)
    return model


def left(model: ChoiceModel) -> list[str]:
    return [str(model.data(model.index(row))) for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("бишкек", ["Бишкек"]),
        ("ШКЕ", ["Бишкек"]),
        ("щелк", ["Щёлково"]),
        ("жангак кок", ["Кок-Жангак"]),
        ("тал кирг", ["Талас, Киргизия"]),
        ("  ош  ", ["Ош"]),
        ("москва", []),
        ("", [words for _, words in TOWNS]),
    ],
)
def test_any_part_of_the_words_finds_a_choice(towns: ChoiceModel, typed: str, found: list[str]) -> None:
    towns.seek(typed)
    assert left(towns) == found


def test_what_begins_with_the_letters_comes_first(towns: ChoiceModel) -> None:
    towns.offer([("a", "Новый Ош"), ("b", "Ош"), ("c", "Кош-Агач")])
    towns.seek("ош")
    assert left(towns) == ["Ош", "Новый Ош", "Кош-Агач"]


def test_a_shorter_search_brings_choices_back(towns: ChoiceModel) -> None:
    for typed in ("к", "кок", "кок-ж", "кок", "к"):
        towns.seek(typed)
    assert left(towns) == ["Кок-Жангак", "Бишкек", "Талас, Киргизия", "Щёлково"]


def test_accents_do_not_count_and_short_i_is_a_letter_of_its_own() -> None:
    assert folded("Ёлка Йод Төбө É") == "елка йод төбө e"
    assert folded("и\u0306од") == folded("йод") != folded("иод")


def test_a_place_is_told_of_what_is_left_only(towns: ChoiceModel) -> None:
    towns.seek("ке")
    assert (towns.place_of("bish"), towns.place_of("osh")) == (0, -1)


@given(st.lists(st.text("абё йк-", max_size=8), max_size=30), st.lists(st.text("абёйк ", max_size=3), max_size=4))
def test_narrowing_key_by_key_finds_what_one_search_would(words: list[str], keys: list[str]) -> None:
    offered = [(str(at), each) for at, each in enumerate(words)]
    stepwise, at_once = ChoiceModel(several=False), ChoiceModel(several=False)
    stepwise.offer(offered)
    at_once.offer(offered)
    typed = ""
    for key in keys:
        typed += key
        stepwise.seek(typed)
    at_once.seek(typed)
    assert left(stepwise) == left(at_once)


def test_each_key_narrows_eight_thousand_choices_at_once(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = SearchField(theme, several=False)
    field.offer(VILLAGES)
    shown(qtbot, field, told)
    field.line.setFocus()
    worst = 0.0
    for key in "төбө 777":
        began = time.perf_counter()
        type_text(field.line, key)
        field.grab()
        worst = max(worst, time.perf_counter() - began)
    assert field.count() == 17
    assert worst < SLOW * 0.050
    press(field.line, Key.Key_Return)
    assert told == [Reading("v777")]


def test_the_field_says_how_many_are_left_and_when_none_is(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = SearchField(theme, several=True)
    field.offer(VILLAGES[:100])
    shown(qtbot, field, told)
    field.line.setFocus()
    type_text(field.line, "район 7")
    assert field.left_over.text() == "19 of 100"
    type_text(field.line, "щ")
    assert field.left_over.text() == "No choice has these words."
    press(field.line, Key.Key_Return)
    assert told == []


def test_several_are_ticked_one_after_another(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = SearchField(theme, several=True)
    field.offer(VILLAGES[:100])
    shown(qtbot, field, told)
    for number in ("төбө 5,", "төбө 7,"):
        field.line.setFocus()
        type_text(field.line, number)
        press(field.line, Key.Key_Return)
    assert told[-1] == Reading(["v5", "v7"])
    ticks = [field.list.model().index(row, 0).data(Qt.ItemDataRole.CheckStateRole) for row in (5, 6, 7)]
    assert [Qt.CheckState(tick) for tick in ticks] == [
        Qt.CheckState.Checked,
        Qt.CheckState.Unchecked,
        Qt.CheckState.Checked,
    ]


def test_a_field_that_is_held_can_be_searched_in_but_not_answered(
    qtbot: QtBot, theme: Theme, told: list[Reading]
) -> None:
    field = SearchField(theme, several=False)
    field.offer(VILLAGES[:20])
    field.hold(readonly=True)
    shown(qtbot, field, told)
    field.line.setFocus()
    press(field.line, Key.Key_Return)
    assert told == []
