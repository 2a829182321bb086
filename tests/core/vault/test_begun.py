"""Reasons that were begun lie in the ledger of their document, survive closing, and are forgotten when told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitorapp.errors import InputTrouble
from monitorapp.exchange.members import create_vault
from monitorapp.vault.begun import keep_reasons, reasons_begun
from monitorapp.vault.keyfile import LIGHT
from monitorapp.vault.ledger import Ledger
from monitorapp.vault.vault import Vault

PHRASE = "семь слов для начатых причин в тесте"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    vault, _ = create_vault(tmp_path / "vault", PHRASE, "А. Б.", LIGHT)
    yield vault
    vault.close()


@pytest.fixture
def visit(vault: Vault) -> str:
    return vault.start_visit("visit", "1", {})[0]


def test_a_reason_comes_back_with_its_place(vault: Vault, visit: str) -> None:
    keep_reasons(vault, {(visit, "pop_total"): "Журнал", (visit, "a/b@register"): "Камера 3"})
    assert reasons_begun(vault) == {(visit, "pop_total"): "Журнал", (visit, "a/b@register"): "Камера 3"}


def test_a_newer_reason_takes_the_place_of_the_older_and_an_empty_one_forgets(vault: Vault, visit: str) -> None:
    for text in ("Жур", "Журнал"):
        keep_reasons(vault, {(visit, "pop_total"): text})
    assert reasons_begun(vault) == {(visit, "pop_total"): "Журнал"}
    keep_reasons(vault, {(visit, "pop_total"): ""})
    assert reasons_begun(vault) == {}


def test_a_reason_survives_closing(tmp_path: Path) -> None:
    vault, _ = create_vault(tmp_path / "again", PHRASE, "А. Б.", LIGHT)
    visit = vault.start_visit("visit", "1", {})[0]
    keep_reasons(vault, {(visit, "pop_total"): "Журнал"})
    vault.close()
    vault = Vault.open(tmp_path / "again", PHRASE)
    assert reasons_begun(vault) == {(visit, "pop_total"): "Журнал"}
    vault.close()


def names(ledger: Ledger) -> list[str]:
    return [row[0] for row in ledger.connection.execute("select name from facts")]


def test_a_reason_lies_in_the_ledger_of_its_visit_and_not_in_the_index(vault: Vault, visit: str) -> None:
    keep_reasons(vault, {(visit, "pop_total"): "Журнал"})
    assert f"deciding {visit} pop_total" in names(vault.ledgers.holding(visit))
    assert not any(visit in name for name in names(vault.index))


def test_a_document_that_is_not_here_keeps_no_reason(vault: Vault) -> None:
    with pytest.raises(InputTrouble, match="document-unknown"):
        keep_reasons(vault, {("f" * 32, "pop_total"): "Журнал"})
