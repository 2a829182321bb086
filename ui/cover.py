"""The cover: hides everything at once, says nothing about what lies beneath, opens with a PIN or the passphrase."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from .theme import Theme
from .widgets.buttons import Button
from .widgets.cards import centred
from .widgets.labels import Remark, Text
from .widgets.passphrase_edit import PassphraseEdit

TRIES = 3
Check = Callable[[str, Callable[[bool], None]], None]


class Cover(QWidget):
    """Lies over the whole window. `check` is given what was typed and calls back with yes or no."""

    opened = Signal()
    gave_up = Signal()  # three wrong tries: lock

    def __init__(self, theme: Theme, check: Check, parent: QWidget) -> None:
        super().__init__(parent)
        self._check = check
        self._over = parent
        self._tries = 0
        self._before: QWidget | None = None
        self.setAutoFillBackground(True)
        self._caption = Text(theme, self.tr("Paused. PIN or passphrase to go on:"), "muted")
        self._edit = PassphraseEdit(theme, self.tr("PIN or passphrase"))
        self._remark = Remark(theme, "", "info")
        self._go_on = Button(theme, self.tr("Go on"))
        self._lay_out(theme)
        self._edit.entered.connect(self._try)
        self._go_on.clicked.connect(self._try)
        parent.installEventFilter(self)
        self.hide()

    def cover(self) -> None:
        """Hide what is beneath before anything else happens."""
        if self.isVisible():
            return
        self._tries = 0
        self._before = self.window().focusWidget()
        self._remark.hide()
        self._edit.clear()
        self._edit.setEnabled(True)
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.repaint()
        self._edit.setFocus()

    def uncover(self) -> None:
        """Show what is beneath, with the cursor where it was."""
        self.hide()
        self.opened.emit()
        if self._before is not None and isValid(self._before):
            self._before.setFocus()

    def say(self, text: str) -> None:
        """Show a line on the cover, for example why the vault cannot be locked."""
        self._remark.show_text(text, "triangle-alert", "warning")
        self._remark.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self.setGeometry(self._over.rect())
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Tab stays on the cover: what lies beneath must not be reached with the keys.
        nearest = self.focusWidget()
        (self._go_on if nearest is not self._go_on else self._edit).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _lay_out(self, theme: Theme) -> None:
        box = QWidget()
        box.setFixedWidth(theme.pixels(340))
        inner = QVBoxLayout(box)
        for part in (self._caption, self._edit, self._remark, self._go_on):
            inner.addWidget(part)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(centred(box))
        column.addStretch(3)

    @Slot()
    def _try(self) -> None:
        typed = self._edit.text()
        if typed and self._edit.isEnabled():
            self._edit.setEnabled(False)
            self._check(typed, self._judge)

    def _judge(self, right: bool) -> None:
        self._edit.setEnabled(True)
        self._edit.clear()
        if right:
            self.uncover()
            return
        self._tries += 1
        if self._tries >= TRIES:
            self.gave_up.emit()
            return
        self.say(self.tr("That does not fit. Tries left: %n", "", TRIES - self._tries))
        self._edit.setFocus()
