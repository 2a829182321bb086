"""Visits that are open for reading alone say so on home and on their page, and nothing there offers to write."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from monitorapp.documents import add_document, start_visit
from tests.core.vaults import Made, vault_of, write
from tests.ui.conftest import RecordingNavigator
from tests.ui.form.keys import CTRL, click, press
from tests.ui.visits.test_visit_pages import Key
from ui.session import Session
from ui.visits.cockpit_page import CockpitPage
from ui.visits.finish_page import FinishPage
from ui.visits.home_page import HomePage
from ui.widgets.labels import Chip, Remark

Shown = HomePage | CockpitPage | FinishPage
Show = Callable[[type[HomePage] | type[CockpitPage] | type[FinishPage], str], Shown]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window


def two_visits(made: Made) -> tuple[str, str, str]:
    """A visit of which an older copy was put back, one that is sound, and a cell of the first."""
    with made.opened() as vault:
        held, sound = (start_visit(vault, "practice")[0] for _ in range(2))
        cell, _ = add_document(vault, held, "cell")
        ledger = vault.ledger_for(held).key.ledger
    file = made.folder / "l" / ledger
    older = file.read_bytes()
    with made.opened() as vault:
        write(vault, held, pop_total=1)
    file.write_bytes(older)
    return held, sound, cell


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return vault_of("Анна", tmp_path / "v")


@pytest.fixture
def visits(made: Made) -> tuple[str, str, str]:
    return two_visits(made)


@pytest.fixture
def show(made: Made, session: Session, navigator: RecordingNavigator, qtbot: QtBot) -> Iterator[Show]:
    """Opens the vault where it is closed, and a page at a visit."""

    def show(make: type[HomePage] | type[CockpitPage] | type[FinishPage], visit: str = "") -> Shown:
        if not session.is_open:
            with qtbot.waitSignal(session.opened):
                session.recover(made.folder, made.code, lambda: None, lambda t: pytest.fail(t.code))
        page = make(session, navigator)
        qtbot.addWidget(page)
        page.resize(940, 440)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.enter(**({"visit": visit} if visit else {}))
        qtbot.waitUntil(lambda: not session.is_busy)
        return page

    yield show
    assert not navigator.troubles


def home(show: Show) -> HomePage:
    page = show(HomePage, "")
    assert isinstance(page, HomePage)
    return page


def cockpit(show: Show, visit: str) -> CockpitPage:
    page = show(CockpitPage, visit)
    assert isinstance(page, CockpitPage)
    return page


def check(show: Show, visit: str) -> FinishPage:
    page = show(FinishPage, visit)
    assert isinstance(page, FinishPage)
    return page


def writers(page: CockpitPage) -> list[QPushButton]:
    documents = page.documents
    return [page.finish, page.erase, *documents.add_buttons.values(), documents.more]


def test_home_marks_the_visits_that_can_only_be_read(show: Show, visits: tuple[str, str, str]) -> None:
    held, sound, _ = visits
    page = home(show)
    chips = {visit: [chip.text() for chip in card.findChildren(Chip)] for visit, card in page.cards.items()}
    assert "Read only" in chips[held]
    assert "Read only" not in chips[sound]
    assert "Read only" in page.cards[held].accessibleName()
    assert "Read only" not in page.cards[sound].accessibleName()
    assert page.new_button.isEnabled()


def test_a_visit_that_can_only_be_read_says_so_and_offers_no_writing(
    show: Show, visits: tuple[str, str, str], navigator: RecordingNavigator
) -> None:
    page = cockpit(show, visits[0])
    (remark,) = page.held_card.findChildren(Remark)
    assert page.held_card.isVisible()
    assert page.read_only.isVisible()
    for button in writers(page):
        assert not button.isEnabled()
        assert button.toolTip() == remark.text()
    assert page.go_on.isEnabled()
    assert page.go_on.text() == "Look through"
    click(page.held_card.findChildren(QPushButton)[0])
    assert navigator.went == [("found", {})]


def test_no_key_and_no_command_writes_into_a_visit_that_can_only_be_read(
    show: Show, visits: tuple[str, str, str], navigator: RecordingNavigator
) -> None:
    page = cockpit(show, visits[0])
    press(page.go_on, Key.Key_F9)
    page._add("cell")
    assert navigator.went == []
    told = " ".join(command.text for command in page.commands())
    for word in ("Add", "Erase", "finish"):
        assert word not in told


def test_its_documents_can_be_opened_and_not_erased(show: Show, visits: tuple[str, str, str]) -> None:
    page = cockpit(show, visits[0])
    look, erase = page.documents.menu_of(visits[2]).actions()
    assert look.isEnabled()
    assert not erase.isEnabled()
    assert erase.toolTip() == page.finish.toolTip()


def test_another_visit_on_the_same_page_can_be_written(show: Show, visits: tuple[str, str, str], qtbot: QtBot) -> None:
    page = cockpit(show, visits[0])
    page.enter(visit=visits[1])
    qtbot.waitUntil(page.held_card.isHidden)
    assert page.read_only.isHidden()
    assert all(button.isEnabled() for button in writers(page))
    assert page.documents.add_buttons["cell"].toolTip().startswith("Add: ")
    assert page.finish.toolTip() == ""


def test_a_vault_in_doubt_begins_no_visit_and_says_why(
    show: Show, made: Made, visits: tuple[str, str, str], navigator: RecordingNavigator
) -> None:
    with made.opened() as vault:
        index = made.folder / "l" / vault.index.key.ledger
    older = index.read_bytes()
    with made.opened() as vault:
        start_visit(vault, "practice")
    index.write_bytes(older)
    page = home(show)
    assert page.cards
    assert not page.new_button.isEnabled()
    assert page.new_button.toolTip().startswith("This vault can only be read")
    press(page, Key.Key_N, CTRL)
    assert page.commands() == []
    assert navigator.went == []


def test_a_visit_that_can_only_be_read_is_checked_but_not_finished(show: Show, visits: tuple[str, str, str]) -> None:
    page = check(show, visits[0])
    assert page.held.isVisible()
    assert page.left_open.lines.count()
    for writer in (page.finish, page.reopen, page.reason_card):
        assert not writer.isVisible()
    assert page.back.isVisible()


def test_the_check_of_another_visit_offers_its_end_again(
    show: Show, visits: tuple[str, str, str], qtbot: QtBot
) -> None:
    page = check(show, visits[0])
    page.enter(visit=visits[1])
    qtbot.waitUntil(page.finish.isVisible)
    assert page.held.isHidden()
    assert page.reason_card.isVisible()


def test_a_finished_visit_that_was_found_changed_is_not_opened_again(show: Show, made: Made) -> None:
    with made.opened() as vault:
        visit = start_visit(vault, "practice")[0]
        vault.finish(visit)
        ledger = made.folder / "l" / vault.ledger_for(visit).key.ledger
    older = ledger.read_bytes()
    with made.opened() as vault:
        vault.reopen(visit)
        vault.finish(visit)
    ledger.write_bytes(older)
    page = check(show, visit)
    assert page.held.isVisible()
    assert not page.reopen.isVisible()
    assert not page.finish.isVisible()
