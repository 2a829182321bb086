"""Cards, and the scrolling column in which a page puts them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QLayoutItem, QScrollArea, QVBoxLayout, QWidget

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
