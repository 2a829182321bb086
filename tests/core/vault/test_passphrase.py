"""Passphrases: one key whatever the keyboard did, and no phrase that everybody knows."""

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitorapp.errors import VaultTrouble
from monitorapp.resources import common_phrases, word_list
from monitorapp.vault.passphrase import (
    check_own_phrase,
    generate_passphrase,
    new_recovery_code,
    normalise,
    phrase_bits,
    read_recovery_code,
    spell_recovery_code,
)

RUSSIAN = word_list("ru")
COMMON = sorted(common_phrases())
TO_CYRILLIC = dict(zip("qwertyuiop[]asdfghjkl;'zxcvbnm,.", "йцукенгшщзхъфывапролджэячсмитьбю", strict=True))
TO_LATIN = {cyrillic: latin for latin, cyrillic in TO_CYRILLIC.items()}
phrases = st.lists(st.sampled_from((*RUSSIAN, "ёж", "йод", "Ёлка")), min_size=1, max_size=7).map(" ".join)


@given(phrases, st.data())
def test_the_key_is_the_same_whatever_the_keyboard_did(phrase: str, data: st.DataObject) -> None:
    decompose = data.draw(st.sampled_from([lambda text: text, lambda text: unicodedata.normalize("NFD", text)]))
    case = data.draw(st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
    blank = data.draw(st.sampled_from([" ", "  ", "\t", "\u00a0", " \u3000"]))
    typed = blank + decompose(case(phrase)).replace(" ", blank) + blank
    assert normalise(typed) == normalise(phrase)
    assert normalise(typed.replace("ё", "е").replace("Ё", "Е")) == normalise(phrase)


@given(phrases, phrases)
def test_different_words_are_different_keys(one: str, other: str) -> None:
    same = one.casefold().replace("ё", "е") == other.casefold().replace("ё", "е")
    assert (normalise(one) == normalise(other)) == same


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once.decode(errors="surrogatepass")) == once


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Ёжик", "ежик"),
        ("е\u0308жик", "ежик"),
        ("ЕЖИК", "ежик"),
        ("Йод", "йод"),
        ("и\u0306од", "йод"),  # й is a letter of its own: its breve is no ornament
        ("иод", "иод"),
        ("Straße", "strasse"),
        ("ﬁkr", "fikr"),
        ("ｐａｓｓ１２", "pass12"),
        ("x²", "x2"),
        ("№5", "no5"),
        ("Ғафур Ҷӯра", "ғафур ҷӯра"),  # the letters of Tajik are kept apart from the Russian ones beside them
        ("гафур чура", "гафур чура"),
        ("cop", "cop"),
        ("сор", "сор"),  # the same look in Cyrillic: another key
        ("ghbdtn", "ghbdtn"),  # the other layout is refused where it is weak, but never read as the first
        ("семь\n слов\u2009тут", "семь слов тут"),
        ("семь-слов", "семь-слов"),
        ("", ""),
    ],
)
def test_what_was_typed_years_ago_gives_these_very_bytes(typed: str, key: str) -> None:
    assert normalise(typed) == key.encode()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_generated_phrase_has_seven_words_and_seventy_bits(language: str) -> None:
    words = word_list(language)
    phrases_made = {generate_passphrase(words) for _ in range(50)}
    assert len(phrases_made) == 50
    assert all(len(phrase.split()) == 7 and set(phrase.split()) <= set(words) for phrase in phrases_made)
    assert phrase_bits(words) > 72
    for phrase in phrases_made:
        check_own_phrase(phrase, COMMON)


def test_no_known_phrase_is_taken_however_it_is_typed() -> None:
    for phrase in COMMON:
        to_other = TO_LATIN if any("а" <= letter <= "я" for letter in phrase) else TO_CYRILLIC
        for typed in (phrase, phrase.upper(), "".join(to_other.get(letter, letter) for letter in phrase)):
            _refused(typed)


@pytest.mark.parametrize(
    "phrase",
    [
        "Душанбе2026 Алишер1987 Москва Мадина любовь",
        "Leiby,t2026 Fkbith1987 Vjcrdf Vflbyf k.,jdm",  # the same keys on the other layout
        "Душанбе2026Алишер1987Москва",
        "password dragon monkey qwerty letmein 2026",
        "michael jennifer london paris moscow",
        "12345678901234567890123456",
        "qwertyuiopasdfghjklzxcvbnm1",
        "мой дядя самых честных правил 2026",
        "и снова мой дядя самых честных правил и опять",
        "честных правил когда не в шутку занемог",
        "to be or not to be moscow 2026",
        "2026 2025 2024 2023 2022 2021",
        "иванов петров сидоров смирнов кузнецов",
    ],
)
def test_what_everybody_knows_does_not_become_strong_by_being_put_together(phrase: str) -> None:
    _refused(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        " ",
        "Душанбе2026",
        "Алишер1987",
        "один два три четыре",
        "a b c d e",
        "1 2 3 4 5 6 7 8",
        "я и ты и он",
        "ааааааааааааааааааааааааааааа",
        "абабабабабабабабабабабабабабабаб",
        "пароль пароль пароль пароль пароль пароль",
        "password password password password",
    ],
)
def test_a_weak_phrase_of_ones_own_is_refused(phrase: str) -> None:
    _refused(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "бурундук обходит шестое зеркало молча",
        "в Душанбе 2026 бурундук обходит шестое зеркало",
        "purple kettle waits for the fifth trolley in moscow",
        "длиннаяфразабезпробеловноизмногихбукв",
        "k7#Qz!w9Lp$4" * 2 + "x",
    ],
)
def test_a_long_phrase_of_ones_own_is_taken(phrase: str) -> None:
    check_own_phrase(phrase, COMMON)


def _refused(phrase: str) -> None:
    with pytest.raises(VaultTrouble) as caught:
        check_own_phrase(phrase, COMMON)
    assert caught.value.code == "passphrase-too-weak"
    assert set(caught.value.facts) == {"reason"}


@given(st.binary(min_size=32, max_size=32))
def test_a_recovery_code_comes_back_from_paper(key: bytes) -> None:
    code = spell_recovery_code(key)
    assert read_recovery_code(code) == key
    assert read_recovery_code(code.lower().replace("-", " ")) == key
    assert read_recovery_code(code.replace("O", "0").replace("I", "1").replace("B", "8")) == key


@given(st.binary(min_size=32, max_size=32), st.data())
def test_a_slip_of_the_pen_is_told_from_a_wrong_code(key: bytes, data: st.DataObject) -> None:
    code = spell_recovery_code(key)
    place = data.draw(st.integers(0, len(code) - 1).filter(lambda n: code[n] != "-"))
    letter = data.draw(st.sampled_from(string.ascii_uppercase + "234567").filter(lambda one: one != code[place]))
    _misread(code[:place] + letter + code[place + 1 :])
    _misread(code[:place] + code[place + 1 :])


@pytest.mark.parametrize("code", ["", "-", "ABCD", "щука" * 14, "A" * 56, "9" * 56, "=" * 56, "A" * 5000, "\x00"])
def test_what_is_no_recovery_code_is_misread(code: str) -> None:
    _misread(code)


def _misread(code: str) -> None:
    with pytest.raises(VaultTrouble) as caught:
        read_recovery_code(code)
    assert caught.value.code == "recovery-code-misread"


def test_recovery_codes_are_fresh() -> None:
    assert len({new_recovery_code() for _ in range(100)}) == 100
