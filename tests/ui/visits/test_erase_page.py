"""The page that erases: it says what goes and what stays, and only a held button does it."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from monitorapp.records.commit import Commit, Header, Part
from monitorapp.vault.erasing import OneAnswer, OnePerson, OneVisit
from monitorapp.vault.sealed import Sent, note_sent
from monitorapp.vault.vault import Vault
from tests.ui.conftest import RecordingNavigator
from tests.ui.form.rooms import Room
from ui.visits.cockpit_page import CockpitPage
from ui.visits.erase_page import ErasePage, look_at, what_of
from ui.visits.history_dialog import HistoryDialog
from ui.widgets.cards import Card

Open = Callable[..., ErasePage]


@pytest.fixture
def opened(room: Room, navigator: RecordingNavigator, qtbot: QtBot) -> Open:
    def enter(**target: str) -> ErasePage:
        page = ErasePage(room.session, navigator, seconds=0.05)
        qtbot.addWidget(page)
        page.resize(1024, 560)
        page.show()
        page.enter(**target)
        qtbot.waitUntil(lambda: bool(_words(page.goes)) or bool(navigator.troubles))
        return page

    return enter


def _words(card: Card) -> str:
    """What stands on a card now; what was taken off it may still be its child."""
    items = filter(None, (card.column.itemAt(place) for place in range(card.column.count())))
    parts = [part for part in (item.widget() for item in items) if part is not None]
    labels = [label for part in parts for label in (part, *part.findChildren(QLabel))]
    return "\n".join(label.text() for label in labels if isinstance(label, QLabel))


def _hold(page: ErasePage, qtbot: QtBot, room: Room) -> None:
    page.hold.pressed.emit()
    qtbot.waitUntil(lambda: bool(page.navigator.said) or bool(page.navigator.troubles))  # type: ignore[attr-defined]
    room.ask(lambda vault: None)


def test_one_answer_is_erased_by_holding(opened: Open, room: Room, qtbot: QtBot, navigator: RecordingNavigator) -> None:
    visit = room.visit(pop_total=41, cells_total=3)
    room.ask(lambda vault: vault.commit(visit))
    page = opened(document=visit, field="pop_total")
    assert "41" in _words(page.goes)
    page.reason.setText("asked for")
    _hold(page, qtbot, room)
    assert room.value(visit, "pop_total") is None
    assert room.value(visit, "cells_total") == 3
    (entry,) = room.ask(lambda vault: vault.history(visit, "pop_total"))
    assert entry.reason == "asked for"
    assert navigator.went[-1] == ("form", {"document": visit})
    assert navigator.said[-1][1] == "good"


def test_a_click_erases_nothing(opened: Open, room: Room) -> None:
    visit = room.visit(pop_total=41)
    page = opened(document=visit, field="pop_total")
    page.hold.click()
    assert room.value(visit, "pop_total") == 41


def test_a_visit_is_erased_and_home_is_shown(
    opened: Open, room: Room, qtbot: QtBot, navigator: RecordingNavigator
) -> None:
    visit = room.visit(pop_total=41)
    page = opened(visit=visit)
    assert not page.why.isVisibleTo(page)
    assert not page.everybody.isVisibleTo(page)
    _hold(page, qtbot, room)
    assert room.ask(lambda vault: vault.visits()) == []
    assert navigator.went[-1] == ("visits", {})


def test_a_document_goes_with_what_is_below(
    opened: Open, room: Room, qtbot: QtBot, navigator: RecordingNavigator
) -> None:
    visit = room.visit()
    cell = room.child(visit, "cell")
    room.record(cell, "cell_name", "7")
    page = opened(document=cell)
    _hold(page, qtbot, room)
    assert [row.id for row in room.ask(lambda vault: vault.documents(visit))] == [visit]
    assert navigator.went[-1] == ("visit", {"visit": visit})


def test_it_says_what_was_sent_and_to_whom(opened: Open, room: Room) -> None:
    visit = room.visit(pop_total=41)

    def sent(vault: object) -> None:
        author = vault.author  # type: ignore[attr-defined]
        note_sent(vault, [visit], Sent("b" * 32, "2026-11-24T09:00:00Z", (author,)))  # type: ignore[arg-type]

    room.ask(sent)
    page = opened(visit=visit)
    assert "Айгуль" in _words(page.beyond)


def test_where_nothing_was_written_nothing_can_be_erased(opened: Open, room: Room) -> None:
    page = opened(document=room.visit(), field="pop_total")
    assert not page.hold.isEnabled()
    assert "Nothing of yours" in _words(page.goes)


def test_what_is_gone_already_is_said_at_home(opened: Open, navigator: RecordingNavigator) -> None:
    opened(document="0" * 32, field="pop_total")
    assert navigator.went == [("visits", {})]


def test_enter_lies_on_the_button_that_does_not_erase(opened: Open, room: Room, qtbot: QtBot) -> None:
    page = opened(visit=room.visit())
    qtbot.waitUntil(page.back.hasFocus)


def test_the_target_says_what_is_meant() -> None:
    assert what_of({"visit": "v"}) == OneVisit("v")
    assert what_of({"document": "d", "field": "f"}) == OneAnswer("d", "f")
    assert what_of({"document": "d"}) == OnePerson("d")
    assert what_of({"document": "v", "visit": "v"}) == OneVisit("v")


def test_long_lists_are_cut_and_counted(room: Room) -> None:
    visit = room.visit(**{f"q{n}": n for n in range(20)})
    seen = room.ask(lambda vault: look_at(vault, OneVisit(visit), "en", everybody=False))
    assert (len(seen.going), seen.more) == (12, len(seen.seen.going) - 12)


def test_the_history_leads_to_the_erasing_of_its_answer(
    room: Room, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    visit = room.visit(pop_total=41)
    page = CockpitPage(room.session, navigator)
    qtbot.addWidget(page)
    dialog = HistoryDialog(room.session, navigator.theme, visit, "pop_total", "How many?", {}, {}, page)
    qtbot.waitUntil(lambda: dialog.lines.count() == 1)
    dialog.erase.click()
    assert navigator.went[-1] == ("erase", {"document": visit, "field": "pop_total"})


def test_the_overview_leads_to_erasing_the_visit_and_its_documents(
    room: Room, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    visit = room.visit()
    cell = room.child(visit, "cell")
    page = CockpitPage(room.session, navigator)
    qtbot.addWidget(page)
    page.enter(visit=visit)
    page.erase.click()
    assert navigator.went[-1] == ("erase", {"visit": visit})
    page.documents.menu_of(cell).actions()[1].trigger()
    assert navigator.went[-1] == ("erase", {"document": cell})
    assert any("Erase this visit" in command.text for command in page.commands())


def test_the_overview_leads_to_an_entry_that_was_removed_while_somebody_wrote_in_it(
    room: Room, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    visit, row = room.visit(), "c" * 32
    room.ask(lambda vault: _removed_by_another(vault, visit, row))
    page = CockpitPage(room.session, navigator)
    qtbot.addWidget(page)
    page.enter(visit=visit)
    qtbot.waitUntil(lambda: page._survey is not None)
    assert page.differing.text().endswith("1")
    assert not page.differing.isHidden()


def _removed_by_another(vault: Vault, visit: str, row: str) -> None:
    """A colleague's commit takes a row away in which the owner writes at the same time."""
    vault.record(visit, f"{row}/#row", {"row": "tlk_commitments"}, ())
    vault.record(visit, f"{row}/tlk_commitments_what", "a fan", ())
    vault.commit(visit)
    header = Header(visit, visit, "b0" * 16, "c0" * 16, 0, None, 1, "2026-11-24T09:00:00Z", "0.1.0")
    gone = Commit.seal(header, (Part("general", "0" * 32, {f"{row}/#gone": True}),))
    ledger = vault.ledger_for(visit)
    with ledger.transaction():
        union = ledger.take_in([gone], "bundle")
    vault.took_in(ledger, union)
