"""The skeleton of a form's primary instance: which nodes exist, and in which row they live.

Rows of one repeat share a `RowPlan`; each node has a slot in it, so that at run time an answer is a
list access and never a search by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from monitorapp.forms.nodes import ATTRIBUTE, ELEMENT


class RowPlan:
    """The slots of one kind of row: the form itself, or a row of one repeat."""

    __slots__ = ("around", "by_path", "depth", "nodes", "parent", "repeat", "repeat_slots", "root")

    def __init__(self, repeat: SchemaNode | None, parent: RowPlan | None, root: SchemaNode) -> None:
        self.root = root
        # The repeats that a row of this kind stands in, its own included.
        self.around: frozenset[SchemaNode] = frozenset() if parent is None else parent.around
        if repeat is not None:
            self.around |= {repeat}
        self.repeat = repeat
        self.parent = parent
        self.depth: int = 0 if parent is None else parent.depth + 1
        self.nodes: list[SchemaNode] = []
        self.repeat_slots: list[int] = []
        # All nodes of the form, in the plan of the form itself.
        self.by_path: dict[str, SchemaNode] = {}

    def give_slot(self, node: SchemaNode) -> int:
        """The next free slot of the row, for a node."""
        self.nodes.append(node)
        if node.is_repeat and node is not self.repeat:
            self.repeat_slots.append(len(self.nodes) - 1)
        return len(self.nodes) - 1


class SchemaNode:
    """One node of the instance: a question, a group, a repeat or an attribute.

    `slot` is its place in the row it hangs in; for a repeat that is where its rows are listed, while
    `own_slot` is its place in each of these rows. `plan` is the row that holds its own cell.
    """

    __slots__ = (
        "attributes",
        "by_name",
        "children",
        "default",
        "elements",
        "index",
        "is_repeat",
        "kind",
        "local",
        "name",
        "own_slot",
        "parent",
        "path",
        "plan",
        "question",
        "slot",
        "type",
        "uri",
    )

    def __init__(self, name: str, uri: str, parent: SchemaNode | None, kind: str = ELEMENT) -> None:
        self.name = name
        self.local = name.rpartition(":")[2].lstrip("@")
        self.uri = uri
        self.kind = kind
        self.parent = parent
        self.path: str = ("" if parent is None else parent.path) + "/" + name
        self.children: list[SchemaNode] = []
        self.elements: list[SchemaNode] = []
        self.attributes: list[SchemaNode] = []
        self.by_name: dict[str, SchemaNode] = {}
        self.is_repeat = False
        self.index = self.slot = self.own_slot = 0
        self.type = "string"
        self.default = ""
        self.question = ""
        self.plan: RowPlan
        if parent is not None:
            parent.adopt(self)

    @property
    def depth(self) -> int:
        """How many repeats its own cell stands in."""
        return self.plan.depth

    def adopt(self, child: SchemaNode) -> None:
        """Take in a child, findable by its name with and without prefix."""
        self.children.append(child)
        (self.attributes if child.kind == ATTRIBUTE else self.elements).append(child)
        self.by_name.setdefault(child.name, child)
        # A path may leave a prefix out; the node that has none of its own goes first.
        if child.name == child.local:
            self.by_name[child.local] = child
        elif child.kind == ELEMENT:
            self.by_name.setdefault(child.local, child)

    def child(self, name: str) -> SchemaNode | None:
        """The child of a name, which may have a prefix that the form leaves out."""
        found = self.by_name.get(name)
        if found is None and ":" in name:
            found = self.by_name.get(("@" if name.startswith("@") else "") + name.rpartition(":")[2])
        return found

    def walk(self) -> Iterator[SchemaNode]:
        """This node and all below, in document order; not recursive."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def repeats(self) -> list[SchemaNode]:
        """The repeats around this node, itself included, outermost first."""
        found: list[SchemaNode] = []
        plan: RowPlan | None = self.plan
        while plan is not None and plan.repeat is not None:
            found.append(plan.repeat)
            plan = plan.parent
        return found[::-1]


@dataclass(slots=True)
class Seed:
    """What a fresh row holds: texts by slot, and the rows of the repeats inside it."""

    texts: dict[int, str] = field(default_factory=dict)
    rows: dict[int, list[Seed]] = field(default_factory=dict)


@dataclass(slots=True)
class Schema:
    """The whole skeleton: all nodes in document order, and what fresh rows hold."""

    root: SchemaNode
    nodes: list[SchemaNode]
    plan: RowPlan
    seed: Seed
    templates: dict[int, Seed]
    by_path: dict[str, SchemaNode]
    added: list[SchemaNode]


def give_places(root: SchemaNode) -> tuple[list[SchemaNode], RowPlan]:
    """Number all nodes and give each its slot, once it is known which of them repeat."""
    nodes = list(root.walk())
    top = RowPlan(None, None, root)
    for index, node in enumerate(nodes):
        node.index = index
        around = top if node.parent is None else node.parent.plan
        node.slot = node.own_slot = around.give_slot(node)
        node.plan = around
        if node.is_repeat:
            node.plan = RowPlan(node, around, root)
            node.own_slot = node.plan.give_slot(node)
    return nodes, top
