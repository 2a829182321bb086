"""The script that builds the forms stops at what it cannot build faithfully, and builds the same bytes anywhere."""

import csv
import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from monitorapp import resources

ROOT = Path(__file__).resolve().parent.parent.parent
Edit = Callable[[str, str, str, str], None]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the tables and of the script, far from the real ones."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "packaging", tmp_path / "packaging", ignore=ignore)
    for folder in ("tables", "forms"):
        shutil.copytree(ROOT / "resources" / folder, tmp_path / "resources" / folder)
    return tmp_path


@pytest.fixture
def edit(checkout: Path) -> Edit:
    """Change one cell of one table: the row whose key begins the row, the column, the new text."""

    def change(table: str, key: str, column: str, text: str) -> None:
        path = checkout / table
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        changed = [row for row in rows if key in list(row.values())[:2]]
        assert changed
        for row in changed:
            row[column] = text
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    return change


def build(checkout: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    script = [sys.executable, "-B", str(checkout / "packaging" / "build_forms.py"), *flags]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(script, capture_output=True, text=True, encoding="utf-8", check=False, env=environment)


BANK = "resources/tables/question-bank.csv"


def test_a_check_of_an_untouched_checkout_finds_nothing(checkout: Path) -> None:
    assert build(checkout, "--check").returncode == 0


def test_a_check_tells_what_differs_and_writes_nothing(checkout: Path, edit: Edit) -> None:
    edit(BANK, "dth_where", "label_en", "Place of death")
    done = build(checkout, "--check")
    assert done.returncode == 1
    assert done.stdout.split("\n")[:-1] == [
        "differs resources/forms/death.xlsx",
        "differs resources/forms/death.xml",
    ]
    assert (checkout / "resources/forms/death.xml").read_bytes() == resources.form_xform("death")


def test_a_new_word_reaches_the_workbook_and_the_xform(checkout: Path, edit: Edit) -> None:
    edit(BANK, "dth_where", "label_ru", "Место смерти")
    assert build(checkout).returncode == 0
    assert "Место смерти" in (checkout / "resources/forms/death.xml").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(checkout / "resources/forms/death.xlsx")
    assert "Место смерти" in {cell.value for row in book["survey"].iter_rows() for cell in row}


def test_a_missing_workbook_is_built_again_to_the_same_bytes(checkout: Path) -> None:
    for name in ("visit", "interview"):
        (checkout / f"resources/forms/{name}.xlsx").unlink()
        (checkout / f"resources/forms/{name}.xml").unlink()
    assert build(checkout).returncode == 0
    for name in ("visit", "interview"):
        assert (checkout / f"resources/forms/{name}.xlsx").read_bytes() == resources.form_workbook(name)
        assert (checkout / f"resources/forms/{name}.xml").read_bytes() == resources.form_xform(name)


@pytest.mark.parametrize(
    ("table", "key", "column", "text", "told"),
    [
        (BANK, "dth_hours_in", "constraint", "not too many", "no translation of the constraint"),
        (BANK, "dth_where", "relevant", "when somebody died", "no translation of the relevance"),
        (BANK, "dth_where", "options", "cell|elsewhere", "elsewhere"),
        (BANK, "dth_where", "options", "@places", "places"),
        (BANK, "dth_hours_in", "unit", "fortnights", "fortnights"),
        ("packaging/tables/sections.csv", "death_event", "keys", "dth_when dth_who", "dth_who"),
        ("packaging/tables/expressions.csv", "stf_ratio", "xpath", "${pop_totall} div 2", "pop_totall"),
        ("packaging/tables/findings.csv", "food_meals", "severity", "grave", "grave"),
    ],
)
def test_what_cannot_be_built_stops_the_build(
    checkout: Path, edit: Edit, table: str, key: str, column: str, text: str, told: str
) -> None:
    edit(table, key, column, text)
    done = build(checkout, "--check")
    assert done.returncode == 1
    assert told in done.stderr


@pytest.mark.parametrize("table", ["hints", "messages", "expressions", "findings", "calculated-types"])
def test_no_table_speaks_of_a_question_that_is_gone(table: str) -> None:
    known = {row["key"] for row in resources.table("question-bank")}
    with (ROOT / "packaging/tables/extra-questions.csv").open(encoding="utf-8", newline="") as file:
        known |= {row["key"] for row in csv.DictReader(file)}
    with (ROOT / f"packaging/tables/{table}.csv").open(encoding="utf-8", newline="") as file:
        assert {row["key"] for row in csv.DictReader(file)} <= known | {"*none"}


def test_a_row_with_a_cell_too_many_stops_the_build(checkout: Path) -> None:
    table = checkout / "packaging/tables/hints.csv"
    table.write_text(table.read_text(encoding="utf-8") + "pop_men,a,b,unreviewed,surplus\n", encoding="utf-8")
    done = build(checkout, "--check")
    assert "hints.csv" in done.stderr
    assert "wrong number of cells" in done.stderr


@pytest.mark.parametrize("form", resources.form_names())
def test_a_workbook_tells_no_time_and_no_maker(form: str) -> None:
    with zipfile.ZipFile(io.BytesIO(resources.form_workbook(form))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 24, 0, 0, 0)}
        properties = archive.read("docProps/core.xml").decode()
    assert "<dc:creator>Monitorapp</dc:creator>" in properties
    assert properties.count("2026-11-24T00:00:00Z") == 2


@pytest.mark.parametrize("form", resources.form_names())
def test_a_workbook_opens_in_other_programs(form: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(resources.form_workbook(form)), read_only=True)
    assert book.sheetnames == ["survey", "choices", "settings"]
    header = [cell.value for cell in next(book["survey"].iter_rows())]
    assert {"type", "name", "label::English (en)", "label::Русский (ru)"} <= set(header)


def test_the_three_settings_that_our_columns_need_are_there() -> None:
    book = openpyxl.load_workbook(io.BytesIO(resources.form_workbook("cell")), read_only=True)
    header, values = ([cell.value for cell in row] for row in book["settings"].iter_rows())
    settings = dict(zip(header, values, strict=True))
    assert settings["form_id"] == "cell"
    assert settings["default_language"] == "Русский (ru)"
    assert settings["namespaces"] == 'monitor="http://monitorapp.org/xforms"'
