"""Workbooks of Excel before 2007 (.xls), written by another program: they become forms, or are refused with a place."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitorapp.errors import Fact, FormTrouble
from monitorapp.forms import compile_form
from monitorapp.forms.sheets import look_over
from monitorapp.library import Found, inspect, inspect_file
from tests.core.forms.small_forms import filled

FOLDER = Path(__file__).parent / "old_workbooks"
BEDS = (FOLDER / "beds.xls").read_bytes()


def refused(name: str) -> FormTrouble:
    with pytest.raises(FormTrouble) as trouble:
        inspect_file(FOLDER / name)
    return trouble.value


def place(facts: dict[str, Fact]) -> tuple[Fact, ...]:
    return facts["sheet"], facts["row"], facts["column"]


def test_an_old_workbook_becomes_a_form_that_works() -> None:
    found = inspect_file(FOLDER / "beds.xls")
    assert (found.form, found.version, found.title, found.questions) == ("beds", "1", "Койки", 2)
    state = filled(compile_form(found.xform), {"beds": 4})
    assert state.value("twice") == 8
    assert state.node("clean").relevant
    assert [choice.label for choice in state.node("clean").choices] == ["Да", "Нет"]


def test_an_old_workbook_is_known_by_what_is_in_it() -> None:
    assert inspect(BEDS, "beds.xlsx").form == "beds"


def test_a_circle_in_an_old_workbook_is_told_with_its_cell() -> None:
    trouble = refused("circle.xls")
    assert trouble.code == "form-cycle"
    assert place(trouble.facts) in {("survey", 3, "calculation"), ("survey", 4, "calculation")}


def test_an_unknown_function_in_an_old_workbook_is_told_with_its_cell() -> None:
    trouble = refused("martian.xls")
    assert (trouble.code, trouble.facts["name"]) == ("form-function-unknown", "martian")
    assert place(trouble.facts) == ("survey", 3, "relevant")


def test_a_formula_without_a_result_in_an_old_workbook_is_told_with_its_cell() -> None:
    trouble = refused("error.xls")
    assert (trouble.code, trouble.facts["value"]) == ("form-cell-broken", "#REF!")
    assert place(trouble.facts) == ("survey", 3, "label")


@pytest.mark.parametrize(
    ("name", "code", "value"),
    [("MOST_LETTERS", "form-text-too-long", 5), ("MOST_ROWS", "form-list-too-long", 2)],
)
def test_old_workbooks_have_the_limits_of_new_ones(
    monkeypatch: pytest.MonkeyPatch, name: str, code: str, value: int
) -> None:
    monkeypatch.setattr(f"monitorapp.forms.sheets.{name}", value)
    with pytest.raises(FormTrouble) as trouble:
        look_over(BEDS)
    assert trouble.value.code == code
    assert trouble.value.facts["sheet"] == "survey"
    assert trouble.value.facts["row"] in {1, 3}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(BEDS) - 1), st.binary(min_size=1, max_size=8))
def test_an_old_workbook_damaged_anywhere_is_a_form_or_a_trouble(at: int, piece: bytes) -> None:
    with suppress(FormTrouble):
        assert isinstance(inspect(BEDS[:at] + piece + BEDS[at + len(piece) :], "f.xls"), Found)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.7, 0.95])
def test_an_old_workbook_that_was_cut_off_is_a_trouble(share: float) -> None:
    with pytest.raises(FormTrouble):
        inspect(BEDS[: int(len(BEDS) * share)], "f.xls")
