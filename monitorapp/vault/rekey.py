"""Other keys for everything after somebody saw the passphrase; and opening again with the keys in memory."""

from collections.abc import Callable

from monitorapp.errors import VaultTrouble
from monitorapp.vault import attachments, cipher
from monitorapp.vault import folder as folders
from monitorapp.vault.cipher import translated
from monitorapp.vault.keyfile import KeyFile
from monitorapp.vault.ledger import Ledger
from monitorapp.vault.ledgers import renew
from monitorapp.vault.locks import KdfCost, Wrap, calibrated
from monitorapp.vault.passphrase import check_rehearsal, new_recovery_code
from monitorapp.vault.vault import REHEARSED, Vault

Told = Callable[[int, int], None]  # how many ledgers are done, of how many


def change_every_key(
    vault: Vault,
    passphrase: str,
    cost: KdfCost,
    code: str | None = None,
    wrap: Wrap | None = None,
    told: Told = lambda done, of: None,
) -> str:
    """Change the passphrase, the master key, the recovery code and the key of every ledger; returns the code.

    `code`: a new one that was rehearsed already; else one is made, and is to be rehearsed. `wrap`: to the key of the
    organisation that is to open the vault from now on, as in `KeyFile.put_in_escrow`; without it none does.
    Raises VaultTrouble. Before the switch everything is as it was; after it `is_unfinished` says so, the new phrase
    opens, and `go_on` brings it to its end.
    """
    if vault.read_only:
        raise VaultTrouble("ledger-read-only")
    go_on(vault)
    vault.registry.keep_fact(REHEARSED, value=False)
    fresh = code or new_recovery_code()
    with cipher.translated():
        vault.keyfile.change_master(passphrase, cost, fresh, wrap)
    if code is not None:
        vault.registry.keep_fact(REHEARSED, value=True)
    go_on(vault, told)
    return fresh


def change_recovery_code(vault: Vault, shown: str, typed: str) -> None:
    """Put another code in the place of the old one, once it was typed back from paper, and open the vault with it.

    Until then nothing is written and the old code stays valid. Raises VaultTrouble `recovery-code-misread`,
    `ledger-read-only`, …
    """
    if vault.read_only:
        raise VaultTrouble("ledger-read-only")
    check_rehearsal(shown, typed)
    with cipher.translated():
        vault.keyfile.change_recovery_code(typed)
    vault.confirm_recovery(typed)


def proposed_cost(vault: Vault) -> KdfCost:
    """What a new passphrase shall cost to try on this laptop: measured now, no less than so far."""
    return calibrated(vault.keyfile.cost)


def is_unfinished(vault: Vault) -> bool:
    """Whether a change of every key was cut short after the switch."""
    return vault.keyfile.is_between


def go_on(vault: Vault, told: Told = lambda done, of: None) -> bool:
    """Bring a change of every key to its end; False where none is under way. Raises VaultTrouble."""
    if not is_unfinished(vault) or vault.read_only:
        return False
    with cipher.translated():
        vault.keyfile.settle()  # as long as the old superblock stands, the slots must stay as it knows them
        _renew_ledgers(vault, told)
        for ledger in _writable(vault):
            attachments.rekey(vault, ledger)
        _carry_over(vault.keyfile)
        vault.keyfile.forget_former()
        folders.remove_strays(vault.folder, {key.ledger for key in vault.keyfile.ledgers()})
        attachments.sweep(vault)
    return True


def _writable(vault: Vault) -> list[Ledger]:
    return [ledger for ledger in vault.ledgers.all() if not vault.ledgers.is_held(ledger)]


def _renew_ledgers(vault: Vault, told: Told) -> None:
    behind = {key.ledger for key in vault.keyfile.behind()}
    waiting = [ledger for ledger in (vault.index, *_writable(vault)) if ledger.key.ledger in behind]
    _break_seals(vault, waiting)
    for number, ledger in enumerate(waiting, 1):
        _renew(vault, ledger)
        told(number, len(waiting))


def _break_seals(vault: Vault, waiting: list[Ledger]) -> None:
    """The seals are those of the old files: remember at one stroke how far each ledger has come instead."""
    for ledger in waiting:
        if ledger is vault.index:
            vault.ledgers.seals.unseal(ledger)
    vault.keyfile.remember({ledger.key.slot: ledger.mark() for ledger in waiting if ledger is not vault.index})


def _renew(vault: Vault, ledger: Ledger) -> None:
    if ledger is vault.index:
        renew(vault.folder, vault.keyfile, ledger)
    else:
        vault.ledgers.renew(ledger)


def _carry_over(keyfile: KeyFile) -> None:
    """A ledger held for reading alone cannot be renewed: its slot alone is, so that it stays as it was found."""
    for key in keyfile.behind():
        keyfile.replace_ledger(key, key)


def reopened(vault: Vault) -> Vault:
    """The same vault on the medium that is back; `vault` is closed, since files open at the pulling are dead for ever.

    Raises VaultTrouble `medium-gone` while the medium is away, or while another one lies in its place.
    What was acknowledged is in the logs of the ledgers; what could be undone is forgotten.
    """
    try:
        with translated():
            vault.keyfile.catch_up()
            return Vault(vault.folder, vault.keyfile, vault.clock, {}, read_only=vault.read_only)
    except VaultTrouble as trouble:
        raise VaultTrouble("medium-gone") from trouble
