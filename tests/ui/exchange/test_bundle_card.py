"""The card of one file by itself, in every state that a plan can bring."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from monitorapp.exchange.receive import Counts, Plan
from monitorapp.vault.registry import Person
from tests.ui.exchange.conftest import press_button, texts, unnamed
from ui.exchange.arrivals import Arrival
from ui.exchange.bundle_card import BundleCard
from ui.exchange.inbox_cards import Settled
from ui.exchange.people import Known
from ui.form.reading import local_time
from ui.theme import Theme
from ui.words import Spoken

PATH = Path("2026-11-24-a3f1.mvb")
DIGITS = ("12345", "23456", "34567", "45678", "56789", "67890")
PLAN = Plan("b" * 32, "visit", "author", "Монитор 1", ("v1",), Counts(new=5), nothing_new=False, signer_digits=DIGITS)
ARRIVAL = Arrival(PATH, PLAN, None, ("Учебное учреждение",))
STRANGER = replace(PLAN, sender=None, visits=(), counts=Counts(quarantined=1))
SETTLED = Settled("doc", "pop_total", "7.3  Всего", "Учебное", "41 (Монитор 1)", "43", "Пересчитали", "Координатор")


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> BundleCard:
    """A card whose file is being looked at."""
    card = BundleCard(theme, PATH)
    qtbot.addWidget(card)
    card.resize(800, 400)
    card.show()
    return card


def with_plan(**changes: object) -> Arrival:
    return replace(ARRIVAL, plan=replace(PLAN, **changes))  # type: ignore[arg-type]


def test_a_file_begins_as_being_looked_at(card: BundleCard) -> None:
    assert "Being looked at" in texts(card)
    assert not card.is_ready


def test_a_file_with_something_new_can_be_taken_in(qtbot: QtBot, card: BundleCard) -> None:
    card.show_plan(ARRIVAL)
    assert card.is_ready
    with qtbot.waitSignal(card.wanted):
        press_button(card, "Take in")


def test_a_plan_names_sender_digits_visit_and_counts(card: BundleCard) -> None:
    card.show_plan(with_plan(counts=Counts(new=5, known=2, agreeing=3, conflicts=1, settled=4, late=6)))
    text = texts(card)
    for words in (
        "Visit from Монитор 1, signed",
        " ".join(DIGITS),
        "Учебное учреждение",
        "new answers: 5",
        "known already: 2",
        "agree: 3",
        "differ: 1",
        "settled: 4",
        "written after the finish: 6",
    ):
        assert words in text


def test_an_older_file_says_that_nothing_newer_is_lost(card: BundleCard) -> None:
    card.show_plan(with_plan(older=True))
    assert "Nothing newer is lost" in texts(card)


@pytest.mark.parametrize("again", [False, True])
def test_a_receipt_says_when_what_it_leaves_out_was_sent(card: BundleCard, again: bool) -> None:
    times = tuple(("d" * 32, f"2026-11-{day}T09:00:00Z") for day in (24, 25))
    card.show_plan(with_plan(kind="receipt", receipts=("c" * 32,), unanswered=times, nothing_new=again))
    assert "Not signed for yet: 2" in texts(card)
    assert all(local_time(wall) in texts(card) for _, wall in times)


def test_a_receipt_for_everything_warns_of_nothing(card: BundleCard) -> None:
    card.show_plan(with_plan(kind="receipt", receipts=("c" * 32,)))
    assert "Not signed for yet" not in texts(card)


def test_of_many_files_without_an_answer_the_last_are_named(card: BundleCard) -> None:
    times = tuple(("d" * 32, f"2026-11-{day}T09:00:00Z") for day in range(10, 30))
    card.show_plan(with_plan(kind="receipt", unanswered=times))
    assert "Not signed for yet: 20" in texts(card)
    assert local_time(times[-1][1]) in texts(card)
    assert local_time(times[0][1]) not in texts(card)


def test_a_file_with_nothing_new_offers_nothing_to_do(card: BundleCard) -> None:
    card.show_plan(with_plan(nothing_new=True))
    assert "Nothing new" in texts(card)
    assert card.action is None


def test_an_invitation_is_joined(qtbot: QtBot, card: BundleCard) -> None:
    card.show_plan(with_plan(kind="invitation"))
    with qtbot.waitSignal(card.wanted):
        press_button(card, "Join this visit")


def test_a_strangers_file_shows_only_digits(card: BundleCard) -> None:
    card.show_plan(Arrival(PATH, STRANGER, None, ()))
    text = texts(card)
    assert "Unknown sender" in text
    assert " ".join(DIGITS) in text
    assert "new answers" not in text
    assert not card.is_ready


def test_a_stranger_whose_card_is_known_shows_words_too(qtbot: QtBot, card: BundleCard) -> None:
    known = Known(Person("author", "Чужой", "stranger", ""), "monitor", ("лес",) * 8, DIGITS)
    card.show_plan(Arrival(PATH, STRANGER, known, ()))
    assert "1. лес" in texts(card)
    with qtbot.waitSignal(card.compare_wanted) as asked:
        press_button(card, "Compare the words…")
    assert asked.args == ["author"]


def test_the_name_that_a_stranger_gives_themselves_is_not_shown(card: BundleCard) -> None:
    known = Known(Person("author", "Координатор", "stranger", ""), "coordinator", ("лес",) * 8, DIGITS)
    card.show_plan(Arrival(PATH, STRANGER, known, ()))
    assert "Координатор" not in texts(card)


def test_a_trouble_is_said_with_its_advice(card: BundleCard) -> None:
    card.show_plan(ARRIVAL)
    card.show_trouble(Spoken("Этот пакет повреждён.", "Попросите скопировать его ещё раз."))
    text = texts(card)
    assert "Этот пакет повреждён." in text
    assert "Попросите скопировать" in text
    assert not card.is_ready


def test_while_it_is_taken_in_it_cannot_be_pressed_again(card: BundleCard) -> None:
    card.show_plan(ARRIVAL)
    card.hold()
    assert card.action is not None
    assert not card.action.isEnabled()
    assert "Being taken in" in texts(card)


def test_a_file_that_was_taken_in_leads_to_its_visit(qtbot: QtBot, card: BundleCard) -> None:
    card.show_taken(ARRIVAL)
    assert not card.is_ready
    with qtbot.waitSignal(card.visit_wanted) as asked:
        press_button(card, "Open the visit")
    assert asked.args == ["v1"]


def test_several_visits_have_no_single_way_on(card: BundleCard) -> None:
    card.show_taken(replace(with_plan(visits=("v1", "v2")), visits=("Первое", "Второе")))
    assert card.action is None
    assert "Первое" in texts(card)
    assert "Второе" in texts(card)


def test_differences_come_before_the_visit(qtbot: QtBot, card: BundleCard) -> None:
    card.show_taken(with_plan(conflicts=(("doc", "pop_total"), ("doc", "pop_men"))))
    with qtbot.waitSignal(card.settle_wanted) as asked:
        press_button(card, "Compare and decide: 2")
    assert asked.args == ["doc", "pop_total"]


def test_what_was_decided_stands_on_the_card(qtbot: QtBot, card: BundleCard) -> None:
    card.show_taken(replace(ARRIVAL, settled=(SETTLED,)))
    text = texts(card)
    for words in ("7.3  Всего", "Was: 41 (Монитор 1)", "Now: 43", "Why: Пересчитали"):
        assert words in text
    with qtbot.waitSignal(card.question_wanted) as asked:
        press_button(card, "Show")
    assert asked.args == ["doc", "pop_total"]


def test_a_new_state_leaves_nothing_of_the_old_one(card: BundleCard) -> None:
    card.show_plan(ARRIVAL)
    card.show_taken(ARRIVAL)
    card.show_plan(with_plan(nothing_new=True))
    text = texts(card)
    assert "Not taken in yet" not in text
    assert text.count("Visit from Монитор 1") == 1


def test_a_file_is_taken_off_the_list(qtbot: QtBot, card: BundleCard) -> None:
    with qtbot.waitSignal(card.removed):
        card.remove.click()


@pytest.mark.parametrize(
    "arrival", [ARRIVAL, with_plan(kind="invitation"), with_plan(nothing_new=True), Arrival(PATH, STRANGER, None, ())]
)
def test_every_state_can_be_named_by_a_screen_reader(card: BundleCard, arrival: Arrival) -> None:
    card.show_plan(arrival)
    texts(card)
    assert unnamed(card) == []


def test_the_decisions_can_be_named_by_a_screen_reader(card: BundleCard) -> None:
    card.show_taken(replace(ARRIVAL, settled=(SETTLED, replace(SETTLED, field="pop_men"))))
    texts(card)
    assert unnamed(card) == []


def test_words_of_somebody_who_is_not_trusted_are_named_before_they_are_taken_in(card: BundleCard) -> None:
    card.show_plan(with_plan(strangers=(("Чужой", " ".join(DIGITS)),)))
    assert "not trusted here: Чужой, 12345 23456" in texts(card)
    assert card.is_ready


def test_a_plan_without_strangers_says_nothing_of_them(card: BundleCard) -> None:
    card.show_plan(ARRIVAL)
    assert "not trusted here" not in texts(card)
