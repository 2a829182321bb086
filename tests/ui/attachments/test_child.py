"""The child that decodes pictures: pixels come back, everything else stays behind, and nothing it meets reaches us."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from monitorapp.errors import InputTrouble
from monitorapp.records.attachment import JPEG, PNG, WEBP, leftovers
from tests.ui.attachments.pictures import (
    SECRETS,
    encoded,
    exif,
    image,
    jpeg_of_a_camera,
    png_of_an_editor,
    png_that_claims,
    png_with_a_text_bomb,
    webp_of_a_telephone,
)
from ui.attachments import child, decoder

CAMERAS = {JPEG: jpeg_of_a_camera, PNG: png_of_an_editor, WEBP: webp_of_a_telephone}


def red_part(picture: QImage) -> tuple[bool, bool, bool, bool]:
    """Whether the corners are red: left top, right top, left bottom, right bottom."""
    right, bottom = picture.width() - 3, picture.height() - 3
    corners = ((2, 2), (right, 2), (2, bottom), (right, bottom))
    left_top, right_top, left_bottom, right_bottom = (picture.pixelColor(*corner).green() < 128 for corner in corners)
    return left_top, right_top, left_bottom, right_bottom


def code_of(data: bytes, media: str) -> str:
    with pytest.raises(InputTrouble) as caught:
        child.show(data, media)
    return caught.value.code


# What is left of a picture


@pytest.mark.parametrize("media", CAMERAS)
def test_nothing_that_the_camera_told_is_left(media: str) -> None:
    data = CAMERAS[media]()
    assert any(secret in data for secret in SECRETS)
    cleaned = child.clean(data, media)
    assert not any(secret in cleaned.content for secret in SECRETS)
    assert leftovers(cleaned.content) == ()
    assert (cleaned.width, cleaned.height) == (60, 40)


def test_text_that_qt_would_write_again_stays_behind() -> None:
    picture = image()
    picture.setText("Author", "Aida Camera")
    data = encoded(picture, b"png")
    assert b"Aida Camera" in data
    assert b"Aida Camera" not in child.clean(data, PNG).content


def test_a_png_stays_lossless_and_a_photo_becomes_a_jpeg() -> None:
    assert child.clean(png_of_an_editor(), PNG).type == PNG
    assert child.clean(webp_of_a_telephone(), WEBP).type == JPEG
    clear = QImage(8, 8, QImage.Format.Format_ARGB32)
    clear.fill(QColor(255, 0, 0, 100))
    assert child.clean(encoded(clear, b"webp"), WEBP).type == PNG


def test_the_pixels_stay_what_they_were() -> None:
    shown = child.show(child.clean(png_of_an_editor(), PNG).content, PNG)
    assert shown.image == image().convertToFormat(QImage.Format.Format_RGB888)


@pytest.mark.parametrize(
    ("orientation", "corners", "size"),
    [
        (1, (True, False, False, False), (60, 40)),
        (3, (False, False, False, True), (60, 40)),
        (6, (False, True, False, False), (40, 60)),
        (8, (False, False, True, False), (40, 60)),
    ],
)
def test_a_photo_is_turned_upright_before_its_orientation_is_lost(
    orientation: int, corners: tuple[bool, ...], size: tuple[int, int]
) -> None:
    cleaned = child.clean(jpeg_of_a_camera(orientation), JPEG)
    assert (cleaned.width, cleaned.height) == size
    shown = child.show(cleaned.content, JPEG)
    assert red_part(shown.image) == corners
    assert (shown.full_width, shown.full_height) == size


def test_a_large_picture_is_shown_smaller_and_says_its_size() -> None:
    shown = child.show(encoded(image(1200, 800)), JPEG, pixels=10_000)
    assert shown.width * shown.height <= 10_000
    assert (shown.full_width, shown.full_height) == (1200, 800)
    turned = encoded(image(1200, 800))
    shown = child.show(turned[:2] + exif(6) + turned[2:], JPEG, pixels=10_000)
    assert shown.width < shown.height
    assert (shown.full_width, shown.full_height) == (800, 1200)


def test_the_picture_of_a_telephone_is_within_the_limits() -> None:
    """12 million pixels: Qt converts such images in threads, which must not stumble over the limits."""
    shown = child.show(encoded(image(4000, 3000)), JPEG)
    assert len(shown.pixels) == 36_000_000


def test_boxes_are_burned_in_and_cover_what_was_there() -> None:
    cleaned = child.clean(png_of_an_editor(), PNG, [(0, 0, 10, 10), (50, 30, 500, 500)])
    shown = child.show(cleaned.content, PNG).image
    assert {shown.pixelColor(x, y).name() for x in range(10) for y in range(10)} == {"#000000"}
    assert shown.pixelColor(59, 39).name() == "#000000"
    assert shown.pixelColor(12, 12).name() == "#ff0000"


# Bombs and broken pictures


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (png_that_claims(60_000, 60_000), "picture-too-large"),
        (png_that_claims(1, 40_000), "picture-too-large"),
        (png_that_claims(9_000, 9_000), "picture-too-large"),
        (png_that_claims(2**31 - 1, 2**31 - 1), "picture-unreadable"),
        (png_that_claims(0, 5), "picture-unreadable"),
        (b"\x89PNG\r\n\x1a\n", "picture-unreadable"),
        (b"", "picture-unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>", "picture-unreadable"),
    ],
)
def test_a_picture_that_would_stop_the_laptop_is_refused(data: bytes, code: str) -> None:
    assert code_of(data, PNG) == code


def test_a_text_bomb_does_not_hurt() -> None:
    try:
        assert leftovers(child.clean(png_with_a_text_bomb(), PNG).content) == ()
    except InputTrouble as trouble:
        assert trouble.code == "picture-unreadable"  # noqa: PT017  either is right


def test_only_three_formats_are_ever_opened() -> None:
    gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
    for media in (JPEG, PNG, WEBP, "image/gif", "image/svg+xml"):
        assert code_of(gif, media) == "picture-unreadable"


@pytest.mark.parametrize("cut", [30, 200, 500])
def test_a_photo_that_was_cut_is_shown_or_refused_but_never_more(cut: int) -> None:
    data = encoded(image())
    try:
        assert child.show(data[:-cut], JPEG).full_width == 60
    except InputTrouble as trouble:
        assert trouble.code == "picture-unreadable"  # noqa: PT017  either is right


# What the child can do


PROBE = """
import os, socket, sys
sys.path.insert(0, sys.argv[1])
import decoder
decoder._stay_on_one_processor(); decoder._load_plugins(); decoder._start_thread(); decoder.confine()
def tried(deed):
    try:
        deed()
    except (OSError, MemoryError) as error:
        return type(error).__name__
    return "done"
