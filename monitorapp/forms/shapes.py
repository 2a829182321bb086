"""Expressions that differ only in the questions they name are parsed once.

A form of five thousand questions has a few dozen sorts of rules. Absolute paths are taken out of the text, the
tree of what is left is kept, and the compiler is told which path stands for which mark. Where a mark would not
be read as the whole path that it stands for (inside a text, before a predicate), the text is parsed as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from monitorapp.forms.expression import Expression, parse
from monitorapp.forms.lexer import NAME, SyntaxTrouble, tokens_of

ABSOLUTE = re.compile(rf"/{NAME}(?:/{NAME})+")
MARK = "\u01c1"  # a letter of click languages: what the grammar takes for a name and no form is called


def parse_shape(source: str) -> tuple[Expression, Mapping[str, str]]:
    """The tree of an expression and the paths that its marks stand for. Raises SyntaxTrouble."""
    paths: dict[str, str] = {}

    def mark(found: re.Match[str]) -> str:
        sign = f"/{MARK}{len(paths)}"
        paths[sign] = found[0]
        return sign

    shape = ABSOLUTE.sub(mark, source)
    tree = shaped(shape, len(paths)) if paths and MARK not in source else None
    return (parse(source), {}) if tree is None else (tree, paths)


@lru_cache(maxsize=4096)
def shaped(shape: str, marks: int) -> Expression | None:
    """The tree of a text with marks; None where some mark is not read as a path of its own."""
    try:
        signs = [token.text for token in tokens_of(shape) if token.kind == "path" and MARK in token.text]
        return parse(shape) if signs == [f"/{MARK}{number}" for number in range(marks)] else None
    except SyntaxTrouble:
        return None
