"""Where something typed cannot be written the vault stays covered, nothing is lost, and the lock comes by itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QVBoxLayout
from pytestqt.qtbot import QtBot

from monitorapp.errors import VaultTrouble
from monitorapp.records.view import Changes
from monitorapp.vault.vault import Vault
from tests.ui.frame.diary import PHRASE
from tests.ui.frame.test_precautions import PIN, answer, button, cover_of, desk, page_line
from tests.ui.frame.typing_keys import press, type_text
from ui import cover, pending_lock
from ui.guard import Guard
from ui.main_window import MainWindow
from ui.pending_lock import PendingLock, may_work_again
from ui.session import Session
from ui.widgets.hold_button import HoldButton
from ui.widgets.labels import Remark

FACT = "what the page holds"


class Editor:
    """An editor with words that are not written yet: it hands them over at every flush until the disk takes them."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.words = "сказано в камере"
        self.code = "disk-full"
        self.tries = 0
        session.flushing.connect(self.hand_over)

    def hand_over(self) -> None:
        words, code = self.words, self.code
        self.words = ""
        if words:
            self.tries += 1
            self.session.change(
                lambda vault: self._write(vault, words, code), failed=lambda trouble: self._take_back(words)
            )

    def _write(self, vault: Vault, words: str, code: str) -> Changes | None:
        if code:
            raise VaultTrouble(code)
        vault.registry.keep_fact(FACT, words)
        return None

    def _take_back(self, words: str) -> None:
        self.words = words


