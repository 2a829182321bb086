"""Where everything stands in the text inside the encryption: the preamble and the borders it gives.

`preamble | manifest | signatures | zstd(commits) | attachments | zeros up to a PADMÉ size`
"""

import struct
from dataclasses import dataclass
from typing import Self

from monitorapp.bundle.manifest import MANIFEST_LIMIT, TOTAL_LIMIT, Manifest, check_size
from monitorapp.bundle.padding import padded_size
from monitorapp.bundle.signature import KEYS_BYTES, SIGNATURE_BYTES, SigningKeys, VerifyKeys
from monitorapp.errors import BundleTrouble

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
