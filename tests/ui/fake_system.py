"""A laptop's buses in a folder: a private dbus-daemon, with a login manager and a screen saver that do as told.

Whatever is to hear them is started with `environment`. The process that holds a `FakeSystem` must run its Qt event
loop (or call `processEvents`), or questions of the program stay unanswered.
"""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
    QDBusVirtualObject,
)

IS_POSSIBLE = shutil.which("dbus-daemon") is not None
LOGIN = "org.freedesktop.login1"
ROOT = "/org/freedesktop/login1"
SESSION = f"{ROOT}/session/_32"
OTHER_SESSION = f"{ROOT}/session/_33"
_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={path}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>
"""


class LoginManager(QDBusVirtualObject):
    """Answers what the program asks of logind; `lid_closed` and `knows_sessions` are set by the test."""

    def __init__(self) -> None:
        super().__init__()
        self.lid_closed = False
        self.knows_sessions = True
        self.asked: list[tuple[str, Sequence[Any]]] = []
        self._delays: list[int] = []

    @property
    def delays(self) -> int:
        """How many delay inhibitors are held now: whoever holds one keeps the other end of a pipe open."""
        return sum(_is_held(reading) for reading in self._delays)

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        arguments = message.arguments()
        self.asked.append((message.member(), arguments))
        answer = self._answer(message.member(), arguments)
        if answer is None:
            return False
        reply = message.createReply()
        reply.setArguments([answer])
        return connection.send(reply)

    def _answer(self, member: str, arguments: Sequence[Any]) -> object:
        if member == "Inhibit":
            return self._inhibit()
        if member == "GetSession":
            return QDBusObjectPath(SESSION)
        if member == "Get" and arguments[1] == "LidClosed":
            return _variant(self.lid_closed)
        if member == "Get" and arguments[1] == "Id" and self.knows_sessions:
            return _variant("2")
        return None

    def _inhibit(self) -> QDBusUnixFileDescriptor:
        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        self._delays.append(reading)
        given = QDBusUnixFileDescriptor(writing)  # makes a copy
        os.close(writing)
        return given


class FakeSystem:
    """Both buses in one; close it, or its daemon stays."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        configuration, self._address = folder / "bus.conf", f"unix:path={folder / 'bus'}"
        configuration.write_text(_CONFIGURATION.format(path=folder / "bus"), encoding="utf-8")
        command = ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address"]
        self._daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self._daemon.stdout is not None
        self._daemon.stdout.readline()  # it listens now
        self._names: list[str] = []
        self._server = self.connect("server")
        self.login = LoginManager()
        below = QDBusConnection.VirtualObjectRegisterOption.SubPath
        self._server.registerVirtualObject(ROOT, self.login, below)
        self._server.registerService(LOGIN)

    @property
    def environment(self) -> dict[str, str]:
        """What leads a program to these buses."""
        return {"DBUS_SYSTEM_BUS_ADDRESS": self._address, "DBUS_SESSION_BUS_ADDRESS": self._address}

    def connect(self, name: str) -> QDBusConnection:
        """Another connection to the bus, for somebody who lives in this process."""
        own = f"{name}-{id(self)}"
        self._names.append(own)
        return QDBusConnection.connectToBus(self._address, own)

    def sleep(self, begins: bool = True) -> None:
        """The laptop is about to sleep, or is awake again."""
        self._signal(ROOT, f"{LOGIN}.Manager", "PrepareForSleep", begins)

    def shut_down(self) -> None:
        """The laptop is about to shut down."""
        self._signal(ROOT, f"{LOGIN}.Manager", "PrepareForShutdown", True)

    def lock_screen(self, begins: bool = True, saver: str = "org.gnome.ScreenSaver") -> None:
        """A screen saver locks the screen, or the screen is unlocked again."""
        self._signal("/" + saver.replace(".", "/"), saver, "ActiveChanged", begins)

    def lock_session(self, session: str = SESSION) -> None:
        """The session manager asks a session to lock (`loginctl lock-session`)."""
        self._signal(session, f"{LOGIN}.Session", "Lock")

    def hint_locked(self) -> None:
        """The session is marked as locked."""
        self._change(SESSION, f"{LOGIN}.Session", "LockedHint", True)

    def switch_user(self, away: bool = True, session: str = SESSION) -> None:
        """Another person comes to the screen, or this one comes back."""
        self._change(session, f"{LOGIN}.Session", "Active", not away)

    def close_lid(self, closed: bool = True) -> None:
        """The lid is closed or opened, which logind only tells when asked."""
        self.login.lid_closed = closed

    def announce_lid(self, closed: bool = True) -> None:
        """The lid as UPower announces it."""
        self._change("/org/freedesktop/UPower", "org.freedesktop.UPower", "LidIsClosed", closed)

    def close(self) -> None:
        """End the daemon."""
        for name in self._names:
            QDBusConnection.disconnectFromBus(name)
        self._daemon.terminate()
        self._daemon.wait(5)
        assert self._daemon.stdout is not None
        self._daemon.stdout.close()

    def _change(self, path: str, interface: str, name: str, value: object) -> None:
        self._signal(path, "org.freedesktop.DBus.Properties", "PropertiesChanged", interface, {name: value}, ["Other"])

    def _signal(self, path: str, interface: str, name: str, *arguments: object) -> None:
        signal = QDBusMessage.createSignal(path, interface, name)
        signal.setArguments(list(arguments))
        assert self._server.send(signal)


def _variant(value: object) -> QDBusVariant:
    variant = QDBusVariant()
    variant.setVariant(value)
    return variant


def _is_held(reading: int) -> bool:
    with contextlib.suppress(BlockingIOError):
        return os.read(reading, 1) != b""
    return True
