"""Bad forms: each is refused with a code and a place, in two seconds and with little memory."""

import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from monitorapp.errors import Fact, FormTrouble
from monitorapp.library import inspect, inspect_file
from monitorapp.resources import form_workbook, form_xform
from tests.core.workbooks import BEDS, HEADING, SETTINGS, YES_NO, workbook

SECONDS = 2.0


def refused(path: Path) -> tuple[str, dict[str, Fact]]:
    """How a file is refused; it has to be in time. The converter is imported before the clock starts."""
    import pyxform.xls2xform  # noqa: F401

    began = time.process_time()
    with pytest.raises(FormTrouble) as trouble:
        inspect_file(path)
    assert time.process_time() - began < SECONDS
    return trouble.value.code, trouble.value.facts


def place(facts: dict[str, Fact]) -> tuple[Fact, ...]:
    return facts["sheet"], facts["row"], facts["column"]


def survey(tmp_path: Path, *rows: tuple[object, ...]) -> Path:
    return workbook(tmp_path / "form.xlsx", rows, YES_NO)


@pytest.mark.parametrize("name", ["f.xlsx", "f.xls", "f.xml"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 and nothing more", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"text"])
def test_a_file_that_is_no_form_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert refused(tmp_path / name)[0] in {"form-workbook-unreadable", "form-workbook-broken", "form-not-xml"}


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_that_was_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    data = form_workbook("cell")
    (tmp_path / "f.xlsx").write_bytes(data[: int(len(data) * share)])
    assert refused(tmp_path / "f.xlsx") == ("form-workbook-unreadable", {})


def test_a_workbook_with_a_password_is_told_as_such(tmp_path: Path) -> None:
    # With a password Excel writes an OLE container around the encrypted workbook, under the same ending.
    (tmp_path / "f.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))
    assert refused(tmp_path / "f.xlsx") == ("form-workbook-unreadable", {})


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path / "nothing.xlsx")[0] == "form-broken"


def test_a_workbook_without_a_survey_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Some", "letter"])  # type: ignore[union-attr]  # a new workbook has a sheet
    book.save(tmp_path / "f.xlsx")
    code, facts = refused(tmp_path / "f.xlsx")
    assert (code, facts["sheet"]) == ("form-workbook-broken", "survey")


@pytest.mark.parametrize(
    ("row", "at"),
    [
        (("intger", "a", "A"), ("survey", 3, "type")),
        (("text", "a b", "A"), ("survey", 3, "name")),
        (("select_one nothing", "a", "A"), ("survey", 3, "type")),
    ],
)
def test_a_mistake_that_the_converter_finds_keeps_its_place(
    tmp_path: Path, row: tuple[object, ...], at: tuple[object, ...]
) -> None:
    code, facts = refused(survey(tmp_path, BEDS[0], row))
    assert code == "form-workbook-broken"
    assert facts["detail"]
    assert (facts["sheet"], facts["row"]) == at[:2]


@pytest.mark.parametrize("error", ["#REF!", "#NAME?", "#DIV/0!", "#VALUE!", "#N/A"])
def test_a_formula_that_came_to_nothing_is_told_with_its_cell(tmp_path: Path, error: str) -> None:
    path = survey(tmp_path, BEDS[0], ("text", "a", "A"))
    replace_in(path, "xl/worksheets/sheet1.xml", '<c r="C3" t="inlineStr"><is><t>A</t></is></c>', error_cell(error))
    code, facts = refused(path)
    assert code == "form-cell-broken"
    assert place(facts) == ("survey", 3, "label")
    assert (facts["value"], facts["more"]) == (error, 0)


def test_a_formula_that_was_never_worked_out_is_told_with_its_cell(tmp_path: Path) -> None:
    code, facts = refused(workbook(tmp_path / "f.xlsx", BEDS, (*YES_NO, ("yn", "perhaps", '="Per"&"haps"'))))
    assert code == "form-formula-unsaved"
    assert place(facts) == ("choices", 4, "label")


def test_questions_computed_in_a_circle_are_told_with_a_row(tmp_path: Path) -> None:
    rows = (("calculate", "a", None, "${b} + 1"), ("calculate", "b", None, "${a} + 1"))
    code, facts = refused(survey(tmp_path, *BEDS, *rows))
    assert code == "form-cycle"
    assert place(facts) in {("survey", 4, "calculation"), ("survey", 5, "calculation")}


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("text", "a", "A", None, "martian(1) = 2"), "relevant"),
        (("text", "a", "A", None, None, "martian(.)"), "constraint"),
        (("calculate", "a", None, "1 + martian(1)"), "calculation"),
    ],
)
def test_an_unknown_function_is_told_with_its_cell(tmp_path: Path, row: tuple[object, ...], column: str) -> None:
    group = (("begin_group", "g", "G"), ("text", "other", "O"), row, ("end_group", None, None))
    code, facts = refused(survey(tmp_path, *group))
    assert (code, facts["name"]) == ("form-function-unknown", "martian")
    assert place(facts) == ("survey", 4, column)


