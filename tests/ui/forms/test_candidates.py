"""Which documents can be filled with another version, alone or together, and the table of what becomes of answers."""

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from monitorapp.library import Fate, Move
from monitorapp.records.field import Value
from tests.ui.form.rooms import Room
from tests.ui.forms.conftest import filled, learn
from ui.forms.candidates import Candidate, find_candidates, preview_together, together
from ui.forms.version_page import MovesTable, moves_view
from ui.theme import Theme


@pytest.fixture
def visit(room: Room, tmp_path: Path) -> str:
    learn(room, tmp_path)
    return filled(room)


def found(room: Room, form: str = "", visit: str = "") -> list[Candidate]:
    candidates: list[Candidate] = room.ask(lambda vault: find_candidates(vault, "en", form, visit))
    return candidates


def child(room: Room, visit: str, version: str = "1") -> str:
    name: str = room.ask(lambda vault: vault.add_document(visit, "beds", version))[0]
    return name


def test_a_document_is_told_with_its_form_its_visit_and_the_versions(room: Room, visit: str) -> None:
    (one,) = found(room)
    assert (one.document, one.form, one.version, one.visit) == (visit, "beds", "1", visit)
    assert one.versions == ("2", "1")
    assert (one.kind, one.finished) == ("Койки", False)
    assert one.words == f"{one.place} · Койки"


def test_documents_of_one_form_are_numbered_in_a_visit(room: Room, visit: str) -> None:
    child(room, visit)
    child(room, visit)
    assert [one.words.rpartition(" · ")[2] for one in found(room)] == ["Койки", "Койки 2", "Койки 3"]


def test_only_forms_with_another_version_are_listed(room: Room, visit: str) -> None:
    room.visit()
    assert {one.form for one in found(room)} == {"beds"}
    assert found(room, form="visit") == []


def test_one_visit_can_be_asked_for_alone(room: Room, visit: str) -> None:
    other = filled(room)
    assert {one.visit for one in found(room)} == {visit, other}
    assert [one.document for one in found(room, visit=other)] == [other]


def test_a_finished_visit_is_told_as_one(room: Room, visit: str) -> None:
    room.ask(lambda vault: vault.finish(visit))
    assert [one.finished for one in found(room)] == [True]


def test_what_can_be_moved_together_comes_before_each_alone(room: Room, visit: str) -> None:
    inner = child(room, visit)
    other = filled(room)
    choices = together(found(room))
    assert [[one.document for one in chosen] for chosen in choices] == [[visit, inner], [visit], [inner], [other]]


def test_nothing_is_together_where_each_visit_has_one(room: Room, visit: str) -> None:
    filled(room)
    assert [len(chosen) for chosen in together(found(room))] == [1, 1]
    assert together([]) == []


def test_the_preview_of_several_begins_with_what_does_not_simply_stay(room: Room, visit: str) -> None:
    inner = child(room, visit)
    room.record(inner, "remark", "шумно")
    room.record(inner, "smell", "дым")
    chosen = together(found(room))[0]
    moves = room.ask(lambda vault: preview_together(vault, chosen, "2", "en"))
    fates = [move.fate == Fate.KEPT for _, move in moves]
    assert fates == sorted(fates)
    smells = {words.rpartition(" · ")[2]: move.value for words, move in moves if move.field == "smell"}
    assert smells == {"Койки": "гарь", "Койки 2": "дым"}


# The table


def move(label: str, value: Value, fate: Fate = Fate.KEPT, codes: tuple[str, ...] = ()) -> Move:
    return Move(label.lower(), label, label, value, fate, codes, {"bad": "Плохое", "good": "Хорошее"})


@pytest.fixture
def table(qtbot: QtBot) -> MovesTable:
    return MovesTable()


def cells(table: MovesTable, row: int) -> list[str]:
    return [str(table.data(table.index(row, column))) for column in range(table.columnCount())]


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (move("Beds", 7), ["Beds", "7", "kept as it is"]),
        (move("State", "bad", Fate.RECODED, ("bad",)), ["State", "Плохое", "kept, no longer offered: Плохое"]),
        (move("States", ["bad", "good"]), ["States", "Плохое; Хорошее", "kept as it is"]),
        (move("Smell", "гарь", Fate.HOMELESS), ["Smell", "гарь", "kept and readable, no longer asked"]),
        (move("Seen", {"na": "refused"}, Fate.RETYPED), ["Seen", "Refused to answer", "kept, asked in another way"]),
        (move("Both", None), ["Both", "different answers stand here", "kept as it is"]),
    ],
)
def test_each_answer_is_a_line_of_words(table: MovesTable, one: Move, said: list[str]) -> None:
    table.show_moves([("", one)])
    assert cells(table, 0) == said


def test_of_several_documents_each_line_names_its_own(table: MovesTable) -> None:
    table.show_moves([("Cell 1", move("Beds", 7)), ("Cell 2", move("Beds", 3))])
    assert [cells(table, row)[0] for row in range(2)] == ["Cell 1: Beds", "Cell 2: Beds"]


def test_the_table_keeps_the_rules_of_its_kind(table: MovesTable) -> None:
    tester = QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Warning)
    table.show_moves([("", move("Beds", 7))])
    table.show_moves([])
    assert table.rowCount() == 0
    assert table.rowCount(QModelIndex()) == 0
    assert tester.model() is table


def test_the_table_is_read_and_named(table: MovesTable, theme: Theme, qtbot: QtBot) -> None:
    view = moves_view(theme, table, "What becomes of each answer")
    qtbot.addWidget(view)
    table.show_moves([("", move("Beds", 7))])
    assert view.accessibleName() == "What becomes of each answer"
    assert not table.flags(table.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    heads = [table.headerData(at, Qt.Orientation.Horizontal) for at in range(3)]
    assert heads == ["Question", "Answer", "What becomes of it"]
