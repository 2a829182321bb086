"""What a bundle says it holds, where it stands in the text inside the encryption, and the size it is padded to."""

import json
import struct
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from monitorapp.bundle.signature import KEYS_BYTES, SIGNATURE_BYTES, SigningKeys, VerifyKeys
from monitorapp.errors import BundleTrouble

MANIFEST_LIMIT = 4 << 20
ITEM_LIMIT = 256 << 20
TOTAL_LIMIT = 2 << 30
ITEMS_LIMIT = 10_000
HEADS_LIMIT = 40_000
COMMAS_LIMIT = 100_000
RECIPIENTS_LIMIT = 64
WORD_LIMIT = 200


def check_size(what: str, found: int, limit: int) -> None:
    """BundleTrouble bundle-too-large when `found` bytes or pieces are more than a bundle may have."""
    if found > limit:
        raise BundleTrouble("bundle-too-large", what=what, found=found, limit=limit)


Kind = Literal["visit", "addendum", "update", "receipt", "invitation", "join", "team"]
Id = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Size = Annotated[int, Field(ge=0, le=ITEM_LIMIT)]
Word = Annotated[str, Field(min_length=1, max_length=WORD_LIMIT)]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Packed(_Strict):
    """The commits: their size, and the size and SHA-256 of the zstd frame that carries them."""

    size: Size
    stored: Size
    sha256: Hash


class Attachment(_Strict):
    """One attachment by its id; it carries no file name."""

    id: Id
    size: Size
    sha256: Hash


class Manifest(_Strict):
    """Signed by the sender. Unknown keys are refused: what is new gets a new format number."""

    format: Literal[1] = 1
    bundle: Id
    kind: Kind
    sequence: Annotated[int, Field(ge=0, lt=1 << 53)]
    recipients: Annotated[list[Hash], Field(min_length=1, max_length=RECIPIENTS_LIMIT, fail_fast=True)]
    visits: Annotated[list[Id], Field(max_length=ITEMS_LIMIT, fail_fast=True)]
    heads: Annotated[dict[Word, Hash], Field(max_length=HEADS_LIMIT)]
    forms: Annotated[dict[Word, Word], Field(max_length=ITEMS_LIMIT)]
    commits: Packed
    attachments: Annotated[list[Attachment], Field(max_length=ITEMS_LIMIT, fail_fast=True)]

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        for ids in (self.recipients, self.visits, [item.id for item in self.attachments]):
            if len(set(ids)) != len(ids):
                raise ValueError("named twice")
        if self.recipients != sorted(self.recipients):
            raise ValueError("not sorted")
        return self

    @property
    def content_size(self) -> int:
        """The bytes that follow the signatures, without the padding."""
        return self.commits.stored + sum(item.size for item in self.attachments)

    def encode(self) -> bytes:
        """The one spelling of this manifest: ASCII JSON, keys sorted, no spaces."""
        text = json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return text.encode("ascii")

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read the canonical spelling and nothing else; BundleTrouble bundle-not-valid otherwise.

        Comparing with our own spelling refuses doubled keys, spaces, other number formats and
        other orders at once; the model leaves no room for depth. Commas are counted first, because
        a refusal costs memory for each wrong piece.
        """
        check_size("items", data.count(b","), COMMAS_LIMIT)
        try:
            manifest = cls.model_validate_json(data)
        except ValidationError:
            raise BundleTrouble("bundle-not-valid", part="manifest") from None  # its text would quote contents
        if manifest.encode() != data:
            raise BundleTrouble("bundle-not-valid", part="manifest")
        return manifest


FLOOR = 16 * 1024  # receipts, invitations and join requests all look alike


def padded_size(size: int) -> int:
    """The size that a content of `size` bytes is padded to; never below 16 KiB."""
    size = max(size, FLOOR)
    exponent = size.bit_length() - 1
    loose_bits = exponent - exponent.bit_length()
    mask = (1 << loose_bits) - 1
    return (size + mask) & ~mask


MAGIC = b"MONITORB"
VERSION = 1
PURPOSE = b"bundle"
HEAD = struct.Struct(">8sH")
REST = struct.Struct(f">{KEYS_BYTES}sIQQ")
PREAMBLE_BYTES = HEAD.size + REST.size


@dataclass(frozen=True, slots=True)
class Preamble:
    """The fixed front: the signer's public keys and the three lengths that place everything else."""

    keys: VerifyKeys
    manifest_size: int
    content_size: int
    padded_size: int

    @classmethod
    def of(cls, keys: VerifyKeys, manifest_size: int, content_size: int) -> Self:
        """The preamble of a bundle to be written."""
        used = PREAMBLE_BYTES + manifest_size + SIGNATURE_BYTES + content_size
        return cls(keys, manifest_size, content_size, padded_size(used))

    def encode(self) -> bytes:
        rest = REST.pack(self.keys.encode(), self.manifest_size, self.content_size, self.padded_size)
        return HEAD.pack(MAGIC, VERSION) + rest

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read a preamble; BundleTrouble not-a-bundle, bundle-too-new, bundle-too-large or bundle-not-valid."""
        magic, version = HEAD.unpack_from(data.ljust(HEAD.size, b"\0"))
        if magic != MAGIC:
            raise BundleTrouble("not-a-bundle")
        if version > VERSION:
            raise BundleTrouble("bundle-too-new", found=version, known=VERSION)
        if version < 1 or len(data) != PREAMBLE_BYTES:
            raise BundleTrouble("bundle-not-valid", part="preamble")
        keys, manifest_size, content_size, padded = REST.unpack_from(data, HEAD.size)
        check_size("manifest", manifest_size, MANIFEST_LIMIT)
        check_size("total", content_size, TOTAL_LIMIT)
        return cls._checked(keys, manifest_size, content_size, padded)

    @classmethod
    def _checked(cls, keys: bytes, manifest_size: int, content_size: int, padded: int) -> Self:
        try:
            preamble = cls.of(VerifyKeys.decode(keys), manifest_size, content_size)
        except ValueError as error:
            raise BundleTrouble("bundle-not-valid", part="preamble") from error
        if preamble.padded_size != padded:
            raise BundleTrouble("bundle-not-valid", part="preamble")
        return preamble

    @property
    def content_start(self) -> int:
        """Where the commits begin."""
        return PREAMBLE_BYTES + self.manifest_size + SIGNATURE_BYTES

    @property
    def content_end(self) -> int:
        """Where the zeros begin."""
        return self.content_start + self.content_size


def front(manifest: Manifest, signing: SigningKeys) -> tuple[Preamble, bytes]:
    """The preamble of a manifest, and the bytes of preamble, manifest and signatures."""
    text = manifest.encode()
    check_size("manifest", len(text), MANIFEST_LIMIT)
    preamble = Preamble.of(signing.public, len(text), manifest.content_size)
    signed = preamble.encode() + text
    return preamble, signed + signing.sign(PURPOSE, signed)


def is_signed(preamble: Preamble, text: bytes, signature: bytes) -> bool:
    """Whether the keys in the preamble signed this preamble and the text of this manifest."""
    return preamble.keys.verify(PURPOSE, preamble.encode() + text, signature)
