"""Field keys as the engine needs them: `[item/]question[@source][#facet]`, and the rows they tell of."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from monitorapp.records.field import Value


class Key(NamedTuple):
    """One field key, taken apart."""

    item: str
    question: str
    source: str
    facet: str


def split_key(key: str) -> Key:
    """The parts of a field key; parts that are not there are ""."""
    item, slash, rest = key.partition("/")
    if not slash:
        item, rest = "", key
    rest, _, facet = rest.partition("#")
    question, _, source = rest.partition("@")
    return Key(item, question, source, facet)


@dataclass(slots=True)
class Answers:
    """The answers of a document, sorted for the engine: by row, and the rows in the order of the ledger."""

    given: dict[str, dict[str, Value]] = field(default_factory=dict)
    automatic: dict[str, dict[str, Value]] = field(default_factory=dict)
    rows: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)


def sort_answers(fields: Mapping[str, Value]) -> Answers:
    """Sort a ledger's view of a document; facets other than #auto, and sourced values, are left out."""
    answers = Answers()
    for key, value in fields.items():
        item, question, source, facet = split_key(key)
        if source or key.startswith("#"):
            continue
        if not question:
            sort_row(answers, item, facet, value)
        elif not facet:
            answers.given.setdefault(item, {})[question] = value
        elif facet == "auto":
            answers.automatic.setdefault(item, {})[question] = value
    return answers


def sort_row(answers: Answers, item: str, facet: str, value: Value) -> None:
    """Take in what a field says of a row: that it is there, or gone."""
    if facet == "row" and isinstance(value, dict) and "row" in value:
        answers.rows.setdefault((str(value["row"]), str(value.get("in") or "")), []).append(item)
    elif facet == "gone" and value:
        answers.gone.add(item)


def derived_item(document: str, repeat: str, parent: str, index: int, generation: int) -> str:
    """The id of a row that the form itself makes, the same on every laptop."""
    told = f"{document}\n{repeat}\n{parent}\n{index}\n{generation}"
    return hashlib.sha256(told.encode()).hexdigest()[:32]
