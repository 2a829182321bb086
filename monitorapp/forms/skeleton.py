"""From the primary instance of an XForm to its skeleton: nodes, slots, templates and first rows."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from monitorapp.errors import FormTrouble
from monitorapp.forms.hardened import namespace_of
from monitorapp.forms.instances import qualified
from monitorapp.forms.nodes import ATTRIBUTE
from monitorapp.forms.schema import Schema, SchemaNode, Seed, give_places

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
