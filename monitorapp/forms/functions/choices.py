"""Functions about choices: what is selected, how a choice is called, what an attached table says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from monitorapp.forms import paths, walking
from monitorapp.forms.coercion import Scalar, to_text
from monitorapp.forms.context import Context
from monitorapp.forms.expression import Expression, Literal, Path, parse
from monitorapp.forms.functions.numbers import index_of
from monitorapp.forms.functions.registry import Function, Run, plain, special
from monitorapp.forms.lexer import ExpressionTrouble, SyntaxTrouble
from monitorapp.forms.nodes import Item

if TYPE_CHECKING:
    from monitorapp.forms.compiler import Compiler


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


FUNCTIONS: list[Function] = [
    plain("selected", "tt", "truth", selected),
    plain("selected-at", "tn", "text", selected_at),
    plain("count-selected", "t", "number", lambda codes: float(len(codes.split()))),
    special("jr:choice-name", "text", 2, 2, build_choice_name),
    special("jr:itext", "text", 1, 1, build_itext),
    special("pulldata", "text", 4, 4, build_pulldata),
]
