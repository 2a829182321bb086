"""The one door for time and chance: everything fresh comes through here, so that tests can hold both still."""

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

# A laptop that says it is earlier than this program's first release has a wrong clock.
FIRST_RELEASE = datetime(2026, 11, 1, tzinfo=UTC)
FAR_FUTURE = datetime(2060, 1, 1, tzinfo=UTC)


def _now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    """A random 128-bit id (UUIDv4): a time-ordered one would tell who was in which room when."""
    return uuid.uuid4().hex


@dataclass(frozen=True)
class Clock:
    """Where the time and fresh random values come from."""

    now: Callable[[], datetime] = _now
    new_id: Callable[[], str] = _new_id
    random_bytes: Callable[[int], bytes] = secrets.token_bytes


SYSTEM = Clock()


def claimed(moment: datetime) -> str:
    """The wall time as a commit claims it: UTC, ISO 8601, whole seconds."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def clock_flags(moment: datetime) -> list[str]:
    """What is doubtful about a wall clock: `before-release`, `far-future`, or nothing. No flag blocks anything."""
    if moment < FIRST_RELEASE:
        return ["before-release"]
    return ["far-future"] if moment > FAR_FUTURE else []
