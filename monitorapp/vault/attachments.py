"""Attachments of the open vault: encrypted files whose keys lie in the ledger that holds their visit.

A row comes after its file: whatever cuts the work short leaves at most a file that no row names, and no key opens.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from monitorapp.errors import InputTrouble, VaultTrouble
from monitorapp.records.attachment import LIMIT, AttachmentId, id_from
from monitorapp.vault import attachment_file
from monitorapp.vault import folder as folders
from monitorapp.vault.cipher import translated

if TYPE_CHECKING:
    from monitorapp.records.descriptor import Descriptor
    from monitorapp.vault.ledger import Ledger
    from monitorapp.vault.vault import Vault

ALL = "select id, name, key, size, visit, bundle from attachments order by id"
OF_VISIT = "select id, name, key, size, visit, bundle from attachments where visit = ? order by id"
BY_ID = "select id, name, key, size, visit, bundle from attachments where id = ?"
PIECE = attachment_file.CHUNK


@dataclass(frozen=True, slots=True)
class Kept:
    """One row: `name` is that of the file under `a/`, `size` that of the plaintext, `bundle` what brought it."""

    id: AttachmentId
    name: str
    key: bytes = field(repr=False)
    size: int
    visit: str
    bundle: str | None = None


def add(vault: Vault, visit: str, content: bytes | Iterable[bytes], descriptor: Descriptor) -> AttachmentId:
    """Keep a file with a visit; returns its id once file and key are on the disk and were read back.

    Raises InputTrouble `visit-unknown`, `attachment-broken` (the content is not what the descriptor says),
    VaultTrouble `attachment-too-large`, `disk-full`, …; then nothing was added.
    """
    vault.ledgers.holding_visit(visit)
    return enter(vault, seal(vault.folder, visit, content, descriptor))


def seal(folder: Path, visit: str, content: bytes | Iterable[bytes], descriptor: Descriptor) -> Kept:
    """Write the encrypted file; `enter` makes it an attachment. Needs no open vault: large files hold nobody up.

    Raises InputTrouble `attachment-broken`, VaultTrouble; then there is no file.
    """
    pieces = _in_pieces(content) if isinstance(content, bytes) else content
    with translated():
        return _write(folder, chain([descriptor.line()], _as_described(pieces, descriptor)), visit)


def enter(vault: Vault, kept: Kept) -> AttachmentId:
    """Write the key of a sealed file down, from which moment it is there. Raises InputTrouble `visit-unknown`,
    VaultTrouble, also where the file was swept away meanwhile; then it is gone."""
    try:
        if not _path(vault.folder, kept.name).exists():
            raise VaultTrouble("attachment-damaged")
        _insert(vault.ledgers.holding_visit(kept.visit), kept)
    except BaseException:
        discard(vault.folder, [kept])
        raise
    return kept.id


def discard(folder: Path, some: Iterable[Kept]) -> None:
    """Remove files that were sealed and are not wanted."""
    _unlink(folder, some)


def take_in(vault: Vault, ledger: Ledger, visit: str, plaintext: bytes, bundle: str) -> None:
    """Keep what a bundle brought, inside the caller's transaction on `ledger`, in the place of a damaged one.

    The caller has checked the plaintext (`records.attachment.checked`). Raises VaultTrouble.
    """
    with translated():
        kept = _write(vault.folder, _in_pieces(plaintext), visit, bundle)
        damaged = _rows(ledger, BY_ID, kept.id)
        ledger.connection.execute("delete from attachments where id = ?", (kept.id,))
        _insert(ledger, kept)
        _unlink(vault.folder, damaged)


def read(vault: Vault, attachment: str) -> tuple[Descriptor, bytes]:
    """What is known of an attachment, and its content; raises as `plaintext`."""
    kept = _known(vault, attachment)
    with translated():
        pieces = _sound_pieces(vault.folder, kept)
        descriptor, rest = _split(next(pieces))
        return descriptor, b"".join([bytes(rest), *pieces])  # joining lets other threads go on, copying would not


def plaintext(vault: Vault, attachment: str) -> bytes:
    """Descriptor and content as they are hashed and sent.

    Raises InputTrouble `attachment-unknown`, VaultTrouble `attachment-damaged` for a file that is not what was written.
    """
    kept = _known(vault, attachment)
    with translated():
        return b"".join(_sound_pieces(vault.folder, kept))


def describe(vault: Vault, attachment: str) -> tuple[Descriptor, int]:
    """What is known of an attachment, and the size of its content, without reading all of it; raises as `plaintext`."""
    kept = _known(vault, attachment)
    with translated():
        beginning = next(attachment_file.read(_path(vault.folder, kept.name), kept.key, kept.size), b"")
    descriptor, content = _split(beginning)
    return descriptor, kept.size - len(beginning) + len(content)


def is_sound(vault: Vault, attachment: str) -> bool:
    """Whether an attachment is here and every byte of it is what was written."""
    kept = find(vault, attachment)
    if kept is None:
        return False
    try:
        with translated():
            return sum(map(len, _sound_pieces(vault.folder, kept))) == kept.size
    except VaultTrouble as trouble:
        if trouble.code != "attachment-damaged":
            raise
        return False


def originals(vault: Vault, attachments: Iterable[str]) -> list[AttachmentId]:
    """The originals that are kept beside these cleaned pictures; a picture that cannot be read names none."""
    found = []
    for attachment in attachments:
        try:
            original = describe(vault, attachment)[0].original
        except (InputTrouble, VaultTrouble):
            continue
        if original is not None and original.id and find(vault, original.id) is not None:
            found.append(AttachmentId(original.id))
    return found


def find(vault: Vault, attachment: str) -> Kept | None:
    """The row of an attachment, wherever it lies; None where it is not here."""
    found = (_rows(ledger, BY_ID, attachment) for ledger in vault.ledgers.all())
    return next((row for rows in found for row in rows), None)


def listed(vault: Vault, visit: str | None = None) -> list[Kept]:
    """The attachments of a visit, or all of them."""
    if visit is not None:
        return of_visit(vault.ledgers.holding_visit(visit), visit)
    return [kept for ledger in vault.ledgers.all() for kept in _rows(ledger, ALL)]


def of_visit(ledger: Ledger, visit: str) -> list[Kept]:
    """The attachments of a visit that `ledger` holds."""
    return _rows(ledger, OF_VISIT, visit)


def sizes(vault: Vault) -> dict[AttachmentId, int]:
    """How large the content and descriptor of each attachment are, in bytes."""
    return {kept.id: kept.size for kept in listed(vault)}


def remove(vault: Vault, attachments: Iterable[str]) -> int:
    """Destroy keys and files of these attachments; returns how many were here.

    The deleted keys may still stand in old pages of their ledgers: `erasing.erase_files` leaves none there either.
    """
    wanted, gone = set(attachments), []
    for ledger in vault.ledgers.all():
        here = [kept for name in sorted(wanted) for kept in _rows(ledger, BY_ID, name)]
        if here:
            with ledger.transaction():
                ledger.connection.executemany("delete from attachments where id = ?", [(kept.id,) for kept in here])
            gone += here
    _unlink(vault.folder, gone)
    return len(gone)


def rekey(vault: Vault, ledger: Ledger) -> tuple[AttachmentId, ...]:
    """Encrypt every attachment of `ledger` anew under fresh keys; returns those that are damaged and were left.

    One file at a time: at every moment each row names a whole file. Call it after the ledger itself has its fresh
    key, so that the old one never opens a new one of these. Raises VaultTrouble; what is done by then stays done.
    """
    return tuple(kept.id for kept in _rows(ledger, ALL) if not _renewed(vault.folder, ledger, kept))


def sweep(vault: Vault) -> int:
    """Remove the files that no row names, left by a crash; returns how many.

    Where a ledger could not be read nothing is removed: its rows may name them.
    """
    read = {ledger.key.ledger for ledger in (vault.index, *vault.ledgers.all())}
    if vault.read_only or vault.alarms or any(key.ledger not in read for key in vault.keyfile.ledgers()):
        return 0
    named = {kept.name for kept in listed(vault)}
    with translated():
        found = [path for path in (vault.folder / folders.ATTACHMENTS).iterdir() if path.name not in named]
        for path in found:
            path.unlink()
    return len(found)


def _known(vault: Vault, attachment: str) -> Kept:
    kept = find(vault, attachment)
    if kept is None:
        raise InputTrouble("attachment-unknown")
    return kept


def _rows(ledger: Ledger, query: str, *arguments: str) -> list[Kept]:
    with translated():
        rows = ledger.connection.execute(query, arguments).fetchall()
    return [Kept(AttachmentId(row[0]), row[1], bytes(row[2]), *row[3:]) for row in rows]


def _insert(ledger: Ledger, kept: Kept) -> None:
    row = (kept.id, kept.name, kept.key, kept.size, kept.visit, kept.bundle)
    ledger.connection.execute("insert into attachments values(?, ?, ?, ?, ?, ?)", row)


def _write(folder: Path, plaintext: Iterable[bytes], visit: str, bundle: str | None = None) -> Kept:
    name, key = secrets.token_hex(8), secrets.token_bytes(attachment_file.KEY_SIZE)
    sealed = attachment_file.write(_path(folder, name), key, plaintext, LIMIT)
    return Kept(id_from(sealed.digest), name, key, sealed.size, visit, bundle)


def _renewed(folder: Path, ledger: Ledger, old: Kept) -> bool:
    try:
        with translated():
            fresh = _write(folder, _sound_pieces(folder, old), old.visit, old.bundle)
    except VaultTrouble as trouble:
        if trouble.code != "attachment-damaged":
            raise
        return False
    with ledger.transaction():
        statement = "update attachments set name = ?, key = ? where id = ?"
        ledger.connection.execute(statement, (fresh.name, fresh.key, old.id))
    _unlink(folder, [old])
    return True


def _sound_pieces(folder: Path, kept: Kept) -> Iterator[bytes]:
    """The plaintext, whose hash is its id; the last piece comes only if that is so."""
    digest, held = hashlib.sha256(), b""
    for piece in attachment_file.read(_path(folder, kept.name), kept.key, kept.size):
        digest.update(piece)
        if held:
            yield held
        held = piece
    if id_from(digest.digest()) != kept.id:
        raise VaultTrouble("attachment-damaged")
    yield held


def _as_described(pieces: Iterable[bytes], descriptor: Descriptor) -> Iterator[bytes]:
    """The content as it comes; raises InputTrouble `attachment-broken` at its end where it is another one."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
        yield piece
    if digest.hexdigest() != descriptor.sha256:
        raise InputTrouble("attachment-broken")


def _in_pieces(data: bytes) -> Iterator[bytes]:
    return (data[start : start + PIECE] for start in range(0, len(data), PIECE))


def _path(folder: Path, name: str) -> Path:
    return folder / folders.ATTACHMENTS / name


def _unlink(folder: Path, some: Iterable[Kept]) -> None:
    with translated():
        for kept in some:
            _path(folder, kept.name).unlink(missing_ok=True)
        folders.sync_folder(folder / folders.ATTACHMENTS)


def _split(plaintext: bytes) -> tuple[Descriptor, memoryview]:
    from monitorapp.records.descriptor import split  # noqa: PLC0415  pydantic takes 15 MB: not before a file is read

    return split(plaintext)
