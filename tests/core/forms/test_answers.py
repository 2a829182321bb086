"""Answers: never refused, read as their kind, blank to expressions where they are no exact value."""

from __future__ import annotations

import pytest

from monitorapp.errors import FormTrouble
from monitorapp.forms.coercion import Scalar
from monitorapp.forms.state import FormState
from monitorapp.records.field import Value
from tests.core.forms.small_forms import ask, bind, calculated, compiled, filled, select

KINDS = ("string", "int", "decimal", "date", "dateTime", "time", "boolean", "geopoint", "geotrace", "barcode", "binary")
FORM = compiled(
    "".join(f"<{kind}/>" for kind in KINDS) + "<one/><many/><ranked/><tick/>",
    *(bind(kind, type=kind) for kind in KINDS),
    body="".join(map(ask, KINDS))
    + select("one", "a", "b")
    + select("many", "a", "b", "c", tag="select")
    + select("ranked", "a", "b", "c", tag="odk:rank")
    + '<trigger ref="/data/tick"/>',
)


def seen(state: FormState, question: str) -> Scalar:
    """What expressions see of a question."""
    return state.root_row.seen[state.definition.questions[question].place.own_slot]


@pytest.mark.parametrize(
    ("question", "answer", "text"),
    [
        ("string", "Привет", "Привет"),
        ("string", 12, "12"),
        ("string", "007", "007"),
        ("int", 7, "7"),
        ("int", "007", "7"),
        ("int", 10.1, "10"),
        ("int", "about 3?", ""),
        ("int", 2**31, ""),
        ("int", -(2**31), "-2147483648"),
        ("decimal", 1.50, "1.5"),
        ("decimal", 3, "3"),
        ("decimal", "2,5", "2.5"),
        ("decimal", "much", ""),
        ("date", {"t": "2026-03-02", "p": "day"}, "2026-03-02"),
        ("date", "2026-03-02", "2026-03-02"),
        ("date", "02.03.2026", ""),
        ("date", "2026-02-30", ""),
        ("dateTime", {"t": "2026-03-02T22:00", "p": "minute"}, "2026-03-02T22:00:00.000+06:00"),
        ("dateTime", {"t": "2026-03-02", "p": "day"}, ""),
        ("dateTime", {"t": "2026-03-02T22", "p": "hour"}, ""),
        ("dateTime", "2026-03-02", ""),
        ("dateTime", "2026-03-02T22:00", "2026-03-02T22:00:00.000+06:00"),
        (
            "dateTime",
            {"t": "2026-03-02T22:00", "p": "minute", "zone": "Asia/Bishkek"},
            "2026-03-02T22:00:00.000+06:00",
        ),
        (
            "dateTime",
            {"t": "2026-03-02T22:00", "p": "minute", "zone": "Europe/Moscow"},
            "2026-03-03T01:00:00.000+06:00",
        ),
        (
            "dateTime",
            {"t": "2026-03-02T22:00:15", "p": "second", "zone": "Mars/Olympus"},
            "2026-03-02T22:00:15.000+06:00",
        ),
        ("dateTime", {"t": "9999-12-31T23:00", "p": "minute", "zone": "America/Phoenix"}, ""),
        ("date", {"t": "2026-03-02", "p": "day", "zone": "America/Phoenix"}, "2026-03-02"),
        ("time", {"t": "22:00", "p": "minute"}, "22:00"),
        ("time", "25:00", ""),
        ("boolean", True, "1"),
        ("boolean", "false", "0"),
        ("geopoint", "42.87 74.59 800 5", "42.87 74.59 800 5"),
        ("geopoint", "91 0", ""),
        ("geopoint", "somewhere", ""),
        ("geotrace", "1 1;2 2", "1 1;2 2"),
        ("geotrace", "1 1", ""),
        ("barcode", "978-3-16", "978-3-16"),
        ("binary", {"file": "f" * 32}, "f" * 32),
        ("one", "b", "b"),
        ("one", "not offered", "not offered"),
        ("many", ["c", "a"], "a c"),
        ("many", ["z", "b"], "b z"),
        ("ranked", {"rank": ["c", "a", "b"]}, "c a b"),
        ("tick", True, "OK"),
        ("tick", "OK", "OK"),
        ("string", "", ""),
        ("string", None, ""),
    ],
)
def test_an_answer_is_kept_as_given_and_written_as_its_kind(question: str, answer: Value, text: str) -> None:
    state = filled(FORM)
    state.answer(question, answer)
    assert state.value(question) == answer
    xml = state.serialize()
    assert (f"<{question}>{text}</{question}>" if text else f"<{question}/>") in xml


@pytest.mark.parametrize("code", ["unknown", "refused", "not_asked", "not_applicable", "not_allowed"])
@pytest.mark.parametrize("question", ["string", "int", "date", "many"])
def test_a_non_answer_is_a_blank_to_expressions_and_an_answer_to_people(question: str, code: str) -> None:
    state = filled(FORM)
    state.answer(question, {"na": code})
    assert seen(state, question) == ""
    assert state.value(question) == {"na": code}


@pytest.mark.parametrize(
    "answer",
    [
        {"t": "2026", "p": "year"},
        {"t": "2026-03", "p": "month"},
        {"t": "2026-03-02", "p": "day", "about": True},
        {"t": "2026-03-02", "p": "day", "to": "2026-03-04"},
    ],
)
def test_a_time_that_is_not_exact_is_a_blank_to_expressions(answer: Value) -> None:
    state = filled(FORM)
    state.answer("date", answer)
    assert seen(state, "date") == ""
    assert state.value("date") == answer


