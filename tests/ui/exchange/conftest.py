"""Three real vaults that partly disagree: made once, copied for each test, opened by recovery-light keys."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from monitorapp.demo import make_demo
from monitorapp.exchange.members import find_recipient
from monitorapp.exchange.receive import receive
from monitorapp.vault.registry import STRANGER, Person
from monitorapp.vault.vault import Vault
from ui.pages import Page
from ui.session import Session
from ui.widgets.file_picker import FilePicker

Open = Callable[[str], Session]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, in which the coordinator has not taken in anything yet."""
    folder = tmp_path_factory.mktemp("made") / "demo"
    make_demo(folder)
    return folder


@pytest.fixture(scope="session")
def merged(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration after the coordinator took both bundles in."""
    folder = tmp_path_factory.mktemp("merged") / "demo"
    shutil.copytree(made, folder)
    with_vault(folder, "coordinator", lambda vault: [receive(vault, folder / name) for name in bundles(folder)])
    return folder


@pytest.fixture
def demo(made: Path, tmp_path: Path) -> Path:
    """An own copy of the demonstration."""
    return Path(shutil.copytree(made, tmp_path / "demo"))


@pytest.fixture
def settling(merged: Path, tmp_path: Path) -> Path:
    """An own copy of the demonstration with three differing answers at the coordinator's."""
    return Path(shutil.copytree(merged, tmp_path / "settling"))


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Callable[[Path, str], Session]]:
    """Opens somebody's vault of a demonstration in a session of its own; all are closed afterwards."""
    sessions: list[Session] = []

    def open_session(folder: Path, owner: str) -> Session:
        session = Session()
        sessions.append(session)
        with qtbot.waitSignal(session.opened):
            session.open(folder / owner, passphrase(folder, owner), lambda: None, _fail)
        return session

    yield open_session
    for session in sessions:
        session.close()
        session.end()


def told(folder: Path) -> dict[str, Any]:
    """What the demonstration says of itself."""
    found: dict[str, Any] = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
    return found


def passphrase(folder: Path, owner: str) -> str:
    """The passphrase of somebody's vault."""
    return str(told(folder)["vaults"][owner]["passphrase"])


def bundles(folder: Path) -> list[str]:
    """The file names of what both monitors hand over."""
    return [str(bundle["file"]) for bundle in told(folder)["bundles"]]


def with_vault(folder: Path, owner: str, work: Callable[[Vault], Any]) -> Any:
    """Do something in somebody's vault while no session has it open."""
    vault = Vault.open(folder / owner, passphrase(folder, owner))
    try:
        return work(vault)
    finally:
        vault.close()


def distrust(folder: Path, owner: str, name: str) -> None:
    """Take the trust in somebody away again: their card stays known."""

    def change(vault: Vault) -> None:
        person = find_recipient(vault, name)
        vault.registry.keep_person(Person(person.author, person.name, STRANGER, person.card))

    with_vault(folder, owner, change)


def answer_of(qtbot: QtBot, session: Session, question: Callable[[Vault], Any]) -> Any:
    """Ask a session's vault and wait for the answer."""
    found: list[Any] = []
    session.ask(question, found.append, _fail)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def show(qtbot: QtBot, page: Page, **target: str) -> None:
    """Enter a page in a window of the smallest size that it has to fit."""
    qtbot.addWidget(page)
    page.resize(1024, 560)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.enter(**target)


def type_text(text: str, widget: QWidget | None = None) -> None:
    """Type any letters, one key event each: QTest takes Latin ones only."""
    for letter in text:
        target = widget or QApplication.focusWidget()
        assert target is not None
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, text: str = "") -> None:
    """Press a key where the keyboard is."""
    target = QApplication.focusWidget()
    assert target is not None
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, key, modifiers, text))


def shortcut(widget: QWidget, keys: str) -> None:
    """Press keys as the window system would, so that shortcuts hear them."""
    QTest.keySequence(widget, QKeySequence(keys))


def press_digit(digit: int) -> None:
    """Press a digit where the keyboard is."""
    press(Qt.Key(Qt.Key.Key_0 + digit), text=str(digit))


def pick_file(qtbot: QtBot, page: QWidget, path: Path) -> None:
    """In the picker that a page shows, go to a file and open it."""
    picker = _picker(qtbot, page)
    picker.show_folder(path.parent)
    entries = next(child for child in picker.findChildren(QListWidget) if child.accessibleName().startswith("Content"))
    entries.setCurrentItem(next(iter(entries.findItems(path.name, Qt.MatchFlag.MatchExactly))))
    press_button(picker, "Open")
    _return_to(qtbot, page)


def pick_new_file(qtbot: QtBot, page: QWidget, path: Path) -> None:
    """In the picker that a page shows, name a new file and choose it."""
    picker = _picker(qtbot, page)
    picker.show_folder(path.parent)
    name = picker.findChild(QLineEdit)
    assert name is not None
    name.setText(path.name)
    press_button(picker, "Write here")
    _return_to(qtbot, page)


def pick_folder(qtbot: QtBot, page: QWidget, path: Path) -> None:
    """In the picker that a page shows, choose a folder."""
    picker = _picker(qtbot, page)
    picker.show_folder(path)
    press_button(picker, "Choose this folder")
    _return_to(qtbot, page)


def press_button(widget: QWidget, text: str) -> None:
    """Click the button that says so."""
    QApplication.processEvents()  # a layout shows its new widgets only in the next turn
    button = next(b for b in widget.findChildren(QPushButton) if b.text() == text and b.isVisible())
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def texts(widget: QWidget) -> str:
    """Everything that is written on a widget now."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def unnamed(page: QWidget) -> list[str]:
    """Everything that the keyboard can reach and a screen reader could not name."""
    reached = [w for w in page.findChildren(QWidget) if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    named = (QAccessible.queryAccessibleInterface(widget) for widget in reached)
    return [repr(w) for w, name in zip(reached, named, strict=True) if name and not name.text(QAccessible.Text.Name)]


def _picker(qtbot: QtBot, page: QWidget) -> FilePicker:
    qtbot.waitUntil(lambda: any(picker.isVisible() for picker in page.findChildren(FilePicker)))
    return next(picker for picker in page.findChildren(FilePicker) if picker.isVisible())


def _return_to(qtbot: QtBot, page: QWidget) -> None:
    """What a window manager does when a dialog closes."""
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)


def _fail(trouble: Exception) -> None:
    raise AssertionError from trouble
