"""Windows, as far as it can be tried elsewhere: the layout of its structures, its numbers, what its messages mean."""

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot

from ui import on_windows
from ui.native_events import Shield, WindowsEvents, _MessageFilter
from ui.on_windows import LID, Guid, Message, PowerSetting


class Library:
    """A DLL that remembers its calls and answers as told."""

    def __init__(self, calls: list[tuple[str, tuple[Any, ...]]], answers: dict[str, int]) -> None:
        self._calls, self._answers = calls, answers

    def __getattr__(self, name: str) -> "Function":
        return Function(name, self._calls, self._answers.get(name, 1))


class Function:
    """One function of a DLL."""

    def __init__(self, name: str, calls: list[tuple[str, tuple[Any, ...]]], answer: int) -> None:
        self.name, self.calls, self.answer = name, calls, answer
        self.restype: object = None

    def __call__(self, *arguments: Any) -> int:
        self.calls.append((self.name, arguments))
        return self.answer


class Dlls:
    """`ctypes.windll` on a machine without it."""

    def __init__(self, **answers: int) -> None:
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        self.user32 = self.kernel32 = self.advapi32 = self.wtsapi32 = Library(self.calls, answers)

    def names(self) -> list[str]:
        return [name for name, _ in self.calls]


def message(kind: int, wparam: int = 0, lparam: int = 0) -> Message:
    return Message(None, kind, wparam, lparam, 0, 0, 0)


def lid(value: int, guid: Guid = LID) -> Callable[[int], PowerSetting]:
    return lambda address: PowerSetting(guid, 4, value)


# Layout


def test_the_guid_of_the_lid_has_the_bytes_of_the_documentation() -> None:
    assert bytes(LID).hex() == "4d0f3eba17b89440a2d1d56379e6a0f3"


def test_a_power_setting_is_the_guid_the_length_and_the_value() -> None:
    raw = bytes(LID) + (4).to_bytes(4, "little") + (1).to_bytes(4, "little")
    setting = PowerSetting.from_buffer_copy(raw)
    assert (bytes(setting.setting), setting.length, setting.value) == (bytes(LID), 4, 1)


def test_a_message_has_its_parts_where_a_64_bit_system_puts_them() -> None:
    assert [getattr(Message, name).offset for name in ("window", "message", "wparam", "lparam")] == [0, 8, 16, 24]


# What messages mean


@pytest.mark.parametrize(
    ("change", "meaning"),
    [
        (0x1, False),  # WTS_CONSOLE_CONNECT
        (0x2, True),  # WTS_CONSOLE_DISCONNECT: another person takes over
        (0x3, False),  # WTS_REMOTE_CONNECT
        (0x4, True),  # WTS_REMOTE_DISCONNECT
        (0x5, False),  # WTS_SESSION_LOGON
        (0x6, True),  # WTS_SESSION_LOGOFF
        (0x7, True),  # WTS_SESSION_LOCK
        (0x8, False),  # WTS_SESSION_UNLOCK
    ],
)
def test_a_locked_or_left_session_locks_and_a_coming_one_does_not(change: int, meaning: bool) -> None:
    assert on_windows.locks(message(0x02B1, change)) is meaning


@pytest.mark.parametrize(("event", "meaning"), [(0x4, True), (0x7, False), (0x12, False), (0xA, False)])
def test_going_to_sleep_locks_and_waking_up_does_not(event: int, meaning: bool) -> None:
    assert on_windows.locks(message(0x0218, event)) is meaning


@pytest.mark.parametrize(("value", "meaning"), [(0, True), (1, False)])
def test_a_closed_lid_locks_and_an_open_one_does_not(value: int, meaning: bool) -> None:
    assert on_windows.locks(message(0x0218, 0x8013, 1), lid(value)) is meaning


def test_another_power_setting_locks_nothing() -> None:
    other = Guid(1, 2, 3, (ctypes.c_uint8 * 8)())
    assert not on_windows.locks(message(0x0218, 0x8013, 1), lid(0, other))


