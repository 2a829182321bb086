"""What guessing a passphrase costs: Argon2id, its bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from monitorapp.errors import VaultTrouble
from monitorapp.vault.passphrase import normalise

MEMORY_FLOOR_KIB = 128 * 1024
MEMORY_CEILING_KIB = 4 * 1024 * 1024


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
    """The 32-byte key of a passphrase under the parameters of a lock; raises VaultTrouble `vault-damaged`."""
    cost = KdfCost(kdf["memory"], kdf["passes"], kdf["lanes"]).checked()
    salt = bytes.fromhex(kdf["salt"])
    if len(salt) != 16 or kdf["name"] != "argon2id":
        raise VaultTrouble("vault-damaged")
    argon = Argon2id(salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    return argon.derive(normalise(passphrase))
