"""Sealing from the window: held, not clicked; told before and after; let go once somebody has signed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from monitorapp.exchange.members import find_recipient
from monitorapp.exchange.receive import receive
from monitorapp.exchange.send import seal, write_receipt
from monitorapp.vault import sealed
from monitorapp.vault.vault import Vault
from tests.ui.conftest import RecordingNavigator
from tests.ui.exchange.conftest import answer_of, pick_new_file, press, shortcut, show, texts, unnamed, with_vault
from tests.ui.exchange.test_send_page import entered, tick
from ui.exchange.inbox_page import InboxPage
from ui.exchange.people_page import PeoplePage
from ui.exchange.sealed_list import SealedCard
from ui.exchange.send_page import SendPage
from ui.session import Session

Opened = Callable[[Path, str], Session]


@pytest.fixture
def page(qtbot: QtBot, opened: Opened, demo: Path, navigator: RecordingNavigator) -> SendPage:
    """The first monitor's page, ready to seal the only visit for the coordinator."""
    return entered(qtbot, SendPage(opened(demo, "monitor-1"), navigator), kind="seal")


def hold(qtbot: QtBot, button: QWidget, done: Callable[[], bool]) -> None:
    """Hold Enter down on a button until something has come of it."""
    button.setFocus()
    key = Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(button, QKeyEvent(QEvent.Type.KeyPress, *key))
    qtbot.waitUntil(done, timeout=8_000)
    if isValid(button):
        QApplication.sendEvent(button, QKeyEvent(QEvent.Type.KeyRelease, *key))


def click(button: QWidget) -> None:
    """Press Enter on a button."""
    button.setFocus()
    press(Qt.Key.Key_Return)


def is_picking(page: QWidget) -> bool:
    return any(type(child).__name__ == "FilePicker" for child in page.children())


def tick_both(page: SendPage) -> None:
    for box, _ in page.people.boxes:
        if not box.isChecked():
            tick(page, names_of(box))


def names_of(box: QWidget) -> str:
    return str(box.property("text")).split(" · ")[0]


def seal_for_both(vault: Vault) -> str:
    """Seal the only visit for everybody who is trusted; returns the bundle."""
    people = [person for person in vault.registry.people() if person.state == "trusted"]
    return seal(vault, [vault.visits()[0].id], people)[0].bundle


def sign_for(demo: Path, bundle_of: Path, path: Path) -> None:
    """The coordinator takes the sealed bundle in and writes a receipt."""

    def answer(vault: Vault) -> None:
        receive(vault, bundle_of)
        write_receipt(vault, find_recipient(vault, "Монитор 1"), path)

    with_vault(demo, "coordinator", answer)


