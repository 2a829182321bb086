"""The cover: hides everything at once, says nothing about what lies beneath, opens with a PIN or the passphrase."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from .theme import Theme
from .widgets.buttons import Button
from .widgets.cards import centred
from .widgets.hold_button import HoldButton
from .widgets.labels import Remark, Text
from .widgets.passphrase_edit import PassphraseEdit

TRIES = 3
HOLD_SECONDS = 3.0
Check = Callable[[str, Callable[[bool], None]], None]


class Cover(QWidget):
    """Lies over the whole window. `check` is given what was typed and calls back with yes or no."""

    opened = Signal()
    gave_up = Signal()  # three wrong tries: lock
    try_wanted = Signal()  # to write and lock once more
    loss_wanted = Signal()  # to lock although something is unwritten

    def __init__(self, theme: Theme, check: Check, parent: QWidget) -> None:
        super().__init__(parent)
        self._check = check
        self._over = parent
        self._tries = 0
        self._before: QWidget | None = None
        self.setAutoFillBackground(True)
        self._caption = Text(theme, "", "muted")
        self._edit = PassphraseEdit(theme, self.tr("PIN or passphrase"))
        self._remark = Remark(theme, "", "info")
        self._trouble = Remark(theme, "", "info")
        self._go_on = Button(theme, self.tr("Go on"))
        self._again = Button(theme, self.tr("Try again to write and lock"), "lock")
        self._lose = HoldButton(
            theme, self.tr("Hold: lock and lose these words"), "triangle-alert", seconds=HOLD_SECONDS
        )
        self._lay_out(theme)
        self._edit.entered.connect(self._try)
        self._go_on.clicked.connect(self._try)
        self._again.clicked.connect(self.try_wanted)
        self._lose.held.connect(self.loss_wanted)
        parent.installEventFilter(self)
        self.hide()

    def cover(self, pin: bool = True) -> None:
        """Hide what is beneath before anything else happens; `pin` says whether there is one to open with."""
        if self.isVisible():
            return
        self._tries = 0
        self._before = self.window().focusWidget()
        self._caption.setText(
            self.tr("Paused. PIN or passphrase to go on:") if pin else self.tr("Paused. Passphrase to go on:")
        )
        self.stop_telling()
        self._edit.clear()
        self._edit.setEnabled(True)
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        _close_other_windows(self.window())
        self.repaint()
        self._edit.setFocus()

    def uncover(self) -> None:
        """Show what is beneath, with the cursor where it was."""
        self.hide()
        self.opened.emit()
        if self._before is not None and isValid(self._before):
            self._before.setFocus()

    def tell_unwritten(self, text: str) -> None:
        """Say why the vault is not locked, and offer to try again or to lose what is unwritten."""
        if text != self._trouble.text() or not self._trouble.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))  # once, not at every try
        self._trouble.show_text(text, "triangle-alert", "warning")
        for part in (self._trouble, self._again, self._lose):
            part.show()

    def stop_telling(self) -> None:
        """Everything is as it should be."""
        for part in (self._remark, self._trouble, self._again, self._lose):
            part.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self.setGeometry(self._over.rect())
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Tab stays on the cover: what lies beneath must not be reached with the keys.
        stops = [part for part in (self._edit, self._go_on, self._again, self._lose) if part.isVisible()]
        nearest = self.focusWidget()
        at = next((i for i, part in enumerate(stops) if nearest and nearest in (part, part.focusProxy())), -1)
        if stops:
            stops[(at + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _lay_out(self, theme: Theme) -> None:
        box = QWidget()
        box.setFixedWidth(theme.pixels(440))
        inner = QVBoxLayout(box)
        for part in (self._caption, self._edit, self._remark, self._go_on, self._trouble, self._again, self._lose):
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
        text = self.tr("That does not fit. Tries left: %n", "", TRIES - self._tries)
        self._remark.show_text(text, "triangle-alert", "warning")
        self._remark.show()
        self._edit.setFocus()


def _close_other_windows(own: QWidget) -> None:
    """Close dialogs, menus and lists that stand over the window: they would be seen beside the cover."""
    for widget in QApplication.topLevelWidgets():
        if widget is not own and widget.isVisible() and not widget.close():
            widget.hide()
