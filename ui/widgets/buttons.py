"""Buttons: the one main action of a page, plain ones, icon-only ones with a name, and a row of which one is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from ..theme import Theme

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Button(QPushButton):
    """A push button with an icon in the theme's colour; `kind`: plain, primary, quiet or navigation."""

    def __init__(self, theme: Theme, text: str, icon: str = "", kind: str = "plain") -> None:
        super().__init__(text)
        self.setProperty("kind", kind)
        self.setMinimumHeight(theme.pixels(34))
        self.setAutoDefault(False)
        self._theme = theme
        if icon:
            self.set_icon(icon)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus; Qt does that in dialogs alone."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in _PLAIN:
            self.click()
        else:
            super().keyPressEvent(event)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        primary = self.property("kind") == "primary"
        self.setIcon(self._theme.primary_icon(icon) if primary else self._theme.icon(icon))
        side = self._theme.pixels(17)
        gap = self._theme.pixels(8) if self.text() else 0  # Fusion leaves too little room beside the picture
        self.setIconSize(QSize(side + gap, side))


class IconButton(Button):
    """A button without words; its name is what a screen reader says and what the tooltip shows."""

    def __init__(self, theme: Theme, icon: str, name: str, kind: str = "quiet") -> None:
        super().__init__(theme, "", icon, kind)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedWidth(theme.pixels(36))


class Segments(QWidget):
    """A row of buttons of which exactly one is pressed."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, options: Sequence[tuple[str, str]], current: str = "") -> None:
        """`options` are (code, text) pairs; `current` is the code pressed at first."""
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for code, text in options:
            button = Button(theme, text)
            button.setCheckable(True)
            button.setChecked(code == current)
            self._group.addButton(button)
            self._buttons[code] = button
            row.addWidget(button)
        row.addStretch(1)
        self._group.buttonClicked.connect(self._tell)

    def current(self) -> str:
        """The code of the pressed button, or nothing."""
        return next((code for code, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, code: str) -> None:
        """Press the button of `code` without telling anybody."""
        self._buttons[code].setChecked(True)

    def _tell(self) -> None:
        self.chosen.emit(self.current())


def focus_by_tab_only(button: QPushButton) -> None:
    """Keep the cursor in the text when the button is clicked with the mouse."""
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
