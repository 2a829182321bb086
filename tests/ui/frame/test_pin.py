"""The PIN: the same keys open the cover in every layout, other keys do not, and it lies nowhere in clear."""

import gc

import pytest

from ui.pin import SHORTEST, Pin


def chosen(text: str) -> Pin:
    pin = Pin()
    pin.choose(text)
    return pin


def test_the_same_pin_fits_and_another_does_not() -> None:
    pin = chosen("4711")
    assert pin.fits("4711")
    for other in ("4712", "471", "47110", "", "1147"):
        assert not pin.fits(other)


@pytest.mark.parametrize(
    ("latin", "typed"),
    [("parol", "зфкщд"), ("PAROL", "ЗФКЩД"), ("k7m2", "л7ь2"), ("1234", '"әің'), ("5890", "ғүұқ"), ("t6r7", "е,к.")],
)
def test_the_keys_count_and_not_the_letters_of_the_layout(latin: str, typed: str) -> None:
    assert chosen(latin).fits(typed)
    assert chosen(typed).fits(latin)


def test_capslock_and_blanks_at_the_ends_do_not_matter() -> None:
    assert chosen("Parol").fits(" pAROL ")


def test_without_a_pin_nothing_fits() -> None:
    pin = Pin()
    assert not pin.is_set
    assert not pin.fits("")
    assert not pin.fits("4711")


def test_an_empty_one_takes_the_old_one_away() -> None:
    pin = chosen("4711")
    pin.choose("")
    assert not pin.is_set
    assert not pin.fits("4711")


def test_the_same_pin_is_hashed_differently_each_time() -> None:
    assert chosen("4711")._hash != chosen("4711")._hash


def test_the_pin_itself_is_kept_nowhere() -> None:
    pin = chosen("".join(["se", "krit"]))
    gc.collect()
    kept = [value for name in pin.__slots__ for value in [getattr(pin, name)]]
    assert all(b"sekrit" not in value for value in kept)
    assert "sekrit" not in repr(pin)


def test_it_has_a_few_characters_at_least() -> None:
    assert SHORTEST == 4
