"""How every node of a filled form stands, in the words of the recorded traces, and how that differs from them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from monitorapp.forms.cases.driver import Driver
from monitorapp.forms.cases.score import same_text
from monitorapp.forms.definition import Group, Question, Repeat
from monitorapp.forms.hardened import parse_xml
from monitorapp.forms.rows import Row
from monitorapp.forms.schema import SchemaNode
from monitorapp.forms.values import write_text
from monitorapp.forms.view import View

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
