"""Closes the window, and with it the vault, when the system or a terminal asks the program to end."""

import os
import signal
import sys

from PySide6.QtCore import QSocketNotifier

from .main_window import MainWindow


def close_on_termination(window: MainWindow) -> None:
    """Have SIGTERM, SIGINT and SIGHUP end the program in order.

    Python runs a handler only when it is awake, so the signal wakes it.
    """
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # `nohup` wants it to go on
            signal.signal(number, lambda *_: window.end())
    if sys.platform != "win32":
        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        os.set_blocking(writing, False)
        signal.set_wakeup_fd(writing)
        notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read, window)
        notifier.activated.connect(lambda: os.read(reading, 64))
