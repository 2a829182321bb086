"""Keys as text: every key comes back, every misread letter is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitorapp.bundle import age


@given(st.binary(max_size=80))
def test_every_key_comes_back(data: bytes) -> None:
    assert age.bech32_decode(age.bech32_encode("age1pq", data)) == ("age1pq", data)
    assert age.bech32_decode(age.bech32_encode("age1pq", data).upper()) == ("age1pq", data)


@given(st.binary(min_size=1, max_size=40), st.data())
def test_one_misread_letter_is_noticed(data: bytes, draw: st.DataObject) -> None:
    text = age.bech32_encode("key", data)
    place = draw.draw(st.integers(4, len(text) - 1))
    other = draw.draw(st.sampled_from(age.BECH32_LETTERS.replace(text[place], "")))
    with pytest.raises(ValueError, match=r"checksum|canonical"):
        age.bech32_decode(text[:place] + other + text[place + 1 :])


def test_texts_of_the_standard_are_read_as_it_says() -> None:
    """Two of the valid strings that BIP 173 lists."""
    assert age.bech32_decode("A12UEL5L") == ("a", b"")
    prefix, data = age.bech32_decode("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw")
    assert (prefix, data.hex()) == ("abcdef", "00443214c74254b635cf84653a56d7c675be77df")


@pytest.mark.parametrize(
    "text", ["", "1", "key", "key1", "1qqqqqq", "key1qqqqq", "Key1qqqqqqqq", "key1bbbbbbbb", "ключ1qqqqqq"]
)
def test_what_is_not_bech32_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        age.bech32_decode(text)


def forged(digits: list[int]) -> str:
    """Any digits under a right checksum."""
    rest = age._polymod([*age._expand("key"), *digits, *[0] * 6]) ^ 1
    checksum = [(rest >> 5 * (5 - place)) & 31 for place in range(6)]
    return "key1" + "".join(age.BECH32_LETTERS[digit] for digit in digits + checksum)


@pytest.mark.parametrize("digits", [[0, 5], [0, 4, 0]], ids=["left-over bit", "a letter more"])
def test_other_spellings_of_a_byte_are_refused(digits: list[int]) -> None:
    assert age.bech32_decode(forged([0, 4])) == ("key", b"\x01")
    with pytest.raises(ValueError, match="canonical"):
        age.bech32_decode(forged(digits))


def test_letters_that_only_look_latin_are_refused() -> None:
    text = age.bech32_encode("k", b"\x01").upper()
    with pytest.raises(ValueError, match="ASCII"):
        age.bech32_decode(text.replace("K", "\N{KELVIN SIGN}"))
