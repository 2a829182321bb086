"""Reading a bundle: everything is checked before anything is given out, in little memory."""

import errno
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import zstandard

from monitorapp.bundle.age import CHUNK, TAG_BYTES, AgeReader, open_age
from monitorapp.bundle.identity import Identity, digits, fingerprint_of, recipient_hash
from monitorapp.bundle.manifest import PREAMBLE_BYTES, Attachment, Manifest, Packed, Preamble, is_signed, padded_size
from monitorapp.bundle.signature import SIGNATURE_BYTES, VerifyKeys
from monitorapp.errors import BundleTrouble

OpenPayload = Callable[[BinaryIO], AgeReader]


class Attachments(Mapping[str, bytes]):
    """The attachments by id, each read and checked again from the file when it is asked for."""

    def __init__(self, path: Path, open_payload: OpenPayload, manifest: Manifest, start: int) -> None:
        self._path = path
        self._open_payload = open_payload
        self._places: dict[str, tuple[int, Attachment]] = {}
        for item in manifest.attachments:
            self._places[item.id] = (start, item)
            start += item.size

    def __getitem__(self, attachment: str) -> bytes:
        """One attachment; BundleTrouble when the file is gone or no longer the one that was opened."""
        start, item = self._places[attachment]
        with _file(self._path) as source:
            reader = self._open_payload(source)
            reader.seek(start)
            data = reader.read(item.size)
        if len(data) != item.size or hashlib.sha256(data).hexdigest() != item.sha256:
            raise BundleTrouble("bundle-damaged", part="attachment")
        return data

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle that is whole and signed by `signer`; whether to trust the signer is not decided here."""

    manifest: Manifest
    signer: VerifyKeys
    commits: bytes = field(repr=False)
    attachments: Attachments = field(repr=False)

    @property
    def fingerprint(self) -> bytes:
        """The signer's fingerprint, the same as on their card."""
        return fingerprint_of(self.signer)

    @property
    def signer_digits(self) -> tuple[str, ...]:
        """The signer's fingerprint as six groups of five digits."""
        return digits(self.fingerprint)


def read_bundle(path: Path, identity: Identity) -> Opened:
    """Open the bundle at `path` as `identity` and check all of it.

    Raises BundleTrouble: not-a-bundle, bundle-too-new, bundle-not-for-you, bundle-forwarded (for us
    by somebody whom the sender did not choose), bundle-forged (signature), bundle-incomplete,
    bundle-damaged, bundle-not-valid, bundle-too-large, bundle-unreadable.
    """
    return read_payload(path, lambda source: open_age(source, identity.age), recipient_hash(identity.age.recipient))


def read_payload(path: Path, open_payload: OpenPayload, addressee: str | None) -> Opened:
    """As `read_bundle`, with another way to open the encryption; no `addressee` is the writer reading back."""
    with _file(path) as source:
        size = source.seek(0, 2)
        source.seek(0)
        reader = open_payload(source)
        preamble = _read_preamble(reader, size - reader.start)
        manifest = _read_manifest(reader, preamble)
        if addressee is not None and addressee not in manifest.recipients:
            raise BundleTrouble("bundle-forwarded")
        stored = _read_hashed(reader, manifest.commits.stored, manifest.commits.sha256, keep=True)
        commits = _unpack(stored, manifest.commits)
        for item in manifest.attachments:
            _read_hashed(reader, item.size, item.sha256)
        _check_zeros(reader, preamble.padded_size - preamble.content_end)
    start = preamble.content_start + manifest.commits.stored
    return Opened(manifest, preamble.keys, commits, Attachments(path, open_payload, manifest, start))


@contextmanager
def _file(path: Path) -> Iterator[BinaryIO]:
    try:
        if not path.is_file():  # opening a pipe would wait for ever
            raise FileNotFoundError(errno.ENOENT, "not a file")
        with path.open("rb") as source:
            yield source
    except OSError as error:
        raise BundleTrouble("bundle-unreadable", error=errno.errorcode.get(error.errno or 0)) from error


def _read_preamble(reader: AgeReader, sealed_size: int) -> Preamble:
    try:
        preamble = Preamble.decode(reader.read(PREAMBLE_BYTES))
    except BundleTrouble as trouble:
        if trouble.code == "bundle-damaged" and _is_odd_size(sealed_size):
            raise BundleTrouble("bundle-incomplete", part="payload") from trouble
        raise
    expected = preamble.padded_size + _tags(preamble.padded_size)
    if sealed_size != expected:
        raise BundleTrouble("bundle-incomplete" if sealed_size < expected else "bundle-damaged", part="payload")
    return preamble


def _tags(size: int) -> int:
    return TAG_BYTES * max(1, -(-size // CHUNK))


def _is_odd_size(sealed_size: int) -> bool:
    """Whether a payload of one chunk has a size that no bundle has: then it was most likely cut."""
    size = sealed_size - TAG_BYTES
    return size < CHUNK and padded_size(size) != size


def _read_manifest(reader: AgeReader, preamble: Preamble) -> Manifest:
    text = reader.read(preamble.manifest_size)
    if not is_signed(preamble, text, reader.read(SIGNATURE_BYTES)):
        raise BundleTrouble("bundle-forged")
    manifest = Manifest.decode(text)
    if manifest.content_size != preamble.content_size:
        raise BundleTrouble("bundle-not-valid", part="lengths")
    return manifest


def _read_hashed(reader: AgeReader, size: int, sha256: str, keep: bool = False) -> bytes:
    digest, kept = hashlib.sha256(), []
    for piece in _pieces(reader, size):
        digest.update(piece)
        if keep:
            kept.append(piece)
    if digest.hexdigest() != sha256:
        raise BundleTrouble("bundle-not-valid", part="hash")
    return b"".join(kept)


def _pieces(reader: AgeReader, size: int) -> Iterator[bytes]:
    while size > 0:
        piece = reader.read(min(size, CHUNK))
        if not piece:
            raise BundleTrouble("bundle-incomplete", part="payload")
        size -= len(piece)
        yield piece


def _unpack(stored: bytes, packed: Packed) -> bytes:
    """Decompress one zstd frame that says the size which the manifest says; never more than that."""
    try:
        if zstandard.get_frame_parameters(stored).content_size != packed.size:
            raise BundleTrouble("bundle-not-valid", part="commits")
        commits: bytes = zstandard.ZstdDecompressor().decompress(stored, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise BundleTrouble("bundle-not-valid", part="commits") from error
    if len(commits) != packed.size:
        raise BundleTrouble("bundle-not-valid", part="commits")
    return commits


def _check_zeros(reader: AgeReader, size: int) -> None:
    for piece in _pieces(reader, size):
        if piece.count(0) != len(piece):
            raise BundleTrouble("bundle-not-valid", part="padding")
