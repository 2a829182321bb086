"""Settling differing answers: nothing is chosen beforehand, every decision has a reason, and it reaches the vault."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from monitorapp.errors import VaultTrouble
from monitorapp.exchange.receive import receive
from monitorapp.vault.erasing import OneAnswer, erase
from monitorapp.vault.undecided import begun
from monitorapp.vault.vault import Vault
from tests.ui.conftest import RecordingNavigator
from tests.ui.exchange.conftest import answer_of, bundles, press, press_digit, shortcut, show, told, type_text, unnamed
from ui.exchange.conflict_page import ConflictPage
from ui.exchange.dispute import Begun
from ui.session import Session

Opened = Callable[[Path, str], Session]


@pytest.fixture
def page(qtbot: QtBot, opened: Opened, settling: Path, navigator: RecordingNavigator) -> ConflictPage:
    """The page with the three differing answers of the demonstration."""
    page = ConflictPage(opened(settling, "coordinator"), navigator)
    show(qtbot, page)
    qtbot.waitUntil(lambda: page.list.count() == 3)
    return page


def go_to(page: ConflictPage, field: str) -> None:
    """Go down with the arrow until the line of a field."""
    page.list.setFocus()
    press(Qt.Key.Key_Home)
    while (page.list.current_key() or ("", ""))[1] != field:
        press(Qt.Key.Key_Down)


def decide(qtbot: QtBot, page: ConflictPage, digit: int, reason: str) -> None:
    """Choose by digit, type the reason, press Enter, and wait for the disk."""
    before = page.presenter.left
    press_digit(digit)
    type_text(reason)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.presenter.left == before - 1)


def standing(qtbot: QtBot, page: ConflictPage, field: str) -> object:
    """What stands in a field of the demonstration now."""
    document = next(line["document"] for line in told_by(page) if line["field"] == field)
    return answer_of(qtbot, page.session, lambda vault: vault.view(document).values.get(field))


def told_by(page: ConflictPage) -> list[dict[str, str]]:
    assert page.session.folder is not None
    found: list[dict[str, str]] = told(page.session.folder.parent)["conflicts"]
    return found


def lines(page: ConflictPage) -> str:
    return "\n".join(page.list.item(row).text() for row in range(page.list.count()))


def test_each_line_says_the_question_and_not_its_id(page: ConflictPage) -> None:
    text = lines(page)
    assert "pop_total" not in text
    assert "41 ≠ 43" in text
    assert "8 ≠ 10" in text


def test_nothing_is_chosen_beforehand(page: ConflictPage) -> None:
    assert not any(option.button.isChecked() for option in page.card.options)
    press(Qt.Key.Key_Return)
    assert page.presenter.left == 3
    assert "digit" in page.card.remark.text()


def test_every_value_stands_with_its_author_and_the_time_that_was_claimed(page: ConflictPage) -> None:
    go_to(page, "pop_total")
    names = [option.button.accessibleName() for option in page.card.options]
    assert names[0].startswith("1, 41, Монитор 1 · ")
    assert names[1].startswith("2, 43, Монитор 2 · ")


def test_a_decision_without_a_reason_is_not_taken(qtbot: QtBot, page: ConflictPage) -> None:
    go_to(page, "pop_total")
    press_digit(2)
    press(Qt.Key.Key_Return)
    assert page.presenter.left == 3
    assert page.card.reason.hasFocus()
    assert "why" in page.card.remark.text()


def test_a_digit_a_reason_and_enter_settle_an_answer(qtbot: QtBot, page: ConflictPage) -> None:
    go_to(page, "pop_total")
    decide(qtbot, page, 2, "Пересчитали при выходе")
    assert standing(qtbot, page, "pop_total") == 43
    assert page.progress.text() == "2 of 3 need a decision"


def test_the_reason_stays_in_the_history(qtbot: QtBot, page: ConflictPage) -> None:
    go_to(page, "cell_people")
    decide(qtbot, page, 1, "Считали двое")
    document = next(line["document"] for line in told_by(page) if line["field"] == "cell_people")
    history = answer_of(qtbot, page.session, lambda vault: vault.history(document, "cell_people"))
    assert sorted(entry.value for entry in history[:-1]) == [8, 10]
    assert (history[-1].value, history[-1].reason, history[-1].own) == (8, "Считали двое", True)


def test_the_next_open_line_is_shown_after_a_decision(qtbot: QtBot, page: ConflictPage) -> None:
    first = page.list.current_key()
    decide(qtbot, page, 1, "Журнал")
    assert page.list.current_key() != first
    assert page.list.hasFocus()


def test_another_answer_is_typed_into_the_field_of_its_question(qtbot: QtBot, page: ConflictPage) -> None:
    go_to(page, "pop_total")
    press_digit(3)
    type_text("42")
    press(Qt.Key.Key_Return)
    assert page.card.reason.hasFocus()
    type_text("Трое были в суде")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.presenter.left == 2)
    assert standing(qtbot, page, "pop_total") == 42


def test_another_answer_that_cannot_be_read_is_not_taken(qtbot: QtBot, page: ConflictPage) -> None:
    go_to(page, "pop_total")
    press_digit(3)
    type_text("около сорока")
    press(Qt.Key.Key_Return)
    assert page.presenter.left == 3
    assert "read" in page.card.remark.text()


def test_where_all_are_right_the_note_keeps_every_answer(qtbot: QtBot, page: ConflictPage) -> None:
    go_to(page, "pop_total")
    decide(qtbot, page, 4, "Утром и вечером")
    assert standing(qtbot, page, "pop_total") == {"na": "unknown"}
    document = next(line["document"] for line in told_by(page) if line["field"] == "pop_total")
    note = answer_of(qtbot, page.session, lambda vault: vault.view(document).values["pop_total#note"])
    assert "41 (Монитор 1)" in note
    assert "43 (Монитор 2)" in note
    assert "Утром и вечером" in note


def test_undo_reopens_the_last_decision_and_says_that_it_stands(qtbot: QtBot, page: ConflictPage) -> None:
    go_to(page, "pop_total")
    decide(qtbot, page, 1, "Журнал")
    shortcut(page, "Ctrl+Z")
    assert (page.list.current_key() or ("", ""))[1] == "pop_total"
    assert "To decide anew; stands: 41" in lines(page)
    assert standing(qtbot, page, "pop_total") == 41


def test_a_decision_taken_anew_replaces_the_first_one_in_the_history(qtbot: QtBot, page: ConflictPage) -> None:
    go_to(page, "pop_total")
    decide(qtbot, page, 1, "Журнал")
    shortcut(page, "Ctrl+Z")
    press_digit(2)
    type_text("Журнал оказался вчерашним")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Decided: 43" in lines(page))
    document = next(line["document"] for line in told_by(page) if line["field"] == "pop_total")
    history = answer_of(qtbot, page.session, lambda vault: vault.history(document, "pop_total"))
    assert [entry.reason for entry in history if entry.reason] == ["Журнал", "Журнал оказался вчерашним"]
    assert [entry.value for entry in history if entry.standing] == [43]


def test_undo_with_nothing_decided_only_says_so(
    qtbot: QtBot, page: ConflictPage, navigator: RecordingNavigator
) -> None:
    shortcut(page, "Ctrl+Z")
    assert "Nothing was decided here" in navigator.said[-1][0]


def test_after_the_last_decision_the_update_for_the_monitors_is_offered(
    qtbot: QtBot, page: ConflictPage, navigator: RecordingNavigator
) -> None:
    visit = page.presenter.entries[0].dispute.visit
    for _ in range(3):
        decide(qtbot, page, 1, "Журнал")
    assert page.progress.text() == "Everything is decided"
    assert navigator.actions[-1] is not None
    navigator.actions[-1]()
    assert navigator.went[-1] == ("send", {"kind": "update", "visits": visit})


def test_enter_on_a_decided_line_lets_it_be_decided_anew(qtbot: QtBot, page: ConflictPage) -> None:
    go_to(page, "pop_total")
    decide(qtbot, page, 1, "Журнал")
    go_to(page, "pop_total")
    assert not page.card.isEnabled()
    press(Qt.Key.Key_Return)
    assert page.card.isEnabled()


def test_escape_leads_from_the_reason_back_to_the_list(page: ConflictPage) -> None:
    press_digit(1)
    assert page.card.reason.hasFocus()
    assert page.close_topmost()
    assert page.list.hasFocus()
    assert not page.close_topmost()


def test_the_arrows_go_to_another_line_while_the_reason_is_typed(page: ConflictPage) -> None:
    first = page.list.current_key()
    press_digit(1)
    press(Qt.Key.Key_Down)
    assert page.list.current_key() != first


def test_the_page_opens_at_the_answer_that_a_form_asked_for(
    qtbot: QtBot, opened: Opened, settling: Path, navigator: RecordingNavigator
) -> None:
    wanted = told(settling)["conflicts"][2]
    page = ConflictPage(opened(settling, "coordinator"), navigator)
    show(qtbot, page, document=wanted["document"], field=wanted["field"])
    qtbot.waitUntil(lambda: page.list.count() == 3)
    assert page.place() == {"document": wanted["document"], "field": wanted["field"]}


def test_where_everything_agrees_the_page_says_what_will_come(
    qtbot: QtBot, opened: Opened, demo: Path, navigator: RecordingNavigator
) -> None:
    page = ConflictPage(opened(demo, "monitor-1"), navigator)
    show(qtbot, page)
    qtbot.waitUntil(page.empty.isVisible)
    shortcut(page, "Return")
    assert page.presenter.left == 0
    assert navigator.said == []


def test_a_decision_that_came_in_meanwhile_is_not_overwritten(
    qtbot: QtBot, page: ConflictPage, navigator: RecordingNavigator
) -> None:
    go_to(page, "pop_total")
    dispute = next(entry.dispute for entry in page.presenter.entries if entry.dispute.field == "pop_total")

    def settle(vault: Vault) -> object:
        return vault.settle(dispute.document, "pop_total", 41, "Уже решено", dispute.seen)

    answer_of(qtbot, page.session, settle)
    press_digit(2)
    type_text("Иначе")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(navigator.troubles))
    qtbot.waitUntil(lambda: page.list.count() == 2)
    assert standing(qtbot, page, "pop_total") == 41


def test_the_page_opens_at_the_first_answer_of_a_visit(
    qtbot: QtBot, opened: Opened, settling: Path, navigator: RecordingNavigator
) -> None:
    visit = told(settling)["conflicts"][0]["document"]
    page = ConflictPage(opened(settling, "coordinator"), navigator)
    show(qtbot, page, visit=visit)
    qtbot.waitUntil(lambda: page.list.count() == 3)
    assert page.place()["document"] == visit


def test_a_reason_that_was_begun_comes_back_with_its_line(page: ConflictPage) -> None:
    go_to(page, "pop_total")
    press_digit(1)
    type_text("Журн")
    press(Qt.Key.Key_Down)
    assert page.card.reason.text() == ""
    press(Qt.Key.Key_Up)
    assert page.card.reason.text() == "Журн"


Locked = Callable[[ConflictPage], ConflictPage]


@pytest.fixture
def locked(qtbot: QtBot, navigator: RecordingNavigator, settling: Path, opened: Opened) -> Locked:
    """Locks at a page, opens the vault again in another session, and returns to the place."""

    def lock(page: ConflictPage) -> ConflictPage:
        place = page.place()
        assert page.session.close(place) is None
        again = ConflictPage(opened(settling, "coordinator"), navigator)
        show(qtbot, again, **place)
        qtbot.waitUntil(lambda: again.list.count() == 3)
        return again

    return lock


def test_a_reason_that_was_begun_comes_back_after_a_lock_and_is_written_on(page: ConflictPage, locked: Locked) -> None:
    go_to(page, "pop_total")
    press_digit(1)
    type_text("Журн")
    again = locked(page)
    assert again.card.reason.hasFocus()
    assert again.card.options[0].button.isChecked()
    type_text("ал")
    assert again.card.reason.text() == "Журнал"
    press(Qt.Key.Key_Down)
    assert again.card.reason.text() == ""


def test_another_answer_that_was_begun_comes_back_after_a_lock_and_is_decided_with(
    qtbot: QtBot, page: ConflictPage, locked: Locked
) -> None:
    go_to(page, "pop_total")
    press_digit(3)
    type_text("4")
    again = locked(page)
    type_text("2")
    press(Qt.Key.Key_Return)
    type_text("Трое были в суде")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: again.presenter.left == 2)
    assert standing(qtbot, again, "pop_total") == 42


def test_another_answer_that_cannot_be_read_yet_comes_back_in_its_words(page: ConflictPage, locked: Locked) -> None:
    go_to(page, "pop_total")
    press_digit(3)
    type_text("около сор")
    again = locked(page)
    assert again.card.writing == "answer"
    assert again.card.begun[again.list.current_key() or ("", "")].raw == "около сор"


def test_a_choice_is_not_brought_back_among_answers_that_are_others_by_now(
    qtbot: QtBot, page: ConflictPage, locked: Locked
) -> None:
    go_to(page, "pop_total")
    document = (page.list.current_key() or ("", ""))[0]
    press_digit(2)
    type_text("Журн")
    assert page.session.flush() is None
    answer_of(qtbot, page.session, lambda vault: vault.record(document, "pop_total", 47, ()))
    again = locked(page)
    assert again.card.reason.text() == "Журн"
    assert not any(option.button.isChecked() for option in again.card.options)


def test_what_was_begun_comes_back_from_another_page(qtbot: QtBot, page: ConflictPage) -> None:
    go_to(page, "pop_total")
    place = page.place()
    press_digit(3)
    type_text("42")
    page.leave()
    qtbot.waitUntil(lambda: page.card.begun == {})
    page.enter(**place)
    qtbot.waitUntil(lambda: bool(page.card.options))
    assert page.card.begun[place["document"], "pop_total"].answer == 42
    assert page.card.options[2].button.isChecked()


def test_what_is_erased_while_another_page_is_shown_is_not_kept_again(qtbot: QtBot, page: ConflictPage) -> None:
    go_to(page, "pop_total")
    document = page.place()["document"]
    press_digit(3)
    type_text("42")
    page.leave()
    answer_of(qtbot, page.session, lambda vault: erase(vault, OneAnswer(document, "pop_total"), everybody=True))
    assert page.session.flush() is None
    assert answer_of(qtbot, page.session, begun) == {}


def test_what_was_begun_is_forgotten_once_somebody_else_has_decided(qtbot: QtBot, page: ConflictPage) -> None:
    go_to(page, "pop_total")
    dispute = next(entry.dispute for entry in page.presenter.entries if entry.dispute.field == "pop_total")
    press_digit(3)
    type_text("42")
    page.leave()
    decided = ("Уже решено", dispute.seen)
    answer_of(qtbot, page.session, lambda vault: vault.settle(dispute.document, "pop_total", 41, *decided))
    page.enter()
    qtbot.waitUntil(lambda: page.list.count() == 2)
    assert page.session.flush() is None
    assert answer_of(qtbot, page.session, begun) == {}


def test_a_reason_taken_back_or_decided_with_is_kept_no_longer(
    qtbot: QtBot, page: ConflictPage, settling: Path, opened: Opened
) -> None:
    go_to(page, "pop_total")
    press_digit(1)
    type_text("Журн")
    assert page.session.flush() is None
    assert [Begun.of(text).reason for text in answer_of(qtbot, page.session, begun).values()] == ["Журн"]
    page.card.reason.clear()
    assert page.session.flush() is None
    assert answer_of(qtbot, page.session, begun) == {}
    decide(qtbot, page, 1, "Журнал")
    qtbot.waitUntil(lambda: not page.session.is_busy)
    assert page.session.flush() is None
    assert answer_of(qtbot, page.session, begun) == {}


def test_a_reason_survives_a_disk_that_refuses(
    qtbot: QtBot, page: ConflictPage, navigator: RecordingNavigator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise VaultTrouble("disk-full")

    monkeypatch.setattr("ui.exchange.conflict_page.decide", refuse)
    go_to(page, "pop_total")
    press_digit(1)
    type_text("Журнал")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(navigator.troubles))
    qtbot.waitUntil(lambda: not page.session.is_busy)
    assert page.card.options[0].button.isChecked()
    assert page.card.reason.text() == "Журнал"
    assert page.presenter.left == 3


def test_an_import_while_the_page_is_open_is_listed(
    qtbot: QtBot, opened: Opened, demo: Path, navigator: RecordingNavigator
) -> None:
    page = ConflictPage(opened(demo, "coordinator"), navigator)
    show(qtbot, page)
    qtbot.waitUntil(page.empty.isVisible)
    for name in bundles(demo):
        page.session.change(lambda vault, path=demo / name: receive(vault, path).changes)  # type: ignore[misc]
    qtbot.waitUntil(lambda: page.list.count() == 3)
    assert page.list.isVisible()


def test_a_wide_reason_and_long_words_do_not_widen_the_page(page: ConflictPage) -> None:
    assert page.minimumSizeHint().width() <= 1024
    assert page.minimumSizeHint().height() <= 560


def test_everything_the_keyboard_reaches_has_a_name(page: ConflictPage) -> None:
    press_digit(3)
    assert unnamed(page) == []


def test_the_mouse_chooses_an_option_anywhere_on_its_card(qtbot: QtBot, page: ConflictPage) -> None:
    option = page.card.options[1]
    QTest.mouseClick(option, Qt.MouseButton.LeftButton, pos=option.rect().center())
    assert option.button.isChecked()
    assert not page.card.options[0].button.isChecked()


def test_a_digit_without_an_option_chooses_nothing(page: ConflictPage) -> None:
    press_digit(9)
    assert not any(option.button.isChecked() for option in page.card.options)
    assert not page.card.choose(0)
