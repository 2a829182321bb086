"""Sealing: a visit becomes a bundle that its owner cannot open, and its key on this laptop is destroyed.

That is the answer to a border: who is pressed there can open nothing. It takes two people who can open the bundle,
or one whose key has answered before, so that no lost key loses the visit. A receipt lets the sealed file go.
"""

from collections.abc import Sequence
from pathlib import Path

from monitorapp.bundle.container import Contents, Written, copy_bundle, write_bundle
from monitorapp.clock import claimed
from monitorapp.errors import ExchangeTrouble
from monitorapp.exchange.members import card_of, check_trusted, identity_of
from monitorapp.exchange.payload import Payload
from monitorapp.exchange.send import send
from monitorapp.records.changes import Changes
from monitorapp.vault import sealed
from monitorapp.vault.folder import SEALED
from monitorapp.vault.registry import Exchange, Person
from monitorapp.vault.sealed import Sealed
from monitorapp.vault.vault import Vault

FEWEST = 2


def check_recipients(vault: Vault, recipients: Sequence[Person]) -> None:
    """Raises ExchangeTrouble `seal-not-for-yourself`, `recipient-unknown` for anybody who is not trusted (any more),
    or `seal-needs-another` where one lost key would lose all.
    """
    chosen = {person.author for person in recipients}
    if vault.author in chosen:
        raise ExchangeTrouble("seal-not-for-yourself")
    check_trusted(vault, recipients)
    answered = {author for authors in sealed.received(vault).values() for author in authors}
    if len(chosen) < FEWEST and not chosen & answered:
        raise ExchangeTrouble("seal-needs-another")


def seal(
    vault: Vault, visits: Sequence[str], recipients: Sequence[Person], copy: Path | None = None
) -> tuple[Sealed, Changes]:
    """Write `visits` for `recipients` alone and destroy their keys here; `copy`: where else the bundle goes, a stick.

    The key goes only after the bundle, and the copy, were read back and compared. Raises as `check_recipients`,
    `sealed.check` and `send`, also VaultTrouble `attachment-damaged`: such a file is erased first, by choice. Then
    everything is as it was.
    """
    visits = list(dict.fromkeys(visits))
    check_recipients(vault, recipients)
    sealed.check(vault, visits)
    path = sealed.new_file(vault)
    written = send(vault, visits, recipients, path, everything=True, copy=copy)  # nothing of the visit stays here
    day = claimed(vault.clock.now())[:10]
    authors = tuple(sorted(person.author for person in recipients))
    made = Sealed(path.name, written.bundle_id, written.sha256, written.size, day, authors)
    return made, sealed.let_go(vault, visits, made)


def copy_sealed(vault: Vault, one: Sealed, path: Path) -> None:
    """Copy a sealed bundle that lies here to another medium, read back; raises BundleTrouble `bundle-write-failed`."""
    copy_bundle(vault.folder / SEALED / one.file, path, one.sha256)


def write_receipt(vault: Vault, sender: Person, path: Path) -> Written:
    """Sign for `sender` which of their bundles are here, so that they can let the sealed files go.

    A bundle of which words of strangers were left out is not signed for: the sealed file may be all that has them.
    Raises ExchangeTrouble `nothing-received` or `recipient-unknown`, BundleTrouble.
    """
    check_trusted(vault, [sender])
    received = [
        exchange.bundle
        for exchange in vault.registry.exchanges()
        if exchange.direction == "received" and exchange.author == sender.author
        if exchange.kind != "receipt" and not exchange.counts.get("left_out")
    ]
    if not received:
        raise ExchangeTrouble("nothing-received")
    payload = Payload(receipts=received).encode()
    contents = Contents(kind="receipt", sequence=vault.registry.next_sequence(), commits=payload)
    written = write_bundle(path, contents, identity_of(vault), [card_of(sender)], vault.clock)
    counts = {"receipts": len(received)}
    wall = claimed(vault.clock.now())
    entry = Exchange(written.bundle_id, "sent", "receipt", vault.author, contents.sequence, wall, counts)
    vault.registry.log_exchange(entry)
    return written
