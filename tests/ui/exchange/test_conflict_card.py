"""The card of one dispute by itself: every kind of question, many opinions, and what it asks for."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from monitorapp.documents import compiled, environment_of
from monitorapp.forms.state import FormState
from monitorapp.records.field import Value
from monitorapp.resources import form_xform
from tests.ui.exchange.conftest import texts, type_text
from ui.exchange.conflict_card import ConflictCard
from ui.exchange.dispute import Decision, Dispute, Entry, Opinion
from ui.exchange.question_words import Asked
from ui.theme import Theme

Showing = Callable[[str, Sequence[Value]], ConflictCard]
STATE = FormState(compiled(form_xform("visit")), {}, environment_of(), document="0" * 32)


def asked(field: str) -> Asked:
    """A question of the visit's form; a note where it has none of that name."""
    if field not in STATE.definition.questions:
        return Asked("", f"Note: {field}", "Practice", "Practice")
    node = STATE.node(field)
    return Asked("1.1", node.label, "Practice", "Practice", node.choices, node.question)


def dispute(field: str, values: Sequence[Value], note: str = "") -> Dispute:
    """Several people wrote these values in one field."""
    opinions = tuple(
        Opinion(value, str(value), (f"Монитор {place}",), f"Монитор {place} · 20.11.2026 10:00")
        for place, value in enumerate(values, start=1)
    )
    return Dispute("document", field, "visit", asked(field), opinions, ("a", "b"), note, "Asia/Bishkek")


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> ConflictCard:
    """An empty card as wide as on the smallest screen."""
    card = ConflictCard(theme)
    qtbot.addWidget(card)
    card.resize(560, 480)
    card.show()
    card.activateWindow()
    qtbot.waitUntil(card.isActiveWindow)
    return card


@pytest.fixture
def decisions(card: ConflictCard) -> list[Decision]:
    """What the card was told to decide."""
    found: list[Decision] = []
    card.decided.connect(found.append)
    return found


def decide(card: ConflictCard, digit: int, reason: str = "Видели оба") -> None:
    """Choose, give a reason, press."""
    card.choose(digit)
    card.reason.setText(reason)
    card.press()


def test_each_opinion_has_the_next_digit(card: ConflictCard) -> None:
    card.show_entry(Entry(dispute("pop_total", [41, 43, 44])))
    assert [option.button.text() for option in card.options] == ["1", "2", "3", "4", "5"]


def test_no_opinion_is_left_out_however_many_there_are(card: ConflictCard) -> None:
    card.show_entry(Entry(dispute("pop_total", list(range(12)))))
    assert len(card.options) == 14
    assert "Монитор 12" in texts(card)


def test_an_opinion_beyond_the_ninth_is_chosen_with_the_mouse(card: ConflictCard, decisions: list[Decision]) -> None:
    card.show_entry(Entry(dispute("pop_total", list(range(12)))))
    card.options[11].button.click()
    card.reason.setText("Последний считал сам")
    card.press()
    assert decisions == [Decision(11, "11", "Последний считал сам")]


@pytest.mark.parametrize(("digit", "value"), [(1, 41), (2, 43)])
def test_a_digit_decides_for_its_opinion(card: ConflictCard, decisions: list[Decision], digit: int, value: int) -> None:
    card.show_entry(Entry(dispute("pop_total", [41, 43])))
    decide(card, digit)
    assert [(one.value, one.reason, one.both) for one in decisions] == [(value, "Видели оба", False)]


def test_a_reason_of_spaces_is_no_reason(card: ConflictCard, decisions: list[Decision]) -> None:
    card.show_entry(Entry(dispute("pop_total", [41, 43])))
    decide(card, 1, "   ")
    assert decisions == []
    assert card.reason.hasFocus()


def test_the_reason_is_kept_without_spaces_around_it(card: ConflictCard, decisions: list[Decision]) -> None:
    card.show_entry(Entry(dispute("pop_total", [41, 43])))
    decide(card, 1, "  Журнал  ")
    assert decisions[0].reason == "Журнал"


def test_another_number_is_typed_into_a_number_field(card: ConflictCard, decisions: list[Decision]) -> None:
    card.show_entry(Entry(dispute("pop_total", [41, 43])))
    card.choose(3)
    type_text("1 042")
    card.reason.setText("Сложили")
    card.press()
    assert [one.value for one in decisions] == [1042]


def test_another_time_is_typed_as_people_write_it(card: ConflictCard, decisions: list[Decision]) -> None:
    moment = {"t": "2026-11-20T10:05", "p": "minute", "zone": "Asia/Bishkek"}
    card.show_entry(Entry(dispute("visit_entry", [moment, {"na": "unknown"}])))
    card.choose(3)
    type_text("20.11.2026 10:15")
    card.reason.setText("Запись на посту")
    card.press()
    assert [one.value for one in decisions] == [{"t": "2026-11-20T10:15", "p": "minute", "zone": "Asia/Bishkek"}]


