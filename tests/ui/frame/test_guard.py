"""The guard: it counts idle time, notices sleep, and hears three Shifts."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from ui.guard import TICK_MS, Guard, Precautions


class Clocks:
    """Two clocks that tests move; asleep only the wall clock goes on."""

    def __init__(self) -> None:
        self.awake = 1000.0
        self.asleep = 0.0

    def monotonic(self) -> float:
        return self.awake

    def wall(self) -> float:
        return 1_700_000_000 + self.awake + self.asleep


class Heard:
    """What the guard asked for."""

    def __init__(self, guard: Guard) -> None:
        self.covers = 0
        self.locks = 0
        self.left: list[int] = []
        guard.cover_wanted.connect(self._cover)
        guard.lock_wanted.connect(self._lock)
        guard.ticked.connect(self.left.append)

    def _cover(self) -> None:
        self.covers += 1

    def _lock(self) -> None:
        self.locks += 1


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def guard(qapp: QApplication, clocks: Clocks) -> Iterator[Guard]:
    guard = Guard(clocks.monotonic, clocks.wall)
    guard.start()
    yield guard
    guard.stop()


@pytest.fixture
def heard(guard: Guard) -> Heard:
    return Heard(guard)


def key(guard: Guard, key: Qt.Key, watched: QObject, *, repeated: bool = False) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", repeated)
    guard.eventFilter(watched, event)


@pytest.fixture
def window(qapp: QApplication) -> QObject:
    return QWindow()


def test_nothing_happens_while_somebody_works(guard: Guard, heard: Heard, clocks: Clocks, window: QObject) -> None:
    for _ in range(20):
        clocks.awake += 60
        key(guard, Qt.Key.Key_A, window)
        guard.tick()
    assert (heard.covers, heard.locks) == (0, 0)


def test_two_idle_minutes_cover(guard: Guard, heard: Heard, clocks: Clocks) -> None:
    clocks.awake += 119
    guard.tick()
    assert heard.covers == 0
    clocks.awake += 1
    guard.tick()
    assert (heard.covers, heard.locks) == (1, 0)


def test_ten_idle_minutes_lock(guard: Guard, heard: Heard, clocks: Clocks) -> None:
    clocks.awake += 600
    guard.tick()
    assert heard.locks == 1


def test_under_the_cover_nobody_puts_the_lock_off(guard: Guard, heard: Heard, clocks: Clocks, window: QObject) -> None:
    clocks.awake += 120
    guard.tick()
    guard.note_covered(True)
    for _ in range(8):
        clocks.awake += 60
        key(guard, Qt.Key.Key_A, window)
        guard.tick()
    assert heard.locks == 1


def test_taking_the_cover_away_counts_as_work(guard: Guard, heard: Heard, clocks: Clocks) -> None:
    guard.note_covered(True)
    clocks.awake += 599
    guard.note_covered(False)
    clocks.awake += 119
    guard.tick()
    assert (heard.covers, heard.locks) == (0, 0)


def test_the_clocks_are_looked_at_often_enough_to_lock_within_a_second() -> None:
    assert TICK_MS <= 500


def test_eight_hours_lock_even_while_somebody_works(
    guard: Guard, heard: Heard, clocks: Clocks, window: QObject
) -> None:
    clocks.awake += 8 * 3600
    key(guard, Qt.Key.Key_A, window)
    guard.tick()
    assert heard.locks == 1


def test_waking_from_sleep_locks(guard: Guard, heard: Heard, clocks: Clocks) -> None:
    clocks.awake += 5
    clocks.asleep += 3600
    guard.tick()
    assert heard.locks == 1


def test_a_corrected_clock_of_a_few_seconds_is_no_sleep(guard: Guard, heard: Heard, clocks: Clocks) -> None:
    clocks.asleep += 5
    guard.tick()
    clocks.asleep -= 7200
    guard.tick()
    assert heard.locks == 0


def test_the_countdown_tells_the_seconds_left(guard: Guard, heard: Heard, clocks: Clocks) -> None:
    clocks.awake += 100
    guard.tick()
    assert heard.left == [500]


def test_the_times_can_be_changed_until_the_next_lock(guard: Guard, heard: Heard, clocks: Clocks) -> None:
    guard.precautions.cover = 60
    clocks.awake += 60
    guard.tick()
    assert heard.covers == 1


def test_three_shifts_cover_at_once(guard: Guard, heard: Heard, window: QObject) -> None:
    for _ in range(2):
        key(guard, Qt.Key.Key_Shift, window)
    assert heard.covers == 0
    key(guard, Qt.Key.Key_Shift, window)
    assert heard.covers == 1


def test_slow_shifts_are_only_shifts(guard: Guard, heard: Heard, clocks: Clocks, window: QObject) -> None:
    for _ in range(5):
        key(guard, Qt.Key.Key_Shift, window)
        clocks.awake += 1.5
    assert heard.covers == 0


def test_capital_letters_are_not_three_shifts(guard: Guard, heard: Heard, window: QObject) -> None:
    for letter in (Qt.Key.Key_A, Qt.Key.Key_B, Qt.Key.Key_C):
        key(guard, Qt.Key.Key_Shift, window)
        key(guard, letter, window)
    assert heard.covers == 0


def test_a_held_shift_is_one_shift(guard: Guard, heard: Heard, window: QObject) -> None:
    key(guard, Qt.Key.Key_Shift, window)
    for _ in range(5):
        key(guard, Qt.Key.Key_Shift, window, repeated=True)
    assert heard.covers == 0


def test_the_pin_is_in_no_printed_form() -> None:
    precautions = Precautions()
    precautions.pin.choose("4711")
    assert "4711" not in repr(precautions)
