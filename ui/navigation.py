"""What stands around every page: the navigation on the left, and the line that says when the disk last had a write."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QWidget

from .pages import PageEntry
from .theme import Theme
from .widgets.buttons import Button
from .widgets.cards import Card
from .widgets.labels import Muted


class Navigation(Card):
    """Says which page was asked for; the window marks the current one."""

    asked = Signal(str)

    def __init__(self, theme: Theme, entries: Sequence[PageEntry]) -> None:
        super().__init__(theme, "sidebar")
        self._theme = theme
        self._group = QButtonGroup(self)
        self._buttons: dict[str, tuple[Button, str]] = {}
        margin = theme.pixels(6)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(2)
        for entry in entries:
            if entry.icon:
                self._add_line(entry)
        self.column.addStretch(1)
        self.set_compact(False)

    def mark(self, name: str) -> None:
        """Show a page as the current one."""
        if name in self._buttons:
            self._buttons[name][0].setChecked(True)

    def set_compact(self, compact: bool) -> None:
        """Only icons, with the words as tooltips, or icons and words."""
        for button, title in self._buttons.values():
            button.setText("" if compact else title)
            button.setToolTip(title if compact else "")
        if compact:
            self.setFixedWidth(self._theme.pixels(52))
        else:
            self.setFixedWidth(max(self._theme.pixels(170), self.column.sizeHint().width()))

    def _add_line(self, entry: PageEntry) -> None:
        title = entry.title()
        button = Button(self._theme, title, entry.icon, "navigation")
        button.setAccessibleName(title)
        button.setCheckable(True)
        button.clicked.connect(lambda _=False, name=entry.name: self.asked.emit(name))
        self._group.addButton(button)
        self._buttons[entry.name] = (button, title)
        self.add(button)


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
