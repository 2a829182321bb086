"""The cost of a guess: raised where the laptop allows it, never below the floor, never more than is free."""

from collections.abc import Callable

import pytest

from monitorapp.errors import VaultTrouble
from monitorapp.vault import locks
from monitorapp.vault.locks import LIGHT, MEMORY_FLOOR_KIB, KdfCost, calibrated, derive, free_memory, measured

GIB = 1024 * 1024
PLENTY = 64 * GIB


def pace(seconds_per_default: float, tried: list[KdfCost] | None = None) -> Callable[[KdfCost], float]:
    """A laptop that takes so long for the default cost, and more for more memory."""

    def seconds(cost: KdfCost) -> float:
        if tried is not None:
            tried.append(cost)
        return seconds_per_default * cost.memory * cost.passes / (KdfCost().memory * KdfCost().passes)

    return seconds


@pytest.mark.parametrize(
    ("seconds", "memory"), [(5.0, 256), (1.2, 256), (0.7, 256), (0.6, 512), (0.4, 512), (0.3, 1024), (0.01, 1024)]
)
def test_memory_is_raised_as_far_as_about_a_second_allows(seconds: float, memory: int) -> None:
    assert calibrated(free=PLENTY, seconds=pace(seconds)) == KdfCost(memory * 1024)


@pytest.mark.parametrize(
    ("free", "memory"),
    [(GIB // 2, 128), (GIB - 1, 128), (GIB, 256), (2 * GIB, 512), (4 * GIB - 1, 512), (4 * GIB, 1024)],
)
def test_no_more_than_a_quarter_of_the_free_memory_is_taken(free: int, memory: int) -> None:
    assert calibrated(free=free, seconds=pace(0.01)) == KdfCost(memory * 1024)


def test_the_floor_is_that_of_the_design_however_slow_the_laptop() -> None:
    found = calibrated(free=1, seconds=pace(100))
    assert (found.memory, found.passes) == (MEMORY_FLOOR_KIB, 3)


def test_a_slow_laptop_is_measured_once_and_a_fast_one_three_times() -> None:
    for seconds, times in ((1.0, 1), (0.1, 3)):
        tried: list[KdfCost] = []
        calibrated(free=PLENTY, seconds=pace(seconds, tried))
        assert len(tried) == times


def test_a_change_of_the_passphrase_never_makes_guessing_cheaper() -> None:
    now = KdfCost(512 * 1024)
    assert calibrated(now, free=PLENTY, seconds=pace(3.0)) == now
    assert calibrated(now, free=PLENTY, seconds=pace(0.1)) == KdfCost(GIB)
    assert calibrated(LIGHT, free=PLENTY, seconds=pace(1.0)) == KdfCost()


def test_a_vault_made_on_a_larger_laptop_can_be_made_to_fit_this_one() -> None:
    assert calibrated(KdfCost(4 * GIB), free=2 * GIB, seconds=pace(1.0)) == KdfCost()


def test_a_proposal_for_this_laptop_is_one_that_the_key_file_takes() -> None:
    found = calibrated(seconds=pace(1.0))
    assert found.checked() == found


def test_one_derivation_is_measured_with_the_real_function() -> None:
    assert 0 < measured(LIGHT) < 60


def test_the_system_tells_how_much_memory_is_free() -> None:
    free = free_memory()
    assert free is None or free > MEMORY_FLOOR_KIB


def test_a_lock_that_needs_more_memory_than_is_free_is_told_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "free_memory", lambda: 200 * 1024)
    lock = {"name": "argon2id", "salt": "00" * 16, "memory": GIB, "passes": 1, "lanes": 1}
    with pytest.raises(VaultTrouble) as caught:
        derive("фраза", lock)
    assert (caught.value.code, caught.value.facts) == ("memory-short", {"needed": 1024})


def test_where_the_system_refuses_the_memory_that_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(locks, "Argon2id", refuse)
    with pytest.raises(VaultTrouble) as caught:
        measured(LIGHT)
    assert caught.value.code == "memory-short"


def test_where_the_system_tells_nothing_the_default_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "free_memory", lambda: None)
    assert calibrated(seconds=pace(0.01)) == KdfCost()
