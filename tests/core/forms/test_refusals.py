"""Forms that are refused, each with a code and the place of the mistake; nothing else is ever raised."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitorapp.errors import Fact, FormTrouble
from monitorapp.forms import FormState, compile_form
from tests.core.forms.small_forms import StillEnvironment, ask, bind, group, repeat, select_from, table, xform


def refusal(source: str | bytes) -> tuple[str, dict[str, Fact]]:
    with pytest.raises(FormTrouble) as trouble:
        compile_form(source)
    return trouble.value.code, trouble.value.facts


@pytest.mark.parametrize(
    ("source", "line"),
    [("", 1), ("not xml", 1), ("<a>\n<b>\n</a>", 3), (b"\xff\xff", 1), (xform("<a/>")[:-9], 1), ("<a/><b/>", 1)],
)
def test_what_is_not_xml_is_told_with_its_line(source: str | bytes, line: int) -> None:
    assert refusal(source) == ("form-not-xml", {"line": line})


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE a [<!ENTITY lol "lol">]>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        "<!doctype html>",
        '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://example.org/x">]>',
    ],
)
def test_entities_and_references_to_elsewhere_are_refused(declaration: str) -> None:
    assert refusal(declaration + xform("<a/>"))[0] == "form-entities"


def test_entities_are_found_in_any_encoding() -> None:
    source = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + xform("<a/>")
    assert refusal(source.encode("utf-16"))[0] == "form-entities"
    assert refusal(b'<?xml version="1.0" encoding="utf-7"?>' + source.encode("utf-7"))[0] == "form-entities"


def test_an_encoding_that_nobody_knows_is_refused() -> None:
    assert refusal(b'<?xml version="1.0" encoding="martian"?><a/>')[0] == "form-not-xml"


def test_elements_nested_without_end_are_refused() -> None:
    assert refusal("<a>" * 300 + "</a>" * 300)[0] == "form-too-large"


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("<a/>", "head"),
        (xform("<a/>").replace("<h:title>Small</h:title>", ""), "title"),
        (xform("<a/>").replace("model>", "mould>"), "model"),
        (xform("<a/>").replace("<h:body></h:body>", ""), "body"),
        (xform("<a/>").replace(' id="small"', ""), "id"),
        (xform("<a/>").replace("instance>", "instants>"), "instance"),
    ],
)
def test_a_form_that_lacks_a_part_is_told_which(source: str, part: str) -> None:
    assert refusal(source) == ("form-incomplete", {"part": part})


@pytest.mark.parametrize("part", ["calculate", "relevant", "readonly", "required", "constraint"])
def test_a_broken_expression_is_told_with_its_node_and_character(part: str) -> None:
    code, facts = refusal(xform("<a/><b/>", bind("b", **{part: "/data/a + + 2)"})))
    assert code == "form-expression-broken"
    assert facts == {"place": "/data/b", "part": part, "at": 10}


def test_an_unknown_function_is_told_by_name() -> None:
    code, facts = refusal(xform("<a/>", bind("a", calculate="if(true(), 1, frobnicate(2))")))
    assert (code, facts) == ("form-function-unknown", {"place": "/data/a", "name": "frobnicate"})


@pytest.mark.parametrize(
    "expression", ["contains('a')", "if(1, 2)", "today(1)", "indexed-repeat(/data/a, /data/a)", "uuid(1, 2)"]
)
def test_a_wrong_number_of_arguments_is_refused(expression: str) -> None:
    code, facts = refusal(xform("<a/><b/>", bind("b", calculate=expression)))
    assert code == "form-arguments-wrong"
    assert facts["place"] == "/data/b"


@pytest.mark.parametrize(
    "expression", ["count('a')", "count(1 + 1)", "randomize('a')", "'a'/b", "unknown:*", "label::en"]
)
def test_what_cannot_be_a_set_of_nodes_is_refused(expression: str) -> None:
    assert refusal(xform("<a/><b/>", bind("b", calculate=expression)))[0] == "form-expression-broken"


def test_broken_expressions_in_words_choices_and_counts_are_found_too() -> None:
    label = '<input ref="/data/a"><label>Is <output value="1 +"/></label></input>'
    assert refusal(xform("<a/>", body=label))[0] == "form-expression-broken"
    assert refusal(xform("<a/>", body=select_from("a", "instance('x')/root/item[")))[0] == "form-expression-broken"
    assert refusal(xform("<r><a/></r>", body=repeat("r", ask("r/a"), count="1 +")))[0] == "form-expression-broken"


@pytest.mark.parametrize(
    ("binds", "names"),
    [
        ([bind("a", calculate="/data/a + 1")], {"a"}),
        ([bind("a", relevant="/data/a = 1")], {"a"}),
        ([bind("a", readonly=". = 1")], {"a"}),
        ([bind("a", required=". = ''")], {"a"}),
        ([bind("a", calculate="/data/b"), bind("b", calculate="/data/a")], {"a", "b"}),
        (
            [bind("a", relevant="/data/b"), bind("b", calculate="/data/c"), bind("c", relevant="/data/a")],
            {"a", "b", "c"},
        ),
        ([bind("g", relevant="/data/g/d = 1")], {"g", "d"}),
    ],
)
def test_a_circle_is_refused_and_its_nodes_are_named(binds: list[str], names: set[str]) -> None:
    code, facts = refusal(xform("<a/><b/><c/><g><d/></g>", *binds, body=group("g", ask("g/d"))))
    assert code == "form-cycle"
    assert set(str(facts["names"]).split(", ")) <= names


def test_a_constraint_may_speak_of_its_own_answer() -> None:
    compile_form(xform("<a/>", bind("a", constraint=". > 3 and /data/a < 9")))


def test_rules_that_look_at_each_other_without_results_are_no_circle() -> None:
    compile_form(xform("<a/><b/>", bind("a", required="/data/b = ''"), bind("b", required="/data/a = ''")))


def test_a_form_that_records_how_it_is_filled_is_refused() -> None:
    source = xform(
        "<a/>", '<bind nodeset="/data/meta/audit" type="binary"/>', meta="<meta><audit/><instanceID/></meta>"
    )
    assert refusal(source) == ("form-audit", {"place": "/data/meta/audit"})


def test_a_form_that_records_sound_in_the_background_is_refused() -> None:
    action = '<odk:recordaudio event="odk-instance-load" ref="/data/a" odk:quality="low"/>'
    assert refusal(xform("<a/>", extra=action))[0] == "form-recording"
    assert refusal(xform("<a/>", bind("a", type="background-audio")))[0] == "form-recording"


def test_an_event_that_nobody_knows_is_refused() -> None:
    action = '<setvalue event="full-moon odk-instance-load" ref="/data/a" value="1"/>'
    assert refusal(xform("<a/>", extra=action)) == ("form-event-unknown", {"name": "full-moon"})
    assert refusal(xform("<a/>", extra='<setvalue ref="/data/a" value="1"/>'))[0] == "form-event-unknown"


def test_the_event_of_a_new_row_belongs_into_a_repeat() -> None:
    action = '<setvalue event="odk-new-repeat" ref="/data/r/a" value="1"/>'
    code, _ = refusal(xform("<r><a/></r>", extra=action, body=repeat("r", ask("r/a"))))
    assert code == "form-event-misplaced"
    compile_form(xform("<r><a/></r>", body=repeat("r", action, ask("r/a"))))


def test_a_broken_table_beside_the_form_is_refused() -> None:
    towns = '<instance id="towns" src="jr://file/towns.geojson"/>'
    with pytest.raises(FormTrouble, match="form-table-broken"):
        compile_form(xform("<a/>", extra=towns), {"towns.geojson": b'{"features": [{"geometry": {}}]}'})


def test_refusals_hold_no_answers_and_no_paths_of_files() -> None:
    code, facts = refusal(xform("<a>secret</a>", bind("a", calculate="broken(")))
    assert "secret" not in f"{code} {facts}"


WHOLE = xform(
    "<a>1</a><b/><g><c/></g><r><x/><y/></r><n/>",
    bind("a", type="int", constraint=". > 0", required="true()"),
    bind("b", calculate="concat(/data/a, count(/data/r))", relevant="/data/a > 0"),
    bind("g", relevant="/data/b != ''", readonly="/data/a = 2"),
    bind("r/y", calculate="position(..) + sum(/data/r/x)"),
    body=ask("a")
    + group("g", ask("g/c"))
    + repeat("r", ask("r/x"), count="/data/n")
    + select_from("b", "/data/r", value="x", label="y"),
    extra=table("t", {"name": "n"}) + '<setvalue event="odk-instance-load" ref="/data/n" value="2"/>',
)
PIECES = ["", "<", "/>", '"', "/data/a", "..", "1 +", "()", "jr:", "repeat", "&lt;", "\x00", "é", "]]>", "<!--"]


def try_out(source: str) -> None:
    """Compile and fill; whatever the form is, only FormTrouble may come of it."""
    try:
        state = FormState(compile_form(source), {}, StillEnvironment())
    except FormTrouble:
        return
    for section in state.definition.sections:
        list(state.walk(section))
    state.problems()
    state.serialize()


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE)), st.integers(0, 60), st.sampled_from(PIECES))
def test_a_form_damaged_anywhere_never_raises_anything_else(at: int, length: int, piece: str) -> None:
    try_out(WHOLE[:at] + piece + WHOLE[at + length :])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from(PIECES)), min_size=1, max_size=3))
def test_rules_damaged_anywhere_never_raise_anything_else(changes: list[tuple[int, str]]) -> None:
    parts = WHOLE.split('"')
    for at, piece in changes:
        index = (2 * at + 1) % len(parts)
        parts[index] = parts[index][: len(parts[index]) // 2] + piece.replace('"', "").replace("<", "&lt;")
    try_out('"'.join(parts))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_form_or_a_trouble(data: bytes) -> None:
    with pytest.raises(FormTrouble):
        compile_form(data)


@pytest.mark.parametrize("place", ["/data/meta/audit", "/data/orx:meta/orx:audit", " /data/meta/audit "])
@pytest.mark.parametrize("parameters", ["", 'odk:location-priority="balanced"', 'odk:track-changes="true"'])
def test_no_spelling_of_the_audit_is_let_through(place: str, parameters: str) -> None:
    tag = "orx:meta" if "orx" in place else "meta"
    child = "<orx:audit/>" if "orx" in place else "<audit/>"
    source = xform(
        "<a/>", f'<bind nodeset="{place}" type="binary" {parameters}/>', meta=f"<{tag}>{child}<instanceID/></{tag}>"
    )
    assert refusal(source)[0] == "form-audit"


@pytest.mark.parametrize("event", ["odk-instance-first-load", "xforms-value-changed"])
@pytest.mark.parametrize("nested", [False, True])
def test_no_place_of_a_background_recording_is_let_through(event: str, nested: bool) -> None:
    action = f'<odk:recordaudio event="{event}" ref="/data/a"/>'
    body = ask("a", inside=action) if nested else ask("a")
    assert refusal(xform("<a/>", extra="" if nested else action, body=body))[0] == "form-recording"
