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
from monitorapp.vault import fold, views
from monitorapp.vault import folder as folders
from monitorapp.vault.alarms import Alarm
from monitorapp.vault.cipher import Connection, open_for_reading, translated
from monitorapp.vault.keyfile import LedgerKey
from monitorapp.vault.ledger import Draft, Ledger
from monitorapp.vault.registry import ACCEPTED, SALVAGED, Registry
from monitorapp.vault.vault import Vault

# What may be accepted: what is whole, though not what was left; and what is gone.
ACCEPTABLE = frozenset({"rollback-found", "log-foreign", "ledger-missing"})
# What lies beside the commits of a ledger and cannot be made from them.
_BESIDE = {
    "attachments": "insert or ignore into attachments values(?, ?, ?, ?, ?, ?)",
    "attestations": "insert or ignore into attestations values(?, ?, ?, ?)",
    "facts": "insert or ignore into facts values(?, ?)",
}
_FAR = 1_000  # commits that are looked for where a damaged ledger does not say how many it had


Row = tuple[Any, ...]
Found = tuple[Commit, str | None]  # a commit, and the bundle that brought it
Drafted = tuple[str, str, Draft]  # document, field, draft


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
    """Write what can be read of a damaged visit or archive into a new ledger: commits whose hashes hold, and drafts.

    The keys of attachments, attestations and notes come along. The damaged file stays as it is, but is opened no
    more; `forget` makes an end of it. Raises InputTrouble `ledger-unknown`, VaultTrouble `cannot-salvage` where
    nothing can be read.
    """
    alarm = _alarm(vault, ledger)
    if alarm.sort == "index" or alarm.code in ACCEPTABLE:
        raise VaultTrouble("cannot-salvage")
    wreck = _Wreck(vault, vault.ledgers.key_of(ledger))
    with translated():
        commits, drafts = list(wreck.commits()), list(wreck.drafts())
        beside = {table: wreck.table(table) for table in _BESIDE}
        wreck.close()
    if not commits:
        raise VaultTrouble("cannot-salvage")
    _note(vault, alarm, reason)
    vault.ledgers.put_away(ledger)
    target = vault.ledgers.begin(alarm.sort)
    kept = _fill(target, commits, drafts, beside)
    if alarm.sort == "visit":
        _name_forms(target, [commit for commit, _ in commits])
    vault.ledgers.seals.note(target)
    vault.ledgers.reindex(target)
    vault.registry.keep_fact(SALVAGED, sorted({*(vault.registry.fact(SALVAGED) or ()), ledger}))
    return Salvaged(len(commits), kept, wreck.lost)


def _fill(target: Ledger, commits: list[Found], drafts: list[Drafted], beside: dict[str, list[Row]]) -> int:
    """Write what was found into a new ledger; returns how many drafts belong to a document that is there."""
    with target.transaction():
        for commit, bundle in commits:
            fold.take_in(target.connection, [commit], bundle)
        for table, rows in beside.items():
            target.connection.executemany(_BESIDE[table], rows)
    known = {commit.header.document for commit, _ in commits}
    kept = [(document, name, draft) for document, name, draft in drafts if document in known]
    for document, name, draft in kept:
        target.put_draft(document, name, draft)
    return len(kept)


def _name_forms(target: Ledger, commits: list[Commit]) -> None:
    """Say again what form a document has whose beginning is lost: every later commit names it, too."""
    headers = {commit.header.document: commit.header for commit in commits if "@" in commit.header.form}
    for document, header in headers.items():
        if views.heads(target.connection, document, "#form"):
            continue
        form, version = header.form.split("@", 1)
        parent = {} if document == header.visit else {"#parent": header.visit}
        target.begin(header.visit, document, {"#form": form, "#version": version, **parent})


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

    def commits(self) -> Iterator[Found]:
        """Those that can be read and whose hashes hold; `lost` counts the others, and those without all their parts."""
        highest, missed = self._highest(), 0
        for n in range(1, (_FAR if highest is None else highest) + 1):
            found = self._commit(n)
            if found is None:
                missed += 1
            else:
                self.lost, missed = self.lost + missed, 0
                yield found
        self.lost += 0 if highest is None else missed

    def drafts(self) -> Iterator[Drafted]:
        """The journal, if it can be read: document, field and draft."""
        with contextlib.suppress(InputTrouble):
            for document, name, value, seen, compartment, *_ in self.table("journal"):
                yield document, name, Draft(strict_json(value), tuple(strict_json(seen)), compartment)

    def table(self, name: str) -> list[Row]:
        """The rows of a small table: from its beginning to the first bad page, and from its end back to it."""
        forward = self._rows_until_damage(f"select * from {name}")  # noqa: S608  a name of our own
        backward = self._rows_until_damage(f"select * from {name} order by 1 desc")  # noqa: S608
        return list(dict.fromkeys([*forward, *backward]))

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _commit(self, n: int) -> Found | None:
        found = self._rows("select header, id, bundle from commits where n = ?", n)
        bodies = self._rows("select body from parts where n = ? and body is not null order by compartment", n)
        if not found or digest(found[0][0]) != found[0][1].hex():
            return None
        self.lost += bodies is None
        try:
            return Commit.parse(found[0][0], tuple(body for (body,) in bodies or ())), found[0][2]
        except (ExchangeTrouble, InputTrouble):
            return None

    def _highest(self) -> int | None:
        if self._rows("select 1 from sqlite_master") is None:
            return 0
        found = self._rows("select max(n) from commits") or self._rows("select max(n) from parts")
        return int(found[0][0] or 0) if found else None

    def _rows(self, query: str, *values: object) -> list[Row] | None:
        """All rows, or None where a bad page is in the way."""
        rows: list[Row] = []
        return rows if self._read(query, values, rows) else None

    def _rows_until_damage(self, query: str) -> list[Row]:
        rows: list[Row] = []
        self._read(query, (), rows)
        return rows

    def _read(self, query: str, values: tuple[object, ...], rows: list[Row]) -> bool:
        try:
            if self._connection is None:
                self._connection = open_for_reading(self._path, self._key.key, cut=True)
            with translated():
                rows.extend(self._connection.execute(query, values))
        except VaultTrouble as trouble:
            if trouble.code != "ledger-damaged":
                raise
            self.close()
            return False
        return True
