"""Random fills of real forms, with the values on which two engines agree."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from monitorapp.errors import FormTrouble
from monitorapp.forms.cases.driver import Driver
from monitorapp.forms.cases.score import Case, Failure, FileScore, FrozenEnvironment, outcome, read_cases, same_text
from monitorapp.forms.cases.workbooks import load_form

# Forms that the engine refuses for what they do to people; their recordings do not count.
WATCHING = frozenset({"form-audit", "form-recording"})


def run(path: Path) -> Iterator[FileScore]:
    """One score for all values that were compared, one for the forms."""
    values = FileScore(f"{path.name} (values)")
    forms = FileScore(f"{path.name} (forms)")
    for case in read_cases(path):
        before = values.failed
        broken = outcome(partial(judge, path.parent / "xlsforms", case, values))
        if broken is not None:
            values.count(f"{case['id']} {case['form']}", broken)
        forms.count(
            f"{case['id']} {case['form']}", f"{values.failed - before} values" if values.failed > before else None
        )
    yield values
    yield forms


def judge(folder: Path, case: Case, score: FileScore) -> None:
    """Compare all values of a case; the score takes them in one by one."""
    try:
        definition = load_form(folder / case["form"])
        driver = Driver.of_form(definition, FrozenEnvironment(case["tz"], case["clock_ms"]))
    except FormTrouble as refused:
        if refused.code in WATCHING:
            return
        values = sum(len(point["values"]) for point in case["checkpoints"])
        score.failures += [Failure(case["form"], f"refused: {refused.code} {refused.facts}")] * values
        return
    done = 0
    for point in case["checkpoints"]:
        for op in case["ops"][done : point["after"]]:
            perform(driver, op)
        done = point["after"]
        compare(case, point, driver.leaves(), score)


def perform(driver: Driver, op: Case) -> None:
    try:
        driver.perform(op)
    except (IndexError, AssertionError):
        # The recording speaks of a row that is not there; the values will tell.
        return


def compare(case: Case, point: Case, found: dict[str, str | None], score: FileScore) -> None:
    for ref, wanted in point["values"].items():
        value = found.get(ref)
        right = value is wanted if value is None or wanted is None else same_text(value, wanted)
        where = f"{case['id']} {case['form']} after {point['after']} {ref}"
        score.count(where, None if right else f"{value!r}, wanted {wanted!r}")
