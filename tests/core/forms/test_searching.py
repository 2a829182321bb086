"""Choices that an appearance takes from an attached table, and look-ups in tables that no instance declares."""

from __future__ import annotations

import pytest

from monitorapp.errors import FormTrouble
from monitorapp.forms import FormDefinition, compile_form
from monitorapp.forms.itemsets import search_call, table_of
from monitorapp.forms.state import FormState
from tests.core.forms.small_forms import ask, bind, filled, xform

FRUITS = (
    b"code,en,ru,kind\napple,Apple,\xd0\xaf\xd0\xb1\xd0\xbb\xd0\xbe\xd0\xba\xd0\xbe,a\npear,Pear,x,a\nplum,Plum,y,b\n"
)


def searching(appearance: str, label: str = "en", resources: dict[str, bytes] | None = None) -> FormDefinition:
    body = (
        ask("x")
        + f'<select1 ref="/data/a" appearance="{appearance}"><label>A</label>'
        + f"<item><label>{label}</label><value>code</value></item></select1>"
    )
    return compile_form(xform("<x/><a/>", body=body), {"fruits.csv": FRUITS} if resources is None else resources)


def offered(state: FormState) -> list[tuple[str, str]]:
    return [(choice.code, choice.label) for choice in state.node("a").choices]


def test_all_rows_of_a_table_may_be_offered() -> None:
    state = filled(searching("minimal search('fruits')"))
    assert offered(state) == [("apple", "Apple"), ("pear", "Pear"), ("plum", "Plum")]


def test_words_may_be_made_of_several_columns() -> None:
    assert offered(filled(searching("search('fruits')", "en, kind")))[0] == ("apple", "Apple, a")


@pytest.mark.parametrize(
    ("search", "typed", "codes"),
    [
        ("search('fruits', 'contains', 'en', /data/x)", "P", ["apple", "pear", "plum"]),
        ("search('fruits', 'contains', 'en', /data/x)", "lu", ["plum"]),
        ("search('fruits', 'startswith', 'en', /data/x)", "p", ["pear", "plum"]),
        ("search('fruits', 'endswith', 'en', /data/x)", "r", ["pear"]),
        ("search('fruits', 'matches', 'code', /data/x)", "plum", ["plum"]),
        ("search('fruits', 'matches', 'code', /data/x)", "plu", []),
        ("search('fruits', 'contains', 'en', /data/x, 'kind', 'a')", "p", ["apple", "pear"]),
        ("search('fruits', 'contains', 'en', 'p', 'kind', /data/x)", "b", ["plum"]),
    ],
)
def test_a_search_follows_what_is_typed(search: str, typed: str, codes: list[str]) -> None:
    state = filled(searching(search))
    assert "a" in state.answer("x", typed).changed
    assert [code for code, _ in offered(state)] == codes


def test_a_choice_that_is_no_longer_found_is_blank() -> None:
    state = filled(searching("search('fruits', 'matches', 'kind', /data/x)"), {"x": "a", "a": "pear"})
    assert state.value("a") == "pear"
    state.answer("x", "b")
    assert state.value("a") is None
    state.answer("x", "a")
    assert state.value("a") == "pear"


def test_without_its_table_a_search_offers_what_is_written() -> None:
    assert offered(filled(searching("search('fruits')", resources={}))) == [("code", "en")]


@pytest.mark.parametrize("appearance", ["minimal", "", "research('x')", "search-like"])
def test_other_appearances_are_no_search(appearance: str) -> None:
    assert search_call(appearance) is None
    assert table_of(appearance) == ""


def test_a_broken_search_is_no_table_and_a_wrong_one_is_refused() -> None:
    assert table_of("search('fruits'") == ""
    assert table_of("search(1 +)") == ""
    assert table_of("search('fruits', 'contains')") == ""
    with pytest.raises(FormTrouble, match="form-function-unknown"):
        searching("search('fruits', 'contains', 'en', nonsense(1))")


def test_pulldata_finds_a_table_that_no_instance_declares() -> None:
    out = bind("out", calculate="pulldata('fruits', 'en', 'code', /data/x)")
    form = compile_form(xform("<x/><out/>", out, body=ask("x")), {"jr://file-csv/fruits.csv": FRUITS})
    state = filled(form)
    state.answer("x", "pear")
    assert state.value("out") == "Pear"
    state.answer("x", "fig")
    assert state.value("out") is None


def test_a_table_is_read_once_however_it_is_named() -> None:
    extra = '<instance id="fruits" src="jr://file-csv/fruits.csv"/>'
    form = compile_form(xform("<a/>", extra=extra), {"fruits.csv": FRUITS})
    assert list(form.instances) == ["fruits"]
    assert form.warnings == ()
