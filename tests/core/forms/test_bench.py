"""The benchmark of the engine: which limits it holds, how it reads results, and that its plans can be run."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import forms as bench
from benchmarks.forms import peers
from benchmarks.forms_adapter import run
from benchmarks.forms_plans import PLANS, SHAPES


@pytest.mark.parametrize(
    ("plan", "what", "share"),
    [
        ("mixed-100", "cold load", 1.0),
        ("repeat-500", "set-price", 1.0),
        ("mixed-1000", "cold load", 1 / 4),
        ("mixed-1000", "warm load", 1.0),
        ("mixed-1000", "set-int", 1.0),
        ("chain-1000", "set-head", 1 / 3),
        ("fanout-1000", "set-hub", 1 / 3),
        ("mixed-5000", "cold load", 1 / 8),
        ("mixed-5000", "warm load", 1 / 8),
        ("mixed-5000", "set-int", 1 / 10),
        ("mixed-5000", "validate", 1 / 10),
        ("mixed-5000", "serialize", 1.0),
        ("chain-5000", "set-head", 1 / 10),
        ("fanout-5000", "memory MB", 1.0),
    ],
)
def test_the_limits_are_those_that_were_wanted(plan: str, what: str, share: float) -> None:
    assert bench.limit(plan, what) == share


ROOT = Path(__file__).parents[3]


def benched() -> bench.Bench:
    return bench.Bench(Path(), Path(), {"ours": ""}, 1)


def test_what_is_too_slow_is_named_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    found = benched()
    found.show("mixed-1000", "cold load", {"ours": {"cold load": 30.0}, "JavaRosa": {"cold load": 100.0}})
    found.show("mixed-1000", "set-int", {"ours": {"set-int": 0.5}, "JavaRosa": {"set-int": 1.0}})
    found.close()
    told = capsys.readouterr().out
    assert "at most 0.25: MISSED" in told
    assert "1 limits held, missed: mixed-1000 cold load." in told


def test_only_javarosa_is_held_against_us(capsys: pytest.CaptureFixture[str]) -> None:
    found = benched()
    found.show("mixed-100", "set-int", {"ours": {"set-int": 5.0}, "Web Forms": {"set-int": 1.0}})
    found.show("mixed-100", "validate", {"ours": {"validate": 5.0}, "JavaRosa": {}})
    assert (found.held, found.missed) == (0, [])
    assert "–" in capsys.readouterr().out


@pytest.mark.parametrize(("large", "held"), [(0.029, 1), (0.031, 0)])
def test_an_answer_in_a_large_form_may_cost_half_more_than_in_a_small_one(large: float, held: int) -> None:
    found = benched()
    found.changes = {
        "mixed-1000": {"set-int": 0.02, "open-gate": 1.0},
        "mixed-5000": {"set-int": large, "open-gate": 9},
    }
    found.growth()
    assert found.held == held
    assert len(found.missed) == 1 - held


def test_small_plans_come_first_in_the_order_of_their_shapes() -> None:
    names = ["repeat-50", "mixed-5000", "fanout-100", "mixed-100", "chain-100"]
    assert sorted(names, key=bench.order) == ["repeat-50", "mixed-100", "chain-100", "fanout-100", "mixed-5000"]


def test_figures_are_medians_over_steps_and_runs() -> None:
    ops = [{"tag": "set", "ms": 1.0}, {"tag": "set", "ms": 3.0}, {"tag": "set", "ms": 2.0}, {"tag": "bad", "err": "x"}]
    one = {"loads_ms": [50.0, 4.0, 6.0, 5.0], "ops": ops, "rss_mb": 20.0}
    other = one | {"loads_ms": [70.0], "rss_mb": 30.0}
    assert bench.medians([one, other]) == {"cold load": 60.0, "warm load": 37.5, "set": 2.0, "memory MB": 25.0}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("3", "3.0", True), ("3", 3, True), ("", None, True), ("a", "a", True), ("a", "b", False), ("0.1", "0.2", False)],
)
def test_engines_agree_about_numbers_whatever_way_they_write_them(one: object, other: object, same: bool) -> None:
    assert bench.same(one, other) is same


WATCHING = """
import subprocess, sys
from benchmarks import forms
print(forms.watched(subprocess.Popen([sys.executable, "-c", "x = bytearray(60_000_000)"]), 30))
"""


def test_memory_is_that_of_the_process_as_the_system_tells_it() -> None:
    # Watched from a small process: on Linux a child's peak begins with what its parent held.
    said = subprocess.run([sys.executable, "-c", WATCHING], cwd=ROOT, capture_output=True, text=True, check=True)
    assert 60 < float(said.stdout) < 200


def test_a_process_that_does_not_end_is_stopped() -> None:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    assert bench.watched(process, 0.3) is None
    assert process.poll() is not None


def test_an_engine_that_breaks_down_is_told_in_a_sentence(tmp_path: Path) -> None:
    broken = f"{sys.executable} -c 'raise SystemExit(1)'"
    assert bench.answered(broken, tmp_path, tmp_path, tmp_path / "p.json", 30) == "stopped with an error"
    assert bench.answered(broken, tmp_path, tmp_path, tmp_path / "p.json", 0) == "is left out, for lack of time"


def test_a_plan_for_a_slow_engine_is_opened_twice(tmp_path: Path) -> None:
    (tmp_path / "chain-5000.json").write_text(json.dumps({"form": "f.xml", "warm_loads": 3, "ops": []}))
    once = bench.opened_twice(tmp_path / "chain-5000.json", tmp_path)
    assert json.loads(once.read_text()) == {"form": "f.xml", "warm_loads": 1, "ops": []}


def test_without_other_engines_ours_runs_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert peers(tmp_path / "nothing", tmp_path) == {}
    monkeypatch.setattr(shutil, "which", lambda name: None)
    (tmp_path / "adapters").mkdir()
    assert peers(tmp_path / "adapters", tmp_path) == {}
    told = capsys.readouterr().out
    assert "ours runs alone" in told
    assert "JavaRosa is left out" in told
    assert "Web Forms is left out" in told


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_every_plan_of_ours_can_be_run_to_its_end(tmp_path: Path, shape: str) -> None:
    source, ops, check = SHAPES[shape](400)
    (tmp_path / "form.xml").write_text(source, encoding="utf-8")
    result = run({"form": "form.xml", "warm_loads": 1, "ops": ops, "check": check}, tmp_path)
    assert len(result["ops"]) == len(ops)
    assert len(result["loads_ms"]) == 2
    assert all(result["check"][ref] for ref in check)


def test_the_plans_of_ours_are_named_after_shape_and_size() -> None:
    assert {name.partition("-")[0] for name in PLANS} == set(SHAPES)
    assert all(name.partition("-")[2].isdigit() for name in PLANS)


@pytest.mark.parametrize(
    ("one", "other", "same"), [("NaN", "NaN", True), ("inf", "inf", True), ("NaN", "0", False), (0, "", False)]
)
def test_two_results_that_are_no_number_agree_and_nought_is_not_a_blank(one: object, other: object, same: bool) -> None:
    assert bench.same(one, other) is same
    assert bench.same(other, one) is same
