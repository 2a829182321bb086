"""Starts the window: settings, look and the unlock page first; what is heavy is imported after it is painted."""

import ctypes
import importlib
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from monitorapp.settings import default_vault_folder, settings_file

from .app import REFUSED, Wishes, is_refused, relaunch
from .crash import install, silence_libraries
from .guard import Guard
from .look import Look
from .main_window import MainWindow
from .session import Session

if TYPE_CHECKING:
    from .demonstration import Demonstration
    from .native_events import MacEvents, WindowsEvents
    from .pages import PageEntry
    from .system_events import SystemEvents


_HEAVY = ("monitorapp.exchange.members", f"{__package__}.desk", f"{__package__}.entries")


def run(wishes: Wishes) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    app = QApplication(["monitorapp", "-style", "fusion"])  # `setStyle` would bring every enum of a style into Python
    if is_refused(app.platformName()):
        return REFUSED
    install()
    look = Look(app, settings_file() if wishes.demo is None and wishes.screens is None else None, outlined=False)
    session, guard = Session(), Guard()
    demonstration = _demonstration(wishes, session)
    window = MainWindow(session, look, guard, _entries, _folder(wishes, look), partial(_start_again, demonstration))
    if wishes.screens is not None:
        look.outline()
        code = _draw(app, window, session, look, wishes.screens)
    else:
        window.resize(_fitting(window, app))
        _shield(app)
        window.show()
        app.commitDataRequest.connect(lambda _: session.flush())  # the person logs out of the system
        window.painted.connect(look.outline)
        window.painted.connect(lambda: _listen(app, window, session, guard))
        window.painted.connect(lambda: session.run(_import_heavy, lambda _: None))
        if demonstration is not None and wishes.demo is not None:
            demonstration.open(wishes.demo, partial(demonstration.show, window, guard), session.troubled.emit)
        code = app.exec()
    if demonstration is not None:
        demonstration.remove()
    session.end()
    return code


def _demonstration(wishes: Wishes, session: Session) -> "Demonstration | None":
    if wishes.demo is None:
        return None
    from .demonstration import Demonstration  # noqa: PLC0415  only when it is wanted

    return Demonstration(session)


def _draw(app: QApplication, window: MainWindow, session: Session, look: Look, folder: Path) -> int:
    from .demonstration import draw  # noqa: PLC0415  only when it is wanted

    return draw(app, window, session, look, folder)


def _start_again(demonstration: "Demonstration | None") -> None:
    if demonstration is not None:
        demonstration.remove()
    relaunch()


def _shield(app: QApplication) -> None:
    if not sys.platform.startswith("linux"):
        from .native_events import Shield  # noqa: PLC0415  only there

        app.installEventFilter(Shield(app))


def _listen(app: QApplication, window: MainWindow, session: Session, guard: Guard) -> None:
    from .shortcuts import LayoutFilter  # noqa: PLC0415  after the first window is painted
    from .termination import close_on_termination  # noqa: PLC0415

    silence_libraries()
    app.installEventFilter(LayoutFilter(window))
    close_on_termination(window)
    events = _events(window)
    events.lock_wanted.connect(guard.lock_wanted)
    events.end_wanted.connect(window.end)
    session.opened.connect(events.begin)
    session.closed.connect(events.end)
    guard.ticked.connect(events.look)
    if session.is_open:
        events.begin()


def _events(window: MainWindow) -> "SystemEvents | WindowsEvents | MacEvents":
    if sys.platform == "win32":
        from .native_events import WindowsEvents  # noqa: PLC0415  only there

        return WindowsEvents(window, ctypes.windll)
    if sys.platform == "darwin":
        from .native_events import MacEvents  # noqa: PLC0415  only there

        return MacEvents(window)
    from .system_events import SystemEvents  # noqa: PLC0415  after the first window is painted

    return SystemEvents(window)


def _entries(look: Look, guard: Guard) -> "Sequence[PageEntry]":
    # The pages bring the whole core with them: the unlock page is painted before.
    from .entries import entries  # noqa: PLC0415

    return entries(look, guard)


def _folder(wishes: Wishes, look: Look) -> Path:
    if wishes.vault is not None:
        return wishes.vault
    remembered = look.settings.vault_folder
    return Path(remembered) if remembered else default_vault_folder()


def _fitting(window: MainWindow, app: QApplication) -> QSize:
    return window.sizeHint().boundedTo(app.primaryScreen().availableSize())


def _import_heavy() -> None:
    for name in _HEAVY:
        importlib.import_module(name)
