"""From the overview of a visit to what is exchanged about it: differing answers, inviting, handing over."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from monitorapp.documents import start_visit
from tests.ui.conftest import RecordingNavigator
from tests.ui.exchange.conftest import answer_of, show
from ui.exchange.send_page import SendPage
from ui.session import Session
from ui.visits.cockpit_page import CockpitPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

Opened = Callable[[Path, str], Session]


@pytest.fixture
def session(opened: Opened, settling: Path) -> Session:
    """The coordinator's, where three answers differ."""
    return opened(settling, "coordinator")


@pytest.fixture
def visit(qtbot: QtBot, session: Session) -> str:
    return only_visit(qtbot, session)


def only_visit(qtbot: QtBot, session: Session) -> str:
    return str(answer_of(qtbot, session, lambda vault: vault.visits())[0].id)


def overview(qtbot: QtBot, session: Session, navigator: RecordingNavigator, visit: str) -> CockpitPage:
    page = CockpitPage(session, navigator)
    show(qtbot, page, visit=visit)
    qtbot.waitUntil(lambda: page.sections.count() > 0)
    return page


def test_the_overview_says_how_many_answers_differ_and_leads_to_them(
    qtbot: QtBot, session: Session, navigator: RecordingNavigator, visit: str
) -> None:
    page = overview(qtbot, session, navigator, visit)
    assert page.differing.isVisible()
    assert page.differing.text() == "Answers that differ: 3"
    page.differing.click()
    assert navigator.went == [("conflicts", {"visit": visit})]


def test_where_all_agree_nothing_is_said_of_differences(
    qtbot: QtBot, opened: Opened, demo: Path, navigator: RecordingNavigator
) -> None:
    session = opened(demo, "monitor-1")
    page = overview(qtbot, session, navigator, only_visit(qtbot, session))
    assert page.differing.isHidden()


def test_a_colleague_is_invited_to_this_visit(
    qtbot: QtBot, session: Session, navigator: RecordingNavigator, visit: str
) -> None:
    answer_of(qtbot, session, lambda vault: vault.reopen(visit))
    page = overview(qtbot, session, navigator, visit)
    assert page.send.isHidden()
    page.invite.click()
    assert navigator.went == [("send", {"visit": visit, "kind": "invitation"})]


def test_a_finished_visit_is_handed_over_and_looked_through(
    qtbot: QtBot, session: Session, navigator: RecordingNavigator, visit: str
) -> None:
    answer_of(qtbot, session, lambda vault: vault.finish(visit))
    page = overview(qtbot, session, navigator, visit)
    assert page.go_on.text() == "Look through"
    assert page.invite.isHidden()
    page.send.click()
    assert navigator.went == [("send", {"visit": visit})]


def test_the_palette_offers_only_the_ways_that_are_open(
    qtbot: QtBot, session: Session, navigator: RecordingNavigator, visit: str
) -> None:
    answer_of(qtbot, session, lambda vault: vault.finish(visit))
    page = overview(qtbot, session, navigator, visit)
    offered = [command.text for command in page.commands()]
    assert page.send.text() in offered
    assert page.differing.text() in offered
    assert page.invite.text() not in offered


def test_handing_over_from_a_visit_chooses_this_one_among_several(
    qtbot: QtBot, session: Session, navigator: RecordingNavigator, visit: str
) -> None:
    answer_of(qtbot, session, lambda vault: start_visit(vault, "practice"))
    page = SendPage(session, navigator)
    show(qtbot, page, visit=visit)
    qtbot.waitUntil(lambda: page.visits.count() == 2)
    assert page.visits.chosen() == [visit]
    assert page.kinds.current() == "visit"


def test_inviting_from_a_visit_chooses_it_and_the_kind(
    qtbot: QtBot, session: Session, navigator: RecordingNavigator, visit: str
) -> None:
    other = answer_of(qtbot, session, lambda vault: start_visit(vault, "practice"))[0]
    page = SendPage(session, navigator)
    show(qtbot, page, visit=other, kind="invitation")
    qtbot.waitUntil(lambda: page.visits.count() == 2)
    assert page.visits.chosen() == [other]
    assert page.kinds.current() == "invitation"
