"""Plain XML documents for expression cases, with comments, instructions and CDATA sections kept as nodes."""

from __future__ import annotations

from xml.parsers import expat

from monitorapp.forms.nodes import COMMENT, DOCUMENT, ELEMENT, INSTRUCTION, NAMESPACE, TEXT, Item

CDATA = "cdata"


class DocumentBuilder:
    """Builds items from the events of an XML parser; document types may be there, entities may not."""

    def __init__(self) -> None:
        self.document = Item(DOCUMENT)
        self.at = self.document
        self.scopes: list[dict[str, str]] = [{"xml": "http://www.w3.org/XML/1998/namespace"}]
        self.prefixes: dict[str, str] = {}
        self.in_cdata = False
        # Text nodes made from CDATA sections, by identity: paths of cases tell them apart.
        self.cdata: set[int] = set()
        self.count = 0

    def build(self, source: str) -> Item:
        """The document of an XML text. Raises ExpatError and ValueError."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.CommentHandler = lambda text: self.place(Item(COMMENT, text=text))
        parser.ProcessingInstructionHandler = lambda name, text: self.place(Item(INSTRUCTION, name, text=text))
        parser.StartCdataSectionHandler = lambda: self.cdata_section(True)
        parser.EndCdataSectionHandler = lambda: self.cdata_section(False)
        parser.EntityDeclHandler = self.refuse
        parser.Parse(source, True)
        return self.document

    def refuse(self, *_: object) -> None:
        raise ValueError("entities")

    def cdata_section(self, inside: bool) -> None:
        self.in_cdata = inside

    def place(self, item: Item) -> Item:
        """Put a node where the parser stands."""
        self.count += 1
        item.order = self.count
        return self.at.add(item)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        scope = dict(self.scopes[-1])
        for attribute, text in attributes.items():
            if attribute == "xmlns":
                scope[""] = text
            elif attribute.startswith("xmlns:"):
                scope[attribute[6:]] = text
        self.scopes.append(scope)
        self.prefixes |= scope
        element = self.place(Item(ELEMENT, name, scope.get(name.partition(":")[0] if ":" in name else "", "")))
        for attribute, text in attributes.items():
            self.attribute(element, attribute, text, scope)
        self.at = element

    def attribute(self, element: Item, name: str, text: str, scope: dict[str, str]) -> None:
        if name == "xmlns" or name.startswith("xmlns:"):
            element.add_attribute(name, "", text, NAMESPACE)
        else:
            prefix = name.partition(":")[0] if ":" in name else None
            element.add_attribute(name, scope.get(prefix, "") if prefix else "", text)
        self.count += 1
        element.attribute_items[-1].order = self.count

    def end(self, name: str) -> None:
        self.scopes.pop()
        assert self.at.parent is not None
        self.at = self.at.parent

    def text(self, text: str) -> None:
        item = self.place(Item(TEXT, text=text))
        if self.in_cdata:
            self.cdata.add(id(item))


def path_of(node: Item, cdata: set[int]) -> str:
    """A node as the cases write it: positions of elements, and of the kind for other nodes."""
    steps: list[str] = []
    while node.parent is not None:
        steps.append(step_of(node, node.parent, cdata))
        node = node.parent
    return "/" + "/".join(reversed(steps))


def step_of(node: Item, parent: Item, cdata: set[int]) -> str:
    if node in parent.attribute_items:
        return "@" + node.name
    kind = kind_name(node, cdata)
    position = [id(other) for other in parent.content if kind_name(other, cdata) == kind].index(id(node)) + 1
    return f"{kind}[{position}]"


def kind_name(node: Item, cdata: set[int]) -> str:
    if node.kind == ELEMENT:
        return "*"
    return f"{CDATA if id(node) in cdata else node.kind}()"


def node_at(document: Item, path: str, cdata: set[int]) -> Item:
    """The node that such a path names."""
    node = document
    for step in [step for step in path.split("/") if step]:
        if step.startswith("@"):
            node = next(part for part in node.attribute_items if part.name == step[1:])
        else:
            kind, _, number = step.rstrip("]").partition("[")
            node = [part for part in node.content if kind_name(part, cdata) == kind][int(number) - 1]
    return node
