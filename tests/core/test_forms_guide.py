"""Every example in the guide for form authors is a form that converts without a complaint."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyxform.xls2xform import convert

from monitorapp import resources
from tests.core.shipped import body

GUIDE = Path(__file__).resolve().parent.parent.parent / "docs" / "forms.md"
TEXT = GUIDE.read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"### 8\.\d+ (.+?)\n\n```xlsform\n(.+?)```", TEXT, re.DOTALL))


def test_there_are_ten_examples() -> None:
    assert len(EXAMPLES) == 10


@pytest.mark.parametrize("title", EXAMPLES)
def test_an_example_converts(title: str) -> None:
    warnings: list[str] = []
    result = convert(EXAMPLES[title], warnings=warnings, file_type=".md", form_name="data")
    assert ElementTree.fromstring(result.xform).tag == "{http://www.w3.org/1999/xhtml}html"
    assert warnings == []


def test_our_columns_survive_the_conversion() -> None:
    for word in ("concept", "finding", "compartment", "sourced"):
        example = next(text for text in EXAMPLES.values() if f"bind::monitor:{word}" in text)
        assert f"monitor:{word}=" in convert(example, file_type=".md", form_name="data").xform


def test_a_severity_survives_the_conversion() -> None:
    example = next(text for text in EXAMPLES.values() if "monitor_severity" in text)
    assert "<monitor_severity>high</monitor_severity>" in convert(example, file_type=".md", form_name="data").xform


@pytest.mark.parametrize("form", resources.form_names())
def test_the_table_of_forms_counts_rightly(form: str) -> None:
    rows = [row for row in resources.table("form-questions") if row["form"] == form]
    line = next(line for line in TEXT.split("\n") if line.startswith(f"| `{form}` "))
    _, _, _, _, from_bank, asked, extra, _, sections, _ = (cell.strip() for cell in line.split("|"))
    assert int(from_bank) == sum(row["bank_key"] != "" for row in rows)
    assert int(asked) == sum(row["role"] == "question" for row in rows)
    assert int(extra) == sum(row["role"] == "extra" for row in rows)
    assert int(sections) == len(body(form))


def test_every_instance_that_a_form_reads_is_explained() -> None:
    for row in resources.table("forms"):
        for name in row["instances"].split():
            assert re.search(rf"^\| `{name}` \| [^|]*{row['form']}", TEXT, re.MULTILINE)
