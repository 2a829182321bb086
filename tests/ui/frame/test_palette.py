"""Colours: everything that is read or operated stands out from what lies behind it."""

import pytest

from ui.palette import SETS, Tokens, contrast

TEXT = 4.5
CONTROL = 3.0

GROUNDS = ("background", "surface", "sidebar", "accent_soft")
STATES = ("error", "warning", "good")


@pytest.fixture(params=sorted(SETS))
def tokens(request: pytest.FixtureRequest) -> Tokens:
    return SETS[request.param]


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("tone", ["text", "muted"])
def test_text_can_be_read_on_every_ground(tokens: Tokens, tone: str, ground: str) -> None:
    assert contrast(tokens.of(tone), tokens.of(ground)) >= TEXT


@pytest.mark.parametrize("ground", ["background", "surface"])
@pytest.mark.parametrize("state", [*STATES, "accent"])
def test_the_colour_of_a_state_can_be_read_on_a_page_and_on_a_card(tokens: Tokens, state: str, ground: str) -> None:
    assert contrast(tokens.of(state), tokens.of(ground)) >= TEXT


@pytest.mark.parametrize("state", [*STATES, "accent"])
def test_a_chip_can_be_read_on_its_own_ground(tokens: Tokens, state: str) -> None:
    assert contrast(tokens.of(state), tokens.of(f"{state}_soft")) >= TEXT


def test_the_main_button_can_be_read(tokens: Tokens) -> None:
    assert contrast(tokens.accent_text, tokens.accent) >= TEXT


@pytest.mark.parametrize("ground", ["background", "surface"])
@pytest.mark.parametrize("outline", ["control_border", "accent"])
def test_the_outline_of_what_can_be_operated_is_seen(tokens: Tokens, outline: str, ground: str) -> None:
    assert contrast(tokens.of(outline), tokens.of(ground)) >= CONTROL


def test_contrast_is_what_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")
    assert contrast("#123456", "#123456") == 1


def test_the_sets_are_different_looks() -> None:
    assert len({tokens.background for tokens in SETS.values()}) == len(SETS)
