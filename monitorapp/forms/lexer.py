"""XPath source text to tokens, with the rule that tells operators from names."""

import re
from typing import NamedTuple

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
OPERATOR = re.compile(rf"\s*(?:(?P<operator>(?:and|or|div|mod)(?![^\W\d]))|{PLAIN})", re.VERBOSE)
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
