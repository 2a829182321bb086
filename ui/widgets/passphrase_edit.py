"""A field for a passphrase: hidden or shown (Ctrl+H), with the keyboard layout and CapsLock beneath it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ..theme import Theme
from .buttons import IconButton
from .labels import Remark


class _Line(QLineEdit):
    """Tells whether letters come out large without Shift: Qt has no way to ask for CapsLock."""

    typed = Signal(str, bool)  # the letter, and whether CapsLock seems to be on

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if len(letter) == 1 and letter.isalpha() and letter.upper() != letter.lower():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.typed.emit(letter, letter.isupper() != shifted)
        super().keyPressEvent(event)


class PassphraseEdit(QWidget):
    """What is typed is never learnt, corrected or undone by the system; `entered` on Enter."""

    entered = Signal()
    changed = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._line = _Line()
        self._line.setAccessibleName(name)
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._line.setMinimumHeight(theme.pixels(36))
        self._show = IconButton(theme, "eye", self.tr("Show the passphrase (Ctrl+H)"))
        self._remark = Remark(theme, "", "keyboard", "muted")
        self._caps: bool | None = None  # not known before the first letter
        self._lay_out(theme)
        self._line.returnPressed.connect(self.entered)
        self._line.textChanged.connect(self.changed)
        self._line.typed.connect(self._notice)
        self._show.clicked.connect(self.toggle)
        QShortcut(QKeySequence("Ctrl+H"), self, self.toggle, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        QGuiApplication.inputMethod().localeChanged.connect(self._tell_layout)
        self._tell_layout()
        self.setFocusProxy(self._line)

    def text(self) -> str:
        """What was typed."""
        return self._line.text()

    def clear(self) -> None:
        """Empty and hide the field."""
        self._line.clear()
        self._hide(True)

    def select_all(self) -> None:
        """Select what is typed, so that the next try replaces it."""
        self._line.selectAll()
        self._line.setFocus()

    @Slot()
    def toggle(self) -> None:
        """Show what is hidden, hide what is shown."""
        self._hide(self._line.echoMode() == QLineEdit.EchoMode.Normal)

    def _lay_out(self, theme: Theme) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.pixels(4))
        row.addWidget(self._line, 1)
        row.addWidget(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.pixels(6))
        column.addLayout(row)
        column.addWidget(self._remark)

    def _hide(self, hidden: bool) -> None:
        self._line.setEchoMode(QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal)

    @Slot(str, bool)
    def _notice(self, letter: str, caps: bool) -> None:
        self._caps = caps
        self._tell_layout("cyrillic" if "\u0400" <= letter <= "\u052f" else "latin" if letter < "\u0250" else "")

    @Slot()
    def _tell_layout(self, script: str = "") -> None:
        layout = {"cyrillic": self.tr("Cyrillic"), "latin": self.tr("Latin")}.get(script) or self._system_layout()
        if self._caps is None:
            caps = self.tr("CapsLock shows with the first letter")
        else:
            caps = self.tr("CapsLock is on") if self._caps else self.tr("CapsLock is off")
        text = self.tr("Keyboard: %1").replace("%1", layout) + " · " + caps if layout else caps
        self._remark.show_text(text, "keyboard", "warning" if self._caps else "muted")

    def _system_layout(self) -> str:
        locale = QGuiApplication.inputMethod().locale()
        return locale.nativeLanguageName() if locale.name() != "C" else ""
