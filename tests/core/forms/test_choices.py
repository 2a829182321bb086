"""Choices that depend on answers: what is offered, what is hidden when it is not, and in which words."""

from __future__ import annotations

import pytest

from monitorapp.forms import compile_form
from monitorapp.forms.state import FormState
from monitorapp.records.field import Value
from tests.core.forms.small_forms import ask, bind, compiled, filled, repeat, select, select_from, table, xform

TOWNS = table(
    "towns",
    {"name": "osh", "label": "Osh", "land": "kg"},
    {"name": "talas", "label": "Talas", "land": "kg"},
    {"name": "khujand", "label": "Khujand", "land": "tj"},
)
FORM = compiled(
    "<land/><town/><seen/><many/>",
    bind("seen", calculate="concat('[', /data/town, ']', count-selected(/data/many))"),
    body=select("land", "kg", "tj")
    + select_from("town", "instance('towns')/root/item[land = /data/land]")
    + select_from("many", "instance('towns')/root/item[land = /data/land or /data/town = 'osh']", "select"),
    extra=TOWNS,
)


def codes(state: FormState, question: str) -> list[str]:
    return [choice.code for choice in state.node(question).choices]


def test_the_choices_follow_the_answer_they_are_filtered_by() -> None:
    state = filled(FORM)
    assert codes(state, "town") == []
    outcome = state.answer("land", "kg")
    assert codes(state, "town") == ["osh", "talas"]
    assert {"town", "many"} <= outcome.changed
    state.answer("land", "tj")
    assert [choice.label for choice in state.node("town").choices] == ["Khujand"]


def test_a_choice_that_is_no_longer_offered_is_blank_and_comes_back() -> None:
    state = filled(FORM, {"land": "kg", "town": "osh"})
    assert state.value("seen") == "[osh]0"
    outcome = state.answer("land", "tj")
    assert state.value("town") is None
    assert state.value("seen") == "[]0"
    assert {"town", "seen"} <= outcome.changed
    state.answer("land", "kg")
    assert state.value("town") == "osh"


def test_a_choice_that_was_changed_meanwhile_does_not_come_back() -> None:
    state = filled(FORM, {"land": "kg", "town": "osh"})
    state.answer("land", "tj")
    state.answer("town", "khujand")
    state.answer("land", "kg")
    assert state.value("town") is None
    state.answer("land", "tj")
    assert state.value("town") == "khujand"


def test_of_several_choices_those_stay_that_are_offered() -> None:
    state = filled(FORM, {"land": "kg", "town": "osh", "many": ["khujand", "osh", "talas"]})
    assert state.value("many") == ["khujand", "osh", "talas"]
    state.answer("town", None)
    assert state.value("many") == ["osh", "talas"]
    assert state.value("seen") == "[]2"


def test_several_choices_are_kept_in_the_order_in_which_they_are_offered() -> None:
    state = filled(FORM, {"land": "kg"})
    state.answer("many", ["talas", "osh"])
    assert "<many>osh talas</many>" in state.serialize()


def test_a_ranking_keeps_its_own_order() -> None:
    form = compiled(
        "<several/><order/>",
        body=select("several", "a", "b", "c", tag="select")
        + select_from("order", "instance('letters')/root/item[selected(/data/several, name)]", "odk:rank"),
        extra=table("letters", *({"name": letter, "label": letter} for letter in "abc")),
    )
    state = filled(form, {"several": ["a", "b", "c"]})
    state.answer("order", {"rank": ["c", "a", "b"]})
    assert "<order>c a b</order>" in state.serialize()
    state.answer("several", ["a", "c"])
    assert "<order>c a</order>" in state.serialize()
    assert state.value("order") == {"rank": ["c", "a"]}


def test_choices_may_come_from_rows() -> None:
    form = compiled(
        "<r><code/><words/></r><pick/>",
        body=repeat("r", ask("r/code"), ask("r/words"))
        + select_from("pick", "/data/r[code != '']", value="code", label="words"),
    )
    state = filled(form)
    (first,) = state.rows("r")
    assert codes(state, "pick") == []
    assert "pick" in state.answer(f"{first}/code", "a").changed
    assert codes(state, "pick") == ["a"]
    assert "pick" in state.answer(f"{first}/words", "Alpha").changed
    assert state.node("pick").choices[0].label == "Alpha"
    (second,) = state.add_row("r").rows_added
    state.answer(f"{second}/code", "b")
    assert codes(state, "pick") == ["a", "b"]
    state.answer("pick", "b")
    state.remove_row(second)
    assert state.value("pick") is None


