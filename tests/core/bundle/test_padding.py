"""PADMÉ: sizes grow a little and become few."""

from hypothesis import given
from hypothesis import strategies as st

from monitorapp.bundle.manifest import FLOOR, padded_size

SIZES = st.integers(0, 3 << 30)


@given(SIZES)
def test_padding_only_adds_and_adds_at_most_an_eighth(size: int) -> None:
    padded = padded_size(size)
    assert padded >= max(size, FLOOR)
    assert padded <= max(size, FLOOR) * 1.12


@given(SIZES)
def test_a_padded_size_stays_as_it_is(size: int) -> None:
    assert padded_size(padded_size(size)) == padded_size(size)


@given(SIZES, SIZES)
def test_a_larger_bundle_is_never_padded_to_less(one: int, other: int) -> None:
    assert (one <= other) <= (padded_size(one) <= padded_size(other))


def test_few_sizes_remain() -> None:
    assert {padded_size(size) for size in range(0, FLOOR, 100)} == {FLOOR}
    assert len({padded_size(size) for size in range(FLOOR, 2 << 20, 100)}) < 250


def test_sizes_worked_out_by_hand() -> None:
    """1,000,001 lies between 2**19 and 2**20: 14 loose bits, so it grows to a multiple of 16,384."""
    assert padded_size(1_000_001) == 62 * 16_384
    assert padded_size(20_000) == 20_480