def test_a_rule_that_cannot_be_read_is_told_with_its_cell(tmp_path: Path) -> None:
    code, facts = refused(survey(tmp_path, BEDS[0], ("text", "a", "A", None, "1 + ")))
    assert code == "form-expression-broken"
    assert place(facts) == ("survey", 3, "relevant")


def test_a_hundred_thousand_choices_are_refused_at_once(tmp_path: Path) -> None:
    rows = [("big", f"c{number}", f"Choice {number}") for number in range(100_000)]
    path = workbook(tmp_path / "f.xlsx", (("select_one big", "q", "Q"),), (YES_NO[0], *rows))
    code, facts = refused(path)
    assert code == "form-list-too-long"
    assert (facts["sheet"], facts["row"], facts["most"]) == ("choices", 10_001, 10_000)


def test_a_hundred_thousand_choices_in_an_xform_are_refused_at_once(tmp_path: Path) -> None:
    items = "".join(f"<item><name>c{number}</name></item>" for number in range(100_000))
    data = form_xform("death").replace(
        b"</instance>", f'</instance><instance id="big"><root>{items}</root></instance>'.encode(), 1
    )
    (tmp_path / "f.xml").write_bytes(data)
    assert refused(tmp_path / "f.xml")[0] == "form-list-too-long"


def test_a_label_of_a_million_letters_is_told_with_its_cell(tmp_path: Path) -> None:
    path = survey(tmp_path, BEDS[0], ("text", "a", "A"))
    long = f'<c r="C3" t="inlineStr"><is><t>{"ж" * 1_000_000}</t></is></c>'
    replace_in(path, "xl/worksheets/sheet1.xml", '<c r="C3" t="inlineStr"><is><t>A</t></is></c>', long)
    code, facts = refused(path)
    assert code == "form-text-too-long"
    assert place(facts) == ("survey", 3, "label")


def test_a_long_text_that_excel_shares_between_cells_is_told_as_well(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (HEADING, ("text", "a", "A"), ("text", "b", "ж" * 30_000)):
        sheet.append(row)
    book.save(tmp_path / "f.xlsx")
    code, facts = refused(tmp_path / "f.xlsx")
    assert (code, place(facts)) == ("form-text-too-long", ("survey", 3, "label"))


def test_a_label_of_a_million_letters_in_an_xform_is_told_with_its_line(tmp_path: Path) -> None:
    data = form_xform("death").replace(b"<value>", b"<value>" + b"x" * 1_000_000, 1)
    (tmp_path / "f.xml").write_bytes(data)
    code, facts = refused(tmp_path / "f.xml")
    assert code == "form-text-too-long"
    assert facts["line"]


ENTITIES = b'<!DOCTYPE a [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("declared", [ENTITIES, b'<!DOCTYPE a SYSTEM "file:///etc/passwd">'])
def test_xml_that_declares_entities_is_refused(tmp_path: Path, declared: bytes) -> None:
    (tmp_path / "f.xml").write_bytes(declared + form_xform("death").partition(b"?>")[2])
    assert refused(tmp_path / "f.xml")[0] == "form-entities"


def test_entities_inside_a_workbook_are_refused(tmp_path: Path) -> None:
    path = survey(tmp_path, *BEDS)
    replace_in(path, "xl/worksheets/sheet1.xml", "<worksheet", f"{ENTITIES.decode()}<worksheet")
    assert refused(path)[0] == "form-entities"


def test_entities_inside_a_table_are_refused(tmp_path: Path) -> None:
    (tmp_path / "list.xml").write_bytes(ENTITIES + b"<root><item><name>&b;</name></item></root>")
    path = survey(tmp_path, ("select_one_from_file list.xml", "a", "A"))
    assert refused(path)[0] == "form-entities"


def form_of(count: int, *binds: str) -> bytes:
    """An XForm with that many questions."""
    names = "".join(f"<q{number}/>" for number in range(count))
    return (
        form_xform("death").partition(b"<h:head>")[0]
        + (
            f"<h:head><h:title>Many</h:title><model><instance><data id='many'>{names}</data></instance>{''.join(binds)}"
            "</model></h:head><h:body/></h:html>"
        ).encode()
    )


def test_a_form_of_a_hundred_thousand_questions_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "f.xml").write_bytes(form_of(100_000))
    assert refused(tmp_path / "f.xml")[0] == "form-too-large"


def test_a_form_of_thirty_thousand_rules_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "f.xml").write_bytes(form_of(1, *["<bind nodeset='/data/q0'/>"] * 30_000))
    assert refused(tmp_path / "f.xml")[0] == "form-too-large"


def test_a_circle_of_thousands_is_told_with_a_few_of_its_names(tmp_path: Path) -> None:
    count = 5_000
    binds = [f"<bind nodeset='/data/q{at}' calculate='/data/q{(at + 1) % count} + 1'/>" for at in range(count)]
    (tmp_path / "f.xml").write_bytes(form_of(count, *binds))
    code, facts = refused(tmp_path / "f.xml")
    assert code == "form-cycle"
    assert str(facts["names"]).endswith(", …")
    assert len(str(facts["names"])) < 200


TOWN = ("select_one_from_file towns.csv", "town", "Town")


