"""One line above the page that says what happened and offers at most one deed; it never blocks."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ..theme import Theme
from .buttons import Button, IconButton
from .cards import Card
from .labels import Remark

_LOOKS = {
    "info": ("info", "info", "accent"),
    "good": ("good", "circle-check", "good"),
    "warning": ("warning", "triangle-alert", "warning"),
    "error": ("trouble", "circle-alert", "error"),
}
MARGIN, HEIGHT = 4, 32
_ON_THE_WAY = 0.7  # seconds


class MessageBar(Card):
    """Hidden until something is said; a new line replaces the old one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "info")
        self._run: Callable[[], None] | None = None
        self._said_at = 0.0
        self._lasts = False
        self._remark = Remark(theme, "", "info")
        self._action = Button(theme, self.tr("Do it"))
        self._close = IconButton(theme, "x", self.tr("Close this message"))
        # As low as its words: at large text every line of it is a line of the page below.
        self.column.setContentsMargins(theme.pixels(12), MARGIN, MARGIN, MARGIN)
        for button in (self._action, self._close):
            button.setFixedHeight(theme.pixels(HEIGHT))
        row = QHBoxLayout()
        middle = QVBoxLayout()  # a layout's own alignment would forget that text needs height for its width
        middle.addStretch(1)
        middle.addWidget(self._remark)
        middle.addStretch(1)
        row.addLayout(middle, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.add(row)
        self._action.clicked.connect(self._act)
        self._close.clicked.connect(self.hide)
        self.hide()

    def text(self) -> str:
        """The words shown."""
        return self._remark.text()

    def fade(self) -> None:
        """Another page is shown: close what was said on the one before, unless it was said on the way here."""
        if monotonic() - self._said_at > _ON_THE_WAY and not self._lasts:
            self.hide()

    def say(self, text: str, tone: str = "info", action: str = "", run: Callable[[], None] | None = None) -> None:
        """Show a line (tone: info, good, warning, error) and a button if `action` names one."""
        kind, icon, colour = _LOOKS[tone]
        self.set_kind(kind)
        self._remark.show_text(text, icon, colour)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._run = run
        self._said_at, self._lasts = monotonic(), tone == "error"
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))  # a screen reader says it at once

    @Slot()
    def _act(self) -> None:
        self.hide()
        if self._run is not None:
            self._run()
