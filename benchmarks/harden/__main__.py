"""Runs the hardening checks, prints a line for each as it ends, then a table; `./go harden [NAME…]`.

    python -m benchmarks.harden [NAME…] [--small | --size N] [--plant | --faults] [--list]

NAME is the name of a check or the beginning of one (T7 runs all four). `--plant` breaks the product on purpose, so
that every check must print `failed`; `--faults` does so in small sizes, and holds when all of them fail by a figure.
Exit code: 0 all held, 1 something failed, 2 wrong usage, 3 nothing failed but something was left out.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.harden.check import Check, Figure, Trial
from benchmarks.harden.checks import CHECKS
from benchmarks.harden.surroundings import missing_packages, why_not

HELD, FAILED, BROKE, LEFT_OUT = "held", "failed", "broke", "left out"
LONGEST_SECONDS = 2400
LANES = 2


@dataclass(frozen=True)
class Line:
    """What became of one check."""

    check: Check
    state: str
    said: str
    seconds: float = 0

    def __str__(self) -> str:
        return f"{self.check.name:<10} {self.state:<8} {self.said} … {self.seconds:.0f} s"


@dataclass(frozen=True)
class Wishes:
    """What the command line asks for."""

    small: bool
    planted: bool
    number: int | None = None

    def size(self, check: Check) -> int:
        """How much of a check is done."""
        return self.number if self.number is not None else check.small if self.small else check.full


def main() -> int:
    """Run what is asked for; returns the exit code."""
    arguments = _parser().parse_args()
    chosen = [check for check in CHECKS if _is_chosen(check.name, arguments.names)]
    if not chosen:
        print(f"No such check. There are: {', '.join(check.name for check in CHECKS)}", file=sys.stderr)
        return 2
    if arguments.one:
        return _run_here(chosen[0], arguments.size, arguments.plant, Path(arguments.folder))
    if arguments.missing:
        print(" ".join(missing_packages(chosen)))
        return 0
    if arguments.list:
        print("\n".join(f"{check.name:<10} {check.title}\n{'':<10} planted: {check.planted}" for check in chosen))
        return 0
    small, planted = arguments.small or arguments.faults, arguments.plant or arguments.faults
    wishes = Wishes(small, planted, arguments.size)
    started, lines = time.monotonic(), []
    for line in _lines(chosen, wishes):
        lines.append(line)
        print(line, flush=True)
    return _sum_up(sorted(lines, key=lambda line: chosen.index(line.check)), wishes, time.monotonic() - started)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./go harden", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--small", action="store_true", help="a small number of each, to try the checks themselves")
    parser.add_argument("--plant", action="store_true", help="break the product on purpose: the checks must fail")
    parser.add_argument("--faults", action="store_true", help="prove for every check that it can fail")
    parser.add_argument("--list", action="store_true", help="say what each check is about")
    parser.add_argument("--missing", action="store_true", help="name the Debian packages that are missing")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--size", type=_number, metavar="N", help="so many of each instead of the full number")
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser


def _number(text: str) -> int:
    """How many of each: a check of nothing would hold whatever is broken."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return int(text)


def _is_chosen(name: str, wanted: Sequence[str]) -> bool:
    return not wanted or any(name == one or name.startswith(f"{one}-") for one in wanted)


def _run_here(check: Check, size: int, planted: bool, folder: Path) -> int:
    """The child's part: run one check in this process, figures as JSON on the last line."""
    figures = check.run(Trial(size, folder, planted))
    print(json.dumps([asdict(figure) for figure in figures]), flush=True)
    return 0


def _lines(checks: Sequence[Check], wishes: Wishes) -> Iterator[Line]:
    """Every check in a process of its own; two at a time where they do not measure moments."""
    left_out = {check.name: why for check in checks if (why := why_not(check)) is not None}
    yield from (Line(check, LEFT_OUT, left_out[check.name]) for check in checks if check.name in left_out)
    able = [check for check in checks if check.name not in left_out]
    with ThreadPoolExecutor(LANES) as lanes:
        jobs = [lanes.submit(_line, check, wishes) for check in able if not check.alone]
        yield from (job.result() for job in as_completed(jobs))
    yield from (_line(check, wishes) for check in able if check.alone)


def _line(check: Check, wishes: Wishes) -> Line:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="harden-", ignore_cleanup_errors=True) as folder:
        command = [sys.executable, "-m", "benchmarks.harden", check.name, "--one"]
        command += ["--size", str(wishes.size(check)), "--folder", folder, *(["--plant"] if wishes.planted else [])]
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                check=False,
                timeout=LONGEST_SECONDS,
                env={**os.environ, "TMPDIR": folder},
            )
        except subprocess.TimeoutExpired:
            return Line(check, BROKE, f"did not end within {LONGEST_SECONDS} s", time.monotonic() - started)
    seconds = time.monotonic() - started
    if done.returncode != 0:
        return Line(check, BROKE, _end_of(done.stderr), seconds)
    figures = _told(done.stdout)
    if not any(figure.bounded for figure in figures):
        return Line(check, BROKE, "it told no figure that could fail", seconds)
    state = HELD if all(figure.holds for figure in figures) else FAILED
    return Line(check, state, ", ".join(map(str, figures)), seconds)


def _told(printed: str) -> list[Figure]:
    """The figures on the last line of what a check printed; none where it did not come to telling them."""
    try:
        return [Figure(**figure) for figure in json.loads(printed.splitlines()[-1])]
    except (IndexError, TypeError, ValueError):
        return []


def _end_of(text: str, lines: int = 12) -> str:
    return "the check itself did not end well:\n    " + "\n    ".join(text.strip().splitlines()[-lines:])


def _sum_up(lines: Sequence[Line], wishes: Wishes, seconds: float) -> int:
    print("\n| check | what | outcome |\n| --- | --- | --- |")
    for line in lines:
        print(f"| {line.check.name} | {line.check.title} | {line.state} |")
    counts = {state: sum(line.state == state for line in lines) for state in (HELD, FAILED, BROKE, LEFT_OUT)}
    print(f"\n{', '.join(f'{n} {state}' for state, n in counts.items() if n)}, {seconds / 60:.0f} min")
    if wishes.planted:
        print("The product was broken on purpose: each check that ran had to fail.")
        wrong = counts[HELD] + counts[BROKE]
    else:
        wrong = counts[FAILED] + counts[BROKE]
    return 1 if wrong else 3 if counts[LEFT_OUT] else 0


if __name__ == "__main__":
    sys.exit(main())
