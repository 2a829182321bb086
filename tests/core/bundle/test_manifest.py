"""Manifests: one spelling, strict types, bounded sizes."""

import json
from typing import Any

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from monitorapp.bundle.manifest import COMMAS_LIMIT, HEADS_LIMIT, ITEMS_LIMIT, Manifest
from monitorapp.errors import BundleTrouble
from tests.core.bundle.people import BEK, manifest_for

FRAME = zstandard.compress(b"commits")


def facts(**changes: Any) -> dict[str, Any]:
    return manifest_for(BEK, FRAME, **changes)


def spelled(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def code_of(data: bytes) -> str:
    with pytest.raises(BundleTrouble) as caught:
        Manifest.decode(data)
    return caught.value.code


def test_a_manifest_comes_back() -> None:
    manifest = Manifest.decode(spelled(facts()))
    assert manifest.encode() == spelled(facts())
    assert manifest.content_size == len(FRAME)


@given(st.dictionaries(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20), max_size=5))
def test_any_form_names_come_back(forms: dict[str, str]) -> None:
    manifest = Manifest.model_validate(facts(forms=forms))
    assert Manifest.decode(manifest.encode()).forms == forms


WRONG: dict[str, dict[str, Any]] = {
    "unknown key": {"extra": 1},
    "later format": {"format": 2},
    "format as truth": {"format": True},
    "unknown kind": {"kind": "gossip"},
    "number as text": {"sequence": "1"},
    "number as fraction": {"sequence": 1.0},
    "number below zero": {"sequence": -1},
    "number of 54 bits": {"sequence": 1 << 53},
    "short id": {"bundle": "d" * 31},
    "id in capitals": {"bundle": "D" * 32},
    "id with a line end": {"bundle": "d" * 32 + "\n"},
    "nobody addressed": {"recipients": []},
    "recipients not sorted": {"recipients": ["f" * 64, "a" * 64]},
    "recipient twice": {"recipients": ["a" * 64, "a" * 64]},
    "65 recipients": {"recipients": [f"{number:064x}" for number in range(65)]},
    "visit twice": {"visits": ["a" * 32, "a" * 32]},
    "head that is no hash": {"heads": {"strand": "1"}},
    "strand without a name": {"heads": {"": "1" * 64}},
    "null": {"attachments": None},
    "attachment twice": {"attachments": [{"id": "a" * 32, "size": 1, "sha256": "b" * 64}] * 2},
    "attachment with a file name": {"attachments": [{"id": "a" * 32, "size": 1, "sha256": "b" * 64, "name": "../x"}]},
    "attachment too large": {"attachments": [{"id": "a" * 32, "size": (256 << 20) + 1, "sha256": "b" * 64}]},
    "negative size": {"attachments": [{"id": "a" * 32, "size": -1, "sha256": "b" * 64}]},
    "too many attachments": {
        "attachments": [{"id": f"{n:032x}", "size": 0, "sha256": "b" * 64} for n in range(ITEMS_LIMIT + 1)]
    },
    "too many heads": {"heads": {str(number): "a" * 64 for number in range(HEADS_LIMIT + 1)}},
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_manifest_is_refused(name: str) -> None:
    assert code_of(spelled(facts() | WRONG[name])) == "bundle-not-valid"


@pytest.mark.parametrize("key", facts())
def test_no_fact_may_be_missing(key: str) -> None:
    assert code_of(spelled({name: value for name, value in facts().items() if name != key})) == "bundle-not-valid"


def test_other_spellings_of_the_same_facts_are_refused() -> None:
    text = spelled(facts())
    spellings = [
        json.dumps(facts(), sort_keys=True).encode(),
        json.dumps(facts(), separators=(",", ":")).encode(),
        text + b"\n",
        b" " + text,
        b"\xef\xbb\xbf" + text,
        text.replace(b'"sequence":1', b'"sequence":2,"sequence":1'),
        text.replace(b'"kind"', b'"\\u006bind"'),
        text.replace(b'"sequence":1', b'"sequence":01'),
        text.replace(b'"sequence":1', b'"sequence":1e0'),
        text.decode().encode("utf-16"),
    ]
    for spelling in spellings:
        assert spelling != text
        assert code_of(spelling) == "bundle-not-valid"


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"heads":' * 100_000, b"9" * 4_000_000]
)
def test_what_is_no_manifest_is_refused(data: bytes) -> None:
    assert code_of(data) == "bundle-not-valid"


def test_a_million_pieces_are_refused_before_they_are_read() -> None:
    assert code_of(b'{"attachments":[' + b"1," * 1_000_000 + b"1]}") == "bundle-too-large"
    assert code_of(b"," * (COMMAS_LIMIT + 1)) == "bundle-too-large"


def test_a_refusal_never_quotes_what_it_refused() -> None:
    with pytest.raises(BundleTrouble) as caught:
        Manifest.decode(spelled(facts() | {"kind": "CANARY"}))
    shown = [caught.value, caught.value.__cause__, caught.value.facts]
    assert "CANARY" not in "".join(map(repr, shown))
    assert caught.value.__suppress_context__
