"""Collected forms: what the converter accepts must load, what it rejects must be refused with a reason."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path

from monitorapp.errors import FormTrouble
from monitorapp.forms.cases.score import FileScore, FrozenEnvironment, outcome
from monitorapp.forms.definition import FormDefinition
from monitorapp.forms.state import FormState
from monitorapp.forms.xform import compile_form
from monitorapp.forms.xlsform import convert_workbook

DELIBERATE = frozenset(
    {
        "form-audit",
        "form-cycle",
        "form-event-misplaced",
        "form-event-unknown",
        "form-expression-broken",
        "form-function-unknown",
        "form-recording",
    }
)


@lru_cache(maxsize=8)
def load_form(path: Path) -> FormDefinition:
    """The compiled form of an XForm or workbook file. Raises FormTrouble."""
    data = path.read_bytes()
    return compile_form(data if path.suffix == ".xml" else convert_workbook(data, path.name).xform)


def run(folder: Path) -> Iterator[FileScore]:
    """One score for all forms of the manifest that are there."""
    score = FileScore(folder.name)
    for line in manifest(folder):
        if (folder / line["file"]).exists():
            reason = outcome(partial(judge, folder / line["file"], line["pyxform_4_5_0"] == "rejected"))
            score.count(line["file"], reason)
    yield score


def manifest(folder: Path) -> list[dict[str, str]]:
    """The lines of the manifest, which lies in the folder or beside it; none where there is no manifest."""
    for path in (folder / "manifest.csv", folder.parent / "manifest.csv"):
        if path.exists():
            with path.open(encoding="utf-8", newline="") as lines:
                return list(csv.DictReader(lines))
    return []


def judge(path: Path, rejected: bool) -> str | None:
    try:
        state = FormState(load_form(path), {}, FrozenEnvironment("UTC", None))
        state.serialize()
    except FormTrouble as refused:
        return None if rejected or is_deliberate(refused) else f"refused: {refused.code} {refused.facts}"
    return "loaded, though the converter rejects it" if rejected else None


def is_deliberate(refused: FormTrouble) -> bool:
    """Whether a form is refused for what it is: it watches people, goes in circles, or asks for what nobody knows."""
    return refused.code in DELIBERATE
