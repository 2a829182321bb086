"""The help: the same parts in both languages, every limit and promise, and every key that the windows hear."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from monitorapp.resources import read_text, root

UI = Path(__file__).parents[3] / "ui"
NAMES = {"Return": "Enter", "PgDown": "PgDn", "Down": "↓", "Up": "↑"}
SEQUENCE = re.compile(r'"((?:(?:Ctrl|Shift|Alt|Meta)\+)+(?:[A-Z,]|[A-Z][a-z]+(?:[A-Z][a-z]+)?|F\d+)|F\d+)"')
LANGUAGES = ("en", "ru")


def help_in(language: str) -> list[dict[str, Any]]:
    return list(json.loads(read_text("help.json"))[language])


def keys_in(language: str) -> str:
    return "\n".join(key for part in help_in(language) for key, _ in part.get("keys", ()))


def keys_heard() -> set[str]:
    """Every key sequence in the sources of the windows, written as in the help."""
    found = {key for path in UI.rglob("*.py") for key in SEQUENCE.findall(path.read_text(encoding="utf-8"))}
    return {"+".join(NAMES.get(part, part) for part in key.split("+")) for key in found}


def test_the_sources_are_searched_for_keys() -> None:
    assert {"Ctrl+K", "Ctrl+Enter", "Ctrl+Shift+L", "F9", "Ctrl+,", "Ctrl+↓"} <= keys_heard()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_a_window_hears_is_in_the_help(language: str) -> None:
    told = keys_in(language)
    assert sorted(key for key in keys_heard() if key not in told) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_limits_come_first_then_the_promises_then_what_to_do_in_a_hurry(language: str) -> None:
    icons = [part["icon"] for part in help_in(language)]
    assert icons[:3] == ["triangle-alert", "shield-check", "eye-off"]
    assert icons[3:7] == ["hard-drive", "key-round", "image", "trash-2"]
    assert set(icons[7:]) == {"keyboard"}


@pytest.mark.parametrize(("part", "count"), [(0, 11), (1, 10)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_limit_and_no_promise_is_left_out(language: str, part: int, count: int) -> None:
    items = help_in(language)[part]["items"]
    assert len(items) == len(set(items)) == count


@pytest.mark.parametrize("which", ["items", "keys"])
def test_both_languages_tell_the_same(which: str) -> None:
    counts = [[len(part.get(which, ())) for part in help_in(language)] for language in LANGUAGES]
    assert counts[0] == counts[1]


def test_the_russian_help_is_in_russian() -> None:
    for part in help_in("ru"):
        for text in (part["title"], *part.get("items", ()), *(deed for _, deed in part.get("keys", ()))):
            assert re.search("[а-яё]", text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_has_a_picture_that_is_shipped(language: str) -> None:
    for part in help_in(language):
        assert (root() / "icons" / f"{part['icon']}.svg").is_file()


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_card_names_no_key_twice(language: str) -> None:
    for part in help_in(language):
        keys = [key for key, _ in part.get("keys", ())]
        assert len(keys) == len(set(keys)), part["title"]
