"""The language of the questions: switched on the page, the answers and the place stay, the windows keep theirs."""

from pathlib import Path

import pytest

from monitorapp.documents import start_visit
from monitorapp.library import bring_in, inspect_file
from tests.core.workbooks import workbook
from tests.ui.form.keys import click, press, type_text
from tests.ui.form.rooms import Room
from tests.ui.form.test_form_page import Hands, Key
from ui.form.wording import code_of, next_of
from ui.widgets.labels import Heading

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window


def switch(hands: Hands) -> None:
    before = hands.page.foot.language.text()
    click(hands.page.foot.language)
    hands.qtbot.waitUntil(lambda: hands.page.foot.language.text() != before)
    hands.settle()


@pytest.mark.parametrize(
    ("languages", "current", "following"),
    [
        (("English (en)", "Русский (ru)"), "English (en)", "Русский (ru)"),
        (("English (en)", "Русский (ru)"), "Русский (ru)", "English (en)"),
        (("English (en)",), "English (en)", ""),
        ((), "", ""),
    ],
)
def test_the_languages_of_a_form_go_round(languages: tuple[str, ...], current: str, following: str) -> None:
    assert next_of(languages, current) == following


def test_a_language_is_called_by_its_code_where_it_has_one() -> None:
    assert [code_of(name) for name in ("Кыргызча (ky)", "Deutsch", "")] == ["ky", "Deutsch", ""]


def test_questions_choices_and_sections_change_their_language_and_the_answer_stays(hands: Hands, room: Room) -> None:
    visit = room.visit(visit_type="interim")
    hands.open(visit, field="visit_type")
    assert hands.page.foot.language.isVisible()
    english = hands.row("visit_type").words()
    switch(hands)
    row = hands.row("visit_type")
    assert row.words() == "1.3  Вид посещения" != english
    assert next(choice.label for choice in row.state.choices).startswith("Комплексное")
    assert hands.page.sections.item(0).text() == "1. Посещение"
    assert row.line.field.reading().value == "interim"
    assert room.value(visit, "visit_type") == "interim"
    assert hands.here() == "visit_type"


def test_what_is_typed_while_the_other_language_is_fetched_is_kept(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit, field="team_leader")
    row = hands.row("team_leader")
    with hands.qtbot.waitSignal(hands.page.presenter.opened):
        click(hands.page.foot.language)
        type_text(row.entry(), "Анна")
    hands.settle()
    assert room.value(visit, "team_leader") == "Анна"
    assert hands.row("team_leader").line.field.reading().value == "Анна"


def test_the_words_of_the_windows_stay(hands: Hands, room: Room) -> None:
    hands.open(room.visit())
    switch(hands)
    assert hands.page.foot.back.text() == "Back"
    row = hands.row("visit_announced")
    row.fill_tools()
    assert row.line.no_answer is not None
    assert row.line.no_answer.text() == "No answer"


def test_what_is_typed_is_kept_when_the_language_changes(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit, section="visit_team")
    type_text(hands.into("team_leader").entry(), "М-1")
    switch(hands)
    hands.stands(visit, "team_leader", "М-1")
    assert hands.row("team_leader").line.field.reading().value == "М-1"


def test_the_language_stays_from_document_to_document_and_can_be_put_back(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit)
    english = hands.page.sections.item(0).text()
    switch(hands)
    hands.open(room.child(visit, "cell"))
    assert hands.page.sections.item(0).text() == "1. Помещение и размеры"
    hands.open(visit)
    switch(hands)
    assert hands.page.sections.item(0).text() == english


def test_answers_are_given_in_the_other_language_as_in_the_first(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit)
    switch(hands)
    press(hands.into("visit_announced").entry(), Key.Key_2)
    hands.stands(visit, "visit_announced", "no")


def test_the_palette_switches_as_well(hands: Hands, room: Room) -> None:
    hands.open(room.visit())
    command = next(command for command in hands.page.commands() if "another language" in command.text)
    assert "Русский" in command.text
    command.run()
    hands.qtbot.waitUntil(lambda: hands.page.sections.item(0).text() == "1. Посещение")


# Forms that say only a part in each language


HALF = (
    ("type", "name", "label::English (en)", "label::Русский (ru)", "hint::Русский (ru)", "constraint"),
    ("begin_group", "rooms", None, "Помещения", None, None),
    ("integer", "beds", "How many beds?", "Сколько коек?", "Считайте сами", ". < 50"),
    ("select_one state", "state", "State", None, None, None),
    ("begin_repeat", "room", None, "Комната", None, None),
    ("text", "number", "Number", "Номер", None, None),
    ("end_repeat", None, None, None, None, None),
    ("end_group", None, None, None, None, None),
)
STATES = (
    ("list_name", "name", "label::English (en)", "label::Русский (ru)"),
    ("state", "good", "Good", "Хорошее"),
    ("state", "bad", None, "Плохое"),
)
SETTINGS = (("form_id", "version", "form_title", "default_language"), ("half", "1", "Half", "Русский (ru)"))


@pytest.fixture
def half(hands: Hands, room: Room, tmp_path: Path) -> str:
    """A visit filled with a form that is translated by half, open in English."""
    found = inspect_file(workbook(tmp_path / "half.xlsx", HALF, STATES, SETTINGS))
    room.ask(lambda vault: bring_in(vault, found))
    visit: str = room.ask(lambda vault: start_visit(vault, "practice", "half", "1"))[0]
    hands.open(visit)
    return visit


def test_titles_hints_and_choices_that_are_not_translated_stand_in_the_other_language(hands: Hands, half: str) -> None:
    assert hands.page.sections.item(0).text() == "1. Помещения [RU]"
    assert hands.row("beds").words() == "1.1  How many beds?"
    assert hands.row("beds").hint() == "Считайте сами [RU]"
    assert [choice.label for choice in hands.row("state").state.choices] == ["Good", "Плохое [RU]"]
    headings = [one.text() for one in hands.page.findChildren(Heading)]
    assert "Комната [RU]" in headings


def test_switching_takes_the_marks_away_and_puts_others(hands: Hands, half: str) -> None:
    press(hands.into("state").entry(), Key.Key_2)
    hands.stands(half, "state", "bad")
    switch(hands)
    assert hands.page.sections.item(0).text() == "1. Помещения"
    assert hands.row("beds").hint() == "Считайте сами"
    assert hands.row("state").words() == "1.2  State [EN]"
    assert [choice.label for choice in hands.row("state").state.choices] == ["Хорошее", "Плохое"]
    assert hands.row("state").line.field.reading().value == "bad"
    assert hands.here() == "state"


def test_a_rule_without_words_is_still_said(hands: Hands, half: str) -> None:
    type_text(hands.into("beds").entry(), "70")
    hands.page.flush()
    hands.qtbot.waitUntil(lambda: hands.row("beds").problem() == "This answer breaks a rule of the form.")
    hands.stands(half, "beds", 70)


def test_a_file_names_the_languages_and_what_they_lack(tmp_path: Path) -> None:
    found = inspect_file(workbook(tmp_path / "half.xlsx", HALF, STATES, SETTINGS))
    lacking = {(one.facts["name"], one.facts["language"]) for one in found.complaints if one.code == "label-missing"}
    assert lacking == {("state", "Русский (ru)")}
    assert set(found.languages) == {"English (en)", "Русский (ru)"}
