"""What a form does by itself: values set at load, at a new row, at a change; preloads."""

from __future__ import annotations

import pytest

from monitorapp.records.field import Value
from tests.core.forms.small_forms import Ledger, ask, bind, compiled, filled, repeat


def setvalue(event: str, path: str, value: str = "", text: str = "") -> str:
    expression = f' value="{value}"' if value else ""
    return f'<setvalue event="{event}" ref="/data/{path}"{expression}>{text}</setvalue>'


def test_a_dynamic_default_is_set_once_and_given_for_storing() -> None:
    form = compiled(
        "<a/><b/>", bind("b", calculate="concat('b', /data/a)"), extra=setvalue("odk-instance-first-load", "a", "1 + 2")
    )
    state = filled(form)
    assert (state.value("a"), state.value("b")) == (3, "b3")
    assert state.opened.auto == {"a#auto": 3}
    again = filled(form, {"a#auto": 3})
    assert again.opened.auto == {}
    assert again.value("b") == "b3"


@pytest.mark.parametrize("known", [{"a": "said"}, {"a": None}, {"a#auto": "made before"}])
def test_a_dynamic_default_never_overwrites_what_is_known(known: dict[str, Value]) -> None:
    form = compiled("<a/>", extra=setvalue("odk-instance-first-load", "a", "'fresh'"), body=ask("a"))
    state = filled(form, known)
    assert state.value("a") == next(iter(known.values()))
    assert state.opened.auto == {}


def test_a_value_at_every_load_is_set_at_every_load() -> None:
    form = compiled("<a/><b/>", extra=setvalue("odk-instance-load", "a", "concat(/data/b, '!')"), body=ask("b"))
    assert filled(form, {"b": "x", "a#auto": "old"}).value("a") == "x!"


def test_a_value_may_be_plain_text_or_blank() -> None:
    form = compiled(
        "<a>full</a><b/>",
        extra=setvalue("odk-instance-first-load", "b", text="cheese") + setvalue("odk-instance-first-load", "a"),
    )
    assert (filled(form).value("a"), filled(form).value("b")) == (None, "cheese")


def test_a_change_sets_another_value_and_only_a_change_does() -> None:
    counting = setvalue("xforms-value-changed", "n", "coalesce(/data/n, 0) + 1")
    form = compiled("<a/><n/>", bind("n", type="int"), body=ask("a", inside=counting))
    state = filled(form)
    outcome = state.answer("a", "1")
    assert outcome.auto == {"n#auto": 1}
    assert "n" in outcome.changed
    assert state.answer("a", "1").auto == {}
    state.answer("a", "2")
    assert state.value("n") == 2


def test_changes_follow_each_other() -> None:
    form = compiled(
        "<a/><b/><c/>",
        body=ask("a", inside=setvalue("xforms-value-changed", "b", "concat(/data/a, 'b')"))
        + ask("b", inside=setvalue("xforms-value-changed", "c", "concat(/data/b, 'c')")),
    )
    state = filled(form)
    assert state.answer("a", "x").auto == {"b#auto": "xb", "c#auto": "xbc"}


def test_changes_that_chase_each_other_come_to_an_end() -> None:
    form = compiled(
        "<a/><b/>",
        bind("a", type="int"),
        bind("b", type="int"),
        body=ask("a", inside=setvalue("xforms-value-changed", "b", "/data/a + 1"))
        + ask("b", inside=setvalue("xforms-value-changed", "a", "/data/b + 1")),
    )
    state = filled(form)
    state.answer("a", 1)
    assert isinstance(state.value("a"), int)


def test_a_value_that_replaces_a_persons_answer_is_given_in_its_place() -> None:
    form = compiled("<a/><b/>", body=ask("a", inside=setvalue("xforms-value-changed", "b", "/data/a")) + ask("b"))
    ledger = Ledger(form)
    ledger.answer("b", "by hand")
    assert ledger.answer("a", "new").auto == {"b#auto": "new", "b": "new"}
    assert ledger.reopened().value("b") == "new"


def test_several_events_may_share_an_action() -> None:
    action = setvalue("odk-instance-first-load xforms-value-changed", "double", "/data/a * 2")
    form = compiled("<a>5</a><double/>", bind("a", type="int"), body=ask("a", inside=action))
    state = filled(form)
    assert state.value("double") == 10
    state.answer("a", 6)
    assert state.value("double") == 12


