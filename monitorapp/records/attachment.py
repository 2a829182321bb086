"""An attachment: a file with a first line that describes it; its id is the hash of both.

The plaintext is `descriptor (canonical JSON, one line) + "\\n" + content`, and the id the first 32 hexadecimal
digits of its SHA-256: a commit that says `{"file": id}` signs every byte of it. The salt in the descriptor keeps
the id from telling who has the same file.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal, NewType

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from monitorapp.errors import InputTrouble
from monitorapp.records.field import Value, canonical, strict_json

AttachmentId = NewType("AttachmentId", str)
LIMIT = 256 << 20  # bytes of the plaintext; a bundle carries no larger item
LINE_LIMIT = 4096
NAME_LIMIT = 200

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Id = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Side = Annotated[int, Field(ge=1, le=1 << 20)]
Source = Literal["drop", "button", "paste", "redaction"]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")  # a later program may say more


class Original(_Strict):
    """The file that a picture was cleaned from: its hash, and its id where it is kept as an attachment itself."""

    sha256: Hash
    id: Id | None = None


class Descriptor(_Strict):
    """What is known of an attachment. `uncleaned`: as it came, a picture with place and camera in it."""

    type: Annotated[str, Field(pattern=r"^[a-z]+/[A-Za-z0-9.+-]{1,100}$")]
    salt: Id
    source: Source
    name: Annotated[str, Field(min_length=1, max_length=NAME_LIMIT)] | None = None
    sha256: Hash
    original: Original | None = None
    redacted_from: Hash | None = None
    width: Side | None = None
    height: Side | None = None
    uncleaned: Literal[True] | None = None

    def line(self) -> bytes:
        """The first line of the plaintext, with its end."""
        return canonical(self.model_dump(mode="json", exclude_none=True)).encode() + b"\n"


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


def split(plaintext: bytes) -> tuple[Descriptor, memoryview]:
    """The descriptor and the content of a plaintext, not copied; raises InputTrouble `attachment-broken`."""
    end = plaintext.find(b"\n", 0, LINE_LIMIT)
    try:
        if end < 0:
            raise InputTrouble("attachment-broken")
        return Descriptor.model_validate(strict_json(plaintext[:end])), memoryview(plaintext)[end + 1 :]
    except (ValidationError, InputTrouble, UnicodeDecodeError):
        raise InputTrouble("attachment-broken") from None  # the text of the cause would quote a name


def checked(plaintext: bytes, name: str) -> Descriptor:
    """The descriptor of a plaintext from elsewhere, which must be what `name` and its own hash say.

    Raises InputTrouble `attachment-broken`.
    """
    descriptor, content = split(plaintext)
    if id_of([plaintext]) != name or hashlib.sha256(content).hexdigest() != descriptor.sha256:
        raise InputTrouble("attachment-broken")
    return descriptor


def named_in(values: Iterable[Value]) -> Iterator[AttachmentId]:
    """The attachments that values name."""
    for value in values:
        if isinstance(value, dict) and isinstance(value.get("file"), str):
            yield AttachmentId(value["file"])