@pytest.fixture
def editor(light: Session, qtbot: QtBot) -> Iterator[Editor]:
    editor = Editor(light)
    yield editor
    light.flushing.disconnect(editor.hand_over)
    qtbot.waitUntil(lambda: not light.is_busy)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes seconds in the hands of a person takes moments here."""
    monkeypatch.setattr(pending_lock, "EVERY_MS", 30)
    monkeypatch.setattr(cover, "HOLD_SECONDS", 0.15)


def written(folder: Path) -> object:
    vault = Vault.open(folder, PHRASE)
    try:
        return vault.registry.fact(FACT)
    finally:
        vault.close()


def said(window: MainWindow) -> str:
    return " ".join(remark.text() for remark in cover_of(window).findChildren(Remark) if not remark.isHidden())


def lose_button(window: MainWindow) -> HoldButton:
    return cover_of(window).findChildren(HoldButton)[0]


# A lock that cannot be


def test_words_that_the_disk_refuses_hinder_the_lock_and_are_kept(
    window: MainWindow, editor: Editor, light: Session, relaunched: list[bool], qtbot: QtBot
) -> None:
    desk(window).lock()
    assert relaunched == []
    assert light.is_open
    assert desk(window).is_covered
    qtbot.waitUntil(lambda: editor.words != "")


def test_words_refused_between_cover_and_lock_are_not_forgotten(
    window: MainWindow, editor: Editor, light: Session, relaunched: list[bool], qtbot: QtBot
) -> None:
    desk(window).cover()
    light._worker.submit(lambda: None).result()  # the disk has refused, and nobody was told yet
    desk(window).lock()
    assert relaunched == []
    qtbot.waitUntil(lambda: not light.is_busy)
    assert editor.words


def test_the_cover_says_why_in_a_sentence_and_offers_two_ways(window: MainWindow, editor: Editor) -> None:
    desk(window).lock()
    assert "Not locked" in said(window)
    assert "The disk is full" in said(window)
    assert button(cover_of(window), "Try again to write and lock").isVisible()
    assert lose_button(window).isVisible()


def test_a_cover_without_trouble_offers_neither(window: MainWindow) -> None:
    desk(window).cover()
    assert not lose_button(window).isVisible()
    assert not button(cover_of(window), "Try again to write and lock").isVisible()


def test_it_locks_by_itself_when_there_is_room_again(
    window: MainWindow, editor: Editor, relaunched: list[bool], vault_folder: Path, qtbot: QtBot
) -> None:
    desk(window).lock()
    qtbot.waitUntil(lambda: editor.tries > 2)  # several tries, all refused
    assert relaunched == []
    editor.code = ""
    qtbot.waitUntil(lambda: relaunched == [True])
    assert written(vault_folder) == "сказано в камере"


def test_the_button_tries_again_at_once(
    window: MainWindow, editor: Editor, light: Session, relaunched: list[bool], vault_folder: Path, qtbot: QtBot
) -> None:
    desk(window).lock()
    desk(window)._pending.give_up()
    qtbot.waitUntil(lambda: not light.is_busy)
    editor.code = ""
    QTest.mouseClick(button(cover_of(window), "Try again to write and lock"), Qt.MouseButton.LeftButton)
    assert relaunched == [True]
    assert written(vault_folder) == "сказано в камере"


def test_whoever_goes_on_with_the_work_is_not_locked_out_by_an_old_wish(
    window: MainWindow, editor: Editor, guard: Guard, light: Session, relaunched: list[bool], qtbot: QtBot
) -> None:
    guard.precautions.pin.choose(PIN)
    desk(window).lock()
    answer(window, PIN, light, qtbot)
    editor.code = ""
    assert not desk(window)._pending.is_waiting
    assert not desk(window).is_covered
    assert relaunched == []
    desk(window).cover()
    assert "Not locked" not in said(window)


def test_a_covered_window_that_cannot_be_closed_says_why_on_the_cover(
    window: MainWindow, editor: Editor, relaunched: list[bool], qtbot: QtBot
) -> None:
    desk(window).cover()
    assert not window.close()
    assert "Not locked" in said(window)
    editor.code = ""
    qtbot.waitUntil(lambda: relaunched == [True])


def test_what_the_system_cannot_end_is_covered_until_it_locks(
    window: MainWindow, editor: Editor, light: Session, relaunched: list[bool], qtbot: QtBot
) -> None:
    window.end()
    assert desk(window).is_covered
    assert light.is_open
    assert "Not locked" in said(window)
    editor.code = ""
    qtbot.waitUntil(lambda: relaunched == [True])


def test_what_the_system_ends_is_closed_for_good(window: MainWindow, light: Session, relaunched: list[bool]) -> None:
    window.end()
    assert not light.is_open
    assert not window.isVisible()
    assert relaunched == []


# Locking all the same


def test_a_click_loses_nothing(window: MainWindow, editor: Editor, relaunched: list[bool]) -> None:
    desk(window).lock()
    QTest.mouseClick(lose_button(window), Qt.MouseButton.LeftButton)
    press(lose_button(window), Qt.Key.Key_Return)
    assert relaunched == []


@pytest.mark.parametrize("key", [None, Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_holding_the_button_locks_and_loses_only_what_was_unwritten(
    window: MainWindow,
    editor: Editor,
    light: Session,
    relaunched: list[bool],
    vault_folder: Path,
    qtbot: QtBot,
    key: Qt.Key | None,
) -> None:
    light.change(lambda vault: vault.registry.keep_fact("earlier", "есть"))
    desk(window).lock()
    desk(window)._pending.give_up()
    if key is None:
        QTest.mousePress(lose_button(window), Qt.MouseButton.LeftButton)
    else:
        QTest.keyPress(lose_button(window), key)
    qtbot.waitUntil(lambda: relaunched == [True])
    assert not light.is_open
    assert written(vault_folder) is None
    vault = Vault.open(vault_folder, PHRASE)
    assert vault.registry.fact("earlier") == "есть"
    vault.close()


def test_letting_go_too_early_loses_nothing(
    window: MainWindow, editor: Editor, relaunched: list[bool], qtbot: QtBot
) -> None:
    desk(window).lock()
    QTest.mousePress(lose_button(window), Qt.MouseButton.LeftButton)
    assert lose_button(window).share < 1
    QTest.mouseRelease(lose_button(window), Qt.MouseButton.LeftButton)
    assert lose_button(window).share == 0
    qtbot.waitUntil(lambda: editor.tries > 8)
    assert relaunched == []


# What does not hinder


@contextmanager
def closing_fails(code: str) -> Iterator[None]:
    """A disk that takes no commit, no place and no log any more."""

    def refuse(*_: object) -> None:
        raise VaultTrouble(code)

    kept = Vault.set_place, Vault.commit_all
    Vault.set_place = Vault.commit_all = refuse  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        Vault.set_place, Vault.commit_all = kept  # type: ignore[method-assign]


@pytest.mark.parametrize("code", ["disk-full", "medium-gone", "folder-read-only"])
def test_a_disk_that_takes_nothing_any_more_hinders_no_lock_where_everything_typed_is_written(
    window: MainWindow, light: Session, relaunched: list[bool], vault_folder: Path, code: str
) -> None:
    with closing_fails(code):
        desk(window).lock()
    assert relaunched == [True]
    Vault.open(vault_folder, PHRASE).close()


def test_a_medium_pulled_out_and_put_back_gets_the_words_it_missed(
    window: MainWindow, light: Session, relaunched: list[bool], vault_folder: Path, editor: Editor, qtbot: QtBot
) -> None:
    editor.code = "medium-gone"
    away = vault_folder.with_name("pulled-out")
    vault_folder.rename(away)
    desk(window).lock()
    qtbot.waitUntil(lambda: editor.words != "")
    assert relaunched == []
    away.rename(vault_folder)
    editor.code = ""
    qtbot.waitUntil(lambda: relaunched == [True])
    assert written(vault_folder) == "сказано в камере"


def test_reading_after_the_medium_was_away_opens_the_ledgers_anew(
    window: MainWindow, light: Session, vault_folder: Path, qtbot: QtBot
) -> None:
    calls: list[Vault] = []

    def ask(vault: Vault) -> str:
        calls.append(vault)
        if len(calls) == 1:
            raise VaultTrouble("medium-gone")
        return vault.author

    authors: list[str] = []
    light.ask(ask, authors.append)
    qtbot.waitUntil(lambda: bool(authors))
    assert calls[0] is not calls[1]
    assert light.close() is None


# What is worth a try


@pytest.mark.parametrize(
    ("code", "free", "worth"), [("disk-full", 0, False), ("disk-full", 1 << 21, True), ("disk-slow", 0, True)]
)
def test_a_full_disk_is_tried_again_only_when_there_is_room(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str, free: int, worth: bool
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: Free(free))
    assert may_work_again(code, tmp_path) is worth


class Free:
    def __init__(self, free: int) -> None:
        self.free = free


def test_a_folder_that_is_away_is_not_worth_a_try(tmp_path: Path) -> None:
    assert not may_work_again("medium-gone", tmp_path / "away")


def test_nothing_is_due_after_giving_up(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    pending = PendingLock(qapp)
    pending.wait_after(VaultTrouble("disk-slow"), tmp_path)
    pending.give_up()
    with qtbot.assertNotEmitted(pending.due, wait=80):
        pass


# What stands over the window


def test_a_dialog_over_the_window_goes_with_the_cover(window: MainWindow, qtbot: QtBot) -> None:
    dialog = QDialog(window)
    QVBoxLayout(dialog).addWidget(QLabel("История ответа"))
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    desk(window).cover()
    assert not dialog.isVisible()
    assert [each for each in QGuiApplication.topLevelWindows() if each.isVisible()] == [window.windowHandle()]


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")  # the offscreen platform says so of popups
def test_an_open_list_of_choices_goes_with_the_cover(window: MainWindow, qtbot: QtBot) -> None:
    box = QComboBox(desk(window).frame)
    box.addItems(["не спрашивали", "отказ"])
    box.show()
    box.showPopup()
    qtbot.waitUntil(box.view().isVisible)
    desk(window).cover()
    assert not box.view().isVisible()


def test_the_place_kept_at_a_lock_is_that_before_the_cover(
    window: MainWindow, make_window: Callable[[Path], MainWindow], vault_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page_line(window).setFocus()
    type_text(page_line(window), "до")
    frame = desk(window).frame
    monkeypatch.setattr(frame.page("first"), "place", lambda: {"focus": str(page_line(window).hasFocus())})
    desk(window).cover()
    desk(window).lock()
    vault = Vault.open(vault_folder, PHRASE)
    assert vault.place() == {"page": "first", "focus": "True"}
    vault.close()
