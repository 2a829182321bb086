"""The own file picker: drives and folders, nothing remembered, nothing hidden offered."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from tests.ui.frame.typing_keys import press, type_text
from ui.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.file_picker import FILE, FOLDER, NEW_FILE, FilePicker


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "Визиты").mkdir()
    (tmp_path / "anna").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "b.mvb").write_bytes(b"")
    (tmp_path / "letter.docx").write_bytes(b"")
    return tmp_path


def entries(picker: FilePicker) -> list[str]:
    lines = picker.findChildren(QListWidget)[1]
    return [lines.item(row).text() for row in range(lines.count())]


def choose_line(picker: FilePicker, text: str) -> None:
    lines = picker.findChildren(QListWidget)[1]
    lines.setCurrentItem(lines.findItems(text, Qt.MatchFlag.MatchExactly)[0])


def confirm(picker: FilePicker) -> Button:
    return next(each for each in picker.findChildren(Button) if each.property("kind") == "primary")


def name_line(picker: FilePicker) -> QLineEdit:
    return picker.findChildren(QLineEdit)[0]


def test_a_folder_is_chosen_among_folders(theme: Theme, qtbot: QtBot, tree: Path) -> None:
    picker = FilePicker(theme, "Folder", FOLDER, start=tree)
    qtbot.addWidget(picker)
    assert entries(picker) == ["anna", "Визиты"]
    assert picker.chosen == tree
    lines = picker.findChildren(QListWidget)[1]
    lines.itemActivated.emit(lines.item(1))
    assert picker.chosen == tree / "Визиты"


def test_a_new_folder_can_be_named(theme: Theme, qtbot: QtBot, tree: Path) -> None:
    picker = FilePicker(theme, "Folder", FOLDER, start=tree)
    qtbot.addWidget(picker)
    type_text(name_line(picker), "new")
    assert picker.chosen == tree / "new"
    assert not (tree / "new").exists()


def test_only_files_of_the_wanted_kind_are_offered(theme: Theme, qtbot: QtBot, tree: Path) -> None:
    picker = FilePicker(theme, "Open", FILE, (".mvb",), tree)
    qtbot.addWidget(picker)
    assert entries(picker) == ["anna", "Визиты", "b.mvb"]


def test_an_ending_in_capitals_is_the_same_kind(theme: Theme, qtbot: QtBot, tree: Path) -> None:
    """Cameras write IMG_1.JPG."""
    (tree / "IMG_1.JPG").touch()
    picker = FilePicker(theme, "Open", FILE, (".jpg",), tree)
    qtbot.addWidget(picker)
    assert entries(picker) == ["anna", "Визиты", "IMG_1.JPG"]


def test_a_file_is_opened_only_when_one_is_chosen(theme: Theme, qtbot: QtBot, tree: Path) -> None:
    picker = FilePicker(theme, "Open", FILE, (".mvb",), tree)
    qtbot.addWidget(picker)
    assert not confirm(picker).isEnabled()
    choose_line(picker, "anna")
    assert not confirm(picker).isEnabled()
    choose_line(picker, "b.mvb")
    assert confirm(picker).isEnabled()
    assert picker.chosen == tree / "b.mvb"


def test_a_new_file_gets_its_ending(theme: Theme, qtbot: QtBot, tree: Path) -> None:
    picker = FilePicker(theme, "Write", NEW_FILE, (".mvb",), tree, "visit")
    qtbot.addWidget(picker)
    assert picker.chosen == tree / "visit.mvb"
    name_line(picker).setText("visit.mvb")
    assert picker.chosen == tree / "visit.mvb"
    name_line(picker).clear()
    assert not confirm(picker).isEnabled()


def test_the_folder_above_is_one_click_away(theme: Theme, qtbot: QtBot, tree: Path) -> None:
    picker = FilePicker(theme, "Folder", FOLDER, start=tree / "anna")
    qtbot.addWidget(picker)
    picker.findChildren(IconButton)[0].click()
    assert picker.chosen == tree


def test_above_the_root_there_is_nothing(theme: Theme, qtbot: QtBot) -> None:
    picker = FilePicker(theme, "Folder", FOLDER, start=Path("/"))
    qtbot.addWidget(picker)
    assert not picker.findChildren(IconButton)[0].isEnabled()


def test_a_folder_that_is_gone_is_said_and_stops_nobody(theme: Theme, qtbot: QtBot, tree: Path) -> None:
    picker = FilePicker(theme, "Folder", FOLDER, start=tree)
    qtbot.addWidget(picker)
    picker.show_folder(tree / "gone")
    assert entries(picker) == []
    assert any("cannot be read" in text.text() for text in picker.findChildren(type(picker._empty)))


def test_the_home_folder_is_a_place_to_begin_from(theme: Theme, qtbot: QtBot, tree: Path) -> None:
    picker = FilePicker(theme, "Folder", FOLDER, start=tree)
    qtbot.addWidget(picker)
    places = picker.findChildren(QListWidget)[0]
    places.itemClicked.emit(places.item(0))
    assert picker.chosen == Path.home()


def test_escape_chooses_nothing(theme: Theme, qtbot: QtBot, tree: Path) -> None:
    picker = FilePicker(theme, "Folder", FOLDER, start=tree)
    qtbot.addWidget(picker)
    picker.show()
    with qtbot.waitSignal(picker.rejected):
        press(picker, Qt.Key.Key_Escape)
