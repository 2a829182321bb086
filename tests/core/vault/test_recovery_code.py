"""Another recovery code on paper: nothing is written before it was typed back, and then the old paper is worthless."""

import pytest

from monitorapp.errors import VaultTrouble
from monitorapp.vault import rekey
from monitorapp.vault.passphrase import new_recovery_code
from monitorapp.vault.vault import Vault
from tests.core.vaults import Made, start, write


@pytest.fixture
def visited(made: Made) -> Made:
    """A vault with one visit, whose code was rehearsed long ago."""
    with made.opened() as vault:
        vault.confirm_recovery(made.code)
        write(vault, start(vault), pop_total=41)
    return made


def test_the_new_paper_opens_every_visit_and_the_old_one_none(visited: Made) -> None:
    shown = new_recovery_code()
    with visited.opened() as vault:
        digest = vault.digest()
        rekey.change_recovery_code(vault, shown, shown)
    with pytest.raises(VaultTrouble, match="wrong-recovery-code"):
        Vault.recover(visited.folder, visited.code)
    with Made(visited.folder, shown).opened() as vault:
        assert (vault.digest(), vault.alarms, vault.is_rehearsed) == (digest, (), True)


@pytest.mark.parametrize(
    "spelled", [str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("O", "0").replace("I", "1")]
)
def test_how_the_paper_was_typed_back_does_not_matter(visited: Made, spelled: object) -> None:
    assert callable(spelled)
    shown = new_recovery_code()
    with visited.opened() as vault:
        rekey.change_recovery_code(vault, shown, spelled(shown))
    with Made(visited.folder, shown).opened() as vault:
        assert len(vault.visits()) == 1


def test_a_slip_or_another_paper_leaves_the_old_one_valid_and_writes_nothing(visited: Made) -> None:
    shown = new_recovery_code()
    with visited.opened() as vault:
        before = (visited.folder / "k").read_bytes()
        for typed in ("", shown[:-1], new_recovery_code(), visited.code):
            with pytest.raises(VaultTrouble, match="recovery-code-misread"):
                rekey.change_recovery_code(vault, shown, typed)
            assert (visited.folder / "k").read_bytes() == before
        assert vault.is_rehearsed
    with visited.opened() as vault:
        assert len(vault.visits()) == 1


def test_a_code_that_was_never_rehearsed_is_once_it_was_changed(made: Made) -> None:
    shown = new_recovery_code()
    with made.opened() as vault:
        assert not vault.is_rehearsed
        rekey.change_recovery_code(vault, shown, shown)
        assert vault.is_rehearsed


def test_a_vault_that_can_only_be_read_keeps_its_code(visited: Made) -> None:
    shown = new_recovery_code()
    vault = Vault.recover(visited.folder, visited.code, read_only=True)
    with pytest.raises(VaultTrouble, match="ledger-read-only"):
        rekey.change_recovery_code(vault, shown, shown)
    vault.close()
    with visited.opened() as vault:
        assert vault.alarms == ()
