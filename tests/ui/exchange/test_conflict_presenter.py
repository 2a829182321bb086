"""What is left to decide, what was decided here, and what comes next."""

from dataclasses import replace

import pytest

from monitorapp.records.field import Value
from ui.exchange.dispute import Begun, ConflictPresenter, Decision, Dispute
from ui.exchange.question_words import Asked

YES = Decision("yes", "Yes", "seen")
NO = Decision("no", "No", "heard")


def dispute(field: str, visit: str = "visit") -> Dispute:
    """A dispute without opinions: they play no part here."""
    return Dispute(visit, field, visit, Asked("", field, "", ""), (), ("a", "b"), "", None)


@pytest.fixture
def presenter() -> ConflictPresenter:
    """Three disputes in two visits."""
    presenter = ConflictPresenter()
    presenter.take([dispute("first"), dispute("second"), dispute("third", "other")])
    return presenter


def key(field: str, visit: str = "visit") -> tuple[str, str]:
    return visit, field


def test_everything_is_left_at_first(presenter: ConflictPresenter) -> None:
    assert presenter.left == 3
    assert presenter.next_left(None) == key("first")
    assert presenter.decided_visits == ()


def test_a_decided_line_stays_in_its_place(presenter: ConflictPresenter) -> None:
    presenter.decided(key("second"), YES, ("c",))
    assert [entry.dispute.field for entry in presenter.entries] == ["first", "second", "third"]
    assert presenter.left == 2


def test_a_decision_names_what_a_later_one_will_replace(presenter: ConflictPresenter) -> None:
    presenter.decided(key("second"), YES, ("c",))
    entry = presenter.entry(key("second"))
    assert entry is not None
    assert entry.dispute.seen == ("c",)


def test_the_next_one_is_looked_for_downwards_and_then_from_the_top(presenter: ConflictPresenter) -> None:
    presenter.decided(key("third", "other"), YES, ("c",))
    assert presenter.next_left(key("third", "other")) == key("first")
    assert presenter.next_left(key("first")) == key("second")


def test_when_nothing_is_left_there_is_no_next(presenter: ConflictPresenter) -> None:
    for entry in presenter.entries:
        presenter.decided(entry.dispute.key, YES, ("c",))
    assert presenter.next_left(key("first")) is None


def test_each_visit_with_a_decision_is_named_once(presenter: ConflictPresenter) -> None:
    presenter.decided(key("third", "other"), YES, ("c",))
    presenter.decided(key("first"), YES, ("d",))
    presenter.decided(key("second"), YES, ("e",))
    assert presenter.decided_visits == ("visit", "other")


def test_decisions_are_reopened_newest_first(presenter: ConflictPresenter) -> None:
    presenter.decided(key("first"), YES, ("c",))
    presenter.decided(key("second"), NO, ("d",))
    assert presenter.reopen_last() == key("second")
    assert presenter.reopen_last() == key("first")
    assert presenter.reopen_last() is None


def test_a_reopened_decision_still_counts_as_decided(presenter: ConflictPresenter) -> None:
    presenter.decided(key("first"), YES, ("c",))
    presenter.reopen_last()
    entry = presenter.entry(key("first"))
    assert entry is not None
    assert (entry.reopened, entry.decision, presenter.left) == (True, YES, 2)


def test_a_decision_taken_anew_is_the_newest_one(presenter: ConflictPresenter) -> None:
    presenter.decided(key("first"), YES, ("c",))
    presenter.decided(key("second"), YES, ("d",))
    presenter.reopen(key("first"))
    presenter.decided(key("first"), NO, ("e",))
    entry = presenter.entry(key("first"))
    assert entry is not None
    assert (entry.decision, entry.reopened) == (NO, False)
    assert presenter.reopen_last() == key("first")


def test_what_others_decided_leaves_the_list(presenter: ConflictPresenter) -> None:
    presenter.take([dispute("first")])
    assert [entry.dispute.field for entry in presenter.entries] == ["first"]


def test_what_was_decided_here_stays_when_the_vault_is_read_again(presenter: ConflictPresenter) -> None:
    presenter.decided(key("first"), YES, ("c",))
    presenter.take([dispute("second"), dispute("third", "other")])
    assert presenter.left == 2
    assert len(presenter.entries) == 3


def test_a_decision_that_an_import_disputes_is_open_again(presenter: ConflictPresenter) -> None:
    presenter.decided(key("first"), YES, ("c",))
    again = replace(dispute("first"), seen=("c", "f"))
    presenter.take([again, dispute("second"), dispute("third", "other")])
    entry = presenter.entry(key("first"))
    assert entry is not None
    assert entry.is_left
    assert entry.dispute.seen == ("c", "f")
    assert presenter.reopen_last() is None


def test_new_disputes_come_below_the_ones_on_the_screen(presenter: ConflictPresenter) -> None:
    presenter.take([dispute("new"), dispute("first"), dispute("second"), dispute("third", "other")])
    assert [entry.dispute.field for entry in presenter.entries] == ["first", "second", "third", "new"]


def test_leaving_the_page_forgets_what_was_decided_here(presenter: ConflictPresenter) -> None:
    presenter.decided(key("first"), YES, ("c",))
    presenter.forget()
    assert presenter.entries == ()
    assert presenter.reopen_last() is None


def test_a_field_that_is_not_listed_has_no_line(presenter: ConflictPresenter) -> None:
    assert presenter.entry(key("unknown")) is None


@pytest.mark.parametrize("answer", [None, 42, "слова", ["a", "b"], {"na": "unknown"}, {"t": "2026", "p": "year"}])
def test_a_begun_decision_comes_back_as_it_was(answer: Value) -> None:
    begun = Begun("Журнал", answer, "около", 3, ("a", "b"))
    assert Begun.of(begun.spelled()) == begun


@pytest.mark.parametrize("text", ["Журнал", "41", "[]", "{}", '{"seen": [], "more": 1}'])
def test_a_text_that_is_no_begun_decision_is_a_reason(text: str) -> None:
    assert Begun.of(text) == Begun(text)


def test_a_choice_alone_is_not_worth_keeping() -> None:
    assert not Begun(digit=2, seen=("a",)).is_typed
    assert Begun(raw="около").is_typed
