"""Finishing a visit: what the form gave by itself becomes an answer, and nobody's undo takes it back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitorapp import documents
from monitorapp.exchange.members import create_vault
from monitorapp.records.visit import PRACTICE_FACILITY
from monitorapp.vault.keyfile import LIGHT
from monitorapp.vault.vault import Vault

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
