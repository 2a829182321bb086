"""Moving a document to another version of its form: told answer by answer, nothing dropped, and taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitorapp.documents import definition_of, finish, open_state, start_visit
from monitorapp.errors import FormTrouble
from monitorapp.library import Fate, Move, bring_in, homeless, inspect_file, move, move_together, preview_move
from monitorapp.records.field import Value
from monitorapp.vault.vault import Vault
from tests.core.vaults import pass_on, vault_of, write
from tests.core.workbooks import settings, workbook

CHOICES = (
    ("list_name", "name", "label"),
    *(("state", code, code.title()) for code in ("good", "bad", "awful")),
)
OLD = (
    ("integer", "beds", "How many beds?"),
    ("select_one state", "state", "In which state?"),
    ("select_multiple state", "states", "Which states?"),
    ("text", "smell", "What smell?"),
    ("text", "remark", "Remark"),
    ("begin_repeat", "room", "Room"),
    ("text", "number", "Number"),
    ("text", "colour", "Colour"),
    ("end_repeat", None, None),
)
NEW = (
    ("text", "beds", "Beds, in words"),
    ("select_one state", "state", "In which state?"),
    ("select_multiple state", "states", "Which states?"),
    ("text", "remark", "Remark"),
    ("text", "colour", "Colour of all"),
    ("begin_repeat", "room", "Room"),
    ("text", "number", "Number of the room"),
    ("end_repeat", None, None),
)
ROOM = "0" * 31 + "1"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """A vault that knows both versions of a form."""
    with vault_of("Айгуль", tmp_path / "vault").opened() as vault:
        learn(vault, tmp_path)
        yield vault


def learn(vault: Vault, folder: Path) -> None:
    bring_in(vault, inspect_file(workbook(folder / "old.xlsx", OLD, CHOICES, settings("1"))))
    bring_in(vault, inspect_file(workbook(folder / "new.xlsx", NEW, CHOICES[:3], settings("2"))))


@pytest.fixture
def document(vault: Vault) -> str:
    """A document that answers everything in the old version."""
    visit, _ = start_visit(vault, "practice", "beds", "1")
    answers: dict[str, Value] = {
        "beds": 7,
        "state": "awful",
        "states": ["bad", "good"],
        "smell": "гарь",
        "remark": "тихо",
        f"{ROOM}/#row": {"row": "room"},
        f"{ROOM}/number": "12",
        f"{ROOM}/colour": "blue",
    }
    write(vault, visit, commit=True, **answers)
    return visit


def moves(vault: Vault, document: str, version: str = "2") -> dict[str, Move]:
    return {each.field: each for each in preview_move(vault, document, version)}


def test_each_answer_is_told_what_becomes_of_it(vault: Vault, document: str) -> None:
    assert {name: each.fate for name, each in moves(vault, document).items()} == {
        "beds": Fate.RETYPED,
        "state": Fate.RECODED,
        "states": Fate.KEPT,
        "smell": Fate.HOMELESS,
        "remark": Fate.KEPT,
        f"{ROOM}/number": Fate.KEPT,
        f"{ROOM}/colour": Fate.HOMELESS,
    }


def test_answers_stand_in_the_order_of_the_old_form(vault: Vault, document: str) -> None:
    names = [name for name in moves(vault, document) if "/" not in name]
    assert names == ["beds", "state", "states", "smell", "remark"]


def test_words_before_and_after_are_told(vault: Vault, document: str) -> None:
    found = moves(vault, document)
    assert (found["beds"].label, found["beds"].label_after) == ("How many beds?", "Beds, in words")
    assert (found["smell"].label, found["smell"].label_after) == ("What smell?", "")
    assert found["state"].labels["awful"] == "Awful"


def test_the_choice_that_is_not_offered_any_more_is_named(vault: Vault, document: str) -> None:
    assert moves(vault, document)["state"].codes == ("awful",)


def test_a_coded_non_answer_is_kept(vault: Vault, document: str) -> None:
    write(vault, document, state={"na": "refused"})
    assert moves(vault, document)["state"].fate == Fate.KEPT


def test_cleared_answers_are_not_told(vault: Vault, document: str) -> None:
    write(vault, document, smell=None)
    assert "smell" not in moves(vault, document)


def test_the_preview_writes_nothing(vault: Vault, document: str) -> None:
    before = vault.digest()
    preview_move(vault, document, "2")
    assert vault.digest() == before
    assert vault.view(document).version == "1"


def test_moving_changes_the_version_and_no_answer(vault: Vault, document: str) -> None:
    before = vault.view(document).values
    changes = move(vault, document, "2")
    assert (document, "#version") in changes.fields
    assert vault.view(document).version == "2"
    assert vault.view(document).values == before
    assert "smell" not in definition_of(vault, document).questions


def test_the_moved_document_opens_and_goes_on(vault: Vault, document: str) -> None:
    move(vault, document, "2")
    state = open_state(vault, document)
    assert state.value("remark") == "тихо"
    assert ROOM in state.rows("room")
    state.answer("beds", "семь")
    assert state.value("beds") == "семь"


def test_undo_brings_the_old_version_back(vault: Vault, document: str) -> None:
    move(vault, document, "2")
    vault.commit(document)
    assert vault.undo() is not None
    assert vault.view(document).version == "1"
    assert open_state(vault, document).value("smell") == "гарь"


def test_moving_back_is_a_move_like_any_other(vault: Vault, document: str) -> None:
    move(vault, document, "2")
    move(vault, document, "1")
    assert vault.view(document).version == "1"
    assert open_state(vault, document).value("beds") == 7


def test_drafts_are_committed_under_the_version_they_were_written_with(vault: Vault, document: str) -> None:
    write(vault, document, commit=False, smell="сырость")
    move(vault, document, "2")
    vault.commit(document)
    versions = [commit.header.form for commit in vault.commits_of(document)]
    assert versions[-2:] == ["beds@1", "beds@2"]


def test_answers_without_a_place_can_be_read_after_the_move(vault: Vault, document: str) -> None:
    move(vault, document, "2")
    left = {each.field: each for each in homeless(vault, document)}
    assert left["smell"].value == "гарь"
    assert left["smell"].label == "What smell?"
    assert left[f"{ROOM}/colour"].value == "blue"
    assert not {"remark", "facility_id"} & left.keys()


def test_a_choice_that_is_no_longer_offered_keeps_its_words(vault: Vault, document: str) -> None:
    move(vault, document, "2")
    assert moves(vault, document, "2")["state"].labels == {"awful": "Awful"}


def test_words_of_another_language_stand_in_for_missing_ones(vault: Vault, document: str) -> None:
    assert {each.label for each in preview_move(vault, document, "2", "Кыргызча (ky)")} >= {"How many beds?"}


def test_a_version_that_is_not_here_is_refused_and_nothing_changes(vault: Vault, document: str) -> None:
    with pytest.raises(FormTrouble, match="form-unknown"):
        preview_move(vault, document, "3")
    with pytest.raises(FormTrouble, match="form-unknown"):
        move(vault, document, "3")
    assert vault.view(document).version == "1"


def test_a_colleague_who_goes_on_in_the_old_version_loses_nothing(vault: Vault, document: str, tmp_path: Path) -> None:
    with vault_of("Бакыт", tmp_path / "other").opened() as other:
        learn(other, tmp_path)
        pass_on(vault, other, document)
        move(vault, document, "2")
        vault.commit(document)
        write(other, document, smell="сырость")
        pass_on(other, vault, document)
        pass_on(vault, other, document)
        for one in (vault, other):
            assert one.view(document).version == "2"
            assert {each.field: each.value for each in homeless(one, document)}["smell"] == "сырость"
        assert vault.digest() == other.digest()


def test_an_answer_that_is_in_dispute_is_told_as_well(vault: Vault, document: str, tmp_path: Path) -> None:
    with vault_of("Бакыт", tmp_path / "other").opened() as other:
        learn(other, tmp_path)
        pass_on(vault, other, document)
        write(vault, document, smell="дым")
        write(other, document, smell="сырость")
        pass_on(other, vault, document)
    assert moves(vault, document)["smell"].fate == Fate.HOMELESS
    assert moves(vault, document)["smell"].value is None


def test_several_documents_move_at_once_each_to_its_version(vault: Vault, document: str) -> None:
    other, _ = vault.add_document(document, "beds", "2")
    changes = move_together(vault, {document: "2", other: "1"})
    assert changes.fields >= {(document, "#version"), (other, "#version")}
    assert (vault.view(document).version, vault.view(other).version) == ("2", "1")


def test_undo_takes_a_move_of_several_documents_back_as_one_and_redo_makes_it_again(
    vault: Vault, document: str
) -> None:
    other, _ = vault.add_document(document, "beds", "2")
    move_together(vault, {document: "2", other: "1"})
    changes = vault.undo()
    assert changes is not None
    assert changes.fields == {(document, "#version"), (other, "#version")}
    assert (vault.view(document).version, vault.view(other).version) == ("1", "2")
    vault.redo()
    assert (vault.view(document).version, vault.view(other).version) == ("2", "1")


def test_none_of_several_moves_where_one_version_is_not_here(vault: Vault, document: str) -> None:
    other, _ = vault.add_document(document, "beds", "1")
    with pytest.raises(FormTrouble, match="form-unknown"):
        move_together(vault, {document: "2", other: "9"})
    assert vault.view(document).version == "1"


def test_answers_of_a_row_that_was_taken_away_are_not_told(vault: Vault, document: str) -> None:
    write(vault, document, commit=True, **{f"{ROOM}/#gone": True})
    assert not [name for name in moves(vault, document) if name.startswith(ROOM)]
    move(vault, document, "2")
    assert {each.field for each in homeless(vault, document)} == {"smell"}


def test_answers_of_a_row_inside_of_a_row_that_was_taken_away_are_not_told(vault: Vault, document: str) -> None:
    inner = "0" * 31 + "2"
    row: Value = {"row": "room", "in": ROOM}
    write(vault, document, commit=True, **{f"{inner}/#row": row, f"{inner}/number": "12a"})
    assert f"{inner}/number" in moves(vault, document)
    write(vault, document, commit=True, **{f"{ROOM}/#gone": True})
    assert f"{inner}/number" not in moves(vault, document)


def test_a_row_that_stands_in_itself_does_not_stop_the_preview(vault: Vault, document: str) -> None:
    row: Value = {"row": "room", "in": ROOM}
    write(vault, document, commit=True, **{f"{ROOM}/#row": row})
    assert f"{ROOM}/number" in moves(vault, document)


def test_what_each_source_said_is_told_beside_the_answer(vault: Vault, document: str) -> None:
    said: dict[str, Value] = {"beds@register": 9, "smell@observation": "дым"}
    write(vault, document, commit=True, **said)
    found = moves(vault, document)
    assert (found["beds@register"].fate, found["beds@register"].value) == (Fate.RETYPED, 9)
    assert (found["smell@observation"].fate, found["smell@observation"].label) == (Fate.HOMELESS, "What smell?")


def test_words_that_could_not_be_read_are_told_and_stand_after_their_question(vault: Vault, document: str) -> None:
    write(vault, document, beds=None, commit=True, **{"beds#raw": "штук семь"})
    found = moves(vault, document)
    assert "beds" not in found
    assert (found["beds#raw"].value, found["beds#raw"].fate) == ("штук семь", Fate.RETYPED)


def test_notes_and_reminders_are_no_answers_that_move(vault: Vault, document: str) -> None:
    aside: dict[str, Value] = {"smell": None, "smell#note": "спросить", "smell#later": True}
    write(vault, document, commit=True, **aside)
    assert not [name for name in moves(vault, document) if name.startswith("smell")]


def test_of_several_choices_only_the_missing_ones_are_named(vault: Vault, document: str) -> None:
    write(vault, document, commit=True, states=["awful", "bad", "good"])
    found = moves(vault, document)["states"]
    assert (found.fate, found.codes) == (Fate.RECODED, ("awful",))
    assert found.labels == {"awful": "Awful", "bad": "Bad", "good": "Good"}


def test_a_row_moves_back_into_its_repeat_with_all_that_was_written_in_it(vault: Vault, document: str) -> None:
    move(vault, document, "2")
    write(vault, document, colour="green", commit=True, **{f"{ROOM}/number": "13"})
    move(vault, document, "1")
    state = open_state(vault, document)
    assert (state.value(f"{ROOM}/number"), state.value(f"{ROOM}/colour")) == ("13", "blue")
    assert {each.field: each.value for each in homeless(vault, document)} == {"colour": "green"}


def test_a_visit_finished_in_the_newer_version_keeps_what_has_no_place_there(vault: Vault, document: str) -> None:
    move(vault, document, "2")
    finish(vault, document)
    view = vault.view(document)
    assert (view.status, view.values["smell"]) == ("finished", "гарь")


def test_a_move_that_a_colleague_made_meanwhile_and_an_answer_here_stand_together(
    vault: Vault, document: str, tmp_path: Path
) -> None:
    with vault_of("Бакыт", tmp_path / "other").opened() as other:
        learn(other, tmp_path)
        pass_on(vault, other, document)
        move(other, document, "2")
        other.commit(document)
        write(vault, document, commit=False, remark="громко")
        pass_on(other, vault, document)
        vault.commit(document)
    view = vault.view(document)
    assert (view.version, view.values["remark"], view.unsettled) == ("2", "громко", {})


def test_moving_to_the_version_that_a_document_has_changes_no_answer(vault: Vault, document: str) -> None:
    before = vault.view(document).values
    move(vault, document, "1")
    assert {each.fate for each in preview_move(vault, document, "1")} == {Fate.KEPT}
    assert vault.view(document).values == before
