"""The small parts of the form page on their own: buttons of a question, the foot, rows beyond a count."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from monitorapp.forms.definition import FormDefinition
from monitorapp.records.field import NON_ANSWERS, Value
from tests.ui.form.keys import click
from tests.ui.form.small_form import small_form, small_sheet
from ui.form.reading import Reading
from ui.form.repeat_panel import SurplusCard
from ui.form.row_tools import NoAnswerButton, RowTools
from ui.form.section_stack import FormFoot
from ui.form.sheet import Sheet
from ui.form.wording import non_answer_word
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen platform


# The buttons beside the words


@pytest.fixture
def tools(qtbot: QtBot, theme: Theme) -> RowTools:
    tools = RowTools(theme, 100)
    qtbot.addWidget(tools)
    first = QPushButton("x")
    first.setMinimumWidth(100)
    tools.fill(first)
    tools.show()
    return tools


def test_a_finished_question_leaves_only_its_history_to_be_looked_at(tools: RowTools) -> None:
    assert tools.note is not None
    assert tools.later is not None
    assert tools.history is not None
    tools.hold(True)
    assert [button.isEnabled() for button in (tools.note, tools.later, tools.history)] == [False, False, True]
    tools.hold(False)
    assert [button.isEnabled() for button in (tools.note, tools.later, tools.history)] == [True, True, True]


def test_the_mark_for_later_is_seen_by_its_ground_and_not_by_colour_alone(tools: RowTools) -> None:
    assert tools.later is not None
    assert tools.later.property("kind") == "quiet"
    tools.show_later(True)
    assert tools.later.isChecked()
    assert tools.later.property("kind") == "plain"
    tools.show_later(False)
    assert tools.later.property("kind") == "quiet"


def test_each_button_tells_what_is_wanted_and_keeps_the_caret_where_it_is(tools: RowTools, qtbot: QtBot) -> None:
    assert tools.note is not None
    assert tools.later is not None
    assert tools.history is not None
    with qtbot.waitSignal(tools.note_wanted):
        click(tools.note)
    with qtbot.waitSignal(tools.flagged) as flagged:
        click(tools.later)
    assert flagged.args == [True]
    with qtbot.waitSignal(tools.history_wanted):
        click(tools.history)
    policies = {button.focusPolicy() for button in (tools.note, tools.later, tools.history)}
    assert policies == {Qt.FocusPolicy.NoFocus}


def test_a_mark_made_before_the_buttons_is_on_them_when_they_come(qtbot: QtBot, theme: Theme) -> None:
    tools = RowTools(theme, 100)
    qtbot.addWidget(tools)
    tools.show_later(True)
    tools.hold(True)
    tools.fill(QPushButton("x"))
    assert tools.later is not None
    assert tools.later.isChecked()
    assert not tools.later.isEnabled()


@pytest.mark.parametrize("scale", [90, 100, 125, 150])
def test_the_buttons_take_exactly_the_room_that_was_kept_for_them(qtbot: QtBot, qapp: QApplication, scale: int) -> None:
    theme = Theme.of("light", scale)
    theme.apply(qapp)
    first = NoAnswerButton(theme)
    tools = RowTools(theme, NoAnswerButton.room(theme, first.fontMetrics()))
    qtbot.addWidget(tools)
    kept = tools.sizeHint()
    tools.fill(first)
    assert tools.sizeHint() == kept


# Why there is no answer


@pytest.fixture
def button(qtbot: QtBot, theme: Theme) -> NoAnswerButton:
    button = NoAnswerButton(theme)
    qtbot.addWidget(button)
    button.show()
    return button


@pytest.mark.parametrize("code", NON_ANSWERS)
def test_each_non_answer_is_said_in_words_on_a_ground(button: NoAnswerButton, code: str) -> None:
    button.show_code(code)
    assert button.text() == non_answer_word(code)
    assert button.isChecked()
    assert button.property("kind") == "plain"
    assert button.sizeHint().width() >= button.fontMetrics().horizontalAdvance(button.text())
    button.show_code(None)
    assert (button.text(), button.isChecked(), button.property("kind")) == ("No answer", False, "quiet")


@pytest.mark.parametrize(("place", "code"), list(enumerate(NON_ANSWERS)))
def test_the_menu_marks_what_stands_and_tells_what_is_chosen(
    button: NoAnswerButton, qtbot: QtBot, place: int, code: str
) -> None:
    button.show_code("refused")
    click(button)
    menu = button.findChild(QMenu)
    assert menu is not None
    assert [action.isChecked() for action in menu.actions()] == [name == "refused" for name in NON_ANSWERS]
    with qtbot.waitSignal(button.chosen) as told:
        menu.actions()[place].trigger()
    menu.close()
    assert told.args == [code]


def test_opening_the_menu_chooses_nothing(button: NoAnswerButton) -> None:
    click(button)
    menu = button.findChild(QMenu)
    assert menu is not None
    menu.close()
    assert not button.isChecked()
    assert button.text() == "No answer"


# The foot


@pytest.fixture
def foot(qtbot: QtBot, theme: Theme) -> FormFoot:
    foot = FormFoot(theme)
    qtbot.addWidget(foot)
    foot.resize(900, 50)
    foot.show()
    return foot


def test_nothing_can_be_taken_back_before_anything_was_written(foot: FormFoot) -> None:
    assert not foot.undo.isEnabled()
    assert not foot.redo.isEnabled()


@pytest.mark.parametrize(("undo", "redo"), [(True, False), (False, True), (True, True)])
def test_undo_and_redo_are_offered_apart(foot: FormFoot, undo: bool, redo: bool) -> None:
    foot.show_undoable(undo, redo)
    assert (foot.undo.isEnabled(), foot.redo.isEnabled()) == (undo, redo)


def test_another_language_is_offered_by_its_code_and_named_for_readers(foot: FormFoot) -> None:
    assert not foot.language.isVisible()
    foot.show_language("Русский (ru)")
    assert foot.language.isVisible()
    assert foot.language.text() == "RU"
    assert "Русский" in foot.language.accessibleName()
    foot.show_language("")
    assert not foot.language.isVisible()


def test_progress_is_called_good_only_when_all_is_answered(foot: FormFoot, theme: Theme) -> None:
    foot.show_progress(3, 4)
    assert theme.tokens.accent in foot.progress.styleSheet()
    foot.show_progress(4, 4)
    assert theme.tokens.good in foot.progress.styleSheet()
    foot.show_progress(0, 0)
    assert theme.tokens.good not in foot.progress.styleSheet()


# Rows beyond a count

PEOPLE = small_form(
    '<n/><p jr:template=""><name/><age/></p>',
    '<bind nodeset="/data/n" type="int"/><bind nodeset="/data/p/name" type="string"/>'
    '<bind nodeset="/data/p/age" type="int"/>',
    '<input ref="/data/n"><label>Сколько</label></input>'
    '<group ref="/data/p"><label>Люди</label><repeat nodeset="/data/p" jr:count="/data/n">'
    '<input ref="/data/p/name"><label>Имя</label></input>'
    '<input ref="/data/p/age"><label>Возраст</label></input></repeat></group>',
)


def sheet_with(definition: FormDefinition, number: int, **values: Value) -> tuple[Sheet, list[str]]:
    """A sheet whose count was `number`, and the ids of its rows, into which `values` go by question and place."""
    sheet = small_sheet(definition)
    sheet.answer("n", Reading(number))
    items = list(sheet.state.rows("p"))
    for name, value in values.items():
        question, place = name.split("_")
        sheet.answer(f"{items[int(place)]}/{question}", Reading(value))
    return sheet, items


def test_only_rows_with_answers_are_asked_about(theme: Theme) -> None:
    sheet, items = sheet_with(PEOPLE, 3, name_1="Б", age_1=30)
    answered = sheet.answer("n", Reading(0))
    assert answered.rows_went
    assert sheet.surplus(PEOPLE.repeats["p"]) == {items[1]: "Б"}


def test_a_row_that_only_has_a_number_is_asked_about_without_a_name() -> None:
    sheet, items = sheet_with(PEOPLE, 2, age_0=30)
    sheet.answer("n", Reading(None))
    assert sheet.surplus(PEOPLE.repeats["p"]) == {items[0]: ""}


def test_a_cleared_answer_is_none() -> None:
    sheet, items = sheet_with(PEOPLE, 1, name_0="А")
    sheet.answer(f"{items[0]}/name", Reading(None))
    sheet.answer("n", Reading(0))
    assert sheet.surplus(PEOPLE.repeats["p"]) == {}


def test_rows_that_were_let_go_are_not_asked_about_again() -> None:
    sheet, items = sheet_with(PEOPLE, 2, name_0="А", name_1="Б")
    sheet.answer("n", Reading(0))
    answered = sheet.let_go([items[1]])
    assert [(write.field, write.value) for write in answered.writes] == [(f"{items[1]}/#gone", True)]
    assert list(sheet.surplus(PEOPLE.repeats["p"])) == [items[0]]


def test_a_larger_count_takes_no_row_away() -> None:
    sheet, _ = sheet_with(PEOPLE, 1, name_0="А")
    answered = sheet.answer("n", Reading(3))
    assert answered.rows_changed
    assert not answered.rows_went
    assert sheet.surplus(PEOPLE.repeats["p"]) == {}


def test_the_question_about_rows_names_them_and_waits(qtbot: QtBot, theme: Theme) -> None:
    card = SurplusCard(theme)
    qtbot.addWidget(card)
    assert card.isHidden()
    card.show_rows(["А", "", "Б"], can_go=True)
    assert not card.isHidden()
    assert "beyond the count: 3 (А, Б)." in card.words.text()
    with qtbot.waitSignal(card.agreed):
        click(card.take_away)
    card.show_rows([], can_go=True)
    assert card.isHidden()


def test_in_a_finished_visit_rows_are_told_of_and_stay(qtbot: QtBot, theme: Theme) -> None:
    card = SurplusCard(theme)
    qtbot.addWidget(card)
    card.show_rows([""], can_go=False)
    assert card.take_away.isHidden()
    assert "beyond the count: 1." in card.words.text()
