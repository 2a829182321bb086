"""The shipped tables among themselves: what one names stands in the other, once, with a source, where it can be."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from monitorapp import resources
from monitorapp.cli.context import words
from monitorapp.errors import FAMILIES

HOUSE = Path(__file__).parents[2]
PROGRAM = [path for part in ("monitorapp", "ui") for path in (HOUSE / part).rglob("*.py")]
TROUBLES: dict[str, dict[str, dict[str, str]]] = json.loads(resources.read_text("troubles.json"))
COUNTRIES: dict[str, Any] = json.loads(resources.read_text("countries.json"))
CODES = ("KZ", "KG", "TJ", "TM", "UZ")
FAMILY_NAMES = {family.__name__ for family in FAMILIES}

# Tables


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("question-bank", ("key",)),
        ("codelists", ("list", "code")),
        ("choice-labels", ("list", "code")),
        ("standards", ("code",)),
        ("standard-links", ("question_key", "standard_code")),
        ("glossary", ("key",)),
        ("indicators", ("code",)),
        ("forms", ("form",)),
        ("zones", ("country",)),
        ("form-questions", ("form", "repeat", "question", "bank_key")),
    ],
)
def test_what_a_row_is_found_by_belongs_to_one_row(table: str, columns: tuple[str, ...]) -> None:
    keys = [tuple(row[column] for column in columns) for row in resources.table(table)]
    assert keys
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []


@pytest.mark.parametrize(("table", "column"), [("codelists", "label"), ("choice-labels", "label"), ("forms", "title")])
def test_every_choice_and_every_form_has_words_in_both_languages(table: str, column: str) -> None:
    rows = resources.table(table)
    assert [row for row in rows if not row[f"{column}_en"].strip()] == []
    assert [row for row in rows if not re.search("[а-яёА-ЯЁ0-9]", row[f"{column}_ru"])] == []


def test_every_question_of_the_bank_is_asked_in_both_languages() -> None:
    bank = resources.table("question-bank")
    assert len(bank) == 500
    assert [row["key"] for row in bank if not row["label_en"].strip()] == []
    assert [row["key"] for row in bank if not re.search("[а-яё]", row["label_ru"].lower())] == []


def test_every_shared_list_that_a_question_names_is_there() -> None:
    lists = {row["list"] for row in resources.table("codelists")}
    built = {"facilities", "standards", "findings", "modules", "monitors", "recommendations"}
    named = {
        part[1:]
        for row in resources.table("question-bank")
        if row["type"].startswith("select")
        for part in row["options"].split("|")
        if part.startswith("@")
    }
    assert named
    assert named - lists - built - {row["key"] for row in resources.table("question-bank")} == set()


def test_an_indicator_counts_questions_of_the_bank_or_of_a_part_of_it() -> None:
    bank = resources.table("question-bank")
    keys = {row["key"] for row in bank}
    parts = {row["module"] for row in bank} | {key.split("_")[0] for key in keys} | set(resources.form_names())
    for row in resources.table("indicators"):
        for name in re.findall(r"[a-z_0-9]+", row["source_questions"]):
            assert name.strip("_") in keys | parts | {"module", "register", "safety"}, (row["code"], name)


@pytest.mark.parametrize("column", ["numerator", "denominator", "unit", "name_ru"])
def test_no_indicator_is_without_what_it_is_a_share_of(column: str) -> None:
    assert [row["code"] for row in resources.table("indicators") if not row[column].strip()] == []


def test_a_form_lies_under_a_form_that_is_shipped_and_reads_none_but_shipped_ones() -> None:
    names = resources.form_names()
    for row in resources.table("forms"):
        assert row["parent"] in {*names, ""}
        assert row["form"] != row["parent"]
        assert {name.removeprefix("earlier_") for name in row["instances"].split()} <= set(names)


def test_every_form_accounts_for_its_questions() -> None:
    accounts = resources.table("form-questions")
    assert {row["form"] for row in accounts} == set(resources.form_names())
    bank = {row["key"] for row in resources.table("question-bank")}
    assert {row["bank_key"] for row in accounts if row["bank_key"]} == bank


# Countries and facilities


def test_every_country_of_a_facility_has_a_zone_that_the_system_knows() -> None:
    zones = {row["country"]: row["zone"] for row in resources.table("zones")}
    assert {row["country"] for row in resources.facilities()} <= set(zones) == set(CODES)
    assert all(ZoneInfo(zone).key == zone for zone in zones.values())


def test_a_facility_lies_in_its_own_country() -> None:
    for row in resources.facilities():
        regions = {region["iso"] for region in COUNTRIES[row["country"]]["regions"]} if row["region_iso"] else set()
        assert row["region_iso"] in regions | {""}, row["id"]
        assert bool(row["lat"]) == bool(row["lon"]), row["id"]
        assert not row["lat"] or (35 < float(row["lat"]) < 56 and 46 < float(row["lon"]) < 88), row["id"]


def test_a_figure_of_a_facility_is_a_number_or_left_open_and_says_how_sure_it_is() -> None:
    for row in resources.facilities():
        assert re.fullmatch(r"\d*", row["capacity"]), row["id"]
        assert not row["population_reported"] or re.search(r"\d", row["population_reported"]), row["id"]
        assert row["confidence"] in {"low", "medium", "high", "fictional"}
        assert (row["confidence"] == "fictional") is (row["practice"] == "yes")


def _sources(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (name for name in node.get("sources") or () if isinstance(name, str))
        for inner in node.values():
            yield from _sources(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _sources(inner)


def test_every_source_of_a_country_is_listed_with_its_place() -> None:
    listed = COUNTRIES["_sources"]
    named = {name for code in CODES for name in _sources(COUNTRIES[code])}
    assert len(named) > 50
    assert named - set(listed) == set()
    assert [name for name, source in listed.items() if not source["url"] or not source["title"]] == []


@pytest.mark.parametrize("country", CODES)
def test_a_limit_is_a_number_with_a_unit_or_words_of_the_law_or_is_not_known(country: str) -> None:
    for limit in COUNTRIES[country]["time_limits"]:
        assert limit["value"] is None or limit["sources"], limit["key"]
        if isinstance(limit["value"], int | float):
            assert limit["value"] >= 0, limit["key"]
            assert limit["unit"] in {"h", "days", "months"}, limit["key"]
        else:
            assert limit["unit"] is None or limit["value"] is None, limit["key"]


def test_a_limit_in_the_table_of_hours_is_one_of_a_country_that_is_known() -> None:
    for row in resources.table("legal-limits"):
        assert row["country"] in {*CODES, "ANY"}
        assert re.fullmatch(r"\d*", row["limit_hours"])
        assert bool(row["limit_hours"]) or "without_number" in row["status"], row


# Words


def test_the_page_about_the_word_lists_counts_them_rightly() -> None:
    told = dict(re.findall(r"\| `(\w+)\.txt` \| ([\d,]+)", resources.read_text("words/README.md")))
    counted = {"ru": len(resources.word_list("ru")), "en": len(resources.word_list("en"))}
    counted["common"] = len(resources.common_phrases())
    assert told == {name: f"{count:,}" for name, count in counted.items()}


def test_every_compiled_translation_has_its_source_and_the_other_way_round() -> None:
    stems = {
        ending: {name[:-3] for name in resources.names("translations") if name.endswith(ending)}
        for ending in (".ts", ".qm")
    }
    assert stems[".ts"] == stems[".qm"] != set()


# Troubles


def _raised() -> Iterator[tuple[Path, str, set[str | None]]]:
    for path in PROGRAM:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FAMILY_NAMES:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    yield path, str(first.value), {keyword.arg for keyword in node.keywords}


def test_every_blank_of_a_trouble_is_filled_where_the_trouble_is_raised() -> None:
    raised = list(_raised())
    assert len(raised) > 100
    for path, code, facts in raised:
        blanks = set(re.findall(r"\{(\w+)\}", " ".join(TROUBLES[code]["en"].values())))
        assert None in facts or blanks <= facts, f"{path.name}: {code} lacks {blanks - facts}"


def test_no_trouble_has_words_that_nothing_in_the_program_can_say() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in PROGRAM if path.name != "errors.py")
    assert [code for code in TROUBLES if f'"{code}"' not in sources] == []


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_command_line_leaves_no_brace_and_tells_no_fact_as_none(language: str) -> None:
    for code, entry in TROUBLES.items():
        blanks = re.findall(r"\{(\w+)\}", " ".join(entry[language].values()))
        for facts in ({}, dict.fromkeys(blanks), dict.fromkeys(blanks, "{x}")):
            told = " ".join(words(code, facts, language))
            assert "None" not in told
            assert facts or "{" not in told, code


def test_a_fact_that_is_not_known_is_a_dash() -> None:
    code = next(code for code, entry in TROUBLES.items() if "{line}" in entry["en"]["sentence"])
    assert "–" in words(code, {"line": None}, "en")[0]
