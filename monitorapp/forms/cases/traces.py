"""Scenario traces: a form, steps, and how every node must stand after each of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from monitorapp.errors import FormTrouble
from monitorapp.forms.body import ACTIONS
from monitorapp.forms.cases.driver import Driver, difference, standing, xml_difference
from monitorapp.forms.cases.score import Case, FileScore, FrozenEnvironment, outcome, read_cases, same_text
from monitorapp.forms.hardened import local_name, parse_xml
from monitorapp.forms.state import FormState
from monitorapp.forms.xform import compile_form

# Forms that the engine refuses for what they do to people, whatever the recording says.
WATCHING = frozenset({"form-audit", "form-recording"})
MOST_DIFFERENCES = 4
RULES = frozenset({"calculate", "preload"})


def run(path: Path) -> Iterator[FileScore]:
    """One score for traces, one for traces at odds with themselves, one for forms that have to be refused."""
    traces = FileScore(f"{path.name} (traces)")
    at_odds = FileScore(f"{path.name} (traces at odds with their own input)")
    errors = FileScore(f"{path.name} (refusals)")
    for case in read_cases(path):
        name = f"{case['id']} {case['name']} {case['form'].rpartition('/')[2]}"
        if case["kind"] == "load-error":
            errors.count(name, outcome(partial(refused, path.parent, case)))
        elif case["status"] != "known-gap":
            wrong = outcome(partial(judge, path.parent, case))
            invented = from_nowhere(path.parent, case) if wrong else None
            if invented is None:
                traces.count(name, wrong)
            else:
                at_odds.count(name, f"no input and no rule says {invented}")
    yield traces
    if at_odds.failed:
        yield at_odds
    yield errors


def from_nowhere(folder: Path, case: Case) -> str | None:
    """An answer that stands in the recorded beginning of a trace, but neither in the record that it is said to begin
    from nor in the form, and that no rule of the form makes: such a recording was given another record.
    """
    form = (folder / case["form"]).read_text(encoding="utf-8")
    try:
        said, in_form = texts_of(case.get("instance_input") or ""), texts_of(form)
    except FormTrouble:
        return None
    for path, texts in in_form.items():
        said.setdefault("/" + path.partition("/instance/")[2], set()).update(texts)
    for ref, state in case.get("init", {}).items():
        path = "/" + "/".join(step.partition("[")[0].rpartition(":")[2] for step in ref.split("/")[1:])
        value = words(state.get("value"))
        known = value == "" or any(same_words(value, text) for text in said.get(path, ()))
        if not known and path in said and path.rpartition("/")[2] not in made_by_rules(form):
            return f"{ref} = {value!r}"
    return None


def texts_of(xml: str) -> dict[str, set[str]]:
    """The texts of a document by the path of their elements, without prefixes."""
    found: dict[str, set[str]] = {}
    waiting = [(parse_xml(xml)[0], "")]
    while waiting:
        element, above = waiting.pop()
        path = f"{above}/{local_name(element.tag)}"
        found.setdefault(path, set()).add(element.text or "")
        waiting += [(child, path) for child in element]
    return found


def same_words(one: str, other: str) -> bool:
    """Whether an answer may come of a text: the same, some of its codes in any order, its whole part."""
    return same_text(one, other) or set(one.split()) <= set(other.split()) or same_text(one, other.partition(".")[0])


def made_by_rules(form: str) -> set[str]:
    """The names of the nodes that a form sets or works out by itself."""
    made = {"instanceID", "deprecatedID"}
    for element in parse_xml(form)[0].iter():
        attributes = {local_name(name): text for name, text in element.attrib.items()}
        if not RULES.isdisjoint(attributes) or local_name(element.tag) in ACTIONS:
            made.add((attributes.get("nodeset") or attributes.get("ref", "")).strip().rpartition("/")[2])
    return made


def refused(folder: Path, case: Case) -> str | None:
    """None where the form is refused, as it should be."""
    try:
        open_case(folder, case)
    except FormTrouble:
        return None
    return "loaded"


def open_case(folder: Path, case: Case) -> Driver:
    """The form of a case, opened as its recording began."""
    resources = {resource["url"]: (resource["body"] or "").encode() for resource in case.get("resources") or []}
    edited = any(ref.endswith("deprecatedID") for ref in case.get("init", ()))
    definition = compile_form((folder / case["form"]).read_bytes(), resources, edited)
    environment = FrozenEnvironment(case.get("tz") or "UTC", case.get("clock_ms"))
    state = FormState(definition, {}, environment, document="case", record=case.get("instance_input"))
    return Driver(state)


def judge(folder: Path, case: Case) -> str | None:
    """None where everything stands as recorded after loading and after each step."""
    try:
        driver = open_case(folder, case)
    except FormTrouble as trouble:
        if trouble.code in WATCHING:
            return None
        return f"refused: {trouble.code} {trouble.facts}"
    wanted = dict(case["init"])
    volatile = frozenset(case.get("volatile_refs") or ())
    wrong = compare(driver, wanted, case.get("init_xml"), volatile, "init")
    for number, step in enumerate(case["steps"]):
        if wrong:
            break
        perform(driver, step)
        if "changed" not in step:
            continue
        wanted = {ref: state for ref, state in {**wanted, **step["changed"]}.items() if state is not None}
        wrong = compare(driver, wanted, step.get("instance_xml"), volatile, f"step {number} {step['op']} {step['ref']}")
    return "; ".join(wrong[:MOST_DIFFERENCES]) or None


def compare(driver: Driver, wanted: dict[str, Any], xml: str | None, volatile: frozenset[str], when: str) -> list[str]:
    """What differs from the recorded state."""
    found = standing(driver)
    wrong = [f"{when}: {text}" for text in difference(found, wanted, volatile)]
    if xml is not None:
        wrong += [f"{when}: {text}" for text in xml_difference(driver.state.serialize(), xml, volatile)]
    return wrong


def perform(driver: Driver, step: Case) -> None:
    """One step of a trace."""
    args = step["args"]
    if step["op"] == "setLanguage":
        driver.state.set_language(str(args[0]))
    elif step["op"] == "addInstances":
        for added in range(int(args[1])):
            driver.add_row(step["ref"], int(args[0]) + 1 + added)
    elif step["op"] == "removeInstances":
        row, place = driver.row(step["ref"])
        for gone in list(row.rows[place.slot])[int(args[0]) : int(args[0]) + int(args[1])]:
            driver.state.remove_row(gone.item)
    elif not (step["op"] == "setValues" and is_partial(driver, step)):
        driver.set_text(step["ref"], words(args[0]))


def is_partial(driver: Driver, step: Case) -> bool:
    """The recorded engine refuses a ranking that leaves something out; here every answer is kept."""
    row, place = driver.row(step["ref"])
    node = driver.state.view.node(row, driver.definition.questions[place.question])
    return set(step["args"][0]) != {choice.code for choice in node.choices}


def words(value: Any) -> str:
    """The text of a value as a step gives it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(str(part) for part in value)
    if isinstance(value, bool):
        return str(value).lower()
    return str(value.get("file", "")) if isinstance(value, dict) else str(value)
