"""Translations: complete, with the same blanks and all plural forms, compiled from what is committed."""

import ast
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from monitorapp.resources import root
from ui.look import LANGUAGES, Language, system_language

FOLDER = root() / "translations"
SOURCES = sorted(FOLDER.glob("*_ru.ts"))
UI = Path(__file__).parents[3] / "ui"
Message = ElementTree.Element


def messages(path: Path) -> list[Message]:
    return list(ElementTree.parse(path).iter("message"))


def translations(message: Message) -> list[str]:
    element = message.find("translation")
    assert element is not None
    forms = [form.text or "" for form in element.findall("numerusform")]
    return forms or [element.text or ""]


@pytest.fixture(params=SOURCES, ids=lambda path: path.stem)
def source(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_every_text_is_translated(source: Path) -> None:
    missing = [message.findtext("source") for message in messages(source) if not all(translations(message))]
    assert missing == []


def test_blanks_are_the_same_in_the_translation(source: Path) -> None:
    for message in messages(source):
        text = message.findtext("source") or ""
        for translation in translations(message):
            assert sorted(re.findall(r"%\d|%n", text)) == sorted(re.findall(r"%\d|%n", translation)), text


def test_russian_plurals_have_three_forms(source: Path) -> None:
    for message in messages(source):
        if message.get("numerus") == "yes":
            assert len(translations(message)) == 3, message.findtext("source")


def test_the_compiled_file_is_that_of_the_source(source: Path, tmp_path: Path) -> None:
    compiled = tmp_path / "again.qm"
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([tool, source, "-qm", compiled], check=True, capture_output=True)
    assert compiled.read_bytes() == source.with_suffix(".qm").read_bytes()


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: path.stem)
def test_texts_can_be_extracted(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "tr":
            first = node.args[0]
            assert isinstance(first, ast.Constant), f"{path.name}:{node.lineno} is not a plain text"
            if "%n" in str(first.value):
                assert len(node.args) == 3, f"{path.name}:{node.lineno} needs its number"


def test_the_language_can_be_changed_and_changed_back(qapp: QApplication) -> None:
    language = Language(qapp, "ru")
    assert QCoreApplication.translate("Frame", "Hide") == "Скрыть"
    language.choose("en")
    assert QCoreApplication.translate("Frame", "Hide") == "Hide"
    assert language.code == "en"


@pytest.mark.parametrize(
    ("number", "words"), [(1, "Осталась 1 попытка"), (2, "Осталось 2 попытки"), (5, "Осталось 5 попыток")]
)
def test_russian_numbers_agree(qapp: QApplication, number: int, words: str) -> None:
    language = Language(qapp, "ru")
    text = QCoreApplication.translate("Cover", "That does not fit. Tries left: %n", "", number)
    language.choose("en")
    assert words in text


def test_the_language_of_the_system_is_one_of_ours() -> None:
    assert system_language() in LANGUAGES
