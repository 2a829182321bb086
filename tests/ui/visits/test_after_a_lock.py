"""After a lock every page of a visit returns with its place and with what was typed there."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitorapp.vault.erasing import OnePerson, erase
from monitorapp.vault.undecided import begun
from tests.ui.conftest import RecordingNavigator
from tests.ui.form.keys import click, press, type_text
from tests.ui.form.rooms import Room
from ui.pages import Navigator, Page
from ui.session import Session
from ui.visits.erase_page import ErasePage
from ui.visits.finish_page import FinishPage
from ui.visits.new_visit_page import NewVisitPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

Show = Callable[..., Page]
Lock = Callable[[Page], Page]
REASON = "не пустили на второй"


@pytest.fixture
def shown(room: Room, navigator: RecordingNavigator, qtbot: QtBot) -> Show:
    def show(make: Callable[[Session, Navigator], Page], **target: str) -> Page:
        page = make(room.session, navigator)
        qtbot.addWidget(page)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        enter(page, room, **target)
        return page

    return show


@pytest.fixture
def locked(room: Room, shown: Show, qtbot: QtBot) -> Iterator[Lock]:
    """Locks at a page, opens the vault in another session, and returns to the place that the vault remembers."""
    sessions: list[Session] = []

    def lock(page: Page) -> Page:
        assert room.session.close(page.place()) is None
        room.session = Session()
        sessions.append(room.session)
        with qtbot.waitSignal(room.session.opened):
            room.session.recover(room.folder, room.code, lambda: None, lambda trouble: pytest.fail(trouble.code))
        return shown(type(page), **room.ask(lambda vault: vault.place()))

    yield lock
    for session in sessions:
        session.close()
        session.end()


def enter(page: Page, room: Room, **target: str) -> None:
    page.enter(**target)
    for _ in range(3):
        room.ask(lambda vault: None)
    QApplication.processEvents()


def new_visit(page: Page) -> NewVisitPage:
    assert isinstance(page, NewVisitPage)
    return page


def kept(room: Room) -> list[str]:
    return list(room.ask(begun).values())


# A new visit


def test_the_facility_and_the_type_that_were_chosen_come_back(
    shown: Show, locked: Lock, room: Room, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    page = new_visit(shown(NewVisitPage))
    type_text(page.facility.line, "sizo-1")
    press(page.facility.line, Qt.Key.Key_Return)
    press(page.visit_type.entry(), Qt.Key.Key_2)
    again = new_visit(locked(page))
    assert again.begin_button.isEnabled()
    click(again.begin_button)
    qtbot.waitUntil(lambda: bool(navigator.went))
    values = room.ask(lambda vault: vault.view(navigator.went[0][1]["visit"]).values)
    assert (values["facility_id"], values["visit_type"]) == ("kg-sizo-1", "interim")


def test_the_search_for_a_facility_goes_on_where_it_stopped(shown: Show, locked: Lock) -> None:
    page = new_visit(shown(NewVisitPage))
    type_text(page.facility.line, "sizo")
    left = page.facility.count()
    again = new_visit(locked(page))
    assert (again.facility.line.text(), again.facility.count()) == ("sizo", left)
    assert again.facility.line.hasFocus()
    type_text(again.facility.line, "-1")
    press(again.facility.line, Qt.Key.Key_Return)
    assert again.facility.reading().value == "kg-sizo-1"


def test_another_new_visit_begins_with_nothing(shown: Show, room: Room) -> None:
    page = new_visit(shown(NewVisitPage))
    press(page.facility.line, Qt.Key.Key_Return)
    type_text(page.facility.line, "sizo")
    enter(page, room)
    assert page.place() == {"form": "visit"}


def test_once_the_visit_has_begun_the_vault_remembers_it_and_no_choice(
    shown: Show, locked: Lock, room: Room, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    page = new_visit(shown(NewVisitPage))
    press(page.facility.line, Qt.Key.Key_Return)
    again = new_visit(locked(page))
    assert room.ask(lambda vault: vault.place())["facility"] == "practice"
    click(again.begin_button)
    qtbot.waitUntil(lambda: bool(navigator.went))
    assert room.ask(lambda vault: vault.place()) == {"page": "visit", **navigator.went[0][1]}


# The end of a visit


def test_a_reason_for_what_is_open_comes_back_and_ends_the_visit(
    shown: Show, locked: Lock, room: Room, qtbot: QtBot
) -> None:
    visit = room.visit()
    page = shown(FinishPage, visit=visit)
    assert isinstance(page, FinishPage)
    type_text(page.reason, REASON)
    again = locked(page)
    assert isinstance(again, FinishPage)
    assert again.reason.text() == REASON
    click(again.finish)
    qtbot.waitUntil(again.send.isVisible)
    assert REASON in [entry.reason for entry in room.ask(lambda vault: vault.history(visit, "#status"))]
    assert kept(room) == []


def test_each_visit_has_its_own_reason(shown: Show, room: Room) -> None:
    one, other = room.visit(), room.visit()
    page = shown(FinishPage, visit=one)
    assert isinstance(page, FinishPage)
    type_text(page.reason, REASON)
    page.leave()
    enter(page, room, visit=other)
    assert page.reason.text() == ""
    page.leave()
    enter(page, room, visit=one)
    assert page.reason.text() == REASON


# Erasing


def test_a_reason_for_erasing_comes_back(shown: Show, locked: Lock, room: Room) -> None:
    page = shown(ErasePage, document=room.visit(pop_total=41), field="pop_total")
    assert isinstance(page, ErasePage)
    type_text(page.reason, "согласие отозв")
    again = locked(page)
    assert isinstance(again, ErasePage)
    assert again.reason.text() == "согласие отозв"
    assert not again.everybody.isChecked()


def test_a_reason_for_erasing_dies_with_what_was_erased_elsewhere(shown: Show, locked: Lock, room: Room) -> None:
    cell = room.child(room.visit(), "cell")
    room.record(cell, "cell_name", "7")
    page = shown(ErasePage, document=cell)
    assert isinstance(page, ErasePage)
    type_text(page.reason, "камера 7")
    page.leave()
    assert kept(room) == ["камера 7"]
    room.ask(lambda vault: erase(vault, OnePerson(cell)))
    assert room.session.flush() is None
    assert kept(room) == []
