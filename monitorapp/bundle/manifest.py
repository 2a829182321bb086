"""The manifest: what a bundle says it holds, for whom, and in which of the sender's strands it stands."""

import json
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

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
