"""A page may be gone when its answer comes: the windows are built anew when the language or the look changes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.ui.conftest import RecordingNavigator
from tests.ui.exchange.conftest import answer_of
from ui.exchange.conflict_page import ConflictPage
from ui.exchange.inbox_page import InboxPage
from ui.exchange.people_page import PeoplePage
from ui.exchange.send_page import SendPage
from ui.pages import Page
from ui.session import Session

Opened = Callable[[Path, str], Session]


@pytest.mark.parametrize("kind", [InboxPage, ConflictPage, SendPage, PeoplePage])
def test_a_page_that_is_gone_hears_nothing_more(
    qtbot: QtBot, opened: Opened, settling: Path, navigator: RecordingNavigator, kind: type[Page]
) -> None:
    session = opened(settling, "coordinator")
    page = kind(session, navigator)
    page.enter()
    delete(page)
    assert answer_of(qtbot, session, lambda vault: len(vault.visits())) == 1
    assert navigator.troubles == []


def test_a_file_that_was_being_looked_at_is_forgotten_with_its_page(
    qtbot: QtBot, opened: Opened, demo: Path, navigator: RecordingNavigator
) -> None:
    session = opened(demo, "coordinator")
    page = InboxPage(session, navigator)
    page.add(demo / "monitor-1.mvb")
    page.add(demo / "invitation.mvb")
    delete(page)
    assert answer_of(qtbot, session, lambda vault: [vault.registry.exchanges()]) == [[]]


def test_a_file_that_was_being_written_is_whole_although_its_page_is_gone(
    qtbot: QtBot, opened: Opened, demo: Path, navigator: RecordingNavigator, tmp_path: Path
) -> None:
    session = opened(demo, "monitor-1")
    page = SendPage(session, navigator)
    page.enter()
    qtbot.waitUntil(lambda: bool(page.people.chosen()))
    page.write_to(tmp_path / "out.mvb")
    delete(page)
    log = answer_of(qtbot, session, lambda vault: vault.registry.exchanges())
    assert log[-1].direction == "sent"
    assert (tmp_path / "out.mvb").exists()
