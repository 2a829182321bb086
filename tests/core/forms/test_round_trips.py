"""Records: whatever is answered, what was written and read again is written the same, and keeps every letter."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitorapp.forms import FormState, compile_form
from monitorapp.forms.hardened import escape, quoted
from monitorapp.records.field import Value
from tests.core.forms.small_forms import StillEnvironment, ask, bind, compiled, filled, group, repeat, select, xform

FORM = compiled(
    '<text kind="free"/><n/><share/><day/><yes/><several/><hidden/><g><deep><inner/></deep></g>'
    "<r><x/><s><y/></s></r><sum/>",
    bind("n", type="int"),
    bind("share", type="decimal"),
    bind("day", type="date"),
    bind("yes", type="boolean"),
    bind("hidden", relevant="/data/n > 100"),
    bind("g/deep", relevant="/data/n != 7"),
    bind("r/x", type="int"),
    bind("sum", calculate="sum(/data/r/x)"),
    body=ask("text")
    + "".join(map(ask, ("n", "share", "day", "hidden")))
    + select("several", "a", "b", "c", tag="select")
    + group("g", group("g/deep", ask("g/deep/inner")))
    + repeat("r", ask("r/x"), repeat("r/s", ask("r/s/y"))),
)
# What XML may hold; control characters are left out when a record is written.
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=20)
ANSWERS = st.fixed_dictionaries(
    {
        "text": st.one_of(st.none(), TEXT),
        "inner": st.one_of(st.none(), TEXT),
        "n": st.one_of(st.none(), st.integers(-(2**31), 2**31 - 1), st.just(7)),
        "share": st.one_of(st.none(), st.floats(-1e9, 1e9, allow_nan=False)),
        "day": st.one_of(st.none(), st.dates().map(lambda day: {"t": day.isoformat(), "p": "day"})),
        "several": st.one_of(st.none(), st.lists(st.sampled_from(["a", "b", "c"]), unique=True)),
        "yes": st.one_of(st.none(), st.booleans()),
    }
)


def restored(record: str) -> FormState:
    return FormState(FORM, {}, StillEnvironment(), document="d" * 32, record=record)


def with_rows(answers: dict[str, Value], numbers: list[int | None]) -> FormState:
    state = filled(FORM, answers)
    for number in numbers:
        item = state.add_row("r").rows_added[0]
        state.answer(f"{item}/x", number)
    return state


@settings(deadline=None, max_examples=60)
@given(ANSWERS, st.lists(st.one_of(st.none(), st.integers(0, 99)), max_size=4))
def test_a_record_that_is_read_and_written_is_the_same(answers: dict[str, Value], numbers: list[int | None]) -> None:
    saved = with_rows(answers, numbers).serialize()
    assert restored(saved).serialize() == saved


@settings(deadline=None, max_examples=60)
@given(ANSWERS)
def test_every_letter_of_an_answer_comes_back(answers: dict[str, Value]) -> None:
    state = filled(FORM, answers)
    again = restored(state.serialize())
    written = str(answers["text"] or "")
    assert (again.value("text") or "") == written
    assert again.value("n") == answers["n"]
    assert again.value("share") == pytest.approx(answers["share"])
    several = answers["several"]
    assert again.value("several") == (sorted(several) if isinstance(several, list) and several else None)


@given(TEXT)
def test_text_between_tags_and_in_attributes_is_read_as_it_was(text: str) -> None:
    element = ElementTree.fromstring(f"<a b={quoted(text)}>{escape(text)}</a>")
    assert (element.text or "", element.get("b")) == (text, text)


@pytest.mark.parametrize("text", ["a\nb", "a\tb", "a\r\nb", ' " ', "<&>"])
def test_line_ends_in_attributes_are_kept(text: str) -> None:
    assert ElementTree.fromstring(f"<a b={quoted(text)}/>").get("b") == text


def test_rows_and_the_rows_inside_them_are_written_in_their_order() -> None:
    state = with_rows({}, [1, 2])
    first, second, third = state.rows("r")
    for item, count in ((first, 2), (third, 1)):
        for number in range(count):
            inner = state.add_row("s", item).rows_added[0]
            state.answer(f"{inner}/y", f"{item[-1]}{number}")
    root = ElementTree.fromstring(state.serialize())
    assert [row.findtext("x") or "" for row in root.findall("r")] == ["", "1", "2"]
    assert [len(row.findall("s")) for row in root.findall("r")] == [3, 1, 2]
    assert second in state.rows("r")
    assert root.findtext("sum") == "3"


def test_what_is_hidden_is_not_written_and_not_lost() -> None:
    state = filled(FORM, {"inner": "kept", "n": 7})
    assert "kept" not in state.serialize()
    state.answer("n", 8)
    assert "<inner>kept</inner>" in state.serialize()


def test_a_form_of_a_root_alone_is_written() -> None:
    form = compile_form(xform("", meta=""))
    root = ElementTree.fromstring(filled(form).serialize())
    assert (root.tag, root.get("id"), len(root)) == ("data", "small", 1)


@pytest.mark.parametrize("count", [1, 300])
def test_rows_in_great_number_are_written_without_recursion(count: int) -> None:
    state = with_rows({}, list(range(count)))
    assert state.serialize().count("<r>") == count + 1


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("]]> <!-- --> <?x?>", "]]> <!-- --> <?x?>"),
        ("one\r\ntwo\rthree\tfour", "one\r\ntwo\rthree\tfour"),
        ("a\x00b\x0bc\x1fd", "abcd"),
        ("half \ud83d of a sign", "half  of a sign"),
        ("\udc00\ufffe\uffff", None),
        ("\x7f\x85\u2028\ufeff\ufffd", "\x7f\x85\u2028\ufeff\ufffd"),
        ("е\u0301 😀 \U000e0001", "е\u0301 😀 \U000e0001"),
        ("слово " * 20_000 + "<", "слово " * 20_000 + "<"),
    ],
)
@pytest.mark.parametrize("place", ["<a/>", '<g mark=""/><a/>'])
def test_an_odd_answer_is_written_as_xml_that_any_reader_reads(answer: str, kept: str | None, place: str) -> None:
    form = compiled(
        place, '<bind nodeset="/data/g/@mark" calculate="/data/a"/>' if "mark" in place else "", body=ask("a")
    )
    record = filled(form, {"a": answer}).serialize()
    root = ElementTree.fromstring(record.encode("utf-8"))
    assert root.findtext("a") == (kept or "")
    assert FormState(form, {}, StillEnvironment(), record=record).value("a") == kept
    if "mark" in place:
        assert root.find("g").get("mark") == (kept or "")  # type: ignore[union-attr]
