"""Secondary instances: tables in the form, attached files, the answers of other documents."""

from __future__ import annotations

import pytest

from monitorapp.errors import FormTrouble
from monitorapp.forms import FormDefinition, Instance, compile_form
from monitorapp.forms.instances import read_csv, read_geojson, read_resource
from monitorapp.forms.nodes import Item
from monitorapp.records.field import Value
from tests.core.forms.small_forms import ask, bind, compiled, filled, select_from, table, xform


def reading(expression: str, source: str = "", resources: dict[str, bytes] | None = None) -> FormDefinition:
    extra = f'<instance id="other" src="{source}"/>' if source else ""
    return compile_form(xform("<out/><a/>", bind("out", calculate=expression), body=ask("a"), extra=extra), resources)


def rows(document: Item) -> list[dict[str, str]]:
    (root,) = document.content
    return [{part.name: part.text for part in item.content} for item in root.content]


def test_a_child_form_reads_its_parents_answers() -> None:
    form = reading("instance('visit')/root/visit_type")
    state = filled(form, instances={"visit": Instance.of_answers({"visit_type": "unannounced"})})
    assert state.value("out") == "unannounced"
    outcome = state.set_instance("visit", Instance.of_answers({"visit_type": "announced"}))
    assert outcome.changed == {"out"}
    assert state.value("out") == "announced"


def test_a_parent_form_counts_what_its_children_say() -> None:
    form = reading("count(instance('interview')/root/item[intv_consent = 'yes'])")
    answers: list[dict[str, Value]] = [
        {"intv_consent": "yes"},
        {"intv_consent": "no"},
        {"intv_consent": {"na": "refused"}},
    ]
    state = filled(form, instances={"interview": Instance.of_items(answers)})
    assert state.value("out") == 1
    state.set_instance("interview", Instance.of_items([*answers, {"intv_consent": "yes"}]))
    assert state.value("out") == 2
    state.set_instance("interview", Instance.of_items([]))
    assert state.value("out") == 0


def test_an_instance_that_nobody_gave_is_empty() -> None:
    state = filled(reading("count(instance('interview')/root/item)"))
    assert state.value("out") == 0
    state.set_instance("interview", Instance.of_items([{"a": 1}]))
    assert state.value("out") == 1


def test_an_instance_that_the_form_declares_is_replaced_by_the_given_one() -> None:
    form = reading("instance('other')/root/a", "jr://file/other.xml")
    assert filled(form).value("out") is None
    assert filled(form, instances={"other": Instance.of_answers({"a": "given"})}).value("out") == "given"


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (None, ""),
        ("said", "said"),
        (3, "3"),
        (2.5, "2.5"),
        (3.0, "3"),
        (True, "1"),
        (False, "0"),
        (["a", "b"], "a b"),
        ({"rank": ["b", "a"]}, "b a"),
        ({"na": "unknown"}, ""),
        ({"t": "2026-03-02T22:00", "p": "minute"}, "2026-03-02T22:00"),
        ({"t": "2026-03-02T22", "p": "hour"}, ""),
        ({"t": "2026-03-02", "p": "day"}, ""),
        ({"t": "2026-03", "p": "month"}, ""),
        ({"t": "2026-03-02", "p": "day", "about": True}, ""),
        ({"file": "f" * 32}, ""),
    ],
)
def test_answers_of_others_are_read_as_xml_would_spell_them(answer: Value, text: str) -> None:
    (root,) = Instance.of_answers({"a": answer}).document.content
    assert [part.text for part in root.content] == [text]


def test_rows_sources_and_facets_of_others_are_left_out() -> None:
    fields: dict[str, Value] = {"a": 1, "b#note": "n", "c@register": 2, "f" * 32 + "/d": 3, "#form": "visit"}
    (root,) = Instance.of_answers(fields).document.content
    assert [part.name for part in root.content] == ["a"]


