"""Long sums are kept from change to change, and are always what they would be if they were worked out anew."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitorapp.forms import FormDefinition, FormState
from monitorapp.forms.sums import LONG, Kept, RowSum
from monitorapp.records.field import Value
from tests.core.forms.small_forms import ask, bind, compiled, filled, group

TERMS = LONG + 8
NAMES = [f"q{number}" for number in range(TERMS)]


def adding(terms: Sequence[str], kind: str = "decimal") -> FormDefinition:
    """A form with a sum over many questions, the first ten of which stand behind a gate."""
    nodes = "<gate/><g>" + "".join(f"<{name}/>" for name in NAMES[:10]) + "</g>"
    nodes += "".join(f"<{name}/>" for name in NAMES[10:]) + "<total/>"
    binds = [bind(path(name), type=kind) for name in NAMES]
    return compiled(
        nodes,
        *binds,
        bind("g", relevant="/data/gate != 'no'"),
        bind("total", type="decimal", calculate=" + ".join(terms)),
        body=ask("gate") + group("g", *map(ask, map(path, NAMES[:10]))) + "".join(map(ask, NAMES[10:])),
    )


def path(name: str) -> str:
    return f"g/{name}" if name in NAMES[:10] else name


LENIENT = adding([f"coalesce(/data/{path(name)}, 0)" for name in NAMES])
STRICT = adding([f"/data/{path(name)}" for name in NAMES])
CHANGES = st.lists(
    st.tuples(
        st.sampled_from([*NAMES, "gate"]),
        st.one_of(st.none(), st.integers(-1000, 1000), st.floats(-100, 100, allow_nan=False), st.just(2**53)),
    ),
    max_size=25,
)


def kept(state: FormState) -> dict[RowSum, Kept]:
    return state.root_row.sums


def change(state: FormState, name: str, value: Value) -> None:
    state.answer(name, value if name != "gate" else ("no" if value else "yes"))


def anew(state: FormState, definition: FormDefinition) -> Value:
    """The total of a state that is opened with the same answers."""
    answers = {name: state.value(name) for name in [*NAMES, "gate"]}
    return filled(definition, answers).value("total")


@settings(deadline=None, max_examples=60)
@given(CHANGES)
def test_a_sum_that_is_kept_is_the_sum_worked_out_anew(changes: list[tuple[str, Value]]) -> None:
    state = filled(LENIENT, dict.fromkeys(NAMES, 1))
    for name, value in changes:
        change(state, name, value)
    assert state.value("total") == anew(state, LENIENT)


@settings(deadline=None, max_examples=30)
@given(CHANGES)
def test_a_sum_without_a_stand_in_is_blank_while_a_part_is(changes: list[tuple[str, Value]]) -> None:
    state = filled(STRICT, dict.fromkeys(NAMES, 1))
    for name, value in changes:
        change(state, name, value)
    assert state.value("total") == anew(state, STRICT)


def test_whole_numbers_are_kept_and_one_answer_is_only_added() -> None:
    state = filled(LENIENT, dict.fromkeys(NAMES, 1))
    state.answer("q12", 5)
    (sum_of_row,) = kept(state)
    values = kept(state)[sum_of_row].values
    state.answer("q13", 7)
    assert kept(state)[sum_of_row].values is values
    assert state.value("total") == TERMS + 4 + 6


def test_decimals_are_added_from_left_to_right_each_time() -> None:
    numbers = [0.1 * number for number in range(TERMS)]
    state = filled(LENIENT, dict(zip(NAMES, numbers, strict=True)))
    state.answer("q20", 0.7)
    numbers[20] = 0.7
    assert state.value("total") == list(accumulate(numbers))[-1]
    assert not kept(state)


def test_what_is_hidden_counts_as_blank_in_a_kept_sum() -> None:
    state = filled(LENIENT, dict.fromkeys(NAMES, 1))
    state.answer("q12", 2)
    state.answer("gate", "no")
    assert state.value("total") == TERMS + 1 - 10
    state.answer("gate", "yes")
    assert state.value("total") == TERMS + 1


def test_a_question_that_is_added_twice_counts_twice() -> None:
    form = adding([f"coalesce(/data/{path(name)}, 0)" for name in [*NAMES, "q15"]])
    state = filled(form, dict.fromkeys(NAMES, 1))
    state.answer("q15", 10)
    assert state.value("total") == TERMS - 1 + 20


@pytest.mark.parametrize("term", ["1", "/data/q3 * 2", "coalesce(/data/q11, /data/q12)", "count(/data/q11)"])
def test_a_sum_with_other_terms_is_worked_out_term_by_term(term: str) -> None:
    term = term.replace("/data/q3", "/data/g/q3")
    form = adding([*(f"coalesce(/data/{path(name)}, 0)" for name in NAMES), term])
    state = filled(form, dict.fromkeys(NAMES, 1))
    state.answer("q11", 4)
    assert state.value("total") == anew(state, form)
    assert not kept(state)


def test_differences_are_no_sums() -> None:
    form = adding([f"coalesce(/data/{path(name)}, 0)" for name in NAMES[:20]] + ["/data/q30 - /data/q31"])
    assert filled(form, dict.fromkeys(NAMES, 3)).value("total") == 60


def test_dates_in_a_sum_count_their_days() -> None:
    form = adding([f"/data/{path(name)}" for name in NAMES], kind="date")
    state = filled(form, {name: {"t": "1970-01-03", "p": "day"} for name in NAMES})
    assert state.value("total") == 2 * TERMS


@pytest.mark.parametrize("largest", [2**53, 10**17])
def test_a_sum_that_leaves_the_whole_numbers_is_worked_out_anew(largest: int) -> None:
    state = filled(LENIENT, dict.fromkeys(NAMES, 1))
    state.answer("q12", largest)
    assert not kept(state)
    state.answer("q12", 1)
    assert state.value("total") == TERMS
