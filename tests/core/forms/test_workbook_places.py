"""From a mistake of the converted form back to the sheet, the row and the column in which it was written."""

from pathlib import Path

import pytest

from monitorapp.errors import Fact, FormTrouble
from monitorapp.forms.complaints import Rows, headings, located, place_of, place_of_quoted, sheet_rows
from monitorapp.resources import form_workbook
from tests.core.workbooks import BEDS, YES_NO, workbook

ROWS: Rows = [
    ["type", "name", "label::English (en)", "calculation", "relevant", "choice_filter"],
    ["text", "lone", "Lone", "", "", ""],
    ["begin_group", "first", "First", "", "${lone} = 1", ""],
    ["text", "same", "In the first", "", "${lone} = 2", ""],
    ["begin repeat", "rows", "Rows", "", "", ""],
    ["calculate", "sum", "", "martian (1)", "", ""],
    ["end repeat", "", "", "", "", ""],
    ["end_group", "", "", "", "", ""],
    ["begin_group", "second", "Second", "", "", ""],
    ["text", "same", "In the second", "", "", ""],
    ["select_one_from_file towns.csv", "town", "Town ${lone}", "", "", "region = ${lone}"],
    ["end_group", "", "", "", "", ""],
    ["csv-external", "prices", "", "", "", ""],
]


def place(**facts: Fact) -> tuple[Fact, Fact]:
    found = place_of(ROWS, facts)
    return found.get("row"), found.get("column")


@pytest.mark.parametrize(
    ("path", "row"),
    [
        ("/data/lone", 2),
        ("/data/first", 3),
        ("/data/first/same", 4),
        ("/data/first/rows/sum", 6),
        ("/data/second/same", 10),
        ("/other_root/second/town", 11),
    ],
)
def test_a_path_leads_to_its_row(path: str, row: int) -> None:
    assert place(place=path)[0] == row


def test_a_path_that_is_not_just_there_leads_to_the_name() -> None:
    assert place(place="/data/elsewhere/town")[0] == 11
    assert place(place="/data/first/orx:same")[0] == 4


def test_a_node_that_nobody_wrote_has_no_place() -> None:
    assert place_of(ROWS, {"place": "/data/meta/instanceID"}) == {}
    assert place_of(ROWS, {}) == {}
    assert place_of([], {"place": "/data/lone"}) == {}
    assert place_of([["kind", "word"], ["a", "b"]], {"place": "/data/b"}) == {}


@pytest.mark.parametrize(
    ("path", "part", "column"),
    [
        ("/data/first", "relevant", "relevant"),
        ("/data/first/rows/sum", "calculate", "calculation"),
        ("/data/second/town", "itemset", "choice_filter"),
        ("/data/second/town", "output", "label::English (en)"),
        ("/data/lone", "constraint", "name"),
        ("/data/lone", "", "name"),
    ],
)
def test_the_part_of_a_rule_leads_to_its_column(path: str, part: str, column: str) -> None:
    assert place(place=path, part=part)[1] == column


def test_a_function_leads_to_the_cell_that_calls_it() -> None:
    assert place(place="/data/first/rows/sum", name="martian") == (6, "calculation")


def test_a_circle_leads_to_its_first_question() -> None:
    assert place(names="same, sum") == (4, "relevant")


def test_a_file_leads_to_the_row_that_reads_it() -> None:
    assert place(name="towns.csv") == (11, "type")
    assert place(name="prices.csv") == (13, "name")
    assert place(name="nowhere.csv") == (None, None)


def test_what_the_converter_quotes_leads_to_the_cell() -> None:
    assert place_of_quoted(ROWS, "Unknown question type 'csv-external'.") == {
        "sheet": "survey",
        "row": 13,
        "column": "type",
    }
    assert place_of_quoted(ROWS, "Something is wrong with 'nothing'.") == {}


def test_a_place_that_is_known_is_not_looked_for() -> None:
    trouble = FormTrouble("form-workbook-broken", detail="x", sheet="choices", row=3, column="name")
    assert located(trouble, b"") is trouble


def test_a_trouble_without_a_place_stays_as_it_is() -> None:
    found = located(FormTrouble("form-too-large"), form_workbook("death"))
    assert (found.code, found.facts) == ("form-too-large", {})


def test_rows_are_read_as_text(tmp_path: Path) -> None:
    data = workbook(tmp_path / "f.xlsx", BEDS, YES_NO).read_bytes()
    assert sheet_rows(data, "choices") == [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]]
    assert headings(data, "choices") == ["list_name", "name", "label"]
    assert headings(data, "nothing") == []


@pytest.mark.parametrize("data", [b"", b"PK", b"PK" + bytes(100), b"text", b"\xd0\xcf\x11\xe0" + bytes(100)])
def test_what_is_no_workbook_has_no_rows(data: bytes) -> None:
    assert sheet_rows(data, "survey") == []
