"""A picture that can be enlarged, moved, turned and brightened, and on which boxes are drawn that will be black."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QTransform, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..theme import Theme
from .child import Box, Decoded, image_of

STEP, NUDGE, CLOSEST, FARTHEST = 1.25, 40, 16.0, 0.01
_MOVES: Final = {
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}
_CYRILLIC_R = 0x041A  # the key of R in the Russian layout


class Canvas(QWidget):
    """Turning and brightness are for the eye alone; `boxes` are in pixels of the whole picture."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._decoded: Decoded | None = None
        self._pixmap = QPixmap()
        self._centre, self.zoom, self.fits = QPointF(), 1.0, True
        self.quarters = 0
        self._brightness = self._contrast = 0
        self.drawing = False
        self._boxes: list[QRectF] = []
        self._selected = -1
        self._grabbed: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme.pixels(120), theme.pixels(90))
        self.setAccessibleName(self.tr("Picture"))

    # What is shown

    def show_picture(self, decoded: Decoded | None) -> None:
        """Show a picture as a whole, upright and as it is; None forgets the one before."""
        self._decoded = decoded
        self._boxes, self._selected, self.quarters = [], -1, 0
        self._brightness = self._contrast = 0
        self._render()
        self.fit()

    def adjust(self, brightness: int, contrast: int) -> None:
        """Brighter and starker, from -100 to 100 each; only on the screen."""
        self._brightness, self._contrast = brightness, contrast
        self._render()
        self.update()

    def turn(self, quarters: int) -> None:
        """Turn to the right by quarters."""
        self.quarters = (self.quarters + quarters) % 4
        self.fit() if self.fits else self._show_change()

    def fit(self) -> None:
        """Show the whole picture as large as it fits."""
        self.fits = True
        width, height = self._pixmap.width() or 1, self._pixmap.height() or 1
        if self.quarters % 2:
            width, height = height, width
        self.zoom = min(self.width() / width, self.height() / height, 1.0)
        self._centre = QPointF(self._pixmap.width() / 2, self._pixmap.height() / 2)
        self._show_change()

    def enlarge(self, factor: float, about: QPointF | None = None) -> None:
        """Larger or smaller, keeping the place `about` in the widget where it is."""
        about = about or QPointF(self.rect().center())
        before = self._inverse().map(about)
        self.zoom, self.fits = min(CLOSEST, max(FARTHEST, self.zoom * factor)), False
        self._centre += before - self._inverse().map(about)
        self._show_change()

    def move_by(self, pixels: QPointF) -> None:
        """Look farther to the right and below by pixels of the screen."""
        middle = QPointF(self.rect().center())
        self._centre = self._inverse().map(middle + pixels)
        self.fits = False
        self._show_change()

    def _show_change(self) -> None:
        self.update()
        self.changed.emit()

    def _render(self) -> None:
        if self._decoded is None:
            self._pixmap = QPixmap()
            return
        pixels = self._decoded.pixels
        if self._brightness or self._contrast:
            pixels = pixels.translate(_table(self._brightness, self._contrast))
        self._pixmap = QPixmap.fromImage(image_of(pixels, self._decoded.width, self._decoded.height))

    def _transform(self) -> QTransform:
        middle = self.rect().center()
        transform = QTransform()
        transform.translate(middle.x(), middle.y())
        transform.scale(self.zoom, self.zoom)
        transform.rotate(90 * self.quarters)
        transform.translate(-self._centre.x(), -self._centre.y())
        return transform

    def _inverse(self) -> QTransform:
        return self._transform().inverted()[0]

    # Boxes

    def start_drawing(self, drawing: bool) -> None:
        """From now on the mouse draws boxes instead of moving the picture; the end forgets them."""
        self.drawing = drawing
        self._boxes, self._selected = [], -1
        self.setCursor(Qt.CursorShape.CrossCursor if drawing else Qt.CursorShape.ArrowCursor)
        self._show_change()

    def boxes(self) -> list[Box]:
        """The boxes in whole pixels of the whole picture, so large that no part of what they cover is left out."""
        if self._decoded is None:
            return []
        across, down = self._decoded.full_width / self._decoded.width, self._decoded.full_height / self._decoded.height
        found = []
        for box in self._boxes:
            whole = QRectF(box.x() * across, box.y() * down, box.width() * across, box.height() * down).toAlignedRect()
            found.append((whole.x(), whole.y(), whole.width(), whole.height()))
        return [box for box in found if box[2] > 0 and box[3] > 0]  # an empty box would be burned in as nothing

    def add_box(self) -> None:
        """A box in the middle of what is seen, for the keyboard to move."""
        middle = self._inverse().map(QPointF(self.rect().center()))
        side = min(self._pixmap.width(), self._pixmap.height()) / 5
        self._boxes.append(self._moved_inside(QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)))
        self._selected = len(self._boxes) - 1
        self._show_change()

    def remove_box(self) -> None:
        """Take the selected box away."""
        if 0 <= self._selected < len(self._boxes):
            del self._boxes[self._selected]
            self._selected = len(self._boxes) - 1
            self._show_change()

    def _change_box(self, move: QPoint, grow: bool) -> None:
        by = self._turned_back(QPointF(move) * 8 / self.zoom)
        box = self._boxes[self._selected]
        sized = self._inside(QRectF(box.topLeft(), box.bottomRight() + by).normalized())
        self._boxes[self._selected] = sized if grow else self._moved_inside(box.translated(by))
        self._show_change()

    def _turned_back(self, by: QPointF) -> QPointF:
        return QTransform().rotate(-90 * self.quarters).map(by)

    def _moved_inside(self, box: QRectF) -> QRectF:
        """The box as large as it is, at the edge where it would stand beyond it."""
        left = min(max(box.left(), 0.0), self._pixmap.width() - box.width())
        top = min(max(box.top(), 0.0), self._pixmap.height() - box.height())
        return QRectF(left, top, box.width(), box.height())

    def _inside(self, box: QRectF) -> QRectF:
        return box & QRectF(self._pixmap.rect())

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self._move_by_key(event) or (self.drawing and self._draw_by_key(event)) or self._look_by_key(event)):
            super().keyPressEvent(event)

    def _move_by_key(self, event: QKeyEvent) -> bool:
        move = next((move for key, move in _MOVES.items() if key == event.key()), None)
        if move is None:
            return False
        held = event.modifiers()
        if self._selected >= 0 and not held & Qt.KeyboardModifier.ControlModifier:
            self._change_box(move, bool(held & Qt.KeyboardModifier.ShiftModifier))
        else:
            self.move_by(QPointF(move) * NUDGE)
        return True

    def _draw_by_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Insert, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.add_box()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_box()
        else:
            return False
        return True

    def _look_by_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.enlarge(STEP)
        elif event.key() == Qt.Key.Key_Minus:
            self.enlarge(1 / STEP)
        elif event.key() == Qt.Key.Key_0:
            self.fit()
        elif event.key() in (Qt.Key.Key_R, _CYRILLIC_R):
            self.turn(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            return False
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.enlarge(STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grabbed = event.position()
        if self.drawing and self._decoded is not None:
            corner = self._inverse().map(event.position())
            self._boxes.append(QRectF(corner, corner))
            self._selected = len(self._boxes) - 1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is None:
            return
        if self.drawing and self._boxes:
            corners = self._inverse().map(self._grabbed), self._inverse().map(event.position())
            self._boxes[-1] = self._inside(QRectF(*corners).normalized())
            self._show_change()
        elif not self.drawing:
            self.move_by(self._grabbed - event.position())
            self._grabbed = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
        kept = [box for box in self._boxes if box.width() * self.zoom >= 3 and box.height() * self.zoom >= 3]
        if len(kept) < len(self._boxes):  # a click is no box
            self._boxes, self._selected = kept, len(kept) - 1
        self._show_change()

    def resizeEvent(self, event: object) -> None:
        if self.fits:
            self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.background))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.zoom < 2)
        painter.setTransform(self._transform())
        painter.drawPixmap(0, 0, self._pixmap)
        for number, box in enumerate(self._boxes):
            painter.fillRect(box, Qt.GlobalColor.black)
            painter.setPen(self._outline(number == self._selected))
            painter.drawRect(box)
        painter.resetTransform()
        for line in self._frame():
            painter.setPen(line)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _outline(self, selected: bool) -> QPen:
        pen = QPen(QColor(self._theme.tokens.accent if selected else self._theme.tokens.muted), 2 if selected else 1)
        pen.setCosmetic(True)
        return pen

    def _frame(self) -> Iterator[QPen]:
        tokens = self._theme.tokens
        yield QPen(QColor(tokens.accent if self.hasFocus() else tokens.border), 2 if self.hasFocus() else 1)


def _table(brightness: int, contrast: int) -> bytes:
    """The new value of each byte of a pixel."""
    factor = (100 + contrast) / (100 - min(contrast, 99)) if contrast > 0 else (100 + contrast) / 100
    return bytes(min(255, max(0, round((value - 128) * factor + 128 + brightness * 1.28))) for value in range(256))
