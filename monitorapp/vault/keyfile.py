"""The key file `k`: 4 MiB, overwritten in place, the only thing that opens the ledgers (FORMAT.md).

Two superblocks A and B (48 KiB each), then 1,000 slots of 4 KiB, one for each ledger's key.
Rename-on-save would leave every old key on the disk, so each write lands where the old one was.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from monitorapp.clock import SYSTEM, Clock
from monitorapp.errors import VaultTrouble
from monitorapp.vault import locks
from monitorapp.vault.kdf import LIGHT, MEMORY_CEILING_KIB, MEMORY_FLOOR_KIB, KdfCost
from monitorapp.vault.passphrase import read_recovery_code, spell_recovery_code
from monitorapp.vault.superblock import MAGIC, SIZE, SUPERBLOCK, Superblock, read_blocks, written

__all__ = [
    "LIGHT",
    "MAGIC",
    "MEMORY_CEILING_KIB",
    "MEMORY_FLOOR_KIB",
    "SIZE",
    "SLOT",
    "SLOTS",
    "SLOTS_START",
    "SUPERBLOCK",
    "KdfCost",
    "KeyFile",
    "LedgerKey",
    "Superblock",
]

SLOT = 4096
SLOTS = 1000
SLOTS_START = 2 * SUPERBLOCK
SORTS = ("index", "visit", "archive")

_BODY = 8 + 12 + 32 + 1 + 16  # ledger id, nonce, key, sort, tag


@dataclass(frozen=True)
class LedgerKey:
    """Where a ledger's key lies: slot number, ledger id (16 hex digits), sort, raw key."""

    slot: int
    ledger: str
    sort: str
    key: bytes


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
        made = (
            locks.passphrase_lock(passphrase, cost, vault, master, clock),
            locks.recovery_lock(recovery, vault, master, clock),
        )
        path.write_bytes(clock.random_bytes(SIZE))
        os.chmod(path, 0o600)
        keyfile = cls(path, master, Superblock(vault, 0, made), clock)
        keyfile._write_block(keyfile.block)
        return keyfile, spell_recovery_code(recovery)

    @classmethod
    def open(cls, path: Path, passphrase: str, clock: Clock = SYSTEM) -> Self:
        """Open with the passphrase; raises VaultTrouble (`wrong-passphrase`, `vault-damaged`, `not-a-vault`, …)."""
        return cls._unlock(path, clock, locks.PASSPHRASE, locks.with_passphrase(passphrase))

    @classmethod
    def recover(cls, path: Path, code: str, clock: Clock = SYSTEM) -> Self:
        """Open with the recovery code; raises VaultTrouble (`recovery-code-misread`, `wrong-recovery-code`, …)."""
        key = read_recovery_code(code)
        return cls._unlock(path, clock, locks.RECOVERY, locks.with_recovery_key(key))

    @classmethod
    def _unlock(cls, path: Path, clock: Clock, kind: str, opener: locks.Opener) -> Self:
        for sealed in read_blocks(path):
            for lock in (lock for lock in sealed.block.locks if lock.get("kind") == kind):
                master = locks.open_lock(lock, opener, sealed.block.vault)
                if master is None:
                    continue
                if not sealed.is_of(_derive(master, b"header")):
                    raise VaultTrouble("vault-damaged")
                return cls(path, master, sealed.block, clock)
        raise VaultTrouble("wrong-passphrase" if kind == locks.PASSPHRASE else "wrong-recovery-code")

    def secret(self, label: bytes) -> bytes:
        """A 32-byte key derived from the master key for one purpose."""
        return _derive(self._master, label)

    def change_passphrase(self, passphrase: str, cost: KdfCost) -> None:
        """Replace the passphrase lock in place; the old one is overwritten."""
        lock = locks.passphrase_lock(passphrase, cost, self.block.vault, self._master, self._clock)
        others = tuple(old for old in self.block.locks if old.get("kind") != locks.PASSPHRASE)
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
        return b"monitorapp slot" + self.block.vault + number.to_bytes(4) + ledger

    def _rewrite(self, block: Superblock) -> None:
        newer = replace(block, generation=self.block.generation + 1)
        self._write_block(newer)
        # The other copy still holds the old locks: it goes once the new one was read back.
        self._write(SUPERBLOCK * ((newer.generation + 1) % 2), self._clock.random_bytes(SUPERBLOCK))
        self.block = newer

    def _write_block(self, block: Superblock) -> None:
        filled = written(block, _derive(self._master, b"header"), self._clock.random_bytes)
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


def _derive(master: bytes, label: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, None, b"monitorapp " + label).derive(master)
