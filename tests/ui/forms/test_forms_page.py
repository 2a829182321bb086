"""The page of forms: one from outside is looked at before it is kept, and what nobody uses can go again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from monitorapp.library import bring_in, inspect_file, versions
from monitorapp.resources import form_names, form_workbook
from tests.core.workbooks import BEDS, YES_NO, beds, settings, workbook
from tests.ui.conftest import RecordingNavigator
from tests.ui.exchange.conftest import pick_file, press_button, texts, unnamed
from tests.ui.form.rooms import Room
from tests.ui.form.test_pictures import picture
from tests.ui.forms.conftest import filled, learn
from ui.forms.bench import Bench
from ui.forms.forms_page import FormRow, FormsPage
from ui.forms.found_card import FoundCard


def drop(page: FormsPage, *paths: Path) -> bool:
    """Drag files over the page and let them go; says whether it wanted them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    ways = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(50, 50), *ways)
    QApplication.sendEvent(page, entering)
    if entering.isAccepted():
        QApplication.sendEvent(page, QDropEvent(QPoint(50, 50), *ways))
    return entering.isAccepted()


def looked_at(qtbot: QtBot, page: FormsPage, path: Path) -> FoundCard:
    """Drop a file and wait until it was looked into."""
    assert drop(page, path)
    card = page.cards[-1]
    qtbot.waitUntil(lambda: card.state.text() != "Being looked at…", timeout=10_000)
    return card


def row_of(page: FormsPage, form: str, version: str = "") -> FormRow:
    return next(row for row in page.rows if row.known.form == form and version in ("", row.known.version))


def reread(qtbot: QtBot, page: FormsPage, is_there: Callable[[], bool]) -> None:
    page.enter()
    qtbot.waitUntil(is_there, timeout=10_000)


def forms_here(page: FormsPage) -> set[str]:
    return {row.known.form for row in page.rows}


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_new_vault_knows_the_forms_of_the_program(page: FormsPage) -> None:
    assert [row.known.form for row in page.rows] == list(form_names())
    assert "None yet: you work with the forms of the program." in texts(page)
    assert "Forms are made in Excel as XLSForm." in texts(page)


def test_a_dropped_workbook_is_shown_before_it_is_kept(
    qtbot: QtBot, page: FormsPage, room: Room, tmp_path: Path
) -> None:
    card = looked_at(qtbot, page, beds(tmp_path))
    said = texts(card)
    assert "Beds\nbeds, version 1\nsections: 2\nquestions: 2\nrepeats: 0" in said
    assert card.state.text() == "Nothing to complain about"
    assert room.ask(lambda vault: versions(vault, "beds")) == []


def test_a_form_is_brought_in_with_one_press_of_enter(
    qtbot: QtBot, page: FormsPage, room: Room, navigator: RecordingNavigator, tmp_path: Path
) -> None:
    card = looked_at(qtbot, page, beds(tmp_path))
    assert card.accept is not None
    assert QApplication.focusWidget() is card.accept
    QTest.keyClick(card.accept, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "beds" in forms_here(page))
    assert page.cards == []
    assert navigator.said[-1] == ("“Beds” is here now.", "good")
    assert room.ask(lambda vault: versions(vault, "beds")) == ["1"]
    assert "Added" in texts(row_of(page, "beds"))


def test_a_file_is_chosen_with_our_own_picker(qtbot: QtBot, page: FormsPage, tmp_path: Path) -> None:
    press_button(page, "Bring a form in…")
    pick_file(qtbot, page, beds(tmp_path))
    qtbot.waitUntil(lambda: bool(page.cards) and page.cards[0].found is not None, timeout=10_000)


def test_a_path_that_the_window_hands_over_is_looked_at(qtbot: QtBot, page: FormsPage, tmp_path: Path) -> None:
    page.enter(path=str(beds(tmp_path)))
    qtbot.waitUntil(lambda: page.cards[0].found is not None, timeout=10_000)


def test_the_same_file_again_takes_the_place_of_its_card(qtbot: QtBot, page: FormsPage, tmp_path: Path) -> None:
    path = beds(tmp_path)
    for _ in range(2):
        looked_at(qtbot, page, path)
    assert len(page.cards) == 1


def test_files_of_other_kinds_are_not_wanted(page: FormsPage, tmp_path: Path) -> None:
    assert not drop(page, tmp_path / "letter.docx")
    assert page.cards == []


