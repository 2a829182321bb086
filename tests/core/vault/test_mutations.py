"""A few hundred of the mutations that `./go harden` makes by the thousand: nothing is ever silently different."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitorapp.vault.alarms import Seals
from tests.core.vault import mutations
from tests.core.vault.mutations import DIFFERENT, EARLIER, OF_CLOSED, OF_CRASHED, SAME, TOLD, Bench, Mutator

# What leaves no byte as it was, or takes away what must be there.
ALWAYS_TOLD = frozenset(
    {"flipped_bit", "other_byte", "cut", "cut_at_a_page", "extended", "page_from_before", "file_from_before"}
    | {"file_of_another", "file_gone", "foreign_log", "log_from_before"}
)


@pytest.fixture(scope="module")
def room() -> Iterator[Path]:
    """A place in memory where there is one: no power is cut here, so nothing need wait for a disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def closed(room: Path) -> Bench:
    return mutations.closed_bench(room / "closed")


@pytest.fixture(scope="module")
def crashed(room: Path) -> Bench:
    return mutations.crashed_bench(room / "crashed")


def test_what_nobody_touched_reads_as_it_was(closed: Bench, crashed: Bench) -> None:
    assert closed.judge({}) == SAME
    assert crashed.judge({}) == SAME


@pytest.mark.parametrize("mutator", OF_CLOSED, ids=lambda mutator: mutator.__name__)
def test_a_vault_that_was_closed_tells_every_change(closed: Bench, mutator: Mutator) -> None:
    outcomes = mutations.tried(closed, [mutator], 10, seed=5)[mutator.__name__]
    assert set(outcomes) <= ({TOLD} if mutator.__name__ in ALWAYS_TOLD else {TOLD, SAME})


@pytest.mark.parametrize("mutator", OF_CRASHED, ids=lambda mutator: mutator.__name__)
def test_a_vault_that_crashed_tells_a_change_or_lacks_the_last_answers(crashed: Bench, mutator: Mutator) -> None:
    outcomes = mutations.tried(crashed, [mutator], 7, seed=7)[mutator.__name__]
    allowed = {SAME, TOLD, EARLIER} if mutator.__name__.startswith("log_") else {SAME, TOLD}
    assert set(outcomes) <= allowed


def test_this_check_would_see_a_silent_difference(closed: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Seals, "doubt", lambda *_: None)
    monkeypatch.setattr(Seals, "doubt_open", lambda *_: None)
    outcomes = mutations.tried(closed, [mutations.file_from_before], 6, seed=5)
    assert sum(outcomes.values(), Counter())[DIFFERENT] > 0
