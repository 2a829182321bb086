"""What the tests of the form page share."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import RecordingNavigator
from tests.ui.form.rooms import Room, room, template
from tests.ui.form.test_form_page import Hands
from ui.form.form_page import FormPage

__all__ = ["room", "template"]


@pytest.fixture
def hands(room: Room, navigator: RecordingNavigator, qtbot: QtBot) -> Iterator[Hands]:
    """A form page that is shown and active; nothing goes wrong on it."""
    page = FormPage(room.session, navigator)
    qtbot.addWidget(page)
    page.resize(960, 480)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    yield Hands(page, room)
    assert not navigator.troubles