def only_file(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_one_person_is_not_enough_to_seal_for(page: SendPage) -> None:
    assert not page.seal.isEnabled()
    assert page.remark.text().startswith("Tick two people")


def test_what_cannot_be_undone_is_said_before(page: SendPage) -> None:
    tick_both(page)
    assert page.seal.isEnabled()
    assert "nor do you" in page.remark.text()
    assert "Координатор" in page.remark.text()


def test_a_key_alone_does_not_seal(qtbot: QtBot, page: SendPage) -> None:
    tick_both(page)
    shortcut(page, "Ctrl+Return")
    assert page.seal.hasFocus()
    assert not is_picking(page)
    assert len(answer_of(qtbot, page.session, lambda vault: vault.visits())) == 1


def test_a_held_button_seals_with_a_copy_on_the_drive(qtbot: QtBot, page: SendPage, demo: Path, tmp_path: Path) -> None:
    tick_both(page)
    hold(qtbot, page.seal, lambda: is_picking(page))
    pick_new_file(qtbot, page, tmp_path / "out.mvb")
    qtbot.waitUntil(lambda: page.sent is not None)
    assert page.sent is not None
    assert "Sealed" in texts(page.sent)
    assert not page.sent.repeat.isVisible()
    assert answer_of(qtbot, page.session, lambda vault: vault.visits()) == []
    assert with_vault(demo, "coordinator", lambda vault: receive(vault, tmp_path / "out.mvb").counts.new) > 0


def test_sealing_needs_no_drive(qtbot: QtBot, page: SendPage) -> None:
    tick_both(page)
    page.copy.setFocus()
    page.copy.click()
    hold(qtbot, page.seal, lambda: page.sent is not None)
    assert len(answer_of(qtbot, page.session, sealed.listed)) == 1


def test_after_sealing_the_way_leads_home(qtbot: QtBot, page: SendPage, navigator: RecordingNavigator) -> None:
    tick_both(page)
    page.copy.click()
    hold(qtbot, page.seal, lambda: page.sent is not None)
    assert page.sent is not None
    click(page.sent.finish)
    assert navigator.went[-1][0] == "home"


def test_what_came_from_others_is_not_sealed(
    qtbot: QtBot, opened: Opened, settling: Path, navigator: RecordingNavigator
) -> None:
    page = SendPage(opened(settling, "coordinator"), navigator)
    show(qtbot, page, kind="seal")
    qtbot.waitUntil(lambda: page.visits.count() > 0)
    if not page.visits.chosen():
        page.visits.setFocus()
        page.visits.item(0).setCheckState(Qt.CheckState.Checked)
    assert page.remark.text().startswith("What came from others")
    assert not page.seal.isEnabled()


@pytest.fixture
def inbox(qtbot: QtBot, opened: Opened, demo: Path, navigator: RecordingNavigator) -> InboxPage:
    """The first monitor's inbox, with one sealed bundle and no receipt."""
    with_vault(demo, "monitor-1", seal_for_both)
    page = InboxPage(opened(demo, "monitor-1"), navigator)
    show(qtbot, page)
    qtbot.waitUntil(lambda: len(page.sealed.cards) == 1)
    return page


def card_of(page: InboxPage) -> SealedCard:
    return page.sealed.cards[0]


def test_a_sealed_bundle_says_that_nobody_has_signed(inbox: InboxPage) -> None:
    assert "this may be the only copy" in texts(card_of(inbox))
    assert "Координатор" in texts(card_of(inbox))
    assert unnamed(inbox) == []


def test_without_a_receipt_a_click_removes_nothing(qtbot: QtBot, inbox: InboxPage) -> None:
    card_of(inbox).remove.click()
    assert len(answer_of(qtbot, inbox.session, sealed.listed)) == 1
    hold(qtbot, card_of(inbox).remove, lambda: not inbox.sealed.cards)
    assert not inbox.sealed.isVisible()


def test_a_sealed_bundle_is_copied_onto_a_drive(
    qtbot: QtBot, inbox: InboxPage, navigator: RecordingNavigator, demo: Path, tmp_path: Path
) -> None:
    click(card_of(inbox).copy)
    pick_new_file(qtbot, inbox.sealed, tmp_path / "again.mvb")
    qtbot.waitUntil(lambda: bool(navigator.said))
    assert (tmp_path / "again.mvb").read_bytes() == only_file(demo / "monitor-1" / "s").read_bytes()


def test_a_receipt_lets_the_sealed_file_go_with_one_key(
    qtbot: QtBot, inbox: InboxPage, demo: Path, tmp_path: Path
) -> None:
    sign_for(demo, only_file(demo / "monitor-1" / "s"), tmp_path / "receipt.mvb")
    inbox.add(tmp_path / "receipt.mvb")
    qtbot.waitUntil(lambda: inbox.cards[0].is_ready)
    assert "They sign that your bundles have arrived: 1" in texts(inbox.cards[0])
    assert inbox.cards[0].action is not None
    click(inbox.cards[0].action)
    qtbot.waitUntil(lambda: bool(inbox.sealed.cards) and "signed by: Координатор" in texts(card_of(inbox)))
    click(card_of(inbox).remove)
    qtbot.waitUntil(lambda: not inbox.sealed.cards)


def test_the_coordinator_writes_a_receipt_for_who_has_sent(
    qtbot: QtBot, opened: Opened, settling: Path, navigator: RecordingNavigator, tmp_path: Path
) -> None:
    page = PeoplePage(opened(settling, "coordinator"), navigator)
    show(qtbot, page)
    qtbot.waitUntil(lambda: len(page.cards) >= 2)
    card = next(card for card in page.cards if card.known.name == "Монитор 1")
    assert card.receipt is not None
    click(card.receipt)
    pick_new_file(qtbot, page, tmp_path / "receipt.mvb")
    qtbot.waitUntil(lambda: bool(navigator.said))
    assert "Монитор 1" in navigator.said[-1][0]
    assert (tmp_path / "receipt.mvb").is_file()
