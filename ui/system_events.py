"""Hears on Linux that the laptop goes to sleep, that its screen is locked, or that another person takes over."""

import sys

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_LOGIN = "org.freedesktop.login1"
_SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.cinnamon.ScreenSaver",
)


class SystemEvents(QObject):
    """Emits `lock_wanted`; where there is no D-Bus it stays silent, and the guard's clocks still notice sleep."""

    lock_wanted = Signal()

    def __init__(
        self, parent: QObject, system: QDBusConnection | None = None, session: QDBusConnection | None = None
    ) -> None:
        super().__init__(parent)
        if not sys.platform.startswith("linux"):
            return
        bus = system or QDBusConnection.systemBus()
        self._hear(bus, f"{_LOGIN}.Manager", "PrepareForSleep", "hear(bool)")
        self._hear(bus, f"{_LOGIN}.Session", "Lock", "lock()")
        bus = session or QDBusConnection.sessionBus()
        for name in _SCREEN_SAVERS:
            self._hear(bus, name, "ActiveChanged", "hear(bool)")

    def _hear(self, bus: QDBusConnection, interface: str, name: str, slot: str) -> None:
        # WORKAROUND: the stub wants bytes, the method takes only text; "1" marks a slot.
        bus.connect("", "", interface, name, self, f"1{slot}")  # type: ignore[call-overload]

    @Slot(bool)
    def hear(self, begins: bool) -> None:
        """Sleep or a locked screen begins (True) or is over (False)."""
        if begins:
            self.lock_wanted.emit()

    @Slot()
    def lock(self) -> None:
        """The session manager asks to lock."""
        self.lock_wanted.emit()
