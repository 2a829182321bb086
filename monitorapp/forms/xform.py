"""XForm XML to a compiled form; everything that cannot be run faithfully is refused with its place."""

from __future__ import annotations

import gc
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from xml.etree.ElementTree import Element as Xml

from monitorapp.errors import FormTrouble
from monitorapp.forms.axes import KNOWN_PREFIXES
from monitorapp.forms.body import ACTIONS, BodyReader, repeat_paths
from monitorapp.forms.context import Evaluate
from monitorapp.forms.definition import Action, Bind, FormDefinition, Kind, Question, Text
from monitorapp.forms.graph import build_graph
from monitorapp.forms.hardened import child_named, local_name, parse_xml
from monitorapp.forms.instances import document_with, empty_document, instance_source, item_of, read_resource
from monitorapp.forms.itext import Translations
from monitorapp.forms.nodes import ATTRIBUTE, Item
from monitorapp.forms.rules import Workshop, read_action, read_binds
from monitorapp.forms.schema import Schema, SchemaNode
from monitorapp.forms.skeleton import MOST_NODES, build_schema


def compile_form(
    xform: str | bytes, resources: Mapping[str, bytes] | None = None, edited: bool = False
) -> FormDefinition:
    """The form that an XForm describes; `resources` are attached files by address or by name, `edited` says that
    records of it replace submitted ones.

    Raises FormTrouble where the form is broken, or cannot be run here as its author meant it.
    """
    with uncollected():
        root, prefixes = parse_xml(xform)
        return FormReader(root, prefixes, resources or {}).read(digest_of(xform), edited)


