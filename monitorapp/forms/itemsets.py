"""Choices that are not written in place: from nodes, from a table by search(), from tables put into the form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element as Xml

from monitorapp.errors import FormTrouble
from monitorapp.forms.coercion import Scalar, to_text
from monitorapp.forms.compiler import Compiler
from monitorapp.forms.context import Context, Evaluate, Frame, Textual
from monitorapp.forms.definition import Choice, Itemset
from monitorapp.forms.expression import Call, Literal, Path, Step, parse
from monitorapp.forms.functions import FUNCTIONS
from monitorapp.forms.graph import OFFER, TOUCH, Task
from monitorapp.forms.hardened import child_named, escape, plain, quoted
from monitorapp.forms.instances import read_resource
from monitorapp.forms.lexer import ExpressionTrouble, SyntaxTrouble
from monitorapp.forms.nodes import ELEMENT, Item, Node
from monitorapp.forms.rules import Workshop, refusal
from monitorapp.forms.schema import SchemaNode
from monitorapp.forms.walking import item_text

CALL = re.compile(r"\bsearch\s*\(.*\)", re.DOTALL)
ARGUMENTS = (1, 4, 6)
MATCHES: dict[str, Callable[[str, str], bool]] = {
    "contains": lambda text, part: part.lower() in text.lower(),
    "startswith": lambda text, part: text.lower().startswith(part.lower()),
    "endswith": lambda text, part: text.lower().endswith(part.lower()),
    "matches": lambda text, part: text.lower() == part.lower(),
}


def search_call(appearance: str) -> Call | None:
    """The call in an appearance; None where there is none. Raises SyntaxTrouble and ExpressionTrouble."""
    found = CALL.search(appearance)
    if found is None:
        return None
    tree = parse(found[0])
    if not isinstance(tree, Call) or len(tree.arguments) not in ARGUMENTS or not isinstance(tree.arguments[0], Literal):
        raise ExpressionTrouble("wrong-arguments", "search")
    return tree


def table_of(appearance: str) -> str:
    """The name of the table that an appearance searches, "" where it searches none."""
    try:
        call = search_call(appearance)
    except (SyntaxTrouble, ExpressionTrouble):
        return ""
    return to_text(call.arguments[0].value) if call is not None and isinstance(call.arguments[0], Literal) else ""


def search_itemset(compiler: Compiler, call: Call, code: str, label: str) -> Itemset:
    """The choices of a search; `code` and `label` name columns, `label` several with commas between."""
    table, *rest = [compiler.text(tree) for tree in call.arguments]
    compiler.instances.add("*")
    keep = [] if not rest else [matching(*rest[:3])]
    if len(rest) == ARGUMENTS[-1] - 1:
        keep.append(equalling(*rest[3:5]))

    def nodes(c: Context) -> list[Node]:
        root = c.world.instance_root(table(c))
        rows = root.content[0].content if root is not None and root.content else []
        tests = [make(c) for make in keep]
        return [row for row in rows if all(test(row) for test in tests)]

    return Itemset(nodes, column(code), column(label), fixed=not rest)


RowTest = Callable[[Item], bool]


def matching(way: Textual, name: Textual, text: Textual) -> Callable[[Context], RowTest]:
    """Whether a column matches a text, in the way that the search names."""

    def make(c: Context) -> RowTest:
        test, column_name, part = MATCHES.get(way(c), MATCHES["matches"]), name(c), text(c)
        return lambda row: test(item_text(row, column_name), part)

    return make


def equalling(name: Textual, text: Textual) -> Callable[[Context], RowTest]:
    """Whether a column says exactly that."""

    def make(c: Context) -> RowTest:
        column_name, wanted = name(c), text(c)
        return lambda row: item_text(row, column_name) == wanted

    return make


def column(names: str) -> Evaluate:
    """The texts of one or several columns of a row."""
    wanted = [name.strip() for name in names.split(",")]

    def run(c: Context) -> str:
        row = c.node
        return ", ".join(item_text(row, name) for name in wanted) if isinstance(row, Item) else ""

    return run


class ItemsetReader:
    """Compiles an itemset: its nodes once, and code and words as seen from each of them."""

    def __init__(self, shop: Workshop, node: SchemaNode) -> None:
        self.shop = shop
        self.node = node
        self.compiler = Compiler(Frame(node, node), FUNCTIONS, shop.prefixes)

    def guarded(self, read: Callable[[], Itemset]) -> Itemset:
        """What `read` gives; its troubles are told with the place of the question."""
        try:
            return read()
        except SyntaxTrouble as broken:
            raise refusal(ExpressionTrouble("syntax", ""), self.node, "itemset") from broken
        except ExpressionTrouble as broken:
            raise refusal(broken, self.node, "itemset") from broken

    def compiled(self, source: Xml) -> Itemset:
        """The itemset of an itemset element, with the tasks that follow its choices and their words."""
        nodeset = source.get("nodeset") or ""
        tree = parse(nodeset)
        nodes = self.compiler.nodes(tree)
        filtered = frozenset(self.compiler.reads)
        sources = self.compiler.instances - {"*language"}
        places = self.places(tree)
        code = self.part(source, "value", places)
        read = self.compiler.reads
        label = self.part(source, "label", places)
        offering = Task(OFFER, self.node, nodes, read, sources)
        self.shop.called |= self.compiler.called
        self.shop.note_columns(self.compiler, self.node)
        words = Task(TOUCH, self.node, label, self.compiler.reads - read, self.compiler.instances)
        self.shop.tasks += [offering, words]
        return Itemset(nodes, code, label, not filtered and not read and "randomize" not in self.compiler.called)

    def searched(self, appearance: str, columns: Choice) -> Itemset:
        """The choices of search(): the one that is written names the columns."""
        call = search_call(appearance)
        assert call is not None
        itemset = search_itemset(self.compiler, call, columns.code, columns.label.show(self.shop.translations.default))
        self.shop.tasks.append(Task(OFFER, self.node, itemset.nodes, self.compiler.reads, self.compiler.instances))
        return itemset

    def places(self, tree: object) -> list[SchemaNode] | None:
        """The form nodes that the choices come from, where they come from the form itself."""
        while isinstance(tree, Call) and tree.name == "randomize":
            tree = tree.arguments[0]
        if not isinstance(tree, Path):
            return None
        bare = Path(tree.start, tuple(Step(step.axis, step.test) for step in tree.steps))
        if not isinstance(bare.start, str) and bare.start is not None and not is_current(bare.start):
            return None
        found = self.shop.reached(bare, self.node)
        return [found] if found is not None else None

    def part(self, source: Xml, name: str, places: list[SchemaNode] | None) -> Evaluate:
        """How a code or the words are read from a node of the set."""
        element = child_named(source, name)
        reference = element.get("ref", "") if element is not None else ""
        if not reference.strip():
            return blank
        tree = parse(reference)
        if places is None and isinstance(tree, Path) and tree.start is None and len(tree.steps) == 1:
            step = tree.steps[0]
            if step.axis == "child" and not step.predicates and not step.test.endswith(")"):
                self.compiler.columns.add(("", step.test))
                return child_text(step.test)
        return self.compiler.seen_from(tree, places)


def is_current(start: object) -> bool:
    """Whether a path starts at current()."""
    return isinstance(start, Call) and start.name == "current"


def child_text(name: str) -> Evaluate:
    """The text of a child of an item, by far the commonest way to a code or a label."""

    def run(c: Context) -> Scalar:
        return item_text(c.node, name) if isinstance(c.node, Item) else ""

    return run


def blank(c: Context) -> Scalar:
    """The value of a part that an itemset does not have."""
    return ""


INSTANCE = re.compile(r"<((?:[\w.-]+:)?instance)\b([^<>]*?)(?:/>|>\s*</\1\s*>)")
ATTRIBUTE = re.compile(r"""([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
MOST_LINES = 30_000
NAME = re.compile(r"[^\W\d][\w.-]*")


def sources(xform: str) -> tuple[str, ...]:
    """The names of the files that secondary instances of an XForm are read from, in their order."""
    found = (_attributes(match[2]).get("src", "") for match in INSTANCE.finditer(xform))
    return tuple(dict.fromkeys(source.rpartition("/")[2] for source in found if source))


def with_tables(xform: str, files: Mapping[str, bytes]) -> str:
    """The XForm with the content of `files` (by name) in the place of references to them.

    A column whose heading cannot be the name of an element is left out: no expression could read it.
    Raises FormTrouble form-table-not-utf8, form-list-too-long, form-table-broken and what hardened XML raises.
    """

    def put_in(match: re.Match[str]) -> str:
        attributes = _attributes(match[2])
        source = attributes.pop("src", "")
        data = files.get(source.rpartition("/")[2])
        if data is None:
            return match[0]
        inside = "".join(_xml(item) for item in _read(source, data).content)
        told = "".join(f" {name}={quoted(value)}" for name, value in attributes.items())
        return f"<{match[1]}{told}>{inside}</{match[1]}>"

    return INSTANCE.sub(put_in, xform)


def _read(source: str, data: bytes) -> Item:
    name = source.rpartition("/")[2]
    if name.lower().endswith(".csv"):
        refuse_table(name, data)
    return read_resource(source, data)


def refuse_table(name: str, data: bytes) -> None:
    """Refuse a table in an encoding that would have to be guessed, or one that nobody could choose from."""
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = data.count(b"\n", 0, broken.start) + 1
        raise FormTrouble("form-table-not-utf8", name=name, line=line) from broken
    if data.count(b"\n") > MOST_LINES:
        raise FormTrouble("form-list-too-long", name=name, most=MOST_LINES)


def _attributes(text: str) -> dict[str, str]:
    return {found[1]: plain(found[2] or found[3] or "") for found in ATTRIBUTE.finditer(text)}


def _xml(root: Item) -> str:
    """An element and all below it as XML; not recursive, because files from outside may be deep."""
    parts: list[str] = []
    waiting: list[Item | str] = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            parts.append(item)
        elif item.kind == ELEMENT and NAME.fullmatch(item.name):
            space = ' xmlns=""' if item is root else ""
            parts.append(f"<{item.name}{space}{_told(item)}>{_text(item.text)}")
            waiting.append(f"</{item.name}>")
            waiting += reversed(item.content)
    return "".join(parts)


def _told(item: Item) -> str:
    known = [each for each in item.attribute_items if NAME.fullmatch(each.name)]
    return "".join(f" {each.name}={quoted(_text(each.text, plain=True))}" for each in known)


def _text(text: str, *, plain: bool = False) -> str:
    """Text without the characters that XML cannot hold."""
    sound = re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
    return sound if plain else escape(sound)
