"""Functions at their borders: blanks, ends, places outside, several alphabets. One row is one thing to argue about."""

from __future__ import annotations

import pytest

from monitorapp.forms import compile_form
from monitorapp.records.field import Value
from tests.core.forms.small_forms import ask, bind, calculated, compiled, filled, repeat, xform

INF = "1 div 0"
SQUARE = "0 0;0 1;1 1;1 0;0 0"
# XPath 1.0, 4.2, with its own examples.
SUBSTRINGS: list[tuple[str, Value]] = [
    ("substring('12345', 0, 3)", "12"),
    ("substring('12345', 0 div 0, 3)", None),
    ("substring('12345', 1, 0 div 0)", None),
    (f"substring('12345', -42, {INF})", "12345"),
    (f"substring('12345', -{INF}, {INF})", None),
    ("substring('12345', 5)", "5"),
    ("substring('12345', 6)", None),
    ("substring('12345', 0.5)", "12345"),
    ("substring('12345', 1.5)", "2345"),
    ("substring('😀а', 2)", "а"),
    ("substring-before('1999/04/01', '/')", "1999"),
    ("substring-before('abc', 'abc')", None),
    ("substring-after('1999/04/01', '19')", "99/04/01"),
    ("substring-after('abc', 'abc')", None),
    ("substring-after('abc', '')", "abc"),
    ("translate('bar', 'abc', 'ABC')", "BAr"),
    ("translate('--aaa--', 'abc-', 'ABC')", "AAA"),
    ("translate('aab', 'aa', 'xy')", "xxb"),
    ("translate('Айгуль', 'Ай', 'Уж')", "Ужгуль"),
    ("contains('', '')", True),
    ("contains('abc', '')", True),
    ("starts-with('', 'a')", False),
    ("ends-with('abc', '')", True),
    ("string-length('е\u0301')", 2),
    ("string-length('😀')", 1),
]
# Counted from zero, negative from the end, cut towards zero.
SUBSTR: list[tuple[str, Value]] = [
    ("substr('hello', 0)", "hello"),
    ("substr('hello', 4)", "o"),
    ("substr('hello', 5)", None),
    ("substr('hello', -9)", "hello"),
    ("substr('hello', 0, -1)", "hell"),
    ("substr('hello', -3, -1)", "ll"),
    ("substr('hello', 1.9, 2.9)", "e"),
    ("substr('привет', 1, 3)", "ри"),
]
CODES: list[tuple[str, Value]] = [
    ("selected(' ', '')", True),
    ("selected('a', 'A')", False),
    ("selected('ab a', 'a')", True),
    ("selected('ab', 'b')", False),
    ("selected-at('', 0)", None),
    ("selected-at('a b', 1)", "b"),
    ("selected-at('a b', 2)", None),
    ("count-selected('')", 0),
    ("count-selected(' ')", 0),
]
TRUTH: list[tuple[str, Value]] = [
    ("boolean(' ')", True),
    ("boolean(0 div 0)", False),
    ("boolean(-1)", True),
    ("boolean-from-string(' true')", False),
    ("boolean-from-string(1)", True),
    ("boolean-from-string(2)", False),
    ("not('0')", False),
    ("coalesce(0, 5)", 0),
    ("coalesce(false(), 5)", False),
    ("coalesce('')", None),
    ("if(false(), date('never'), 'fine')", "fine"),
    ("if(true(), 'fine', date('never'))", "fine"),
    ("true() or date('never')", True),
    ("false() and date('never')", False),
    ("checklist(0, 0)", True),
    ("checklist(1, 1, 1, 1)", False),
    ("weighted-checklist(3, 3, 1, 1, 1, 2)", True),
    ("weighted-checklist(1, -1, 1, 0.5)", False),
    ("weighted-checklist(0.9, -1, 1, 0.5)", True),
]
ARITHMETIC: list[tuple[str, Value]] = [
    ("5 mod -2", 1),
    ("-5 mod -2", -1),
    ("1.5 mod 0.5", 0),
    ("1--1", 2),
    ("- -1", 1),
    ("2 = '2.0'", True),
    ("'2' = '2.0'", False),
    ("'2' < '10'", True),
    ("'a' < 'b'", False),
    ("number('x') = number('x')", False),
    ("number('x') != number('x')", True),
    (f"{INF} = {INF}", True),
    ("number('.5')", 0.5),
    ("number('5.')", 5),
    ("number('-')", None),
    ("number('1 000')", None),
    ("number('nan')", None),
    ("number('Infinity')", None),
    ("string(-0)", "0"),
    ("string(0.00001)", "0.00001"),
    ("ceiling(-0.2)", 0),
    ("ceiling(-1.5)", -1),
    ("int(-0.9)", 0),
    ("int('12abc')", None),
    ("round(2.675, 2)", 2.68),
    ("round(-2.675, 2)", -2.67),
    ("round(1250, -2)", 1300),
    ("round(-1250, -2)", -1200),
    ("round(5, -400)", 0),
    ("round(5, 400)", 5),
    ("max(-1, -2)", -1),
    ("max('')", None),
    ("exp10(400)", "Infinity"),
    ("pow(-8, 1 div 3)", None),
]
PLACES: list[tuple[str, Value]] = [
    (f"geofence('0 0', '{SQUARE}')", True),
    (f"geofence('1 1', '{SQUARE}')", False),
    (f"geofence('0.5 1.5', '{SQUARE}')", False),
    (f"geofence('', '{SQUARE}')", False),
    ("geofence('0.5 0.5', '')", False),
    ("geofence('0.5 0.5 100 5', '0 0 1 1;0 1 1 1;1 1 1 1;1 0 1 1;0 0 1 1')", True),
    ("area('0 0;0 0;0 0;0 0')", 0),
    ("area('0 0;0 1')", 0),
    ("distance('0 0')", 0),
    ("distance('91 0;0 0')", 0),
    ("round(distance('0 179.5;0 -179.5'))", 111319),
    ("round(distance('90 0;-90 0'))", 20037392),
]


