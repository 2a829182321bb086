"""Texts on a page: headings, running text, quiet remarks, chips; and widgets of which one is shown."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ..theme import Theme


class Text(QLabel):
    """Plain text that wraps and is never read as markup; `tone` is a token, `size` a share of the text size."""

    def __init__(self, theme: Theme, text: str = "", tone: str = "text", size: float = 1.0, bold: bool = False) -> None:
        super().__init__(text)
        self._theme = theme
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMinimumWidth(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * size)
        font.setBold(bold)
        self.setFont(font)
        self.set_tone(tone)

    def set_tone(self, tone: str) -> None:
        """Show the text in the colour of another token."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.tokens.of(tone))
        self.setPalette(palette)


class Heading(Text):
    """The heading of a page or of a part of it (`level` 1 to 3)."""

    def __init__(self, theme: Theme, text: str = "", level: int = 1) -> None:
        super().__init__(theme, text, size={1: 1.5, 2: 1.2}.get(level, 1.0), bold=True)


class Muted(Text):
    """A quiet remark: a hint, a time, a place."""

    def __init__(self, theme: Theme, text: str = "") -> None:
        super().__init__(theme, text, tone="muted", size=0.93)


class Remark(QWidget):
    """An icon and a wrapping line beside it; `tone` is a token (error, warning, good, accent, muted)."""

    def __init__(self, theme: Theme, text: str, icon: str, tone: str = "muted") -> None:
        super().__init__()
        self._theme = theme
        self._picture = QLabel()
        self._text = Text(theme, text, tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.pixels(8))
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.show_text(text, icon, tone)

    def text(self) -> str:
        """The words shown."""
        return self._text.text()

    def show_text(self, text: str, icon: str, tone: str = "muted") -> None:
        """Say something else."""
        self._text.setText(text)
        self._text.set_tone(tone)
        self._picture.setPixmap(self._theme.pixmap(icon, tone))


class Chip(QLabel):
    """A state in words on a coloured ground; never the colour alone. `tone`: accent, good, warning or error."""

    def __init__(self, theme: Theme, text: str = "", tone: str = "accent") -> None:
        super().__init__(text)
        self._theme = theme
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.set_tone(tone)

    def set_tone(self, tone: str) -> None:
        """Take the colours of another state."""
        tokens = self._theme.tokens
        self.setStyleSheet(
            f"color: {tokens.of(tone)}; background: {tokens.of(tone + '_soft')};"
            f" border-radius: {self._theme.pixels(10)}px; padding: 2px 10px;"
        )

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return hint.expandedTo(QSize(0, self._theme.pixels(24)))


MARGIN, HEIGHT = 4, 32


class Steps(QWidget):
    """Begins with the first."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self._parts: Sequence[QWidget] = parts
        self.index = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            column.addWidget(part)
        self.show_step(0)

    def show_step(self, index: int) -> None:
        """Show another one."""
        self.index = index
        for number, part in enumerate(self._parts):
            part.setVisible(number == index)
