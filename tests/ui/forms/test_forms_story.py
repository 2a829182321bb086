"""One story in the real window: a form comes on a stick, is tried, brought in, filled, and moved to another version."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.exchange.conftest import press_button, texts
from tests.ui.form.rooms import Room
from tests.ui.forms.conftest import both_versions
from ui.entries import entries
from ui.forms.forms_page import FormsPage
from ui.forms.trial_page import TrialPage
from ui.forms.version_page import VersionPage
from ui.frame import Frame
from ui.guard import Guard
from ui.look import Look
from ui.visits.new_visit_page import NewVisitPage


@pytest.fixture
def frame(qtbot: QtBot, qapp: QApplication, room: Room) -> Frame:
    look = Look(qapp, None)
    look.choose(language="en", theme="light", text_size=100)
    frame = Frame(room.session, look, entries(look, Guard()))
    qtbot.addWidget(frame)
    frame.resize(1024, 560)
    frame.show()
    frame.restore({})
    return frame


def drop_on(frame: Frame, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    ways = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for event in (QDragEnterEvent(QPoint(50, 50), *ways), QDropEvent(QPoint(50, 50), *ways)):
        QApplication.sendEvent(frame, event)


def bring_in(qtbot: QtBot, frame: Frame, path: Path, count: int) -> FormsPage:
    drop_on(frame, path)
    page = frame.page("forms")
    assert isinstance(page, FormsPage)
    qtbot.waitUntil(lambda: bool(page.cards) and page.cards[-1].accept is not None, timeout=10_000)
    press_button(page, "Bring this form in")
    qtbot.waitUntil(lambda: sum(row.known.form == "beds" for row in page.rows) == count)
    return page


def test_a_form_from_a_stick_becomes_a_visit_and_moves_on(
    qtbot: QtBot, frame: Frame, room: Room, tmp_path: Path
) -> None:
    old, new = both_versions(tmp_path)
    page = bring_in(qtbot, frame, old, 1)

    # Tried: nothing is kept.
    QTest.mouseClick(next(r for r in page.rows if r.known.form == "beds").buttons["try"], Qt.MouseButton.LeftButton)
    trial = frame.page("try_form")
    assert isinstance(trial, TrialPage)
    qtbot.waitUntil(trial.isVisible)
    assert frame.place() == {"page": "try_form"}
    press_button(trial, "End the trial")
    assert page.isVisible()

    # Filled.
    QTest.mouseClick(next(r for r in page.rows if r.known.form == "beds").buttons["begin"], Qt.MouseButton.LeftButton)
    begin = frame.page("new_visit")
    assert isinstance(begin, NewVisitPage)
    assert not begin.visit_type.isVisible()
    begin.facility.show_answer("practice")
    begin._look()
    press_button(begin, "Begin the visit")
    qtbot.waitUntil(lambda: frame.place()["page"] == "visit", timeout=10_000)
    visit = frame.place()["visit"]
    assert room.ask(lambda vault: vault.view(visit).form) == "beds"
    room.record(visit, "smell", "гарь")

    # Moved, from the visit's own palette.
    bring_in(qtbot, frame, new, 2)
    frame.go("visit", visit=visit)
    command = next(c for c in frame.page("visit").commands() if c.text == "Versions of the forms in this visit")
    command.run()
    versions = frame.page("form_version")
    assert isinstance(versions, VersionPage)
    qtbot.waitUntil(lambda: versions.table.rowCount() == 1)
    press_button(versions, "Move to this version")
    qtbot.waitUntil(lambda: "filled with version 2 from now on." in frame.message)
    assert room.ask(lambda vault: vault.view(visit).version) == "2"
    press_button(frame, "Undo")
    qtbot.waitUntil(lambda: room.ask(lambda vault: vault.view(visit).version) == "1")
    assert room.value(visit, "smell") == "гарь"


def test_the_navigation_leads_to_the_forms_and_the_page_of_a_lost_trial_leads_there_too(
    qtbot: QtBot, frame: Frame
) -> None:
    press_button(frame, "Forms")
    page = frame.page("forms")
    qtbot.waitUntil(page.isVisible)
    frame.restore({"page": "try_form"})
    assert frame.place() == {"page": "forms"}
    assert "Part of the program" in texts(page)


def test_a_form_from_elsewhere_is_added_to_a_visit_from_the_palette(
    qtbot: QtBot, frame: Frame, room: Room, tmp_path: Path
) -> None:
    bring_in(qtbot, frame, both_versions(tmp_path)[0], 1)
    visit = room.visit()
    frame.go("visit", visit=visit)
    qtbot.waitUntil(lambda: "Add: Койки" in [command.text for command in frame.page("visit").commands()])
    next(command for command in frame.page("visit").commands() if command.text == "Add: Койки").run()
    qtbot.waitUntil(lambda: frame.place()["page"] == "form", timeout=10_000)
    assert [row.form for row in room.ask(lambda vault: vault.documents(visit))] == ["visit", "beds"]
