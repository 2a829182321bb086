"""The colours of the windows: named tokens in a light, a dark and a high-contrast set, and their contrast."""

from typing import Final, NamedTuple


class Tokens(NamedTuple):
    """One colour for each use; `control_border` outlines what can be typed in or chosen, `border` only decorates."""

    background: str
    surface: str
    sidebar: str
    text: str
    muted: str
    accent: str
    accent_text: str
    accent_soft: str
    border: str
    control_border: str
    error: str
    error_soft: str
    warning: str
    warning_soft: str
    good: str
    good_soft: str

    def of(self, name: str) -> str:
        """The colour of a token by its name; a name that is no token is a bug (AttributeError)."""
        colour: str = getattr(self, name)
        return colour


LIGHT: Final = Tokens(
    background="#f4f5f8",
    surface="#ffffff",
    sidebar="#fbfcfd",
    text="#1a2230",
    muted="#58616f",
    accent="#1d5bbf",
    accent_text="#ffffff",
    accent_soft="#dfeafa",
    border="#d9dee6",
    control_border="#7c8797",
    error="#b3261e",
    error_soft="#fde6e4",
    warning="#824d00",
    warning_soft="#fdefd2",
    good="#15683a",
    good_soft="#e0f3e7",
)

DARK: Final = Tokens(
    background="#14171c",
    surface="#1e232a",
    sidebar="#191d23",
    text="#e8eaee",
    muted="#a8b0bd",
    accent="#7fb0ff",
    accent_text="#0a1626",
    accent_soft="#243650",
    border="#333b46",
    control_border="#7f8a99",
    error="#ff9c90",
    error_soft="#45211e",
    warning="#f2c46f",
    warning_soft="#403214",
    good="#82d8a4",
    good_soft="#1c3a2a",
)

HIGH_CONTRAST: Final = Tokens(
    background="#000000",
    surface="#000000",
    sidebar="#000000",
    text="#ffffff",
    muted="#e4e4e4",
    accent="#ffd54a",
    accent_text="#000000",
    accent_soft="#3a3200",
    border="#ffffff",
    control_border="#ffffff",
    error="#ffb4ab",
    error_soft="#2b0000",
    warning="#ffe08a",
    warning_soft="#2b2200",
    good="#a0ffbe",
    good_soft="#00240f",
)

SETS: Final = {"light": LIGHT, "dark": DARK, "contrast": HIGH_CONTRAST}


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` as WCAG 2.2 defines it."""

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2.2 defines it, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
