"""The people: nobody is trusted by a file alone, and one's own card never replaces a file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from monitorapp.bundle.identity import Card, Identity
from monitorapp.exchange.members import meet, words_of
from monitorapp.vault.registry import STRANGER
from tests.ui.conftest import RecordingNavigator
from tests.ui.exchange.conftest import (
    answer_of,
    pick_file,
    pick_new_file,
    press,
    press_button,
    shortcut,
    show,
    texts,
    type_text,
    unnamed,
    with_vault,
)
from ui.exchange.people_page import PeoplePage
from ui.session import Session

Opened = Callable[[Path, str], Session]
NEWCOMER = Identity.generate("Новый", "monitor").card()


@pytest.fixture
def page(qtbot: QtBot, opened: Opened, demo: Path, navigator: RecordingNavigator) -> PeoplePage:
    """The coordinator's people."""
    page = PeoplePage(opened(demo, "coordinator"), navigator)
    show(qtbot, page)
    qtbot.waitUntil(lambda: len(page.cards) == 2)
    return page


@pytest.fixture
def card_file(tmp_path: Path) -> Path:
    """The card of somebody new, inside a letter."""
    path = tmp_path / "letter.txt"
    path.write_text(f"Здравствуйте!\n\n{NEWCOMER.encode()}\nДо связи.", encoding="utf-8")
    return path


def look_at(qtbot: QtBot, page: PeoplePage, path: Path) -> None:
    """Choose a card file with the keys and the picker."""
    shortcut(page, "Ctrl+N")
    pick_file(qtbot, page, path)


def compare(qtbot: QtBot, page: PeoplePage, path: Path) -> None:
    """Choose a card file and wait for its words."""
    look_at(qtbot, page, path)
    qtbot.waitUntil(lambda: page.comparing is not None)


def state_of(qtbot: QtBot, page: PeoplePage, author: str) -> str | None:
    """What somebody is to the vault."""
    person = answer_of(qtbot, page.session, lambda vault: [vault.registry.person(author)])[0]
    return person.state if person else None


def test_everybody_is_shown_with_state_words_and_digits(page: PeoplePage) -> None:
    text = texts(page.cards[0])
    assert "Монитор 1" in text
    assert "Trusted" in text
    assert " ".join(page.cards[0].known.digits) in text
    assert all(word in text for word in page.cards[0].known.words)


def test_the_own_card_comes_first_with_its_own_words(page: PeoplePage) -> None:
    assert page.own is not None
    assert "Координатор · Coordinator" in texts(page.own)


def test_the_own_card_is_saved_and_reads_back(
    qtbot: QtBot, page: PeoplePage, navigator: RecordingNavigator, tmp_path: Path
) -> None:
    assert page.own is not None
    press_button(page.own, "Save my card to a file…")
    pick_new_file(qtbot, page, tmp_path / "mine.txt")
    qtbot.waitUntil(lambda: bool(navigator.said))
    assert Card.parse((tmp_path / "mine.txt").read_text(encoding="utf-8")).name == "Координатор"


def test_saving_the_card_never_replaces_a_file(
    qtbot: QtBot, page: PeoplePage, navigator: RecordingNavigator, tmp_path: Path
) -> None:
    (tmp_path / "mine.txt").write_text("письмо", encoding="utf-8")
    assert page.own is not None
    press_button(page.own, "Save my card to a file…")
    pick_new_file(qtbot, page, tmp_path / "mine.txt")
    qtbot.waitUntil(lambda: bool(navigator.troubles))
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "письмо"


def test_a_card_alone_makes_nobody_trusted(qtbot: QtBot, page: PeoplePage, card_file: Path) -> None:
    compare(qtbot, page, card_file)
    assert page.comparing is not None
    assert not page.comparing.trust.isEnabled()
    assert state_of(qtbot, page, NEWCOMER.author) is None


def test_typing_the_words_that_were_read_makes_somebody_trusted(
    qtbot: QtBot, page: PeoplePage, card_file: Path, navigator: RecordingNavigator
) -> None:
    compare(qtbot, page, card_file)
    assert page.comparing is not None
    page.comparing.typed.setFocus()
    type_text(" ".join(words_of(NEWCOMER, "ru")))
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.cards) == 3)
    assert state_of(qtbot, page, NEWCOMER.author) == "trusted"
    assert navigator.said[-1] == ("Новый is trusted: you can exchange bundles now.", "good")


def test_digits_do_as_well_as_words(qtbot: QtBot, page: PeoplePage, card_file: Path) -> None:
    compare(qtbot, page, card_file)
    assert page.comparing is not None
    page.comparing.typed.setFocus()
    type_text(" ".join(NEWCOMER.digits()))
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.cards) == 3)
    assert state_of(qtbot, page, NEWCOMER.author) == "trusted"


