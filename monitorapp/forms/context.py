"""What an expression is evaluated in: the node, its position, the row and the run around it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import TYPE_CHECKING, Protocol

from monitorapp.forms.coercion import Scalar
from monitorapp.forms.nodes import Cell, Item, Node

if TYPE_CHECKING:
    from monitorapp.forms.environment import Environment
    from monitorapp.forms.rows import Row
    from monitorapp.forms.schema import SchemaNode


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
