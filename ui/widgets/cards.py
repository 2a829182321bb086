"""Cards and the column they stand in, cards that are pressed, a layout that flows like words, a thin share bar."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QLayoutItem, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ..theme import Theme


class Card(QFrame):
    """A framed surface with a column inside; `kind`: plain, error, info, warning, good, trouble or sidebar."""

    def __init__(self, theme: Theme, kind: str = "plain") -> None:
        super().__init__()
        self.setProperty("card", kind)
        self.column = QVBoxLayout(self)
        margin = theme.pixels(12)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(theme.pixels(8))

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or a layout below the others."""
        if isinstance(part, QWidget):
            self.column.addWidget(part, stretch)
        else:
            self.column.addLayout(part, stretch)

    def set_kind(self, kind: str) -> None:
        """Dress the card as another kind."""
        self.setProperty("card", kind)
        self.style().unpolish(self)
        self.style().polish(self)


class ScrollColumn(QScrollArea):
    """A column that scrolls up and down, never sideways; the last stretch keeps cards at the top."""

    def __init__(self, theme: Theme, widest: int = 0) -> None:
        """`widest` limits the width of the column in logical pixels at 100 % (0: no limit)."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        if widest:
            inner.setMaximumWidth(theme.pixels(widest))
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(2, 2, theme.pixels(8), 2)
        self.column.setSpacing(theme.pixels(10))
        self.column.addStretch(1)
        self.setWidget(inner)

    def add(self, part: QWidget | QLayout) -> None:
        """Put a widget or a layout below the others."""
        at = self.column.count() - 1
        if isinstance(part, QWidget):
            self.column.insertWidget(at, part)
        else:
            self.column.insertLayout(at, part)

    def clear(self) -> None:
        """Take away everything that was added."""
        while self.column.count() > 1:
            _discard(self.column.takeAt(0))


def centred(part: QWidget) -> QWidget:
    """The part in the middle of a row; a layout's own alignment would forget that text needs height for its width."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(part, 20)
    row.addStretch(1)
    return holder


def _discard(item: QLayoutItem | None) -> None:
    widget, layout = (item.widget(), item.layout()) if item else (None, None)
    if widget is not None:
        widget.hide()
        widget.deleteLater()
    if layout is not None:
        while layout.count():
            _discard(layout.takeAt(0))
        layout.deleteLater()


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


class FlowLayout(QLayout):
    """Widgets from left to right, in as many lines as the width needs."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6, even: bool = False) -> None:
        """With `even` every widget takes the width of the widest, so that they stand in columns."""
        super().__init__(parent)
        self._even = even
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._heights: dict[int, int] = {}  # Qt asks for the same ones again and again
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        visible = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() + self._gap for size in visible)
        return QSize(width, max((size.height() for size in visible), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, place: bool) -> int:
        """Break into lines, and set the lower widgets of a line to its middle; returns the height of all lines."""
        y, lines = rect.y(), self._lines(rect.width())
        for line in lines:
            x, height = rect.x(), max(size.height() for _, size in line)
            for item, size in line if place else ():
                item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + self._gap
            y += height + self._gap
        return y - rect.y() - (self._gap if lines else 0)

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Which widgets stand in which line of `width`, and how large they are."""
        shown = [(item, item.sizeHint()) for item in self._items if not item.isEmpty()]
        widest = max((size.width() for _, size in shown), default=0) if self._even else 0
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item, hint in shown:
            across = min(widest or hint.width(), max(width, item.minimumSize().width()))
            if not lines or (x > 0 and x + across > width):
                lines.append([])
                x = 0
            lines[-1].append((item, QSize(across, hint.height())))
            x += across + self._gap
        return lines
