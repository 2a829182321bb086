"""What guessing a passphrase costs: Argon2id, its bounds, and the cost that fits this laptop."""

import ctypes
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from monitorapp.errors import VaultTrouble
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
