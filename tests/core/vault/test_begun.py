"""Reasons that were begun lie in the ledger of their document, survive closing, and are forgotten when told."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from monitorapp.exchange.members import create_vault, find_recipient
from monitorapp.exchange.send import seal
from monitorapp.vault.erasing import OneAnswer, OnePerson, OneVisit, erase
from monitorapp.vault.keyfile import LIGHT
from monitorapp.vault.ledger import Ledger
from monitorapp.vault.undecided import begun, forget_begun, keep_begun
from monitorapp.vault.vault import Vault
from tests.core.vaults import introduce, pass_on, start, vault_of

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
    keep_begun(vault, {(visit, "pop_total"): "Журнал", (visit, "a/b@register"): "Камера 3"})
    assert begun(vault) == {(visit, "pop_total"): "Журнал", (visit, "a/b@register"): "Камера 3"}


def test_a_newer_reason_takes_the_place_of_the_older_and_an_empty_one_forgets(vault: Vault, visit: str) -> None:
    for text in ("Жур", "Журнал"):
        keep_begun(vault, {(visit, "pop_total"): text})
    assert begun(vault) == {(visit, "pop_total"): "Журнал"}
    keep_begun(vault, {(visit, "pop_total"): ""})
    assert begun(vault) == {}


def test_a_reason_survives_closing(tmp_path: Path) -> None:
    vault, _ = create_vault(tmp_path / "again", PHRASE, "А. Б.", LIGHT)
    visit = vault.start_visit("visit", "1", {})[0]
    keep_begun(vault, {(visit, "pop_total"): "Журнал"})
    vault.close()
    vault = Vault.open(tmp_path / "again", PHRASE)
    assert begun(vault) == {(visit, "pop_total"): "Журнал"}
    vault.close()


def names_in(ledger: Ledger) -> list[str]:
    return [row[0] for row in ledger.connection.execute("select name from facts")]


def test_a_reason_lies_in_the_ledger_of_its_visit_and_not_in_the_index(vault: Vault, visit: str) -> None:
    keep_begun(vault, {(visit, "pop_total"): "Журнал"})
    assert f"deciding {visit} pop_total" in names_in(vault.ledgers.holding(visit))
    assert not any(visit in name for name in names_in(vault.index))


def test_a_document_that_is_not_here_keeps_no_reason_and_holds_up_no_lock(vault: Vault, visit: str) -> None:
    keep_begun(vault, {("f" * 32, "pop_total"): "Журнал", (visit, "pop_total"): "Журнал"})
    assert begun(vault) == {(visit, "pop_total"): "Журнал"}


def test_a_vault_opened_for_reading_keeps_nothing_and_says_nothing(tmp_path: Path) -> None:
    vault, _ = create_vault(tmp_path / "again", PHRASE, "А. Б.", LIGHT)
    visit = vault.start_visit("visit", "1", {})[0]
    vault.close()
    vault = Vault.open(tmp_path / "again", PHRASE, read_only=True)
    keep_begun(vault, {(visit, "pop_total"): "Журнал"})
    assert begun(vault) == {}
    vault.close()


def test_what_is_begun_about_one_field_is_forgotten_with_what_pages_hold_about_it(vault: Vault, visit: str) -> None:
    stays = {(visit, "pop_total_2"): "Другое", (visit, "finish #status"): "Не пустили"}
    keep_begun(vault, {(visit, "pop_total"): "Журнал", (visit, "erase pop_total"): "Отозвано"} | stays)
    forget_begun(vault.ledgers.holding(visit).connection, visit, {"pop_total"})
    assert begun(vault) == stays


def test_everything_begun_about_a_document_is_forgotten_and_nothing_of_another(vault: Vault, visit: str) -> None:
    cell = vault.add_document(visit, "cell", "1")[0]
    keep_begun(
        vault, {(cell, "cell_people"): "Считали", (cell, "erase #form"): "Ошибка", (visit, "pop_total"): "Журнал"}
    )
    forget_begun(vault.ledgers.holding(visit).connection, cell)
    assert begun(vault) == {(visit, "pop_total"): "Журнал"}


# What it belongs to goes


@pytest.fixture
def written(vault: Vault, visit: str) -> str:
    vault.record(visit, "pop_total", 41, ())
    vault.record(visit, "cells_total", 3, ())
    vault.commit(visit)
    return visit


def test_an_erased_answer_takes_what_was_begun_about_it_along(vault: Vault, written: str) -> None:
    keep_begun(vault, {(written, "pop_total"): "Сорок один", (written, "erase pop_total"): "Отозвано"})
    keep_begun(vault, {(written, "cells_total"): "Три"})
    erase(vault, OneAnswer(written, "pop_total"))
    assert begun(vault) == {(written, "cells_total"): "Три"}


def test_an_erased_person_takes_what_was_begun_about_them_along(vault: Vault, written: str) -> None:
    case = vault.add_document(written, "case", "1")[0]
    vault.record(case, "case_name", "Н.", ())
    keep_begun(
        vault, {(case, "case_name"): "Н. Н.", (case, "erase #form"): "Отозвано", (written, "pop_total"): "Журнал"}
    )
    erase(vault, OnePerson(case))
    assert begun(vault) == {(written, "pop_total"): "Журнал"}


def test_an_erased_visit_takes_what_was_begun_about_it_along(vault: Vault, written: str) -> None:
    other = vault.start_visit("visit", "1", {})[0]
    keep_begun(vault, {(written, "pop_total"): "Журнал", (other, "pop_total"): "Другой"})
    erase(vault, OneVisit(written))
    assert begun(vault) == {(other, "pop_total"): "Другой"}


def test_a_visit_erased_out_of_the_archive_takes_what_was_begun_about_it_along(vault: Vault, tmp_path: Path) -> None:
    with vault_of("Нурбек", tmp_path / "nurbek").opened() as colleague:
        visit, other = start(colleague, pop_total=41), start(colleague, pop_total=43)
        pass_on(colleague, vault, visit)
        pass_on(colleague, vault, other)
    keep_begun(vault, {(visit, "pop_total"): "Журнал", (other, "pop_total"): "Другой"})
    erase(vault, OneVisit(visit))
    assert begun(vault) == {(other, "pop_total"): "Другой"}


def test_a_sealed_visit_takes_what_was_begun_about_it_along(vault: Vault, written: str, tmp_path: Path) -> None:
    with ExitStack() as stack:
        names = ("Нурбек", "Жылдыз")
        others = [stack.enter_context(vault_of(name, tmp_path / name).opened()) for name in names]
        introduce(vault, *others)
        keep_begun(vault, {(written, "finish #status"): "Не пустили", (written, "pop_total"): "Журнал"})
        seal(vault, [written], [find_recipient(vault, name) for name in names])
    assert begun(vault) == {}
    assert not any("deciding" in name for ledger in vault.ledgers.all() for name in names_in(ledger))
