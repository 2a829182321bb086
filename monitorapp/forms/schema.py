"""The skeleton of a form's primary instance, and reading it: nodes, rows, slots, templates and first rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from monitorapp.errors import FormTrouble
from monitorapp.forms.hardened import namespace_of
from monitorapp.forms.instances import qualified
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


JAVAROSA = "http://openrosa.org/javarosa"
OPENROSA = "http://openrosa.org/xforms"
MOST_NODES = 20_000  # the largest form that is known has a tenth of that
TEMPLATE = f"{{{JAVAROSA}}}template"


def build_schema(instance: Element, repeats: set[str], prefixes: Mapping[str, str], edited: bool) -> Schema:
    """The skeleton of the primary instance; `repeats` are the paths that the body repeats."""
    visible = {uri: prefix for uri, prefix in prefixes.items() if prefix}
    root = SchemaNode(qualified(instance.tag, visible), namespace_of(instance.tag), None)
    grow(root, instance, visible)
    refuse_missing(root)
    added = add_meta(root, prefixes, edited)
    mark_repeats(root, instance, repeats, visible)
    nodes, plan = give_places(root)
    templates: dict[int, Seed] = {}
    seed = Sower(visible, templates).sow(instance, root)
    plan.by_path = {node.path: node for node in nodes}
    return Schema(root, nodes, plan, seed, templates, plan.by_path, added)


def refuse_missing(root: SchemaNode) -> None:
    """A form without an id cannot be told from others."""
    if root.child("@id") is None:
        raise FormTrouble("form-incomplete", part="id")


def add_meta(root: SchemaNode, prefixes: Mapping[str, str], edited: bool) -> list[SchemaNode]:
    """Every record has an instanceID, and one that edits another says which; OpenRosa's names for them."""
    meta = root.child("meta")
    prefix = prefixes.get(OPENROSA, "") if meta is None else meta.name.rpartition(":")[0]
    mark = prefix + ":" if prefix else ""
    uri = OPENROSA if prefix else ""
    if meta is None:
        meta = SchemaNode(mark + "meta", uri, root)
    names = ("instanceID", "deprecatedID") if edited else ("instanceID",)
    return [SchemaNode(mark + name, uri, meta) for name in names if meta.child(name) is None]


def grow(root: SchemaNode, instance: Element, prefixes: Mapping[str, str]) -> None:
    """One node for each name under each parent, over all rows and templates that the form shows.

    Raises FormTrouble form-too-large where that are too many.
    """
    waiting = [(instance, root)]
    made = 0
    while waiting:
        element, node = waiting.pop()
        for name, text in element.attrib.items():
            if name != TEMPLATE and "@" + qualified(name, prefixes) not in node.by_name:
                attribute = SchemaNode("@" + qualified(name, prefixes), namespace_of(name), node, ATTRIBUTE)
                attribute.default = text
        for child in element:
            name = qualified(child.tag, prefixes)
            below = node.by_name.get(name)
            if below is None or below.name != name:
                below = SchemaNode(name, namespace_of(child.tag), node)
                below.default = child.text or ""
                made += 1
            if made > MOST_NODES:
                raise FormTrouble("form-too-large")
            waiting.append((child, below))


def mark_repeats(root: SchemaNode, instance: Element, repeats: set[str], prefixes: Mapping[str, str]) -> None:
    """Mark the nodes that repeat: by the body, or by a template."""
    for node in root.walk():
        node.is_repeat = node.path in repeats or plain_path(node) in repeats
    waiting = [(instance, root)]
    while waiting:
        element, node = waiting.pop()
        if element.get(TEMPLATE) is not None and node is not root:
            node.is_repeat = True
        waiting += [(child, node.by_name[qualified(child.tag, prefixes)]) for child in element]


def plain_path(node: SchemaNode) -> str:
    """The path without prefixes, as some forms write it."""
    return "/".join(step.rpartition(":")[2] for step in node.path.split("/"))


def seed_of_record(record: Element, schema: Schema, prefixes: Mapping[str, str]) -> Seed:
    """What a saved instance holds; nodes that the form does not know are left out."""
    visible = {uri: prefix for uri, prefix in prefixes.items() if prefix}
    return Sower(visible, {}).sow(record, schema.root)


class Sower:
    """Collects what fresh rows hold: for each repeat its template, for the form its first rows."""

    def __init__(self, prefixes: Mapping[str, str], templates: dict[int, Seed]) -> None:
        self.prefixes = prefixes
        self.templates = templates

    def sow(self, instance: Element, root: SchemaNode) -> Seed:
        """The seed of an instance; templates are collected on the way."""
        seed = Seed()
        waiting = [(instance, root, seed)]
        while waiting:
            element, node, holder = waiting.pop()
            self.fill(element, node, holder)
            for child in element:
                below = node.child(qualified(child.tag, self.prefixes))
                if below is None:
                    continue
                inner = self.place_row(child, below, holder) if below.is_repeat else holder
                waiting.append((child, below, inner))
        for node in root.walk():
            if node.is_repeat:
                self.templates.setdefault(node.index, Seed())
        return seed

    def fill(self, element: Element, node: SchemaNode, holder: Seed) -> None:
        """Put the text and the attributes of an element into the seed of its row."""
        if not len(element) and element.text and node.own_slot not in holder.texts:
            holder.texts[node.own_slot] = element.text
        for name, text in element.attrib.items():
            attribute = node.by_name.get("@" + qualified(name, self.prefixes))
            if name != TEMPLATE and attribute is not None:
                holder.texts[attribute.own_slot] = text

    def place_row(self, element: Element, node: SchemaNode, holder: Seed) -> Seed:
        """The seed of one row; a template is kept apart, and the first row serves where there is none."""
        fresh = Seed()
        if element.get(TEMPLATE) is not None:
            self.templates[node.index] = fresh
            return fresh
        holder.rows.setdefault(node.slot, []).append(fresh)
        self.templates.setdefault(node.index, fresh)
        return fresh
