"""The small widgets of exchange: choices, fingerprints, counts in words, and how the pages are registered."""

import subprocess
import sys
from collections.abc import Iterator
from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitorapp.bundle.manifest import Kind
from monitorapp.exchange.send import SUFFIX
from monitorapp.records.view import VisitRow
from monitorapp.vault.registry import Exchange, Person
from tests.ui.exchange.conftest import press, texts, unnamed
from ui.exchange.arrivals import CountWords, ExchangeRow, kind_word
from ui.exchange.exchange_entries import BUNDLES, exchange_entries
from ui.exchange.parcels import Parcel, VisitChoice, new_file_name
from ui.exchange.people import Known
from ui.exchange.person_card import Fingerprint, RecipientChoice
from ui.look import Language
from ui.theme import Theme

WORDS = ("лес", "дом", "снег", "поле", "река", "утро", "мост", "день")
DIGITS = ("12345", "23456", "34567", "45678", "56789", "67890")


@pytest.fixture
def russian(qapp: QApplication) -> Iterator[Language]:
    """The windows speak Russian."""
    language = Language(qapp, "ru")
    yield language
    language.choose("en")


def known(name: str, role: str = "monitor") -> Known:
    return Known(Person(name, name, "trusted", ""), role, WORDS, DIGITS)


def parcel(visit: str, unsettled: int = 0, documents: int = 1) -> Parcel:
    row = VisitRow(visit, "practice", None, "2026-11-20T04:05:00Z", "open", documents, unsettled, True, True)
    return Parcel(row, "Учебное учреждение", "Комплексное")


def test_a_fingerprint_numbers_its_words_and_groups_its_digits(qtbot: QtBot, theme: Theme) -> None:
    widget = Fingerprint(theme, WORDS, DIGITS)
    qtbot.addWidget(widget)
    widget.show()
    assert "1. лес" in texts(widget)
    assert "8. день" in texts(widget)
    assert "12345 23456" in texts(widget)


def test_a_fingerprint_is_read_aloud_word_by_word(qtbot: QtBot, theme: Theme) -> None:
    widget = Fingerprint(theme, WORDS, DIGITS)
    qtbot.addWidget(widget)
    assert widget.accessibleName().startswith("лес, дом, снег")


def test_a_fingerprint_without_words_shows_digits_alone(qtbot: QtBot, theme: Theme) -> None:
    widget = Fingerprint(theme, (), DIGITS)
    qtbot.addWidget(widget)
    widget.show()
    assert texts(widget) == " ".join(DIGITS)


def test_the_words_of_a_fingerprint_take_more_lines_where_it_is_narrow(qtbot: QtBot, theme: Theme) -> None:
    widget = Fingerprint(theme, WORDS, DIGITS)
    qtbot.addWidget(widget)
    assert widget.heightForWidth(200) > widget.heightForWidth(900)


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_of_bundle_has_a_word(kind: str) -> None:
    assert kind_word(kind)


def test_counts_that_are_zero_are_not_said_but_what_is_new_always_is(qapp: QApplication) -> None:
    assert CountWords().of({"known": 4}) == [("new answers: 0", "accent"), ("known already: 4", "accent")]


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 новый ответ"),
        (2, "2 новых ответа"),
        (5, "5 новых ответов"),
        (21, "21 новый ответ"),
        (111, "111 новых ответов"),
    ],
)
def test_counts_are_good_russian(russian: Language, count: int, words: str) -> None:
    assert CountWords().of({"new": count})[0][0] == words


def test_roles_and_kinds_are_said_in_russian(russian: Language) -> None:
    assert kind_word("update") == "Решения"


@pytest.mark.parametrize("direction", ["sent", "received", "quarantined"])
def test_every_direction_has_a_line_in_the_history(qtbot: QtBot, theme: Theme, direction: str) -> None:
    row = ExchangeRow(theme, Exchange("b", direction, "visit", "a", 1, "2026-11-20T04:05:00Z", {"new": 3}), "Монитор 1")
    qtbot.addWidget(row)
    row.show()
    assert "Visit" in texts(row)
    assert row.decisions is None


def test_only_updates_lead_to_what_was_decided(qtbot: QtBot, theme: Theme) -> None:
    row = ExchangeRow(theme, Exchange("b", "received", "update", "a", 1, "2026-11-20T04:05:00Z", {}), "Координатор")
    qtbot.addWidget(row)
    row.show()
    assert row.decisions is not None
    row.show_settled([])
    row.show_settled([])
    assert texts(row).count("Nothing was decided") == 1


