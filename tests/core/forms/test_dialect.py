"""Every part of the dialect has its place: types, controls, functions, events, instances, entities, preloads."""

from __future__ import annotations

import base64
import re
from xml.etree import ElementTree

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from monitorapp.errors import FormTrouble
from monitorapp.forms import FormState, Instance, Kind, compile_form
from monitorapp.forms.complaints import said
from monitorapp.forms.functions import FUNCTIONS
from monitorapp.records.field import Value
from tests.core.forms.small_forms import (
    META,
    StillEnvironment,
    ask,
    bind,
    calculated,
    compiled,
    filled,
    group,
    repeat,
    select,
    table,
    xform,
)

FUNCTION_NAMES = """
true instance jr:itext concat uuid selected if string-length regex position today count-selected false current
date count int substr pulldata coalesce sum jr:choice-name indexed-repeat not round random now randomize
translate starts-with once decimal-date-time join selected-at max min format-date-time area distance contains
format-date decimal-time checklist count-non-empty abs sqrt cos atan number string last normalize-space
base64-decode local-name version geofence boolean boolean-from-string date-time weighted-checklist floor ceiling
pow exp exp10 log log10 pi sin tan asin acos atan2 ends-with substring substring-before substring-after digest
extract-signed name namespace-uri lang id
"""


@pytest.mark.parametrize("name", re.findall(r"\S+", FUNCTION_NAMES))
def test_every_function_of_the_specification_is_there(name: str) -> None:
    assert name in FUNCTIONS


@pytest.mark.parametrize(
    ("declared", "text", "value"),
    [
        ("string", "a", "a"),
        ("int", "7", 7),
        ("integer", "7", 7),
        ("xsd:int", "7", 7),
        ("xs:integer", "7", 7),
        ("long", "7", 7),
        ("decimal", "1.50", 1.5),
        ("boolean", "true", True),
        ("date", "2026-03-04", {"t": "2026-03-04", "p": "day"}),
        ("time", "10:20:00.000", {"t": "10:20", "p": "minute"}),
        ("geopoint", "1.0 2.0 0 0", "1.0 2.0 0 0"),
        ("geotrace", "0 0;1 1", "0 0;1 1"),
        ("geoshape", "0 0;1 1;1 0;0 0", "0 0;1 1;1 0;0 0"),
        ("barcode", "4600", "4600"),
        ("intent", "x", "x"),
        ("select1", "yes", "yes"),
        ("odk:rank", "b a", "b a"),
        ("nonsense", "a", "a"),
    ],
)
def test_every_type_of_a_bind_is_read(declared: str, text: str, value: Value) -> None:
    assert filled(compiled(f"<a>{text}</a>", bind("a", type=declared))).value("a") == value


def test_an_unknown_type_is_text_and_a_complaint() -> None:
    form = compiled("<a/>", bind("a", type="martian"), body=ask("a"))
    assert form.questions["a"].kind is Kind.TEXT
    assert [one.code for one in form.warnings] == ["unknown-type"]


def test_a_number_that_begins_with_zeros_is_a_number() -> None:
    assert filled(compiled("<a>007</a>", bind("a", type="int"))).value("a") == 7


def test_a_range_keeps_its_start_end_and_step() -> None:
    body = '<range ref="/data/a" start="1" end="9" step="2"><label>a</label></range>'
    question = compiled("<a/>", bind("a", type="int"), body=body).questions["a"]
    assert (question.kind, dict(question.parameters)) == (Kind.RANGE, {"start": "1", "end": "9", "step": "2"})


def test_the_labels_of_the_marks_of_a_range_are_no_choices() -> None:
    marks = table("marks", {"name": "1", "label": "low"}, {"name": "9", "label": "high"})
    body = (
        '<range ref="/data/a" start="1" end="9" step="1"><label>a</label>'
        '<itemset nodeset="instance(\'marks\')/root/item"><value ref="name"/><label ref="label"/></itemset></range>'
    )
    state = filled(compiled("<a/>", bind("a", type="int"), body=body, extra=marks), {"a": 5})
    assert state.value("a") == 5
    assert state.node("a").choices == ()


def test_an_upload_keeps_what_sort_of_file_it_wants() -> None:
    body = '<upload ref="/data/a" mediatype="image/*"><label>a</label></upload>'
    question = compiled("<a/>", bind("a", type="binary"), body=body).questions["a"]
    assert (question.kind, question.parameters["mediatype"]) == (Kind.FILE, "image/*")


