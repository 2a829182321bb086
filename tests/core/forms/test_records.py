"""Records as XML: what is written, and going on from a saved one."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from monitorapp.errors import FormTrouble
from monitorapp.forms import FormState, compile_form
from tests.core.forms.small_forms import StillEnvironment, ask, bind, compiled, filled, group, repeat, xform

FORM = compiled(
    "<a/><sum/><g><b/></g><r><x/></r>",
    bind("a", type="int"),
    bind("sum", calculate="/data/a + count(/data/r)"),
    bind("g", relevant="/data/a > 1"),
    body=ask("a") + group("g", ask("g/b")) + repeat("r", ask("r/x")),
    extra='<setvalue event="odk-instance-first-load" ref="/data/g/b" value="\'first\'"/>'
    '<setvalue event="odk-instance-load" ref="/data/r/x" value="\'loaded\'"/>',
)


def restored(record: str) -> FormState:
    return FormState(FORM, {}, StillEnvironment(), document="d" * 32, record=record)


def test_a_record_says_which_form_it_is_of() -> None:
    assert filled(FORM).serialize().startswith('<data id="small" version="7">')


def test_only_what_is_relevant_is_written_in_the_order_of_the_form() -> None:
    state = filled(FORM)
    names = [element.tag for element in ElementTree.fromstring(state.serialize())]
    assert names == ["a", "sum", "r", "meta"]
    state.answer("a", 2)
    names = [element.tag for element in ElementTree.fromstring(state.serialize())]
    assert names == ["a", "sum", "g", "r", "meta"]


@pytest.mark.parametrize("text", ["<b>&amp;", "]]>", '"quoted"', "a\nb", "Ош ☃", "\x01control\x0b"])
def test_any_text_is_written_so_that_it_can_be_read(text: str) -> None:
    state = filled(compiled("<a/>", body=ask("a")))
    state.answer("a", text)
    found = ElementTree.fromstring(state.serialize()).findtext("a")
    assert found == "".join(letter for letter in text if letter >= " " or letter in "\t\n\r")


def test_attributes_that_the_form_fills_are_written() -> None:
    meta = '<meta><entity dataset="cell" create="1" id=""><label/></entity><instanceID>x</instanceID></meta>'
    form = compiled(
        "<a/>",
        '<bind nodeset="/data/meta/entity/@id" type="string"/>',
        bind("meta/entity/label", calculate="concat('cell ', /data/a)"),
        extra='<setvalue event="odk-instance-first-load" ref="/data/meta/entity/@id" value="uuid()"/>',
        body=ask("a"),
        meta=meta,
    )
    state = filled(form, {"a": "4"})
    entity = ElementTree.fromstring(state.serialize()).find("meta/entity")
    assert entity is not None
    assert entity.attrib == {"dataset": "cell", "create": "1", "id": "00000000-0000-4000-8000-000000000001"}
    assert entity.findtext("label") == "cell 4"


def test_prefixes_of_names_are_declared() -> None:
    form = compiled("<a/>", meta="<orx:meta><orx:instanceID>x</orx:instanceID></orx:meta>")
    assert ElementTree.fromstring(filled(form).serialize()).find("{http://openrosa.org/xforms}meta") is not None


def test_going_on_from_a_record_keeps_its_values_and_works_results_out_again() -> None:
    state = restored('<data id="small"><a>5</a><sum>999</sum><g><b>kept</b></g><r><x/></r><r><x/></r></data>')
    assert state.value("a") == 5
    assert state.value("b") == "kept"
    assert state.value("sum") == 7
    assert len(state.rows("r")) == 2


def test_first_values_are_for_new_records_and_values_at_load_for_all() -> None:
    state = restored('<data id="small"><a>5</a><g><b/></g><r><x>old</x></r></data>')
    assert state.value("b") is None
    assert state.value(f"{state.rows('r')[0]}/x") == "loaded"


def test_what_a_record_lacks_is_blank_and_what_it_has_too_much_is_left_out() -> None:
    state = restored('<data id="small"><stranger>1</stranger><a>1</a></data>')
    assert state.rows("r") == ()
    assert "stranger" not in state.serialize()


def test_a_record_that_is_written_and_read_again_is_the_same() -> None:
    state = filled(FORM)
    state.answer("a", 3)
    state.answer("b", "words")
    state.answer(f"{state.add_row('r').rows_added[0]}/x", "loaded")
    assert restored(state.serialize()).serialize() == state.serialize()


def test_a_broken_record_is_refused() -> None:
    with pytest.raises(FormTrouble, match="form-not-xml"):
        restored("<data>")


def test_a_record_that_replaces_a_submitted_one_says_which() -> None:
    form = compile_form(xform("<a/>", meta=""), edited=True)
    record = '<data id="small"><a/><meta><instanceID>uuid:old</instanceID></meta></data>'
    state = FormState(form, {}, StillEnvironment(), record=record)
    assert state.value("deprecatedID") == "uuid:old"
    assert state.value("instanceID") == "uuid:00000000-0000-4000-8000-000000000001"


def test_counted_rows_of_a_record_keep_their_answers() -> None:
    form = compiled("<n/><r><x/></r>", bind("n", type="int"), body=ask("n") + repeat("r", ask("r/x"), count="/data/n"))
    record = '<data id="small"><n>2</n><r><x>one</x></r><r><x>two</x></r></data>'
    state = FormState(form, {}, StillEnvironment(), record=record)
    assert [state.value(f"{item}/x") for item in state.rows("r")] == ["one", "two"]
