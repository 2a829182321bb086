"""Fields as people know them: questions with numbers, rows with their place, notes and sources by name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitorapp.documents import add_document
from monitorapp.errors import InputTrouble
from monitorapp.records.field import Value
from monitorapp.vault.vault import Vault
from tests.ui.exchange.conftest import passphrase
from ui.exchange.question_words import QuestionWords

FIRST, SECOND, OTHER = "a" * 32, "b" * 32, "c" * 32


@pytest.fixture
def vault(qapp: object, demo: Path) -> Iterator[Vault]:
    """The first monitor's vault, with its visit open again."""
    vault = Vault.open(demo / "monitor-1", passphrase(demo, "monitor-1"))
    vault.reopen(vault.visits()[0].id)
    yield vault
    vault.close()


@pytest.fixture
def visit(vault: Vault) -> str:
    """The visit of the demonstration."""
    return vault.visits()[0].id


def write(vault: Vault, document: str, field: str, value: Value) -> None:
    vault.record(document, field, value, vault.shown(document, field))
    vault.commit(document)


def add_commitments(vault: Vault, visit: str) -> None:
    """Two rows of one repeat, and one of another between them."""
    write(vault, visit, f"{FIRST}/#row", {"row": "tlk_commitments"})
    write(vault, visit, f"{OTHER}/#row", {"row": "access_documents"})
    write(vault, visit, f"{SECOND}/#row", {"row": "tlk_commitments"})
    write(vault, visit, f"{SECOND}/tlk_commitments_what", "Починить вентиляцию")


def test_a_question_has_its_number_and_words(vault: Vault, visit: str) -> None:
    asked = QuestionWords(vault, "en").of(visit, "pop_total")
    assert asked.number == "7.3"
    assert asked.title == f"7.3  {asked.words}"


def test_the_same_question_speaks_both_languages(vault: Vault, visit: str) -> None:
    english, russian = (QuestionWords(vault, language).of(visit, "pop_total").words for language in ("en", "ru"))
    assert english.isascii()
    assert russian == "Содержится на момент посещения, всего"


def test_a_language_that_the_form_does_not_speak_gets_its_first_one(vault: Vault, visit: str) -> None:
    assert QuestionWords(vault, "xx").of(visit, "pop_total").words


def test_the_visit_itself_is_named_by_its_facility_alone(vault: Vault, visit: str) -> None:
    assert QuestionWords(vault, "en").of(visit, "pop_total").where == "Practice facility (fictional)"


def test_another_document_is_named_by_its_kind_and_first_answer(vault: Vault, visit: str) -> None:
    cells = [row.id for row in vault.documents(visit) if row.form == "cell"]
    places = {QuestionWords(vault, "en").of(cell, "cell_people").where.rpartition(" · ")[2] for cell in cells}
    assert places == {f"Cell {number}" for number in range(1, 6)}


def test_a_document_without_answers_is_named_by_its_kind(vault: Vault, visit: str) -> None:
    document, _ = add_document(vault, visit, "cell")
    vault.commit(document)
    assert QuestionWords(vault, "en").of(document, "cell_people").where.endswith(" · Cell")


def test_a_row_is_named_by_its_place_among_the_rows_of_its_repeat(vault: Vault, visit: str) -> None:
    add_commitments(vault, visit)
    words = QuestionWords(vault, "ru")
    assert words.of(visit, f"{FIRST}/tlk_commitments_what").where.endswith(" · Обещания и сроки 1")
    assert words.of(visit, f"{SECOND}/tlk_commitments_what").where.endswith(" · Обещания и сроки 2")
    assert words.of(visit, f"{OTHER}/access_documents_doc").where.endswith(" · Запрошенные и выданные документы 1")


def test_a_question_in_a_row_has_its_words(vault: Vault, visit: str) -> None:
    add_commitments(vault, visit)
    asked = QuestionWords(vault, "ru").of(visit, f"{SECOND}/tlk_commitments_what")
    assert asked.question is not None
    assert "tlk_commitments" not in asked.title


def test_a_row_that_was_taken_away_still_has_words(vault: Vault, visit: str) -> None:
    add_commitments(vault, visit)
    write(vault, visit, f"{SECOND}/#gone", True)
    words = QuestionWords(vault, "ru")
    assert words.of(visit, f"{SECOND}/tlk_commitments_what").words
    assert words.value(visit, f"{SECOND}/tlk_commitments_what", "Починить вентиляцию") == "Починить вентиляцию"


def test_a_note_and_a_source_are_named(vault: Vault, visit: str) -> None:
    words = QuestionWords(vault, "en")
    question = words.of(visit, "pop_total").words
    assert words.of(visit, "pop_total#note").words == f"Note: {question}"
    assert words.of(visit, "pop_total#raw").words == f"As typed: {question}"
    assert words.of(visit, "pop_total@register").words == f"{question} (Register)"
    assert words.of(visit, "pop_total@register#note").words == f"Note: {question} (Register)"


def test_a_note_is_text_whatever_its_question_is(vault: Vault, visit: str) -> None:
    asked = QuestionWords(vault, "en").of(visit, "access_private_interviews#note")
    assert (asked.question, asked.choices) == (None, ())


def test_a_field_that_no_form_knows_is_shown_under_its_name(vault: Vault, visit: str) -> None:
    asked = QuestionWords(vault, "en").of(visit, "left_over")
    assert (asked.number, asked.title, asked.question) == ("", "left_over", None)


def test_choices_are_said_in_words_and_unknown_codes_as_they_are(vault: Vault, visit: str) -> None:
    words = QuestionWords(vault, "en")
    assert words.value(visit, "access_private_interviews", "out_of_hearing_only") == "Out of hearing only"
    assert words.value(visit, "access_private_interviews", "of_an_old_form") == "of_an_old_form"


@pytest.mark.parametrize("value", [None, "", []])
def test_nothing_is_said_to_be_nothing(vault: Vault, visit: str, value: Value) -> None:
    assert QuestionWords(vault, "en").value(visit, "pop_total", value) == "Nothing written"


def test_a_document_that_is_not_here_is_refused(vault: Vault) -> None:
    with pytest.raises(InputTrouble, match="document-unknown"):
        QuestionWords(vault, "en").of("f" * 32, "pop_total")


def test_a_row_that_was_taken_away_is_asked_about_in_words(vault: Vault, visit: str) -> None:
    add_commitments(vault, visit)
    words = QuestionWords(vault, "en")
    asked = words.of(visit, f"{SECOND}/#gone")
    assert asked.title == "Was this entry taken away?"
    assert asked.where.endswith("2")
    assert words.value(visit, f"{SECOND}/#gone", True) == "Taken away"
    assert words.value(visit, f"{SECOND}/#gone", False).startswith("It stays")
