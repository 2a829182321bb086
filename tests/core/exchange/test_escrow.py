"""The organisation that can open a vault: named by its card, shown for ever, gone when it is taken away."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitorapp.bundle import age
from monitorapp.bundle.identity import Identity
from monitorapp.errors import ExchangeTrouble, VaultTrouble
from monitorapp.exchange import escrow
from monitorapp.exchange.members import create_vault, identity_of
from monitorapp.vault import escrow as vault_escrow
from monitorapp.vault import locks
from monitorapp.vault.keyfile import KdfCost
from monitorapp.vault.vault import Vault
from tests.core.vaults import Made, start, vault_of

CHEAP = KdfCost(8, 1, 1)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return vault_of("Анна", tmp_path / "anna")


@pytest.fixture
def vault(made: Made) -> Iterator[Vault]:
    with made.opened() as opened:
        yield opened


@pytest.fixture
def organisation() -> Identity:
    return Identity.generate("Организация", "coordinator")


def opened_by(identity: Identity, folder: Path) -> str | None:
    """None where the identity opens the vault, else why not."""
    try:
        escrow.open_vault(folder, identity).close()
    except VaultTrouble as trouble:
        return trouble.code
    return None


def named(vault: Vault) -> str | None:
    card = escrow.organisation_of(vault)
    return card.author if card else None


def test_a_vault_belongs_to_its_owner_alone_until_an_organisation_is_named(made: Made, organisation: Identity) -> None:
    with made.opened() as vault:
        assert not escrow.can_be_opened(vault)
        assert escrow.organisation_of(vault) is None
    assert opened_by(organisation, made.folder) == "wrong-escrow-key"


def test_the_named_organisation_is_shown_and_opens_everything(made: Made, organisation: Identity) -> None:
    with made.opened() as vault:
        start(vault)
        before = vault.digest()
        escrow.name(vault, f"a letter\n{organisation.card().encode()}\nyours")
    with made.opened() as vault:
        assert named(vault) == organisation.card().author
    vault = escrow.open_vault(made.folder, organisation)
    assert vault.digest() == before
    vault.change_passphrase("новая фраза", KdfCost(locks.MEMORY_FLOOR_KIB, 1, 1))
    vault.close()
    Vault.open(made.folder, "новая фраза").close()
    Vault.recover(made.folder, made.code).close()


def test_the_organisation_opens_with_the_identity_of_its_own_vault(made: Made, tmp_path: Path) -> None:
    own, _ = create_vault(tmp_path / "own", "фраза организации", "Организация", locks.LIGHT, role="coordinator")
    with made.opened() as vault:
        escrow.name(vault, identity_of(own).card().encode())
    assert opened_by(identity_of(own), made.folder) is None
    own.close()


def test_the_disk_does_not_tell_which_organisation_it_is(made: Made, organisation: Identity) -> None:
    with made.opened() as vault:
        escrow.name(vault, organisation.card().encode())
    data = (made.folder / "k").read_bytes()
    for told in ("Организация".encode(), organisation.card().author.encode(), organisation.card().fingerprint):
        assert told not in data
        assert told.hex().encode() not in data


def test_another_organisation_takes_the_place_of_the_first(made: Made, organisation: Identity) -> None:
    other = Identity.generate("Другая", "coordinator")
    with made.opened() as vault:
        escrow.name(vault, organisation.card().encode())
        escrow.name(vault, other.card().encode())
        assert named(vault) == other.card().author
    assert opened_by(organisation, made.folder) == "wrong-escrow-key"
    assert opened_by(other, made.folder) is None


def test_after_it_is_taken_away_nothing_of_it_is_left(made: Made, organisation: Identity) -> None:
    with made.opened() as vault:
        escrow.name(vault, organisation.card().encode())
        sealed = vault.keyfile.escrow
        assert sealed is not None
        escrow.remove(vault)
        escrow.remove(vault)
        assert not escrow.can_be_opened(vault)
    assert sealed.encode() not in (made.folder / "k").read_bytes()
    assert opened_by(organisation, made.folder) == "wrong-escrow-key"


def test_after_every_key_was_changed_it_still_opens_and_an_older_lock_does_not(
    made: Made, organisation: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "MEMORY_FLOOR_KIB", 8)
    with made.opened() as vault:
        start(vault)
        escrow.name(vault, organisation.card().encode())
        old = vault.keyfile.escrow
        escrow.change_every_key(vault, "новая фраза", CHEAP)
        assert vault.keyfile.escrow not in (None, old)
        assert named(vault) == organisation.card().author
        before = vault.digest()
    vault = escrow.open_vault(made.folder, organisation)
    assert vault.digest() == before
    vault.close()


def test_without_an_organisation_none_is_added_by_a_change_of_every_key(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "MEMORY_FLOOR_KIB", 8)
    escrow.change_every_key(vault, "новая фраза", CHEAP)
    assert not escrow.can_be_opened(vault)


def test_a_text_without_a_card_names_nobody(vault: Vault) -> None:
    with pytest.raises(ExchangeTrouble) as caught:
        escrow.name(vault, "no card")
    assert caught.value.code == "card-broken"
    assert not escrow.can_be_opened(vault)


def test_a_lock_of_somebody_unknown_is_told_and_can_be_taken_away(vault: Vault) -> None:
    vault_escrow.put(vault, "no card that can be read", lambda plain: plain[::-1])
    assert escrow.can_be_opened(vault)
    assert escrow.organisation_of(vault) is None
    escrow.remove(vault)
    assert not escrow.can_be_opened(vault)


@pytest.mark.parametrize("sealed", [b"", b"age-encryption.org/v1\n", b"x" * 5000, b"\xff" * 100])
def test_a_lock_of_nonsense_opens_to_nobody_and_ends_nothing(made: Made, organisation: Identity, sealed: bytes) -> None:
    with made.opened() as vault:
        vault_escrow.put(vault, "", lambda _: sealed)
    assert opened_by(organisation, made.folder) == "wrong-escrow-key"


def test_what_lies_in_the_lock_is_an_age_file_for_any_tool(vault: Vault, organisation: Identity) -> None:
    seen: list[bytes] = []
    wrap = escrow._wrap_to(organisation.card())
    vault_escrow.put(vault, "", lambda plain: seen.append(plain) or wrap(plain))  # type: ignore[func-returns-value]
    assert seen[0].startswith(b"monitorapp escrow")
    opened = age.open_age(io.BytesIO(wrap(seen[0])), organisation.age).read(1000)
    assert opened == seen[0]
