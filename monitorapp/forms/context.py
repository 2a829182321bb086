"""What an expression is evaluated in: where it looks from, the run around it, and the door to time, chance and ids."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from monitorapp.forms.coercion import Scalar, zone_named
from monitorapp.forms.nodes import Cell, Item, Node
from monitorapp.forms.schema import SchemaNode

if TYPE_CHECKING:
    from monitorapp.forms.rows import Row


class World(Protocol):
    """What expressions may ask of the run they belong to."""

    @property
    def environment(self) -> Environment:
        """Time and chance."""

    @property
    def loading(self) -> bool:
        """Whether the form is being opened, so that values still come and go unannounced."""

    @property
    def zone(self) -> tzinfo:
        """The zone in which dates are told."""

    def instance_root(self, name: str) -> Item | None:
        """The document of a secondary instance, or None where there is none of that name."""

    def choice_label(self, place: SchemaNode, row: Row, code: str) -> str:
        """The label of a choice of a select question; the code itself where it has none."""

    def translated(self, text_id: str, context: Context) -> str:
        """The text of that id in the language of the screen."""


NEW = object.__new__


class Context:
    """One place of evaluation; `origin` is the place where the whole expression started."""

    __slots__ = ("node", "origin", "own", "position", "row", "size", "world")

    def __init__(self, world: World, row: Row | None, node: Node | None = None) -> None:
        self.world = world
        # Expressions of a bind are compiled for a row; plain documents have none and never ask.
        self.row: Row = row  # type: ignore[assignment]
        self.node = node
        self.position = 1
        self.size = 1
        self.origin = self
        self.own = 0

    def at(self, node: Node, position: int, size: int) -> Context:
        """The same expression, looking from another node."""
        inner: Context = NEW(Context)
        inner.world = self.world
        inner.row = node.row if type(node) is Cell else self.row
        inner.node = node
        inner.position = position
        inner.size = size
        inner.origin = self.origin
        inner.own = 0
        return inner


Evaluate = Callable[[Context], Scalar]
Numeric = Callable[[Context], float]
Truth = Callable[[Context], bool]
Textual = Callable[[Context], str]
Nodes = Callable[[Context], list[Node]]
Values = Callable[[Context], list[Scalar]]


class Environment(Protocol):
    """What a form state needs from outside. Tests freeze it."""

    @property
    def zone(self) -> str:
        """Name of the time zone of the facility, for instance Asia/Bishkek; "" for the laptop's own."""

    def now(self) -> datetime:
        """The present instant, aware of its zone."""

    def uuid(self) -> str:
        """A fresh random UUID in its usual text form."""

    def random(self) -> float:
        """A number from 0 up to 1."""

    def new_item(self) -> str:
        """A fresh row id: 32 lowercase hex digits."""


class SystemEnvironment:
    """The laptop's clock and the operating system's random source."""

    def __init__(self, zone: str = "") -> None:
        self.zone = zone
        self._dice = random.SystemRandom()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def uuid(self) -> str:
        return str(uuid.uuid4())

    def random(self) -> float:
        return self._dice.random()

    def new_item(self) -> str:
        return uuid.uuid4().hex


def zone_of(environment: Environment) -> tzinfo:
    """The zone that the environment names; the laptop's own where the name is unknown here."""
    return zone_named(environment.zone) or environment.now().astimezone().tzinfo or UTC


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