def test_every_complaint_stands_with_its_place(qtbot: QtBot, page: FormsPage, tmp_path: Path) -> None:
    rows = (*BEDS, ("select_one_from_file towns.csv", "town", "Town"))
    card = looked_at(qtbot, page, workbook(tmp_path / "f.xlsx", rows, YES_NO))
    assert card.state.text() == "Remarks: 1"
    said = texts(card)
    assert "The file “towns.csv” does not lie beside the form" in said
    assert "sheet “survey”, row 4, column “type”" in said
    assert "Files that it names and that are not brought in: towns.csv" in said


def test_the_files_beside_it_are_named_those_that_are_here_and_those_that_are_not(
    qtbot: QtBot, page: FormsPage, room: Room, tmp_path: Path
) -> None:
    (tmp_path / "f-media").mkdir()
    (tmp_path / "f-media" / "door.png").write_bytes(picture())
    rows = (("type", "name", "label", "media::image"), ("text", "q", "Q", "door.png"), ("text", "p", "P", "lost.png"))
    card = looked_at(qtbot, page, workbook(tmp_path / "f.xlsx", rows))
    said = texts(card)
    assert "Files found beside it: door.png" in said
    assert "Files that it names and that are not brought in: lost.png" in said
    press_button(card, "Bring this form in")
    qtbot.waitUntil(lambda: room.ask(lambda vault: vault.registry.form_files("beds", "1")) == ["door.png"])


def test_of_many_files_the_first_are_named(qtbot: QtBot, page: FormsPage, tmp_path: Path) -> None:
    heading = ("type", "name", "label", "media::image")
    rows = (heading, *(("text", f"q{at}", "Q", f"p{at:02}.png") for at in range(20)))
    card = looked_at(qtbot, page, workbook(tmp_path / "f.xlsx", rows))
    assert "p10.png, p11.png (+8)" in texts(card)


def test_an_appearance_that_is_not_honoured_is_told_with_its_place(
    qtbot: QtBot, page: FormsPage, tmp_path: Path
) -> None:
    rows = (("type", "name", "label", "appearance"), ("text", "q", "Q", "signature"))
    card = looked_at(qtbot, page, workbook(tmp_path / "f.xlsx", rows))
    assert "The appearance “signature” is not honoured here: the question “q” is asked in the plain way." in texts(card)


def test_many_complaints_are_shown_on_demand(qtbot: QtBot, page: FormsPage, tmp_path: Path) -> None:
    heading = ("type", "name", "label::English (en)", "label::Русский (ru)")
    rows = (heading, ("text", "q", "Q", "В"), *[("text", f"q{number}", f"Q {number}", None) for number in range(9)])
    card = looked_at(qtbot, page, workbook(tmp_path / "f.xlsx", rows))
    assert texts(card).count("has no words in") == 6
    press_button(card, "Show the other 3")
    assert texts(card).count("has no words in") == 9


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("text", "a", "A", None, "martian(1)"), ("martian", "sheet “survey”, row 2, column “relevant”")),
        (("calculate", "a", None, "${a} + 1"), ("in a circle: a", "row 2, column “calculation”")),
        (("intger", "a", "A"), ("intger", "row 2, column “type”")),
    ],
)
def test_a_refused_form_says_why_and_where(
    qtbot: QtBot, page: FormsPage, tmp_path: Path, row: tuple[object, ...], said: tuple[str, str]
) -> None:
    card = looked_at(qtbot, page, workbook(tmp_path / "f.xlsx", (row,)))
    assert card.state.text() == "Refused"
    assert card.accept is None
    for words in said:
        assert words in texts(card)


def test_a_broken_file_is_refused_and_can_be_taken_off(qtbot: QtBot, page: FormsPage, tmp_path: Path) -> None:
    (tmp_path / "f.xlsx").write_bytes(form_workbook("cell")[:5000])
    card = looked_at(qtbot, page, tmp_path / "f.xlsx")
    assert card.state.text() == "Refused"
    assert QApplication.focusWidget() is card.close_button
    QTest.keyClick(card.close_button, Qt.Key.Key_Space)
    assert page.cards == []
    assert QApplication.focusWidget() is page.open_file


def test_another_form_of_the_same_version_is_refused_on_its_card(
    qtbot: QtBot, page: FormsPage, room: Room, tmp_path: Path
) -> None:
    found = inspect_file(beds(tmp_path))
    room.ask(lambda vault: bring_in(vault, found))
    card = looked_at(qtbot, page, workbook(tmp_path / "other.xlsx", (("text", "x", "X"),), (), settings("1")))
    assert card.accept is not None
    click(card.accept)
    qtbot.waitUntil(lambda: card.state.text() == "Refused")
    assert "beds, version 1" in texts(card)


