"""Rows of repeats: their ids, their order, what reads them, and rows that a count makes."""

from __future__ import annotations

import pytest

from monitorapp.errors import FormTrouble
from monitorapp.forms.state import FormState
from monitorapp.forms.values import derived_item
from monitorapp.records.field import Value
from tests.core.forms.small_forms import Ledger, ask, bind, compiled, filled, repeat, select

CELLS = compiled(
    '<cell jr:template=""><name>new</name><area/><place/></cell><cell><name>first</name><area/><place/></cell>'
    "<n/><total/><names/>",
    bind("cell/area", type="decimal"),
    bind("cell/place", type="int", calculate="position(..)"),
    bind("n", calculate="count(/data/cell)"),
    bind("total", calculate="sum(/data/cell/area)"),
    bind("names", calculate="join(',', /data/cell/name)"),
    body=repeat("cell", ask("cell/name"), ask("cell/area")),
)
COUNTED = compiled(
    "<n/><r><x>start</x><y/></r><seen/>",
    bind("n", type="int"),
    bind("r/y", calculate="concat(position(..), ../x)"),
    bind("seen", calculate="count(/data/r)"),
    body=ask("n") + repeat("r", ask("r/x"), count="/data/n"),
)


def values(state: FormState, repeat_id: str, question: str) -> list[Value]:
    return [state.value(f"{item}/{question}") for item in state.rows(repeat_id)]


def test_the_first_row_is_the_forms_and_a_new_one_is_the_templates() -> None:
    state = filled(CELLS)
    assert values(state, "cell", "name") == ["first"]
    state.add_row("cell")
    assert values(state, "cell", "name") == ["first", "new"]


def test_a_new_row_is_never_a_copy_of_what_was_answered() -> None:
    form = compiled("<r><x>start</x></r>", body=repeat("r", ask("r/x")))
    state = filled(form)
    state.answer(f"{state.rows('r')[0]}/x", "typed")
    state.add_row("r")
    assert values(state, "r", "x") == ["typed", "start"]


def test_a_repeat_with_a_template_alone_begins_empty() -> None:
    form = compiled('<r jr:template=""><x/></r>', body=repeat("r", ask("r/x")))
    assert filled(form).rows("r") == ()


def test_a_repeat_that_nobody_may_add_to_has_one_row() -> None:
    form = compiled('<r jr:template=""><x>only</x></r>', body=repeat("r", ask("r/x"), fixed=True))
    state = filled(form)
    assert values(state, "r", "x") == ["only"]
    assert form.repeats["r"].controlled


def test_rows_that_the_form_begins_with_have_the_same_id_on_every_laptop() -> None:
    (item,) = filled(CELLS).rows("cell")
    assert item == derived_item("d" * 32, "cell", "", 0, 0)
    assert filled(CELLS).opened.rows_added == (item,)


def test_added_rows_get_fresh_ids_or_the_one_that_is_named() -> None:
    state = filled(CELLS)
    assert state.add_row("cell").rows_added == ("0" * 31 + "1",)
    assert state.add_row("cell", item="a" * 32).rows_added == ("a" * 32,)


def test_rows_come_back_in_the_order_of_the_ledger_without_those_that_are_gone() -> None:
    one, two, three = ("1" * 32, "2" * 32, "3" * 32)
    state = filled(
        CELLS,
        {
            f"{two}/#row": {"row": "cell"},
            f"{two}/name": "two",
            f"{one}/#row": {"row": "cell"},
            f"{one}/name": "one",
            f"{three}/#row": {"row": "cell"},
            f"{three}/#gone": True,
        },
    )
    assert values(state, "cell", "name") == ["first", "two", "one"]
    assert state.opened.rows_added == (derived_item("d" * 32, "cell", "", 0, 0),)


def test_a_row_that_was_brought_back_is_there_with_its_answers() -> None:
    item = "1" * 32
    known: dict[str, Value] = {f"{item}/#row": {"row": "cell"}, f"{item}/#gone": None, f"{item}/name": "back"}
    assert values(filled(CELLS, known), "cell", "name") == ["first", "back"]


def test_the_first_row_of_the_form_can_be_taken_away_for_good() -> None:
    ledger = Ledger(CELLS)
    (first,) = ledger.state.rows("cell")
    assert ledger.remove_row(first).rows_removed == (first,)
    assert ledger.state.rows("cell") == ()
    assert ledger.reopened().rows("cell") == ()


def test_totals_and_places_are_right_after_a_row_is_taken_away() -> None:
    state = filled(CELLS)
    items = [state.rows("cell")[0], *(state.add_row("cell").rows_added[0] for _ in range(3))]
    for number, item in enumerate(items, 1):
        state.answer(f"{item}/area", number)
    assert state.value("total") == 10
    outcome = state.remove_row(items[1])
    assert state.value("total") == 8
    assert values(state, "cell", "place") == [1, 2, 3]
    assert {"total", "n", f"{items[2]}/place", f"{items[3]}/place"} <= outcome.changed
    assert f"{items[0]}/place" not in outcome.changed


