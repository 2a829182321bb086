"""The text header of an age v1 file: stanzas and MAC line, read strictly and within limits.

Source: the age v1 specification (C2SP, c2sp.org/age). Nothing here needs a key.
"""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from monitorapp.errors import BundleTrouble

FAMILY = b"age-encryption.org/v"
VERSION_LINE = FAMILY + b"1\n"
STANZA_MARK = b"-> "
MAC_MARK = b"---"
LINE_LETTERS = 64
MAC_BYTES = 32
HEADER_LIMIT = 1 << 20
STANZA_LIMIT = 64
VISIBLE = frozenset(range(33, 127))


@dataclass(frozen=True, slots=True)
class Stanza:
    """One recipient's line: the arguments (the first names the kind) and the wrapped file key."""

    arguments: tuple[str, ...]
    body: bytes

    @property
    def kind(self) -> str:
        return self.arguments[0]


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says: its stanzas, the bytes that the MAC covers, and the MAC."""

    stanzas: tuple[Stanza, ...]
    covered: bytes
    mac: bytes


def damaged() -> BundleTrouble:
    """The trouble of a header that begins like age and then breaks its grammar."""
    return BundleTrouble("bundle-damaged", part="header")


def covered_bytes(stanzas: Sequence[Stanza]) -> bytes:
    """Write the header up to and with the mark of the MAC line: what the MAC covers."""
    return VERSION_LINE + b"".join(_encode_stanza(stanza) for stanza in stanzas) + MAC_MARK


def mac_line(mac: bytes) -> bytes:
    """Write what follows `covered_bytes`: the MAC and the end of the header."""
    return b" " + encode64(mac) + b"\n"


def read_header(source: BinaryIO) -> Header:
    """Read one header and leave `source` at the payload.

    Raises BundleTrouble: not-a-bundle, bundle-too-new, bundle-damaged (part header) or
    bundle-incomplete (the file ends inside the header).
    """
    lines = _Lines(source)
    _check_version(lines.first())
    stanzas: list[Stanza] = []
    line = lines.next()
    while line.startswith(STANZA_MARK):
        if len(stanzas) == STANZA_LIMIT:
            raise damaged()
        stanzas.append(Stanza(_arguments(line), _body(lines)))
        line = lines.next()
    if not stanzas or not line.startswith(MAC_MARK + b" "):
        raise damaged()
    mac = decode64(line[len(MAC_MARK) + 1 : -1])
    if len(mac) != MAC_BYTES or _mixes_passphrase(stanzas):
        raise damaged()
    return Header(tuple(stanzas), b"".join(lines.seen[:-1]) + MAC_MARK, mac)


def encode64(data: bytes) -> bytes:
    """Base64 without padding."""
    return base64.b64encode(data).rstrip(b"=")


def decode64(text: bytes) -> bytes:
    """Read base64 without padding; bundle-damaged unless it is the one canonical spelling."""
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise damaged() from error
    if encode64(data) != text:
        raise damaged()
    return data


class _Lines:
    """The lines of a header, each with its end, counted against the limit."""

    __slots__ = ("left", "seen", "source")

    def __init__(self, source: BinaryIO) -> None:
        self.source = source
        self.left = HEADER_LIMIT
        self.seen: list[bytes] = []

    def first(self) -> bytes:
        line = self.source.readline(len(VERSION_LINE) + 8)
        self._keep(line)
        return line

    def next(self) -> bytes:
        line = self.source.readline(self.left)
        if not line.endswith(b"\n"):
            raise damaged() if len(line) == self.left else BundleTrouble("bundle-incomplete", part="header")
        self._keep(line)
        return line

    def _keep(self, line: bytes) -> None:
        self.left -= len(line)
        self.seen.append(line)


def _check_version(line: bytes) -> None:
    if line == VERSION_LINE:
        return
    if not line.startswith(FAMILY[: len(line)]):
        raise BundleTrouble("not-a-bundle")
    if not line.endswith(b"\n") and len(line) < len(VERSION_LINE):
        raise BundleTrouble("bundle-incomplete", part="header")
    version = line[len(FAMILY) :].strip()
    if version.isdigit() and int(version) > 1:
        raise BundleTrouble("bundle-too-new", found=int(version), known=1)
    raise damaged()


def _arguments(line: bytes) -> tuple[str, ...]:
    arguments = line[len(STANZA_MARK) : -1].split(b" ")
    if not all(argument and VISIBLE.issuperset(argument) for argument in arguments):
        raise damaged()
    return tuple(argument.decode("ascii") for argument in arguments)


def _body(lines: _Lines) -> bytes:
    parts: list[bytes] = []
    while True:
        line = lines.next()[:-1]
        if len(line) > LINE_LETTERS:
            raise damaged()
        parts.append(decode64(line))
        if len(line) < LINE_LETTERS:
            return b"".join(parts)


def _mixes_passphrase(stanzas: Sequence[Stanza]) -> bool:
    return len(stanzas) > 1 and any(stanza.kind == "scrypt" for stanza in stanzas)


def _encode_stanza(stanza: Stanza) -> bytes:
    text = encode64(stanza.body)
    lines = [text[start : start + LINE_LETTERS] for start in range(0, len(text) + 1, LINE_LETTERS)]
    return STANZA_MARK + " ".join(stanza.arguments).encode("ascii") + b"\n" + b"\n".join(lines) + b"\n"
