"""Every screen with real answers: named for a screen reader, small enough, and nothing cut off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from monitorapp.demo import make_demo
from monitorapp.exchange.receive import receive
from monitorapp.vault.keyfile import LIGHT
from monitorapp.vault.vault import Vault
from ui.entries import entries
from ui.guard import Guard
from ui.look import Look
from ui.main_window import MainWindow
from ui.session import Session

NAMES = [entry.name for entry in entries(None, None)]  # type: ignore[arg-type]  # only the names are asked for
SMALLEST = (1024, 560)


@pytest.fixture(scope="module")
def coordinator(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder and the passphrase of the demonstration's coordinator, with both bundles taken in."""
    folder = tmp_path_factory.mktemp("demonstration") / "demo"
    made = make_demo(folder)
    owner = made["vaults"]["coordinator"]
    vault = Vault.open(folder / owner["path"], owner["passphrase"])
    for bundle in made["bundles"]:
        receive(vault, folder / bundle["file"])
    vault.close()
    return folder / owner["path"], owner["passphrase"]


@pytest.fixture(scope="module")
def screen(coordinator: tuple[Path, str], qapp: QApplication) -> Iterator["Screens"]:
    """The window with the coordinator's vault."""
    screens = Screens(qapp, *coordinator)
    yield screens
    screens.end()


class Screens:
    """One window for the module: opening it for each page would take too long."""

    def __init__(self, app: QApplication, folder: Path, passphrase: str) -> None:
        self.look = Look(app, None)
        self.look.choose(language="ru", theme="light", text_size=100)
        self.session = Session(cost=LIGHT)
        self.guard = Guard()
        self.window = MainWindow(self.session, self.look, self.guard, entries, folder, lambda: None)
        self.window.resize(*SMALLEST)
        self.window.show()
        self.folder, self.passphrase = folder, passphrase
        self.targets: dict[str, str] = {}

    def open(self, qtbot: QtBot) -> None:
        if self.session.is_open:
            return
        with qtbot.waitSignal(self.session.opened):
            self.session.open(
                self.folder, self.passphrase, self.window.enter, lambda trouble: pytest.fail(trouble.code)
            )
        self.calm(qtbot)
        self.session.ask(lambda vault: vault.visits()[0].id, self._learn)
        self.calm(qtbot)

    def calm(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: not self.session.is_busy)

    def go(self, name: str, qtbot: QtBot) -> QWidget:
        self.open(qtbot)
        assert self.window.desk is not None
        frame = self.window.desk.frame
        frame.go(name, **self.targets)
        for _ in range(5):
            self.calm(qtbot)
            qtbot.wait(1)
        return frame.page(frame.place()["page"])  # a page with nothing to show may lead to another

    def end(self) -> None:
        self.guard.stop()
        self.look.choose(language="en", text_size=100)
        self.session.close()
        self.session.end()

    def _learn(self, visit: str) -> None:
        self.targets = {"visit": visit, "document": visit}


def unnamed(root: QWidget) -> list[str]:
    """Visible widgets that take the keyboard and that a screen reader could only call by their kind."""
    found = []
    for widget in root.findChildren(QWidget):
        takes_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not takes_keys or not widget.isVisible() or widget.objectName().startswith("qt_"):
            continue
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not (widget.accessibleName() or text) and widget.focusProxy() is None:
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_takes_the_keyboard_has_a_name(screen: Screens, qtbot: QtBot, name: str) -> None:
    screen.go(name, qtbot)
    assert unnamed(screen.window) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [100, 150])
def test_a_screen_fits_the_smallest_display(screen: Screens, qtbot: QtBot, name: str, size: int) -> None:
    screen.open(qtbot)
    screen.look.choose(text_size=size)
    page = screen.go(name, qtbot)
    window, hint = screen.window.minimumSizeHint(), page.minimumSizeHint()
    assert (window.width() <= SMALLEST[0], window.height() <= SMALLEST[1]) == (True, True)
    assert (hint.width() <= page.width(), hint.height() <= page.height()) == (True, True), (hint, page.size())


@pytest.mark.parametrize("name", NAMES)
def test_the_keyboard_is_on_the_page_and_not_on_the_navigation(screen: Screens, qtbot: QtBot, name: str) -> None:
    page = screen.go(name, qtbot)
    focused = screen.window.focusWidget()
    assert focused is page or (focused is not None and page.isAncestorOf(focused))


@pytest.mark.parametrize("name", NAMES)
def test_a_button_shows_all_its_words(screen: Screens, qtbot: QtBot, name: str) -> None:
    screen.open(qtbot)
    screen.look.choose(text_size=100)
    page = screen.go(name, qtbot)
    cut = [
        button.text()
        for button in page.findChildren(QAbstractButton)
        if button.isVisible() and button.text() and button.width() < button.minimumSizeHint().width()
    ]
    assert cut == []
