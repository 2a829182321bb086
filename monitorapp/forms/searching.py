"""search(): choices that an appearance takes from the columns of an attached table, as in ODK Collect.

`search('table')`, `search('table', 'contains', 'column', text)` and the same with a further
`, 'column', value`; the one choice written in the form names the columns of code and words.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from monitorapp.forms.coercion import to_text
from monitorapp.forms.compiler import Compiler
from monitorapp.forms.context import Context, Evaluate, Textual
from monitorapp.forms.definition import Itemset
from monitorapp.forms.expression import Call, Literal, parse
from monitorapp.forms.lexer import ExpressionTrouble, SyntaxTrouble
from monitorapp.forms.nodes import Item, Node
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
