"""Relevance, required and readonly: what is shown, and what expressions see of what is not."""

from __future__ import annotations

import pytest

from tests.core.forms.small_forms import ask, bind, compiled, filled, group, repeat, select

GATED = compiled(
    "<gate/><g><a/><h><b/></h></g><seen/><n/>",
    bind("g", relevant="/data/gate = 'yes'"),
    bind("g/h", relevant="/data/g/a != 'hide'"),
    bind("seen", calculate="concat('[', /data/g/a, ',', /data/g/h/b, ']')"),
    bind("n", calculate="count(/data/g/h/b)"),
    body=select("gate", "yes", "no") + group("g", ask("g/a"), group("g/h", ask("g/h/b"))),
)


def test_a_group_hides_all_that_is_in_it() -> None:
    state = filled(GATED)
    assert not state.section_relevant("g")
    assert not state.node("a").relevant
    assert not state.node("b").relevant
    outcome = state.answer("gate", "yes")
    assert state.node("b").relevant
    assert {"gate", "g", "h", "a", "b", "n"} <= outcome.changed


def test_what_is_hidden_is_a_blank_to_expressions_and_comes_back_with_its_answer() -> None:
    state = filled(GATED, {"gate": "yes", "a": "x", "b": "y"})
    assert state.value("seen") == "[x,y]"
    state.answer("gate", "no")
    assert state.value("seen") == "[,]"
    assert state.value("a") == "x"
    state.answer("gate", "yes")
    assert state.value("seen") == "[x,y]"


def test_an_inner_group_stays_hidden_when_the_outer_one_is_shown() -> None:
    state = filled(GATED, {"gate": "no", "a": "hide", "b": "y"})
    state.answer("gate", "yes")
    assert state.section_relevant("g")
    assert state.section_relevant("h") is False
    assert state.value("seen") == "[hide,]"


def test_what_is_hidden_is_left_out_of_the_xml_and_of_counts() -> None:
    state = filled(GATED, {"gate": "yes", "b": "y"})
    assert "<h><b>y</b></h>" in state.serialize()
    assert state.value("n") == 1
    state.answer("a", "hide")
    assert "<h>" not in state.serialize()
    assert state.value("n") == 0


def test_a_hidden_calculation_has_no_result_and_feeds_nobody() -> None:
    form = compiled(
        "<gate/><a/><c/><d/>",
        bind("a", type="int"),
        bind("c", type="int", calculate="/data/a + 1", relevant="/data/gate = 'yes'"),
        bind("d", calculate="concat('d', /data/c)"),
        body=select("gate", "yes") + ask("a"),
    )
    state = filled(form, {"a": 4})
    assert state.value("c") is None
    assert state.value("d") == "d"
    state.answer("gate", "yes")
    assert state.value("c") == 5
    assert state.value("d") == "d5"
    state.answer("gate", None)
    assert state.value("c") is None


def test_a_hidden_question_is_neither_required_nor_wrong() -> None:
    form = compiled(
        "<gate/><a/>",
        bind("a", type="int", relevant="/data/gate = 'yes'", required="true()", constraint=". < 5"),
        body=select("gate", "yes") + ask("a"),
    )
    state = filled(form)
    assert state.problems() == ()
    state.answer("gate", "yes")
    assert [problem.code for problem in state.problems()] == ["required"]
    state.answer("a", 9)
    assert [problem.code for problem in state.problems()] == ["constraint"]
    state.answer("gate", None)
    assert state.problems() == ()


@pytest.mark.parametrize("rule", ["required", "readonly"])
def test_required_and_readonly_follow_the_answers(rule: str) -> None:
    form = compiled("<a/><b/>", bind("b", **{rule: "/data/a > 3"}), body=ask("a") + ask("b"))
    state = filled(form)
    assert getattr(state.node("b"), rule) is False
    assert "b" in state.answer("a", "5").changed
    assert getattr(state.node("b"), rule) is True
    assert "b" not in state.answer("a", "6").changed


def test_readonly_is_inherited_from_groups_and_rows() -> None:
    form = compiled(
        "<lock/><g><a/><r><x/></r></g>",
        bind("g", readonly="/data/lock = 'yes'"),
        body=select("lock", "yes") + group("g", ask("g/a"), repeat("g/r", ask("g/r/x"))),
    )
    state = filled(form)
    (row,) = state.rows("r")
    state.answer("lock", "yes")
    assert state.node("a").readonly
    assert state.node(f"{row}/x").readonly


def test_nobody_is_asked_for_an_answer_that_nobody_may_give() -> None:
    form = compiled(
        "<lock/><g><a/><r><x/></r></g>",
        bind("g", readonly="/data/lock = 'yes'"),
        bind("g/a", required="true()"),
        bind("g/r/x", required="true()"),
        body=select("lock", "yes") + group("g", ask("g/a"), repeat("g/r", ask("g/r/x"))),
    )
    state = filled(form)
    (row,) = state.rows("r")
    assert {problem.field for problem in state.problems()} == {"a", f"{row}/x"}
    state.answer("lock", "yes")
    assert state.problems() == ()
    assert not state.node("a").required
    state.answer("lock", None)
    assert {problem.field for problem in state.problems()} == {"a", f"{row}/x"}


def test_relevance_of_a_repeat_is_asked_row_by_row() -> None:
    form = compiled(
        "<r><x/><y/></r><n/>",
        bind("r/y", relevant="../x = 'yes'"),
        bind("n", calculate="count(/data/r/y)"),
        body=repeat("r", ask("r/x"), ask("r/y")),
    )
    state = filled(form)
    first, second = *state.rows("r"), *state.add_row("r").rows_added
    state.answer(f"{second}/x", "yes")
    assert not state.node(f"{first}/y").relevant
    assert state.node(f"{second}/y").relevant
    assert state.value("n") == 1


def test_a_repeat_may_be_hidden_as_a_whole() -> None:
    form = compiled(
        "<gate/><r><x/></r><n/>",
        bind("r", relevant="/data/gate = 'yes'"),
        bind("n", calculate="count(/data/r)"),
        body=select("gate", "yes") + repeat("r", ask("r/x")),
    )
    state = filled(form)
    assert state.value("n") == 0
    assert "<r>" not in state.serialize()
    state.answer("gate", "yes")
    assert state.value("n") == 1
    state.answer("gate", None)
    (added,) = state.add_row("r").rows_added
    assert not state.node(f"{added}/x").relevant
    state.answer("gate", "yes")
    assert state.node(f"{added}/x").relevant
    assert state.value("n") == 2


def test_a_rule_that_fails_hides_nothing_for_ever() -> None:
    form = compiled("<a/><b/>", bind("b", relevant="date(/data/a) > date('2020-01-01')"), body=ask("a") + ask("b"))
    state = filled(form, {"a": "nonsense"})
    assert not state.node("b").relevant
    assert list(state.failures()) == ["b"]
    state.answer("a", "2026-01-01")
    assert state.node("b").relevant


def test_constraints_are_not_asked_of_blanks() -> None:
    form = compiled("<a/>", bind("a", type="int", constraint=". > 3"), body=ask("a"))
    state = filled(form)
    assert state.node("a").problem is None
    assert state.answer("a", 1).problem == "constraint"
    assert state.answer("a", {"na": "unknown"}).problem is None
    assert state.answer("a", "about 2").problem is None


def test_a_constraint_that_cannot_be_worked_out_is_not_held_against_an_answer() -> None:
    form = compiled("<a/>", bind("a", constraint="regex(., '(')"), body=ask("a"))
    state = filled(form)
    assert state.answer("a", "x").problem is None
    assert "a" in state.failures()
