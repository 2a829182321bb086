"""The contract of the command line: what each command says, and how it says no."""

import json
import os
from pathlib import Path

import pytest

from monitorapp.vault.keyfile import KeyFile
from monitorapp.vault.vault import Vault
from tests.core.cli.conftest import Run, introduce, lines, make
from tests.core.vaults import PHRASE

Q = "pop_total"


def test_a_visit_is_started_filled_and_shown(run: Run, folder: Path, visit: str) -> None:
    said = run("fill", folder, visit, "-", text=lines({"field": Q, "value": 41}, {"field": "food_meals", "value": 3}))
    assert said.code == 0
    assert [set(line) for line in said.lines] == [{"ack"}, {"ack"}]
    assert said.lines[0]["ack"] < said.lines[1]["ack"]
    shown = run("show", folder, visit, "--json").json
    assert shown["values"] == {"facility_id": "practice", Q: 41, "food_meals": 3}
    assert shown["authors"][Q] == ["Anna"]
    assert (shown["form"], shown["status"], shown["parent"]) == ("visit", "open", None)


def test_rows_and_documents_are_added_on_the_way(run: Run, folder: Path, visit: str) -> None:
    said = run("fill", folder, visit, "-", text=lines({"add": "cell"}, {"add": "interview"}))
    cell, interview = (line["document"] for line in said.lines)
    said = run("fill", folder, visit, "-", text=lines({"document": cell, "field": "cell_no", "value": "7"}))
    assert said.code == 0
    assert run("show", folder, cell, "--json").json["values"] == {"cell_no": "7"}
    children = run("show", folder, visit, "--json").json["children"]
    assert children == [{"document": cell, "form": "cell"}, {"document": interview, "form": "interview"}]


def test_a_field_that_no_question_has_is_kept_and_marked(run: Run, folder: Path, visit: str) -> None:
    said = run("fill", folder, visit, "-", text=lines({"field": "question_of_tomorrow", "value": 1}))
    assert said.lines[0]["unknown"] is True
    assert run("show", folder, visit, "--json").json["values"]["question_of_tomorrow"] == 1


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("not json", "value-broken"),
        ("[]", "value-broken"),
        ("{}", "value-broken"),
        ('{"field":"pop_total"}', "value-broken"),
        ('{"field":"pop_total","value":NaN}', "value-broken"),
        ('{"field":"pop_total","value":1e400}', "value-broken"),
        ('{"field":"pop_total","value":1,"value":2}', "value-broken"),
        ('{"field":"pop_total","value":{"na":"maybe"}}', "value-broken"),
        ('{"field":"pop_total","value":"\\ud800"}', "value-broken"),
        ('{"field":"pop total","value":1}', "field-key-broken"),
        ('{"field":"","value":1}', "field-key-broken"),
        ('{"field":"pop_total","value":1,"document":"nowhere"}', "document-unknown"),
        ('{"add":"nothing"}', "form-unknown"),
        ("[" * 50_000, "value-broken"),
    ],
)
def test_a_line_that_cannot_be_understood_changes_nothing_and_the_next_is_taken(
    run: Run, folder: Path, visit: str, line: str, code: str
) -> None:
    said = run("fill", folder, visit, "-", text=f"{line}\n" + lines({"field": Q, "value": 5}))
    assert said.code == 3
    assert said.trouble == code
    assert said.lines[0] == {"trouble": code}
    assert said.lines[1]["ack"] > 0
    assert run("show", folder, visit, "--json").json["values"] == {"facility_id": "practice", Q: 5}


def test_an_answer_of_a_compartment_stays_in_it(run: Run, folder: Path, visit: str) -> None:
    run("fill", folder, visit, "-", text=lines({"field": Q, "value": 1}, {"field": Q, "value": 2}))
    history = run("history", folder, visit, Q, "--json").json
    assert [(entry["value"], entry["standing"], entry["author"]) for entry in history] == [(2, True, "Anna")]


def test_history_tells_every_committed_answer(run: Run, folder: Path, visit: str) -> None:
    for number in (1, 2):
        run("fill", folder, visit, "-", text=lines({"field": Q, "value": number}))
    assert [entry["value"] for entry in run("history", folder, visit, Q, "--json").json] == [1, 2]
    fields = {entry["field"] for entry in run("history", folder, visit, "--json").json}
    assert {Q, "facility_id"} <= fields
    assert "= 2" in run("history", folder, visit, Q).out


def test_a_visit_is_finished_with_a_reason(run: Run, folder: Path, visit: str) -> None:
    assert run("visit", "finish", folder, visit, "--reason", "всё").code == 0
    (row,) = run("visit", "list", folder, "--json").json
    assert (row["status"], row["practice"], row["facility"]) == ("finished", True, "practice")


def test_an_empty_vault_has_nothing_to_list(run: Run, folder: Path) -> None:
    assert run("visit", "list", folder, "--json").json == []
    assert run("conflicts", folder, "--json").json == []
    assert run("visit", "list", folder).out.strip()
    assert run("conflicts", folder).out.strip()


