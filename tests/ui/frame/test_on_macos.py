"""macOS, as far as it can be tried elsewhere: what two looks mean, and which calls are made with which numbers."""

import ctypes
from typing import Any

import pytest

from ui import on_macos
from ui.on_macos import CAN_SLEEP, WILL_SLEEP, CoreFoundation, ObjectiveC, Presence


class Function:
    """One function of a framework."""

    def __init__(self, name: str, library: "Framework") -> None:
        self.name, self.library = name, library
        self.restype: object = None
        self.argtypes: object = None

    def __call__(self, *arguments: Any) -> Any:
        self.library.calls.append((self.name, arguments))
        answer = self.library.answers.get(self.name, 1)
        return answer(*arguments) if callable(answer) else answer


class Framework:
    """A framework that remembers its calls and answers as told; texts are numbered."""

    def __init__(self, **answers: Any) -> None:
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        self.texts: list[str] = []
        self.answers = {"CFStringCreateWithCString": self._text, "sel_registerName": self._text, **answers}
        self._functions: dict[str, Function] = {}

    def __getattr__(self, name: str) -> Function:
        return self._functions.setdefault(name, Function(name, self))

    def names(self) -> list[str]:
        return [name for name, _ in self.calls]

    def _text(self, *arguments: Any) -> int:
        text = next(part for part in arguments if isinstance(part, bytes))
        self.texts.append(text.decode())
        return 1000 + len(self.texts)


@pytest.mark.parametrize(
    ("before", "now", "left"),
    [
        (Presence(), Presence(), False),
        (Presence(), Presence(on_console=False), True),
        (Presence(), Presence(screen_locked=True), True),
        (Presence(), Presence(lid_closed=True), True),
        (Presence(on_console=False), Presence(), False),
        (Presence(screen_locked=True), Presence(screen_locked=True), False),
        (Presence(lid_closed=True), Presence(lid_closed=True), False),
        (Presence(lid_closed=True), Presence(lid_closed=True, screen_locked=True), True),
    ],
)
def test_only_leaving_counts_not_having_left(before: Presence, now: Presence, left: bool) -> None:
    assert now.has_left_since(before) is left


@pytest.mark.parametrize("closed", [True, False])
def test_a_look_asks_for_the_session_and_the_lid(closed: bool) -> None:
    library = Framework(CFBooleanGetValue=closed)
    foundation = CoreFoundation(library)
    graphics, io_kit = Framework(), Framework()
    found = on_macos.look(foundation, graphics, io_kit)
    assert found == Presence(on_console=closed, screen_locked=closed, lid_closed=closed)
    assert set(library.texts) == {"kCGSSessionOnConsoleKey", "CGSSessionScreenIsLocked", "AppleClamshellState"}
    assert io_kit.calls[0] == ("IOServiceMatching", (b"IOPMrootDomain",))


def test_everything_that_is_made_is_released() -> None:
    library = Framework()
    on_macos.look(CoreFoundation(library), Framework(), Framework())
    made = library.names().count("CFStringCreateWithCString")
    released = library.names().count("CFRelease")
    assert released == made + 2  # and the dictionary of the session, and the state of the lid


def test_without_a_session_on_the_screen_the_person_is_away() -> None:
    found = on_macos.look(CoreFoundation(Framework()), Framework(CGSessionCopyCurrentDictionary=0), Framework())
    assert not found.on_console


def test_a_mac_without_a_lid_has_none_closed() -> None:
    io_kit = Framework(IORegistryEntryCreateCFProperty=0)
    assert not on_macos.look(CoreFoundation(Framework()), Framework(), io_kit).lid_closed


def test_the_locked_screen_is_listened_to_at_once() -> None:
    library = Framework()
    callback = on_macos.NotificationCallback(lambda *_: None)
    CoreFoundation(library).hear(on_macos.SCREEN_LOCKED, callback)
    assert library.texts == ["com.apple.screenIsLocked"]
    name, arguments = library.calls[-1]
    assert name == "CFNotificationCenterAddObserver"
    assert arguments[-1] == 4


@pytest.mark.parametrize(("kind", "locked", "allowed"), [(WILL_SLEEP, 1, 1), (CAN_SLEEP, 0, 1), (0xE0000300, 0, 0)])
def test_sleep_waits_for_the_lock_and_is_then_allowed(kind: int, locked: int, allowed: int) -> None:
    locks: list[bool] = []
    io_kit = Framework()
    callback = on_macos.hear_sleep(CoreFoundation(Framework()), io_kit, lambda: locks.append(True))
    callback(None, 0, kind, ctypes.c_void_p(77))
    assert len(locks) == locked
    allowances = [arguments for name, arguments in io_kit.calls if name == "IOAllowPowerChange"]
    assert allowances == [(1, 77)] * allowed


def test_the_numbers_of_sleep_are_those_of_the_header() -> None:
    assert (hex(WILL_SLEEP), hex(CAN_SLEEP)) == ("0xe0000280", "0xe0000270")


def test_debuggers_are_denied_with_the_number_of_the_header() -> None:
    libc = Framework()
    on_macos.deny_debuggers(libc)
    assert libc.calls == [("ptrace", (31, 0, None, 0))]


def test_a_window_is_shared_with_nobody() -> None:
    library = Framework(objc_msgSend=42)
    on_macos.hide_from_capture(7, ObjectiveC(library))
    assert library.texts == ["window", "setSharingType:"]
    sent = [arguments for name, arguments in library.calls if name == "objc_msgSend"]
    assert [arguments[0] for arguments in sent] == [7, 42]
    assert sent[1][-1] == 0


def test_the_clipboard_is_marked_as_concealed() -> None:
    library, core = Framework(objc_msgSend=42), Framework()
    on_macos.conceal_clipboard(CoreFoundation(core), ObjectiveC(library))
    assert core.texts == ["org.nspasteboard.ConcealedType", ""]
    assert library.texts == ["generalPasteboard", "setString:forType:"]
