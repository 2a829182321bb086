"""Who may decide about an erasure that somebody asks for: whoever wrote the words, and the coordinator."""

from monitorapp.errors import ExchangeTrouble
from monitorapp.exchange.members import card_of, identity_of
from monitorapp.records.changes import Changes
from monitorapp.vault import erasing
from monitorapp.vault.erasing import Asked
from monitorapp.vault.registry import TRUSTED
from monitorapp.vault.vault import Vault

COORDINATOR = "coordinator"


def may_decide(vault: Vault) -> bool:
    """Whether the vault's owner decides about the words of others in it: the coordinator does."""
    return identity_of(vault).card().role == COORDINATOR


def can_accept(vault: Vault, one: Asked) -> bool:
    """Whether an erasure can be accepted here: the words are one's own, one is the coordinator, or follows theirs."""
    if set(one.authors) == {vault.author} or may_decide(vault):
        return True
    person = vault.registry.person(one.asker)
    trusted = person is not None and person.state == TRUSTED
    return one.decided and trusted and person is not None and card_of(person).role == COORDINATOR


def accept(vault: Vault, one: Asked, reason: str | None = None) -> Changes:
    """Erase what was asked for; raises ExchangeTrouble `not-yours-to-erase` where others must decide."""
    if not can_accept(vault, one):
        raise ExchangeTrouble("not-yours-to-erase")
    return erasing.accept(vault, one, reason)
