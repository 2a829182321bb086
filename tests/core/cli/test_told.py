"""What commands tell people, in plain text, beside what they tell programs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.cli.conftest import Run, introduce, lines, make
from tests.core.vaults import PHRASE

Q = "pop_total"


@pytest.fixture
def office(run: Run, folder: Path, tmp_path: Path) -> Path:
    """The vault of a coordinator whom Anna knows."""
    office = make(tmp_path / "office", "Office", "coordinator")
    introduce(run, tmp_path, [folder, office])
    return office


def answered(run: Run, folder: Path, visit: str, value: int) -> None:
    assert run("fill", folder, visit, "-", text=lines({"field": Q, "value": value})).code == 0


def passed(run: Run, source: Path, target: Path, name: str, visit: str, path: Path) -> None:
    assert run("send", source, visit, "--to", name, "-o", path).code == 0
    assert run("receive", target, path).code == 0


def test_an_erasure_says_before_what_would_go_and_afterwards_what_is_gone(
    run: Run, folder: Path, visit: str, office: Path, tmp_path: Path
) -> None:
    answered(run, folder, visit, 41)
    run("send", folder, visit, "--to", "Office", "-o", tmp_path / "sent.mvb")
    said = run("erase", folder, "--answer", visit, Q, "--dry-run").out.splitlines()
    assert said[0] == f"would go: {visit}  {Q} (1 entries)"
    assert any(line.startswith("out of reach: bundle ") for line in said)
    assert run("show", folder, visit, "--json").json["values"][Q] == 41
    assert run("erase", folder, "--answer", visit, Q).out.splitlines()[0] == f"gone: {visit}  {Q} (1 entries)"


def test_what_others_wrote_is_said_to_stay(run: Run, folder: Path, visit: str, office: Path, tmp_path: Path) -> None:
    answered(run, folder, visit, 41)
    passed(run, folder, office, "Office", visit, tmp_path / "1.mvb")
    answered(run, office, visit, 43)
    passed(run, office, folder, "Anna", visit, tmp_path / "2.mvb")
    assert f"stays, written by others: {visit}  {Q}" in run("erase", folder, "--answer", visit, Q).out
    assert run("show", folder, visit, "--json").json["values"][Q] == 43


def test_a_request_to_erase_that_is_declined_is_not_asked_again(
    run: Run, folder: Path, visit: str, office: Path, tmp_path: Path
) -> None:
    assert run("erasures", office).out == "Nobody asks to erase anything.\n"
    answered(run, folder, visit, 41)
    passed(run, folder, office, "Office", visit, tmp_path / "1.mvb")
    answered(run, office, visit, 43)
    passed(run, office, folder, "Anna", visit, tmp_path / "2.mvb")
    run("erase", folder, "--answer", visit, Q)
    passed(run, folder, office, "Office", visit, tmp_path / "3.mvb")
    asked = run("erasures", office).out.strip()
    assert f"  Anna: {visit}" in asked
    assert Q in asked
    assert run("erasures", office, "--decline", asked.split()[0]).out == "Nobody asks to erase anything.\n"
    assert run("show", office, visit, "--json").json["values"][Q] == 43
    assert run("receive", office, tmp_path / "3.mvb", "--json").json["asked"] == 0


def test_a_difference_is_shown_in_text_and_settled_once(run: Run, folder: Path, visit: str, tmp_path: Path) -> None:
    colleague = make(tmp_path / "bek", "Bek")
    introduce(run, tmp_path, [folder, colleague])
    run("invite", folder, visit, "--to", "Bek", "-o", tmp_path / "0.mvb")
    run("visit", "start", colleague, "--invitation", tmp_path / "0.mvb")
    answered(run, folder, visit, 41)
    answered(run, colleague, visit, 43)
    path = tmp_path / "1.mvb"
    run("send", colleague, visit, "--to", "Anna", "-o", path)
    assert "1 conflicts" in run("receive", folder, path, "--dry-run").out
    assert run("conflicts", folder).out == "Nothing to settle.\n"
    run("receive", folder, path)
    (line,) = run("conflicts", folder).out.splitlines()
    assert line in {f"{visit}  {Q}: 41 | 43", f"{visit}  {Q}: 43 | 41"}
    assert f"{Q} ? " in run("show", folder, visit).out
    shown = run("show", folder, visit, "--json").json
    assert (Q in shown["values"], sorted(shown["unsettled"][Q])) == (False, [41, 43])
    said = run("settle", folder, visit, Q, "--value", "43", "--reason", "пересчитали")
    assert said.out == f"settled: {Q}\n"
    assert f"{Q} = 43" in run("show", folder, visit).out
    assert [e["reason"] for e in run("history", folder, visit, Q, "--json").json if e["standing"]] == ["пересчитали"]


def test_a_sealed_bundle_that_nobody_signed_for_goes_only_when_that_is_said(
    run: Run, folder: Path, visit: str, office: Path, tmp_path: Path
) -> None:
    second = make(tmp_path / "second", "Second")
    introduce(run, tmp_path, [folder, second])
    assert run("seal", folder, visit, "--to", "Office", "--to", "Second").code == 2
    made = run("seal", folder, visit, "--to", "Office", "--to", "Second", "--yes", "--json").json
    (line,) = run("sealed", folder).out.splitlines()
    assert line.startswith(f"{made['bundle']}: {made['bytes']} bytes, ")
    assert line.endswith(", 0 receipts")
    assert run("sealed", folder, "--remove", made["bundle"]).code == 2
    assert (folder / "s" / made["file"]).is_file()
    assert run("sealed", folder, "--remove", made["bundle"], "--yes").code == 0
    assert not (folder / "s" / made["file"]).exists()


def test_a_receipt_says_which_file_that_was_sent_never_arrived(
    run: Run, folder: Path, visit: str, office: Path, tmp_path: Path
) -> None:
    receipt, lost = tmp_path / "receipt.mvb", tmp_path / "lost.mvb"
    passed(run, folder, office, "Office", visit, tmp_path / "1.mvb")
    bundle = run("send", folder, visit, "--to", "Office", "-o", lost, "--json").json["bundle"]
    assert run("receipt", office, "--for", "Anna", "-o", receipt).code == 0
    for words in (("--dry-run",), (), ()):
        (told,) = run("receive", folder, receipt, *words, "--json").json["bundles"]
        assert told["unanswered"] == [bundle]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of another kind")
def test_a_reader_that_goes_away_gets_no_traceback_and_the_vault_is_closed(run: Run, folder: Path, visit: str) -> None:
    answers = "".join(json.dumps({"field": f"answer_{n}", "value": n}) + "\n" for n in range(400))
    code = (
        "import sys; from monitorapp.vault import locks as kdf; kdf.MEMORY_FLOOR_KIB = 8\n"
        "from monitorapp.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, "fill", str(folder), visit, "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{PHRASE}\n" + json.dumps({"field": Q, "value": 7}) + "\n")
    process.stdin.flush()
    assert "ack" in json.loads(process.stdout.readline())
    process.stdout.close()
    process.stdout = None
    _, said = process.communicate(answers)
    assert "Traceback" not in said
    assert run("show", folder, visit, "--json").json["values"][Q] == 7
    assert run("vault", "check", folder, "--json").json["found"] == []


def test_in_a_batch_a_bundle_is_looked_at_with_the_keys_of_its_vault(
    run: Run, folder: Path, visit: str, office: Path, tmp_path: Path
) -> None:
    run("send", folder, visit, "--to", "Office", "-o", tmp_path / "1.mvb")
    said = run("batch", office, "-", text=f"inspect {tmp_path / '1.mvb'} --json\nvisit list --json\n")
    looked, visits = (json.loads(line) for line in said.out.splitlines())
    assert (looked["sender"], looked["visits"], looked["recipients"]) == ("Anna", [visit], 1)
    assert visits == []
