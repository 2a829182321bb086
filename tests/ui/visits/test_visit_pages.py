"""The pages of visits: the first step, a new visit, one visit with its parts, and its end; all on a real vault."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from monitorapp.documents import start_visit
from tests.ui.conftest import RecordingNavigator
from tests.ui.form.keys import CTRL, click, press, type_text
from tests.ui.form.rooms import Room
from ui.form.form_page import FormPage
from ui.pages import Navigator, Page
from ui.session import Session
from ui.visits.cockpit_page import CockpitPage
from ui.visits.finish_page import FinishPage
from ui.visits.history_dialog import HistoryDialog
from ui.visits.home_page import HomePage
from ui.visits.new_visit_page import NewVisitPage
from ui.visits.visit_entries import visit_entries

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

Key = Qt.Key
P = TypeVar("P", bound=Page)
Open = Callable[..., Page]


@pytest.fixture
def shown(room: Room, navigator: RecordingNavigator, qtbot: QtBot) -> Iterator[Open]:
    """Opens a page at a target on a small screen."""

    def show(make: Callable[[Session, Navigator], Page], width: int = 940, **target: str) -> Page:
        page = make(room.session, navigator)
        qtbot.addWidget(page)
        page.resize(width, 440)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.enter(**target)
        for _ in range(3):
            room.ask(lambda vault: None)
        QApplication.processEvents()
        return page

    yield show
    assert not navigator.troubles


def lines(widget: QListWidget) -> list[str]:
    return [widget.item(row).text() for row in range(widget.count())]


def test_an_empty_list_explains_the_first_step(shown: Open, navigator: RecordingNavigator) -> None:
    page = shown(HomePage)
    first = QApplication.focusWidget()
    assert isinstance(first, QPushButton)
    click(first)
    assert navigator.went == [("new_visit", {})]
    assert not page.new_button.isVisible()  # type: ignore[attr-defined]


def test_practice_is_one_press_away_and_marked(
    shown: Open, room: Room, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    page = shown(HomePage)
    practice = next(button for button in page.findChildren(QPushButton) if "practice" in button.text())
    click(practice)
    qtbot.waitUntil(lambda: bool(navigator.went))
    rows = room.ask(lambda vault: vault.visits())
    assert [row.practice for row in rows] == [True]
    assert navigator.went == [("visit", {"visit": rows[0].id})]


def test_a_visit_is_opened_by_enter_and_says_how_far_it_is(
    shown: Open, room: Room, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    visit = room.visit(visit_type="special", visit_announced="no")
    page = shown(HomePage)
    assert isinstance(page, HomePage)
    card = page.cards[visit]
    qtbot.waitUntil(lambda: "filled" in card.percent.text())
    assert card.hasFocus()
    press(card, Key.Key_Return)
    assert navigator.went == [("visit", {"visit": visit})]


def test_arrows_walk_through_the_visits(shown: Open, room: Room) -> None:
    visits = [room.visit(), room.visit()]
    page = shown(HomePage)
    assert isinstance(page, HomePage)
    cards = list(page.cards.values())
    assert {card.row.id for card in cards} == set(visits)
    press(cards[0], Key.Key_Down)
    assert cards[1].hasFocus()
    press(cards[1], Key.Key_Up)
    assert cards[0].hasFocus()


def test_a_finished_visit_stands_apart(shown: Open, room: Room) -> None:
    finished = room.visit()
    room.ask(lambda vault: vault.finish(finished))
    other = room.visit()
    page = shown(HomePage)
    assert isinstance(page, HomePage)
    assert list(page.cards) == [other, finished]
    assert "Finished" in page.cards[finished].accessibleName()


def test_ctrl_n_begins_a_new_visit(shown: Open, room: Room, navigator: RecordingNavigator) -> None:
    room.visit()
    page = shown(HomePage)
    press(page, Key.Key_N, CTRL)
    assert navigator.went == [("new_visit", {})]


def test_a_visit_is_begun_with_a_few_letters_and_a_digit(
    shown: Open, room: Room, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    page = shown(NewVisitPage)
    assert isinstance(page, NewVisitPage)
    assert not page.begin_button.isEnabled()
    type_text(page.facility.line, "sizo-1")
    press(page.facility.line, Key.Key_Return)
    press(page.visit_type.entry(), Key.Key_2)
    click(page.begin_button)
    qtbot.waitUntil(lambda: bool(navigator.went))
    name, target = navigator.went[0]
    assert name == "visit"
    values = room.ask(lambda vault: vault.view(target["visit"]).values)
    assert (values["facility_id"], values["visit_type"]) == ("kg-sizo-1", "interim")


def test_the_practice_facility_comes_first(shown: Open) -> None:
    page = shown(NewVisitPage)
    assert isinstance(page, NewVisitPage)
    press(page.facility.line, Key.Key_Return)
    assert page.facility.reading().value == "practice"


def test_a_visit_is_begun_by_the_keyboard_alone(shown: Open) -> None:
    page = shown(NewVisitPage)
    assert isinstance(page, NewVisitPage)
    press(page.facility.line, Key.Key_Return)
    press(page.facility.line, Key.Key_Tab)
    assert page.visit_type.entry().hasFocus()
    press(page.visit_type.entry(), Key.Key_Tab)
    press(page.cancel, Key.Key_Tab)
    assert page.begin_button.hasFocus()


def test_the_overview_shows_sections_documents_and_remarks(shown: Open, room: Room) -> None:
    visit = room.visit(**{"pop_total#raw": "много"})
    cell = room.child(visit, "cell")
    room.record(cell, "cell_no", "12")
    page = shown(CockpitPage, visit=visit)
    assert isinstance(page, CockpitPage)
    assert page.sections.count() > 5
    table = page.documents.table
    assert [table.data(table.index(0, column)) for column in range(2)] == ["Cell", "12"]
    assert any("written in words" in line for line in lines(page.remarks.lines))


def test_a_cell_is_added_by_one_press_and_opens(
    shown: Open, room: Room, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    visit = room.visit()
    page = shown(CockpitPage, visit=visit)
    assert isinstance(page, CockpitPage)
    click(page.documents.add_buttons["cell"])
    qtbot.waitUntil(lambda: bool(navigator.went))
    rows = room.ask(lambda vault: vault.documents(visit))
    assert navigator.went == [("form", {"document": rows[1].id})]
    assert (rows[1].form, rows[1].parent) == ("cell", visit)


def test_every_kind_of_document_can_be_added_from_the_palette(
    shown: Open, room: Room, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    visit = room.visit()
    page = shown(CockpitPage, visit=visit)
    adds = [command for command in page.commands() if command.text.startswith("Add")]
    for command in adds:
        command.run()
    qtbot.waitUntil(lambda: len(navigator.went) == len(adds))
    forms = {row.form for row in room.ask(lambda vault: vault.documents(visit))}
    assert len(forms) == len(adds) + 1


def test_a_document_opens_from_the_table_by_enter(shown: Open, room: Room, navigator: RecordingNavigator) -> None:
    visit = room.visit()
    cell = room.child(visit, "cell")
    page = shown(CockpitPage, visit=visit)
    assert isinstance(page, CockpitPage)
    page.documents.view.setFocus()
    page.documents.view.selectRow(0)
    press(page.documents.view, Key.Key_Return)
    assert navigator.went == [("form", {"document": cell})]


def test_a_remark_leads_to_its_question(shown: Open, room: Room, navigator: RecordingNavigator) -> None:
    visit = room.visit(**{"pop_total#raw": "много"})
    page = shown(CockpitPage, visit=visit)
    press(page, Key.Key_F8)
    assert navigator.went[-1][0] == "form"
    assert isinstance(page, CockpitPage)
    page.remarks.lines.setFocus()
    page.remarks.lines.setCurrentRow(0)
    press(page.remarks.lines, Key.Key_Return)
    assert navigator.went[-1] == ("form", {"document": visit, "field": "pop_total"})


def test_going_on_leads_to_the_first_section_that_is_not_done(
    shown: Open, room: Room, navigator: RecordingNavigator
) -> None:
    visit = room.visit()
    page = shown(CockpitPage, visit=visit)
    press(page, Key.Key_Return, CTRL)
    assert navigator.went == [("form", {"document": visit, "section": "visit_basics"})]


@pytest.mark.parametrize(("width", "columns"), [(900, 1), (1300, 2)])
def test_the_overview_has_one_column_on_a_small_screen(shown: Open, room: Room, width: int, columns: int) -> None:
    page = shown(CockpitPage, width=width, visit=room.visit())
    assert isinstance(page, CockpitPage)
    cards = (page.documents, page.sections.parentWidget())
    lefts = {card.mapTo(page, card.rect().topLeft()).x() for card in cards if card is not None}
    assert len(lefts) == columns


def test_the_overview_follows_what_is_written_elsewhere(shown: Open, room: Room, qtbot: QtBot) -> None:
    visit = room.visit()
    page = shown(CockpitPage, visit=visit)
    assert isinstance(page, CockpitPage)
    before = page.progress.text()
    room.record(visit, "visit_announced", "yes")
    qtbot.waitUntil(lambda: page.progress.text() != before)


def test_finishing_with_something_open_asks_for_a_reason_once_and_never_blocks(
    shown: Open, room: Room, qtbot: QtBot
) -> None:
    visit = room.visit()
    page = shown(FinishPage, visit=visit)
    assert isinstance(page, FinishPage)
    assert not page.missing.isVisible()
    click(page.finish)
    assert page.missing.isVisible()
    assert page.reason.hasFocus()
    click(page.finish)
    qtbot.waitUntil(page.send.isVisible)
    assert room.ask(lambda vault: vault.view(visit).status) == "finished"


def test_a_reason_for_what_is_open_is_kept_with_the_end(shown: Open, room: Room, qtbot: QtBot) -> None:
    visit = room.visit()
    page = shown(FinishPage, visit=visit)
    assert isinstance(page, FinishPage)
    type_text(page.reason, "не пустили на второй этаж")
    click(page.finish)
    qtbot.waitUntil(page.send.isVisible)
    reasons = [entry.reason for entry in room.ask(lambda vault: vault.history(visit, "#status"))]
    assert "не пустили на второй этаж" in reasons


def test_after_the_end_come_handing_over_or_opening_again(
    shown: Open, room: Room, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    visit = room.visit()
    room.ask(lambda vault: vault.finish(visit))
    page = shown(FinishPage, visit=visit)
    assert isinstance(page, FinishPage)
    assert not page.finish.isVisible()
    click(page.send)
    assert navigator.went == [("send", {"visit": visit})]
    click(page.reopen)
    qtbot.waitUntil(page.finish.isVisible)
    assert room.ask(lambda vault: vault.view(visit).status) == "open"


def test_each_line_of_the_check_leads_to_its_question_and_back(
    shown: Open, room: Room, navigator: RecordingNavigator
) -> None:
    visit = room.visit(**{"pop_total#raw": "много"})
    page = shown(FinishPage, visit=visit)
    assert isinstance(page, FinishPage)
    page.errors.lines.setFocus()
    page.errors.lines.setCurrentRow(0)
    press(page.errors.lines, Key.Key_Return)
    assert navigator.went == [("form", {"document": visit, "field": "pop_total"})]
    back = navigator.actions[-1]
    assert back is not None
    back()
    assert navigator.went[-1] == ("finish", {"visit": visit})


def test_an_earlier_value_is_seen_and_written_again(room: Room, navigator: RecordingNavigator, qtbot: QtBot) -> None:
    visit = room.visit(visit_announced="yes")
    room.ask(lambda vault: vault.commit(visit))
    room.record(visit, "visit_announced", "no")
    room.ask(lambda vault: vault.commit(visit))
    parent = HomePage(room.session, navigator)
    qtbot.addWidget(parent)
    labels = {"yes": "Да", "no": "Нет"}
    dialog = HistoryDialog(
        room.session, navigator.theme, visit, "visit_announced", "Предупреждали?", labels, {}, parent
    )
    qtbot.waitUntil(lambda: dialog.lines.count() == 2)
    assert lines(dialog.lines)[0].startswith("Нет · you")
    dialog.lines.setCurrentRow(0)
    assert not dialog.restore.isEnabled()
    dialog.lines.setCurrentRow(1)
    dialog.restore.click()
    qtbot.waitUntil(lambda: room.value(visit, "visit_announced") == "yes")


@pytest.mark.parametrize("make", [CockpitPage, FinishPage, FormPage])
def test_what_is_not_there_any_more_is_said_at_home(
    room: Room, navigator: RecordingNavigator, qtbot: QtBot, make: Callable[[Session, Navigator], Page]
) -> None:
    page = make(room.session, navigator)
    qtbot.addWidget(page)
    page.enter(visit="0" * 32, document="0" * 32)
    qtbot.waitUntil(lambda: bool(navigator.troubles))
    assert navigator.went == [("visits", {})]
    assert len(navigator.troubles) == 1


def test_a_finished_visit_takes_no_new_documents(shown: Open, room: Room) -> None:
    visit = room.visit()
    room.child(visit, "cell")
    room.ask(lambda vault: vault.finish(visit))
    page = shown(CockpitPage, visit=visit)
    assert isinstance(page, CockpitPage)
    assert page.documents.adding.isHidden()
    assert page.state.text() == "Finished"


def test_f9_leads_from_the_overview_to_the_check(shown: Open, room: Room, navigator: RecordingNavigator) -> None:
    visit = room.visit()
    page = shown(CockpitPage, visit=visit)
    press(page, Key.Key_F9)
    assert navigator.went == [("finish", {"visit": visit})]
    assert page.place() == {"visit": visit}


def test_a_click_anywhere_on_a_visit_opens_it(shown: Open, room: Room, navigator: RecordingNavigator) -> None:
    visit = room.visit()
    page = shown(HomePage)
    assert isinstance(page, HomePage)
    click(page.cards[visit], 300)
    assert navigator.went == [("visit", {"visit": visit})]


def test_a_section_opens_from_the_overview(shown: Open, room: Room, navigator: RecordingNavigator) -> None:
    visit = room.visit()
    page = shown(CockpitPage, visit=visit)
    assert isinstance(page, CockpitPage)
    page.sections.setFocus()
    page.sections.setCurrentRow(1)
    press(page.sections, Key.Key_Return)
    assert navigator.went == [("form", {"document": visit, "section": "visit_team"})]


def test_less_frequent_documents_are_in_a_menu(shown: Open, room: Room) -> None:
    page = shown(CockpitPage, visit=room.visit())
    assert isinstance(page, CockpitPage)
    menu = page.documents.more.menu()
    titles = [action.text() for action in menu.actions()]
    assert "Death in custody" in titles
    assert set(page.documents.add_buttons) == {"cell", "interview", "case"}


def test_a_visit_that_cannot_be_begun_leaves_the_page_as_it_is(
    room: Room, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    page = NewVisitPage(room.session, navigator)
    qtbot.addWidget(page)
    page.enter()
    page.facility.show_answer("a facility of another version")
    page.begin_button.setEnabled(True)
    click(page.begin_button)
    qtbot.waitUntil(lambda: bool(navigator.troubles))
    assert navigator.went == []
    assert page.begin_button.isEnabled()


def test_a_new_visit_can_be_left_without_one(shown: Open, navigator: RecordingNavigator) -> None:
    page = shown(NewVisitPage)
    assert isinstance(page, NewVisitPage)
    click(page.cancel)
    assert navigator.went == [("back", {})]


def test_everything_that_takes_keys_has_a_name(shown: Open, room: Room) -> None:
    visit = room.visit(**{"pop_total#raw": "много"})
    room.child(visit, "cell")
    for make in (HomePage, NewVisitPage, CockpitPage, FinishPage):
        page = shown(make, visit=visit)
        for widget in page.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                reader = QAccessible.queryAccessibleInterface(widget)
                assert reader is None or reader.text(QAccessible.Text.Name), type(widget).__name__


def test_every_registered_page_can_be_made_and_fits_the_smallest_screen(shown: Open, room: Room, qtbot: QtBot) -> None:
    visit = room.visit()
    for entry in visit_entries():
        page = shown(entry.make, visit=visit, document=visit)
        assert page.minimumSizeHint().width() <= 960
        assert page.minimumSizeHint().height() <= 460
        assert entry.title()


def test_a_visit_is_found_by_a_few_letters_of_its_facility(shown: Open, room: Room, qtbot: QtBot) -> None:
    room.visit()
    other = room.ask(lambda vault: start_visit(vault, "kg-sizo-1"))[0]
    page = shown(HomePage)
    assert isinstance(page, HomePage)
    press(page, Key.Key_F, CTRL)
    assert page.filter.hasFocus()
    type_text(page.filter, "sizo")
    assert list(page.cards) == [other]
    type_text(page.filter, "zzz")
    assert page.cards == {}
    page.filter.clear()
    assert len(page.cards) == 2


def test_the_window_opens_before_the_pages_of_visits_are_imported() -> None:
    code = "import sys, ui.visits.visit_entries; print('sqlcipher3' in sys.modules, 'ui.form.form_page' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "False"]
