"""A button for what cannot be taken back: it must be held down, and shows how long still."""

from time import monotonic

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent

from ..theme import Theme
from .buttons import Button

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEP_MS = 40
_BAR = 4  # logical pixels at 100 %


class HoldButton(Button):
    """Emits `held` once it was down for `seconds` without a break, by mouse, Space or Enter; a click does nothing."""

    held = Signal()

    def __init__(self, theme: Theme, text: str, icon: str = "", seconds: float = 3.0) -> None:
        super().__init__(theme, text, icon)
        self._bar = theme.pixels(_BAR)
        self._colour = theme.tokens.of("error")
        self._seconds = seconds
        self._since = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._go_on)
        self.pressed.connect(self._begin)
        self.released.connect(self._stop)

    @property
    def share(self) -> float:
        """How much of the time is over, 0 to 1."""
        return min(1.0, (monotonic() - self._since) / self._seconds) if self._timer.isActive() else 0.0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.setDown(True)
            self.pressed.emit()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _ENTER:
            super().keyReleaseEvent(event)
        elif not event.isAutoRepeat():
            self.setDown(False)
            self.released.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._timer.isActive():
            painter = QPainter(self)
            height = self._bar
            painter.fillRect(0, self.height() - height, round(self.width() * self.share), height, self._colour)
            painter.end()

    @Slot()
    def _begin(self) -> None:
        self._since = monotonic()
        self._timer.start()

    @Slot()
    def _stop(self) -> None:
        self._timer.stop()
        self.update()

    @Slot()
    def _go_on(self) -> None:
        self.update()
        if self.share >= 1.0:
            self._stop()
            self.setDown(False)
            self.held.emit()
