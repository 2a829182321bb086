"""The XForm instance as XML: relevant nodes only, in their order, with the form's attributes and prefixes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitorapp.forms.axes import KNOWN_PREFIXES
from monitorapp.forms.coercion import to_text
from monitorapp.forms.hardened import escape, quoted
from monitorapp.forms.rows import Row
from monitorapp.forms.schema import SchemaNode
from monitorapp.forms.values import write_text

if TYPE_CHECKING:
    from monitorapp.forms.run import Run

XFORMS = "http://www.w3.org/2002/xforms"
CONTROL = {code: None for code in range(32) if code not in (9, 10, 13)}


def write_instance(run: Run) -> str:
    """The instance as one line of XML; not recursive."""
    root = run.definition.schema.root
    parts: list[str] = []
    waiting: list[tuple[Row, SchemaNode] | str] = [(run.root, root)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            parts.append(part)
            continue
        row, place = part
        if row.shown[place.own_slot]:
            waiting.extend(reversed(write_node(run, row, place, place is root)))
    return "".join(parts)


def write_node(run: Run, row: Row, place: SchemaNode, is_root: bool) -> list[tuple[Row, SchemaNode] | str]:
    """The parts of one node: text, and the nodes in it that are still to be written."""
    head = f"<{place.name}{namespaces(run) if is_root else ''}{attributes(row, place)}"
    if not place.elements:
        text = escape(write_text(row.shown_value(place.own_slot)).translate(CONTROL))
        return [f"{head}>{text}</{place.name}>" if text else f"{head}/>"]
    inner: list[tuple[Row, SchemaNode] | str] = []
    for child in place.elements:
        if child.is_repeat:
            inner += [(below, child) for below in row.rows[child.slot]]
        else:
            inner.append((row, child))
    return [head + ">", *inner, f"</{place.name}>"]


def attributes(row: Row, place: SchemaNode) -> str:
    """The relevant attributes of a node."""
    written = []
    for attribute in place.attributes:
        if row.shown[attribute.own_slot]:
            text = to_text(row.shown_value(attribute.own_slot)).translate(CONTROL)
            written.append(f" {attribute.name[1:]}={quoted(text)}")
    return "".join(written)


def namespaces(run: Run) -> str:
    """Declarations of the prefixes that the names of this form use."""
    nodes = run.definition.schema.nodes
    used = {name.partition(":")[0] for node in nodes if ":" in (name := node.name.lstrip("@"))}
    known = {**KNOWN_PREFIXES, **run.definition.prefixes}
    declared = "".join(f" xmlns:{prefix}={quoted(known[prefix])}" for prefix in sorted(used) if prefix in known)
    default = run.definition.schema.root.uri
    return (f" xmlns={quoted(default)}" if default not in {"", XFORMS} else "") + declared
