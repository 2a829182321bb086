"""Drives a filled form by absolute references with positions, the way recordings speak of nodes."""

from __future__ import annotations

import re
from typing import Any

from monitorapp.forms.definition import FormDefinition, Kind, Question
from monitorapp.forms.environment import Environment
from monitorapp.forms.rows import Row
from monitorapp.forms.schema import SchemaNode
from monitorapp.forms.state import FormState
from monitorapp.forms.values import write_text
from monitorapp.records.field import Value

POSITION = re.compile(r"\[(\d+)\]")


class Driver:
    """A form state, addressed by paths such as /data/row[2]/age."""

    def __init__(self, state: FormState) -> None:
        self.state = state
        self.definition = state.definition
        self.repeats = {repeat.place.path: repeat for repeat in state.definition.repeats.values()}

    @classmethod
    def of_form(cls, definition: FormDefinition, environment: Environment) -> Driver:
        """A driver of a fresh record."""
        return cls(FormState(definition, {}, environment, document="case"))

    @property
    def root(self) -> Row:
        """The row of the form itself."""
        return self.state.root_row

    def place(self, ref: str) -> SchemaNode:
        """The schema node of a reference."""
        path = POSITION.sub("", ref)
        found = self.definition.schema.by_path.get(path)
        assert found is not None, f"no node {path}"
        return found

    def row(self, ref: str) -> tuple[Row, SchemaNode]:
        """The row that holds a reference's node; a position that is missing means the first."""
        row = self.root
        place = self.definition.schema.root
        for step in ref.split("/")[2:]:
            name, _, number = step.partition("[")
            below = place.child(name)
            assert below is not None, f"no node {ref}"
            if below.is_repeat and step is not None and (number or below is not self.place(ref)):
                row = row.rows[below.slot][int(number.rstrip("]") or 1) - 1]
            place = below
        return row, place

    def perform(self, op: dict[str, Any]) -> None:
        """One step of a plan: set, add_repeat or remove_repeat."""
        if op["op"] == "set":
            self.set_text(op["ref"], op["value"])
        elif op["op"] == "add_repeat":
            self.add_row(op["ref"], None)
        else:
            row, _ = self.row(op["ref"])
            self.state.remove_row(row.item)

    def set_text(self, ref: str, text: str) -> None:
        """Answer a question as a recording writes it."""
        row, place = self.row(ref)
        question = self.definition.questions[place.question]
        self.state.answer(row.prefix + question.id, value_of(question, text))

    def add_row(self, ref: str, index: int | None) -> None:
        """Add a row, at a place or at the end."""
        row, place = self.row(ref)
        repeat = self.repeats[place.path]
        self.state.insert_row(repeat.id, row.item or None, index)

    def leaves(self) -> dict[str, str | None]:
        """Every leaf with its text; None where it is not relevant."""
        found: dict[str, str | None] = {}
        waiting: list[tuple[Row, SchemaNode, str]] = [(self.root, self.definition.schema.root, "")]
        while waiting:
            row, place, base = waiting.pop()
            ref = f"{base}/{place.name}" + (f"[{row.position}]" if place.is_repeat else "")
            if not place.elements:
                found[ref] = self.text(row, place)
            for child in place.elements:
                rows = row.rows[child.slot] if child.is_repeat else [row]
                waiting += [(inner, child, ref) for inner in rows]
        return found

    def text(self, row: Row, place: SchemaNode) -> str | None:
        """The text of a node; None where it is not relevant."""
        slot = place.own_slot
        return write_text(row.shown_value(slot)) if row.shown[slot] else None


def value_of(question: Question, text: str) -> Value:
    """An answer as a person would give it, from the text that a recording has for it."""
    if text == "":
        return None
    if question.kind is Kind.SELECT_MULTIPLE:
        return text.split()
    if question.kind is Kind.RANK:
        return {"rank": text.split()}
    return text
