"""What a person decides about an alarm: accept the state as it is, or save the readable answers into a new ledger.

Whatever is decided is noted in the index with its reason. Nothing is decided by the program.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from monitorapp.clock import claimed
from monitorapp.errors import ExchangeTrouble, InputTrouble, VaultTrouble
from monitorapp.records.commit import Commit, digest
from monitorapp.records.field import strict_json
from monitorapp.vault import fold
from monitorapp.vault import folder as folders
from monitorapp.vault.cipher import Connection, open_for_reading, translated
from monitorapp.vault.held import Alarm
from monitorapp.vault.keyfile import LedgerKey
from monitorapp.vault.ledger import Draft
from monitorapp.vault.registry import ACCEPTED, SALVAGED, Registry
from monitorapp.vault.vault import Vault

# What may be accepted: what is whole, though not what was left; and what is gone.
ACCEPTABLE = frozenset({"rollback-found", "log-foreign", "ledger-missing"})
_FAR = 1_000  # commits that are looked for where a damaged ledger does not say how many it had


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What could be read of a damaged ledger: commits and drafts that are kept now, and commits lost, whole or in part.

    Nobody can count what was lost at the end of a ledger that does not even say how long it was.
    """

    commits: int
    drafts: int
    lost: int


def accept(vault: Vault, ledger: str, reason: str) -> None:
    """Take a ledger as it is now for the right one; a missing one is given up.

    Raises InputTrouble `ledger-unknown` where there is no alarm, VaultTrouble `ledger-damaged` for one that must be
    salvaged, `ledger-read-only` while the index itself is in doubt.
    """
    alarm = _alarm(vault, ledger)
    if alarm.code not in ACCEPTABLE:
        raise VaultTrouble("ledger-damaged")
    key = vault.ledgers.key_of(ledger)
    with translated():
        if alarm.sort == "index":
            vault.ledgers.admit_again(key)
            vault.registry = Registry(vault.index, vault.ledgers.seals.note)
            vault.ledgers.release()
            _note(vault, alarm, reason)
            return
        _note(vault, alarm, reason)  # first: while the index is in doubt this refuses
        if alarm.code == "ledger-missing":
            vault.ledgers.drop(key)
        else:
            vault.ledgers.admit_again(key)


def salvage(vault: Vault, ledger: str, reason: str) -> Salvaged:
    """Write the commits of a damaged visit whose hashes hold, and its drafts, into a new ledger.

    The damaged file stays as it is, but is opened no more; `vault.ledgers.drop` makes an end of it.
    Raises InputTrouble `ledger-unknown`, VaultTrouble `cannot-salvage` where nothing can be read.
    """
    alarm = _alarm(vault, ledger)
    if alarm.sort != "visit":
        raise VaultTrouble("cannot-salvage")
    wreck = _Wreck(vault, vault.ledgers.key_of(ledger))
    with translated():
        commits, drafts = list(wreck.commits()), list(wreck.drafts())
    if not commits:
        raise VaultTrouble("cannot-salvage")
    _note(vault, alarm, reason)
    vault.ledgers.put_away(ledger)
    target = vault.ledgers.new_visit_ledger()
    with target.transaction():
        fold.take_in(target.connection, commits, None)
    known = {commit.header.document for commit in commits}
    kept = [(document, name, draft) for document, name, draft in drafts if document in known]
    for document, name, draft in kept:
        target.put_draft(document, name, draft)
    vault.ledgers.seals.note(target)
    vault.ledgers.reindex(target)
    vault.registry.keep_fact(SALVAGED, sorted({*(vault.registry.fact(SALVAGED) or ()), ledger}))
    return Salvaged(len(commits), len(kept), wreck.lost)


def forget(vault: Vault, ledger: str) -> None:
    """Destroy what is left of a ledger that was salvaged, key and file; raises InputTrouble `ledger-unknown`."""
    salvaged = set(vault.registry.fact(SALVAGED) or ())
    if ledger not in salvaged:
        raise InputTrouble("ledger-unknown")
    with translated():
        vault.ledgers.drop(vault.ledgers.key_of(ledger))
    vault.registry.keep_fact(SALVAGED, sorted(salvaged - {ledger}))


def is_held(vault: Vault, document: str) -> bool:
    """Whether a document can only be read; raises InputTrouble `document-unknown`."""
    return vault.ledgers.is_held(vault.ledgers.holding(document))


def accepted(vault: Vault) -> list[dict[str, Any]]:
    """What was decided so far: ledger, code, wall time, reason."""
    return list(vault.registry.fact(ACCEPTED) or ())


def _alarm(vault: Vault, ledger: str) -> Alarm:
    found = next((alarm for alarm in vault.alarms if alarm.ledger == ledger), None)
    if found is None:
        raise InputTrouble("ledger-unknown")
    return found


def _note(vault: Vault, alarm: Alarm, reason: str) -> None:
    entry = {"ledger": alarm.ledger, "code": alarm.code, "wall": claimed(vault.clock.now()), "reason": reason}
    vault.registry.keep_fact(ACCEPTED, [*accepted(vault), entry])


class _Wreck:
    """A damaged ledger, read commit by commit: after a bad page a connection is of no use, so each gets a new one."""

    def __init__(self, vault: Vault, key: LedgerKey) -> None:
        self._path, self._key = folders.ledger_file(vault.folder, key.ledger), key
        self._connection: Connection | None = None
        self.lost = 0

    def commits(self) -> Iterator[Commit]:
        """Those that can be read and whose hashes hold; `lost` counts the others, and those without all their parts."""
        highest, missed = self._highest(), 0
        for n in range(1, (_FAR if highest is None else highest) + 1):
            commit = self._commit(n)
            if commit is None:
                missed += 1
            else:
                self.lost, missed = self.lost + missed, 0
                yield commit
        self.lost += 0 if highest is None else missed
        self._close()

    def drafts(self) -> Iterator[tuple[str, str, Draft]]:
        """The journal, if it can be read: document, field and draft."""
        rows = self._rows("select document, field, value, seen, compartment from journal") or []
        with contextlib.suppress(InputTrouble):
            for document, name, value, seen, compartment in rows:
                yield document, name, Draft(strict_json(value), tuple(strict_json(seen)), compartment)
        self._close()

    def _commit(self, n: int) -> Commit | None:
        header = self._rows("select header, id from commits where n = ?", n)
        bodies = self._rows("select body from parts where n = ? and body is not null order by compartment", n)
        if not header or digest(header[0][0]) != header[0][1].hex():
            return None
        self.lost += bodies is None
        try:
            return Commit.parse(header[0][0], tuple(body for (body,) in bodies or ()))
        except (ExchangeTrouble, InputTrouble):
            return None

    def _highest(self) -> int | None:
        if self._rows("select 1 from sqlite_master") is None:
            return 0
        found = self._rows("select max(n) from commits") or self._rows("select max(n) from parts")
        return int(found[0][0] or 0) if found else None

    def _rows(self, query: str, *values: object) -> list[Any] | None:
        try:
            if self._connection is None:
                self._connection = open_for_reading(self._path, self._key.key, cut=True)
            with translated():
                return list(self._connection.execute(query, values).fetchall())
        except VaultTrouble as trouble:
            if trouble.code != "ledger-damaged":
                raise
            self._close()
            return None

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None
