"""Escrow: besides the owner, an organisation can open the vault; whose key that is stands in the index, as its card.

The lock in the key file names nobody: who looks at the disk does not learn of the organisation.
"""

from pathlib import Path

from monitorapp.clock import SYSTEM, Clock
from monitorapp.vault import cipher
from monitorapp.vault import folder as folders
from monitorapp.vault.keyfile import KeyFile
from monitorapp.vault.locks import Unwrap, Wrap
from monitorapp.vault.vault import Vault

CARD = "escrow"


def put(vault: Vault, card: str, wrap: Wrap) -> None:
    """Let the owner of `card` open the vault from now on, and nobody else besides the owner; raises VaultTrouble."""
    remove(vault)
    vault.registry.keep_fact(CARD, card)
    with cipher.translated():
        vault.keyfile.put_in_escrow(wrap)


def remove(vault: Vault) -> None:
    """Overwrite the organisation's lock, in place; raises VaultTrouble."""
    if vault.keyfile.escrow is not None:
        with cipher.translated():
            vault.keyfile.take_from_escrow()
    if vault.registry.fact(CARD) is not None:
        vault.registry.keep_fact(CARD, None)


def card(vault: Vault) -> str | None:
    """The card of the organisation that can open the vault; None where none can, empty where it is not known."""
    return None if vault.keyfile.escrow is None else str(vault.registry.fact(CARD) or "")


def open_vault(folder: Path, unwrap: Unwrap, clock: Clock = SYSTEM) -> Vault:
    """Open with the organisation's private key; raises VaultTrouble `wrong-escrow-key`, …"""
    cipher.self_check()
    with cipher.translated():
        return Vault(folder, KeyFile.open_in_escrow(folder / folders.KEY_FILE, unwrap, clock), clock, {})
