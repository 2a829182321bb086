"""The encrypted file of one attachment: AES-256-GCM in chunks, a key of its own, padded (FORMAT.md, Attachments)."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from monitorapp.errors import VaultTrouble
from monitorapp.vault import folder as folders

CHUNK = 64 << 10
TAG = 16
STEP = 16 << 10
KEY_SIZE = 32
PART = ".part"


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was written: the size of the plaintext and its SHA-256."""

    size: int
    digest: bytes


def write(path: Path, key: bytes, plaintext: Iterable[bytes], limit: int) -> Sealed:
    """Encrypt into a new file at `path`, which has its name only once the disk has all of it and it was read back.

    Raises VaultTrouble `attachment-too-large`, `attachment-damaged` (what was read back differs) or OSError; then
    there is no file.
    """
    part = path.with_name(path.name + PART)
    try:
        sealed = _write_part(part, key, plaintext, limit)
        _compare(part, key, sealed)
        part.replace(path)
        folders.sync_folder(path.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return sealed


def read(path: Path, key: bytes, size: int) -> Iterator[bytes]:
    """The plaintext in pieces; raises VaultTrouble `attachment-damaged` for anything that was not written so."""
    cipher, left = AESGCM(key), size
    chunks = -(-padded_size(size) // CHUNK)
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size != padded_size(size) + chunks * TAG:
                raise VaultTrouble("attachment-damaged")
            for number in range(chunks):
                chunk = cipher.decrypt(_nonce(number, number == chunks - 1), file.read(CHUNK + TAG), None)
                if left > 0:
                    yield chunk[:left]
                left -= len(chunk)
    except (InvalidTag, FileNotFoundError) as error:
        raise VaultTrouble("attachment-damaged") from error


def padded_size(size: int) -> int:
    """The size that a plaintext of `size` bytes is padded to: PADMÉ, then up to whole 16 KiB."""
    exponent = max(size, STEP).bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    padme = (max(size, STEP) + mask) & ~mask
    return -(-padme // STEP) * STEP


def _write_part(part: Path, key: bytes, plaintext: Iterable[bytes], limit: int) -> Sealed:
    cipher, digest, size = AESGCM(key), hashlib.sha256(), 0

    def told() -> Iterator[bytes]:
        nonlocal size
        for piece in plaintext:
            digest.update(piece)
            size += len(piece)
            if size > limit:
                raise VaultTrouble("attachment-too-large", most=limit >> 20)
            yield piece
        yield bytes(padded_size(size) - size)

    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as out:
        for number, (chunk, is_last) in enumerate(_chunks(told())):
            out.write(cipher.encrypt(_nonce(number, is_last), chunk, None))
        out.flush()
        os.fsync(out.fileno())
    return Sealed(size, digest.digest())


_BINARY = getattr(os, "O_BINARY", 0)  # Windows


def _chunks(pieces: Iterable[bytes]) -> Iterator[tuple[bytes | memoryview, bool]]:
    """The bytes of all pieces in chunks of 64 KiB, and whether it is the last; whole chunks are not copied."""
    held: bytes | memoryview = b""
    for piece in pieces:
        view = memoryview(piece)
        if 0 < len(held) < CHUNK:
            missing = CHUNK - len(held)
            held, view = bytes(held) + bytes(view[:missing]), view[missing:]
        while len(view):
            if len(held):
                yield held, False
            held, view = view[:CHUNK], view[CHUNK:]
    yield held, True


def _nonce(number: int, is_last: bool) -> bytes:
    """11 bytes of counter and a flag: no chunk can be left out, swapped, added or made the last one."""
    return number.to_bytes(11) + bytes([is_last])


def _compare(part: Path, key: bytes, sealed: Sealed) -> None:
    digest = hashlib.sha256()
    for piece in read(part, key, sealed.size):
        digest.update(piece)
    if digest.digest() != sealed.digest:
        raise VaultTrouble("attachment-damaged")