def test_choices_may_come_from_other_documents() -> None:
    form = compiled(
        "<who/>", body=select_from("who", "instance('case')/root/item[open = 'yes']", value="code", label="code")
    )
    state = filled(
        form, instances={"case": Instance.of_items([{"code": "A", "open": "yes"}, {"code": "B", "open": "no"}])}
    )
    assert [choice.code for choice in state.node("who").choices] == ["A"]
    state.answer("who", "A")
    outcome = state.set_instance("case", Instance.of_items([{"code": "B", "open": "yes"}]))
    assert "who" in outcome.changed
    assert [choice.code for choice in state.node("who").choices] == ["B"]
    assert state.value("who") is None


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"name,size\nosh,2\n", [{"name": "osh", "size": "2"}]),
        (b"\xef\xbb\xbfname;size\nosh;2,5\n", [{"name": "osh", "size": "2,5"}]),
        (b"name\tsize\nosh\t2\n", [{"name": "osh", "size": "2"}]),
        (b'name,size\n"o,\nsh","2"""\n', [{"name": "o,\nsh", "size": '2"'}]),
        (b"name,size\nosh\n", [{"name": "osh"}]),
        (b" name , size \nosh,2\n", [{"name": "osh", "size": "2"}]),
        (b"name,size\n", []),
        (b"", []),
        ("имя\nОш\n".encode(), [{"имя": "Ош"}]),
    ],
)
def test_tables_are_read_as_rows_and_columns(data: bytes, expected: list[dict[str, str]]) -> None:
    assert rows(read_csv(data)) == expected


def test_a_table_that_is_not_text_is_refused() -> None:
    with pytest.raises(FormTrouble, match="form-table-broken"):
        read_csv(b"name\n\xff\xfe\n")


def feature(kind: str, coordinates: str, more: str = "") -> str:
    return f'{{"type": "Feature", "geometry": {{"type": "{kind}", "coordinates": {coordinates}}}{more}}}'


def test_maps_are_read_as_rows_with_their_geometry() -> None:
    point = feature("Point", "[74.5, 42.8]", ', "id": 7, "properties": {"n": "x", "e": null}')
    line = feature("LineString", "[[1, 2], [3, 4, 5]]")
    shape = feature("Polygon", "[[[1, 2], [3, 4], [5, 6], [1, 2]]]", ', "properties": {}')
    found = rows(read_geojson(f'{{"type": "FeatureCollection", "features": [{point}, {line}, {shape}]}}'.encode()))
    assert found[0] == {"geometry": "42.8 74.5 0 0", "n": "x", "e": "", "id": "7"}
    assert found[1] == {"geometry": "2 1 0 0; 4 3 0 0"}
    assert found[2] == {"geometry": "2 1 0 0; 4 3 0 0; 6 5 0 0; 2 1 0 0"}


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b'{"features": [1]}', b'{"features": [{"geometry": {"type": "Blob", "coordinates": []}}]}'],
)
def test_a_map_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(FormTrouble, match="form-table-broken"):
        read_geojson(data)


def test_the_end_of_the_name_tells_what_a_file_is() -> None:
    assert rows(read_resource("jr://file-csv/x.csv", b"k\n1\n")) == [{"k": "1"}]
    assert rows(read_resource("jr://file/x.xml", b"<root><item><k>1</k></item></root>")) == [{"k": "1"}]
    assert rows(read_resource("jr://file-csv/x.xml", b" <root><item><k>1</k></item></root>")) == [{"k": "1"}]
    assert rows(read_resource("jr://file/x.geojson", b'{"features": []}')) == []


def test_files_are_found_by_address_or_by_name() -> None:
    for name in ("jr://file-csv/t.csv", "t.csv"):
        form = reading("pulldata('other', 'v', 'k', 'b')", "jr://file-csv/t.csv", {name: b"k,v\na,1\nb,2\n"})
        assert filled(form).value("out") == "2"
        assert form.warnings == ()


