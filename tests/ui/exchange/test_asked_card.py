"""Erasures that a colleague asks for, in the inbox: accepted by holding, or left; strangers come in by a tick."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from monitorapp.exchange.members import find_recipient
from monitorapp.exchange.receive import receive
from monitorapp.exchange.send import send
from monitorapp.vault import erasing
from monitorapp.vault.erasing import OneAnswer
from monitorapp.vault.vault import Vault
from tests.ui.conftest import RecordingNavigator
from tests.ui.exchange.conftest import answer_of, distrust, show, told, with_vault
from ui.exchange.inbox_page import InboxPage
from ui.session import Session

Opened = Callable[[Path, str], Session]
FIELD = "pop_total"


def _passed(folder: Path, sender: str, receiver: str, visit: str, name: str) -> Path:
    """A bundle of the visit from one vault of the demonstration for another."""
    author = with_vault(folder, receiver, lambda vault: vault.author)
    path = folder / name

    def pass_on(vault: Vault) -> None:
        send(vault, [visit], [find_recipient(vault, author)], path, "update")

    with_vault(folder, sender, pass_on)
    return path


@pytest.fixture
def asking(settling: Path) -> tuple[Path, str, Path]:
    """The office has everything; the first monitor asks to erase an answer that the second gave, too."""
    visit = str(told(settling)["conflicts"][0]["document"])
    update = _passed(settling, "coordinator", "monitor-1", visit, "update.mvb")

    def take_and_erase(vault: Vault) -> None:
        receive(vault, update)
        erasing.erase(vault, OneAnswer(visit, FIELD), "the person asked")

    with_vault(settling, "monitor-1", take_and_erase)
    return settling, visit, _passed(settling, "monitor-1", "coordinator", visit, "asks.mvb")


def _shown(opened: Opened, folder: Path, navigator: RecordingNavigator, qtbot: QtBot, path: Path) -> InboxPage:
    page = InboxPage(opened(folder, "coordinator"), navigator)
    show(qtbot, page, path=str(path))
    qtbot.waitUntil(lambda: page.cards[0].is_ready, timeout=10_000)
    return page


def test_a_request_is_shown_once_its_file_is_taken_in_and_erases_when_held(
    asking: tuple[Path, str, Path], opened: Opened, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    folder, visit, path = asking
    page = _shown(opened, folder, navigator, qtbot, path)
    assert page.cards[0].arrival is not None
    assert page.cards[0].arrival.plan.counts.asked == 1
    page._take_all()
    qtbot.waitUntil(lambda: page.asked is not None, timeout=10_000)
    assert page.asked is not None
    words = "\n".join(label.text() for label in page.asked.findChildren(QLabel))
    assert "the person asked" in words
    page.asked.buttons[0].held.emit()
    qtbot.waitUntil(lambda: page.asked is None, timeout=10_000)
    assert navigator.troubles == []
    assert answer_of(qtbot, page.session, lambda vault: vault.view(visit).values.get(FIELD)) is None


def test_the_log_says_for_whom_a_file_was_written(
    asking: tuple[Path, str, Path], opened: Opened, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    folder, _, path = asking
    name = with_vault(folder, "monitor-1", lambda vault: vault.registry.person(vault.author)).name
    page = _shown(opened, folder, navigator, qtbot, path)
    qtbot.waitUntil(lambda: bool(page.history))
    sent = [row for row in page.history if row.exchange.direction == "sent"]
    assert any(f"for {name}" in label.text() for row in sent for label in row.findChildren(QLabel))


def test_a_request_can_be_left(
    asking: tuple[Path, str, Path], opened: Opened, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    folder, visit, path = asking
    page = _shown(opened, folder, navigator, qtbot, path)
    page._take_all()
    qtbot.waitUntil(lambda: page.asked is not None, timeout=10_000)
    assert page.asked is not None
    page.asked.leave[0].click()
    qtbot.waitUntil(lambda: page.asked is None, timeout=10_000)
    assert answer_of(qtbot, page.session, lambda vault: vault.view(visit).values.get(FIELD)) == 43


def test_strangers_in_a_file_come_in_by_a_tick(
    demo: Path, opened: Opened, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    visit = str(told(demo)["conflicts"][0]["document"])
    between = _passed(demo, "monitor-2", "monitor-1", visit, "between.mvb")
    with_vault(demo, "monitor-1", lambda vault: receive(vault, between))
    path = _passed(demo, "monitor-1", "coordinator", visit, "both.mvb")
    second = with_vault(demo, "monitor-2", lambda vault: vault.author)
    distrust(demo, "coordinator", second)
    page = _shown(opened, demo, navigator, qtbot, path)
    card = page.cards[0]
    assert card.arrival is not None
    left_out = card.arrival.plan.counts.left_out
    assert left_out > 0
    assert card.strangers is not None
    card.strangers.setChecked(True)
    qtbot.waitUntil(lambda: card.arrival is not None and card.arrival.plan.counts.left_out == 0, timeout=10_000)
    page._take_all()
    qtbot.waitUntil(lambda: card.is_taken, timeout=10_000)
    view = answer_of(qtbot, page.session, lambda vault: vault.view(visit))
    assert any(second in authors for authors in view.authors.values())
