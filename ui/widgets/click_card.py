"""What an overview is made of: a card that is pressed as a whole, and a thin bar that shows how far something is."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..theme import Theme
from .cards import Card

_STEPS = {Qt.Key.Key_Up: False, Qt.Key.Key_Down: True}


class ClickCard(Card):
    """Shows where the keyboard is by its outline."""

    pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet(f'QFrame[card="plain"]:focus {{ border: 2px solid {theme.tokens.accent}; }}')
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        elif event.key() in _STEPS:
            self.focusNextPrevChild(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


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
