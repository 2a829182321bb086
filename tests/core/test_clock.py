"""The one door for time and chance."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from monitorapp.clock import FAR_FUTURE, FIRST_RELEASE, SYSTEM, claimed, clock_flags
from monitorapp.records.commit import is_id


def test_ids_are_random_and_tell_no_time() -> None:
    ids = [SYSTEM.new_id() for _ in range(200)]
    assert len(set(ids)) == 200
    assert all(is_id(one) and one[12] == "4" for one in ids)  # UUID version 4
    assert ids != sorted(ids)


def test_random_bytes_are_fresh() -> None:
    assert len(SYSTEM.random_bytes(32)) == 32
    assert SYSTEM.random_bytes(32) != SYSTEM.random_bytes(32)


def test_a_moment_is_claimed_in_utc_without_parts_of_seconds() -> None:
    bishkek = timezone(timedelta(hours=6))
    assert claimed(datetime(2026, 11, 24, 15, 0, 9, 999_999, bishkek)) == "2026-11-24T09:00:09Z"
    assert SYSTEM.now().tzinfo is not None


@pytest.mark.parametrize(
    ("moment", "flags"),
    [
        (FIRST_RELEASE - timedelta(seconds=1), ["before-release"]),
        (FIRST_RELEASE, []),
        (FAR_FUTURE, []),
        (FAR_FUTURE + timedelta(seconds=1), ["far-future"]),
        (datetime(1970, 1, 1, tzinfo=UTC), ["before-release"]),
    ],
)
def test_a_clock_is_doubted_and_never_refused(moment: datetime, flags: list[str]) -> None:
    assert clock_flags(moment) == flags
