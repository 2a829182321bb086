"""Vaults of every released version open for ever: `tests/data/vaults` holds one of each, never to be changed."""

import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from monitorapp.exchange.members import identity_of
from monitorapp.vault import attachments
from monitorapp.vault.schema import SCHEMA
from monitorapp.vault.vault import Vault

FOLDER = Path(__file__).parents[2] / "data/vaults"
VERSIONS = sorted(path.name.removesuffix(".json") for path in FOLDER.glob("*.json"))


@pytest.fixture(params=VERSIONS)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    """A copy of an old vault, and what must be found in it."""
    with tarfile.open(FOLDER / f"{request.param}.tar.xz") as packed:
        # Python 3.11.2, as Debian 12 has it, knows no filters yet; from 3.12 on one is wanted.
        packed.extraction_filter = getattr(tarfile, "data_filter", None)
        packed.extractall(tmp_path)
    return tmp_path / request.param, json.loads((FOLDER / f"{request.param}.json").read_text(encoding="utf-8"))


def test_there_is_a_vault_of_every_schema() -> None:
    assert [f"v{number}" for number in range(1, SCHEMA + 1)] == VERSIONS


def test_an_old_vault_opens_with_its_passphrase(old: tuple[Path, dict[str, Any]]) -> None:
    folder, told = old
    vault = Vault.open(folder, told["passphrase"])
    assert vault.author == told["author"]
    assert identity_of(vault).name == told["name"]
    assert vault.place() == told["place"]
    vault.close()


def test_everything_in_an_old_vault_is_found(old: tuple[Path, dict[str, Any]]) -> None:
    folder, told = old
    vault = Vault.recover(folder, told["recovery_code"])
    assert vault.alarms == ()
    assert all(vault.check().values())
    assert vault.is_rehearsed
    assert vault.digest() == told["digest"]
    assert {document: dict(vault.view(document).values) for document in told["values"]} == told["values"]
    assert [entry.value for entry in vault.history(told["visit"], "pop_total")] == told["history"]
    assert [row.status for row in vault.documents(told["visit"])] == told["statuses"]
    for form, version, name, body in told.get("form_files", ()):
        assert vault.registry.form_file(form, version, name) == body.encode()
    for photo, content in told.get("attachments", {}).items():
        assert attachments.read(vault, photo)[1] == content.encode()
    erased = vault.index.connection.execute("select document from erased_documents").fetchall()
    assert [document for (document,) in erased] == told.get("erased_documents", [])
    vault.close()


def test_an_old_vault_has_every_table_of_today_after_one_opening(old: tuple[Path, dict[str, Any]]) -> None:
    folder, told = old
    vault = Vault.recover(folder, told["recovery_code"])
    for ledger in (vault.index, *vault.ledgers.all()):
        assert ledger.connection.execute("pragma user_version").fetchone() == (SCHEMA,)
        for table in ("form_files", "attachments", "erased_documents"):
            assert ledger.connection.execute(f"select count(*) from {table}").fetchone()[0] in {0, 1}
    vault.close()


def test_a_vault_closed_by_a_program_that_seals_is_sealed(old: tuple[Path, dict[str, Any]]) -> None:
    folder, told = old
    vault = Vault.recover(folder, told["recovery_code"], read_only=True)
    sealed = [vault.ledgers.seals.is_sealed(ledger.key) for ledger in (vault.index, *vault.ledgers.all())]
    assert set(sealed) == {folder.name != "v1"}
    vault.close()


def test_an_old_vault_can_be_written_and_opened_again(old: tuple[Path, dict[str, Any]]) -> None:
    folder, told = old
    for number in (1, 2):
        vault = Vault.recover(folder, told["recovery_code"])
        vault.record(told["visit"], "pop_total", number, vault.shown(told["visit"], "pop_total"))
        vault.close()
    vault = Vault.recover(folder, told["recovery_code"])
    assert [entry.value for entry in vault.history(told["visit"], "pop_total")] == [*told["history"], 1, 2]
    assert vault.alarms == ()
    vault.close()
