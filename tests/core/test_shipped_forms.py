"""The shipped forms hold the whole question bank, in two languages, and come from their tables alone."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from monitorapp import resources
from monitorapp.forms.xlsform import convert_workbook
from tests.core.shipped import FORMS, LANGUAGES, MONITOR, XF, accounts, bank, binds, choice_codes, model, texts

BUILDER = Path(__file__).resolve().parent.parent.parent / "packaging" / "build_forms.py"
COMPARTMENTS = {"general", "personal", "medical", "source"}
RULE = re.compile(r"(critical|high|medium|low): [^;]+(; (critical|high|medium|low): [^;]+)*")


def test_the_bank_has_500_questions_in_29_modules() -> None:
    rows = bank()
    assert len(rows) == 500
    assert len({row["module"] for row in rows.values()}) == 29


def test_all_500_rows_of_the_bank_stand_in_some_form() -> None:
    accounted = {row["bank_key"] for row in resources.table("form-questions") if row["bank_key"]}
    assert accounted == set(bank())


def test_a_row_stands_twice_only_in_the_visit_and_in_the_dossier_of_the_facility() -> None:
    seen: dict[str, list[str]] = {}
    for row in resources.table("form-questions"):
        if row["bank_key"]:
            seen.setdefault(row["bank_key"], []).append(row["form"])
    twice = {key: places for key, places in seen.items() if len(places) > 1}
    assert set(map(tuple, twice.values())) == {("visit", "facility")}
    assert "pop_total" not in twice


def test_a_row_that_begins_a_repeat_became_a_document_or_a_repeat() -> None:
    roles = {row["bank_key"]: row["role"] for row in resources.table("form-questions") if row["bank_key"]}
    begins = {key: role for key, role in roles.items() if key.endswith("_begin")}
    assert len(begins) == 11
    assert {key for key, role in begins.items() if role == "repeat"} == {"al_begin", "inj_begin"}
    assert set(begins.values()) == {"document", "repeat"}


@pytest.mark.parametrize("form", FORMS)
def test_the_account_is_true_to_the_xform(form: str) -> None:
    nodes = {node.tag.split("}")[1] for node in next(model(form).iter(f"{XF}instance")).iter()}
    asked = {row["question"] for row in accounts(form) if row["question"]}
    assert asked <= nodes
    layout = {row["section"] for row in accounts(form)} - {""}
    assert nodes - asked - layout == {"instance", "data", "meta", "instanceID"}


@pytest.mark.parametrize("form", FORMS)
def test_the_key_of_the_bank_is_the_name_and_the_concept_of_the_question(form: str) -> None:
    for row in accounts(form):
        if row["role"] == "question":
            assert row["question"] == row["bank_key"]
            assert binds(form)[row["question"]][f"{MONITOR}concept"] == row["bank_key"]


def test_a_code_of_the_bank_is_still_the_code_of_the_choice() -> None:
    for row in resources.table("form-questions"):
        kind = row["type"].split(" ")
        if row["role"] == "question" and len(kind) == 2:
            options = bank()[row["bank_key"]]["options"].split("|")
            codes = {code for code in options if not code.startswith(("@", "="))}
            assert codes <= set(choice_codes(row["form"], kind[1])), row["question"]


def test_yes_and_no_always_come_with_not_applicable_and_unknown() -> None:
    for form in FORMS:
        if any(row["type"] == "select_one yn" for row in accounts(form)):
            assert choice_codes(form, "yn") == ("yes", "no", "na", "unknown")


@pytest.mark.parametrize("form", FORMS)
def test_every_text_is_there_in_both_languages(form: str) -> None:
    words = texts(form)
    assert tuple(sorted(words)) == LANGUAGES
    english, russian = (words[language] for language in LANGUAGES)
    assert set(english) == set(russian)
    for row in accounts(form):
        if row["role"] not in ("document", "repeat"):
            assert any(key.endswith(f"/{row['question']}:label ") for key in russian), row["question"]


@pytest.mark.parametrize("form", FORMS)
def test_no_label_is_empty(form: str) -> None:
    for language in LANGUAGES:
        empty = [key for key, text in texts(form)[language].items() if "hint" not in key and text in ("", "-")]
        assert empty == []


@pytest.mark.parametrize("form", FORMS)
def test_russian_words_are_russian(form: str) -> None:
    """Only citations of standards, whose summaries exist in English alone, may lack a Cyrillic letter."""
    russian = texts(form)["Русский (ru)"]
    foreign = {key for key, text in russian.items() if text and not re.search("[а-яё]", text.lower())}
    left = {key for key in foreign if not key.endswith("guidance") and not key.startswith("standards-")}
    assert {russian[key] for key in left} <= {"-"}


def test_every_choice_word_in_the_table_is_used_and_marked_unreviewed() -> None:
    rows = resources.table("choice-labels")
    assert {row["status"] for row in rows} == {"unreviewed"}
    used = {(key, code) for key, row in bank().items() for code in row["options"].split("|")}
    codes = {code for _, code in used}
    assert [row for row in rows if row["list"] != "*" and (row["list"], row["code"]) not in used] == []
    assert [row for row in rows if row["list"] == "*" and row["code"] not in codes] == []


def test_no_two_choices_of_a_list_look_alike() -> None:
    for form in FORMS:
        for language in LANGUAGES:
            lists: dict[str, list[str]] = {}
            for key, text in texts(form)[language].items():
                if match := re.fullmatch(r"([\w-]+)-\d+ ", key):
                    lists.setdefault(match[1], []).append(text)
            alike = {name: words for name, words in lists.items() if len(set(words)) != len(words)}
            assert alike.keys() <= {"findings"}, alike


@pytest.mark.parametrize("form", FORMS)
def test_a_section_fits_on_a_page(form: str) -> None:
    sections: dict[str, int] = {}
    for row in accounts(form):
        if row["section"]:
            sections[row["section"]] = sections.get(row["section"], 0) + 1
    assert sections
    assert max(sections.values()) <= 25


@pytest.mark.parametrize("form", FORMS)
def test_every_question_lies_in_a_compartment(form: str) -> None:
    for row in accounts(form):
        if row["role"] in ("question", "extra"):
            assert binds(form)[row["question"]][f"{MONITOR}compartment"] in COMPARTMENTS


@pytest.mark.parametrize(
    ("form", "question", "compartment"),
    [
        ("visit", "pop_total", "general"),
        ("interview", "intv_age_group", "personal"),
        ("interview", "al_narrative", "source"),
        ("interview", "al_injuries_claimed", "medical"),
        ("examination", "inj_consistency", "medical"),
        ("case", "t_medexam", "medical"),
        ("case", "t_apprehended", "personal"),
        ("safety_incident", "inc_info_source", "source"),
        ("recommendation", "rec_text", "general"),
    ],
)
def test_what_points_to_a_person_lies_apart(form: str, question: str, compartment: str) -> None:
    assert binds(form)[question][f"{MONITOR}compartment"] == compartment


@pytest.mark.parametrize("form", FORMS)
def test_standards_named_by_a_question_are_known(form: str) -> None:
    known = {row["code"] for row in resources.table("standards")}
    for attributes in binds(form).values():
        assert set(attributes.get(f"{MONITOR}standard", "").split()) <= known


@pytest.mark.parametrize("form", FORMS)
def test_a_finding_rule_names_its_severities_from_the_gravest_down(form: str) -> None:
    order = ["critical", "high", "medium", "low"]
    for attributes in binds(form).values():
        rule = attributes.get(f"{MONITOR}finding")
        if rule:
            assert RULE.fullmatch(rule), rule
            graves = [order.index(part.split(":")[0]) for part in rule.split("; ")]
            assert graves == sorted(graves)


def test_severities_of_the_bank_are_in_the_forms() -> None:
    assert binds("visit")["occ_rate"][f"{MONITOR}finding"] == "critical: . > 150; high: . > 100"
    assert binds("cell")["cell_drinking"][f"{MONITOR}finding"] == "critical: selected(., 'no')"
    granted = next(
        found for found in model("visit").iter(f"{XF}instance") if found.attrib.get("id") == "access_granted"
    )
    severities = [item.findtext(f"{XF}monitor_severity") for item in granted.iter(f"{XF}item")]
    assert severities == [None, "high", "critical"]


def test_several_sources_are_kept_for_times_and_figures_only() -> None:
    sourced = {name for form in FORMS for name, found in binds(form).items() if found.get(f"{MONITOR}sourced") == "yes"}
    assert {"t_apprehended", "t_judge", "pop_total", "cell_places", "cap_official", "dth_when"} <= sourced
    assert {name for name in sourced if bank()[name]["type"] in ("text", "long_text", "photo", "calculate")} == set()


def test_only_a_clinician_grades_an_injury() -> None:
    for question in ("inj_consistency", "inj_age_est", "ime_overall"):
        assert binds("examination")[question][f"{MONITOR}role"] == "clinician"
    assert f"{MONITOR}role" not in binds("interview")["al_injuries_seen"]


def test_no_identity_is_made_from_place_time_or_machine() -> None:
    for form in FORMS:
        text = resources.form_xform(form).decode()
        assert "deviceid" not in text
        assert "username" not in text
        assert "phonenumber" not in text
    for form, question in (("visit", "visit_id"), ("case", "case_code"), ("recommendation", "rec_id")):
        assert binds(form)[question]["calculate"].startswith("once(")


def test_a_computed_answer_is_shown_and_cannot_be_typed() -> None:
    for row in resources.table("form-questions"):
        if row["bank_key"] and bank()[row["bank_key"]]["type"] == "calculate":
            attributes = binds(row["form"])[row["question"]]
            assert attributes["readonly"] == "true()"
            assert attributes["calculate"]


def test_other_documents_are_read_through_named_instances() -> None:
    for row in resources.table("forms"):
        external = {found.attrib["id"] for found in model(row["form"]).iter(f"{XF}instance") if "src" in found.attrib}
        assert external == set(row["instances"].split())


def test_the_practice_facility_can_be_chosen() -> None:
    assert resources.PRACTICE_FACILITY in choice_codes("visit", "facilities")
    assert choice_codes("visit", "facilities")[-1] == "other"


def test_a_recommendation_rests_on_questions_that_can_be_findings() -> None:
    codes = set(choice_codes("recommendation", "findings")) - {"other"}
    with_rule = {name for form in FORMS for name, found in binds(form).items() if f"{MONITOR}finding" in found}
    assert codes == with_rule


@pytest.mark.parametrize("form", FORMS)
def test_a_form_says_which_version_it_is(form: str) -> None:
    root = next(model(form).iter(f"{XF}instance"))[0]
    row = next(row for row in resources.table("forms") if row["form"] == form)
    assert root.attrib["id"] == form
    assert root.attrib["version"] == row["version"]
    assert re.fullmatch(r"20\d{6}", row["version"])


@pytest.mark.parametrize("form", FORMS)
def test_the_program_converts_a_shipped_workbook_to_the_shipped_xform(form: str) -> None:
    converted = convert_workbook(resources.form_workbook(form), f"{form}.xlsx")
    assert converted.xform.encode() == resources.form_xform(form)
    assert converted.warnings == ()


def test_the_tables_rebuild_every_workbook_and_xform_byte_for_byte() -> None:
    done = subprocess.run(
        [sys.executable, str(BUILDER), "--check"], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
