"""One way to decide: its digit, its words, who said so; pressed as a whole."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ..theme import Theme
from ..widgets.cards import Card
from ..widgets.labels import Muted, Text


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
