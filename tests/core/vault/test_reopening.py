"""A vault whose medium was pulled out opens again with the keys in memory, and only where it is the same vault."""

import shutil
from pathlib import Path

import pytest

from monitorapp.errors import VaultTrouble
from monitorapp.exchange.members import create_vault
from monitorapp.vault import rekey
from monitorapp.vault.keyfile import LIGHT, KeyFile
from monitorapp.vault.rekey import reopened
from monitorapp.vault.vault import Vault

PHRASE = "семь слов для палочки в кармане"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


@pytest.fixture
def pulled(stick: Path) -> tuple[Vault, str]:
    """A vault with one answer whose medium has just been pulled out, closed as far as that goes; and its visit."""
    vault, _ = create_vault(stick, PHRASE, "А. Б.", LIGHT)
    visit, _ = vault.start_visit("visit", "1", {})
    vault.record(visit, "prep_objective", "журнал", ())
    vault.close()
    stick.rename(stick.with_name("pocket"))
    return vault, visit


def put_back(stick: Path) -> None:
    stick.with_name("pocket").rename(stick)


def test_while_the_medium_is_away_it_is_gone_and_can_be_asked_again(stick: Path, pulled: tuple[Vault, str]) -> None:
    for _ in range(3):
        with pytest.raises(VaultTrouble, match="medium-gone"):
            reopened(pulled[0])
    put_back(stick)
    reopened(pulled[0]).close()


def test_what_was_acknowledged_is_there_and_writing_goes_on(stick: Path, pulled: tuple[Vault, str]) -> None:
    put_back(stick)
    vault, visit = reopened(pulled[0]), pulled[1]
    assert vault.view(visit).values["prep_objective"] == "журнал"
    vault.record(visit, "prep_objective", "журнал задержанных", vault.shown(visit, "prep_objective"))
    vault.close()
    again = Vault.open(stick, PHRASE)
    assert again.view(visit).values["prep_objective"] == "журнал задержанных"
    assert again.alarms == ()
    again.close()


def test_another_vault_in_its_place_is_not_opened(stick: Path, pulled: tuple[Vault, str], tmp_path: Path) -> None:
    other, _ = create_vault(tmp_path / "other", PHRASE, "В. Г.", LIGHT)
    other.close()
    (tmp_path / "other").rename(stick)
    with pytest.raises(VaultTrouble, match="medium-gone"):
        reopened(pulled[0])
    shutil.rmtree(stick)
    put_back(stick)
    reopened(pulled[0]).close()


def test_a_medium_that_comes_back_with_half_of_its_files_is_not_taken_for_whole(
    stick: Path, pulled: tuple[Vault, str]
) -> None:
    put_back(stick)
    shutil.rmtree(stick / "l")
    with pytest.raises(VaultTrouble, match="medium-gone"):
        reopened(pulled[0])


def test_what_was_opened_anew_is_locked_against_others(stick: Path, pulled: tuple[Vault, str]) -> None:
    put_back(stick)
    vault = reopened(pulled[0])
    with pytest.raises(VaultTrouble, match="already-open"):
        Vault.open(stick, PHRASE)
    vault.close()


def test_a_passphrase_changed_on_another_laptop_meanwhile_stays_changed(stick: Path, pulled: tuple[Vault, str]) -> None:
    pocket, other = stick.with_name("pocket"), "другая фраза из пяти новых слов"
    elsewhere = Vault.open(pocket, PHRASE)
    elsewhere.change_passphrase(other, LIGHT)
    written, _ = elsewhere.start_visit("visit", "1", {})
    elsewhere.close()
    put_back(stick)
    vault = reopened(pulled[0])
    assert vault.alarms == ()
    assert vault.knows_visit(written)
    vault.start_visit("visit", "1", {})
    vault.close()
    assert KeyFile.open(stick / "k", other).ledgers()
    with pytest.raises(VaultTrouble, match="wrong-passphrase"):
        KeyFile.open(stick / "k", PHRASE)


def test_a_vault_whose_every_key_was_changed_elsewhere_is_not_opened_with_the_old_ones(
    stick: Path, pulled: tuple[Vault, str]
) -> None:
    elsewhere = Vault.open(stick.with_name("pocket"), PHRASE)
    rekey.change_every_key(elsewhere, "другая фраза из пяти новых слов", LIGHT)
    elsewhere.close()
    put_back(stick)
    before = (stick / "k").read_bytes()
    with pytest.raises(VaultTrouble, match="medium-gone"):
        reopened(pulled[0])
    assert (stick / "k").read_bytes() == before
