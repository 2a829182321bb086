"""An attachment: a file with a first line that describes it; its id is the hash of both.

The plaintext is `descriptor (canonical JSON, one line) + "\\n" + content`, and the id the first 32 hexadecimal
digits of its SHA-256: a commit that says `{"file": id}` signs every byte of it. The salt in the descriptor keeps
the id from telling who has the same file.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
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
