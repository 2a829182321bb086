"""Comparisons are compiled in many ways; all of them say what comparing the two values says."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitorapp.forms.coercion import COMPARISONS, EQUAL_WITHIN
from monitorapp.records.field import Value
from tests.core.forms.small_forms import ask, bind, compiled, filled, repeat

OPERATORS = sorted(COMPARISONS)
LITERALS = ["''", "'a'", "'2'", "'2.0'", "2", "0", "-1.5", "'2026-03-04'", "'true'", "1"]
KINDS: dict[str, list[Value]] = {
    "string": [None, "a", "2", "2.0", "2026-03-04", "true"],
    "int": [None, 0, 1, 2, -7],
    "decimal": [None, 2.0, -1.5, 0.1],
    "boolean": [None, True, False],
    "date": [None, {"t": "2026-03-04", "p": "day"}, {"t": "1970-01-03", "p": "day"}],
}
INSTANCE = "<string/><int/><decimal/><boolean/><date/><out/>"
TYPES = [bind(kind, type=kind) for kind in KINDS]


def compared(rule: str, answers: dict[str, Value]) -> Value:
    form = compiled(INSTANCE, *TYPES, bind("out", calculate=rule), body="".join(map(ask, KINDS)))
    return filled(form, answers).value("out")


@pytest.mark.parametrize(("kind", "operator", "literal"), [*product(KINDS, OPERATORS, LITERALS)])
def test_a_question_beside_what_the_form_writes(kind: str, operator: str, literal: str) -> None:
    """Written outright, through a function that changes nothing, and inside of a set of one."""
    for value in KINDS[kind]:
        ways = (f"/data/{kind}", f"if(true(), /data/{kind}, '')", f"coalesce(/data/{kind}, /data/{kind})")
        found = {compared(f"{way} {operator} {literal}", {kind: value}) for way in ways}
        assert len(found) == 1, (value, found)


@pytest.mark.parametrize(("operator", "opposite"), [("<", ">"), ("<=", ">="), ("=", "="), ("!=", "!=")])
@pytest.mark.parametrize("literal", LITERALS)
def test_a_comparison_may_be_turned_around(operator: str, opposite: str, literal: str) -> None:
    for kind, values in KINDS.items():
        for value in values:
            there = compared(f"/data/{kind} {operator} {literal}", {kind: value})
            back = compared(f"{literal} {opposite} /data/{kind}", {kind: value})
            assert there == back, (kind, value)


@settings(deadline=None, max_examples=60)
@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.sampled_from(OPERATORS))
def test_two_numbers_compare_as_numbers(left: float, right: float, operator: str) -> None:
    form = compiled(
        "<a/><b/><out/>",
        bind("a", type="decimal"),
        bind("b", type="decimal"),
        bind("out", calculate=f"/data/a {operator} /data/b"),
        body=ask("a") + ask("b"),
    )
    assert filled(form, {"a": left, "b": right}).value("out") is COMPARISONS[operator](left, right)


def test_numbers_that_differ_in_the_last_digits_are_equal_and_still_in_order() -> None:
    assert EQUAL_WITHIN < 1e-9
    assert compared("0.1 + 0.2 = 0.3", {}) is True
    assert compared("0.1 + 0.2 != 0.3", {}) is False


def test_comparisons_may_follow_each_other() -> None:
    assert compared("1 < 2 < 3", {}) is True
    assert compared("3 > 2 > 1", {}) is False
    assert compared("1 = 1 = true()", {}) is True


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("/data/r/x = 3", True),
        ("/data/r/x > 4", False),
        ("/data/r/x != 1", True),
        ("3 = /data/r/x", True),
        ("/data/r/x = /data/r/y", True),
        ("/data/r/x = ''", False),
        ("/data/r[x > 9]/x = ''", True),
        ("/data/r[x > 9]/x = 1", False),
        ("boolean(/data/r) = true()", False),
        ("not(/data/r/x) = false()", True),
    ],
)
def test_of_sets_any_pair_may_compare(rule: str, value: bool) -> None:
    form = compiled(
        "<r><x>1</x><y>3</y></r><r><x>3</x><y>7</y></r><out/>",
        bind("r/x", type="int"),
        bind("r/y", type="int"),
        bind("out", calculate=rule),
        body=repeat("r", ask("r/x"), ask("r/y")),
    )
    assert filled(form).value("out") is value
