"""The settings and the help: each choice takes effect at once, the PIN stays in memory, the limits come first."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from monitorapp.exchange.members import create_vault
from monitorapp.vault.keyfile import LIGHT
from tests.ui.conftest import RecordingNavigator
from tests.ui.frame.typing_keys import press, type_text
from ui.guard import Guard
from ui.help.help_page import HelpPage
from ui.look import Look
from ui.session import Session
from ui.settings.settings_page import SettingsPage
from ui.unlock.create_wizard import CreateWizard
from ui.unlock.unlock_page import UnlockPage
from ui.widgets.buttons import Button
from ui.widgets.labels import Text

PHRASE = "семь слов для проверки настроек в тесте"
NEW_PHRASE = "лиловый чайник ждёт пятого троллейбуса"


@pytest.fixture
def page(light: Session, look: Look, guard: Guard, navigator: RecordingNavigator, qtbot: QtBot) -> SettingsPage:
    page = SettingsPage(light, navigator, look, guard)
    qtbot.addWidget(page)
    page.show()
    return page


def choice(page: QWidget, name: str) -> QComboBox:
    return next(each for each in page.findChildren(QComboBox) if each.accessibleName() == name)


def choose(page: QWidget, name: str, code: str) -> None:
    box = choice(page, name)
    box.setCurrentIndex(box.findData(code))
    box.activated.emit(box.currentIndex())


def line(page: QWidget, name: str) -> QLineEdit:
    return next(each for each in page.findChildren(QLineEdit) if each.accessibleName() == name)


def button(page: QWidget, text: str) -> Button:
    return next(each for each in page.findChildren(Button) if each.text() == text)


def texts(page: QWidget) -> str:
    return "\n".join(text.text() for text in page.findChildren(Text))


def test_language_colours_and_size_change_at_once(page: SettingsPage, look: Look) -> None:
    choose(page, "Colours", "dark")
    choose(page, "Text size", "125")
    choose(page, "Language", "ru")
    assert (look.settings.theme, look.settings.text_size, look.language) == ("dark", 125, "ru")
    assert look.theme.scale == 125


def test_the_choices_show_what_is_set(page: SettingsPage) -> None:
    assert choice(page, "Colours").currentData() == "light"
    assert choice(page, "Cover after").currentData() == "2"
    assert choice(page, "Lock after").currentData() == "10"


def test_the_idle_times_are_told_to_the_guard(page: SettingsPage, guard: Guard) -> None:
    choose(page, "Cover after", "1")
    choose(page, "Lock after", "20")
    assert (guard.precautions.cover, guard.precautions.lock) == (60, 1200)


def test_a_pin_is_kept_in_memory_only(
    page: SettingsPage, guard: Guard, navigator: RecordingNavigator, look: Look
) -> None:
    type_text(line(page, "PIN for the cover"), "4711")
    press(line(page, "PIN for the cover"), Qt.Key.Key_Return)
    assert guard.precautions.pin.fits("4711")
    assert line(page, "PIN for the cover").text() == ""
    assert "4711" not in str(look.settings)
    assert navigator.said[-1][1] == "good"


def test_who_comes_for_a_pin_finds_the_cursor_there(page: SettingsPage) -> None:
    page.enter(pin="")
    assert page.focusWidget() is page._pin


def test_a_pin_can_be_taken_away(page: SettingsPage, guard: Guard) -> None:
    guard.precautions.pin.choose("4711")
    button(page, "Set PIN").click()
    assert not guard.precautions.pin.is_set


def test_a_pin_of_one_digit_is_refused(page: SettingsPage, guard: Guard, navigator: RecordingNavigator) -> None:
    type_text(line(page, "PIN for the cover"), "1")
    button(page, "Set PIN").click()
    assert not guard.precautions.pin.is_set
    assert navigator.said[-1][1] == "warning"


def test_the_vault_can_be_locked_from_here(page: SettingsPage, guard: Guard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(guard.lock_wanted):
        button(page, "Lock now").click()


def test_what_is_stored_is_told(page: SettingsPage) -> None:
    told = texts(page)
    for part in ("encrypted", "colours", "text size", "No recent files"):
        assert part in told


def test_the_passphrase_is_changed_only_when_the_new_one_was_typed_twice(
    light: Session, look: Look, guard: Guard, navigator: RecordingNavigator, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "vault"
    vault, _ = create_vault(folder, PHRASE, "А. Б.", LIGHT)
    vault.close()
    with qtbot.waitSignal(light.opened):
        light.open(folder, PHRASE, lambda: None, lambda trouble: pytest.fail(trouble.code))
    page = SettingsPage(light, navigator, look, guard)
    qtbot.addWidget(page)
    page.show()
    button(page, "Change the passphrase").click()
    button(page, "My own").click()
    type_text(line(page, "Own passphrase"), NEW_PHRASE)
    assert not button(page, "Use the new passphrase").isEnabled()
    type_text(line(page, "Passphrase once more"), NEW_PHRASE)
    button(page, "Use the new passphrase").click()
    qtbot.waitUntil(lambda: bool(navigator.said))
    assert "opens the vault from now on" in navigator.said[-1][0]
    assert line(page, "Own passphrase").text() == ""
    fits: list[bool] = []
    light.fits(PHRASE, fits.append)
    light.fits(NEW_PHRASE, fits.append)
    qtbot.waitUntil(lambda: len(fits) == 2)
    assert fits == [False, True]


def test_an_untried_recovery_code_is_said_and_can_be_tried(
    light: Session, look: Look, guard: Guard, navigator: RecordingNavigator, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "vault"
    vault, code = create_vault(folder, PHRASE, "А. Б.", LIGHT)
    vault.close()
    with qtbot.waitSignal(light.opened):
        light.open(folder, PHRASE, lambda: None, lambda trouble: pytest.fail(trouble.code))
    page = SettingsPage(light, navigator, look, guard)
    qtbot.addWidget(page)
    page.enter()
    qtbot.waitUntil(lambda: "never tried" in texts(page))
    field = line(page, "Recovery code from paper")
    type_text(field, "AAAA")
    press(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(navigator.troubles))
    field.clear()
    type_text(field, code.lower())
    press(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "opened the vault" in texts(page))
    assert field.text() == ""


@pytest.mark.parametrize(
    ("language", "first", "key"), [("en", "cannot promise", "Undo"), ("ru", "обещать не может", "Отменить")]
)
def test_the_help_begins_with_the_limits_and_lists_the_keys(
    light: Session, navigator: RecordingNavigator, qtbot: QtBot, language: str, first: str, key: str
) -> None:
    navigator.language = language
    page = HelpPage(light, navigator)
    qtbot.addWidget(page)
    told = texts(page)
    assert first in told.splitlines()[0]
    assert key in told
    assert "Ctrl+K" in told


@pytest.mark.parametrize("size", [100, 150])
def test_the_pages_before_opening_fit_the_smallest_display(
    light: Session, look: Look, tmp_path: Path, qtbot: QtBot, size: int
) -> None:
    look.choose(language="ru", text_size=size)
    for page in (UnlockPage(light, look, tmp_path), CreateWizard(light, look, tmp_path)):
        qtbot.addWidget(page)
        hint = page.minimumSizeHint()
        assert (hint.width() <= 1024, hint.height() <= 560) == (True, True)


def test_every_field_before_opening_has_a_name(light: Session, look: Look, tmp_path: Path, qtbot: QtBot) -> None:
    for page in (UnlockPage(light, look, tmp_path), CreateWizard(light, look, tmp_path)):
        qtbot.addWidget(page)
        fields = [*page.findChildren(QLineEdit), *page.findChildren(QComboBox), *page.findChildren(Button)]
        assert [type(each).__name__ for each in fields if not (each.accessibleName() or _words(each))] == []


def _words(field: QWidget) -> str:
    return field.text() if isinstance(field, Button) else ""
