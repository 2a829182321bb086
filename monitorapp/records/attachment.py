"""An attachment: a file after a line that describes it; what its bytes say it is, and what to take out of them."""

import hashlib
import secrets
import struct
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Literal, NewType

from monitorapp.records.field import Value

AttachmentId = NewType("AttachmentId", str)
LIMIT = 256 << 20  # bytes of the plaintext; a bundle carries no larger item
LINE_LIMIT = 4096
NAME_LIMIT = 200

Source = Literal["drop", "button", "paste", "redaction"]


def new_salt() -> str:
    """A salt for a new descriptor."""
    return secrets.token_hex(16)


def plain_name(name: str) -> str | None:
    """A file name as it is kept: no path, no control characters, what cannot be written down replaced."""
    sound = name.replace("\\", "/").rpartition("/")[2].encode("utf-8", "replace").decode()
    return "".join(sign for sign in sound if sign.isprintable())[:NAME_LIMIT] or None


def id_of(pieces: Iterable[bytes]) -> AttachmentId:
    """The id of a plaintext that comes in pieces."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return id_from(digest.digest())


def id_from(digest: bytes) -> AttachmentId:
    """The id that belongs to the SHA-256 of a plaintext."""
    return AttachmentId(digest.hex()[:32])


def named_in(values: Iterable[Value]) -> Iterator[AttachmentId]:
    """The attachments that values name."""
    for value in values:
        if isinstance(value, dict) and isinstance(value.get("file"), str):
            yield AttachmentId(value["file"])


JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
SHOWN = frozenset({JPEG, PNG, WEBP})  # the only kinds that this program opens
UNKNOWN = "application/octet-stream"
HEAD_SIZE = 64  # bytes that are enough for `media_type`

_BEGINNINGS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", JPEG),
    (0, b"\x89PNG\r\n\x1a\n", PNG),
    (8, b"WEBP", WEBP),
    (0, b"GIF8", "image/gif"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"BM", "image/bmp"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypheix", "image/heic"),
    (4, b"ftypmif1", "image/heif"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftyp3g", "video/3gpp"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"ftyp", "video/mp4"),
    (8, b"WAVE", "audio/wav"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"{\\rtf", "application/rtf"),
)
# Containers that say what they hold only by their ending.
_OFFICE = "application/vnd.openxmlformats-officedocument."
_ENDINGS = {
    ".docx": f"{_OFFICE}wordprocessingml.document",
    ".xlsx": f"{_OFFICE}spreadsheetml.sheet",
    ".pptx": f"{_OFFICE}presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".zip": "application/zip",
    ".aac": "audio/aac",
    ".opus": "audio/ogg",
    ".wma": "audio/x-ms-wma",
    ".mkv": "video/x-matroska",
    ".avi": "video/x-msvideo",
}
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # JPEG markers without a length
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
# What decoding the pixels needs (ITU T.81), and the size in APP0; everything else is told by the camera.
_JPEG_NEEDS = frozenset({0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD, _START_OF_SCAN, _END_OF_IMAGE})
_PNG_NEEDS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"pHYs"})


def media_type(head: bytes, name: str = "") -> str:
    """The media type by the first bytes; the ending of `name` decides only where they do not say it."""
    for place, beginning, found in _BEGINNINGS:
        if head[place : place + len(beginning)] == beginning:
            return found
    return _ENDINGS.get(PurePath(name).suffix.casefold(), UNKNOWN)


def fits(media: str, wanted: str) -> bool:
    """Whether a file of this type answers a question whose `mediatype` is `wanted` (image/*, audio/*, …)."""
    choices = [choice.strip() for choice in wanted.split(",") if choice.strip()]
    return not choices or any(_fits_one(media, choice) for choice in choices)


def _fits_one(media: str, choice: str) -> bool:
    kind = choice.partition("/")[0]
    if choice in {"*/*", "application/*"}:  # ODK offers any file where it says application/*
        return True
    return media == choice or (choice.endswith("/*") and media.startswith(f"{kind}/"))


def leftovers(data: bytes) -> tuple[str, ...]:
    """The blocks of a JPEG or PNG that are not pixels (EXIF, comments, texts, …), and bytes after its end.

    Any other format, and one that is broken, is left over as a whole: `("format",)`.
    """
    try:
        if data.startswith(b"\xff\xd8"):
            return tuple(_jpeg_leftovers(data))
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return tuple(_png_leftovers(data))
    except (struct.error, IndexError):
        pass
    return ("format",)


def _jpeg_leftovers(data: bytes) -> Iterator[str]:
    """Marker segments of ITU T.81 annex B."""
    place = 2
    while True:
        if data[place] != 0xFF:
            raise IndexError(place)
        marker, start = data[place + 1], place + 2
        if marker == _END_OF_IMAGE:
            if len(data) > start:
                yield "trailer"
            return
        (length,) = (0,) if marker in _STANDALONE else struct.unpack_from(">H", data, start)
        if marker not in _JPEG_NEEDS and not _is_plain_size(marker, data[start + 2 : start + length]):
            yield f"jpeg-{marker:02x}"
        place = _after_scan(data, start + length) if marker == _START_OF_SCAN else start + length


def _is_plain_size(marker: int, body: bytes) -> bool:
    """APP0 as JFIF has it, with no thumbnail in it: 14 bytes."""
    return marker == 0xE0 and body.startswith(b"JFIF\0") and len(body) == 14 and body[12:] == b"\0\0"


def _after_scan(data: bytes, place: int) -> int:
    """The next marker after entropy-coded bytes, in which FF is followed by 00 or a restart marker."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0:
            raise IndexError(place)
        if data[place + 1] not in {0x00, *range(0xD0, 0xD8)}:
            return place
        place += 2


def _png_leftovers(data: bytes) -> Iterator[str]:
    """Chunks of the PNG specification (third edition), chapter 5."""
    place = 8
    while True:
        length, kind = struct.unpack_from(">I4s", data, place)
        place += 12 + length
        if kind not in _PNG_NEEDS:
            yield f"png-{kind.decode('latin-1')}"
        if kind == b"IEND":
            if len(data) > place:
                yield "trailer"
            return
