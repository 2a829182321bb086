"""Real pictures for tests, with everything in them that a camera and an editor may tell."""

import struct
import zlib

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

SECRETS = (b"Aida Camera", b"GPS-DESTINATION", b"edited by Bek", b"iptc-caption", b"a comment", b"thumbnail-inside")


def image(width: int = 60, height: int = 40) -> QImage:
    """White with a red left upper corner."""
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.fillRect(0, 0, width // 3, height // 2, QColor("red"))
    painter.end()
    return picture


def encoded(picture: QImage, form: bytes = b"jpeg") -> bytes:
    """The picture as a file."""
    out = QByteArray()
    buffer = QBuffer(out)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, form)
    writer.setQuality(95)
    assert writer.write(picture)
    return bytes(out.data())


def segment(marker: int, body: bytes) -> bytes:
    """A segment of a JPEG."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def exif(orientation: int = 1) -> bytes:
    """EXIF 2.3: orientation, the camera's name, a GPS directory, and a second directory with a thumbnail."""
    texts = b"Aida Camera\0" + b"GPS-DESTINATION\0" + b"thumbnail-inside"
    first = 8
    gps = first + 2 + 3 * 12 + 4
    second = gps + 2 + 12 + 4
    place = second + 2 + 2 * 12 + 4
    body = b"MM\0*" + struct.pack(">I", first)
    body += struct.pack(">H", 3)
    body += struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    body += struct.pack(">HHII", 0x0110, 2, 12, place)
    body += struct.pack(">HHII", 0x8825, 4, 1, gps)
    body += struct.pack(">I", second)
    body += struct.pack(">H", 1) + struct.pack(">HHII", 0x001B, 2, 16, place + 12) + struct.pack(">I", 0)
    body += struct.pack(">H", 2)
    body += struct.pack(">HHII", 0x0201, 4, 1, place + 28)
    body += struct.pack(">HHII", 0x0202, 4, 1, 16)
    body += struct.pack(">I", 0) + texts
    return segment(0xE1, b"Exif\0\0" + body)


def jpeg_of_a_camera(orientation: int = 1) -> bytes:
    """A JPEG with EXIF, GPS, XMP, IPTC, a comment, and bytes after its end."""
    plain = encoded(image())
    told = exif(orientation)
    told += segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>edited by Bek</x:xmpmeta>")
    told += segment(0xED, b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x0ciptc-caption")
    told += segment(0xFE, b"a comment")
    return plain[:2] + told + plain[2:] + b"trailer: GPS-DESTINATION"


def chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_of_an_editor() -> bytes:
    """A PNG with texts in all three ways, EXIF, a time, and bytes after its end."""
    plain = encoded(image(), b"png")
    told = chunk(b"tEXt", b"Author\0Aida Camera")
    told += chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"edited by Bek"))
    told += chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0edited by Bek")
    told += chunk(b"eXIf", exif()[10:])
    told += chunk(b"tIME", struct.pack(">HBBBBB", 2026, 3, 2, 22, 0, 0))
    return plain[:33] + told + plain[33:] + b"trailer: a comment"


def webp_of_a_telephone() -> bytes:
    """A WebP in the extended format with EXIF and XMP behind the pixels."""
    plain = encoded(image(), b"webp")
    pixels = plain[12:]
    header = b"VP8X" + struct.pack("<I", 10) + bytes([0x0C, 0, 0, 0]) + (59).to_bytes(3, "little")
    header += (39).to_bytes(3, "little")
    told = _riff(b"EXIF", exif()[10:]) + _riff(b"XMP ", b"<x>edited by Bek</x>")
    body = b"WEBP" + header + _bare(pixels) + told
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _bare(pixels: bytes) -> bytes:
    """The chunk of the pixels alone, whichever way Qt has wrapped it."""
    for kind in (b"VP8 ", b"VP8L"):
        place = pixels.find(kind)
        if place >= 0:
            (length,) = struct.unpack_from("<I", pixels, place + 4)
            return pixels[place : place + 8 + length + length % 2]
    raise AssertionError("no pixels")


def _riff(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def png_that_claims(width: int, height: int) -> bytes:
    """A small file that says it is a picture of this size."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")


def png_with_a_text_bomb() -> bytes:
    """Text that is 200 MB once it is unpacked, in a file of 200 kB."""
    plain = encoded(image(), b"png")
    return plain[:33] + chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200 << 20), 1)) + plain[33:]
