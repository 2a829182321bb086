"""How attachments look in a line: what they are and where from, in words, and a thumbnail kept in memory alone."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QLabel

from monitorapp.errors import Trouble
from monitorapp.records.attachment import SHOWN
from monitorapp.vault import attachments

from ..session import Session
from ..theme import Theme
from .child import THUMBNAIL_PIXELS, Decoded, Workshop, show

if TYPE_CHECKING:
    from monitorapp.records.descriptor import Descriptor
    from monitorapp.vault.vault import Vault


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


MOST_LOOKS = 200
THUMBNAIL = QSize(200, 150)


@dataclass(frozen=True)
class Look:
    """What is seen of an attachment in a line: its description and size, a thumbnail, or why there is none."""

    descriptor: Descriptor | None = None
    size: int = 0
    thumbnail: QPixmap | None = None
    trouble: Trouble | None = None


class Looks(QObject):
    """Made once for a page; everything is forgotten when the vault is closed."""

    looked = Signal(str, object)  # attachment, Look

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.workshop = Workshop(self)
        self._looks: OrderedDict[str, Look] = OrderedDict()
        self._waiting: set[str] = set()
        session.closed.connect(self.forget)

    def look(self, attachment: str) -> Look | None:
        """How an attachment looks, if that is known; else `looked` follows."""
        known = self._looks.get(attachment)
        if known is not None:
            self._looks.move_to_end(attachment)
        elif attachment not in self._waiting:
            self._waiting.add(attachment)
            found, lack = partial(self._decode, attachment), partial(self._lack, attachment, Look())
            self._session.ask(partial(_read, attachment), found, lack)
        return known

    def know(self, attachment: str, descriptor: Descriptor, size: int, thumbnail: Decoded | None) -> None:
        """Learn how an attachment looks from whoever has just made it."""
        pixmap = QPixmap.fromImage(thumbnail.image) if thumbnail is not None else None
        self._tell(attachment, Look(descriptor, size, pixmap))

    @Slot()
    def forget(self) -> None:
        """Keep nothing of what was seen."""
        self._looks.clear()
        self._waiting.clear()
        self.workshop.close()

    def _decode(self, attachment: str, found: tuple[Look, bytes]) -> None:
        plain, content = found
        if plain.descriptor is None or plain.descriptor.type not in SHOWN:
            self._tell(attachment, plain)
            return
        shown = partial(show, content, plain.descriptor.type, THUMBNAIL_PIXELS)
        self.workshop.run(shown, partial(self._show, attachment, plain), partial(self._lack, attachment, plain))

    def _show(self, attachment: str, plain: Look, decoded: Decoded) -> None:
        self._tell(attachment, replace(plain, thumbnail=QPixmap.fromImage(decoded.image)))

    def _lack(self, attachment: str, plain: Look, trouble: Trouble) -> None:
        self._tell(attachment, replace(plain, trouble=trouble))

    def _tell(self, attachment: str, look: Look) -> None:
        self._waiting.discard(attachment)
        if look.descriptor is not None:  # what is not here may come with the next bundle
            self._looks[attachment] = look
        while len(self._looks) > MOST_LOOKS:
            self._looks.popitem(last=False)
        self.looked.emit(attachment, look)


class Thumbnail(QLabel):
    """The thumbnail of one attachment, wherever it is talked about; a click or Enter asks for it in full."""

    wanted = Signal(str)  # attachment

    def __init__(self, theme: Theme, looks: Looks, attachment: str) -> None:
        super().__init__()
        self._theme, self._attachment = theme, attachment
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        looks.looked.connect(self._take)
        look = looks.look(attachment)
        self.setPixmap(theme.pixmap("image", "muted"))
        if look is not None:
            self._take(attachment, look)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.wanted.emit(self._attachment)  # and not to the line beneath, which chooses

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.wanted.emit(self._attachment)
        else:
            super().keyPressEvent(event)

    @Slot(str, object)
    def _take(self, attachment: str, look: Look) -> None:
        if attachment != self._attachment or look.descriptor is None:
            return
        self.setAccessibleName(name_of(look.descriptor))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if look.thumbnail is not None:
            side = THUMBNAIL * self._theme.scale / 100
            smooth = Qt.TransformationMode.SmoothTransformation
            self.setPixmap(look.thumbnail.scaled(side, Qt.AspectRatioMode.KeepAspectRatio, smooth))


def _read(attachment: str, vault: Vault) -> tuple[Look, bytes]:
    """How an attachment looks without a thumbnail, and the content of a picture; a recording is not read for that."""
    descriptor, size = attachments.describe(vault, attachment)
    return Look(descriptor, size), attachments.read(vault, attachment)[1] if descriptor.type in SHOWN else b""
