"""Rules that differ only in the questions they name are parsed once, and mean what they say all the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitorapp.forms import rules
from monitorapp.forms.expression import Path, parse
from monitorapp.forms.lexer import SyntaxTrouble
from monitorapp.forms.shapes import MARK, parse_shape
from monitorapp.records.field import Value
from tests.core.forms.small_forms import ask, bind, compiled, filled, repeat

INSTANCE = "<a>7</a><b>2</b><s>see /data/a</s><r><x>1</x></r><r><x>3</x></r><g><c>5</c></g>"
BINDS = [bind("a", type="int"), bind("b", type="int"), bind("r/x", type="int"), bind("g/c", type="int")]
PIECES = [
    "/data/a",
    "/data/b",
    "/data/g/c",
    "/data/r/x",
    "/data/r[2]/x",
    "/data/r[x > 1]/x",
    "/data/g/*",
    "/data/@version",
    "'/data/a'",
    "'see /data/a/b'",
    "concat('/', /data/s)",
    "sum(/data/r/x)",
    "count(/data/r)",
    "/data/r/x/..",
    "../a",
    "current()/../b",
    "2",
    "''",
]


def test_rules_of_one_shape_share_their_tree() -> None:
    first, names = parse_shape("/data/g1/q1 != '' or /data/gate1 = 'yes'")
    second, others = parse_shape("/data/g2/q7 != '' or /data/gate2 = 'yes'")
    assert first is second
    assert list(names.values()) == ["/data/g1/q1", "/data/gate1"]
    assert list(others.values()) == ["/data/g2/q7", "/data/gate2"]


@pytest.mark.parametrize(
    "source",
    [
        "'/data/a'",
        "/data/r[2]/x",
        "instance('x')/root/item",
        "/data/a/..",
        f"/data/{MARK}0 = /data/a",
        "a /data/b",
        "/data",
    ],
)
def test_what_is_not_a_path_of_its_own_is_parsed_as_it_stands(source: str) -> None:
    tree, names = parse_shape(source)
    assert tree == parse(source)
    assert not names


def test_a_mistake_is_told_at_its_place_in_the_rule_itself() -> None:
    with pytest.raises(SyntaxTrouble) as trouble:
        parse_shape("/data/some/question = )")
    assert trouble.value.at == len("/data/some/question = ")


def test_a_mark_stands_for_a_whole_path() -> None:
    tree, names = parse_shape("/data/some/question")
    assert isinstance(tree, Path)
    assert names == {tree.text: "/data/some/question"}


@settings(deadline=None, max_examples=80)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4), st.sampled_from([" + ", " = ", " and ", " < "]))
def test_a_rule_means_the_same_with_and_without_its_shape(pieces: list[str], sign: str) -> None:
    source = sign.join(pieces)
    assert worked_out(source) == without_shapes(source)


def worked_out(source: str) -> Value:
    rule = bind("out", calculate=source)
    return filled(compiled(f"{INSTANCE}<out/>", *BINDS, rule, body=repeat("r", ask("r/x")))).value("out")


def without_shapes(source: str) -> Value:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules, "parse_shape", lambda text: (parse(text), {}))
        return worked_out(source)


def test_paths_of_rows_keep_their_meaning_in_a_shape() -> None:
    form = compiled(
        "<r><x>1</x><y/><z/></r><r><x>5</x><y/><z/></r>",
        bind("r/x", type="int"),
        bind("r/y", calculate="/data/r/x + 1"),
        bind("r/z", calculate="sum(/data/r/x) + sum(../../r/x)"),
        body=repeat("r", ask("r/x")),
    )
    state = filled(form)
    first, second = state.rows("r")
    assert [state.value(f"{item}/y") for item in (first, second)] == [2, 6]
    assert [state.value(f"{item}/z") for item in (first, second)] == [7, 11]


@pytest.mark.parametrize(
    "source", ["/data/g/* and true()", "count(/data/g/*) - 1", "/data/r/* = 3", "/data/g/* or false()"]
)
def test_after_a_star_that_is_a_name_an_operator_may_follow(source: str) -> None:
    assert worked_out(source) is not None


def test_a_star_between_operands_multiplies() -> None:
    assert worked_out("/data/a * /data/b") == 14
    assert worked_out("/data/a*2") == 14
    assert worked_out("count(/data/r/*) * 2") == 4
