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
        room = self._room(self._view.viewport().width() - 2 * self._view.spacing(), index)
        height = max(_height(self._layout(index, room)), self._side)
        return QSize(10, math.ceil(height) + 2 * self._pad)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        painter.save()
        style, rect = self._view.style(), QRect(option.rect)
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, self._view)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_icon(painter, rect, index, chosen)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.setPen(self._view.palette().color(role))
        inner = rect.adjusted(self._lead, self._pad, -self._gap, -self._pad)
        self._layout(index, self._room(rect.width(), index)).draw(painter, QPointF(inner.topLeft()))
        count = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        painter.drawText(inner, count, str(index.data(COUNT) or ""))
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

    def _room(self, width: int, index: AnyIndex) -> int:
        """How wide the title may be."""
        count = self._view.fontMetrics().horizontalAdvance(str(index.data(COUNT) or ""))
        return max(40, width - self._lead - self._gap - (count + self._gap if count else 0))

    def _layout(self, index: AnyIndex, room: int) -> QTextLayout:
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(str(index.data(Qt.ItemDataRole.DisplayRole)), QFont(self._view.font()))
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
