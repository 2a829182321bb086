"""What the tests of windows share: an offscreen platform, a theme, a session and a navigator that remembers."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui.session import Session
from ui.theme import Theme


class RecordingNavigator:
    """A window around a page that only remembers what the page asked of it."""

    def __init__(self, theme: Theme, language: str = "en") -> None:
        self.theme = theme
        self.language = language
        self.went: list[tuple[str, dict[str, str]]] = []
        self.said: list[tuple[str, str]] = []
        self.actions: list[Callable[[], None] | None] = []
        self.troubles: list[Exception] = []

    def go(self, name: str, **target: str) -> None:
        self.went.append((name, target))

    def back(self) -> None:
        self.went.append(("back", {}))

    def say(self, text: str, tone: str = "info", action: str = "", run: Callable[[], None] | None = None) -> None:
        self.said.append((text, tone))
        self.actions.append(run)

    def trouble(self, trouble: Exception) -> None:
        self.troubles.append(trouble)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme at 100 %, applied."""
    theme = Theme.of("light", 100)
    theme.apply(qapp)
    return theme


@pytest.fixture
def navigator(theme: Theme) -> RecordingNavigator:
    """A navigator that remembers what it was asked."""
    return RecordingNavigator(theme)


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    """A session without a vault; it is closed and its thread ended afterwards."""
    session = Session()
    yield session
    session.close()
    session.end()


def pytest_configure(config: pytest.Config) -> None:
    """The offscreen platform complains about every window with a smallest size; that is no fault of ours."""
    config.getini("qt_log_ignore").append("This plugin does not support propagateSizeHints")
