"""Changed, cut, forged and forwarded bundles: none is taken, each gets its own answer, nothing crashes."""

import hashlib
import json
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import zstandard

from monitorapp.bundle.age import CHUNK, TAG_BYTES
from monitorapp.bundle.container import read_bundle, write_bundle
from monitorapp.bundle.identity import Identity
from monitorapp.bundle.manifest import HEAD, PREAMBLE_BYTES, Preamble
from monitorapp.bundle.signature import CLASSICAL_BYTES, KEYS_BYTES, SIGNATURE_BYTES
from monitorapp.errors import BundleTrouble
from tests.core.bundle.people import (
    ANNA,
    BEK,
    CHINARA,
    STRANGER,
    inner_text,
    manifest_for,
    reseal,
    signed_text,
    small,
    visit,
)

MUTANTS = int(os.environ.get("MONITORAPP_MUTANTS", "900"))  # before a release: 10000
FRAME = zstandard.ZstdCompressor().compress(b'{"answer":"yes, beaten"}\n' * 40)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "2f8a.bundle"


def answer(path: Path, reader: Identity = BEK) -> str:
    """The code of a bundle's trouble; a bundle that opens fails the test."""
    with pytest.raises(BundleTrouble) as caught:
        read_bundle(path, reader)
    return caught.value.code


def trouble_of(path: Path, reader: Identity = BEK) -> tuple[str, object]:
    with pytest.raises(BundleTrouble) as caught:
        read_bundle(path, reader)
    return caught.value.code, caught.value.facts.get("part")


def size_or_code(path: Path) -> int | str:
    try:
        return len(read_bundle(path, BEK).commits)
    except BundleTrouble as trouble:
        return trouble.code


