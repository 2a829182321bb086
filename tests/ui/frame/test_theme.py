"""The theme: dressing the application, icons in its colours, sizes that grow with the text."""

import re

import pytest
from PySide6.QtGui import QColor, QIcon, QImage, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QRadioButton, QScrollBar, QSpinBox, QWidget

from ui.palette import DARK, LIGHT, SETS, contrast
from ui.theme import MODES, SCALES, Theme, build_palette, build_sheet

LETTERS = "өүңқғҳҷӣӯәһʻёіўӨҮҢҚҒҲҶӢӮ"


def colours_of(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def drawn(widget: QWidget) -> set[str]:
    widget.resize(120, 34)
    return colours_of(widget.grab().toImage())


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_gives_a_theme(mode: str) -> None:
    assert Theme.of(mode, 100).tokens in SETS.values()


@pytest.mark.parametrize(("asked", "given"), [(20, 90), (90, 90), (125, 125), (150, 150), (400, 150)])
def test_the_text_size_stays_between_90_and_150_percent(asked: int, given: int) -> None:
    assert Theme.of("light", asked).scale == given


def test_the_sizes_offered_are_within_the_bounds() -> None:
    assert (min(SCALES), max(SCALES)) == (90, 150)


def test_lengths_and_text_grow_together(qapp: QApplication) -> None:
    small, large = Theme.of("light", 100), Theme.of("light", 150)
    small.apply(qapp)
    before = qapp.font().pointSizeF()
    large.apply(qapp)
    assert qapp.font().pointSizeF() == pytest.approx(1.5 * before)
    assert (small.pixels(20), large.pixels(20)) == (20, 30)


def test_the_font_has_the_letters_of_all_languages_of_the_region(theme: Theme, qapp: QApplication) -> None:
    from PySide6.QtGui import QRawFont

    for weight in (False, True):
        font = qapp.font()
        font.setBold(weight)
        raw = QRawFont.fromFont(font)
        assert raw.familyName() == "Noto Sans"
        assert [letter for letter in LETTERS if not raw.supportsCharacter(ord(letter))] == []


@pytest.mark.parametrize("name", sorted(SETS))
def test_disabled_text_stays_readable(name: str) -> None:
    palette = build_palette(SETS[name])
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name()
    assert contrast(disabled, SETS[name].surface) >= 4.5


def test_the_style_sheet_gives_no_border_to_what_would_lose_its_arrows() -> None:
    assert not re.search(r"Q(SpinBox|ComboBox|DateEdit|TimeEdit|DateTimeEdit|AbstractSpinBox)", build_sheet(LIGHT, 18))


def test_the_style_sheet_has_no_blank_left() -> None:
    assert "$" not in build_sheet(DARK, 18)


def test_an_icon_takes_the_colour_of_its_tone(theme: Theme) -> None:
    picture = theme.pixmap("lock", "error").toImage()
    assert LIGHT.error in colours_of(picture)


def test_an_icon_is_drawn_once_for_each_colour(theme: Theme) -> None:
    assert theme.icon("eye").cacheKey() == theme.icon("eye").cacheKey()
    assert theme.icon("eye").cacheKey() != theme.icon("eye", "muted").cacheKey()


def test_an_icon_is_seen_on_a_selected_line(theme: Theme) -> None:
    picture = theme.line_icon("eye").pixmap(24, 24, QIcon.Mode.Selected).toImage()
    assert QColor(LIGHT.accent_text).name() in colours_of(picture)


def test_an_icon_that_is_not_shipped_is_a_bug(theme: Theme) -> None:
    with pytest.raises(OSError, match="no-such"):
        theme.icon("no-such-icon")


@pytest.mark.parametrize("mode", sorted(SETS))
def test_what_can_be_chosen_has_an_outline_that_is_seen(qapp: QApplication, mode: str) -> None:
    theme = Theme.of(mode, 100)
    theme.apply(qapp)
    outline = theme.tokens.control_border
    for widget in (QSpinBox(), QComboBox()):
        assert outline in drawn(widget), type(widget).__name__
    boxes = (QCheckBox(), QRadioButton())
    for box in boxes:
        assert any(contrast(colour, theme.tokens.background) >= 3 for colour in drawn(box)), type(box).__name__


def test_a_checked_box_looks_different_without_colour(theme: Theme) -> None:
    box = QCheckBox()
    empty = drawn(box)
    box.setChecked(True)
    assert LIGHT.accent in drawn(box)
    assert LIGHT.accent not in empty


@pytest.mark.parametrize("name", sorted(SETS))
def test_a_hint_inside_a_field_can_be_read(name: str, qapp: QApplication) -> None:
    theme = Theme.of(name, 100)
    theme.apply(qapp)
    line = QLineEdit()
    font = line.font()
    font.setPointSize(20)
    line.setFont(font)
    line.setPlaceholderText("ШШШ")
    shown = drawn(line)
    assert theme.tokens.muted in shown
    assert contrast(theme.tokens.muted, theme.tokens.surface) >= 4.5


@pytest.mark.parametrize("name", sorted(SETS))
def test_where_a_page_is_scrolled_to_can_be_seen(name: str, qapp: QApplication) -> None:
    theme = Theme.of(name, 100)
    theme.apply(qapp)
    bar = QScrollBar()
    bar.setRange(0, 100)
    assert theme.tokens.control_border in drawn(bar)
    assert contrast(theme.tokens.control_border, theme.tokens.background) >= 3
