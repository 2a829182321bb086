"""Watches over an open vault: idle time, sleep, its medium, the three Shifts; says when to cover and when to lock."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent

from .pin import Pin

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


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


_INPUT: Final = ("KeyPress", "MouseButtonPress", "MouseMove", "Wheel", "TouchBegin", "TabletPress")
_SLEEP_SECONDS: Final = 30.0
_SHIFTS: Final = 3
TICK_MS: Final = 500  # a stick that is pulled out locks within a second, with all that a lock takes
_SHIFTS_WITHIN: Final = 2.0


class Precautions:
    """Seconds until the cover, until the lock, the longest session; and the PIN, which is kept in memory only."""

    __slots__ = ("cover", "lock", "pin", "session")

    def __init__(self, cover: int = 120, lock: int = 600, session: int = 8 * 3600) -> None:
        self.cover = cover
        self.lock = lock
        self.session = session
        self.pin = Pin()


class Guard(QObject):
    """An event filter on the application while a vault is open."""

    cover_wanted = Signal()
    lock_wanted = Signal()
    ticked = Signal(int)  # seconds until the lock

    def __init__(self, monotonic: Callable[[], float] = time.monotonic, wall: Callable[[], float] = time.time) -> None:
        super().__init__()
        self.precautions = Precautions()
        self._monotonic = monotonic
        self._wall = wall
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._shifts: list[float] = []
        self._medium: Medium | None = None
        self._is_covered = False
        self._input: frozenset[QEvent.Type] = frozenset()
        self._opened = self._touched = monotonic()
        self._drift = wall() - monotonic()

    def start(self, folder: Path | None = None) -> None:
        """A vault was opened, in `folder`: begin to count, and to watch what it lies on."""
        self._medium = Medium(folder) if folder is not None else None
        self._input = frozenset(QEvent.Type[name] for name in _INPUT)  # not at import: Qt makes the enum slowly
        self._opened = self._touched = self._monotonic()
        self._drift = self._wall() - self._opened
        self._is_covered = False
        self._timer.start()
        self._application().installEventFilter(self)

    def note_covered(self, covered: bool) -> None:
        """Under the cover nothing that is done puts the lock off; taking the cover away counts as work."""
        self._is_covered = covered
        if not covered:
            self._touched = self._monotonic()

    def stop(self) -> None:
        """No vault is open any more."""
        self._timer.stop()
        self._application().removeEventFilter(self)

    @staticmethod
    def _application() -> QCoreApplication:
        application = QCoreApplication.instance()
        assert application is not None
        return application

    @Slot()
    def tick(self) -> None:
        """Look at the clocks and the medium; called every TICK_MS."""
        now, drift = self._monotonic(), self._wall() - self._monotonic()
        slept = drift - self._drift > _SLEEP_SECONDS  # the monotonic clock stands still while the laptop sleeps
        self._drift = drift
        left = min(self._touched + self.precautions.lock, self._opened + self.precautions.session) - now
        self.ticked.emit(max(0, round(left)))
        gone = self._medium is not None and not self._medium.is_there()
        if slept or gone or left <= 0:
            self.lock_wanted.emit()
        elif now - self._touched >= self.precautions.cover:
            self.cover_wanted.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in self._input and not self._is_covered:
            self._touched = self._monotonic()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched.isWindowType():
            self._count_shift(event)
        return False

    def _count_shift(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        if event.key() != Qt.Key.Key_Shift:
            self._shifts.clear()
            return
        now = self._monotonic()
        self._shifts = [moment for moment in self._shifts if now - moment < _SHIFTS_WITHIN] + [now]
        if len(self._shifts) == _SHIFTS:
            self._shifts.clear()
            self.cover_wanted.emit()


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
