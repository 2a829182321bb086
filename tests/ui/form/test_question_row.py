"""A question on the page: what it shows in each state, and what it tells."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from monitorapp.records.view import Standing
from tests.ui.form.keys import click, type_text
from tests.ui.form.small_form import small_form, small_sheet
from ui.form.fields.kinds import Surroundings
from ui.form.opening import QuestionState, Said
from ui.form.question_row import QuestionRow
from ui.form.reading import Reading
from ui.form.wording import non_answers
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen platform

Key = Qt.Key
FORM = small_form(
    "<q/>",
    '<bind nodeset="/data/q" type="int" monitor:sourced="yes"/>',
    '<input ref="/data/q"><label>Сколько человек?</label><hint>Сверьте журнал</hint></input>',
)
Make = Callable[..., QuestionRow]


@pytest.fixture
def state() -> QuestionState:
    return small_sheet(FORM).question_state("q")


@pytest.fixture
def make(qtbot: QtBot, theme: Theme, state: QuestionState) -> Make:
    """A shown row in a state."""

    def build(**changes: object) -> QuestionRow:
        shown = replace(state, **changes)  # type: ignore[arg-type]
        row = QuestionRow(FORM.questions["q"], shown, Surroundings(theme, None, None), lambda standing: "М-2")
        qtbot.addWidget(row)
        row.resize(700, 200)
        with qtbot.waitActive(row):
            row.show()
            row.activateWindow()
        return row

    return build


def told(row: QuestionRow) -> list[tuple[str, Reading]]:
    """What the row will have told."""
    answers: list[tuple[str, Reading]] = []
    row.answered.connect(lambda field, reading: answers.append((field, reading)))
    return answers


def test_number_and_words_stand_in_one_line_and_the_hint_below(make: Make) -> None:
    row = make()
    assert row.words() == "1.1  Сколько человек?"
    assert row.hint() == "Сверьте журнал"


def test_a_problem_comes_and_goes_without_taking_the_answer(make: Make, state: QuestionState) -> None:
    row = make(said={"": Said(30)})
    wrong = replace(state, said={"": Said(30)}, problem="Больше, чем мест")
    row.show_state(wrong)
    assert row.problem() == "Больше, чем мест"
    assert row.property("card") == "error"
    row.show_state(replace(wrong, problem=""))
    assert row.problem() == ""
    assert row.property("card") == "plain"
    row.show_state(wrong)
    assert row.problem() == "Больше, чем мест"
    assert row.line.field.reading() == Reading(30)


def test_typing_is_told_only_when_it_is_handed_over(make: Make) -> None:
    row = make()
    answers = told(row)
    type_text(row.entry(), "31")
    assert answers == []
    assert row.waiting_fields == ["q"]
    row.hand_over()
    assert answers == [("q", Reading(31))]
    assert row.waiting_fields == []
    row.hand_over()
    assert len(answers) == 1


def test_a_row_with_text_that_waits_keeps_it_when_the_state_is_shown_again(make: Make, state: QuestionState) -> None:
    row = make()
    type_text(row.entry(), "31")
    row.show_state(replace(state, said={"": Said(7)}))
    assert row.line.field.reading() == Reading(31)


def test_the_menu_of_non_answers_says_each_with_its_digit(make: Make, qtbot: QtBot) -> None:
    row = make()
    answers = told(row)
    row.fill_tools()
    button = row.line.no_answer
    assert button is not None
    click(button)
    menu = button.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == [
        f"&{place}  {word}" for place, (_, word) in enumerate(non_answers(), start=1)
    ]
    menu.actions()[1].trigger()
    menu.close()
    assert answers == [("q", Reading({"na": "refused"}))]
    assert "Refused" in button.text()


def test_a_non_answer_gives_way_when_something_is_typed(make: Make) -> None:
    row = make(said={"": Said({"na": "unknown"})})
    answers = told(row)
    assert row.line.reading() == Reading({"na": "unknown"})
    type_text(row.entry(), "5")
    row.hand_over()
    assert answers == [("q", Reading(5))]


def test_words_that_cannot_be_read_are_shown_again_as_they_were_written(make: Make) -> None:
    row = make(said={"": Said(None, "около 3?")})
    assert row.line.field.reading() == Reading(None, "около 3?")


def test_each_source_has_a_line_of_its_own_in_the_usual_order(make: Make) -> None:
    row = make(said={"": Said(), "observation": Said(6), "register": Said(4)})
    assert row.sources is not None
    shown = {source: chip.isChecked() for source, chip in row.sources.chips.items()}
    assert [source for source, is_open in shown.items() if is_open] == ["register", "observation"]
    assert row.sources.order() == ["register", "observation"]


def test_a_source_that_was_opened_by_mistake_closes_again(make: Make) -> None:
    row = make()
    assert row.sources is not None
    chip = row.sources.chips["detainee"]
    click(chip)
    assert row.sources.order() == ["detainee"]
    click(chip)
    assert row.sources.order() == []


def test_an_answer_of_a_source_is_told_under_its_key(make: Make) -> None:
    row = make()
    answers = told(row)
    assert row.sources is not None
    click(row.sources.chips["administration"])
    focused = row.window().focusWidget()
    assert focused is not None
    type_text(focused, "12")
    assert row.waiting_fields == ["q@administration"]
    row.hand_over()
    assert answers == [("q@administration", Reading(12))]


def test_a_non_answer_by_key_goes_to_the_line_where_the_person_is(make: Make) -> None:
    row = make()
    answers = told(row)
    assert row.sources is not None
    click(row.sources.chips["administration"])
    row.choose_non_answer("refused")
    assert answers == [("q@administration", Reading({"na": "refused"}))]


def test_the_tools_come_after_the_page_is_painted_and_tell_what_is_wanted(make: Make) -> None:
    row = make()
    assert row.tools is not None
    room = row.tools.sizeHint()
    row.fill_tools()
    assert row.tools.sizeHint() == room
    marks: list[bool] = []
    row.flagged.connect(lambda field, later: marks.append(later))
    histories: list[str] = []
    row.history_wanted.connect(histories.append)
    assert row.tools.later is not None
    assert row.tools.history is not None
    click(row.tools.later)
    click(row.tools.history)
    assert (marks, histories) == ([True], ["q"])


def test_a_non_answer_that_stood_before_its_button_was_made_is_seen_on_it(make: Make) -> None:
    row = make(said={"": Said({"na": "refused"})})
    assert row.line.no_answer is None
    row.fill_tools()
    button = row.line.no_answer
    assert button is not None
    assert (button.isChecked(), button.text()) == (True, "Refused to answer")
    row.show_state(replace(row.state, said={}))
    assert (button.isChecked(), button.text()) == (False, "No answer")


def test_the_button_stands_in_the_line_of_the_words_and_the_answer_has_the_whole_width(make: Make) -> None:
    row = make()
    row.fill_tools()
    row.resize(700, row.sizeHint().height())
    QApplication.processEvents()
    button, field = row.line.no_answer, row.line.field
    assert button is not None
    assert button.mapTo(row, button.rect().bottomLeft()).y() < field.mapTo(row, field.rect().topLeft()).y()
    assert field.width() >= row.width() - 2 * row.column.contentsMargins().left() - 2


@pytest.mark.parametrize(("scale", "beside"), [(100, True), (150, False)])
def test_a_hint_has_the_whole_width_where_the_text_is_large(
    qtbot: QtBot, qapp: QApplication, scale: int, beside: bool
) -> None:
    theme = Theme.of("light", scale)
    theme.apply(qapp)
    state = QuestionState("q", "1.1", "Сколько", "Сверьте журнал", visible=True, readonly=False)
    row = QuestionRow(small_sheet(FORM).question_of("q"), state, Surroundings(theme, None, None), lambda _: "")
    qtbot.addWidget(row)
    row.fill_tools()
    row.resize(600, 200)
    row.show()
    assert row.hint() == "Сверьте журнал"
    assert row._hint is not None
    assert (row._hint.width() < 500) is beside
    row.show_state(replace(state, hint=""))
    assert row._hint.isHidden()


def test_a_note_is_written_below_and_told_when_it_is_handed_over(make: Make) -> None:
    row = make()
    notes: list[tuple[str, str]] = []
    row.noted.connect(lambda field, text: notes.append((field, text)))
    row.open_note()
    lines = row.window().focusWidget()
    assert lines is not None
    type_text(lines, "лист 34")
    assert notes == []
    row.hand_over()
    assert notes == [("q", "лист 34")]


def test_a_finished_question_shows_its_note_but_takes_nothing(make: Make) -> None:
    row = make(finished=True, readonly=True, note="лист 34", said={"": Said(3)})
    answers = told(row)
    row.choose_non_answer("refused")
    type_text(row.entry(), "9")
    row.hand_over()
    assert answers == []
    row.fill_tools()
    assert row.line.no_answer is not None
    assert not row.line.no_answer.isEnabled()


def test_different_answers_are_all_shown_with_who_and_when(make: Make) -> None:
    standings = (
        Standing("a", "one", 4, "2026-03-02T12:00:00Z", False),
        Standing("b", "two", 6, "2026-03-02T13:00:00Z", False),
    )
    row = make(unsettled={"q@register": standings})
    panel = row.unsettled_panel
    assert panel is not None
    assert [line.split(" · ")[:2] for line in panel.lines()] == [["4", "М-2"], ["6", "М-2"]]
    wanted: list[str] = []
    row.settling_wanted.connect(wanted.append)
    click(panel.settle)
    assert wanted == ["q@register"]


def test_when_everything_is_settled_the_panel_goes(make: Make, state: QuestionState) -> None:
    standing = Standing("a", "one", 4, "2026-03-02T12:00:00Z", False)
    row = make(unsettled={"q": (standing, replace(standing, commit="b", value=6))})
    row.show_state(replace(state, said={"": Said(4)}))
    assert row.unsettled_panel is not None
    assert row.unsettled_panel.isHidden()