def beside(tmp_path: Path, table: bytes) -> Path:
    """A form that chooses from a table, and the table beside it."""
    (tmp_path / "towns.csv").write_bytes(table)
    return survey(tmp_path, *BEDS, TOWN)


def test_a_table_in_another_encoding_is_told_with_its_line_and_the_row_that_names_it(tmp_path: Path) -> None:
    code, facts = refused(beside(tmp_path, "name,label\nosh,Ош\n".encode("cp1251")))
    assert (code, facts["name"], facts["line"]) == ("form-table-not-utf8", "towns.csv", 2)
    assert (facts["sheet"], facts["row"]) == ("survey", 4)


@pytest.mark.parametrize(
    ("table", "code", "column"),
    [
        (b"code,title\nosh,Osh\n", "column-missing", "label"),
        (b"name,title\nosh,Osh\n", "column-missing", "label"),
        (b"name,label\n", "table-empty", None),
        (b"", "table-empty", None),
    ],
)
def test_a_table_with_the_wrong_columns_is_a_complaint_with_its_place(
    tmp_path: Path, table: bytes, code: str, column: str | None
) -> None:
    complaint = inspect_file(beside(tmp_path, table)).complaints[0]
    assert (complaint.code, complaint.facts["name"], complaint.facts.get("column_name")) == (code, "towns", column)
    assert (complaint.facts["sheet"], complaint.facts["row"]) == ("survey", 4)


@pytest.mark.parametrize("table", [b'name,label\n"osh,Osh\n', b"\x00\x00", b"name,label\n" + b",".join([b"x"] * 5000)])
def test_a_table_that_is_odd_is_taken_or_refused_and_never_a_crash(tmp_path: Path, table: bytes) -> None:
    path = beside(tmp_path, table)
    try:
        found = inspect_file(path)
    except FormTrouble as trouble:
        assert trouble.code in {"form-table-broken", "form-table-not-utf8"}  # noqa: PT017
    else:
        assert found.form == "beds"


def test_references_to_files_elsewhere_are_not_followed(tmp_path: Path) -> None:
    data = form_xform("death").replace(b"</instance>", b'</instance><instance id="x" src="file:///etc/passwd"/>', 1)
    found = inspect(data, "f.xml", lambda name: pytest.fail("a file was read") if "/" in name else None)
    assert b"root:" not in found.xform
    assert "file-missing" in {one.code for one in found.complaints}


def test_elements_nested_ever_deeper_are_refused(tmp_path: Path) -> None:
    (tmp_path / "f.xml").write_bytes(b"<a>" * 100_000 + b"</a>" * 100_000)
    assert refused(tmp_path / "f.xml")[0] == "form-too-large"


def test_groups_nested_ever_deeper_are_refused(tmp_path: Path) -> None:
    begin = [("begin_group", f"g{number}", "G") for number in range(400)]
    path = survey(tmp_path, *begin, BEDS[0], *[("end_group", None, None)] * 400)
    assert refused(path)[0] in {"form-too-large", "form-workbook-broken"}


@pytest.mark.parametrize("rule", ["(" * 5000 + "1" + ")" * 5000, "not(" * 2000 + "1" + ")" * 2000])
def test_rules_nested_ever_deeper_are_refused(tmp_path: Path, rule: str) -> None:
    code, _ = refused(survey(tmp_path, BEDS[0], ("calculate", "a", None, rule)))
    assert code in {"form-expression-broken", "form-text-too-long", "form-workbook-broken"}


def test_a_file_of_many_megabytes_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "f.xml").open("wb") as file:
        file.truncate(2**31)
    assert refused(tmp_path / "f.xml")[0] == "form-too-large"


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    path = survey(tmp_path, *BEDS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/bomb.png", "w") as part:
        for _ in range(300):
            part.write(bytes(2**20))
    assert refused(path)[0] == "form-too-large"


# VmHWM begins anew with the program; the figure of getrusage is that of whoever started it, if that was more.
MEASURE = """
import sys
from pathlib import Path
from monitorapp.errors import FormTrouble
from monitorapp.library import inspect_file
try:
    inspect_file(Path(sys.argv[1]))
except FormTrouble:
    pass
status = Path("/proc/self/status").read_text()
print(int(status.split("VmHWM:")[1].split()[0]) // 1024)
"""


def test_the_largest_form_that_is_taken_needs_little_memory(tmp_path: Path) -> None:
    rows = [("big", f"c{number}", f"Choice {number}") for number in range(9_900)]
    path = workbook(tmp_path / "f.xlsx", (("select_one big", "q", "Q"),), (YES_NO[0], *rows), SETTINGS)
    measured = subprocess.run([sys.executable, "-c", MEASURE, path], capture_output=True, text=True, check=True)
    assert int(measured.stdout) < 300


def error_cell(error: str) -> str:
    return f'<c r="C3" t="e"><f>A1+1</f><v>{error}</v></c>'


def replace_in(path: Path, part: str, old: str, new: str) -> None:
    """Change a part of a workbook, as another program would have written it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part].decode()
    parts[part] = parts[part].decode().replace(old, new, 1).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
