"""Identities, cards and fingerprints: what people exchange, compare aloud and keep."""

import base64
import itertools
import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitorapp.bundle import identity
from monitorapp.bundle.identity import BEGIN, END, Card, Identity, recipient_hash
from monitorapp.errors import ExchangeTrouble
from tests.core.bundle.people import ANNA, BEK, STRANGER

WORD_LIST = [f"word{number}" for number in range(1296)]
CARD = ANNA.card()


def test_a_card_comes_back_from_its_text() -> None:
    card = Card.parse(CARD.encode())
    assert card == CARD
    assert (card.name, card.role, card.author) == ("Сокол", "monitor", ANNA.signing.public.author_id)
    assert card.recipient == ANNA.age.recipient


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("quote", ["", "> ", ">> ", "    "])
def test_a_card_is_found_inside_a_letter(newline: str, quote: str) -> None:
    letter = f"Салом!\nвот моя карточка:\n\n{CARD.encode()}\n-- \nС."
    lines = [quote + line for line in letter.split("\n")]
    assert Card.parse(newline.join(lines)) == CARD


def test_the_first_of_two_cards_is_taken() -> None:
    assert Card.parse(CARD.encode() + BEK.card().encode()) == CARD


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        BEGIN,
        f"{BEGIN}\n{END}",
        f"{BEGIN}\nAAAA\n{END}",
        f"{END}\n{BEGIN}",
        CARD.encode().replace("A", "B", 1),
        CARD.encode()[:5000],
    ],
    ids=["empty", "words", "begin", "nothing between", "too short", "turned round", "changed", "cut"],
)
def test_what_is_no_card_is_refused(text: str) -> None:
    with pytest.raises(ExchangeTrouble, match="card-broken"):
        Card.parse(text)


def test_a_changed_card_is_refused_wherever_it_was_changed() -> None:
    text, dice = CARD.encode(), random.Random(3)
    letters = [place for place in range(len(BEGIN) + 1, len(text) - len(END) - 2) if text[place] not in "\n="]
    for place in dice.sample(letters, 300):
        other = dice.choice([letter for letter in "ABCxyz019+/" if letter != text[place]])
        with pytest.raises(ExchangeTrouble, match="card-broken"):
            Card.parse(text[:place] + other + text[place + 1 :])


def test_a_card_signed_by_somebody_else_is_refused() -> None:
    mixed = Card(CARD.name, CARD.role, CARD.recipient, CARD.keys, BEK.card().signature)
    with pytest.raises(ExchangeTrouble, match="card-broken"):
        Card.parse(mixed.encode())


def test_a_card_cannot_show_another_persons_recipient() -> None:
    mixed = Card(CARD.name, CARD.role, STRANGER.age.recipient, CARD.keys, CARD.signature)
    with pytest.raises(ExchangeTrouble, match="card-broken"):
        Card.parse(mixed.encode())


def self_signed(role: str, name: str, tail: bytes = b"") -> str:
    """A card with any role and name, rightly signed by its own keys."""
    body = identity._card_body(name, role, STRANGER.age.recipient, STRANGER.signing.public) + tail
    packed = body + STRANGER.signing.sign(identity.PURPOSE, body)
    return f"{BEGIN}\n{base64.b64encode(packed).decode()}\n{END}"


@pytest.mark.parametrize("name", ["", "An\u202ena", "a\u0301"])
def test_a_rightly_signed_card_with_a_deceiving_name_is_refused(name: str) -> None:
    assert Card.parse(self_signed("monitor", "Anna")).name == "Anna"
    with pytest.raises(ExchangeTrouble, match="card-broken"):
        Card.parse(self_signed("monitor", name))


def test_a_rightly_signed_card_with_more_in_it_is_refused() -> None:
    with pytest.raises(ExchangeTrouble, match="card-broken"):
        Card.parse(self_signed("monitor", "Anna", tail=b"more"))


