"""XPath source text to tokens; expressions that differ only in the questions they name are parsed once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from monitorapp.forms.expression import Expression, parse

NAME = r"[^\W\d][\w.\-]*"
PLAIN = rf"""
      (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<literal>"[^"]*"|'[^']*')
    | (?P<symbol>\.\.|::|//|!=|<=|>=|[()\[\]@,/|+=<>*.$-])
    | (?P<name>{NAME}(?::(?!:)(?:{NAME}|\*))?)
"""
# Plain paths are most of what forms say, so they are one token and not five.
PATH = rf"""(?P<path>(?:/|\./)?(?:(?:{NAME}(?::{NAME})?|\.\.)/)*(?:{NAME}(?::{NAME})?|\.\.))
            (?![\w.:/\-]|\s*[(\[/]|\s*::)"""
# What may follow depends on what stands before: an operand, an operator, or the next step of a path.
OPERAND = re.compile(rf"\s*(?:{PATH}|{PLAIN})", re.VERBOSE)
OPERATOR = re.compile(rf"\s*(?:(?P<operator>and|or|div|mod)|{PLAIN})", re.VERBOSE)
STEP = re.compile(rf"\s*(?:{PLAIN})", re.VERBOSE)
AFTER_SYMBOL = dict.fromkeys(("(", "[", ",", "|", "+", "-", "=", "!=", "<", "<=", ">", ">="), OPERAND) | dict.fromkeys(
    ("@", "::", "/", "//"), STEP
)


class Token(NamedTuple):
    """One token; `kind` is number, literal, name, path, operator, symbol or end."""

    kind: str
    text: str
    at: int


class SyntaxTrouble(Exception):
    """The expression is not XPath; `at` counts characters from its start."""

    def __init__(self, reason: str, at: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at


class ExpressionTrouble(Exception):
    """An expression that cannot be compiled: `reason` and the name it is about."""

    def __init__(self, reason: str, name: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.name = name


def tokens_of(source: str) -> list[Token]:
    """All tokens of an expression and an end token. Raises SyntaxTrouble."""
    found: list[Token] = []
    at, end, expected = 0, len(source.rstrip()), OPERAND
    while at < end:
        match = expected.match(source, at)
        if match is None:
            raise SyntaxTrouble("character", at)
        at = match.end()
        kind = match.lastgroup or ""
        text, start = match[kind], match.start(kind)
        if kind == "symbol" and text == "*" and expected is OPERATOR:
            kind = "operator"
        found.append(Token(kind, text, start))
        expected = OPERAND if kind == "operator" else OPERATOR
        if kind == "symbol":
            expected = AFTER_SYMBOL.get(text, OPERATOR)
    found.append(Token("end", "", end))
    return found


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