@pytest.mark.parametrize(
    "events",
    [
        "odk-instance-first-load",
        "odk-instance-load",
        "odk-instance-first-load odk-instance-load",
        "odk-instance-load\n odk-instance-first-load",
    ],
)
def test_several_events_may_stand_in_one_attribute(events: str) -> None:
    form = compiled("<a/><b/>", extra=f'<setvalue event="{events}" ref="/data/b" value="concat(/data/b, 1)"/>')
    assert filled(form).value("b") == "1" * len(events.split())


def test_an_action_that_does_nothing_here_is_a_complaint_by_name() -> None:
    form = compiled("<a/><b/>", body=ask("a", inside='<odk:setgeopoint event="xforms-value-changed" ref="/data/b"/>'))
    (complaint,) = form.warnings
    assert (complaint.code, complaint.facts["name"], complaint.facts["place"]) == (
        "part-ignored",
        "setgeopoint",
        "/data/b",
    )
    assert "setgeopoint" in said(complaint, "ru")


@pytest.mark.parametrize("name", ["deviceid", "username", "phonenumber", "email"])
def test_a_preload_that_would_name_somebody_is_blank_and_a_complaint(name: str) -> None:
    form = compiled("<a/>", bind("a", preload="property", preloadParams=name))
    assert filled(form).value("a") is None
    assert [(one.code, one.facts["name"]) for one in form.warnings] == [("preload-blank", name)]


def test_where_a_form_would_be_sent_and_for_whom_it_is_locked_is_told_as_ignored() -> None:
    form = compiled(
        "<a/>", body=ask("a"), extra='<submission action="https://x.org/" base64RsaPublicKey="A" orx:auto-send="true"/>'
    )
    assert {one.facts["name"] for one in form.warnings} == {"action", "base64RsaPublicKey", "auto-send"}


def test_the_end_of_a_form_is_told_when_it_is_finished_and_not_before() -> None:
    form = compiled(
        "<from/><till/>",
        bind("from", type="dateTime", preload="timestamp", preloadParams="start"),
        bind("till", type="dateTime", preload="timestamp", preloadParams="end"),
    )
    state = filled(form)
    assert state.value("from")
    assert state.value("till") is None
    outcome = state.finish()
    assert outcome.auto == {"till#auto": state.value("till")}
    assert "till" in outcome.changed
    assert state.value("till") == state.value("from")


def test_finishing_a_form_that_tells_no_end_changes_nothing() -> None:
    outcome = filled(compiled("<a/>", body=ask("a"))).finish()
    assert (outcome.auto, outcome.changed) == ({}, frozenset())


def test_what_was_saved_last_is_an_instance_that_may_be_given() -> None:
    form = compiled(
        "<a/>",
        extra='<instance id="__last-saved" src="jr://instance/last-saved"/>'
        '<setvalue event="odk-instance-first-load" ref="/data/a" value="instance(\'__last-saved\')/root/a"/>',
    )
    assert filled(form).value("a") is None
    assert filled(form, instances={"__last-saved": Instance.of_answers({"a": "as before"})}).value("a") == "as before"


# Attributes, namespaces, entities.


def test_a_question_whose_node_has_attributes_is_answered_like_any_other() -> None:
    form = compiled(
        '<a since="2020"/><b/><g kind="x"><c unit="m">5</c></g>',
        bind("a", type="int", required="true()"),
        bind("b", type="int", calculate="/data/a + /data/g/c"),
        bind("g/c", type="int", constraint=". < 10"),
        body=ask("a") + group("g", ask("g/c")),
    )
    state = filled(form, {"a": 2})
    assert (state.value("a"), state.value("b")) == (2, 7)
    state.answer("a", 4)
    state.answer("c", 11)
    assert state.value("b") == 15
    assert [problem.field for problem in state.problems()] == ["c"]
    saved = ElementTree.fromstring(state.serialize())
    assert (saved.findtext("a"), saved.find("a").get("since")) == ("4", "2020")  # type: ignore[union-attr]
    assert (saved.findtext("g/c"), saved.find("g/c").get("unit")) == ("11", "m")  # type: ignore[union-attr]


def test_a_node_that_holds_others_has_no_value_of_its_own() -> None:
    form = compiled(
        "<g><c>5</c></g><r><x>1</x></r><out/><sum/>",
        bind("out", calculate="concat('[', /data/g, ']', string(/data/g) = '')"),
        bind("sum", calculate="sum(/data/r)"),
        body=repeat("r", ask("r/x")),
    )
    state = filled(form)
    assert (state.value("out"), state.value("sum")) == ("[]true", 0)


