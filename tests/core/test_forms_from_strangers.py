"""Whatever a file from a stranger holds, looking at it ends in a form or in a trouble with words, never in a crash."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitorapp.cli.context import words
from monitorapp.errors import FormTrouble
from monitorapp.forms import FormState, SystemEnvironment, compile_form
from monitorapp.forms.complaints import said, where
from monitorapp.library import Found, inspect
from monitorapp.resources import form_workbook, form_xform
from tests.core.workbooks import YES_NO, workbook

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
XFORM = form_xform("death")
WORKBOOK = form_workbook("death")
PIECES = [b"<", b"&", b'"', b"<row>", b"</row>", b'r="ZZZ999999999"', b"\x00", b"<f>1</f>"]
WORDS = [b"", b"jr://", b"'", b"(((", b"&#0;", b"&amp;", b"&lol;", "ж".encode() * 2000, b"]]>", b"<!-- --", b"<?php ?>"]
SHEET = "xl/worksheets/sheet1.xml"


def looked_at(data: bytes, name: str) -> Found | FormTrouble:
    """What comes of looking at a file, said in both languages."""
    try:
        found = inspect(data, name)
    except FormTrouble as trouble:
        speak(trouble)
        return trouble
    assert all(said(complaint, "ru") for complaint in found.complaints)
    return found


def speak(trouble: FormTrouble) -> None:
    """Every trouble can be said in both languages, its place too."""
    for language in ("en", "ru"):
        assert all(words(trouble.code, trouble.facts, language))
        assert isinstance(where(trouble.facts, language), str)


def repacked(sheet: bytes) -> bytes:
    """The workbook with another first sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, sheet if part == SHEET else old.read(part))
    return out.getvalue()


@FEW
@given(st.binary(max_size=400), st.sampled_from(["f.xlsx", "f.xls", "f.xml", "f", "", "f.csv", "f.md"]))
def test_any_bytes_under_any_name(data: bytes, name: str) -> None:
    looked_at(data, name)


@FEW
@given(st.integers(0, len(XFORM) - 1), st.binary(min_size=1, max_size=6), st.integers(0, 30))
def test_an_xform_with_a_piece_exchanged(at: int, piece: bytes, gone: int) -> None:
    looked_at(XFORM[:at] + piece + XFORM[at + gone :], "f.xml")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=6))
def test_a_workbook_with_a_piece_exchanged(at: int, piece: bytes) -> None:
    looked_at(WORKBOOK[:at] + piece + WORKBOOK[at + len(piece) :], "f.xlsx")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_sheet_with_a_piece_exchanged(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as archive:
        sheet = archive.read(SHEET)
    at = data.draw(st.integers(0, len(sheet) - 1))
    piece = data.draw(
        st.sampled_from([b"<", b"&", b'"', b"<row>", b"</row>", b'r="ZZZ999999999"', b"\x00", b"<f>1</f>"])
    )
    looked_at(repacked(sheet[:at] + piece + sheet[at + 1 :]), "f.xlsx")


@pytest.mark.parametrize("instead", WORDS)
@pytest.mark.parametrize("part", [b"string", b"/data", b"label", b"xmlns", b"<value>", b"instance"])
def test_an_xform_in_which_a_word_became_another(part: bytes, instead: bytes) -> None:
    looked_at(XFORM.replace(part, instead), "f.xml")
    looked_at(XFORM.replace(part, instead, 1), "f.xml")


def test_the_unchanged_files_are_forms() -> None:
    for data, name in ((XFORM, "f.xml"), (WORKBOOK, "f.xlsx")):
        assert isinstance(looked_at(data, name), Found)


KINDS = ["text", "integer", "select_one yn", "select_multiple yn", "calculate", "note", "date", "range", "image"]
ODD_KINDS = [
    "begin_group",
    "end_group",
    "begin_repeat",
    "end_repeat",
    "select_one",
    "select_one_from_file x.csv",
    "audit",
]
NAMES = ["a", "b", "c", "a b", "", "1a", "__x", "meta", "data", "ж", "a" * 300, "a.b", "a:b", "instanceID"]
RULES = [
    "",
    "${a} > 1",
    "${b} + 1",
    "${nothing}",
    "${a",
    "1 +",
    "martian()",
    "'",
    "${a}[",
    ". > 1",
    "once(${a})",
    "(" * 300,
]
LABELS = ["", "A", "${a}", "${nothing}", "<b>&", "# **x**", "ж" * 3000, "jr:itext('x')", "\u202e", "${a"]
SURVEY_ROWS = st.lists(
    st.tuples(
        st.sampled_from(KINDS + ODD_KINDS),
        st.sampled_from(NAMES),
        st.sampled_from(LABELS),
        st.sampled_from(RULES),
        st.sampled_from(RULES),
        st.sampled_from(RULES),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SURVEY_ROWS)
def test_a_workbook_with_anything_in_its_cells(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    path = workbook(tmp_path_factory.mktemp("odd") / "f.xlsx", rows, YES_NO)
    outcome = looked_at(path.read_bytes(), "f.xlsx")
    if isinstance(outcome, Found):
        # What is taken in can be opened, finished and saved.
        state = FormState(compile_form(outcome.xform), {}, SystemEnvironment("UTC"))
        state.finish()
        assert state.serialize()
