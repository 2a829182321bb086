"""Which answers name which attachments: what stands is sent, and what nothing names any more is let go."""

import re
from collections.abc import Iterator
from typing import Any

from monitorapp.records.attachment import AttachmentId, named_in
from monitorapp.records.field import FieldKey, strict_json
from monitorapp.vault import attachments
from monitorapp.vault.attachments import Kept
from monitorapp.vault.cipher import translated
from monitorapp.vault.ledger import Ledger
from monitorapp.vault.vault import Vault

_NAMED = re.compile(r'"file":"([0-9a-f]{32})"')
_ROWS_ABOVE = 16  # rows stand in rows only so deep


@translated()
def standing(vault: Vault, visit: str) -> list[AttachmentId]:
    """The attachments that are here and stand in an answer of a visit, conflicts included, rows that are gone not."""
    ledger = vault.ledgers.holding_visit(visit)
    here = {kept.id for kept in attachments.of_visit(ledger, visit)}
    query = """select distinct heads.document, field, value from heads join commits using(n)
        where visit = ? and value like '{"file":%' order by heads.document, field, value"""
    rows = ledger.connection.execute(query, (visit,)).fetchall()
    stays = (strict_json(value) for document, field, value in rows if not _is_gone(ledger, document, field))
    return [one for one in dict.fromkeys(named_in(stays)) if one in here]


def _is_gone(ledger: Ledger, document: str, field: str) -> bool:
    """Whether the row of a field, or a row that it stands in, was taken away."""
    item = FieldKey.parse(field).item
    for _ in range(_ROWS_ABOVE):
        if item is None:
            return False
        if True in _heads(ledger, document, f"{item}/#gone"):
            return True
        rows = (value for value in _heads(ledger, document, f"{item}/#row") if isinstance(value, dict))
        item = next((str(row["in"]) for row in rows if "in" in row), None)
    return False


def _heads(ledger: Ledger, document: str, field: str) -> Iterator[Any]:
    query = "select value from heads where document = ? and field = ?"
    return (strict_json(row[0]) for row in ledger.connection.execute(query, (document, field)).fetchall())


def holds_part(ledger: Ledger, part: str) -> bool:
    """Whether a part stands here in words, and was neither withheld nor erased; `part` is its hash in hex."""
    query = "select 1 from parts where hash = ? and body is not null limit 1"
    return ledger.connection.execute(query, (bytes.fromhex(part),)).fetchone() is not None


@translated()
def drop_unnamed(vault: Vault, ledger: Ledger, visit: str) -> tuple[str, ...]:
    """Delete the keys of the attachments of a visit that nothing names any more, inside the caller's transaction.

    Returns the names of their files, which the caller removes once that is written.
    """
    going = _unnamed(vault, ledger, visit)
    ledger.connection.executemany("delete from attachments where id = ?", [(kept.id,) for kept in going])
    return tuple(kept.name for kept in going)


def _unnamed(vault: Vault, ledger: Ledger, visit: str) -> list[Kept]:
    kept = attachments.of_visit(ledger, visit)
    if not kept:
        return []
    said = """select body from parts join commits using(n)
        where visit = ? and body is not null and instr(body, '"file":') union all select value from journal"""
    rows = ledger.connection.execute(said, (visit,)).fetchall()
    named = {AttachmentId(name) for row in rows for name in _NAMED.findall(row[0])}
    named.update(attachments.originals(vault, sorted(named)))
    return [one for one in kept if one.id not in named]
