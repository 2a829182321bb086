"""Undo: back to exactly what stood before, never over anything that its author did not see."""

import pytest

from monitorapp.errors import VaultTrouble
from monitorapp.records.field import Value
from monitorapp.vault import undo
from monitorapp.vault.vault import Vault
from tests.core.vaults import pass_on, start, write

Q = "pop_total"


def _value(vault: Vault, document: str) -> Value:
    return vault.view(document).values.get(Q)


def test_nothing_can_be_undone_in_a_fresh_vault(vault: Vault) -> None:
    assert not vault.can_undo
    assert not vault.can_redo
    assert vault.undo() is None
    assert vault.redo() is None


def test_undo_takes_the_last_answer_back_and_redo_brings_it_again(vault: Vault) -> None:
    visit = start(vault)
    write(vault, visit, commit=False, pop_total=41)
    changes = vault.undo()
    assert changes is not None
    assert changes.fields == {(visit, Q)}
    assert _value(vault, visit) is None
    assert Q not in vault.view(visit).drafts
    vault.redo()
    assert _value(vault, visit) == 41


def test_typing_is_one_step(vault: Vault) -> None:
    visit = start(vault)
    for text in ("ж", "жа", "жал", "жа", "жалоба"):
        write(vault, visit, commit=False, pop_total=text)
    vault.undo()
    assert _value(vault, visit) is None
    vault.redo()
    assert _value(vault, visit) == "жалоба"


def test_undo_after_a_commit_is_a_new_answer(vault: Vault) -> None:
    visit = start(vault)
    write(vault, visit, pop_total=41)
    write(vault, visit, pop_total=43)
    vault.undo()
    assert _value(vault, visit) == 41
    vault.commit(visit)
    assert vault.view(visit).values[Q] == 41
    assert [entry.value for entry in vault.history(visit, Q)] == [41, 43, 41]


def test_undo_of_committed_answers_goes_back_one_by_one(vault: Vault) -> None:
    visit = start(vault)
    for number in (1, 2, 3):
        write(vault, visit, pop_total=number)
    stood = []
    while vault.undo():
        stood.append(_value(vault, visit))
    assert stood == [2, 1, None]
    again = []
    while vault.redo():
        again.append(_value(vault, visit))
    assert again == [1, 2, 3]


def test_undo_over_a_commit_leaves_no_conflict_with_oneself(vault: Vault) -> None:
    visit = start(vault)
    write(vault, visit, commit=False, pop_total=1)
    write(vault, visit, commit=False, pop_total=2)
    vault.commit(visit)
    write(vault, visit, pop_total=3)
    vault.undo()
    vault.undo()
    vault.commit(visit)
    assert vault.view(visit).unsettled == {}
    assert _value(vault, visit) == 1


def test_a_new_answer_ends_what_could_be_done_again(vault: Vault) -> None:
    visit = start(vault)
    write(vault, visit, commit=False, pop_total=41)
    vault.undo()
    write(vault, visit, commit=False, pop_men=4)
    assert not vault.can_redo


def test_an_import_drops_the_steps_of_the_fields_it_touched(vault: Vault, colleague: Vault) -> None:
    visit = start(vault)
    pass_on(vault, colleague, visit)
    write(vault, visit, pop_total=41)
    write(vault, visit, pop_men=9)
    write(colleague, visit, pop_total=43)
    pass_on(colleague, vault, visit)
    vault.undo()
    assert vault.view(visit).values.get("pop_men") is None
    assert not vault.can_undo
    assert {s.value for s in vault.view(visit).unsettled[Q]} == {41, 43}


def test_undo_never_replaces_what_came_in_and_was_not_looked_at(vault: Vault, colleague: Vault) -> None:
    visit = start(vault)
    pass_on(vault, colleague, visit)
    old_screen = vault.view(visit).shown.get(Q, ())
    write(colleague, visit, pop_total=43)
    pass_on(colleague, vault, visit)
    vault.record(visit, Q, 41, old_screen)
    vault.commit(visit)
    vault.undo()
    vault.commit(visit)
    assert 43 in {s.value for s in vault.view(visit).unsettled[Q]}
    vault.redo()
    vault.commit(visit)
    assert {s.value for s in vault.view(visit).unsettled[Q]} == {41, 43}


def test_undo_of_one_chosen_side_brings_the_conflict_back(vault: Vault, colleague: Vault) -> None:
    visit = _conflict(vault, colleague)
    mine, _ = sorted(vault.view(visit).unsettled[Q], key=lambda s: not s.own)
    assert mine.commit is not None
    vault.record(visit, Q, 50, {mine.commit})
    vault.commit(visit)
    assert {s.value for s in vault.view(visit).unsettled[Q]} == {50, 43}
    vault.undo()
    vault.commit(visit)
    assert {s.value for s in vault.view(visit).unsettled[Q]} == {41, 43}


def test_a_decision_is_not_undone_with_the_answer_before_it(vault: Vault, colleague: Vault) -> None:
    visit = _conflict(vault, colleague)
    mine, _ = sorted(vault.view(visit).unsettled[Q], key=lambda s: not s.own)
    assert mine.commit is not None
    vault.record(visit, Q, 50, {mine.commit})
    vault.commit(visit)
    seen = {s.commit for s in vault.view(visit).unsettled[Q] if s.commit is not None}
    vault.settle(visit, Q, 45, "counted again together", seen)
    vault.undo()
    vault.commit(visit)
    assert vault.view(visit).values[Q] == 45


