"""Reasons of decisions that were begun and not taken: kept in the ledger of the document, and gone with it."""

from collections.abc import Mapping

from monitorapp.vault.vault import Vault

_PREFIX = "deciding "  # as long as the other facts that begin with a document, so that erasing finds them

Place = tuple[str, str]  # document, field


def keep_reasons(vault: Vault, reasons: Mapping[Place, str]) -> None:
    """Keep what is typed for each place; "" forgets it. Raises InputTrouble `document-unknown`, VaultTrouble."""
    for (document, field), text in reasons.items():
        connection = vault.ledgers.holding(document).connection
        name = f"{_PREFIX}{document} {field}"
        if text:
            connection.execute("insert or replace into facts values(?, ?)", (name, text))
        else:
            connection.execute("delete from facts where name = ?", (name,))


def reasons_begun(vault: Vault) -> dict[Place, str]:
    """Everything that was kept and not forgotten; raises VaultTrouble."""
    query = "select name, value from facts where substr(name, 1, ?) = ?"
    rows = [
        row
        for ledger in vault.ledgers.all()
        for row in ledger.connection.execute(query, (len(_PREFIX), _PREFIX)).fetchall()
    ]
    return {_place(name): text for name, text in rows}


def _place(name: str) -> Place:
    document, _, field = name.removeprefix(_PREFIX).partition(" ")
    return document, field
