"""The files that lie beside a form: which of them it names, which are here, and which are kept with it.

Tables become part of the XForm; pictures are kept beside it. Sounds and films are named and left where they are:
this program plays neither. Nothing is opened here; a picture is only known by how its file begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from monitorapp.forms.definition import Complaint
from monitorapp.forms.hardened import plain

LARGEST_FILE = 16 * 1024 * 1024
LARGEST_PICTURE = 5 * 1024 * 1024
LARGEST_OF_ALL = 50 * 1024 * 1024
# An address stands between tags or between quotation marks, as `">jr://images/the old door.png<"`.
NAMED = re.compile(r"""(?:>\s*|(["']))jr://([\w-]+)/((?:(?!\1)[^<>"])+?)\s*(?(1)\1|<)""")
MEDIA = frozenset({"images", "audio", "video"})
STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")

Beside = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class FormFiles:
    """The pictures that were found, by name, and what is to be said of those that were not or cannot be kept."""

    pictures: dict[str, bytes]
    complaints: tuple[Complaint, ...]


def beside(folder: Path, stem: str = "") -> Beside:
    """Reads files by their bare names: from the folder STEM-media, as ODK calls it, or beside the form."""
    folders = [folder / f"{stem}-media", folder] if stem else [folder]

    def read(name: str) -> bytes | None:
        paths = (place / name for place in folders)
        path = next((path for path in paths if path.name == name and path.is_file()), None)
        if path is None or path.stat().st_size > LARGEST_FILE:
            return None
        try:
            return path.read_bytes()
        except OSError:
            return None

    return read


def named_files(xform: str) -> set[str]:
    """The bare names of all files that a form names."""
    return {name for _, name in _named(xform)}


def _named(xform: str) -> set[tuple[str, str]]:
    """The sort and the bare name of each file, as it is called on the disk."""
    return {(found[2], plain(found[3]).rpartition("/")[2]) for found in NAMED.finditer(xform)}


def gather(xform: str, read: Beside) -> FormFiles:
    """The pictures of a form as `read` gives them, within the limits."""
    names = {(sort, name) for sort, name in _named(xform) if sort in MEDIA}
    pictures: dict[str, bytes] = {}
    complaints = []
    for sort, name in sorted(names):
        data = read(name) if sort == "images" else None
        room = LARGEST_OF_ALL - sum(len(one) for one in pictures.values())
        fault = _fault(name, data, room) if sort == "images" else Complaint("media-not-played", {"name": name})
        if fault is not None:
            complaints.append(fault)
        elif data is not None:
            pictures[name] = data
    return FormFiles(pictures, tuple(complaints))


def _fault(name: str, data: bytes | None, room: int) -> Complaint | None:
    if data is None:
        return Complaint("media-missing", {"name": name})
    if len(data) > min(LARGEST_PICTURE, room):
        return Complaint("media-too-large", {"name": name})
    if not (data.startswith(STARTS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")):
        return Complaint("media-not-a-picture", {"name": name})
    return None
