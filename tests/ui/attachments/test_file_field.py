"""A file question on a real form page: by button, drop and paste, replaced, removed, undone, held."""

import hashlib
import os
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from monitorapp.records.attachment import leftovers
from monitorapp.vault import attachments
from tests.ui.attachments.conftest import QUESTION, Cell
from tests.ui.attachments.pictures import SECRETS, encoded, image, jpeg_of_a_camera, png_that_claims
from tests.ui.form.keys import click
from ui.attachments import files
from ui.widgets.file_picker import FilePicker


def drop(field: QWidget, mime: QMimeData) -> None:
    """Drop as the system does: enter, then drop."""
    middle, left = QPointF(field.rect().center()), Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(middle.toPoint(), Qt.DropAction.CopyAction, mime, left, none)
    QApplication.sendEvent(field, enter)
    if enter.isAccepted():
        QApplication.sendEvent(field, QDropEvent(middle, Qt.DropAction.CopyAction, mime, left, none))


def of_files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def choose(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    """The person chooses this file in the picker, or cancels."""
    monkeypatch.setattr(FilePicker, "exec", lambda self: 1 if path else 0)
    monkeypatch.setattr(FilePicker, "chosen", property(lambda self: path))


# Three ways in


def test_a_photo_chosen_with_the_button_is_the_answer(cell: Cell, photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, photo)
    click(cell.field.add)
    descriptor, content = cell.wait_for_file()
    assert (descriptor.source, descriptor.name, descriptor.type) == ("button", "IMG_0042.jpg", "image/jpeg")
    assert (descriptor.width, descriptor.height) == (60, 40)
    assert leftovers(content) == ()
    assert cell.field.name.text() == "IMG_0042.jpg"
    assert "60 × 40" in cell.field.facts.text()
    assert descriptor.sha256[:8] in cell.field.facts.text()


def test_nothing_happens_when_the_picker_is_cancelled(cell: Cell, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, None)
    click(cell.field.add)
    assert cell.attachment() is None
    assert cell.field.add.isEnabled()


def test_a_dropped_photo_is_the_answer(cell: Cell, photo: Path) -> None:
    drop(cell.field, of_files(photo))
    assert cell.wait_for_file()[0].source == "drop"


def test_the_whole_question_is_where_a_photo_may_be_dropped(cell: Cell, photo: Path) -> None:
    drop(cell.row, of_files(photo))
    assert cell.wait_for_file()[0].source == "drop"


def test_a_picture_on_the_clipboard_is_pasted_by_key(cell: Cell) -> None:
    mime = QMimeData()
    mime.setImageData(image())
    QGuiApplication.clipboard().setMimeData(mime)
    cell.field.add.setFocus()
    QTest.keySequence(cell.field.add, QKeySequence(QKeySequence.StandardKey.Paste))
    descriptor, _ = cell.wait_for_file()
    assert (descriptor.source, descriptor.name, descriptor.type) == ("paste", None, "image/png")
    assert cell.field.name.text() == "Picture PNG"


def test_bytes_of_another_program_on_the_clipboard_are_cleaned_as_a_file_is(cell: Cell) -> None:
    mime = QMimeData()
    mime.setData("image/jpeg", jpeg_of_a_camera())
    QGuiApplication.clipboard().setMimeData(mime)
    click(cell.field.paste)
    descriptor, content = cell.wait_for_file()
    assert not any(secret in content for secret in SECRETS)
    assert descriptor.original is not None
    assert descriptor.original.sha256 == hashlib.sha256(jpeg_of_a_camera()).hexdigest()


def test_a_file_copied_in_a_file_manager_is_pasted(cell: Cell, photo: Path) -> None:
    QGuiApplication.clipboard().setMimeData(of_files(photo))
    click(cell.field.paste)
    assert cell.wait_for_file()[0].name == "IMG_0042.jpg"


def test_an_empty_clipboard_is_said(cell: Cell) -> None:
    QGuiApplication.clipboard().setText("only words")
    click(cell.field.paste)
    assert "clipboard" in cell.field.hint.text()


def test_a_question_takes_one_file_and_says_so(cell: Cell, photo: Path) -> None:
    second = photo.with_name("second.jpg")
    second.write_bytes(encoded(image()))
    drop(cell.field, of_files(photo, second))
    assert "Left out: 1" in cell.field.hint.text()
    assert cell.wait_for_file()[0].name == "IMG_0042.jpg"


# What is kept


def test_the_original_is_kept_only_by_choice(cell: Cell, photo: Path) -> None:
    drop(cell.field, of_files(photo))
    cleaned, _ = cell.wait_for_file()
    assert cleaned.original is not None
    assert cleaned.original.id is None
    assert len(cell.files()) == 1
    assert "original is not kept" in cell.field.state.text()


def test_a_kept_original_is_the_file_byte_for_byte(cell: Cell, photo: Path) -> None:
    click(cell.field.keep_original, 8)
    assert cell.field.keep_original.isChecked()
    drop(cell.field, of_files(photo))
    cleaned, content = cell.wait_for_file()
    assert not any(secret in content for secret in SECRETS)
    assert cleaned.original is not None
    kept = cleaned.original.id
    assert kept is not None
    original, data = cell.room.ask(lambda vault: attachments.read(vault, kept))
    assert data == photo.read_bytes()
    assert original.uncleaned
    assert "original is kept" in cell.field.state.text()
    assert not cell.field.keep_original.isChecked()  # the next one is asked for anew


def test_nothing_of_a_photo_is_on_the_disk_in_clear(
    cell: Cell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    noise = os.urandom(60 * 40 * 4)
    picture = QImage(noise, 60, 40, 240, QImage.Format.Format_RGB32)
    mime = QMimeData()
    mime.setData("image/png", encoded(picture, b"png"))
    QGuiApplication.clipboard().setMimeData(mime)
    click(cell.field.keep_original, 8)
    click(cell.field.paste)
    _, content = cell.wait_for_file()
    assert list(temporary.iterdir()) == []
    found = [path.read_bytes() for path in cell.room.folder.rglob("*") if path.is_file() and path.parent.name != "l"]
    for piece in (content[100:124], content[-200:-176], b"IHDR", noise[:16]):
        assert not any(piece in data for data in found)


# What is refused


def refused(cell: Cell) -> str:
    cell.room.qtbot.waitUntil(lambda: bool(cell.navigator.troubles), timeout=20_000)
    trouble = cell.navigator.troubles[-1]
    assert cell.attachment() is None
    assert cell.files() == []
    assert cell.field.add.isEnabled()
    return str(trouble)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("bomb.png", png_that_claims(60_000, 60_000), "picture-too-large"),
        ("broken.jpg", b"\xff\xd8\xff\xe0 nothing else", "picture-unreadable"),
        ("IMG_1.HEIC", b"\0\0\0\x18ftypheic" + bytes(100), "picture-unreadable"),
        ("notes.pdf", b"%PDF-1.7 ...", "file-not-wanted"),
        ("picture.jpg", b"<html>no picture</html>", "file-not-wanted"),
    ],
)
def test_what_is_no_picture_to_be_shown_is_refused_with_a_sentence(
    cell: Cell, tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(data)
    drop(cell.field, of_files(tmp_path / name))
    assert refused(cell) == code


def test_a_file_that_is_gone_is_refused(cell: Cell, tmp_path: Path) -> None:
    drop(cell.field, of_files(tmp_path / "never-was.jpg"))
    assert refused(cell) == "file-unreadable"


def test_a_picture_of_a_foreign_format_is_kept_as_it_came_by_choice(cell: Cell, tmp_path: Path) -> None:
    path = tmp_path / "IMG_1.HEIC"
    path.write_bytes(b"\0\0\0\x18ftypheic" + bytes(100))
    cell.field.keep_original.setChecked(True)
    drop(cell.field, of_files(path))
    descriptor, content = cell.wait_for_file()
    assert content == path.read_bytes()
    assert descriptor.uncleaned
    assert "place" in cell.field.state.text()
    assert cell.field.view.text() == "About the file"


# Afterwards


def test_a_removed_file_comes_back_with_undo(cell: Cell, photo: Path) -> None:
    drop(cell.field, of_files(photo))
    cell.wait_for_file()
    attachment = cell.attachment()
    click(cell.field.remove)
    assert cell.attachment() is None
    assert cell.field.add.text() == "Add a file"
    cell.page.walk.undo()
    cell.wait_for_file()
    assert cell.attachment() == attachment


def test_a_file_is_replaced_and_the_history_keeps_both(cell: Cell, photo: Path) -> None:
    drop(cell.field, of_files(photo))
    cell.wait_for_file()
    first = cell.attachment()
    assert cell.field.add.text() == "Replace"
    drop(cell.field, of_files(photo))
    cell.room.qtbot.waitUntil(lambda: cell.attachment() != first, timeout=20_000)
    assert len(cell.files()) == 2


def test_a_file_arrives_although_the_page_was_left(cell: Cell, photo: Path) -> None:
    drop(cell.field, of_files(photo))
    other = cell.room.child(cell.room.ask(lambda vault: vault.document(cell.document).visit), "cell")
    cell.page.enter(document=other)
    cell.room.qtbot.waitUntil(lambda: cell.attachment() is not None, timeout=20_000)
    assert cell.room.value(other, QUESTION) is None


def test_a_file_that_is_not_here_says_so(cell: Cell) -> None:
    cell.room.record(cell.document, QUESTION, {"file": "ab" * 16})
    cell.room.qtbot.waitUntil(cell.field.state.isVisible, timeout=10_000)
    assert "not on this laptop" in cell.field.state.text()
    assert not cell.field.view.isEnabled()
    assert cell.field.remove.isVisible()


def test_a_damaged_file_says_so(cell: Cell, photo: Path, theme: object) -> None:
    drop(cell.field, of_files(photo))
    cell.wait_for_file()
    attachment = cell.attachment()
    cell.files()[0].write_bytes(b"")
    assert cell.page.files is not None
    cell.page.files._looks.clear()
    cell.field.show_answer({"file": attachment})
    cell.room.qtbot.waitUntil(lambda: "damaged" in cell.field.state.text(), timeout=10_000)


def test_what_may_not_be_written_can_be_seen(cell: Cell, photo: Path) -> None:
    drop(cell.field, of_files(photo))
    cell.wait_for_file()
    cell.field.hold(readonly=True)
    assert cell.field.view.isVisible()
    assert not any(part.isVisible() for part in (cell.field.add, cell.field.paste, cell.field.remove))
    before = cell.attachment()
    drop(cell.field, of_files(photo))
    assert cell.attachment() == before
    click(cell.field.view)
    assert cell.navigator.went[-1] == (
        "attachment",
        {"attachment": before, "document": cell.document, "field": QUESTION, "compartment": "general"},
    )


def test_a_non_answer_is_still_at_hand(cell: Cell) -> None:
    cell.row.choose_non_answer("not_allowed")
    assert cell.room.value(cell.document, QUESTION) == {"na": "not_allowed"}
    assert cell.field.add.isVisible()


def test_what_is_on_the_clipboard_is_not_taken_for_a_file_when_it_is_none() -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/picture.jpg")])
    assert not files.can_give(mime)
    assert files.files_in(mime, "drop") == []
