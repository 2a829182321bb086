"""Counting and looking for doubts without words finds what looking at each question finds, whatever is answered."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitorapp.records.field import Value, is_blank
from tests.ui.form.small_form import small_form, small_sheet
from ui.form.outline import is_asked
from ui.form.reading import Reading
from ui.form.review import ERRORS, Matter, Review
from ui.form.sheet import Sheet

ASK = '<input ref="/data/{0}"><label>{0}</label></input>'
FORM = small_form(
    "<g><a/><b/><c/><note/><sum/></g><r jr:template=''><x/><y/></r><t><head/><one/></t>",
    '<bind nodeset="/data/g/a" type="int" constraint=". &lt; 5" jr:constraintMsg="Too many" required="true()"/>'
    '<bind nodeset="/data/g/b" type="string" relevant="/data/g/a &gt; 2"/>'
    '<bind nodeset="/data/g/c" type="string" readonly="/data/g/b = \'lock\'"/>'
    '<bind nodeset="/data/g/note" type="string" readonly="true()"/>'
    '<bind nodeset="/data/g/sum" type="int" readonly="true()" calculate="/data/g/a * 2"/>'
    '<bind nodeset="/data/r/x" type="string" required="true()"/>'
    '<bind nodeset="/data/r/y" type="int" constraint=". &gt; 0"/>'
    '<bind nodeset="/data/t" relevant="/data/g/c != \'no\'"/>',
    '<group ref="/data/g"><label>G</label>'
    + "".join(ASK.format(f"g/{name}") for name in ("a", "b", "c", "note", "sum"))
    + "</group>"
    '<group ref="/data/r"><label>R</label><repeat nodeset="/data/r">'
    + ASK.format("r/x")
    + ASK.format("r/y")
    + '</repeat></group><group ref="/data/t"><label>T</label>'
    '<select1 ref="/data/t/head" appearance="label"><label> </label>'
    "<item><label>Y</label><value>y</value></item></select1>"
    '<select1 ref="/data/t/one" appearance="list-nolabel"><label>One</label>'
    "<item><label>Y</label><value>y</value></item></select1></group>",
)
ANSWERS: dict[str, list[Value]] = {
    "a": [None, 1, 3, 9, {"na": "refused"}],
    "b": [None, "lock", "open"],
    "c": [None, "yes", "no"],
    "one": [None, "y"],
    "x": [None, "word", {"na": "unknown"}],
    "y": [None, 5, -1],
}
Deed = tuple[str, int]
DEEDS = st.lists(st.tuples(st.sampled_from([*ANSWERS, "row", "gone"]), st.integers(0, 4)), max_size=14)


def sheet_after(deeds: list[Deed]) -> Sheet:
    """A sheet in which somebody answered, added rows and took rows away."""
    sheet = small_sheet(FORM)
    repeat = FORM.repeats["r"]
    for name, number in deeds:
        rows = sheet.state.rows("r")
        if name == "row":
            sheet.add_row(repeat, None)
        elif name == "gone" and rows:
            sheet.remove_row(rows[number % len(rows)])
        elif name in "xy" and rows:
            sheet.answer(f"{rows[number % len(rows)]}/{name}", Reading(ANSWERS[name][number % len(ANSWERS[name])]))
        elif name in ANSWERS and name not in "xy":
            sheet.answer(name, Reading(ANSWERS[name][number % len(ANSWERS[name])]))
    return sheet


def counted_one_by_one(sheet: Sheet, at: int) -> tuple[int, int]:
    """Answered and asked of a section, by looking at every question as the page does."""
    answered = asked = 0
    for field, question in sheet.fields_of(sheet.sections[at].children):
        node = sheet.state.node(field)
        if node.relevant and not node.readonly and is_asked(question):
            asked += 1
            answered += not is_blank(sheet.values.get(field))
    return answered, asked


@settings(max_examples=60, deadline=None)
@given(DEEDS)
def test_sections_are_counted_as_their_questions_are(deeds: list[Deed]) -> None:
    sheet = sheet_after(deeds)
    for state in Review(sheet).sections():
        at = sheet.sections.index(state.section)
        assert (state.answered, state.asked) == counted_one_by_one(sheet, at)


@settings(max_examples=60, deadline=None)
@given(DEEDS)
def test_every_broken_rule_is_a_remark_and_every_remark_a_reason(deeds: list[Deed]) -> None:
    sheet = sheet_after(deeds)
    remarks = {remark.field: remark.matter for remark in Review(sheet).remarks()}
    for section in sheet.sections:
        if not sheet.is_section_shown(section):
            continue
        for field, _ in sheet.fields_of(section.children):
            node = sheet.state.node(field)
            broken = node.relevant and node.problem == "constraint"
            assert (remarks.get(field) is Matter.CONSTRAINT) is broken
    assert all(
        remark.message
        for remark in Review(sheet).remarks()
        if remark.matter is Matter.CONSTRAINT and remark.field == "a"
    )


@settings(max_examples=40, deadline=None)
@given(DEEDS)
def test_walking_from_remark_to_remark_comes_round(deeds: list[Deed]) -> None:
    review = Review(sheet_after(deeds))
    remarks = review.remarks()
    seen, here = [], ""
    for _ in remarks:
        following = review.following(here, 1)
        assert following is not None
        here = following.field
        seen.append(here)
    assert sorted(seen) == sorted(remark.field for remark in remarks)


def test_the_row_that_names_columns_is_not_asked() -> None:
    sheet = small_sheet(FORM)
    states = {state.section.id: state for state in Review(sheet).sections()}
    assert (states["t"].answered, states["t"].asked) == (0, 1)
    assert "head" not in {remark.field for remark in Review(sheet).remarks()}


@pytest.mark.parametrize(
    ("values", "matter"),
    [
        ({"a#raw": "много"}, Matter.RAW),
        ({"a": 9}, Matter.CONSTRAINT),
        ({"a": 1, "a#later": True}, Matter.LATER),
        ({}, Matter.REQUIRED),
        ({"a": {"na": "refused"}}, None),
    ],
)
def test_one_question_has_one_matter(values: dict[str, Value], matter: Matter | None) -> None:
    found = {remark.field: remark for remark in Review(small_sheet(FORM, **values)).remarks()}
    assert (found["a"].matter if "a" in found else None) is matter
    if "a" in found:
        assert found["a"].is_error is (matter in ERRORS)
        assert (found["a"].section, found["a"].number) == ("g", "1.1")


def test_what_is_not_asked_now_has_no_remark() -> None:
    sheet = small_sheet(FORM, **{"a": 1, "b#later": True})
    assert [remark.field for remark in Review(sheet).remarks()] == []
    sheet.answer("a", Reading(3))
    assert [remark.field for remark in Review(sheet).remarks()] == ["b"]


def test_a_required_question_that_cannot_be_answered_now_is_no_remark() -> None:
    form = small_form(
        "<lock/><a/>",
        '<bind nodeset="/data/lock" type="string"/>'
        '<bind nodeset="/data/a" type="string" required="true()" readonly="/data/lock = \'yes\'"/>',
        ASK.format("lock") + ASK.format("a"),
    )
    assert [remark.field for remark in Review(small_sheet(form)).remarks()] == ["a"]
    assert Review(small_sheet(form, lock="yes")).remarks() == []
