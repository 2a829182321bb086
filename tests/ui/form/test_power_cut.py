"""The power goes while somebody writes: what was acknowledged is there, and the same question is open again."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitorapp.vault.vault import Vault
from tests.ui.conftest import RecordingNavigator
from tests.ui.form.keys import type_text
from tests.ui.form.rooms import Room
from tests.ui.form.test_form_page import Hands
from ui.form.form_page import FormPage
from ui.session import Session

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window


def opened_page(session: Session, navigator: RecordingNavigator, qtbot: QtBot) -> FormPage:
    page = FormPage(session, navigator)
    qtbot.addWidget(page)
    page.resize(960, 480)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def what_the_disk_holds(room: Room, folder: Path) -> Path:
    """The vault as it lies on the disk at this moment, as after a cut: nothing was closed or folded away."""
    shutil.copytree(room.folder, folder)
    return folder


@pytest.fixture
def second_session() -> Iterator[Session]:
    session = Session()
    yield session
    session.close()
    session.end()


def test_an_acknowledged_answer_and_the_place_survive_a_cut(
    room: Room, navigator: RecordingNavigator, qtbot: QtBot, tmp_path: Path
) -> None:
    visit = room.visit()
    hands = Hands(opened_page(room.session, navigator, qtbot), room)
    hands.open(visit, section="visit_team")
    type_text(hands.into("team_leader").entry(), "Айгүл")
    hands.stands(visit, "team_leader", "Айгүл")
    vault = Vault.recover(what_the_disk_holds(room, tmp_path / "after"), room.code)
    assert vault.view(visit).values["team_leader"] == "Айгүл"
    assert vault.place() == {
        "page": "form",
        "document": visit,
        "section": "visit_team",
        "field": "team_leader",
        "caret": "5",
    }
    vault.close()


def test_after_a_cut_the_window_opens_at_the_same_question(
    room: Room,
    navigator: RecordingNavigator,
    qtbot: QtBot,
    tmp_path: Path,
    second_session: Session,
    qapp: QApplication,
) -> None:
    visit = room.visit()
    hands = Hands(opened_page(room.session, navigator, qtbot), room)
    hands.open(visit, section="visit_team")
    type_text(hands.into("team_leader").entry(), "Айгүл")
    hands.stands(visit, "team_leader", "Айгүл")
    folder = what_the_disk_holds(room, tmp_path / "after")
    with qtbot.waitSignal(second_session.opened, timeout=10_000):
        second_session.recover(folder, room.code, lambda: None, lambda trouble: None)
    page = opened_page(second_session, navigator, qtbot)
    place = Room(second_session, qtbot, folder, room.code).ask(lambda vault: vault.place())
    assert place.pop("page") == "form"
    page.enter(**place)
    qtbot.waitUntil(lambda: page.current_row() is not None)
    row = page.current_row()
    assert row is not None
    assert row.state.field == "team_leader"
    assert row.line.field.caret() == 5


def test_every_second_of_steady_typing_is_on_the_disk(room: Room, navigator: RecordingNavigator, qtbot: QtBot) -> None:
    visit = room.visit()
    hands = Hands(opened_page(room.session, navigator, qtbot), room)
    hands.open(visit, section="visit_team")
    entry = hands.into("team_leader").entry()
    saved: list[str] = []
    room.session.saved.connect(saved.append)
    for letter in "а" * 30:
        type_text(entry, letter)
        qtbot.wait(60)  # the person types on: this is the pace of typing, not a wait for something
    assert saved
    value = room.value(visit, "team_leader")
    assert isinstance(value, str)
    assert len(value) >= 10
