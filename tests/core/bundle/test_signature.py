"""The dual signature: it holds for its keys, its purpose and its message, or not at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitorapp.bundle.signature import CLASSICAL_BYTES, KEYS_BYTES, SIGNATURE_BYTES, SigningKeys, VerifyKeys

ANNA, BEK = SigningKeys.from_seeds(b"a" * 32, b"b" * 32), SigningKeys.from_seeds(b"c" * 32, b"d" * 32)


@given(st.binary(max_size=500))
@settings(max_examples=25)
def test_a_signature_holds_for_its_message_alone(message: bytes) -> None:
    signature = ANNA.sign(b"bundle", message)
    assert len(signature) == SIGNATURE_BYTES
    assert ANNA.public.verify(b"bundle", message, signature)
    assert not ANNA.public.verify(b"bundle", message + b".", signature)
    assert not BEK.public.verify(b"bundle", message, signature)


def test_a_signature_serves_one_purpose() -> None:
    assert not ANNA.public.verify(b"card", b"text", ANNA.sign(b"bundle", b"text"))


def test_both_halves_must_hold() -> None:
    ours, theirs = ANNA.sign(b"bundle", b"text"), BEK.sign(b"bundle", b"text")
    assert not ANNA.public.verify(b"bundle", b"text", ours[:CLASSICAL_BYTES] + theirs[CLASSICAL_BYTES:])
    assert not ANNA.public.verify(b"bundle", b"text", theirs[:CLASSICAL_BYTES] + ours[CLASSICAL_BYTES:])


def test_a_half_cannot_move_to_keys_that_share_it() -> None:
    """Somebody pairs Anna's Ed25519 key and signature with a lattice key of their own."""
    thief = SigningKeys.from_seeds(b"a" * 32, b"x" * 32)
    stolen = ANNA.sign(b"bundle", b"text")[:CLASSICAL_BYTES] + thief.sign(b"bundle", b"text")[CLASSICAL_BYTES:]
    assert not thief.public.verify(b"bundle", b"text", stolen)
    assert thief.public.author_id != ANNA.public.author_id


@pytest.mark.parametrize("place", [0, 63, 64, 200, SIGNATURE_BYTES - 1])
def test_a_changed_signature_does_not_hold(place: int) -> None:
    signature = bytearray(ANNA.sign(b"bundle", b"text"))
    signature[place] ^= 1
    assert not ANNA.public.verify(b"bundle", b"text", bytes(signature))


@pytest.mark.parametrize("signature", [b"", bytes(64), bytes(SIGNATURE_BYTES), bytes(SIGNATURE_BYTES + 1)])
def test_what_is_no_signature_does_not_hold(signature: bytes) -> None:
    assert not ANNA.public.verify(b"bundle", b"text", signature)


def test_keys_come_back_from_their_bytes_and_seeds() -> None:
    assert VerifyKeys.decode(ANNA.public.encode()) == ANNA.public
    assert SigningKeys.from_seeds(*ANNA.seeds).public == ANNA.public
    assert SigningKeys.generate().public != SigningKeys.generate().public


@pytest.mark.parametrize("data", [b"", bytes(KEYS_BYTES - 1), bytes(KEYS_BYTES + 1)])
def test_keys_of_another_size_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="size"):
        VerifyKeys.decode(data)


def test_an_author_id_never_changes() -> None:
    """Commits in every ledger name their author by it."""
    assert ANNA.public.author_id == "f31fe6154dc5378240b89c3e9b4223d7"


def test_a_signing_key_never_shows_its_seeds() -> None:
    assert "aaaa" not in repr(ANNA)
    assert "bbbb" not in repr(ANNA)
