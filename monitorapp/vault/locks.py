"""The locks of the key file: what each costs to guess (Argon2id), and the master key wrapped for one way of opening."""

import base64
import ctypes
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from monitorapp.clock import Clock
from monitorapp.errors import VaultTrouble
from monitorapp.records.field import canonical
from monitorapp.vault.passphrase import normalise

MEMORY_FLOOR_KIB = 128 * 1024
MEMORY_CEILING_KIB = 4 * 1024 * 1024
RAISED_KIB = (512 * 1024, 1024 * 1024)  # above the default, where memory and time allow
ROOM_TO_DOUBLE_SECONDS, LONGEST_SECONDS = 0.75, 1.25
SHARE_OF_FREE = 4  # at most a quarter of the free memory


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


def derive(passphrase: str, kdf: Mapping[str, Any]) -> bytes:
    """The 32-byte key of a passphrase under the parameters of a lock.

    Raises VaultTrouble `vault-damaged`, and `memory-short` before the system would have to end a program.
    """
    cost = KdfCost(kdf["memory"], kdf["passes"], kdf["lanes"]).checked()
    salt = bytes.fromhex(kdf["salt"])
    if len(salt) != 16 or kdf["name"] != "argon2id":
        raise VaultTrouble("vault-damaged")
    free = free_memory()
    if free is not None and free < cost.memory:
        raise VaultTrouble("memory-short", needed=cost.memory // 1024)
    try:
        argon = Argon2id(salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
        return argon.derive(normalise(passphrase))
    except MemoryError as error:
        raise VaultTrouble("memory-short", needed=cost.memory // 1024) from error


def calibrated(
    now: KdfCost | None = None, free: int | None = None, seconds: Callable[[KdfCost], float] | None = None
) -> KdfCost:
    """The cost for a new passphrase here: as much memory as about one second of this laptop allows.

    Never less than `now`, the cost so far, unless memory is short; 128 MiB is the least. Twice the memory is tried
    as long as it can be expected to fit, so at most three derivations are timed, none of them much over a second.
    `free` (KiB) and `seconds` stand in for this laptop in tests.
    """
    room = (free or free_memory() or SHARE_OF_FREE * KdfCost().memory) // SHARE_OF_FREE
    if room < KdfCost().memory:
        return KdfCost(MEMORY_FLOOR_KIB)
    found = _raised(room, seconds or measured)
    keeps = now is not None and now.memory * now.passes > found.memory * found.passes and now.memory <= room
    return now if now is not None and keeps else found


def _raised(room: int, seconds: Callable[[KdfCost], float]) -> KdfCost:
    found, taken = KdfCost(), seconds(KdfCost())
    for memory in RAISED_KIB:
        if memory > room or taken > ROOM_TO_DOUBLE_SECONDS:
            break
        taken = seconds(KdfCost(memory))
        if taken > LONGEST_SECONDS:
            break
        found = KdfCost(memory)
    return found


def measured(cost: KdfCost) -> float:
    """How many seconds one derivation takes here."""
    started = time.perf_counter()
    derive("", {"name": "argon2id", "salt": "00" * 16, **vars(cost)})
    return time.perf_counter() - started


def free_memory() -> int | None:
    """The memory in KiB that programs can still have, or None where the system does not say."""
    if sys.platform == "win32":
        return _free_on_windows()
    if sys.platform == "darwin":
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2048  # the half of all: it tells no more
    try:
        lines = Path("/proc/meminfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) for line in lines if line.startswith("MemAvailable:")), None)


def _free_on_windows() -> int | None:
    """GlobalMemoryStatusEx, sysinfoapi.h: the length, a load in percent, then seven 64-bit counts of bytes."""
    status = (ctypes.c_uint64 * 8)(64)
    answered = ctypes.WinDLL("kernel32").GlobalMemoryStatusEx(status)  # type: ignore[attr-defined]  # there alone
    return status[2] // 1024 if answered else None


PASSPHRASE, RECOVERY, ESCROW = "passphrase", "recovery", "escrow"
ESCROW_LABEL = b"monitorapp escrow"
Lock = Mapping[str, Any]
Opener = Callable[[Lock, bytes], bytes | None]  # lock and vault id → master key, or None: not with this key
Wrap = Callable[[bytes], bytes]  # to somebody's public key; where a vault knows nothing of such keys
Unwrap = Callable[[bytes], bytes | None]  # with the private key of it, or None: wrapped to somebody else


def passphrase_lock(passphrase: str, cost: KdfCost, vault: bytes, master: bytes, clock: Clock) -> Lock:
    """The lock that a passphrase opens; raises VaultTrouble `vault-damaged` for a cost out of bounds."""
    cost.checked()
    kdf = {
        "name": "argon2id",
        "memory": cost.memory,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "salt": clock.random_bytes(16).hex(),
    }
    return _wrap(PASSPHRASE, kdf, derive(passphrase, kdf), vault, master, clock)


def recovery_lock(key: bytes, vault: bytes, master: bytes, clock: Clock) -> Lock:
    """The lock that the 32-byte key on paper opens."""
    return _wrap(RECOVERY, {}, key, vault, master, clock)


def escrow_lock(wrap: Wrap, vault: bytes, master: bytes) -> Lock:
    """The lock that an organisation's private key opens. Nothing in it tells whose key that is."""
    return {"kind": ESCROW, "sealed": base64.b64encode(wrap(ESCROW_LABEL + vault + master)).decode("ascii")}


def with_passphrase(passphrase: str) -> Opener:
    """Opens a passphrase lock."""
    return lambda lock, vault: _unwrap(lock, derive(passphrase, lock["kdf"]), vault)


def with_recovery_key(key: bytes) -> Opener:
    """Opens a recovery lock."""
    return lambda lock, vault: _unwrap(lock, key, vault)


def with_escrow_key(unwrap: Unwrap) -> Opener:
    """Opens an escrow lock."""
    return lambda lock, vault: _taken_out(unwrap(base64.b64decode(lock["sealed"], validate=True)), vault)


def open_lock(lock: Lock, opener: Opener, vault: bytes) -> bytes | None:
    """The master key when the lock opens, None when the key is wrong; raises `vault-damaged` for a senseless lock."""
    try:
        return opener(lock, vault)
    except (ArithmeticError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise VaultTrouble("vault-damaged") from error


def _wrap(kind: str, kdf: dict[str, Any], key: bytes, vault: bytes, master: bytes, clock: Clock) -> Lock:
    nonce = clock.random_bytes(12)
    sealed = AESGCM(key).encrypt(nonce, master, _name(kind, kdf, vault))
    return {"kind": kind, "kdf": kdf, "nonce": nonce.hex(), "sealed": sealed.hex()}


def _unwrap(lock: Lock, key: bytes, vault: bytes) -> bytes | None:
    name = _name(lock["kind"], lock["kdf"], vault)
    try:
        return AESGCM(key).decrypt(bytes.fromhex(lock["nonce"]), bytes.fromhex(lock["sealed"]), name)
    except InvalidTag:
        return None


def _taken_out(packed: bytes | None, vault: bytes) -> bytes | None:
    if packed is None:
        return None
    label = ESCROW_LABEL + vault
    if not packed.startswith(label) or len(packed) != len(label) + 32:
        raise ValueError("wrapped for another vault")
    return packed[len(label) :]


def _name(kind: str, kdf: Mapping[str, Any], vault: bytes) -> bytes:
    return b"monitorapp lock" + vault + canonical([kind, dict(kdf)]).encode()