@pytest.mark.parametrize(("expression", "value"), SUBSTRINGS + SUBSTR + CODES + TRUTH + ARITHMETIC + PLACES)
def test_at_its_border_a_function_gives(expression: str, value: Value) -> None:
    found = calculated(expression)
    assert found == value
    assert isinstance(found, bool) == isinstance(value, bool)


@pytest.mark.parametrize(
    "expression",
    [
        f"geofence('91 0', '{SQUARE}')",
        f"geofence('nan nan', '{SQUARE}')",
        f"geofence('x y', '{SQUARE}')",
        "distance('0 0', '0 181')",
        "digest('a', 'md5')",
        "digest('a', 'SHA-256', 'hex2')",
        "position(/data/r[9])",
    ],
)
def test_what_has_no_answer_is_told_as_a_failure(expression: str) -> None:
    form = compiled("<r><x/></r><out/>", bind("out", calculate=expression), body=repeat("r", ask("r/x")))
    state = filled(form)
    assert (state.value("out"), list(state.failures())) == (None, ["out"])


@pytest.mark.parametrize(
    "name", ["deviceid", "subscriberid", "simserial", "phonenumber", "username", "email", "uri:deviceid", "uri:email"]
)
@pytest.mark.parametrize("kind", ["string", "int", "barcode"])
def test_no_spelling_of_a_preload_names_the_person_who_fills_the_form(name: str, kind: str) -> None:
    form = compile_form(
        xform("<who/>", bind("who", type=kind, preload="property", preloadParams=name), body=ask("who"))
    )
    state = filled(form)
    assert state.value("who") is None
    assert "<who/>" in state.serialize()
    assert [one.code for one in form.warnings] == ["preload-blank"]
