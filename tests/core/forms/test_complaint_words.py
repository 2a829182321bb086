"""Words for complaints: in both languages, with the same blanks, for every complaint that the program makes."""

import json
import re
from pathlib import Path

import pytest

import monitorapp
from monitorapp.forms.complaint_words import PLACES, said, where
from monitorapp.forms.definition import Complaint
from monitorapp.resources import read_text

TABLE = json.loads(read_text("complaints.json"))
PROGRAM = Path(monitorapp.__file__).parent
MADE = re.compile(r"""(?:\.warn\(|Complaint\()\s*"([a-z-]+)\"""")


def made() -> set[str]:
    """Every code of a complaint that stands in the program."""
    return {code for path in PROGRAM.rglob("*.py") for code in MADE.findall(path.read_text(encoding="utf-8"))}


def test_every_complaint_has_words_and_every_word_a_complaint() -> None:
    assert set(TABLE) - {f"where-{name}" for name in PLACES} == made()


@pytest.mark.parametrize("code", sorted(TABLE))
def test_both_languages_say_it_with_the_same_blanks(code: str) -> None:
    english, russian = TABLE[code]["en"], TABLE[code]["ru"]
    assert re.search("[а-яё]", russian)
    assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", russian))


def test_blanks_are_filled_from_facts() -> None:
    complaint = Complaint("label-missing", {"name": "beds", "language": "Русский (ru)"})
    assert said(complaint, "en") == "The question “beds” has no words in Русский (ru)."
    assert said(complaint, "ky") == said(complaint, "en")


def test_a_place_tells_only_what_is_known() -> None:
    assert where({"sheet": "survey", "row": "", "column": None}, "en") == "sheet “survey”"
    assert where({"line": 7}, "ru") == "строка файла 7"
