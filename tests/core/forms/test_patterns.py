"""regex() understands the patterns that form authors test in ODK Collect and in browsers."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitorapp.forms.coercion import EvaluationError
from monitorapp.forms.functions.texts import pattern_of
from tests.core.forms.small_forms import ask, bind, calculated, compiled, filled


@pytest.mark.parametrize(
    ("text", "pattern", "matches"),
    [
        ("word_1", r"\w+", True),
        ("слово", r"\w+", False),
        ("٣", r"\d", False),
        ("\u00a0", r"\s", False),
        ("слово", r"\p{L}+", True),
        ("Слово", r"\p{Lu}\p{Ll}+", True),
        ("слово", r"\p{Lu}\p{Ll}+", False),
        ("слово", r"\p{IsCyrillic}+", True),
        ("ёжик", r"[\p{IsCyrillic}]+", True),
        ("word", r"\p{InCyrillic}+", False),
        ("слово", r"\p{IsLatin}+", False),
        ("Өзгөн", r"\p{L}+", True),
        ("слово word", r"[\p{L} ]+", True),
        ("слово-1", r"[\p{L}\p{N}-]+", True),
        ("слово-1", r"[^\p{N}]+", False),
        ("no digits", r"\P{N}+", True),
        ("one 1", r"\P{N}+", False),
        ("слово", r"\pL+", True),
        ("abc", r"\p{Alpha}+", True),
        ("абв", r"\p{Alpha}+", False),
        ("a-b!", r"[\p{Alpha}\p{Punct}]+", True),
        ("[]", r"\[\]", True),
        ("a]", r"[a\]]+", True),
        ("part of it", "part", False),
        ("a\nb", "a.b", False),
        ("A&&B", "A&&B", True),
        ("A&B", "[A&B]+", True),
    ],
)
def test_a_text_matches_as_a_whole(text: str, pattern: str, matches: bool) -> None:
    assert (pattern_of(pattern).fullmatch(text) is not None) is matches


@pytest.mark.parametrize("pattern", ["(", "[a", r"\p{Martian}", r"[\P{N}]", "a{2,1}", "*", "[a-z&&[^b]]", r"[\w&&\D]+"])
def test_a_pattern_that_cannot_be_used_is_a_failure_and_no_crash(pattern: str) -> None:
    with pytest.raises(EvaluationError):
        pattern_of(pattern)


def test_a_rule_with_a_broken_pattern_is_not_held_against_an_answer() -> None:
    form = compiled("<a/>", bind("a", constraint="regex(., '(')"), body=ask("a"))
    state = filled(form, {"a": "text"})
    assert state.problems() == ()
    assert set(state.failures()) == {"a"}


def test_a_name_in_cyrillic_letters_can_be_asked_for() -> None:
    assert calculated(r"regex('Айгүл', '\p{L}{2,}')") is True
    assert calculated(r"regex('Ай2', '\p{L}{2,}')") is False


@given(st.text(alphabet=r"ab\pPLN{}[]()^*+?|.- ", max_size=12))
def test_any_pattern_can_be_used_or_fails(pattern: str) -> None:
    with suppress(EvaluationError):
        pattern_of(pattern)
