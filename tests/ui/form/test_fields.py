"""Each field shows a value, takes what a person does with keys and clicks, and tells what they meant."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from monitorapp.records.field import Value
from tests.ui.form.keys import CTRL, SHIFT, click, press, type_text
from ui.form.fields.arrangement import Arrangement, ChoiceButton, ChoiceCheck, ChoiceRadio
from ui.form.fields.choice_field import ChoiceField, RankField
from ui.form.fields.field import Field
from ui.form.fields.file_field import FileField
from ui.form.fields.list_field import ComboField, SearchField
from ui.form.fields.number_field import NumberField, RangeField, Steps
from ui.form.fields.text_field import AcknowledgeField, LongTextField, NoteField, PlaceField, ShownField, TextField
from ui.form.fields.time_field import TimeField
from ui.form.reading import Reading, read_decimal, read_integer
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window


@dataclass(frozen=True)
class Offer:
    code: str
    label: str


YES_NO = [Offer("yes", "Да"), Offer("no", "Нет"), Offer("unclear", "Неясно")]
MANY = [Offer(f"c{number}", f"Выбор {number}") for number in range(1, 31)]


@pytest.fixture
def told() -> list[Reading]:
    return []


def shown(qtbot: QtBot, field: Field, told: list[Reading]) -> Field:
    qtbot.addWidget(field)
    field.answered.connect(told.append)
    field.resize(600, 200)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    return field


def focused(field: Field) -> QWidget:
    field.entry().setFocus()
    return field.entry()


def test_a_digit_chooses_and_the_same_digit_takes_back(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = ChoiceField(theme, Arrangement(ChoiceButton), several=False)
    field.offer(YES_NO)
    shown(qtbot, field, told)
    press(focused(field), Qt.Key.Key_2)
    assert told == [Reading("no")]
    press(field.entry(), Qt.Key.Key_2)
    assert told == [Reading("no"), Reading(None)]


def test_a_digit_beyond_the_choices_changes_nothing(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = ChoiceField(theme, Arrangement(ChoiceButton), several=False)
    field.offer(YES_NO)
    shown(qtbot, field, told)
    press(focused(field), Qt.Key.Key_9)
    assert told == []


def test_a_click_chooses_one_and_lets_the_other_go(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = ChoiceField(theme, Arrangement(ChoiceRadio), several=False)
    field.offer(YES_NO)
    shown(qtbot, field, told)
    marks = field.findChildren(ChoiceRadio)
    for mark in marks[:2]:
        click(mark, 8)
    assert [reading.value for reading in told] == ["yes", "no"]
    assert [mark.isChecked() for mark in marks] == [False, True, False]


def test_arrows_walk_through_the_choices_without_choosing(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = ChoiceField(theme, Arrangement(ChoiceButton), several=False)
    field.offer(YES_NO)
    shown(qtbot, field, told)
    first = focused(field)
    press(first, Qt.Key.Key_Right)
    second = field.entry()
    assert second is not first
    assert second.hasFocus()
    press(second, Qt.Key.Key_Space)
    assert told == [Reading("no")]


def test_tab_stops_once_at_a_group_of_choices(qtbot: QtBot, theme: Theme) -> None:
    field = ChoiceField(theme, Arrangement(ChoiceButton), several=False)
    field.offer(YES_NO)
    qtbot.addWidget(field)
    field.show_answer("unclear")
    stops = [b for b in field.findChildren(ChoiceButton) if b.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [stop.text() for stop in stops] == ["Неясно"]


def test_several_choices_come_as_a_sorted_list(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = ChoiceField(theme, Arrangement(ChoiceCheck), several=True)
    field.offer(YES_NO)
    shown(qtbot, field, told)
    entry = focused(field)
    press(entry, Qt.Key.Key_1)
    press(field.entry(), Qt.Key.Key_2)
    assert told[-1] == Reading(["no", "yes"])
    press(field.entry(), Qt.Key.Key_1)
    press(field.entry(), Qt.Key.Key_2)
    assert told[-1] == Reading(None)


def test_delete_clears_a_choice(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = ChoiceField(theme, Arrangement(ChoiceButton), several=False)
    field.offer(YES_NO)
    field.show_answer("yes")
    shown(qtbot, field, told)
    press(focused(field), Qt.Key.Key_Delete)
    assert told == [Reading(None)]


def test_words_too_long_for_a_button_press_the_mark_before_them(
    qtbot: QtBot, theme: Theme, told: list[Reading]
) -> None:
    words = "Очень длинные слова выбора, которые не помещаются в одну строку узкого окна"
    field = ChoiceField(theme, Arrangement(ChoiceRadio), several=False)
    field.offer([Offer("long", words)])
    shown(qtbot, field, told)
    label = next(label for label in field.findChildren(QWidget) if getattr(label, "text", str)() == words)
    click(label)
    assert told == [Reading("long")]


def test_changed_choices_keep_the_answer_where_it_is_still_offered(qtbot: QtBot, theme: Theme) -> None:
    field = ChoiceField(theme, Arrangement(ChoiceButton), several=False)
    qtbot.addWidget(field)
    field.offer(YES_NO)
    field.show_answer("no")
    field.offer(YES_NO[1:])
    assert [button.isChecked() for button in field.findChildren(ChoiceButton) if button.text() == "Нет"][-1]


def test_typing_narrows_a_long_list_and_enter_takes_the_first(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = SearchField(theme, several=False)
    field.offer(MANY)
    shown(qtbot, field, told)
    type_text(focused(field), "выбор 27")
    press(field.line, Qt.Key.Key_Return)
    assert told == [Reading("c27")]
    assert "Выбор 27" in field.chosen.text()
    assert field.line.text() == ""


def test_down_goes_from_the_line_into_the_list(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = SearchField(theme, several=True)
    field.offer(MANY)
    shown(qtbot, field, told)
    press(focused(field), Qt.Key.Key_Down)
    assert field.list.hasFocus()
    press(field.list, Qt.Key.Key_Return)
    assert told == [Reading(["c1"])]


def test_a_combo_box_offers_a_way_back_to_no_answer(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = ComboField(theme)
    field.offer(YES_NO)
    shown(qtbot, field, told)
    press(focused(field), Qt.Key.Key_Down)
    press(field.box, Qt.Key.Key_Up)
    assert told == [Reading("yes"), Reading(None)]


def test_text_is_told_as_typing_and_read_when_asked(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = TextField(theme)
    shown(qtbot, field, told)
    typed: list[None] = []
    field.typed.connect(lambda: typed.append(None))
    type_text(focused(field), "өмүр")
    assert len(typed) == 4
    assert told == []
    assert field.reading() == Reading("өмүр")


def test_showing_the_text_that_stands_does_not_move_the_caret(qtbot: QtBot, theme: Theme) -> None:
    for field in (TextField(theme), LongTextField(theme)):
        qtbot.addWidget(field)
        field.show_answer("длинный ответ")
        field.set_caret(3)
        field.show_answer("длинный ответ")
        assert field.caret() == 3


def test_showing_a_text_tells_nobody(qtbot: QtBot, theme: Theme) -> None:
    for field in (TextField(theme), LongTextField(theme), NumberField(theme, read_integer)):
        qtbot.addWidget(field)
        with qtbot.assertNotEmitted(field.typed), qtbot.assertNotEmitted(field.answered):
            field.show_answer("ответ", "ответ")


def test_a_number_field_keeps_words_it_cannot_read(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = NumberField(theme, read_integer)
    shown(qtbot, field, told)
    type_text(focused(field), "около 3?")
    assert field.reading() == Reading(None, "около 3?")


def test_a_number_is_not_rewritten_while_it_says_the_same(qtbot: QtBot, theme: Theme) -> None:
    field = NumberField(theme, read_decimal)
    qtbot.addWidget(field)
    field.show_answer(None, "12,")
    field.line.setText("12,50")
    field.show_answer(12.5)
    assert field.line.text() == "12,50"


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("date", "2.3.26", {"t": "2026-03-02", "p": "day"}),
        ("date", "2026", {"t": "2026", "p": "year"}),
        ("time", "0310", {"t": "03:10", "p": "minute"}),
        ("datetime", "02.03.2026 22:00", {"t": "2026-03-02T22:00", "p": "minute", "zone": "Asia/Bishkek"}),
    ],
)
def test_a_time_is_typed_in_one_go(
    qtbot: QtBot, theme: Theme, told: list[Reading], kind: str, typed: str, value: Value
) -> None:
    field = TimeField(theme, kind, "Asia/Bishkek")
    shown(qtbot, field, told)
    type_text(focused(field), typed)
    assert field.reading() == Reading(value)


def test_about_and_the_end_of_a_range_are_one_press_away(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = TimeField(theme, "time")
    shown(qtbot, field, told)
    type_text(focused(field), "2200")
    click(field.about)
    click(field.range)
    assert field.until.hasFocus()
    type_text(field.until, "2300")
    assert field.reading() == Reading({"t": "22:00", "p": "minute", "to": "23:00", "about": True})


def test_now_writes_the_clock_of_the_facility(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = TimeField(theme, "datetime", "Asia/Bishkek", lambda: datetime(2026, 3, 2, 22, 7))
    shown(qtbot, field, told)
    click(field.current)
    assert told == [Reading({"t": "2026-03-02T22:07", "p": "minute", "zone": "Asia/Bishkek"})]


def test_a_time_of_another_zone_keeps_its_zone(qtbot: QtBot, theme: Theme) -> None:
    field = TimeField(theme, "datetime", "Asia/Bishkek")
    qtbot.addWidget(field)
    field.show_answer({"t": "2026-03-02T22:00", "p": "minute", "zone": "Asia/Dushanbe"})
    field.line.setText("02.03.2026 23:00")
    assert field.reading().value == {"t": "2026-03-02T23:00", "p": "minute", "zone": "Asia/Dushanbe"}
    assert "Asia/Dushanbe" in field.understood.text()


def test_a_short_date_is_repeated_in_words(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = TimeField(theme, "date")
    shown(qtbot, field, told)
    type_text(focused(field), "2.3.26")
    assert field.understood.isVisible()
    assert "2026" in field.understood.text()


def test_order_moves_by_keys_and_becomes_the_answer(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = RankField(theme)
    field.offer(YES_NO)
    shown(qtbot, field, told)
    field.list.setCurrentRow(1)
    press(focused(field), Qt.Key.Key_Up, CTRL | SHIFT)
    assert told == [Reading({"rank": ["no", "yes", "unclear"]})]


def test_an_order_nobody_touched_is_no_answer_until_it_is_kept(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = RankField(theme)
    field.offer(YES_NO)
    shown(qtbot, field, told)
    assert field.reading() == Reading(None)
    click(field.keep)
    assert told == [Reading({"rank": ["yes", "no", "unclear"]})]


def test_a_slider_says_nothing_until_it_is_moved(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = RangeField(theme, Steps(0, 10, 2))
    shown(qtbot, field, told)
    field.show_answer(None)
    assert field.reading() == Reading(None)
    press(focused(field), Qt.Key.Key_Right)
    assert field.reading() == Reading(2)
    assert field.number.text() == "2"


def test_coordinates_open_only_by_an_explicit_press(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = PlaceField(theme, several=False)
    shown(qtbot, field, told)
    assert not field.box.isVisible()
    click(field.open)
    type_text(field.box, "42.87, 74.59")
    assert field.reading() == Reading("42.87 74.59 0 0")


def test_a_tick_is_the_text_ok(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = AcknowledgeField(theme)
    shown(qtbot, field, told)
    press(focused(field), Qt.Key.Key_Space)
    press(field.box, Qt.Key.Key_Space)
    assert told == [Reading("OK"), Reading(None)]


def test_a_calculated_value_is_read_and_never_written(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = ShownField(theme, lambda value: f"{value} м²" if value else "")
    shown(qtbot, field, told)
    field.show_answer(None)
    assert field.label.text() == "—"
    field.show_answer(7)
    assert field.label.text() == "7 м²"
    assert told == []


def test_a_file_question_without_a_vault_says_why_it_takes_none(
    qtbot: QtBot, theme: Theme, told: list[Reading]
) -> None:
    field = FileField(theme, None)
    shown(qtbot, field, told)
    field.show_answer(None)
    assert "real visit" in field.hint.text()
    assert field.add.isHidden()
    field.show_answer({"file": "x"})
    assert field.name.text() == "A file"
    assert field.reading() == Reading({"file": "x"})
    assert told == []


def test_a_note_asks_nothing(qtbot: QtBot, theme: Theme) -> None:
    field = NoteField(theme)
    qtbot.addWidget(field)
    field.show_answer(None)
    assert field.isHidden()
    assert field.reading() == Reading(None)


def test_a_held_field_can_be_read_but_not_written(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = TextField(theme)
    shown(qtbot, field, told)
    field.hold(readonly=True)
    type_text(focused(field), "abc")
    assert field.reading() == Reading(None)
    choices = ChoiceField(theme, Arrangement(ChoiceButton), several=False)
    choices.offer(YES_NO)
    shown(qtbot, choices, told)
    choices.hold(readonly=True)
    press(choices, Qt.Key.Key_1)
    assert not choices.findChildren(ChoiceButton)[0].isEnabled()


def test_closing_a_range_takes_its_end_away(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = TimeField(theme, "time")
    shown(qtbot, field, told)
    field.show_answer({"t": "22:00", "p": "minute", "to": "23:00"})
    assert field.until.isVisible()
    click(field.range)
    assert told == [Reading({"t": "22:00", "p": "minute"})]
    assert not field.until.isVisible()


def test_coordinates_that_stand_are_shown_at_once(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    for several, value, words in (
        (False, "42.87 74.59 0 0", "42.87, 74.59"),
        (True, "42.1 74.1 0 0; 42.2 74.2 0 0", "42.1, 74.1\n42.2, 74.2"),
    ):
        field = PlaceField(theme, several=several)
        shown(qtbot, field, told)
        field.show_answer(value)
        assert field.text() == words
        assert not field.open.isVisible()
        assert field.reading() == Reading(value)
    assert told == []


@pytest.mark.parametrize("key", [Qt.Key.Key_A, Qt.Key.Key_Tab, Qt.Key.Key_F1, Qt.Key.Key_0])
def test_other_keys_leave_a_choice_alone(qtbot: QtBot, theme: Theme, told: list[Reading], key: Qt.Key) -> None:
    field = ChoiceField(theme, Arrangement(ChoiceButton), several=False)
    field.offer(YES_NO)
    shown(qtbot, field, told)
    press(focused(field), key)
    assert told == []


def test_a_digit_with_ctrl_is_no_choice(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = ChoiceField(theme, Arrangement(ChoiceButton), several=False)
    field.offer(YES_NO)
    shown(qtbot, field, told)
    press(focused(field), Qt.Key.Key_1, CTRL)
    assert told == []


def test_a_longer_text_makes_its_box_grow_and_no_further_than_twelve_lines(qtbot: QtBot, theme: Theme) -> None:
    field = LongTextField(theme)
    qtbot.addWidget(field)
    field.resize(400, 400)
    heights = []
    for lines in (1, 6, 12, 60):
        field.show_answer("\n".join("строка" for _ in range(lines)))
        heights.append(field.lines.height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_enter_in_an_empty_search_of_nothing_left_takes_nothing(
    qtbot: QtBot, theme: Theme, told: list[Reading]
) -> None:
    field = SearchField(theme, several=False)
    field.offer(MANY)
    shown(qtbot, field, told)
    type_text(focused(field), "нет такого")
    assert field.count() == 0
    press(field.line, Qt.Key.Key_Return)
    assert told == []


def test_choosing_the_same_again_in_a_search_takes_it_back(qtbot: QtBot, theme: Theme, told: list[Reading]) -> None:
    field = SearchField(theme, several=False)
    field.offer(MANY)
    field.show_answer("c27")
    shown(qtbot, field, told)
    type_text(focused(field), "выбор 27")
    press(field.line, Qt.Key.Key_Return)
    assert told == [Reading(None)]
    assert field.list.isVisible()


def test_a_code_that_is_not_offered_any_more_is_shown_as_it_is(qtbot: QtBot, theme: Theme) -> None:
    field = SearchField(theme, several=False)
    qtbot.addWidget(field)
    field.offer(MANY)
    field.show_answer("gone")
    assert "gone" in field.chosen.text()
