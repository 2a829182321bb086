"""Recorded cases of other engines, where a folder of them is named, and small ones of our own, always.

The folder is named by MONITORAPP_CONFORMANCE; without it, ../shared/conformance beside the repository is
taken if it is there. Where there is none, the tests over its files are none, and the id of the test that
says so tells it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from monitorapp.forms.cases import SORTS as SORTS_OF_CASES
from monitorapp.forms.cases import run_folder
from monitorapp.forms.cases.score import FrozenEnvironment, same_text
from tests.core.forms.small_forms import ask, bind, repeat, xform

REPOSITORY = Path(__file__).resolve().parents[3]
FOLDER = Path(os.environ.get("MONITORAPP_CONFORMANCE", REPOSITORY.parent / "shared" / "conformance"))
THERE = [name for name in SORTS_OF_CASES if (FOLDER / name).exists()]
# What has to pass, by the beginning of a score's name; single engines' answers are only counted.
WANTED = {
    "xpath-cases.jsonl (agree)": 1.0,
    "xpath-cases.jsonl (split)": 1.0,
    "xpath-cases.jsonl (single)": 0.9,
    "scenario-traces.jsonl (traces)": 0.98,
    "scenario-traces.jsonl (traces at odds with their own input)": 0.0,
    "scenario-traces.jsonl (refusals)": 1.0,
    "semantics": 1.0,
    "xlsforms": 1.0,
    "real-traces.jsonl (values)": 0.995,
    "real-traces.jsonl (forms)": 0.97,
}


@pytest.mark.parametrize("state", ["folder there" if THERE else "folder not there, nothing recorded was run"])
def test_it_is_said_whether_recorded_cases_were_run(state: str) -> None:
    assert state.startswith("folder there") == bool(THERE)


@pytest.mark.parametrize("name", THERE)
def test_recorded_cases_come_out_as_recorded(name: str) -> None:
    for score in SORTS_OF_CASES[name](FOLDER / name):
        share = score.passed / max(1, score.passed + score.failed)
        assert share >= WANTED[score.file], "\n".join(str(failure) for failure in score.failures[:20])


# Our own small cases, in the same formats.

ADDING = xform(
    "<a/><b/>",
    bind("a", type="int"),
    bind("b", type="int", calculate="/data/a + 1"),
    body=ask("a"),
)
ROWS = xform("<row><x/></row><n/>", bind("n", calculate="count(/data/row)"), body=repeat("row", ask("row/x")))


def lines(path: Path, *cases: dict[str, Any]) -> None:
    path.write_text("\n".join(json.dumps(case) for case in cases), encoding="utf-8")


def expression_case(expression: str, request: str, expected: Any, **more: Any) -> dict[str, Any]:
    plain = {
        "id": expression,
        "expr": expression,
        "mode": "xforms",
        "context_xml": None,
        "context_node": "/",
        "root_node": "/",
        "request": request,
        "expected_type": request,
        "expected": expected,
        "check": None,
        "lang": None,
        "tz": "UTC",
        "clock_ms": 0,
        "consensus": "agree",
        "views": ["a", "b"],
    }
    return plain | more


def scores(folder: Path) -> dict[str, tuple[int, int]]:
    return {score.file: (score.passed, score.failed) for score in run_folder(folder)}


def test_expression_cases_are_counted_by_consensus(tmp_path: Path) -> None:
    document = '<d><x id="one">1</x><!-- said --><x><![CDATA[<2>]]></x></d>'
    lines(
        tmp_path / "xpath-cases.jsonl",
        expression_case("1 + 1", "number", 2),
        expression_case("1 +", "any", "wrong", expected_type="error"),
        expression_case("'a' = 'b'", "boolean", True),
        expression_case(
            "/d/x", "ordered-node-iterator", [["/*[1]/*[1]", "1"], ["/*[1]/*[2]", "<2>"]], context_xml=document
        ),
        expression_case("today()", "string", None, check={"op": "regex", "pattern": "^1970", "flags": ""}),
        expression_case("date(true())", "boolean", False, consensus="split", views={"javarosa": "error", "x": False}),
        expression_case("max(-4, -1, -3)", "number", 0, consensus="split", views={"javarosa": "4.9E-324", "x": -1}),
    )
    assert scores(tmp_path) == {"xpath-cases.jsonl (agree)": (4, 1), "xpath-cases.jsonl (split)": (2, 0)}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/*[1]", "1<2>"),
        ("/*[1]/*[1]/@id", "one"),
        ("/*[1]/comment()[1]", " said "),
        ("/*[1]/*[2]/cdata()[1]", "<2>"),
        ("/*[1]/*[1]/text()[1]", "1"),
    ],
)
def test_an_expression_may_start_at_any_sort_of_node(tmp_path: Path, path: str, text: str) -> None:
    document = '<d><x id="one">1</x><!-- said --><x><![CDATA[<2>]]></x></d>'
    lines(
        tmp_path / "xpath-cases.jsonl",
        expression_case(
            "self::node()", "ordered-node-iterator", [[path, text]], context_xml=document, context_node=path
        ),
    )
    assert scores(tmp_path) == {"xpath-cases.jsonl (agree)": (1, 0)}


def trace(form: str, **more: Any) -> dict[str, Any]:
    node = {"relevant": True, "readonly": False, "required": False}
    init = {
        "/data": node,
        "/data/a": node | {"value": "", "label": "a"},
        "/data/b": node | {"value": ""},
        "/data/meta": node,
        "/data/meta/instanceID": node | {"value": "fixed"},
    }
    return {
        "id": "t",
        "kind": "trace",
        "status": "pass",
        "name": "adding",
        "form": form,
        "init": init,
        "steps": [],
    } | more


def test_a_trace_passes_only_if_every_node_stands_as_recorded(tmp_path: Path) -> None:
    (tmp_path / "adding.xml").write_text(ADDING, encoding="utf-8")
    node = {"relevant": True, "readonly": False, "required": False}
    right = {"/data/a": node | {"value": "4", "label": "a"}, "/data/b": node | {"value": "5"}}
    wrong = {"/data/a": node | {"value": "4", "label": "a"}, "/data/b": node | {"value": "6"}}
    step = {"op": "setValue", "ref": "/data/a", "args": [4]}
    lines(
        tmp_path / "scenario-traces.jsonl",
        trace("adding.xml", steps=[step | {"changed": right}]),
        trace("adding.xml", steps=[step | {"changed": wrong}]),
        trace("adding.xml", status="known-gap", init={}),
        trace("adding.xml", kind="load-error"),
    )
    assert scores(tmp_path) == {
        "scenario-traces.jsonl (traces)": (1, 1),
        "scenario-traces.jsonl (refusals)": (0, 1),
    }


@pytest.mark.parametrize(
    ("record", "at_odds"),
    [
        ("<a>4</a><b>5</b>", False),
        ("<a>04</a><b>5</b>", False),
        ("<a>3</a><b>4</b>", True),
        ("<a/><b/>", True),
    ],
)
def test_a_trace_that_begins_with_an_answer_from_nowhere_is_counted_apart(
    tmp_path: Path, record: str, at_odds: bool
) -> None:
    (tmp_path / "adding.xml").write_text(ADDING, encoding="utf-8")
    init = trace("")["init"]
    init["/data/a"] |= {"value": "4"}
    init["/data/b"] |= {"value": "5"}
    saved = f'<data id="small" version="7">{record}<meta><instanceID>fixed</instanceID></meta></data>'
    lines(tmp_path / "scenario-traces.jsonl", trace("adding.xml", init=init, instance_input=saved))
    apart = "scenario-traces.jsonl (traces at odds with their own input)"
    assert scores(tmp_path).get(apart) == ((0, 1) if at_odds else None)
    assert scores(tmp_path)["scenario-traces.jsonl (traces)"] == ((0, 0) if at_odds else (1, 0))


def test_a_trace_compares_the_instance_as_xml(tmp_path: Path) -> None:
    (tmp_path / "adding.xml").write_text(ADDING, encoding="utf-8")
    same = '<data version="7" id="small"> <a/><b></b><meta><instanceID>fixed</instanceID></meta></data>'
    lines(
        tmp_path / "scenario-traces.jsonl",
        trace("adding.xml", init_xml=same),
        trace("adding.xml", init_xml=same.replace("<b></b>", "<b>1</b>")),
    )
    assert scores(tmp_path)["scenario-traces.jsonl (traces)"] == (1, 1)


def test_micro_forms_follow_the_policy_and_not_one_engine(tmp_path: Path) -> None:
    for name in ("forms", "plans"):
        (tmp_path / "semantics" / name).mkdir(parents=True)
    (tmp_path / "semantics/forms/rows.xml").write_text(ROWS, encoding="utf-8")
    plan = {
        "name": "rows",
        "form": "forms/rows.xml",
        "ops": [
            {"op": "add_repeat", "ref": "/data/row"},
            {"op": "set", "ref": "/data/row[2]/x", "value": "b"},
            {"op": "remove_repeat", "ref": "/data/row[1]"},
        ],
    }
    (tmp_path / "semantics/plans/rows.json").write_text(json.dumps(plan), encoding="utf-8")
    seen = {"/data/row[1]/x": "b", "/data/n": "1"}
    observed = {"rows": {"javarosa": seen, "web-forms": seen | {"/data/n": "2"}}}
    (tmp_path / "semantics/observed.json").write_text(json.dumps(observed), encoding="utf-8")
    assert scores(tmp_path) == {"semantics": (1, 0)}


def test_collected_forms_load_or_are_refused_with_a_reason(tmp_path: Path) -> None:
    folder = tmp_path / "xlsforms"
    folder.mkdir()
    (folder / "good.xml").write_text(ADDING, encoding="utf-8")
    (folder / "bad.xml").write_text(ADDING.replace("</data>", ""), encoding="utf-8")
    manifest = "file,pyxform_4_5_0\ngood.xml,\nbad.xml,\nabsent.xml,\n"
    (folder / "manifest.csv").write_text(manifest, encoding="utf-8")
    (score,) = run_folder(tmp_path)
    assert (score.passed, score.failed) == (1, 1)
    assert str(score.failures[0]).startswith("bad.xml: refused: form-not-xml")


def test_real_fills_are_compared_value_by_value(tmp_path: Path) -> None:
    (tmp_path / "xlsforms").mkdir()
    (tmp_path / "xlsforms/adding.xml").write_text(ADDING, encoding="utf-8")
    case = {
        "id": "r",
        "form": "adding.xml",
        "clock_ms": 0,
        "tz": "UTC",
        "ops": [{"op": "set", "ref": "/data/a", "value": "4"}, {"op": "set", "ref": "/data/a", "value": "abc"}],
        "checkpoints": [
            {"after": 0, "values": {"/data/b": ""}},
            {"after": 1, "values": {"/data/b": "5.0", "/data/a": "4"}},
            {"after": 2, "values": {"/data/b": "5"}},
        ],
    }
    lines(tmp_path / "real-traces.jsonl", case)
    assert scores(tmp_path) == {
        "real-traces.jsonl (values)": (3, 1),
        "real-traces.jsonl (forms)": (0, 1),
        "xlsforms": (0, 0),
    }


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("3", "3.0", True),
        ("1.0 2.0 0 0", "1 2 0.0 0", True),
        ("2026-01-01T00:00:00.000Z", "2026-01-01T05:00:00.000+05:00", True),
        ("2026-01-01T00:00:00", "2026-01-01T00:00:00.000-07:00", True),
        ("2026-01-01", "2026-01-02", False),
        ("yes no", "no yes", False),
        ("NaN", "NaN", True),
        ("", "0", False),
    ],
)
def test_stored_values_are_compared_by_what_they_mean(left: str, right: str, same: bool) -> None:
    assert same_text(left, right) is same


def test_the_clock_of_a_case_stands_still() -> None:
    environment = FrozenEnvironment("any", 86_400_000)
    assert environment.now().isoformat() == "1970-01-02T00:00:00+00:00"
    assert environment.zone == "UTC"
    assert environment.uuid() != environment.uuid()
    assert environment.new_item() != environment.new_item()


def test_a_case_in_which_the_engine_breaks_down_has_failed_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "adding.xml").write_text(ADDING, encoding="utf-8")
    step = {"op": "setValue", "ref": "/data/nowhere", "args": [4]}
    lines(tmp_path / "scenario-traces.jsonl", trace("adding.xml", steps=[step]), trace("adding.xml"))
    score = next(iter(run_folder(tmp_path)))
    assert (score.passed, score.failed) == (1, 1)
    assert "broke down: AssertionError no node" in str(score.failures[0])
