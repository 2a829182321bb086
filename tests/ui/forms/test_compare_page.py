"""Two versions side by side: chosen by key or mouse, told in words."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from monitorapp.resources import shipped_version
from tests.ui.conftest import RecordingNavigator
from tests.ui.exchange.conftest import press_button, show, texts, unnamed
from tests.ui.form.rooms import Room
from tests.ui.forms.conftest import learn
from ui.forms.compare_page import ComparePage


@pytest.fixture
def page(qtbot: QtBot, room: Room, navigator: RecordingNavigator, tmp_path: Path) -> ComparePage:
    """The newer version against the older one."""
    learn(room, tmp_path)
    page = ComparePage(room.session, navigator)
    show(qtbot, page, form="beds", version="2")
    qtbot.waitUntil(lambda: "How many beds?" in texts(page) or "Beds, in words" in texts(page))
    return page


def test_the_newer_version_is_set_against_the_one_before_it(page: ComparePage) -> None:
    assert (page.older.currentText(), page.newer.currentText()) == ("1", "2")


def test_each_difference_is_told_in_words(page: ComparePage) -> None:
    said = texts(page)
    assert "Questions no longer asked: 1\nWhat smell?\nsmell" in said
    assert "beds: whole number → text" in said
    assert "colour: room → outside of rows" in said
    assert "state: no longer offered: awful" in said
    assert "Number of the room\nnumber: before: Number" in said


def test_the_versions_can_be_turned_around_by_key(qtbot: QtBot, page: ComparePage) -> None:
    page.newer.setFocus()
    QTest.keyClick(page.newer, Qt.Key.Key_Down)
    QTest.keyClick(page.older, Qt.Key.Key_Up)
    assert (page.older.currentText(), page.newer.currentText()) == ("2", "1")
    qtbot.waitUntil(lambda: "New questions: 1\nWhat smell?\nsmell" in texts(page))
    assert "state: new: awful" in texts(page)


def test_a_version_does_not_differ_from_itself(qtbot: QtBot, page: ComparePage) -> None:
    page.older.setFocus()
    QTest.keyClick(page.older, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: "No question differs between these two versions." in texts(page))


def test_the_oldest_version_is_compared_with_the_one_after_it(qtbot: QtBot, page: ComparePage) -> None:
    page.enter(form="beds", version="1")
    qtbot.waitUntil(lambda: page.newer.currentText() == "2")
    assert page.older.currentText() == "1"


def test_a_form_of_one_version_differs_in_nothing(qtbot: QtBot, page: ComparePage) -> None:
    page.enter(form="cell", version=shipped_version("cell"))
    qtbot.waitUntil(lambda: "No question differs" in texts(page))


def test_the_place_leads_back_here(page: ComparePage) -> None:
    assert page.place() == {"form": "beds", "version": "2"}


def test_a_button_leads_to_the_list(page: ComparePage, navigator: RecordingNavigator) -> None:
    press_button(page, "To the forms")
    assert navigator.went == [("forms", {})]


def test_everything_has_a_name_and_fits(page: ComparePage) -> None:
    assert unnamed(page) == []
    assert page.minimumSizeHint().width() <= 1024
    assert page.minimumSizeHint().height() <= 400
