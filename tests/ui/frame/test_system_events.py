"""Sleep, a locked screen, a closed lid, another person and the session manager lock the vault, over a real bus."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.fake_system import IS_POSSIBLE, OTHER_SESSION, FakeSystem
from ui.guard import Guard
from ui.system_events import SystemEvents

pytestmark = pytest.mark.skipif(not IS_POSSIBLE, reason="needs dbus-daemon")


@pytest.fixture(scope="module")
def bus(tmp_path_factory: pytest.TempPathFactory, qapp_module: QApplication) -> Iterator[FakeSystem]:
    system = FakeSystem(tmp_path_factory.mktemp("bus"))
    yield system
    system.close()


@pytest.fixture(scope="module")
def qapp_module() -> QApplication:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    return application


@pytest.fixture
def system(bus: FakeSystem) -> FakeSystem:
    """The buses as they are in the morning: lid open, nothing asked yet."""
    bus.close_lid(False)
    bus.login.knows_sessions = True
    bus.login.asked.clear()
    return bus


class Listener:
    """The events of one program, and how often it was asked to lock and to end."""

    def __init__(self, connection: QDBusConnection) -> None:
        self.owner = QObject()
        self.events = SystemEvents(self.owner, connection, connection)
        self.locks = 0
        self.ends = 0
        self.events.lock_wanted.connect(self._lock)
        self.events.end_wanted.connect(self._end)

    def _lock(self) -> None:
        self.locks += 1

    def _end(self) -> None:
        self.ends += 1


@pytest.fixture
def heard(system: FakeSystem, qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Listener]:
    """A program that listens, once it has found its session."""
    listener = Listener(system.connect(request.node.name))
    qtbot.waitUntil(lambda: "GetSession" in asked(system))
    settle(listener, system, qtbot)
    yield listener
    listener.owner.deleteLater()


def asked(system: FakeSystem) -> list[str]:
    return [member for member, _ in system.login.asked]


def settle(listener: Listener, system: FakeSystem, qtbot: QtBot) -> None:
    """Wait until everything sent before has arrived: the bus keeps the order."""
    before = asked(system).count("Get")
    listener.events.look()
    qtbot.waitUntil(lambda: asked(system).count("Get") > before)
    marks: list[bool] = []
    listener.events._ask("/org/freedesktop/login1", "any.thing", "GetSession", ("2",), lambda _: marks.append(True))
    qtbot.waitUntil(lambda: bool(marks))


# What locks


def test_the_beginning_of_sleep_locks_and_waking_up_does_not(system: FakeSystem, heard: Listener, qtbot: QtBot) -> None:
    system.sleep()
    qtbot.waitUntil(lambda: heard.locks == 1)
    system.sleep(begins=False)
    settle(heard, system, qtbot)
    assert heard.locks == 1


@pytest.mark.parametrize(
    "saver",
    [
        "org.freedesktop.ScreenSaver",
        "org.gnome.ScreenSaver",
        "org.mate.ScreenSaver",
        "org.cinnamon.ScreenSaver",
        "org.xfce.ScreenSaver",
    ],
)
def test_every_screen_saver_locks_and_unlocking_the_screen_does_not(
    system: FakeSystem, heard: Listener, qtbot: QtBot, saver: str
) -> None:
    system.lock_screen(begins=False, saver=saver)
    settle(heard, system, qtbot)
    assert heard.locks == 0
    system.lock_screen(saver=saver)
    qtbot.waitUntil(lambda: heard.locks == 1)


def test_the_session_manager_locks_our_session_and_not_for_another(
    system: FakeSystem, heard: Listener, qtbot: QtBot
) -> None:
    system.lock_session(OTHER_SESSION)
    settle(heard, system, qtbot)
    assert heard.locks == 0
    system.lock_session()
    qtbot.waitUntil(lambda: heard.locks == 1)


def test_another_person_at_the_screen_locks_and_coming_back_does_not(
    system: FakeSystem, heard: Listener, qtbot: QtBot
) -> None:
    system.switch_user()
    qtbot.waitUntil(lambda: heard.locks == 1)
    system.switch_user(away=False)
    system.switch_user(session=OTHER_SESSION)
    settle(heard, system, qtbot)
    assert heard.locks == 1
    system.switch_user()
    qtbot.waitUntil(lambda: heard.locks == 2)


def test_a_session_marked_as_locked_locks(system: FakeSystem, heard: Listener, qtbot: QtBot) -> None:
    system.hint_locked()
    qtbot.waitUntil(lambda: heard.locks == 1)


def test_closing_the_lid_locks_at_the_next_look(system: FakeSystem, heard: Listener, qtbot: QtBot) -> None:
    settle(heard, system, qtbot)
    system.close_lid()
    heard.events.look()
    qtbot.waitUntil(lambda: heard.locks == 1)
    heard.events.look()
    settle(heard, system, qtbot)
    assert heard.locks == 1


def test_a_lid_that_is_announced_locks_at_once(system: FakeSystem, heard: Listener, qtbot: QtBot) -> None:
    system.announce_lid(closed=False)
    system.announce_lid()
    qtbot.waitUntil(lambda: heard.locks == 1)


def test_a_lid_that_was_closed_all_the_time_locks_nothing(system: FakeSystem, qtbot: QtBot) -> None:
    system.close_lid()
    listener = Listener(system.connect("at-a-desk"))
    for _ in range(3):
        settle(listener, system, qtbot)
    assert listener.locks == 0
    listener.owner.deleteLater()


def test_where_no_session_is_known_any_wish_to_lock_is_followed(system: FakeSystem, qtbot: QtBot) -> None:
    system.login.knows_sessions = False
    listener = Listener(system.connect("no-session"))
    qtbot.waitUntil(lambda: "Get" in asked(system))
    settle(listener, system, qtbot)
    system.lock_session(OTHER_SESSION)
    qtbot.waitUntil(lambda: listener.locks == 1)
    listener.owner.deleteLater()


def test_shutting_down_closes_instead(system: FakeSystem, heard: Listener, qtbot: QtBot) -> None:
    system.shut_down()
    qtbot.waitUntil(lambda: heard.ends == 1)
    assert heard.locks == 0


# What waits for the lock


def test_sleep_and_shutdown_wait_only_while_a_vault_is_open(system: FakeSystem, heard: Listener, qtbot: QtBot) -> None:
    assert system.login.delays == 0
    heard.events.begin()
    qtbot.waitUntil(lambda: system.login.delays == 1)
    assert system.login.asked[-1] == ("Inhibit", ["sleep:shutdown", "Notes", "Finish writing", "delay"])
    heard.events.end()
    qtbot.waitUntil(lambda: system.login.delays == 0)


def test_the_delay_is_held_during_the_lock_given_back_after_it_and_taken_again_on_waking(
    system: FakeSystem, heard: Listener, qtbot: QtBot
) -> None:
    heard.events.begin()
    qtbot.waitUntil(lambda: system.login.delays == 1)
    during: list[int] = []
    heard.events.lock_wanted.connect(lambda: during.append(system.login.delays))
    system.sleep()
    qtbot.waitUntil(lambda: system.login.delays == 0)
    assert during == [1]
    system.sleep(begins=False)
    qtbot.waitUntil(lambda: system.login.delays == 1)
    heard.events.end()
    qtbot.waitUntil(lambda: system.login.delays == 0)


def test_nothing_is_held_after_waking_where_no_vault_is_open(system: FakeSystem, heard: Listener, qtbot: QtBot) -> None:
    system.sleep()
    system.sleep(begins=False)
    settle(heard, system, qtbot)
    assert "Inhibit" not in asked(system)


def test_a_vault_closed_before_the_answer_holds_nothing(system: FakeSystem, heard: Listener, qtbot: QtBot) -> None:
    heard.events.begin()
    heard.events.end()
    qtbot.waitUntil(lambda: "Inhibit" in asked(system))
    qtbot.waitUntil(lambda: system.login.delays == 0)


def test_the_name_that_others_see_says_nothing_about_us(system: FakeSystem, heard: Listener, qtbot: QtBot) -> None:
    heard.events.begin()
    qtbot.waitUntil(lambda: "Inhibit" in asked(system))
    words = " ".join(str(part) for part in system.login.asked[-1][1]).lower()
    assert "monitor" not in words
    assert "vault" not in words
    heard.events.end()


# Without a bus


def test_without_a_bus_nothing_is_heard_and_nothing_breaks(tmp_path: Path, qtbot: QtBot) -> None:
    nowhere = QDBusConnection.connectToBus(f"unix:path={tmp_path / 'none'}", "nowhere")
    listener = Listener(nowhere)
    listener.events.begin()
    listener.events.look()
    listener.events.end()
    assert listener.locks == 0


def test_what_the_system_wants_the_guard_wants(system: FakeSystem, heard: Listener, qtbot: QtBot) -> None:
    guard = Guard()
    heard.events.lock_wanted.connect(guard.lock_wanted)
    with qtbot.waitSignal(guard.lock_wanted):
        system.sleep()