def test_saying_that_the_words_are_the_same_makes_somebody_trusted(
    qtbot: QtBot, page: PeoplePage, card_file: Path
) -> None:
    compare(qtbot, page, card_file)
    assert page.comparing is not None
    assert page.comparing.same.hasFocus()
    press(Qt.Key.Key_Space, text=" ")
    press_button(page.comparing, "Trust")
    qtbot.waitUntil(lambda: len(page.cards) == 3)


def test_words_of_another_card_are_refused_beside_the_field(qtbot: QtBot, page: PeoplePage, card_file: Path) -> None:
    compare(qtbot, page, card_file)
    assert page.comparing is not None
    page.comparing.typed.setFocus()
    type_text("дом лес река поле снег утро вечер ночь")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.comparing is not None and page.comparing.problem.isVisible())
    assert state_of(qtbot, page, NEWCOMER.author) is None


def test_escape_puts_the_comparison_off(qtbot: QtBot, page: PeoplePage, card_file: Path) -> None:
    compare(qtbot, page, card_file)
    assert page.close_topmost()
    qtbot.waitUntil(lambda: page.comparing is None)
    assert not page.close_topmost()


def test_a_text_without_a_card_is_refused_in_words(
    qtbot: QtBot, page: PeoplePage, navigator: RecordingNavigator, tmp_path: Path
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("без карточки", encoding="utf-8")
    look_at(qtbot, page, path)
    qtbot.waitUntil(lambda: bool(navigator.troubles))
    assert page.comparing is None


def test_somebody_trusted_already_is_not_asked_about_again(
    qtbot: QtBot, page: PeoplePage, navigator: RecordingNavigator, tmp_path: Path
) -> None:
    path = tmp_path / "known.txt"
    path.write_text(page.cards[0].known.person.card, encoding="utf-8")
    look_at(qtbot, page, path)
    qtbot.waitUntil(lambda: bool(navigator.said))
    assert navigator.said == [("Монитор 1 is trusted already.", "info")]


def test_a_stranger_from_a_bundle_can_be_compared_from_the_list(
    qtbot: QtBot, opened: Opened, demo: Path, navigator: RecordingNavigator
) -> None:
    with_vault(demo, "coordinator", lambda vault: meet(vault, NEWCOMER))
    page = PeoplePage(opened(demo, "coordinator"), navigator)
    show(qtbot, page)
    qtbot.waitUntil(lambda: len(page.cards) == 3)
    stranger = next(card for card in page.cards if card.known.person.state == STRANGER)
    assert "Stranger" in texts(stranger)
    press_button(stranger, "Compare the words…")
    qtbot.waitUntil(lambda: page.comparing is not None)
    assert page.comparing is not None
    assert page.comparing.known.person.author == NEWCOMER.author


def test_everything_the_keyboard_reaches_has_a_name(qtbot: QtBot, page: PeoplePage, card_file: Path) -> None:
    compare(qtbot, page, card_file)
    assert unnamed(page) == []


def test_trust_is_taken_away_only_after_a_second_press(
    qtbot: QtBot, page: PeoplePage, navigator: RecordingNavigator
) -> None:
    card = page.cards[0]
    press_button(card, "No longer trust…")
    assert "This cannot be undone" in texts(card)
    assert state_of(qtbot, page, card.known.person.author) == "trusted"
    press_button(card, "No longer trust")
    qtbot.waitUntil(lambda: bool(navigator.said))
    assert state_of(qtbot, page, card.known.person.author) == "revoked"


def test_escape_keeps_the_trust(qtbot: QtBot, page: PeoplePage) -> None:
    card = page.cards[0]
    press_button(card, "No longer trust…")
    assert page.close_topmost()
    assert "This cannot be undone" not in texts(card)
    assert state_of(qtbot, page, card.known.person.author) == "trusted"


def test_somebody_no_longer_trusted_stays_in_the_list_and_says_so(qtbot: QtBot, page: PeoplePage) -> None:
    press_button(page.cards[0], "No longer trust…")
    press_button(page.cards[0], "No longer trust")
    qtbot.waitUntil(lambda: page.cards[0].known.person.state == "revoked")
    assert "No longer trusted" in texts(page.cards[0])
    assert "No longer trust…" not in texts(page.cards[0])


def test_a_revoked_card_is_never_trusted_again(
    qtbot: QtBot, page: PeoplePage, navigator: RecordingNavigator, tmp_path: Path
) -> None:
    known = page.cards[0].known
    press_button(page.cards[0], "No longer trust…")
    press_button(page.cards[0], "No longer trust")
    qtbot.waitUntil(lambda: page.cards[0].known.person.state == "revoked")
    path = tmp_path / "again.txt"
    path.write_text(known.person.card, encoding="utf-8")
    compare(qtbot, page, path)
    assert page.comparing is not None
    page.comparing.typed.setFocus()
    type_text(" ".join(known.words))
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(navigator.troubles))
    assert state_of(qtbot, page, known.person.author) == "revoked"