def test_adding_a_row_works_out_that_row_and_what_reads_all_rows() -> None:
    state = filled(CELLS)
    outcome = state.add_row("cell")
    (item,) = outcome.rows_added
    assert state.value(f"{item}/place") == 2
    assert {"n", "names"} <= outcome.changed
    assert f"{state.rows('cell')[0]}/place" not in outcome.changed


def test_a_row_may_be_put_between_others() -> None:
    state = filled(CELLS)
    state.add_row("cell")
    state.insert_row("cell", None, 0, "b" * 32)
    assert state.rows("cell")[0] == "b" * 32
    assert values(state, "cell", "place") == [1, 2, 3]


def test_an_absolute_path_inside_a_row_means_that_row() -> None:
    form = compiled(
        "<r><a/><c/><n/><all/></r>",
        bind("r/c", calculate="concat('[', /data/r/a, ']')"),
        bind("r/n", calculate="count(/data/r)"),
        bind("r/all", calculate="join('+', ../../r/a)"),
        body=repeat("r", ask("r/a")),
    )
    state = filled(form)
    first, second = *state.rows("r"), *state.add_row("r").rows_added
    state.answer(f"{first}/a", "one")
    state.answer(f"{second}/a", "two")
    assert values(state, "r", "c") == ["[one]", "[two]"]
    assert values(state, "r", "n") == [1, 1]
    assert values(state, "r", "all") == ["one+two", "one+two"]


def test_a_row_reads_the_row_before_it_and_follows_when_that_changes() -> None:
    form = compiled(
        "<r><a/><old/><also/></r>",
        bind("r/old", calculate="indexed-repeat(/data/r/a, /data/r, position(..) - 1)"),
        bind("r/also", calculate="/data/r[position() = position(current()/..) - 1]/a"),
        body=repeat("r", ask("r/a")),
    )
    state = filled(form)
    first, second = *state.rows("r"), *state.add_row("r").rows_added
    state.answer(f"{first}/a", "one")
    state.answer(f"{second}/a", "two")
    assert values(state, "r", "old") == values(state, "r", "also") == [None, "one"]
    state.answer(f"{first}/a", "ONE")
    assert values(state, "r", "old") == values(state, "r", "also") == [None, "ONE"]
    state.remove_row(first)
    assert values(state, "r", "old") == values(state, "r", "also") == [None]


def test_a_total_over_all_rows_feeds_every_row() -> None:
    form = compiled(
        "<r><a/><share/></r><t/>",
        bind("r/a", type="int"),
        bind("r/share", type="decimal", calculate="round(../a div /data/t * 100, 1)"),
        bind("t", type="int", calculate="sum(/data/r/a)"),
        body=repeat("r", ask("r/a")),
    )
    state = filled(form)
    first, second = *state.rows("r"), *state.add_row("r").rows_added
    state.answer(f"{first}/a", 30)
    state.answer(f"{second}/a", 70)
    assert values(state, "r", "share") == [30, 70]
    state.answer(f"{second}/a", 30)
    assert values(state, "r", "share") == [50, 50]


def test_rows_inside_rows_read_their_own_parent() -> None:
    form = compiled(
        "<r><f/><s><x/><y/></s><sub/></r><all/>",
        bind("r/f", type="int"),
        bind("r/s/x", type="int"),
        bind("r/s/y", type="int", calculate="../x * ../../f + position(../..)"),
        bind("r/sub", type="int", calculate="sum(../s/y)"),
        bind("all", type="int", calculate="sum(/data/r/s/y)"),
        body=repeat("r", ask("r/f"), repeat("r/s", ask("r/s/x"))),
    )
    state = filled(form)
    first, second = *state.rows("r"), state.add_row("r").rows_added[0]
    for row, factor in ((first, 10), (second, 100)):
        (inner,) = state.rows("s", row)
        extra = state.add_row("s", row).rows_added[0]
        state.answer(f"{inner}/x", 1)
        state.answer(f"{extra}/x", 2)
        state.answer(f"{row}/f", factor)
    assert values(state, "r", "sub") == [10 + 1 + 20 + 1, 100 + 2 + 200 + 2]
    assert state.value("all") == 336
    gone = state.remove_row(first).rows_removed
    assert len(gone) == 3
    assert values(state, "r", "sub") == [100 + 1 + 200 + 1]


def test_unknown_rows_and_repeats_are_told() -> None:
    state = filled(CELLS)
    with pytest.raises(FormTrouble, match="form-unknown"):
        state.add_row("nothing")
    with pytest.raises(FormTrouble, match="form-unknown"):
        state.remove_row("f" * 32)
    with pytest.raises(FormTrouble, match="form-unknown"):
        state.rows("cell", "f" * 32)
    with pytest.raises(FormTrouble, match="form-unknown"):
        state.remove_row("")


@pytest.mark.parametrize(("answer", "count"), [(None, 0), (0, 0), (-3, 0), (2, 2), ("about 3", 0), (2.9, 2)])
def test_a_count_makes_as_many_rows_as_it_says(answer: Value, count: int) -> None:
    state = filled(COUNTED)
    state.answer("n", answer)
    assert len(state.rows("r")) == state.value("seen") == count
    assert len(filled(COUNTED, {"n": answer}).rows("r")) == count


