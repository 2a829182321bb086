"""What the program asks of Windows: events that lock, no pictures of its windows, no dumps, no reading of its memory.

Written from Microsoft's documentation, not run. Without Qt: the process is hardened before Qt is loaded.
"""

import ctypes
from collections.abc import Callable
from ctypes import wintypes
from typing import Any, Final

# learn.microsoft.com/windows/win32/termserv/wm-wtssession-change
WM_WTSSESSION_CHANGE: Final = 0x02B1
NOTIFY_FOR_THIS_SESSION: Final = 0
_LEFT: Final = frozenset({0x2, 0x4, 0x6, 0x7})  # console disconnect, remote disconnect, logoff, lock
# …/win32/power/wm-powerbroadcast; …/win32/power/power-setting-guids
WM_POWERBROADCAST: Final = 0x0218
PBT_APMSUSPEND: Final = 0x4
PBT_POWERSETTINGCHANGE: Final = 0x8013
# …/win32/shutdown/wm-queryendsession
WM_QUERYENDSESSION: Final = 0x0011
# …/win32/api/winuser/nf-winuser-setwindowdisplayaffinity: since Windows 10 2004; before, black is all it can do
_EXCLUDE_FROM_CAPTURE: Final = 0x11
_MONITOR: Final = 0x01
# …/win32/api/errhandlingapi/nf-errhandlingapi-seterrormode
_SILENT_ERRORS: Final = 0x0001 | 0x0002 | 0x8000
# …/win32/api/werapi/nf-werapi-wersetflags
_NO_HEAP_IN_REPORTS: Final = 0x1
_DACL: Final = 0x4
# …/win32/secauthz/ace-strings: nobody but the owner and the system, and they may only look, wait and end
# (SYNCHRONIZE, READ_CONTROL, PROCESS_QUERY_LIMITED_INFORMATION, PROCESS_TERMINATE), not read memory.
PROCESS_RULES: Final = "D:P(A;;0x121001;;;OW)(A;;0x121001;;;SY)"
# …/win32/dataxchg/clipboard-formats#cloud-clipboard-and-clipboard-history-formats
SECRET_FORMATS: Final = {
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
}


class Guid(ctypes.Structure):
    """GUID of guiddef.h."""

    _fields_ = (
        ("first", ctypes.c_uint32),
        ("second", ctypes.c_uint16),
        ("third", ctypes.c_uint16),
        ("rest", ctypes.c_uint8 * 8),
    )


class PowerSetting(ctypes.Structure):
    """POWERBROADCAST_SETTING of winuser.h; `value` is the first four bytes of its data."""

    _fields_ = (("setting", Guid), ("length", ctypes.c_uint32), ("value", ctypes.c_uint32))


class Message(ctypes.Structure):
    """MSG of winuser.h, as Qt's native event filter gets it."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("wparam", ctypes.c_size_t),
        ("lparam", ctypes.c_ssize_t),
        ("time", ctypes.c_uint32),
        ("x", ctypes.c_int32),
        ("y", ctypes.c_int32),
    )


# GUID_LIDSWITCH_STATE_CHANGE {BA3E0F4D-B817-4094-A2D1-D56379E6A0F3}: 0 closed, 1 open
LID: Final = Guid(0xBA3E0F4D, 0xB817, 0x4094, (ctypes.c_uint8 * 8)(0xA2, 0xD1, 0xD5, 0x63, 0x79, 0xE6, 0xA0, 0xF3))


def locks(message: Message, setting_at: Callable[[int], PowerSetting] = PowerSetting.from_address) -> bool:
    """Whether a window message says that nobody should see the vault any more."""
    kind, what = message.message, message.wparam
    if kind == WM_POWERBROADCAST and what == PBT_POWERSETTINGCHANGE:
        setting = setting_at(message.lparam)
        return bytes(setting.setting) == bytes(LID) and int(setting.value) == 0
    return (kind == WM_WTSSESSION_CHANGE and what in _LEFT) or (kind == WM_POWERBROADCAST and what == PBT_APMSUSPEND)


def ends(message: Message) -> bool:
    """Whether a window message says that the session ends."""
    return bool(message.message == WM_QUERYENDSESSION)


def listen(window: int, dlls: Any) -> None:
    """Have the messages sent to a window that come only when asked for; `dlls` is `ctypes.windll`."""
    dlls.wtsapi32.WTSRegisterSessionNotification(wintypes.HWND(window), NOTIFY_FOR_THIS_SESSION)
    dlls.user32.RegisterPowerSettingNotification(wintypes.HWND(window), ctypes.byref(LID), 0)


def hide_from_capture(window: int, dlls: Any) -> None:
    """Keep a window out of screenshots and Recall: a wish, says Microsoft, not a security feature."""
    handle = wintypes.HWND(window)
    if not dlls.user32.SetWindowDisplayAffinity(handle, _EXCLUDE_FROM_CAPTURE):
        dlls.user32.SetWindowDisplayAffinity(handle, _MONITOR)


def harden(dlls: Any) -> None:
    """No error reports with memory in them, and no other program of the same user reads our memory."""
    dlls.kernel32.SetErrorMode(_SILENT_ERRORS)
    dlls.kernel32.WerSetFlags(_NO_HEAP_IN_REPORTS)
    rules = ctypes.c_void_p()
    make = dlls.advapi32.ConvertStringSecurityDescriptorToSecurityDescriptorW
    if make(ctypes.c_wchar_p(PROCESS_RULES), 1, ctypes.byref(rules), None):
        dlls.kernel32.GetCurrentProcess.restype = ctypes.c_void_p
        process = ctypes.c_void_p(dlls.kernel32.GetCurrentProcess())
        dlls.advapi32.SetKernelObjectSecurity(process, _DACL, rules)
        dlls.kernel32.LocalFree(rules)
