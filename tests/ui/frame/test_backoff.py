"""Wrong tries make the next one wait, in memory only, twice as long each time, half a minute at most."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ui.unlock.unlock_page import Backoff


class Hands:
    """A clock that stands still."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_each_wrong_try_waits_twice_as_long_up_to_half_a_minute() -> None:
    clock = Hands()
    backoff = Backoff(now=clock)
    waits = []
    for _ in range(9):
        backoff.note("wrong-passphrase")
        waits.append(backoff.left)
        clock.now += backoff.left
        assert backoff.left == 0
    assert waits == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]


@pytest.mark.parametrize("code", ["recovery-code-misread", "already-open", "not-a-vault", "memory-short"])
def test_what_is_no_guess_makes_nobody_wait(code: str) -> None:
    backoff = Backoff(now=Hands())
    backoff.note(code)
    assert backoff.left == 0


@pytest.mark.parametrize("code", ["wrong-passphrase", "wrong-recovery-code", "wrong-escrow-key"])
def test_every_way_of_opening_counts(code: str) -> None:
    backoff = Backoff(now=Hands())
    backoff.note(code)
    assert backoff.left == 0.5


def test_after_an_opening_it_begins_anew() -> None:
    backoff = Backoff(now=Hands())
    for _ in range(5):
        backoff.note("wrong-passphrase")
    backoff.forget()
    assert backoff.left == 0
    backoff.note("wrong-passphrase")
    assert backoff.left == 0.5


def test_it_outlives_the_page_with_the_session(qapp: QApplication) -> None:
    session = QObject()
    backoff = Backoff.of(session)
    backoff.note("wrong-passphrase")
    assert Backoff.of(session) is backoff
    assert Backoff.of(QObject()) is not backoff
