"""Forms from elsewhere as people make them: one heap of questions, pictures, tables of marks, quick choices."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from monitorapp.documents import start_visit
from monitorapp.forms.definition import Group
from monitorapp.library import bring_in, inspect_file
from tests.core.workbooks import settings, workbook
from tests.ui.form.keys import click, press, type_text
from tests.ui.form.rooms import Room
from tests.ui.form.small_form import small_form, small_sheet
from tests.ui.form.test_form_page import Hands
from tests.ui.form.test_pictures import picture
from ui.form.outline import LONGEST, PART, questions_in, section_elements, sections_of
from ui.form.review import Review
from ui.look import Language

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

Key = Qt.Key
SLOW = 3  # times the target: the tests share their machine


def heap(count: int, around: str = "", appearance: str = "") -> str:
    """The controls of so many questions, in a group `around` where one is named."""
    path = f"/data/{around}/" if around else "/data/"
    body = "".join(f'<input ref="{path}q{at}"><label>Q {at}</label></input>' for at in range(count))
    if not around:
        return body
    return f'<group ref="/data/{around}" appearance="{appearance}"><label>G</label>{body}</group>'


def nodes(count: int, around: str = "") -> str:
    inner = "".join(f"<q{at}/>" for at in range(count))
    return f"<{around}>{inner}</{around}>" if around else inner


# Sections that are too long for a page


def test_questions_in_one_heap_become_several_pages() -> None:
    form = small_form(nodes(90), "", heap(90))
    sections = sections_of(form)
    assert [sum(1 for _ in questions_in(one.children)) for one in sections] == [PART, PART, PART, 90 - 3 * PART]
    assert [(one.number, one.part, one.parts) for one in sections] == [(1, 1, 4), (2, 2, 4), (3, 3, 4), (4, 4, 4)]
    assert len({one.id for one in sections}) == 4


def test_a_long_section_keeps_its_title_on_each_page() -> None:
    sheet = small_sheet(small_form(nodes(60, "g"), "", heap(60, "g")))
    assert [sheet.title(one) for one in sheet.sections] == ["G (1/3)", "G (2/3)", "G (3/3)"]
    assert sheet.sections[0].id == "g"
    assert all(sheet.is_section_shown(one) for one in sheet.sections)


def test_a_long_group_inside_a_section_is_cut_and_keeps_its_heading() -> None:
    inner = heap(60, "g/h")
    form = small_form(f"<g><a/>{nodes(60, 'h')}</g>", "", f'<group ref="/data/g"><label>Outer</label>{inner}</group>')
    sections = sections_of(form)
    groups = [child for one in sections for child in one.children if isinstance(child, Group)]
    assert len(groups) == 3
    assert {group.id for group in groups} == {"h"}
    found = [question.id for question in questions_in(section_elements(sections))]
    assert found == [f"q{at}" for at in range(60)]


@pytest.mark.parametrize(
    ("count", "appearance", "pages"),
    [(LONGEST, "", 1), (LONGEST + 1, "", 2), (90, "field-list", 1), (101, "field-list", 5)],
)
def test_a_section_that_says_it_is_one_page_is_one(count: int, appearance: str, pages: int) -> None:
    form = small_form(nodes(count, "g"), "", heap(count, "g", appearance))
    assert len(sections_of(form)) == pages


def test_no_question_is_counted_twice() -> None:
    sheet = small_sheet(small_form(nodes(90, "g"), "", heap(90, "g")), q3="да", q80="нет")
    states = Review(sheet).sections()
    assert sum(one.asked for one in states) == 90
    assert [one.answered for one in states] == [1, 0, 0, 1]


# On the page


def begun(room: Room, path: Path) -> str:
    """A visit filled with a form that was brought in from a file."""
    found = inspect_file(path)
    room.ask(lambda vault: bring_in(vault, found))
    visit: str = room.ask(lambda vault: start_visit(vault, "practice", found.form, found.version))[0]
    return visit


def test_two_thousand_questions_open_at_once(hands: Hands, room: Room, tmp_path: Path) -> None:
    rows = [("text", f"q{at}", f"Вопрос {at}") for at in range(2000)]
    visit = begun(room, workbook(tmp_path / "f.xlsx", rows))
    hands.open(visit)
    hands.page.stack.forget()
    began = time.perf_counter()
    hands.page.presenter.close()
    hands.page.enter(document=visit)
    hands.qtbot.waitUntil(lambda: hands.page.presenter.is_open and hands.page.stack.current is not None)
    hands.page.grab()
    assert time.perf_counter() - began < SLOW * 0.300
    assert len(hands.page.shown_sections()) == 80


def test_the_last_of_two_thousand_is_reached_and_answered(hands: Hands, room: Room, tmp_path: Path) -> None:
    rows = [("text", f"q{at}", f"Вопрос {at}") for at in range(2000)]
    visit = begun(room, workbook(tmp_path / "f.xlsx", rows))
    hands.open(visit, field="q1999")
    assert hands.here() == "q1999"
    type_text(hands.row("q1999").entry(), "конец")
    hands.stands(visit, "q1999", "конец")


AGREE = (
    ("list_name", "name", "label"),
    ("agree", "no", "Нет"),
    ("agree", "maybe", "Может быть"),
    ("agree", "yes", "Да"),
)
HEADING = ("type", "name", "label", "appearance")


def test_a_quick_choice_goes_on_by_itself(hands: Hands, room: Room, tmp_path: Path) -> None:
    rows = (
        HEADING,
        ("begin_group", "one", "One", None),
        ("select_one agree", "a", "A", "quick"),
        ("select_one agree", "b", "B", "quick"),
        ("end_group", None, None, None),
        ("begin_group", "two", "Two", None),
        ("select_one agree", "c", "C", "quick"),
        ("end_group", None, None, None),
    )
    visit = begun(room, workbook(tmp_path / "f.xlsx", rows, AGREE))
    hands.open(visit)
    press(hands.into("a").entry(), Key.Key_3)
    assert hands.here() == "b"
    press(hands.row("b").entry(), Key.Key_1)
    assert (hands.page.section, hands.here()) == ("two", "c")
    press(hands.row("c").entry(), Key.Key_2)
    assert hands.here() == "c"
    hands.stands(visit, "c", "maybe")
    hands.stands(visit, "a", "yes")


def test_taking_a_quick_choice_back_stays(hands: Hands, room: Room, tmp_path: Path) -> None:
    rows = (HEADING, ("select_one agree", "a", "A", "quick"), ("text", "b", "B", None))
    visit = begun(room, workbook(tmp_path / "f.xlsx", rows, AGREE))
    hands.open(visit)
    press(hands.into("a").entry(), Key.Key_3)
    assert hands.here() == "b"
    press(hands.into("a").entry(), Key.Key_3)
    assert hands.here() == "a"
    hands.stands(visit, "a", None)


def test_a_table_of_marks_is_walked_row_by_row(hands: Hands, room: Room, tmp_path: Path) -> None:
    rows = (
        HEADING,
        ("begin_group", "t", "Как часто", "table-list"),
        ("select_one agree", "a", "Прогулка", None),
        ("select_one agree", "b", "Душ", None),
        ("end_group", None, None, None),
        ("text", "c", "C", None),
    )
    visit = begun(room, workbook(tmp_path / "f.xlsx", rows, AGREE))
    hands.open(visit)
    states = hands.page.presenter.review().sections()
    assert states[0].asked == 2
    assert hands.here() == "a"
    press(hands.row("a").entry(), Key.Key_2)
    hands.page.walk.step(1)
    assert hands.here() == "b"
    press(hands.row("b").entry(), Key.Key_3)
    hands.stands(visit, "a", "maybe")
    hands.stands(visit, "b", "yes")
    current = hands.page.stack.current
    assert current is not None
    words = [label.text() for label in current.findChildren(QLabel) if label.isVisible()]
    assert words.count("Может быть") == 1


# Pictures that were kept with the form


@pytest.fixture
def illustrated(room: Room, tmp_path: Path) -> str:
    """A visit with pictures in a question and its choices; one of them is missing."""
    media = tmp_path / "looks-media"
    media.mkdir()
    for name in ("door.png", "bed.png"):
        (media / name).write_bytes(picture(60, 40))
    rows = (
        ("type", "name", "label", "media::image", "media::audio"),
        ("select_one t", "q", "Что?", "door.png", "k.mp3"),
    )
    choices = (
        ("list_name", "name", "label", "media::image"),
        ("t", "bed", "Койка", "bed.png"),
        ("t", "lost", "Окно", "lost.png"),
    )
    return begun(room, workbook(tmp_path / "looks.xlsx", rows, choices, settings("1", "looks")))


def test_pictures_come_from_the_vault_to_the_page(hands: Hands, illustrated: str) -> None:
    hands.open(illustrated)
    row = hands.row("q")
    illustration = row.illustration
    assert illustration is not None
    hands.qtbot.waitUntil(illustration.picture.isVisible)
    assert illustration.picture.pixmap().width() == 60
    assert "lost.png" in illustration.said.text()
    assert "k.mp3" in illustration.said.text()
    assert row.words() == "1.1  Что?"


def test_a_picture_of_a_choice_is_pressed_with_it(hands: Hands, illustrated: str) -> None:
    hands.open(illustrated)
    row = hands.row("q")
    assert row.illustration is not None
    hands.qtbot.waitUntil(row.illustration.picture.isVisible)
    button = hands.into("q").entry()
    assert isinstance(button, QAbstractButton)
    hands.qtbot.waitUntil(lambda: not button.icon().isNull())
    click(button)
    hands.stands(illustrated, "q", "bed")


def test_missing_pictures_are_named_in_russian(hands: Hands, illustrated: str, qapp: QApplication) -> None:
    language = Language(qapp, "ru")
    try:
        hands.open(illustrated)
        illustration = hands.row("q").illustration
        assert illustration is not None
        hands.qtbot.waitUntil(lambda: "которого нет при форме: lost.png" in illustration.said.text())
    finally:
        language.choose("en")
