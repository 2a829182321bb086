"""Words for troubles, the help and the icons: nothing is missing, nothing is left over, nothing is half translated."""

import json
import re
from itertools import chain

import pytest

from monitorapp.errors import FAMILIES, FormTrouble, VaultTrouble
from monitorapp.resources import read_text, root
from ui.words import Words

CODES = sorted(chain.from_iterable(family.codes for family in FAMILIES))
TABLE = json.loads(read_text("troubles.json"))
HELP = json.loads(read_text("help.json"))
LANGUAGES = ("en", "ru")


def blanks(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_every_code_has_words_and_every_word_a_code() -> None:
    assert sorted(TABLE) == CODES


def test_no_two_families_share_a_code() -> None:
    assert len(CODES) == len(set(CODES))


@pytest.mark.parametrize("code", CODES)
def test_a_trouble_is_a_sentence_and_advice_in_both_languages(code: str) -> None:
    assert sorted(TABLE[code]) == sorted(LANGUAGES)
    for language in LANGUAGES:
        words = TABLE[code][language]
        assert sorted(words) == ["advice", "sentence"]
        for text in words.values():
            assert text.strip() == text != ""
            assert text[-1] in ".!?", text


@pytest.mark.parametrize("code", CODES)
def test_both_languages_have_the_same_blanks(code: str) -> None:
    both = [blanks(" ".join(TABLE[code][language].values())) for language in LANGUAGES]
    assert both[0] == both[1]


@pytest.mark.parametrize("code", CODES)
def test_russian_words_are_russian(code: str) -> None:
    for text in TABLE[code]["ru"].values():
        assert re.search("[а-яё]", text)


def test_no_sentence_blames_the_person() -> None:
    for code in CODES:
        for language in LANGUAGES:
            text = " ".join(TABLE[code][language].values()).casefold()
            assert not re.search(r"\b(invalid|illegal|fatal|error|ошибка пользователя|недопустим)", text), code


def test_words_are_given_in_the_language_asked_for() -> None:
    trouble = VaultTrouble("disk-full")
    assert "disk is full" in Words("en").of(trouble).sentence
    assert "Диск заполнен" in Words("ru").of(trouble).sentence


def test_a_language_without_words_falls_back_to_english() -> None:
    assert Words("ky").of(VaultTrouble("disk-full")) == Words("en").of(VaultTrouble("disk-full"))


def test_facts_fill_the_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"disk-full": {"en": {"sentence": "Line {line} of {all}.", "advice": "Version {found}."}}}
    monkeypatch.setattr("ui.words.read_text", lambda name: json.dumps(table))
    spoken = Words("en").of(VaultTrouble("disk-full", line=7, all=9, found=None))
    assert (spoken.sentence, spoken.advice) == ("Line 7 of 9.", "Version –.")


def test_the_help_has_the_same_parts_in_both_languages() -> None:
    assert sorted(HELP) == sorted(LANGUAGES)
    shapes = [[(part["icon"], len(part.get("items", part.get("keys")))) for part in HELP[code]] for code in LANGUAGES]
    assert shapes[0] == shapes[1]


def test_the_help_begins_with_the_limits_and_tells_all_of_them_and_all_promises() -> None:
    limits, promises = HELP["en"][0], HELP["en"][1]
    assert (len(limits["items"]), len(promises["items"])) == (11, 10)
    assert "cannot" in limits["title"]


def test_the_help_names_the_same_keys_in_both_languages() -> None:
    english, russian = ([key for key, _ in part["keys"]] for part in (HELP["en"][-1], HELP["ru"][-1]))
    assert len(english) == len(russian)
    assert [key for key in english if key.startswith("Ctrl")] == [key for key in russian if key.startswith("Ctrl")]


def test_icons_take_their_colour_from_the_theme() -> None:
    for path in (root() / "icons").glob("*.svg"):
        assert "currentColor" in path.read_text(encoding="utf-8"), path.name


def test_what_the_converter_said_is_russian_in_a_russian_sentence() -> None:
    trouble = FormTrouble("form-workbook-broken", detail="Missing calculation.", sheet="survey", row=2, column=None)
    assert "«Нет выражения в столбце calculation.»" in Words("ru").of(trouble).sentence
    assert "“Missing calculation.”" in Words("en").of(trouble).sentence


def test_what_nobody_knows_of_the_converter_is_passed_on() -> None:
    trouble = FormTrouble("form-workbook-broken", detail="Something new.")
    assert "«Something new.»" in Words("ru").of(trouble).sentence