def test_expressions_can_ask_about_non_answers() -> None:
    assert calculated("monitor:non-answer(/data/a)", "<a/>", a={"na": "refused"}) == "refused"
    assert calculated("monitor:non-answer(/data/a)", "<a/>", a="said") is None


@pytest.mark.parametrize(
    ("answer", "approximate"),
    [
        ({"t": "2026-03", "p": "month"}, True),
        ({"t": "2026-03-02", "p": "day", "about": True}, True),
        ({"t": "2026-03-02", "p": "day"}, False),
        (None, False),
        ({"na": "unknown"}, False),
    ],
)
def test_expressions_can_ask_whether_a_time_is_exact(answer: Value, approximate: bool) -> None:
    found = calculated("monitor:approximate(/data/a)", "<a/>", bind("a", type="date"), a=answer)
    assert found is approximate


def test_the_questions_about_answers_want_one_question() -> None:
    with pytest.raises(FormTrouble, match="form-expression-broken"):
        calculated("monitor:non-answer('a')", "<a/>")


def test_an_exact_time_is_the_day_and_the_moment_that_odk_means() -> None:
    exact: Value = {"t": "2026-03-02T22:00", "p": "minute"}
    assert calculated("date(/data/a)", "<a/>", bind("a", type="dateTime"), a=exact) == {"t": "2026-03-02", "p": "day"}
    assert calculated("/data/a > date('2026-03-02')", "<a/>", bind("a", type="dateTime"), a=exact) is True


def test_the_outcome_of_an_answer_tells_what_is_wrong_with_it() -> None:
    form = compiled("<a/>", bind("a", type="int", constraint=". < 5", required="true()"), body=ask("a"))
    state = filled(form)
    assert state.answer("a", 9).problem == "constraint"
    assert state.answer("a", 3).problem is None
    assert state.answer("a", None).problem == "required"
    assert state.answer("a", {"na": "refused"}).problem is None


def test_an_answer_says_that_its_own_field_has_changed() -> None:
    state = filled(FORM)
    assert state.answer("string", "x").changed == {"string"}
    assert state.answer("string", "x").changed == frozenset()


def test_a_field_that_the_form_does_not_have_is_unknown() -> None:
    state = filled(FORM)
    for field in ("nowhere", "f" * 32 + "/string", "string/x"):
        with pytest.raises(FormTrouble, match="form-unknown"):
            state.answer(field, "x")


def test_answers_are_taken_from_the_ledger_and_other_facets_are_left_alone() -> None:
    state = filled(
        FORM,
        {
            "string": "kept",
            "string#note": "a remark",
            "int#raw": "about 3",
            "int#later": True,
            "decimal@register": 4,
            "#form": "small",
            "#version": "7",
            "gone long ago": "from an older version",
        },
    )
    assert state.value("string") == "kept"
    assert state.value("int") is None
    assert state.value("decimal") is None


def test_an_automatic_value_stands_until_somebody_answers() -> None:
    assert filled(FORM, {"string#auto": "made"}).value("string") == "made"
    assert filled(FORM, {"string#auto": "made", "string": "said"}).value("string") == "said"
    assert filled(FORM, {"string#auto": "made", "string": None}).value("string") is None


def test_a_default_stands_until_somebody_answers() -> None:
    form = compiled(
        "<a>5</a><b>2026-03-01</b><c>nonsense</c>", bind("a", type="int"), bind("b", type="date"), bind("c", type="int")
    )
    state = filled(form)
    assert state.value("a") == 5
    assert state.value("b") == {"t": "2026-03-01", "p": "day"}
    assert state.value("c") is None
    assert filled(form, {"a": None}).value("a") is None
    assert state.opened.auto == {}


def test_a_result_goes_on_being_worked_out_after_somebody_overwrote_it() -> None:
    form = compiled("<a/><b/>", bind("b", calculate="/data/a"), body=ask("a") + ask("b"))
    state = filled(form)
    state.answer("a", "1")
    state.answer("b", "by hand")
    assert state.value("b") == "by hand"
    state.answer("a", "2")
    assert state.value("b") == "2"


def test_once_keeps_its_first_value_and_has_it_stored() -> None:
    form = compiled("<a/><o/>", bind("o", calculate="once(/data/a)"), body=ask("a"))
    state = filled(form)
    assert state.answer("a", "1").auto == {"o#auto": "1"}
    assert state.answer("a", "2").auto == {}
    assert state.value("o") == "1"
    assert filled(form, {"a": "2", "o#auto": "1"}).value("o") == "1"


def test_a_fresh_id_is_made_once_for_a_document() -> None:
    form = compiled("<code/>", bind("code", calculate="once(uuid())"))
    first = filled(form)
    assert first.opened.auto == {"code#auto": first.value("code")}
    again = filled(form, first.opened.auto)
    assert again.value("code") == first.value("code")
    assert again.opened.auto == {}


def test_a_code_that_somebody_gave_is_kept_and_a_result_is_worked_out() -> None:
    form = compiled("<code/><sum/>", bind("code", calculate="once(uuid())"), bind("sum", calculate="1 + 1"))
    state = filled(form, {"code": "given", "sum": 5})
    assert (state.value("code"), state.value("sum")) == ("given", 2)
    assert state.opened.auto == {}


def test_calculations_are_never_given_for_storing() -> None:
    form = compiled("<a/><b/>", bind("b", calculate="concat(/data/a, uuid(), now())"), body=ask("a"))
    state = filled(form)
    assert state.opened.auto == {}
    assert state.answer("a", "x").auto == {}
