"""The program that decodes pictures: a process of its own with little memory, no files and no network.

It is started by its path and imports nothing of ours. It reads one line of JSON (what to do) and a picture from its
input, and answers with one line of JSON and bytes. Whatever a prepared picture does to a decoder happens here, to a
process that can reach nothing but its two pipes.
"""

import ctypes
import json
import os
import sys
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageIOHandler, QImageReader, QImageWriter, QPainter

MOST_PIXELS = 64_000_000
MOST_SIDE = 30_000
ALLOCATION_MB = 256  # of one decoded image: all pixels at 4 bytes
MEMORY = 1280 << 20
CPU_SECONDS = 30
QUALITY = 92
_BEGINNINGS = {
    b"jpeg": b"\xff\xd8\xff\xe0",
    b"png": b"\x89PNG\r\n\x1a\n",
    b"webp": b"RIFF\x20\0\0\0WEBPVP8 " + bytes(20),
}
FORMATS = {"image/jpeg": b"jpeg", "image/png": b"png", "image/webp": b"webp"}
_PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 4, 38


class Refused(Exception):
    """The picture is not opened; the text is the code of the trouble."""


def main() -> int:
    """One picture in, one answer out."""
    wish = json.loads(sys.stdin.buffer.readline(100_000))
    form = FORMATS[wish["type"]]
    _stay_on_one_processor()
    _load_plugins()
    _start_thread()
    confine()
    try:
        answer, data = _DEEDS[wish["deed"]](_decode(sys.stdin.buffer.read(), form, wish), wish)
    except Refused as refused:
        answer, data = {"trouble": str(refused)}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
    return 0


def confine() -> None:
    """From here on no file and no socket can be opened, no process started, and memory and time have an end."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  there is no such module on Windows

    os.nice(5)
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: 0,
    }
    if sys.platform.startswith("linux"):  # elsewhere the threads of Qt would stumble over the last two
        process = ctypes.CDLL(None)
        process.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        process.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        limits |= {resource.RLIMIT_NPROC: 0, resource.RLIMIT_NOFILE: 0}  # a socket is a file; open pipes stay open
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))


def _stay_on_one_processor() -> None:
    """One for the picture leaves the others to the window; and Qt then works with one thread beside its own."""
    if sys.platform.startswith("linux"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _start_thread() -> None:
    """Qt converts large images in threads; the one there is, is made while a thread may still open its files."""
    QImage(1024, 1024, QImage.Format.Format_RGB32).convertToFormat(QImage.Format.Format_RGB888)


def _load_plugins() -> None:
    """Qt reads a plugin from the disk the first time a format is read or written."""
    for form, beginning in _BEGINNINGS.items():
        data = QByteArray(beginning)
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        QImageReader(buffer, form).canRead()


def _decode(data: bytes, form: bytes, wish: dict[str, Any]) -> QImage:
    source = QByteArray(data)
    buffer = QBuffer(source)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(ALLOCATION_MB)
    reader = QImageReader(buffer, form)
    reader.setAutoTransform(True)  # what EXIF says of the orientation becomes pixels
    size = reader.size()
    if not size.isValid():
        raise Refused("picture-unreadable")
    if size.width() * size.height() > MOST_PIXELS or max(size.width(), size.height()) > MOST_SIDE:
        raise Refused("picture-too-large")
    smaller = _fitting(size, wish.get("pixels", MOST_PIXELS))
    if smaller != size:
        reader.setScaledSize(smaller)
    image = reader.read()
    if image.isNull():
        raise Refused("picture-unreadable")
    turned = bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
    wish["full"] = [size.height(), size.width()] if turned else [size.width(), size.height()]
    return _in_usual_colours(image)


def _fitting(size: QSize, pixels: int) -> QSize:
    """The size scaled down so that it has at most so many pixels."""
    count = size.width() * size.height()
    if count <= pixels:
        return size
    share = (pixels / count) ** 0.5
    return QSize(max(1, int(size.width() * share)), max(1, int(size.height() * share)))


def _in_usual_colours(image: QImage) -> QImage:
    """sRGB without a profile: a profile names the camera."""
    if image.colorSpace().isValid() and image.colorSpace() != QColorSpace(QColorSpace.NamedColorSpace.SRgb):
        image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    form = QImage.Format.Format_ARGB32 if image.hasAlphaChannel() else QImage.Format.Format_RGB32
    return image.convertToFormat(form)


def _show(image: QImage, wish: dict[str, Any]) -> tuple[dict[str, object], bytes]:
    """Raw pixels, three bytes each, lines at whole four bytes; what is transparent is white."""
    if image.hasAlphaChannel():
        ground = QImage(image.size(), QImage.Format.Format_RGB32)
        ground.fill(Qt.GlobalColor.white)
        painter = QPainter(ground)
        painter.drawImage(0, 0, image)
        painter.end()
        image = ground
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    answer = {"width": plain.width(), "height": plain.height(), "full": wish["full"]}
    return answer, bytes(plain.constBits())


def _clean(image: QImage, wish: dict[str, Any]) -> tuple[dict[str, object], bytes]:
    """The pixels alone, encoded anew; the boxes of a redaction are black in them."""
    _burn(image, wish.get("boxes", ()))
    # Only the pixels go over: texts, profile and resolution stay with the old image.
    bits = image.constBits()
    bare = QImage(bits, image.width(), image.height(), image.bytesPerLine(), image.format())
    lossless = wish["type"] == "image/png" or image.hasAlphaChannel()
    out = QByteArray()
    buffer = QBuffer(out)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"png" if lossless else b"jpeg")
    if not lossless:
        writer.setQuality(QUALITY)
    if not writer.write(bare):
        raise Refused("picture-unreadable")
    media = "image/png" if lossless else "image/jpeg"
    return {"width": bare.width(), "height": bare.height(), "type": media}, bytes(out.data())


def _burn(image: QImage, boxes: Sequence[Sequence[int]]) -> None:
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    for box in boxes:
        painter.fillRect(QRect(*box), Qt.GlobalColor.black)
    painter.end()


_DEEDS = {"show": _show, "clean": _clean}

if __name__ == "__main__":
    sys.exit(main())
