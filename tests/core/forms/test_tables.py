"""Tables that lie beside a form become part of it, whatever the way in which the form names them."""

from collections.abc import Mapping

import pytest

from monitorapp.errors import FormTrouble
from monitorapp.forms.itemsets import MOST_LINES, sources, with_tables
from monitorapp.forms.xform import compile_form
from tests.core.forms.small_forms import META, filled, select_from, xform

CSV = "name,label,region\nosh,Ош,south\nbish,Бишкек,north\n".encode()
XML = b"<root><item><name>osh</name><label>Osh</label></item></root>"
GEO = b"""{"features": [{"id": "osh", "geometry": {"type": "Point", "coordinates": [72.8, 40.5]},
 "properties": {"name": "osh", "label": "Osh"}}]}"""


def form(instance: str) -> str:
    return xform("<town/>", body=select_from("town", "instance('towns')/root/item"), extra=instance)


def offered(text: str, files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """The choices of a form once its tables are inside."""
    whole = with_tables(text, files)
    assert sources(whole) == ()
    definition = compile_form(whole)
    assert definition.warnings == ()
    return [(choice.code, choice.label) for choice in filled(definition).node("town").choices]


@pytest.mark.parametrize(
    "instance",
    [
        '<instance id="towns" src="jr://file-csv/towns.csv"/>',
        '<instance id="towns" src="jr://file-csv/towns.csv"></instance>',
        "<instance src='jr://file-csv/towns.csv' id='towns' />",
        '<instance\n  id="towns"\n  src="jr://file-csv/towns.csv"\n/>',
        '<instance id="towns" src="towns.csv">\n</instance>',
    ],
)
def test_a_table_is_put_in_however_the_instance_is_written(instance: str) -> None:
    assert offered(form(instance), {"towns.csv": CSV}) == [("osh", "Ош"), ("bish", "Бишкек")]


@pytest.mark.parametrize(("name", "data"), [("towns.xml", XML), ("towns.geojson", GEO)])
def test_other_kinds_of_tables_are_put_in_as_well(name: str, data: bytes) -> None:
    instance = f'<instance id="towns" src="jr://file/{name}"/>'
    assert offered(form(instance), {name: data}) == [("osh", "Osh")]


def test_a_prefix_of_the_instance_is_kept() -> None:
    text = form('<xf:instance id="towns" src="jr://file-csv/towns.csv"/>')
    text = text.replace("<h:html ", '<h:html xmlns:xf="http://www.w3.org/2002/xforms" ', 1)
    assert offered(text, {"towns.csv": CSV}) == [("osh", "Ош"), ("bish", "Бишкек")]


def test_the_files_that_are_wanted_are_named_once_each() -> None:
    text = form(
        '<instance id="towns" src="jr://file-csv/towns.csv"/><instance id="again" src="jr://file-csv/towns.csv"/>'
        '<instance id="visit" src="jr://file/visit.xml"/><instance id="inside"><root/></instance>'
    )
    assert sources(text) == ("towns.csv", "visit.xml")


def test_a_table_is_found_under_a_name_that_xml_has_to_escape() -> None:
    text = form('<instance id="towns" src="jr://file-csv/IVS &amp; SIZO.csv"/>')
    assert sources(text) == ("IVS & SIZO.csv",)
    assert offered(text, {"IVS & SIZO.csv": CSV}) == [("osh", "Ош"), ("bish", "Бишкек")]


def test_a_file_that_is_not_there_leaves_the_form_as_it_is() -> None:
    text = form('<instance id="towns" src="jr://file-csv/towns.csv"/>')
    assert with_tables(text, {}) == text
    assert with_tables(text, {"other.csv": CSV}) == text


def test_a_form_without_tables_is_not_touched() -> None:
    text = xform("<a/>")
    assert with_tables(text, {"towns.csv": CSV}) == text
    assert META in text


@pytest.mark.parametrize("text", ["a & b", "a < b", "]]>", '"quoted"', "№ 5 – «Ош»", "line\ttab"])
def test_what_a_cell_says_comes_out_unchanged(text: str) -> None:
    quoted = '"' + text.replace('"', '""') + '"'
    data = f"name,label\nosh,{quoted}\n".encode()
    assert offered(form('<instance id="towns" src="jr://file-csv/towns.csv"/>'), {"towns.csv": data}) == [("osh", text)]


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    data = b"name,label\nosh,O\x0bs\x01h\n"
    assert offered(form('<instance id="towns" src="jr://file-csv/towns.csv"/>'), {"towns.csv": data}) == [
        ("osh", "Osh")
    ]


def test_a_column_that_no_expression_could_name_is_left_out() -> None:
    data = b"name,label,how many,1st,,<b>\nosh,Osh,1,2,3,4\n"
    whole = with_tables(form('<instance id="towns" src="jr://file-csv/towns.csv"/>'), {"towns.csv": data})
    assert "<item><name>osh</name><label>Osh</label></item>" in whole


def test_the_same_files_give_the_same_form() -> None:
    text = form('<instance id="towns" src="jr://file-csv/towns.csv"/>')
    assert with_tables(text, {"towns.csv": CSV}) == with_tables(text, {"towns.csv": CSV})


def test_a_guess_at_an_encoding_is_never_made() -> None:
    text = form('<instance id="towns" src="jr://file-csv/towns.csv"/>')
    with pytest.raises(FormTrouble) as trouble:
        with_tables(text, {"towns.csv": CSV.decode().encode("cp1251")})
    assert (trouble.value.code, trouble.value.facts["line"]) == ("form-table-not-utf8", 2)


def test_a_table_in_utf_16_is_not_utf_8() -> None:
    text = form('<instance id="towns" src="jr://file-csv/towns.csv"/>')
    with pytest.raises(FormTrouble, match="form-table-not-utf8"):
        with_tables(text, {"towns.csv": CSV.decode().encode("utf-16")})


def test_the_longest_table_that_is_taken() -> None:
    text = form('<instance id="towns" src="jr://file-csv/towns.csv"/>')
    lines = b"name,label\n" + b"a,b\n" * (MOST_LINES - 1)
    assert with_tables(text, {"towns.csv": lines}).count("<item>") == MOST_LINES - 1
    with pytest.raises(FormTrouble, match="form-list-too-long"):
        with_tables(text, {"towns.csv": lines + b"a,b\n"})


def test_a_broken_geojson_is_refused() -> None:
    text = form('<instance id="towns" src="jr://file/towns.geojson"/>')
    with pytest.raises(FormTrouble, match="form-table-broken"):
        with_tables(text, {"towns.geojson": b'{"features": 7}'})
