"""What the program asks of macOS: whether the person left, no pictures of its windows, no debugger, no clipboard logs.

Written from Apple's documentation and headers, not run. Without Qt: the process is hardened before Qt is loaded.
"""

import ctypes
from collections.abc import Callable
from typing import Any, Final, NamedTuple

_FRAMEWORKS: Final = "/System/Library/Frameworks"
CORE_FOUNDATION: Final = f"{_FRAMEWORKS}/CoreFoundation.framework/CoreFoundation"
CORE_GRAPHICS: Final = f"{_FRAMEWORKS}/CoreGraphics.framework/CoreGraphics"
IO_KIT: Final = f"{_FRAMEWORKS}/IOKit.framework/IOKit"
OBJECTIVE_C: Final = "/usr/lib/libobjc.dylib"

_PT_DENY_ATTACH: Final = 31  # sys/ptrace.h
_UTF8: Final = 0x08000100  # kCFStringEncodingUTF8
_AT_ONCE: Final = 4  # CFNotificationSuspensionBehaviorDeliverImmediately
_SHARING_NONE: Final = 0  # NSWindowSharingNone
SCREEN_LOCKED: Final = "com.apple.screenIsLocked"
# IOMessage.h, IOPMLib.h
WILL_SLEEP: Final = 0xE0000280
CAN_SLEEP: Final = 0xE0000270
# nspasteboard.org: clipboard managers leave alone what carries this type
CONCEALED: Final = "org.nspasteboard.ConcealedType"

NotificationCallback: Final = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 5)
PowerCallback: Final = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p)


class Presence(NamedTuple):
    """What macOS says about the person, as far as it says it."""

    on_console: bool = True
    screen_locked: bool = False
    lid_closed: bool = False

    def has_left_since(self, before: "Presence") -> bool:
        """Whether the person went away between the two looks."""
        return (
            (before.on_console and not self.on_console)
            or (self.screen_locked and not before.screen_locked)
            or (self.lid_closed and not before.lid_closed)
        )


def deny_debuggers(libc: Any) -> None:
    """Refuse to be attached to, ptrace(2)."""
    libc.ptrace(_PT_DENY_ATTACH, 0, None, 0)


class CoreFoundation:
    """The few calls of Core Foundation that are needed, with their types declared: pointers have 64 bits."""

    def __init__(self, library: Any) -> None:
        pointer = ctypes.c_void_p
        self._library = library
        declared = {
            "CFStringCreateWithCString": (pointer, [pointer, ctypes.c_char_p, ctypes.c_uint32]),
            "CFDictionaryGetValue": (pointer, [pointer, pointer]),
            "CFBooleanGetValue": (ctypes.c_bool, [pointer]),
            "CFRelease": (None, [pointer]),
            "CFNotificationCenterGetDistributedCenter": (pointer, []),
            "CFNotificationCenterAddObserver": (
                None,
                [pointer, pointer, NotificationCallback, *[pointer] * 2, ctypes.c_long],
            ),
            "CFRunLoopGetMain": (pointer, []),
            "CFRunLoopAddSource": (None, [pointer, pointer, pointer]),
        }
        for name, (result, arguments) in declared.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments

    def text(self, words: str) -> int:
        """A CFString; whoever asks releases it."""
        made: int = self._library.CFStringCreateWithCString(None, words.encode(), _UTF8)
        return made

    def flag(self, dictionary: int, name: str, otherwise: bool) -> bool:
        """The truth value of a key of a dictionary."""
        key = self.text(name)
        value = self._library.CFDictionaryGetValue(dictionary, key)
        self._library.CFRelease(key)
        return bool(self._library.CFBooleanGetValue(value)) if value else otherwise

    def is_true(self, value: int) -> bool:
        """What a CFBoolean says; it is released."""
        said = bool(self._library.CFBooleanGetValue(value))
        self._library.CFRelease(value)
        return said

    def release(self, thing: int) -> None:
        """Give a thing back."""
        self._library.CFRelease(thing)

    def hear(self, name: str, callback: Any) -> None:
        """Have the callback called when other programs announce `name`; keep the callback alive."""
        center = self._library.CFNotificationCenterGetDistributedCenter()
        self._library.CFNotificationCenterAddObserver(center, None, callback, self.text(name), None, _AT_ONCE)

    def run(self, source: int) -> None:
        """Let a source wake the main loop."""
        mode = self.text("kCFRunLoopCommonModes")
        self._library.CFRunLoopAddSource(self._library.CFRunLoopGetMain(), source, mode)


