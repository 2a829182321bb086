"""What is done to the keys of a vault from a page: escrow, another key for everything, the end.

What these need is imported in the worker: the first window is painted before SQLCipher and pydantic are.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from monitorapp.errors import Trouble

from .session import Failed, Session

if TYPE_CHECKING:
    from monitorapp.bundle.identity import Card
    from monitorapp.vault.vault import Vault

CARD_BYTES = 1 << 20  # a card is found within so much text


class Organisation(NamedTuple):
    """Who can open a vault besides its owner, as it is shown; and its card."""

    name: str
    words: tuple[str, ...]
    card: str


def read_organisation(path: Path, language: str) -> Organisation:
    """The organisation whose card is in a file; raises ExchangeTrouble `card-broken`. Runs in the worker."""
    from monitorapp.bundle.identity import Card  # noqa: PLC0415  see the module
    from monitorapp.errors import ExchangeTrouble  # noqa: PLC0415

    try:
        with path.open("rb") as file:
            text = file.read(CARD_BYTES).decode("utf-8", "replace")
    except OSError as error:
        raise ExchangeTrouble("card-broken") from error
    return _shown(Card.parse(text), language)


def organisation_of(vault: "Vault", language: str) -> Organisation | None:
    """Who can open the vault; None where nobody can, without a name where it is not known. Runs in the worker."""
    from monitorapp.exchange import escrow  # noqa: PLC0415  see the module

    card = escrow.organisation_of(vault)
    if card is None:
        return Organisation("", (), "") if escrow.can_be_opened(vault) else None
    return _shown(card, language)


def _shown(card: "Card", language: str) -> Organisation:
    from monitorapp.exchange.members import words_of  # noqa: PLC0415  see the module

    return Organisation(card.name, tuple(words_of(card, language)), card.encode())


def name_organisation(
    session: Session, organisation: Organisation, done: Callable[[object], None], failed: Failed
) -> None:
    """Let an organisation open the open vault from now on."""

    def named(vault: "Vault") -> object:
        from monitorapp.exchange import escrow  # noqa: PLC0415  see the module

        return escrow.name(vault, organisation.card)

    session.ask(named, done, failed)


def remove_organisation(session: Session, done: Callable[[None], None], failed: Failed) -> None:
    """From now on nobody but the owner opens the open vault."""

    def removed(vault: "Vault") -> None:
        from monitorapp.exchange import escrow  # noqa: PLC0415  see the module

        escrow.remove(vault)

    session.ask(removed, done, failed)


def open_in_escrow(
    session: Session, folder: Path, organisation: Path, passphrase: str, done: Callable[[], None], failed: Failed
) -> None:
    """Open the vault in `folder` with the key that lies in the vault of the organisation."""

    def opened() -> "tuple[Vault, None]":
        from monitorapp.exchange import escrow, members  # noqa: PLC0415  see the module
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
        from monitorapp.exchange import escrow  # noqa: PLC0415  see the module
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
        from monitorapp.vault.folder import erase  # noqa: PLC0415  see the module

        erase(folder)

    session.run(erased, done, failed)


def erase_open(session: Session) -> None:
    """Erase the open vault: its keys at once, in the window's thread; then close what is open and remove the files.

    Raises VaultTrouble where the keys cannot be overwritten; then nothing was done.
    """
    from monitorapp.vault.folder import destroy_keys, erase  # noqa: PLC0415  see the module

    folder = session.folder
    assert folder is not None
    destroy_keys(folder)
    session.abandon({})
    erase(folder)  # once more: the closing may have written a superblock


def is_unfinished(vault: "Vault") -> bool:
    """Whether a change of every key was cut short. Runs in the worker."""
    from monitorapp.vault import rekey  # noqa: PLC0415  see the module

    return rekey.is_unfinished(vault)


def go_on(vault: "Vault") -> bool:
    """Bring such a change to its end; raises VaultTrouble. Runs in the worker."""
    from monitorapp.vault import rekey  # noqa: PLC0415  see the module

    return rekey.go_on(vault)


def change_recovery_code(session: Session, code: str, done: Callable[[None], None], failed: Failed) -> None:
    """Put a code that was rehearsed in the place of the old one."""

    def changed(vault: "Vault") -> None:
        from monitorapp.vault import rekey  # noqa: PLC0415  see the module

        rekey.change_recovery_code(vault, code, code)

    session.ask(changed, done, failed)
