"""The list of sections beside the questions: where one is, what is done, what has remarks."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QIcon, QKeyEvent, QPainter, QPalette, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..theme import Theme
from .review import SectionState

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


SECTION = Qt.ItemDataRole.UserRole
LOOKS = {
    "done": ("circle-check", "good"),
    "begun": ("circle-dot", "accent"),
    "remarks": ("circle-alert", "error"),
    "untouched": ("circle", "muted"),
}


class SectionList(QListWidget):
    """Enter or a click opens a section; arrows only look."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, width: int = 240) -> None:
        """`width` is fixed in logical pixels at 100 %; 0 leaves it to the layout, and all lines are shown."""
        super().__init__()
        self._theme = theme
        self._is_whole = not width
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._shown: list[tuple[str, str, str]] = []
        self.setAccessibleName(self.tr("Sections"))
        self.setItemDelegate(SectionDelegate(theme, self))
        self.setResizeMode(QListView.ResizeMode.Adjust)  # other widths need other heights
        self.setIconSize(QSize(theme.pixels(16), theme.pixels(16)))
        self.setSpacing(1)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if width:
            # A bar that comes and goes would change the width after the heights were reckoned.
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
            self.setFixedWidth(min(theme.pixels(width), width + 10))
        self.itemClicked.connect(self._choose)

    def show_sections(self, states: Sequence[SectionState], current: str) -> None:
        """Show these sections, the open one marked."""
        shown = [(state.section.id, self._words(state), state.word) for state in states]
        if [line[0] for line in shown] != [line[0] for line in self._shown]:
            self.clear()
            for section, _, _ in shown:
                item = QListWidgetItem(self)
                item.setData(SECTION, section)
            self._shown = []
        for row, (state, line) in enumerate(zip(states, shown, strict=True)):
            if row >= len(self._shown) or self._shown[row] != line:
                self._fill(self.item(row), state, line[1])
        self._shown = shown
        self._mark(current)
        self._fit()

    def _fit(self) -> None:
        """Be as high as all lines, where the page scrolls and not the list."""
        if self._is_whole:
            lines = [self.sizeHintForRow(row) + 2 * self.spacing() for row in range(self.count())]
            self.setFixedHeight(sum(lines) + 2 * self.frameWidth() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fill(self, item: QListWidgetItem, state: SectionState, words: str) -> None:
        icon, tone = LOOKS[state.word]
        item.setText(self._title(state))
        item.setData(COUNT, f"{state.answered}/{state.asked}" if state.asked else "")
        item.setIcon(self._icon(icon, tone))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}, {self.word(state)}")
        item.setToolTip(self.word(state))

    def _icon(self, name: str, tone: str) -> QIcon:
        """The state's picture, which must be seen on the ground of the chosen line as well."""
        key = (name, tone)
        if key not in self._icons:
            icon = QIcon(self._theme.pixmap(name, tone))
            icon.addPixmap(self._theme.pixmap(name, "accent_text"), QIcon.Mode.Selected)
            self._icons[key] = icon
        return self._icons[key]

    def _title(self, state: SectionState) -> str:
        return f"{state.section.number}. {state.title}" if state.title else str(state.section.number)

    def _words(self, state: SectionState) -> str:
        return f"{self._title(state)} · {state.answered}/{state.asked}" if state.asked else self._title(state)

    def word(self, state: SectionState) -> str:
        """The state of a section in words: never by colour alone."""
        return {
            "done": self.tr("done"),
            "begun": self.tr("begun"),
            "remarks": self.tr("has remarks"),
            "untouched": self.tr("not begun"),
        }[state.word]

    def _mark(self, current: str) -> None:
        for row in range(self.count()):
            if self.item(row).data(SECTION) == current and self.currentRow() != row:
                self.setCurrentRow(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and item is not None:
            self._choose(item)
            return
        super().keyPressEvent(event)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(str(item.data(SECTION)))
