"""Finishing a visit: what the form gave by itself becomes an answer, and nobody's undo takes it back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitorapp import documents
from monitorapp.exchange.members import create_vault
from monitorapp.library import bring_in, inspect_file
from monitorapp.records.view import PRACTICE_FACILITY
from monitorapp.vault.keyfile import LIGHT
from monitorapp.vault.vault import Vault
from tests.core.workbooks import BEDS, YES_NO, workbook

DEFAULT, GIVEN = "prep_data_plan", "codes_only"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made, _ = create_vault(tmp_path / "vault", "a phrase that nobody else uses", "monitor", LIGHT)
    yield made
    made.close()


@pytest.fixture
def visit(vault: Vault) -> str:
    return documents.start_visit(vault, PRACTICE_FACILITY)[0]


def test_a_default_is_no_answer_before_the_visit_is_finished(vault: Vault, visit: str) -> None:
    assert DEFAULT not in vault.view(visit).values
    assert documents.untouched_defaults(vault, visit) == {DEFAULT: (GIVEN, "general")}


def test_finishing_keeps_a_default_that_nobody_touched(vault: Vault, visit: str) -> None:
    documents.finish(vault, visit)
    view = vault.view(visit)
    assert (view.values[DEFAULT], view.status) == (GIVEN, "finished")
    assert documents.untouched_defaults(vault, visit) == {}


def test_what_a_person_chose_stands_instead_of_the_default(vault: Vault, visit: str) -> None:
    vault.record(visit, DEFAULT, "none", ())
    documents.finish(vault, visit)
    assert vault.view(visit).values[DEFAULT] == "none"


def test_an_answer_that_was_cleared_does_not_become_the_default_again(vault: Vault, visit: str) -> None:
    vault.record(visit, DEFAULT, "none", ())
    vault.commit(visit)
    vault.record(visit, DEFAULT, None, vault.shown(visit, DEFAULT))
    documents.finish(vault, visit)
    assert vault.view(visit).values[DEFAULT] is None


def test_undo_after_finishing_takes_back_the_persons_own_answer_and_not_the_default(vault: Vault, visit: str) -> None:
    vault.record(visit, "prep_objective", "Журналы", ())
    documents.finish(vault, visit)
    assert vault.undo() is not None
    view = vault.view(visit)
    assert (view.values["prep_objective"], view.values[DEFAULT]) == (None, GIVEN)
    assert not vault.can_undo


def timed(vault: Vault, folder: Path) -> str:
    """A visit with a small form that says when it was begun and ended."""
    form = workbook(folder / "timed.xlsx", (*BEDS, ("start", "begun"), ("end", "ended")), YES_NO)
    bring_in(vault, inspect_file(form))
    return documents.start_visit(vault, PRACTICE_FACILITY, "beds")[0]


def test_finishing_stores_when_a_form_was_ended(vault: Vault, tmp_path: Path) -> None:
    visit = timed(vault, tmp_path)
    assert documents.open_state(vault, visit).value("ended") is None
    documents.finish(vault, visit)
    ended = vault.view(visit).values["ended#auto"]
    assert isinstance(ended, dict)
    assert ended["p"] == "second"
    assert documents.open_state(vault, visit).value("ended") == ended
    assert "ended" not in vault.view(visit).values


def test_the_end_is_stored_once_and_no_undo_takes_it_back(vault: Vault, tmp_path: Path) -> None:
    visit = timed(vault, tmp_path)
    vault.record(visit, "beds", 7, ())
    first = {"t": "2026-03-02T22:00:00", "p": "second"}
    vault.record_together(visit, [("ended#auto", first, (), "general")], undoable=False)
    documents.finish(vault, visit)
    vault.reopen(visit)
    documents.finish(vault, visit)
    assert vault.view(visit).values["ended#auto"] == first
    vault.undo()
    assert (vault.view(visit).values["beds"], vault.view(visit).values["ended#auto"]) == (None, first)


def test_two_laptops_that_finish_make_no_conflict_of_the_end(vault: Vault, tmp_path: Path) -> None:
    visit = timed(vault, tmp_path)
    for minute in ("00", "30"):
        value = {"t": f"2026-03-02T22:{minute}:00", "p": "second"}
        vault.record(visit, "ended#auto", value, ())
        vault.commit(visit)
    documents.finish(vault, visit)
    assert vault.conflicts() == []
    assert vault.view(visit).unsettled == {}
