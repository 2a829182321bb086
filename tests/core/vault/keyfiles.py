"""Key files for tests: filled up, torn at every sector, read without a key."""

import json
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from monitorapp.errors import VaultTrouble
from monitorapp.vault import keyfile as module
from monitorapp.vault.keyfile import MAGIC, SIZE, SLOT, SLOTS, SLOTS_START, KeyFile

SECTOR = 512
Fields = dict[str, Any]


def trouble_of(work: Callable[[], object]) -> str | None:
    try:
        work()
    except VaultTrouble as trouble:
        return trouble.code
    return None


def torn_states(path: Path, before: bytes, after: bytes, orders: int = 3) -> Iterator[None]:
    """Make the file what it is after each 512-byte piece of one write: in order, backwards, and each alone."""
    changed = [s for s in range(0, SIZE, SECTOR) if before[s : s + SECTOR] != after[s : s + SECTOR]]
    for order in (changed, changed[::-1])[:orders]:
        path.write_bytes(before)
        for start in order:
            put(path, start, after[start : start + SECTOR])
            yield
    path.write_bytes(before)
    for start in changed if orders == 3 else ():
        put(path, start, after[start : start + SECTOR])
        yield
        put(path, start, before[start : start + SECTOR])


def put(path: Path, start: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def states_after_writes(path: Path, monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]) -> list[bytes]:
    """The whole file before the first and after each write that `work` does."""
    snapshots, write = [path.read_bytes()], KeyFile._write

    def watched(key_file: KeyFile, offset: int, data: bytes) -> None:
        write(key_file, offset, data)
        snapshots.append(path.read_bytes())

    with monkeypatch.context() as patch:
        patch.setattr(KeyFile, "_write", watched)
        work()
    return snapshots


def fill_up(key_file: KeyFile) -> None:
    """What a thousand calls of `add_ledger` leave behind, without reading the slots a thousand times."""
    for number in range(1, SLOTS):
        key = module.LedgerKey(number, f"{number:016x}", "visit", bytes([number % 256]) * 32)
        key_file._write(SLOTS_START + number * SLOT, key_file._close_slot(key))


def fields_of(path: Path, start: int = 0) -> Fields:
    data = path.read_bytes()[start:]
    (length,) = struct.unpack(">I", data[8:12])
    fields: Fields = json.loads(data[12 : 12 + length])
    return fields


def fields_of_newest(path: Path) -> Fields:
    return fields_of(path, path.read_bytes().index(MAGIC))
