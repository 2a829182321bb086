"""Forms of four shapes and what is done to them: the plans of the form benchmark where no others are at hand."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

Plan = dict[str, Any]
Made = tuple[str, list[Plan], list[str]]
WARM_LOADS = 5
CODES = ("yes", "no", "na")
KINDS = ("int", "select1", "string", "decimal", "date")


def bind(path: str, **rules: str) -> str:
    return f"<bind nodeset={quoteattr(path)} " + " ".join(f"{name}={quoteattr(rules[name])}" for name in rules) + "/>"


def control(path: str, kind: str) -> str:
    if kind != "select1":
        return f'<input ref="{path}"><label>{path}</label></input>'
    items = "".join(f"<item><label>{code}</label><value>{code}</value></item>" for code in CODES)
    return f'<select1 ref="{path}"><label>{path}</label>{items}</select1>'


def form(name: str, instance: str, binds: list[str], body: list[str]) -> str:
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">'
        f'<h:head><h:title>{name}</h:title><model><instance><data id="{name}">{instance}</data></instance>'
        f"{''.join(binds)}</model></h:head><h:body>{''.join(body)}</h:body></h:html>"
    )


def change(path: str, value: object, tag: str, *read: str) -> Plan:
    return {"op": "set", "ref": path, "value": str(value), "tag": tag, "read": list(read)}


class Mixed:
    """Sections of twenty questions behind a gate, each question relevant on the one before, scores over all."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.instance: list[str] = []
        self.binds: list[str] = []
        self.body: list[str] = []
        self.numbers: list[str] = []
        self.scores: list[str] = []
        for section in range(1, count // 20 + 1):
            self.add_section(section)

    def add_section(self, section: int) -> None:
        gate, group = f"/data/gate{section}", f"/data/g{section}"
        names = "".join(f"<q{number}/>" for number in range(1, 20))
        self.instance.append(f"<gate{section}/><g{section}>{names}<score/></g{section}>")
        self.binds += [bind(gate, type="string", required="true()"), bind(group, relevant=f"{gate} = 'yes'")]
        inner = [self.add_question(f"{group}/q", number, gate) for number in range(1, 20)]
        numbers = self.numbers[-4:]
        terms = " + ".join(f"coalesce({path}, 0)" for path in numbers)
        self.binds.append(bind(f"{group}/score", type="decimal", calculate=f"round(({terms}) div {len(numbers)}, 1)"))
        self.scores.append(f"{group}/score")
        self.body += [control(gate, "select1"), f'<group ref="{group}"><label>S</label>{"".join(inner)}</group>']

    def add_question(self, stem: str, number: int, gate: str) -> str:
        path, kind = f"{stem}{number}", KINDS[number % len(KINDS)]
        rules = {"type": "string" if kind == "select1" else kind}
        if number > 1:
            rules["relevant"] = f"{stem}{number - 1} != '' or {gate} = 'yes'"
        if kind == "int":
            rules |= {"constraint": ". >= 0 and . <= 100", "required": f"{gate} = 'yes'"}
            self.numbers.append(path)
        self.binds.append(bind(path, **rules))
        return control(path, kind)

    def made(self) -> Made:
        self.instance.append("<total/><band/>")
        total = " + ".join(f"coalesce({path}, 0)" for path in self.scores)
        band = "if(/data/total > 1000, 'high', if(/data/total > 100, 'medium', 'low'))"
        self.binds += [bind("/data/total", type="decimal", calculate=total), bind("/data/band", calculate=band)]
        dice = random.Random(self.count)
        ops = [change(f"/data/gate{n}", "yes", "open-gate") for n in range(1, len(self.scores) + 1)]
        ops += [change(path, dice.randint(0, 100), "fill") for path in self.numbers]
        for path in (dice.choice(self.numbers) for _ in range(200)):
            ops.append(change(path, dice.randint(0, 100), "set-change", "/data/total", "/data/band"))
        for number in range(1, 21):
            ops += [change(f"/data/gate{number}", value, "toggle", "/data/total") for value in ("no", "yes")]
        ops += [{"op": "validate", "tag": "validate"}] * 3 + [{"op": "serialize", "tag": "serialize"}] * 3
        return form(f"mixed-{self.count}", "".join(self.instance), self.binds, self.body), ops, ["/data/total"]


def chain(count: int) -> Made:
    """Calculations, each of the one before: the worst depth."""
    names = [f"c{number}" for number in range(1, count + 1)]
    before = ["a", *names]
    binds = [bind("/data/a", type="int")] + [
        bind(f"/data/{name}", type="int", calculate=f"coalesce(/data/{old}, 0) + 1", relevant=f"/data/{old} != -1")
        for old, name in zip(before, names, strict=False)
    ]
    body = [control(f"/data/{name}", "int") for name in before]
    last = f"/data/{names[-1]}"
    ops = [change("/data/a", 10 + turn, "set-head", last) for turn in range(15)]
    return form(f"chain-{count}", "".join(f"<{name}/>" for name in before), binds, body), ops, [last]


def fanout(count: int) -> Made:
    """One number on which all calculations and all relevances depend: the worst breadth."""
    instance, binds, body = "<a/><s/>", [bind("/data/a", type="int")], [control("/data/a", "int")]
    for number in range(1, count + 1):
        instance += f"<c{number}/><q{number}/>"
        binds.append(bind(f"/data/c{number}", type="int", calculate=f"coalesce(/data/a, 0) * {number}"))
        binds.append(bind(f"/data/q{number}", relevant=f"/data/a > {number % 50}"))
        body.append(control(f"/data/q{number}", "string"))
    binds.append(bind("/data/s", type="decimal", calculate=f"/data/c1 + /data/c{count}"))
    ops = [change("/data/a", 7 * turn % 60, "set-hub", "/data/s") for turn in range(1, 16)]
    return form(f"fanout-{count}", instance, binds, body), ops, ["/data/s"]


def repeat(count: int) -> Made:
    """Rows with products, a share of the total, their position and the row before them."""
    row = "/data/row"
    binds = [
        bind("/data/rate", type="decimal"),
        bind(f"{row}/quantity", type="int"),
        bind(f"{row}/price", type="decimal", relevant="../quantity > 0"),
        bind(f"{row}/line", type="decimal", calculate="coalesce(../quantity, 0) * coalesce(../price, 0) * /data/rate"),
        bind(f"{row}/share", type="decimal", calculate="if(/data/sum > 0, round(../line div /data/sum * 100, 2), 0)"),
        bind(f"{row}/place", type="int", calculate="position(..)"),
        bind(f"{row}/old", calculate="if(../place > 1, indexed-repeat(/data/row/line, /data/row, ../place - 1), 0)"),
        bind("/data/sum", type="decimal", calculate="sum(/data/row/line)"),
        bind("/data/big", type="int", calculate="count(/data/row[line > 100])"),
    ]
    instance = "<rate>1</rate><row><quantity/><price/><line/><share/><place/><old/></row><sum/><big/>"
    inside = control(f"{row}/quantity", "int") + control(f"{row}/price", "decimal")
    body = [control("/data/rate", "decimal"), f'<group ref="{row}"><repeat nodeset="{row}">{inside}</repeat></group>']
    dice = random.Random(count)
    ops: list[Plan] = [{"op": "add_repeat", "ref": row, "tag": "add"}] * (count - 1)
    for number in dice.sample(range(1, count + 1), min(count, 50)):
        ops.append(change(f"{row}[{number}]/quantity", dice.randint(1, 9), "set-quantity", "/data/sum"))
        ops.append(change(f"{row}[{number}]/price", dice.randint(1, 90), "set-price", f"{row}[{number}]/share"))
    ops += [change("/data/rate", value, "set-all-rows", "/data/sum") for value in (2, 3, 1)]
    ops += [{"op": "remove_repeat", "ref": f"{row}[{number}]", "tag": "remove"} for number in (count // 2, 5)]
    return form(f"repeat-{count}", instance, binds, body), ops, ["/data/sum", "/data/big"]


SHAPES: dict[str, Callable[[int], Made]] = {
    "mixed": lambda count: Mixed(count).made(),
    "chain": chain,
    "fanout": fanout,
    "repeat": repeat,
}
SIZES = {"mixed": (1000, 5000), "chain": (1000, 5000), "fanout": (1000, 5000), "repeat": (50, 500)}
PLANS = [f"{shape}-{count}" for shape, counts in SIZES.items() for count in counts]


def make(folder: Path) -> None:
    """Write all forms and plans into a folder."""
    for part in ("forms", "plans"):
        (folder / part).mkdir(exist_ok=True)
    for name in PLANS:
        shape, _, count = name.partition("-")
        source, ops, check = SHAPES[shape](int(count))
        (folder / f"forms/{name}.xml").write_text(source, encoding="utf-8")
        plan = {"form": f"forms/{name}.xml", "warm_loads": WARM_LOADS, "ops": ops, "check": check}
        (folder / f"plans/{name}.json").write_text(json.dumps(plan), encoding="utf-8")
