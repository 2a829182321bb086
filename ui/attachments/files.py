"""What the file questions of a page ask for: files dropped, pasted or picked, their thumbnails, and seeing them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from monitorapp.errors import Trouble
from monitorapp.records.attachment import JPEG, PNG, WEBP, AttachmentId, Source
from monitorapp.records.field import Value
from monitorapp.records.view import Changes
from monitorapp.vault import attachments
from monitorapp.vault.attachments import Kept

from ..pages import Navigator
from ..session import Session
from ..theme import Theme
from ..widgets.file_picker import FILE, FilePicker
from .looks import Looks
from .preparing import Given, Made, prepare_and_seal

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault

    from ..form.form_presenter import FormPresenter


@dataclass(frozen=True)
class Place:
    """The answer that a file will be, and what stood there on the screen when the person gave it."""

    visit: str
    document: str
    field: str
    seen: tuple[str, ...]
    compartment: str


class Files(Looks):
    """Made once for a page."""

    began = Signal(str)  # field: a file is on its way to it
    ended = Signal(str, object)  # field, and the Trouble that kept the file away or None

    def __init__(self, session: Session, navigator: Navigator, presenter: "FormPresenter") -> None:
        super().__init__(session, presenter)
        self._navigator, self._presenter = navigator, presenter
        self._on_the_way: list[tuple[str, str]] = []

    def take(self, field: str, given: Given) -> None:
        """Take a file in as the answer of `field`; the page hears of it as of any change of the document."""
        place, folder = self._place_of(field), self._session.folder
        assert folder is not None
        self._on_the_way.append((place.document, field))
        self.began.emit(field)
        made = partial(prepare_and_seal, given, folder, place.visit)
        self.workshop.run(made, partial(self._keep, place), partial(self._end, place))

    def is_coming(self, field: str) -> bool:
        """Whether a file is on its way to `field` of the document that is shown."""
        return (self._presenter.document, field) in self._on_the_way

    def view(self, attachment: str, field: str) -> None:
        """Show an attachment in the viewer, from which a redacted one can come back as the answer of `field`."""
        place = self._place_of(field)
        target = {"document": place.document, "field": field, "compartment": place.compartment}
        self._navigator.go("attachment", attachment=attachment, **target)

    @Slot()
    def forget(self) -> None:
        self._on_the_way.clear()
        super().forget()

    def _place_of(self, field: str) -> Place:
        sheet = self._presenter.sheet
        compartment = sheet.question_of(field).monitor.get("compartment") or "general"
        return Place(sheet.view.visit, self._presenter.document, field, sheet.shown(field), compartment)

    def _keep(self, place: Place, made: Made) -> None:
        deed, kept = partial(keep, place, made.sealed), partial(self._kept, place, made)
        self._session.change(deed, kept, None, partial(self._end, place))

    def _kept(self, place: Place, made: Made, result: tuple[AttachmentId, Changes]) -> None:
        self.know(result[0], made.descriptor, made.size, made.thumbnail)
        self._end(place, None)

    def _end(self, place: Place, trouble: Trouble | None) -> None:
        if (place.document, place.field) in self._on_the_way:
            self._on_the_way.remove((place.document, place.field))
        self.ended.emit(place.field, trouble)
        if trouble is not None:
            self._navigator.trouble(trouble)


def keep(place: Place, sealed: Sequence[Kept], vault: "Vault") -> tuple[AttachmentId, Changes]:
    """Enter sealed files and answer with the first, in one go: no window has to be there any more.

    Raises Trouble, and then keeps nothing.
    """
    try:
        ids = [attachments.enter(vault, kept) for kept in sealed]
        value: Value = {"file": ids[0]}
        return ids[0], vault.record(place.document, place.field, value, place.seen, place.compartment)
    except Trouble:
        attachments.remove(vault, [kept.id for kept in sealed])
        attachments.discard(vault.folder, sealed)
        raise


def file_of(value: Value) -> str | None:
    """The attachment that a value names, if it names one."""
    return str(value["file"]) if isinstance(value, dict) and "file" in value else None


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
