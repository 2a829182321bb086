"""How long nobody has to type until cover and lock: chosen in the settings, kept in the vault, never outside it."""

from typing import TYPE_CHECKING, Final

from .guard import Precautions

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault

COVER_MINUTES: Final = (1, 2, 5, 10)
LOCK_MINUTES: Final = (5, 10, 20, 30)
_FACT: Final = "idle-minutes"


def read_idle_times(vault: "Vault") -> dict[str, object]:
    """What was kept: minutes by `cover` and `lock`; nothing when nothing was ever chosen."""
    found = vault.registry.fact(_FACT)
    return found if isinstance(found, dict) else {}


def keep_idle_times(vault: "Vault", cover: int, lock: int) -> None:
    """Keep both, in seconds as the guard counts them."""
    vault.registry.keep_fact(_FACT, {"cover": cover // 60, "lock": lock // 60})


def follow(precautions: Precautions, kept: dict[str, object]) -> None:
    """Let the guard count with what was kept; a time that cannot be chosen in the settings changes nothing."""
    cover, lock = kept.get("cover"), kept.get("lock")
    if isinstance(cover, int) and cover in COVER_MINUTES:
        precautions.cover = 60 * cover
    if isinstance(lock, int) and lock in LOCK_MINUTES:
        precautions.lock = 60 * lock
