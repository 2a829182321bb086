"""Closes the window, and with it the vault, when the system asks the program to end (SIGTERM)."""

import os
import signal
import sys

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QWidget


def close_on_termination(window: QWidget) -> None:
    """Have SIGTERM close the window: Python runs a handler only when it is awake, so the signal wakes it."""
    signal.signal(signal.SIGTERM, lambda *_: window.close())
    if sys.platform != "win32":
        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        os.set_blocking(writing, False)
        signal.set_wakeup_fd(writing)
        notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read, window)
        notifier.activated.connect(lambda: os.read(reading, 64))
