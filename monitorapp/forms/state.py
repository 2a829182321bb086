"""A filled form: what a page, a command or a test asks of it, and what an answer changes.

`FormState` is the engine's only door. It never refuses an answer, knows no files and no screens, and
says with every change exactly what came of it (`Outcome`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from monitorapp.errors import FormTrouble
from monitorapp.forms.coercion import Scalar, write_moment
from monitorapp.forms.context import Environment
from monitorapp.forms.definition import Element, FormDefinition, Question, Repeat
from monitorapp.forms.hardened import parse_xml
from monitorapp.forms.instances import Instance, write_instance
from monitorapp.forms.marks import Outcome
from monitorapp.forms.opening import FIRST_LOAD, LOAD, NEW_REPEAT, VALUE_CHANGED, Actions, Opening, in_order, preload
from monitorapp.forms.rows import Row
from monitorapp.forms.run import Run
from monitorapp.forms.schema import SchemaNode, Seed
from monitorapp.forms.skeleton import seed_of_record
from monitorapp.forms.values import Answers, from_ledger, sort_answers, split_key, to_ledger
from monitorapp.forms.view import Node, Problem, Shown, ShownChoice, View
from monitorapp.records.field import Value

__all__ = ["FormState", "Node", "Outcome", "Problem", "ShownChoice"]

MOST_ACTIONS = 10_000


class FormState:
    """One document being filled.

    `answers` is the ledger's view of it ({field key: value}, rows in the order of the ledger), `document`
    its id, from which rows that the form makes get theirs. `record` is a saved XForm instance to begin with
    in place of the form's first values. `opened` says what opening it brought about.
    """

    def __init__(
        self,
        definition: FormDefinition,
        answers: Mapping[str, Value],
        environment: Environment,
        instances: Mapping[str, Instance] | None = None,
        language: str | None = None,
        document: str = "",
        record: str | None = None,
    ) -> None:
        self.definition = definition
        self._run = Run(definition, environment, language or definition.default_language)
        self._view = View(self._run)
        self._actions = Actions(self._run)
        self._auto: dict[str, Value] = {}
        for name, instance in (instances or {}).items():
            self._run.instances[name] = instance.document
        sorted_answers = sort_answers(answers)
        self._opening = Opening(self._run, sorted_answers, document)
        self._record = record
        seed = definition.schema.seed if record is None else self._seed_of(record)
        self._opening.fill(seed, record is not None)
        if record is not None:
            self._opening.rename_record()
        self._rows: dict[str, Row] = {row.item: row for row in self._run.root.inside()}
        self.opened = self._open(sorted_answers)

    def _seed_of(self, record: str) -> Seed:
        element, prefixes = parse_xml(record)
        return seed_of_record(element, self.definition.schema, prefixes)

    def _open(self, answers: Answers) -> Outcome:
        known = {item for items in answers.rows.values() for item in items}
        self._run.evaluate_all()
        self._preload()
        for row in list(self._run.root.inside()):
            self._perform_at_load(row)
        outcome = self._finish(None)
        new = tuple(item for item in outcome.rows_added if item not in known)
        return Outcome(frozenset(), new, (), outcome.auto)

    def _preload(self) -> None:
        for bind in self.definition.binds.values():
            if bind.preload and bind.place.depth == 0:
                row = self._run.root
                if row.typed[bind.place.own_slot] == "" and (text := preload(self._run, bind.preload)):
                    self._actions.assign(row, bind.place, text)
                    self._keep(row, bind.place)

    def _perform_at_load(self, row: Row) -> None:
        for event in (FIRST_LOAD, LOAD):
            for action in self._actions.of(event):
                home = action.trigger or action.target
                if home.plan is not row.plan and not (action.trigger is None and row.plan.depth == 0):
                    continue
                for target in self._actions.targets(action, row):
                    if event == LOAD or not self._knows(target, action.target):
                        self._actions.assign(target, action.target, self._actions.value(action, target))
                        self._keep(target, action.target)

    def _knows(self, row: Row, place: SchemaNode) -> bool:
        return self._record is not None or self._opening.knows(row, place)

    # Changes.

    def answer(self, field_key: str, value: Value) -> Outcome:
        """Take an answer; whatever it is, it is kept. Raises FormTrouble form-unknown for an unknown field."""
        row, question = self._find(field_key)
        place = question.place
        slot = place.own_slot
        typed = in_order(question, from_ledger(place.type, value, self._run.zone))
        self._opening.answers.given.setdefault(row.item, {})[question.id] = value
        before = row.typed[slot], row.given.get(slot)
        if (typed, value) != before or type(typed) is not type(before[0]):
            self._put(row, place, typed, value, typed != before[0] or type(typed) is not type(before[0]))
        return self._finish((row, question))

    def _put(self, row: Row, place: SchemaNode, typed: Scalar, value: Value, differs: bool) -> None:
        fired = len(self._run.fired)
        self._run.store(row, place, typed)
        if not differs:
            del self._run.fired[fired:]
        row.given[place.own_slot] = value
        self._run.touch_cell(row, place)
        self._run.settle()

    def add_row(self, repeat_id: str, parent_item: str | None = None, item: str | None = None) -> Outcome:
        """A new row at the end of a repeat."""
        return self.insert_row(repeat_id, parent_item, None, item)

    def insert_row(
        self, repeat_id: str, parent_item: str | None, index: int | None, item: str | None = None
    ) -> Outcome:
        """A new row at a place among the others; kept in the ledger, rows stand in the order of their making."""
        repeat = self._repeat(repeat_id)
        parent = self._row(parent_item or "")
        rows = parent.rows[repeat.place.slot]
        fresh = item or self._run.environment.new_item()
        self._run.add_row(repeat.place, parent, len(rows) if index is None else index, fresh)
        self._run.settle()
        return self._finish(None)

    def _welcome(self, row: Row) -> None:
        """What happens when a row is new: odk-new-repeat, in this row."""
        for action in self._actions.of(NEW_REPEAT):
            if action.repeat is row.plan.repeat:
                for target in self._actions.targets(action, row):
                    if not self._opening.knows(target, action.target):
                        self._actions.assign(target, action.target, self._actions.value(action, target))
                        self._keep(target, action.target)

    def remove_row(self, item: str) -> Outcome:
        """Take a row away, with the rows inside it."""
        row = self._row(item)
        if row.plan.repeat is None:
            raise FormTrouble("form-unknown")
        self._run.remove_row(row, row.plan.repeat)
        self._run.settle()
        return self._finish(None)

    def finish(self) -> Outcome:
        """The form is finished: what is to say when gets the present time."""
        for bind in self.definition.binds.values():
            if bind.preload == "timestamp:end" and bind.place.depth == 0:
                now = self._run.environment.now().astimezone(self._run.zone)
                self._actions.assign(self._run.root, bind.place, write_moment(now))
                self._keep(self._run.root, bind.place)
        return self._finish(None)

    def set_language(self, language: str) -> Outcome:
        """Show the form in another of its languages."""
        self._run.language = language
        for task in self._run.graph.sources.get("*language", ()):
            self._run.mark_rows(task, self._run.rows_of(task))
        self._run.settle()
        self._run.changed |= {(row, node) for row in self._run.root.inside() for node in row.plan.nodes}
        return self._finish(None)

    def set_instance(self, name: str, instance: Instance) -> Outcome:
        """The parent's answers or the children's have changed."""
        self._run.instances[name] = instance.document
        self._run.choice_cache.clear()
        for source in (name, "*"):
            for task in self._run.graph.sources.get(source, ()):
                self._run.mark_rows(task, self._run.rows_of(task))
        self._run.settle()
        return self._finish(None)

    # What came of it.

    def _finish(self, answered: tuple[Row, Question] | None) -> Outcome:
        """Run what changes trigger until nothing more happens, then report."""
        self._run_triggers()
        run = self._run
        self._register()
        for row, place in run.kept:
            self._keep(row, place)
        outcome = Outcome(
            changed=frozenset(row.prefix + place.question for row, place in run.changed if not row.gone),
            rows_added=tuple(row.item for row in run.rows_added if not row.gone),
            rows_removed=tuple(row.item for row in run.rows_removed),
            auto=self._auto,
            problem=self._view.problem(*answered)[0] if answered is not None else None,
        )
        self._forget_changes()
        return outcome

    def _run_triggers(self) -> None:
        run = self._run
        left = MOST_ACTIONS
        while run.fired and left > 0:
            row, place = run.fired.pop(0)
            for action in self._actions.of(VALUE_CHANGED):
                if action.trigger is place and not row.gone:
                    left -= 1
                    for target, cell in self._actions.perform(action, row):
                        self._keep(target, cell)
            self._welcome_counted()
        run.fired.clear()
        self._welcome_counted()

    def _welcome_counted(self) -> None:
        """Rows that a count has made are new rows as well."""
        for row in self._run.rows_added:
            if row.item not in self._rows and not row.gone:
                self._rows[row.item] = row
                self._welcome(row)

    def _register(self) -> None:
        for row in self._run.rows_removed:
            self._rows.pop(row.item, None)
            self._opening.gone.add(row.item)

    def _keep(self, row: Row, place: SchemaNode) -> None:
        """A value that the form set by itself is stored once, beside what people answer."""
        question = self.definition.questions.get(place.question)
        if question is None or row.gone:
            return
        value = to_ledger(question.type, question.shape, row.typed[place.own_slot])
        self._auto[row.prefix + question.id + "#auto"] = value
        if question.id in self._opening.answers.given.get(row.item, {}):
            self._auto[row.prefix + question.id] = value

    def _forget_changes(self) -> None:
        run = self._run
        self._auto = {}
        run.kept.clear()
        run.changed = set()
        run.rows_added = []
        run.rows_removed = []

    # Questions about the state.

    @property
    def view(self) -> View:
        """The reading side of the state, row by row."""
        return self._view

    @property
    def root_row(self) -> Row:
        """The row of the form itself, for those who walk over everything."""
        return self._run.root

    def value(self, field_key: str) -> Value:
        """The answer, default or result that stands in a field."""
        return self._view.value(*self._find(field_key))

    def node(self, field_key: str) -> Node:
        """A question as a page shows it."""
        return self._view.node(*self._find(field_key))

    def rows(self, repeat_id: str, parent_item: str | None = None) -> tuple[str, ...]:
        """The ids of the rows of a repeat, in order."""
        place = self._repeat(repeat_id).place
        return tuple(row.item for row in self._row(parent_item or "").rows[place.slot])

    def section_relevant(self, element_id: str, item: str | None = None) -> bool:
        """Whether a group, repeat or question is shown."""
        element = self._element(element_id)
        row = self._row(item or "")
        if element.place is None:
            return True
        if isinstance(element, Repeat) and row.plan.repeat is not element.place:
            above = element.place.parent
            return above is None or bool(row.shown[above.own_slot])
        return bool(row.shown[element.place.own_slot])

    def walk(self, section: str | Element, item: str | None = None) -> Iterator[Shown]:
        """A section and all in it, in order of display."""
        element = self._element(section) if isinstance(section, str) else section
        return self._view.walk(element, self._row(item or ""))

    def problems(self) -> tuple[Problem, ...]:
        """All that stands against finishing: required questions without an answer, constraints not met."""
        found = []
        for section in self.definition.sections:
            for row, question in self._view.questions(section, self._run.root):
                code, message = self._view.problem(row, question)
                if code is not None:
                    found.append(Problem(row.prefix + question.id, code, message))
        return tuple(found)

    def serialize(self) -> str:
        """The XForm instance: what is relevant, as XML."""
        return write_instance(self._run)

    def failures(self) -> Mapping[str, str]:
        """Fields whose rule could not be evaluated on the present answers, with the reason's code."""
        return {
            row.prefix + place.question: reason for (row, place), reason in self._run.failures.items() if not row.gone
        }

    # Finding things.

    def _find(self, field_key: str) -> tuple[Row, Question]:
        key = split_key(field_key)
        question = self.definition.questions.get(key.question)
        row = self._rows.get(key.item)
        if question is None or row is None or question.place.plan is not row.plan:
            raise FormTrouble("form-unknown")
        return row, question

    def _row(self, item: str) -> Row:
        row = self._rows.get(item)
        if row is None:
            raise FormTrouble("form-unknown")
        return row

    def _repeat(self, repeat_id: str) -> Repeat:
        repeat = self.definition.repeats.get(repeat_id)
        if repeat is None:
            raise FormTrouble("form-unknown")
        return repeat

    def _element(self, element_id: str) -> Element:
        for known in (self.definition.groups, self.definition.repeats, self.definition.questions):
            if element_id in known:
                return known[element_id]
        raise FormTrouble("form-unknown")
