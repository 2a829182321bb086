"""Another version for a document: previewed answer by answer, done, taken back; nothing is dropped."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from monitorapp.library import move_together
from tests.ui.conftest import RecordingNavigator
from tests.ui.exchange.conftest import press_button, show, texts, unnamed
from tests.ui.form.keys import CTRL, press
from tests.ui.form.rooms import Room
from tests.ui.forms.conftest import filled, learn
from ui.forms.version_page import VersionPage


@pytest.fixture
def visit(room: Room, tmp_path: Path) -> str:
    learn(room, tmp_path)
    return filled(room)


@pytest.fixture
def page(qtbot: QtBot, room: Room, navigator: RecordingNavigator, visit: str) -> VersionPage:
    page = VersionPage(room.session, navigator)
    show(qtbot, page, form="beds", version="2")
    qtbot.waitUntil(lambda: page.table.rowCount() > 0)
    return page


def lines(page: VersionPage) -> list[tuple[str, str, str]]:
    """What the table says."""
    table = page.table
    cells = [[table.data(table.index(row, column)) for column in range(3)] for row in range(table.rowCount())]
    return [(str(a), str(b), str(c)) for a, b, c in cells]


def version_of(room: Room, visit: str) -> str:
    version: str = room.ask(lambda vault: vault.view(visit).version)
    return version


def move(qtbot: QtBot, page: VersionPage, room: Room, visit: str) -> None:
    press_button(page, "Move to this version")
    qtbot.waitUntil(lambda: version_of(room, visit) == "2")
    qtbot.waitUntil(lambda: page.version.itemText(0) == "2 (now)")
    qtbot.waitUntil(lambda: not room.session.is_busy)


def test_each_answer_is_told_what_becomes_of_it(page: VersionPage) -> None:
    assert lines(page) == [
        ("How many beds?", "7", "kept, asked in another way"),
        ("In which state?", "Awful", "kept, no longer offered: Awful"),
        ("What smell?", "гарь", "kept and readable, no longer asked"),
        ("Colour", "blue", "kept and readable, no longer asked"),
        ("Remark", "тихо", "kept as it is"),
    ]


def test_the_fates_are_counted_in_words(page: VersionPage) -> None:
    said = texts(page)
    assert "kept and readable, no longer asked: 2" in said
    assert "kept as it is: 1" in said
    assert "No answer is dropped." in said


def test_looking_changes_nothing(page: VersionPage, room: Room, visit: str) -> None:
    assert version_of(room, visit) == "1"
    assert room.ask(lambda vault: vault.can_undo)  # what was typed before, and nothing since
    assert room.value(visit, "smell") == "гарь"


def test_the_move_is_done_by_a_press_and_taken_back_by_another(
    qtbot: QtBot, page: VersionPage, room: Room, visit: str, navigator: RecordingNavigator
) -> None:
    move(qtbot, page, room, visit)
    words, tone = navigator.said[-1]
    assert (words.endswith("filled with version 2 from now on."), tone) == (True, "good")
    assert room.value(visit, "smell") == "гарь"
    undo = navigator.actions[-1]
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: version_of(room, visit) == "1")


def test_a_key_takes_the_move_back(qtbot: QtBot, page: VersionPage, room: Room, visit: str) -> None:
    move(qtbot, page, room, visit)
    press(page, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: version_of(room, visit) == "1")
    press(page, Qt.Key.Key_Z, CTRL)
    assert version_of(room, visit) == "1"


def test_the_usual_undo_takes_a_move_back_too(qtbot: QtBot, page: VersionPage, room: Room, visit: str) -> None:
    move(qtbot, page, room, visit)
    room.ask(lambda vault: vault.undo())
    assert version_of(room, visit) == "1"


def test_after_the_move_the_answers_without_a_question_can_be_read(
    qtbot: QtBot, page: VersionPage, room: Room, visit: str
) -> None:
    move(qtbot, page, room, visit)
    page.version.setFocus()
    QTest.keyClick(page.version, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: len(lines(page)) == 2)
    assert {line[:2] for line in lines(page)} == {("What smell?", "гарь"), ("Colour", "blue")}
    assert "questions that the present version does not ask" in texts(page)
    assert not page.do.isEnabled()


def test_the_present_version_asks_for_every_answer(qtbot: QtBot, page: VersionPage) -> None:
    page.version.setFocus()
    QTest.keyClick(page.version, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "Every answer has its question in the present version." in texts(page))
    assert lines(page) == []
    assert not page.do.isEnabled()


def test_from_a_visit_only_its_documents_are_listed(
    qtbot: QtBot, room: Room, navigator: RecordingNavigator, visit: str
) -> None:
    other = filled(room)
    page = VersionPage(room.session, navigator)
    show(qtbot, page, visit=other)
    qtbot.waitUntil(lambda: bool(page.chosen))
    assert page.document.count() == 1
    assert [one.document for one in page.chosen] == [other]
    page.enter(form="beds", version="2")
    qtbot.waitUntil(lambda: page.document.count() == 2)


def test_where_no_form_has_another_version_the_page_says_so(
    qtbot: QtBot, room: Room, navigator: RecordingNavigator
) -> None:
    room.visit()
    page = VersionPage(room.session, navigator)
    show(qtbot, page, form="visit")
    qtbot.waitUntil(lambda: "There is no document for which another version" in texts(page))
    assert not page.do.isVisible()
    press_button(page, "Back")
    assert navigator.went == [("back", {})]


def test_a_finished_visit_has_to_be_opened_again_first(qtbot: QtBot, page: VersionPage, room: Room, visit: str) -> None:
    room.ask(lambda vault: vault.finish(visit))
    page.enter()
    qtbot.waitUntil(lambda: "This visit is finished." in texts(page))
    assert not page.do.isEnabled()
    assert page.commands() == ()


def test_an_answer_that_comes_in_meanwhile_is_told(qtbot: QtBot, page: VersionPage, room: Room, visit: str) -> None:
    room.record(visit, "smell", "сырость")
    qtbot.waitUntil(lambda: ("What smell?", "сырость", "kept and readable, no longer asked") in lines(page))


def test_a_document_without_answers_says_so(
    qtbot: QtBot, room: Room, navigator: RecordingNavigator, visit: str
) -> None:
    room.ask(lambda vault: vault.add_document(visit, "beds", "1"))
    page = VersionPage(room.session, navigator)
    show(qtbot, page, visit=visit)
    qtbot.waitUntil(lambda: page.document.count() == 3)
    page.document.setFocus()
    QTest.keyClick(page.document, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: "Nothing is answered in this document yet." in texts(page))
    assert page.do.isEnabled()


def test_the_palette_offers_the_move(page: VersionPage) -> None:
    assert [command.text for command in page.commands()] == ["Move to this version"]


def test_the_place_leads_back_here(page: VersionPage) -> None:
    assert page.place() == {"form": "beds", "version": "2"}


def test_everything_has_a_name_and_fits(page: VersionPage) -> None:
    assert unnamed(page) == []
    assert page.minimumSizeHint().width() <= 1024
    assert page.minimumSizeHint().height() <= 400


@pytest.fixture
def both(qtbot: QtBot, room: Room, navigator: RecordingNavigator, visit: str) -> tuple[VersionPage, str, str]:
    """The page over a visit with two documents of one form, and both of them."""
    child: str = room.ask(lambda vault: vault.add_document(visit, "beds", "1"))[0]
    room.record(child, "beds", 3)
    page = VersionPage(room.session, navigator)
    show(qtbot, page, visit=visit)
    qtbot.waitUntil(lambda: page.table.rowCount() > 0)
    return page, visit, child


def test_all_documents_of_a_visit_are_offered_first(both: tuple[VersionPage, str, str]) -> None:
    page, visit, child = both
    assert {one.document for one in page.chosen} == {visit, child}
    assert "all documents of this visit: “Койки” (2)" in page.document.currentText()
    assert page.document.count() == 3


def test_one_preview_tells_the_answers_of_all_with_their_documents(both: tuple[VersionPage, str, str]) -> None:
    page, _, _ = both
    beds = [line for line in lines(page) if line[0].endswith("How many beds?")]
    assert [line[1] for line in beds] == ["7", "3"]
    assert [line[0].rpartition(" · ")[2] for line in beds] == ["Койки: How many beds?", "Койки 2: How many beds?"]


def test_all_are_moved_by_one_press_and_taken_back_by_one_key(
    qtbot: QtBot, both: tuple[VersionPage, str, str], room: Room
) -> None:
    page, visit, child = both
    press_button(page, "Move to this version")
    qtbot.waitUntil(lambda: {version_of(room, one) for one in (visit, child)} == {"2"})
    qtbot.waitUntil(lambda: not room.session.is_busy)
    press(page.document, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: {version_of(room, one) for one in (visit, child)} == {"1"})
    assert room.value(child, "beds") == 3


def test_what_is_moved_already_stays_when_the_others_are_taken_back(
    qtbot: QtBot, both: tuple[VersionPage, str, str], room: Room
) -> None:
    page, visit, child = both
    room.ask(lambda vault: move_together(vault, {child: "2"}))
    page.enter(visit=visit, version="2")
    qtbot.waitUntil(lambda: {one.version for one in page.chosen} == {"1", "2"})
    qtbot.waitUntil(page.do.isEnabled)
    press_button(page, "Move to this version")
    qtbot.waitUntil(lambda: version_of(room, visit) == "2")
    qtbot.waitUntil(lambda: not room.session.is_busy)
    press(page.document, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: version_of(room, visit) == "1")
    assert version_of(room, child) == "2"
