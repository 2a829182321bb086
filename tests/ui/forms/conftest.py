"""What the tests of the pages of forms share: a vault, workbooks, and a bench."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from monitorapp.documents import start_visit
from monitorapp.library import bring_in, inspect_file
from monitorapp.records.field import Value
from tests.core.test_moving import CHOICES, NEW, OLD, ROOM
from tests.core.workbooks import settings, workbook
from tests.ui.conftest import RecordingNavigator
from tests.ui.exchange.conftest import show
from tests.ui.form.rooms import Room, room, template
from ui.forms.bench import Bench
from ui.forms.forms_page import FormsPage

__all__ = ["room", "template"]

Making = Callable[..., FormsPage]


@pytest.fixture(autouse=True)
def calm(qtbot: QtBot, room: Room) -> Iterator[None]:
    """Nothing is still to be answered when a test ends: a page may ask once more on hearing an answer."""
    yield
    qtbot.waitUntil(lambda: not room.session.is_busy)


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def page(qtbot: QtBot, room: Room, navigator: RecordingNavigator, bench: Bench) -> FormsPage:
    """The list of forms, shown and read."""
    page = FormsPage(room.session, navigator, bench)
    show(qtbot, page)
    qtbot.waitUntil(lambda: bool(page.rows))
    return page


def both_versions(folder: Path) -> tuple[Path, Path]:
    """The workbooks of two versions of a form."""
    old = workbook(folder / "old.xlsx", OLD, CHOICES, settings("1", title="Койки"))
    new = workbook(folder / "new.xlsx", NEW, CHOICES[:3], settings("2", title="Койки"))
    return old, new


def learn(room: Room, folder: Path) -> None:
    """Bring both versions in."""
    found = [inspect_file(path) for path in both_versions(folder)]
    room.ask(lambda vault: [bring_in(vault, one) for one in found])


def filled(room: Room) -> str:
    """A visit that answers everything in the old version."""
    visit: str = room.ask(lambda vault: start_visit(vault, "practice", "beds", "1"))[0]
    room.record(visit, f"{ROOM}/#row", {"row": "room"})
    answers: dict[str, Value] = {
        "beds": 7,
        "state": "awful",
        "smell": "гарь",
        "remark": "тихо",
        f"{ROOM}/colour": "blue",
    }
    for field, value in answers.items():
        room.record(visit, field, value)
    return visit
