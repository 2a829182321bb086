"""The score of one file of cases, and the frozen surroundings that cases run in."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Case = dict[str, Any]
UNFORESEEN = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
# Recordings without a clock were made at some time after this one.
SOME_DAY_MS = 1_795_000_000_000


@dataclass(frozen=True, slots=True)
class Failure:
    """One case that did not come out as recorded."""

    case: str
    reason: str

    def __str__(self) -> str:
        return f"{self.case}: {self.reason}"


@dataclass(slots=True)
class FileScore:
    """How many cases of a file passed; `failures` says why the others did not."""

    file: str
    passed: int = 0
    failures: list[Failure] = field(default_factory=list)

    @property
    def failed(self) -> int:
        return len(self.failures)

    def count(self, case: str, reason: str | None) -> None:
        """Take in the outcome of one case: None, or why it failed."""
        if reason is None:
            self.passed += 1
        else:
            self.failures.append(Failure(case, reason))


def outcome(judge: Callable[[], str | None]) -> str | None:
    """Why a case failed, or None; a case in which the engine breaks down has failed, and the others go on."""
    try:
        return judge()
    except UNFORESEEN as broken:
        return f"broke down: {type(broken).__name__} {broken}"


class FrozenEnvironment:
    """A clock that stands still, dice that always fall alike, ids that count."""

    def __init__(self, zone: str, clock_ms: int | None) -> None:
        self.zone = zone if zone != "any" else "UTC"
        self.instant = datetime.fromtimestamp((SOME_DAY_MS if clock_ms is None else clock_ms) / 1000, UTC)
        self.made = 0

    def now(self) -> datetime:
        return self.instant

    def uuid(self) -> str:
        self.made += 1
        return f"00000000-0000-4000-8000-{self.made:012x}"

    def random(self) -> float:
        return 0.5

    def new_item(self) -> str:
        self.made += 1
        return f"{self.made:032x}"


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a file with one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def as_number(value: object) -> float | None:
    """The number that a recorded value stands for, if it stands for one."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        return float(str(value))
    except ValueError:
        return None


def is_close(left: float, right: float, relative: float = 1e-9, absolute: float = 0.0) -> bool:
    """Equality of numbers within a tolerance; NaN is equal to NaN."""
    if math.isnan(left) or math.isnan(right):
        return math.isnan(left) and math.isnan(right)
    return math.isclose(left, right, rel_tol=relative, abs_tol=absolute)


def same_text(left: str, right: str) -> bool:
    """Equality of stored values: as text, as numbers token by token, or as instants."""
    if left == right:
        return True
    lefts, rights = left.replace(";", " ; ").split(), right.replace(";", " ; ").split()
    return len(lefts) == len(rights) and bool(lefts) and all(map(same_word, lefts, rights))


def same_word(left: str, right: str) -> bool:
    if left == right:
        return True
    numbers = as_number(left), as_number(right)
    if numbers[0] is not None and numbers[1] is not None:
        return is_close(numbers[0], numbers[1])
    return "T" in left and "T" in right and same_instant(left, right)


def same_instant(left: str, right: str) -> bool:
    """Equality of date-times; one without a zone is compared by the clock on the wall."""
    try:
        one, other = datetime.fromisoformat(left), datetime.fromisoformat(right)
    except ValueError:
        return False
    if one.tzinfo is None or other.tzinfo is None:
        return one.replace(tzinfo=None) == other.replace(tzinfo=None)
    # Recordings tell the clock a few milliseconds after the form has read it.
    return abs((one - other).total_seconds()) < 1
