"""What the tests of attachments share: a form page that is open on a cell, and its file question."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from monitorapp.records.descriptor import Descriptor
from monitorapp.vault import attachments
from tests.ui.attachments.pictures import jpeg_of_a_camera
from tests.ui.conftest import RecordingNavigator
from tests.ui.form.rooms import Room, room, template
from ui.attachments.files import file_of
from ui.form.fields.file_field import FileField
from ui.form.form_page import FormPage
from ui.form.question_row import QuestionRow

__all__ = ["room", "template"]
QUESTION = "cell_photo"


@dataclass
class Cell:
    """A cell whose photo is asked for, on the screen."""

    room: Room
    page: FormPage
    document: str
    navigator: RecordingNavigator

    @property
    def row(self) -> QuestionRow:
        """The question with its tools."""
        page = self.page.stack.current
        assert page is not None
        row = page.questions.find_row(QUESTION)
        assert row is not None
        return row

    @property
    def field(self) -> FileField:
        """Where the file is answered."""
        field = self.row.line.field
        assert isinstance(field, FileField)
        return field

    def attachment(self) -> str | None:
        """What is answered in the vault."""
        return file_of(self.room.value(self.document, QUESTION))

    def wait_for_file(self) -> tuple[Descriptor, bytes]:
        """Wait until a file is the answer and its field shows it; returns it."""
        self.room.qtbot.waitUntil(
            lambda: self.field.facts.isVisible() and bool(self.field.facts.text()), timeout=20_000
        )
        attachment = self.attachment()
        assert attachment is not None
        found: tuple[Descriptor, bytes] = self.room.ask(lambda vault: attachments.read(vault, attachment))
        return found

    def files(self) -> list[Path]:
        """The encrypted files in the vault."""
        return sorted((self.room.folder / "a").iterdir())


@pytest.fixture
def cell(room: Room, navigator: RecordingNavigator, qtbot: QtBot) -> Iterator[Cell]:
    document = room.child(room.visit(), "cell")
    page = FormPage(room.session, navigator)
    qtbot.addWidget(page)
    page.resize(800, 560)
    page.show()
    with qtbot.waitSignal(page.presenter.opened, timeout=10_000):
        page.enter(document=document, field=QUESTION)
    yield Cell(room, page, document, navigator)
    room.session.flush()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "card" / "IMG_0042.jpg"
    path.parent.mkdir()
    path.write_bytes(jpeg_of_a_camera())
    return path
