"""The line at the foot of the window: when the disk last acknowledged a write, and when the vault locks."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from .theme import Theme
from .widgets.labels import Muted


class StatusLine(QWidget):
    """ "Saved" is shown only for what is on the disk."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        picture = QLabel()
        picture.setPixmap(theme.pixmap("lock", "good", 15))
        self._left = Muted(theme, self.tr("Encrypted on this laptop"))
        self._right = Muted(theme, self.tr("Network off"))
        self._right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._right.setWordWrap(False)
        self._right.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(picture)
        row.addWidget(self._left, 1)
        row.addWidget(self._right)

    def text(self) -> str:
        """Both halves."""
        return f"{self._left.text()} · {self._right.text()}"

    @Slot(str)
    def show_saved(self, moment: str) -> None:
        """A write was acknowledged at this local time."""
        self._left.setText(self.tr("Saved %1 · encrypted on this laptop").replace("%1", moment))

    @Slot(int)
    def show_countdown(self, seconds: int) -> None:
        """So many seconds are left until the lock."""
        if seconds >= 60:
            lock = self.tr("Locks in %n min", "", (seconds + 59) // 60)
        else:
            lock = self.tr("Locks in %n s", "", seconds)
        self._right.setText(lock + " · " + self.tr("Network off"))
