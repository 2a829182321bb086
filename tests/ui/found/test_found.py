"""A vault that was changed behind the program's back: the window says so, loses nothing, and lets a person decide."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from monitorapp.documents import start_visit
from monitorapp.vault import accepting
from tests.core.vaults import Made, vault_of, write
from tests.ui.conftest import RecordingNavigator
from tests.ui.frame.typing_keys import press, type_text
from ui.form.form_page import FormPage
from ui.found.findings import Finding, FoundBar, gather, meaning_of, title_of
from ui.found.found_page import FindingCard, FoundPage
from ui.session import Session
from ui.settings.stored_card import StoredCard
from ui.theme import Theme
from ui.widgets.labels import Text

PAGE = 16384


@dataclass(frozen=True)
class Changed:
    """A vault with three visits: an older copy of the first, the second damaged, the third gone."""

    made: Made
    visits: tuple[str, str, str]
    ledgers: tuple[str, str, str]


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    made = vault_of("Анна", tmp_path / "v")
    with made.opened() as vault:
        visits = tuple(start_visit(vault, "practice")[0] for _ in range(3))
        ledgers = tuple(vault.ledger_for(visit).key.ledger for visit in visits)
    files = [made.folder / "l" / ledger for ledger in ledgers]
    older = files[0].read_bytes()
    with made.opened() as vault:
        for visit in visits:
            write(vault, visit, pop_total=1)
    files[0].write_bytes(older)
    files[1].write_bytes(files[1].read_bytes() + bytes(10))
    files[2].unlink()
    return Changed(made, visits, ledgers)  # type: ignore[arg-type]


@pytest.fixture
def opened(session: Session, changed: Changed, qtbot: QtBot) -> Session:
    with qtbot.waitSignal(session.opened):
        session.recover(changed.made.folder, changed.made.code, lambda: None, lambda t: pytest.fail(t.code))
    return session


@pytest.fixture
def page(opened: Session, navigator: RecordingNavigator, qtbot: QtBot) -> FoundPage:
    page = FoundPage(opened, navigator)
    qtbot.addWidget(page)
    page.show()
    page.enter()
    qtbot.waitUntil(lambda: not opened.is_busy)
    return page


def words(page: FoundPage) -> str:
    return "\n".join(text.text() for text in page.findChildren(Text))


def card(page: FoundPage, changed: Changed, number: int) -> FindingCard:
    return next(card for card in page.cards if card.finding.ledger == changed.ledgers[number])


def test_the_bar_stays_away_while_all_is_well(theme: Theme, tmp_path: Path, session: Session, qtbot: QtBot) -> None:
    made = vault_of("Анна", tmp_path / "v")
    with qtbot.waitSignal(session.opened):
        session.recover(made.folder, made.code, lambda: None, lambda t: pytest.fail(t.code))
    bar = FoundBar(theme, session, "en")
    qtbot.addWidget(bar)
    qtbot.waitUntil(lambda: not session.is_busy)
    assert bar.text() == ""


def test_the_bar_says_how_much_can_only_be_read_and_leads_to_the_page(
    theme: Theme, opened: Session, qtbot: QtBot
) -> None:
    bar = FoundBar(theme, opened, "en")
    qtbot.addWidget(bar)
    qtbot.waitUntil(lambda: bar.text() != "")
    assert bar.text().startswith("3 ")
    with qtbot.waitSignal(bar.wanted):
        press(bar._button, Qt.Key.Key_Return)


def test_each_finding_tells_the_visit_what_it_means_and_the_file(page: FoundPage, changed: Changed) -> None:
    assert {card.finding.ledger for card in page.cards} == set(changed.ledgers)
    told = words(page)
    for ledger in changed.ledgers:
        assert ledger in told
    assert "An older copy was put back" in told
    assert "The file is damaged" in told
    assert "The file is gone" in told


def test_nothing_is_decided_without_a_reason(page: FoundPage, changed: Changed, qtbot: QtBot) -> None:
    first = card(page, changed, 0)
    assert not first.accept.isEnabled()
    type_text(first.reason, "  ")
    assert not first.accept.isEnabled()
    type_text(first.reason, "копия наша")
    assert first.accept.isEnabled()


def test_a_reason_that_was_begun_comes_back_after_a_lock_with_its_file(
    page: FoundPage, changed: Changed, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    type_text(card(page, changed, 0).reason, "Копия с фле")
    assert page.session.close({"page": "found", **page.place()}) is None
    session = Session()
    with qtbot.waitSignal(session.opened):
        session.recover(changed.made.folder, changed.made.code, lambda: None, lambda t: pytest.fail(t.code))
    again = FoundPage(session, navigator)
    qtbot.addWidget(again)
    session.ask(lambda vault: vault.place() or {}, lambda place: again.enter(**place))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(again.cards))
    assert card(again, changed, 0).reason.text() == "Копия с фле"
    assert card(again, changed, 2).reason.text() == ""
    session.close()
    session.end()


def test_an_older_copy_is_accepted_and_its_card_goes(
    page: FoundPage, changed: Changed, opened: Session, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    first = card(page, changed, 0)
    type_text(first.reason, "копия наша")
    first.accept.click()
    qtbot.waitUntil(lambda: len(page.cards) == 2)
    assert navigator.said[-1][1] == "good"
    told: list[str] = []
    opened.ask(lambda vault: str(accepting.accepted(vault)[0]["reason"]), told.append)
    qtbot.waitUntil(lambda: told == ["копия наша"])


def test_what_is_gone_is_given_up(page: FoundPage, changed: Changed, qtbot: QtBot) -> None:
    third = card(page, changed, 2)
    assert third.accept.text() == "Give it up"
    assert third.send.isHidden()
    type_text(third.reason, "стёрто")
    third.accept.click()
    qtbot.waitUntil(lambda: len(page.cards) == 2)


def test_what_can_be_read_of_a_damaged_visit_is_written_into_a_new_file(
    page: FoundPage, changed: Changed, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    second = card(page, changed, 1)
    assert second.accept.isHidden()
    type_text(second.reason, "диск")
    second.salvage.click()
    qtbot.waitUntil(lambda: bool(navigator.said))
    assert "could be read" in navigator.said[-1][0]
    qtbot.waitUntil(lambda: len(page.cards) == 2)


def test_what_is_there_goes_to_the_page_that_hands_over(
    page: FoundPage, changed: Changed, navigator: RecordingNavigator
) -> None:
    first = card(page, changed, 0)
    first.send.click()
    assert navigator.went == [("send", {"visits": changed.visits[0]})]


def test_the_form_of_such_a_visit_can_be_read_and_takes_no_text(
    opened: Session, changed: Changed, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    page = FormPage(opened, navigator)
    qtbot.addWidget(page)
    page.show()
    page.enter(document=changed.visits[0])
    qtbot.waitUntil(lambda: page.presenter.is_open)
    assert page.presenter.sheet.is_finished
    assert "can only be read" in navigator.said[-1][0]
    action = navigator.actions[-1]
    assert action is not None
    action()
    assert navigator.went[-1] == ("found", {})
    page.leave()
    qtbot.waitUntil(lambda: not opened.is_busy)
    assert navigator.troubles == []


def test_without_a_finding_the_page_says_that_all_is_well(
    session: Session, tmp_path: Path, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    made = vault_of("Анна", tmp_path / "v")
    with qtbot.waitSignal(session.opened):
        session.recover(made.folder, made.code, lambda: None, lambda t: pytest.fail(t.code))
    page = FoundPage(session, navigator)
    qtbot.addWidget(page)
    page.enter()
    qtbot.waitUntil(lambda: not session.is_busy)
    assert page.cards == []
    assert "Nothing is in doubt" in words(page)


@pytest.mark.parametrize("sort", ["index", "archive", "visit"])
@pytest.mark.parametrize(
    "code", ["rollback-found", "ledger-damaged", "ledger-missing", "log-foreign", "migration-failed"]
)
def test_every_finding_has_words(sort: str, code: str) -> None:
    for newest in ("", "2026-11-24T09:00:00Z"):
        finding = Finding("ab" * 8, sort, code, newest=newest)
        assert title_of(finding)
        assert meaning_of(finding).endswith(".")
        assert not (finding.can_be_accepted and finding.can_be_salvaged)


def test_findings_name_the_visit_by_its_facility(changed: Changed) -> None:
    with changed.made.opened() as vault:
        found = {finding.ledger: finding for finding in gather(vault, "en").alarms}
    assert "Practice" in found[changed.ledgers[0]].names[0]
    assert found[changed.ledgers[2]].names == ()


# What is stored


@pytest.fixture
def stored(session: Session, tmp_path: Path, navigator: RecordingNavigator, qtbot: QtBot) -> StoredCard:
    made = vault_of("Анна", tmp_path / "v")
    with made.opened() as vault:
        start_visit(vault, "practice")
    (made.folder / "l" / ("ef" * 8)).write_bytes(os.urandom(100))
    with qtbot.waitSignal(session.opened):
        session.recover(made.folder, made.code, lambda: None, lambda t: pytest.fail(t.code))
    card = StoredCard(session, navigator)
    qtbot.addWidget(card)
    card.show()
    card.read()
    qtbot.waitUntil(lambda: card.table.rowCount() > 0)
    return card


def rows(card: StoredCard) -> list[list[str]]:
    table = card.table
    return [[str(table.data(table.index(r, c))) for c in range(table.columnCount())] for r in range(table.rowCount())]


def test_every_file_is_a_row_with_what_opens_it(stored: StoredCard) -> None:
    told = rows(stored)
    assert [row[0].partition(":")[0] for row in told] == ["Key file", "Index", "Archive", "Visit", "Unknown file"]
    assert told[0][3] == "passphrase, recovery code"
    assert told[-1][3] == "nothing"
    assert "5 file(s)" in stored.sum.text()
    assert "1 of them nothing opens" in stored.sum.text()


def test_only_a_file_that_nothing_opens_can_be_removed_and_by_keys_too(
    stored: StoredCard, session: Session, qtbot: QtBot
) -> None:
    folder = session.folder
    assert folder is not None
    for row in range(4):
        stored.view.selectRow(row)
        assert not stored.remove.isEnabled()
        press(stored.view, Qt.Key.Key_Delete)
    stored.view.selectRow(4)
    assert stored.remove.isEnabled()
    press(stored.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: stored.table.rowCount() == 4)
    assert not (folder / "l" / ("ef" * 8)).exists()
    assert len(list((folder / "l").glob("????????????????"))) == 3


def test_tab_leaves_the_table(stored: StoredCard) -> None:
    assert not stored.view.tabKeyNavigation()


def test_no_field_of_such_a_form_takes_a_letter(
    opened: Session, changed: Changed, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    page = FormPage(opened, navigator)
    qtbot.addWidget(page)
    page.show()
    page.enter(document=changed.visits[0])
    qtbot.waitUntil(lambda: page.presenter.is_open and bool(page.findChildren(QLineEdit)))
    lines = [line for line in page.findChildren(QLineEdit) if line.isVisibleTo(page)]
    assert [line for line in lines if line.isEnabled() and not line.isReadOnly()] == []