def test_a_lid_in_memory_is_read_where_the_message_points() -> None:
    setting = PowerSetting(LID, 4, 0)
    assert on_windows.locks(message(0x0218, 0x8013, ctypes.addressof(setting)))


@pytest.mark.parametrize("kind", [0x000F, 0x0100, 0x0200])
def test_painting_keys_and_the_mouse_lock_nothing(kind: int) -> None:
    assert not on_windows.locks(message(kind, 0x7))
    assert not on_windows.ends(message(kind))


def test_the_end_of_the_session_closes() -> None:
    assert on_windows.ends(message(0x0011))
    assert not on_windows.locks(message(0x0011))


# What is asked of Windows


def test_session_and_lid_are_asked_for_once() -> None:
    dlls = Dlls()
    on_windows.listen(77, dlls)
    assert dlls.names() == ["WTSRegisterSessionNotification", "RegisterPowerSettingNotification"]
    assert [arguments[0].value for _, arguments in dlls.calls] == [77, 77]


def test_a_window_is_kept_out_of_pictures_or_shown_black_on_older_systems() -> None:
    newer, older = Dlls(), Dlls(SetWindowDisplayAffinity=0)
    on_windows.hide_from_capture(5, newer)
    on_windows.hide_from_capture(5, older)
    assert [arguments[1] for _, arguments in newer.calls] == [0x11]
    assert [arguments[1] for _, arguments in older.calls] == [0x11, 0x01]


def test_hardening_takes_memory_away_from_others_and_from_reports() -> None:
    dlls = Dlls()
    on_windows.harden(dlls)
    assert dlls.names() == [
        "SetErrorMode",
        "WerSetFlags",
        "ConvertStringSecurityDescriptorToSecurityDescriptorW",
        "GetCurrentProcess",
        "SetKernelObjectSecurity",
        "LocalFree",
    ]
    assert dlls.calls[0][1] == (0x8003,)


def test_the_rules_of_the_process_do_not_let_anybody_read_its_memory() -> None:
    reading, writing, duplicating = 0x0010, 0x0020, 0x0040
    masks = [int(part.split(";")[2], 16) for part in on_windows.PROCESS_RULES.split("(")[1:]]
    assert len(masks) == 2
    assert all(not mask & (reading | writing | duplicating) for mask in masks)
    assert on_windows.PROCESS_RULES.startswith("D:P")


def test_a_descriptor_that_cannot_be_made_is_not_set() -> None:
    dlls = Dlls(ConvertStringSecurityDescriptorToSecurityDescriptorW=0)
    on_windows.harden(dlls)
    assert "SetKernelObjectSecurity" not in dlls.names()


# In the program


@pytest.fixture
def events(qapp: QApplication) -> Iterator[WindowsEvents]:
    window = QWidget()
    yield WindowsEvents(window, Dlls())
    window.deleteLater()


def test_the_filter_reads_messages_of_windows_and_passes_all_on(events: WindowsEvents, qtbot: QtBot) -> None:
    locked = message(0x02B1, 0x7)
    reader = _MessageFilter(events)
    with qtbot.waitSignal(events.lock_wanted):
        assert reader.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(locked)) == (False, 0)
    with qtbot.assertNotEmitted(events.lock_wanted):
        reader.nativeEventFilter(b"xcb_generic_event_t", ctypes.addressof(locked))


def test_the_end_of_the_session_is_passed_on(events: WindowsEvents, qtbot: QtBot) -> None:
    with qtbot.waitSignal(events.end_wanted):
        events.hear(message(0x0011))


def test_every_window_that_is_shown_is_shielded_and_no_part_of_one(qapp: QApplication, qtbot: QtBot) -> None:
    shielded: list[int] = []
    shield = Shield(QObject(), shielded.append)
    window, dialog, part = QWidget(), QDialog(), QComboBox()
    part.setParent(window)
    for widget in (window, dialog, part):
        shield.eventFilter(widget, QEvent(QEvent.Type.Show))
        shield.eventFilter(widget, QEvent(QEvent.Type.Hide))
    assert shielded == [int(window.winId()), int(dialog.winId())]
    dialog.deleteLater()
    window.deleteLater()
