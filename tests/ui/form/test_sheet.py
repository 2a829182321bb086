"""The sheet says what every answer leads to, before anything is painted or written."""

import pytest

from monitorapp.records.field import Value
from tests.ui.form.rooms import Room
from ui.form.opening import open_document
from ui.form.reading import Reading
from ui.form.review import Matter, Review
from ui.form.sheet import Sheet


def sheet_of(room: Room, document: str, language: str = "ru") -> Sheet:
    return Sheet(room.ask(lambda vault: open_document(vault, document, language)))


def test_a_section_and_a_question_have_words_in_the_language_of_the_window(room: Room) -> None:
    visit = room.visit()
    for language, title in (("ru", "Посещение"), ("en", "The visit")):
        sheet = sheet_of(room, visit, language)
        assert sheet.title(sheet.sections[0]) == title
        assert sheet.question_state("facility_id").number == "1.2"


def test_an_answer_is_written_once_with_what_was_seen_and_its_compartment(room: Room) -> None:
    sheet = sheet_of(room, room.visit())
    answered = sheet.answer("visit_announced", Reading("no"), ("seen",))
    assert [(w.field, w.value, w.seen, w.compartment) for w in answered.writes] == [
        ("visit_announced", "no", ("seen",), "general")
    ]
    assert sheet.answer("visit_announced", Reading("no")).writes == ()


def test_words_that_are_no_number_go_beside_the_blank_number(room: Room) -> None:
    sheet = sheet_of(room, room.visit(pop_total=5))
    writes = sheet.answer("pop_total", Reading(None, "около 30")).writes
    assert [(write.field, write.value) for write in writes] == [("pop_total", None), ("pop_total#raw", "около 30")]
    assert sheet.question_state("pop_total").answer.raw == "около 30"
    writes = sheet.answer("pop_total", Reading(30)).writes
    assert [(write.field, write.value) for write in writes] == [("pop_total", 30), ("pop_total#raw", None)]


def test_an_answer_says_which_other_questions_look_different(room: Room) -> None:
    sheet = sheet_of(room, room.visit())
    assert not sheet.question_state("visit_trigger").visible
    changed = sheet.answer("visit_type", Reading("special")).changed
    assert {"visit_type", "visit_trigger"} <= changed
    assert sheet.question_state("visit_trigger").visible


def test_a_form_sets_its_code_once_and_not_again(room: Room) -> None:
    visit = room.visit()
    first = sheet_of(room, visit).made_at_opening().writes
    assert "visit_id#auto" in {write.field for write in first}
    for write in first:
        room.record(visit, write.field, write.value)
    assert sheet_of(room, visit).made_at_opening().writes == ()


def test_a_calculated_value_is_derived_and_never_written(room: Room) -> None:
    sheet = sheet_of(room, room.visit())
    state = sheet.question_state("visit_wait_min")
    assert state.derived
    assert state.readonly


@pytest.mark.parametrize("value", [{"na": "refused"}, {"na": "not_allowed"}])
def test_a_coded_non_answer_counts_as_answered(room: Room, value: Value) -> None:
    sheet = sheet_of(room, room.visit())
    before = Review(sheet).sections()[0].answered
    sheet.answer("visit_announced", Reading(value))
    assert Review(sheet).sections()[0].answered == before + 1


def test_an_answer_by_a_source_stands_beside_the_others(room: Room) -> None:
    visit = room.visit()
    cell = room.child(visit, "cell")
    sheet = sheet_of(room, cell)
    sheet.answer("cell_people@register", Reading(4))
    sheet.answer("cell_people@observation", Reading(6))
    said = sheet.question_state("cell_people").said
    assert (said["register"].value, said["observation"].value) == (4, 6)
    assert said[""].value is None
    answered = {state.section.id: state.answered for state in Review(sheet).sections()}
    assert answered["occupancy"] == 1


def test_notes_and_marks_are_written_beside_the_answer(room: Room) -> None:
    sheet = sheet_of(room, room.visit())
    assert [w.field for w in sheet.note("visit_announced", "см. журнал").writes] == ["visit_announced#note"]
    assert [w.value for w in sheet.flag("visit_announced", later=True).writes] == [True]
    state = sheet.question_state("visit_announced")
    assert (state.note, state.later) == ("см. журнал", True)
    assert [w.value for w in sheet.note("visit_announced", "").writes] == [None]
    assert sheet.flag("visit_announced", later=True).writes == ()


def test_a_row_comes_and_goes_by_fields_of_its_own(room: Room) -> None:
    visit = room.visit()
    sheet = sheet_of(room, visit)
    repeat = sheet.definition.repeats["prep_role_split"]
    standing = len(sheet.state.rows(repeat.id))
    item, added = sheet.add_row(repeat, None)
    assert [(write.field, write.value) for write in added.writes] == [(f"{item}/#row", {"row": "prep_role_split"})]
    sheet.answer(f"{item}/prep_role_split_monitor", Reading("М-2"))
    assert sheet.name_of_row(repeat, item) == "М-2"
    removed = sheet.remove_row(item)
    assert [(write.field, write.value) for write in removed.writes] == [(f"{item}/#gone", True)]
    assert len(sheet.state.rows(repeat.id)) == standing


def test_a_document_is_called_by_the_first_words_written_in_it(room: Room) -> None:
    visit = room.visit()
    cell = room.child(visit, "cell")
    sheet = sheet_of(room, cell)
    assert sheet.name() == ""
    sheet.answer("cell_no", Reading("12"))
    assert sheet.name() == "12"


def test_the_review_finds_what_wants_a_look_in_the_order_of_the_page(room: Room) -> None:
    sheet = sheet_of(room, room.visit())
    sheet.answer("pop_total", Reading(None, "много"))
    sheet.flag("visit_announced", later=True)
    matters = [(remark.field, remark.matter) for remark in Review(sheet).remarks()]
    assert ("visit_announced", Matter.LATER) in matters
    assert ("pop_total", Matter.RAW) in matters
    assert matters.index(("visit_announced", Matter.LATER)) < matters.index(("pop_total", Matter.RAW))


def test_the_next_remark_follows_and_begins_again_at_the_end(room: Room) -> None:
    sheet = sheet_of(room, room.visit())
    review = Review(sheet)
    remarks = review.remarks()
    first = review.following("", 1)
    assert first == remarks[0]
    assert review.following(remarks[0].field, 1) == remarks[1]
    assert review.following(remarks[-1].field, 1) == remarks[0]
    assert review.following(remarks[1].field, -1) == remarks[0]


def test_a_value_against_its_constraint_is_kept_and_named(room: Room) -> None:
    sheet = sheet_of(room, room.visit())
    sheet.answer("visit_start", Reading({"t": "2026-03-02T12:00", "p": "minute"}))
    answered = sheet.answer("visit_entry", Reading({"t": "2026-03-02T10:00", "p": "minute"}))
    assert answered.writes[0].value == {"t": "2026-03-02T10:00", "p": "minute"}
    assert sheet.question_state("visit_entry").problem
    assert Matter.CONSTRAINT in {remark.matter for remark in Review(sheet).remarks()}
