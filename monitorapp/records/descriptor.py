"""What the first line of an attachment says of it. Apart from the rest: only who reads one needs pydantic."""

import hashlib
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from monitorapp.errors import InputTrouble
from monitorapp.records.attachment import LINE_LIMIT, NAME_LIMIT, Source, id_of
from monitorapp.records.field import canonical, strict_json

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Id = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Side = Annotated[int, Field(ge=1, le=1 << 20)]


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
