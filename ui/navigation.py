"""The navigation on the left: one line for each registered page with an icon; in a visit only the icons."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup

from .pages import PageEntry
from .theme import Theme
from .widgets.buttons import Button
from .widgets.cards import Card


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
