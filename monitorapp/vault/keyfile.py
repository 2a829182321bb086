"""The key file `k`: 4 MiB, overwritten in place, the only thing that opens the ledgers (FORMAT.md).

Two superblocks A and B (48 KiB each), then 1,000 slots of 4 KiB, one for each ledger's key.
Rename-on-save would leave every old key on the disk, so each write lands where the old one was.
"""

import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from monitorapp.clock import SYSTEM, Clock
from monitorapp.errors import VaultTrouble
from monitorapp.vault import locks
from monitorapp.vault.locks import LIGHT, KdfCost
from monitorapp.vault.passphrase import read_recovery_code, spell_recovery_code
from monitorapp.vault.superblock import MAGIC, SIZE, SUPERBLOCK, Superblock, read_blocks, written

__all__ = ["LIGHT", "MAGIC", "SIZE", "SUPERBLOCK", "KdfCost", "Superblock"]

SLOT = 4096
SLOTS = 1000
SLOTS_START = 2 * SUPERBLOCK
SORTS = ("index", "visit", "archive")
WRONG = {
    locks.PASSPHRASE: "wrong-passphrase",
    locks.RECOVERY: "wrong-recovery-code",
    locks.ESCROW: "wrong-escrow-key",
}

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
        self._path, self._clock = path, clock
        self._has_two = False  # the other superblock may hold locks, too: a change was cut short
        self._take(master, block)

    def _take(self, master: bytes, block: Superblock) -> None:
        self._master, self.block = master, block
        self._slot_key = AESGCM(_derive(master, b"slots"))
        self._former_slot_key = AESGCM(_open_former(master, block)) if block.former else None

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
        keyfile._write_block(keyfile.block, master)
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
    def open_in_escrow(cls, path: Path, unwrap: locks.Unwrap, clock: Clock = SYSTEM) -> Self:
        """Open with the private key of an organisation; raises VaultTrouble (`wrong-escrow-key`, …)."""
        return cls._unlock(path, clock, locks.ESCROW, locks.with_escrow_key(unwrap))

    @classmethod
    def _unlock(cls, path: Path, clock: Clock, kind: str, opener: locks.Opener) -> Self:
        blocks = read_blocks(path)
        for sealed in blocks:
            for lock in (lock for lock in sealed.block.locks if lock.get("kind") == kind):
                master = locks.open_lock(lock, opener, sealed.block.vault)
                if master is None:
                    continue
                if not sealed.is_of(_derive(master, b"header")):
                    raise VaultTrouble("vault-damaged")
                keyfile = cls(path, master, sealed.block, clock)
                keyfile._has_two = len(blocks) > 1
                return keyfile
        raise VaultTrouble(WRONG[kind])

    def secret(self, label: bytes) -> bytes:
        """A 32-byte key derived from the master key for one purpose."""
        return _derive(self._master, label)

    @property
    def opened_by(self) -> tuple[str, ...]:
        """The kinds of its locks: what opens it."""
        return tuple(str(lock.get("kind")) for lock in self.block.locks)

    @property
    def cost(self) -> KdfCost | None:
        """What the passphrase in force costs to try."""
        kdf = next((lock["kdf"] for lock in self.block.locks if lock.get("kind") == locks.PASSPHRASE), None)
        return KdfCost(kdf["memory"], kdf["passes"], kdf["lanes"]) if kdf else None

    def change_passphrase(self, passphrase: str, cost: KdfCost) -> None:
        """Replace the passphrase lock in place; the old one is overwritten."""
        self._put(locks.passphrase_lock(passphrase, cost, self.block.vault, self._master, self._clock))

    def change_recovery_code(self, code: str) -> None:
        """Replace the recovery lock in place; from then on `code` opens and the old one does not.

        Raises VaultTrouble `recovery-code-misread`.
        """
        self._put(locks.recovery_lock(read_recovery_code(code), self.block.vault, self._master, self._clock))

    def put_in_escrow(self, wrap: locks.Wrap) -> str:
        """Let an organisation's key open it: `wrap` encrypts to that key. Returns what lies in the lock."""
        lock = locks.escrow_lock(wrap, self.block.vault, self._master)
        self._put(lock)
        return str(lock["sealed"])

    def take_from_escrow(self) -> None:
        """Overwrite the organisation's lock: its key is of no use any more."""
        self._rewrite(replace(self.block, locks=self._locks_but(locks.ESCROW)))

    @property
    def escrow(self) -> str | None:
        """What lies in the organisation's lock, if there is one."""
        return next((str(lock["sealed"]) for lock in self.block.locks if lock.get("kind") == locks.ESCROW), None)

    def change_master(self, passphrase: str, cost: KdfCost, code: str, wrap: locks.Wrap | None) -> None:
        """Another master key with locks of its own, at one stroke: the old phrase, code and escrow are overwritten.

        The slots stay: the key that opens them lies in the superblock, sealed under the new master key, until
        each was written anew and `forget_former` was called. Raises VaultTrouble.
        """
        assert self._former_slot_key is None
        master, vault = self._clock.random_bytes(32), self.block.vault
        made = [
            locks.passphrase_lock(passphrase, cost, vault, master, self._clock),
            locks.recovery_lock(read_recovery_code(code), vault, master, self._clock),
        ]
        if wrap is not None:
            made.append(locks.escrow_lock(wrap, vault, master))
        former = _seal_former(master, vault, _derive(self._master, b"slots"), self._clock.random_bytes(12))
        self._rewrite(replace(self.block, locks=tuple(made), former=former), master)

    @property
    def is_between(self) -> bool:
        """Whether a change of every key is still to be brought to its end."""
        return self._former_slot_key is not None

    def behind(self) -> list[LedgerKey]:
        """The ledgers whose slots only the former master key opens."""
        return [key for number, body in self._slots() if (key := self._behind(number, body)) is not None]

    def _behind(self, number: int, body: bytes) -> LedgerKey | None:
        if self._former_slot_key is None or self._open_slot(self._slot_key, number, body) is not None:
            return None
        return self._open_slot(self._former_slot_key, number, body)

    def forget_former(self) -> None:
        """End a change of every key: nothing is left of the former master key. Every slot must be written anew."""
        assert not self.behind()
        self._rewrite(replace(self.block, former=None))

    def catch_up(self) -> None:
        """Take over what another laptop wrote to the file since: the next change would bring back its old locks.

        Raises VaultTrouble, `vault-damaged` where the master key is another one by now.
        """
        blocks, header = read_blocks(self._path), _derive(self._master, b"header")
        ours = [sealed.block for sealed in blocks if sealed.is_of(header)]
        if not ours:
            raise VaultTrouble("vault-damaged")
        self._has_two = len(blocks) > 1
        if ours[0].generation > self.block.generation:
            self._take(self._master, ours[0])

    def is_same(self, other: Self) -> bool:
        """Whether both have one master key, and so are one vault."""
        return hmac.compare_digest(self._master, other._master)

    def settle(self) -> None:
        """After a change that was cut short: overwrite the superblock that was not opened."""
        if self._has_two:
            self._rewrite(self.block)

    def _put(self, lock: Mapping[str, Any]) -> None:
        self._rewrite(replace(self.block, locks=(lock, *self._locks_but(lock["kind"]))))

    def _locks_but(self, kind: str) -> tuple[Mapping[str, Any], ...]:
        return tuple(lock for lock in self.block.locks if lock.get("kind") != kind)

    def remember(self, marks: Mapping[int, tuple[int, str]]) -> None:
        """Keep, for each slot, how many commits its ledger has and the hash over their ids."""
        known = {**self.block.ledgers, **{str(slot): mark for slot, mark in marks.items()}}
        if known != self.block.ledgers or self._has_two:
            self._rewrite(replace(self.block, ledgers=known))

    def ledgers(self) -> list[LedgerKey]:
        """The keys of all ledgers. A slot that does not open holds none: free slots are random."""
        return [key for slot in self._slots() if (key := self._key_in(*slot)) is not None]

    def opens(self, key: LedgerKey) -> bool:
        """Whether the file as it lies there now opens a ledger: somebody else may have overwritten or removed it."""
        try:
            blocks, slot = self._read(0, SUPERBLOCK + len(MAGIC)), self._read(SLOTS_START + key.slot * SLOT, _BODY)
        except OSError:
            return False
        has_block = MAGIC in (blocks[: len(MAGIC)], blocks[SUPERBLOCK:])
        return has_block and len(slot) == _BODY and self._key_in(key.slot, slot) == key

    def _key_in(self, number: int, body: bytes) -> LedgerKey | None:
        ciphers = filter(None, (self._slot_key, self._former_slot_key))
        return next((key for cipher in ciphers if (key := self._open_slot(cipher, number, body))), None)

    def _slots(self) -> list[tuple[int, bytes]]:
        slots = self._read(SLOTS_START, SLOTS * SLOT)
        return [(number, slots[number * SLOT : number * SLOT + _BODY]) for number in range(SLOTS)]

    def add_ledger(self, sort: str) -> LedgerKey:
        """Give a new ledger its id, key and slot; raises VaultTrouble `no-room-for-visits`."""
        used = {key.slot for key in self.ledgers()} | {int(slot) for slot in self.block.ledgers}
        free = next((number for number in range(SLOTS) if number not in used), None)
        if free is None:
            raise VaultTrouble("no-room-for-visits", most=SLOTS)
        key = LedgerKey(free, self._clock.random_bytes(8).hex(), sort, self._clock.random_bytes(32))
        self._write(SLOTS_START + free * SLOT, self._close_slot(key))
        return key

    def replace_ledger(self, key: LedgerKey, fresh: LedgerKey) -> None:
        """Put `fresh` (made by `fresh_key`) where `key` is: one write inside one disk sector, so it is old or new.

        Where that fails the old one is put back; raises VaultTrouble `medium-gone` where nobody knows which stands.
        """
        start, before = SLOTS_START + key.slot * SLOT, self._read(SLOTS_START + key.slot * SLOT, SLOT)
        try:
            self._write(start, self._close_slot(fresh))
        except (OSError, VaultTrouble):
            try:
                self._write(start, before)
            except (OSError, VaultTrouble) as error:
                raise VaultTrouble("medium-gone") from error
            raise

    def fresh_key(self, key: LedgerKey) -> LedgerKey:
        """Another id and another key for the slot of `key`; nothing is written."""
        return replace(key, ledger=self._clock.random_bytes(8).hex(), key=self._clock.random_bytes(32))

    def destroy_ledger(self, key: LedgerKey) -> None:
        """Overwrite a ledger's slot with random bytes: from then on nothing here opens that ledger.

        The mark goes first: a mark whose slot does not open is a key that somebody else destroyed.
        """
        kept = {slot: mark for slot, mark in self.block.ledgers.items() if slot != str(key.slot)}
        self._rewrite(replace(self.block, ledgers=kept))
        self._write(SLOTS_START + key.slot * SLOT, self._clock.random_bytes(SLOT))

    def _close_slot(self, key: LedgerKey) -> bytes:
        ledger, nonce = bytes.fromhex(key.ledger), self._clock.random_bytes(12)
        plain = key.key + bytes([SORTS.index(key.sort)])
        sealed = self._slot_key.encrypt(nonce, plain, self._slot_name(key.slot, ledger))
        return ledger + nonce + sealed + self._clock.random_bytes(SLOT - _BODY)

    def _open_slot(self, cipher: AESGCM, number: int, body: bytes) -> LedgerKey | None:
        ledger, nonce, sealed = body[:8], body[8:20], body[20:]
        try:
            plain = cipher.decrypt(nonce, sealed, self._slot_name(number, ledger))
        except InvalidTag:
            return None
        return LedgerKey(number, ledger.hex(), SORTS[plain[32]], plain[:32])

    def _slot_name(self, number: int, ledger: bytes) -> bytes:
        return b"monitorapp slot" + self.block.vault + number.to_bytes(4) + ledger

    def _rewrite(self, block: Superblock, master: bytes | None = None) -> None:
        newer, master = replace(block, generation=self.block.generation + 1), master or self._master
        self._has_two = True
        self._write_block(newer, master)
        self._take(master, newer)
        # The other copy still holds the old locks: it goes once the new one was read back.
        try:
            self._write(SUPERBLOCK * ((newer.generation + 1) % 2), self._clock.random_bytes(SUPERBLOCK))
        except (OSError, VaultTrouble) as error:
            raise VaultTrouble("old-lock-remains") from error
        self._has_two = False

    def _write_block(self, block: Superblock, master: bytes) -> None:
        filled = written(block, _derive(master, b"header"), self._clock.random_bytes)
        self._write(SUPERBLOCK * (block.generation % 2), filled)

    def _read(self, offset: int, size: int) -> bytes:
        with self._path.open("rb") as file:
            file.seek(offset)
            return file.read(size)

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


def _seal_former(master: bytes, vault: bytes, slot_key: bytes, nonce: bytes) -> tuple[bytes, bytes]:
    return nonce, AESGCM(_derive(master, b"former slots")).encrypt(nonce, slot_key, b"monitorapp former slots" + vault)


def _open_former(master: bytes, block: Superblock) -> bytes:
    assert block.former is not None
    nonce, sealed = block.former
    try:
        return AESGCM(_derive(master, b"former slots")).decrypt(nonce, sealed, b"monitorapp former slots" + block.vault)
    except (InvalidTag, ValueError) as error:
        raise VaultTrouble("vault-damaged") from error


def _derive(master: bytes, label: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, None, b"monitorapp " + label).derive(master)
