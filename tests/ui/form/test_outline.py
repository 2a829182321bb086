"""The outline of a form: sections, and numbers that stay the same whatever is asked."""

from tests.ui.form.small_form import small_form, small_sheet
from ui.form.outline import numbers, questions_in, section_elements, sections_of
from ui.form.reading import Reading

LONE = '<input ref="/data/{0}"><label>{0}</label></input>'
FORM = small_form(
    "<a/><b/><g><c/><d/><n/></g><e/><r><x/></r>",
    '<bind nodeset="/data/a" type="string"/><bind nodeset="/data/b" type="string"/>'
    '<bind nodeset="/data/g/d" type="string" relevant="/data/a = \'yes\'"/>'
    '<bind nodeset="/data/g/n" type="string" readonly="true()"/>',
    LONE.format("a")
    + LONE.format("b")
    + '<group ref="/data/g"><label>Group</label>'
    + "".join(LONE.format(f"g/{name}") for name in ("n", "c", "d"))
    + "</group>"
    + LONE.format("e")
    + '<group ref="/data/r"><label>Rows</label><repeat nodeset="/data/r">'
    + LONE.format("r/x")
    + "</repeat></group>",
)


def test_questions_that_stand_alone_share_a_section() -> None:
    sections = sections_of(FORM)
    assert [section.number for section in sections] == list(range(1, len(sections) + 1))
    assert [question.id for question in questions_in(sections[0].children)] == ["a", "b"]
    assert sections[0].element is None
    assert sections[1].id == "g"


def test_a_number_counts_what_is_asked_and_leaves_out_what_is_only_said() -> None:
    found = numbers(sections_of(FORM))
    assert (found["a"], found["b"], found["c"], found["d"]) == ("1.1", "1.2", "2.1", "2.2")
    assert "n" not in found


def test_a_number_stays_when_its_question_comes_and_goes() -> None:
    sheet = small_sheet(FORM)
    before = sheet.question_state("d")
    sheet.answer("a", Reading("yes"))
    after = sheet.question_state("d")
    assert (before.visible, after.visible) == (False, True)
    assert before.number == after.number == "2.2"


def test_every_question_stands_in_exactly_one_section() -> None:
    found = [question.id for question in questions_in(section_elements(sections_of(FORM)))]
    assert sorted(found) == sorted({"a", "b", "c", "d", "n", "e", "x"})


def test_the_fields_of_rows_carry_the_row() -> None:
    sheet = small_sheet(FORM)
    repeat = FORM.repeats[next(iter(FORM.repeats))]
    item, _ = sheet.add_row(repeat, None)
    fields = [field for field, _ in sheet.fields_of(section_elements(sheet.sections))]
    assert f"{item}/x" in fields
    assert sheet.question_behind(f"{item}/#gone") == f"{item}/x"
    assert sheet.question_behind("b#note") == "b"
    assert sheet.question_behind(f"{item}/x#raw") == f"{item}/x"
