"""Lucide icons, tinted with a colour of the theme when first asked for and kept."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from monitorapp.resources import read_bytes

_DENSITY = 2
_SIDE = 24


class Icons:
    """Draws the shipped SVG files; every picture is drawn once for each colour and size."""

    def __init__(self) -> None:
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._pixmaps: dict[tuple[str, str, int], QPixmap] = {}

    def icon(self, name: str, colour: str, selected: str = "", disabled: str = "") -> QIcon:
        """The icon `name` in `colour`; in the colours given where its line is selected or its button disabled."""
        key = (name, f"{colour} {selected} {disabled}")
        if key not in self._icons:
            icon = QIcon(self.pixmap(name, colour, _SIDE))
            if selected:
                icon.addPixmap(self.pixmap(name, selected, _SIDE), QIcon.Mode.Selected)
            if disabled:
                icon.addPixmap(self.pixmap(name, disabled, _SIDE), QIcon.Mode.Disabled)
            self._icons[key] = icon
        return self._icons[key]

    def pixmap(self, name: str, colour: str, side: int) -> QPixmap:
        """The icon as a square picture of `side` logical pixels; an icon that is not shipped is a bug (OSError)."""
        key = (name, colour, side)
        if key not in self._pixmaps:
            self._pixmaps[key] = _draw(name, colour, side)
        return self._pixmaps[key]


def _draw(name: str, colour: str, side: int) -> QPixmap:
    svg = read_bytes(f"icons/{name}.svg").replace(b"currentColor", colour.encode())
    picture = QPixmap(QSize(side, side) * _DENSITY)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(svg).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(_DENSITY)
    return picture
