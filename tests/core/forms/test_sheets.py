"""Looking over the sheets of a workbook: what Excel left broken is told by its cell, everything else is let through."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from monitorapp.errors import Fact, FormTrouble
from monitorapp.forms.sheets import MOST_ROWS, look_over
from monitorapp.resources import form_names, form_workbook
from tests.core.workbooks import BEDS, YES_NO, workbook

SHEET = "xl/worksheets/sheet1.xml"
CONTENT = """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>"""


def told(data: bytes) -> tuple[str, dict[str, Fact]]:
    with pytest.raises(FormTrouble) as trouble:
        look_over(data)
    return trouble.value.code, trouble.value.facts


def with_sheet(path: Path, rows: str) -> bytes:
    """A workbook whose survey is just these rows of XML."""
    with zipfile.ZipFile(workbook(path / "f.xlsx", BEDS, YES_NO)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[SHEET] = CONTENT.format(rows).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def heading(*names: str) -> str:
    cells = (f'<c r="{chr(65 + at)}1" t="inlineStr"><is><t>{name}</t></is></c>' for at, name in enumerate(names))
    return f'<row r="1">{"".join(cells)}</row>'


@pytest.mark.parametrize("name", form_names())
def test_shipped_workbooks_are_let_through(name: str) -> None:
    look_over(form_workbook(name))


@pytest.mark.parametrize("data", [b"", b"text", b"PK\x03\x04", b"PK" + bytes(500), b"\xd0\xcf\x11\xe0"])
def test_what_is_no_such_workbook_is_left_to_the_converter(data: bytes) -> None:
    look_over(data)


def test_an_archive_that_is_no_workbook_is_left_to_the_converter() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("letter.txt", "hello")
    look_over(out.getvalue())


def test_the_column_is_told_by_its_heading(tmp_path: Path) -> None:
    rows = heading("type", "name", "label") + '<row r="7"><c r="C7" t="e"><v>#REF!</v></c></row>'
    code, facts = told(with_sheet(tmp_path, rows))
    assert code == "form-cell-broken"
    assert facts == {"sheet": "survey", "row": 7, "column": "label", "value": "#REF!", "more": 0}


def test_a_column_without_a_heading_is_told_by_its_letters(tmp_path: Path) -> None:
    rows = heading("type", "name") + '<row r="2"><c r="AB2" t="e"><v>#N/A</v></c></row>'
    assert told(with_sheet(tmp_path, rows))[1]["column"] == "AB"


def test_further_broken_cells_are_counted(tmp_path: Path) -> None:
    broken = "".join(f'<row r="{at}"><c r="B{at}" t="e"><v>#NAME?</v></c></row>' for at in range(2, 7))
    assert told(with_sheet(tmp_path, heading("type", "name") + broken))[1]["more"] == 4


def test_a_formula_with_a_result_is_no_fault(tmp_path: Path) -> None:
    cells = '<c r="A2" t="str"><f>"te"&amp;"xt"</f><v>text</v></c><c r="B2"><f>1+1</f><v>2</v></c>'
    look_over(with_sheet(tmp_path, heading("type", "name") + f'<row r="2">{cells}</row>'))


def test_a_formula_that_came_to_an_empty_text_is_no_fault(tmp_path: Path) -> None:
    row = '<row r="2"><c r="A2" t="str"><f>""</f><v></v></c></row>'
    look_over(with_sheet(tmp_path, heading("type", "name") + row))


def test_empty_rows_below_the_table_do_not_count(tmp_path: Path) -> None:
    empty = "".join(f'<row r="{at}"/>' for at in range(2, MOST_ROWS + 500))
    look_over(with_sheet(tmp_path, heading("type", "name") + empty))


def test_sheets_that_no_form_is_read_from_may_hold_anything(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.title = "survey"
    book.active.append(["type", "name", "label"])
    notes = book.create_sheet("notes of the author")
    notes.append(["=1/0", "ж" * 30_000])
    for _ in range(MOST_ROWS + 10):
        notes.append(["x"])
    book.save(tmp_path / "f.xlsx")
    look_over((tmp_path / "f.xlsx").read_bytes())


def test_the_name_of_a_sheet_is_read_as_people_write_it(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.title = " Survey "
    book.active.append(["type", "name", "label"])
    book.active.append(["text", "a", "=A1&B1"])
    book.save(tmp_path / "f.xlsx")
    code, facts = told((tmp_path / "f.xlsx").read_bytes())
    assert (code, facts["sheet"], facts["row"], facts["column"]) == ("form-formula-unsaved", "survey", 2, "label")


def test_a_cell_that_does_not_say_where_it_stands_is_told_by_its_place_among_the_others(tmp_path: Path) -> None:
    cells = '<c t="inlineStr"><is><t>text</t></is></c><c t="inlineStr"><is><t>a</t></is></c><c t="e"><v>#REF!</v></c>'
    facts = told(with_sheet(tmp_path, heading("type", "name", "label") + f"<row>{cells}</row>"))[1]
    assert (facts["row"], facts["column"]) == (2, "label")