said = [
    tried(lambda: open("/etc/hostname")),
    tried(lambda: open(sys.argv[2], "w")),
    tried(lambda: socket.socket()),
    tried(lambda: os.pipe()),
    tried(lambda: bytearray(2 << 30)),
]
sys.stdout.write(" ".join(said))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limits of Linux")
def test_the_child_opens_no_file_and_no_socket_and_takes_no_more_memory(tmp_path: Path) -> None:
    folder = str(Path(decoder.__file__).parent)
    command = [sys.executable, "-c", PROBE, folder, str(tmp_path / "written")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert said == ["OSError", "OSError", "OSError", "OSError", "MemoryError"]
    assert not (tmp_path / "written").exists()


def answered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str) -> None:
    """Have another program answer instead of the decoder."""
    path = tmp_path / "decoder.py"
    path.write_text(program)
    monkeypatch.setattr(decoder, "__file__", str(path))


LINE = json.dumps({"width": 4, "height": 4, "full": [4, 4], "type": PNG})


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.abort()",
        "raise SystemExit(1)",
        "print('not json')",
        "print('[1]')",
        f"print('{LINE}')",
        "print('{\"width\": 4, \"height\": 4}'); print('x' * 47)",
        'print(\'{"width": 99999999, "height": 4, "full": [4, 4]}\')',
        'print(\'{"trouble": "wrong-passphrase"}\')',
        "import sys; sys.stdin.close(); print('{}')",
    ],
)
def test_a_child_that_dies_or_lies_is_a_picture_that_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str
) -> None:
    answered(monkeypatch, tmp_path, program)
    assert code_of(encoded(image()), JPEG) == "picture-unreadable"


def test_a_child_that_hands_back_a_picture_with_texts_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = tmp_path / "told.png"
    told.write_bytes(png_of_an_editor())
    program = f"import sys; print('{LINE}', flush=True); sys.stdout.buffer.write(open({str(told)!r}, 'rb').read())"
    answered(monkeypatch, tmp_path, program)
    with pytest.raises(InputTrouble):
        child.clean(png_of_an_editor(), PNG)


def test_a_child_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answered(monkeypatch, tmp_path, "import time; time.sleep(60)")
    monkeypatch.setattr(child, "SECONDS", 0.3)
    assert code_of(encoded(image()), JPEG) == "picture-unreadable"


def test_no_child_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answered(monkeypatch, tmp_path, f"import os; open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))")
    code_of(encoded(image()), JPEG)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)
