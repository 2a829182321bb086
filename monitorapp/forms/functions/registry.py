"""How a function of the expression language is declared.

Most functions are `plain`: a Python function over converted arguments, declared with one letter per
argument (t text, n number, b truth, s any single value, v the values of a node-set) and the kind of
its result. What needs the syntax of its arguments (`if`, `position`, `once` …) is `special`: it gets the
compiler and the trees and returns a closure. A new function is one such line in the module of its family.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from monitorapp.forms.context import Compiled, Context
from monitorapp.forms.expression import Expression

if TYPE_CHECKING:
    from monitorapp.forms.compiler import Compiler

Run = Callable[[Context], Any]
Build = Callable[["Compiler", Sequence[Expression]], Run]
GivesNodes = Callable[["Compiler", Sequence[Expression]], bool]

MANY = 1_000_000


@dataclass(frozen=True, slots=True)
class Function:
    """One function: its name, how many arguments it takes, the kind of its value and how it is compiled."""

    name: str
    kind: str
    least: int
    most: int
    build: Build
    nodes_if: GivesNodes | None = None

    def takes(self, count: int) -> bool:
        """Whether the function takes that many arguments."""
        return self.least <= count <= self.most

    def gives_nodes(self, compiler: Compiler, arguments: Sequence[Expression]) -> bool:
        """Whether a call with these arguments gives a set of nodes."""
        if self.nodes_if is not None:
            return self.nodes_if(compiler, arguments)
        return self.kind == "nodes"

    def compile(self, compiler: Compiler, arguments: Sequence[Expression]) -> Compiled:
        """The closure of a call and the kind of its value."""
        kind = "nodes" if self.gives_nodes(compiler, arguments) else self.kind
        return Compiled(kind, self.build(compiler, arguments))


def plain(name: str, signature: str, kind: str, function: Callable[..., Any], least: int | None = None) -> Function:
    """A function over converted values. A last letter followed by `*` repeats."""
    repeats = signature.endswith("*")
    letters = signature.rstrip("*")
    most = MANY if repeats else len(letters)
    fewest = len(letters) - repeats if least is None else least

    def build(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
        kinds = letters.ljust(len(arguments), letters[-1]) if letters else ""
        return applying(function, [convert(compiler, kinds[at], tree) for at, tree in enumerate(arguments)])

    return Function(name, kind, fewest, most, build)


def convert(compiler: Compiler, letter: str, tree: Expression) -> Run:
    """An argument compiled for the type that its letter names."""
    conversions: dict[str, Callable[[Expression], Run]] = {
        "t": compiler.text,
        "n": compiler.number,
        "b": compiler.truth,
        "s": compiler.scalar,
        "v": compiler.values,
        "c": compiler.nodes,
    }
    return conversions[letter](tree)


def applying(function: Callable[..., Any], runs: list[Run]) -> Run:
    """A Python function over the values of its arguments."""
    if len(runs) == 1:
        (one,) = runs
        return lambda c: function(one(c))
    if len(runs) == 2:
        first, second = runs
        return lambda c: function(first(c), second(c))
    return lambda c: function(*[run(c) for run in runs])


def special(name: str, kind: str, least: int, most: int, build: Build, nodes_if: GivesNodes | None = None) -> Function:
    """A function that sees the syntax of its arguments."""
    return Function(name, kind, least, most, build, nodes_if)
