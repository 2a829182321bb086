"""Small forms for the tests of the engine, and a clock and dice that stand still."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from monitorapp.forms import FormDefinition, FormState, Instance, compile_form
from monitorapp.forms.state import Outcome
from monitorapp.records.field import Value

HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms" '
    'xmlns:orx="http://openrosa.org/xforms" xmlns:monitor="http://monitorapp.org/xforms">'
)
# Records get an id of their own; tests that are not about it keep it out of the way.
META = "<meta><instanceID>fixed</instanceID></meta>"


class StillEnvironment:
    """Noon of one day in Bishkek, ids that count upwards."""

    zone = "Asia/Bishkek"

    def __init__(self) -> None:
        self.made = 0

    def now(self) -> datetime:
        return datetime(2026, 3, 4, 6, 30, 15, tzinfo=UTC)

    def uuid(self) -> str:
        self.made += 1
        return f"00000000-0000-4000-8000-{self.made:012x}"

    def random(self) -> float:
        return 0.25

    def new_item(self) -> str:
        self.made += 1
        return f"{self.made:032x}"


def bind(path: str, **rules: str) -> str:
    """A bind of /data/PATH; `constraintMsg` and its like go into JavaRosa's namespace, `monitor_x` into ours."""
    named = "".join(f" {spelled(name)}={quoteattr(text)}" for name, text in rules.items())
    return f'<bind nodeset="/data/{path}"{named}/>'


def spelled(name: str) -> str:
    if name in {"constraintMsg", "requiredMsg", "preload", "preloadParams"}:
        return f"jr:{name}"
    return name.replace("monitor_", "monitor:")


def ask(path: str, label: str = "", inside: str = "") -> str:
    return f'<input ref="/data/{path}"><label>{escape(label or path)}</label>{inside}</input>'


def select(path: str, *codes: str, tag: str = "select1") -> str:
    items = "".join(f"<item><label>{code.title()}</label><value>{code}</value></item>" for code in codes)
    return f'<{tag} ref="/data/{path}"><label>{path}</label>{items}</{tag}>'


def select_from(path: str, nodeset: str, tag: str = "select1", value: str = "name", label: str = "label") -> str:
    return (
        f'<{tag} ref="/data/{path}"><label>{path}</label><itemset nodeset={quoteattr(nodeset)}>'
        f'<value ref="{value}"/><label ref={quoteattr(label)}/></itemset></{tag}>'
    )


def group(path: str, *inside: str, label: str = "") -> str:
    return f'<group ref="/data/{path}"><label>{escape(label or path)}</label>{"".join(inside)}</group>'


def repeat(path: str, *inside: str, count: str = "", fixed: bool = False) -> str:
    controlled = f" jr:count={quoteattr(count)}" if count else ' jr:noAddRemove="true()"' if fixed else ""
    rows = f'<repeat nodeset="/data/{path}"{controlled}>{"".join(inside)}</repeat>'
    return f'<group ref="/data/{path}"><label>{path}</label>{rows}</group>'


def table(name: str, *rows: Mapping[str, str]) -> str:
    items = "".join(
        "<item>" + "".join(f"<{key}>{escape(text)}</{key}>" for key, text in row.items()) + "</item>" for row in rows
    )
    return f'<instance id="{name}"><root>{items}</root></instance>'


def xform(instance: str, *binds: str, body: str = "", extra: str = "", itext: str = "", meta: str = META) -> str:
    """A whole form; `extra` stands in the model after the primary instance, `itext` before it."""
    model = f'{itext}<instance><data id="small" version="7">{instance}{meta}</data></instance>{extra}{"".join(binds)}'
    return f"{HEAD}<h:head><h:title>Small</h:title><model>{model}</model></h:head><h:body>{body}</h:body></h:html>"


def compiled(
    instance: str, *binds: str, body: str = "", extra: str = "", itext: str = "", meta: str = META
) -> FormDefinition:
    return compile_form(xform(instance, *binds, body=body, extra=extra, itext=itext, meta=meta))


def filled(
    definition: FormDefinition,
    answers: Mapping[str, Value] | None = None,
    instances: Mapping[str, Instance] | None = None,
    language: str | None = None,
    environment: StillEnvironment | None = None,
) -> FormState:
    """A state of a form in the still environment."""
    here = environment or StillEnvironment()
    return FormState(definition, answers or {}, here, instances, language, document="d" * 32)


def calculated(expression: str, instance: str = "", *binds: str, kind: str = "string", **answers: Value) -> Value:
    """What a calculation of /data/out gives, after some answers."""
    form = compiled(f"{instance}<out/>", *binds, bind("out", type=kind, calculate=expression))
    state = filled(form)
    for name, value in answers.items():
        state.answer(name, value)
    return state.value("out")


class Ledger:
    """A document as the store keeps it: every change of a state is written down, and can be opened afresh."""

    def __init__(self, definition: FormDefinition, instances: Mapping[str, Instance] | None = None) -> None:
        self.definition = definition
        self.instances = instances or {}
        self.environment = StillEnvironment()
        self.fields: dict[str, Value] = {}
        # All fields that the state has ever said to look different.
        self.reported: set[str] = set()
        self.state = filled(definition, {}, self.instances, environment=self.environment)
        self.keep(self.state.opened)

    def keep(self, outcome: Outcome) -> Outcome:
        self.reported |= outcome.changed
        self.fields.update(outcome.auto)
        self.fields.update({f"{item}/#gone": True for item in outcome.rows_removed})
        return outcome

    def answer(self, field: str, value: Value) -> Outcome:
        self.fields[field] = value
        return self.keep(self.state.answer(field, value))

    def add_row(self, repeat_id: str, parent: str | None = None) -> str:
        outcome = self.state.add_row(repeat_id, parent)
        item = outcome.rows_added[0]
        self.fields[f"{item}/#row"] = {"row": repeat_id, "in": parent} if parent else {"row": repeat_id}
        self.keep(outcome)
        return item

    def remove_row(self, item: str) -> Outcome:
        return self.keep(self.state.remove_row(item))

    def reopened(self) -> FormState:
        """The same document, opened from what was kept."""
        return filled(self.definition, dict(self.fields), self.instances, environment=self.environment)
