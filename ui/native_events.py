"""The same as `system_events` on Windows and macOS, and windows that stay out of pictures of the screen there.

Written from the documentation of both systems, not run.
"""

import ctypes
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from . import on_macos, on_windows


class _MessageFilter(QAbstractNativeEventFilter):
    """Reads the messages of Windows before Qt does."""

    def __init__(self, owner: "WindowsEvents") -> None:
        super().__init__()
        self._owner = owner

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, address: int) -> object:
        if kind == b"windows_generic_MSG":
            self._owner.hear(on_windows.Message.from_address(int(address)))
        return False, 0


class WindowsEvents(QObject):
    """Emits `lock_wanted` when the screen is locked, the person changes, the lid is closed or the laptop sleeps."""

    lock_wanted = Signal()
    end_wanted = Signal()

    def __init__(self, window: QWidget, dlls: Any) -> None:
        super().__init__(window)
        self._filter = _MessageFilter(self)
        application = QCoreApplication.instance()
        assert application is not None
        application.installNativeEventFilter(self._filter)
        on_windows.listen(int(window.winId()), dlls)

    def hear(self, message: on_windows.Message) -> None:
        """A message for one of our windows has come."""
        if on_windows.locks(message):
            self.lock_wanted.emit()
        elif on_windows.ends(message):
            self.end_wanted.emit()

    @Slot()
    def begin(self) -> None:
        """A vault is open: nothing more to ask for, Windows waits for the answer to its messages."""

    @Slot()
    def end(self) -> None:
        """No vault is open any more."""

    @Slot()
    def look(self) -> None:
        """Windows announces everything."""


class MacEvents(QObject):
    """Emits `lock_wanted` when the screen is locked, the person changes, the lid is closed or the laptop sleeps."""

    lock_wanted = Signal()
    end_wanted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._foundation = on_macos.CoreFoundation(ctypes.CDLL(on_macos.CORE_FOUNDATION))
        self._graphics = ctypes.CDLL(on_macos.CORE_GRAPHICS)
        self._io_kit = ctypes.CDLL(on_macos.IO_KIT)
        self._was = on_macos.look(self._foundation, self._graphics, self._io_kit)
        self._locked = on_macos.NotificationCallback(lambda *_: self.lock_wanted.emit())
        self._foundation.hear(on_macos.SCREEN_LOCKED, self._locked)
        self._asleep = on_macos.hear_sleep(self._foundation, self._io_kit, self.lock_wanted.emit)

    @Slot()
    def begin(self) -> None:
        """A vault is open: nothing more to ask for, sleep waits for our answer anyway."""

    @Slot()
    def end(self) -> None:
        """No vault is open any more."""

    @Slot()
    def look(self) -> None:
        """Ask about another person and the lid, which are not announced: at every tick while a vault is open."""
        now, before = on_macos.look(self._foundation, self._graphics, self._io_kit), self._was
        self._was = now
        if now.has_left_since(before):
            self.lock_wanted.emit()


class Shield(QObject):
    """An event filter on the application: asks the system to keep each window out of pictures when it is shown."""

    def __init__(self, parent: QObject, hide: Callable[[int], None] | None = None) -> None:
        super().__init__(parent)
        self._hide = hide or hide_from_capture

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._hide(int(watched.winId()))
        return False


def hide_from_capture(window: int) -> None:
    """Keep a window out of screenshots; on Linux there is no such wish to make."""
    if sys.platform == "win32":
        on_windows.hide_from_capture(window, ctypes.windll)
    elif sys.platform == "darwin":
        on_macos.hide_from_capture(window, on_macos.ObjectiveC(ctypes.CDLL(on_macos.OBJECTIVE_C)))