def look(foundation: CoreFoundation, graphics: Any, io_kit: Any) -> Presence:
    """Whether our session is the one on the screen, whether the screen is locked and the lid closed."""
    graphics.CGSessionCopyCurrentDictionary.restype = ctypes.c_void_p
    session = graphics.CGSessionCopyCurrentDictionary()
    lid = _lid_closed(foundation, io_kit)
    if not session:  # no window server, or not our turn
        return Presence(on_console=False, lid_closed=lid)
    there = foundation.flag(session, "kCGSSessionOnConsoleKey", otherwise=True)
    locked = foundation.flag(session, "CGSSessionScreenIsLocked", otherwise=False)
    foundation.release(session)
    return Presence(there, locked, lid)


def _lid_closed(foundation: CoreFoundation, io_kit: Any) -> bool:
    pointer = ctypes.c_void_p
    io_kit.IOServiceMatching.restype = pointer
    io_kit.IOServiceGetMatchingService.argtypes = [ctypes.c_uint32, pointer]
    io_kit.IORegistryEntryCreateCFProperty.restype = pointer
    io_kit.IORegistryEntryCreateCFProperty.argtypes = [ctypes.c_uint32, pointer, pointer, ctypes.c_uint32]
    root = io_kit.IOServiceGetMatchingService(0, io_kit.IOServiceMatching(b"IOPMrootDomain"))
    key = foundation.text("AppleClamshellState")
    value = io_kit.IORegistryEntryCreateCFProperty(root, key, None, 0)
    foundation.release(key)
    io_kit.IOObjectRelease(root)
    return foundation.is_true(value) if value else False


def hear_sleep(foundation: CoreFoundation, io_kit: Any, before: Callable[[], None]) -> Any:
    """Have `before` called when the laptop is about to sleep, which waits for it; keep what is returned alive."""
    pointer = ctypes.c_void_p
    io_kit.IORegisterForSystemPower.argtypes = [pointer, pointer, PowerCallback, pointer]
    io_kit.IOAllowPowerChange.argtypes = [ctypes.c_uint32, ctypes.c_long]
    io_kit.IONotificationPortGetRunLoopSource.restype = pointer
    io_kit.IONotificationPortGetRunLoopSource.argtypes = [pointer]
    port, notifier = pointer(), ctypes.c_uint32()

    def told(_: object, __: int, kind: int, argument: int | None) -> None:
        if kind == WILL_SLEEP:
            before()
        if kind in (WILL_SLEEP, CAN_SLEEP):
            io_kit.IOAllowPowerChange(root, argument or 0)

    callback = PowerCallback(told)
    root = io_kit.IORegisterForSystemPower(None, ctypes.byref(port), callback, ctypes.byref(notifier))
    foundation.run(io_kit.IONotificationPortGetRunLoopSource(port))
    return callback


class ObjectiveC:
    """Messages to objects of AppKit."""

    def __init__(self, library: Any) -> None:
        self._library = library
        library.sel_registerName.restype = library.objc_getClass.restype = ctypes.c_void_p

    def send(self, target: int, message: str, *arguments: int) -> int:
        """Send a message whose arguments and result are pointers or whole numbers."""
        send = self._library.objc_msgSend
        send.restype = ctypes.c_void_p
        send.argtypes = [ctypes.c_void_p] * (2 + len(arguments))
        return send(target, self._library.sel_registerName(message.encode()), *arguments) or 0

    def class_named(self, name: str) -> int:
        """A class of AppKit."""
        return self._library.objc_getClass(name.encode()) or 0


def hide_from_capture(view: int, objects: ObjectiveC) -> None:
    """Keep the window of a view (Qt's `winId`) out of pictures and recordings of the screen."""
    objects.send(objects.send(view, "window"), "setSharingType:", _SHARING_NONE)


def conceal_clipboard(foundation: CoreFoundation, objects: ObjectiveC) -> None:
    """Mark what lies on the clipboard as secret for clipboard managers; CFString is NSString."""
    board = objects.send(objects.class_named("NSPasteboard"), "generalPasteboard")
    kind, empty = foundation.text(CONCEALED), foundation.text("")
    objects.send(board, "setString:forType:", empty, kind)
    foundation.release(kind)
    foundation.release(empty)
