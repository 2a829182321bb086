"""Forms from outside: looked at with every complaint and its place, kept whole, compared, and never lost."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitorapp.documents import add_document, definition_of, open_state, start_visit
from monitorapp.errors import Fact, FormTrouble
from monitorapp.forms.complaints import said, where
from monitorapp.forms.definition import Complaint
from monitorapp.library import (
    Found,
    added_forms,
    beside,
    bring_in,
    forms,
    inspect,
    inspect_file,
    put_back,
    remove,
    versions,
)
from monitorapp.resources import form_names, form_workbook, form_xform, shipped_version
from monitorapp.vault.vault import Vault
from tests.core.vaults import vault_of
from tests.core.workbooks import BEDS, YES_NO, beds, settings, workbook


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with vault_of("Айгуль", tmp_path / "vault").opened() as vault:
        yield vault


def refused(path: Path) -> tuple[str, dict[str, Fact]]:
    with pytest.raises(FormTrouble) as trouble:
        inspect_file(path)
    return trouble.value.code, trouble.value.facts


def brought(vault: Vault, path: Path) -> Found:
    found = inspect_file(path)
    bring_in(vault, found)
    return found


# Looking


def test_a_workbook_tells_what_is_in_it(tmp_path: Path) -> None:
    repeat = (("begin_repeat", "room", "Room"), ("text", "number", "Number"), ("end_repeat", None, None))
    found = inspect_file(beds(tmp_path, "7", *repeat))
    assert (found.form, found.version, found.title) == ("beds", "7", "Beds")
    assert (found.sections, found.questions, found.repeats) == (3, 3, 1)
    assert found.complaints == ()


@pytest.mark.parametrize("name", form_names())
def test_a_shipped_form_has_no_complaints(name: str) -> None:
    found = inspect(form_xform(name), f"{name}.xml")
    assert [complaint for complaint in found.complaints if complaint.code != "section-long"] == []
    assert found.media == ()


def test_a_shipped_workbook_says_the_same_as_its_xform() -> None:
    workbook_found = inspect(form_workbook("cell"), "cell.xlsx")
    xform_found = inspect(form_xform("cell"), "cell.xml")
    for name in ("form", "version", "title", "languages", "sections", "questions", "repeats"):
        assert getattr(workbook_found, name) == getattr(xform_found, name), name


def test_a_workbook_is_known_by_its_content_and_not_by_its_name() -> None:
    assert inspect(form_workbook("cell"), "cell.xls").form == "cell"
    assert inspect(form_workbook("cell"), "cell").form == "cell"


def test_a_label_that_a_language_lacks_is_a_complaint_with_its_row(tmp_path: Path) -> None:
    heading = ("type", "name", "label::English (en)", "label::Русский (ru)")
    rows = (heading, ("integer", "beds", "Beds", "Койки"), ("text", "note1", "Note", None))
    found = inspect_file(workbook(tmp_path / "f.xlsx", rows))
    missing = [one for one in found.complaints if one.code == "label-missing"]
    assert [(one.facts["name"], one.facts["language"], one.facts["row"]) for one in missing] == [
        ("note1", "Русский (ru)", 3)
    ]


def test_a_form_without_an_id_of_its_own_is_told(tmp_path: Path) -> None:
    found = inspect_file(workbook(tmp_path / "f.xlsx", BEDS, YES_NO, (("version",), ("1",))))
    assert "id-by-default" in {one.code for one in found.complaints}


def test_a_section_of_very_many_questions_is_told(tmp_path: Path) -> None:
    questions = [("text", f"q{number}", f"Q {number}") for number in range(30)]
    rows = (("begin_group", "long", "Long"), *questions, ("end_group", None, None))
    found = inspect_file(workbook(tmp_path / "f.xlsx", rows))
    complaint = next(one for one in found.complaints if one.code == "section-long")
    assert (complaint.facts["count"], complaint.facts["row"]) == (30, 2)


def test_a_form_of_two_thousand_questions_is_looked_at_in_a_moment(tmp_path: Path) -> None:
    heading = ("type", "name", "label")
    path = workbook(tmp_path / "f.xlsx", (heading, *[("text", f"q{at}", f"Q {at}") for at in range(2000)]))
    began = time.process_time()
    assert inspect_file(path).questions == 2000
    assert time.process_time() - began < 3


def test_what_the_converter_warns_of_keeps_its_place(tmp_path: Path) -> None:
    rows = (*BEDS, ("image", "photo", "Photo"))
    found = inspect_file(workbook(tmp_path / "f.xlsx", rows, YES_NO))
    warned = [one for one in found.complaints if one.code == "workbook"]
    assert any(one.facts["row"] == 4 for one in warned)


def test_an_unknown_type_of_an_xform_is_a_complaint(tmp_path: Path) -> None:
    xform = form_xform("death").replace(b'type="string"', b'type="martian"', 1)
    found = inspect(xform, "death.xml")
    assert "unknown-type" in {one.code for one in found.complaints}


# Tables beside the form

CITIES = (("select_one_from_file cities.csv", "city", "City"),)


def test_a_table_beside_the_form_becomes_part_of_it(tmp_path: Path, vault: Vault) -> None:
    (tmp_path / "cities.csv").write_text("name,label\nosh,Ош\nbish,Бишкек & <область>\n", encoding="utf-8")
    found = brought(vault, workbook(tmp_path / "f.xlsx", CITIES))
    assert found.media == ("cities.csv",)
    assert found.complaints == ()
    visit, _ = start_visit(vault, "practice", "beds")
    choices = open_state(vault, visit).node("city").choices
    assert [(choice.code, choice.label) for choice in choices] == [("osh", "Ош"), ("bish", "Бишкек & <область>")]


def test_pulldata_reads_a_table_that_became_part_of_the_form(tmp_path: Path, vault: Vault) -> None:
    (tmp_path / "prices.csv").write_text("\ufeffcode;price\na;3\n", encoding="utf-8")
    rows = (("text", "code", "Code"), ("calculate", "price", None, "pulldata('prices', 'price', 'code', ${code})"))
    brought(vault, workbook(tmp_path / "f.xlsx", rows))
    visit, _ = start_visit(vault, "practice", "beds")
    state = open_state(vault, visit)
    state.answer("code", "a")
    assert state.value("price") == "3"


def test_a_missing_table_is_a_complaint_with_its_row(tmp_path: Path) -> None:
    found = inspect_file(workbook(tmp_path / "f.xlsx", (*BEDS, *CITIES), YES_NO))
    complaint = next(one for one in found.complaints if one.code == "file-missing")
    assert (complaint.facts["name"], complaint.facts["sheet"], complaint.facts["row"]) == ("cities.csv", "survey", 4)


def test_a_table_in_cp1251_is_refused_with_its_name_line_and_row(tmp_path: Path) -> None:
    (tmp_path / "cities.csv").write_bytes("name,label\nosh,Osh\nbish,Бишкек\n".encode("cp1251"))
    code, facts = refused(workbook(tmp_path / "f.xlsx", CITIES))
    assert code == "form-table-not-utf8"
    assert (facts["name"], facts["line"], facts["row"]) == ("cities.csv", 3, 2)


def test_a_table_that_is_too_long_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cities.csv").write_text("name,label\n" + "x,y\n" * 40_000, encoding="utf-8")
    assert refused(workbook(tmp_path / "f.xlsx", CITIES))[0] == "form-list-too-long"


def test_only_files_beside_the_form_are_read(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "secret.csv").write_text("name,label\n", encoding="utf-8")
    read = beside(inner)
    assert read("../secret.csv") is None
    assert read(str(tmp_path / "secret.csv")) is None
    assert read("..") is None


def test_answers_of_other_documents_are_no_missing_files(tmp_path: Path) -> None:
    rows = (("xml-external", "visit", None), ("xml-external", "interview", None), *BEDS)
    found = inspect_file(workbook(tmp_path / "f.xlsx", rows, YES_NO))
    assert (found.media, found.complaints) == ((), ())


# Keeping


def test_a_form_that_was_brought_in_can_be_filled_at_once(tmp_path: Path, vault: Vault) -> None:
    brought(vault, beds(tmp_path))
    visit, _ = start_visit(vault, "practice", "beds")
    assert definition_of(vault, visit).title == "Beds"
    assert vault.view(visit).version == "1"


def test_a_document_of_it_can_stand_below_a_visit(tmp_path: Path, vault: Vault) -> None:
    brought(vault, beds(tmp_path))
    visit, _ = start_visit(vault, "practice")
    document, _ = add_document(vault, visit, "beds")
    assert [row.form for row in vault.documents(visit)] == ["visit", "beds"]
    assert vault.view(document).parent == visit


def test_bringing_the_same_form_in_twice_changes_nothing(tmp_path: Path, vault: Vault) -> None:
    found = inspect_file(beds(tmp_path))
    assert bring_in(vault, found)
    assert not bring_in(vault, found)
    assert versions(vault, "beds") == ["1"]


def test_another_form_of_the_same_version_is_refused(tmp_path: Path, vault: Vault) -> None:
    brought(vault, beds(tmp_path))
    other = inspect_file(workbook(tmp_path / "other.xlsx", (("text", "beds", "Beds?"),)))
    with pytest.raises(FormTrouble) as trouble:
        bring_in(vault, other)
    assert (trouble.value.code, trouble.value.facts) == ("form-version-taken", {"form": "beds", "version": "1"})


def test_nobody_else_says_what_a_shipped_version_asks(vault: Vault) -> None:
    forged = form_xform("cell").replace(b"<h:title>", b"<h:title>Other ", 1)
    with pytest.raises(FormTrouble, match="form-version-taken"):
        bring_in(vault, inspect(forged, "cell.xml"))


def test_a_newer_version_of_a_shipped_form_waits_until_it_is_asked_for(vault: Vault) -> None:
    old = shipped_version("visit").encode()
    newer = inspect(form_xform("visit").replace(old, b"20991231"), "visit.xml")
    bring_in(vault, newer)
    usual, _ = start_visit(vault, "practice")
    asked_for, _ = start_visit(vault, "practice", "visit", "20991231")
    assert vault.view(usual).version == shipped_version("visit")
    assert vault.view(asked_for).version == "20991231"


def test_of_several_versions_the_newest_is_taken(tmp_path: Path, vault: Vault) -> None:
    for version in ("9", "10"):
        brought(vault, beds(tmp_path, version))
    visit, _ = start_visit(vault, "practice", "beds")
    assert vault.view(visit).version == "10"
    assert versions(vault, "beds") == ["10", "9"]


@pytest.mark.parametrize("form", ["be ds", "a@b", "1beds", "x" * 200])
def test_an_id_that_no_document_could_name_is_refused(tmp_path: Path, vault: Vault, form: str) -> None:
    found = inspect_file(workbook(tmp_path / "f.xlsx", BEDS, YES_NO, settings("1", form)))
    with pytest.raises(FormTrouble, match="form-id-broken"):
        bring_in(vault, found)


def test_a_form_without_a_version_is_refused(tmp_path: Path, vault: Vault) -> None:
    found = inspect_file(workbook(tmp_path / "f.xlsx", BEDS, YES_NO, (("form_id",), ("beds",))))
    with pytest.raises(FormTrouble, match="form-without-version"):
        bring_in(vault, found)


def test_the_list_names_shipped_forms_first_and_counts_documents(tmp_path: Path, vault: Vault) -> None:
    brought(vault, beds(tmp_path))
    start_visit(vault, "practice", "beds")
    start_visit(vault, "practice")
    listed = forms(vault, "ru")
    assert [known.form for known in listed] == [*form_names(), "beds"]
    assert [known.shipped for known in listed] == [True] * len(form_names()) + [False]
    assert [known.documents for known in listed if known.documents] == [1, 1]
    assert listed[-1].title == "Beds"
    assert re.search("[а-я]", listed[0].title)


def test_forms_from_elsewhere_are_named_by_their_newest_version(tmp_path: Path, vault: Vault) -> None:
    assert added_forms(vault) == []
    for version, title in (("9", "Old beds"), ("10", "New beds")):
        brought(vault, workbook(tmp_path / f"{version}.xlsx", BEDS, YES_NO, settings(version, title=title)))
    start_visit(vault, "practice")
    assert added_forms(vault) == [("beds", "New beds")]


def test_a_form_in_use_stays(tmp_path: Path, vault: Vault) -> None:
    brought(vault, beds(tmp_path))
    start_visit(vault, "practice", "beds")
    with pytest.raises(FormTrouble) as trouble:
        remove(vault, "beds", "1")
    assert (trouble.value.code, trouble.value.facts["count"]) == ("form-in-use", 1)


def test_a_shipped_form_stays(vault: Vault) -> None:
    with pytest.raises(FormTrouble, match="form-shipped"):
        remove(vault, "visit", shipped_version("visit"))


def test_a_removed_form_can_be_put_back(tmp_path: Path, vault: Vault) -> None:
    found = brought(vault, beds(tmp_path))
    removed = remove(vault, "beds", "1")
    assert versions(vault, "beds") == []
    put_back(vault, removed)
    assert vault.registry.form("beds", "1") == found.xform


def test_a_form_that_nobody_knows_cannot_be_begun(vault: Vault) -> None:
    with pytest.raises(FormTrouble, match="form-unknown"):
        start_visit(vault, "practice", "martian")
    with pytest.raises(FormTrouble, match="form-unknown"):
        start_visit(vault, "practice", "visit", "1")


# Words


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_complaint_is_a_sentence_and_a_place(language: str) -> None:
    complaint = Complaint("file-missing", {"name": "x.csv", "sheet": "survey", "row": 4, "column": "type"})
    assert "x.csv" in said(complaint, language)
    assert re.fullmatch(r".*survey.*, .*4, .*type.*", where(complaint.facts, language))
    assert where({}, language) == ""