def test_a_count_that_was_typed_wrongly_cannot_exhaust_the_machine() -> None:
    state = filled(compiled("<n/><r><x/></r>", body=ask("n") + repeat("r", ask("r/x"), count="/data/n")))
    state.answer("n", "99999999999")
    assert len(state.rows("r")) == 10_000


def test_counted_rows_have_the_same_id_on_every_laptop() -> None:
    one, other = filled(COUNTED, {"n": 2}), filled(COUNTED)
    other.answer("n", 1)
    other.answer("n", 2)
    assert one.rows("r") == other.rows("r")


def test_a_count_that_shrinks_takes_rows_from_the_end_and_grows_blank_ones() -> None:
    ledger = Ledger(COUNTED)
    ledger.answer("n", 3)
    first, second, third = ledger.state.rows("r")
    ledger.answer(f"{third}/x", "third")
    outcome = ledger.answer("n", 2)
    assert outcome.rows_removed == (third,)
    assert ledger.state.rows("r") == (first, second)
    ledger.answer("n", 3)
    assert values(ledger.state, "r", "x") == ["start", "start", "start"]
    assert ledger.state.rows("r")[2] != third
    assert ledger.reopened().rows("r") == ledger.state.rows("r")


def test_counted_rows_that_were_brought_back_have_their_answers() -> None:
    ledger = Ledger(COUNTED)
    ledger.answer("n", 1)
    (item,) = ledger.state.rows("r")
    ledger.answer(f"{item}/x", "kept")
    ledger.answer("n", 0)
    ledger.answer("n", 1)
    ledger.fields[f"{item}/#gone"] = None
    assert values(ledger.reopened(), "r", "x") == ["kept"]


def test_a_count_may_be_a_number_or_a_calculation() -> None:
    fixed = compiled("<r><x/></r>", body=repeat("r", ask("r/x"), count="3"))
    assert len(filled(fixed).rows("r")) == 3
    worked_out = compiled(
        "<a/><n/><r><x/></r>",
        bind("n", type="int", calculate="/data/a * 2"),
        body=ask("a") + repeat("r", ask("r/x"), count="/data/n"),
    )
    state = filled(worked_out)
    state.answer("a", 2)
    assert len(state.rows("r")) == 4


@pytest.mark.parametrize("count", ["/data/n", "../n", "current()/../n"])
def test_a_count_may_be_written_as_seen_from_its_rows(count: str) -> None:
    form = compiled("<n>2</n><r><x/></r>", bind("n", type="int"), body=ask("n") + repeat("r", ask("r/x"), count=count))
    assert len(filled(form).rows("r")) == 2


def test_counts_inside_rows_are_counted_in_each_row() -> None:
    form = compiled(
        "<r><n/><s><x/></s></r>",
        bind("r/n", type="int"),
        body=repeat("r", ask("r/n"), repeat("r/s", ask("r/s/x"), count="../n")),
    )
    state = filled(form)
    first, second = *state.rows("r"), state.add_row("r").rows_added[0]
    state.answer(f"{first}/n", 1)
    state.answer(f"{second}/n", 2)
    assert [len(state.rows("s", row)) for row in (first, second)] == [1, 2]


def test_one_more_row_may_depend_on_the_last_answer_in_the_rows() -> None:
    form = compiled(
        "<made/><n/><r><more/></r>",
        bind("made", type="int", calculate="count(/data/r)"),
        bind(
            "n",
            type="int",
            calculate="if(/data/made = 0 or indexed-repeat(/data/r/more, /data/r, /data/made) = 'yes', "
            "/data/made + 1, /data/made)",
        ),
        body=repeat("r", select("r/more", "yes", "no"), count="/data/n"),
    )
    state = filled(form)
    assert len(state.rows("r")) == 1
    state.answer(f"{state.rows('r')[0]}/more", "yes")
    assert len(state.rows("r")) == 2
    state.answer(f"{state.rows('r')[1]}/more", "no")
    assert len(state.rows("r")) == 2


def test_a_thousand_rows_are_added_and_summed_in_little_time() -> None:
    state = filled(CELLS)
    for _ in range(300):
        item = state.add_row("cell").rows_added[0]
        state.answer(f"{item}/area", 2)
    assert state.value("total") == 600
    assert state.value("n") == 301


def test_counts_inside_of_counts_make_no_more_rows_than_a_machine_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitorapp.forms.run.MOST_ROWS_IN_ALL", 50)
    form = compiled(
        "<n/><r><m>9</m><s><x/></s></r>",
        bind("n", type="int"),
        bind("r/m", type="int"),
        body=ask("n") + repeat("r", repeat("r/s", ask("r/s/x"), count="../m"), count="/data/n"),
    )
    state = filled(form)
    state.answer("n", 30)
    assert sum(1 for _ in state.root_row.inside()) <= 51
    assert "too-many-rows" in state.failures().values()
    state.answer("n", 2)
    assert [len(state.rows("s", item)) for item in state.rows("r")] == [9, 9]
