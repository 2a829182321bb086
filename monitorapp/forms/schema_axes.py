"""Axes over the schema: which nodes of the form one step of a path may reach, whatever the answers."""

from __future__ import annotations

from collections.abc import Callable

from monitorapp.forms.expression import Step
from monitorapp.forms.nodes import ATTRIBUTE, ELEMENT
from monitorapp.forms.schema import SchemaNode


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
