"""Micro-forms for contested points: each value must follow the policy written in SEMANTICS.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from monitorapp.errors import FormTrouble
from monitorapp.forms.cases.driver import Driver
from monitorapp.forms.cases.score import Case, FileScore, FrozenEnvironment, outcome, same_text
from monitorapp.forms.xform import compile_form

# Plans and references for which the other engine is right, not JavaRosa.
OTHERS_RIGHT = re.compile(
    r"^(select-filter-drops-value|select-filter-value-returns|repeat-count-dynamic)\b"
    r"|^date-arithmetic /data/pd$|^repeat-previous-row |^repeat-sum-feeds-rows "
)


def run(folder: Path) -> Iterator[FileScore]:
    """One score for all plans."""
    score = FileScore(folder.name)
    observed = json.loads((folder / "observed.json").read_text(encoding="utf-8"))
    for path in sorted((folder / "plans").glob("*.json")):
        plan = json.loads(path.read_text(encoding="utf-8"))
        score.count(plan["name"], outcome(partial(judge, folder, plan, observed[plan["name"]])))
    yield score


def judge(folder: Path, plan: Case, observed: Case) -> str | None:
    environment = FrozenEnvironment("UTC", None)
    try:
        driver = Driver.of_form(compile_form((folder / plan["form"]).read_bytes()), environment)
        for op in plan["ops"]:
            driver.perform(op)
    except FormTrouble as refused:
        return f"refused: {refused.code} {refused.facts}"
    found = driver.leaves()
    wrong = [
        f"{ref} is {found.get(ref)!r}, wanted {wanted!r}"
        for ref, wanted in policy(plan["name"], observed).items()
        if not agrees(found.get(ref), wanted)
    ]
    return "; ".join(wrong) or None


def policy(name: str, observed: Case) -> dict[str, str | None]:
    """What each reference should hold: JavaRosa's value, unless it is a defect."""
    right = observed["javarosa"]
    others = observed["web-forms"]
    wanted = {ref: others.get(ref) if OTHERS_RIGHT.match(f"{name} {ref}") else value for ref, value in right.items()}
    return wanted | {ref: value for ref, value in others.items() if OTHERS_RIGHT.match(f"{name} {ref}")}


def agrees(found: str | None, wanted: str | None) -> bool:
    if found is None or wanted is None:
        return found is wanted
    return same_text(found, wanted)