def test_info_and_check_tell_no_contents(run: Run, folder: Path, visit: str) -> None:
    run("fill", folder, visit, "-", text=lines({"field": Q, "value": "CANARY"}))
    for command in ("info", "check"):
        said = run("vault", command, folder, "--json")
        assert said.code == 0
        assert "CANARY" not in said.out
    assert run("vault", "info", folder, "--json").json["visits"] == 1
    checked = run("vault", "check", folder, "--json").json
    assert checked == {"ledgers": 3, "damaged": [], "found": [], "missing_attachments": []}


def test_check_names_the_ledger_that_is_damaged(run: Run, folder: Path, visit: str) -> None:
    key = next(key for key in KeyFile.open(folder / "k", PHRASE).ledgers() if key.sort == "visit")
    path = folder / "l" / key.ledger
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    said = run("vault", "check", folder, "--json")
    assert said.code == 0
    assert said.json["damaged"] == [key.ledger]


def test_the_card_comes_with_words_and_digits(run: Run, folder: Path, tmp_path: Path) -> None:
    said = run("identity", "show", folder, "-o", tmp_path / "card", "--json").json
    assert (tmp_path / "card").read_text() == said["card"]
    assert len(said["words"].split()) == 8
    assert said["name"] == "Anna"
    (own,) = run("trust", "list", folder, "--json").json
    assert own["state"] == "self"


def test_a_vault_is_made_recovered_and_opened_again(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    made = run("vault", "create", folder, "--generate", "--name", "Анна", "--memory", "128", "--json", phrase=None).json
    assert len(made["passphrase"].split()) == 7
    assert run("vault", "info", folder, "--json", phrase=made["passphrase"].upper()).json["name"] == "Анна"
    new = "бурундук обходит шестое зеркало молча"
    assert run("vault", "recover", folder, phrase=made["recovery_code"].lower(), text=f"{new}\n").code == 0
    assert run("vault", "info", folder, phrase=new).code == 0
    assert run("vault", "info", folder, phrase=made["passphrase"]).trouble == "wrong-passphrase"


@pytest.mark.parametrize(
    ("phrase", "code"), [("wrong", "wrong-passphrase"), ("", "wrong-passphrase"), (PHRASE + "я", "wrong-passphrase")]
)
def test_a_wrong_passphrase_is_told(run: Run, folder: Path, phrase: str, code: str) -> None:
    said = run("visit", "list", folder, phrase=phrase)
    assert (said.code, said.trouble, said.out) == (3, code, "")


def test_no_passphrase_at_all_is_a_wrong_one(run: Run, folder: Path) -> None:
    assert run("visit", "list", folder, phrase=None).trouble == "wrong-passphrase"


@pytest.mark.skipif(os.name == "nt", reason="descriptors are not handed down")
def test_the_passphrase_may_come_through_a_descriptor(run: Run, folder: Path, visit: str) -> None:
    reading, writing = os.pipe()
    os.write(writing, f"{PHRASE}\n".encode())
    os.close(writing)
    text = lines({"field": Q, "value": 41})
    said = run("fill", folder, visit, "-", "--passphrase-fd", str(reading), phrase=None, text=text)
    os.close(reading)
    assert said.code == 0
    assert len(said.lines) == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["show", "{v}", "nowhere"], "document-unknown"),
        (["history", "{v}", "nowhere"], "document-unknown"),
        (["fill", "{v}", "nowhere", "-"], "document-unknown"),
        (["visit", "finish", "{v}", "nowhere"], "visit-unknown"),
        (["visit", "start", "{v}", "--facility", "nowhere"], "facility-unknown"),
        (["visit", "start", "{v}", "--form", "nothing"], "form-unknown"),
        (["visit", "start", "{v}", "--invitation", "{v}/k"], "not-a-bundle"),
        (["send", "{v}", "nowhere", "--to", "Anna", "-o", "{t}/x.mvb"], "visit-unknown"),
        (["send", "{v}", "nowhere", "--to", "Nobody", "-o", "{t}/x.mvb"], "recipient-unknown"),
        (["invite", "{v}", "nowhere", "--to", "Anna", "-o", "{t}/x.mvb"], "visit-unknown"),
        (["receive", "{v}", "{v}/k"], "not-a-bundle"),
        (["receive", "{v}", "{t}/nothing"], "bundle-unreadable"),
        (["inspect", "{t}/nothing", "--vault", "{v}"], "bundle-unreadable"),
        (["trust", "add", "{v}", "{v}/k", "--words", "x"], "card-broken"),
        (["settle", "{v}", "nowhere", "pop_total", "--value", "1", "--reason", "x"], "document-unknown"),
        (["visit", "list", "{t}"], "not-a-vault"),
        (["visit", "list", "{t}/nothing"], "not-a-vault"),
        (["form", "check", "{t}/nothing.xlsx"], "form-broken"),
        (["form", "check", "{v}/k"], "form-not-xml"),
    ],
)
def test_every_trouble_has_a_code_and_a_sentence(
    run: Run, folder: Path, tmp_path: Path, words: list[str], code: str
) -> None:
    said = run(*(word.format(v=folder, t=tmp_path) for word in words))
    assert (said.code, said.trouble) == (3, code)
    assert str(tmp_path) not in said.err
    assert said.out == ""


