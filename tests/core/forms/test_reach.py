"""An answer works out what reads it, each rule once and in order, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise
from time import perf_counter

import pytest

from monitorapp.forms import FormState, compile_form
from monitorapp.forms.graph import COUNT, TOUCH, Task
from monitorapp.forms.rows import Row
from monitorapp.forms.state import Outcome
from monitorapp.records.field import Value
from tests.core.forms.small_forms import StillEnvironment, ask, bind, compiled, filled, repeat, xform

Handler = Callable[[Task, Iterable[Row]], None]


class Watched:
    """A state that counts how often each rule is worked out."""

    def __init__(self, state: FormState) -> None:
        self.state = state
        self.counted: Counter[str] = Counter()
        run = state.view.run
        for kind, handler in list(run.handlers.items()):
            run.handlers[kind] = self.watching(handler)

    def watching(self, handler: Handler) -> Handler:
        def handle(task: Task, rows: Iterable[Row]) -> None:
            self.counted.update(row.prefix + task.place.question for row in rows)
            handler(task, rows)

        return handle

    def answer(self, field: str, value: Value) -> Outcome:
        self.counted.clear()
        return self.state.answer(field, value)


def test_an_answer_works_out_only_what_reads_it() -> None:
    form = compiled(
        "<a/><b/><of_a/><of_b/><of_both/><of_of/>",
        bind("of_a", calculate="/data/a + 1"),
        bind("of_b", calculate="/data/b + 1"),
        bind("of_both", calculate="/data/a + /data/b"),
        bind("of_of", calculate="/data/of_a + /data/of_both"),
        body=ask("a") + ask("b"),
    )
    watched = Watched(filled(form, {"a": 1, "b": 1}))
    watched.answer("b", 2)
    assert watched.counted == {"of_b": 1, "of_both": 1, "of_of": 1}


def test_a_rule_that_many_ways_lead_to_is_worked_out_once() -> None:
    layers = 12
    nodes = "".join(f"<l{layer}/><r{layer}/>" for layer in range(layers))
    binds = [
        bind(f"{side}{layer}", calculate=f"/data/l{layer - 1} + /data/r{layer - 1}")
        for layer in range(1, layers)
        for side in "lr"
    ]
    form = compiled(nodes, bind("r0", calculate="/data/l0"), *binds, body=ask("l0"))
    watched = Watched(filled(form))
    watched.answer("l0", "1")
    assert set(watched.counted.values()) == {1}
    assert watched.state.value(f"l{layers - 1}") == 2 ** (layers - 1)


def test_what_comes_out_the_same_is_not_passed_on() -> None:
    form = compiled(
        "<a/><big/><more/>",
        bind("big", calculate="/data/a > 10"),
        bind("more", calculate="concat('is ', /data/big)"),
        body=ask("a"),
    )
    watched = Watched(filled(form, {"a": 1}))
    assert watched.answer("a", 2).changed == {"a"}
    assert watched.counted == {"big": 1}
    assert watched.answer("a", 20).changed == {"a", "big", "more"}


def test_an_answer_in_a_row_works_out_that_row_and_the_totals() -> None:
    form = compiled(
        "<r><a/><twice/></r><sum/><after/>",
        bind("r/a", type="int"),
        bind("r/twice", calculate="../a * 2"),
        bind("sum", calculate="sum(/data/r/twice)"),
        bind("after", calculate="/data/sum + 1"),
        body=repeat("r", ask("r/a")),
    )
    state = filled(form)
    rows = [state.rows("r")[0], *(state.add_row("r").rows_added[0] for _ in range(9))]
    watched = Watched(state)
    watched.answer(f"{rows[4]}/a", 5)
    assert watched.counted == {f"{rows[4]}/twice": 1, "sum": 1, "after": 1}


def test_hidden_calculations_are_not_worked_out_until_they_are_shown() -> None:
    form = compiled(
        "<gate/><a/><b/>", bind("b", relevant="/data/gate = 1", calculate="/data/a + 1"), body=ask("gate") + ask("a")
    )
    state = filled(form)
    watched = Watched(state)
    watched.answer("a", 4)
    assert state.value("b") is None
    watched.answer("gate", 1)
    assert state.value("b") == 5


def test_words_choices_and_constraints_wait_until_somebody_looks() -> None:
    label = '<input ref="/data/b"><label>Of <output value="/data/a"/></label></input>'
    form = compiled("<a/><b/>", bind("b", constraint=". != /data/a"), body=ask("a") + label)
    watched = Watched(filled(form))
    assert watched.answer("a", "x").changed == {"a", "b"}
    assert watched.counted == {}


@pytest.mark.parametrize("count", [100, 3000])
def test_long_chains_are_no_recursion(count: int) -> None:
    names = [f"c{number}" for number in range(count)]
    binds = [
        bind(name, type="int", calculate=f"coalesce(/data/{before}, 0) + 1", relevant=f"/data/{before} != -1")
        for before, name in zip(["a", *names], names, strict=False)
    ]
    state = filled(
        compiled("<a/>" + "".join(f"<{name}/>" for name in names), bind("a", type="int"), *binds, body=ask("a"))
    )
    outcome = state.answer("a", 10)
    assert state.value(names[-1]) == 10 + count
    assert len(outcome.changed) == count + 1
    state.answer("a", -1)
    assert state.value(names[-1]) is None or state.value(names[-1]) == count - 1


def test_deeply_nested_groups_are_no_recursion() -> None:
    names = [f"g{level}" for level in range(150)]
    opening = "".join(f"<{name}>" for name in names)
    closing = "".join(f"</{name}>" for name in reversed(names))
    gated = bind("g0", relevant="/data/gate = 'yes'")
    form = compiled(f"<gate/>{opening}<leaf/>{closing}", gated, body=ask("gate") + ask("/".join([*names, "leaf"])))
    state = filled(form)
    assert not state.node("leaf").relevant
    state.answer("gate", "yes")
    assert state.node("leaf").relevant


def test_tasks_come_in_an_order_that_never_goes_back() -> None:
    form = compiled(
        "<d/><c/><b/><a/>",
        bind("d", calculate="/data/c"),
        bind("c", calculate="/data/b", relevant="/data/a != 'x'"),
        bind("b", calculate="/data/a"),
        body=ask("a"),
    )
    order = [task.place.name for task in form.graph.tasks if task.kind != TOUCH]
    assert order.index("b") < order.index("d")
    assert order.index("c") < order.index("d")


def test_a_count_that_needs_its_own_rows_comes_last() -> None:
    form = compiled(
        "<n/><r><more/></r>",
        bind("n", calculate="count(/data/r[more = 'yes']) + 1"),
        body=repeat("r", ask("r/more"), count="/data/n"),
    )
    assert [task.late for task in form.graph.tasks if task.kind == COUNT] == [True]


def thousand_questions() -> str:
    """Fifty sections of twenty questions, each relevant on the one before."""
    instance, binds, body = "", [], ""
    for section in range(50):
        paths = [f"s{section}/q{section}_{number}" for number in range(20)]
        instance += f"<s{section}>" + "".join(f"<{path.partition('/')[2]}/>" for path in paths) + f"</s{section}>"
        body += "".join(map(ask, paths))
        for before, path in pairwise(paths):
            binds.append(bind(path, type="int", relevant=f"/data/{before} != ''", constraint=". < 9"))
    return xform(instance, *binds, body=body)


def test_a_form_of_a_thousand_questions_is_quick() -> None:
    source = thousand_questions()
    start = perf_counter()
    definition = compile_form(source)
    compiled_in = perf_counter() - start
    start = perf_counter()
    state = FormState(definition, {}, StillEnvironment())
    opened_in = perf_counter() - start
    start = perf_counter()
    for section in range(50):
        state.answer(f"q{section}_0", 1)
    answered_in = (perf_counter() - start) / 50
    # Bounds of ten times what is measured: they catch what grows with the square of the form, not slow machines.
    assert compiled_in < 2
    assert opened_in < 0.2
    assert answered_in < 0.01
