"""The window around an open vault: cover, lock, close, changes of look, and the way back to the same place."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from monitorapp.clock import Clock
from monitorapp.errors import VaultTrouble
from monitorapp.exchange.members import create_vault
from monitorapp.vault.keyfile import LIGHT
from tests.ui.frame.diary import PHRASE, Diary
from tests.ui.frame.typing_keys import press, type_text
from ui.cover import TRIES, Cover
from ui.desk import Desk
from ui.guard import Guard
from ui.look import Look
from ui.main_window import MainWindow
from ui.session import Session
from ui.unlock.unlock_page import UnlockPage
from ui.widgets.labels import Remark


def desk(window: MainWindow) -> Desk:
    assert window.desk is not None
    return window.desk


def cover_of(window: MainWindow) -> Cover:
    return window.findChildren(Cover)[0]


def line_of(cover: Cover) -> QLineEdit:
    return cover.findChildren(QLineEdit)[0]


def answer(window: MainWindow, text: str, session: Session, qtbot: QtBot) -> None:
    line = line_of(cover_of(window))
    type_text(line, text)
    press(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not session.is_busy)


def first_page(window: MainWindow) -> Diary:
    page = desk(window).frame.page("first")
    assert isinstance(page, Diary)
    return page


def break_writing(session: Session) -> None:
    def refuse(vault: object) -> None:
        raise VaultTrouble("disk-full")

    session.flushing.connect(lambda: session.change(refuse, failed=lambda _: None))


def test_the_title_is_neutral_and_never_changes(window: MainWindow) -> None:
    before = window.windowTitle()
    desk(window).frame.go("inside")
    assert window.windowTitle() == before == "Notes"


def test_the_first_page_is_shown_after_opening(window: MainWindow) -> None:
    assert first_page(window).events == ["entered"]


def test_the_cover_hides_everything(window: MainWindow) -> None:
    desk(window).cover()
    assert desk(window).is_covered
    assert cover_of(window).geometry() == window.rect()


def test_nothing_beneath_the_cover_hears_a_key_or_is_read_aloud(window: MainWindow) -> None:
    frame = desk(window).frame
    desk(window).cover()
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert frame.place() == {"page": "first"}
    assert not frame.isVisible()
    assert not first_page(window).isVisible()


def test_the_keys_work_again_after_the_cover(window: MainWindow) -> None:
    desk(window).cover()
    desk(window).uncover()
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert desk(window).frame.place() == {"page": "second"}


def test_a_change_of_colours_does_not_take_the_cover_away(window: MainWindow, look: Look) -> None:
    before = desk(window)
    before.cover()
    look.choose(theme="dark")
    assert desk(window) is before
    assert before.is_covered
    before.uncover()
    assert desk(window) is not before
    assert not desk(window).is_covered


def test_the_cover_grows_with_the_window(window: MainWindow) -> None:
    desk(window).cover()
    window.resize(1200, 700)
    assert cover_of(window).geometry() == window.rect()


def test_covering_hands_over_what_is_typed(window: MainWindow, light: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(light.flushing):
        desk(window).cover()


def test_covering_clears_what_was_copied_here(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("ответ")
    desk(window).cover()
    assert QGuiApplication.clipboard().text() == ""


def test_the_tab_key_does_not_leave_the_cover(window: MainWindow) -> None:
    desk(window).cover()
    cover = cover_of(window)
    for _ in range(5):
        press(window.focusWidget() or cover, Qt.Key.Key_Tab)
        assert cover.isAncestorOf(window.focusWidget())


def test_the_pin_opens_the_cover(window: MainWindow, guard: Guard, light: Session, qtbot: QtBot) -> None:
    guard.precautions.pin.choose("4711")
    desk(window).cover()
    answer(window, "4711", light, qtbot)
    assert not desk(window).is_covered


def test_after_the_cover_the_cursor_is_where_it_was(
    window: MainWindow, guard: Guard, light: Session, qtbot: QtBot
) -> None:
    field = first_page(window).findChildren(QLineEdit)[0]
    field.setFocus()
    guard.precautions.pin.choose("4711")
    desk(window).cover()
    assert window.focusWidget() is not field
    answer(window, "4711", light, qtbot)
    assert window.focusWidget() is field


def test_the_passphrase_opens_the_cover_too(window: MainWindow, light: Session, qtbot: QtBot) -> None:
    desk(window).cover()
    answer(window, PHRASE, light, qtbot)
    assert not desk(window).is_covered


def test_without_a_pin_an_empty_answer_opens_nothing(window: MainWindow, light: Session, qtbot: QtBot) -> None:
    desk(window).cover()
    answer(window, "", light, qtbot)
    assert desk(window).is_covered


def test_three_wrong_answers_lock(
    window: MainWindow, guard: Guard, light: Session, relaunched: list[bool], qtbot: QtBot
) -> None:
    guard.precautions.pin.choose("4711")
    desk(window).cover()
    for attempt in range(TRIES):
        assert relaunched == [], attempt
        answer(window, "1234", light, qtbot)
    assert relaunched == [True]
    assert not light.is_open


def test_wrong_answers_are_counted_aloud(window: MainWindow, light: Session, qtbot: QtBot) -> None:
    desk(window).cover()
    answer(window, "1234", light, qtbot)
    assert any("Tries left: 2" in remark.text() for remark in cover_of(window).findChildren(Remark))


def test_locking_writes_closes_and_replaces_the_process(
    window: MainWindow, light: Session, relaunched: list[bool]
) -> None:
    desk(window).lock()
    assert relaunched == [True]
    assert not light.is_open


def test_after_a_lock_the_same_place_is_shown(
    window: MainWindow,
    make_window: Callable[[Path], MainWindow],
    vault_folder: Path,
    light: Session,
    look: Look,
    qtbot: QtBot,
) -> None:
    desk(window).frame.go("inside", document="d" * 32)
    assert light.close(desk(window).frame.place()) is None
    second = make_window(vault_folder)
    with qtbot.waitSignal(light.opened):
        light.open(vault_folder, PHRASE, second.enter, lambda trouble: pytest.fail(trouble.code))
    qtbot.waitUntil(lambda: not light.is_busy)
    page = desk(second).frame.page("inside")
    assert isinstance(page, Diary)
    assert page.target == {"document": "d" * 32}


def test_where_writing_fails_the_window_stays_covered_and_says_so(
    window: MainWindow, light: Session, relaunched: list[bool], qtbot: QtBot
) -> None:
    break_writing(light)
    desk(window).lock()
    assert relaunched == []
    assert desk(window).is_covered
    assert light.is_open
    said = " ".join(remark.text() for remark in cover_of(window).findChildren(Remark))
    assert "Not locked" in said
    assert "disk is full" in said
    light.flushing.disconnect()
    qtbot.waitUntil(lambda: not light.is_busy)


def test_closing_the_window_writes_and_closes_the_vault(window: MainWindow, light: Session) -> None:
    assert window.close()
    assert not light.is_open


def test_the_window_does_not_close_while_something_is_unwritten(
    window: MainWindow, light: Session, qtbot: QtBot
) -> None:
    break_writing(light)
    assert not window.close()
    assert light.is_open
    light.flushing.disconnect()
    qtbot.waitUntil(lambda: not light.is_busy)


def test_another_language_builds_the_window_again_at_the_same_place(window: MainWindow, look: Look) -> None:
    desk(window).frame.go("inside", document="d" * 32)
    before = desk(window).frame
    look.choose(language="ru")
    assert desk(window).frame is not before
    assert desk(window).frame.place() == {"page": "inside", "document": "d" * 32}
    assert desk(window).frame.language == "ru"


def test_another_text_size_hands_over_what_is_typed_first(
    window: MainWindow, look: Look, light: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(light.flushing):
        look.choose(text_size=125)


def test_before_opening_there_is_nothing_to_cover_or_lock(
    make_window: Callable[[Path], MainWindow], vault_folder: Path, guard: Guard, relaunched: list[bool]
) -> None:
    window = make_window(vault_folder)
    guard.cover_wanted.emit()
    guard.lock_wanted.emit()
    assert isinstance(window.content, UnlockPage)
    assert relaunched == []


def test_what_the_guard_wants_is_done(window: MainWindow, guard: Guard, relaunched: list[bool]) -> None:
    guard.cover_wanted.emit()
    assert desk(window).is_covered
    guard.lock_wanted.emit()
    assert relaunched == [True]


def test_a_trouble_before_opening_is_said_on_the_unlock_page(
    make_window: Callable[[Path], MainWindow], vault_folder: Path, light: Session
) -> None:
    window = make_window(vault_folder)
    light.troubled.emit(VaultTrouble("cipher-missing"))
    assert any("encryption library" in remark.text() for remark in window.findChildren(Remark))


def test_a_vault_whose_code_was_never_tried_says_so_each_time(
    make_window: Callable[[Path], MainWindow], light: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "untried"
    vault, _ = create_vault(folder, PHRASE, "А. Б.", LIGHT)
    vault.close()
    window = make_window(folder)
    with qtbot.waitSignal(light.opened):
        light.open(folder, PHRASE, window.enter, lambda trouble: pytest.fail(trouble.code))
    qtbot.waitUntil(lambda: not light.is_busy)
    assert "never tried" in desk(window).frame.message


def test_a_wrong_clock_is_said_and_stops_nobody(
    make_window: Callable[[Path], MainWindow],
    vault_folder: Path,
    light: Session,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    long_ago = datetime(1970, 1, 2, tzinfo=UTC)
    monkeypatch.setattr("ui.desk.SYSTEM", Clock(now=lambda: long_ago))
    window = make_window(vault_folder)
    with qtbot.waitSignal(light.opened):
        light.open(vault_folder, PHRASE, window.enter, lambda trouble: pytest.fail(trouble.code))
    qtbot.waitUntil(lambda: not light.is_busy)
    assert "1970-01-0" in desk(window).frame.message
    assert desk(window).frame.place() == {"page": "first"}


def test_a_right_clock_is_not_worth_a_word(window: MainWindow) -> None:
    assert desk(window).frame.message == ""


def test_the_window_fits_the_smallest_screen(window: MainWindow, look: Look) -> None:
    for size in (100, 150):
        look.choose(text_size=size)
        hint = window.minimumSizeHint()
        assert (hint.width() <= 1024, hint.height() <= 560) == (True, True), size
