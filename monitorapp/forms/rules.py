"""Binds and actions of an XForm, compiled into rules, and the workshop that compiles expressions for nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from monitorapp.errors import FormTrouble
from monitorapp.forms.compiler import Compiler
from monitorapp.forms.context import Context, Frame
from monitorapp.forms.days import as_moment
from monitorapp.forms.definition import Action, Bind, Complaint
from monitorapp.forms.expression import Expression, Path, parse
from monitorapp.forms.functions import FUNCTIONS
from monitorapp.forms.graph import CALCULATE, READONLY, RELEVANT, REQUIRED, TOUCH, Task
from monitorapp.forms.hardened import local_name
from monitorapp.forms.itext import Compile, Translations
from monitorapp.forms.lexer import ExpressionTrouble, SyntaxTrouble
from monitorapp.forms.nodes import Item
from monitorapp.forms.paths import locate, plain_child
from monitorapp.forms.schema import Schema, SchemaNode
from monitorapp.forms.shapes import parse_shape
from monitorapp.forms.skeleton import JAVAROSA
from monitorapp.forms.values import TYPES, type_of

OWN = "{http://monitorapp.org/xforms}"
CONSTRAINT_MESSAGE = f"{{{JAVAROSA}}}constraintMsg"
REQUIRED_MESSAGE = f"{{{JAVAROSA}}}requiredMsg"
PRELOAD = f"{{{JAVAROSA}}}preload"
PRELOAD_PARAMETER = f"{{{JAVAROSA}}}preloadParams"
EVENT_NAMESPACE = "http://www.w3.org/2001/xml-events"
EVENTS = frozenset(
    {"odk-instance-first-load", "odk-instance-load", "odk-new-repeat", "xforms-value-changed", "xforms-revalidate"}
)


Run = Callable[[Context], Any]


class Workshop:
    """Compiles the expressions of one form and gathers the tasks and complaints that come of it."""

    def __init__(self, schema: Schema, prefixes: Mapping[str, str], translations: Translations) -> None:
        self.schema = schema
        self.prefixes = prefixes
        self.translations = translations
        # Attached tables that the form uses without declaring them as instances.
        self.tables: dict[str, Item] = {}
        self.tasks: list[Task] = []
        self.warnings: list[Complaint] = []
        self.called: set[str] = set()
        self.columns: list[tuple[str, str, SchemaNode]] = []
        # XForms made by hand may name the bind of a control instead of its node.
        self.bind_ids: dict[str, SchemaNode] = {}

    def compiled(self, source: str, place: SchemaNode, want: str, part: str) -> tuple[Run, Compiler]:
        """A closure for a node, and the compiler that knows what it reads. Raises FormTrouble."""
        compiler = Compiler(Frame(place, place), FUNCTIONS, self.prefixes)
        try:
            tree, compiler.paths = parse_shape(source)
            if place.type == "dateTime" and part in {"calculate", "setvalue"}:
                tree = as_moment(compiler, tree)
            run: Callable[[Context], Any] = getattr(compiler, want)(tree)
        except SyntaxTrouble as broken:
            raise FormTrouble("form-expression-broken", place=place.path, part=part, at=broken.at) from broken
        except ExpressionTrouble as broken:
            raise refusal(broken, place, part) from broken
        self.called |= compiler.called
        if compiler.columns:
            self.note_columns(compiler, place)
        return run, compiler

    def note_columns(self, compiler: Compiler, place: SchemaNode) -> None:
        """Remember which columns of which tables an expression at a node needs."""
        tables = compiler.instances - {"*language"}
        only = next(iter(tables)) if len(tables) == 1 else ""
        self.columns += [(table or only, column, place) for table, column in sorted(compiler.columns) if table or only]

    def rule(self, kind: int, source: str, place: SchemaNode, want: str, part: str) -> Callable[[Context], Any]:
        """A compiled rule that is evaluated when what it reads changes."""
        run, compiler = self.compiled(source, place, want, part)
        task = Task(kind, place, run, compiler.reads, compiler.instances)
        task.keeps_first = "once" in compiler.called
        self.tasks.append(task)
        return run

    def output(self, place: SchemaNode) -> Compile:
        """How values in words are compiled at a node; who reads the words is told when they change."""
        return lambda source: self.rule(TOUCH, source, place, "scalar", "output")

    def node_at(self, path: str, around: SchemaNode | None = None) -> SchemaNode | None:
        """The node that a nodeset or ref names, from a group or from the root; None where there is none."""
        path = path.strip()
        found = self.schema.by_path.get(path) or self.bind_ids.get(path)
        if found is not None or not path:
            return found
        try:
            tree = parse(path)
        except SyntaxTrouble:
            return None
        return self.reached(tree, around or self.schema.root)

    def reached(self, tree: Expression, around: SchemaNode) -> SchemaNode | None:
        """The node that a parsed path leads to, whatever row."""
        compiler = Compiler(Frame(around, around), FUNCTIONS, self.prefixes)
        found = locate(compiler, tree) if isinstance(tree, Path) else None
        if found is None:
            return None
        place = found[0].place
        for step in found[1]:
            below = plain_child(place, step)
            if below is None:
                return None
            place = below
        return place

    def warn(self, code: str, **facts: str | int | None) -> None:
        """Note something that the author of the form should know."""
        self.warnings.append(Complaint(code, facts))


def refusal(broken: ExpressionTrouble, place: SchemaNode, part: str) -> FormTrouble:
    """The trouble of a form for an expression that cannot be compiled."""
    codes = {"unknown-function": "form-function-unknown", "wrong-arguments": "form-arguments-wrong"}
    code = codes.get(broken.reason, "form-expression-broken")
    if code == "form-expression-broken":
        return FormTrouble(code, place=place.path, part=part, at=0)
    return FormTrouble(code, place=place.path, name=broken.name)


def read_binds(elements: Iterable[Element], shop: Workshop) -> dict[int, Bind]:
    """All binds by node. Types first: what a path gives depends on the type of its node."""
    found: list[tuple[Element, Bind]] = []
    for element in elements:
        path = element.get("nodeset") or element.get("ref") or ""
        node = shop.node_at(path)
        if node is None:
            shop.warn("bind-without-node", place=path.strip())
            continue
        declared = element.get("type", "string")
        shop.bind_ids.setdefault(element.get("id") or path, node)
        node.type = type_of(declared)
        if declared not in TYPES and declared.rpartition(":")[2] not in TYPES:
            shop.warn("unknown-type", place=node.path, name=declared)
        found.append((element, Bind(node)))
    for element, bind in found:
        read_rules(element, bind, shop)
    return {bind.place.index: bind for _, bind in found}


def read_rules(element: Element, bind: Bind, shop: Workshop) -> None:
    """Compile all rules of a bind."""
    place = bind.place
    refuse_watching(element, place)
    bind.calculate = optional(element, "calculate", CALCULATE, "scalar", place, shop)
    bind.keeps_first = bool(bind.calculate) and shop.tasks[-1].keeps_first
    bind.relevant = optional(element, "relevant", RELEVANT, "truth", place, shop)
    bind.readonly = optional(element, "readonly", READONLY, "truth", place, shop)
    bind.required = optional(element, "required", REQUIRED, "truth", place, shop)
    bind.constraint = optional(element, "constraint", TOUCH, "truth", place, shop)
    output = shop.output(place)
    bind.constraint_message = shop.translations.message(element.get(CONSTRAINT_MESSAGE), output)
    bind.required_message = shop.translations.message(element.get(REQUIRED_MESSAGE), output)
    bind.preload = element.get(PRELOAD, "")
    if bind.preload:
        bind.preload += ":" + element.get(PRELOAD_PARAMETER, "")
        if bind.preload.startswith("property:"):
            shop.warn("preload-blank", place=place.path, name=element.get(PRELOAD_PARAMETER, ""))
    bind.monitor = {name[len(OWN) :]: text for name, text in element.attrib.items() if name.startswith(OWN)}


def refuse_watching(element: Element, place: SchemaNode) -> None:
    """Forms that record how they are filled do not run here: they would betray the person who fills them."""
    if place.local == "audit" and place.parent is not None and place.parent.local == "meta":
        raise FormTrouble("form-audit", place=place.path)
    if element.get("type", "").rpartition(":")[2] == "background-audio":
        raise FormTrouble("form-recording", place=place.path)


def optional(
    element: Element, name: str, kind: int, want: str, place: SchemaNode, shop: Workshop
) -> Callable[[Context], Any] | None:
    """A rule, where the bind has it."""
    source = element.get(name)
    if source is None or not source.strip():
        return None
    return shop.rule(kind, source, place, want, name)


def read_action(
    element: Element, shop: Workshop, trigger: SchemaNode | None, repeat: SchemaNode | None
) -> Action | None:
    """A setvalue (or another action that sets nothing here). Raises FormTrouble where its event is unknown."""
    events = frozenset((element.get("event") or element.get(f"{{{EVENT_NAMESPACE}}}event") or "").split())
    unknown = events - EVENTS
    if unknown or not events:
        raise FormTrouble("form-event-unknown", name=" ".join(sorted(unknown)))
    if "odk-new-repeat" in events and repeat is None:
        raise FormTrouble("form-event-misplaced", name="odk-new-repeat")
    kind = local_name(element.tag)
    if kind == "recordaudio":
        raise FormTrouble("form-recording", place=element.get("ref", ""))
    target = shop.node_at(element.get("ref") or element.get("bind") or "", trigger or repeat)
    if kind != "setvalue":
        shop.warn("part-ignored", place="" if target is None else target.path, name=kind)
    if kind != "setvalue" or target is None:
        return None
    return Action(events, target, trigger, repeat, action_value(element, target, shop))


def action_value(element: Element, target: SchemaNode, shop: Workshop) -> Callable[[Context], Any]:
    """What a setvalue sets: an expression, or the text in it."""
    source = element.get("value")
    if source is None or not source.strip():
        text = (element.text or "").strip()
        return lambda c: text
    return shop.compiled(source, target, "scalar", "setvalue")[0]
