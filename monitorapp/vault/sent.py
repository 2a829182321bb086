"""To whom what was sent: recipients of a bundle in the index, bundles of a visit in the ledger that holds it.

The index never names a visit, so that what was sent of an erased visit is forgotten with it.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from monitorapp.records.field import canonical
from monitorapp.vault.cipher import translated
from monitorapp.vault.vault import Vault

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
