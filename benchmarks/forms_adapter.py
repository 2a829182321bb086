"""Runs one bench plan through the form engine: the engine command that form benchmarks call.

    python -m benchmarks.forms_adapter --plan FILE --root DIR --out FILE

The plan names a form, how often to load it again, steps with the references to read after each, and the
references to report at the end. The timed part of a step brings everything up to date and reads the values.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from monitorapp.forms import FormState, SystemEnvironment, compile_form
from monitorapp.forms.cases.driver import Driver, value_of

Op = dict[str, Any]


def milliseconds(deed: Callable[[], object]) -> float:
    start = time.perf_counter()
    deed()
    return (time.perf_counter() - start) * 1000


class Bench:
    """One plan, run once."""

    def __init__(self, plan: Op, root: Path) -> None:
        self.plan = plan
        self.source = (root / plan["form"]).read_bytes()
        self.loads: list[float] = []
        self.driver: Driver

    def load(self) -> None:
        """The first load compiles the form; the warm ones only open it anew."""
        start = time.perf_counter()
        definition = compile_form(self.source)
        state = FormState(definition, {}, SystemEnvironment("UTC"), document="bench")
        self.loads.append((time.perf_counter() - start) * 1000)
        for _ in range(self.plan.get("warm_loads", 0)):
            again = milliseconds(lambda: FormState(definition, {}, SystemEnvironment("UTC"), document="bench"))
            self.loads.append(again)
        self.driver = Driver(state)

    def step(self, op: Op) -> dict[str, Any]:
        deed = {"set": self.set_value, "serialize": self.serialize, "validate": self.validate}.get(op["op"], self.rows)
        return {"tag": op.get("tag", op["op"]), "ms": deed(op)}

    def set_value(self, op: Op) -> float:
        row, place = self.driver.row(op["ref"])
        question = self.driver.definition.questions[place.question]
        field, value = row.prefix + question.id, value_of(question, op["value"])
        reads = [self.driver.row(ref) for ref in op.get("read", ())]

        def deed() -> None:
            self.driver.state.answer(field, value)
            for inner, node in reads:
                self.driver.text(inner, node)

        return milliseconds(deed)

    def rows(self, op: Op) -> float:
        return milliseconds(lambda: self.driver.perform(op))

    def serialize(self, op: Op) -> float:
        return milliseconds(self.driver.state.serialize)

    def validate(self, op: Op) -> float:
        return milliseconds(self.driver.state.problems)

    def report(self) -> dict[str, Any]:
        check = {ref: self.value(ref) or "" for ref in self.plan.get("check", ())}
        found = {"engine": f"monitorapp (Python {platform.python_version()})", "loads_ms": self.loads, "check": check}
        if self.plan.get("dump"):
            found["dump"] = self.driver.leaves()
        return found | {"rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}

    def value(self, ref: str) -> str | None:
        return self.driver.text(*self.driver.row(ref))


def run(plan: Op, root: Path) -> dict[str, Any]:
    """The measurements of a plan, in the shape that the benchmark reads."""
    bench = Bench(plan, root)
    bench.load()
    ops = [bench.step(op) for op in plan["ops"]]
    return bench.report() | {"ops": ops}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("plan", "root", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    arguments = parser.parse_args()
    plan = json.loads(arguments.plan.read_text(encoding="utf-8"))
    arguments.out.write_text(json.dumps(run(plan, arguments.root)), encoding="utf-8")


if __name__ == "__main__":
    main()
