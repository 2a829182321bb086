"""What the product ships besides its program: tables, word lists, forms, each with its source."""

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitorapp import resources
from monitorapp.errors import VaultTrouble
from monitorapp.vault.passphrase import check_own_phrase, generate_passphrase, normalise

TABLES_WITH_SOURCE = (
    "choice-labels",
    "codelists",
    "facilities",
    "glossary",
    "indicators",
    "legal-limits",
    "question-bank",
    "standard-links",
)
UNWISE_ON_PAPER = {
    "арест",
    "обыск",
    "оружие",
    "бомба",
    "взрыв",
    "угроза",
    "секрет",
    "лагерь",
    "arrest",
    "bomb",
    "prison",
}


@pytest.fixture
def _forgotten() -> Iterator[None]:
    """The folder is looked for anew in this test and again in the next."""
    resources.root.cache_clear()
    yield
    resources.root.cache_clear()


@pytest.mark.usefixtures("_forgotten")
def test_an_installed_program_finds_its_data_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "monitorapp" / "_resources"
    (installed / "tables").mkdir(parents=True)
    (installed / "note.txt").write_text("installed", encoding="utf-8")
    monkeypatch.setattr(resources, "_CANDIDATES", (tmp_path / "resources", installed))
    assert resources.read_text("note.txt") == "installed"


@pytest.mark.usefixtures("_forgotten")
def test_a_checkout_goes_before_an_installed_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("resources", "_resources"):
        (tmp_path / folder / "tables").mkdir(parents=True)
    monkeypatch.setattr(resources, "_CANDIDATES", (tmp_path / "resources", tmp_path / "_resources"))
    assert resources.root() == tmp_path / "resources"


@pytest.mark.usefixtures("_forgotten")
def test_a_build_without_data_is_a_bug_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_CANDIDATES", (tmp_path / "nowhere",))
    with pytest.raises(FileNotFoundError):
        resources.root()


@pytest.mark.parametrize("name", ["../pyproject.toml", "tables/../../pyproject.toml", "/etc/hostname"])
def test_no_name_leads_out_of_the_data(name: str) -> None:
    with pytest.raises(ValueError, match="inside the data"):
        resources.read_bytes(name)


def test_line_ends_do_not_depend_on_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "windows.txt").write_bytes("один\r\nдва\r\n".encode("utf-8-sig"))
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    assert resources.read_text("windows.txt") == "один\nдва\n"


def test_changing_a_row_changes_nobody_elses() -> None:
    resources.table("codelists")[0]["code"] = "spoiled"
    assert resources.table("codelists")[0]["code"] == "yes"


@pytest.mark.parametrize("name", TABLES_WITH_SOURCE)
def test_every_row_names_its_source(name: str) -> None:
    rows = resources.table(name)
    assert rows
    assert [row for row in rows if not row["source"].strip()] == []


def test_every_standard_names_its_text() -> None:
    assert [row["code"] for row in resources.table("standards") if not row["url"]] == []


def test_no_row_of_any_table_has_too_many_or_too_few_cells() -> None:
    for file in resources.names("tables"):
        for row in resources.table(file.removesuffix(".csv")):
            assert None not in row, file
            assert None not in row.values(), file


def test_links_join_known_questions_to_known_standards() -> None:
    questions = {row["key"] for row in resources.table("question-bank")}
    standards = {row["code"] for row in resources.table("standards")}
    for link in resources.table("standard-links"):
        assert link["question_key"] in questions
        assert link["standard_code"] in standards


def test_a_limit_has_a_source_and_one_that_was_not_found_is_null() -> None:
    countries = json.loads(resources.read_text("countries.json"))
    limits = [limit for code in ("KZ", "KG", "TJ", "TM", "UZ") for limit in countries[code]["time_limits"]]
    assert [limit for limit in limits if limit["value"] is None]
    assert [limit["key"] for limit in limits if limit["value"] is not None and not limit["sources"]] == []


def test_a_facility_id_is_a_lowercase_slug_and_belongs_to_one_facility() -> None:
    ids = [row["id"] for row in resources.facilities()]
    assert len(set(ids)) == len(ids) > 40
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", facility) for facility in ids)


def test_exactly_one_facility_is_marked_as_practice() -> None:
    practice = [row for row in resources.facilities() if row["practice"] == "yes"]
    assert [row["id"] for row in practice] == [resources.PRACTICE_FACILITY]
    assert practice[0]["name_en"] == "Practice facility (fictional)"
    assert practice[0]["name_ru"] == "Учебное учреждение (вымышленное)"


def test_the_kind_of_a_facility_is_a_known_code_or_left_open() -> None:
    kinds = {row["code"] for row in resources.table("codelists") if row["list"] == "facility_type"}
    assert {row["kind"] for row in resources.facilities()} <= kinds | {""}


@pytest.mark.parametrize(("language", "letters"), [("ru", "[а-я]+"), ("en", "[a-z]+")])
def test_a_word_list_is_long_enough_and_already_normalised(language: str, letters: str) -> None:
    words = resources.word_list(language)
    assert len(words) >= 1626
    assert len(set(words)) == len(words)
    assert all(re.fullmatch(letters, word) for word in words)
    assert all(normalise(word).decode() == word for word in words)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_four_letters_tell_one_word_from_every_other(language: str) -> None:
    words = resources.word_list(language)
    assert len({word[:4] for word in words}) == len(words)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_phrase_on_paper_holds_no_word_that_a_guard_would_ask_about(language: str) -> None:
    assert set(resources.word_list(language)).isdisjoint(UNWISE_ON_PAPER)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_generated_phrase_passes_the_check_for_own_phrases(language: str) -> None:
    phrase = generate_passphrase(resources.word_list(language))
    check_own_phrase(phrase, sorted(resources.common_phrases()))


@pytest.mark.parametrize(
    "phrase",
    [
        "Мой дядя самых честных правил",
        "Каждый  охотник желает знать где сидит фазан",
        "correct horse battery staple again",
        "vjq lzlz cfvs[ xtcnys[ ghfdbk",
        "qwertyuiopasdfghjklzxcvbnm",
    ],
)
def test_a_well_known_sentence_is_refused_in_either_layout(phrase: str) -> None:
    with pytest.raises(VaultTrouble) as caught:
        check_own_phrase(phrase, sorted(resources.common_phrases()))
    assert caught.value.facts["reason"] == "common"


def test_common_phrases_stand_as_passphrases_are_compared() -> None:
    for phrase in resources.common_phrases():
        assert unicodedata.is_normalized("NFKC", phrase)
        assert normalise(phrase).decode() == phrase


def test_the_word_lists_carry_their_licence() -> None:
    assert "MIT License" in resources.read_text("words/LICENSE-mnemonic.txt")


def test_every_shipped_form_has_a_title_in_both_languages() -> None:
    titles = {
        name: (resources.form_title(name, "en"), resources.form_title(name, "ru")) for name in resources.form_names()
    }
    assert titles["visit"] == ("Visit", "Посещение")
    assert all(english != russian for english, russian in titles.values())


def test_a_title_in_a_language_that_is_not_shipped_is_the_english_one() -> None:
    assert resources.form_title("cell", "ky") == "Cell"


def test_every_shipped_form_is_there_as_workbook_and_as_xform() -> None:
    for name in resources.form_names():
        assert resources.form_workbook(name).startswith(b"PK")
        assert resources.form_xform(name).startswith(b"<?xml")
    files = {f"{name}.{ending}" for name in resources.form_names() for ending in ("xlsx", "xml")}
    assert files == set(resources.names("forms"))
