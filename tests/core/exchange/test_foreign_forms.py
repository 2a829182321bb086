"""Forms that were brought in travel with the answers: whoever receives them can read, go on and move."""

from pathlib import Path

import pytest

from monitorapp.documents import definition_of, open_state, start_visit
from monitorapp.exchange import send as sending
from monitorapp.exchange.receive import plan, receive
from monitorapp.library import bring_in, forms, homeless, inspect_file, move, preview_move, versions
from tests.core.exchange.conftest import Team
from tests.core.test_form_files import PNG, illustrated
from tests.core.test_moving import learn
from tests.core.vaults import write
from tests.core.workbooks import beds


def test_a_form_travels_with_the_visit_that_is_filled_with_it(team: Team, tmp_path: Path) -> None:
    found = inspect_file(beds(tmp_path))
    bring_in(team.anna, found)
    visit, _ = start_visit(team.anna, "practice", "beds")
    write(team.anna, visit, beds=7, clean="yes")
    team.passes(team.anna, visit, team.office)
    assert versions(team.office, "beds") == ["1"]
    assert team.office.registry.form("beds", "1") == found.xform
    assert open_state(team.office, visit).value("beds") == 7
    assert [(known.form, known.documents) for known in forms(team.office) if not known.shipped] == [("beds", 1)]


def test_tables_beside_a_form_travel_inside_it(team: Team, tmp_path: Path) -> None:
    (tmp_path / "towns.csv").write_text("name,label\nosh,Ош\n", encoding="utf-8")
    bring_in(team.anna, inspect_file(beds(tmp_path, "1", ("select_one_from_file towns.csv", "town", "Town"))))
    visit, _ = start_visit(team.anna, "practice", "beds")
    write(team.anna, visit, town="osh")
    team.passes(team.anna, visit, team.office)
    assert [choice.label for choice in open_state(team.office, visit).node("town").choices] == ["Ош"]


def test_both_versions_travel_with_a_document_that_was_moved(team: Team, tmp_path: Path) -> None:
    learn(team.anna, tmp_path)
    visit, _ = start_visit(team.anna, "practice", "beds", "1")
    write(team.anna, visit, smell="гарь", remark="тихо")
    move(team.anna, visit, "2")
    team.passes(team.anna, visit, team.office)
    assert versions(team.office, "beds") == ["2", "1"]
    assert team.office.view(visit).version == "2"
    assert "smell" not in definition_of(team.office, visit).questions
    (left,) = homeless(team.office, visit)
    assert (left.label, left.value) == ("What smell?", "гарь")


def test_a_move_is_no_conflict(team: Team, tmp_path: Path) -> None:
    learn(team.anna, tmp_path)
    visit, _ = start_visit(team.anna, "practice", "beds", "1")
    write(team.anna, visit, smell="гарь")
    team.passes(team.anna, visit, team.bek, "invitation")
    move(team.anna, visit, "2")
    write(team.bek, visit, remark="тихо")
    team.passes(team.anna, visit, team.office)
    assert not plan(team.office, team.sends(team.bek, visit, team.office)).conflicts
    team.passes(team.bek, visit, team.office)
    assert team.office.conflicts() == []
    assert team.office.view(visit).version == "2"
    assert open_state(team.office, visit).value("remark") == "тихо"


def test_the_office_can_move_what_it_received(team: Team, tmp_path: Path) -> None:
    learn(team.office, tmp_path)
    bring_in(team.anna, inspect_file(tmp_path / "old.xlsx"))
    visit, _ = start_visit(team.anna, "practice", "beds")
    write(team.anna, visit, beds=7, smell="гарь")
    team.passes(team.anna, visit, team.office)
    assert {each.field: str(each.fate) for each in preview_move(team.office, visit, "2")} == {
        "beds": "retyped",
        "smell": "homeless",
    }
    move(team.office, visit, "2")
    team.passes(team.office, visit, team.anna, "update")
    assert team.anna.view(visit).version == "2"
    assert team.anna.view(visit).values["smell"] == "гарь"


def test_the_pictures_of_a_form_travel_with_it(team: Team, tmp_path: Path) -> None:
    bring_in(team.anna, inspect_file(illustrated(tmp_path, "looks-media", door_png=PNG)))
    visit, _ = start_visit(team.anna, "practice", "beds")
    team.passes(team.anna, visit, team.office)
    assert team.office.registry.form_files("beds", "1") == ["door.png"]
    assert team.office.registry.form_file("beds", "1", "door.png") == PNG
    assert plan(team.office, team.sends(team.anna, visit, team.office)).nothing_new


def test_looking_at_a_bundle_keeps_no_picture(team: Team, tmp_path: Path) -> None:
    bring_in(team.anna, inspect_file(illustrated(tmp_path, "looks-media", door_png=PNG)))
    visit, _ = start_visit(team.anna, "practice", "beds")
    plan(team.office, team.sends(team.anna, visit, team.office))
    assert team.office.registry.form_files("beds", "1") == []


def test_a_picture_that_was_forgotten_comes_with_a_later_bundle(team: Team, tmp_path: Path) -> None:
    bring_in(team.anna, inspect_file(illustrated(tmp_path, "looks-media")))
    visit, _ = start_visit(team.anna, "practice", "beds")
    team.passes(team.anna, visit, team.office)
    assert team.office.registry.form_files("beds", "1") == []
    bring_in(team.anna, inspect_file(illustrated(tmp_path, "looks-media", door_png=PNG)))
    bundle = team.sends(team.anna, visit, team.office)
    assert not plan(team.office, bundle).nothing_new
    assert not receive(team.office, bundle).nothing_new
    assert team.office.registry.form_file("beds", "1", "door.png") == PNG


def test_a_picture_that_is_there_is_never_replaced(team: Team, tmp_path: Path) -> None:
    other = PNG + b", another one"
    bring_in(team.anna, inspect_file(illustrated(tmp_path, "looks-media", door_png=PNG)))
    bring_in(team.office, inspect_file(illustrated(tmp_path, "looks-media", door_png=other)))
    visit, _ = start_visit(team.anna, "practice", "beds")
    team.passes(team.anna, visit, team.office)
    assert team.office.registry.form_file("beds", "1", "door.png") == other


def test_pictures_that_do_not_fit_into_a_bundle_stay_out_of_it(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "LARGEST_OF_BUNDLE", len(PNG) - 1)
    bring_in(team.anna, inspect_file(illustrated(tmp_path, "looks-media", door_png=PNG)))
    visit, _ = start_visit(team.anna, "practice", "beds")
    team.passes(team.anna, visit, team.office)
    assert versions(team.office, "beds") == ["1"]
    assert team.office.registry.form_files("beds", "1") == []
