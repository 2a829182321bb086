"""Rows and choices while nobody sees them: what they keep, what counts them, and how they come back."""

from tests.core.forms.small_forms import Ledger, ask, bind, compiled, group, repeat, select, select_from, table

COUNTED = compiled(
    "<gate/><n>2</n><part><r><a/></r></part><seen/>",
    bind("part", relevant="/data/gate = 'yes'"),
    bind("n", type="int"),
    bind("seen", type="int", calculate="count(/data/part/r)"),
    body=select("gate", "yes") + ask("n") + group("part", repeat("part/r", ask("part/r/a"), count="/data/n")),
)
NESTED = compiled(
    "<r><n>1</n><s><x/></s></r>",
    bind("r/n", type="int"),
    body=repeat("r", ask("r/n"), repeat("r/s", ask("r/s/x"), count="../n")),
)
TOWNS = compiled(
    "<land/><town>osh</town><said/>",
    bind("said", calculate="concat('[', /data/town, ']')"),
    body=select("land", "kg", "tj") + select_from("town", "instance('towns')/root/item[land = /data/land]"),
    extra=table("towns", {"name": "osh", "label": "Osh", "land": "kg"}, {"name": "k", "label": "K", "land": "tj"}),
)


def test_rows_of_a_hidden_repeat_are_kept_and_neither_counted_nor_written() -> None:
    ledger = Ledger(COUNTED)
    first, _ = ledger.state.rows("r")
    ledger.answer(f"{first}/a", "kept")
    assert ledger.state.value("seen") == 0
    assert "<r>" not in ledger.state.serialize()
    assert ledger.answer("gate", "yes").changed >= {"seen", f"{first}/a"}
    assert ledger.state.value("seen") == 2
    assert "<a>kept</a>" in ledger.state.serialize()


def test_a_count_that_grows_while_its_rows_are_hidden_is_right_when_they_come_back() -> None:
    ledger = Ledger(COUNTED)
    for step in (("gate", "yes"), ("gate", None), ("n", 4), ("gate", "yes")):
        ledger.answer(*step)
    assert ledger.state.value("seen") == len(ledger.reopened().rows("r")) == 4
    assert all(ledger.state.node(f"{item}/a").relevant for item in ledger.state.rows("r"))


def test_rows_that_are_made_while_nobody_sees_them_ask_for_nothing() -> None:
    ledger = Ledger(COUNTED)
    ledger.answer("n", 3)
    assert not any(ledger.state.node(f"{item}/a").relevant for item in ledger.state.rows("r"))


def test_counted_rows_inside_an_added_row_have_the_same_ids_when_they_are_opened_again() -> None:
    ledger = Ledger(NESTED)
    row = ledger.add_row("r")
    ledger.answer(f"{row}/n", 3)
    inner = ledger.state.rows("s", row)
    ledger.answer(f"{inner[2]}/x", "third")
    again = ledger.reopened()
    assert again.rows("s", row) == inner
    assert again.value(f"{inner[2]}/x") == "third"
    assert not set(inner) & set(again.rows("s", ledger.state.rows("r")[0]))


def test_a_default_that_is_not_offered_is_blank_until_it_is() -> None:
    ledger = Ledger(TOWNS)
    assert (ledger.state.value("town"), ledger.state.value("said")) == (None, "[]")
    ledger.answer("land", "kg")
    assert (ledger.state.value("town"), ledger.state.value("said")) == ("osh", "[osh]")
    assert "town" not in ledger.fields


def test_an_answer_that_is_not_offered_when_it_is_given_waits_until_it_is() -> None:
    ledger = Ledger(TOWNS)
    ledger.answer("land", "tj")
    ledger.answer("town", "osh")
    assert (ledger.state.value("town"), ledger.reopened().value("said")) == (None, "[]")
    ledger.answer("land", "kg")
    assert (ledger.state.value("town"), ledger.reopened().value("said")) == ("osh", "[osh]")


def test_a_non_answer_to_a_choice_stands_whatever_is_offered() -> None:
    ledger = Ledger(TOWNS)
    ledger.answer("town", {"na": "refused"})
    for land in ("kg", "tj", None):
        ledger.answer("land", land)
        assert ledger.state.value("town") == ledger.reopened().value("town") == {"na": "refused"}
