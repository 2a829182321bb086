"""Commits: their bytes are their identity, and nothing that differs by one byte is taken for them."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitorapp.errors import ExchangeTrouble
from monitorapp.records.commit import COMPARTMENTS, Commit, Header, Part, digest
from monitorapp.records.field import Value, canonical

ID = "ab" * 16
HASH = "cd" * 32
HEADER = Header(
    visit=ID,
    document=ID,
    author="0" * 32,
    strand="1" * 32,
    sequence=0,
    previous=None,
    lamport=1,
    wall="2026-11-24T09:00:00Z",
    program="0.1.0",
    form="visit@2026.11",
)
PART = Part("general", "5a" * 16, {"pop_total": 41, "prep_objective": "Журнал №1"})

values = st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["", "да", "é"]) | st.just(["a", "b"])
parts = st.builds(
    Part,
    st.sampled_from(COMPARTMENTS),
    st.just("0" * 32),
    st.dictionaries(st.sampled_from(["q1", "q2@register", "q3#note"]), values, max_size=3),
)
headers = st.builds(
    replace,
    st.just(HEADER),
    sequence=st.integers(0, 2**53 - 1),
    lamport=st.integers(0, 2**53 - 1),
    previous=st.none() | st.just(HASH),
    replaces=st.dictionaries(st.sampled_from(["q1", "#status"]), st.just((HASH,)), max_size=2),
    milestone=st.sampled_from([None, "finished", "reopened", "settled"]),
    reason=st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
    seen=st.none() | st.dictionaries(st.just("1" * 32), st.integers(0, 9)),
)


@given(parts)
def test_a_part_comes_back_from_its_text(part: Part) -> None:
    assert Part.parse(part.text()) == part


@given(headers, parts)
def test_a_commit_comes_back_from_its_texts(header: Header, part: Part) -> None:
    commit = Commit.seal(header, (part,))
    read = Commit.parse(commit.header_text, (part.text(),))
    assert read == commit
    assert read.id == digest(commit.header_text)


def test_a_commit_may_come_without_its_parts() -> None:
    commit = Commit.seal(HEADER, (PART,))
    read = Commit.parse(commit.header_text, ())
    assert read.id == commit.id
    assert read.parts == ()


def test_the_salt_hides_equal_answers_behind_different_hashes() -> None:
    other = replace(PART, salt="5b" * 16)
    assert digest(PART.text()) != digest(other.text())


def test_part_of_another_commit_is_refused() -> None:
    commit = Commit.seal(HEADER, (PART,))
    with pytest.raises(ExchangeTrouble) as caught:
        Commit.parse(commit.header_text, (replace(PART, values={"pop_total": 42}).text(),))
    assert caught.value.facts["reason"] == "hash"


def test_a_part_is_not_taken_for_another_compartment() -> None:
    commit = Commit.seal(HEADER, (PART,))
    header = replace(commit.header, parts=(("medical", commit.header.parts[0][1]),))
    with pytest.raises(ExchangeTrouble):
        Commit.parse(header.text(), (PART.text(),))


@given(headers, st.data())
def test_a_header_with_one_byte_changed_is_another_commit_or_none(header: Header, data: st.DataObject) -> None:
    text = header.text()
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from('0123456789abcdef"{}[],: \\zт'))
    changed = text[:place] + letter + text[place + 1 :]
    try:
        read = Header.parse(changed)
    except ExchangeTrouble:
        return
    assert read.text() == changed
    assert (digest(changed) == digest(text)) == (changed == text)


def _spoiled(change: Callable[[dict[str, Any]], object]) -> str:
    fields = json.loads(Commit.seal(HEADER, (PART,)).header_text)
    change(fields)
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("format", 2),
        ("format", True),
        ("visit", "AB" * 16),
        ("document", "ab"),
        ("author", 5),
        ("strand", None),
        ("sequence", -1),
        ("sequence", 2**53),
        ("sequence", True),
        ("lamport", 1.5),
        ("previous", "zz"),
        ("wall", "yesterday"),
        ("wall", "2026-11-24T09:00:00+06:00"),
        ("wall", 0),
        ("wall", "2026-13-24T09:00:00Z"),
        ("wall", "2027-02-29T09:00:00Z"),
        ("wall", "2026-11-24T24:00:00Z"),
        ("wall", "2026-11-24T09:00:60Z"),
        ("wall", "0000-01-01T00:00:00Z"),
        ("wall", "2026-11-24T09:00:00Z\n"),
        ("wall", "٢٠٢٦-11-24T09:00:00Z"),
        ("clock", [7]),
        ("clock", "far-future"),
        ("program", None),
        ("form", ["visit"]),
        ("reason", False),
        ("reason", 0),
        ("reason", "\ud800"),
        ("program", "\ud800"),
        ("milestone", "approved"),
        ("milestone", ["finished"]),
        ("seen", {"x": -1}),
        ("seen", []),
        ("erases", ["short"]),
        ("replaces", {"pop_total": ["short"]}),
        ("replaces", {"not a key!": [HASH]}),
        ("replaces", {"pop_total": HASH}),
        ("parts", [["general"]]),
        ("parts", [["secret", HASH]]),
        ("parts", [[None, HASH]]),
        ("parts", [[["general"], HASH]]),
        ("parts", [["general", HASH], ["general", HASH]]),
        ("parts", [["general", HASH, HASH]]),
        ("more", 1),
    ],
)
def test_a_header_that_makes_no_sense_is_refused(name: str, value: object) -> None:
    with pytest.raises(ExchangeTrouble) as caught:
        Header.parse(_spoiled(lambda fields: fields.update({name: value})))
    assert caught.value.code == "commits-not-valid"


@pytest.mark.parametrize("wall", ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_laptop_whose_clock_is_wrong_is_heard_all_the_same(wall: str) -> None:
    assert Header.parse(_spoiled(lambda fields: fields.update(wall=wall))).wall == wall


@pytest.mark.parametrize("name", sorted(json.loads(HEADER.text())))
def test_every_field_of_a_header_is_needed(name: str) -> None:
    with pytest.raises(ExchangeTrouble):
        Header.parse(_spoiled(lambda fields: fields.pop(name)))


@pytest.mark.parametrize("text", ["", "null", "[]", "7", '"x"', "{", '{"format":1}', "[" * 20_000])
def test_what_is_not_a_header_at_all_is_refused(text: str) -> None:
    with pytest.raises(ExchangeTrouble):
        Header.parse(text)


def _spelled(*part: Value | dict[str, Value]) -> str:
    return canonical(list(part))


@pytest.mark.parametrize(
    "text",
    [
        _spelled("secret", "0" * 32, {}),
        _spelled("general", "0" * 31, {}),
        _spelled("general", "0" * 32),
        _spelled("general", "0" * 32, {}, {}),
        _spelled("general", "0" * 32, {"q": ["b", "a"]}),
        _spelled("general", "0" * 32, {"q": ["a", "a"]}),
        _spelled("general", "0" * 32, {"q": 3.0}),
        _spelled("general", "0" * 32, {"q": "e\u0301"}),
        _spelled("general", "0" * 32, {"no key!": 1}),
        _spelled("general", "0" * 32, []),
        _spelled("general", "0" * 32, {"q": {"t": "x", "p": "day"}}),
        _spelled("general", "0" * 32, {"q": 1}).replace(":", ": "),
        '["general","' + "0" * 32 + '",{"q":1,"q":2}]',
        '["general","' + "0" * 32 + '",{"q":1e400}]',
        '["general","' + "0" * 32 + '",{"q":"\\u0041"}]',
        "null",
        "",
    ],
)
def test_a_part_with_another_spelling_is_refused(text: str) -> None:
    with pytest.raises(ExchangeTrouble) as caught:
        Part.parse(text)
    assert caught.value.facts["reason"] == "part"
