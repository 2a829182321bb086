"""Typed text is handed over soon after the last key, and at the latest every second."""

from collections.abc import Callable
from time import monotonic

from pytestqt.qtbot import QtBot

from ui.form.fields.field import LIMIT_MS, PAUSE_MS, TypingPause


def _passed(seconds: float) -> Callable[[], bool]:
    end = monotonic() + seconds
    return lambda: monotonic() > end


def test_text_is_handed_over_a_moment_after_the_last_key(qtbot: QtBot) -> None:
    pause = TypingPause()
    with qtbot.waitSignal(pause.due, timeout=PAUSE_MS * 3):
        pause.touch()
    assert not pause.is_waiting


def test_steady_typing_is_handed_over_every_second_all_the_same(qtbot: QtBot) -> None:
    pause = TypingPause()
    handed: list[float] = []
    pause.due.connect(lambda: handed.append(monotonic()))
    began = monotonic()
    while not handed and monotonic() - began < 3:
        pause.touch()
        qtbot.waitUntil(_passed(0.05), timeout=500)
    assert handed
    assert handed[0] - began < LIMIT_MS / 1000 + 0.2


def test_leaving_a_field_hands_over_at_once_and_only_once() -> None:
    pause = TypingPause()
    handed: list[None] = []
    pause.due.connect(lambda: handed.append(None))
    pause.touch()
    pause.flush()
    pause.flush()
    assert handed == [None]


def test_nothing_typed_is_nothing_to_hand_over() -> None:
    pause = TypingPause()
    handed: list[None] = []
    pause.due.connect(lambda: handed.append(None))
    pause.flush()
    assert handed == []
    assert not pause.is_waiting
