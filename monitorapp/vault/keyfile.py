"""The key file `k`: 4 MiB, overwritten in place, the only thing that opens the ledgers (FORMAT.md).

Two superblocks A and B (48 KiB each), then 1,000 slots of 4 KiB, one for each ledger's key.
Rename-on-save would leave every old key on the disk, so each write lands where the old one was.
"""

import hashlib
import hmac
import os
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from monitorapp.clock import SYSTEM, Clock
from monitorapp.errors import InputTrouble, VaultTrouble
from monitorapp.records.field import canonical, strict_json
from monitorapp.vault.passphrase import normalise, read_recovery_code, spell_recovery_code

MAGIC = b"MONAPPK1"
FORMAT = 1
SUPERBLOCK = 48 * 1024
SLOT = 4096
SLOTS = 1000
SIZE = 4 * 1024 * 1024
SLOTS_START = 2 * SUPERBLOCK
MEMORY_FLOOR_KIB = 128 * 1024
MEMORY_CEILING_KIB = 4 * 1024 * 1024
SORTS = ("index", "visit", "archive")

_LENGTH = struct.Struct(">I")
_TAIL = 64  # SHA-256 against torn writes, then HMAC-SHA256 under the master key
_BODY = 8 + 12 + 32 + 1 + 16  # ledger id, nonce, key, sort, tag


@dataclass(frozen=True)
class KdfCost:
    """What Argon2id costs: memory in KiB, passes, lanes."""

    memory: int = 256 * 1024
    passes: int = 3
    lanes: int = 2

    def checked(self) -> Self:
        """The same cost when within bounds; raises VaultTrouble `vault-damaged` before anything is derived."""
        sound = MEMORY_FLOOR_KIB <= self.memory <= MEMORY_CEILING_KIB and 1 <= self.passes <= 16
        if not sound or not 1 <= self.lanes <= 4:
            raise VaultTrouble("vault-damaged")
        return self


LIGHT = KdfCost(MEMORY_FLOOR_KIB, 1, 1)


@dataclass(frozen=True)
class LedgerKey:
    """Where a ledger's key lies: slot number, ledger id (16 hex digits), sort, raw key."""

    slot: int
    ledger: str
    sort: str
    key: bytes


@dataclass(frozen=True)
class Superblock:
    """The wrapped master key and what is remembered of each ledger: slot → [commits, hash over their ids]."""

    vault: bytes
    generation: int
    locks: tuple[Mapping[str, Any], ...]
    ledgers: Mapping[str, tuple[int, str]] = field(default_factory=dict)

    def body(self) -> bytes:
        return canonical(
            {
                "format": FORMAT,
                "vault": self.vault.hex(),
                "generation": self.generation,
                "locks": list(self.locks),
                "ledgers": {slot: list(mark) for slot, mark in self.ledgers.items()},
            }
        ).encode()

    @classmethod
    def parse(cls, body: bytes) -> Self:
        fields = strict_json(body)
        if fields["format"] > FORMAT:
            raise VaultTrouble("vault-too-new", found=fields["format"], known=FORMAT)
        ledgers = {slot: (int(count), str(mark)) for slot, (count, mark) in fields["ledgers"].items()}
        locks = tuple(dict(lock) for lock in fields["locks"])
        return cls(bytes.fromhex(fields["vault"]), int(fields["generation"]), locks, ledgers)


