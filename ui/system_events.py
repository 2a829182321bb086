"""Hears on Linux that the laptop sleeps, its screen locks, its lid closes, or another person takes over.

Interfaces: org.freedesktop.login1(5), https://systemd.io/INHIBITOR_LOCKS/, the screen savers of the desktops.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)

_LOGIN: Final = "org.freedesktop.login1"
_LOGIN_PATH: Final = "/org/freedesktop/login1"
_MANAGER: Final = f"{_LOGIN}.Manager"
_SESSION: Final = f"{_LOGIN}.Session"
_PROPERTIES: Final = "org.freedesktop.DBus.Properties"
_OWN_SESSION: Final = f"{_LOGIN_PATH}/session/auto"
_POWER: Final = "org.freedesktop.UPower"
_POWER_PATH: Final = "/org/freedesktop/UPower"
_SCREEN_SAVERS: Final = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.xfce.ScreenSaver",
)
# Each property, and the value that begins a time in which nobody should see the vault.
_AWAY: Final = {"Active": False, "LockedHint": True, "LidClosed": True, "LidIsClosed": True}
_WHY: Final = "Finish writing"
_ANSWER_MS: Final = 2000


class SystemEvents(QObject):
    """Emits `lock_wanted`; where there is no D-Bus it stays silent, and the guard's clocks still notice sleep."""

    lock_wanted = Signal()
    end_wanted = Signal()  # the system shuts down: close the vault, and the program with it

    def __init__(
        self, parent: QObject, system: QDBusConnection | None = None, session: QDBusConnection | None = None
    ) -> None:
        super().__init__(parent)
        self._bus = system or QDBusConnection.systemBus()
        self._delay: QDBusUnixFileDescriptor | None = None  # sleep waits as long as this is open, 5 s at most
        self._wants_delay = False
        self._known: dict[str, object] = {}
        self._hear(self._bus, "", _MANAGER, "PrepareForSleep", "prepare_sleep(bool)")
        self._hear(self._bus, "", _MANAGER, "PrepareForShutdown", "prepare_shutdown(bool)")
        for path in (_LOGIN_PATH, _POWER_PATH):
            self._hear_properties(path)
        own = session or QDBusConnection.sessionBus()
        for name in _SCREEN_SAVERS:
            self._hear(own, "", name, "ActiveChanged", "hear(bool)")
        self._ask(_OWN_SESSION, _PROPERTIES, "Get", (_SESSION, "Id"), self._find_session, self._hear_all_sessions)

    @Slot()
    def begin(self) -> None:
        """A vault is open: have sleep and shutdown wait until it is locked."""
        self._wants_delay = True
        if self._delay is None:
            arguments = ("sleep:shutdown", "Notes", _WHY, "delay")
            self._ask(_LOGIN_PATH, _MANAGER, "Inhibit", arguments, self._keep_delay)

    @Slot()
    def end(self) -> None:
        """No vault is open any more: nothing has to wait for us."""
        self._wants_delay = False
        self._delay = None

    @Slot()
    def look(self) -> None:
        """Ask whether the lid is closed: logind does not announce it. Called at every tick while a vault is open."""
        answer = partial(self._notice, "LidClosed")
        self._ask(_LOGIN_PATH, _PROPERTIES, "Get", (_MANAGER, "LidClosed"), answer)

    @Slot(bool)
    def prepare_sleep(self, begins: bool) -> None:
        """Sleep begins (True), or the laptop is awake again (False)."""
        self._prepare(begins, self.lock_wanted.emit)

    @Slot(bool)
    def prepare_shutdown(self, begins: bool) -> None:
        """Shutdown begins (True), or was called off (False)."""
        self._prepare(begins, self.end_wanted.emit)

    def _prepare(self, begins: bool, leave: Callable[[], None]) -> None:
        if begins:
            leave()  # ends this process, which gives the delay back, unless something is unwritten
            self._delay = None
        elif self._wants_delay:
            self.begin()

    @Slot(bool)
    def hear(self, begins: bool) -> None:
        """A locked screen begins (True) or is over (False)."""
        if begins:
            self.lock_wanted.emit()

    @Slot()
    def lock(self) -> None:
        """The session manager asks to lock."""
        self.lock_wanted.emit()

    @Slot(str, "QVariantMap", "QStringList")
    def notice_properties(self, interface: str, changed: Mapping[str, object], unknown: Sequence[str]) -> None:
        """Properties of our session, of the lid or of the whole system have other values now."""
        if interface in (_SESSION, _MANAGER, _POWER):
            for name in _AWAY.keys() & changed.keys():
                self._notice(name, changed[name])

    def _notice(self, name: str, value: object) -> None:
        was = self._known.get(name)
        self._known[name] = value
        # A lid that was closed before, at a desk with a screen of its own, is no news.
        if value == _AWAY[name] and value != was and (name in ("Active", "LockedHint") or was is not None):
            self.lock_wanted.emit()

    def _find_session(self, name: object) -> None:
        self._ask(_LOGIN_PATH, _MANAGER, "GetSession", (str(name),), self._hear_session, self._hear_all_sessions)

    def _hear_session(self, path: object) -> None:
        self._hear_properties(str(path))
        self._hear(self._bus, str(path), _SESSION, "Lock", "lock()")

    def _hear_all_sessions(self) -> None:
        # Which session is ours is not known: rather lock too often.
        self._hear(self._bus, "", _SESSION, "Lock", "lock()")

    def _keep_delay(self, descriptor: object) -> None:
        if self._wants_delay and isinstance(descriptor, QDBusUnixFileDescriptor):
            self._delay = descriptor

    def _hear_properties(self, path: str) -> None:
        slot = "notice_properties(QString,QVariantMap,QStringList)"
        self._hear(self._bus, path, _PROPERTIES, "PropertiesChanged", slot)

    def _hear(self, bus: QDBusConnection, path: str, interface: str, name: str, slot: str) -> None:
        # WORKAROUND: the stub wants bytes, the method takes only text; "1" marks a slot.
        bus.connect("", path, interface, name, self, f"1{slot}")  # type: ignore[call-overload]

    def _ask(
        self,
        path: str,
        interface: str,
        member: str,
        arguments: Sequence[str],
        answer: Callable[[object], None],
        failed: Callable[[], None] | None = None,
    ) -> None:
        """Call a method of logind without waiting; `answer` gets the first thing that comes back."""
        message = QDBusMessage.createMethodCall(_LOGIN, path, interface, member)
        message.setArguments(list(arguments))
        watcher = QDBusPendingCallWatcher(self._bus.asyncCall(message, _ANSWER_MS), self)
        watcher.finished.connect(partial(_deliver, watcher, answer, failed))


def _deliver(
    watcher: QDBusPendingCallWatcher, answer: Callable[[object], None], failed: Callable[[], None] | None
) -> None:
    reply = watcher.reply()
    watcher.deleteLater()
    if reply.type() == QDBusMessage.MessageType.ReplyMessage and reply.arguments():
        answer(_plain(reply.arguments()[0]))
    elif failed is not None:
        failed()


def _plain(value: Any) -> object:
    if isinstance(value, QDBusVariant):
        return value.variant()
    return value.path() if isinstance(value, QDBusObjectPath) else value
