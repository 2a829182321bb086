"""A theme: colours, text size, style and tinted icons of one look; a changed look is a new theme and new windows."""

import sys
from functools import cache
from string import Template
from typing import Final, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from monitorapp.resources import read_bytes, root

from .palette import SETS, Tokens

_DENSITY = 2
_SIDE = 24


class Icons:
    """Draws the shipped SVG files; every picture is drawn once for each colour and size."""

    def __init__(self) -> None:
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._pixmaps: dict[tuple[str, str, int], QPixmap] = {}

    def icon(self, name: str, colour: str, selected: str = "", disabled: str = "") -> QIcon:
        """The icon `name` in `colour`; in the colours given where its line is selected or its button disabled."""
        key = (name, f"{colour} {selected} {disabled}")
        if key not in self._icons:
            icon = QIcon(self.pixmap(name, colour, _SIDE))
            if selected:
                icon.addPixmap(self.pixmap(name, selected, _SIDE), QIcon.Mode.Selected)
            if disabled:
                icon.addPixmap(self.pixmap(name, disabled, _SIDE), QIcon.Mode.Disabled)
            self._icons[key] = icon
        return self._icons[key]

    def pixmap(self, name: str, colour: str, side: int) -> QPixmap:
        """The icon as a square picture of `side` logical pixels; an icon that is not shipped is a bug (OSError)."""
        key = (name, colour, side)
        if key not in self._pixmaps:
            self._pixmaps[key] = _draw(name, colour, side)
        return self._pixmaps[key]


def _draw(name: str, colour: str, side: int) -> QPixmap:
    svg = read_bytes(f"icons/{name}.svg").replace(b"currentColor", colour.encode())
    picture = QPixmap(QSize(side, side) * _DENSITY)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(svg).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(_DENSITY)
    return picture


MODES: Final = ("system", "light", "dark", "contrast")
SCALES: Final = (90, 100, 110, 125, 150)
_POINTS: Final = 10.0
_INDICATOR: Final = 18

_SHEET: Final = Template("""
QLineEdit, QPlainTextEdit {
    background: $surface; color: $text; border: 1px solid $control_border; border-radius: 4px; padding: 5px 7px;
    placeholder-text-color: $muted;
}
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid $accent; padding: 4px 6px; }
QLineEdit:disabled, QPlainTextEdit:disabled { color: $muted; border-color: $border; background: $background; }
QCheckBox::indicator, QRadioButton::indicator, QListView[ticks="yes"]::indicator {
    width: ${indicator}px; height: ${indicator}px;
}
QListView[ticks="yes"]::item { padding: 0px; }
QPushButton {
    background: $surface; color: $text; border: 1px solid $control_border; border-radius: 4px; padding: 6px 12px;
}
QPushButton:hover { background: $accent_soft; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 11px; }
QPushButton:checked { background: $accent; color: $accent_text; border-color: $accent; }
QPushButton:checked:focus { border: 2px solid $text; }
QPushButton:disabled { color: $muted; border-color: $border; background: $background; }
QPushButton[kind="primary"] { background: $accent; color: $accent_text; border-color: $accent; font-weight: bold; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $background; color: $muted; border-color: $border; }
QPushButton[kind="quiet"] { border-color: transparent; background: transparent; padding: 6px; }
QPushButton[kind="quiet"]:hover { background: $accent_soft; }
QPushButton[kind="quiet"]:focus { border: 2px solid $accent; padding: 5px; }
QPushButton[kind="navigation"] {
    border: none; background: transparent; text-align: left; padding: 8px 10px; border-radius: 4px;
}
QPushButton[kind="navigation"]:hover { background: $accent_soft; }
QPushButton[kind="navigation"]:checked { background: $accent_soft; color: $text; font-weight: bold; }
QPushButton[kind="navigation"]:focus { border: 2px solid $accent; padding: 6px 8px; }
QScrollBar { background: $background; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $control_border; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $accent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QFrame[card="plain"] { background: $surface; border: 1px solid $border; border-radius: 6px; }
QFrame[card="error"] {
    background: $surface; border: 1px solid $border; border-left: 4px solid $error; border-radius: 6px;
}
QFrame[card="info"] { background: $accent_soft; border: 1px solid $accent; border-radius: 6px; }
QFrame[card="warning"] { background: $warning_soft; border: 1px solid $warning; border-radius: 6px; }
QFrame[card="good"] { background: $good_soft; border: 1px solid $good; border-radius: 6px; }
QFrame[card="trouble"] { background: $error_soft; border: 1px solid $error; border-radius: 6px; }
QFrame[card="sidebar"] { background: $sidebar; border: none; border-right: 1px solid $border; }
""")


