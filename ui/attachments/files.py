"""What the file questions of a page ask for: taking a file in, its thumbnail, and seeing it."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QPixmap

from monitorapp.errors import Trouble
from monitorapp.records.attachment import AttachmentId, Descriptor
from monitorapp.records.changes import Changes
from monitorapp.records.field import Value
from monitorapp.records.media import SHOWN
from monitorapp.vault import attachments

from ..pages import Navigator
from ..session import Session
from .child import THUMBNAIL_PIXELS, Decoded, show
from .preparing import Given, Prepared, prepare
from .workshop import Workshop

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault

    from ..form.form_presenter import FormPresenter

MOST_LOOKS = 200


@dataclass(frozen=True)
class Place:
    """The answer that a file will be, and what stood there on the screen when the person gave it."""

    visit: str
    document: str
    field: str
    seen: tuple[str, ...]
    compartment: str


@dataclass(frozen=True)
class Look:
    """What is seen of an attachment in a line: its description and size, a thumbnail, or why there is none."""

    descriptor: Descriptor | None = None
    size: int = 0
    thumbnail: QPixmap | None = None
    trouble: Trouble | None = None


class Files(QObject):
    """Made once for a page. Thumbnails are kept in memory alone, and for the time that the vault is open."""

    began = Signal(str)  # field: a file is on its way to it
    ended = Signal(str, object)  # field, and the Trouble that kept the file away or None
    looked = Signal(str, object)  # attachment, Look

    def __init__(self, session: Session, navigator: Navigator, presenter: "FormPresenter") -> None:
        super().__init__(presenter)
        self._session, self._navigator, self._presenter = session, navigator, presenter
        self.workshop = Workshop(self)
        self._looks: OrderedDict[str, Look] = OrderedDict()
        self._waiting: set[str] = set()
        self._on_the_way: list[tuple[str, str]] = []
        session.closed.connect(self._forget)

    # Taking in

    def take(self, field: str, given: Given) -> None:
        """Take a file in as the answer of `field`; the page hears of it as of any change of the document."""
        place = self._place_of(field)
        self._on_the_way.append((place.document, field))
        self.began.emit(field)
        self.workshop.run(partial(prepare, given), partial(self._keep, place), partial(self._end, place))

    def is_coming(self, field: str) -> bool:
        """Whether a file is on its way to `field` of the document that is shown."""
        return bool(self._on_the_way) and (self._presenter.document, field) in self._on_the_way

    def _place_of(self, field: str) -> Place:
        sheet = self._presenter.sheet
        compartment = sheet.question_of(field).monitor.get("compartment") or "general"
        return Place(sheet.view.visit, self._presenter.document, field, sheet.shown(field), compartment)

    def _keep(self, place: Place, prepared: Prepared) -> None:
        deed = partial(keep, place, prepared)
        self._session.change(deed, lambda _: self._end(place, None), None, partial(self._end, place))

    def _end(self, place: Place, trouble: Trouble | None) -> None:
        self._on_the_way.remove((place.document, place.field))
        self.ended.emit(place.field, trouble)
        if trouble is not None:
            self._navigator.trouble(trouble)

    # Looking

    def view(self, attachment: str, field: str) -> None:
        """Show an attachment in the viewer, from which a redacted one can come back as the answer of `field`."""
        place = self._place_of(field)
        target = {"document": place.document, "field": field, "compartment": place.compartment}
        self._navigator.go("attachment", attachment=attachment, **target)

    def look(self, attachment: str) -> Look | None:
        """How an attachment looks, if that is known; else `looked` follows."""
        known = self._looks.get(attachment)
        if known is not None:
            self._looks.move_to_end(attachment)
        elif attachment not in self._waiting:
            self._waiting.add(attachment)
            found, lack = partial(self._decode, attachment), partial(self._tell, attachment)
            self._session.ask(partial(_read, attachment), found, lambda trouble: lack(Look(trouble=trouble)))
        return known

    def _decode(self, attachment: str, found: tuple[Look, bytes]) -> None:
        plain, content = found
        descriptor = plain.descriptor
        if descriptor is None or descriptor.type not in SHOWN:
            self._tell(attachment, plain)
            return
        self.workshop.run(
            partial(show, content, descriptor.type, THUMBNAIL_PIXELS),
            lambda decoded: self._tell(attachment, replace(plain, thumbnail=_pixmap(decoded))),
            lambda trouble: self._tell(attachment, replace(plain, trouble=trouble)),
        )

    def _tell(self, attachment: str, look: Look) -> None:
        self._waiting.discard(attachment)
        if look.descriptor is not None:  # what is not here may come with the next bundle
            self._looks[attachment] = look
        while len(self._looks) > MOST_LOOKS:
            self._looks.popitem(last=False)
        self.looked.emit(attachment, look)

    @Slot()
    def _forget(self) -> None:
        self._looks.clear()
        self._waiting.clear()
        self._on_the_way.clear()
        self.workshop.close()


def keep(place: Place, prepared: Prepared, vault: "Vault") -> tuple[AttachmentId, Changes]:
    """Keep a file and answer with it in one go: no window has to be there any more. Raises Trouble, keeps nothing."""
    ids = prepared.keep(vault, place.visit)
    value: Value = {"file": ids[0]}
    try:
        return ids[0], vault.record(place.document, place.field, value, place.seen, place.compartment)
    except Trouble:
        attachments.remove(vault, ids)
        raise


def file_of(value: Value) -> str | None:
    """The attachment that a value names, if it names one."""
    return str(value["file"]) if isinstance(value, dict) and "file" in value else None


def _read(attachment: str, vault: "Vault") -> tuple[Look, bytes]:
    """How an attachment looks without a thumbnail, and the content of a picture; a recording is not read for that."""
    descriptor, size = attachments.describe(vault, attachment)
    return Look(descriptor, size), attachments.read(vault, attachment)[1] if descriptor.type in SHOWN else b""


def _pixmap(decoded: Decoded) -> QPixmap:
    return QPixmap.fromImage(decoded.image)
