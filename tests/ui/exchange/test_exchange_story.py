"""Over three vaults in the real frame: two monitors hand over, the coordinator decides, a monitor reads why."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.exchange.conftest import (
    distrust,
    pick_new_file,
    press,
    press_button,
    press_digit,
    shortcut,
    texts,
    type_text,
)
from ui.entries import entries
from ui.exchange.conflict_page import ConflictPage
from ui.exchange.inbox_page import InboxPage
from ui.exchange.people_page import PeoplePage
from ui.exchange.send_page import SendPage
from ui.form.form_page import FormPage
from ui.frame import Frame
from ui.guard import Guard
from ui.look import Look
from ui.session import Session

Opened = Callable[[Path, str], Session]
Framing = Callable[[Path, str], Frame]


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    """English, light, nothing remembered."""
    look = Look(qapp, None)
    look.choose(language="en", theme="light", text_size=100)
    yield look
    look.choose(language="en", theme="light", text_size=100)


@pytest.fixture
def frame_of(qtbot: QtBot, opened: Opened, look: Look) -> Framing:
    """The frame around somebody's open vault, on the first page, in the smallest window."""

    def make(folder: Path, owner: str) -> Frame:
        frame = Frame(opened(folder, owner), look, entries(look, Guard()))
        qtbot.addWidget(frame)
        frame.resize(1024, 560)
        frame.show()
        frame.restore({})
        frame.activateWindow()
        qtbot.waitUntil(frame.isActiveWindow)
        return frame

    return make


def drop(frame: Frame, path: Path) -> None:
    """Let a file fall on the window, whatever page it shows."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    ways = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(5, 5), *ways)
    QApplication.sendEvent(frame, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(frame, QDropEvent(QPoint(5, 5), *ways))


def inbox_of(frame: Frame) -> InboxPage:
    page = frame.page("inbox")
    assert isinstance(page, InboxPage)
    return page


def take_everything(qtbot: QtBot, frame: Frame, *paths: Path) -> InboxPage:
    """Drop files and take them in."""
    for path in paths:
        drop(frame, path)
    inbox = inbox_of(frame)
    qtbot.waitUntil(lambda: sum(card.is_ready for card in inbox.cards) == len(paths))
    for place, card in enumerate(inbox.cards, start=1):
        press_button(card, "Take in")
        wait_for_taken(qtbot, inbox, place)
    return inbox


def wait_for_taken(qtbot: QtBot, inbox: InboxPage, count: int) -> None:
    """Wait until so many files are taken in."""
    qtbot.waitUntil(lambda: sum(card.is_taken for card in inbox.cards) == count)


def settle_all(qtbot: QtBot, frame: Frame) -> ConflictPage:
    """Decide every line for the second value, by keyboard alone."""
    page = frame.page("conflicts")
    assert isinstance(page, ConflictPage)
    qtbot.waitUntil(lambda: page.list.count() == 3 and page.list.hasFocus())
    for left in (2, 1, 0):
        press_digit(2)
        type_text("Пересчитали при выходе")
        press(Qt.Key.Key_Return)
        wait_for_left(qtbot, page, left)
    return page


def wait_for_left(qtbot: QtBot, page: ConflictPage, left: int) -> None:
    """Wait until only so many need a decision."""
    qtbot.waitUntil(lambda: page.presenter.left == left)


def send_update(qtbot: QtBot, frame: Frame, path: Path) -> None:
    """Send the decisions back to everybody who wrote in the visit."""
    press_button(frame, "Send the decisions back")
    page = frame.page("send")
    assert isinstance(page, SendPage)
    qtbot.waitUntil(lambda: len(page.people.chosen()) == 2)
    shortcut(page, "Ctrl+Return")
    pick_new_file(qtbot, page, path)
    qtbot.waitUntil(lambda: page.sent is not None)


def test_what_two_monitors_wrote_is_settled_and_comes_back_with_its_reason(
    qtbot: QtBot, frame_of: Framing, demo: Path, tmp_path: Path
) -> None:
    coordinator = frame_of(demo, "coordinator")
    inbox = take_everything(qtbot, coordinator, demo / "monitor-1.mvb", demo / "monitor-2.mvb")
    press_button(inbox.cards[1], "Compare and decide: 3")
    settle_all(qtbot, coordinator)
    send_update(qtbot, coordinator, tmp_path / "update.mvb")
    coordinator.hide()

    monitor = frame_of(demo, "monitor-1")
    card = take_everything(qtbot, monitor, tmp_path / "update.mvb").cards[0]
    text = texts(card)
    assert "Decided on answers in your visits: 3" in text
    assert text.count("Why: Пересчитали при выходе") == 3
    assert "Now: 43" in text
    press_button(card, "Show")
    assert isinstance(monitor.page("form"), FormPage)
    assert monitor.place()["page"] == "form"


def test_a_stranger_becomes_trusted_and_the_same_file_is_taken_in(qtbot: QtBot, frame_of: Framing, demo: Path) -> None:
    distrust(demo, "coordinator", "Монитор 1")
    frame = frame_of(demo, "coordinator")
    drop(frame, demo / "monitor-1.mvb")
    inbox = inbox_of(frame)
    qtbot.waitUntil(lambda: inbox.cards[0].action is not None)
    assert not inbox.cards[0].is_ready
    press_button(inbox.cards[0], "Compare the words…")
    people = frame.page("people")
    assert isinstance(people, PeoplePage)
    qtbot.waitUntil(lambda: people.comparing is not None)
    assert people.comparing is not None
    people.comparing.typed.setFocus()
    type_text(" ".join(people.comparing.known.words))
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: people.comparing is None)
    press_button(frame, "To the inbox")
    qtbot.waitUntil(lambda: inbox.cards[0].is_ready)


def test_a_picker_does_not_stay_above_the_cover(qtbot: QtBot, frame_of: Framing, demo: Path) -> None:
    frame = frame_of(demo, "coordinator")
    frame.go("inbox")
    inbox = inbox_of(frame)
    press_button(inbox, "Open a file…")
    windows = QApplication.topLevelWidgets()
    picker = next(window for window in windows if window.isVisible() and window.isModal())
    inbox.session.flushing.emit()
    assert not picker.isVisible()
    assert inbox.cards == []
