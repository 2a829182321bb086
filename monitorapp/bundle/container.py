"""Bundles as files: what goes in, forcing it to the medium, and comparing it in full (`opened` reads them)."""

import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import zstandard

from monitorapp.bundle.age import AgeRecipient, encrypt, open_with_file_key
from monitorapp.bundle.identity import Card, Identity, recipient_hash
from monitorapp.bundle.manifest import (
    ITEM_LIMIT,
    ITEMS_LIMIT,
    RECIPIENTS_LIMIT,
    TOTAL_LIMIT,
    Attachment,
    Kind,
    Manifest,
    Packed,
    check_size,
    front,
)
from monitorapp.bundle.opened import Attachments, Opened, read_bundle, read_payload
from monitorapp.clock import SYSTEM, Clock
from monitorapp.errors import BundleTrouble

if sys.platform == "darwin":
    import fcntl


def force(out: BinaryIO) -> None:
    """Write everything through to the medium and ask the system to drop its own copy.

    OSError when the medium does not take it.
    """
    out.flush()
    os.fsync(out.fileno())
    if sys.platform == "darwin":
        fcntl.fcntl(out.fileno(), fcntl.F_FULLFSYNC)  # there fsync alone stops at the drive's cache
    elif sys.platform == "linux":
        os.posix_fadvise(out.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def force_folder(folder: Path) -> None:
    """Make a new name last through a power cut, where folders can be synced at all."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some file systems of sticks cannot
            raise
    finally:
        os.close(descriptor)


__all__ = ["Attachments", "Contents", "Opened", "Written", "copy_bundle", "read_bundle", "write_bundle"]

PART = ".part"
LEVEL = 9
READ_SIZE = 1 << 20
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True, slots=True)
class Contents:
    """What a bundle carries. `attachments` is gone through twice: a lazy sequence keeps memory small."""

    kind: Kind
    sequence: int
    commits: bytes = field(default=b"", repr=False)
    visits: tuple[str, ...] = ()
    heads: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)
    attachments: Sequence[tuple[str, bytes]] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle that stands on the medium, read back and compared."""

    bundle_id: str
    size: int
    sha256: str


def write_bundle(
    path: Path, contents: Contents, identity: Identity, recipients: Sequence[Card], clock: Clock = SYSTEM
) -> Written:
    """Sign `contents`, encrypt to `recipients` and write to `path`, which must not exist yet.

    The file grows under a temporary name in the same folder, is forced to the medium, read back from
    it, compared in full, and only then gets its name. Raises BundleTrouble bundle-write-failed (fact
    `reason`: full, taken, differs or an error name; nothing is left behind) or bundle-too-large.
    """
    assert recipients, "a bundle is for somebody"
    keys = {recipient_hash(card.recipient): card.recipient for card in recipients}
    check_size("recipients", len(keys), RECIPIENTS_LIMIT)
    stored = zstandard.ZstdCompressor(level=LEVEL).compress(contents.commits)
    manifest = _manifest(contents, stored, sorted(keys), clock.new_id())
    preamble, head = front(manifest, identity.signing)
    pieces = _pieces(head, stored, contents.attachments, preamble.padded_size - preamble.content_end)
    with _part_file(path) as part:
        file_key, written = _write(part, pieces, [keys[name] for name in manifest.recipients], manifest.bundle)
        _compare(part, file_key, written)
    return written


def copy_bundle(source: Path, target: Path, sha256: str) -> None:
    """Copy a bundle file to another medium and read it back from there; raises as `write_bundle`."""
    with _part_file(target) as part:
        with source.open("rb") as file, part.open("xb") as out:
            shutil.copyfileobj(file, out, READ_SIZE)
            force(out)
        with part.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                raise BundleTrouble("bundle-write-failed", reason="differs")


def _manifest(contents: Contents, stored: bytes, recipients: list[str], bundle_id: str) -> Manifest:
    check_size("items", len(contents.attachments), ITEMS_LIMIT)
    check_size("item", len(contents.commits), ITEM_LIMIT)
    attachments = [_attachment(name, data) for name, data in contents.attachments]
    check_size("total", len(stored) + sum(item.size for item in attachments), TOTAL_LIMIT)
    return Manifest(
        bundle=bundle_id,
        kind=contents.kind,
        sequence=contents.sequence,
        recipients=recipients,
        visits=list(contents.visits),
        heads=dict(contents.heads),
        forms=dict(contents.forms),
        commits=Packed(size=len(contents.commits), stored=len(stored), sha256=hashlib.sha256(stored).hexdigest()),
        attachments=attachments,
    )


def _attachment(name: str, data: bytes) -> Attachment:
    check_size("item", len(data), ITEM_LIMIT)
    return Attachment(id=name, size=len(data), sha256=hashlib.sha256(data).hexdigest())


def _pieces(head: bytes, stored: bytes, attachments: Sequence[tuple[str, bytes]], zeros: int) -> Iterator[bytes]:
    yield head
    yield from _slices(stored)
    for _, data in attachments:
        yield from _slices(data)
    for start in range(0, zeros, READ_SIZE):
        yield bytes(min(READ_SIZE, zeros - start))


def _slices(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), READ_SIZE):
        yield data[start : start + READ_SIZE]


@contextmanager
def _part_file(path: Path) -> Iterator[Path]:
    """Give out the temporary name; on the way out it becomes `path`, or vanishes after any failure."""
    ours = part = path.with_name(path.name + PART)
    with _translated():
        _refuse_taken(path)
        try:
            part.unlink(missing_ok=True)  # what a crash left; it is ciphertext
            yield part
            _refuse_taken(path)
            ours = part.rename(path)
            force_folder(path.parent)
        except BaseException:
            with suppress(OSError):  # the medium may be gone
                ours.unlink(missing_ok=True)
            raise


@contextmanager
def _translated() -> Iterator[None]:
    """What the system says of a medium is a trouble with a code; already asking for a name can fail."""
    try:
        yield
    except OSError as error:
        reason = "full" if error.errno in FULL else errno.errorcode.get(error.errno or 0, "unknown")
        raise BundleTrouble("bundle-write-failed", reason=reason) from error


def _refuse_taken(path: Path) -> None:
    if path.exists():
        raise BundleTrouble("bundle-write-failed", reason="taken")


class _Hashing:
    """Writes through to a file and keeps the size and hash of what was meant to be written."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.size = 0
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        self.size += len(data)
        return self.out.write(data)


def _write(part: Path, pieces: Iterator[bytes], keys: list[AgeRecipient], bundle_id: str) -> tuple[bytes, Written]:
    with part.open("xb") as out:
        through = _Hashing(out)
        file_key = encrypt(pieces, keys, through)
        force(out)
    return file_key, Written(bundle_id, through.size, through.digest.hexdigest())


def _compare(part: Path, file_key: bytes, written: Written) -> None:
    """Read the file again: the same bytes as meant, and they open as a whole bundle."""
    digest = hashlib.sha256()
    with part.open("rb") as source:
        while piece := source.read(READ_SIZE):
            digest.update(piece)
    try:
        read_payload(part, lambda source: open_with_file_key(source, file_key), addressee=None)
    except BundleTrouble as trouble:
        raise BundleTrouble("bundle-write-failed", reason="differs") from trouble
    if digest.hexdigest() != written.sha256:
        raise BundleTrouble("bundle-write-failed", reason="differs")
