"""Words about forms: every kind and every fate has its own, in both languages."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from monitorapp.forms.comparison import Comparison, Named, Reoffered, Retyped, Reworded
from monitorapp.forms.definition import Kind
from monitorapp.library import Fate
from ui.forms.form_words import FATE_TONES, ComparisonWords, fate_word, kind_word, version_line
from ui.look import Language

EVERYTHING = Comparison(
    added=(Named("a", "Added"), Named("b", "")),
    removed=(Named("c", "Removed"),),
    renamed=(Reworded("d", "", "After"),),
    retyped=(Retyped("e", "E", Kind.TEXT, Kind.DATE), Retyped("f", "F", Kind.TEXT, Kind.TEXT, "", "room")),
    choices=(Reoffered("g", "G", ("yes",), ("no", "perhaps")),),
)


@pytest.fixture(params=["en", "ru"])
def language(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    language = Language(qapp, request.param)
    yield language.code
    language.choose("en")


def test_every_kind_of_answer_has_a_word_of_its_own(language: str) -> None:
    words = {kind: kind_word(kind) for kind in Kind}
    assert len(set(words.values())) == len(Kind)
    assert all(words.values())


def test_every_fate_has_a_word_and_a_tone(language: str) -> None:
    assert len({fate_word(fate) for fate in Fate}) == len(Fate)
    assert set(FATE_TONES) == set(Fate)


def test_no_fate_sounds_like_a_loss(language: str) -> None:
    kept = {"en": "kept", "ru": "остаётся"}[language]
    assert all(kept in fate_word(fate) for fate in Fate)


def test_a_form_without_a_version_is_named_all_the_same(language: str) -> None:
    assert version_line("beds", "").endswith("–")
    assert version_line("beds", "7").startswith("beds, ")


def test_each_part_of_a_comparison_has_a_heading_with_its_number(qapp: QApplication) -> None:
    parts = ComparisonWords().of(EVERYTHING)
    assert [heading for heading, _ in parts] == [
        "New questions: 2",
        "Questions no longer asked: 1",
        "Asked in another way: 2",
        "Other choices: 1",
        "Other words: 1",
    ]


def test_each_line_of_a_comparison_names_the_question(qapp: QApplication) -> None:
    lines = [line for _, lines in ComparisonWords().of(EVERYTHING) for line in lines]
    assert lines == [
        ("Added", "a"),
        ("b", "b"),
        ("Removed", "c"),
        ("E", "e: text → date"),
        ("F", "f: outside of rows → room"),
        ("G", "g: new: yes; no longer offered: no, perhaps"),
        ("After", "d: before: –"),
    ]


def test_what_does_not_differ_is_not_spoken_of(qapp: QApplication) -> None:
    assert ComparisonWords().of(Comparison((), (), (), (), ())) == []
