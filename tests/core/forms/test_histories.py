"""Whatever people answer, add and take away: the state that followed it is the state that opens from the ledger."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitorapp.forms import FormDefinition, FormState
from monitorapp.forms.rows import Row
from monitorapp.records.field import Value
from tests.core.forms.small_forms import Ledger, ask, bind, compiled, group, repeat, select, select_from, table

TOWNS = table(
    "towns",
    {"name": "osh", "label": "Osh", "land": "kg"},
    {"name": "talas", "label": "Talas", "land": "kg"},
    {"name": "khujand", "label": "Khujand", "land": "tj"},
)
FORM = compiled(
    "<gate/><land/><town/><several/><n/><when/><part><a>5</a><b/><c/></part>"
    "<cell><name/><area/><people/><each/><place/><share/><before/><bed><width/><twice/></bed></cell>"
    "<counted><x/><y/></counted><total/><most/><rows/><big/><beds/><first/><copied/><code/><words/>",
    bind("gate", type="string"),
    bind("n", type="int", constraint=". <= 4"),
    bind("when", type="date"),
    bind("part", relevant="/data/gate = 'yes'"),
    bind("part/a", type="int", required="/data/n > 1"),
    bind("part/b", type="decimal", relevant="../a > 3", readonly="../a = 7"),
    bind("part/c", type="string", calculate="concat('c', ../a, ../b)"),
    bind("cell", relevant="/data/gate != 'none'"),
    bind("cell/area", type="decimal"),
    bind("cell/people", type="int", relevant="../area > 0"),
    bind("cell/each", type="decimal", calculate="round(../area div ../people, 2)"),
    bind("cell/place", type="int", calculate="position(..)"),
    bind("cell/share", type="decimal", calculate="../area div /data/total"),
    bind("cell/before", type="decimal", calculate="indexed-repeat(/data/cell/area, /data/cell, ../place - 1)"),
    bind("cell/bed/width", type="int"),
    bind("cell/bed/twice", type="int", calculate="../width * 2 + ../../place"),
    bind("counted/x", type="int"),
    bind("counted/y", type="string", calculate="concat(position(..), '/', /data/n, ':', ../x)"),
    bind("total", type="decimal", calculate="sum(/data/cell/area)"),
    bind("most", type="decimal", calculate="max(/data/cell/area)"),
    bind("rows", type="int", calculate="count(/data/cell)"),
    bind("big", type="int", calculate="count(/data/cell[area > 5 and people > 1])"),
    bind("beds", type="int", calculate="count(/data/cell/bed)"),
    bind("first", type="string", calculate="concat(/data/cell[1]/name, '-', join(',', /data/cell/bed/width))"),
    bind("copied", type="string"),
    bind("code", type="string", calculate="once(substr(uuid(), 0, 8))"),
    bind("words", type="string", calculate="concat(/data/town, count-selected(/data/several), /data/when + 1)"),
    body=select("gate", "yes", "no", "none")
    + select("land", "kg", "tj")
    + select_from("town", "instance('towns')/root/item[land = /data/land]")
    + select_from("several", "instance('towns')/root/item[land = /data/land or /data/n = 3]", "select")
    + ask("n", inside='<setvalue event="xforms-value-changed" ref="/data/copied" value="concat(/data/n, \'!\')"/>')
    + ask("when")
    + group("part", ask("part/a"), ask("part/b"))
    + repeat(
        "cell",
        ask("cell/name"),
        ask("cell/area"),
        ask("cell/people"),
        repeat("cell/bed", ask("cell/bed/width")),
    )
    + repeat("counted", ask("counted/x"), count="/data/n"),
    extra=TOWNS,
)

PLAIN: dict[str, st.SearchStrategy[Value]] = {
    "gate": st.sampled_from([None, "yes", "no", "none", {"na": "refused"}]),
    "land": st.sampled_from([None, "kg", "tj"]),
    "town": st.sampled_from([None, "osh", "talas", "khujand"]),
    "several": st.sampled_from([None, ["osh"], ["khujand", "osh"], ["osh", "talas"]]),
    "n": st.sampled_from([None, 0, 1, 2, 3, 5, "about 3", {"na": "unknown"}]),
    "when": st.sampled_from([None, {"t": "2026-03-02", "p": "day"}, {"t": "2026-03", "p": "month"}]),
    "a": st.sampled_from([None, 0, 3, 4, 7]),
    "b": st.sampled_from([None, 0.5, 12.25]),
    "copied": st.sampled_from([None, "typed by hand"]),
}
IN_CELL: dict[str, st.SearchStrategy[Value]] = {
    "name": st.sampled_from([None, "A", "Б"]),
    "area": st.sampled_from([None, 0, 4, 7.5, 20]),
    "people": st.sampled_from([None, 0, 1, 2, 9]),
}
NUMBERS: st.SearchStrategy[Value] = st.sampled_from([None, 1, 70, 90])

Step = tuple[Any, ...]
STEPS = st.lists(
    st.one_of(
        st.sampled_from(sorted(PLAIN)).flatmap(lambda name: st.tuples(st.just("answer"), st.just(name), PLAIN[name])),
        st.sampled_from(sorted(IN_CELL)).flatmap(
            lambda name: st.tuples(st.just("cell"), st.integers(0, 4), st.just(name), IN_CELL[name])
        ),
        st.tuples(st.just("bed"), st.integers(0, 4), st.integers(0, 3), NUMBERS),
        st.tuples(st.just("counted"), st.integers(0, 4), NUMBERS),
        st.tuples(st.just("add")),
        st.tuples(st.just("add bed"), st.integers(0, 4)),
        st.tuples(st.just("remove"), st.integers(0, 4)),
        st.tuples(st.just("remove bed"), st.integers(0, 4), st.integers(0, 3)),
    ),
    max_size=25,
)


def perform(ledger: Ledger, step: Step) -> None:
    """One step of a history; what speaks of a row that is not there does nothing."""
    kind, *rest = step
    cells = ledger.state.rows("cell")
    if kind == "answer":
        ledger.answer(rest[0], rest[1])
    elif kind == "add":
        ledger.add_row("cell")
    elif kind == "counted":
        answer_at(ledger, ledger.state.rows("counted"), rest[0], "x", rest[1])
    elif rest[0] < len(cells):
        in_cell(ledger, cells[rest[0]], kind, rest[1:])


def in_cell(ledger: Ledger, cell: str, kind: str, rest: list[Any]) -> None:
    beds = ledger.state.rows("bed", cell)
    if kind == "cell":
        ledger.answer(f"{cell}/{rest[0]}", rest[1])
    elif kind == "add bed":
        ledger.add_row("bed", cell)
    elif kind == "remove":
        ledger.remove_row(cell)
    elif kind == "bed":
        answer_at(ledger, beds, rest[0], "width", rest[1])
    elif rest[0] < len(beds):
        ledger.remove_row(beds[rest[0]])


def answer_at(ledger: Ledger, items: tuple[str, ...], index: int, name: str, value: Value) -> None:
    if index < len(items):
        ledger.answer(f"{items[index]}/{name}", value)


def picture(state: FormState) -> dict[str, object]:
    """Everything that can be seen of a state, row by row."""
    found: dict[str, object] = {"xml": state.serialize(), "problems": state.problems()}
    for row in state.root_row.inside():
        found[f"{row.item} rows"] = [[inner.item for inner in rows] for rows in row.rows.values()]
        for question in state.definition.questions.values():
            if question.place.plan is row.plan:
                found[row.prefix + question.id] = cell_picture(state, row, question.id)
    return found


def cell_picture(state: FormState, row: Row, question: str) -> tuple[object, ...]:
    node = state.node(row.prefix + question)
    seen = row.seen[node.question.place.own_slot]
    codes = tuple(choice.code for choice in node.choices)
    return node.relevant, node.required, node.readonly, node.value, node.problem, seen, type(seen), codes


def assert_same(left: FormState, right: FormState) -> None:
    one, other = picture(left), picture(right)
    assert {key: (one.get(key), other.get(key)) for key in one | other if one.get(key) != other.get(key)} == {}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_what_follows_from_each_answer_is_what_opens_from_the_ledger(steps: list[Step]) -> None:
    ledger = Ledger(FORM)
    for step in steps:
        perform(ledger, step)
    assert_same(ledger.state, ledger.reopened())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS, st.integers(0, 24))
def test_going_on_after_reopening_is_the_same_as_never_having_stopped(steps: list[Step], pause: int) -> None:
    ledger = Ledger(FORM)
    for number, step in enumerate(steps):
        if number == pause:
            ledger.state = ledger.reopened()
        perform(ledger, step)
    assert_same(ledger.state, ledger.reopened())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_what_is_reported_as_changed_is_all_that_changed(steps: list[Step]) -> None:
    ledger = Ledger(FORM)
    for step in steps:
        before = picture(ledger.state)
        ledger.reported.clear()
        perform(ledger, step)
        after = picture(ledger.state)
        differ = {key for key in before.keys() & after.keys() if before[key] != after[key]}
        assert {key for key in differ - ledger.reported if is_field(ledger.definition, key)} == set()


def is_field(definition: FormDefinition, key: str) -> bool:
    return key.rpartition("/")[2] in definition.questions