class KeyFile:
    """An open key file. Every method writes in place, syncs and reads back."""

    def __init__(self, path: Path, master: bytes, block: Superblock, clock: Clock) -> None:
        self._path, self._master, self._clock = path, master, clock
        self.block = block
        self._slot_key = AESGCM(_derive(master, b"slots"))

    @classmethod
    def create(cls, path: Path, passphrase: str, cost: KdfCost, clock: Clock = SYSTEM) -> tuple[Self, str]:
        """Make a new key file; returns it and the recovery code. Raises VaultTrouble (`disk-full`, …)."""
        master, vault = clock.random_bytes(32), clock.random_bytes(16)
        recovery = clock.random_bytes(32)
        locks = (
            _passphrase_lock(passphrase, cost, vault, master, clock),
            _wrap("recovery", {}, recovery, vault, master, clock),
        )
        path.write_bytes(clock.random_bytes(SIZE))
        os.chmod(path, 0o600)
        keyfile = cls(path, master, Superblock(vault, 0, locks), clock)
        keyfile._write_block(keyfile.block)
        return keyfile, spell_recovery_code(recovery)

    @classmethod
    def open(cls, path: Path, passphrase: str, clock: Clock = SYSTEM) -> Self:
        """Open with the passphrase; raises VaultTrouble (`wrong-passphrase`, `vault-damaged`, `not-a-vault`, …)."""
        return cls._unlock(path, clock, "passphrase", lambda lock: _passphrase_key(passphrase, lock))

    @classmethod
    def recover(cls, path: Path, code: str, clock: Clock = SYSTEM) -> Self:
        """Open with the recovery code; raises VaultTrouble (`recovery-code-misread`, `wrong-recovery-code`, …)."""
        key = read_recovery_code(code)
        return cls._unlock(path, clock, "recovery", lambda _: key)

    @classmethod
    def _unlock(cls, path: Path, clock: Clock, kind: str, key_of: Callable[[Mapping[str, Any]], bytes]) -> Self:
        blocks = _read_blocks(path)
        if not blocks:
            raise VaultTrouble("vault-damaged")
        for raw, block in blocks:
            for lock in (lock for lock in block.locks if lock.get("kind") == kind):
                master = _try_lock(lock, key_of, block.vault)
                if master is None:
                    continue
                if not hmac.compare_digest(raw[-32:], _mac(master, raw[:-32])):
                    raise VaultTrouble("vault-damaged")
                return cls(path, master, block, clock)
        raise VaultTrouble("wrong-passphrase" if kind == "passphrase" else "wrong-recovery-code")

    def secret(self, label: bytes) -> bytes:
        """A 32-byte key derived from the master key for one purpose."""
        return _derive(self._master, label)

    def change_passphrase(self, passphrase: str, cost: KdfCost) -> None:
        """Replace the passphrase lock in place; the old one is overwritten."""
        lock = _passphrase_lock(passphrase, cost, self.block.vault, self._master, self._clock)
        others = tuple(old for old in self.block.locks if old.get("kind") != "passphrase")
        self._rewrite(replace(self.block, locks=(lock, *others)))

    def remember(self, marks: Mapping[int, tuple[int, str]]) -> None:
        """Keep, for each slot, how many commits its ledger has and the hash over their ids."""
        known = {**self.block.ledgers, **{str(slot): mark for slot, mark in marks.items()}}
        if known != self.block.ledgers:
            self._rewrite(replace(self.block, ledgers=known))

    def ledgers(self) -> list[LedgerKey]:
        """The keys of all ledgers. A slot that does not open holds none: free slots are random."""
        with self._path.open("rb") as file:
            file.seek(SLOTS_START)
            slots = file.read(SLOTS * SLOT)
        found = (self._open_slot(number, slots[number * SLOT : number * SLOT + _BODY]) for number in range(SLOTS))
        return [key for key in found if key is not None]

    def add_ledger(self, sort: str) -> LedgerKey:
        """Give a new ledger its id, key and slot; raises VaultTrouble `no-room-for-visits`."""
        used = {key.slot for key in self.ledgers()}
        free = next((number for number in range(SLOTS) if number not in used), None)
        if free is None:
            raise VaultTrouble("no-room-for-visits", most=SLOTS)
        key = LedgerKey(free, self._clock.random_bytes(8).hex(), sort, self._clock.random_bytes(32))
        self._write(SLOTS_START + free * SLOT, self._close_slot(key))
        return key

    def replace_ledger(self, key: LedgerKey, fresh: LedgerKey) -> None:
        """Put `fresh` (made by `fresh_key`) where `key` is: one write inside one disk sector, so it is old or new."""
        self._write(SLOTS_START + key.slot * SLOT, self._close_slot(fresh))

    def fresh_key(self, key: LedgerKey) -> LedgerKey:
        """Another id and another key for the slot of `key`; nothing is written."""
        return replace(key, ledger=self._clock.random_bytes(8).hex(), key=self._clock.random_bytes(32))

    def destroy_ledger(self, key: LedgerKey) -> None:
        """Overwrite a ledger's slot with random bytes: from then on nothing here opens that ledger."""
        self._write(SLOTS_START + key.slot * SLOT, self._clock.random_bytes(SLOT))
        kept = {slot: mark for slot, mark in self.block.ledgers.items() if slot != str(key.slot)}
        self._rewrite(replace(self.block, ledgers=kept))

    def _close_slot(self, key: LedgerKey) -> bytes:
        ledger, nonce = bytes.fromhex(key.ledger), self._clock.random_bytes(12)
        plain = key.key + bytes([SORTS.index(key.sort)])
        sealed = self._slot_key.encrypt(nonce, plain, self._slot_name(key.slot, ledger))
        return ledger + nonce + sealed + self._clock.random_bytes(SLOT - _BODY)

    def _open_slot(self, number: int, body: bytes) -> LedgerKey | None:
        ledger, nonce, sealed = body[:8], body[8:20], body[20:]
        try:
            plain = self._slot_key.decrypt(nonce, sealed, self._slot_name(number, ledger))
        except InvalidTag:
            return None
        return LedgerKey(number, ledger.hex(), SORTS[plain[32]], plain[:32])

    def _slot_name(self, number: int, ledger: bytes) -> bytes:
        return b"monitorapp slot" + self.block.vault + _LENGTH.pack(number) + ledger

    def _rewrite(self, block: Superblock) -> None:
        newer = replace(block, generation=self.block.generation + 1)
        self._write_block(newer)
        # The other copy still holds the old locks: it goes once the new one was read back.
        self._write(SUPERBLOCK * ((newer.generation + 1) % 2), self._clock.random_bytes(SUPERBLOCK))
        self.block = newer

    def _write_block(self, block: Superblock) -> None:
        body = block.body()
        head = MAGIC + _LENGTH.pack(len(body)) + body
        head += hashlib.sha256(head).digest()
        whole = head + _mac(self._master, head)
        assert len(whole) <= SUPERBLOCK
        filled = whole + self._clock.random_bytes(SUPERBLOCK - len(whole))
        self._write(SUPERBLOCK * (block.generation % 2), filled)

    def _write(self, offset: int, data: bytes) -> None:
        descriptor = os.open(self._path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            os.lseek(descriptor, offset, os.SEEK_SET)
            view = memoryview(data)
            while view:
                view = view[os.write(descriptor, view) :]
            os.fsync(descriptor)
            os.lseek(descriptor, offset, os.SEEK_SET)
            if os.read(descriptor, len(data)) != data:
                raise VaultTrouble("vault-damaged")
        finally:
            os.close(descriptor)


def _read_blocks(path: Path) -> list[tuple[bytes, Superblock]]:
    """The whole superblocks with their MAC at the end, newest first; damaged or torn ones are left out."""
    if not path.is_file():
        raise VaultTrouble("not-a-vault")
    if path.stat().st_size != SIZE:
        raise VaultTrouble("vault-damaged")
    with path.open("rb") as file:
        raw = file.read(2 * SUPERBLOCK)
    found = [block for block in (_read_block(raw[:SUPERBLOCK]), _read_block(raw[SUPERBLOCK:])) if block]
    return sorted(found, key=lambda pair: -pair[1].generation)


def _read_block(raw: bytes) -> tuple[bytes, Superblock] | None:
    start = len(MAGIC) + _LENGTH.size
    (length,) = _LENGTH.unpack(raw[len(MAGIC) : start])
    whole = raw[: start + length + _TAIL]
    if raw[: len(MAGIC)] != MAGIC or length > SUPERBLOCK - start - _TAIL:
        return None
    if hashlib.sha256(whole[:-_TAIL]).digest() != whole[-_TAIL:-32]:
        return None
    try:
        return whole, Superblock.parse(whole[start:-_TAIL])
    except (InputTrouble, ArithmeticError, AttributeError, KeyError, RecursionError, TypeError, ValueError):
        return None  # anybody can write a right checksum over nonsense


def _passphrase_lock(passphrase: str, cost: KdfCost, vault: bytes, master: bytes, clock: Clock) -> dict[str, Any]:
    cost.checked()
    kdf = {
        "name": "argon2id",
        "memory": cost.memory,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "salt": clock.random_bytes(16).hex(),
    }
    return _wrap("passphrase", kdf, _argon2(passphrase, kdf), vault, master, clock)


def _passphrase_key(passphrase: str, lock: Mapping[str, Any]) -> bytes:
    return _argon2(passphrase, lock["kdf"])


def _argon2(passphrase: str, kdf: Mapping[str, Any]) -> bytes:
    cost = KdfCost(kdf["memory"], kdf["passes"], kdf["lanes"]).checked()
    salt = bytes.fromhex(kdf["salt"])
    if len(salt) != 16 or kdf["name"] != "argon2id":
        raise VaultTrouble("vault-damaged")
    argon = Argon2id(salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    return argon.derive(normalise(passphrase))


def _wrap(kind: str, kdf: dict[str, Any], key: bytes, vault: bytes, master: bytes, clock: Clock) -> dict[str, Any]:
    nonce = clock.random_bytes(12)
    sealed = AESGCM(key).encrypt(nonce, master, _lock_name(kind, kdf, vault))
    return {"kind": kind, "kdf": kdf, "nonce": nonce.hex(), "sealed": sealed.hex()}


def _try_lock(lock: Mapping[str, Any], key_of: Callable[[Mapping[str, Any]], bytes], vault: bytes) -> bytes | None:
    """The master key when the lock opens, None when the key is wrong; raises `vault-damaged` for a senseless lock."""
    try:
        return _unwrap(lock, key_of(lock), vault)
    except (ArithmeticError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise VaultTrouble("vault-damaged") from error


def _unwrap(lock: Mapping[str, Any], key: bytes, vault: bytes) -> bytes | None:
    name = _lock_name(lock["kind"], lock["kdf"], vault)
    try:
        return AESGCM(key).decrypt(bytes.fromhex(lock["nonce"]), bytes.fromhex(lock["sealed"]), name)
    except InvalidTag:
        return None


def _lock_name(kind: str, kdf: Mapping[str, Any], vault: bytes) -> bytes:
    return b"monitorapp lock" + vault + canonical([kind, dict(kdf)]).encode()


def _derive(master: bytes, label: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, None, b"monitorapp " + label).derive(master)


def _mac(master: bytes, data: bytes) -> bytes:
    return hmac.digest(_derive(master, b"header"), data, "sha256")
