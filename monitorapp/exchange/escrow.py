"""The organisation that can open a vault: named by its card, and opening with the identity of its own vault."""

import io
from pathlib import Path

from monitorapp.bundle import age
from monitorapp.bundle.identity import Card, Identity
from monitorapp.clock import SYSTEM, Clock
from monitorapp.errors import BundleTrouble, ExchangeTrouble
from monitorapp.vault import escrow, rekey
from monitorapp.vault.locks import KdfCost, Unwrap, Wrap
from monitorapp.vault.rekey import Told
from monitorapp.vault.vault import Vault

SEALED_LIMIT = 1024  # bytes; a master key with its label is much shorter


def name(vault: Vault, card_text: str) -> Card:
    """Let the owner of a card open the vault from now on; its words were compared before.

    Raises ExchangeTrouble `card-broken`, VaultTrouble.
    """
    card = Card.parse(card_text)
    escrow.put(vault, card.encode(), _wrap_to(card))
    return card


def remove(vault: Vault) -> None:
    """From now on no organisation opens the vault; copies that were made before still open to it."""
    escrow.remove(vault)


def can_be_opened(vault: Vault) -> bool:
    """Whether an organisation can open the vault, known or not."""
    return escrow.card(vault) is not None


def organisation_of(vault: Vault) -> Card | None:
    """The organisation that can open the vault; None where none can, or none that is known."""
    text = escrow.card(vault)
    try:
        return Card.parse(text) if text else None
    except ExchangeTrouble:
        return None


def open_vault(folder: Path, organisation: Identity, clock: Clock = SYSTEM) -> Vault:
    """Open somebody's vault with the key of the organisation; raises VaultTrouble `wrong-escrow-key`, …"""
    return escrow.open_vault(folder, _unwrap_with(organisation), clock)


def change_every_key(
    vault: Vault, passphrase: str, cost: KdfCost, code: str | None = None, told: Told = lambda done, of: None
) -> str:
    """`rekey.change_every_key`, after which the same organisation can open the vault as before, or none."""
    organisation = organisation_of(vault)
    wrap = _wrap_to(organisation) if organisation else None
    return rekey.change_every_key(vault, passphrase, cost, code, wrap, told)


def _wrap_to(card: Card) -> Wrap:
    def wrap(plain: bytes) -> bytes:
        out = io.BytesIO()
        age.encrypt([plain], [card.recipient], out)
        return out.getvalue()

    return wrap


def _unwrap_with(identity: Identity) -> Unwrap:
    def unwrap(sealed: bytes) -> bytes | None:
        try:
            return age.open_age(io.BytesIO(sealed), identity.age).read(SEALED_LIMIT)
        except BundleTrouble:
            return None

    return unwrap
