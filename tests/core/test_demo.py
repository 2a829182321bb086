"""The demonstration: fictional and saying so, with exactly the conflicts that were planted."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from monitorapp.demo import make_demo
from monitorapp.errors import Trouble
from monitorapp.exchange.receive import plan, receive
from monitorapp.resources import facilities
from monitorapp.vault.vault import Vault


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    out = tmp_path_factory.mktemp("demo") / "out"
    return out, make_demo(out)


@pytest.fixture
def office(demo: tuple[Path, dict[str, Any]], tmp_path: Path) -> Any:
    out, made = demo
    shutil.copytree(out / "coordinator", tmp_path / "office")
    vault = Vault.open(tmp_path / "office", made["vaults"]["coordinator"]["passphrase"])
    yield vault
    vault.close()


def test_what_it_says_stands_in_its_file(demo: tuple[Path, dict[str, Any]]) -> None:
    out, made = demo
    assert json.loads((out / "demo.json").read_text(encoding="utf-8")) == made
    assert made["practice"] is True
    assert all((out / bundle["file"]).is_file() for bundle in made["bundles"])
    assert all((out / vault["path"] / "k").is_file() for vault in made["vaults"].values())


def test_the_office_begins_with_nothing_of_it(office: Vault) -> None:
    assert office.visits() == []
    assert office.conflicts() == []


@pytest.mark.parametrize("backwards", [False, True])
def test_exactly_the_planted_conflicts_come_out(
    demo: tuple[Path, dict[str, Any]], office: Vault, backwards: bool
) -> None:
    out, made = demo
    files = [out / bundle["file"] for bundle in made["bundles"]][:: -1 if backwards else 1]
    assert not plan(office, files[0]).nothing_new
    assert receive(office, files[0]).counts.conflicts == 0
    assert receive(office, files[1]).counts.conflicts == len(made["conflicts"])
    found = {(c.document, c.field): sorted((s.value for s in c.standings), key=str) for c in office.conflicts()}
    assert found == {(c["document"], c["field"]): sorted(c["values"], key=str) for c in made["conflicts"]}
    digest = office.digest()
    assert all(receive(office, file).nothing_new for file in files)
    assert office.digest() == digest


def test_every_visit_of_it_is_marked_as_practice(demo: tuple[Path, dict[str, Any]], office: Vault) -> None:
    for bundle in demo[1]["bundles"]:
        receive(office, demo[0] / bundle["file"])
    assert office.visits() != []
    practice = {row["id"] for row in facilities() if row["id"].startswith("practice")}
    assert all(row.practice and row.facility in practice for row in office.visits())


def test_a_folder_with_a_demonstration_in_it_is_left_alone(demo: tuple[Path, dict[str, Any]]) -> None:
    before = sorted(path.name for path in demo[0].iterdir())
    with pytest.raises(Trouble) as caught:
        make_demo(demo[0])
    assert caught.value.code == "folder-not-empty"
    assert sorted(path.name for path in demo[0].iterdir()) == before
