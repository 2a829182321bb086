"""With only a Russian layout on the keyboard, every shortcut of the form page still works."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import RecordingNavigator
from tests.ui.form.keys import CTRL, SHIFT, press, type_text
from tests.ui.form.rooms import Room
from tests.ui.form.test_form_page import Hands
from ui.form.form_page import FormPage
from ui.shortcuts import LayoutFilter

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window


@pytest.fixture
def hands(room: Room, navigator: RecordingNavigator, qtbot: QtBot, qapp: QApplication) -> Iterator[Hands]:
    layouts = LayoutFilter()
    qapp.installEventFilter(layouts)
    page = FormPage(room.session, navigator)
    qtbot.addWidget(page)
    page.resize(960, 480)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    yield Hands(page, room)
    qapp.removeEventFilter(layouts)


def press_cyrillic(widget: QWidget, letter: str, modifiers: Qt.KeyboardModifier) -> None:
    """What Qt gets on X11 when only a Russian layout is there: the Cyrillic letter as the key."""
    event = QKeyEvent(QEvent.Type.KeyPress, ord(letter.upper()), modifiers)
    QApplication.sendEvent(widget, event)


def test_ctrl_and_the_key_of_m_opens_the_note(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit)
    row = hands.into("visit_announced")
    press_cyrillic(row.entry(), "ь", CTRL)
    note = QApplication.focusWidget()
    assert note is not None
    type_text(note, "заметка")
    hands.stands(visit, "visit_announced#note", "заметка")


def test_ctrl_and_the_key_of_z_takes_back_and_with_shift_does_again(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit)
    press(hands.into("visit_announced").entry(), Qt.Key.Key_2)
    hands.stands(visit, "visit_announced", "no")
    press_cyrillic(hands.row("visit_announced").entry(), "я", CTRL)
    hands.stands(visit, "visit_announced", None)
    hands.qtbot.waitUntil(lambda: hands.here() == "visit_announced")
    press_cyrillic(hands.row("visit_announced").entry(), "я", CTRL | SHIFT)
    hands.stands(visit, "visit_announced", "no")


def test_undo_works_while_the_caret_stands_in_a_text(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit, section="visit_team")
    entry = hands.into("team_leader").entry()
    type_text(entry, "Айгүл")
    press_cyrillic(entry, "я", CTRL)
    hands.stands(visit, "team_leader", None)
    hands.settle()
    assert hands.row("team_leader").line.field.reading().value is None


def test_letters_of_all_our_languages_can_be_written(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit, section="visit_team")
    words = "Өмүр, Ғафур, Ҷамшед, Ӣмом, Ӯктам, Қодир, Ҳасан, Ңур, Ұлы, Oʻzbek"
    type_text(hands.into("team_members").entry(), words)
    hands.stands(visit, "team_members", words)
