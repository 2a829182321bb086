"""Opens a vault again, with the keys in memory, after its medium was pulled out and put back."""

from monitorapp.errors import VaultTrouble
from monitorapp.vault.cipher import translated
from monitorapp.vault.vault import Vault


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
