"""The times until cover and lock: they come back after a lock, lie in the vault only, and cannot be stretched."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from tests.ui.frame.diary import PHRASE
from ui.guard import COVER_MINUTES, LOCK_MINUTES, Guard, Precautions, follow
from ui.main_window import MainWindow
from ui.session import Session
from ui.settings.settings_page import SettingsPage


def choose(page: SettingsPage, name: str, minutes: int) -> None:
    box = next(each for each in page.findChildren(QComboBox) if each.accessibleName() == name)
    box.setCurrentIndex(box.findData(str(minutes)))
    box.activated.emit(box.currentIndex())


@pytest.fixture
def page(window: MainWindow, light: Session, guard: Guard, qtbot: QtBot) -> SettingsPage:
    """The settings over an open vault."""
    assert window.desk is not None
    page = SettingsPage(light, window.desk.frame, window._look, guard)
    qtbot.addWidget(page)
    return page


def reopen(
    window: MainWindow, make: Callable[[Path], MainWindow], folder: Path, light: Session, qtbot: QtBot
) -> MainWindow:
    """What a lock leaves: a closed vault, and another process that opens it again."""
    assert window.desk is not None
    assert window.desk.close_vault() is None
    second = make(folder)
    with qtbot.waitSignal(light.opened):
        light.open(folder, PHRASE, second.enter, lambda trouble: pytest.fail(trouble.code))
    qtbot.waitUntil(lambda: not light.is_busy)
    return second


def test_the_times_survive_a_lock_and_the_pin_does_not(
    page: SettingsPage,
    window: MainWindow,
    make_window: Callable[[Path], MainWindow],
    vault_folder: Path,
    light: Session,
    guard: Guard,
    qtbot: QtBot,
) -> None:
    choose(page, "Cover after", 5)
    choose(page, "Lock after", 20)
    guard.precautions.pin.choose("4711")
    qtbot.waitUntil(lambda: not light.is_busy)
    guard.precautions = Precautions()  # a new process knows nothing
    reopen(window, make_window, vault_folder, light, qtbot)
    assert (guard.precautions.cover, guard.precautions.lock, guard.precautions.pin.is_set) == (300, 1200, False)


def test_the_times_are_written_nowhere_but_into_the_vault(
    page: SettingsPage, window: MainWindow, vault_folder: Path, light: Session, qtbot: QtBot
) -> None:
    outside = {path for path in vault_folder.parent.rglob("*") if vault_folder not in (path, *path.parents)}
    choose(page, "Lock after", 30)
    qtbot.waitUntil(lambda: not light.is_busy)
    after = {path for path in vault_folder.parent.rglob("*") if vault_folder not in (path, *path.parents)}
    assert after == outside
    for path in vault_folder.rglob("*"):
        assert path.is_dir() or b"idle-minutes" not in path.read_bytes(), path.name


def test_a_vault_in_which_nothing_was_chosen_keeps_two_and_ten_minutes(window: MainWindow, guard: Guard) -> None:
    assert (guard.precautions.cover, guard.precautions.lock) == (120, 600)


@pytest.mark.parametrize("kept", [{"cover": 100_000, "lock": 100_000}, {"cover": "5", "lock": None}, {"cover": -1}])
def test_a_time_that_nobody_can_choose_is_not_followed(kept: dict[str, object]) -> None:
    precautions = Precautions()
    follow(precautions, kept)
    assert (precautions.cover, precautions.lock) == (120, 600)


def test_every_time_that_can_be_chosen_is_followed() -> None:
    for cover in COVER_MINUTES:
        for lock in LOCK_MINUTES:
            precautions = Precautions()
            follow(precautions, {"cover": cover, "lock": lock})
            assert (precautions.cover, precautions.lock) == (60 * cover, 60 * lock)


def test_the_times_begin_to_count_at_once(page: SettingsPage, guard: Guard, qtbot: QtBot, light: Session) -> None:
    choose(page, "Cover after", 1)
    assert guard.precautions.cover == 60
    qtbot.waitUntil(lambda: not light.is_busy)
