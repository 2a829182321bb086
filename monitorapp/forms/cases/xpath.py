"""Expression cases: an expression, where it is evaluated, what it gives; and the plain documents they stand on."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import Any
from xml.parsers import expat
from xml.parsers.expat import ExpatError

from monitorapp.forms.axes import KNOWN_PREFIXES
from monitorapp.forms.cases.score import Case, FileScore, FrozenEnvironment, as_number, is_close, outcome, read_cases
from monitorapp.forms.coercion import EvaluationError, to_text
from monitorapp.forms.compiler import Compiler
from monitorapp.forms.context import Context, Frame, zone_of
from monitorapp.forms.expression import parse
from monitorapp.forms.functions import FUNCTIONS
from monitorapp.forms.lexer import ExpressionTrouble, SyntaxTrouble
from monitorapp.forms.nodes import COMMENT, DOCUMENT, ELEMENT, INSTRUCTION, NAMESPACE, TEXT, Item
from monitorapp.forms.rows import Row
from monitorapp.forms.schema import SchemaNode

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


BROKEN = (SyntaxTrouble, ExpressionTrouble, EvaluationError, ExpatError)
ERROR = object()
# Where engines differ, JavaRosa's answer counts, except for these (SEMANTICS.md).
OTHERS_RIGHT = re.compile(
    r"""^(decimal-time\(|date-time\((?!["'][^\d])|round\((['"])-50\.55\2,\ *(['"])-2\3\)|area\(|max\(-4"""
    r"""|weighted-checklist\(2,\ -1)"""
)
BOTH_RIGHT = re.compile(r"//|descendant|text\(\)|\||\)\[|^(number|string-length|normalize-space)\(\)$")


def run(path: Path) -> Iterator[FileScore]:
    """One score for each sort of consensus."""
    scores: dict[str, FileScore] = {}
    for case in read_cases(path):
        score = scores.setdefault(case["consensus"], FileScore(f"{path.name} ({case['consensus']})"))
        score.count(case["id"], outcome(partial(judge, case)))
    yield from scores.values()


class PlainWorld:
    """The surroundings of an expression without a form."""

    def __init__(self, case: Case, document: Item | None) -> None:
        self.environment = FrozenEnvironment(case["tz"], case["clock_ms"])
        self.zone: tzinfo = zone_of(self.environment)
        self.language = case["lang"]
        self.document = document
        self.loading = False

    def instance_root(self, name: str) -> Item | None:
        for node in self.document.walk() if self.document is not None else ():
            if node.local == "instance" and attribute(node, "id") == name:
                root = Item(DOCUMENT)
                root.content = node.content
                return root
        return None

    def choice_label(self, place: SchemaNode, row: Row, code: str) -> str:
        return code

    def translated(self, text_id: str, context: Context) -> str:
        translations = [node for node in self.document.walk() if node.local == "translation"] if self.document else []
        chosen = next((node for node in translations if attribute(node, "lang") == self.language), None)
        default = next((node for node in translations if attribute(node, "default") is not None), None)
        for node in (chosen or default or (translations or [Item(DOCUMENT)])[0]).content:
            if attribute(node, "id") == text_id:
                plain = [part for part in node.content if part.local == "value" and attribute(part, "form") is None]
                return to_text(plain[0].typed()) if plain else ""
        return ""


def attribute(node: Item, name: str) -> str | None:
    return next((part.text for part in node.attribute_items if part.name == name), None)


def judge(case: Case) -> str | None:
    """None where the case passes, else what came out."""
    if case["consensus"] == "split" and case["expr"] == "now()":
        return None
    found = evaluate(case)
    if any(matches(case, found, wanted) for wanted in accepted(case)):
        return None
    shown = "error" if found is ERROR else repr(found)[:100]
    return f"{case['expr'][:120]} gave {shown}, wanted {' or '.join(repr(w)[:100] for w in accepted(case))}"


def accepted(case: Case) -> list[Any]:
    """The values that count as right."""
    if case["consensus"] != "split":
        return ["error" if case["expected_type"] == "error" else case["expected"]]
    views = case["views"]
    ours = views.get("javarosa")
    others = [value for engine, value in views.items() if engine != "javarosa"]
    if ours in {None, "unsupported"} or OTHERS_RIGHT.match(case["expr"]):
        return others
    return [ours, *others] if BOTH_RIGHT.search(case["expr"]) else [ours]


def evaluate(case: Case) -> Any:
    """The value of the expression: a float, text, truth, list of [path, text], or ERROR."""
    try:
        return evaluated(case)
    except BROKEN:
        return ERROR


def evaluated(case: Case) -> Any:
    builder = DocumentBuilder()
    document = builder.build(case["context_xml"]) if case["context_xml"] else builder.document
    world = PlainWorld(case, document)
    node = node_at(document, case["context_node"], builder.cdata)
    root = node_at(document, case["root_node"], builder.cdata)
    paths = {id(root): path_of(root, builder.cdata)}
    context = Context(world, None, node)
    compiler = Compiler(Frame(), FUNCTIONS, {**KNOWN_PREFIXES, **builder.prefixes}, strict=False)
    run, wants_nodes = compiled(compiler, case)
    if root is not document:
        detach(root)
    value = run(context)
    if not wants_nodes:
        return value
    prefix = paths[id(root)] if root is not document else ""
    return [[prefix + path_of(found, builder.cdata), found.typed()] for found in value]


def detach(root: Item) -> None:
    """Make an element of an XForm the document that absolute paths begin at."""
    root.parent = None
    root.kind = DOCUMENT


def compiled(compiler: Compiler, case: Case) -> tuple[Callable[[Context], Any], bool]:
    tree = parse(case["expr"])
    request = case["request"]
    if request == "any":
        request = case["expected_type"]
    if "node" in request:
        return compiler.nodes(tree), True
    wanted = {"boolean": compiler.truth, "number": compiler.number, "string": compiler.text}
    return wanted.get(request, compiler.scalar)(tree), False


def matches(case: Case, found: Any, wanted: Any) -> bool:
    """Whether a value is the wanted one."""
    if wanted == "error":
        return found is ERROR
    if found is ERROR:
        return False
    if case["check"] is not None and (case["consensus"] != "split" or case["expected"] is None):
        return CHECKS[case["check"]["op"]](case["check"], found)
    if case["check"] is not None and case["check"]["op"] == "nodeset-unordered":
        return sorted(map(str, found)) == sorted(map(str, wanted))
    return same(case, found, wanted)


def same(case: Case, found: Any, wanted: Any) -> bool:
    if isinstance(found, list):
        return len(found) == len(wanted) and all(same_node(*pair) for pair in zip(found, wanted, strict=True))
    if isinstance(found, bool) or isinstance(wanted, bool):
        return str(found).lower() == str(wanted).lower()
    numbers = as_number(found if isinstance(found, float) else to_text(found)), as_number(wanted)
    if numbers[0] is not None and numbers[1] is not None:
        rough = 0.01 if re.match(r"distance|area", case["expr"]) else 0.0
        return is_close(numbers[0], numbers[1], absolute=rough)
    return to_text(found) == str(wanted)


def same_node(found: list[Any], wanted: list[Any]) -> bool:
    # The recordings write no value for a document node.
    return bool(found[0] == wanted[0]) and (wanted[1] is None or to_text(found[1]) == wanted[1])


def check_round(check: Case, found: Any) -> bool:
    number = as_number(found)
    if number is None or "value" not in check or math.isnan(number):
        return False
    return is_close(round(number * check["factor"]) / check["factor"], check["value"])


CHECKS: dict[str, Callable[[Case, Any], bool]] = {
    "regex": lambda check, found: re.search(check["pattern"], to_text(found)) is not None,
    "string-length": lambda check, found: len(to_text(found)) == check["value"],
    "round-to": check_round,
    "nodeset-unordered": lambda check, found: False,
    "date-prefix": lambda check, found: to_text(found).startswith(check["value"]),
}