def test_names_and_attributes_in_other_namespaces_are_kept() -> None:
    form = compile_form(
        xform('<a odk:source="paper"/><orx:b>1</orx:b>', body=ask("a"))
        .replace("<data ", '<data xmlns:my="urn:mine" my:mark="7" ')
        .replace("<orx:b>", '<orx:b my:unit="m">')
    )
    state = filled(form, {"a": "x"})
    saved = state.serialize()
    root = ElementTree.fromstring(saved)
    assert root.get("{urn:mine}mark") == "7"
    assert root.find("a").get("{http://www.opendatakit.org/xforms}source") == "paper"  # type: ignore[union-attr]
    assert root.find("{http://openrosa.org/xforms}b").get("{urn:mine}unit") == "m"  # type: ignore[union-attr]
    assert FormState(form, {}, StillEnvironment(), record=saved).serialize() == saved


ENTITY = (
    '<meta><entity dataset="cells" create="" update="" id=""><label/></entity><instanceID>fixed</instanceID></meta>'
)


def test_an_entity_is_kept_with_its_attributes_and_told_as_ignored() -> None:
    form = compiled(
        "<a/>",
        '<bind nodeset="/data/meta/entity/@id" type="string" readonly="true()"/>',
        "<bind nodeset=\"/data/meta/entity/@create\" calculate=\"if(/data/a != '', 1, '')\"/>",
        '<bind nodeset="/data/meta/entity/label" calculate="concat(\'Cell \', /data/a)"/>',
        bind("a", **{"entities:saveto": "number"}).replace("entities:saveto", "saveto"),
        body=ask("a"),
        extra='<setvalue event="odk-instance-first-load" ref="/data/meta/entity/@id" value="uuid()"/>',
        meta=ENTITY,
    )
    assert ("part-ignored", "entities") in [(one.code, one.facts["name"]) for one in form.warnings]
    state = filled(form, {"a": "4"})
    entity = ElementTree.fromstring(state.serialize()).find("meta/entity")
    assert entity is not None
    assert {name: text for name, text in entity.attrib.items() if name != "id"} == {
        "dataset": "cells",
        "create": "1",
        "update": "",
    }
    assert entity.get("id")
    assert entity.findtext("label") == "Cell 4"


# Signed texts: an Ed25519 signature with the message behind it.

SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = base64.b64encode(SIGNER.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
MESSAGE = "камера 4".encode()
SIGNED = SIGNER.sign(MESSAGE) + MESSAGE


@pytest.mark.parametrize(
    ("signed", "key", "says"),
    [
        (SIGNED, KEY, "камера 4"),
        (SIGNER.sign(b""), KEY, None),
        (SIGNED[:-1], KEY, None),
        (MESSAGE + SIGNER.sign(MESSAGE), KEY, None),
        (b"short", KEY, None),
        (b"", KEY, None),
        (SIGNED, "AAAA", None),
        (SIGNED, "not base64", None),
        (SIGNER.sign(b"\xff") + b"\xff", KEY, None),
    ],
)
def test_a_signed_text_is_read_only_if_its_signature_is_of_that_key(signed: bytes, key: str, says: Value) -> None:
    assert calculated(f"extract-signed('{base64.b64encode(signed).decode()}', '{key}')") == says


def test_what_is_signed_may_be_an_answer() -> None:
    form = compiled("<code/><out/>", bind("out", calculate=f"extract-signed(/data/code, '{KEY}')"), body=ask("code"))
    state = filled(form)
    assert state.value("out") is None
    state.answer("code", base64.b64encode(SIGNED).decode())
    assert state.value("out") == "камера 4"


# Random order.


def test_an_order_by_a_seed_is_the_same_on_every_machine() -> None:
    rows = table("l", *({"name": name} for name in "abcdef"))
    form = compiled(
        "<out/>", bind("out", calculate="join(' ', randomize(instance('l')/root/item/name, 42))"), extra=rows
    )
    assert filled(form).value("out") == filled(form).value("out") == "a f c b d e"


def test_a_label_of_a_choice_may_be_asked_for_where_choices_are_written_in_place() -> None:
    form = compiled(
        "<a/><out/>",
        bind("out", calculate="jr:choice-name(/data/a, '/data/a')"),
        body=select("a", "yes", "no"),
    )
    assert filled(form, {"a": "yes"}).value("out") == "Yes"
    assert filled(form, {"a": "perhaps"}).value("out") is None


@pytest.mark.parametrize("event", ["click", "odk-instance-first-load click", ""])
def test_an_event_that_nobody_knows_makes_a_form_refused(event: str) -> None:
    with pytest.raises(FormTrouble, match="form-event-unknown"):
        compiled("<a/>", extra=f'<setvalue event="{event}" ref="/data/a" value="1"/>', meta=META)
