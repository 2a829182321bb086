"""The XForm instance as XML: relevant nodes only, in their order, with the form's attributes and prefixes."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
# What no XML document may hold, in whatever spelling: halves of characters among them.
CONTROL = dict.fromkeys(
    [*(code for code in range(32) if code not in (9, 10, 13)), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
)
UNSAFE = re.compile("[&<>\\x00-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")


def write_instance(run: Run) -> str:
    """The instance as one line of XML; not recursive."""
    root = run.definition.schema.root
    parts = [f"<{root.name}{namespaces(run)}{attributes(run.root, root)}>"]
    waiting = [(cells_below(run.root, root), f"</{root.name}>")]
    while waiting:
        cells, end = waiting[-1]
        for row, place in cells:
            if not row.shown[place.own_slot]:
                continue
            if place.elements:
                parts.append(f"<{place.name}{attributes(row, place)}>")
                waiting.append((cells_below(row, place), f"</{place.name}>"))
                break
            parts.append(written(row, place))
        else:
            parts.append(end)
            waiting.pop()
    return "".join(parts)


def cells_below(row: Row, place: SchemaNode) -> Iterator[tuple[Row, SchemaNode]]:
    """What stands directly below a node, row by row."""
    for child in place.elements:
        if child.is_repeat:
            for inner in row.rows[child.slot]:
                yield inner, child
        else:
            yield row, child


def written(row: Row, place: SchemaNode) -> str:
    """A node that holds no others."""
    value = row.shown_value(place.own_slot) if row.offered else row.typed[place.own_slot]
    text = value if type(value) is str else write_text(value)
    name, told = place.name, attributes(row, place) if place.attributes else ""
    if not text:
        return f"<{name}{told}/>"
    if UNSAFE.search(text):
        # Readers of XML take a bare carriage return for the end of a line.
        text = escape(text.translate(CONTROL)).replace("\r", "&#13;")
    return f"<{name}{told}>{text}</{name}>" if text else f"<{name}{told}/>"


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
