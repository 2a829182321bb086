"""How a person gives files: dropped, pasted, or chosen in our own picker."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from monitorapp.records.attachment import Source
from monitorapp.records.media import JPEG, PNG, WEBP

from ..theme import Theme
from ..widgets.file_picker import FILE, FilePicker
from .preparing import Given

PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".tif", ".tiff", ".JPG", ".JPEG", ".PNG", ".HEIC")


def can_give(mime: QMimeData) -> bool:
    """Whether there is a file or a picture in it."""
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())


def files_in(mime: QMimeData, source: Source) -> list[Given]:
    """The files in what was dropped or pasted; else the one picture, as the bytes that the other program wrote."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        return [Given(source, path=path) for path in paths]
    written = next((bytes(mime.data(form).data()) for form in (JPEG, PNG, WEBP) if mime.hasFormat(form)), b"")
    if written:
        return [Given(source, data=written)]
    image = mime.imageData()
    return [Given(source, image=image)] if isinstance(image, QImage) and not image.isNull() else []


def pasted() -> list[Given]:
    """What lies on the clipboard."""
    return files_in(QGuiApplication.clipboard().mimeData(), "paste")


def ask_for_file(theme: Theme, title: str, endings: Sequence[str], parent: QWidget) -> Given | None:
    """Have the person choose a file; None when they did not."""
    path = FilePicker(theme, title, FILE, endings, parent=parent).pick()
    return Given("button", path=path) if path is not None else None
