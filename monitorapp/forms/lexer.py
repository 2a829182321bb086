"""XPath source text to tokens, with the rule that tells operators from names."""

import re
from typing import NamedTuple

NAME = r"[^\W\d][\w.\-]*"
TOKEN = re.compile(
    rf"""\s*(?:
      (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<literal>"[^"]*"|'[^']*')
    | (?P<symbol>\.\.|::|//|!=|<=|>=|[()\[\]@,/|+=<>*.$-])
    | (?P<name>{NAME}(?::(?!:)(?:{NAME}|\*))?)
    )""",
    re.VERBOSE,
)
# Plain paths are most of what forms say, so they are one token and not five.
PATH = re.compile(
    rf"""\s*((?:/|\./)?(?:(?:{NAME}(?::{NAME})?|\.\.)/)*(?:{NAME}(?::{NAME})?|\.\.))(?![\w.:/\-]|\s*[(\[/]|\s*::)"""
)
OPERATOR_NAME = re.compile(r"\s*(and|or|div|mod)")
# After these comes the next step of a path that has begun.
NAMED_AFTER = frozenset({"@", "::", "/", "//"})
# After these a name or a star begins an operand; after anything else it is an operator.
BEFORE_OPERAND = frozenset({"@", "::", "(", "[", ",", "/", "//", "|", "+", "-", "=", "!=", "<", "<=", ">", ">=", "*"})


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
    at = 0
    end = len(source.rstrip())
    while at < end:
        token, at = next_token(source, at, found[-1] if found else None)
        found.append(token)
    found.append(Token("end", "", end))
    return found


def next_token(source: str, at: int, before: Token | None) -> tuple[Token, int]:
    """The token that starts at `at`, and where the next one starts."""
    if before is not None and ends_operand(before):
        operator = OPERATOR_NAME.match(source, at)
        if operator:
            return Token("operator", operator[1], operator.start(1)), operator.end()
    elif before is None or before.text not in NAMED_AFTER:
        plain = PATH.match(source, at)
        if plain:
            return Token("path", plain[1], plain.start(1)), plain.end()
    match = TOKEN.match(source, at)
    if match is None:
        raise SyntaxTrouble("character", at)
    kind = match.lastgroup or ""
    text, start = match[kind], match.start(kind)
    if kind == "symbol" and text == "*" and before is not None and ends_operand(before):
        kind = "operator"
    return Token(kind, text, start), match.end()


def ends_operand(token: Token) -> bool:
    """Whether what follows this token can only be an operator."""
    return token.kind != "operator" and not (token.kind == "symbol" and token.text in BEFORE_OPERAND)
