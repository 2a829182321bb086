"""The commands about what was found in a vault and what lies in it."""

import os
import shutil
from pathlib import Path

import pytest

from monitorapp.vault.keyfile import KeyFile
from tests.core.cli.conftest import Run, lines
from tests.core.vaults import PHRASE

Q = "pop_total"


@pytest.fixture
def ledger(folder: Path, visit: str) -> Path:
    """The file of the visit's ledger."""
    key = next(key for key in KeyFile.open(folder / "k", PHRASE).ledgers() if key.sort == "visit")
    return folder / "l" / key.ledger


@pytest.fixture
def rolled_back(run: Run, folder: Path, visit: str, ledger: Path, tmp_path: Path) -> Path:
    """The ledger, an older copy of which was put back."""
    shutil.copy(ledger, tmp_path / "older")
    run("fill", folder, visit, "-", text=lines({"field": Q, "value": 2}))
    shutil.copy(tmp_path / "older", ledger)
    return ledger


def test_check_tells_what_was_found_and_of_which_visit(run: Run, folder: Path, visit: str, rolled_back: Path) -> None:
    said = run("vault", "check", folder, "--json").json
    (found,) = said["found"]
    assert (found["ledger"], found["code"], found["visits"]) == (rolled_back.name, "rollback-found", [visit])
    told = run("vault", "check", folder).out
    assert "rollback-found: " in told
    assert visit in told


def test_nothing_can_be_written_to_it_until_it_is_accepted(
    run: Run, folder: Path, visit: str, rolled_back: Path
) -> None:
    answer = lines({"field": Q, "value": 3})
    said = run("fill", folder, visit, "-", text=answer)
    assert "ledger-read-only" in said.out + said.err
    assert run("show", folder, visit, "--json").code == 0
    assert run("vault", "accept", folder, rolled_back.name, "--reason", "копия наша").code == 0
    assert "ledger-read-only" not in run("fill", folder, visit, "-", text=answer).out
    assert run("vault", "check", folder, "--json").json["found"] == []


def test_accepting_what_is_in_order_is_refused(run: Run, folder: Path, ledger: Path) -> None:
    assert run("vault", "accept", folder, ledger.name).trouble == "ledger-unknown"
    assert run("vault", "accept", folder, "0" * 16).trouble == "ledger-unknown"


def test_a_damaged_visit_is_saved_as_far_as_it_can_be_read(run: Run, folder: Path, visit: str, ledger: Path) -> None:
    ledger.write_bytes(ledger.read_bytes() + bytes(10))
    assert run("vault", "accept", folder, ledger.name).trouble == "ledger-damaged"
    said = run("vault", "accept", folder, ledger.name, "--salvage", "--json").json
    assert said["salvaged"] == ledger.name
    assert said["commits"] >= 1
    assert [row["sort"] for row in run("vault", "stored", folder, "--json").json].count("damaged") == 1


def test_stored_tells_every_file_and_what_opens_it(run: Run, folder: Path, visit: str) -> None:
    rows = run("vault", "stored", folder, "--json").json
    assert {row["sort"] for row in rows} == {"key-file", "index", "archive", "visit"}
    assert all(row["opened_by"] == ["passphrase", "recovery-code"] for row in rows)
    told = run("vault", "stored", folder).out
    assert len(told.splitlines()) == len(rows)


def test_a_file_that_nothing_opens_is_removed_by_name(run: Run, folder: Path, visit: str) -> None:
    orphan = folder / "l" / ("ef" * 8)
    orphan.write_bytes(os.urandom(10))
    assert "nothing" in run("vault", "stored", folder).out
    assert run("vault", "stored", folder, "--remove", f"l/{orphan.name}").code == 0
    assert not orphan.exists()
    assert run("vault", "stored", folder, "--remove", "k").trouble == "ledger-unknown"
