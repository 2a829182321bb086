"""What a person gives becomes what is kept: a picture of pixels alone, or a file as it came. Runs beside the window."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from monitorapp.errors import InputTrouble, VaultTrouble
from monitorapp.records.attachment import (
    HEAD_SIZE,
    LIMIT,
    LINE_LIMIT,
    SHOWN,
    Source,
    fits,
    id_of,
    media_type,
    new_salt,
    plain_name,
)
from monitorapp.vault import attachments
from monitorapp.vault.attachments import Kept

from .child import THUMBNAIL_PIXELS, Box, Cleaned, Decoded, clean, show

if TYPE_CHECKING:
    from monitorapp.records.descriptor import Descriptor

PIECE = 64 << 10


@dataclass(frozen=True)
class Given:
    """A file that was dropped, chosen or pasted: where it lies, its bytes, or pixels; and what is wanted with it."""

    source: Source
    path: Path | None = None
    data: bytes = b""
    image: QImage | None = None
    keep_original: bool = False
    wanted: str = ""  # the kinds of files that the question takes

    def wished(self, keep_original: bool, wanted: str) -> Given:
        """The same file with what the person and the question want."""
        return replace(self, keep_original=keep_original, wanted=wanted)

    @property
    def name(self) -> str | None:
        """Its name without the folders."""
        return plain_name(self.path.name) if self.path is not None else None


@dataclass(frozen=True)
class Piece:
    """One attachment to be kept: bytes, or a file that is read when it is encrypted."""

    descriptor: Descriptor
    content: bytes | Path

    def seal(self, folder: Path, visit: str) -> Kept:
        """Write the encrypted file; raises as `attachments.seal`, and InputTrouble `file-unreadable`."""
        content = self.content if isinstance(self.content, bytes) else _read_pieces(self.content)
        return attachments.seal(folder, visit, content, self.descriptor)


@dataclass(frozen=True)
class Prepared:
    """What will be shown and sent, and the original where it is kept as well."""

    shown: Piece
    original: Piece | None = None

    def seal(self, folder: Path, visit: str) -> tuple[Kept, ...]:
        """Write the encrypted files, all or none; that of what is shown comes first."""
        original = () if self.original is None else (self.original.seal(folder, visit),)
        try:
            return (self.shown.seal(folder, visit), *original)
        except BaseException:
            attachments.discard(folder, original)
            raise


@dataclass(frozen=True)
class Made:
    """Encrypted files, that of what is shown first, and how that one looks: it need not be read again for it."""

    sealed: tuple[Kept, ...]
    descriptor: Descriptor
    thumbnail: Decoded | None

    @property
    def size(self) -> int:
        """The bytes of what is shown."""
        return self.sealed[0].size - len(self.descriptor.line())


def prepare_and_seal(given: Given, folder: Path, visit: str) -> Made:
    """`prepare`, and write the encrypted files into the folder of a vault."""
    prepared = prepare(given)
    return Made(prepared.seal(folder, visit), prepared.shown.descriptor, _thumbnail(prepared.shown))


def _thumbnail(piece: Piece) -> Decoded | None:
    if piece.descriptor.uncleaned or isinstance(piece.content, Path):
        return None
    return show(piece.content, piece.descriptor.type, THUMBNAIL_PIXELS)


def prepare(given: Given) -> Prepared:
    """Look at what was given, and clean it if it is a picture.

    Raises InputTrouble `file-unreadable`, `file-not-wanted`, `picture-too-large`, `picture-unreadable`, VaultTrouble
    `attachment-too-large`.
    """
    if given.image is not None:
        given = replace(given, data=_encoded(given.image), image=None)
    head = _head(given)
    media = media_type(head, given.name or "")
    if not fits(media, given.wanted):
        raise InputTrouble("file-not-wanted")
    if media in SHOWN:
        return _picture(given, media)
    if media.startswith("image/") and not given.keep_original:
        raise InputTrouble("picture-unreadable")  # it cannot be cleaned, and would tell place and camera
    return Prepared(_as_it_came(given, media))


def redacted(old: Descriptor, content: bytes, boxes: Iterable[Box]) -> Prepared:
    """A new picture with boxes burned in. Where it came from goes with it, the way back to the original does not."""
    cleaned = clean(content, old.type, list(boxes))
    facts = {"source": "redaction", "name": old.name, "redacted_from": old.sha256}
    return Prepared(_cleaned_piece(cleaned, facts))


def _picture(given: Given, media: str) -> Prepared:
    data = given.data or _read_whole(given.path)
    try:
        cleaned = clean(data, media)
    except InputTrouble:
        if not given.keep_original:
            raise
        return Prepared(_uncleaned(given, media, data))
    original = _uncleaned(given, media, data) if given.keep_original else None
    kept_as = id_of([original.descriptor.line(), data]) if original is not None else None
    told = {"sha256": hashlib.sha256(data).hexdigest(), "id": kept_as}
    facts = {"source": given.source, "name": given.name, "original": told}
    return Prepared(_cleaned_piece(cleaned, facts), original)


def _cleaned_piece(cleaned: Cleaned, facts: Mapping[str, object]) -> Piece:
    digest = hashlib.sha256(cleaned.content).hexdigest()
    found = {"type": cleaned.type, "salt": new_salt(), "sha256": digest}
    sides = {"width": cleaned.width, "height": cleaned.height}
    return Piece(_described({**found, **sides, **facts}), cleaned.content)


def _uncleaned(given: Given, media: str, data: bytes) -> Piece:
    return Piece(_descriptor(given, media, hashlib.sha256(data).hexdigest()), data)


def _as_it_came(given: Given, media: str) -> Piece:
    if given.path is None:
        return _uncleaned(given, media, given.data)
    digest = hashlib.sha256()
    for piece in _read_pieces(given.path):
        digest.update(piece)
    return Piece(_descriptor(given, media, digest.hexdigest()), given.path)


def _descriptor(given: Given, media: str, digest: str) -> Descriptor:
    facts = {"type": media, "salt": new_salt(), "source": given.source, "name": given.name, "sha256": digest}
    return _described(facts | {"uncleaned": True})


def _described(facts: Mapping[str, object]) -> Descriptor:
    from monitorapp.records.descriptor import Descriptor  # noqa: PLC0415  pydantic takes 15 MB: not before it is needed

    return Descriptor.model_validate(facts)


def _encoded(image: QImage) -> bytes:
    """Pixels from the clipboard as a PNG, written for speed: the child writes it anew."""
    out = QByteArray()
    buffer = QBuffer(out)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"png")
    writer.setCompression(1)
    writer.write(image)
    return bytes(out.data())


def _head(given: Given) -> bytes:
    if given.path is None:
        return given.data[:HEAD_SIZE]
    try:
        if not given.path.is_file():  # a pipe would be waited for, for ever
            raise InputTrouble("file-unreadable")
        if given.path.stat().st_size > LIMIT - LINE_LIMIT:
            raise VaultTrouble("attachment-too-large", most=LIMIT >> 20)
        with given.path.open("rb") as file:
            return file.read(HEAD_SIZE)
    except OSError as error:
        raise InputTrouble("file-unreadable") from error


def _read_whole(path: Path | None) -> bytes:
    assert path is not None
    return b"".join(_read_pieces(path))


def _read_pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece
    except OSError as error:
        raise InputTrouble("file-unreadable") from error
