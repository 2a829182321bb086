"""The locks of the key file: each wraps the master key for one way of opening."""

import base64
from collections.abc import Callable, Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from monitorapp.clock import Clock
from monitorapp.errors import VaultTrouble
from monitorapp.records.field import canonical
from monitorapp.vault.kdf import KdfCost, derive

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
