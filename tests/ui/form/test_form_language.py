"""The language of the questions: switched on the page, the answers and the place stay, the windows keep theirs."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import RecordingNavigator
from tests.ui.form.keys import click, press, type_text
from tests.ui.form.rooms import Room
from tests.ui.form.test_form_page import Hands, Key
from ui.form.form_languages import code_of, next_of
from ui.form.form_page import FormPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window


@pytest.fixture
def hands(room: Room, navigator: RecordingNavigator, qtbot: QtBot) -> Iterator[Hands]:
    page = FormPage(room.session, navigator)
    qtbot.addWidget(page)
    page.resize(960, 480)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    yield Hands(page, room)
    assert not navigator.troubles


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
