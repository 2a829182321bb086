"""Cover and lock in a whole window, by real keys, clicks and clocks: what hides, what opens, what stays written."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from monitorapp.clock import Clock
from monitorapp.errors import VaultTrouble
from monitorapp.vault.vault import Vault
from tests.ui.frame.diary import PHRASE, Diary
from tests.ui.frame.typing_keys import press, type_text
from ui.cover import TRIES, Cover
from ui.desk import Desk
from ui.guard import Guard
from ui.look import Look
from ui.main_window import MainWindow
from ui.session import Session
from ui.widgets.buttons import Button
from ui.widgets.labels import Remark

PIN = "4711"


class Clocks:
    """The clocks of the guard, moved by the test."""

    def __init__(self) -> None:
        self.awake = 5000.0
        self.asleep = 0.0

    def monotonic(self) -> float:
        return self.awake

    def wall(self) -> float:
        return 1_700_000_000 + self.awake + self.asleep


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def guard(qapp: QApplication, clocks: Clocks) -> Iterator[Guard]:
    """In place of the shared one: its clocks belong to the test."""
    guard = Guard(clocks.monotonic, clocks.wall)
    yield guard
    guard.stop()


def desk(window: MainWindow) -> Desk:
    assert window.desk is not None
    return window.desk


def cover_of(window: MainWindow) -> Cover:
    return desk(window).findChildren(Cover)[0]


def cover_line(window: MainWindow) -> QLineEdit:
    return cover_of(window).findChildren(QLineEdit)[0]


def page_line(window: MainWindow) -> QLineEdit:
    page = desk(window).frame.page("first")
    assert isinstance(page, Diary)
    return page.findChildren(QLineEdit)[0]


def button(widget: QWidget, text: str) -> Button:
    return next(each for each in widget.findChildren(Button) if each.text() == text)


def answer(window: MainWindow, text: str, session: Session, qtbot: QtBot) -> None:
    type_text(cover_line(window), text)
    press(cover_line(window), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not session.is_busy)


def key_to_window(window: MainWindow, key: Qt.Key) -> None:
    handle = window.windowHandle()
    assert handle is not None
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(handle, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


def wait(guard: Guard, clocks: Clocks, seconds: float) -> None:
    clocks.awake += seconds
    guard.tick()


# What covers


def test_two_idle_minutes_cover_and_eight_more_lock(
    window: MainWindow, guard: Guard, clocks: Clocks, light: Session, relaunched: list[bool]
) -> None:
    wait(guard, clocks, 119)
    assert not desk(window).is_covered
    wait(guard, clocks, 1)
    assert desk(window).is_covered
    assert relaunched == []
    wait(guard, clocks, 480)
    assert relaunched == [True]
    assert not light.is_open


def test_whoever_types_is_not_covered(window: MainWindow, guard: Guard, clocks: Clocks) -> None:
    for _ in range(6):
        wait(guard, clocks, 100)
        type_text(page_line(window), "а")
    assert not desk(window).is_covered


def test_whoever_moves_the_mouse_is_not_covered(window: MainWindow, guard: Guard, clocks: Clocks) -> None:
    for step in range(6):
        wait(guard, clocks, 100)
        at = QPointF(10 + step, 10)
        moved = QMouseEvent(
            QEvent.Type.MouseMove,
            at,
            at,
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(window, moved)
    assert not desk(window).is_covered


def test_three_shifts_cover_whatever_has_the_cursor(window: MainWindow) -> None:
    page_line(window).setFocus()
    for _ in range(2):
        key_to_window(window, Qt.Key.Key_Shift)
    assert not desk(window).is_covered
    key_to_window(window, Qt.Key.Key_Shift)
    assert desk(window).is_covered


def test_f12_covers_from_every_page_and_from_the_palette(window: MainWindow) -> None:
    frame = desk(window).frame
    for name in frame.names:
        frame.go(name)
        QTest.keyClick(window, Qt.Key.Key_F12)
        assert desk(window).is_covered, name
        desk(window).uncover()
    frame.open_palette()
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert desk(window).is_covered


def test_a_click_on_hide_covers(window: MainWindow) -> None:
    QTest.mouseClick(button(desk(window).frame, "Hide"), Qt.MouseButton.LeftButton)
    assert desk(window).is_covered


def test_waking_from_sleep_locks_at_once(
    window: MainWindow, guard: Guard, clocks: Clocks, light: Session, relaunched: list[bool]
) -> None:
    clocks.asleep += 1800
    wait(guard, clocks, 1)
    assert relaunched == [True]
    assert not light.is_open


# What the cover shows and lets through


def test_no_word_of_a_page_is_left_on_the_screen(window: MainWindow, look: Look) -> None:
    desk(window).frame.go("second")
    desk(window).frame.say("Ответ записан")
    desk(window).cover()
    shown = [each.text() for each in window.findChildren(QLabel) if each.isVisible() and each.text()]
    assert shown
    assert all(
        cover_of(window).isAncestorOf(each)
        for each in window.findChildren(QWidget)
        if each.isVisible() and each not in (desk(window), cover_of(window))
    )
    assert "Пакеты" not in " ".join(shown)
    assert window.windowTitle() == "Notes"


def test_the_picture_of_the_cover_does_not_depend_on_what_lies_beneath(window: MainWindow) -> None:
    pictures = []
    for text in ("", "Секретный ответ " * 8):
        page_line(window).setText(text)
        desk(window).cover()
        cover_line(window).clearFocus()  # no blinking cursor
        pictures.append(window.grab().toImage())
        desk(window).uncover()
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F12, Qt.Key.Key_F1, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_no_key_alone_opens_the_cover(window: MainWindow, light: Session, qtbot: QtBot, key: Qt.Key) -> None:
    desk(window).cover()
    QTest.keyClick(cover_line(window), key)
    qtbot.waitUntil(lambda: not light.is_busy)
    assert desk(window).is_covered


def test_a_click_where_a_page_was_reaches_nothing(window: MainWindow) -> None:
    frame = desk(window).frame
    desk(window).cover()
    for at in (QPoint(30, 40), QPoint(30, 80), QPoint(500, 20), QPoint(900, 20)):
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=at)
    assert frame.place() == {"page": "first"}
    assert desk(window).is_covered


def test_what_was_half_typed_is_there_again_after_the_cover(
    window: MainWindow, guard: Guard, light: Session, qtbot: QtBot
) -> None:
    guard.precautions.pin.choose(PIN)
    page_line(window).setFocus()
    type_text(page_line(window), "не успел допи")
    desk(window).cover()
    answer(window, PIN, light, qtbot)
    type_text(page_line(window), "сать")
    assert page_line(window).text() == "не успел дописать"
    assert window.focusWidget() is page_line(window)


# What opens


def test_the_tries_begin_anew_at_the_next_cover(
    window: MainWindow, guard: Guard, light: Session, relaunched: list[bool], qtbot: QtBot
) -> None:
    guard.precautions.pin.choose(PIN)
    for _ in range(3):
        desk(window).cover()
        for _ in range(TRIES - 1):
            answer(window, "0000", light, qtbot)
        answer(window, PIN, light, qtbot)
        assert not desk(window).is_covered
    assert relaunched == []


def test_what_was_typed_wrong_is_gone_and_hidden(window: MainWindow, light: Session, qtbot: QtBot) -> None:
    desk(window).cover()
    QTest.keyClick(cover_line(window), Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert cover_line(window).echoMode() == QLineEdit.EchoMode.Normal
    answer(window, "1234", light, qtbot)
    assert cover_line(window).text() == ""
    assert cover_line(window).echoMode() == QLineEdit.EchoMode.Password


def test_the_button_of_the_cover_does_what_enter_does(
    window: MainWindow, guard: Guard, light: Session, qtbot: QtBot
) -> None:
    guard.precautions.pin.choose(PIN)
    desk(window).cover()
    type_text(cover_line(window), PIN)
    QTest.mouseClick(button(cover_of(window), "Go on"), Qt.MouseButton.LeftButton)
    assert not desk(window).is_covered


def test_a_beginning_or_a_part_of_the_pin_opens_nothing(
    window: MainWindow, guard: Guard, light: Session, qtbot: QtBot
) -> None:
    guard.precautions.pin.choose(PIN)
    desk(window).cover()
    for part in (PIN[:-1], PIN + "0"):
        answer(window, part, light, qtbot)
        assert desk(window).is_covered


def test_three_wrong_answers_leave_a_closed_vault_that_opens_at_the_same_place(
    window: MainWindow,
    make_window: Callable[[Path], MainWindow],
    vault_folder: Path,
    light: Session,
    relaunched: list[bool],
    qtbot: QtBot,
) -> None:
    desk(window).frame.go("inside", document="e" * 32)
    desk(window).cover()
    for _ in range(TRIES):
        answer(window, "1234", light, qtbot)
    assert relaunched == [True]
    vault = Vault.open(vault_folder, PHRASE)
    try:
        assert vault.place() == {"page": "inside", "document": "e" * 32}
    finally:
        vault.close()


def test_where_the_lock_waits_for_the_disk_nobody_goes_on_trying_short_numbers(
    window: MainWindow, guard: Guard, light: Session, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    guard.precautions.pin.choose(PIN)
    desk(window).cover()
    with monkeypatch.context() as patch:
        patch.setattr(light, "close", lambda *_: VaultTrouble("disk-full"))
        for _ in range(TRIES):
            answer(window, "0000", light, qtbot)
        answer(window, PIN, light, qtbot)
        assert desk(window).is_covered
        answer(window, PHRASE, light, qtbot)
        assert not desk(window).is_covered


def test_without_a_pin_the_first_cover_that_the_passphrase_opened_offers_one(
    window: MainWindow, light: Session, qtbot: QtBot
) -> None:
    desk(window).cover()
    assert "PIN" not in cover_of(window).findChildren(QLabel)[0].text()
    answer(window, PHRASE, light, qtbot)
    assert "PIN" in desk(window).frame.message
    desk(window).frame.close_topmost()
    desk(window).cover()
    answer(window, PHRASE, light, qtbot)
    assert desk(window).frame.message == ""


def test_with_a_pin_nothing_is_offered(window: MainWindow, guard: Guard, light: Session, qtbot: QtBot) -> None:
    guard.precautions.pin.choose(PIN)
    desk(window).cover()
    answer(window, PIN, light, qtbot)
    assert desk(window).frame.message == ""


@pytest.mark.parametrize("typed", ["kiyo", "лшнщ"])
def test_the_pin_opens_with_the_layout_that_happens_to_be_on(
    window: MainWindow, guard: Guard, light: Session, qtbot: QtBot, typed: str
) -> None:
    guard.precautions.pin.choose("лшнщ")
    desk(window).cover()
    answer(window, typed, light, qtbot)
    assert not desk(window).is_covered


# The way out, and the clock


def test_a_covered_window_can_be_closed_and_leaves_nothing_open(
    window: MainWindow, light: Session, vault_folder: Path
) -> None:
    desk(window).cover()
    assert window.close()
    assert not light.is_open
    Vault.open(vault_folder, PHRASE).close()


def test_ctrl_shift_l_locks_with_a_cyrillic_layout_too(
    window: MainWindow, relaunched: list[bool], qapp: QApplication
) -> None:
    from ui.shortcuts import LayoutFilter

    layouts = LayoutFilter()
    qapp.installEventFilter(layouts)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(page_line(window), ord("Д"), both, "")
    qapp.removeEventFilter(layouts)
    assert relaunched == [True]


@pytest.mark.parametrize(("year", "warned"), [(1970, True), (2001, True), (2026, False)])
def test_a_clock_that_is_plainly_wrong_is_told_and_hinders_nothing(
    make_window: Callable[[Path], MainWindow],
    vault_folder: Path,
    light: Session,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    year: int,
    warned: bool,
) -> None:
    moment = datetime(year, 6, 15, 12, tzinfo=UTC) if year != 2026 else datetime.now(UTC)
    monkeypatch.setattr("ui.desk.SYSTEM", Clock(now=lambda: moment))
    window = make_window(vault_folder)
    with qtbot.waitSignal(light.opened):
        light.open(vault_folder, PHRASE, window.enter, lambda trouble: pytest.fail(trouble.code))
    qtbot.waitUntil(lambda: not light.is_busy)
    assert ("clock of this laptop" in desk(window).frame.message) is warned
    desk(window).frame.go("second")
    assert desk(window).frame.place() == {"page": "second"}


def test_the_cover_says_why_it_cannot_lock_and_still_opens(
    window: MainWindow, guard: Guard, light: Session, relaunched: list[bool], qtbot: QtBot
) -> None:
    def refuse(vault: object) -> None:
        raise VaultTrouble("medium-gone")

    guard.precautions.pin.choose(PIN)
    light.flushing.connect(lambda: light.change(refuse, failed=lambda _: None))
    guard.lock_wanted.emit()
    light.flushing.disconnect()
    said = " ".join(remark.text() for remark in cover_of(window).findChildren(Remark) if not remark.isHidden())
    assert "Not locked" in said
    assert relaunched == []
    answer(window, PIN, light, qtbot)
    assert not desk(window).is_covered
    guard.lock_wanted.emit()  # the stick is back
    assert relaunched == [True]
