"""Pictures of questions and choices, decoded in bounds, and what is said of sounds, films and missing ones."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from ..theme import Theme
from ..widgets.labels import Muted
from .wording import NO_MEDIA, Media

FORMATS = frozenset({b"png", b"jpeg", b"jpg", b"webp"})  # a drawing (SVG) could name other files
MEMORY_MB = 64
LARGEST = QSize(960, 720)
KEPT = 60

Took = Callable[[QImage | None], None]
Load = Callable[[str, Took], None]


def decode(data: bytes | None) -> QImage | None:
    """The picture in some bytes, made no larger than a page can show; None where there is none that is allowed."""
    if not data:
        return None
    QImageReader.setAllocationLimit(MEMORY_MB)
    box = QBuffer()
    box.setData(QByteArray(data))
    box.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(box)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if not reader.canRead() or bytes(reader.format().data()) not in FORMATS:
        return None
    size = reader.size()
    if size.isValid() and (size.width() > LARGEST.width() or size.height() > LARGEST.height()):
        reader.setScaledSize(size.scaled(LARGEST, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


class Pictures:
    """Asks for each picture once and keeps the last ones; `load` brings it from where the form is kept."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._kept: OrderedDict[str, QPixmap | None] = OrderedDict()

    def want(self, name: str, took: Callable[[str, QPixmap | None], None]) -> None:
        """Have a picture brought: at once where it is here, else later."""
        if name in self._kept:
            self._kept.move_to_end(name)
            took(name, self._kept[name])
        else:
            self._load(name, partial(self._keep, name, took))

    def _keep(self, name: str, took: Callable[[str, QPixmap | None], None], image: QImage | None) -> None:
        self._kept[name] = QPixmap.fromImage(image) if image is not None else None
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        took(name, self._kept[name])


HIGHEST, WIDEST = 240, 480


class Illustration(QWidget):
    """`give` takes the pictures of choices by code. What is not here is named, never passed over."""

    def __init__(self, theme: Theme, pictures: Pictures | None, give: Callable[[Mapping[str, QPixmap]], None]) -> None:
        super().__init__()
        self._theme, self._pictures, self._give = theme, pictures, give
        self._media: Mapping[str, Media] = {}
        self._of_choices: dict[str, QPixmap] = {}
        self._missing: set[str] = set()
        self.picture = QLabel()
        self.picture.hide()
        self.said = Muted(theme)
        self.said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.pixels(4))
        column.addWidget(self.picture)
        column.addWidget(self.said)

    def show_media(self, media: Mapping[str, Media]) -> None:
        """Show the files of a question (under "") and of its choices (under their codes)."""
        if media == self._media:
            return
        self._media, self._of_choices, self._missing = media, {}, set()
        self._say()
        self.picture.hide()
        for code, one in media.items():
            if one.image and self._pictures is not None:
                self._pictures.want(one.image, partial(self._take, media, code))

    def _take(self, wanted: Mapping[str, Media], code: str, name: str, picture: QPixmap | None) -> None:
        if not isValid(self) or wanted is not self._media:
            return
        if picture is None:
            self._missing.add(name)
            self._say()
        elif code:
            self._of_choices[code] = picture
            self._give(self._of_choices)
        else:
            self._show_picture(name, picture)

    def _show_picture(self, name: str, picture: QPixmap) -> None:
        most = self._theme.pixels(WIDEST), self._theme.pixels(HIGHEST)
        if picture.width() > most[0] or picture.height() > most[1]:
            ways = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            picture = picture.scaled(*most, *ways)
        self.picture.setPixmap(picture)
        self.picture.setAccessibleName(self.tr("Picture: %1").replace("%1", name))
        self.picture.show()

    def _say(self) -> None:
        own = self._media.get("", NO_MEDIA)
        said = [
            self.tr("A picture belongs here that is not with the form: %1").replace("%1", name)
            for name in sorted(self._missing)
        ]
        if own.sound:
            said.append(self.tr("A sound belongs here; this program does not play it: %1").replace("%1", own.sound))
        if own.film:
            said.append(self.tr("A film belongs here; this program does not play it: %1").replace("%1", own.film))
        others = sorted({name for code, one in self._media.items() if code for name in (one.sound, one.film) if name})
        if others:
            words = self.tr("Sounds and films of choices are not played: %1")
            said.append(words.replace("%1", ", ".join(others)))
        self.said.setText("\n".join(said))
        self.said.setVisible(bool(said))
