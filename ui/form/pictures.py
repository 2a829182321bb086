"""The pictures of a form: decoded from memory, few formats, with bounds; what is no such picture is none."""

from collections import OrderedDict
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap

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
