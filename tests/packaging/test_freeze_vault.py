"""A vault that is frozen opens and holds what is said of it, and is never overwritten."""

import json
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from monitorapp.vault.schema import SCHEMA
from monitorapp.vault.vault import Vault

HOUSE = Path(__file__).parents[2]


def freeze(folder: Path) -> subprocess.CompletedProcess[str]:
    script = HOUSE / "packaging/freeze_vault.py"
    return subprocess.run([sys.executable, script, folder], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("frozen")
    done = freeze(folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def test_it_opens_and_holds_what_is_said_of_it(frozen: Path, tmp_path: Path) -> None:
    told = json.loads((frozen / f"v{SCHEMA}.json").read_text(encoding="utf-8"))
    with tarfile.open(frozen / f"v{SCHEMA}.tar.xz") as packed:
        packed.extractall(tmp_path, filter="data")
    vault = Vault.recover(tmp_path / f"v{SCHEMA}", told["recovery_code"])
    try:
        assert (vault.author, vault.digest(), vault.alarms) == (told["author"], told["digest"], ())
        for document, values in told["values"].items():
            assert vault.view(document).values == values
        assert [entry.value for entry in vault.history(told["visit"], "pop_total")] == told["history"] == [41, 43]
    finally:
        vault.close()


def test_it_tells_the_same_sorts_of_things_as_the_one_that_is_kept(frozen: Path) -> None:
    kept = json.loads((HOUSE / f"tests/data/vaults/v{SCHEMA}.json").read_text(encoding="utf-8"))
    assert set(kept) == set(json.loads((frozen / f"v{SCHEMA}.json").read_text(encoding="utf-8")))


def test_what_is_frozen_is_never_overwritten(frozen: Path) -> None:
    before = {path.name: path.read_bytes() for path in frozen.iterdir()}
    done = freeze(frozen)
    assert (done.returncode, done.stderr) == (1, f"v{SCHEMA} is frozen already\n")
    assert {path.name: path.read_bytes() for path in frozen.iterdir()} == before


def test_free_slots_are_blank_so_that_the_packed_vault_stays_small(frozen: Path) -> None:
    assert (frozen / f"v{SCHEMA}.tar.xz").stat().st_size < 2_000_000
