"""The locks of the key file: each wraps the master key for one way of opening."""

from collections.abc import Callable, Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from monitorapp.clock import Clock
from monitorapp.errors import VaultTrouble
from monitorapp.records.field import canonical
from monitorapp.vault.kdf import KdfCost, derive

PASSPHRASE, RECOVERY = "passphrase", "recovery"
Lock = Mapping[str, Any]
Opener = Callable[[Lock, bytes], bytes | None]  # lock and vault id → master key, or None: not with this key


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


def with_passphrase(passphrase: str) -> Opener:
    """Opens a passphrase lock."""
    return lambda lock, vault: _unwrap(lock, derive(passphrase, lock["kdf"]), vault)


def with_recovery_key(key: bytes) -> Opener:
    """Opens a recovery lock."""
    return lambda lock, vault: _unwrap(lock, key, vault)


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


def _name(kind: str, kdf: Mapping[str, Any], vault: bytes) -> bytes:
    return b"monitorapp lock" + vault + canonical([kind, dict(kdf)]).encode()
