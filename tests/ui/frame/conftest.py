"""What the tests of the frame share: a look without a file, a light session, a window with an open vault."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitorapp.exchange.members import create_vault
from monitorapp.vault.keyfile import LIGHT
from tests.ui.frame.diary import PHRASE, pages
from ui.guard import Guard
from ui.look import Look
from ui.main_window import MainWindow
from ui.session import Session


@pytest.fixture(autouse=True)
def calm_laptop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the laptop that runs the tests has swap in clear is not what they are about."""
    monkeypatch.setattr("ui.desk.untold", lambda vault: ())


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    """English, light, at 100 %; nothing is read from or written to the disk."""
    look = Look(qapp, None)
    look.choose(language="ru", theme="light")
    look.choose(language="en")
    yield look
    look.choose(language="en", theme="light", text_size=100)


@pytest.fixture
def light() -> Iterator[Session]:
    """A session whose vaults are cheap to open."""
    session = Session(cost=LIGHT)
    yield session
    session.close()
    session.end()


@pytest.fixture
def guard(qapp: QApplication) -> Iterator[Guard]:
    """A guard whose clock is not running."""
    guard = Guard()
    yield guard
    guard.stop()


@pytest.fixture
def relaunched() -> list[bool]:
    """One entry for each time the process would have been replaced."""
    return []


@pytest.fixture
def make_window(
    qtbot: QtBot, light: Session, look: Look, guard: Guard, relaunched: list[bool]
) -> Iterator[Callable[[Path], MainWindow]]:
    """Makes the window for a vault folder, and keeps it until the test ends."""
    kept: list[MainWindow] = []

    def make(folder: Path) -> MainWindow:
        window = MainWindow(light, look, guard, pages, folder, lambda: relaunched.append(True))
        qtbot.addWidget(window)
        window.resize(1024, 560)
        with qtbot.waitExposed(window):
            window.show()
        kept.append(window)
        return window

    yield make
    kept.clear()


@pytest.fixture(scope="session")
def finished_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault that tests copy: deriving its key once is enough."""
    folder = tmp_path_factory.mktemp("finished") / "vault"
    vault, code = create_vault(folder, PHRASE, "А. Б.", LIGHT)
    vault.confirm_recovery(code)
    vault.close()
    return folder


@pytest.fixture
def vault_folder(tmp_path: Path, finished_vault: Path) -> Path:
    """The folder of a finished vault, closed."""
    return Path(shutil.copytree(finished_vault, tmp_path / "vault"))


@pytest.fixture
def window(make_window: Callable[[Path], MainWindow], vault_folder: Path, light: Session, qtbot: QtBot) -> MainWindow:
    """The window with an open vault, on its first page."""
    window = make_window(vault_folder)
    with qtbot.waitSignal(light.opened):
        light.open(vault_folder, PHRASE, window.enter, lambda trouble: pytest.fail(trouble.code))
    qtbot.waitUntil(lambda: not light.is_busy)
    return window