def test_a_visit_is_ticked_with_space(qtbot: QtBot, theme: Theme) -> None:
    choice = VisitChoice(theme)
    qtbot.addWidget(choice)
    choice.show_parcels([parcel("a"), parcel("b")], ["b"])
    choice.show()
    choice.activateWindow()
    choice.setFocus()
    qtbot.waitUntil(choice.hasFocus)
    with qtbot.waitSignal(choice.changed):
        press(Qt.Key.Key_Up)
        press(Qt.Key.Key_Space, text=" ")
    assert choice.chosen() == ["a", "b"]


def test_listing_visits_tells_nobody(qtbot: QtBot, theme: Theme) -> None:
    choice = VisitChoice(theme)
    qtbot.addWidget(choice)
    with qtbot.assertNotEmitted(choice.changed):
        choice.show_parcels([parcel("a")], ["a"])
        choice.resize(150, 200)
        choice.show()
        QApplication.processEvents()


def test_a_visit_says_how_much_is_in_it_and_what_is_unsettled(qtbot: QtBot, theme: Theme) -> None:
    choice = VisitChoice(theme)
    qtbot.addWidget(choice)
    choice.show_parcels([parcel("a", unsettled=3, documents=7)], [])
    text = choice.item(0).text()
    assert "practice · in work · documents: 7 · to settle: 3" in text


def test_the_lines_of_visits_never_overlap_however_narrow_the_list(qtbot: QtBot, theme: Theme) -> None:
    choice = VisitChoice(theme)
    qtbot.addWidget(choice)
    choice.show_parcels([parcel("a", 3), parcel("b", 3)], [])
    choice.resize(600, 200)
    choice.show()
    wide = choice.item(0).sizeHint().height()
    choice.resize(180, 200)
    QApplication.processEvents()
    assert choice.item(0).sizeHint().height() > wide
    first, second = (choice.visualItemRect(choice.item(row)) for row in (0, 1))
    assert first.bottom() < second.top()


def test_people_are_ticked_by_their_boxes(qtbot: QtBot, theme: Theme) -> None:
    choice = RecipientChoice(theme)
    qtbot.addWidget(choice)
    choice.show_people([known("А"), known("Б", "coordinator")], ["Б"])
    with qtbot.waitSignal(choice.changed):
        choice.boxes[0][0].click()
    assert [one.name for one in choice.chosen()] == ["А", "Б"]


def test_ticking_more_people_unticks_nobody(qtbot: QtBot, theme: Theme) -> None:
    choice = RecipientChoice(theme)
    qtbot.addWidget(choice)
    choice.show_people([known("А"), known("Б"), known("В")], ["А"])
    choice.tick(["Б", "somebody else"])
    assert [one.name for one in choice.chosen()] == ["А", "Б"]


def test_a_name_with_an_ampersand_is_shown_whole(qtbot: QtBot, theme: Theme) -> None:
    choice = RecipientChoice(theme)
    qtbot.addWidget(choice)
    choice.show_people([known("М&М")], [])
    assert choice.boxes[0][0].text().startswith("М&&М")


def test_recipients_can_be_named_by_a_screen_reader(qtbot: QtBot, theme: Theme) -> None:
    choice = RecipientChoice(theme)
    qtbot.addWidget(choice)
    choice.show_people([known("А")], [])
    choice.show()
    assert unnamed(choice) == []


def test_two_file_names_are_not_alike() -> None:
    names = {new_file_name() for _ in range(20)}
    assert len(names) > 15
    assert all(name.endswith(SUFFIX) for name in names)


def test_bundles_dropped_on_the_window_go_to_the_inbox() -> None:
    assert (SUFFIX,) == BUNDLES
    assert [entry.name for entry in exchange_entries() if entry.takes] == ["inbox"]


def test_every_page_has_a_title_and_an_icon(qapp: QApplication) -> None:
    assert [entry.title() for entry in exchange_entries()] == ["Inbox", "Settle", "Hand over", "People"]
    assert all(entry.icon for entry in exchange_entries())


def test_registering_the_pages_imports_nothing_heavy() -> None:
    code = (
        "import sys, ui.exchange.exchange_entries as pages; pages.exchange_entries();"
        "print([name for name in ('pydantic', 'sqlcipher3', 'cryptography', 'zstandard') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
