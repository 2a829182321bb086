"""Sleep, a locked screen and the session manager lock the vault; what is over locks nothing."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.guard import Guard
from ui.system_events import SystemEvents


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    return QObject()


@pytest.fixture
def events(owner: QObject) -> SystemEvents:
    return SystemEvents(owner)


def test_the_beginning_of_sleep_locks(events: SystemEvents, qtbot: QtBot) -> None:
    with qtbot.waitSignal(events.lock_wanted):
        events.hear(True)


def test_waking_up_and_unlocking_the_screen_lock_nothing(events: SystemEvents, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(events.lock_wanted):
        events.hear(False)


def test_the_session_manager_locks(events: SystemEvents, qtbot: QtBot) -> None:
    with qtbot.waitSignal(events.lock_wanted):
        events.lock()


@pytest.mark.parametrize("slot", ["hear(bool)", "lock()"])
def test_the_bus_finds_what_it_calls(events: SystemEvents, slot: str) -> None:
    assert events.metaObject().indexOfSlot(slot) >= 0


def test_what_the_system_wants_the_guard_wants(events: SystemEvents, qtbot: QtBot) -> None:
    guard = Guard()
    events.lock_wanted.connect(guard.lock_wanted)
    with qtbot.waitSignal(guard.lock_wanted):
        events.lock()
