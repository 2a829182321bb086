"""The tour that draws every screen, and the demonstration that it shows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitorapp.errors import Trouble
from ui import demonstration
from ui.demonstration import PIN, SIZE, STYLES, Demonstration, Style, Tour
from ui.entries import entries
from ui.guard import Guard
from ui.look import Look
from ui.main_window import MainWindow
from ui.session import Session


def unexpected(trouble: Trouble) -> None:
    raise AssertionError(trouble.code)


@pytest.fixture
def window(qapp: QApplication, light: Session, look: Look, guard: Guard, tmp_path: Path) -> Iterator[MainWindow]:
    window = MainWindow(light, look, guard, entries, tmp_path / "none", lambda: None)
    yield window
    window.deleteLater()


def test_every_screen_is_drawn_in_one_walk(
    window: MainWindow,
    qapp: QApplication,
    light: Session,
    look: Look,
    guard: Guard,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(demonstration, "STYLES", (Style("dark", 100),))
    tour = Tour(qapp, window, light, look, tmp_path / "drawn", "ru")
    tour.start()
    qtbot.waitUntil(lambda: not tour.is_running, timeout=60_000)
    drawn = {path.stem: QImage(str(path)) for path in (tmp_path / "drawn").iterdir()}
    for name in ("unlock", "create", "palette", "cover", *(entry.name for entry in entries(look, guard))):
        assert any(stem.startswith(f"dark-100-{name}") for stem in drawn), name
    assert {image.size() for image in drawn.values()} == {SIZE}
    assert not light.is_open


def test_the_smallest_screen_is_drawn_light_dark_and_with_the_largest_text() -> None:
    assert (SIZE.width(), SIZE.height()) == (1024, 560)
    assert {style.theme for style in STYLES} == {"light", "dark"}
    assert max(style.text_size for style in STYLES) == 150


def test_the_demonstration_says_that_everything_is_invented_and_leaves_nothing(
    window: MainWindow, light: Session, guard: Guard, qtbot: QtBot
) -> None:
    demonstration = Demonstration(light)
    with qtbot.waitSignal(light.opened, timeout=30_000):
        demonstration.open("monitor-1", lambda: demonstration.show(window, guard), unexpected)
    qtbot.waitUntil(lambda: not light.is_busy)
    assert window.desk is not None
    assert "invented" in window.desk.frame.message
    assert guard.precautions.pin.fits(PIN)
    folder = demonstration.folder
    assert folder.is_dir()
    assert light.close() is None
    demonstration.remove()
    assert not folder.exists()
    assert not folder.parent.exists()
