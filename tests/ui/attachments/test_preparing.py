"""What a person gives becomes what is kept: pictures of pixels alone, other files as they came, nothing by halves."""

import hashlib
import os
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from monitorapp.errors import Trouble
from monitorapp.records.attachment import JPEG, LIMIT, PNG, id_of, leftovers
from monitorapp.vault import attachment_file, attachments
from tests.ui.attachments.pictures import SECRETS, encoded, image, jpeg_of_a_camera, png_that_claims
from ui.attachments.child import show
from ui.attachments.preparing import Given, prepare, prepare_and_seal, redacted

VISIT = "ab" * 16


def code_of(given: Given) -> str:
    with pytest.raises(Trouble) as caught:
        prepare(given)
    return caught.value.code


def a_file(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """As much of a vault's folder as sealing needs."""
    folder = tmp_path / "vault"
    (folder / "a").mkdir(parents=True)
    return folder


# Pictures


def test_a_picture_is_described_with_the_hashes_before_and_after(tmp_path: Path) -> None:
    data = jpeg_of_a_camera()
    prepared = prepare(Given("button", path=a_file(tmp_path, "IMG_1.JPG", data)))
    descriptor, content = prepared.shown.descriptor, prepared.shown.content
    assert isinstance(content, bytes)
    assert descriptor.sha256 == hashlib.sha256(content).hexdigest()
    assert descriptor.original is not None
    assert descriptor.original.sha256 == hashlib.sha256(data).hexdigest()
    assert (descriptor.original.id, descriptor.uncleaned, prepared.original) == (None, None, None)


def test_the_original_names_itself_before_it_is_kept() -> None:
    data = jpeg_of_a_camera()
    prepared = prepare(Given("drop", data=data, keep_original=True))
    assert prepared.original is not None
    assert prepared.original.content == data
    assert prepared.original.descriptor.uncleaned
    assert prepared.shown.descriptor.original is not None
    assert prepared.shown.descriptor.original.id == id_of([prepared.original.descriptor.line(), data])


def test_a_picture_whose_ending_lies_is_taken_for_what_it_is(tmp_path: Path) -> None:
    prepared = prepare(Given("drop", path=a_file(tmp_path, "report.pdf", encoded(image(), b"png")), wanted="image/*"))
    assert prepared.shown.descriptor.type == PNG


def test_pixels_of_the_clipboard_become_a_picture_without_a_name() -> None:
    picture = image()
    picture.setText("Author", "Aida Camera")
    prepared = prepare(Given("paste", image=picture))
    assert isinstance(prepared.shown.content, bytes)
    assert leftovers(prepared.shown.content) == ()
    assert prepared.shown.descriptor.name is None
    assert show(prepared.shown.content, PNG).image.pixelColor(2, 2) == QColor("red")


def test_two_preparations_of_one_file_cannot_be_linked_by_their_ids() -> None:
    given = Given("drop", data=encoded(image(), b"png"))
    first, second = prepare(given).shown, prepare(given).shown
    assert first.descriptor.sha256 == second.descriptor.sha256
    assert first.descriptor.salt != second.descriptor.salt


@pytest.mark.parametrize("data", [png_that_claims(60_000, 60_000), b"\xff\xd8\xff\xe0 broken"])
def test_a_picture_that_is_not_opened_is_kept_as_it_came_only_by_choice(data: bytes) -> None:
    assert code_of(Given("drop", data=data)).startswith("picture-")
    prepared = prepare(Given("drop", data=data, keep_original=True))
    assert prepared.shown.content == data
    assert prepared.shown.descriptor.uncleaned
    assert prepared.original is None


def test_a_redacted_picture_leads_back_to_no_original() -> None:
    with_original = prepare(Given("drop", data=jpeg_of_a_camera(), keep_original=True)).shown
    assert isinstance(with_original.content, bytes)
    made = redacted(with_original.descriptor, with_original.content, [(0, 0, 20, 20)]).shown
    assert made.descriptor.original is None
    assert made.descriptor.redacted_from == with_original.descriptor.sha256
    assert (made.descriptor.source, made.descriptor.type) == ("redaction", JPEG)
    line = made.descriptor.line()
    assert with_original.descriptor.original is not None
    assert str(with_original.descriptor.original.id).encode() not in line


# Other files


def test_a_recording_is_kept_as_it_came_and_read_only_while_it_is_encrypted(tmp_path: Path, folder: Path) -> None:
    data = b"OggS" + os.urandom(300_000)
    path = a_file(tmp_path, "беседа.ogg", data)
    prepared = prepare(Given("button", path=path, wanted="audio/*"))
    assert prepared.shown.content == path
    (kept,) = prepared.seal(folder, VISIT)
    pieces = attachment_file.read(folder / "a" / kept.name, kept.key, kept.size)
    assert b"".join(pieces) == prepared.shown.descriptor.line() + data


def test_a_file_that_changes_while_it_is_taken_in_is_refused(tmp_path: Path, folder: Path) -> None:
    path = a_file(tmp_path, "notes.txt", b"first")
    prepared = prepare(Given("button", path=path))
    path.write_bytes(b"second")
    with pytest.raises(Trouble, match="attachment-broken"):
        prepared.seal(folder, VISIT)
    assert list((folder / "a").iterdir()) == []


def test_what_the_question_does_not_ask_for_is_not_read_further(tmp_path: Path) -> None:
    path = a_file(tmp_path, "big.pdf", b"%PDF-1.7" + bytes(1000))
    assert code_of(Given("drop", path=path, wanted="image/*")) == "file-not-wanted"
    assert prepare(Given("drop", path=path, wanted="application/pdf")).shown.descriptor.type == "application/pdf"


@pytest.mark.parametrize("kind", ["gone", "folder", "pipe"])
def test_what_is_no_readable_file_is_said(tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    assert code_of(Given("drop", path=path)) == "file-unreadable"


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with path.open("wb") as file:
        file.truncate(LIMIT + 1)
    assert code_of(Given("drop", path=path)) == "attachment-too-large"


def test_a_name_in_no_known_letters_is_kept_readable(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"photo-\xff.txt")
    path.write_bytes(b"words")
    assert prepare(Given("drop", path=path)).shown.descriptor.name == "photo-?.txt"


# Sealing


def test_both_files_of_a_photo_are_sealed_or_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = Given("drop", data=jpeg_of_a_camera(), keep_original=True)
    assert len(prepare_and_seal(given, folder, VISIT).sealed) == 2
    before, calls, real = set((folder / "a").iterdir()), [], attachments.seal

    def second_fails(*arguments: object) -> attachments.Kept:
        calls.append(arguments)
        if len(calls) == 2:
            raise OSError(28, "no space")
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(attachments, "seal", second_fails)
    with pytest.raises(OSError, match="space"):
        prepare_and_seal(given, folder, VISIT)
    assert set((folder / "a").iterdir()) == before


def test_what_was_made_says_how_it_looks_without_being_read_again(folder: Path) -> None:
    made = prepare_and_seal(Given("drop", data=jpeg_of_a_camera()), folder, VISIT)
    assert made.thumbnail is not None
    assert (made.thumbnail.full_width, made.thumbnail.full_height) == (60, 40)
    assert made.size == made.sealed[0].size - len(made.descriptor.line())
    foreign = prepare_and_seal(Given("button", data=b"%PDF-1.7"), folder, VISIT)
    assert (foreign.thumbnail, foreign.size) == (None, 8)


def test_nothing_of_a_photo_is_in_its_sealed_files(folder: Path) -> None:
    prepare_and_seal(Given("drop", data=jpeg_of_a_camera(), keep_original=True), folder, VISIT)
    everything = b"".join(path.read_bytes() for path in (folder / "a").iterdir())
    assert not any(secret in everything for secret in (*SECRETS, b"JFIF", b"image/jpeg"))


def test_a_large_photo_of_the_clipboard_is_encoded_in_time() -> None:
    picture = QImage(4000, 3000, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    assert prepare(Given("paste", image=picture)).shown.descriptor.width == 4000
