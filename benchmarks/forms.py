"""How fast the form engine is beside others, and whether it keeps what was wanted of it.

    ./go bench forms [--plans mixed-1000,chain-5000] [--runs 3] [--data DIR]

Without arguments the plans of ../shared/bench-forms are made and run, by our engine, by JavaRosa and by ODK Web
Forms as far as this machine has them; where that folder is absent, plans of the same shapes are made here. Each
run is a fresh process; memory is the most that it held, as the system tells it. It takes five to ten minutes,
most of which JavaRosa needs for the forms of five thousand questions: there it opens the form twice and not four
times, and of a thousand questions on the others run once.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.forms_plans import Plan, make

JAR = "validators/odk_validate/bin/ODK_Validate.jar"
PACKAGES = ("@getodk/xforms-engine@0.22.0", "solid-js", "temporal-polyfill", "jsdom@27")
PLACES = "--plan {plan} --root {root} --out {out}"
INSTALLING_S = 120


def peers(adapters: Path, folder: Path) -> dict[str, str]:
    """Commands by engine, made ready in a folder."""
    if not adapters.is_dir():
        print(f"No adapters of other engines in {adapters.parent.name}/: ours runs alone.")
        return {}
    found = {"JavaRosa": javarosa(adapters, folder), "Web Forms": web_forms(adapters, folder)}
    return {name: command for name, command in found.items() if command is not None}


def javarosa(adapters: Path, folder: Path) -> str | None:
    """The command that runs a plan through JavaRosa."""
    package = importlib.util.find_spec("pyxform")
    jar = Path(package.origin).parent / JAR if package is not None and package.origin else Path(JAR)
    source = adapters / "JavaRosaBench.java"
    if not (shutil.which("java") and shutil.which("javac") and jar.exists() and source.exists()):
        print("JavaRosa is left out: it needs java, javac, the jar inside pyxform, and its adapter.")
        return None
    if not succeeds(["javac", "-nowarn", "-cp", str(jar), "-d", str(folder), str(source)], folder):
        print("JavaRosa is left out: its adapter does not compile here.")
        return None
    return f"java -Xss64m -cp {shlex.quote(f'{jar}:{folder}')} JavaRosaBench {PLACES}"


def web_forms(adapters: Path, folder: Path) -> str | None:
    """The command that runs a plan through ODK Web Forms."""
    source = adapters / "webforms_node.mjs"
    if not (shutil.which("node") and shutil.which("npm") and source.exists()):
        print("Web Forms is left out: it needs node, npm and its adapter.")
        return None
    install = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", *PACKAGES]
    if not succeeds(install, folder):
        print("Web Forms is left out: its packages could not be installed.")
        return None
    return f"node {shlex.quote(str(source.resolve()))} {PLACES}"


def succeeds(command: list[str], folder: Path) -> bool:
    """Whether a command ends well, and in time."""
    try:
        ended = subprocess.run(command, check=False, cwd=folder, capture_output=True, timeout=INSTALLING_S)
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode == 0


SHARED = Path(__file__).resolve().parents[2] / "shared" / "bench-forms"
OURS = f"{shlex.quote(sys.executable)} -m benchmarks.forms_adapter --plan {{plan}} --root {{root}} --out {{out}}"
SHAPES = ("mixed", "chain", "fanout", "repeat")
# Web Forms does not end, or overflows, on larger forms than these.
MOST_FOR_WEB_FORMS = 1000
LARGE = 5000
TIMEOUTS_S = {"ours": 240, "JavaRosa": 240, "Web Forms": 45}
ALL_IN_S = 600
MEMORY = "memory MB"
Figures = dict[str, float]


def limit(plan: str, what: str) -> float:
    """What share of JavaRosa's figure ours may be."""
    shape, _, count = plan.partition("-")
    if what == MEMORY:
        return 1.0
    if int(count) >= LARGE:
        if "load" in what:
            return 1 / 8
        return 1 / 10 if what.startswith("set-") or what == "validate" else 1.0
    if int(count) >= LARGE // 5 and what == "cold load":
        return 1 / 4
    return 1 / 3 if int(count) >= LARGE // 5 and shape in {"chain", "fanout"} and what.startswith("set-") else 1.0


