"""The command `erase`: it says what goes and what stays, and then nothing of it is there."""

import json
from pathlib import Path

from tests.core.cli.conftest import Run, introduce, lines, make


def test_an_answer_is_erased_and_its_neighbour_stays(run: Run, folder: Path, visit: str) -> None:
    run(
        "fill",
        folder,
        visit,
        "-",
        text=lines({"field": "pop_total", "value": 41}, {"field": "cells_total", "value": 3}),
    )
    said = run("erase", folder, "--answer", visit, "pop_total", "--dry-run", "--json").json
    assert (said["erased"], said["going"][0]["entries"]) == (False, 1)
    assert run("show", folder, visit, "--json").json["values"]["pop_total"] == 41
    assert run("erase", folder, "--answer", visit, "pop_total", "--json").json["erased"]
    values = run("show", folder, visit, "--json").json["values"]
    assert "pop_total" not in values
    assert values["cells_total"] == 3


def test_a_visit_is_erased(run: Run, folder: Path, visit: str) -> None:
    said = run("erase", folder, "--visit", visit, "--json").json
    assert said["with_key"]
    assert json.loads(run("visit", "list", folder, "--json").out) == []
    assert run("show", folder, visit).trouble == "document-unknown"


def test_only_a_coordinator_decides_about_the_words_of_others(run: Run, folder: Path, visit: str) -> None:
    said = run("erase", folder, "--answer", visit, "pop_total", "--everybody")
    assert said.trouble == "not-yours-to-erase"


def test_one_thing_is_erased_at_a_time(run: Run, folder: Path, visit: str) -> None:
    assert run("erase", folder, "--visit", visit, "--person", visit).code == 2
    assert run("erase", folder).code == 2


def test_what_a_colleague_asks_for_is_listed_and_decided(run: Run, folder: Path, visit: str, tmp_path: Path) -> None:
    office = make(tmp_path / "office", "Office", "coordinator")
    introduce(run, tmp_path, [folder, office])
    run("fill", folder, visit, "-", text=lines({"field": "pop_total", "value": 41}))
    run("send", folder, visit, "--to", "Office", "-o", tmp_path / "first.mvb")
    run("receive", office, tmp_path / "first.mvb")
    run("fill", office, visit, "-", text=lines({"field": "pop_total", "value": 43}))
    run("send", office, visit, "--to", "Anna", "-o", tmp_path / "second.mvb")
    run("receive", folder, tmp_path / "second.mvb")
    run("erase", folder, "--answer", visit, "pop_total", "--reason", "asked for")
    run("send", folder, visit, "--to", "Office", "-o", tmp_path / "third.mvb")
    assert run("receive", office, tmp_path / "third.mvb", "--json").json["asked"] == 1
    (asked,) = run("erasures", office, "--json").json
    assert (asked["reason"], "pop_total" in asked["fields"]) == ("asked for", True)
    assert run("erasures", office, "--accept", "0" * 64).trouble == "document-unknown"
    assert run("erasures", office, "--accept", asked["commit"], "--json").json == []
    assert "pop_total" not in run("show", office, visit, "--json").json["values"]
