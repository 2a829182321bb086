"""The inbox: the plan comes before anything is written, and the same file twice brings nothing new."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitorapp.exchange.members import find_recipient
from monitorapp.exchange.send import send
from monitorapp.vault.vault import Vault
from tests.ui.conftest import RecordingNavigator
from tests.ui.exchange.conftest import (
    answer_of,
    distrust,
    pick_file,
    pick_folder,
    press,
    press_button,
    show,
    texts,
    told,
    unnamed,
    with_vault,
)
from ui.exchange.bundle_card import BundleCard
from ui.exchange.inbox_page import InboxPage
from ui.exchange.people import revoke
from ui.session import Session

Opened = Callable[[Path, str], Session]
Making = Callable[[Path, str], InboxPage]


@pytest.fixture
def inbox(qtbot: QtBot, opened: Opened, navigator: RecordingNavigator) -> Making:
    """Opens somebody's inbox."""

    def make(folder: Path, owner: str) -> InboxPage:
        page = InboxPage(opened(folder, owner), navigator)
        show(qtbot, page)
        return page

    return make


def planned(qtbot: QtBot, page: InboxPage, path: Path) -> BundleCard:
    """Add a file and wait for what it would do."""
    page.add(path)
    card = page.cards[-1]
    qtbot.waitUntil(lambda: card.arrival is not None)
    return card


def take(qtbot: QtBot, page: InboxPage, card: BundleCard, words: str = "Take in") -> None:
    """Press the button of a file and wait until it is taken in."""
    press_button(card, words)
    qtbot.waitUntil(lambda: card.is_taken)
    qtbot.waitUntil(lambda: bool(page.history))


def visits(qtbot: QtBot, page: InboxPage) -> int:
    return len(answer_of(qtbot, page.session, lambda vault: vault.visits()))


def forget(folder: Path, owner: str, name: str) -> None:
    """Let somebody never have been met."""

    def change(vault: Vault) -> None:
        person = find_recipient(vault, name)
        vault.index.connection.execute("delete from people where author = ?", (person.author,))

    with_vault(folder, owner, change)


def drop(page: InboxPage, *paths: Path) -> bool:
    """Drag files over the page and let them go; says whether it wanted them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    ways = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(50, 50), *ways)
    QApplication.sendEvent(page, entering)
    if entering.isAccepted():
        QApplication.sendEvent(page, QDropEvent(QPoint(50, 50), *ways))
    return entering.isAccepted()


def update_for(folder: Path, name: str, path: Path) -> str:
    """Settle one answer at the coordinator's and send it back to somebody; returns the visit."""

    def deed(vault: Vault) -> str:
        conflict = next(one for one in vault.conflicts() if one.field == "pop_total")
        seen = [standing.commit for standing in conflict.standings if standing.commit]
        vault.settle(conflict.document, "pop_total", 43, "Пересчитали при выходе", seen)
        send(vault, [conflict.visit], [find_recipient(vault, name)], path, "update")
        return conflict.visit

    return str(with_vault(folder, "coordinator", deed))


def test_the_plan_is_shown_before_anything_is_written(qtbot: QtBot, inbox: Making, demo: Path) -> None:
    page = inbox(demo, "coordinator")
    text = texts(planned(qtbot, page, demo / "monitor-1.mvb"))
    assert "Visit from Монитор 1, signed" in text
    assert "new answers: " in text
    assert visits(qtbot, page) == 0
    assert answer_of(qtbot, page.session, lambda vault: [vault.registry.exchanges()]) == [[]]


def test_the_digits_of_the_signer_stand_beside_the_name(qtbot: QtBot, inbox: Making, demo: Path) -> None:
    page = inbox(demo, "coordinator")
    card = planned(qtbot, page, demo / "monitor-1.mvb")
    assert card.arrival is not None
    assert card.arrival.signer is not None
    assert " ".join(card.arrival.signer.digits) in texts(card)


def test_taking_in_writes_it_and_leads_to_the_visit(
    qtbot: QtBot, inbox: Making, demo: Path, navigator: RecordingNavigator
) -> None:
    page = inbox(demo, "coordinator")
    card = planned(qtbot, page, demo / "monitor-1.mvb")
    take(qtbot, page, card)
    assert visits(qtbot, page) == 1
    assert "Taken in" in texts(card)
    press_button(card, "Open the visit")
    assert navigator.went[-1] == ("visit", {"visit": told(demo)["conflicts"][0]["document"]})