class Theme(NamedTuple):
    """What a page paints with: `tokens` for colours, `scale` in percent, `icon` and `pixmap` for tinted pictures."""

    tokens: Tokens
    scale: int
    icons: Icons

    @classmethod
    def of(cls, mode: str, scale: int) -> "Theme":
        """The theme for a mode of MODES and a text size in percent (90 to 150)."""
        name = _system_set() if mode == "system" else mode
        return cls(SETS[name], min(150, max(90, scale)), Icons())

    def icon(self, name: str, tone: str = "text") -> QIcon:
        """The Lucide icon `name` in the colour of the token `tone`."""
        return self.icons.icon(name, self.tokens.of(tone))

    def primary_icon(self, name: str) -> QIcon:
        """The icon of a main button, which is seen on its accent and, disabled, on its pale ground."""
        return self.icons.icon(name, self.tokens.accent_text, disabled=self.tokens.muted)

    def line_icon(self, name: str) -> QIcon:
        """A muted icon for a line of a list, which is seen on a selected line too."""
        return self.icons.icon(name, self.tokens.muted, self.tokens.accent_text)

    def pixmap(self, name: str, tone: str = "text", side: int = 18) -> QPixmap:
        """The icon as a picture, `side` logical pixels at 100 % text size, sharp on screens of twice the density."""
        return self.icons.pixmap(name, self.tokens.of(tone), self.pixels(side))

    def pixels(self, length: int) -> int:
        """A length that grows with the text size."""
        return round(length * self.scale / 100)

    def apply(self, app: QApplication) -> None:
        """Dress the whole application: style, palette, font and the small style sheet."""
        self.outline(app)
        self.colour(app)

    def outline(self, app: QApplication) -> None:
        """Draw check boxes and the outlines of fields ourselves; until then they are Fusion's own pale ones."""
        # Qt makes the many enums of a style slowly: the first window is painted before.
        from .fusion import Fusion  # noqa: PLC0415

        app.setStyle(Fusion(self.tokens))

    def colour(self, app: QApplication) -> None:
        """Dress the application in everything but the own outlines."""
        app.setPalette(build_palette(self.tokens))
        font = QFont(_family()) if _family() else QFont(app.font())
        font.setPointSizeF(_POINTS * self.scale / 100)
        app.setFont(font)
        app.setStyleSheet(build_sheet(self.tokens, self.pixels(_INDICATOR)))


def build_sheet(tokens: Tokens, indicator: int) -> str:
    """The style sheet: text fields, push buttons, scroll bars, cards; a border on spin boxes would take their arrows.

    `indicator` is the side of a check box in pixels; asking the style (`pixelMetric`) would bring every layout
    of the program into Python.
    """
    hover = QColor(tokens.accent).lighter(112).name()
    colours = {name: tokens.of(name) for name in Tokens._fields}
    return _SHEET.substitute(colours, accent_hover=hover, indicator=indicator)


def build_palette(tokens: Tokens) -> QPalette:
    """The Qt palette of a set of tokens, for all three groups of states."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.background,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.background,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.error,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.accent_text,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.Light: tokens.surface,
        role.Midlight: tokens.border,
        role.Mid: tokens.control_border,
        role.Dark: tokens.control_border,
        role.Shadow: tokens.control_border,
    }
    palette = QPalette()
    for each, colour in colours.items():
        palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.muted))
    return palette


def _system_set() -> str:
    scheme = QGuiApplication.styleHints().colorScheme()
    return "dark" if scheme == Qt.ColorScheme.Dark else "light"


@cache
def _family() -> str:
    # Liberation Sans, the usual font on Linux, lacks letters of Kyrgyz, Kazakh, Tajik and Uzbek.
    if not sys.platform.startswith("linux"):
        return ""
    for weight in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(root() / "fonts" / f"NotoSans-{weight}.ttf"))
    return "Noto Sans"
