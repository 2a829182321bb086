"""What JavaRosa 5.1.0 answered: hundreds of odd expressions, and forms that were filled step by step.

Both were made at random and run through JavaRosa once; those are kept in which it follows the policy of SEMANTICS.md.
"""

from __future__ import annotations

import csv
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from monitorapp.forms import FormState, compile_form
from monitorapp.forms.cases.driver import Driver
from monitorapp.forms.cases.score import FrozenEnvironment, same_text
from tests.core.forms.small_forms import ask, bind, repeat, table, xform

HERE = Path(__file__).parent
NODES = {
    "s": ("string", "hello world"),
    "s0": ("string", ""),
    "nx": ("string", "007x"),
    "sn": ("string", "12.5"),
    "sc": ("string", "3,5"),
    "sd": ("string", "2026-01-05"),
    "i": ("int", "7"),
    "ineg": ("int", "-3"),
    "i0": ("int", ""),
    "iz": ("int", "0"),
    "d": ("decimal", "2.75"),
    "dneg": ("decimal", "-2.5"),
    "d0": ("decimal", ""),
    "dt": ("date", "2026-03-04"),
    "dt2": ("date", "2025-12-31"),
    "dt0": ("date", ""),
    "dtm": ("dateTime", "2026-03-04T10:20:30.000+00:00"),
    "dtm0": ("dateTime", ""),
    "b1": ("boolean", ""),
    "b0": ("boolean", ""),
    "m": ("string", "a b c"),
    "m1": ("string", "b"),
    "m0": ("string", ""),
    "geo": ("geopoint", "1.0 2.0 0.0 0.0"),
    "geo2": ("geopoint", "1.5 2.5 0.0 0.0"),
    "geo0": ("geopoint", ""),
    "shape": ("geoshape", "0 0 0 0;0 1 0 0;1 1 0 0;0 0 0 0"),
    "trace": ("geotrace", "0 0 0 0;0 1 0 0;1 1 0 0"),
    "hid": ("int", "5"),
    "hids": ("string", "hidden"),
}
RULES: dict[str, dict[str, str]] = {
    "b1": {"calculate": "true()"},
    "b0": {"calculate": "false()"},
    "hid": {"relevant": "false()"},
    "hids": {"relevant": "false()"},
}
ROWS = "<r><v>1</v><w>one</w></r><r><v/><w/></r><r><v>3</v><w>three</w></r>"
PEOPLE = table(
    "x",
    {"k": "a", "name": "Anna", "n": "1"},
    {"k": "b", "name": "Ben", "n": "2"},
    {"k": "c", "name": "", "n": ""},
)


def rows() -> list[tuple[str, str, str]]:
    """Expression, type of the node that holds it, and JavaRosa's answer."""
    with (HERE / "javarosa_answers.csv").open(encoding="utf-8", newline="") as lines:
        return [(row["expression"], row["type"], row["answer"]) for row in csv.DictReader(lines)]


ANSWERS = rows()
FILLS = [json.loads(line) for line in (HERE / "javarosa_fills.jsonl").read_text(encoding="utf-8").splitlines()]


@cache
def answered() -> dict[str, str | None]:
    """All expressions, each a calculation of one form."""
    instance = "".join(f"<{name}>{text}</{name}>" for name, (_, text) in NODES.items())
    outs = "".join(f"<o{number}/>" for number in range(len(ANSWERS)))
    form = xform(
        instance + ROWS + outs,
        *(bind(name, type=kind, **RULES.get(name, {})) for name, (kind, _) in NODES.items()),
        bind("r/v", type="int"),
        *(bind(f"o{number}", type=kind, calculate=rule) for number, (rule, kind, _) in enumerate(ANSWERS)),
        body=repeat("r", ask("r/v")),
        extra=PEOPLE,
    )
    state = FormState(compile_form(form), {}, FrozenEnvironment("UTC", None))
    return Driver(state).leaves()


@pytest.mark.parametrize("number", range(len(ANSWERS)), ids=lambda number: ANSWERS[number][0])
def test_an_expression_gives_what_javarosa_gives(number: int) -> None:
    found = answered()[f"/data/o{number}"]
    assert found is not None
    assert same_text(found, ANSWERS[number][2])


def without_first(ref: str) -> str:
    return ref.replace("[1]", "")


def stood(driver: Driver) -> dict[str, str | None]:
    """All leaves but those of the record itself and of rows that only JavaRosa's own walk would make."""
    return {without_first(ref): text for ref, text in driver.leaves().items() if not re.search(r"/(?:meta|q)\b", ref)}


def filled(fill: dict[str, Any]) -> Driver:
    driver = Driver.of_form(compile_form(fill["form"]), FrozenEnvironment("UTC", None))
    for op in fill["ops"]:
        driver.perform(op)
    return driver


@pytest.mark.parametrize("number", range(len(FILLS)))
def test_a_form_that_was_filled_stands_as_in_javarosa(number: int) -> None:
    found, wanted = stood(filled(FILLS[number])), FILLS[number]["values"]
    assert set(found) == set(wanted)
    differing = {
        ref: (found[ref], text)
        for ref, text in wanted.items()
        if found[ref] != text and not same_text(found[ref] or "", text or "")
    }
    assert not differing


# What happens at load happens again, so forms that set something then are left out.
SAVED = [number for number, fill in enumerate(FILLS) if "setvalue" not in fill["form"]]


@pytest.mark.parametrize("number", SAVED)
def test_a_form_that_was_saved_and_opened_stands_as_before(number: int) -> None:
    driver = filled(FILLS[number])
    again = FormState(driver.definition, {}, FrozenEnvironment("UTC", None), record=driver.state.serialize())
    before, after = stood(driver), stood(Driver(again))
    assert {ref for ref, text in before.items() if text is not None} <= set(after)
    assert {ref: text for ref, text in after.items() if text is not None and before.get(ref) != text} == {}
