"""Axes and name tests: the nodes that a path step reaches, in a filled form and in its skeleton."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count

from monitorapp.forms.expression import Step
from monitorapp.forms.nodes import ATTRIBUTE, DOCUMENT, ELEMENT, NAMESPACE, TEXT, Cell, Item, Node
from monitorapp.forms.schema import SchemaNode

XFORMS = "http://www.w3.org/2002/xforms"
XML_PREFIX = "http://www.w3.org/XML/1998/namespace"
KNOWN_PREFIXES = {
    "h": "http://www.w3.org/1999/xhtml",
    "jr": "http://openrosa.org/javarosa",
    "odk": "http://www.opendatakit.org/xforms",
    "orx": "http://openrosa.org/xforms",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xml": XML_PREFIX,
}
NODE_KINDS = {"text()": TEXT, "comment()": "comment", "processing-instruction()": "processing-instruction"}

Axis = Callable[[Node], list[Node]]
Test = Callable[[Node], bool]


def children(node: Node) -> list[Node]:
    """The child axis."""
    return list(node.children())


def attributes(node: Node) -> list[Node]:
    """The attribute axis."""
    return [part for part in node.attributes() if part.kind != NAMESPACE]


def namespaces(node: Node) -> list[Node]:
    """The namespace axis: declarations, which only plain documents keep."""
    return [part for part in node.attributes() if part.kind == NAMESPACE]


def parent(node: Node) -> list[Node]:
    """The parent axis."""
    return [] if node.parent is None else [node.parent]


def itself(node: Node) -> list[Node]:
    """The self axis."""
    return [node]


def ancestors(node: Node) -> list[Node]:
    """The ancestor axis, nearest first."""
    found: list[Node] = []
    above = node.parent
    while above is not None:
        found.append(above)
        above = above.parent
    return found


def ancestors_or_self(node: Node) -> list[Node]:
    """The ancestor-or-self axis, nearest first."""
    return [node, *ancestors(node)]


def descendants(node: Node) -> list[Node]:
    """The descendant axis in document order; not recursive."""
    found: list[Node] = []
    waiting: list[Node] = list(reversed(node.children()))
    while waiting:
        below = waiting.pop()
        found.append(below)
        waiting.extend(reversed(below.children()))
    return found


def descendants_or_self(node: Node) -> list[Node]:
    """The descendant-or-self axis in document order."""
    return [node, *descendants(node)]


def siblings(node: Node) -> tuple[list[Node], list[Node]]:
    """The siblings before (nearest first) and after a node."""
    if node.parent is None or node.kind in {ATTRIBUTE, NAMESPACE}:
        return [], []
    family: list[Node] = list(node.parent.children())
    at = [member.identity() for member in family].index(node.identity())
    return family[:at][::-1], family[at + 1 :]


def following_siblings(node: Node) -> list[Node]:
    """The following-sibling axis."""
    return siblings(node)[1]


def preceding_siblings(node: Node) -> list[Node]:
    """The preceding-sibling axis, nearest first."""
    return siblings(node)[0]


def following(node: Node) -> list[Node]:
    """The following axis in document order."""
    found: list[Node] = []
    for member in ancestors_or_self(node):
        for sibling in following_siblings(member):
            found += descendants_or_self(sibling)
    return found


def preceding(node: Node) -> list[Node]:
    """The preceding axis, nearest first."""
    found: list[Node] = []
    for member in ancestors_or_self(node):
        for sibling in preceding_siblings(member):
            found += reversed(descendants_or_self(sibling))
    return found


AXES: dict[str, Axis] = {
    "ancestor": ancestors,
    "ancestor-or-self": ancestors_or_self,
    "attribute": attributes,
    "child": children,
    "descendant": descendants,
    "descendant-or-self": descendants_or_self,
    "following": following,
    "following-sibling": following_siblings,
    "namespace": namespaces,
    "parent": parent,
    "preceding": preceding,
    "preceding-sibling": preceding_siblings,
    "self": itself,
}
# From several nodes these can reach one node twice, or out of document order.
MIXING_AXES = frozenset(AXES) - {"attribute", "child", "namespace", "self"}


def test_of(test: str, axis: str, prefixes: Mapping[str, str]) -> Test:
    """The predicate that a name test stands for. Unprefixed names mean no namespace or that of XForms."""
    if test == "node()":
        return lambda node: True
    if test in NODE_KINDS:
        wanted = NODE_KINDS[test]
        return lambda node: node.kind == wanted
    kind = {"attribute": ATTRIBUTE, "namespace": NAMESPACE}.get(axis, ELEMENT)
    prefix, _, local = test.rpartition(":")
    if prefix:
        return prefixed_test(kind, test, local, prefixes.get(prefix))
    if test == "*":
        return lambda node: node.kind == kind
    return lambda node: node.local == test and node.kind == kind and node.uri in {"", XFORMS}


def prefixed_test(kind: str, test: str, local: str, uri: str | None) -> Test:
    """The test of a name with a prefix: the same spelling, or the same name in the same namespace."""
    if local == "*":
        return lambda node: node.kind == kind and node.uri == uri
    return lambda node: node.kind == kind and (node.name == test or (node.local == local and node.uri == uri))


def in_document_order(nodes: list[Node]) -> list[Node]:
    """Without repetitions, and ordered where all belong to a document or all to the form."""
    unique = list({node.identity(): node for node in nodes}.values())
    if len(unique) < 2:
        return unique
    if all(isinstance(node, Item) for node in unique):
        for node in unique:
            if isinstance(node, Item) and not node.order and node.parent is not None:
                number_document(document_of(node))
        unique.sort(key=lambda node: node.order if isinstance(node, Item) else 0)
    elif all(isinstance(node, Cell) for node in unique):
        unique.sort(key=lambda node: place_in_form(node) if isinstance(node, Cell) else [])
    return unique


def number_document(document: Item) -> None:
    """Give every node of a document its place in the order."""
    places = count(1)
    for item in (document, *document.walk()):
        item.order = next(places)
        for attribute in item.attribute_items:
            attribute.order = next(places)


def place_in_form(cell: Cell) -> list[int]:
    """The rows around a cell, outermost first, and its place in the schema: sorted, they are the order of the form."""
    found = [cell.place.index]
    row = cell.row
    while row.plan.repeat is not None:
        found[:0] = [row.plan.repeat.index, row.position]
        row = row.parent
    return found


def document_of(node: Item) -> Item:
    """The top of the tree a node stands in."""
    while node.parent is not None:
        node = node.parent
    return node


def is_document(node: Node) -> bool:
    """Whether a node stands above the root element."""
    return node.kind == DOCUMENT


def schema_step(place: SchemaNode, step: Step) -> list[SchemaNode]:
    """The schema nodes that one step may reach."""
    candidates = SCHEMA_AXES[step.axis](place)
    kind = ATTRIBUTE if step.axis == "attribute" else ELEMENT
    if step.test == "node()":
        return candidates
    if step.test == "*":
        return [node for node in candidates if node.kind == kind]
    local = step.test.rpartition(":")[2]
    exact = [node for node in candidates if node.kind == kind and node.name.lstrip("@") == step.test]
    return exact or [node for node in candidates if node.kind == kind and node.local == local]


def schema_ancestors(place: SchemaNode) -> list[SchemaNode]:
    """The nodes around, nearest first."""
    found = []
    above = place.parent
    while above is not None:
        found.append(above)
        above = above.parent
    return found


def schema_siblings(place: SchemaNode) -> list[SchemaNode]:
    """The nodes beside, itself included: rows of a repeat are siblings of one node."""
    return place.parent.elements if place.parent is not None else []


def schema_everything(place: SchemaNode) -> list[SchemaNode]:
    """All nodes of the form."""
    return list((schema_ancestors(place) or [place])[-1].walk())


SCHEMA_AXES: dict[str, Callable[[SchemaNode], list[SchemaNode]]] = {
    "ancestor": schema_ancestors,
    "ancestor-or-self": lambda place: [place, *schema_ancestors(place)],
    "attribute": lambda place: place.attributes,
    "child": lambda place: place.elements,
    "descendant": lambda place: list(place.walk())[1:],
    "descendant-or-self": lambda place: list(place.walk()),
    "following": schema_everything,
    "following-sibling": schema_siblings,
    "namespace": lambda place: [],
    "parent": lambda place: schema_ancestors(place)[:1],
    "preceding": schema_everything,
    "preceding-sibling": schema_siblings,
    "self": lambda place: [place],
}