@pytest.mark.parametrize("name", ["", " Anna", "Anna\n", "An\u202ena", "x" * 65, "a\u0000b", "zero\u200bwidth"])
def test_names_that_do_not_show_as_they_are_make_no_identity(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        Identity.generate(name, "monitor")


@pytest.mark.parametrize("role", ["", "Monitor", "lead monitor", "x" * 33, "монитор"])
def test_roles_are_codes(role: str) -> None:
    with pytest.raises(ValueError, match="role"):
        Identity.generate("Anna", role)


def test_a_name_is_kept_in_its_composed_form() -> None:
    decomposed = unicodedata.normalize("NFD", "Алтай Ёлка")
    assert Identity.generate(decomposed, "monitor").name == unicodedata.normalize("NFC", decomposed)


def test_an_identity_comes_back_from_its_secret() -> None:
    again = Identity.from_secret(ANNA.to_secret())
    assert again == ANNA
    assert again.card().keys == CARD.keys
    assert Identity.generate("A", "monitor") != Identity.generate("A", "monitor")


@given(st.integers(0, 200))
def test_a_cut_secret_is_refused(cut: int) -> None:
    secret = ANNA.to_secret()
    with pytest.raises(ValueError, match=r"short|record"):
        Identity.from_secret(secret[: min(cut, len(secret) - 1)])


def test_a_secret_with_something_behind_it_is_refused() -> None:
    with pytest.raises(ValueError, match="long"):
        Identity.from_secret(ANNA.to_secret() + b"x")


def test_an_identity_never_shows_its_secret() -> None:
    shown = repr(ANNA)
    assert ANNA.age.seed.hex() not in shown
    assert repr(ANNA.age.seed)[2:20] not in shown
    assert repr(ANNA.signing.seeds[0])[2:20] not in shown


def test_fingerprints_are_the_same_for_the_same_keys_and_differ_for_others() -> None:
    assert CARD.fingerprint == Card.parse(CARD.encode()).fingerprint
    assert CARD.fingerprint != BEK.card().fingerprint
    assert recipient_hash(CARD.recipient) != recipient_hash(BEK.card().recipient)


def test_a_fingerprint_has_eight_words_and_thirty_digits() -> None:
    words, groups = CARD.words(WORD_LIST), CARD.digits()
    assert len(words) == 8
    assert set(words) <= set(WORD_LIST)
    assert [len(group) for group in groups] == [5] * 6
    assert identity.is_heard_right(" ".join(groups))


def test_words_are_spread_over_the_whole_list() -> None:
    dice = random.Random(5)
    seen = set(itertools.chain.from_iterable(identity.words(dice.randbytes(32), WORD_LIST) for _ in range(2000)))
    assert len(seen) == len(WORD_LIST)


@given(st.binary(min_size=32, max_size=32), st.integers(0, 29), st.integers(1, 9))
def test_every_misheard_digit_is_noticed(data: bytes, place: int, step: int) -> None:
    heard = "".join(identity.digits(data))
    wrong = str((int(heard[place]) + step) % 10)
    assert identity.is_heard_right(heard)
    assert not identity.is_heard_right(heard[:place] + wrong + heard[place + 1 :])


@given(st.binary(min_size=32, max_size=32), st.integers(0, 28))
def test_every_two_swapped_neighbours_are_noticed(data: bytes, place: int) -> None:
    heard = "".join(identity.digits(data))
    swapped = heard[:place] + heard[place + 1] + heard[place] + heard[place + 2 :]
    assert swapped == heard or not identity.is_heard_right(swapped)


@pytest.mark.parametrize("text", ["", "12345", "0" * 29, "٠" * 30, "x" * 30])
def test_what_is_not_thirty_digits_was_not_heard_right(text: str) -> None:
    assert not identity.is_heard_right(text)


def test_the_known_digits_of_the_scheme() -> None:
    """572 has the check digit 4 in Damm's own example."""
    assert identity._remainder("572") == 4
    assert identity._remainder("5724") == 0
