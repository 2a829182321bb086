"""The vectors of docs/ledger.md: whoever writes a second reader can begin with this file."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from monitorapp.bundle.signature import SigningKeys
from monitorapp.errors import InputTrouble
from monitorapp.exchange.payload import Attestation
from monitorapp.records.commit import Commit, Part, digest
from monitorapp.records.field import FieldKey, canonical, check_value, strict_json

ROOT = Path(__file__).parents[3]
VECTORS: dict[str, Any] = json.loads((ROOT / "tests/data/ledger-vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", VECTORS["keys"]["good"])
def test_a_good_key_is_read(text: str) -> None:
    assert str(FieldKey.parse(text)) == text


@pytest.mark.parametrize("text", VECTORS["keys"]["bad"])
def test_a_bad_key_is_refused(text: str) -> None:
    with pytest.raises(InputTrouble):
        FieldKey.parse(text)


@pytest.mark.parametrize("vector", VECTORS["values"]["good"], ids=lambda vector: vector["stored"][:40])
def test_a_good_value_has_its_one_spelling(vector: dict[str, Any]) -> None:
    assert canonical(check_value(vector["given"])) == vector["stored"]
    assert canonical(check_value(strict_json(vector["stored"]))) == vector["stored"]


@pytest.mark.parametrize("value", VECTORS["values"]["bad"], ids=str)
def test_a_bad_value_is_refused(value: object) -> None:
    with pytest.raises(InputTrouble):
        check_value(value)


@pytest.mark.parametrize("text", VECTORS["json"]["bad"])
def test_bad_json_is_refused(text: str) -> None:
    with pytest.raises(InputTrouble):
        strict_json(text)


@pytest.mark.parametrize("vector", VECTORS["commits"], ids=lambda vector: vector["id"][:8])
def test_a_commit_has_its_id(vector: dict[str, Any]) -> None:
    commit = Commit.parse(vector["header"], tuple(vector["parts"]))
    assert commit.id == vector["id"] == digest(vector["header"])
    assert [digest(text) for text in vector["parts"]] == vector["part_hashes"]
    assert [part.text() for part in commit.parts] == vector["parts"]
    assert Commit.seal(commit.header, commit.parts) == commit


def test_the_commits_hang_together() -> None:
    first, second, third = (Commit.parse(v["header"], tuple(v["parts"])) for v in VECTORS["commits"])
    assert second.header.previous == first.id
    assert second.header.replaces == {"pop_total": (first.id,)}
    assert third.header.previous == second.id
    personal = next(part for part in first.parts if part.compartment == "personal")
    assert third.header.erases == (digest(personal.text()),)


def test_the_attestation_is_genuine_and_comes_from_its_seeds() -> None:
    vector = VECTORS["attestation"]
    attestation = Attestation.parse(vector["text"])
    keys = SigningKeys.from_seeds(bytes.fromhex(vector["ed25519_seed"]), bytes.fromhex(vector["mldsa65_seed"]))
    assert attestation.keys == keys.public
    assert attestation.author == vector["author"]
    assert list(attestation.heads) == vector["heads"] == [v["id"] for v in sorted_by_id(VECTORS["commits"][:2])]
    assert vector["message"] == canonical([attestation.visit, list(attestation.heads)])
    assert base64.b64decode(json.loads(vector["text"])["signature"]) == attestation.signature


def sorted_by_id(vectors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(vectors, key=lambda vector: str(vector["id"]))


@pytest.mark.parametrize("name", ["keys", "values", "commits", "attestation"])
def test_the_document_names_every_sort_of_vector(name: str) -> None:
    text = (ROOT / "docs/ledger.md").read_text(encoding="utf-8")
    assert f"`{name}`" in text


def test_the_document_and_the_program_name_the_same_things() -> None:
    from monitorapp.records import commit, field
    from monitorapp.vault import schema

    text = (ROOT / "docs/ledger.md").read_text(encoding="utf-8")
    words = [*field.SOURCES, *field.FACETS, *field.NON_ANSWERS, *field.PRECISIONS, *commit.COMPARTMENTS]
    words += [*commit.MILESTONES, *json.loads(VECTORS["commits"][0]["header"])]
    assert [word for word in words if f"`{word}`" not in text] == []
    format_text = (ROOT / "monitorapp/vault/FORMAT.md").read_text(encoding="utf-8")
    tables = [
        line.split("create table ")[1].split("(")[0]
        for step in schema.STEPS.values()
        for line in step
        if "create table" in line
    ]
    assert [table for table in tables if f"`{table}`" not in format_text] == []


def test_a_part_is_a_list_of_three() -> None:
    text = VECTORS["commits"][0]["parts"][0]
    compartment, salt, values = json.loads(text)
    assert Part(compartment, salt, values).text() == text
