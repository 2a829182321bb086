"""The thread for pictures: in order, one answer for each job, none after it was closed."""

import sys
import threading

import pytest
from pytestqt.qtbot import QtBot

from monitorapp.errors import InputTrouble, Trouble
from ui.attachments import child as module
from ui.attachments.child import SHORT, USUAL, Workshop


@pytest.fixture
def workshop(qtbot: QtBot) -> Workshop:
    return Workshop()


def nothing(_: object) -> None:
    """Nobody listens."""


def test_jobs_run_in_order_beside_the_window_and_answer_in_it(workshop: Workshop, qtbot: QtBot) -> None:
    answers: list[tuple[int, int]] = []
    for number in range(5):
        workshop.run(
            lambda number=number: (number, threading.get_ident()),  # type: ignore[misc]
            lambda found: answers.append((found[0], threading.get_ident())),
            nothing,
        )
    qtbot.waitUntil(lambda: len(answers) == 5)
    assert answers == [(number, threading.get_ident()) for number in range(5)]
    assert not workshop.is_busy


def test_a_trouble_goes_to_whoever_asked(workshop: Workshop, qtbot: QtBot) -> None:
    troubles: list[Trouble] = []

    def job() -> None:
        raise InputTrouble("picture-unreadable")

    workshop.run(job, nothing, troubles.append)
    qtbot.waitUntil(lambda: bool(troubles))
    assert troubles[0].code == "picture-unreadable"


def test_a_bug_is_reported_and_not_swallowed(workshop: Workshop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[BaseException] = []
    monkeypatch.setattr(module, "report", reported.append)
    workshop.run(lambda: 1 / 0, nothing, nothing)
    qtbot.waitUntil(lambda: bool(reported))
    assert isinstance(reported[0], ZeroDivisionError)


def test_nothing_is_answered_after_it_was_closed(workshop: Workshop, qtbot: QtBot) -> None:
    running, go, answers = threading.Event(), threading.Event(), list[object]()

    def job() -> str:
        running.set()
        go.wait(10)
        return "late"

    workshop.run(job, answers.append, answers.append)
    workshop.run(lambda: "never begun", answers.append, answers.append)
    assert running.wait(10)
    workshop.close()
    go.set()
    qtbot.waitUntil(lambda: not workshop.is_busy)
    assert answers == []


def test_it_can_be_used_again_after_it_was_closed(workshop: Workshop, qtbot: QtBot) -> None:
    answers: list[int] = []
    workshop.close()
    workshop.run(lambda: 7, answers.append, nothing)
    qtbot.waitUntil(lambda: answers == [7])


def test_a_workshop_that_is_gone_is_answered_by_nobody(qtbot: QtBot) -> None:
    go, done = threading.Event(), threading.Event()
    workshop, answers = Workshop(), list[object]()

    def job() -> None:
        go.wait(10)
        done.set()

    workshop.run(job, answers.append, answers.append)
    workshop.deleteLater()
    with qtbot.waitSignal(workshop.destroyed):
        pass
    go.set()
    assert done.wait(10)
    assert answers == []


def test_the_window_gets_its_turn_more_often_while_pictures_are_worked_on(workshop: Workshop, qtbot: QtBot) -> None:
    intervals: list[float] = []
    workshop.run(sys.getswitchinterval, intervals.append, nothing)
    qtbot.waitUntil(lambda: bool(intervals))
    assert intervals == [pytest.approx(SHORT)]
    assert sys.getswitchinterval() == pytest.approx(USUAL)
