"""When typed text is handed over: a moment after the last key, and every second while typing goes on."""

from PySide6.QtCore import QObject, QTimer, Signal

PAUSE_MS = 300
LIMIT_MS = 1000


class TypingPause(QObject):
    """`due` comes PAUSE_MS after the last `touch`, and at the latest LIMIT_MS after the first one."""

    due = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting = False
        self._pause = self._timer(PAUSE_MS)
        self._limit = self._timer(LIMIT_MS)

    def _timer(self, length: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(length)
        timer.timeout.connect(self.flush)
        return timer

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed that has not been handed over."""
        return self._waiting

    def touch(self) -> None:
        """A key was pressed."""
        self._pause.start()
        if not self._waiting:
            self._waiting = True
            self._limit.start()

    def flush(self) -> None:
        """Hand over now, if anything waits."""
        if self._waiting:
            self._waiting = False
            self._pause.stop()
            self._limit.stop()
            self.due.emit()