@contextmanager
def uncollected() -> Iterator[None]:
    """A form is a hundred thousand objects that all stay: looking for garbage among them doubles the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # To and fro, they count as old at once: the next look at what is young passes them over.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def digest_of(xform: str | bytes) -> str:
    """The SHA-256 of a form as 64 hexadecimal digits."""
    data = xform.encode() if isinstance(xform, str) else xform
    return hashlib.sha256(data).hexdigest()


class FormReader:
    """One reading of one XForm document."""

    def __init__(self, root: Xml, prefixes: dict[str, str], resources: Mapping[str, bytes]) -> None:
        self.prefixes = prefixes
        self.resources = resources
        self.opened: dict[str, Item] = {}
        # Instances that were named and are not there, or come only when the form is filled.
        self.absent: set[str] = set()
        self.head = required_child(root, "head")
        self.model = required_child(self.head, "model")
        self.body = required_child(root, "body")
        self.title = required_child(self.head, "title")
        self.translations = Translations(child_named(self.model, "itext"))
        self.instances = [child for child in self.model if local_name(child.tag) == "instance"]
        if not self.instances or not len(self.instances[0]):
            raise FormTrouble("form-incomplete", part="instance")

    def read(self, digest: str, edited: bool) -> FormDefinition:
        """The compiled form. Raises FormTrouble."""
        primary = self.instances[0][0]
        schema = build_schema(primary, repeat_paths(self.body), self.prefixes, edited)
        name_questions(schema)
        names = {**KNOWN_PREFIXES, **{prefix: uri for uri, prefix in self.prefixes.items()}}
        shop = Workshop(schema, names, self.translations)
        shop.tables = self.tables()
        rules = [child for child in self.model if local_name(child.tag) == "bind"]
        if len(rules) > MOST_NODES:
            raise FormTrouble("form-too-large")
        binds = read_binds(rules, shop)
        name_record(schema, binds)
        body = BodyReader(shop, binds)
        sections = body.read(self.body, None, None)
        add_hidden(schema, binds, body.questions)
        actions = self.actions(body, shop)
        self.tell_ignored(shop)
        texts = self.texts(shop)
        return FormDefinition(
            id=primary.get("id", ""),
            version=primary.get("version", ""),
            title=(self.title.text or "").strip(),
            languages=tuple(self.translations.languages),
            default_language=self.translations.default,
            sections=sections,
            questions=body.questions,
            repeats=body.repeats,
            groups=body.groups,
            digest=digest,
            schema=schema,
            binds=binds,
            graph=build_graph(schema.nodes, shop.tasks),
            texts=texts,
            instances=self.documents(shop),
            actions=actions,
            prefixes={prefix: uri for uri, prefix in self.prefixes.items()},
            warnings=tuple(shop.warnings),
        )

    def tell_ignored(self, shop: Workshop) -> None:
        """What a form says about sending, encryption and entities is kept, and has no effect here."""
        for element in self.model:
            if local_name(element.tag) == "submission":
                for name in element.attrib:
                    shop.warn("part-ignored", place="", name=local_name(name))
        if any(node.local == "entity" and node.child("@dataset") is not None for node in shop.schema.nodes):
            shop.warn("part-ignored", place="", name="entities")

    def actions(self, body: BodyReader, shop: Workshop) -> list[Action]:
        """The actions of the model and of the body that set something."""
        found = [(child, None, None) for child in self.model if local_name(child.tag) in ACTIONS]
        read = [read_action(element, shop, trigger, repeat) for element, trigger, repeat in [*found, *body.actions]]
        return [action for action in read if action is not None]

    def texts(self, shop: Workshop) -> dict[str, Text]:
        """All texts by id, for jr:itext() with a computed id; values in them are read from the root."""
        if not shop.called & {"jr:itext", "itext"}:
            return {}

        def output(source: str) -> Evaluate:
            return shop.compiled(source, shop.schema.root, "scalar", "output")[0]

        return {text_id: self.translations.text(text_id, output) for text_id in self.translations.values}

    def documents(self, shop: Workshop) -> dict[str, Item]:
        """The documents of all secondary instances."""
        found: dict[str, Item] = dict(shop.tables)
        for element in self.instances[1:]:
            name, source = instance_source(element)
            if source and not len(element):
                found[name] = self.attached(name, source, shop)
            elif len(element):
                found[name] = document_with(item_of(element[0], self.visible))
            else:
                self.absent.add(name)
                found[name] = empty_document()[0]
        self.tell_missing_columns(shop, found)
        return found

    def tell_missing_columns(self, shop: Workshop, documents: Mapping[str, Item]) -> None:
        """A table without rows, or without a column that the form names, would only look like an empty list."""
        told: set[tuple[str, str]] = set()
        for table, column, place in shop.columns:
            rows = rows_of(documents[table]) if table in documents and table not in self.absent else None
            lacks = rows is not None and not any(part.name == column for row in rows for part in row.content)
            if lacks and (table, column if rows else "") not in told:
                told.add((table, column if rows else ""))
                if rows:
                    shop.warn("column-missing", place=place.path, name=table, column_name=column)
                else:
                    shop.warn("table-empty", place=place.path, name=table)

    def tables(self) -> dict[str, Item]:
        """Attached tables by their name without its end, for pulldata() and search()."""
        ends = ".csv"
        return {
            address.rpartition("/")[2].removesuffix(ends): self.resource(address)
            for address in self.resources
            if address.endswith(ends)
        }

    @property
    def visible(self) -> dict[str, str]:
        """The prefixes that names keep."""
        return {uri: prefix for uri, prefix in self.prefixes.items() if prefix}

    def attached(self, name: str, source: str, shop: Workshop) -> Item:
        """The document of an attached file; a blank one, with a warning, where the file is missing."""
        for address in (source, source.rpartition("/")[2]):
            if address in self.resources:
                return self.resource(address)
        self.absent.add(name)
        shop.warn("file-missing", name=source.rpartition("/")[2])
        return empty_document()[0]

    def resource(self, address: str) -> Item:
        """The document of an attached file, read once."""
        if address not in self.opened:
            self.opened[address] = read_resource(address, self.resources[address])
        return self.opened[address]


def rows_of(document: Item) -> list[Item] | None:
    """The rows of a table; None for a document that was not there."""
    root = document.content[0] if document.content else None
    return None if root is None or root.name != "root" else root.content


def name_record(schema: Schema, binds: dict[int, Bind]) -> None:
    """A record whose form has no instanceID gets one all the same."""
    for node in schema.added:
        if node.local == "instanceID":
            binds[node.index] = Bind(node, preload="uid:")


def required_child(element: Xml, name: str) -> Xml:
    """A part that a form has to have. Raises FormTrouble form-incomplete."""
    found = child_named(element, name)
    if found is None:
        raise FormTrouble("form-incomplete", part=name)
    return found


def name_questions(schema: Schema) -> None:
    """The id of a node: its name where that is unique in the form, else the names below the root with dots."""
    counted = Counter(node.local for node in schema.nodes if node.kind != ATTRIBUTE)
    taken: set[str] = set()
    for node in schema.nodes:
        unique = node.kind != ATTRIBUTE and counted[node.local] == 1
        node.question = node.local if unique else dotted(node)
        while node.question in taken:
            node.question += "-"
        taken.add(node.question)


def dotted(node: SchemaNode) -> str:
    """Names below the root, an attribute's last; the root's own attributes and the root begin with its name."""
    names = [name.rpartition(":")[2].lstrip("@") for name in node.path.split("/")[1:]]
    below = names[1:] if len(names) > (2 if node.kind == ATTRIBUTE else 1) else names
    return ".".join(below)


def add_hidden(schema: Schema, binds: Mapping[int, Bind], questions: dict[str, Question]) -> None:
    """Nodes without a control are calculations, or values that nobody sees."""
    for node in schema.nodes:
        if not node.elements and not node.is_repeat and node.question not in questions:
            bind = binds.get(node.index)
            kind = Kind.CALCULATION if bind is not None and bind.calculate is not None else Kind.HIDDEN
            monitor = bind.monitor if bind is not None else {}
            questions[node.question] = Question(
                node.question, node.local, node.path, kind, node.type, node, monitor=monitor
            )
