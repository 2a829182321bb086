"""What a person may well give to a command by mistake: each is told in a sentence, and the rest of the work goes on."""

import json
import os
from pathlib import Path

import pytest

from tests.core.cli.conftest import Run, introduce, lines, make


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["trust", "add", "{v}", "{t}/nothing", "--words", "x"], "file-unreadable"),
        (["trust", "add", "{v}", "{t}", "--words", "x"], "file-unreadable"),
        (["vault", "escrow", "{v}", "{t}/nothing", "--words", "x"], "file-unreadable"),
        (["identity", "show", "{v}", "-o", "{t}/nothing/card"], "file-not-written"),
        (["demo", "{v}/k/demo"], "folder-read-only"),
        (["form", "cases", "{t}/nothing"], "file-unreadable"),
        (["form", "cases", "{t}"], "file-unreadable"),
        (["sealed", "{v}", "--remove", "nothing", "--yes"], "bundle-unknown"),
        (["receipt", "{v}", "--for", "Nobody", "-o", "{t}/x"], "recipient-unknown"),
        (["receipt", "{v}", "--for", "Anna", "-o", "{t}/x"], "nothing-received"),
        (["erase", "{v}", "--answer", "nowhere", "pop_total"], "document-unknown"),
        (["erase", "{v}", "--person", "nowhere"], "document-unknown"),
        (["erase", "{v}", "--visit", "nowhere"], "visit-unknown"),
        (["erasures", "{v}", "--decline", "nothing"], "document-unknown"),
        (["vault", "stored", "{v}", "--remove", "../k"], "ledger-unknown"),
        (["vault", "accept", "{v}", "../k"], "ledger-unknown"),
    ],
)
def test_a_place_or_a_name_that_is_not_there_is_told_and_nothing_is_said_to_be_done(
    run: Run, folder: Path, tmp_path: Path, words: list[str], code: str
) -> None:
    said = run(*(word.format(v=folder, t=tmp_path) for word in words))
    assert (said.code, said.trouble, said.out) == (3, code, "")
    assert str(tmp_path) not in said.err


def test_a_passphrase_of_bytes_that_are_no_text_is_a_wrong_one_from_a_descriptor_too(run: Run, folder: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"\xff\xfe\n")
    os.close(writing)
    said = run("visit", "list", folder, "--passphrase-fd", str(reading), phrase=None)
    os.close(reading)
    assert said.trouble == "wrong-passphrase"


@pytest.mark.parametrize("number", ["-1", "99999999999999999999"])
def test_a_descriptor_that_cannot_be_is_wrong_usage(run: Run, folder: Path, number: str) -> None:
    said = run("visit", "list", folder, "--passphrase-fd", number, phrase=None)
    assert said.code == 2
    assert number in said.err


def test_an_answer_that_is_too_long_does_not_stop_those_behind_it(run: Run, folder: Path, visit: str) -> None:
    text = lines({"field": "prep_objective", "value": "ж" * 3_000_000}, {"field": "pop_total", "value": 5})
    said = run("fill", folder, visit, "-", text=text)
    assert (said.code, said.trouble) == (3, "answer-too-long")
    assert said.lines[0] == {"trouble": "answer-too-long"}
    assert said.lines[1]["ack"] > 0
    assert run("show", folder, visit, "--json").json["values"] == {"facility_id": "practice", "pop_total": 5}


def test_whoever_or_whatever_is_named_twice_is_meant_once(run: Run, folder: Path, visit: str, tmp_path: Path) -> None:
    office = make(tmp_path / "office", "Office", "coordinator")
    introduce(run, tmp_path, [folder, office])
    author = run("vault", "info", office, "--json").json["author"]
    path = tmp_path / "visit.mvb"
    assert run("send", folder, visit, visit, "--to", "Office", "--to", author, "-o", path).code == 0
    told = run("inspect", path, "--vault", office, "--json").json
    assert (told["visits"], told["recipients"]) == ([visit], 1)


def test_one_recipient_named_twice_is_not_two_when_a_visit_is_sealed(
    run: Run, folder: Path, visit: str, tmp_path: Path
) -> None:
    office = make(tmp_path / "office", "Office", "coordinator")
    introduce(run, tmp_path, [folder, office])
    author = run("vault", "info", office, "--json").json["author"]
    said = run("seal", folder, visit, "--to", "Office", "--to", author, "--yes")
    assert said.trouble == "seal-needs-another"
    assert run("show", folder, visit).code == 0


def test_a_batch_goes_on_behind_a_path_that_no_system_has(run: Run, folder: Path) -> None:
    said = run("batch", folder, "-", text="receive 'a\0b'\nvault info --json\n")
    assert said.trouble == "bundle-unreadable"
    assert json.loads(said.out)["name"] == "Anna"


def test_an_invitation_is_joined_once_and_a_bundle_that_is_none_is_said_to_be_none(
    run: Run, folder: Path, visit: str, tmp_path: Path
) -> None:
    colleague = make(tmp_path / "bek", "Bek")
    introduce(run, tmp_path, [folder, colleague])
    assert run("invite", folder, visit, "--to", "Bek", "-o", tmp_path / "inv.mvb").code == 0
    assert run("send", folder, visit, "--to", "Bek", "-o", tmp_path / "visit.mvb").code == 0
    assert run("visit", "start", colleague, "--invitation", tmp_path / "visit.mvb").trouble == "not-an-invitation"
    assert run("visit", "list", colleague, "--json").json == []
    for _ in range(2):
        assert run("visit", "start", colleague, "--invitation", tmp_path / "inv.mvb", "--json").json == {"visit": visit}
    assert len(run("visit", "list", colleague, "--json").json) == 1
