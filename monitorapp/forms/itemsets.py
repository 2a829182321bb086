"""Choices that are not written in place: from nodes by an itemset, or from a table by search()."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element as Xml

from monitorapp.forms.coercion import Scalar
from monitorapp.forms.compiler import Compiler
from monitorapp.forms.context import Context, Evaluate
from monitorapp.forms.definition import Choice, Itemset
from monitorapp.forms.expression import Call, Path, Step, parse
from monitorapp.forms.frames import Frame
from monitorapp.forms.functions import FUNCTIONS
from monitorapp.forms.graph import OFFER, TOUCH, Task
from monitorapp.forms.hardened import child_named
from monitorapp.forms.lexer import ExpressionTrouble, SyntaxTrouble
from monitorapp.forms.nodes import Item
from monitorapp.forms.rules import Workshop, refusal
from monitorapp.forms.schema import SchemaNode
from monitorapp.forms.searching import search_call, search_itemset
from monitorapp.forms.walking import item_text


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
