"""Handing over: only to trusted people, and "exported" only for a file that reads back."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from monitorapp.bundle.identity import Identity
from monitorapp.exchange.members import meet
from monitorapp.exchange.receive import inspect, plan
from monitorapp.vault.registry import STRANGER, Exchange
from tests.ui.conftest import RecordingNavigator
from tests.ui.exchange.conftest import (
    answer_of,
    distrust,
    pick_new_file,
    press,
    press_button,
    shortcut,
    show,
    texts,
    told,
    unnamed,
    with_vault,
)
from ui.exchange.send_page import SendPage
from ui.session import Session

Opened = Callable[[Path, str], Session]


@pytest.fixture
def page(qtbot: QtBot, opened: Opened, demo: Path, navigator: RecordingNavigator) -> SendPage:
    """The first monitor's page, who has one visit and knows the coordinator and a colleague."""
    return entered(qtbot, SendPage(opened(demo, "monitor-1"), navigator))


def entered(qtbot: QtBot, page: SendPage, **target: str) -> SendPage:
    show(qtbot, page, **target)
    qtbot.waitUntil(lambda: page.visits.count() == 1)
    if page.visits.chosen():
        qtbot.waitUntil(lambda: bool(page.inside.text()))
    return page


def names(page: SendPage) -> list[str]:
    return [known.name for known in page.people.chosen()]


def tick(page: SendPage, name: str) -> None:
    """Press space on somebody's box."""
    box = next(box for box, known in page.people.boxes if known.name == name)
    box.setFocus()
    press(Qt.Key.Key_Space, text=" ")


def write(qtbot: QtBot, page: SendPage, path: Path) -> None:
    """Choose the file with the keys and the picker, and wait until it is there."""
    shortcut(page, "Ctrl+Return")
    pick_new_file(qtbot, page, path)
    qtbot.waitUntil(lambda: page.sent is not None)


def test_the_only_visit_and_the_only_coordinator_are_chosen_beforehand(page: SendPage) -> None:
    assert len(page.visits.chosen()) == 1
    assert names(page) == ["Координатор"]
    assert page.remark.text() == "Only Координатор will be able to open the file."


def test_the_page_says_what_is_inside(page: SendPage) -> None:
    assert page.inside.text().startswith("Visits: 1, documents: 6 · questions without an answer: ")


def test_everybody_who_can_be_chosen_shows_role_words_and_digits(page: SendPage) -> None:
    text = texts(page.people)
    box, known = page.people.boxes[0]
    assert box.text() == "Координатор · Coordinator"
    assert all(word in text for word in known.words)
    assert " ".join(known.digits) in text


def test_a_stranger_is_never_offered(qtbot: QtBot, opened: Opened, demo: Path, navigator: RecordingNavigator) -> None:
    with_vault(demo, "monitor-1", lambda vault: meet(vault, Identity.generate("Чужой", "monitor").card()))
    page = entered(qtbot, SendPage(opened(demo, "monitor-1"), navigator))
    assert "Чужой" not in [known.name for _, known in page.people.boxes]


def test_exported_is_said_for_a_file_that_the_coordinator_can_open(
    qtbot: QtBot, page: SendPage, demo: Path, tmp_path: Path
) -> None:
    path = tmp_path / "out.mvb"
    write(qtbot, page, path)
    assert page.sent is not None
    text = texts(page.sent)
    assert "Exported" in text
    assert "out.mvb" in text
    assert "For: Координатор" in text
    assert "Eject the drive" in text
    assert with_vault(demo, "coordinator", lambda vault: plan(vault, path).sender) == "Монитор 1"


def test_what_is_sent_stays_and_is_noted(qtbot: QtBot, page: SendPage, tmp_path: Path) -> None:
    write(qtbot, page, tmp_path / "out.mvb")
    log: list[Exchange] = answer_of(qtbot, page.session, lambda vault: vault.registry.exchanges())
    assert log[-1].direction == "sent"
    assert len(answer_of(qtbot, page.session, lambda vault: vault.visits())) == 1


def test_nothing_is_called_exported_where_writing_fails(
    qtbot: QtBot, page: SendPage, tmp_path: Path, navigator: RecordingNavigator
) -> None:
    (tmp_path / "out.mvb").write_bytes(b"taken")
    shortcut(page, "Ctrl+Return")
    pick_new_file(qtbot, page, tmp_path / "out.mvb")
    qtbot.waitUntil(lambda: bool(navigator.troubles))
    assert page.sent is None
    assert page.write.isEnabled()
    assert sorted(os.listdir(tmp_path)) == ["demo", "out.mvb"]


