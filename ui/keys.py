"""What is done to the keys of a vault from a page: opening in escrow, another key for everything, the end."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from monitorapp.errors import Trouble

from .session import Failed, Session

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


def open_in_escrow(
    session: Session, folder: Path, organisation: Path, passphrase: str, done: Callable[[], None], failed: Failed
) -> None:
    """Open the vault in `folder` with the key that lies in the vault of the organisation."""

    def opened() -> "tuple[Vault, None]":
        # The first window is painted before SQLCipher and pydantic are imported.
        from monitorapp.exchange import escrow, members  # noqa: PLC0415
        from monitorapp.vault.vault import Vault  # noqa: PLC0415

        own = Vault.open(organisation, passphrase, read_only=True)
        try:
            return escrow.open_vault(folder, members.identity_of(own)), None
        finally:
            own.close()

    session.adopt(folder, opened, lambda _: done(), failed)


def change_every_key(
    session: Session, passphrase: str, code: str, done: Callable[[bool], None], failed: Failed
) -> None:
    """Somebody saw the passphrase; `code` was rehearsed. `done` is told whether all of it came to its end."""

    def changed(vault: "Vault") -> bool:
        from monitorapp.exchange import escrow  # noqa: PLC0415  see above
        from monitorapp.vault import rekey  # noqa: PLC0415

        try:
            escrow.change_every_key(vault, passphrase, session.cost or rekey.proposed_cost(vault), code)
        except Trouble:
            if not rekey.is_unfinished(vault):
                raise
            return False
        return True

    session.ask(changed, done, failed)


def erase_closed(session: Session, folder: Path, done: Callable[[None], None], failed: Failed) -> None:
    """Erase a vault that is not open, without a passphrase."""

    def erased() -> None:
        from monitorapp.vault.folder import erase  # noqa: PLC0415  see above

        erase(folder)

    session.run(erased, done, failed)


def erase_open(session: Session) -> None:
    """Erase the open vault: its keys at once, in the window's thread; then close what is open and remove the files.

    Raises VaultTrouble where the keys cannot be overwritten; then nothing was done.
    """
    from monitorapp.vault.folder import destroy_keys, erase  # noqa: PLC0415  see above

    folder = session.folder
    assert folder is not None
    destroy_keys(folder)
    session.abandon({})
    erase(folder)  # once more: the closing may have written a superblock
