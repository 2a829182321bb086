"""The public vectors of the age format: each answer must be the one that the vector names."""

import hashlib
import io
import time
from collections.abc import Callable
from typing import BinaryIO

import pytest

from monitorapp.bundle.age import CHUNK, AgeIdentity, AgeReader, Unwraps, open_age, open_with_file_key
from monitorapp.errors import BundleTrouble
from tests.core.bundle.age_vectors import FOLDER, Vector, load

VECTORS = load()
NAMED = {vector.name: vector for vector in VECTORS}
BINARY = [vector for vector in VECTORS if not vector.is_armored and not vector.name.startswith("armor_")]
WITH_KEY = [vector for vector in BINARY if vector.identities]
BY_PASSPHRASE = [vector for vector in BINARY if not vector.identities and vector.name.startswith("scrypt")]
PAYLOADS = [vector for vector in BINARY if vector.name.startswith("stream_")]

pytestmark = pytest.mark.skipif(not VECTORS, reason=f"no age vectors at {FOLDER} (MONITORAPP_AGE_VECTORS names them)")


def answer(trouble: BundleTrouble) -> str:
    """Our code in the words of the vectors."""
    part = trouble.facts.get("part")
    if trouble.code == "bundle-not-for-you":
        return "no match"
    if part == "header-mac":
        return "HMAC failure"
    return "payload failure" if part == "payload" else "header failure"


def read_through(open_it: Callable[[BinaryIO], AgeReader], file: bytes) -> tuple[str, bytes]:
    """What our reader answers, and the payload that it gave out before it answered."""
    out = bytearray()
    try:
        reader = open_it(io.BytesIO(file))
        while piece := reader.read(1024):
            out += piece
    except BundleTrouble as trouble:
        return answer(trouble), bytes(out)
    return "success", bytes(out)


def read_vector(vector: Vector, identity: Unwraps) -> tuple[str, bytes]:
    return read_through(lambda source: open_age(source, identity), vector.file)


@pytest.mark.parametrize("vector", WITH_KEY, ids=lambda vector: vector.name)
def test_every_vector_gets_the_answer_it_names(vector: Vector) -> None:
    answers = [read_vector(vector, identity) for identity in vector.identities]
    assert vector.expect in [said for said, _ in answers]
    if vector.expect == "success":
        assert vector.payload_hash in [hashlib.sha256(given).hexdigest() for _, given in answers]


@pytest.mark.parametrize("vector", PAYLOADS, ids=lambda vector: vector.name)
def test_a_broken_payload_gives_out_whole_chunks_and_never_its_last(vector: Vector) -> None:
    """Stricter than a vector's payload line: a last chunk without the end mark is held back."""
    said, given = read_vector(vector, vector.identities[0])
    assert said == "success" or len(given) % CHUNK == 0


@pytest.mark.parametrize("vector", PAYLOADS, ids=lambda vector: vector.name)
def test_payload_vectors_answer_the_same_by_their_file_key(vector: Vector) -> None:
    said, payload = read_through(lambda source: open_with_file_key(source, vector.file_key), vector.file)
    assert said == vector.expect
    assert said != "success" or hashlib.sha256(payload).hexdigest() == vector.payload_hash


@pytest.mark.parametrize("vector", BY_PASSPHRASE, ids=lambda vector: vector.name)
def test_passphrase_files_are_refused_without_working_for_them(vector: Vector) -> None:
    identity = AgeIdentity.from_seed(bytes(32))
    start = time.process_time()
    said, given = read_vector(vector, identity)
    assert said in {"no match", "header failure"}
    assert given == b""
    assert time.process_time() - start < 0.2


@pytest.mark.parametrize("name", ["x25519", "x25519_multiple_recipients", "x25519_grease"])
def test_files_to_classical_keys_are_not_for_us(name: str) -> None:
    assert read_vector(NAMED[name], AgeIdentity.from_seed(bytes(32))) == ("no match", b"")


@pytest.mark.parametrize("vector", [v for v in VECTORS if v.is_armored], ids=lambda vector: vector.name)
def test_armored_files_are_not_bundles(vector: Vector) -> None:
    with pytest.raises(BundleTrouble) as caught:
        open_age(io.BytesIO(vector.file), AgeIdentity.from_seed(bytes(32)))
    assert caught.value.code in {"not-a-bundle", "bundle-damaged"}


def test_a_newer_age_format_is_called_newer() -> None:
    with pytest.raises(BundleTrouble) as caught:
        open_age(io.BytesIO(NAMED["version_unsupported"].file), AgeIdentity.from_seed(bytes(32)))
    assert caught.value.code == "bundle-too-new"
