"""The body of an XForm: controls to questions, groups and repeats, with their words and choices.

Which control and bind type make which `Kind` is said in `kind_of`.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element as Xml

from monitorapp.forms.compiler import Compiler
from monitorapp.forms.context import Evaluate, Frame
from monitorapp.forms.definition import NO_TEXT, Bind, Choice, Element, Group, Itemset, Kind, Question, Repeat, Text
from monitorapp.forms.expression import Expression, Path, Step, parse
from monitorapp.forms.functions import FUNCTIONS
from monitorapp.forms.graph import COUNT, Task
from monitorapp.forms.hardened import child_named, local_name
from monitorapp.forms.itemsets import ItemsetReader, is_current, table_of
from monitorapp.forms.lexer import ExpressionTrouble, SyntaxTrouble
from monitorapp.forms.rules import Workshop, refusal
from monitorapp.forms.schema import SchemaNode
from monitorapp.forms.skeleton import JAVAROSA

CONTROLS = frozenset({"input", "select1", "select", "rank", "range", "upload", "trigger", "secret"})
SELECTS = frozenset({"select1", "select", "rank"})
ACTIONS = frozenset({"setvalue", "setgeopoint", "recordaudio"})
OWN_PARAMETERS = frozenset({"ref", "bind", "nodeset", "appearance", "event"})
KINDS_OF_INPUT = {
    "int": Kind.INTEGER,
    "decimal": Kind.DECIMAL,
    "date": Kind.DATE,
    "time": Kind.TIME,
    "dateTime": Kind.DATETIME,
    "geopoint": Kind.GEOPOINT,
    "geotrace": Kind.GEOTRACE,
    "geoshape": Kind.GEOSHAPE,
    "barcode": Kind.BARCODE,
    "binary": Kind.FILE,
}
KINDS_OF_CONTROL = {
    "select1": Kind.SELECT_ONE,
    "select": Kind.SELECT_MULTIPLE,
    "rank": Kind.RANK,
    "range": Kind.RANGE,
    "upload": Kind.FILE,
    "trigger": Kind.TRIGGER,
}


def repeat_paths(body: Xml) -> set[str]:
    """The paths of all repeats of the body, which the skeleton has to know before anything is compiled."""
    found: set[str] = set()
    waiting = [(body, "")]
    while waiting:
        element, base = waiting.pop()
        path = joined(base, element.get("nodeset") or element.get("ref") or "")
        if local_name(element.tag) == "repeat":
            found.add(path)
        waiting += [(child, path) for child in element if local_name(child.tag) in {"group", "repeat"}]
    return found


def joined(base: str, path: str) -> str:
    """A path as seen from the path of the group around it."""
    path = path.strip()
    if not path:
        return base
    return path if path.startswith("/") else f"{base}/{path}"


def kind_of(control: str, node: SchemaNode, readonly: bool, calculated: bool) -> Kind:
    """A readonly input without a value of its own is a note."""
    if control in {"input", "secret"}:
        kind = KINDS_OF_INPUT.get(node.type, Kind.TEXT)
        return Kind.NOTE if kind is Kind.TEXT and readonly and not calculated else kind
    return KINDS_OF_CONTROL[control]


class BodyReader:
    """Reads the controls in their order; keeps what it has seen by id."""

    def __init__(self, shop: Workshop, binds: Mapping[int, Bind]) -> None:
        self.shop = shop
        self.binds = binds
        self.questions: dict[str, Question] = {}
        self.repeats: dict[str, Repeat] = {}
        self.groups: dict[str, Group] = {}
        self.actions: list[tuple[Xml, SchemaNode | None, SchemaNode | None]] = []
        self.unnamed = 0

    def read(self, parent: Xml, around: SchemaNode | None, repeat: SchemaNode | None) -> tuple[Element, ...]:
        """The questions, groups and repeats among the children of a body element."""
        found: list[Element] = []
        for element in parent:
            name = local_name(element.tag)
            if name in ACTIONS:
                self.actions.append((element, None, repeat))
            elif name == "repeat":
                found += self.repeat(element, around, NO_TEXT, "")
            elif name == "group":
                found += self.group(element, around, repeat)
            elif name in CONTROLS:
                found += self.control(element, around, repeat)
        return tuple(found)

    def group(self, element: Xml, around: SchemaNode | None, repeat: SchemaNode | None) -> list[Element]:
        """A group with its children, or the repeat that it only gives its words to."""
        node = self.named_node(element, around)
        place = node or around
        rows = [child for child in element if local_name(child.tag) == "repeat"]
        others = [child for child in element if local_name(child.tag) in CONTROLS | {"group"}]
        if len(rows) == 1 and not others:
            # The group only gives the repeat its words; they are read in its rows.
            label = self.label(element, self.named_node(rows[0], place))
            return self.repeat(rows[0], place, label, element.get("appearance", ""))
        label = self.label(element, place)
        children = self.read(element, place, repeat)
        group = Group(
            self.id_of(node), self.name_of(node), label, element.get("appearance", ""), children, node, path_of(node)
        )
        self.groups[group.id] = group
        return [group]

    def id_of(self, node: SchemaNode | None) -> str:
        """The id of a group; one without a node is numbered."""
        if node is not None:
            return node.question
        self.unnamed += 1
        return f"#group{self.unnamed}"

    def name_of(self, node: SchemaNode | None) -> str:
        """The name of the node of a group, "" where it has none."""
        return "" if node is None else node.local

    def repeat(self, element: Xml, around: SchemaNode | None, label: Text, appearance: str) -> list[Element]:
        """A repeat with its questions; nothing where its path leads to no repeat."""
        node = self.named_node(element, around)
        if node is None or not node.is_repeat:
            return []
        if not label:
            label = self.label(element, node)
        count = self.count(element, node)
        fixed = (element.get(f"{{{JAVAROSA}}}noAddRemove") or "").strip() == "true()"
        if fixed:
            self.give_first_row(node)
        children = self.read(element, node, node)
        look = element.get("appearance", "") or appearance
        repeat = Repeat(node.question, node.local, label, children, node, look, count, fixed, node.path)
        self.repeats[repeat.id] = repeat
        return [repeat]

    def give_first_row(self, node: SchemaNode) -> None:
        """A repeat that nobody may add to has a row of its own where the form gives it none."""
        schema = self.shop.schema
        around = node.plan.parent
        seed = schema.seed if around is None or around.repeat is None else schema.templates[around.repeat.index]
        seed.rows.setdefault(node.slot, [schema.templates[node.index]])

    def count(self, element: Xml, node: SchemaNode) -> Evaluate | None:
        """The compiled count of a repeat, as a task of the rows around it."""
        source = element.get(f"{{{JAVAROSA}}}count")
        if not source:
            return None
        assert node.parent is not None
        compiler = Compiler(Frame(node.parent, node.parent), FUNCTIONS, self.shop.prefixes)
        try:
            run = compiler.scalar(from_outside(parse(source)))
        except (SyntaxTrouble, ExpressionTrouble) as broken:
            reason = broken if isinstance(broken, ExpressionTrouble) else ExpressionTrouble("syntax", "")
            raise refusal(reason, node, "count") from broken
        self.shop.tasks.append(Task(COUNT, node, run, compiler.reads, compiler.instances))
        return run

    def named_node(self, element: Xml, around: SchemaNode | None) -> SchemaNode | None:
        """The node that a body element is bound to."""
        path = element.get("ref") or element.get("nodeset") or element.get("bind") or ""
        return self.shop.node_at(path, around) if path.strip() else None

    def label(self, element: Xml, place: SchemaNode | None, name: str = "label") -> Text:
        """The words of a label or hint, with the values in them compiled for a node."""
        words = child_named(element, name)
        if words is None:
            return NO_TEXT
        if not len(words) and not words.attrib:
            text = (words.text or "").strip()
            return Text({"": (text,)}, {}) if text else NO_TEXT
        return self.shop.translations.label(words, self.shop.output(place or self.shop.schema.root))

    def control(self, element: Xml, around: SchemaNode | None, repeat: SchemaNode | None) -> list[Element]:
        """The question of a control, or nothing (with a warning) where it has no node to ask for."""
        node = self.named_node(element, around)
        if node is None or node.is_repeat:
            self.shop.warn("control-without-node", place=(element.get("ref") or "").strip())
            return []
        self.actions += [(child, node, repeat) for child in element if local_name(child.tag) in ACTIONS]
        question = self.question(element, node)
        if question.id not in self.questions:
            self.questions[question.id] = question
        if not set(node.plan.around) <= set(repeat.plan.around if repeat is not None else ()):
            # Which of the rows is meant nobody can say, so there is nothing to show.
            self.shop.warn("control-outside-repeat", place=node.path)
            return []
        return [question]

    def question(self, element: Xml, node: SchemaNode) -> Question:
        """A question from its control and its bind."""
        bind = self.binds.get(node.index)
        readonly = bind is not None and bind.readonly is not None
        hint = self.label(element, node, "hint")
        return Question(
            id=node.question,
            name=node.local,
            path=node.path,
            kind=kind_of(local_name(element.tag), node, readonly, bind is not None and bind.calculate is not None),
            type=node.type,
            place=node,
            label=self.label(element, node),
            hint=hint,
            guidance=Text(hint.forms.get("guidance", {}), {}),
            appearance=element.get("appearance", ""),
            monitor=bind.monitor if bind is not None else {},
            parameters=self.parameters(element),
            choices=self.choices(element, node),
            itemset=self.itemset(element, node),
        )

    def parameters(self, element: Xml) -> dict[str, str]:
        return {
            local_name(name): text for name, text in element.attrib.items() if local_name(name) not in OWN_PARAMETERS
        }

    def choices(self, element: Xml, node: SchemaNode) -> tuple[Choice, ...]:
        """The choices that are written in place."""
        found = []
        for item in element.iter() if local_name(element.tag) in SELECTS else ():
            if item.tag.endswith("item") and local_name(item.tag) == "item":
                value = child_named(item, "value")
                code = "" if value is None else "".join(value.itertext()).strip()
                found.append(Choice(code, self.label(item, node)))
        return tuple(found)

    def itemset(self, element: Xml, node: SchemaNode) -> Itemset | None:
        """The choices that come from nodes or from a search, compiled; None where there are none."""
        if local_name(element.tag) not in SELECTS:
            # The itemset of a range labels its marks; it offers nothing.
            return None
        source = child_named(element, "itemset")
        reader = ItemsetReader(self.shop, node)
        if source is not None:
            return reader.guarded(lambda: reader.compiled(source))
        appearance = element.get("appearance", "")
        choices = self.choices(element, node)
        if not choices or table_of(appearance) not in self.shop.tables:
            return None
        return reader.guarded(lambda: reader.searched(appearance, choices[0]))


def from_outside(tree: Expression) -> Expression:
    """A count is written as seen from its rows and evaluated where they stand: one step up is already taken."""
    up = Step("parent", "node()")
    if isinstance(tree, Path) and tree.steps[:1] == (up,) and (tree.start is None or is_current(tree.start)):
        return Path(None, tree.steps[1:] or (Step("self", "node()"),))
    return tree


def path_of(node: SchemaNode | None) -> str:
    """The path of a node, "" for none."""
    return "" if node is None else node.path
