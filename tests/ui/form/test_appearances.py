"""Appearances that authors of forms write: each is honoured as docs/forms.md says, under keys and clicks."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from monitorapp.forms.definition import Question
from monitorapp.forms.state import ShownChoice
from tests.ui.form.keys import click, press, type_text
from tests.ui.form.small_form import small_form
from tests.ui.form.test_fields import shown
from ui.form.fields.arrangement import ChoiceButton, ChoiceCheck, ChoiceRadio, LongWords
from ui.form.fields.choice_field import ChoiceField
from ui.form.fields.field import Field
from ui.form.fields.kinds import Surroundings, field_for
from ui.form.fields.list_field import ComboField, SearchField
from ui.form.fields.number_field import CounterField, NumberField, RangeField, SteppedField
from ui.form.fields.text_field import ColumnsField, LongTextField, TextField
from ui.form.fields.time_field import TimeField
from ui.form.reading import Reading, write_number
from ui.form.wording import appearance_words, number_of_columns
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

Key = Qt.Key
AGREE = tuple(ShownChoice(f"a{at}", words, {}) for at, words in enumerate(("Нет", "Скорее нет", "Скорее да", "Да")))
ITEMS = "".join(f"<item><label>{one.label}</label><value>{one.code}</value></item>" for one in AGREE)


RANGE = 'start="1" end="5" step="1"'


@pytest.fixture
def told() -> list[Reading]:
    return []


def question(control: str, appearance: str, sort: str = "string", more: str = "") -> Question:
    """One question of a control with an appearance."""
    items = ITEMS if control.startswith("select") else ""
    body = f'<{control} ref="/data/q" appearance="{appearance}" {more}><label>Q</label>{items}</{control}>'
    return small_form("<q/>", f'<bind nodeset="/data/q" type="{sort}"/>', body).questions["q"]


def field(theme: Theme, asked: Question, choices: Sequence[ShownChoice] = ()) -> Field:
    """The field that the page would make for it."""
    offered = choices or (AGREE if asked.choices else ())
    return field_for(asked, offered, Surroundings(theme, None, None))


# The words of an appearance


def test_words_in_brackets_are_no_appearance() -> None:
    assert appearance_words("minimal search('horizontal', 'contains', 'quick')") == {"minimal"}
    assert appearance_words("w1 Columns-3") == {"w1", "columns-3"}


@pytest.mark.parametrize(
    ("appearance", "columns"),
    [("columns-3", 3), ("w4 compact-5 x", 5), ("quickcompact-2", 2), ("columns", 0), ("w3", 0), ("columns-99", 12)],
)
def test_the_number_of_columns_is_read(appearance: str, columns: int) -> None:
    assert number_of_columns(appearance) == columns


# One choice


def test_likert_sets_points_on_a_line_with_the_words_below(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    scale = shown(qtbot, field(theme, question("select1", "likert")), told)
    marks, words = scale.findChildren(ChoiceRadio), scale.findChildren(LongWords)
    assert len({mark.mapTo(scale, mark.rect().center()).y() for mark in marks}) == 1
    assert [one.text() for one in words] == [one.label for one in AGREE]
    for mark, label in zip(marks, words, strict=True):
        assert label.mapTo(scale, label.rect().topLeft()).y() > mark.mapTo(scale, mark.rect().center()).y()
        gap = mark.mapTo(scale, mark.rect().center()).x() - label.mapTo(scale, label.rect().center()).x()
        assert abs(gap) < 12
    click(words[2])
    assert told == [Reading("a2")]


def test_a_point_of_a_scale_is_chosen_by_its_number_and_by_arrows(
    qtbot: QtBot, theme: Theme, told: list[Reading]
) -> None:
    scale = shown(qtbot, field(theme, question("select1", "likert")), told)
    scale.entry().setFocus()
    press(scale.entry(), Key.Key_4)
    press(scale.entry(), Key.Key_Left)
    press(scale.entry(), Key.Key_Space)
    assert told == [Reading("a3"), Reading("a2")]


def test_a_screen_reader_hears_the_words_of_a_point(theme: Theme, qtbot: QtBot) -> None:
    scale = field(theme, question("select1", "likert"))
    qtbot.addWidget(scale)
    assert [mark.accessibleName() for mark in scale.findChildren(ChoiceRadio)] == [one.label for one in AGREE]


@pytest.mark.parametrize(
    ("control", "appearance", "sort"),
    [
        ("select1", "minimal", ComboField),
        ("select1", "minimal autocomplete", SearchField),
        ("select1", "autocomplete", SearchField),
        ("select1", "search", SearchField),
        ("select", "autocomplete", SearchField),
        ("select", "minimal", SearchField),
        ("select1", "label", ColumnsField),
        ("select", "label", ColumnsField),
        ("select1", "quick", ChoiceField),
        ("select1", "image-map", ChoiceField),
        ("select1", "no-calendar whatever", ChoiceField),
    ],
)
def test_an_appearance_makes_its_field(
    theme: Theme, qtbot: QtBot, control: str, appearance: str, sort: type[Field]
) -> None:
    made = field(theme, question(control, appearance))
    qtbot.addWidget(made)
    assert type(made) is sort


def test_a_combo_box_of_too_many_becomes_a_list_to_search_in(theme: Theme, qtbot: QtBot) -> None:
    many = [ShownChoice(f"c{at}", f"Выбор {at}", {}) for at in range(300)]
    made = field(theme, question("select1", "minimal"), many)
    qtbot.addWidget(made)
    assert type(made) is SearchField


def test_columns_stand_side_by_side(theme: Theme, qtbot: QtBot, told: list[Reading]) -> None:
    made = shown(qtbot, field(theme, question("select1", "columns-2")), told)
    places = [mark.mapTo(made, mark.rect().topLeft()) for mark in made.findChildren(ChoiceRadio)]
    assert len({place.x() for place in places}) == 2
    assert len({place.y() for place in places}) == 2


def test_no_buttons_makes_the_words_themselves_pressed(theme: Theme, qtbot: QtBot, told: list[Reading]) -> None:
    made = shown(qtbot, field(theme, question("select", "no-buttons columns-2")), told)
    buttons = made.findChildren(ChoiceButton)
    click(buttons[3])
    click(buttons[0])
    assert told[-1] == Reading(["a0", "a3"])


def test_packed_choices_take_only_the_room_of_their_words(theme: Theme, qtbot: QtBot, told: list[Reading]) -> None:
    packed = shown(qtbot, field(theme, question("select1", "columns-pack")), told)
    widths = {mark.width() for mark in packed.findChildren(ChoiceRadio)}
    even = shown(qtbot, field(theme, question("select1", "columns")), told)
    assert len(widths) > 1
    assert len({mark.width() for mark in even.findChildren(ChoiceRadio)}) == 1


def test_vertical_sets_short_words_one_under_another(theme: Theme, qtbot: QtBot, told: list[Reading]) -> None:
    made = shown(qtbot, field(theme, question("select", "vertical")), told)
    places = [mark.mapTo(made, mark.rect().topLeft()) for mark in made.findChildren(ChoiceCheck)]
    assert len({place.x() for place in places}) == 1


# A table of marks


def test_marks_of_a_table_stand_below_the_words_of_their_columns(
    theme: Theme, qtbot: QtBot, told: list[Reading]
) -> None:
    head = shown(qtbot, field(theme, question("select1", "label")), told)
    row = shown(qtbot, field(theme, question("select1", "list-nolabel")), told)
    words = [label for label in head.findChildren(QLabel) if label.text()]
    marks = row.findChildren(ChoiceRadio)
    assert [label.text() for label in words] == [one.label for one in AGREE]
    for label, mark in zip(words, marks, strict=True):
        middle = label.mapTo(head, label.rect().center()).x()
        assert abs(middle - mark.mapTo(row, mark.rect().center()).x()) < 12
        assert mark.text() == ""
    click(marks[1])
    assert told == [Reading("a1")]


def test_the_row_of_words_has_nothing_to_answer(theme: Theme, qtbot: QtBot) -> None:
    head = field(theme, question("select1", "label"))
    qtbot.addWidget(head)
    head.show_answer("a1")
    assert head.reading() == Reading(None)
    assert head.findChildren(QAbstractButton) == []


def test_several_marks_of_a_table_row_may_be_set(theme: Theme, qtbot: QtBot, told: list[Reading]) -> None:
    row = shown(qtbot, field(theme, question("select", "list-nolabel")), told)
    marks = row.findChildren(ChoiceCheck)
    click(marks[0])
    click(marks[2])
    assert told[-1] == Reading(["a0", "a2"])


# Numbers


def test_a_counter_counts_by_buttons_and_arrows(theme: Theme, qtbot: QtBot, told: list[Reading]) -> None:
    counter = shown(qtbot, field(theme, question("input", "counter", "int")), told)
    assert isinstance(counter, CounterField)
    click(counter.more)
    click(counter.more)
    click(counter.less)
    counter.line.setFocus()
    press(counter.line, Key.Key_Up)
    assert [reading.value for reading in told] == [1, 2, 1, 2]


def test_a_counter_that_is_held_does_not_count(theme: Theme, qtbot: QtBot, told: list[Reading]) -> None:
    counter = shown(qtbot, field(theme, question("input", "counter", "int")), told)
    counter.hold(readonly=True)
    assert isinstance(counter, CounterField)
    click(counter.more)
    counter.line.setFocus()
    press(counter.line, Key.Key_Up)
    assert told == []


def test_thousands_stand_apart_while_nobody_types(theme: Theme, qtbot: QtBot, told: list[Reading]) -> None:
    made = shown(qtbot, field(theme, question("input", "thousands-sep", "int")), told)
    assert isinstance(made, NumberField)
    made.show_answer(1234567)
    assert made.line.text() == "1\u00a0234\u00a0567"
    assert made.reading() == Reading(1234567)
    made.line.setFocus()
    made.line.selectAll()
    type_text(made.line, "98765")
    assert made.line.text() == "98765"
    assert made.reading() == Reading(98765)


@pytest.mark.parametrize(
    ("number", "words"),
    [(1234567, "1\u00a0234\u00a0567"), (-1234.5, "-1\u00a0234,5"), (7, "7"), (0.25, "0,25"), (True, "")],
)
def test_numbers_are_written_in_groups(number: float, words: str) -> None:
    assert write_number(number, grouped=True) == words


def test_digits_asked_as_text_keep_their_zeros(theme: Theme, qtbot: QtBot, told: list[Reading]) -> None:
    made = shown(qtbot, field(theme, question("input", "numbers")), told)
    assert isinstance(made, TextField)
    made.line.setFocus()
    type_text(made.line, "0042")
    assert made.reading() == Reading("0042")


def test_masked_words_are_not_read_over_a_shoulder(theme: Theme, qtbot: QtBot) -> None:
    made = field(theme, question("input", "masked"))
    qtbot.addWidget(made)
    assert isinstance(made, TextField)
    assert made.line.echoMode() == QLineEdit.EchoMode.PasswordEchoOnEdit


def test_multiline_gives_room_for_a_story(theme: Theme, qtbot: QtBot) -> None:
    made = field(theme, question("input", "multiline"))
    qtbot.addWidget(made)
    assert isinstance(made, LongTextField)


def test_a_rating_is_a_row_of_numbers_to_press(theme: Theme, qtbot: QtBot, told: list[Reading]) -> None:
    made = shown(qtbot, field(theme, question("range", "rating", "int", RANGE)), told)
    assert isinstance(made, SteppedField)
    click(made.findChildren(ChoiceButton)[3])
    assert told == [Reading(4)]
    made.show_answer(2)
    assert made.reading() == Reading(2)


def test_a_picker_offers_the_steps_in_a_box(theme: Theme, qtbot: QtBot, told: list[Reading]) -> None:
    made = shown(qtbot, field(theme, question("range", "picker", "decimal", 'start="0" end="1" step="0.25"')), told)
    box = made.findChild(QComboBox)
    assert isinstance(box, QComboBox)
    assert [box.itemText(at) for at in range(box.count())] == ["—", "0", "0,25", "0,5", "0,75", "1"]
    box.setFocus()
    press(box, Key.Key_Down)
    press(box, Key.Key_Down)
    assert told[-1] == Reading(0.25)
    made.show_answer(None)
    assert made.reading() == Reading(None)


def test_a_range_without_appearance_is_a_slider(theme: Theme, qtbot: QtBot) -> None:
    made = field(theme, question("range", "", "int", RANGE))
    qtbot.addWidget(made)
    assert isinstance(made, RangeField)


# Dates


@pytest.mark.parametrize(
    ("appearance", "typed", "value"),
    [
        ("year", "2026", {"t": "2026", "p": "year"}),
        ("year", "02.03.2026", {"t": "2026", "p": "year"}),
        ("month-year", "03.2026", {"t": "2026-03", "p": "month"}),
        ("month-year", "02.03.2026", {"t": "2026-03", "p": "month"}),
        ("month-year", "2026", {"t": "2026", "p": "year"}),
        ("no-calendar", "02.03.2026", {"t": "2026-03-02", "p": "day"}),
    ],
)
def test_a_date_is_as_fine_as_it_is_asked_and_no_day_is_invented(
    theme: Theme, qtbot: QtBot, told: list[Reading], appearance: str, typed: str, value: dict[str, str]
) -> None:
    made = shown(qtbot, field(theme, question("input", appearance, "date")), told)
    assert isinstance(made, TimeField)
    made.line.setFocus()
    type_text(made.line, typed)
    assert made.reading() == Reading(value)
    made.show_answer(made.reading().value)
    assert made.reading() == Reading(value)


def test_what_is_no_year_keeps_its_words(theme: Theme, qtbot: QtBot, told: list[Reading]) -> None:
    made = shown(qtbot, field(theme, question("input", "year", "date")), told)
    assert isinstance(made, TimeField)
    made.line.setFocus()
    type_text(made.line, "до войны")
    assert made.reading() == Reading(None, "до войны")


# Pictures


def test_pictures_stand_with_the_choices_and_a_press_on_one_chooses(
    theme: Theme, qtbot: QtBot, told: list[Reading]
) -> None:
    made = shown(qtbot, field(theme, question("select1", "")), told)
    picture = QImage(400, 200, QImage.Format.Format_RGB32)
    picture.fill(0xFF3366AA)
    made.illustrate({"a1": QPixmap.fromImage(picture)})
    button = made.findChildren(ChoiceButton)[1]
    assert not button.icon().isNull()
    assert (button.iconSize().width(), button.iconSize().height()) == (180, 90)
    click(button)
    assert told == [Reading("a1")]
