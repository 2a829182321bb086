"""The line at the foot of the window: when the disk last acknowledged a write, and when the vault locks."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from .theme import Theme
from .widgets.labels import Muted

_GAP = 8


class StatusLine(QWidget):
    """ "Saved" is shown only for what is on the disk."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._long = self._short = self.tr("Encrypted on this laptop")
        self._picture = QLabel()
        self._picture.setPixmap(theme.pixmap("lock", "good", 15))
        self._left = Muted(theme, self._long)
        self._right = Muted(theme, self.tr("Network off"))
        self._right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._right.setWordWrap(False)
        self._right.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self._picture)
        row.addWidget(self._left, 1)
        row.addWidget(self._right)

    def text(self) -> str:
        """Both halves, in full."""
        return f"{self._long} · {self._right.text()}"

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot(str)
    def show_saved(self, moment: str) -> None:
        """A write was acknowledged at this local time."""
        self._long = self.tr("Saved %1 · encrypted on this laptop").replace("%1", moment)
        self._short = self.tr("Saved %1").replace("%1", moment)
        self._fit()

    @Slot(int)
    def show_countdown(self, seconds: int) -> None:
        """So many seconds are left until the lock."""
        if seconds >= 60:
            lock = self.tr("Locks in %n min", "", (seconds + 59) // 60)
        else:
            lock = self.tr("Locks in %n s", "", seconds)
        self._right.setText(lock + " · " + self.tr("Network off"))
        self._fit()

    def _fit(self) -> None:
        # One line on the smallest screen with the largest text too; the picture of the lock says the rest.
        room = self.width() - self._right.sizeHint().width() - self._picture.width() - 3 * _GAP
        is_long = self._left.fontMetrics().horizontalAdvance(self._long) <= room
        self._left.setText(self._long if is_long else self._short)
        self._left.setAccessibleName(self._long)
