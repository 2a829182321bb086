"""The hardening checks: each can fail, says by which figure, and takes no trouble of its own for a result."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.harden import __main__ as command
from benchmarks.harden import surroundings
from benchmarks.harden.check import Check, Figure, Trial, plant
from benchmarks.harden.checks import CHECKS

HOUSE = Path(__file__).parents[2]
NAMES = [check.name for check in CHECKS]
PLANNED = ("T1", "T4", "T5", "T6", "T7", "T8", "T9", "T10", "T11", "T12", "T13", "T14", "T15", "T16", "T18")

# The quick ones, in sizes at which a planted fault still shows; ./go harden --faults proves all of them.
QUICK = {"T1": 40, "T4": 5, "T5": 8, "T6": 16, "T7-phrase": 10, "T8": 60, "T18": 4}


def harden(*words: str) -> tuple[int, str]:
    """Run the checks in a process of their own; returns the exit code and what was printed."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.harden", *words],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=250,
        cwd=HOUSE,
        env={**os.environ, "PYTHONPATH": str(HOUSE), "PYTHONIOENCODING": "utf-8"},
    )
    return done.returncode, done.stdout + done.stderr


linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the hardening checks are for Linux")


@linux
@pytest.mark.parametrize("name", QUICK)
def test_a_check_fails_by_a_figure_when_a_fault_is_planted(name: str) -> None:
    code, said = harden(name, "--faults", "--size", str(QUICK[name]))
    assert f"{name:<10} failed" in said
    assert code == 0


@linux
@pytest.mark.parametrize("name", ["T8", "T18"])
def test_the_same_check_holds_without_the_fault(name: str) -> None:
    code, said = harden(name, "--size", str(QUICK[name]))
    assert f"{name:<10} held" in said
    assert code == 0


@linux
def test_what_is_missing_is_said_with_its_packages() -> None:
    code, said = harden("--missing", "T1")
    assert (code, said.strip()) == (0, "")


def test_the_whole_plan_has_its_checks_and_each_says_what_is_planted() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert {name.split("-")[0] for name in NAMES} == set(PLANNED)
    assert all(check.planted and check.title for check in CHECKS)
    assert all(check.small > 0 and check.full > 0 for check in CHECKS)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (("T1",), ["T1"]),
        (("T14",), ["T14-screen", "T14-sleep", "T14-idle", "T14-medium"]),
        (("T9-xfs", "T18"), ["T9-xfs", "T18"]),
        (("T99",), []),
    ],
)
def test_checks_are_chosen_by_name_or_by_the_beginning_of_it(wanted: tuple[str, ...], found: list[str]) -> None:
    assert [name for name in NAMES if command._is_chosen(name, wanted)] == found


# Figures


@pytest.mark.parametrize(
    ("figure", "holds", "said"),
    [
        (Figure.none(0, "lost"), True, "0 lost (wanted 0)"),
        (Figure.none(3, "lost"), False, "3 lost (wanted 0)"),
        (Figure.exactly(1000, 1000, "kills"), True, "1,000 kills (wanted 1,000)"),
        (Figure.exactly(1000, 999, "kills"), False, "999 kills (wanted 1,000)"),
        (Figure(0.25, "s", most=0.5), True, "0.25 s (wanted at most 0.50)"),
        (Figure(0.75, "s", most=0.5), False, "0.75 s (wanted at most 0.50)"),
        (Figure(7, "copies", least=1), True, "7 copies (wanted at least 1)"),
        (Figure(0, "copies", least=1), False, "0 copies (wanted at least 1)"),
        (Figure(61, "answers", 60, 61), True, "61 answers (wanted at least 60 and at most 61)"),
        (Figure(4, "told"), True, "4 told"),
    ],
)
def test_a_figure_holds_within_its_bounds_and_says_them(figure: Figure, holds: bool, said: str) -> None:
    assert figure.holds is holds
    assert str(figure) == said


# What is summed up


def _check(**changes: object) -> Check:
    facts = {"name": "T0", "title": "nothing", "run": lambda _: (), "full": 9, "small": 2, "planted": "nothing"}
    return Check(**{**facts, **changes})  # type: ignore[arg-type]


def _code(*states: str, planted: bool = False) -> int:
    lines = [command.Line(_check(), state, "said") for state in states]
    return command._sum_up(lines, command.Wishes(small=False, planted=planted), 60)


@pytest.mark.parametrize(
    ("states", "code"),
    [
        ((command.HELD, command.HELD), 0),
        ((command.HELD, command.FAILED), 1),
        ((command.HELD, command.BROKE), 1),
        ((command.HELD, command.LEFT_OUT), 3),
        ((command.FAILED, command.LEFT_OUT), 1),
    ],
)
def test_only_when_everything_held_all_is_well(states: tuple[str, ...], code: int) -> None:
    assert _code(*states) == code


@pytest.mark.parametrize(
    ("states", "code"),
    [((command.FAILED,), 0), ((command.HELD,), 1), ((command.BROKE,), 1), ((command.FAILED, command.LEFT_OUT), 3)],
)
def test_with_planted_faults_everything_must_fail(states: tuple[str, ...], code: int) -> None:
    assert _code(*states, planted=True) == code


def test_what_is_left_out_stands_in_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    _code(command.HELD, command.LEFT_OUT)
    assert "| T0 | nothing | left out |" in capsys.readouterr().out


def test_the_size_is_the_full_one_the_small_one_or_the_one_that_was_said() -> None:
    check = _check()
    assert command.Wishes(small=False, planted=False).size(check) == 9
    assert command.Wishes(small=True, planted=False).size(check) == 2
    assert command.Wishes(small=True, planted=False, number=5).size(check) == 5


# What a check needs


@linux
def test_a_check_is_left_out_with_the_reason_and_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surroundings, "find", lambda tool: None)
    assert surroundings.why_not(_check(tools=("strace",))) == "strace not found: apt-get install strace"
    assert surroundings.missing_packages([_check(tools=("dbus-send", "dbus-daemon", "mkfs.xfs"))]) == [
        "dbus",
        "xfsprogs",
    ]


@linux
def test_without_root_those_that_need_it_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert surroundings.why_not(_check(root=True)) == "it needs root: sudo ./go harden"
    assert surroundings.why_not(_check()) is None


def test_every_tool_has_its_package() -> None:
    assert {tool for check in CHECKS for tool in check.tools} <= set(surroundings.PACKAGES)


def test_a_fault_is_never_planted_beside_the_product() -> None:
    class Part:
        def looks(self) -> bool:
            return True

    plant(Part, "looks", lambda _: False)
    assert not Part().looks()
    with pytest.raises(AssertionError, match="there is no glances"):
        plant(Part, "glances", lambda _: False)


def test_a_trial_has_no_fault_unless_it_is_asked_for(tmp_path: Path) -> None:
    assert not Trial(1, tmp_path).planted
