"""Reads the public test vectors of the age format and, for tests only, opens X25519 stanzas."""

import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from monitorapp.bundle import age
from monitorapp.bundle.age import AgeIdentity, Unwraps
from monitorapp.bundle.age_header import Stanza, damaged, decode64

FOLDER = Path(
    os.environ.get("MONITORAPP_AGE_VECTORS") or Path(__file__).resolve().parents[3].parent / "shared" / "age-vectors"
)
LABEL_X25519 = b"age-encryption.org/v1/X25519"


@dataclass(frozen=True, slots=True)
class Vector:
    """One file of the collection: what a reader must answer, and the age file itself."""

    name: str
    facts: dict[str, list[str]]
    file: bytes

    @property
    def expect(self) -> str:
        return self.facts["expect"][0]

    @property
    def payload_hash(self) -> str | None:
        return next(iter(self.facts.get("payload", [])), None)

    @property
    def file_key(self) -> bytes:
        return bytes.fromhex(self.facts["file key"][0])

    @property
    def is_armored(self) -> bool:
        return "armored" in self.facts

    @property
    def identities(self) -> list[Unwraps]:
        return [identity_of(text) for text in self.facts.get("identity", [])]


class X25519Identity:
    """The classical kind of key, which the product does not open; here it reaches the other vectors."""

    def __init__(self, secret: bytes) -> None:
        self.key = X25519PrivateKey.from_private_bytes(secret)

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        for stanza in stanzas:
            key = self._try(stanza) if stanza.kind == "X25519" else None
            if key is not None:
                return key
        return None

    def _try(self, stanza: Stanza) -> bytes | None:
        if len(stanza.arguments) != 2 or len(stanza.body) != 32:
            raise damaged()
        share = decode64(stanza.arguments[1].encode())
        if len(share) != 32:
            raise damaged()
        try:
            secret = self.key.exchange(X25519PublicKey.from_public_bytes(share))
        except ValueError as error:
            raise damaged() from error
        salt = share + self.key.public_key().public_bytes_raw()
        try:
            return ChaCha20Poly1305(HKDF(SHA256(), 32, salt, LABEL_X25519).derive(secret)).decrypt(
                bytes(12), stanza.body, None
            )
        except InvalidTag:
            return None


def identity_of(text: str) -> Unwraps:
    """The key that a vector names: hybrid ones are the product's own class."""
    prefix, data = age.bech32_decode(text)
    return AgeIdentity.from_seed(data) if prefix == "age-secret-key-pq-" else X25519Identity(data)


def load() -> list[Vector]:
    """Every vector in the folder, by name; an empty list when the folder is not there."""
    return [_load(path) for path in sorted(FOLDER.iterdir())] if FOLDER.is_dir() else []


def _load(path: Path) -> Vector:
    head, _, file = path.read_bytes().partition(b"\n\n")
    facts: dict[str, list[str]] = {}
    for line in head.decode().splitlines():
        name, _, value = line.partition(": ")
        facts.setdefault(name, []).append(value)
    return Vector(path.name, facts, zlib.decompress(file) if "compressed" in facts else file)
