"""The vault's folder: what lies where, made owner-only, and never written to outside."""

import contextlib
import importlib
import os
import sys
from collections.abc import Collection
from pathlib import Path

from monitorapp.clock import SYSTEM, Clock
from monitorapp.errors import VaultTrouble
from monitorapp.vault.cipher import translated
from monitorapp.vault.schema import COPIES
from monitorapp.vault.superblock import SUPERBLOCK

KEY_FILE, LEDGERS, ATTACHMENTS, SEALED = "k", "l", "a", "s"


def make_folder(folder: Path) -> None:
    """Make an empty vault folder; raises VaultTrouble `folder-not-empty`, `folder-read-only`, `disk-full`."""
    with translated():
        if folder.exists() and any(folder.iterdir()):
            raise VaultTrouble("folder-not-empty")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in (LEDGERS, ATTACHMENTS, SEALED):
            (folder / name).mkdir(mode=0o700)


def empty_folder(folder: Path) -> None:
    """Remove every file of a vault, as far as that can be done: its making failed, or its keys were destroyed."""
    parts = [folder / name for name in (LEDGERS, ATTACHMENTS, SEALED, COPIES)]
    for path in [folder / KEY_FILE, *(path for part in parts for path in part.glob("*"))]:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
    for part in parts:
        with contextlib.suppress(OSError):
            part.rmdir()


def is_vault(folder: Path) -> bool:
    """Whether the folder looks like a vault."""
    return (folder / KEY_FILE).is_file() and (folder / LEDGERS).is_dir()


def ledger_file(folder: Path, ledger: str) -> Path:
    """Where a ledger lies."""
    return folder / LEDGERS / ledger


def remove_ledger(folder: Path, ledger: str) -> None:
    """Remove a ledger's file and its log, if they are there."""
    for name in (ledger, f"{ledger}-wal"):
        (folder / LEDGERS / name).unlink(missing_ok=True)
    sync_folder(folder / LEDGERS)


def remove_strays(folder: Path, ledgers: Collection[str]) -> None:
    """Remove what lies among the ledgers and their copies and belongs to none of `ledgers` (ids): no key opens it."""
    for part in (part for name in (LEDGERS, COPIES) if (part := folder / name).is_dir()):
        for path in part.iterdir():
            if path.name.partition("-")[0] not in ledgers:
                path.unlink(missing_ok=True)
        sync_folder(part)


def destroy_keys(folder: Path, clock: Clock = SYSTEM) -> None:
    """Overwrite the key file, the superblocks before the slots: then no passphrase opens anything any more.

    Cut short it leaves a vault that opens, or none. Raises VaultTrouble (`not-a-vault`, `folder-read-only`, …).
    """
    path = folder / KEY_FILE
    if not path.is_file():
        raise VaultTrouble("not-a-vault")
    with translated():
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            size = os.fstat(descriptor).st_size
            for start, end in ((0, min(size, 2 * SUPERBLOCK)), (2 * SUPERBLOCK, size)):
                _overwrite(descriptor, start, end, clock)
                os.fsync(descriptor)
        finally:
            os.close(descriptor)


def erase(folder: Path, clock: Clock = SYSTEM) -> None:
    """Destroy the keys of a vault and remove its files, without a passphrase; raises VaultTrouble as `destroy_keys`.

    Files of others in the folder stay. What cannot be removed is left: nothing opens it.
    """
    destroy_keys(folder, clock)
    empty_folder(folder)
    with contextlib.suppress(OSError):
        folder.rmdir()
        sync_folder(folder.parent)


def _overwrite(descriptor: int, start: int, end: int, clock: Clock) -> None:
    os.lseek(descriptor, start, os.SEEK_SET)
    left = end - start
    while left > 0:
        left -= os.write(descriptor, clock.random_bytes(min(left, 64 * 1024)))


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` survive a power cut; Windows keeps its names without being asked."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def refuse_copy_on_write(path: Path) -> None:
    """Ask a copy-on-write file system (btrfs) to overwrite the still empty file `path` in place.

    FS_IOC_SETFLAGS with FS_NOCOW_FL, ioctl_iflags(2); other file systems say no, and need nothing.
    """
    if sys.platform != "linux":
        return
    fcntl = importlib.import_module("fcntl")  # absent on Windows
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        with contextlib.suppress(OSError):
            fcntl.ioctl(descriptor, 0x40086602, (0x00800000).to_bytes(8, sys.byteorder))
    finally:
        os.close(descriptor)
