"""A thin bar that shows how far something is; the words beside it say the same."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..theme import Theme


class ShareBar(QWidget):
    """Painted with the theme's colours."""

    def __init__(self, theme: Theme, width: int = 96) -> None:
        super().__init__()
        self._theme = theme
        self._share = 0.0
        self._size = QSize(theme.pixels(width), theme.pixels(6))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        """Show a share from 0 to 1."""
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        radius = whole.height() / 2
        for colour, share in ((self._theme.tokens.border, 1.0), (self._theme.tokens.good, self._share)):
            painter.setBrush(QColor(colour))
            if share > 0:
                part = QRectF(0, 0, max(whole.width() * share, whole.height()), whole.height())
                painter.drawRoundedRect(part, radius, radius)
        painter.end()
