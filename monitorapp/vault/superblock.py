"""A superblock of the key file: what it says, its bytes, and reading the two of them whatever a torn write left."""

import hashlib
import hmac
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from monitorapp.errors import InputTrouble, VaultTrouble
from monitorapp.records.field import canonical, strict_json

MAGIC = b"MONAPPK1"
FORMAT = 1
FORMAT_BETWEEN = 2  # while slots of two master keys stand side by side: an older program must not write then
MOST_LOCKS = 8
SUPERBLOCK = 48 * 1024
SIZE = 4 * 1024 * 1024

_LENGTH = struct.Struct(">I")
_TAIL = 64  # SHA-256 against torn writes, then HMAC-SHA256 under the master key


@dataclass(frozen=True)
class Superblock:
    """The wrapped master key and what is remembered of each ledger: slot → [commits, hash over their ids].

    `former` (nonce, sealed) is the slot key of the master key before, while a change of every key is under way.
    """

    vault: bytes
    generation: int
    locks: tuple[Mapping[str, Any], ...]
    ledgers: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    former: tuple[bytes, bytes] | None = None

    def body(self) -> bytes:
        """Canonical JSON, as it lies on the disk."""
        fields: dict[str, Any] = {
            "format": FORMAT,
            "vault": self.vault.hex(),
            "generation": self.generation,
            "locks": list(self.locks),
            "ledgers": {slot: list(mark) for slot, mark in self.ledgers.items()},
        }
        if self.former is not None:
            nonce, sealed = self.former
            fields |= {"format": FORMAT_BETWEEN, "former": {"nonce": nonce.hex(), "sealed": sealed.hex()}}
        return canonical(fields).encode()

    @classmethod
    def parse(cls, body: bytes) -> Self:
        """Read a body; raises VaultTrouble `vault-too-new`, and whatever nonsense raises."""
        fields = strict_json(body)
        if fields["format"] > FORMAT_BETWEEN:
            raise VaultTrouble("vault-too-new", found=fields["format"], known=FORMAT_BETWEEN)
        ledgers = {slot: (int(count), str(mark)) for slot, (count, mark) in fields["ledgers"].items()}
        locks = tuple(dict(lock) for lock in fields["locks"])
        former = _former(fields["former"]) if fields["format"] == FORMAT_BETWEEN else None
        if len(locks) > MOST_LOCKS:
            raise ValueError("each lock costs time to try")
        return cls(bytes.fromhex(fields["vault"]), int(fields["generation"]), locks, ledgers, former)


@dataclass(frozen=True)
class Sealed:
    """A superblock as it was read, with its MAC, which only the master key can check."""

    raw: bytes
    block: Superblock

    def is_of(self, key: bytes) -> bool:
        """Whether the MAC is right under this key."""
        return hmac.compare_digest(self.raw[-32:], hmac.digest(key, self.raw[:-32], "sha256"))


def _former(fields: Mapping[str, str]) -> tuple[bytes, bytes]:
    return bytes.fromhex(fields["nonce"]), bytes.fromhex(fields["sealed"])


def written(block: Superblock, key: bytes, random_bytes: Callable[[int], bytes]) -> bytes:
    """The 48 KiB of a superblock with its MAC under `key`."""
    body = block.body()
    head = MAGIC + _LENGTH.pack(len(body)) + body
    head += hashlib.sha256(head).digest()
    whole = head + hmac.digest(key, head, "sha256")
    assert len(whole) <= SUPERBLOCK
    return whole + random_bytes(SUPERBLOCK - len(whole))


def read_blocks(path: Path) -> list[Sealed]:
    """The whole superblocks, newest first; damaged or torn ones are left out.

    Raises VaultTrouble `not-a-vault`, `vault-damaged`, `vault-too-new`.
    """
    if not path.is_file():
        raise VaultTrouble("not-a-vault")
    if path.stat().st_size != SIZE:
        raise VaultTrouble("vault-damaged")
    with path.open("rb") as file:
        raw = file.read(2 * SUPERBLOCK)
    found = [one for one in (_read_block(raw[:SUPERBLOCK]), _read_block(raw[SUPERBLOCK:])) if one]
    if not found:
        raise VaultTrouble("vault-damaged")
    return sorted(found, key=lambda one: -one.block.generation)


def _read_block(raw: bytes) -> Sealed | None:
    start = len(MAGIC) + _LENGTH.size
    (length,) = _LENGTH.unpack(raw[len(MAGIC) : start])
    whole = raw[: start + length + _TAIL]
    if raw[: len(MAGIC)] != MAGIC or length > SUPERBLOCK - start - _TAIL:
        return None
    if hashlib.sha256(whole[:-_TAIL]).digest() != whole[-_TAIL:-32]:
        return None
    try:
        return Sealed(whole, Superblock.parse(whole[start:-_TAIL]))
    except (InputTrouble, ArithmeticError, AttributeError, KeyError, RecursionError, TypeError, ValueError):
        return None  # anybody can write a right checksum over nonsense