def test_undo_does_not_choose_between_two_values_that_were_replaced_at_once(vault: Vault, colleague: Vault) -> None:
    visit = _conflict(vault, colleague)
    write(vault, visit, commit=False, pop_total=42)
    vault.undo()
    assert {s.value for s in vault.view(visit).unsettled[Q]} == {41, 43}
    vault.redo()
    vault.commit(visit)
    with pytest.raises(VaultTrouble) as caught:
        vault.undo()
    assert caught.value.code == "cannot-undo"
    assert not vault.can_undo
    assert _value(vault, visit) == 42


def test_locking_ends_undo(vault: Vault) -> None:
    visit = start(vault)
    write(vault, visit, pop_total=41)
    vault._undo.clear()
    assert vault.undo() is None


def test_undo_goes_back_two_hundred_steps_and_no_further(vault: Vault) -> None:
    visit = start(vault)
    for number in range(205):
        vault.record(visit, Q, number, ())
    steps = 0
    while vault.undo():
        steps += 1
    assert steps == 200


def _conflict(vault: Vault, colleague: Vault) -> str:
    visit = start(vault)
    pass_on(vault, colleague, visit)
    write(vault, visit, pop_total=41)
    write(colleague, visit, pop_total=43)
    pass_on(colleague, vault, visit)
    return visit


def together(vault: Vault, document: str, values: dict[str, Value], undoable: bool = True) -> None:
    """Keep some answers that belong together, as a page does with a value and the words that could not be read."""
    writes = [(name, value, vault.shown(document, name), "general") for name, value in values.items()]
    vault.record_together(document, writes, undoable=undoable)


def test_a_value_and_its_words_go_and_come_back_together(vault: Vault) -> None:
    visit = start(vault)
    write(vault, visit, commit=False, pop_total=41)
    together(vault, visit, {Q: None, f"{Q}#raw": "около сорока"})
    changes = vault.undo()
    assert changes is not None
    assert changes.fields == {(visit, Q), (visit, f"{Q}#raw")}
    assert vault.view(visit).values.get(f"{Q}#raw") is None
    assert _value(vault, visit) == 41
    vault.redo()
    assert vault.view(visit).values[f"{Q}#raw"] == "около сорока"
    assert _value(vault, visit) is None
    vault.undo()
    vault.undo()
    assert _value(vault, visit) is None
    assert not vault.can_undo


def test_two_groups_are_two_steps(vault: Vault) -> None:
    visit = start(vault)
    together(vault, visit, {"pop_total": 1, "pop_men": 1})
    together(vault, visit, {"pop_total": 2, "pop_men": 2})
    vault.undo()
    values = vault.view(visit).values
    assert (values["pop_total"], values["pop_men"]) == (1, 1)


def test_committed_answers_that_belong_together_go_back_together(vault: Vault) -> None:
    visit = start(vault)
    together(vault, visit, {"pop_total": 41, "pop_men": 40})
    vault.commit(visit)
    vault.undo()
    values = vault.view(visit).values
    assert (values.get("pop_total"), values.get("pop_men")) == (None, None)


def test_what_a_form_set_by_itself_is_not_the_persons_to_take_back(vault: Vault) -> None:
    visit = start(vault)
    write(vault, visit, commit=False, pop_total=41)
    together(vault, visit, {"pop_men": 40}, undoable=False)
    vault.undo()
    values = vault.view(visit).values
    assert (values.get("pop_total"), values.get("pop_men")) == (None, 40)
    assert vault.can_redo
    assert not vault.can_undo


def test_writes_in_several_documents_that_belong_together_go_back_together(vault: Vault) -> None:
    first, second = start(vault), start(vault)
    write(vault, first, commit=False, pop_total=1)
    with vault.together():
        write(vault, first, commit=False, pop_total=2)
        vault.record_together(second, [(Q, 3, (), "general")])
    assert vault.undo() is not None
    assert (_value(vault, first), _value(vault, second)) == (1, None)
    vault.redo()
    assert (_value(vault, first), _value(vault, second)) == (2, 3)


def test_a_fact_of_a_document_is_never_taken_for_typing(vault: Vault) -> None:
    visit = start(vault)
    for version in ("2", "20"):
        vault.record(visit, "#version", version, ())
    vault.undo()
    assert vault.view(visit).version == "2"


def test_a_group_longer_than_the_stack_goes_back_whole_and_older_steps_are_forgotten(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo, "DEPTH", 3)
    visit = start(vault)
    write(vault, visit, commit=False, pop_total=1)
    vault.record_together(visit, [(f"q{at}", at, (), "general") for at in range(5)])
    vault.undo()
    assert not [name for name, value in vault.view(visit).values.items() if name.startswith("q") and value is not None]
    assert not vault.can_undo


def test_a_group_is_forgotten_whole(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "DEPTH", 3)
    visit = start(vault)
    vault.record_together(visit, [("q1", 1, (), "general"), ("q2", 2, (), "general")])
    for number in (5, 6):
        write(vault, visit, commit=False, pop_total=number)
    vault.undo()
    vault.undo()
    assert vault.undo() is None
    assert vault.view(visit).values["q1"] == 1


def test_a_visit_that_was_found_damaged_does_not_stop_undo(vault: Vault) -> None:
    kept, damaged = start(vault), start(vault)
    write(vault, kept, pop_total=41)
    write(vault, damaged, pop_total=43)
    ledger = vault.ledger_for(damaged)
    ledger.connection.execute("pragma wal_checkpoint(truncate)").fetchall()
    path = vault.folder / "l" / ledger.key.ledger
    with path.open("r+b") as file:
        file.seek(2 * 16384)
        file.write(bytes(16384))
    assert vault.check()[ledger.key.ledger] is False
    vault.undo()
    assert _value(vault, kept) is None
    assert not vault.can_undo