def test_choices_in_rows_are_filtered_by_the_row() -> None:
    form = compiled(
        "<r><land/><town/></r>",
        body=repeat("r", ask("r/land"), select_from("r/town", "instance('towns')/root/item[land = current()/../land]")),
        extra=TOWNS,
    )
    state = filled(form)
    first, second = *state.rows("r"), state.add_row("r").rows_added[0]
    state.answer(f"{first}/land", "kg")
    state.answer(f"{second}/land", "tj")
    assert codes(state, f"{first}/town") == ["osh", "talas"]
    assert codes(state, f"{second}/town") == ["khujand"]


@pytest.mark.parametrize(
    ("nodeset", "expected"),
    [
        ("instance('towns')/root/item[name != 'osh']", ["talas", "khujand"]),
        ("instance('towns')/root/item[land = 'kg'][2]", ["talas"]),
        ("instance('towns')/root/item[position() < 3]", ["osh", "talas"]),
        ("instance('towns')/root/item['kg' = land]", ["osh", "talas"]),
        ("instance('towns')/root/item[land = 'kg' and starts-with(name, 't')]", ["talas"]),
        ("randomize(instance('towns')/root/item, 1)", ["khujand", "osh", "talas"]),
        ("randomize(instance('towns')/root/item[land = 'kg'], 3)", ["osh", "talas"]),
        ("instance('nothing')/root/item", []),
    ],
)
def test_filters_of_every_sort_are_understood(nodeset: str, expected: list[str]) -> None:
    state = filled(compiled("<a/>", body=select_from("a", nodeset), extra=TOWNS))
    found = codes(state, "a")
    assert sorted(found) == sorted(expected) if "randomize" in nodeset else found == expected


def test_a_filter_by_a_blank_finds_rows_that_have_none() -> None:
    towns = table("towns", {"name": "a", "land": ""}, {"name": "b"}, {"name": "c", "land": "kg"})
    form = compiled(
        "<land/><a/>",
        body=ask("land") + select_from("a", "instance('towns')/root/item[land = /data/land]"),
        extra=towns,
    )
    assert codes(filled(form), "a") == ["a", "b"]


def test_a_filter_by_a_number_compares_numbers() -> None:
    towns = table("towns", {"name": "a", "size": "2.0"}, {"name": "b", "size": "3"})
    body = ask("n") + select_from("a", "instance('towns')/root/item[size = /data/n]")
    form = compiled("<n/><a/>", bind("n", type="int"), body=body, extra=towns)
    assert codes(filled(form, {"n": 2}), "a") == ["a"]


def test_labels_of_choices_may_be_translations() -> None:
    itext = (
        '<itext><translation lang="English"><text id="t-osh"><value>Osh</value></text></translation>'
        '<translation lang="Русский"><text id="t-osh"><value>Ош</value></text></translation></itext>'
    )
    towns = table("towns", {"itextId": "t-osh", "name": "osh"})
    body = select_from("a", "instance('towns')/root/item", label="jr:itext(itextId)")
    state = filled(compiled("<a/>", body=body, extra=towns, itext=itext))
    assert state.node("a").choices[0].label == "Osh"
    assert "a" in state.set_language("Русский").changed
    assert state.node("a").choices[0].label == "Ош"


def test_fifty_thousand_rows_of_an_attached_table_are_looked_up_and_not_searched() -> None:
    rows = "".join(f"v{number},V {number},g{number % 1000}\n" for number in range(50_000))
    source = xform(
        "<g/><a/>",
        body=ask("g") + select_from("a", "instance('big')/root/item[g = /data/g]"),
        extra='<instance id="big" src="jr://file-csv/big.csv"/>',
    )
    form = compile_form(source, {"jr://file-csv/big.csv": b"name,label,g\n" + rows.encode()})
    state = filled(form)
    state.answer("g", "g7")
    assert len(codes(state, "a")) == 50
    state.answer("a", "v7")
    state.answer("g", "g8")
    assert state.value("a") is None


def test_an_answer_outside_of_choices_written_in_place_is_kept() -> None:
    state = filled(compiled("<a/>", body=select("a", "x", "y")))
    state.answer("a", "z")
    assert state.value("a") == "z"


def test_a_hidden_select_is_not_cleared_by_its_filter() -> None:
    form = compiled(
        "<gate/><land/><town/>",
        bind("town", relevant="/data/gate = 'yes'"),
        body=select("gate", "yes")
        + ask("land")
        + select_from("town", "instance('towns')/root/item[land = /data/land]"),
        extra=TOWNS,
    )
    state = filled(form, {"gate": "yes", "land": "kg", "town": "osh"})
    state.answer("gate", None)
    state.answer("land", "tj")
    assert state.value("town") == "osh"
    state.answer("land", "kg")
    state.answer("gate", "yes")
    assert "<town>osh</town>" in state.serialize()


@pytest.mark.parametrize("value", [None, "osh", {"na": "unknown"}])
def test_non_answers_of_selects_are_kept(value: Value) -> None:
    state = filled(FORM, {"land": "kg"})
    state.answer("town", value)
    assert state.value("town") == value
