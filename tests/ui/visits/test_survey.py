"""How far visits are: read in one pass, right for every document, in the words of the window."""

import time
from functools import partial

import pytest
from PySide6.QtCore import Qt

from monitorapp.documents import child_forms
from monitorapp.resources import PRACTICE_FACILITY, facilities
from monitorapp.vault.vault import Vault
from tests.ui.form.rooms import Room
from tests.ui.form.small_form import small_document
from ui.exchange.question_words import QuestionWords
from ui.form.opening import Opened, open_document, open_visit
from ui.form.review import Matter, Review
from ui.form.sheet import Sheet
from ui.visits.survey import facility_choices, list_visits, survey_root, survey_visit, visit_type_word, visit_types
from ui.visits.visit_cards import DocumentsTable


def filled(room: Room) -> str:
    """A visit with one document of each kind, some of them begun."""
    visit = room.visit(visit_type="comprehensive", team_has_doctor="no", **{"pop_total#raw": "много"})
    for form in child_forms("visit"):
        room.child(visit, form)
    cell = room.child(visit, "cell")
    room.record(cell, "cell_no", "12")
    return visit


def opened(document: str, vault: Vault) -> Opened:
    return open_document(vault, document, "ru")


def test_an_overview_says_of_each_document_what_its_own_page_says(room: Room) -> None:
    visit = filled(room)
    survey = room.ask(lambda vault: survey_visit(vault, visit, "ru"))
    for document in survey.documents:
        alone = Review(Sheet(room.ask(partial(opened, document.id)))).sections()
        assert [(s.section.id, s.answered, s.asked, s.remarks) for s in document.sections] == [
            (s.section.id, s.answered, s.asked, s.remarks) for s in alone
        ]


def test_overviews_and_pages_tell_the_time_of_the_facility(room: Room) -> None:
    told = "format-date-time('2026-03-02T20:30:00Z', '%H:%M')"
    nodes, bind = "<clock/>", f'<bind nodeset="/data/clock" type="string" readonly="true()" calculate="{told}"/>'
    label = "Now it is <output value='/data/clock'/>"
    document = small_document(room, nodes, bind, f'<input ref="/data/clock"><label>{label}</label></input>')
    visit = room.ask(lambda vault: vault.view(document).visit)
    beside = next(
        one for one in room.ask(lambda vault: open_visit(vault, visit, "ru")) if one.view.document == document
    )
    alone = room.ask(partial(opened, document))
    assert beside.state.value("clock") == alone.state.value("clock") == "02:30"
    assert room.ask(lambda vault: QuestionWords(vault, "ru").of(document, "clock").words) == "Now it is 02:30"


def test_an_overview_reads_the_times_of_other_documents_as_their_own_pages_do(room: Room) -> None:
    visit = room.visit()
    case, interview = room.child(visit, "case"), room.child(visit, "interview")
    row, hours = "f" * 32, []
    room.record(case, "case_code", "k1")
    room.record(interview, "intv_case_code", "k1")
    room.record(interview, "intv_consent", "yes")
    room.record(interview, f"{row}/#row", {"row": "allegation"})
    room.record(interview, f"{row}/al_when_from", {"t": "2026-11-20T13:30", "p": "minute"})
    in_moscow = {"t": "2026-11-20T07:00", "p": "minute", "zone": "Europe/Moscow"}
    for apprehended in (in_moscow, {"t": "2026-11-20", "p": "day"}):
        room.record(case, "t_apprehended", apprehended)
        documents = room.ask(lambda vault: open_visit(vault, visit, "ru"))
        (state,) = (one.state for one in documents if one.view.document == interview)
        hours.append(state.value(f"{row}/al_hours_since_app"))
    assert hours == [3.5, None]


def test_the_visit_comes_first_and_its_parts_have_names(room: Room) -> None:
    visit = filled(room)
    survey = room.ask(lambda vault: survey_visit(vault, visit, "ru"))
    assert survey.root.id == visit
    assert survey.root.parent is None
    titles = [document.title for document in survey.parts]
    assert "Камера · 12" in titles
    assert all(document.parent == visit for document in survey.parts)


def test_remarks_name_the_document_they_are_in(room: Room) -> None:
    visit = filled(room)
    survey = room.ask(lambda vault: survey_visit(vault, visit, "ru"))
    raw = [(document.id, remark.field) for document, remark in survey.remarks if remark.matter is Matter.RAW]
    assert raw == [(visit, "pop_total")]


def test_the_share_in_the_list_is_that_of_the_visit_itself(room: Room) -> None:
    visit = filled(room)
    alone = room.ask(lambda vault: survey_root(vault, visit, "ru"))
    whole = room.ask(lambda vault: survey_visit(vault, visit, "ru")).root
    assert (alone.answered, alone.asked) == (whole.answered, whole.asked)


def test_forty_documents_are_looked_through_in_one_pass(room: Room) -> None:
    visit = room.visit()
    for _ in range(40):
        room.child(visit, "cell")
    room.ask(lambda vault: open_visit(vault, visit, "ru"))
    began = time.perf_counter()
    survey = room.ask(lambda vault: survey_visit(vault, visit, "ru"))
    assert len(survey.parts) == 40
    assert time.perf_counter() - began < 2


def test_the_newest_visit_comes_first(room: Room) -> None:
    visits = {room.visit(), room.visit()}
    rows = room.ask(list_visits)
    assert {row.id for row in rows} == visits
    assert [row.started for row in rows] == sorted((row.started for row in rows), reverse=True)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_facility_and_every_type_of_visit_has_words(language: str) -> None:
    choices = facility_choices(language)
    assert choices[0][0] == PRACTICE_FACILITY
    assert {code for code, _ in choices} == {row["id"] for row in facilities()}
    assert all(words.strip() for _, words in [*choices, *visit_types(language)])


def test_a_type_of_visit_is_short_in_the_list() -> None:
    assert visit_type_word("comprehensive", "ru") == "Комплексное"
    assert visit_type_word(None, "ru") == ""
    assert visit_type_word("of another version", "ru") == ""


def test_the_table_of_documents_has_heads_and_a_dash_for_no_name(room: Room) -> None:
    visit = room.visit()
    room.child(visit, "cell")
    survey = room.ask(lambda vault: survey_visit(vault, visit, "en"))
    table = DocumentsTable()
    table.show_documents(survey.parts)
    assert table.rowCount() == 1
    assert [table.headerData(column, Qt.Orientation.Horizontal) for column in range(table.columnCount())] == [
        "What",
        "Which",
        "Answered",
        "Remarks",
    ]
    assert table.data(table.index(0, 1)) == "—"
    assert table.document(0).id == survey.parts[0].id
