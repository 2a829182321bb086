"""Functions over node-sets: counting, positions, rows, instances, the fixed shuffle, names of nodes."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from monitorapp.forms import axes, paths, walking
from monitorapp.forms.coercion import EvaluationError, Scalar, to_number, to_text
from monitorapp.forms.context import Context, Numeric
from monitorapp.forms.expression import Expression, Literal, Path, Step
from monitorapp.forms.functions.registry import MANY, Function, Run, plain, special
from monitorapp.forms.lexer import ExpressionTrouble
from monitorapp.forms.nodes import Cell, Item, Node
from monitorapp.forms.schema import SchemaNode

if TYPE_CHECKING:
    from monitorapp.forms.compiler import Compiler


Thing = TypeVar("Thing")

MODULUS = 2147483647
MULTIPLIER = 16807


def seed_of(value: Scalar) -> int:
    """The seed of a number; of text that is no number, one made from its SHA-256 digest."""
    number = to_number(value)
    if math.isnan(number):
        digest = hashlib.sha256(to_text(value).encode()).digest()
        return int.from_bytes(digest[:8], "big", signed=True) if value != "" else 0
    if math.isinf(number):
        return 0
    return int(number)


def shuffled(things: list[Thing], seed: int) -> list[Thing]:
    """The same things in the order that the seed fixes (Fisher-Yates, inside out)."""
    state = int(math.fmod(float(seed), MODULUS))
    if state <= 0:
        state += MODULUS - 1
    found: list[Thing] = []
    for count, thing in enumerate(things):
        state = state * MULTIPLIER % MODULUS
        at = int((state - 1) / (MODULUS - 1) * (count + 1))
        found.append(thing)
        found[count], found[at] = found[at], thing
    return found


CURRENT = Path(None, (Step("self", "node()"),))


def count_non_empty(nodes: list[Node]) -> float:
    """Nodes with text, or, in a document, with children."""
    return float(sum(bool(node.children()) or node.typed() != "" for node in nodes))


def build_position(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """position(): within a predicate; position(node): among its siblings of that name."""
    if not arguments:
        return lambda c: float(c.position)
    tree = arguments[0]
    spot = paths.single(compiler, tree) if isinstance(tree, Path) else None
    if spot is None:
        nodes = compiler.nodes(tree)
        return lambda c: position_of(nodes(c))
    if not spot.place.is_repeat:
        return lambda c: 1.0
    compiler.note_order(spot.place)
    row_of = spot.row()
    return lambda c: float(row_of(c).position)


def position_of(nodes: list[Node]) -> float:
    """The place of a node among its siblings of that name."""
    if not nodes:
        raise EvaluationError("position")
    node = nodes[0]
    if isinstance(node, Cell):
        return float(node.row.position) if node.place.is_repeat else 1.0
    before = [sibling for sibling in axes.preceding_siblings(node) if sibling.name == node.name]
    return float(len(before) + 1)


def build_current(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """current(): the node that the whole expression is about."""
    place = compiler.frame.origin
    if place is None:
        return lambda c: [] if c.origin.node is None else [c.origin.node]
    compiler.note_read(place, True)
    return lambda c: [Cell(c.origin.row, place)]


def build_instance(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """instance('name'): the document of a secondary instance, under which its root element stands."""
    tree = arguments[0]
    if isinstance(tree, Literal) and isinstance(tree.value, str):
        name = tree.value
        compiler.instances.add(name)
        return lambda c: instance_nodes(c, name)
    text = compiler.text(tree)
    compiler.instances.add("*")
    return lambda c: instance_nodes(c, text(c))


def instance_nodes(c: Context, name: str) -> list[Node]:
    """The document of a secondary instance as a set of one node."""
    root = c.world.instance_root(name)
    return [] if root is None else [root]


def build_indexed_repeat(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """indexed-repeat(question, repeat, index …): the question in the rows of these numbers."""
    if len(arguments) % 2 == 0:
        raise ExpressionTrouble("wrong-arguments", "indexed-repeat")
    pairs = list(zip(arguments[1::2], arguments[2::2], strict=True))
    numbers = [compiler.number(index) for _, index in pairs]
    places = [target_place(compiler, tree) for tree in (arguments[0], *(repeat for repeat, _ in pairs))]
    if any(place is None for place in places):
        return indexed_in_document(compiler, arguments, numbers)
    target, *repeats = [place for place in places if place is not None]
    return indexed_in_form(compiler, target, dict(zip(repeats, numbers, strict=True)))


def target_place(compiler: Compiler, tree: Expression) -> SchemaNode | None:
    """The schema node that a path names, whatever row."""
    found = paths.locate(compiler, tree) if isinstance(tree, Path) else None
    if found is None:
        return None
    place = found[0].place
    for step in found[1]:
        below = paths.plain_child(place, step)
        if below is None:
            return None
        place = below
    return place


def indexed_in_form(compiler: Compiler, target: SchemaNode, numbers: dict[SchemaNode, Numeric]) -> Run:
    """Rows that no index is given for are those around the expression, or else the first."""
    origin = compiler.frame.origin
    assert origin is not None
    chain = target.repeats()
    around = origin.repeats()
    shared = 0
    while shared < min(len(chain), len(around)) and chain[shared] is around[shared] and chain[shared] not in numbers:
        shared += 1
    compiler.note_read(target, False, shared)
    base = paths.Spot(origin, len(around) - shared, compiler.frame.inner).row()
    hops: list[tuple[int, Numeric]] = [(repeat.slot, numbers.get(repeat, first_row)) for repeat in chain[shared:]]
    slot = target.own_slot

    def run(c: Context) -> Scalar:
        row = base(c)
        for hop, number in hops:
            wanted = number(c)
            rows = row.rows[hop]
            if not 1 <= wanted <= len(rows):
                return ""
            row = rows[int(wanted) - 1]
        return row.seen[slot]

    return run


def first_row(c: Context) -> float:
    """The number that is meant where none is given."""
    return 1.0


def indexed_in_document(compiler: Compiler, arguments: Sequence[Expression], numbers: list[Numeric]) -> Run:
    """The same over a plain document, where repeats are elements of one name."""
    target, *repeats = [compiler.nodes(tree) for tree in (arguments[0], *arguments[1::2])]

    def run(c: Context) -> Scalar:
        allowed = [picked(nodes(c), number(c)) for nodes, number in zip(repeats, numbers, strict=True)]
        for node in target(c):
            above = {member.identity() for member in axes.ancestors_or_self(node)}
            if all(above & rows for rows in allowed):
                return node.typed()
        return ""

    return run


def picked(nodes: list[Node], number: float) -> set[object]:
    """Of the elements of each parent, the one of that number."""
    groups: dict[object, list[Node]] = {}
    for node in nodes:
        groups.setdefault(None if node.parent is None else node.parent.identity(), []).append(node)
    if not number >= 1:
        return set()
    return {rows[int(number) - 1].identity() for rows in groups.values() if number <= len(rows)}


def build_randomize(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """randomize(nodes[, seed])."""
    nodes = compiler.nodes(arguments[0])
    if len(arguments) == 1:
        return lambda c: shuffled(nodes(c), seed_of(c.world.environment.random() * 2**31))
    seed = compiler.scalar(arguments[1])
    return lambda c: shuffled(nodes(c), seed_of(seed(c)))


def of_node(reader: Callable[[Node], str]) -> Callable[[Compiler, Sequence[Expression]], Run]:
    """A function about the first node of a set, or about the node itself."""

    def build(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
        nodes = walking.path_nodes(compiler, CURRENT) if not arguments else compiler.nodes(arguments[0])
        return lambda c: reader(found[0]) if (found := nodes(c)) else ""

    return build


def argument_or_self(function: Callable[[str], Scalar]) -> Callable[[Compiler, Sequence[Expression]], Run]:
    """A function over a text that may be left out: then it is the text of the node itself."""

    def build(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
        text = compiler.text(arguments[0] if arguments else CURRENT)
        return lambda c: function(text(c))

    return build


def build_number(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """number([value])."""
    return compiler.number(arguments[0] if arguments else CURRENT)


def local_name(node: Node) -> str:
    """The name of a node without its prefix."""
    return "" if node.kind in {"text", "comment", "document"} else node.local


def full_name(node: Node) -> str:
    """The name of a node as it is written."""
    return "" if node.kind in {"text", "comment", "document"} else node.name.lstrip("@")


def build_id(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """id(): elements of a document whose `id` attribute is one of the words."""
    words = compiler.values(arguments[0])

    def run(c: Context) -> list[Node]:
        start = walking.document_start(c)
        wanted = {word for value in words(c) for word in to_text(value).split()}
        return [node for top in start for node in axes.descendants(top) if has_id(node, wanted)]

    return run


def has_id(node: Node, wanted: set[str]) -> bool:
    """Whether an element carries one of these ids."""
    return any(part.name in {"id", "xml:id"} and to_text(part.typed()) in wanted for part in node.attributes())


def build_lang(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """lang(): whether the nearest xml:lang is that language or a part of it."""
    wanted = compiler.text(arguments[0])

    def run(c: Context) -> bool:
        language = language_of(c.node).lower() if isinstance(c.node, Item) else ""
        return language == wanted(c).lower() or language.startswith(wanted(c).lower() + "-")

    return run


def language_of(node: Item) -> str:
    """The nearest xml:lang around a node."""
    for member in axes.ancestors_or_self(node):
        for part in member.attributes():
            if part.name == "xml:lang":
                return to_text(part.typed())
    return ""


FUNCTIONS: list[Function] = [
    plain("count", "c", "number", lambda nodes: float(len(nodes))),
    plain("count-non-empty", "c", "number", count_non_empty),
    special("position", "number", 0, 1, build_position),
    special("last", "number", 0, 0, lambda compiler, arguments: lambda c: float(c.size)),
    special("current", "nodes", 0, 0, build_current),
    special("instance", "nodes", 1, 1, build_instance),
    special("indexed-repeat", "scalar", 3, MANY, build_indexed_repeat),
    special("randomize", "nodes", 1, 2, build_randomize),
    special("name", "text", 0, 1, of_node(full_name)),
    special("local-name", "text", 0, 1, of_node(local_name)),
    special("namespace-uri", "text", 0, 1, of_node(lambda node: node.uri)),
    special("string-length", "number", 0, 1, argument_or_self(lambda text: float(len(text)))),
    special("normalize-space", "text", 0, 1, argument_or_self(lambda text: " ".join(text.split()))),
    special("string", "text", 0, 1, argument_or_self(lambda text: text)),
    special("number", "number", 0, 1, build_number),
    special("id", "nodes", 1, 1, build_id),
    special("lang", "truth", 1, 1, build_lang),
]
