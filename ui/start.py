"""Starts the window: settings, look and the unlock page first; what is heavy is imported after it is painted."""

import argparse
import importlib
from pathlib import Path

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QApplication

from monitorapp.places import default_vault_folder, settings_file

from .app import REFUSED
from .crash import install
from .entries import entries
from .guard import Guard
from .hardening import is_refused
from .look import Look
from .main_window import MainWindow
from .relaunch import relaunch
from .session import Session
from .shortcuts import LayoutFilter

_HEAVY = ("monitorapp.exchange.members",)


def run(wishes: argparse.Namespace) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    app = QApplication(["monitorapp"])
    if is_refused(app.platformName()):
        return REFUSED
    install()
    look = Look(app, settings_file())
    session, guard, layouts = Session(), Guard(), LayoutFilter()
    app.installEventFilter(guard)
    app.installEventFilter(layouts)
    window = MainWindow(session, look, guard, entries, _folder(wishes, look), relaunch)
    window.resize(_fitting(window, app))
    window.show()
    QTimer.singleShot(0, lambda: session.run(_import_heavy, lambda _: None))
    code = app.exec()
    session.end()
    return code


def _folder(wishes: argparse.Namespace, look: Look) -> Path:
    if wishes.vault is not None:
        return Path(wishes.vault)
    remembered = look.settings.vault_folder
    return Path(remembered) if remembered else default_vault_folder()


def _fitting(window: MainWindow, app: QApplication) -> QSize:
    return window.sizeHint().boundedTo(app.primaryScreen().availableSize())


def _import_heavy() -> None:
    for name in _HEAVY:
        importlib.import_module(name)
