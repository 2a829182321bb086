"""Rows beyond a count whose questions stand in a group are asked about like any other."""

import pytest

from monitorapp.forms.definition import Repeat
from monitorapp.records.field import Value
from tests.ui.form.small_form import small_form, small_sheet
from ui.form.reading import Reading

NODES = "<g><count/><person jr:template=''><who><name/></who><deep jr:template=''><word/></deep></person></g>"
BINDS = "".join(
    f'<bind nodeset="/data/g/{name}" type="{sort}"/>'
    for name, sort in (("count", "int"), ("person/who/name", "string"), ("person/deep/word", "string"))
)
BODY = (
    '<group ref="/data/g"><label>G</label><input ref="/data/g/count"><label>Сколько</label></input>'
    '<group ref="/data/g/person"><label>P</label><repeat nodeset="/data/g/person" jr:count="/data/g/count">'
    '<group ref="/data/g/person/who"><label>Кто</label>'
    '<input ref="/data/g/person/who/name"><label>Имя</label></input></group>'
    '<group ref="/data/g/person/deep"><label>D</label><repeat nodeset="/data/g/person/deep">'
    '<input ref="/data/g/person/deep/word"><label>Слово</label></input></repeat></group>'
    "</repeat></group></group>"
)


@pytest.mark.parametrize(("answer", "words"), [("Бакыт", "Бакыт"), ({"na": "refused"}, "")])
def test_a_row_that_was_answered_inside_a_group_is_asked_about_before_it_goes(answer: Value, words: str) -> None:
    sheet = small_sheet(small_form(NODES, BINDS, BODY), count=2)
    repeat: Repeat = sheet.definition.repeats["person"]
    last = sheet.state.rows("person")[-1]
    sheet.answer(f"{last}/name", Reading(answer))
    assert sheet.surplus(repeat) == {}
    sheet.answer("count", Reading(1))
    assert sheet.surplus(repeat) == {last: words}


def test_rows_inside_a_row_that_stands_are_not_beyond_the_count() -> None:
    sheet = small_sheet(small_form(NODES, BINDS, BODY), count=1)
    first = sheet.state.rows("person")[0]
    inner, _ = sheet.add_row(sheet.definition.repeats["deep"], first)
    sheet.answer(f"{inner}/word", Reading("слово"))
    assert sheet.surplus(sheet.definition.repeats["person"]) == {}
