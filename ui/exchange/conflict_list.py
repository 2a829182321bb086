"""The list of what differs, and the ways to decide one; digits and Enter belong to the page around them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QRadioButton, QVBoxLayout, QWidget

from ..theme import Theme
from ..widgets.cards import Card
from ..widgets.labels import Muted, Text
from .dispute import Entry, Key

_KEY = Qt.ItemDataRole.UserRole
_OWN_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)


class ConflictList(QListWidget):
    """One line for each dispute; `moved` names the one to show beside the list."""

    moved = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(self.tr("Answers that differ"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(theme.pixels(200))
        self.setIconSize(QSize(theme.pixels(17), theme.pixels(17)))
        self.currentItemChanged.connect(self._tell)

    def show_entries(self, entries: Sequence[Entry], current: Key | None) -> None:
        """List these and go to one of them, without telling anybody."""
        self.blockSignals(True)
        self.clear()
        for entry in entries:
            self._add(entry, current)
        if self.currentItem() is None and self.count():
            self.setCurrentRow(0)
        self.blockSignals(False)
        self._fit()

    def current_key(self) -> Key | None:
        """The dispute of the current line."""
        item = self.currentItem()
        key: Key | None = item.data(_KEY) if item is not None else None
        return key and (key[0], key[1])

    def step(self, rows: int) -> None:
        """Go so many lines down."""
        self.setCurrentRow(min(max(0, self.currentRow() + rows), self.count() - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OWN_KEYS:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _add(self, entry: Entry, current: Key | None) -> None:
        icon, tone, state = self._state(entry)
        dispute = entry.dispute
        text = f"{dispute.asked.title}\n{dispute.asked.where}\n{state}"
        picture = QIcon(self._theme.pixmap(icon, tone))
        picture.addPixmap(self._theme.pixmap(icon, "accent_text"), QIcon.Mode.Selected)
        item = QListWidgetItem(picture, text)
        item.setData(_KEY, dispute.key)
        self.addItem(item)
        if dispute.key == current:
            self.setCurrentItem(item)

    def _state(self, entry: Entry) -> tuple[str, str, str]:
        if entry.decision is None:
            return "circle-dot", "warning", entry.dispute.summary
        if entry.reopened:
            again = self.tr("To decide anew; stands: %1").replace("%1", entry.decision.words)
            return "rotate-ccw", "accent", again
        return "circle-check", "good", self.tr("Decided: %1").replace("%1", entry.decision.words)

    def _fit(self) -> None:
        """Give each line the height of its wrapped words: the view itself would let long ones overlap."""
        width = max(60, self.viewport().width() - self._theme.pixels(17) - self._theme.pixels(22))
        flags = int(Qt.TextFlag.TextWordWrap)
        for row in range(self.count()):
            item = self.item(row)
            box = self.fontMetrics().boundingRect(0, 0, width, 10000, flags, item.text())
            item.setSizeHint(QSize(10, box.height() + self._theme.pixels(14)))

    @Slot()
    def _tell(self) -> None:
        key = self.current_key()
        if key is not None:
            self.moved.emit(key)


class OptionRow(Card):
    """A radio button with room for long words; what belongs to the choice is shown while it is chosen."""

    def __init__(self, theme: Theme, digit: int, words: str, remark: str = "", *, strong: bool = False) -> None:
        super().__init__(theme)
        self.button = QRadioButton(str(digit))
        self.button.setAccessibleName(", ".join(filter(None, (str(digit), words, remark))))
        self._inner: QWidget | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self._lines.addWidget(Text(theme, words, size=1.15 if strong else 1.0, bold=strong))
        if remark:
            self._lines.addWidget(Muted(theme, remark))
        row = QHBoxLayout()
        row.setSpacing(theme.pixels(10))
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._lines, 1)
        self.add(row)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.toggled.connect(self._show_chosen)

    def illustrate(self, picture: QWidget) -> None:
        """Show a picture below the words."""
        self._lines.addWidget(picture)

    def hold(self, inner: QWidget) -> None:
        """Show `inner` below the words while this is chosen."""
        self._inner = inner
        inner.setVisible(False)
        self._lines.addWidget(inner)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.button.click()

    def _show_chosen(self, chosen: bool) -> None:
        self.set_kind("info" if chosen else "plain")
        if self._inner is not None:
            self._inner.setVisible(chosen)
