"""Opens a vault again, with the keys in memory, after its medium was pulled out and put back."""

import contextlib

from monitorapp.errors import Trouble, VaultTrouble
from monitorapp.vault.cipher import translated
from monitorapp.vault.vault import Vault


def reopened(vault: Vault) -> Vault:
    """The same vault on the medium that is back: files that were open when it was pulled out can never be used again.

    Raises VaultTrouble while the medium is away or another one lies in its place; then `vault` is as it was.
    What was acknowledged is in the logs of the ledgers; what can be undone is forgotten.
    """
    with translated():
        if not vault.keyfile.ledgers():  # no slot opens with our keys: this is another vault
            raise VaultTrouble("medium-gone")
    with contextlib.suppress(Trouble):
        vault.close()
    with translated():
        return Vault(vault.folder, vault.keyfile, vault.clock, {})
