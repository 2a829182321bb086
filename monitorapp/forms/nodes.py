"""The nodes that paths walk over: items of read-only documents, and cells of the filled form.

Both answer the same questions (`children`, `parent`, `attributes`, `typed`, `shown`), so that one path
evaluator serves secondary instances, the form itself and plain XML.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from monitorapp.forms.coercion import Scalar, to_text

if TYPE_CHECKING:
    from monitorapp.forms.rows import Row
    from monitorapp.forms.schema import SchemaNode

ELEMENT, ATTRIBUTE, TEXT, COMMENT, INSTRUCTION, DOCUMENT, NAMESPACE = (
    "element",
    "attribute",
    "text",
    "comment",
    "processing-instruction",
    "document",
    "namespace",
)


class Item:
    """A node of a document that never changes."""

    __slots__ = ("attribute_items", "content", "index", "kind", "local", "name", "order", "parent", "text", "uri")

    def __init__(self, kind: str, name: str = "", uri: str = "", text: str = "") -> None:
        self.kind = kind
        self.name = name
        self.local = name.rpartition(":")[2]
        self.uri = uri
        self.text = text
        self.parent: Item | None = None
        self.content: list[Item] = []
        self.attribute_items: list[Item] = []
        self.order = 0
        # Children by name and by the text of one of their own children, made when a predicate asks.
        self.index: dict[tuple[str, str], dict[str, list[Item]]] | None = None

    def add(self, child: Item) -> Item:
        """Put a child at the end and return it."""
        child.parent = self
        self.content.append(child)
        return child

    def add_attribute(self, name: str, uri: str, text: str, kind: str = ATTRIBUTE) -> None:
        """Give this element an attribute."""
        attribute = Item(kind, name, uri, text)
        attribute.parent = self
        self.attribute_items.append(attribute)

    def children(self) -> list[Item]:
        """What stands directly below."""
        return self.content

    def attributes(self) -> list[Item]:
        """The attributes of an element."""
        return self.attribute_items

    @property
    def shown(self) -> bool:
        """Nodes of documents are always there."""
        return True

    def identity(self) -> object:
        """What tells this node from all others."""
        return id(self)

    def typed(self) -> Scalar:
        """The string-value: own text, or the text of everything below."""
        if self.kind not in {ELEMENT, DOCUMENT}:
            return self.text
        if not self.content:
            return self.text
        return self.text + "".join(part.text for part in self.walk() if part.kind in {ELEMENT, TEXT})

    def walk(self) -> Iterator[Item]:
        """Everything below in document order; not recursive."""
        waiting = list(reversed(self.content))
        while waiting:
            item = waiting.pop()
            yield item
            waiting.extend(reversed(item.content))

    def rows_where(self, child: str, key: str, wanted: str) -> list[Item]:
        """The children of that name whose own child `key` says `wanted`, found through an index."""
        if self.index is None:
            self.index = {}
        lookup = self.index.get((child, key))
        if lookup is None:
            lookup = self.index[child, key] = self.indexed(child, key)
        return lookup.get(wanted, [])

    def indexed(self, child: str, key: str) -> dict[str, list[Item]]:
        """Children of a name by the text of one of their own children."""
        lookup: dict[str, list[Item]] = {}
        for row in self.content:
            if row.kind == ELEMENT and row.name == child:
                for text in {to_text(part.typed()) for part in row.content if part.name == key}:
                    lookup.setdefault(text, []).append(row)
        return lookup


class Cell:
    """A node of the filled form: a place in the schema together with the row that it stands in."""

    __slots__ = ("place", "row")

    def __init__(self, row: Row, place: SchemaNode) -> None:
        self.row = row
        self.place = place

    @property
    def kind(self) -> str:
        """Element or attribute."""
        return self.place.kind

    @property
    def name(self) -> str:
        """The name as the form writes it."""
        return self.place.name

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.place.local

    @property
    def uri(self) -> str:
        """The namespace of the name."""
        return self.place.uri

    @property
    def parent(self) -> Cell | None:
        """The cell that this one stands in."""
        place = self.place.parent
        if place is None:
            return None
        row = self.row
        if self.place.is_repeat:
            assert row.parent is not None
            row = row.parent
        return Cell(row, place)

    @property
    def shown(self) -> bool:
        """Whether the node is relevant."""
        return bool(self.row.shown[self.place.own_slot])

    def identity(self) -> object:
        """What tells this cell from all others."""
        return id(self.row), self.place.index

    def typed(self) -> Scalar:
        """The value that expressions see; a node that holds others has none, as in JavaRosa."""
        return "" if self.place.elements else self.row.seen[self.place.own_slot]

    def children(self) -> list[Cell]:
        """The cells directly below, row by row."""
        return self.below(self.place.elements)

    def attributes(self) -> list[Cell]:
        """The attributes of the node."""
        return self.below(self.place.attributes)

    def below(self, places: list[SchemaNode]) -> list[Cell]:
        """The cells of these places, seen from this row."""
        found = []
        for place in places:
            if place.is_repeat:
                found += [Cell(row, place) for row in self.row.rows[place.slot]]
            else:
                found.append(Cell(self.row, place))
        return found


Node = Item | Cell
