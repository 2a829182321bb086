"""Reading an XForm: what becomes a question, a group, a repeat, and under which id."""

from __future__ import annotations

import pytest

from monitorapp.forms import FormState, Group, Kind, Question, Repeat, compile_form
from tests.core.forms.small_forms import (
    HEAD,
    META,
    StillEnvironment,
    ask,
    bind,
    compiled,
    filled,
    group,
    repeat,
    select,
    select_from,
    table,
    xform,
)


def test_a_form_tells_its_name_version_and_title() -> None:
    form = compiled("<a/>")
    assert (form.id, form.version, form.title) == ("small", "7", "Small")
    assert form.languages == ()


def test_the_digest_is_of_the_bytes_of_the_form() -> None:
    source = xform("<a/>")
    assert compile_form(source).digest == compile_form(source.encode()).digest
    assert compile_form(source).digest != compile_form(source + " ").digest
    assert len(compile_form(source).digest) == 64


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_form_is_read_in_the_usual_encodings(encoding: str) -> None:
    source = xform("<a/>", body=ask("a", "Сколько?"))
    assert compile_form(source.encode(encoding)).questions["a"].label.show("") == "Сколько?"


def test_a_declared_encoding_is_believed() -> None:
    source = '<?xml version="1.0" encoding="windows-1251"?>' + xform("<a/>", body=ask("a", "Сколько?"))
    assert compile_form(source.encode("windows-1251")).questions["a"].label.show("") == "Сколько?"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("string", Kind.TEXT),
        ("xsd:string", Kind.TEXT),
        ("unheard-of", Kind.TEXT),
        ("int", Kind.INTEGER),
        ("xsd:int", Kind.INTEGER),
        ("integer", Kind.INTEGER),
        ("long", Kind.INTEGER),
        ("decimal", Kind.DECIMAL),
        ("date", Kind.DATE),
        ("time", Kind.TIME),
        ("dateTime", Kind.DATETIME),
        ("geopoint", Kind.GEOPOINT),
        ("geotrace", Kind.GEOTRACE),
        ("geoshape", Kind.GEOSHAPE),
        ("barcode", Kind.BARCODE),
        ("binary", Kind.FILE),
    ],
)
def test_the_type_of_an_input_makes_its_kind(kind: str, expected: Kind) -> None:
    assert compiled("<a/>", bind("a", type=kind), body=ask("a")).questions["a"].kind is expected


@pytest.mark.parametrize(
    ("control", "expected"),
    [
        (select("a", "x"), Kind.SELECT_ONE),
        (select("a", "x", tag="select"), Kind.SELECT_MULTIPLE),
        (select("a", "x", tag="odk:rank"), Kind.RANK),
        ('<range ref="/data/a" start="1" end="5" step="1"/>', Kind.RANGE),
        ('<upload ref="/data/a" mediatype="image/*"/>', Kind.FILE),
        ('<trigger ref="/data/a"/>', Kind.TRIGGER),
    ],
)
def test_the_control_makes_the_kind(control: str, expected: Kind) -> None:
    assert compiled("<a/>", body=control).questions["a"].kind is expected


def test_a_readonly_text_is_a_note_unless_it_shows_a_result() -> None:
    form = compiled(
        "<a/><b/>",
        bind("a", readonly="true()"),
        bind("b", readonly="true()", calculate="1 + 1"),
        body=ask("a") + ask("b"),
    )
    assert form.questions["a"].kind is Kind.NOTE
    assert form.questions["b"].kind is Kind.TEXT


def test_nodes_without_a_control_are_calculations_or_hidden() -> None:
    form = compiled("<sum/><left/>", bind("sum", calculate="1 + 1"))
    assert form.questions["sum"].kind is Kind.CALCULATION
    assert form.questions["left"].kind is Kind.HIDDEN
    assert form.sections == ()


def test_an_id_is_the_name_where_it_is_unique_and_a_dotted_path_where_not() -> None:
    form = compiled(
        "<only/><one><same/></one><two><same/><deep/></two>",
        body=ask("only") + group("one", ask("one/same")) + group("two", ask("two/same"), ask("two/deep")),
    )
    assert {"only", "one.same", "two.same", "deep"} <= form.questions.keys()
    assert form.groups.keys() == {"one", "two"}


def test_an_id_that_is_taken_by_a_dotted_name_is_told_apart() -> None:
    form = compiled("<a.b/><a><b/></a><c><b/></c>")
    ids = {question.path: question.id for question in form.questions.values()}
    assert ids["/data/a.b"] != ids["/data/a/b"]


def test_attributes_of_nodes_have_ids_without_signs() -> None:
    form = compiled("<a/>", meta='<meta><entity id="" create="1"><label/></entity><instanceID/></meta>')
    assert "meta.entity.id" in form.questions
    assert "data.version" in form.questions


def test_groups_and_repeats_keep_the_order_of_the_body() -> None:
    form = compiled(
        "<a/><g><b/></g><r><c/></r>",
        body=group("g", ask("g/b"), label="Part") + ask("a") + repeat("r", ask("r/c")),
    )
    first, second, third = form.sections
    assert isinstance(first, Group)
    assert isinstance(second, Question)
    assert isinstance(third, Repeat)
    assert (first.id, second.id, third.id) == ("g", "a", "r")
    assert first.label.show("") == "Part"
    assert [child.id for child in third.children] == ["c"]