def test_a_trouble_is_told_in_the_language_of_the_system(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    assert (
        "пароль" in run("visit", "list", folder, phrase="x").err.casefold()
        or "фраза" in run("visit", "list", folder, phrase="x").err.casefold()
    )
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert "passphrase" in run("visit", "list", folder, phrase="x").err.casefold()


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nonsense"],
        ["vault"],
        ["vault", "create"],
        ["visit", "start"],
        ["show", "{v}"],
        ["fill", "{v}", "x", "file"],
        ["settle", "{v}", "x", "y"],
        ["send", "{v}", "x", "-o", "y"],
        ["receive", "{v}"],
        ["visit", "list", "{v}", "--nonsense"],
        ["visit", "list", "{v}", "--passphrase-fd", "x"],
        ["batch", "{v}"],
        ["batch"],
        ["inspect", "{v}/k"],
        ["vault", "create", "{v}", "--memory", "1"],
        ["visit", "list", "{v}", "--passphrase-fd", "99"],
    ],
)
def test_wrong_usage_ends_with_two_and_says_what_is_wrong(run: Run, folder: Path, words: list[str]) -> None:
    said = run(*(word.format(v=folder) for word in words))
    assert said.code == 2
    assert said.out == ""
    assert said.err.startswith("monitorapp-cli")


def test_a_decision_has_a_value_in_json_and_a_reason(run: Run, folder: Path, visit: str) -> None:
    assert run("settle", folder, visit, Q, "--value", "{", "--reason", "x").trouble == "value-broken"
    assert run("settle", folder, visit, Q, "--value", "1", "--reason", "x").trouble == "nothing-to-settle"


def test_the_digest_is_the_same_until_something_is_written(run: Run, folder: Path, visit: str) -> None:
    first = run("digest", folder, "--json").json["digest"]
    assert run("digest", folder).out.strip() == first
    run("fill", folder, visit, "-", text=lines({"field": Q, "value": 1}))
    assert run("digest", folder, "--json").json["digest"] != first


# Batch


def test_a_batch_derives_the_key_once_and_answers_every_line(
    run: Run, folder: Path, visit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    open_it = Vault.open

    def counted(path: Path, phrase: str) -> Vault:
        opened.append(path)
        return open_it(path, phrase)

    monkeypatch.setattr(Vault, "open", counted)
    text = (
        f"fill {visit} -\n"
        + lines({"field": Q, "value": 41}, {"field": "food_meals", "value": 3})
        + f"\nshow {visit} --json\n"
        + "nonsense\n"
        + "show nowhere\n"
        + "\n"
        + "show 'unbalanced\n"
        + "digest --help\n"
        + f"show {folder} {visit} --json\n"
    )
    said = run("batch", folder, "-", text=text)
    assert len(opened) == 1
    answers = said.out.splitlines()
    assert [set(json.loads(line)) for line in answers[:2]] == [{"ack"}, {"ack"}]
    assert json.loads(answers[2])["values"][Q] == 41
    assert json.loads(answers[-1])["values"][Q] == 41
    assert said.code != 0
    assert "document-unknown" in said.err
    assert "Traceback" not in said.err


def test_a_batch_with_a_wrong_passphrase_does_nothing(run: Run, folder: Path) -> None:
    assert run("batch", folder, "-", phrase="x", text="visit list\n").trouble == "wrong-passphrase"


def test_help_is_given(capsys: pytest.CaptureFixture[str], run: Run) -> None:
    for words in (["--help"], ["fill", "--help"], ["--version"]):
        try:
            code = run(*words, phrase=None).code
        except SystemExit as end:
            code = int(end.code or 0)
        assert code == 0


def test_a_visit_is_sealed_for_two_and_let_go_after_a_receipt(
    run: Run, tmp_path: Path, folder: Path, visit: str
) -> None:
    office, second = make(tmp_path / "office", "Office", "coordinator"), make(tmp_path / "second", "Second")
    introduce(run, tmp_path, [folder, office, second])
    stick, receipt = tmp_path / "stick.mvb", tmp_path / "receipt.mvb"
    words = ("seal", folder, visit, "--to", "Office", "--to", "Second", "-o", stick)
    assert run(*words).code == 2
    made = run(*words, "--yes", "--json").json
    assert run("show", folder, visit).trouble == "document-unknown"
    assert run("receive", office, stick, "--json").json["new"] > 0
    assert run("sealed", folder, "--remove", made["bundle"]).code == 2
    assert run("receipt", office, "--for", "Anna", "-o", receipt).code == 0
    told = run("receive", folder, receipt, "--json").json
    assert told["bundles"][0]["receipts"] == [made["bundle"]]
    assert run("sealed", folder, "--remove", made["bundle"], "--json").json == {"sealed": []}
