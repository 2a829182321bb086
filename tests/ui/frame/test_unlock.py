"""Opening a vault with keys and clicks, in Russian letters and in a hurry."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from monitorapp.exchange import escrow
from monitorapp.exchange.members import create_vault, identity_of
from monitorapp.vault.keyfile import LIGHT
from tests.ui.frame.diary import PHRASE
from tests.ui.frame.typing_keys import press, type_text
from ui.look import Look
from ui.main_window import MainWindow
from ui.session import Session
from ui.settings.erase_card import ErasePanel
from ui.unlock.create_wizard import CreateWizard
from ui.unlock.escrow_secret import EscrowSecret
from ui.unlock.unlock_page import Backoff, UnlockPage
from ui.widgets.buttons import Button
from ui.widgets.hold_button import HoldButton
from ui.widgets.labels import Remark
from ui.widgets.passphrase_edit import PassphraseEdit

MakeWindow = Callable[[Path], MainWindow]


@pytest.fixture
def page(make_window: MakeWindow, vault_folder: Path) -> UnlockPage:
    content = make_window(vault_folder).content
    assert isinstance(content, UnlockPage)
    return content


def passphrase(page: UnlockPage) -> QLineEdit:
    return page.findChildren(PassphraseEdit)[0].findChildren(QLineEdit)[0]


def code_line(page: UnlockPage) -> QLineEdit:
    return next(line for line in page.findChildren(QLineEdit) if line.accessibleName() == "Recovery code from paper")


def button(page: UnlockPage, text: str) -> Button:
    return next(each for each in page.findChildren(Button) if each.text() == text)


def said(page: UnlockPage) -> str:
    return " ".join(remark.text() for remark in page.findChildren(Remark) if remark.isVisible())


def window_of(page: UnlockPage) -> MainWindow:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def test_typing_can_begin_at_once(page: UnlockPage) -> None:
    assert page.window().focusWidget() is passphrase(page)


def test_the_passphrase_and_enter_open_the_vault(page: UnlockPage, qtbot: QtBot) -> None:
    window = window_of(page)
    type_text(passphrase(page), PHRASE)
    press(passphrase(page), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk is not None)


def test_the_button_opens_the_vault(page: UnlockPage, qtbot: QtBot) -> None:
    window = window_of(page)
    type_text(passphrase(page), PHRASE)
    QTest.mouseClick(button(page, "Open"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.desk is not None)


def test_while_it_opens_the_page_says_so_and_does_not_open_twice(
    page: UnlockPage, light: Session, qtbot: QtBot
) -> None:
    type_text(passphrase(page), "не та фраза")
    press(passphrase(page), Qt.Key.Key_Return)
    assert not button(page, "Opening…").isEnabled()
    assert light.is_busy
    qtbot.waitUntil(lambda: not light.is_busy)
    qtbot.waitUntil(lambda: any(each.text() == "Open" and each.isEnabled() for each in page.findChildren(Button)))


def test_a_wrong_passphrase_is_said_calmly_and_can_be_typed_over(
    page: UnlockPage, light: Session, qtbot: QtBot
) -> None:
    type_text(passphrase(page), "не та фраза")
    press(passphrase(page), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not light.is_busy)
    assert "does not open the vault" in said(page)
    assert "CapsLock" in said(page)
    assert passphrase(page).selectedText() == passphrase(page).text() != ""


def test_an_empty_passphrase_asks_nothing(page: UnlockPage, light: Session) -> None:
    press(passphrase(page), Qt.Key.Key_Return)
    assert not light.is_busy


def test_ctrl_h_shows_what_was_typed(page: UnlockPage, qtbot: QtBot) -> None:
    type_text(passphrase(page), "слово")
    QTest.keyClick(passphrase(page), Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert passphrase(page).echoMode() == QLineEdit.EchoMode.Normal


def test_the_passphrase_is_forgotten_by_the_page_once_it_opened(page: UnlockPage, qtbot: QtBot) -> None:
    line, window = passphrase(page), window_of(page)
    seen: list[str] = []
    page.opened.connect(lambda _: seen.append(line.text()))
    type_text(line, PHRASE)
    press(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk is not None)
    assert seen == [""]


def test_a_folder_without_a_vault_is_said_before_anything_is_typed(make_window: MakeWindow, tmp_path: Path) -> None:
    content = make_window(tmp_path / "nothing").content
    assert isinstance(content, UnlockPage)
    assert "no vault in this folder" in said(content)


def test_the_language_can_be_changed_before_opening(page: UnlockPage, look: Look, qtbot: QtBot) -> None:
    window = window_of(page)
    choice = page.findChildren(QComboBox)[0]
    choice.setCurrentIndex(choice.findData("ru"))
    choice.activated.emit(choice.currentIndex())
    content = window.content
    assert isinstance(content, UnlockPage)
    assert look.language == "ru"
    assert any(each.text() == "Открыть" for each in content.findChildren(Button))


def test_a_recovery_code_with_a_slip_is_told_from_a_foreign_one(page: UnlockPage, light: Session, qtbot: QtBot) -> None:
    button(page, "Use the recovery code").click()
    type_text(code_line(page), "AAAA-BBBB")
    press(code_line(page), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not light.is_busy)
    assert "slip" in said(page)


def test_the_recovery_code_opens_and_asks_for_a_new_passphrase(
    make_window: MakeWindow, light: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    codes: list[str] = []
    folder = tmp_path / "other"
    with qtbot.waitSignal(light.opened):
        light.create(folder, PHRASE, "М. К.", codes.append, lambda trouble: pytest.fail(trouble.code))
    light.close()
    window = make_window(folder)
    page = window.content
    assert isinstance(page, UnlockPage)
    button(page, "Use the recovery code").click()
    type_text(code_line(page), codes[0].lower().replace("-", " "))
    press(code_line(page), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk is not None)
    assert any("new passphrase" in remark.text() for remark in window.findChildren(Remark))


def test_making_a_vault_is_one_click_away(page: UnlockPage) -> None:
    window = window_of(page)
    button(page, "Make a new vault").click()
    assert isinstance(window.content, CreateWizard)


def open_button(page: UnlockPage) -> Button:
    return next(each for each in page.findChildren(Button) if each.property("kind") == "primary")


def test_after_a_wrong_try_the_button_waits_and_says_so(page: UnlockPage, light: Session, qtbot: QtBot) -> None:
    type_text(passphrase(page), "не та фраза")
    press(passphrase(page), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Again in" in open_button(page).text())
    press(passphrase(page), Qt.Key.Key_Return)
    assert not light.is_busy
    qtbot.waitUntil(open_button(page).isEnabled)
    assert open_button(page).text() == "Open"


def test_another_language_does_not_shorten_the_wait(page: UnlockPage, light: Session, look: Look, qtbot: QtBot) -> None:
    window = window_of(page)
    for _ in range(3):
        Backoff.of(light).note("wrong-passphrase")
    look.choose(language="ru")
    content = window.content
    assert isinstance(content, UnlockPage)
    assert not open_button(content).isEnabled()
    assert "через" in open_button(content).text()


def test_the_organisation_opens_with_the_passphrase_of_its_own_vault(
    make_window: MakeWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    own, _ = create_vault(tmp_path / "own", "фраза организации", "Организация", LIGHT)
    with_key, _ = create_vault(tmp_path / "hers", PHRASE, "Анна", LIGHT)
    escrow.name(with_key, identity_of(own).card().encode())
    for vault in (own, with_key):
        vault.close()
    window = make_window(tmp_path / "hers")
    page = window.content
    assert isinstance(page, UnlockPage)
    button(page, "Use an organisation's key").click()
    secret = page.findChildren(EscrowSecret)[0]
    line = secret.findChildren(QLineEdit)[0]
    type_text(line, "фраза организации")
    press(line, Qt.Key.Key_Return)
    assert open_button(page).text() == "Open"  # no vault of the organisation is chosen yet
    secret.choose(tmp_path / "own")
    press(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk is not None)
    assert any("without the passphrase" in remark.text() for remark in window.findChildren(Remark))


def test_the_ways_of_opening_can_be_changed_back(page: UnlockPage) -> None:
    button(page, "Use an organisation's key").click()
    button(page, "Use the recovery code").click()
    assert code_line(page).isVisible()
    button(page, "Use the passphrase").click()
    assert passphrase(page).isVisible()


def panel(page: UnlockPage) -> ErasePanel:
    button(page, "Erase this vault…").click()
    return page.findChildren(ErasePanel)[0]


def test_a_vault_is_erased_without_a_passphrase_by_holding_a_button(
    page: UnlockPage, vault_folder: Path, light: Session, qtbot: QtBot
) -> None:
    asked = panel(page)
    assert "nobody can tell" in " ".join(remark.text() for remark in asked.findChildren(Remark))
    assert page.window().focusWidget() is button(page, "Do not erase")
    asked.held.emit()
    qtbot.waitUntil(lambda: not light.is_busy and "is erased" in said(page))
    assert not vault_folder.exists()
    assert not any(each.isVisible() and "Erase" in each.text() for each in page.findChildren(Button))


def test_a_click_or_a_change_of_mind_erases_nothing(page: UnlockPage, vault_folder: Path, qtbot: QtBot) -> None:
    asked = panel(page)
    asked.findChildren(HoldButton)[0].click()
    button(page, "Do not erase").click()
    assert (vault_folder / "k").is_file()
    assert passphrase(page).isVisible()


def test_where_there_is_no_vault_none_can_be_erased(make_window: MakeWindow, tmp_path: Path) -> None:
    content = make_window(tmp_path / "nothing").content
    assert isinstance(content, UnlockPage)
    assert not button(content, "Erase this vault…").isVisible()
