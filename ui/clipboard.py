"""Clears from the system's clipboard what was copied in this program, and leaves other programs' alone."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication


class OwnClipboard(QObject):
    """Remembers whether the last copy was made while one of our windows had the keyboard."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ours = False
        self._clipboard = QGuiApplication.clipboard()
        self._clipboard.dataChanged.connect(self._notice)

    def clear(self) -> None:
        """Empty the clipboard if what lies in it comes from here."""
        # Qt's own `ownsClipboard` is always false on some platforms.
        if self._ours or self._clipboard.ownsClipboard():
            self._clipboard.clear()
            self._ours = False

    @Slot()
    def _notice(self) -> None:
        self._ours = QGuiApplication.focusWindow() is not None
