"""A row that one takes away while another writes in it: both are kept in sight until somebody decides."""

from collections.abc import Mapping

import pytest

from monitorapp.records.field import Value
from monitorapp.vault.vault import Vault
from tests.core.vaults import pass_on, start

ROW, INNER = "c" * 32, "d" * 32
GONE = f"{ROW}/#gone"


def _write(vault: Vault, document: str, answers: Mapping[str, Value]) -> None:
    for name, value in answers.items():
        vault.record(document, name, value, vault.view(document).shown.get(name, ()))
    vault.commit(document)


def _row(vault: Vault, **answers: Value) -> str:
    """A visit with one row in it."""
    visit = start(vault)
    _write(vault, visit, {f"{ROW}/#row": {"row": "injury"}, **{f"{ROW}/{name}": v for name, v in answers.items()}})
    return visit


def _shared(anna: Vault, bek: Vault, **answers: Value) -> str:
    visit = _row(anna, **answers)
    pass_on(anna, bek, visit)
    return visit


def _exchange(anna: Vault, bek: Vault, visit: str) -> None:
    pass_on(anna, bek, visit)
    pass_on(bek, anna, visit)


def test_a_row_that_is_taken_away_is_gone(vault: Vault, colleague: Vault) -> None:
    visit = _shared(vault, colleague, what="a bruise")
    _write(colleague, visit, {GONE: True})
    _exchange(vault, colleague, visit)
    for one in (vault, colleague):
        assert one.view(visit).values[GONE] is True
        assert one.conflicts() == []


def test_what_a_colleague_wrote_in_a_removed_row_is_to_be_settled(vault: Vault, colleague: Vault) -> None:
    visit = _shared(vault, colleague)
    _write(vault, visit, {GONE: True})
    _write(colleague, visit, {f"{ROW}/what": "a bruise", f"{ROW}/where": "left arm"})
    _exchange(vault, colleague, visit)
    for one in (vault, colleague):
        (conflict,) = one.conflicts()
        assert (conflict.document, conflict.field) == (visit, GONE)
        assert {(s.author, s.value) for s in conflict.standings} == {(vault.author, True), (colleague.author, False)}
        assert one.view(visit).values[GONE] is None
        assert one.view(visit).values[f"{ROW}/what"] == "a bruise"
        assert one.visits()[0].unsettled == 1


@pytest.mark.parametrize("stays", [True, False])
def test_the_decision_about_a_row_holds_everywhere(vault: Vault, colleague: Vault, stays: bool) -> None:
    visit = _shared(vault, colleague)
    _write(vault, visit, {GONE: True})
    _write(colleague, visit, {f"{ROW}/what": "a bruise"})
    _exchange(vault, colleague, visit)
    (conflict,) = vault.conflicts()
    seen = [standing.commit for standing in conflict.standings if standing.commit]
    vault.settle(visit, GONE, not stays, "it is the same injury", seen)
    _exchange(vault, colleague, visit)
    for one in (vault, colleague):
        assert one.conflicts() == []
        assert one.view(visit).values[GONE] is not stays


def test_whoever_saw_what_stood_in_the_row_took_it_away_with_it(vault: Vault, colleague: Vault) -> None:
    visit = _shared(vault, colleague)
    _write(vault, visit, {f"{ROW}/what": "a bruise"})
    pass_on(vault, colleague, visit)
    _write(colleague, visit, {GONE: True})
    pass_on(colleague, vault, visit)
    assert vault.conflicts() == []


def test_words_in_a_row_inside_the_row_count_too(vault: Vault, colleague: Vault) -> None:
    visit = _row(vault)
    _write(vault, visit, {f"{INNER}/#row": {"row": "photo", "in": ROW}})
    pass_on(vault, colleague, visit)
    _write(vault, visit, {GONE: True})
    _write(colleague, visit, {f"{INNER}/caption": "left arm"})
    pass_on(colleague, vault, visit)
    assert [conflict.field for conflict in vault.conflicts()] == [GONE]


def test_a_blank_and_a_reminder_hold_no_row_back(vault: Vault, colleague: Vault) -> None:
    visit = _shared(vault, colleague, what="a bruise")
    _write(vault, visit, {GONE: True})
    _write(colleague, visit, {f"{ROW}/what": None, f"{ROW}/where#later": True})
    pass_on(colleague, vault, visit)
    assert vault.conflicts() == []


def test_a_draft_in_a_row_that_a_colleague_removed_is_shown_too(vault: Vault, colleague: Vault) -> None:
    visit = _shared(vault, colleague)
    vault.record(visit, f"{ROW}/what", "a bruise", ())
    _write(colleague, visit, {GONE: True})
    pass_on(colleague, vault, visit)
    assert [conflict.field for conflict in vault.conflicts()] == [GONE]
    (conflict,) = vault.conflicts()
    assert {standing.value for standing in conflict.standings} == {True, False}
    vault.settle(visit, GONE, True, "twice the same", [s.commit for s in conflict.standings if s.commit])
    assert vault.conflicts() == []


def test_taking_a_row_away_can_be_undone(vault: Vault) -> None:
    visit = _row(vault, what="a bruise")
    vault.record(visit, GONE, True, ())
    vault.undo()
    assert GONE not in vault.view(visit).values
