"""Workbooks: what an author writes on sheets becomes a form, or a sentence about the sheet, row and column."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import openpyxl
import pytest

from monitorapp.errors import Fact, FormTrouble
from monitorapp.forms import FormDefinition, Instance, Kind, compile_form
from monitorapp.forms.xlsform import convert_workbook, place_of
from tests.core.forms.small_forms import filled

Sheet = Sequence[Sequence[str]]
CHOICES: Sheet = [
    ["list_name", "name", "label", "land", "monitor_severity"],
    ["towns", "osh", "Osh", "kg", "2"],
    ["towns", "khujand", "Khujand", "tj", ""],
    ["yn", "yes", "Yes", "", ""],
    ["yn", "no", "No", "", ""],
]
SETTINGS: Sheet = [
    ["form_id", "form_title", "version", "namespaces"],
    ["cell", "Cell", "2026.3", 'monitor="http://monitorapp.org/xforms"'],
]


def workbook(survey: Sheet, choices: Sheet = CHOICES, settings: Sheet = SETTINGS) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def form_of(*survey: Sequence[str]) -> FormDefinition:
    return compile_form(convert_workbook(workbook(survey), "cell.xlsx").xform)


def refusal(data: bytes, name: str = "cell.xlsx") -> dict[str, Fact]:
    with pytest.raises(FormTrouble) as trouble:
        convert_workbook(data, name)
    assert trouble.value.code == "form-workbook-broken"
    return trouble.value.facts


def test_a_workbook_becomes_a_form_with_its_settings() -> None:
    form = form_of(["type", "name", "label"], ["integer", "persons", "How many?"])
    assert (form.id, form.title, form.version) == ("cell", "Cell", "2026.3")
    assert form.questions["persons"].kind is Kind.INTEGER
    assert form.questions["instanceID"].kind is Kind.HIDDEN


def test_all_columns_of_a_question_come_through() -> None:
    form = form_of(
        [
            "type",
            "name",
            "label",
            "hint",
            "required",
            "relevant",
            "constraint",
            "constraint_message",
            "calculation",
            "bind::monitor:concept",
        ],
        ["select_one yn", "in_use", "In use?", "", "yes", "", "", "", "", "custody.cell.use"],
        ["integer", "persons", "Persons", "Count beds too", "", "${in_use} = 'yes'", ". < 100", "Too many", "", ""],
        ["decimal", "area", "Area", "", "", "", "", "", "", "custody.space.area"],
        ["calculate", "each", "", "", "", "", "", "", "round(${area} div ${persons}, 2)", "custody.space.ratio"],
    )
    state = filled(form)
    assert form.questions["each"].monitor == {"concept": "custody.space.ratio"}
    assert [problem.field for problem in state.problems()] == ["in_use"]
    state.answer("in_use", "yes")
    state.answer("persons", 400)
    state.answer("area", 10)
    assert state.node("persons").hint == "Count beds too"
    assert [(problem.field, problem.message) for problem in state.problems()] == [("persons", "Too many")]
    state.answer("persons", 4)
    assert state.value("each") == 2.5


def test_choices_keep_our_own_column_and_their_filter() -> None:
    form = form_of(
        ["type", "name", "label", "choice_filter"],
        ["text", "land", "Land", ""],
        ["select_one towns", "town", "Town", "land = ${land}"],
    )
    state = filled(form, {"land": "kg"})
    (choice,) = state.node("town").choices
    assert (choice.code, choice.label, choice.extra["monitor_severity"]) == ("osh", "Osh", "2")


def test_repeats_groups_and_totals_come_through() -> None:
    form = form_of(
        ["type", "name", "label", "calculation"],
        ["begin_group", "g", "Group", ""],
        ["begin_repeat", "bed", "Beds", ""],
        ["integer", "width", "Width", ""],
        ["calculate", "twice", "", "${width} * 2"],
        ["end_repeat", "", "", ""],
        ["end_group", "", "", ""],
        ["calculate", "total", "", "sum(${width})"],
        ["calculate", "beds", "", "count(${bed})"],
    )
    state = filled(form)
    (first,) = state.rows("bed")
    second = state.add_row("bed").rows_added[0]
    state.answer(f"{first}/width", 70)
    state.answer(f"{second}/width", 90)
    assert (state.value("total"), state.value("beds"), state.value(f"{second}/twice")) == (160, 2, 180)


def test_a_child_form_reads_its_parent_and_counts_are_taken_of_children() -> None:
    form = form_of(
        ["type", "name", "label", "relevant", "calculation"],
        ["xml-external", "visit", "", "", ""],
        ["xml-external", "interview", "", "", ""],
        ["text", "why", "Why unannounced?", "instance('visit')/root/visit_type = 'unannounced'", ""],
        ["calculate", "agreed", "", "", "count(instance('interview')/root/item[intv_consent='yes'])"],
    )
    state = filled(form, instances={"visit": Instance.of_answers({"visit_type": "unannounced"})})
    assert state.node("why").relevant
    state.set_instance("interview", Instance.of_items([{"intv_consent": "yes"}, {"intv_consent": "no"}]))
    assert state.value("agreed") == 1


def test_defaults_codes_and_triggers_come_through() -> None:
    form = form_of(
        ["type", "name", "label", "default", "calculation", "trigger"],
        ["date", "when", "When", "today()", "", ""],
        ["integer", "rooms", "Rooms", "3", "", ""],
        ["calculate", "code", "", "", "once(uuid())", ""],
        ["text", "who", "Who", "", "", ""],
        ["dateTime", "told", "Told", "", "now()", "${who}"],
    )
    state = filled(form)
    assert state.value("rooms") == 3
    assert state.value("when") == {"t": "2026-03-04", "p": "day"}
    assert {"when#auto", "code#auto"} <= state.opened.auto.keys()
    assert "rooms#auto" not in state.opened.auto
    assert state.answer("who", "A").auto == {
        "told#auto": {"t": "2026-03-04T12:30:15", "p": "second", "zone": "Asia/Bishkek"}
    }


def test_several_languages_come_through() -> None:
    form = form_of(
        ["type", "name", "label::English (en)", "label::Русский (ru)"],
        ["text", "a", "What?", "Что?"],
    )
    assert form.languages == ("English (en)", "Русский (ru)")
    assert filled(form, language="Русский (ru)").node("a").label == "Что?"


@pytest.mark.parametrize(
    ("survey", "facts"),
    [
        ([["type", "name", "label"], ["integer", "", "No name"]], {"sheet": "survey", "row": 2}),
        ([["type", "name", "label"], ["select_one nowhere", "a", "A"]], {"sheet": "survey", "row": 2}),
        ([["name", "label"], ["a", "A"]], {"sheet": "survey", "row": ""}),
        ([["type", "name", "label"], ["frob", "a", "A"]], {"sheet": "survey", "column": "type"}),
    ],
)
def test_a_mistake_is_told_with_its_sheet_and_row(survey: Sheet, facts: dict[str, Fact]) -> None:
    found = refusal(workbook(survey))
    assert {name: found[name] for name in facts} == facts
    assert found["detail"]


def test_a_choice_named_twice_is_told_on_its_sheet() -> None:
    twice = [*CHOICES, ["yn", "yes", "Yes again", "", ""]]
    found = refusal(workbook([["type", "name", "label"], ["select_one yn", "a", "A"]], twice))
    assert (found["sheet"], found["column"], found["row"]) == ("choices", "name", 6)


@pytest.mark.parametrize("name", ["cell.xlsx", "cell.xls", "cell.xlsm", "cell.md", "cell", "cell.pdf"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x00" * 600])
def test_what_is_no_workbook_is_refused(data: bytes, name: str) -> None:
    refusal(data, name)


def test_a_workbook_damaged_anywhere_never_raises_anything_else() -> None:
    whole = workbook([["type", "name", "label"], ["select_one yn", "a", "A"]])
    dice = random.Random(7)
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(dice.randint(1, 30)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        with suppress_broken():
            convert_workbook(bytes(damaged[: dice.randrange(len(damaged)) or 1]), "cell.xlsx")


@contextmanager
def suppress_broken() -> Iterator[None]:
    """Whatever is raised inside is the trouble of a broken workbook."""
    code = "form-workbook-broken"
    try:
        yield
    except FormTrouble as refused:
        code = refused.code
    assert code == "form-workbook-broken"


def test_an_archive_that_says_it_holds_too_much_is_refused_before_it_is_opened() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"xl/{number}.xml", b"\x00" * 64 * 1024 * 1024)
    with pytest.raises(FormTrouble, match="form-too-large"):
        convert_workbook(data.getvalue(), "cell.xlsx")


def test_warnings_of_the_converter_are_passed_on() -> None:
    survey = [["type", "name", "label", "labl"], ["text", "a", "A", "misspelt"]]
    complaints = convert_workbook(workbook(survey), "cell.xlsx").warnings
    assert all(complaint.code == "workbook" and complaint.facts["detail"] for complaint in complaints)


def test_a_workbook_may_be_written_as_a_table_of_text() -> None:
    survey = "| survey |\n| | type | name | label |\n| | integer | a | How many? |\n"
    form = compile_form(convert_workbook(survey.encode(), "small.md").xform)
    assert form.questions["a"].kind is Kind.INTEGER


def test_the_converter_is_loaded_only_when_a_workbook_is_opened() -> None:
    program = "import sys, monitorapp.forms.xlsform, monitorapp.forms; sys.exit('pyxform' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("[row : 34] Missing calculation.", ("survey", 34, "")),
        ("[row : 7] On the 'choices' sheet, the 'name' value is invalid.", ("choices", 7, "name")),
        ("Unknown question type 'hidden string'.", ("survey", "", "type")),
        ("You must have a sheet named 'survey'.", ("survey", "", "")),
        ("Something else went wrong.", ("", "", "")),
    ],
)
def test_the_place_is_read_out_of_the_converters_sentence(sentence: str, place: tuple[str, object, str]) -> None:
    found = place_of(sentence)
    assert (found["sheet"], found["row"], found["column"]) == place
    assert found["detail"] == sentence
