"""Pictures of a form: only those that are allowed are decoded, within bounds, once; what is missing is named."""

import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter, QPixmap
from pytestqt.qtbot import QtBot

from ui.form.illustration import KEPT, LARGEST, Illustration, Pictures, Took, decode
from ui.form.wording import Media
from ui.theme import Theme

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><image href="file:///etc/passwd"/></svg>'


def picture(width: int = 20, height: int = 10, sort: str = "PNG") -> bytes:
    """A blue picture."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFF3366AA)
    data = QByteArray()
    box = QBuffer(data)
    box.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(box, QByteArray(sort.encode())).write(image)
    return bytes(data.data())


def bomb() -> bytes:
    """A small PNG that says it is 30,000 pixels wide and high."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 6, 0, 0, 0)
    body = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("sort", ["PNG", "JPG", "WEBP"])
def test_three_formats_are_shown(qtbot: QtBot, sort: str) -> None:
    image = decode(picture(sort=sort))
    assert image is not None
    assert (image.width(), image.height()) == (20, 10)


@pytest.mark.parametrize("data", [None, b"", b"no picture", SVG, picture(sort="BMP"), picture()[:40]])
def test_anything_else_is_no_picture(qtbot: QtBot, data: bytes | None) -> None:
    assert decode(data) is None


def test_a_name_does_not_make_a_drawing_a_picture(qtbot: QtBot) -> None:
    assert decode(b"\x89PNG" + SVG) is None


@pytest.mark.qt_log_ignore("QImageIOHandler|Rejecting|allocation")
def test_a_picture_that_would_take_all_memory_is_refused(qtbot: QtBot) -> None:
    assert decode(bomb()) is None


def test_a_large_picture_is_made_small_at_once(qtbot: QtBot) -> None:
    image = decode(picture(3000, 1500))
    assert image is not None
    assert image.width() == LARGEST.width()
    assert image.height() == LARGEST.width() // 2


class Shelf:
    """Pictures by name, and how often each was asked for."""

    def __init__(self, **kept: bytes) -> None:
        self.kept, self.asked = kept, list[str]()

    def load(self, name: str, took: Took) -> None:
        self.asked.append(name)
        took(decode(self.kept.get(name.partition(".")[0])))


def test_a_picture_is_asked_for_once(qtbot: QtBot) -> None:
    shelf = Shelf(a=picture())
    pictures = Pictures(shelf.load)
    came: list[QPixmap | None] = []
    for _ in range(3):
        pictures.want("a.png", lambda name, pixmap: came.append(pixmap))
    assert shelf.asked == ["a.png"]
    assert [pixmap is not None for pixmap in came] == [True] * 3


def test_only_the_last_pictures_are_kept(qtbot: QtBot) -> None:
    shelf = Shelf()
    pictures = Pictures(shelf.load)
    for number in range(KEPT + 1):
        pictures.want(f"{number}.png", lambda name, pixmap: None)
    pictures.want("0.png", lambda name, pixmap: None)
    assert shelf.asked.count("0.png") == 2


def illustration(qtbot: QtBot, theme: Theme, shelf: Shelf, given: dict[str, QPixmap]) -> Illustration:
    made = Illustration(theme, Pictures(shelf.load), given.update)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_picture_is_shown_with_a_name_for_readers(qtbot: QtBot, theme: Theme) -> None:
    made = illustration(qtbot, theme, Shelf(door=picture(800, 600)), {})
    made.show_media({"": Media("door.png")})
    assert made.picture.isVisible()
    assert made.picture.accessibleName() == "Picture: door.png"
    assert (made.picture.pixmap().width(), made.picture.pixmap().height()) == (320, 240)
    assert not made.said.isVisible()


def test_what_is_missing_or_not_played_is_named(qtbot: QtBot, theme: Theme) -> None:
    made = illustration(qtbot, theme, Shelf(), {})
    made.show_media({"": Media("lost.png", "knock.mp3", "walk.mp4"), "a": Media("", "a.mp3")})
    assert made.said.text().splitlines() == [
        "A picture belongs here that is not with the form: lost.png",
        "A sound belongs here; this program does not play it: knock.mp3",
        "A film belongs here; this program does not play it: walk.mp4",
        "Sounds and films of choices are not played: a.mp3",
    ]
    assert not made.picture.isVisible()


def test_pictures_of_choices_are_given_to_the_field(qtbot: QtBot, theme: Theme) -> None:
    given: dict[str, QPixmap] = {}
    made = illustration(qtbot, theme, Shelf(bed=picture()), given)
    made.show_media({"bed": Media("bed.png"), "door": Media("door.png")})
    assert list(given) == ["bed"]
    assert "door.png" in made.said.text()


def test_a_picture_that_comes_after_its_question_has_gone_is_dropped(qtbot: QtBot, theme: Theme) -> None:
    waiting: list[Took] = []
    made = Illustration(theme, Pictures(lambda name, took: waiting.append(took)), lambda _: None)
    made.show_media({"": Media("late.png")})
    made.deleteLater()
    qtbot.waitUntil(lambda: True)
    del made
    waiting[0](decode(picture()))


def test_another_language_shows_another_picture(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    made = illustration(qtbot, theme, Shelf(ru=picture(30, 30), en=picture(60, 30)), {})
    made.show_media({"": Media("ru.png")})
    made.show_media({"": Media("en.png")})
    assert made.picture.accessibleName() == "Picture: en.png"
    assert made.picture.pixmap().width() == 60
