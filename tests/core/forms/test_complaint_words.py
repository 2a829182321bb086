"""Words for complaints: in both languages, with the same blanks, for every complaint that the program makes."""

import json
import re
from pathlib import Path

import pytest
from pyxform.errors import ErrorCode

import monitorapp
from monitorapp.cli.context import say_trouble
from monitorapp.errors import FormTrouble
from monitorapp.forms.complaints import CONVERTER, PLACES, converter_said, facts_said, said, where
from monitorapp.forms.definition import Complaint
from monitorapp.resources import read_text

TABLE = json.loads(read_text("complaints.json"))
PROGRAM = Path(monitorapp.__file__).parent
MADE = re.compile(r"""(?:\.warn\(|Complaint\()\s*"([a-z-]+)\"""")


def made() -> set[str]:
    """Every code of a complaint that stands in the program."""
    return {code for path in PROGRAM.rglob("*.py") for code in MADE.findall(path.read_text(encoding="utf-8"))}


def test_every_complaint_has_words_and_every_word_a_complaint() -> None:
    own = {code for code in TABLE if not code.startswith(CONVERTER)}
    assert own - {f"where-{name}" for name in PLACES} == made()


@pytest.mark.parametrize("code", sorted(TABLE))
def test_both_languages_say_it_with_the_same_blanks(code: str) -> None:
    english, russian = TABLE[code]["en"], TABLE[code]["ru"]
    assert re.search("[а-яё]", russian)
    blanks, others = re.findall(r"\{\w+\}", english), re.findall(r"\{\w+\}", russian)
    # Of what the converter says, not all has to be repeated.
    assert set(others) <= set(blanks) if code.startswith(CONVERTER) else sorted(blanks) == sorted(others)


def test_blanks_are_filled_from_facts() -> None:
    complaint = Complaint("label-missing", {"name": "beds", "language": "Русский (ru)"})
    assert said(complaint, "en") == "The question “beds” has no words in Русский (ru)."
    assert said(complaint, "ky") == said(complaint, "en")


def test_a_place_tells_only_what_is_known() -> None:
    assert where({"sheet": "survey", "row": "", "column": None}, "en") == "sheet “survey”"
    assert where({"line": 7}, "ru") == "строка файла 7"


@pytest.mark.parametrize(
    ("sentence", "russian"),
    [
        (
            ErrorCode.PYREF_003.value.format(row=3, sheet="survey", column="relevant", q="beds"),
            "вопроса с именем «beds»",
        ),
        (ErrorCode.NAMES_001.value.format(row=3, value="a"), "Имя стоит дважды"),
        (ErrorCode.NAMES_002.value.format(row=3, value="a"), "заглавными буквами"),
        (ErrorCode.NAMES_007.value.format(row=3), "имя варианта стоит дважды"),
        (ErrorCode.NAMES_008.value.format(row=3, sheet="survey", column="name"), "должно начинаться с буквы"),
        (ErrorCode.LABEL_001.value.format(row=9), "должна быть подпись"),
        (ErrorCode.SURVEY_002.value.format(row=3, type="group", name="g"), "«begin_group», но нет «end_group» для «g»"),
        (ErrorCode.HEADER_003.value.format(sheet_name="choices", missing="'name'"), "На листе «choices»"),
        ("Unknown question type 'intger'.", "Неизвестный тип вопроса «intger»"),
        ("[row : 7] Question with no type.\n{'name': 'a'}", "У вопроса нет типа"),
        ("[row : 7] Group has no label: {'name': 'g'}", "У группы или повтора нет подписи"),
        ("There is no survey element named 'x'.", "Нет вопроса с именем «x»"),
    ],
)
def test_what_the_converter_says_is_said_in_russian_where_it_is_known(sentence: str, russian: str) -> None:
    assert russian in converter_said(sentence, "ru")
    assert "{" not in converter_said(sentence, "ru")
    assert russian in said(Complaint("workbook", {"detail": sentence}), "ru")


@pytest.mark.parametrize("language", ["en", "ky"])
def test_in_other_languages_the_converter_speaks_for_itself(language: str) -> None:
    sentence = "Unknown question type 'intger'."
    assert converter_said(sentence, language) == sentence


def test_a_sentence_that_nobody_knows_is_passed_on() -> None:
    assert converter_said("[row : 3] The moon is full.", "ru") == "[row : 3] The moon is full."
    assert "moon" in said(Complaint("workbook", {"detail": "The moon is full."}), "ru")


def test_most_of_what_the_converter_may_say_is_known() -> None:
    """Entities, sounds and details of scales are left to the converter."""
    rest = ("ENTITY", "INTERNAL", "RANGE", "SURVEY_003", "SURVEY_006", "SURVEY_007", "SURVEY_008", "SURVEY_009")
    names = ("sheet", "column", "q", "value", "name", "type", "missing", "sheet_name", "other", "header", "candidates")
    facts = {"row": 3, **dict.fromkeys((*names, "accepted", "rejected"), "x")}
    told = [code.value.format(**facts) for code in ErrorCode if not code.name.startswith(rest)]
    assert sum(converter_said(sentence, "ru") != sentence for sentence in told) >= len(told) * 0.7


def test_what_the_converter_said_of_a_broken_workbook_is_told_in_the_language_of_the_screen() -> None:
    facts = {"detail": "There is no survey element named 'q'.", "sheet": "survey"}
    told = facts_said("form-workbook-broken", facts, "ru")
    assert told == {"detail": "Нет вопроса с именем «q».", "sheet": "survey"}
    assert facts_said("form-workbook-broken", facts, "en") == facts


def test_facts_of_other_troubles_are_told_as_they_are() -> None:
    facts = {"detail": "Missing calculation."}
    assert facts_said("form-broken", facts, "ru") == facts
    assert facts_said("form-workbook-broken", {"row": 3, "detail": None}, "ru") == {"row": 3, "detail": None}


def test_the_command_line_tells_a_broken_workbook_in_russian(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    say_trouble(FormTrouble("form-workbook-broken", detail="Choices must have a name.", sheet="choices", row=3))
    told = capsys.readouterr().err
    assert "«У варианта ответа должно быть имя (name).»" in told
    assert "Choices must" not in told
