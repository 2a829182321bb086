"""An attachment in words: what kind it is, how large, where from, and what was taken out of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QLocale

from monitorapp.records.media import SHOWN

if TYPE_CHECKING:
    from monitorapp.records.descriptor import Descriptor

SHORT: Final = 8  # digits of a hash that are enough to compare two by eye

_tr: Final[Callable[[str, str], str]] = QCoreApplication.translate
"""The context is always "Attachments": the same words stand in the form, the viewer and the conflict."""


def name_of(descriptor: Descriptor) -> str:
    """Its file name, or what it is where it never had one."""
    return descriptor.name or kind_of(descriptor)


def kind_of(descriptor: Descriptor) -> str:
    """What kind of file it is."""
    kinds = {
        "image": _tr("Attachments", "Picture"),
        "audio": _tr("Attachments", "Recording"),
        "video": _tr("Attachments", "Film"),
    }
    family, _, precise = descriptor.type.partition("/")
    word = kinds.get(family, _tr("Attachments", "Document"))
    plain = precise.upper() if len(precise) <= 5 else ""
    return f"{word} {plain}".strip()


def facts_of(descriptor: Descriptor, size: int) -> str:
    """Kind, pixels, size and the beginning of the hash in one line."""
    sides = f"{descriptor.width} × {descriptor.height}" if descriptor.width else ""
    digits = f"SHA-256 {descriptor.sha256[:SHORT]}…"
    told = (kind_of(descriptor), sides, QLocale().formattedDataSize(size, 1), digits)
    return " · ".join(filter(None, told))


def told_apart(descriptor: Descriptor, size: int) -> str:
    """Name, size and the beginning of the hash: enough to tell one answer from another."""
    told = (name_of(descriptor), QLocale().formattedDataSize(size, 1), f"{descriptor.sha256[:SHORT]}…")
    return " · ".join(told)


def source_of(descriptor: Descriptor) -> str:
    """How it came in."""
    words = {
        "drop": _tr("Attachments", "dropped here"),
        "button": _tr("Attachments", "chosen from a folder"),
        "paste": _tr("Attachments", "pasted"),
        "redaction": _tr("Attachments", "made here by blacking out parts"),
    }
    return words[descriptor.source]


def state_of(descriptor: Descriptor) -> tuple[str, str]:
    """What was taken out of it or is still in it, and the tone in which to say so: good, muted or warning."""
    if descriptor.uncleaned and descriptor.type.startswith("image/"):
        return _tr("Attachments", "As it came: it holds place, time and camera, and goes along when sent."), "warning"
    if descriptor.uncleaned:
        return _tr("Attachments", "As it came: it may hold names and places that are not seen."), "muted"
    if descriptor.redacted_from:
        return _tr("Attachments", "The black parts are burned in; nothing lies under them."), "good"
    if descriptor.original is not None and descriptor.original.id:
        return _tr("Attachments", "Place and camera removed; the original is kept, encrypted."), "good"
    return _tr("Attachments", "Place and camera removed; the original is not kept."), "good"


def provenance_of(descriptor: Descriptor) -> list[str]:
    """Source and full hashes, for whoever has to prove what this is."""
    lines = [_tr("Attachments", "Source: %1").replace("%1", source_of(descriptor))]
    lines.append(_tr("Attachments", "SHA-256 of what is kept: %1").replace("%1", descriptor.sha256))
    if descriptor.original is not None:
        told = _tr("Attachments", "SHA-256 of the file as it came: %1")
        lines.append(told.replace("%1", descriptor.original.sha256))
    if descriptor.redacted_from:
        told = _tr("Attachments", "SHA-256 of the picture without black parts: %1")
        lines.append(told.replace("%1", descriptor.redacted_from))
    return lines


def is_shown(descriptor: Descriptor) -> bool:
    """Whether this program opens such files."""
    return descriptor.type in SHOWN


def not_opened() -> str:
    """What is said of a file that this program does not open."""
    return _tr("Attachments", "This program does not open such files. Export it to look at it on another computer.")
