"""What a vault's folder is at every write: a kill at any of them leaves one of these states behind."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SECTOR = 512


class Snapshots:
    """Copies of a folder, taken within each write of ours (its first sector alone), after it, and after each sync."""

    def __init__(self, folder: Path, into: Path) -> None:
        self._folder, self._into = folder, into
        self.taken: list[Path] = []

    def during(self, monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]) -> None:
        """Do `work` and take a copy at each of its writes."""
        write, fsync = os.write, os.fsync

        def watched_write(descriptor: int, data: bytes) -> int:
            first = write(descriptor, data[:SECTOR])
            self.take()
            return first + (write(descriptor, data[first:]) if len(data) > first else 0)

        def watched_fsync(descriptor: int) -> None:
            fsync(descriptor)
            self.take()

        self.take()
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", watched_write)
            patch.setattr(os, "fsync", watched_fsync)
            work()
        self.take()

    def take(self) -> None:
        """Keep the folder as it is now; a folder that is gone is kept as none."""
        copy = self._into / f"{len(self.taken):04d}"
        if self._folder.exists():
            shutil.copytree(self._folder, copy, copy_function=shutil.copyfile)
        self.taken.append(copy)

    def some(self, until: int, every: int) -> Iterator[tuple[int, Path]]:
        """The first `until` copies with their numbers, then every so many; each is removed once it was looked at."""
        for number, copy in enumerate(self.taken):
            if number < until or number % every == 0 or number == len(self.taken) - 1:
                yield number, copy
            shutil.rmtree(copy, ignore_errors=True)

    def each(self) -> Iterator[Path]:
        """All copies, one by one."""
        for _, copy in self.some(len(self.taken), every=1):
            yield copy
