"""Instances: tables inside the form, attached files, answers of other documents; and the filled form as XML."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from monitorapp.errors import FormTrouble
from monitorapp.forms.axes import KNOWN_PREFIXES
from monitorapp.forms.coercion import to_text
from monitorapp.forms.context import Environment, zone_of
from monitorapp.forms.hardened import decode, escape, local_name, parse_xml, quoted
from monitorapp.forms.nodes import DOCUMENT, ELEMENT, Item
from monitorapp.forms.rows import Row
from monitorapp.forms.schema import SchemaNode
from monitorapp.forms.values import from_ledger, number_value, write_text
from monitorapp.records.field import Value

if TYPE_CHECKING:
    from monitorapp.forms.run import Run


class Instance:
    """A document that expressions read through instance('name')."""

    __slots__ = ("document",)

    def __init__(self, document: Item) -> None:
        self.document = document

    @classmethod
    def of_answers(cls, answers: Mapping[str, Value]) -> Instance:
        """The answers of one document, as root/question."""
        document, root = empty_document()
        add_answers(root, answers)
        return cls(document)

    @classmethod
    def of_items(cls, items: Iterable[Mapping[str, Value]]) -> Instance:
        """The answers of several documents, as root/item/question."""
        document, root = empty_document()
        for answers in items:
            add_answers(root.add(Item(ELEMENT, "item")), answers)
        return cls(document)


SHAPES: dict[str, Callable[[Any], list[list[float]]]] = {
    "Point": lambda found: [found],
    "LineString": list,
    "Polygon": lambda found: list(found[0]),
}
MARKS = frozenset("/@#")
TIMES = frozenset({"date", "dateTime", "time"})
EXACT = frozenset({"minute", "second"})


def told_to_others(
    answers: Mapping[str, Value], kinds: Mapping[str, str], environment: Environment
) -> dict[str, Value]:
    """Answers with their times as expressions of their own form read them; `kinds` are the types of its questions."""
    zone = zone_of(environment)
    return {
        name: write_text(from_ledger(kinds[name], value, zone)) if kinds.get(name) in TIMES else value
        for name, value in answers.items()
    }


def empty_document() -> tuple[Item, Item]:
    """A document with a root element, and that element."""
    document = Item(DOCUMENT)
    return document, document.add(Item(ELEMENT, "root"))


def add_answers(parent: Item, answers: Mapping[str, Value]) -> None:
    """Put plain answers below an element, each under its question."""
    for name, value in answers.items():
        # Rows, sourced answers and facets have no place in a flat table.
        if not MARKS.isdisjoint(name):
            continue
        parent.add(Item(ELEMENT, name, text=ledger_text(value)))


def ledger_text(value: Value) -> str:
    """An answer as XML would spell it; non-answers and inexact times are blank."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, (int, float)):
        return str(number_value(float(value)))
    if isinstance(value, list):
        return " ".join(value)
    return tagged_text(value) if isinstance(value, dict) else value


def tagged_text(value: Mapping[str, Any]) -> str:
    """The text of a tagged value, blank where it is no exact value."""
    if "rank" in value:
        return " ".join(value["rank"])
    # Whether a day was asked for or a moment is not known here.
    if "t" in value and not value.get("about") and not value.get("to") and value.get("p") in EXACT:
        return str(value["t"])
    return ""


def item_of(element: Element, prefixes: Mapping[str, str]) -> Item:
    """An XML element and all below it as items; names keep only prefixes that mean something."""
    root = bare_item(element, prefixes)
    waiting = [(element, root)]
    while waiting:
        source, item = waiting.pop()
        for child in source:
            waiting.append((child, item.add(bare_item(child, prefixes))))
    return root


def bare_item(element: Element, prefixes: Mapping[str, str]) -> Item:
    """An element without what is below it."""
    item = Item(ELEMENT, qualified(element.tag, prefixes), text="" if len(element) else element.text or "")
    for name, text in element.attrib.items():
        item.add_attribute(qualified(name, prefixes), "", text)
    return item


def qualified(tag: str, prefixes: Mapping[str, str]) -> str:
    """A name with the prefix of its namespace, where that has one."""
    uri, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    prefix = prefixes.get(uri)
    return f"{prefix}:{local}" if prefix else local


def document_with(root: Item) -> Item:
    """A document above a root element."""
    document = Item(DOCUMENT)
    document.add(root)
    return document


def read_resource(source: str, data: bytes) -> Item:
    """The document in an attached file, by the end of its name. Raises FormTrouble."""
    name = source.rpartition("/")[2].lower()
    is_table = name.endswith(".csv") or source.startswith("jr://file-csv/")
    if is_table and data.lstrip()[:1] != b"<":
        return read_csv(data)
    if name.endswith(".geojson"):
        return read_geojson(data)
    root, prefixes = parse_xml(data)
    return document_with(item_of(root, prefixes))


def read_csv(data: bytes) -> Item:
    """Rows of a table as root/item/column."""
    document, root = empty_document()
    try:
        text = data.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), csv_dialect(text)))
    except (UnicodeDecodeError, csv.Error) as broken:
        raise FormTrouble("form-table-broken") from broken
    names = [name.strip() for name in rows[0]] if rows else []
    for row in rows[1:]:
        item = root.add(Item(ELEMENT, "item"))
        for name, text in zip(names, row, strict=False):
            item.add(Item(ELEMENT, name, text=text))
    return document


def csv_dialect(text: str) -> type[csv.Dialect]:
    """Comma, semicolon or tab, whichever the heading uses most."""
    heading = text.partition("\n")[0]

    class Table(csv.excel):
        delimiter = max(",;\t", key=heading.count)

    return Table


def read_geojson(data: bytes) -> Item:
    """Features as root/item with geometry, id and properties."""
    document, root = empty_document()
    try:
        features = json.loads(decode(data))["features"]
        for feature in features:
            add_feature(root.add(Item(ELEMENT, "item")), feature)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as broken:
        raise FormTrouble("form-table-broken") from broken
    return document


def add_feature(item: Item, feature: Mapping[str, Any]) -> None:
    """A feature of a map as an item. Raises what a malformed feature raises."""
    geometry = feature["geometry"]
    points = SHAPES[geometry["type"]](geometry["coordinates"])
    item.add(Item(ELEMENT, "geometry", text="; ".join(f"{lat} {lon} 0 0" for lon, lat, *_ in points)))
    properties = dict(feature.get("properties") or {})
    if "id" in feature:
        properties.setdefault("id", feature["id"])
    for name, value in properties.items():
        item.add(Item(ELEMENT, name, text="" if value is None else str(value)))


def instance_source(element: Element) -> tuple[str, str]:
    """Name and address of a secondary instance of a form."""
    return element.get("id", ""), element.get("src", "")


def is_element(element: Element, name: str) -> bool:
    """Whether a tag has that name, whatever its namespace."""
    return local_name(element.tag) == name


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