def test_another_choice_is_pressed(card: ConflictCard, decisions: list[Decision]) -> None:
    card.show_entry(Entry(dispute("access_private_interviews", ["out_of_hearing_only", "staff_present"])))
    card.choose(3)
    field = card._field
    assert field is not None
    QTest.keyClick(field.entry(), Qt.Key.Key_Space)
    card.reason.setText("Так и было")
    card.press()
    assert len(decisions) == 1
    assert decisions[0].value in {choice.code for choice in asked("access_private_interviews").choices}
    assert decisions[0].words in {choice.label for choice in asked("access_private_interviews").choices}


def test_another_answer_left_empty_is_asked_for(card: ConflictCard, decisions: list[Decision]) -> None:
    card.show_entry(Entry(dispute("pop_total", [41, 43])))
    decide(card, 3)
    assert decisions == []
    assert "other answer" in card.remark.text()


def test_a_note_can_only_be_one_of_what_was_written_or_both(card: ConflictCard, decisions: list[Decision]) -> None:
    card.show_entry(Entry(dispute("pop_total#note", ["Журнал", "Пересчёт"])))
    assert not card.options[2].isEnabled()
    decide(card, 4)
    assert (decisions[0].value, decisions[0].both) == ("Журнал; Пересчёт", True)


def test_where_all_numbers_are_right_none_is_chosen(card: ConflictCard, decisions: list[Decision]) -> None:
    card.show_entry(Entry(dispute("pop_total", [41, 43])))
    assert "The answer becomes: Not clarified" in texts(card)
    decide(card, 4)
    assert (decisions[0].value, decisions[0].both) == ({"na": "unknown"}, True)


def test_the_field_for_another_answer_is_shown_only_when_it_is_chosen(card: ConflictCard) -> None:
    card.show_entry(Entry(dispute("pop_total", [41, 43])))
    field = card._field
    assert field is not None
    assert field.isHidden()
    card.choose(3)
    assert not field.isHidden()
    card.choose(1)
    assert field.isHidden()


def test_the_note_that_stands_there_is_shown(card: ConflictCard) -> None:
    card.show_entry(Entry(dispute("pop_total", [41, 43], note="Журнал вёлся карандашом")))
    assert "Note there: Журнал вёлся карандашом" in texts(card)


def test_a_decided_dispute_says_what_stands(card: ConflictCard) -> None:
    card.show_entry(Entry(dispute("pop_total", [41, 43]), Decision(43, "43", "Пересчитали")))
    assert "Decided here: 43. It stands until you decide anew." in texts(card)


def test_another_dispute_begins_with_nothing_chosen(card: ConflictCard) -> None:
    card.show_entry(Entry(dispute("pop_total", [41, 43])))
    card.choose(1)
    card.show_entry(Entry(dispute("pop_men", [30, 31])))
    assert not any(option.button.isChecked() for option in card.options)
    assert card.reason.text() == ""


def test_reasons_wait_with_their_own_disputes(card: ConflictCard) -> None:
    first, second = Entry(dispute("pop_total", [41, 43])), Entry(dispute("pop_men", [30, 31]))
    card.show_entry(first)
    card.reason.setText("о первом")
    card.show_entry(second)
    card.reason.setText("о втором")
    card.show_entry(first)
    assert card.reason.text() == "о первом"
    card.show_entry(second)
    assert card.reason.text() == "о втором"


def test_a_reason_is_forgotten_once_its_decision_stands(card: ConflictCard) -> None:
    first, second = Entry(dispute("pop_total", [41, 43])), Entry(dispute("pop_men", [30, 31]))
    card.show_entry(first)
    card.reason.setText("о первом")
    card.show_entry(second)
    card.forget(first.dispute.key)
    card.show_entry(first)
    assert card.reason.text() == ""


def test_forgetting_one_reason_leaves_the_one_on_the_screen(card: ConflictCard) -> None:
    first, second = Entry(dispute("pop_total", [41, 43])), Entry(dispute("pop_men", [30, 31]))
    card.show_entry(second)
    card.reason.setText("о втором")
    card.forget(first.dispute.key)
    assert card.reason.text() == "о втором"


def test_long_words_wrap_and_do_not_widen_the_card(card: ConflictCard) -> None:
    width = card.minimumSizeHint().width()
    card.show_entry(Entry(dispute("prep_objective", ["Проверить журналы и условия " * 40, "Кратко"])))
    assert card.minimumSizeHint().width() <= max(width, 560)


def test_markup_in_an_answer_is_shown_as_it_was_typed(card: ConflictCard) -> None:
    card.show_entry(Entry(dispute("prep_objective", ["<b>жирно</b>", "&amp;"])))
    assert "<b>жирно</b>" in texts(card)
    assert "&amp;" in texts(card)


def test_a_card_that_only_shows_does_not_choose(card: ConflictCard) -> None:
    card.show_entry(Entry(dispute("pop_total", [41, 43])))
    card.setEnabled(False)
    assert not card.choose(1)
