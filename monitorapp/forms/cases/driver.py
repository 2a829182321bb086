"""Drives a filled form the way recordings speak of nodes, and says how each node stands in their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from monitorapp.forms.cases.score import same_text
from monitorapp.forms.context import Environment
from monitorapp.forms.definition import FormDefinition, Group, Kind, Question, Repeat
from monitorapp.forms.hardened import parse_xml
from monitorapp.forms.rows import Row
from monitorapp.forms.schema import SchemaNode
from monitorapp.forms.state import FormState
from monitorapp.forms.values import write_text
from monitorapp.forms.view import View
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


Standing = dict[str, Any]
COMPARED = ("relevant", "readonly", "required", "value", "count", "options", "violation", "label", "hint")


def standing(driver: Driver) -> dict[str, Standing]:
    """All nodes by reference."""
    view = driver.state.view
    elements = {question.path: question for question in driver.definition.questions.values()}
    groups = {group.path: group for group in driver.definition.groups.values()}
    found: dict[str, Standing] = {}
    waiting: list[tuple[Row, SchemaNode, str]] = [(driver.root, driver.definition.schema.root, "")]
    while waiting:
        row, place, base = waiting.pop()
        ref = f"{base}/{place.name}" + (f"[{row.position}]" if place.is_repeat else "")
        found[ref] = (
            leaf(view, row, elements[place.path])
            if not place.elements and not place.is_repeat
            else branch(view, row, place, driver.repeats.get(place.path) or groups.get(place.path))
        )
        for child in place.elements:
            if child.is_repeat:
                found[f"{ref}/{child.name}#range"] = range_of(view, row, child)
            rows = row.rows[child.slot] if child.is_repeat else [row]
            waiting += [(inner, child, ref) for inner in rows]
    return found


def leaf(view: View, row: Row, question: Question) -> Standing:
    node = view.node(row, question)
    slot = question.place.own_slot
    state: Standing = {
        "relevant": node.relevant,
        "readonly": node.readonly,
        "required": node.required,
        "value": write_text(row.shown_value(slot)),
        "label": node.label,
        "hint": node.hint,
        "options": [[choice.code, choice.label] for choice in node.choices],
    }
    if node.problem is not None:
        state["violation"] = {"condition": node.problem, "message": node.message or None}
    return state


def branch(view: View, row: Row, place: SchemaNode, element: Group | Repeat | None) -> Standing:
    return {
        "relevant": bool(row.shown[place.own_slot]),
        "readonly": view.is_locked(row, place),
        "required": False,
        "label": element.label.show(view.run.language, row.context) if element is not None else "",
    }


def range_of(view: View, row: Row, place: SchemaNode) -> Standing:
    rows = row.rows[place.slot]
    shown = bool(row.shown[place.parent.own_slot]) if place.parent is not None else True
    return {"relevant": shown, "readonly": False, "required": False, "count": len(rows)}


def difference(found: dict[str, Standing], wanted: dict[str, Standing], volatile: frozenset[str]) -> Iterator[str]:
    for ref, state in wanted.items():
        if ref not in found:
            yield f"no node {ref}"
            continue
        for name in COMPARED:
            if name == "value" and ref in volatile:
                continue
            if name in state or name == "violation":
                mine, recorded = found[ref].get(name), state.get(name)
                if not same(name, mine, recorded):
                    yield f"{ref} {name} is {mine!r}, wanted {recorded!r}"
    for ref in found:
        if ref not in wanted and "@" not in ref:
            yield f"extra node {ref}"


def same(name: str, found: Any, wanted: Any) -> bool:
    if name in {"value"}:
        return same_text(str(found), "" if wanted is None else str(wanted))
    if name in {"label", "hint"}:
        return " ".join(str(found or "").split()) == " ".join(str(wanted or "").split())
    return bool(found == wanted)


def xml_difference(found: str, wanted: str, volatile: frozenset[str]) -> Iterator[str]:
    names = {ref.rpartition("/")[2].rpartition(":")[2].partition("[")[0] for ref in volatile}
    mine, theirs = (list(lines(parse_xml(source)[0], names)) for source in (found, wanted))
    for one, other in zip(mine, theirs, strict=False):
        if one != other and not (one[:2] == other[:2] and same_text(one[2], other[2])):
            yield f"XML has {one}, wanted {other}"
            return
    if len(mine) != len(theirs):
        yield f"XML has {len(mine)} elements, wanted {len(theirs)}"


def lines(root: Element, volatile: set[str]) -> Iterator[tuple[str, str, str]]:
    """Depth and name, attributes, text of each element in order; not recursive."""
    waiting: list[tuple[Element, int]] = [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        local = element.tag.rpartition("}")[2]
        attributes = sorted(
            (name, "" if name.rpartition("}")[2] in volatile or f"@{name}" in volatile else text)
            for name, text in element.attrib.items()
        )
        text = "" if len(element) or local in volatile else (element.text or "").strip()
        yield f"{depth} {element.tag}", str(attributes), text
        waiting.extend((child, depth + 1) for child in reversed(element))