def test_nobody_who_lost_the_trust_after_being_ticked_gets_a_file(
    qtbot: QtBot, page: SendPage, tmp_path: Path, navigator: RecordingNavigator
) -> None:
    [chosen] = page.people.chosen()
    stranger = replace(chosen.person, state=STRANGER)
    page.session.ask(lambda vault: vault.registry.keep_person(stranger), lambda _: None, navigator.trouble)
    page.write_to(tmp_path / "out.mvb")
    qtbot.waitUntil(lambda: bool(navigator.troubles))
    assert page.sent is None
    assert not (tmp_path / "out.mvb").exists()


def test_a_stick_pulled_before_writing_can_be_put_in_again_for_the_same_choice(
    qtbot: QtBot, page: SendPage, tmp_path: Path, navigator: RecordingNavigator
) -> None:
    stick = tmp_path / "stick"
    page.write_to(stick / "out.mvb")
    qtbot.waitUntil(lambda: bool(navigator.troubles))
    assert page.sent is None
    assert names(page) == ["Координатор"]
    stick.mkdir()
    write(qtbot, page, stick / "out.mvb")
    assert os.listdir(stick) == ["out.mvb"]


def test_the_proposed_file_name_says_nothing_about_the_visit(qtbot: QtBot, page: SendPage) -> None:
    shortcut(page, "Ctrl+Return")
    pickers = [child for child in page.children() if type(child).__name__ == "FilePicker"]
    name = pickers[0].chosen.name  # type: ignore[attr-defined]
    assert name.endswith(".mvb")
    assert set(name.removesuffix(".mvb")) <= set("0123456789abcdef-")


def test_without_a_recipient_nothing_is_written(qtbot: QtBot, page: SendPage, navigator: RecordingNavigator) -> None:
    tick(page, "Координатор")
    assert not page.write.isEnabled()
    shortcut(page, "Ctrl+Return")
    assert navigator.said[-1][0] == "Tick who may open it."


def test_an_unticked_visit_is_not_inside(qtbot: QtBot, page: SendPage) -> None:
    page.visits.setFocus()
    press(Qt.Key.Key_Space, text=" ")
    assert page.visits.chosen() == []
    assert page.inside.text() == ""
    assert page.remark.text() == "Tick the visit."


def test_two_recipients_can_open_one_file(qtbot: QtBot, page: SendPage, demo: Path, tmp_path: Path) -> None:
    tick(page, "Монитор 2")
    write(qtbot, page, tmp_path / "both.mvb")
    for owner in ("coordinator", "monitor-2"):
        opened = with_vault(demo, owner, lambda vault: inspect(vault, tmp_path / "both.mvb"))
        assert opened.manifest.kind == "visit"


def test_an_invitation_is_sent_as_one(qtbot: QtBot, page: SendPage, demo: Path, tmp_path: Path) -> None:
    press_button(page, "Invite a colleague")
    tick(page, "Координатор")
    tick(page, "Монитор 2")
    write(qtbot, page, tmp_path / "join.mvb")
    assert page.sent is not None
    assert "joins" in texts(page.sent)
    opened = with_vault(demo, "monitor-2", lambda vault: inspect(vault, tmp_path / "join.mvb"))
    assert opened.manifest.kind == "invitation"


def test_an_update_goes_to_those_who_wrote_in_the_visit(
    qtbot: QtBot, opened: Opened, settling: Path, navigator: RecordingNavigator, tmp_path: Path
) -> None:
    visit = told(settling)["conflicts"][0]["document"]
    page = entered(qtbot, SendPage(opened(settling, "coordinator"), navigator), kind="update", visits=visit)
    assert sorted(names(page)) == ["Монитор 1", "Монитор 2"]
    assert "answers to settle: 3" in page.inside.text()
    write(qtbot, page, tmp_path / "update.mvb")
    found = with_vault(settling, "monitor-1", lambda vault: inspect(vault, tmp_path / "update.mvb"))
    assert found.manifest.kind == "update"


def test_a_second_copy_is_written_from_the_result(qtbot: QtBot, page: SendPage, tmp_path: Path) -> None:
    write(qtbot, page, tmp_path / "first.mvb")
    first = page.sent
    assert first is not None
    press_button(first, "Write another copy…")
    pick_new_file(qtbot, page, tmp_path / "second.mvb")
    qtbot.waitUntil(lambda: (tmp_path / "second.mvb").exists() and page.sent is not first)


def test_where_nobody_is_trusted_the_page_leads_to_the_people(
    qtbot: QtBot, opened: Opened, demo: Path, navigator: RecordingNavigator
) -> None:
    for name in ("Координатор", "Монитор 2"):
        distrust(demo, "monitor-1", name)
    page = entered(qtbot, SendPage(opened(demo, "monitor-1"), navigator))
    assert "Nobody is trusted yet" in texts(page.people)
    assert not page.write.isEnabled()


def test_the_way_back_after_a_lock_names_only_ids(page: SendPage) -> None:
    assert page.place() == {"visits": page.visits.chosen()[0], "kind": "visit"}


def test_everything_the_keyboard_reaches_has_a_name(page: SendPage) -> None:
    assert unnamed(page) == []
