"""What left this laptop: to whom which bundle was sent, and visits sealed into bundles that nothing here opens."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitorapp.errors import InputTrouble, VaultTrouble
from monitorapp.records.field import canonical
from monitorapp.records.view import Changes
from monitorapp.vault import folder as folders
from monitorapp.vault import unfinished
from monitorapp.vault.cipher import translated
from monitorapp.vault.fold import Union
from monitorapp.vault.unfinished import Work
from monitorapp.vault.vault import Vault

if TYPE_CHECKING:
    from monitorapp.vault.ledger import Ledger
    from monitorapp.vault.registry import Exchange


_TO, _SENT = "recipients ", "sent "


@dataclass(frozen=True, slots=True)
class Sent:
    """A bundle with a visit in it: when it was written, and for whom (author ids)."""

    bundle: str
    wall: str
    recipients: tuple[str, ...]


def note_sent(vault: Vault, visits: Iterable[str], sent: Sent) -> None:
    """Note that a bundle with these visits was written; what is open for reading alone notes nothing.

    Raises VaultTrouble.
    """
    if not vault.read_only:
        vault.registry.keep_fact(_TO + sent.bundle, list(sent.recipients))
    ledgers = {visit: vault.ledgers.holding_visit(visit) for visit in visits}
    for visit in (visit for visit, ledger in ledgers.items() if not vault.ledgers.is_held(ledger)):
        row = (f"{_SENT}{visit} {sent.bundle}", canonical(sent.wall))
        with translated():
            ledgers[visit].connection.execute("insert or ignore into facts values(?, ?)", row)


def sent_of(vault: Vault, visit: str) -> list[Sent]:
    """The bundles in which a visit was sent, oldest first; raises InputTrouble `visit-unknown`."""
    connection, start = vault.ledgers.holding_visit(visit).connection, f"{_SENT}{visit} "
    query = "select name, value from facts where substr(name, 1, ?) = ?"
    rows = connection.execute(query, (len(start), start)).fetchall()
    found = [(name.removeprefix(start), json.loads(wall)) for name, wall in rows]
    return sorted(
        (Sent(bundle, wall, recipients_of(vault, bundle)) for bundle, wall in found), key=lambda one: one.wall
    )


def recipients_of(vault: Vault, bundle: str) -> tuple[str, ...]:
    """For whom a bundle was written, as author ids; none where it is not known."""
    return tuple(vault.registry.fact(_TO + bundle) or ())


SEALED, RECEIPTS = "sealed", "receipts"


@dataclass(frozen=True, slots=True)
class Sealed:
    """One sealed bundle: its file under `s/`, its id, SHA-256 and size, the claimed day, and who can open it."""

    file: str
    bundle: str
    sha256: str
    size: int
    day: str
    recipients: tuple[str, ...]
    receipts: tuple[str, ...] = ()


def new_file(vault: Vault) -> Path:
    """Where the next sealed bundle goes."""
    return vault.folder / folders.SEALED / vault.clock.random_bytes(8).hex()


def listed(vault: Vault) -> list[Sealed]:
    """Every sealed bundle that lies here, oldest first, with the authors who signed a receipt for it."""
    receipts = received(vault)
    people = {fields["bundle"]: tuple(sorted(recipients_of(vault, fields["bundle"]))) for fields in _facts(vault)}
    found = [Sealed(**{**fields, "recipients": people[fields["bundle"]]}) for fields in _facts(vault)]
    return [replace(one, receipts=tuple(sorted(receipts.get(one.bundle, ())))) for one in found]


def check(vault: Vault, visits: Sequence[str]) -> None:
    """Raises InputTrouble `visit-unknown`, VaultTrouble `ledger-read-only` for what cannot be let go from here."""
    for visit in visits:
        _own_ledger(vault, visit)


def let_go(vault: Vault, visits: Sequence[str], sealed: Sealed) -> Changes:
    """Remember a sealed bundle and destroy the keys of its visits here.

    From then on nothing here opens them, but what comes back of them is welcome. Cut short at any point, a visit is
    still here or gone; the next opening does the rest. Raises InputTrouble `visit-unknown`, VaultTrouble.
    """
    ledgers = [_own_ledger(vault, visit) for visit in visits]
    names = [name for ledger in ledgers for name in _attachments(ledger)]
    vault.registry.keep_fact(SEALED, [*_facts(vault), _spelled(sealed)])
    changes = Changes()
    for ledger in ledgers:
        changes |= vault.took_in(ledger, Union(touched={(one, "") for one in _documents(ledger)}))
    unfinished.note(vault, Work(destroy=tuple(ledger.key.ledger for ledger in ledgers), files=tuple(names)))
    vault.set_place({})
    unfinished.finish(vault)
    return replace(changes, fields=frozenset(), visits=frozenset(visits), imported=False)


def unknown_receipts(vault: Vault, author: str, bundles: Sequence[str]) -> list[str]:
    """Those of `bundles` that this vault sent to `author`, and for which they had not signed yet.

    Nobody's word counts about a bundle that was for others: a file is let go, or sealed for one alone, because of it.
    """
    sent = {exchange.bundle for exchange in vault.registry.exchanges() if exchange.direction == "sent"}
    theirs = [bundle for bundle in dict.fromkeys(bundles) if bundle in sent and author in recipients_of(vault, bundle)]
    known = received(vault) if author != vault.author else {bundle: [author] for bundle in theirs}
    return [bundle for bundle in theirs if author not in known.get(bundle, ())]


def unanswered(vault: Vault, author: str, signed: Collection[str]) -> list[Exchange]:
    """What was sent from here to `author`, who has not signed for it, nor does now in `signed`; oldest first."""
    known = received(vault)
    sent = (one for one in vault.registry.exchanges() if one.direction == "sent" and one.bundle not in signed)
    return [
        one for one in sent if author in recipients_of(vault, one.bundle) and author not in known.get(one.bundle, ())
    ]


def keep_receipts(vault: Vault, author: str, bundles: Sequence[str]) -> None:
    """Note that `author` signed for these bundles; what was never sent from here to them is left out."""
    known = received(vault)
    for bundle in unknown_receipts(vault, author, bundles):
        known[bundle] = [*known.get(bundle, ()), author]
    vault.registry.keep_fact(RECEIPTS, known)


def received(vault: Vault) -> dict[str, list[str]]:
    """The receipts that came in: bundle → authors."""
    return dict(vault.registry.fact(RECEIPTS) or {})


def remove(vault: Vault, bundle: str) -> None:
    """Remove a sealed bundle's file; raises InputTrouble `bundle-unknown`, VaultTrouble `ledger-read-only`, …"""
    if vault.read_only:
        raise VaultTrouble("ledger-read-only")
    found = next((one for one in listed(vault) if one.bundle == bundle), None)
    if found is None:
        raise InputTrouble("bundle-unknown")
    with translated():
        (vault.folder / folders.SEALED / found.file).unlink(missing_ok=True)
        folders.sync_folder(vault.folder / folders.SEALED)
    vault.registry.keep_fact(SEALED, [fields for fields in _facts(vault) if fields["bundle"] != bundle])


def _own_ledger(vault: Vault, visit: str) -> Ledger:
    ledger = vault.ledgers.holding_visit(visit)
    if vault.read_only or vault.ledgers.is_held(ledger):
        raise VaultTrouble("ledger-read-only")
    query = "select 1 from commits where visit <> ? limit 1"
    if ledger.key.sort != "visit" or ledger.connection.execute(query, (visit,)).fetchone():
        raise InputTrouble("visit-unknown")
    return ledger


def _attachments(ledger: Ledger) -> list[str]:
    return [row[0] for row in ledger.connection.execute("select name from attachments").fetchall()]


def _documents(ledger: Ledger) -> list[str]:
    return [row[0] for row in ledger.connection.execute("select distinct document from commits").fetchall()]


def _facts(vault: Vault) -> list[dict[str, Any]]:
    return list(vault.registry.fact(SEALED) or ())


def _spelled(sealed: Sealed) -> dict[str, object]:
    fields = asdict(sealed)
    del fields["receipts"], fields["recipients"]  # both are kept where bundles are, sealed or not
    return fields