def test_what_differs_leads_to_the_decision(
    qtbot: QtBot, inbox: Making, demo: Path, navigator: RecordingNavigator
) -> None:
    page = inbox(demo, "coordinator")
    take(qtbot, page, planned(qtbot, page, demo / "monitor-1.mvb"))
    second = planned(qtbot, page, demo / "monitor-2.mvb")
    assert "differ: 3" in texts(second)
    assert "agree: " in texts(second)
    take(qtbot, page, second)
    press_button(second, "Compare and decide: 3")
    assert navigator.went[-1][0] == "conflicts"


def test_the_same_file_again_brings_nothing_new(qtbot: QtBot, inbox: Making, demo: Path) -> None:
    page = inbox(demo, "coordinator")
    take(qtbot, page, planned(qtbot, page, demo / "monitor-1.mvb"))
    page.add(demo / "monitor-1.mvb")
    assert len(page.cards) == 1
    qtbot.waitUntil(lambda: "Nothing new" in texts(page.cards[0]))
    assert not page.cards[0].is_ready


def test_a_copy_under_another_name_brings_nothing_new_either(qtbot: QtBot, inbox: Making, demo: Path) -> None:
    page = inbox(demo, "coordinator")
    take(qtbot, page, planned(qtbot, page, demo / "monitor-1.mvb"))
    shutil.copy(demo / "monitor-1.mvb", demo / "copy.mvb")
    assert "Nothing new" in texts(planned(qtbot, page, demo / "copy.mvb"))


def test_several_files_dropped_at_once_are_each_looked_at(qtbot: QtBot, inbox: Making, demo: Path) -> None:
    page = inbox(demo, "coordinator")
    assert drop(page, demo / "monitor-1.mvb", demo / "monitor-2.mvb")
    qtbot.waitUntil(lambda: sum(card.is_ready for card in page.cards) == 2)
    assert page.take_all.text() == "Take all in: 2"


def test_a_file_of_another_kind_is_not_wanted(inbox: Making, demo: Path) -> None:
    page = inbox(demo, "coordinator")
    assert not drop(page, demo / "demo.json")
    assert page.cards == []


def test_all_are_taken_in_together_and_their_differences_are_counted(qtbot: QtBot, inbox: Making, demo: Path) -> None:
    page = inbox(demo, "coordinator")
    drop(page, demo / "monitor-1.mvb", demo / "monitor-2.mvb")
    qtbot.waitUntil(page.take_all.isVisible)
    press_button(page, "Take all in: 2")
    qtbot.waitUntil(lambda: all(card.is_taken for card in page.cards))
    assert "differ: 3" in texts(page.cards[1])


def test_taking_one_in_plans_the_others_anew(qtbot: QtBot, inbox: Making, demo: Path) -> None:
    page = inbox(demo, "coordinator")
    drop(page, demo / "monitor-1.mvb", demo / "monitor-2.mvb")
    qtbot.waitUntil(page.take_all.isVisible)
    assert "differ" not in texts(page.cards[1])
    take(qtbot, page, page.cards[0])
    qtbot.waitUntil(lambda: "differ: 3" in texts(page.cards[1]))


def test_a_file_is_chosen_with_the_picker(qtbot: QtBot, inbox: Making, demo: Path) -> None:
    page = inbox(demo, "coordinator")
    press_button(page, "Open a file…")
    pick_file(qtbot, page, demo / "monitor-2.mvb")
    qtbot.waitUntil(lambda: bool(page.cards) and page.cards[0].is_ready)


def test_all_files_of_a_folder_are_looked_at(qtbot: QtBot, inbox: Making, demo: Path) -> None:
    page = inbox(demo, "coordinator")
    press_button(page, "All files of a folder…")
    pick_folder(qtbot, page, demo)
    qtbot.waitUntil(lambda: len(page.cards) == 3)
    assert [card.path.name for card in page.cards] == ["invitation.mvb", "monitor-1.mvb", "monitor-2.mvb"]


def test_a_folder_without_files_of_colleagues_says_so(
    qtbot: QtBot, inbox: Making, demo: Path, navigator: RecordingNavigator, tmp_path: Path
) -> None:
    page = inbox(demo, "coordinator")
    page.add_folder(tmp_path)
    assert navigator.said[-1][0] == "There are no files of colleagues in this folder."


