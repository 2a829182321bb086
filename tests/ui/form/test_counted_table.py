"""Tables whose rows the form counts, and tables that can only be read: what is offered and what is held."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication
from pytestqt.qtbot import QtBot

from monitorapp.documents import start_visit
from monitorapp.records.field import Value
from monitorapp.vault.vault import Vault
from tests.ui.conftest import RecordingNavigator
from tests.ui.form.keys import CTRL, press, type_text
from tests.ui.form.rooms import Room
from tests.ui.form.test_form_page import Hands
from tests.ui.form.test_repeat_table import editor
from tests.ui.form.test_unsettled import table_of
from ui.form.form_page import FormPage
from ui.form.repeat_table import FEW_LINES, LINES, RepeatTable
from ui.look import Language
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

Key = Qt.Key
XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Beds</h:title><model><instance>
<data id="counted" version="1"><g><many/><bed jr:template=""><name/><days/></bed><all/></g></data></instance>
<bind nodeset="/data/g/many" type="int"/><bind nodeset="/data/g/bed/name" type="string"/>
<bind nodeset="/data/g/bed/days" type="int"/>
<bind nodeset="/data/g/all" type="int" readonly="true()" calculate="sum(/data/g/bed/days)"/></model></h:head><h:body>
<group ref="/data/g"><label>Койки</label><input ref="/data/g/many"><label>Сколько</label></input>
<group ref="/data/g/bed"><label>Койка</label>
<repeat nodeset="/data/g/bed" jr:count="/data/g/many" appearance="table">
<input ref="/data/g/bed/name"><label>Чья</label></input><input ref="/data/g/bed/days"><label>Дней</label></input>
</repeat></group><input ref="/data/g/all"><label>Всего</label></input></group></h:body></h:html>"""


@pytest.fixture
def hands(room: Room, navigator: RecordingNavigator, qtbot: QtBot) -> Iterator[Hands]:
    page = FormPage(room.session, navigator)
    qtbot.addWidget(page)
    page.resize(1000, 640)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    yield Hands(page, room)
    assert not navigator.troubles


def begun(room: Room, many: Value) -> str:
    """A visit in which so many beds are counted."""

    def begin(vault: Vault) -> str:
        vault.registry.keep_form("counted", "1", XFORM.encode())
        visit, _ = start_visit(vault, "practice", "counted", "1")
        vault.record(visit, "many", many, ())
        return visit

    visit: str = room.ask(begin)
    return visit


def count(hands: Hands, many: str) -> None:
    """Say how many there are."""
    line = hands.into("many").entry()
    line.setProperty("text", "")
    type_text(line, many)
    hands.page.flush()


def write(table: RepeatTable, row: int, column: int, text: str) -> None:
    """Write in a cell; Enter is heard in the next turn, as with people."""
    table.view.setCurrentIndex(table.table.index(row, column))
    table.view.setFocus()
    type_text(table.view, text)
    press(editor(table), Key.Key_Return)
    QApplication.processEvents()


def test_rows_that_the_form_counts_are_neither_added_nor_removed_by_hand(hands: Hands, room: Room) -> None:
    hands.open(begun(room, 3))
    table = table_of(hands)
    assert table.table.rowCount() == 3
    assert not table.add_button.isVisible()
    table.view.setCurrentIndex(table.table.index(1, 0))
    assert not table.remove_button.isVisible()
    assert table.open_button.isVisible()


def test_the_table_grows_with_its_count_and_keeps_what_is_written(hands: Hands, room: Room) -> None:
    visit = begun(room, 2)
    hands.open(visit)
    table = table_of(hands)
    write(table, 0, 0, "А")
    count(hands, "30")
    hands.qtbot.waitUntil(lambda: table_of(hands).table.rowCount() == 30)
    assert table_of(hands).table.data(table_of(hands).table.index(0, 0)) == "А"


def test_a_sum_over_the_rows_follows_their_cells(hands: Hands, room: Room) -> None:
    hands.open(begun(room, 3))
    table = table_of(hands)
    for row, days in enumerate("579"):
        write(table, row, 1, days)
    hands.settle()
    assert hands.page.presenter.sheet.state.value("all") == 21


def test_rows_beyond_the_count_that_hold_answers_are_asked_about(hands: Hands, room: Room) -> None:
    hands.open(begun(room, 3))
    table = table_of(hands)
    write(table, 2, 0, "В")
    hands.settle()
    count(hands, "2")
    hands.qtbot.waitUntil(lambda: table_of(hands).table.rowCount() == 2)
    hands.qtbot.waitUntil(lambda: table_of(hands).surplus is not None)
    surplus = table_of(hands).surplus
    assert surplus is not None
    assert "(В)" in surplus.words.text()


def test_an_empty_table_says_so_and_takes_no_room(hands: Hands, room: Room) -> None:
    hands.open(begun(room, 0))
    table = table_of(hands)
    assert not table.view.isVisible()
    assert not table.open_button.isVisible()
    table.enter()
    press(table.view, Key.Key_Delete)


def test_a_finished_visit_shows_its_table_to_read(hands: Hands, room: Room) -> None:
    visit = begun(room, 3)
    room.ask(lambda vault: vault.finish(visit))
    hands.open(visit)
    table = table_of(hands)
    table.view.setCurrentIndex(table.table.index(0, 0))
    table.view.setFocus()
    for key in (Key.Key_Return, Key.Key_A, Key.Key_F2):
        press(table.view, key)
        assert table.view.state() != QAbstractItemView.State.EditingState
    for key in (Key.Key_1, Key.Key_L):
        press(table.view, key, CTRL)
    hands.settle()
    item = table.table.item(0)
    assert room.value(visit, f"{item}/name") is None
    assert room.value(visit, f"{item}/name#later") is None


def test_the_table_is_as_high_as_its_rows_up_to_what_a_screen_shows(hands: Hands, room: Room) -> None:
    heights = []
    for many in (1, 5, LINES, LINES + 20):
        hands.open(begun(room, many))
        heights.append(table_of(hands).view.height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_at_large_text_fewer_lines_are_shown_and_all_of_it_fits(room: Room, qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme.of("light", 150)
    theme.apply(qapp)
    language = Language(qapp, "ru")
    try:
        page = FormPage(room.session, RecordingNavigator(theme, "ru"))
        qtbot.addWidget(page)
        page.resize(910, 370)
        page.show()
        hands = Hands(page, room)
        hands.open(begun(room, 40))
        table, current = table_of(hands), page.stack.current
        assert current is not None
        assert table.view.height() <= (FEW_LINES + 1) * theme.pixels(32) + theme.pixels(48) + 20
        assert current.questions.minimumSizeHint().width() <= current.viewport().width()
        assert table.open_button.text() == "Открыть эту запись"
        assert table.view.accessibleName() == "Таблица: Койка"
    finally:
        language.choose("en")
        Theme.of("light", 100).apply(qapp)
