"""Keeps what was copied here out of clipboard histories, and clears it soon; other programs' things are left alone."""

import ctypes
import sys
from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer, Slot
from PySide6.QtGui import QClipboard, QGuiApplication

from . import on_macos, on_windows

SECONDS: Final = 10
# What the clipboard histories of KDE and others look for; Windows has its own, macOS is told past Qt.
HINTS: Final = on_windows.SECRET_FORMATS if sys.platform == "win32" else {"x-kde-passwordManagerHint": b"secret"}


class OwnClipboard(QObject):
    """Remembers whether the last copy was made while one of our windows had the keyboard."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ours = False
        self._clipboard = QGuiApplication.clipboard()
        self._clipboard.dataChanged.connect(self._notice)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self.clear)

    def clear(self) -> None:
        """Empty the clipboard, and the text that the mouse has marked, if they come from here."""
        # Qt's own `ownsClipboard` is always false on some platforms.
        if self._ours or self._clipboard.ownsClipboard():
            self._clipboard.clear()
            self._ours = False
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)
        self._timer.stop()

    @Slot()
    def _notice(self) -> None:
        data = self._clipboard.mimeData()
        if data is not None and all(data.hasFormat(name) for name in HINTS):
            return  # these are our own hints coming back
        self._ours = QGuiApplication.focusWindow() is not None
        if self._ours and data is not None and data.formats():
            self._clipboard.setMimeData(with_hints(data))
            self._timer.start()
            if sys.platform == "darwin":
                on_macos.conceal_clipboard(
                    on_macos.CoreFoundation(ctypes.CDLL(on_macos.CORE_FOUNDATION)),
                    on_macos.ObjectiveC(ctypes.CDLL(on_macos.OBJECTIVE_C)),
                )


def with_hints(data: QMimeData) -> QMimeData:
    """The same, marked as nothing to remember."""
    marked = QMimeData()
    for name in data.formats():
        marked.setData(name, data.data(name))
    if data.hasText():
        marked.setText(data.text())
    for name, value in HINTS.items():
        marked.setData(name, value)
    return marked
