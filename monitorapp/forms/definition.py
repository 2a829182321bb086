"""What a form is: questions, groups, repeats, texts, choices, rules. Immutable once compiled.

A new question kind is a member of `Kind`, a line in body.py where controls are read, and, if its text
in XML is more than text, a reader in values.py. Appearances are passed through as they are written;
the page that shows a question knows them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from monitorapp.forms.coercion import EvaluationError, to_text
from monitorapp.forms.context import Context, Evaluate, Nodes, Truth
from monitorapp.forms.nodes import Item
from monitorapp.forms.schema import Schema, SchemaNode

if TYPE_CHECKING:
    from monitorapp.forms.graph import Graph


class Kind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    RANGE = "range"
    NOTE = "note"
    TRIGGER = "trigger"
    BARCODE = "barcode"
    GEOPOINT = "geopoint"
    GEOTRACE = "geotrace"
    GEOSHAPE = "geoshape"
    FILE = "file"
    CALCULATION = "calculation"
    HIDDEN = "hidden"


Sentence = tuple[str | Evaluate, ...]


class Text:
    """Words in several languages, with places where a value is put in."""

    __slots__ = ("forms", "languages")

    def __init__(self, languages: Mapping[str, Sentence], forms: Mapping[str, Mapping[str, Sentence]]) -> None:
        self.languages = languages
        self.forms = forms

    def __bool__(self) -> bool:
        return bool(self.languages)

    @property
    def has_values(self) -> bool:
        """Whether the words depend on answers."""
        return any(callable(part) for words in self.languages.values() for part in words)

    def show(self, language: str, context: Context | None = None) -> str:
        """The words in a language; in the first one that has any where this language has none."""
        words = self.languages.get(language)
        if words is None:
            words = next(iter(self.languages.values()), ())
        return spoken(words, context)

    def media(self, language: str, form: str) -> str:
        """The file (image, audio, video, big-image) or short form of these words, "" where there is none."""
        by_language = self.forms.get(form, {})
        return spoken(by_language.get(language, next(iter(by_language.values()), ())), None)


def spoken(words: Sentence, context: Context | None) -> str:
    """The words with the values of a context put in."""
    return "".join(part if isinstance(part, str) else put_in(part, context) for part in words)


def put_in(part: Evaluate, context: Context | None) -> str:
    """The text of a value, "" without a context or where it cannot be worked out."""
    if context is None:
        return ""
    try:
        return to_text(part(context))
    except EvaluationError:
        return ""


NO_TEXT = Text({}, {})


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """One answer that is offered. `extra` holds further columns of the choices sheet."""

    code: str
    label: Text
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Itemset:
    """Choices that come from nodes: which nodes, and how each gives its code and its words."""

    nodes: Nodes
    code: Evaluate
    label: Evaluate
    fixed: bool


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A question, a calculation or a hidden value."""

    id: str
    name: str
    path: str
    kind: Kind
    type: str
    place: SchemaNode
    label: Text = NO_TEXT
    hint: Text = NO_TEXT
    guidance: Text = NO_TEXT
    appearance: str = ""
    monitor: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    itemset: Itemset | None = None

    @property
    def shape(self) -> str:
        """How several codes are kept: list, rank, or "" for a single value."""
        return {Kind.SELECT_MULTIPLE: "list", Kind.RANK: "rank"}.get(self.kind, "")


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Questions that stand together."""

    id: str
    name: str
    label: Text
    appearance: str
    children: tuple[Element, ...]
    place: SchemaNode | None
    path: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Repeat:
    """Questions that are asked once for each row."""

    id: str
    name: str
    label: Text
    children: tuple[Element, ...]
    place: SchemaNode
    appearance: str = ""
    count: Evaluate | None = None
    fixed: bool = False
    path: str = ""

    @property
    def controlled(self) -> bool:
        """Whether the form, and not the person, says how many rows there are."""
        return self.count is not None or self.fixed


Element = Question | Group | Repeat


@dataclass(slots=True, eq=False)
class Bind:
    """The rules of one node, compiled."""

    place: SchemaNode
    calculate: Evaluate | None = None
    relevant: Truth | None = None
    readonly: Truth | None = None
    required: Truth | None = None
    constraint: Truth | None = None
    constraint_message: Text = NO_TEXT
    required_message: Text = NO_TEXT
    preload: str = ""
    monitor: Mapping[str, str] = field(default_factory=dict)
    keeps_first: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Action:
    """A value that is set when something happens."""

    events: frozenset[str]
    target: SchemaNode
    trigger: SchemaNode | None
    repeat: SchemaNode | None
    value: Evaluate


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something in a form that the engine does not act on, or that its author should know."""

    code: str
    facts: Mapping[str, str | int | None] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class FormDefinition:
    """A compiled form. Build it with `compile_form`; it never changes afterwards."""

    id: str
    version: str
    title: str
    languages: tuple[str, ...]
    default_language: str
    sections: tuple[Element, ...]
    questions: Mapping[str, Question]
    repeats: Mapping[str, Repeat]
    digest: str
    schema: Schema
    binds: Mapping[int, Bind]
    graph: Graph
    texts: Mapping[str, Text]
    instances: Mapping[str, Item]
    actions: Sequence[Action]
    prefixes: Mapping[str, str]
    warnings: tuple[Complaint, ...] = ()
    groups: Mapping[str, Group] = field(default_factory=dict)
