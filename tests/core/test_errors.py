"""The tree of troubles: one family for each code, and a code for each thing that is raised."""

import ast
import json
from pathlib import Path

import pytest

from monitorapp import errors
from monitorapp.errors import FAMILIES, Trouble, VaultTrouble

ROOT = Path(__file__).parents[2]
CODES = {code: family for family in FAMILIES for code in family.codes}


def test_no_code_stands_in_two_families() -> None:
    assert len(CODES) == sum(len(family.codes) for family in FAMILIES)


def test_every_family_is_listed_and_drawn() -> None:
    assert set(FAMILIES) == set(Trouble.__subclasses__())
    assert errors.__doc__ is not None
    assert all(family.__name__ in errors.__doc__ for family in FAMILIES)


def test_a_code_of_another_family_is_a_bug() -> None:
    with pytest.raises(AssertionError):
        VaultTrouble("not-a-bundle")


def test_a_trouble_says_its_code_and_keeps_its_facts() -> None:
    trouble = VaultTrouble("vault-too-new", found=2, known=1)
    assert (str(trouble), trouble.code, trouble.facts) == ("vault-too-new", "vault-too-new", {"found": 2, "known": 1})


def test_every_code_has_words_in_both_languages() -> None:
    words = json.loads((ROOT / "resources/troubles.json").read_text(encoding="utf-8"))
    assert set(words) == set(CODES)
    assert all(entry[language]["sentence"] for entry in words.values() for language in ("en", "ru"))


def _raised() -> set[tuple[str, str]]:
    found = set()
    for path in [*(ROOT / "monitorapp").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.endswith("Trouble"):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add((node.func.id, first.value))
    return found


def test_every_code_that_is_raised_belongs_to_its_family() -> None:
    families = {family.__name__: family for family in FAMILIES}
    raised = {(name, code) for name, code in _raised() if name in families}
    assert len(raised) > 30
    assert [(name, code) for name, code in sorted(raised) if code not in families[name].codes] == []
