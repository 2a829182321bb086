"""Truth, choices and what is chosen, and the functions of our own namespace."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from monitorapp.forms import paths, walking
from monitorapp.forms.coercion import Scalar, to_boolean, to_number, to_text
from monitorapp.forms.context import Context
from monitorapp.forms.expression import Expression, Literal, Path, parse
from monitorapp.forms.functions.numbers import index_of
from monitorapp.forms.functions.registry import MANY, Function, Run, plain, special
from monitorapp.forms.lexer import ExpressionTrouble, SyntaxTrouble
from monitorapp.forms.nodes import Item
from monitorapp.forms.operators import failing

if TYPE_CHECKING:
    from monitorapp.forms.compiler import Compiler


def build_if(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """if(condition, yes, no): only one branch is worked out."""
    condition = compiler.truth(arguments[0])
    compile_branch = compiler.nodes if branches_are_nodes(compiler, arguments) else compiler.scalar
    yes, no = compile_branch(arguments[1]), compile_branch(arguments[2])
    return lambda c: yes(c) if condition(c) else no(c)


def branches_are_nodes(compiler: Compiler, arguments: Sequence[Expression]) -> bool:
    """Whether both branches are sets of nodes, so that their choice is one."""
    if len(arguments) != 3:
        return False
    branches = arguments[1:]
    return any(compiler.is_many(branch) for branch in branches) and all(
        compiler.is_nodes(branch) for branch in branches
    )


def build_coalesce(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """coalesce(…): the first value that is not missing."""
    runs = [compiler.scalar(tree) for tree in arguments]
    if len(runs) == 2:
        first, second = runs
        return lambda c: second(c) if is_missing(value := first(c)) else value
    return lambda c: next((value for run in runs if not is_missing(value := run(c))), "")


def is_missing(value: Scalar) -> bool:
    """Blank or NaN."""
    return value == "" or (type(value) is float and math.isnan(value))


def build_once(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """once(): what the node already holds, or else the value."""
    place = compiler.frame.origin
    value = compiler.scalar(arguments[0])
    if place is None:
        return value
    slot = place.own_slot

    def run(c: Context) -> Scalar:
        held: Scalar = c.origin.row.typed[slot]
        return value(c) if held == "" else held

    return run


def boolean_from_string(value: Scalar) -> bool:
    """True for 1 and for `true` in any case."""
    if isinstance(value, float):
        return value == 1
    return to_text(value).lower() in {"1", "true"}


def count_true(values: list[Scalar]) -> int:
    """How many values are true."""
    return sum(map(to_boolean, values))


def within(least: float, most: float, found: float) -> bool:
    """Both limits count as whole numbers; -1 means no limit."""
    fewest, limit = index_of(least), index_of(most)
    return (fewest < 0 or found >= fewest) and (limit < 0 or found <= limit)


def checklist(least: float, most: float, *parts: list[Scalar]) -> bool:
    """Whether as many values are true as the limits allow."""
    return within(least, most, sum(count_true(part) for part in parts))


def weighted_checklist(least: float, most: float, *parts: list[Scalar]) -> bool:
    """Whether the weights of the true values sum to what the limits allow."""
    flags = [value for part in parts[::2] for value in part]
    weights = [value for part in parts[1::2] for value in part]
    pairs = zip(flags, weights, strict=False)
    return within(least, most, sum(to_number(weight) for flag, weight in pairs if count_true([flag])))


def build_failing(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """What an unknown function is outside of a form: a failure once it is asked."""
    return failing("unknown-function")


def build_version(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """version(): the version attribute of the form."""
    place = compiler.frame.origin
    if place is None:
        return lambda c: ""
    while place.parent is not None:
        place = place.parent
    attribute = place.child("@version")
    return lambda c: attribute.default if attribute is not None else ""


def own_spot(compiler: Compiler, arguments: Sequence[Expression]) -> paths.Spot:
    """The one question that a function of ours asks about."""
    tree = arguments[0]
    spot = paths.single(compiler, tree) if isinstance(tree, Path) else None
    if spot is None:
        raise ExpressionTrouble("not-one-question", "")
    compiler.note_read(spot.place, spot.from_origin)
    return spot


def build_non_answer(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """monitor:non-answer(question): the code of a non-answer, or a blank."""
    spot = own_spot(compiler, arguments)
    row_of, slot = spot.row(), spot.place.own_slot

    def run(c: Context) -> Scalar:
        given = row_of(c).given.get(slot)
        return str(given["na"]) if isinstance(given, dict) and "na" in given else ""

    return run


def build_approximate(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """monitor:approximate(question): whether a time was given as about, as a range or as a part."""
    spot = own_spot(compiler, arguments)
    row_of, slot = spot.row(), spot.place.own_slot

    def run(c: Context) -> Scalar:
        row = row_of(c)
        given = row.given.get(slot)
        return isinstance(given, dict) and "t" in given and row.typed[slot] == ""

    return run


FUNCTIONS: list[Function] = [
    plain("true", "", "truth", lambda: True),
    plain("false", "", "truth", lambda: False),
    plain("not", "b", "truth", lambda value: not value),
    plain("boolean", "b", "truth", lambda value: value),
    plain("boolean-from-string", "s", "truth", boolean_from_string),
    special("if", "scalar", 3, 3, build_if, branches_are_nodes),
    special("coalesce", "scalar", 1, MANY, build_coalesce),
    special("once", "scalar", 1, 1, build_once),
    plain("checklist", "nnv*", "truth", checklist),
    plain("weighted-checklist", "nnv*", "truth", weighted_checklist),
    special("version", "text", 0, 0, build_version),
    special("monitor:non-answer", "text", 1, 1, build_non_answer),
    special("monitor:approximate", "truth", 1, 1, build_approximate),
    special("monitor:failing", "scalar", 0, MANY, build_failing),
]


def selected(codes: str, code: str) -> bool:
    """Whether a code is among codes; a blank is among none."""
    words = code.split()
    if len(words) > 1:
        # Several codes in a row are found as they stand, as in JavaRosa.
        return f" {' '.join(words)} " in f" {' '.join(codes.split())} "
    return words[0] in codes.split() if words else not codes.strip()


def selected_at(codes: str, index: float) -> str:
    """The code of that number, counted from zero; a blank outside."""
    words, at = codes.split(), index_of(index)
    return words[at] if 0 <= at < len(words) else ""


def build_choice_name(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """jr:choice-name(code, 'path'): the label of a choice, in the language of the screen."""
    code, tree = compiler.scalar(arguments[0]), arguments[1]
    path = named_path(tree)
    spot = paths.single(compiler, path) if path is not None else None
    if spot is None:
        return code
    compiler.instances.add("*language")
    row_of, place = spot.row(), spot.place
    compiler.note_read(place, spot.from_origin)

    def run(c: Context) -> Scalar:
        wanted = to_text(code(c))
        return c.world.choice_label(place, row_of(c), wanted) if wanted else ""

    return run


def named_path(tree: Expression) -> Path | None:
    """The path that a text spells, or the path itself."""
    if isinstance(tree, Literal):
        try:
            tree = parse(str(tree.value))
        except SyntaxTrouble as broken:
            raise ExpressionTrouble("not-one-question", "jr:choice-name") from broken
    return tree if isinstance(tree, Path) else None


def build_itext(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """jr:itext(id): a text of the form in the language of the screen."""
    text_id = compiler.text(arguments[0])
    compiler.instances.add("*language")
    return lambda c: c.world.translated(text_id(c), c)


def build_pulldata(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """pulldata('table', 'column', 'key column', key): the first row that matches, or a blank."""
    table, column, key_column, key = [compiler.text(tree) for tree in arguments]
    name = arguments[0].value if isinstance(arguments[0], Literal) else "*"
    compiler.instances.add(str(name))
    for tree in arguments[1:3]:
        if isinstance(tree, Literal):
            compiler.columns.add((str(name), str(tree.value)))

    def run(c: Context) -> Scalar:
        root = c.world.instance_root(table(c))
        if root is None or not root.content:
            return ""
        rows = root.content[0].rows_where("item", key_column(c), key(c))
        return walking.item_text(rows[0], column(c)) if rows and isinstance(rows[0], Item) else ""

    return run


CHOICE_FUNCTIONS: list[Function] = [
    plain("selected", "tt", "truth", selected),
    plain("selected-at", "tn", "text", selected_at),
    plain("count-selected", "t", "number", lambda codes: float(len(codes.split()))),
    special("jr:choice-name", "text", 2, 2, build_choice_name),
    special("jr:itext", "text", 1, 1, build_itext),
    special("pulldata", "text", 4, 4, build_pulldata),
]
