"""A lock that waits because something typed is not written yet: it is tried again when there is reason to hope."""

import shutil
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from monitorapp.errors import Trouble

EVERY_MS: Final = 2000
ROOM: Final = 1 << 20  # bytes free: far more than one answer takes


class PendingLock(QObject):
    """`due` says that it is worth while to try again."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._code = ""
        self._folder = Path()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_waiting(self) -> bool:
        """Whether a lock waits."""
        return self._timer.isActive()

    def wait_after(self, trouble: Trouble, folder: Path) -> None:
        """The vault in `folder` could not be locked because of this trouble."""
        self._code, self._folder = trouble.code, folder
        self._timer.start()

    def give_up(self) -> None:
        """The lock is done, or the person goes on with the work."""
        self._timer.stop()

    @Slot()
    def _look(self) -> None:
        if may_work_again(self._code, self._folder):
            self.due.emit()


def may_work_again(code: str, folder: Path) -> bool:
    """Whether what a write failed of may be over: there is room again, the medium is back."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return False
    return code != "disk-full" or free >= ROOM