def test_a_new_row_is_greeted_and_the_first_ones_of_the_form_are_not() -> None:
    form = compiled(
        "<top>12</top><r><a/><b/></r>",
        bind("top", type="int"),
        body=ask("top")
        + repeat(
            "r",
            setvalue("odk-new-repeat", "r/a", "position(..)"),
            setvalue("odk-new-repeat", "r/b", "../../top + 2"),
            ask("r/a"),
            ask("r/b"),
        ),
    )
    state = filled(form)
    (first,) = state.rows("r")
    assert state.value(f"{first}/a") is None
    outcome = state.add_row("r")
    (second,) = outcome.rows_added
    assert outcome.auto == {f"{second}/a#auto": 2, f"{second}/b#auto": 14}


def test_rows_that_a_count_makes_are_greeted_as_well() -> None:
    form = compiled(
        '<n/><r jr:template=""><a/></r>',
        body=ask("n")
        + repeat("r", setvalue("odk-new-repeat", "r/a", "concat('row ', position(..))"), ask("r/a"), count="/data/n"),
    )
    state = filled(form)
    outcome = state.answer("n", "2")
    assert sorted(map(str, outcome.auto.values())) == ["row 1", "row 2"]
    assert filled(form, {"n": "2", **outcome.auto}).opened.auto == {}


def test_a_change_in_a_row_sets_a_value_in_that_row() -> None:
    changing = setvalue("xforms-value-changed", "r/b", "concat(../a, '!')")
    form = compiled("<r><a/><b/></r>", body=repeat("r", ask("r/a", inside=changing)))
    state = filled(form)
    first, second = *state.rows("r"), state.add_row("r").rows_added[0]
    state.answer(f"{second}/a", "x")
    assert state.value(f"{first}/b") is None
    assert state.value(f"{second}/b") == "x!"


def test_a_change_outside_sets_a_value_in_every_row() -> None:
    form = compiled(
        "<a/><r><b/></r>",
        body=ask("a", inside=setvalue("xforms-value-changed", "r/b", "/data/a")) + repeat("r", ask("r/b")),
    )
    state = filled(form)
    state.add_row("r")
    state.answer("a", "all")
    assert [state.value(f"{item}/b") for item in state.rows("r")] == ["all", "all"]


def test_a_result_that_changes_is_a_change() -> None:
    form = compiled(
        "<a/><sum/><said/>",
        bind("sum", calculate="/data/a + 1"),
        body=ask("a") + ask("sum", inside=setvalue("xforms-value-changed", "said", "concat('now ', /data/sum)")),
    )
    state = filled(form)
    state.answer("a", "1")
    assert state.value("said") == "now 2"


def test_a_value_that_cannot_be_worked_out_is_a_blank() -> None:
    form = compiled("<a/><b>full</b>", body=ask("a", inside=setvalue("xforms-value-changed", "b", "date(/data/a)")))
    state = filled(form)
    state.answer("a", "nonsense")
    assert state.value("b") is None
    assert "b" in state.failures()


def test_a_position_is_never_taken_by_itself() -> None:
    form = compiled(
        "<a/>", bind("a", type="geopoint"), extra='<odk:setgeopoint event="odk-instance-first-load" ref="/data/a"/>'
    )
    assert filled(form).value("a") is None


@pytest.mark.parametrize(
    ("kind", "parameters", "value"),
    [
        ("uid", "", "uuid:00000000-0000-4000-8000-000000000001"),
        ("timestamp", "start", "2026-03-04T12:30:15.000+06:00"),
        ("timestamp", "end", None),
        ("date", "today", "2026-03-04"),
        ("property", "deviceid", None),
        ("property", "username", None),
        ("property", "phonenumber", None),
        ("property", "email", None),
        ("property", "subscriberid", None),
        ("unheard-of", "", None),
    ],
)
def test_preloads_tell_the_time_and_never_who_or_which_machine(kind: str, parameters: str, value: Value) -> None:
    state = filled(compiled("<a/>", bind("a", type="string", preload=kind, preloadParams=parameters)))
    assert state.value("a") == value
    assert state.opened.auto == ({"a#auto": value} if value else {})


def test_a_preload_stands_only_where_nothing_else_does() -> None:
    form = compiled("<a/>", bind("a", preload="uid"))
    assert filled(form, {"a#auto": "uuid:kept"}).value("a") == "uuid:kept"
    assert filled(form, {"a#auto": "uuid:kept"}).opened.auto == {}
