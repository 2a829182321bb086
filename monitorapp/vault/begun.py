"""What was typed for a decision and not yet decided: kept in the ledger of its document, and gone with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitorapp.vault.cipher import Connection
    from monitorapp.vault.vault import Vault

_PREFIX = "deciding "  # as long as the other facts that begin with a document, so that erasing finds them

Place = tuple[str, str]  # document; and a field, or a word of the page with or without a field ("erase pop_total")


def keep(vault: Vault, texts: Mapping[Place, str]) -> None:
    """Keep what is typed for each place; "" forgets it. Raises VaultTrouble.

    What is gone meanwhile, or held for reading alone, keeps nothing: nobody can decide there, and a lock shall not
    wait for it.
    """
    for (document, what), text in texts.items():
        if vault.read_only or not vault.ledgers.knows(document):
            continue
        ledger = vault.ledgers.holding(document)
        name = f"{_PREFIX}{document} {what}"
        if vault.ledgers.is_held(ledger):
            continue
        if text:
            ledger.connection.execute("insert or replace into facts values(?, ?)", (name, text))
        else:
            ledger.connection.execute("delete from facts where name = ?", (name,))


def begun(vault: Vault) -> dict[Place, str]:
    """Everything that was kept and not forgotten; raises VaultTrouble."""
    found = (_named(ledger.connection, _PREFIX) for ledger in vault.ledgers.all())
    return {_place(name): text for some in found for name, text in some.items()}


def forget(connection: Connection, document: str, fields: Collection[str] | None = None) -> None:
    """Forget what was begun about these fields of a document, or about all of it: they are being erased."""
    found = _named(connection, f"{_PREFIX}{document} ")
    gone = [(name,) for name in found if fields is None or name.rpartition(" ")[2] in fields]
    connection.executemany("delete from facts where name = ?", gone)


def _named(connection: Connection, start: str) -> dict[str, str]:
    query = "select name, value from facts where substr(name, 1, ?) = ?"
    return dict(connection.execute(query, (len(start), start)).fetchall())


def _place(name: str) -> Place:
    document, _, what = name.removeprefix(_PREFIX).partition(" ")
    return document, what
