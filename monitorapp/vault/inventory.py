"""What is stored on this laptop: every file of the vault's folder, what it is, and what opens it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from monitorapp.clock import claimed
from monitorapp.errors import InputTrouble, VaultTrouble
from monitorapp.vault import accepting, attachments, schema, sealed
from monitorapp.vault import folder as folders
from monitorapp.vault.cipher import translated
from monitorapp.vault.registry import SALVAGED
from monitorapp.vault.vault import Vault

KEY_FILE, ATTACHMENT, SEALED, COPY, DAMAGED, UNKNOWN = "key-file", "attachment", "sealed", "copy", "damaged", "unknown"
RECIPIENT, NOTHING = "recipient", "nothing"
SORTS = (KEY_FILE, "index", "archive", "visit", ATTACHMENT, SEALED, COPY, DAMAGED, UNKNOWN)
_OWN = (folders.LEDGERS, folders.ATTACHMENTS, folders.SEALED, schema.COPIES)
_LOG = "-wal"
_LOCKS = {"recovery": "recovery-code"}


@dataclass(frozen=True, slots=True)
class Stored:
    """One file: its sort and name below the folder, size with its log, time, visit where it has one, what opens it.

    `opened_by`: passphrase, recovery-code, escrow, recipient, or nothing.
    """

    sort: str
    file: str
    size: int
    modified: str
    visit: str | None
    opened_by: tuple[str, ...]

    @property
    def is_removable(self) -> bool:
        """Whether it may go: no key here opens it, or what could be read of it was saved elsewhere."""
        return self.sort == DAMAGED or (self.sort == UNKNOWN and self.file.split("/")[0] in _OWN)


@translated()
def stored(vault: Vault) -> list[Stored]:
    """Every file of the vault's folder, by sort, then by name. Raises VaultTrouble."""
    known = {**_ledgers(vault), **_attachments(vault), **_sealed(vault)}
    found = [_stored(vault, path, known) for path in _files(vault.folder)]
    return sorted(found, key=lambda one: (SORTS.index(one.sort), one.file))


def missing(vault: Vault) -> list[tuple[str, str]]:
    """The attachments whose files are gone, as (visit, id)."""
    return [
        (kept.visit, kept.id)
        for kept in attachments.listed(vault)
        if not (vault.folder / folders.ATTACHMENTS / kept.name).is_file()
    ]


def remove(vault: Vault, file: str) -> None:
    """Remove a file that nothing opens, or the rest of a damaged ledger with its key.

    Raises InputTrouble `ledger-unknown` for anything else, VaultTrouble `ledger-read-only` while something is in
    doubt: it may be what a ledger that cannot be read is looking for.
    """
    found = next((one for one in stored(vault) if one.file == file and one.is_removable), None)
    if found is None:
        raise InputTrouble("ledger-unknown")
    if vault.alarms or vault.read_only:
        raise VaultTrouble("ledger-read-only")
    if found.sort == DAMAGED:
        accepting.forget(vault, Path(file).name)
    else:
        with translated():
            (vault.folder / file).unlink(missing_ok=True)


def _ledgers(vault: Vault) -> dict[str, tuple[str, str | None]]:
    salvaged = set(vault.registry.fact(SALVAGED) or ())
    visits = {vault.ledgers.holding(row.id).key.ledger: row.id for row in vault.visits() if row.own}
    found: dict[str, tuple[str, str | None]] = {}
    for key in vault.keyfile.ledgers():
        sort, visit = DAMAGED if key.ledger in salvaged else key.sort, visits.get(key.ledger)
        found[f"{folders.LEDGERS}/{key.ledger}"] = sort, visit
        found[f"{schema.COPIES}/{key.ledger}"] = COPY, visit
    return found


def _attachments(vault: Vault) -> dict[str, tuple[str, str | None]]:
    rows = attachments.listed(vault)
    return {f"{folders.ATTACHMENTS}/{kept.name}": (ATTACHMENT, kept.visit) for kept in rows}


def _sealed(vault: Vault) -> dict[str, tuple[str, str | None]]:
    return {f"{folders.SEALED}/{one.file}": (SEALED, None) for one in sealed.listed(vault)}


def _files(folder: Path) -> Iterator[Path]:
    logs = {path for path in folder.rglob(f"*{_LOG}") if path.with_name(path.name.removesuffix(_LOG)).is_file()}
    return (path for path in folder.rglob("*") if path.is_file() and path not in logs)


def _stored(vault: Vault, path: Path, known: dict[str, tuple[str, str | None]]) -> Stored:
    name = path.relative_to(vault.folder).as_posix()
    sort, visit = (KEY_FILE, None) if name == folders.KEY_FILE else known.get(name, (UNKNOWN, None))
    log, facts = path.with_name(f"{path.name}{_LOG}"), path.stat()
    size = facts.st_size + (log.stat().st_size if log.is_file() else 0)
    modified = claimed(datetime.fromtimestamp(facts.st_mtime, UTC))
    return Stored(sort, name, size, modified, visit, _openers(vault, sort))


def _openers(vault: Vault, sort: str) -> tuple[str, ...]:
    if sort in (SEALED, UNKNOWN):
        return (RECIPIENT,) if sort == SEALED else (NOTHING,)
    return tuple(_LOCKS.get(kind, kind) for kind in vault.keyfile.opened_by)
