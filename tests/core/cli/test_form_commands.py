"""`form check` says what the screen says, `form convert` writes what the vault would keep."""

from pathlib import Path

import pytest

from monitorapp.forms.xform import compile_form
from monitorapp.library import inspect_file
from tests.core.cli.conftest import Run
from tests.core.workbooks import beds, workbook


def test_check_tells_what_is_in_a_form(run: Run, tmp_path: Path) -> None:
    said = run("form", "check", beds(tmp_path), "--json", phrase=None)
    assert said.json == {
        "form": "beds",
        "version": "1",
        "title": "Beds",
        "languages": [],
        "sections": 2,
        "questions": 2,
        "repeats": 0,
        "media": [],
        "complaints": [],
    }


def test_check_tells_every_complaint_with_its_place(run: Run, tmp_path: Path) -> None:
    path = workbook(tmp_path / "f.xlsx", (("select_one_from_file cities.csv", "city", "City"),))
    said = run("form", "check", path, "--json", phrase=None)
    (complaint,) = said.json["complaints"]
    assert (complaint["code"], complaint["row"]) == ("file-missing", 2)
    assert "cities.csv" in complaint["sentence"]
    said = run("form", "check", path, phrase=None)
    assert "media: cities.csv\n" in said.out
    assert "(sheet “survey”, row 2, column “type”)" in said.out


def test_what_refuses_a_form_is_told_with_its_place(run: Run, tmp_path: Path) -> None:
    path = workbook(tmp_path / "f.xlsx", (("text", "a", "A", None, "martian(1)"),))
    said = run("form", "check", path, phrase=None)
    assert (said.code, said.trouble) == (3, "form-function-unknown")
    assert said.err.splitlines()[-1] == "sheet “survey”, row 2, column “relevant”"


def test_the_place_is_told_in_the_language_of_the_environment(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    path = workbook(tmp_path / "f.xlsx", (("text", "a", "A", None, "martian(1)"),))
    assert run("form", "check", path, phrase=None).err.splitlines()[-1] == "лист «survey», строка 2, столбец «relevant»"


def test_convert_writes_the_xform_with_its_tables(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cities.csv").write_text("name,label\nosh,Ош\n", encoding="utf-8")
    path = workbook(tmp_path / "f.xlsx", (("select_one_from_file cities.csv", "city", "City"),))
    out = tmp_path / "out.xml"
    assert run("form", "convert", path, "-o", out, phrase=None).code == 0
    assert out.read_bytes() == inspect_file(path).xform
    assert compile_form(out.read_bytes()).id == "beds"


def test_a_place_that_cannot_be_written_to_is_told(run: Run, tmp_path: Path) -> None:
    said = run("form", "convert", beds(tmp_path), "-o", tmp_path / "no" / "out.xml", phrase=None)
    assert (said.code, said.trouble) == (3, "form-not-written")
