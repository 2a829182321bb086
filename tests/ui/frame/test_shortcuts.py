"""Shortcuts work whatever layout the keyboard is in."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.frame.typing_keys import press, type_text
from ui.shortcuts import POSITIONS, LayoutFilter, cyrillic_twin, latin_twin

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> Iterator[QWidget]:
    layouts = LayoutFilter()
    qapp.installEventFilter(layouts)
    window = QWidget()
    QVBoxLayout(window).addWidget(QLineEdit())
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    yield window
    qapp.removeEventFilter(layouts)


def line(window: QWidget) -> QLineEdit:
    return window.findChildren(QLineEdit)[0]


@pytest.mark.parametrize(
    ("letter", "keys"),
    [
        ("Л", "Ctrl+K"),
        ("Я", "Ctrl+Z"),
        ("Ь", "Ctrl+M"),
        ("Т", "Ctrl+N"),
        ("Б", "Ctrl+,"),
        ("Ӣ", "Ctrl+M"),
        ("І", "Ctrl+S"),
    ],
)
def test_a_shortcut_works_on_a_cyrillic_layout(window: QWidget, letter: str, keys: str) -> None:
    pressed: list[str] = []
    QShortcut(QKeySequence(keys), window, lambda: pressed.append(keys))
    press(line(window), ord(letter), CTRL)
    assert pressed == [keys]


def test_shift_is_part_of_the_shortcut(window: QWidget) -> None:
    pressed: list[str] = []
    QShortcut(QKeySequence("Ctrl+L"), window, lambda: pressed.append("plain"))
    QShortcut(QKeySequence("Ctrl+Shift+L"), window, lambda: pressed.append("lock"))
    press(line(window), ord("Д"), CTRL | SHIFT)
    assert pressed == ["lock"]


def test_an_action_works_on_a_cyrillic_layout(window: QWidget) -> None:
    pressed: list[bool] = []
    action = QAction("Undo", window)
    action.setShortcut(QKeySequence("Ctrl+Z"))
    action.triggered.connect(lambda: pressed.append(True))
    press(line(window), ord("Я"), CTRL)
    assert pressed == [True]


def test_a_disabled_or_hidden_shortcut_stays_silent(window: QWidget) -> None:
    pressed: list[str] = []
    QShortcut(QKeySequence("Ctrl+K"), window, lambda: pressed.append("disabled")).setEnabled(False)
    hidden = QWidget(window)
    hidden.hide()
    QShortcut(QKeySequence("Ctrl+K"), hidden, lambda: pressed.append("hidden"))
    press(line(window), ord("Л"), CTRL)
    assert pressed == []


def test_a_shortcut_of_one_field_does_not_work_in_another(window: QWidget) -> None:
    other = QLineEdit(window)
    pressed: list[str] = []
    QShortcut(QKeySequence("Ctrl+H"), other, lambda: pressed.append("other"), context=Qt.ShortcutContext.WidgetShortcut)
    press(line(window), ord("Р"), CTRL)
    assert pressed == []


def test_copy_paste_and_undo_of_a_text_field_work_on_a_cyrillic_layout(window: QWidget) -> None:
    field = line(window)
    type_text(field, "өмүр")
    press(field, ord("Ф"), CTRL)
    assert field.selectedText() == "өмүр"
    press(field, ord("Ч"), CTRL)
    assert field.text() == ""
    assert QGuiApplication.clipboard().text() == "өмүр"
    press(field, ord("М"), CTRL)
    assert field.text() == "өмүр"
    press(field, ord("Я"), CTRL)
    assert field.text() == ""


def test_typing_without_ctrl_stays_as_it_is(window: QWidget) -> None:
    field = line(window)
    type_text(field, "Куда ӯ рафт, ҷаноб?")
    assert field.text() == "Куда ӯ рафт, ҷаноб?"


def test_every_letter_of_the_russian_keyboard_has_its_place() -> None:
    for letter in "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ":
        assert letter in POSITIONS
    assert POSITIONS["Й"] == "Q"
    assert POSITIONS["Ё"] == "`"


@pytest.mark.parametrize("letter", "ӨҮҢҚҒҲҶӢӮІЎ")
def test_the_letters_of_central_asia_have_their_places(letter: str) -> None:
    assert POSITIONS[letter].isascii()


def test_words_typed_in_the_wrong_layout_find_their_twin() -> None:
    assert latin_twin("ыуеештпы") == "settings"
    assert cyrillic_twin("yfcnhjqrb") == "настройки"
    assert latin_twin("help") == "help"
