"""The dual signature: Ed25519 and ML-DSA-65 together, each over a message bound to its purpose.

Findings may be contested in twenty years, so a signature holds only if both halves hold. What is
signed is never the bare message: `LABEL | purpose | 0 | SHA-256(public keys) | message`, so that a
signature cannot serve another purpose, nor one half go along with another person's second half.
"""

import hashlib
import os
from dataclasses import dataclass, field
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey, MLDSA65PublicKey

LABEL = b"monitorapp/signature/v1/"
SEED_BYTES = 32
CLASSICAL_KEY_BYTES, LATTICE_KEY_BYTES = 32, 1952
KEYS_BYTES = CLASSICAL_KEY_BYTES + LATTICE_KEY_BYTES
CLASSICAL_BYTES, LATTICE_BYTES = 64, 3309
SIGNATURE_BYTES = CLASSICAL_BYTES + LATTICE_BYTES


@dataclass(frozen=True, slots=True)
class VerifyKeys:
    """The public half: who signed, and whether this is their signature."""

    data: bytes = field(repr=False)
    _classical: Ed25519PublicKey = field(repr=False, compare=False)
    _lattice: MLDSA65PublicKey = field(repr=False, compare=False)

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read what `encode` wrote; ValueError when it is not two public keys."""
        if len(data) != KEYS_BYTES:
            raise ValueError("wrong size of public keys")
        classical = Ed25519PublicKey.from_public_bytes(data[:CLASSICAL_KEY_BYTES])
        return cls(data, classical, MLDSA65PublicKey.from_public_bytes(data[CLASSICAL_KEY_BYTES:]))

    def encode(self) -> bytes:
        """1,984 bytes: Ed25519, then ML-DSA-65."""
        return self.data

    @property
    def author_id(self) -> str:
        """The name of these keys in commits: 32 hex digits."""
        return hashlib.sha256(self.data).hexdigest()[:32]

    def verify(self, purpose: bytes, message: bytes, signature: bytes) -> bool:
        """Whether both halves of `signature` were made by these keys for this purpose and message."""
        if len(signature) != SIGNATURE_BYTES:
            return False
        signed = _bound(purpose, self.data, message)
        try:
            self._classical.verify(signature[:CLASSICAL_BYTES], signed)
            self._lattice.verify(signature[CLASSICAL_BYTES:], signed)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKeys:
    """The private half, kept as two 32-byte seeds."""

    seeds: tuple[bytes, bytes] = field(repr=False)
    public: VerifyKeys
    _classical: Ed25519PrivateKey = field(repr=False, compare=False)
    _lattice: MLDSA65PrivateKey = field(repr=False, compare=False)

    @classmethod
    def generate(cls) -> Self:
        return cls.from_seeds(os.urandom(SEED_BYTES), os.urandom(SEED_BYTES))

    @classmethod
    def from_seeds(cls, classical_seed: bytes, lattice_seed: bytes) -> Self:
        """The keys of an Ed25519 and an ML-DSA-65 seed."""
        classical = Ed25519PrivateKey.from_private_bytes(classical_seed)
        lattice = MLDSA65PrivateKey.from_seed_bytes(lattice_seed)
        public = classical.public_key().public_bytes_raw() + lattice.public_key().public_bytes_raw()
        return cls((classical_seed, lattice_seed), VerifyKeys.decode(public), classical, lattice)

    def sign(self, purpose: bytes, message: bytes) -> bytes:
        """3,373 bytes: the Ed25519 signature, then the ML-DSA-65 signature."""
        signed = _bound(purpose, self.public.data, message)
        return self._classical.sign(signed) + self._lattice.sign(signed)


def _bound(purpose: bytes, keys: bytes, message: bytes) -> bytes:
    assert purpose.isalnum(), "a purpose is a short word"
    return LABEL + purpose + b"\0" + hashlib.sha256(keys).digest() + message