def test_a_group_without_a_node_keeps_its_questions_together() -> None:
    body = f'<group appearance="field-list"><label>Page</label>{ask("a")}{ask("b")}</group>'
    (section,) = compiled("<a/><b/>", body=body).sections
    assert isinstance(section, Group)
    assert section.appearance == "field-list"
    assert [child.id for child in section.children] == ["a", "b"]


def test_repeats_stand_inside_repeats() -> None:
    form = compiled("<r><s><x/></s></r>", body=repeat("r", repeat("r/s", ask("r/s/x"))))
    assert form.repeats.keys() == {"r", "s"}
    assert form.questions["x"].place.depth == 2


def test_a_repeat_may_stand_without_a_group_around_it() -> None:
    body = f'<repeat nodeset="/data/r"><label>Rows</label>{ask("r/x")}</repeat>'
    form = compiled("<r><x/></r>", body=body)
    assert form.repeats["r"].label.show("") == "Rows"


def test_references_may_be_relative_to_the_group_around() -> None:
    body = '<group ref="/data/g"><input ref="b"><label>B</label></input></group>'
    assert compiled("<g><b/></g>", body=body).questions["b"].label.show("") == "B"


def test_a_control_may_name_the_bind_instead_of_the_node() -> None:
    binds = '<bind id="the-bind" nodeset="/data/a" type="int"/>'
    form = compiled("<a/>", binds, body='<input bind="the-bind"><label>A</label></input>')
    assert form.questions["a"].kind is Kind.INTEGER


def test_paths_may_leave_out_or_keep_prefixes() -> None:
    meta = "<orx:meta><orx:instanceID>fixed</orx:instanceID></orx:meta>"
    for path in ("meta/instanceID", "orx:meta/orx:instanceID"):
        form = compiled("<out/>", bind("out", calculate=f"/data/{path}"), meta=meta)
        assert filled(form).value("out") == "fixed"


def test_our_own_columns_come_through() -> None:
    form = compiled(
        "<a/><sum/>",
        bind("a", monitor_concept="custody.space.area", monitor_sourced="yes"),
        bind("sum", calculate="1", monitor_concept="custody.space.ratio"),
        body=ask("a"),
    )
    assert form.questions["a"].monitor == {"concept": "custody.space.area", "sourced": "yes"}
    assert form.questions["sum"].monitor == {"concept": "custody.space.ratio"}


def test_appearances_and_parameters_are_passed_on() -> None:
    body = '<range ref="/data/a" appearance="vertical no-ticks" start="1" end="5" step="0.5"><label>A</label></range>'
    question = compiled("<a/>", bind("a", type="decimal"), body=body).questions["a"]
    assert question.appearance == "vertical no-ticks"
    assert question.parameters == {"start": "1", "end": "5", "step": "0.5"}


def test_choices_written_in_place_keep_their_order() -> None:
    question = compiled("<a/>", body=select("a", "yes", "no", "maybe")).questions["a"]
    assert [(choice.code, choice.label.show("")) for choice in question.choices] == [
        ("yes", "Yes"),
        ("no", "No"),
        ("maybe", "Maybe"),
    ]


def test_a_form_may_use_another_namespace_for_its_data() -> None:
    source = xform("<a/>", bind("a", type="int")).replace(
        '<data id="small"', '<data xmlns="http://example.org/f" id="small"'
    )
    state = FormState(compile_form(source), {}, StillEnvironment())
    assert state.serialize().startswith('<data xmlns="http://example.org/f" id="small"')


def test_what_is_odd_but_harmless_is_a_warning() -> None:
    form = compiled(
        "<a/>",
        bind("missing", type="int"),
        bind("a", type="peculiar"),
        body=ask("nowhere"),
        extra='<instance id="towns" src="jr://file-csv/towns.csv"/>',
    )
    assert {complaint.code for complaint in form.warnings} == {
        "bind-without-node",
        "unknown-type",
        "control-without-node",
        "file-missing",
    }


def test_a_record_has_an_id_even_where_the_form_forgot_it() -> None:
    state = filled(compiled("<a/>", meta=""))
    assert state.value("instanceID") == "uuid:00000000-0000-4000-8000-000000000001"
    assert state.opened.auto == {"instanceID#auto": state.value("instanceID")}
    assert "<orx:meta><orx:instanceID>uuid:" in state.serialize()


def test_a_thousand_questions_are_read_in_one_go() -> None:
    names = [f"q{number}" for number in range(1000)]
    form = compiled("".join(f"<{name}/>" for name in names), body="".join(map(ask, names)))
    assert len(form.sections) == 1000


def test_definitions_do_not_share_what_they_hold() -> None:
    one, other = compiled("<a/>"), compiled("<a/>")
    filled(one).answer("a", "x")
    assert filled(other).value("a") is None


def test_selects_may_read_their_choices_from_a_table() -> None:
    towns = table("towns", {"name": "osh", "label": "Osh", "monitor_severity": "3"})
    form = compiled("<a/>", body=select_from("a", "instance('towns')/root/item"), extra=towns)
    (choice,) = filled(form).node("a").choices
    assert (choice.code, choice.label, choice.extra["monitor_severity"]) == ("osh", "Osh", "3")


def test_head_and_meta_of_the_small_forms_are_what_they_say() -> None:
    assert HEAD.startswith("<h:html")
    assert META in xform("<a/>")
