"""Where an expression looks from, and what it reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from monitorapp.forms.context import Context
from monitorapp.forms.schema import SchemaNode

ANYWHERE = 1_000_000


class Frame(NamedTuple):
    """Where an expression looks from: its node now, the node it began at, and how far out rows are free."""

    place: SchemaNode | None = None
    origin: SchemaNode | None = None
    cap: int = ANYWHERE
    inner: bool = False


class Read(NamedTuple):
    """One thing that an expression reads, wherever it is below a row `depth` repeats deep."""

    node: int
    what: int
    depth: int


# What of a node is read: its value and relevance, which rows a repeat has, only where a row stands in them.
CELL, ROWS, ORDER = range(3)


class Compiled(NamedTuple):
    """A value of a kind (number, text, truth, scalar or nodes) and the closure that gives it."""

    kind: str
    run: Callable[[Context], Any]
