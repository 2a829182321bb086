"""What a source said and what was taken back again: the line of the source shows what the store holds."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.form.keys import CTRL, SHIFT, click, press, type_text
from tests.ui.form.rooms import Room
from tests.ui.form.test_form_page import Hands, Key
from ui.form.reading import BLANK, Reading

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window


def test_undo_takes_the_number_of_a_source_off_the_screen_and_redo_brings_it_back(hands: Hands, room: Room) -> None:
    cell = room.child(room.visit(), "cell")
    hands.open(cell, section="occupancy")
    sources = hands.row("cell_people").sources
    assert sources is not None
    click(sources.chips["register"])
    entry = QApplication.focusWidget()
    line = sources.line_with_focus()
    assert entry is not None
    assert line is not None
    type_text(entry, "4")
    hands.stands(cell, "cell_people@register", 4)
    press(entry, Key.Key_Z, CTRL)
    hands.stands(cell, "cell_people@register", None)
    hands.qtbot.waitUntil(lambda: line.reading() == BLANK, timeout=5000)
    assert sources.order() == ["register"]
    press(hands.page, Key.Key_Z, CTRL | SHIFT)
    hands.qtbot.waitUntil(lambda: line.reading() == Reading(4), timeout=5000)


def test_undo_takes_the_unread_words_of_a_source_off_the_screen(hands: Hands, room: Room) -> None:
    cell = room.child(room.visit(), "cell")
    hands.open(cell, section="occupancy")
    sources = hands.row("cell_people").sources
    assert sources is not None
    click(sources.chips["detainee"])
    entry = QApplication.focusWidget()
    line = sources.line_with_focus()
    assert entry is not None
    assert line is not None
    type_text(entry, "человек пять")
    hands.stands(cell, "cell_people@detainee#raw", "человек пять")
    press(entry, Key.Key_Z, CTRL)
    hands.qtbot.waitUntil(lambda: line.reading() == BLANK, timeout=5000)
