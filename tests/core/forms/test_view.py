"""What a page asks: nodes in order of display, problems."""

from __future__ import annotations

from time import perf_counter

import pytest

from monitorapp.errors import FormTrouble
from monitorapp.forms import Node, ShownGroup, ShownRepeat, ShownRow
from tests.core.forms.small_forms import ask, bind, compiled, filled, group, repeat

FORM = compiled(
    "<a/><note/><g><b/><h><c/></h><r><x/><s><y/></s></r></g><sum/>",
    bind("a", type="int", required="true()"),
    bind("note", readonly="true()"),
    bind("g/r/x", type="int", constraint=". > 0", constraintMsg="More than none"),
    bind("sum", calculate="1"),
    body=ask("a")
    + ask("note")
    + group("g", ask("g/b"), group("g/h", ask("g/h/c")), repeat("g/r", ask("g/r/x"), repeat("g/r/s", ask("g/r/s/y")))),
)


def outline(section: str, item: str | None = None) -> list[tuple[str, str]]:
    """Each shown thing as a sort and a name."""
    found = []
    for shown in filled(FORM).walk(section, item):
        if isinstance(shown, Node):
            found.append(("question", shown.question.id))
        elif isinstance(shown, ShownGroup):
            found.append(("group", shown.group.id))
        elif isinstance(shown, ShownRepeat):
            found.append(("repeat", shown.repeat.id))
        else:
            assert isinstance(shown, ShownRow)
            found.append(("row", str(shown.position)))
    return found


def test_a_section_is_walked_in_order_of_display() -> None:
    assert outline("g") == [
        ("group", "g"),
        ("question", "b"),
        ("group", "h"),
        ("question", "c"),
        ("repeat", "r"),
        ("row", "1"),
        ("question", "x"),
        ("repeat", "s"),
        ("row", "1"),
        ("question", "y"),
    ]


def test_a_question_alone_is_a_section_of_one() -> None:
    assert outline("a") == [("question", "a")]


def test_levels_tell_how_deep_a_thing_stands() -> None:
    levels = [shown.level for shown in filled(FORM).walk("g") if not isinstance(shown, Node)]
    assert levels == [0, 1, 1, 2, 3, 4]


def test_a_repeat_inside_a_row_is_walked_from_that_row() -> None:
    state = filled(FORM)
    (row,) = state.rows("r")
    shown = list(state.walk("s", row))
    assert isinstance(shown[0], ShownRepeat)
    assert shown[0].item == row
    assert isinstance(shown[1], ShownRow)
    assert shown[1].item == state.rows("s", row)[0]


def test_a_node_says_all_that_a_page_shows() -> None:
    state = filled(FORM)
    (row,) = state.rows("r")
    state.answer(f"{row}/x", -1)
    node = state.node(f"{row}/x")
    assert node.field == f"{row}/x"
    assert (node.relevant, node.required, node.readonly) == (True, False, False)
    assert (node.value, node.problem, node.message) == (-1, "constraint", "More than none")
    assert (node.label, node.hint, node.choices) == ("g/r/x", "", ())


def test_what_is_unknown_is_told() -> None:
    for unknown in ("nothing", "a/b"):
        with pytest.raises(FormTrouble, match="form-unknown"):
            filled(FORM).section_relevant(unknown)
        with pytest.raises(FormTrouble, match="form-unknown"):
            filled(FORM).walk(unknown)


def test_problems_are_told_in_order_with_their_fields() -> None:
    state = filled(FORM)
    (row,) = state.rows("r")
    state.answer(f"{row}/x", 0)
    found = [(problem.field, problem.code) for problem in state.problems()]
    assert found == [("a", "required"), (f"{row}/x", "constraint")]


def test_a_question_shown_inside_a_row_may_live_outside_of_it() -> None:
    form = compiled("<a/><r><x/></r>", bind("a", required="true()"), body=repeat("r", ask("r/x"), ask("a")))
    state = filled(form)
    nodes = [shown for shown in state.walk("r") if isinstance(shown, Node)]
    assert [node.field for node in nodes] == [f"{state.rows('r')[0]}/x", "a"]
    assert {problem.field for problem in state.problems()} == {"a"}


def test_a_question_of_a_row_shown_outside_of_it_is_a_warning() -> None:
    form = compiled("<r><x/></r>", body=ask("r/x") + repeat("r"))
    assert {complaint.code for complaint in form.warnings} == {"control-outside-repeat"}
    assert [section.id for section in form.sections] == ["r"]


def test_a_page_of_twenty_five_questions_is_cheap() -> None:
    names = [f"q{number}" for number in range(25)]
    form = compiled(
        "<g>" + "".join(f"<{name}/>" for name in names) + "</g>",
        *(bind(f"g/{name}", type="int", constraint=". > 0", required="true()") for name in names),
        body=group("g", *(ask(f"g/{name}") for name in names)),
    )
    state = filled(form)
    start = perf_counter()
    for _ in range(20):
        assert len(list(state.walk("g"))) == 26
    # A generous bound: measured it is a tenth of this, but test machines are slow and busy.
    assert (perf_counter() - start) / 20 < 0.02