class Bench:
    """The engines, the plans, and what has been held and missed so far."""

    def __init__(self, data: Path, folder: Path, engines: dict[str, str], runs: int) -> None:
        self.data = data
        # Where the other engines were made ready.
        self.folder = folder
        self.engines = engines
        self.runs = runs
        self.started = time.monotonic()
        self.held = 0
        self.missed: list[str] = []
        self.changes: dict[str, Figures] = {}

    def run(self, name: str) -> None:
        """One plan through all engines, and a line for each figure."""
        figures: dict[str, Figures] = {}
        checks: dict[str, Plan] = {}
        for engine in self.engines:
            results = list(self.results(engine, name))
            if results:
                figures[engine] = medians(results)
                checks[engine] = results[-1]["check"]
        print(
            f"\n{name:26}" + "".join(f"{engine:>14}{'ours is' if at else '':>9}" for at, engine in enumerate(figures))
        )
        self.changes[name] = figures["ours"]
        for what in figures["ours"]:
            self.show(name, what, figures)
        for engine, check in checks.items():
            differing = [ref for ref, value in check.items() if not same(value, checks["ours"].get(ref))]
            if differing:
                print(f"  {engine} ends with other values in {', '.join(differing)}")

    def show(self, name: str, what: str, figures: dict[str, Figures]) -> None:
        """Ours, theirs, the share that ours is of theirs, and whether that is little enough."""
        ours = figures["ours"][what]
        line = f"  {what:24}{ours:14.3f}"
        for engine, found in figures.items():
            if engine != "ours":
                line += f"{found[what]:14.3f}{ours / found[what]:9.3f}" if found.get(what) else f"{'–':>14}{'':9}"
        theirs = figures.get("JavaRosa", {}).get(what)
        if theirs:
            line += f"   {self.judge(f'{name} {what}', ours / theirs, limit(name, what))}"
        print(line, flush=True)

    def judge(self, what: str, found: float, wanted: float) -> str:
        """Count a limit as held or missed, and say so."""
        if found <= wanted:
            self.held += 1
            return f"at most {wanted:.3g}: held"
        self.missed.append(what)
        return f"at most {wanted:.3g}: MISSED"

    def results(self, engine: str, name: str) -> Iterator[Plan]:
        """What an engine answers to a plan, run for run; nothing where it does not end."""
        size = int(name.partition("-")[2])
        if engine == "Web Forms" and (size > MOST_FOR_WEB_FORMS or name == "repeat-500"):
            return
        once = engine != "ours" and (size >= MOST_FOR_WEB_FORMS or engine == "Web Forms")
        home = Path.cwd() if engine == "ours" else self.folder
        plan = self.data / f"plans/{name}.json"
        if engine != "ours" and size >= LARGE:
            plan = opened_twice(plan, self.folder)
        for _ in range(1 if once else self.runs):
            left = ALL_IN_S - (time.monotonic() - self.started) if engine != "ours" else ALL_IN_S
            result = answered(self.engines[engine], home, self.data, plan, min(TIMEOUTS_S[engine], left))
            if isinstance(result, str):
                print(f"{name}: {engine} {result}.")
                return
            yield result

    def growth(self) -> None:
        """What one answer costs must follow what it reaches, not how large the form is."""
        small, large = self.changes.get("mixed-1000"), self.changes.get("mixed-5000")
        if small is None or large is None:
            return
        print("\nOne answer in the form of 5,000 questions beside the form of 1,000")
        for what in [what for what in large if what.startswith("set-")]:
            share = large[what] / small[what]
            print(f"  {what:24}{share:14.3f}   {self.judge(f'growth {what}', share, 1.5)}")

    def close(self) -> None:
        """The sum of it."""
        told = f"missed: {', '.join(self.missed)}" if self.missed else "none missed"
        print(f"\n{self.held} limits held, {told}.")


def opened_twice(path: Path, folder: Path) -> Path:
    """The same plan with one warm load."""
    plan = json.loads(path.read_text(encoding="utf-8"))
    once = folder / f"once-{path.name}"
    once.write_text(json.dumps(plan | {"warm_loads": 1}), encoding="utf-8")
    return once


def answered(command: str, home: Path, data: Path, plan: Path, seconds: float) -> Plan | str:
    """One run of one plan in a fresh process, or what went wrong."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "out.json"
        filled = command.format(plan=plan, root=data, out=out)
        if seconds <= 0:
            return "is left out, for lack of time"
        process = subprocess.Popen(shlex.split(filled), cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        most = watched(process, seconds)
        if most is None or not out.exists():
            return f"did not end within {seconds:.0f} s" if most is None else "stopped with an error"
        answer: Plan = json.loads(out.read_text(encoding="utf-8"))
        return answer | {"rss_mb": most}


def watched(process: subprocess.Popen[bytes], seconds: float) -> float | None:
    """The most memory in MB that a process held until its end; None where it had to be stopped."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended, _, used = os.wait4(process.pid, os.WNOHANG)
        if ended:
            process.returncode = 0
            return used.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)
        time.sleep(0.02)
    process.kill()
    process.wait()
    return None


def medians(results: list[Plan]) -> Figures:
    """Medians over the runs: cold and warm load, each sort of step, memory."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for result in results:
        for what, value in figures_of(result):
            found[what].append(value)
    return {what: statistics.median(values) for what, values in found.items()}


def figures_of(result: Plan) -> Iterator[tuple[str, float]]:
    """The figures of one run."""
    yield "cold load", result["loads_ms"][0]
    yield "warm load", statistics.median(result["loads_ms"][1:] or result["loads_ms"])
    steps: defaultdict[str, list[float]] = defaultdict(list)
    for op in result["ops"]:
        if op.get("ms") is not None:
            steps[op["tag"]].append(op["ms"])
    for tag, times in steps.items():
        yield tag, statistics.median(times)
    yield MEMORY, result["rss_mb"]


def same(one: Any, other: Any) -> bool:
    """Whether two engines end with the same value."""
    one, other = ("" if value is None else value for value in (one, other))
    if str(one) == str(other):
        return True  # two that are both no number agree about that
    try:
        return abs(float(one) - float(other)) <= 1e-6 * max(1.0, abs(float(one)))
    except (TypeError, ValueError):
        return False


def prepared(folder: Path) -> None:
    """The plans, in a folder."""
    generator = SHARED / "gen_forms.py"
    if generator.exists():
        subprocess.run([sys.executable, str(generator), str(folder)], check=True, stdout=subprocess.DEVNULL)
    else:
        print("The folder ../shared/bench-forms is not there: plans of the same shapes are made here.")
        make(folder)


def order(name: str) -> tuple[int, int]:
    """Small plans first, in the order of their shapes."""
    shape, _, count = name.partition("-")
    return int(count), SHAPES.index(shape) if shape in SHAPES else len(SHAPES)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", default="")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--data", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        if arguments.data is None:
            prepared(folder)
        data = arguments.data or folder
        names = [name for name in arguments.plans.split(",") if name]
        bench = Bench(data, folder, {"ours": OURS} | peers(SHARED / "adapters", folder), arguments.runs)
        for name in names or sorted((path.stem for path in (data / "plans").glob("*.json")), key=order):
            bench.run(name)
        bench.growth()
        bench.close()


if __name__ == "__main__":
    main()