def spelled(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def whole(path: Path, contents: Any = None, sender: Identity = ANNA) -> bytes:
    """The bytes of a good bundle for Bek and Chinara."""
    write_bundle(path, contents or small(), sender, [BEK.card(), CHINARA.card()])
    return path.read_bytes()


def flip(data: bytearray, dice: random.Random) -> None:
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def overwrite(data: bytearray, dice: random.Random) -> None:
    place = dice.randrange(len(data))
    before = data[place : place + 8]
    data[place : place + 8] = bytes(byte ^ 0xFF for byte in before)


def cut(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(len(data)) :]


def remove(data: bytearray, dice: random.Random) -> None:
    place = dice.randrange(len(data))
    del data[place : place + dice.randrange(1, 100)]


def insert(data: bytearray, dice: random.Random) -> None:
    place = dice.randrange(len(data) + 1)
    data[place:place] = dice.randbytes(dice.randrange(1, 100))


def swap(data: bytearray, dice: random.Random) -> None:
    half = len(data) // 2
    one, two = dice.randrange(half - 20), half + dice.randrange(half - 20)
    data[one : one + 20], data[two : two + 20] = data[two : two + 20], data[one : one + 20]


CHANGES: list[Callable[[bytearray, random.Random], None]] = [flip, overwrite, cut, remove, insert, swap]


def mutants(good: bytes, seed: int, count: int = MUTANTS) -> Iterator[bytes]:
    """Changed copies of `good`; those that came out unchanged are left out."""
    dice = random.Random(seed)
    for number in range(count):
        data = bytearray(good)
        CHANGES[number % len(CHANGES)](data, dice)
        if data != good:
            yield bytes(data)


def test_no_changed_file_is_taken(path: Path) -> None:
    codes: Counter[str] = Counter()
    for mutant in mutants(whole(path), seed=1):
        path.write_bytes(mutant)
        codes[answer(path)] += 1
    assert set(codes) <= {
        "not-a-bundle",
        "bundle-too-new",
        "bundle-not-for-you",
        "bundle-incomplete",
        "bundle-damaged",
    }
    assert sum(codes.values()) > MUTANTS * 0.9


def test_no_changed_inner_text_is_taken_when_somebody_encrypts_it_again(path: Path) -> None:
    whole(path)
    codes: Counter[str] = Counter()
    for mutant in mutants(inner_text(path, BEK), seed=2):
        reseal(path, mutant, BEK)
        codes[answer(path)] += 1
    assert {"bundle-forged", "bundle-not-valid", "bundle-incomplete"} <= set(codes)
    assert "bundle-not-for-you" not in codes


def test_no_changed_manifest_is_taken_when_a_stranger_signs_it_again(path: Path) -> None:
    """The attacker has full control: every signature is right, only the manifest or content is not."""
    good = spelled(manifest_for(BEK, FRAME))
    codes: Counter[str] = Counter()
    for mutant in mutants(good, seed=3, count=MUTANTS // 2):
        reseal(path, signed_text(mutant, FRAME), BEK)
        try:
            opened = read_bundle(path, BEK)
        except BundleTrouble as trouble:
            codes[trouble.code] += 1
        else:  # another number or id is a good manifest too; it is the stranger's word, in its one spelling
            assert opened.manifest.encode() == mutant
            assert opened.signer == STRANGER.signing.public
            codes["opened"] += 1
    assert codes["bundle-not-valid"] > MUTANTS * 0.3


def test_no_changed_content_is_taken_when_a_stranger_signs_it_again(path: Path) -> None:
    text = spelled(manifest_for(BEK, FRAME))
    for mutant in mutants(FRAME, seed=4, count=MUTANTS // 8):
        reseal(path, signed_text(text, mutant), BEK)
        assert answer(path) == "bundle-not-valid"


def test_no_changed_frame_gives_other_commits_or_a_crash(path: Path) -> None:
    """The stranger's manifest names the changed frame: it must decompress to what is said, or be refused."""
    for mutant in mutants(FRAME, seed=5, count=MUTANTS // 4):
        text = spelled(manifest_for(BEK, mutant, size=1000))
        reseal(path, signed_text(text, mutant), BEK)
        assert size_or_code(path) in {1000, "bundle-not-valid"}


def test_a_forwarded_bundle_is_not_taken_for_addressed(path: Path) -> None:
    """Bek, who rightly received it, encrypts Anna's signed text to Chinara as if Anna had."""
    write_bundle(path, visit(), ANNA, [BEK.card()])
    reseal(path, inner_text(path, BEK), CHINARA)
    assert answer(path, CHINARA) == "bundle-forwarded"


def test_a_stranger_cannot_sign_with_annas_keys_shown(path: Path) -> None:
    whole(path)
    text = bytearray(inner_text(path, BEK))
    manifest_end = PREAMBLE_BYTES + Preamble.decode(bytes(text[:PREAMBLE_BYTES])).manifest_size
    text[manifest_end : manifest_end + SIGNATURE_BYTES] = STRANGER.signing.sign(b"bundle", bytes(text[:manifest_end]))
    assert answer(reseal(path, bytes(text), BEK)) == "bundle-forged"


@pytest.mark.parametrize("half", ["classical", "lattice"])
def test_a_signature_with_one_strange_half_is_forged(path: Path, half: str) -> None:
    whole(path)
    text = bytearray(inner_text(path, BEK))
    end = PREAMBLE_BYTES + Preamble.decode(bytes(text[:PREAMBLE_BYTES])).manifest_size
    strange = STRANGER.signing.sign(b"bundle", bytes(text[:end]))
    first, last = (0, CLASSICAL_BYTES) if half == "classical" else (CLASSICAL_BYTES, SIGNATURE_BYTES)
    text[end + first : end + last] = strange[first:last]
    assert answer(reseal(path, bytes(text), BEK)) == "bundle-forged"


def test_a_stranger_who_puts_in_their_own_keys_must_sign_anew(path: Path) -> None:
    whole(path)
    text = bytearray(inner_text(path, BEK))
    text[HEAD.size : HEAD.size + KEYS_BYTES] = STRANGER.signing.public.encode()
    assert answer(reseal(path, bytes(text), BEK)) == "bundle-forged"


def test_a_card_signature_is_no_bundle_signature(path: Path) -> None:
    """A signature made for another purpose over the very same bytes does not hold here."""
    text = bytearray(signed_text(spelled(manifest_for(BEK, FRAME)), FRAME))
    end = PREAMBLE_BYTES + Preamble.decode(bytes(text[:PREAMBLE_BYTES])).manifest_size
    text[end : end + SIGNATURE_BYTES] = STRANGER.signing.sign(b"card", bytes(text[:end]))
    assert answer(reseal(path, bytes(text), BEK)) == "bundle-forged"


def test_a_manifest_of_one_bundle_does_not_carry_the_attachments_of_another(path: Path) -> None:
    write_bundle(path, visit(), ANNA, [BEK.card()])
    first = inner_text(path, BEK)
    path.unlink()
    write_bundle(path, visit(attachments=[("b" * 32, bytes(90_000)), ("c" * 32, bytes(1_000))]), ANNA, [BEK.card()])
    second = inner_text(path, BEK)
    start = Preamble.decode(first[:PREAMBLE_BYTES]).content_start
    assert len(first) == len(second)
    assert answer(reseal(path, first[:start] + second[start:], BEK)) == "bundle-not-valid"


def test_padding_carries_nothing(path: Path) -> None:
    whole(path)
    text = bytearray(inner_text(path, BEK))
    text[-1] = 1
    assert trouble_of(reseal(path, bytes(text), BEK)) == ("bundle-not-valid", "padding")


@pytest.mark.parametrize("tail", [b"\0", bytes(1000), b"more"])
def test_nothing_follows_the_padding(path: Path, tail: bytes) -> None:
    whole(path)
    assert trouble_of(reseal(path, inner_text(path, BEK) + tail, BEK)) == ("bundle-damaged", "payload")


@pytest.mark.parametrize("tail", [b"\0", b"PK\x03\x04" + bytes(100), bytes(CHUNK + TAG_BYTES)])
def test_nothing_follows_the_file(path: Path, tail: bytes) -> None:
    path.write_bytes(whole(path, visit()) + tail)
    assert answer(path) == "bundle-damaged"


class TestHalfCopied:
    """A cut file is called incomplete, so that the person copies it again and does not suspect anybody."""

    def test_every_border_of_a_large_bundle(self, path: Path) -> None:
        good = whole(path, visit())
        start = good.index(b"\n---") + 1 + len("--- ") + 43 + 1
        payload = start + 16
        borders = {0, 1, 20, start - 44, start - 1, start, start + 15, payload}
        borders |= {payload + number * (CHUNK + TAG_BYTES) + extra for number in (1, 2) for extra in (-1, 0, 1, 16)}
        for border in sorted(place for place in borders if place < len(good)):
            path.write_bytes(good[:border])
            assert answer(path) == "bundle-incomplete", border
        path.write_bytes(good[:-1])
        assert answer(path) == "bundle-incomplete"

    def test_a_small_bundle_by_its_odd_size(self, path: Path) -> None:
        good, dice = whole(path), random.Random(6)
        codes: Counter[str] = Counter()
        for _ in range(200):
            path.write_bytes(good[: dice.randrange(len(good))])
            codes[answer(path)] += 1
        assert set(codes) == {"bundle-incomplete"}

    def test_every_border_of_the_inner_text(self, path: Path) -> None:
        whole(path, visit())
        text = inner_text(path, BEK)
        preamble = Preamble.decode(text[:PREAMBLE_BYTES])
        manifest_end = PREAMBLE_BYTES + preamble.manifest_size
        borders = [PREAMBLE_BYTES, manifest_end, preamble.content_start, preamble.content_end, len(text) - 1]
        for border in borders:
            assert answer(reseal(path, text[:border], BEK)) == "bundle-incomplete", border

    @pytest.mark.parametrize("size", [0, 1, 8, 9])
    def test_less_than_the_magic_is_no_bundle(self, path: Path, size: int) -> None:
        whole(path)
        assert answer(reseal(path, inner_text(path, BEK)[:size], BEK)) in {"not-a-bundle", "bundle-not-valid"}


class TestLengths:
    """Lengths are checked against each other and the file before anything of their size is read."""

    @pytest.mark.parametrize(
        ("lengths", "code"),
        [
            ({"manifest_size": 0}, "bundle-forged"),
            ({"manifest_size": (4 << 20) + 1}, "bundle-too-large"),
            ({"manifest_size": (1 << 32) - 1}, "bundle-too-large"),
            ({"content_size": 0}, "bundle-not-valid"),
            ({"content_size": (2 << 30) + 1}, "bundle-too-large"),
            ({"content_size": (1 << 64) - 1}, "bundle-too-large"),
            ({"padded_size": 0}, "bundle-not-valid"),
            ({"padded_size": (1 << 64) - 1}, "bundle-not-valid"),
        ],
    )
    def test_a_wrong_length_is_refused(self, path: Path, lengths: dict[str, int], code: str) -> None:
        text = signed_text(spelled(manifest_for(BEK, FRAME)), FRAME, lengths=lengths)
        assert answer(reseal(path, text, BEK)) == code

    def test_a_manifest_that_speaks_of_less_than_there_is(self, path: Path) -> None:
        text = signed_text(spelled(manifest_for(BEK, FRAME)), FRAME + b"hidden")
        assert trouble_of(reseal(path, text, BEK)) == ("bundle-not-valid", "lengths")

    def test_a_commit_size_that_is_not_the_frames(self, path: Path) -> None:
        text = signed_text(spelled(manifest_for(BEK, FRAME, size=999)), FRAME)
        assert trouble_of(reseal(path, text, BEK)) == ("bundle-not-valid", "commits")

    @pytest.mark.parametrize("frame", [b"", b"not zstd", FRAME + FRAME, FRAME + b"tail", FRAME[:-5]])
    def test_anything_but_one_whole_frame(self, path: Path, frame: bytes) -> None:
        text = signed_text(spelled(manifest_for(BEK, frame, size=1000)), frame)
        assert trouble_of(reseal(path, text, BEK)) == ("bundle-not-valid", "commits")

    def test_a_frame_that_does_not_say_its_size(self, path: Path) -> None:
        frame = zstandard.ZstdCompressor(write_content_size=False).compress(b"x" * 1000)
        text = signed_text(spelled(manifest_for(BEK, frame, size=1000)), frame)
        assert trouble_of(reseal(path, text, BEK)) == ("bundle-not-valid", "commits")

    def test_a_wrong_hash_of_commits(self, path: Path) -> None:
        facts = manifest_for(BEK, FRAME)
        facts["commits"]["sha256"] = hashlib.sha256(b"other").hexdigest()
        assert trouble_of(reseal(path, signed_text(spelled(facts), FRAME), BEK)) == ("bundle-not-valid", "hash")
