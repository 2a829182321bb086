"""A trial: the form page as it will be, with nothing behind it that keeps anything."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitorapp.documents import compiled
from monitorapp.forms.definition import FormDefinition
from monitorapp.library import inspect_file
from monitorapp.resources import form_names, form_xform
from tests.core.workbooks import YES_NO, workbook
from tests.ui.conftest import RecordingNavigator
from tests.ui.exchange.conftest import press_button, show, texts, unnamed
from tests.ui.form.keys import CTRL, press, type_text
from tests.ui.form.rooms import Room
from tests.ui.form.test_pictures import picture
from ui.forms.bench import Bench
from ui.forms.trial_page import TrialPage

ROWS = (
    ("begin_group", "first", "First"),
    ("integer", "beds", "How many beds?", None, None, ". < 100"),
    ("integer", "people", "How many people?"),
    ("calculate", "short", None, "${people} - ${beds}"),
    ("note", "told", "Beds missing: ${short}"),
    ("end_group", None, None),
    ("begin_group", "second", "Second"),
    ("select_one yn", "clean", "Clean?"),
    ("end_group", None, None),
)


@pytest.fixture
def form(tmp_path: Path) -> FormDefinition:
    return inspect_file(workbook(tmp_path / "f.xlsx", ROWS, YES_NO)).definition


@pytest.fixture
def page(qtbot: QtBot, room: Room, navigator: RecordingNavigator, bench: Bench, form: FormDefinition) -> TrialPage:
    page = TrialPage(room.session, navigator, bench)
    show(qtbot, page, trial=bench.lay(form))
    assert page.form.presenter.is_open
    return page


def write(page: TrialPage, text: str) -> None:
    """Type into the question where the cursor is, and hand it over."""
    widget = QApplication.focusWidget()
    assert widget is not None
    type_text(widget, text)
    page.form.flush()


def value(page: TrialPage, field: str) -> object:
    return page.form.presenter.sheet.state.value(field)


def test_it_says_at_the_top_that_nothing_is_kept(page: TrialPage) -> None:
    assert "This is a trial. Nothing that you type is kept" in texts(page)


def test_answers_are_taken_and_the_form_follows(page: TrialPage) -> None:
    write(page, "3")
    press(page.form, Qt.Key.Key_Down, CTRL)
    write(page, "5")
    assert value(page, "short") in (2, "2")
    assert "Beds missing: 2" in texts(page)


def test_nothing_reaches_the_vault(page: TrialPage, room: Room) -> None:
    before = room.ask(lambda vault: vault.digest())
    write(page, "3")
    press(page.form, Qt.Key.Key_PageDown, CTRL)
    room.session.flush()
    page.leave()
    assert room.ask(lambda vault: vault.digest()) == before
    assert room.ask(lambda vault: vault.visits()) == []
    assert room.ask(lambda vault: vault.can_undo) is False
    assert room.ask(lambda vault: vault.place()) is None


def test_undo_and_redo_work_inside_the_trial(page: TrialPage) -> None:
    write(page, "3")
    press(page.form, Qt.Key.Key_Z, CTRL)
    assert value(page, "beds") is None
    press(page.form, Qt.Key.Key_Y, CTRL)
    assert value(page, "beds") == 3
    press(page.form, Qt.Key.Key_Z, CTRL)
    press(page.form, Qt.Key.Key_Z, CTRL)
    assert value(page, "beds") is None


def test_an_answer_with_a_problem_is_told_calmly(page: TrialPage, navigator: RecordingNavigator) -> None:
    write(page, "500")
    press(page.form, Qt.Key.Key_F9)
    assert navigator.said[-1][0].startswith("Remarks in this trial: 1.")


def test_the_end_of_the_form_leads_nowhere(page: TrialPage, navigator: RecordingNavigator) -> None:
    for _ in range(3):
        press(page.form, Qt.Key.Key_Return, CTRL)
    assert navigator.went == []
    assert navigator.said[-1][0] == "This was the last section of the trial."


def test_the_trial_ends_where_it_was_begun(page: TrialPage, navigator: RecordingNavigator) -> None:
    press_button(page, "End the trial")
    assert navigator.went == [("back", {})]


def test_there_is_no_history_of_what_is_not_kept(page: TrialPage, navigator: RecordingNavigator) -> None:
    page.form.walk.ask_history()
    assert navigator.said[-1][0] == "Nothing is kept in a trial, so there is no history."


def test_a_second_trial_begins_blank(page: TrialPage, bench: Bench, form: FormDefinition) -> None:
    write(page, "3")
    page.leave()
    page.enter(trial=bench.lay(form))
    assert value(page, "beds") is None
    assert set(page.form.presenter.sheet.values) == {"instanceID#auto"}


def test_what_the_form_sets_by_itself_cannot_be_taken_back(
    qtbot: QtBot, room: Room, navigator: RecordingNavigator, bench: Bench
) -> None:
    page = TrialPage(room.session, navigator, bench)
    show(qtbot, page, trial=bench.lay(compiled(form_xform("visit"))))
    before = dict(page.form.presenter.sheet.values)
    press(page.form, Qt.Key.Key_Z, CTRL)
    assert page.form.presenter.sheet.values == before


@pytest.mark.parametrize("name", form_names())
def test_every_form_of_the_program_can_be_tried(
    qtbot: QtBot, room: Room, navigator: RecordingNavigator, bench: Bench, name: str
) -> None:
    page = TrialPage(room.session, navigator, bench)
    show(qtbot, page, trial=bench.lay(compiled(form_xform(name))))
    assert page.form.presenter.is_open
    assert page.place() == {}


def test_a_trial_that_is_no_longer_on_the_bench_leads_to_the_list(
    qtbot: QtBot, room: Room, navigator: RecordingNavigator, bench: Bench
) -> None:
    page = TrialPage(room.session, navigator, bench)
    show(qtbot, page, trial="7")
    assert navigator.went == [("forms", {})]


def test_everything_has_a_name_and_fits(page: TrialPage) -> None:
    assert unnamed(page) == []
    assert page.minimumSizeHint().width() <= 1024
    assert page.minimumSizeHint().height() <= 400


def test_a_low_window_leaves_the_room_to_the_questions(qtbot: QtBot, page: TrialPage) -> None:
    page.resize(1000, 600)
    qtbot.waitUntil(lambda: page.banner.height() > 0)
    assert "Nothing that you type is kept" in page.remark.text()
    page.resize(1000, 400)
    qtbot.waitUntil(lambda: page.remark.text() == "A trial: nothing is kept.")
    assert page.banner.height() < 60


def test_the_pictures_beside_the_file_are_shown_in_the_trial(
    qtbot: QtBot, room: Room, navigator: RecordingNavigator, bench: Bench, tmp_path: Path
) -> None:
    (tmp_path / "g-media").mkdir()
    (tmp_path / "g-media" / "door.png").write_bytes(picture(50, 30))
    rows = (("type", "name", "label", "media::image"), ("text", "q", "Q", "door.png"), ("text", "p", "P", "lost.png"))
    found = inspect_file(workbook(tmp_path / "g.xlsx", rows))
    page = TrialPage(room.session, navigator, bench)
    show(qtbot, page, trial=bench.lay(found.definition, found.pictures))
    current = page.form.stack.current
    assert current is not None
    shown, missing = (row.illustration for row in current.rows())
    assert shown is not None
    assert missing is not None
    assert shown.picture.pixmap().width() == 50
    qtbot.waitUntil(lambda: "lost.png" in missing.said.text())
    assert room.ask(lambda vault: vault.registry.form_files("data", "")) == []
