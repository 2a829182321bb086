"""How a line of the section list is drawn: a title that wraps as far as it needs, and the count beside it."""

import math

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QIcon, QPainter, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..theme import Theme

COUNT = Qt.ItemDataRole.UserRole + 1  # "3/7", or nothing
AnyIndex = QModelIndex | QPersistentModelIndex


class SectionDelegate(QStyledItemDelegate):
    """Qt's own delegate reckons with another width than it draws in, and then elides; this one reckons with one."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._side = theme.pixels(16)
        self._gap = theme.pixels(6)
        self._pad = theme.pixels(3)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        layout, apart = self._layout(self._view.viewport().width() - 2 * self._view.spacing(), index)
        below = self._view.fontMetrics().lineSpacing() if apart else 0
        return QSize(10, math.ceil(max(_height(layout), self._side)) + below + 2 * self._pad)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        painter.save()
        style, rect = self._view.style(), QRect(option.rect)
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, self._view)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_icon(painter, rect, index, chosen)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.setPen(self._view.palette().color(role))
        inner = rect.adjusted(self._lead, self._pad, -self._gap, -self._pad)
        self._layout(rect.width(), index)[0].draw(painter, QPointF(inner.topLeft()))
        corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        painter.drawText(inner, corner, str(index.data(COUNT) or ""))
        painter.restore()

    def _paint_icon(self, painter: QPainter, rect: QRect, index: AnyIndex, chosen: bool) -> None:
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            line = self._view.fontMetrics().height()
            top = rect.top() + self._pad + max(0, (line - self._side) // 2)
            box = QRect(rect.left() + self._gap, top, self._side, self._side)
            icon.paint(painter, box, mode=QIcon.Mode.Selected if chosen else QIcon.Mode.Normal)

    @property
    def _lead(self) -> int:
        """Where the words begin."""
        return self._side + 2 * self._gap

    def _layout(self, width: int, index: AnyIndex) -> tuple[QTextLayout, bool]:
        """The title in a line of `width` with room for the count at the end of its last line.

        A long count that would break the words of the title gets a line of its own (True).
        """
        title, font = str(index.data(Qt.ItemDataRole.DisplayRole)), QFont(self._view.font())
        metrics = self._view.fontMetrics()
        count = metrics.horizontalAdvance(str(index.data(COUNT) or ""))
        room = max(40, width - self._lead - self._gap)
        taken = count + self._gap if count else 0
        wide = _wrapped(title, font, room)
        if wide.lineAt(wide.lineCount() - 1).naturalTextWidth() + taken <= room:
            return wide, False
        if max(metrics.horizontalAdvance(word) for word in title.split() or [""]) > room - taken:
            return wide, True
        return _wrapped(title, font, max(40, room - taken)), False


def _wrapped(text: str, font: QFont, room: int) -> QTextLayout:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout


def _height(layout: QTextLayout) -> float:
    return sum(layout.lineAt(line).height() for line in range(layout.lineCount()))
