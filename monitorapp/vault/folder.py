"""The vault's folder: what lies where, made owner-only, and never written to outside."""

import contextlib
import importlib
import os
import sys
from pathlib import Path

from monitorapp.errors import VaultTrouble
from monitorapp.vault.cipher import translated

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
    """Take back a vault whose making failed halfway, so that the next try begins from nothing."""
    with contextlib.suppress(OSError):
        for path in [*(folder / LEDGERS).glob("*"), folder / KEY_FILE]:
            path.unlink(missing_ok=True)
        for name in (LEDGERS, ATTACHMENTS, SEALED):
            (folder / name).rmdir()


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
