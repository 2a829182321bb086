"""Attachments as plaintext: description, id, names, kinds of files, and what a picture carries besides pixels."""

import hashlib
import struct
import zlib

import pytest

from monitorapp.errors import InputTrouble
from monitorapp.records import attachment
from monitorapp.records.attachment import LINE_LIMIT, id_of, named_in, new_salt, plain_name
from monitorapp.records.descriptor import Descriptor, Original, checked, split

CONTENT = b"a door\nwith a lock"


def described(content: bytes = CONTENT, **more: object) -> Descriptor:
    facts = {
        "type": "image/jpeg",
        "salt": new_salt(),
        "source": "button",
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return Descriptor.model_validate(facts | more)


def jpeg_segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


JFIF = jpeg_segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
SCAN = jpeg_segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56" + b"\xff\xd9"


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


PNG = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", bytes(13)) + png_chunk(b"IDAT", b"pixels")
END = png_chunk(b"IEND", b"")


def test_the_id_is_the_hash_of_description_and_content() -> None:
    descriptor = described()
    plaintext = descriptor.line() + CONTENT
    assert id_of([plaintext]) == hashlib.sha256(plaintext).hexdigest()[:32]
    assert id_of([plaintext[:5], plaintext[5:]]) == id_of([plaintext])


def test_the_same_file_twice_has_two_ids() -> None:
    assert id_of([described().line(), CONTENT]) != id_of([described().line(), CONTENT])


def test_a_plaintext_comes_apart_as_it_was_put_together() -> None:
    descriptor = described(name="камера 3.jpg", width=40, height=30, original=Original(sha256="ab" * 32, id="cd" * 16))
    found, content = split(descriptor.line() + CONTENT)
    assert found == descriptor
    assert bytes(content) == CONTENT


def test_the_description_is_one_short_line_whatever_the_name() -> None:
    line = described(name="я" * 200, original=Original(sha256="ab" * 32, id="cd" * 16)).line()
    assert line.count(b"\n") == 1
    assert len(line) < LINE_LIMIT


def test_what_a_later_program_says_more_is_read_over() -> None:
    line = described().line().replace(b'{"', b'{"later":1,"', 1)
    assert split(line + CONTENT)[0].type == "image/jpeg"


@pytest.mark.parametrize(
    "plaintext",
    [
        b"",
        b"no line at all",
        b"{}\n",
        b"[1]\nx",
        b'{"type":1}\nx',
        b"\xff\xfe\nx",
        b'{"a":1,"a":2}\nx',
        b" " * LINE_LIMIT + b"{}\n",
        described().line().replace(b"image/jpeg", b"image/../x"),
        described().line().replace(b'"button"', b'"camera"'),
    ],
)
def test_what_has_no_right_description_is_broken(plaintext: bytes) -> None:
    with pytest.raises(InputTrouble) as caught:
        split(plaintext)
    assert caught.value.code == "attachment-broken"
    assert caught.value.__cause__ is None  # it would quote a file name


def test_a_plaintext_from_elsewhere_must_be_what_its_name_and_hash_say() -> None:
    plaintext = described().line() + CONTENT
    assert checked(plaintext, id_of([plaintext])).sha256 == hashlib.sha256(CONTENT).hexdigest()
    for altered, name in ((plaintext + b"x", id_of([plaintext])), (plaintext + b"x", id_of([plaintext + b"x"]))):
        with pytest.raises(InputTrouble):
            checked(altered, name)


def test_a_file_name_keeps_no_path_and_no_control_characters() -> None:
    assert plain_name("/home/aida/камера\n3.jpg") == "камера3.jpg"
    assert plain_name("C:\\Users\\aida\\cell.png") == "cell.png"
    assert plain_name("bad\udcff.jpg") == "bad?.jpg"
    assert plain_name("x" * 500) == "x" * 200
    assert plain_name("folder/") is None


def test_values_name_the_attachments() -> None:
    assert list(named_in(["text", None, {"file": "aa"}, {"na": "unknown"}, {"file": 3}, ["b"]])) == ["aa"]


# What a file is


@pytest.mark.parametrize(
    ("head", "name", "wanted"),
    [
        (b"\xff\xd8\xff\xe1", "x.png", attachment.JPEG),
        (b"\x89PNG\r\n\x1a\n", "", attachment.PNG),
        (b"RIFF\0\0\0\0WEBPVP8 ", "", attachment.WEBP),
        (b"RIFF\0\0\0\0WAVEfmt ", "", "audio/wav"),
        (b"\0\0\0\x18ftypheic", "", "image/heic"),
        (b"\0\0\0\x18ftypM4A ", "", "audio/mp4"),
        (b"\0\0\0\x18ftypisom", "", "video/mp4"),
        (b"%PDF-1.7", "", "application/pdf"),
        (b"PK\x03\x04", "Протокол.DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"PK\x03\x04", "", attachment.UNKNOWN),
        (b"", "", attachment.UNKNOWN),
        (b"<svg xmlns=", "x.svg", attachment.UNKNOWN),
    ],
)
def test_a_file_is_what_its_first_bytes_say(head: bytes, name: str, wanted: str) -> None:
    assert attachment.media_type(head, name) == wanted


def test_a_question_takes_the_kinds_that_its_form_names() -> None:
    assert attachment.fits("image/png", "image/*")
    assert not attachment.fits("application/pdf", "image/*")
    assert attachment.fits("audio/ogg", "image/*, audio/*")
    assert attachment.fits("application/pdf", "application/pdf")
    assert not attachment.fits("application/rtf", "application/pdf")
    assert attachment.fits("video/mp4", "")
    assert attachment.fits("text/plain", "application/*")


# What is left in a picture besides its pixels


def test_a_picture_of_pixels_alone_has_nothing_left() -> None:
    assert attachment.leftovers(b"\xff\xd8" + JFIF + SCAN) == ()
    assert attachment.leftovers(PNG + END) == ()


@pytest.mark.parametrize(
    ("segment", "named"),
    [
        (jpeg_segment(0xE1, b"Exif\0\0MM\0*"), "jpeg-e1"),
        (jpeg_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>"), "jpeg-e1"),
        (jpeg_segment(0xED, b"Photoshop 3.0\0"), "jpeg-ed"),
        (jpeg_segment(0xE2, b"ICC_PROFILE\0"), "jpeg-e2"),
        (jpeg_segment(0xFE, b"taken by Aida"), "jpeg-fe"),
        (jpeg_segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01abc"), "jpeg-e0"),
    ],
)
def test_every_block_of_the_camera_is_found_in_a_jpeg(segment: bytes, named: str) -> None:
    assert attachment.leftovers(b"\xff\xd8" + JFIF + segment + SCAN) == (named,)


@pytest.mark.parametrize("kind", [b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"iCCP"])
def test_every_chunk_that_tells_is_found_in_a_png(kind: bytes) -> None:
    assert attachment.leftovers(PNG + png_chunk(kind, b"who and where") + END) == (f"png-{kind.decode()}",)


def test_bytes_after_the_end_of_a_picture_are_found() -> None:
    assert attachment.leftovers(b"\xff\xd8" + JFIF + SCAN + b"second picture") == ("trailer",)
    assert attachment.leftovers(PNG + END + b"second picture") == ("trailer",)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\xff\xd8\xff", b"\xff\xd8" + JFIF + SCAN[:-2], PNG[:-3]])
def test_what_cannot_be_followed_to_its_end_is_left_over_as_a_whole(data: bytes) -> None:
    assert "format" in attachment.leftovers(data)