def test_a_file_for_somebody_else_says_so_on_its_card(qtbot: QtBot, inbox: Making, demo: Path) -> None:
    page = inbox(demo, "coordinator")
    page.add(demo / "invitation.mvb")
    qtbot.waitUntil(lambda: "Not taken in" in texts(page.cards[0]))
    assert not page.cards[0].is_ready


def test_a_damaged_file_stands_beside_a_good_one(qtbot: QtBot, inbox: Making, demo: Path) -> None:
    data = bytearray((demo / "monitor-1.mvb").read_bytes())
    data[len(data) // 2] ^= 1
    (demo / "broken.mvb").write_bytes(data)
    page = inbox(demo, "coordinator")
    drop(page, demo / "broken.mvb", demo / "monitor-2.mvb")
    qtbot.waitUntil(lambda: page.cards[1].is_ready)
    assert "Not taken in" in texts(page.cards[0])


def test_a_file_that_is_gone_when_it_is_taken_in_says_so(qtbot: QtBot, inbox: Making, demo: Path) -> None:
    page = inbox(demo, "coordinator")
    card = planned(qtbot, page, demo / "monitor-1.mvb")
    (demo / "monitor-1.mvb").unlink()
    press_button(card, "Take in")
    qtbot.waitUntil(lambda: "Not taken in" in texts(card))
    assert visits(qtbot, page) == 0


def test_a_strangers_file_is_put_aside_with_its_digits(
    qtbot: QtBot, inbox: Making, demo: Path, navigator: RecordingNavigator
) -> None:
    forget(demo, "coordinator", "Монитор 1")
    page = inbox(demo, "coordinator")
    card = planned(qtbot, page, demo / "monitor-1.mvb")
    assert card.arrival is not None
    assert "Unknown sender" in texts(card)
    assert " ".join(card.arrival.plan.signer_digits) in texts(card)
    assert not card.is_ready
    press_button(card, "To the people")
    assert navigator.went[-1] == ("people", {})


def test_a_stranger_whose_card_is_here_can_be_compared(
    qtbot: QtBot, inbox: Making, demo: Path, navigator: RecordingNavigator
) -> None:
    distrust(demo, "coordinator", "Монитор 1")
    page = inbox(demo, "coordinator")
    card = planned(qtbot, page, demo / "monitor-1.mvb")
    assert card.arrival is not None
    press_button(card, "Compare the words…")
    assert navigator.went[-1] == ("people", {"author": card.arrival.plan.author})


def test_an_invitation_says_where_to_and_is_joined(qtbot: QtBot, inbox: Making, demo: Path, tmp_path: Path) -> None:
    def invite(vault: Vault) -> None:
        visit = vault.visits()[0].id
        send(vault, [visit], [find_recipient(vault, "Координатор")], tmp_path / "join.mvb", "invitation")

    with_vault(demo, "monitor-1", invite)
    page = inbox(demo, "coordinator")
    card = planned(qtbot, page, tmp_path / "join.mvb")
    assert "Practice facility" in texts(card)
    take(qtbot, page, card, "Join this visit")
    assert visits(qtbot, page) == 1


def test_a_monitor_sees_what_was_decided_and_why(
    qtbot: QtBot, inbox: Making, settling: Path, tmp_path: Path, navigator: RecordingNavigator
) -> None:
    visit = update_for(settling, "Монитор 1", tmp_path / "update.mvb")
    page = inbox(settling, "monitor-1")
    card = planned(qtbot, page, tmp_path / "update.mvb")
    take(qtbot, page, card)
    text = texts(card)
    assert "Decided on answers in your visits: 1" in text
    assert "41 (Монитор 1)" in text
    assert "43 (Монитор 2)" in text
    assert "Now: 43" in text
    assert "Why: Пересчитали при выходе" in text
    press_button(card, "Show")
    assert navigator.went[-1] == ("form", {"document": visit, "field": "pop_total"})


def test_what_was_decided_can_be_looked_at_later_from_the_history(
    qtbot: QtBot, inbox: Making, settling: Path, tmp_path: Path
) -> None:
    update_for(settling, "Монитор 1", tmp_path / "update.mvb")
    page = inbox(settling, "monitor-1")
    card = planned(qtbot, page, tmp_path / "update.mvb")
    take(qtbot, page, card)
    card.remove.click()
    qtbot.waitUntil(lambda: any(row.decisions is not None for row in page.history))
    row = next(row for row in page.history if row.decisions is not None)
    press_button(row, "What was decided")
    qtbot.waitUntil(lambda: row.settled_card() is not None)
    assert "Why: Пересчитали при выходе" in texts(row)


def test_the_history_lists_the_newest_exchange_first(qtbot: QtBot, inbox: Making, settling: Path) -> None:
    page = inbox(settling, "coordinator")
    qtbot.waitUntil(lambda: len(page.history) == 2)
    assert all("Taken in: Visit from Монитор" in texts(row) for row in page.history)


def test_what_was_sent_stands_in_the_history_too(qtbot: QtBot, inbox: Making, demo: Path) -> None:
    page = inbox(demo, "monitor-1")
    qtbot.waitUntil(lambda: len(page.history) == 2)
    text = "\n".join(texts(row) for row in page.history)
    assert "Sent: Invitation" in text
    assert "Sent: Visit" in text


def test_a_file_taken_off_the_list_changes_nothing(qtbot: QtBot, inbox: Making, demo: Path) -> None:
    page = inbox(demo, "coordinator")
    card = planned(qtbot, page, demo / "monitor-1.mvb")
    card.remove.setFocus()
    press(Qt.Key.Key_Space, text=" ")
    assert page.cards == []
    assert visits(qtbot, page) == 0
    assert page.hint.isVisible()


def test_a_file_dropped_on_another_page_is_opened_here(
    qtbot: QtBot, opened: Opened, demo: Path, navigator: RecordingNavigator
) -> None:
    page = InboxPage(opened(demo, "coordinator"), navigator)
    show(qtbot, page, path=str(demo / "monitor-1.mvb"))
    qtbot.waitUntil(lambda: bool(page.cards) and page.cards[0].is_ready)


def test_everything_the_keyboard_reaches_has_a_name(qtbot: QtBot, inbox: Making, demo: Path) -> None:
    page = inbox(demo, "coordinator")
    planned(qtbot, page, demo / "monitor-1.mvb")
    assert unnamed(page) == []


def test_several_paths_handed_over_by_the_window_are_each_looked_at(
    qtbot: QtBot, opened: Opened, demo: Path, navigator: RecordingNavigator
) -> None:
    page = InboxPage(opened(demo, "coordinator"), navigator)
    show(qtbot, page, path="\n".join(str(demo / name) for name in ("monitor-1.mvb", "monitor-2.mvb")))
    qtbot.waitUntil(lambda: sum(card.is_ready for card in page.cards) == 2)


def test_a_file_of_somebody_no_longer_trusted_is_refused_in_words(qtbot: QtBot, inbox: Making, demo: Path) -> None:
    with_vault(demo, "coordinator", lambda vault: revoke(vault, find_recipient(vault, "Монитор 1")))
    page = inbox(demo, "coordinator")
    page.add(demo / "monitor-1.mvb")
    qtbot.waitUntil(lambda: "Not taken in" in texts(page.cards[0]))
    assert visits(qtbot, page) == 0


def test_the_keyboard_goes_to_the_button_of_the_file_that_came(qtbot: QtBot, inbox: Making, demo: Path) -> None:
    page = inbox(demo, "coordinator")
    card = planned(qtbot, page, demo / "monitor-1.mvb")
    assert card.action is not None
    qtbot.waitUntil(card.action.hasFocus)
    press(Qt.Key.Key_Space, text=" ")
    qtbot.waitUntil(lambda: card.is_taken)


def test_an_older_file_says_that_a_later_one_came_before(
    qtbot: QtBot, inbox: Making, demo: Path, tmp_path: Path
) -> None:
    def again(vault: Vault) -> None:
        send(vault, [vault.visits()[0].id], [find_recipient(vault, "Координатор")], tmp_path / "later.mvb")

    with_vault(demo, "monitor-1", lambda vault: vault.reopen(vault.visits()[0].id))
    with_vault(demo, "monitor-1", again)
    page = inbox(demo, "coordinator")
    take(qtbot, page, planned(qtbot, page, tmp_path / "later.mvb"))
    card = planned(qtbot, page, demo / "monitor-1.mvb")
    assert card.arrival is not None
    assert card.arrival.plan.older
    assert "Nothing new" in texts(card)


def test_the_palette_offers_to_open_files(inbox: Making, demo: Path) -> None:
    page = inbox(demo, "coordinator")
    assert [command.text for command in page.commands()] == ["Open a file…", "All files of a folder…"]
