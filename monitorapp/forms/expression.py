"""XPath 1.0 expressions: the syntax tree and the Pratt parser that builds it.

Chains of one precedence (`a + b - c …`) become one flat node, so that a sum of five hundred terms
is a loop and not five hundred nested calls.
"""

from dataclasses import dataclass, field
from functools import lru_cache

from monitorapp.forms.lexer import SyntaxTrouble, Token, tokens_of

DEEPEST = 120


@dataclass(frozen=True, slots=True)
class Literal:
    """A number or a text written in the expression."""

    value: str | float


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands of one precedence with the operators between them, read from left to right."""

    first: "Expression"
    rest: tuple[tuple[str, "Expression"], ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """Unary minus."""

    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: axis, name test (`*`, `node()`, `text()`, a name) and predicates."""

    axis: str
    test: str
    predicates: tuple["Expression", ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A location path; `start` is None for a relative one, "/" for an absolute one, or an expression."""

    start: "Expression | str | None"
    steps: tuple[Step, ...] = ()
    # The path as it is written, where it is absolute and of names only.
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Filter:
    """A node-set expression with predicates, as in `(…)[1]`."""

    operand: "Expression"
    predicates: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Union:
    """Node-sets joined by `|`."""

    operands: tuple["Expression", ...]


Expression = Literal | Call | Chain | Negation | Path | Filter | Union

PRECEDENCE = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
}
SIGNS = frozenset({"symbol", "operator"})
NODE_TYPES = frozenset({"node", "text", "comment", "processing-instruction"})
AXES = frozenset(
    {
        "ancestor",
        "ancestor-or-self",
        "attribute",
        "child",
        "descendant",
        "descendant-or-self",
        "following",
        "following-sibling",
        "namespace",
        "parent",
        "preceding",
        "preceding-sibling",
        "self",
    }
)
PARENT = Step("parent", "node()")
ANY_DESCENDANT = Step("descendant-or-self", "node()")


class Parser:
    """A Pratt parser over the tokens of one expression."""

    def __init__(self, source: str) -> None:
        self.tokens = tokens_of(source)
        # What stands at each place if it is a symbol or an operator, else "".
        self.signs = [token.text if token.kind in SIGNS else "" for token in self.tokens]
        self.at = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        """The token that is looked at."""
        return self.tokens[self.at]

    def take(self) -> Token:
        """The token that is looked at; goes on to the next."""
        token = self.tokens[self.at]
        self.at += 1
        return token

    def skip(self, text: str) -> bool:
        """Go past a symbol if it is there."""
        if self.signs[self.at] == text:
            self.at += 1
            return True
        return False

    def expect(self, text: str) -> None:
        """Go past a symbol that has to be there."""
        if not self.skip(text):
            raise self.trouble(f"expected {text}")

    def trouble(self, reason: str) -> SyntaxTrouble:
        """A syntax trouble at the present token."""
        return SyntaxTrouble(reason, self.token.at)

    def parse(self) -> Expression:
        """The whole expression, to the end."""
        tree = self.expression(1)
        if self.token.kind != "end":
            raise self.trouble("unexpected")
        return tree

    def expression(self, least: int) -> Expression:
        """An expression whose operators bind at least that strongly."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.trouble("too deep")
        left = self.operand()
        while (power := PRECEDENCE.get(self.signs[self.at], 0)) >= least:
            left = self.chain(left, power)
        self.depth -= 1
        return left

    def chain(self, first: Expression, power: int) -> Expression:
        """All operands of one precedence that follow."""
        rest = []
        while PRECEDENCE.get(operator := self.signs[self.at]) == power:
            self.at += 1
            rest.append((operator, self.expression(power + 1)))
        return Chain(first, tuple(rest))

    def operand(self) -> Expression:
        """An operand with the minus signs before it; two of them cancel out as values, not as types."""
        negative = 0
        while self.skip("-"):
            negative += 1
        union = self.union()
        for _ in range(min(negative, 2 - negative % 2)):
            union = Negation(union)
        return union

    def union(self) -> Expression:
        """Paths joined by `|`."""
        first = self.path()
        if self.signs[self.at] != "|":
            return first
        parts = [first]
        while self.skip("|"):
            parts.append(self.path())
        return Union(tuple(parts))

    def path(self) -> Expression:
        """A location path, or an expression that a path may follow."""
        token = self.tokens[self.at]
        if token.kind == "path":
            self.at += 1
            return plain_path(token.text)
        if self.skip("/"):
            return Path("/", tuple(self.steps()) if self.begins_step() else ())
        if self.skip("//"):
            return Path("/", (ANY_DESCENDANT, *self.steps()))
        if not self.begins_primary():
            return Path(None, tuple(self.steps()))
        return self.primary_path()

    def primary_path(self) -> Expression:
        """A literal, call or bracket with its predicates and the path behind it."""
        primary = self.primary()
        predicates = self.predicates()
        if predicates:
            primary = Filter(primary, predicates)
        if self.skip("/"):
            return Path(primary, tuple(self.steps()))
        if self.skip("//"):
            return Path(primary, (ANY_DESCENDANT, *self.steps()))
        return primary

    def begins_primary(self) -> bool:
        """Whether a literal, a call or a bracket follows."""
        token = self.token
        if token.kind in {"number", "literal"} or self.signs[self.at] in {"(", "$"}:
            return True
        following = self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        return token.kind == "name" and following.text == "(" and token.text not in NODE_TYPES

    def begins_step(self) -> bool:
        """Whether a step of a path follows."""
        return self.token.kind == "name" or self.signs[self.at] in {".", "..", "@", "*"}

    def primary(self) -> Expression:
        """A literal, a call or a bracket."""
        token = self.take()
        if token.kind == "number":
            return Literal(float(token.text))
        if token.kind == "literal":
            return Literal(token.text[1:-1])
        if token.kind == "name":
            return self.call(token.text)
        if token.text == "(":
            inner = self.expression(1)
            self.expect(")")
            return inner
        raise SyntaxTrouble("variable", token.at)

    def call(self, name: str) -> Call:
        """The arguments of a function."""
        self.expect("(")
        arguments: list[Expression] = []
        while not self.skip(")"):
            if arguments:
                self.expect(",")
            arguments.append(self.expression(1))
        return Call(name, tuple(arguments))

    def predicates(self) -> tuple[Expression, ...]:
        """The predicates that follow."""
        found = []
        while self.skip("["):
            found.append(self.expression(1))
            self.expect("]")
        return tuple(found)

    def steps(self) -> list[Step]:
        """The steps of a path."""
        found = [self.step()]
        while self.signs[self.at] in {"/", "//"}:
            if self.take().text == "//":
                found.append(ANY_DESCENDANT)
            found.append(self.step())
        return found

    def step(self) -> Step:
        """One step: axis, name test, predicates."""
        if self.skip("."):
            return Step("self", "node()", self.predicates())
        if self.skip(".."):
            return Step("parent", "node()", self.predicates())
        axis = "child"
        if self.skip("@"):
            axis = "attribute"
        elif self.tokens[min(self.at + 1, len(self.tokens) - 1)].text == "::":
            axis = self.take().text
            if axis not in AXES:
                raise self.trouble("axis")
            self.expect("::")
        return Step(axis, self.node_test(), self.predicates())

    def node_test(self) -> str:
        """A name, `*`, or a node type with its brackets."""
        token = self.take()
        if token.text == "*" and token.kind in {"symbol", "operator"}:
            return "*"
        if token.kind != "name":
            raise SyntaxTrouble("step", token.at)
        if token.text in NODE_TYPES and self.skip("("):
            if self.token.kind == "literal":
                self.take()
            self.expect(")")
            return token.text + "()"
        return token.text


@lru_cache(maxsize=16384)
def plain_step(word: str) -> Step:
    """A step to a name or to what is above."""
    return PARENT if word == ".." else Step("child", word)


@lru_cache(maxsize=16384)
def plain_path(text: str) -> Path:
    """A path of names and `..` only."""
    start = "/" if text.startswith("/") else None
    absolute = text if start and ".." not in text else ""
    words = text.removeprefix("./").removeprefix("/").split("/")
    return Path(start, tuple(map(plain_step, words)), absolute)


@lru_cache(maxsize=4096)
def parse(source: str) -> Expression:
    """The syntax tree of an expression. Raises SyntaxTrouble with the place of the mistake."""
    return Parser(source).parse()
