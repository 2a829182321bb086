"""A layout that sets widgets in lines like words, so that longer words and larger text still fit."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


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
