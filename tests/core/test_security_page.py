"""docs/security.md and the help page: every promise and limit is there, and what they name exists."""

import json
import re
from pathlib import Path

import pytest

from monitorapp.resources import read_text

HOUSE = Path(__file__).parents[2]
PAGE = (HOUSE / "docs/security.md").read_text(encoding="utf-8")
ROOTS = ("", "tests/core", "monitorapp/vault", "monitorapp/bundle", "monitorapp/exchange", "ui")
PROMISES, LIMITS = 10, 11


def named_files() -> set[str]:
    return set(re.findall(r"`([A-Za-z0-9_/.-]+\.(?:py|md))`", PAGE))


def test_every_file_that_the_page_names_exists() -> None:
    tests = {path.name for path in (HOUSE / "tests").rglob("test_*.py")}
    program = {path.name for part in ("monitorapp", "ui") for path in (HOUSE / part).rglob("*.py")}
    for name in named_files():
        there = any((HOUSE / root / name).is_file() for root in ROOTS)
        assert there or ("/" not in name and name in tests | program), name


def test_every_promise_has_a_test_and_every_limit_a_line() -> None:
    for number in range(1, PROMISES + 1):
        (row,) = re.findall(rf"^\| P{number} \|.*$", PAGE, re.MULTILINE)
        assert "test_" in row
    assert len(re.findall(r"^- \*\*N\d+\*\*", PAGE, re.MULTILINE)) == LIMITS


def test_every_check_of_the_hardening_run_is_in_the_table() -> None:
    listed = (HOUSE / "benchmarks/harden").rglob("*.py")
    names = {name for path in listed for name in re.findall(r'"(T\d+)', path.read_text(encoding="utf-8"))}
    assert names == set(re.findall(r"^\| (T\d+) \|", PAGE, re.MULTILINE))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_help_begins_with_all_limits_and_then_all_promises(language: str) -> None:
    limits, promises = json.loads(read_text("help.json"))[language][:2]
    assert len(limits["items"]) == LIMITS
    assert len(promises["items"]) == PROMISES
    assert all(item.endswith(".") for item in limits["items"] + promises["items"])
