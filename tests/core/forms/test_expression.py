"""Expressions: how they are read, and where it is said that they are wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitorapp.forms.expression import DEEPEST, Call, Chain, Filter, Literal, Negation, Path, Step, Union, parse
from monitorapp.forms.lexer import SyntaxTrouble, tokens_of
from tests.core.forms.small_forms import calculated


def child(*names: str) -> tuple[Step, ...]:
    return tuple(Step("child", name) for name in names)


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("1", Literal(1.0)),
        (".5", Literal(0.5)),
        ("12.", Literal(12.0)),
        ("'it'", Literal("it")),
        ("\"a 'quoted' word\"", Literal("a 'quoted' word")),
        ("''", Literal("")),
        ("-3", Negation(Literal(3.0))),
        ("--3", Negation(Negation(Literal(3.0)))),
        ("true()", Call("true", ())),
        ("jr:choice-name(a, 'b')", Call("jr:choice-name", (Path(None, child("a")), Literal("b")))),
        ("/data/a", Path("/", child("data", "a"))),
        ("  /data/a  ", Path("/", child("data", "a"))),
        ("../a", Path(None, (Step("parent", "node()"), *child("a")))),
        ("./a", Path(None, child("a"))),
        (".", Path(None, (Step("self", "node()"),))),
        ("/", Path("/", ())),
        ("@id", Path(None, (Step("attribute", "id"),))),
        ("/data/@version", Path("/", (*child("data"), Step("attribute", "version")))),
        ("child::a", Path(None, child("a"))),
        ("*", Path(None, (Step("child", "*"),))),
        ("orx:meta/orx:instanceID", Path(None, child("orx:meta", "orx:instanceID"))),
        ("//a", Path("/", (Step("descendant-or-self", "node()"), *child("a")))),
        ("text()", Path(None, (Step("child", "text()"),))),
        ("a[1]", Path(None, (Step("child", "a", (Literal(1.0),)),))),
        ("(a)[1]", Filter(Path(None, child("a")), (Literal(1.0),))),
        ("a | b", Union((Path(None, child("a")), Path(None, child("b"))))),
        ("current()/../a", Path(Call("current", ()), (Step("parent", "node()"), *child("a")))),
    ],
)
def test_each_form_of_expression_is_read(source: str, tree: object) -> None:
    assert parse(source) == tree


def test_a_path_with_blanks_between_its_steps_is_the_same_path() -> None:
    assert parse("/data / g /a") == parse("/data/g/a")


@pytest.mark.parametrize("source", ["1div2", "1 div2", "1div 2", "1 div 2"])
def test_operators_need_no_blanks_after_numbers(source: str) -> None:
    assert parse(source) == Chain(Literal(1.0), (("div", Literal(2.0)),))


def test_names_of_operators_are_names_where_a_name_may_stand() -> None:
    assert parse("div div mod") == Chain(Path(None, child("div")), (("div", Path(None, child("mod"))),))


def test_a_star_is_a_product_after_an_operand_and_a_step_before_one() -> None:
    assert parse("2 * *") == Chain(Literal(2.0), (("*", Path(None, (Step("child", "*"),))),))


def test_a_minus_inside_a_name_belongs_to_the_name() -> None:
    assert parse("a-b") == Path(None, child("a-b"))
    assert parse("a - b") == Chain(Path(None, child("a")), (("-", Path(None, child("b"))),))


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("7 - 2 - 1", 4),
        ("2 + 3 = 5", True),
        ("1 < 2 and 2 < 1 or true()", True),
        ("1 = 1 = true()", True),
        ("8 div 2 div 2", 2),
        ("7 mod 4 * 2", 6),
        ("-2 + 5", 3),
        ("3 > 2 > 1", False),
    ],
)
def test_operators_bind_as_in_xpath(source: str, value: object) -> None:
    assert calculated(source) == value


@pytest.mark.parametrize(
    "source", ["/data/a order", "a andb", "1 modest", "(a)divided", "'x' or_y", "a[1]orb", "1 или 2", "1 orили"]
)
def test_a_word_that_only_begins_like_an_operator_is_a_mistake(source: str) -> None:
    with pytest.raises(SyntaxTrouble):
        parse(source)


@pytest.mark.parametrize(
    ("source", "same"),
    [
        ("a or(b)", "a or b"),
        ("a and/data/b", "a and /data/b"),
        ("a or'x'", "a or 'x'"),
        ("(a)and(b)", "a and b"),
        ("a mod.5", "a mod .5"),
        ("a div2", "a div 2"),
        ("a div@b", "a div @b"),
        ("order or order", "(order) or (order)"),
    ],
)
def test_an_operator_ends_where_its_word_does(source: str, same: str) -> None:
    assert parse(source) == parse(same)


@pytest.mark.parametrize(
    ("source", "at"),
    [
        ("1 +", 3),
        ("1e3", 1),
        ("a b", 2),
        ("f(1", 3),
        ("f(,)", 2),
        ("(1", 2),
        ("a[1", 3),
        ("$x", 0),
        ("#", 0),
        ("'open", 0),
        ("label::en", 0),
        ("", 0),
        ("a/", 2),
        ("1 = = 2", 4),
    ],
)
def test_a_mistake_is_told_with_its_place(source: str, at: int) -> None:
    with pytest.raises(SyntaxTrouble) as trouble:
        parse(source)
    assert trouble.value.at == at or trouble.value.at <= len(source)


def test_expressions_nested_without_end_are_refused() -> None:
    deep = "(" * (DEEPEST + 1) + "1" + ")" * (DEEPEST + 1)
    with pytest.raises(SyntaxTrouble, match="too deep"):
        parse(deep)


def test_a_hundred_conditions_inside_each_other_are_read() -> None:
    nested = "'z'"
    for number in range(100):
        nested = f"if(/data/a = {number}, 'is {number}', {nested})"
    assert calculated(nested, "<a/>", a="57") == "is 57"


def test_a_sum_of_five_thousand_terms_is_read_and_worked_out() -> None:
    assert calculated(" + ".join(["1"] * 5000)) == 5000


def test_a_condition_of_five_thousand_parts_is_read_and_worked_out() -> None:
    assert calculated(" and ".join(["true()"] * 5000)) is True


def test_thousands_of_minus_signs_are_no_recursion() -> None:
    assert calculated("-" * 5001 + "1") == -1


@given(st.text(alphabet="abc/.@*[]()'\"|+-=<>!,: 0123456789divormanuté$", max_size=40))
def test_any_text_is_an_expression_or_a_syntax_trouble(source: str) -> None:
    at = 0
    try:
        parse(source)
    except SyntaxTrouble as trouble:
        at = trouble.at
    assert 0 <= at <= len(source)


@given(st.text(max_size=30))
def test_tokens_cover_the_text_or_the_place_of_trouble_is_told(source: str) -> None:
    try:
        tokens = tokens_of(source)
    except SyntaxTrouble:
        return
    assert tokens[-1].kind == "end"
    assert [token.at for token in tokens] == sorted(token.at for token in tokens)


@pytest.mark.parametrize(("source", "at"), [("2 * )", 4), ("2 * 3 4", 6), ("/data/* * )", 10), ("a * * ,", 6)])
def test_a_mistake_behind_a_star_is_told_at_its_place(source: str, at: int) -> None:
    with pytest.raises(SyntaxTrouble) as trouble:
        parse(source)
    assert trouble.value.at == at
    assert [token.at for token in tokens_of("2 * 3")] == [0, 2, 4, 5]