def test_a_known_form_says_that_it_was_here(
    qtbot: QtBot, page: FormsPage, room: Room, navigator: RecordingNavigator, tmp_path: Path
) -> None:
    path = beds(tmp_path)
    found = inspect_file(path)
    room.ask(lambda vault: bring_in(vault, found))
    card = looked_at(qtbot, page, path)
    assert card.accept is not None
    click(card.accept)
    qtbot.waitUntil(lambda: bool(navigator.said))
    assert navigator.said[-1][0] == "“Beds” was here already, in just this version."


def test_a_form_that_nobody_uses_is_removed_and_put_back(
    qtbot: QtBot, page: FormsPage, room: Room, navigator: RecordingNavigator, tmp_path: Path
) -> None:
    found = inspect_file(beds(tmp_path))
    room.ask(lambda vault: bring_in(vault, found))
    reread(qtbot, page, lambda: "beds" in forms_here(page))
    click(row_of(page, "beds").buttons["remove"])
    qtbot.waitUntil(lambda: "beds" not in forms_here(page))
    assert navigator.said[-1] == ("“Beds” was removed.", "info")
    undo = navigator.actions[-1]
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: "beds" in forms_here(page))
    assert room.ask(lambda vault: vault.registry.form("beds", "1")) == found.xform


def test_a_form_in_use_and_a_form_of_the_program_cannot_be_removed(
    qtbot: QtBot, page: FormsPage, room: Room, tmp_path: Path
) -> None:
    learn(room, tmp_path)
    filled(room)
    reread(qtbot, page, lambda: "beds" in forms_here(page))
    assert "remove" not in row_of(page, "beds", "1").buttons
    assert "remove" in row_of(page, "beds", "2").buttons
    assert "remove" not in row_of(page, "visit").buttons
    assert "documents: 1" in texts(row_of(page, "beds", "1"))


def test_the_ways_on_name_the_form_and_its_version(
    qtbot: QtBot, page: FormsPage, room: Room, navigator: RecordingNavigator, tmp_path: Path
) -> None:
    learn(room, tmp_path)
    filled(room)
    reread(qtbot, page, lambda: "beds" in forms_here(page))
    newer = row_of(page, "beds", "2")
    assert "move" not in row_of(page, "beds", "1").buttons
    for name, way in (("begin", "new_visit"), ("compare", "compare_forms"), ("move", "form_version")):
        click(newer.buttons[name])
        assert navigator.went[-1] == (way, {"form": "beds", "version": "2"})


def test_a_form_is_tried_before_it_is_kept(
    qtbot: QtBot, page: FormsPage, room: Room, navigator: RecordingNavigator, bench: Bench, tmp_path: Path
) -> None:
    card = looked_at(qtbot, page, beds(tmp_path))
    press_button(card, "Try it")
    way, target = navigator.went[-1]
    assert way == "try_form"
    laid = bench.form(target["trial"])
    assert laid is not None
    assert laid.definition.title == "Beds"
    assert room.ask(lambda vault: versions(vault, "beds")) == []


def test_a_form_that_is_here_is_tried_as_well(
    qtbot: QtBot, page: FormsPage, navigator: RecordingNavigator, bench: Bench
) -> None:
    click(row_of(page, "cell").buttons["try"])
    qtbot.waitUntil(lambda: bool(navigator.went))
    laid = bench.form(navigator.went[-1][1]["trial"])
    assert laid is not None
    assert laid.definition.id == "cell"


def test_the_palette_offers_to_bring_a_form_in(page: FormsPage) -> None:
    assert [command.text for command in page.commands()] == ["Bring a form in…"]


def test_everything_that_the_keyboard_reaches_has_a_name(qtbot: QtBot, page: FormsPage, tmp_path: Path) -> None:
    looked_at(qtbot, page, beds(tmp_path))
    assert unnamed(page) == []


def test_the_page_fits_the_smallest_screen(qtbot: QtBot, page: FormsPage, tmp_path: Path) -> None:
    looked_at(qtbot, page, beds(tmp_path))
    hint = page.minimumSizeHint()
    assert (hint.width() <= 1024, hint.height() <= 400) == (True, True)
