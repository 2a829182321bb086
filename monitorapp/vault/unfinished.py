"""What an erasure still has to do on the disk, noted in the index before it begins and done again after a crash.

The note names ledgers, slots, visits and files by their random ids, never what was erased. Every step can be repeated.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from monitorapp.errors import InputTrouble, VaultTrouble
from monitorapp.vault import attachments, schema
from monitorapp.vault import folder as folders
from monitorapp.vault.cipher import transaction, translated

if TYPE_CHECKING:
    from monitorapp.vault.ledger import Ledger
    from monitorapp.vault.vault import Vault

NOTE = "erasing"
_LEDGER = re.compile(r"([0-9a-f]{16})(-wal|-journal)?")
_OF_VISIT = (
    "delete from heads where document in (select document from commits where visit = ?1)",
    "delete from journal where document in (select document from commits where visit = ?1)",
    "delete from parts where n in (select n from commits where visit = ?1)",
    "delete from replaced where n in (select n from commits where visit = ?1)",
    "delete from erased where n in (select n from commits where visit = ?1)",
    "delete from attestations where json_extract(body, '$.visit') = ?1",
    "delete from attachments where visit = ?1",
    "delete from facts where instr(name, ?1)",
    "delete from facts where substr(name, 10, 32) in (select document from commits where visit = ?1)",
    "delete from commits where visit = ?1",
)


@dataclass(frozen=True, slots=True)
class Work:
    """Ledgers to write anew or to destroy, visits to take out of the archive, files under `a/` to remove, and
    documents to remember as erased once nothing of them is left."""

    renew: tuple[str, ...] = ()
    destroy: tuple[str, ...] = ()
    visits: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    def __or__(self, other: Work) -> Work:
        mine, theirs = asdict(self), asdict(other)
        return Work(**{name: tuple(dict.fromkeys((*mine[name], *theirs[name]))) for name in mine})


def noted(vault: Vault) -> Work:
    """What is still to be done."""
    found: dict[str, Any] = vault.registry.fact(NOTE) or {}
    return Work(**{name: tuple(values) for name, values in found.items()})


def note(vault: Vault, work: Work, erased: Iterable[str] = ()) -> None:
    """Note work before it begins, and with it the documents that are `erased` from now on, whatever comes back."""
    with transaction(vault.index.connection):
        rows = [(document,) for document in erased]
        vault.index.connection.executemany("insert or ignore into erased_documents values(?)", rows)
        vault.registry.keep_fact(NOTE, asdict(noted(vault) | work))


def finish(vault: Vault) -> None:
    """Do what is noted; called after each erasure, and at each opening for what was cut short. Raises VaultTrouble."""
    work = noted(vault)
    if work == Work() or vault.read_only:
        return
    for name in work.destroy:
        with contextlib.suppress(InputTrouble):  # gone already
            vault.ledgers.drop(vault.ledgers.key_of(name))
    able, held = _divided(vault)
    for ledger in able:
        _take_out(vault, ledger, work.visits)
    _remember(vault, work.documents)
    for ledger in [ledger for ledger in able if ledger.key.ledger in work.renew]:
        vault.ledgers.seals.unseal(ledger)
        vault.ledgers.renew(ledger)
    with translated():
        _remove_files(vault, work)
    waits = held & set(work.renew)
    rest = Work(renew=tuple(sorted(waits)), visits=work.visits if waits else ())
    vault.registry.keep_fact(NOTE, asdict(rest) if rest != Work() else {})


def _divided(vault: Vault) -> tuple[list[Ledger], set[str]]:
    """The ledgers that can be written, and the ids of those held for reading alone or closed: their work waits."""
    able = [ledger for ledger in vault.ledgers.all() if not vault.ledgers.is_held(ledger)]
    return able, {key.ledger for key in vault.keyfile.ledgers()} - {ledger.key.ledger for ledger in able}


def resume(vault: Vault) -> None:
    """Finish at an opening what was cut short; where the disk still does not let it, the next opening tries again."""
    with contextlib.suppress(VaultTrouble):
        finish(vault)
        attachments.sweep(vault)


def remembered(vault: Vault, documents: Iterable[str]) -> set[str]:
    """Those of `documents` that were erased here as a whole."""
    query = "select 1 from erased_documents where document = ?"
    return {one for one in documents if vault.index.connection.execute(query, (one,)).fetchone()}


def _take_out(vault: Vault, ledger: Ledger, visits: Iterable[str]) -> None:
    """Delete what a ledger of several visits holds of these, and let an older copy of it be no alarm meanwhile."""
    query = "select 1 from commits where visit = ? limit 1"
    here = [visit for visit in visits if ledger.connection.execute(query, (visit,)).fetchone()]
    if not here:
        return
    vault.ledgers.seals.forget(ledger.key)
    with ledger.transaction():
        for visit in here:
            for statement in _OF_VISIT:
                ledger.connection.execute(statement, (visit,))
    vault.ledgers.seals.note(ledger)
    vault.ledgers.reindex(ledger)


def _remember(vault: Vault, documents: Iterable[str]) -> None:
    """Let those documents never come in again of which no word is left in any ledger."""
    query = "select 1 from parts join commits using(n) where document = ? and body is not null limit 1"
    ledgers = vault.ledgers.all()
    rows = [(one,) for one in documents if not any(_has(ledger, query, one) for ledger in ledgers)]
    with translated():
        vault.index.connection.executemany("insert or ignore into erased_documents values(?)", rows)


def _has(ledger: Ledger, query: str, document: str) -> bool:
    return ledger.connection.execute(query, (document,)).fetchone() is not None


def _remove_files(vault: Vault, work: Work) -> None:
    """Remove attachments, copies of before a migration, and ledgers that no slot opens: a renewal was cut short."""
    # A file whose row still stands was not erased after all: the kill came before the transaction.
    rows = (ledger.connection.execute("select name from attachments").fetchall() for ledger in vault.ledgers.all())
    kept = {name for some in rows for (name,) in some}
    for name in set(work.files) - kept:
        (vault.folder / folders.ATTACHMENTS / name).unlink(missing_ok=True)
    for name in (*work.renew, *work.destroy):
        schema.copy_of(folders.ledger_file(vault.folder, name)).unlink(missing_ok=True)
    known = {key.ledger for key in vault.keyfile.ledgers()}
    for path in (vault.folder / folders.LEDGERS).iterdir():
        shape = _LEDGER.fullmatch(path.name)
        if shape and shape[1] not in known:
            path.unlink()
    for name in (folders.LEDGERS, folders.ATTACHMENTS):
        folders.sync_folder(vault.folder / name)
