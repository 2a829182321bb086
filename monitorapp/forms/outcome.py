"""What a change of a filled form brought about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitorapp.records.field import Value


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change did. `auto` holds values to be stored with it, by field key: those that the form set by
    itself, as `field#auto`, and those where it replaced a person's answer, as `field`."""

    changed: frozenset[str] = frozenset()
    rows_added: tuple[str, ...] = ()
    rows_removed: tuple[str, ...] = ()
    auto: Mapping[str, Value] = field(default_factory=dict)
    problem: str | None = None