def test_an_attached_xml_with_entities_is_refused() -> None:
    with pytest.raises(FormTrouble, match="form-entities"):
        reading("1", "jr://file/t.xml", {"t.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><root/>'})


def test_attributes_and_deep_elements_of_tables_can_be_read() -> None:
    inside = '<instance id="deep"><root kind="list"><a><b n="1">x</b><b n="2">y</b></a></root></instance>'
    form = compiled(
        "<out/>",
        bind("out", calculate="concat(instance('deep')/root/@kind, instance('deep')//b[@n = 2])"),
        extra=inside,
    )
    assert filled(form).value("out") == "listy"


def test_look_ups_by_several_columns_agree_with_a_search() -> None:
    rows_of_table = [{"name": f"n{a}{b}", "a": str(a), "b": str(b)} for a in range(5) for b in range(5)]
    form = compiled(
        "<x/><y/><fast/><slow/>",
        bind("fast", calculate="join(' ', instance('t')/root/item[a = /data/x][b = /data/y]/name)"),
        bind("slow", calculate="join(' ', instance('t')/root/item[concat(a, b) = concat(/data/x, /data/y)]/name)"),
        body=ask("x") + ask("y"),
        extra=table("t", *rows_of_table),
    )
    state = filled(form)
    for x, y in (("0", "0"), ("3", "4"), ("4", "9")):
        state.answer("x", x)
        state.answer("y", y)
        assert state.value("fast") == state.value("slow")


def test_the_name_of_an_instance_may_be_worked_out() -> None:
    form = reading("count(instance(concat('inter', 'view'))/root/item)")
    state = filled(form)
    state.set_instance("interview", Instance.of_items([{"a": 1}]))
    assert state.value("out") == 1


TOWNS = '<instance id="towns" src="jr://file-csv/towns.csv"/>'
TOWN = select_from("town", "instance('towns')/root/item[region = /data/region]")


def complaints(table_text: str, extra: str = TOWNS) -> list[tuple[str, object, object]]:
    """The complaints about a form that chooses from a table: code, table, column."""
    resources = {"jr://file-csv/towns.csv": table_text.encode()}
    form = compile_form(xform("<region/><town/>", body=ask("region") + TOWN, extra=extra), resources)
    return [(one.code, one.facts["name"], one.facts.get("column_name")) for one in form.warnings]


def test_a_table_with_the_columns_that_a_form_names_is_taken_as_it_is() -> None:
    assert complaints("name,label,region\nosh,Osh,south\n") == []
    assert complaints("region;label;name\nsouth;Osh;osh\n") == []


@pytest.mark.parametrize("column", ["name", "label", "region"])
def test_a_column_that_a_table_lacks_is_told(column: str) -> None:
    heading = ",".join(name for name in ("name", "label", "region") if name != column)
    assert complaints(f"{heading}\na,b\n") == [("column-missing", "towns", column)]


@pytest.mark.parametrize("text", ["", "name,label,region\n", "\n"])
def test_a_table_without_rows_is_told_once(text: str) -> None:
    assert complaints(text) == [("table-empty", "towns", None)]


def test_a_table_that_is_not_there_or_comes_later_is_not_called_empty() -> None:
    form = compile_form(xform("<region/><town/>", body=ask("region") + TOWN, extra=TOWNS))
    assert [one.code for one in form.warnings] == ["file-missing"]
    assert complaints("", '<instance id="towns"/>') == []


def test_a_column_that_pulldata_asks_for_in_vain_is_told() -> None:
    rule = bind("price", calculate="pulldata('prices', 'cost', 'code', /data/code)")
    resources = {"jr://file-csv/prices.csv": b"code,price\na,3\n"}
    extra = '<instance id="prices" src="jr://file-csv/prices.csv"/>'
    form = compile_form(xform("<code/><price/>", rule, body=ask("code"), extra=extra), resources)
    assert [(one.code, one.facts["column_name"]) for one in form.warnings] == [("column-missing", "cost")]
