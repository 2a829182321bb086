"""Whether the medium that holds the vault is still there: asked at every tick, so that pulling the stick out locks."""

import os
import sys
from pathlib import Path
from typing import Final

_BLOCK_DEVICES: Final = Path("/sys/dev/block")


class Medium:
    """What a folder lies on, remembered when the vault was opened."""

    def __init__(self, folder: Path, devices: Path = _BLOCK_DEVICES) -> None:
        self._folder, self._devices = folder, devices
        self._was = self._identity()
        self._had_device = self._was is not None and self._device(self._was[0]).exists()

    def is_there(self) -> bool:
        """Whether the folder is the same one, on a device that the system still has."""
        now = self._identity()
        if now is None or now != self._was:
            return False
        return not self._had_device or _is_whole(self._device(now[0]))

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self._folder.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _device(self, number: int) -> Path:
        # A stick that is pulled out without a word stays mounted, but its device is gone.
        if sys.platform == "win32":
            return self._devices
        return self._devices / f"{os.major(number)}:{os.minor(number)}"


def _is_whole(device: Path) -> bool:
    """Whether a device and, where it is an encrypted one, those beneath it are there."""
    slaves = device / "slaves"
    beneath = list(slaves.iterdir()) if slaves.is_dir() else []
    return device.exists() and all(_is_whole(each) for each in beneath)
