"""Opening a document: rows and answers into a run, then the first evaluation and what happens at load."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from monitorapp.forms.coercion import EvaluationError, Scalar, write_moment
from monitorapp.forms.definition import Action, Kind, Question
from monitorapp.forms.rows import Row
from monitorapp.forms.run import Run
from monitorapp.forms.schema import SchemaNode, Seed
from monitorapp.forms.values import Answers, derived_item, fit, from_ledger
from monitorapp.records.field import Value

FIRST_LOAD = "odk-instance-first-load"
LOAD = "odk-instance-load"
NEW_REPEAT = "odk-new-repeat"
VALUE_CHANGED = "xforms-value-changed"


class Opening:
    """Fills the rows of a run from the answers of a document."""

    def __init__(self, run: Run, answers: Answers, document: str) -> None:
        self.run = run
        self.answers = answers
        self.document = document
        self.gone = answers.gone
        # Ids that the form has given to its rows, so that none is given twice while the form runs.
        self.used: set[str] = set()
        run.name_seed = self.seed_name
        run.name_row = self.row_name
        run.recall = self.fill_below

    def rename_record(self, element: str = "instanceID") -> None:
        """A record that is edited gets an id of its own, and remembers the one it replaces."""
        nodes = {node.local: node for node in self.run.definition.schema.nodes if node.local.endswith("ID")}
        if "deprecatedID" in nodes and element in nodes:
            row = self.run.root
            old, new = nodes["deprecatedID"].own_slot, nodes[element].own_slot
            row.typed[old] = row.seen[old] = row.typed[new]
            row.typed[new] = row.seen[new] = "uuid:" + self.run.environment.uuid()

    def row_name(self, place: SchemaNode, parent: Row, index: int) -> str:
        """The id of a row that a count makes: the first generation that nobody has taken away."""
        for generation in count():
            item = derived_item(self.document, place.question, parent.item, index, generation)
            if item not in self.gone and item not in self.used:
                break
        self.used.add(item)
        return item

    def seed_name(self, place: SchemaNode, parent: Row, index: int) -> str:
        """The id of a row that the form begins with."""
        item = derived_item(self.document, place.question, parent.item, index, 0)
        self.used.add(item)
        return item

    def fill(self, seed: Seed, saved: bool) -> None:
        """All rows and answers."""
        self.run.plant(self.run.root, seed, saved)
        self.fill_below(self.run.root)

    def fill_below(self, row: Row) -> None:
        """What the document knows of a row and of all inside it; not recursive."""
        waiting = [row]
        while waiting:
            row = waiting.pop()
            self.fill_row(row)
            for slot in row.plan.repeat_slots:
                self.add_known_rows(row, row.plan.nodes[slot])
                waiting.extend(row.rows[slot])

    def add_known_rows(self, row: Row, place: SchemaNode) -> None:
        """Rows that people added; the first rows of the form stay where the form puts them."""
        first = {inner.item for inner in row.rows[place.slot]}
        for inner in [inner for inner in row.rows[place.slot] if inner.item in self.gone]:
            self.run.remove_row(inner, place)
        if place in self.run.counted:
            return
        for item in self.answers.rows.get((place.question, row.item), ()):
            if item not in first and item not in self.gone:
                fresh = self.run.new_row(place, row, len(row.rows[place.slot]), item)
                self.run.plant(fresh, self.run.definition.schema.templates[place.index])

    def fill_row(self, row: Row) -> None:
        """Put the known values of a row into its cells."""
        given = self.answers.given.get(row.item)
        automatic = self.answers.automatic.get(row.item)
        if given or automatic:
            for node in row.plan.nodes:
                self.fill_cell(row, node, given or {}, automatic or {})

    def fill_cell(self, row: Row, node: SchemaNode, given: dict[str, Value], automatic: dict[str, Value]) -> None:
        """A person's answer, else what the form made of itself, else what the form begins with."""
        question = self.run.definition.questions.get(node.question)
        if question is None or node.elements:
            return
        slot = node.own_slot
        if node.question in given and self.takes_answers(question):
            row.given[slot] = given[node.question]
            row.typed[slot] = in_order(question, from_ledger(node.type, given[node.question], self.run.zone))
        elif node.question in automatic:
            row.typed[slot] = from_ledger(node.type, automatic[node.question], self.run.zone)
        row.seen[slot] = row.typed[slot]

    def takes_answers(self, question: Question) -> bool:
        """Results are worked out and not answered, but for those that keep what they have."""
        bind = self.run.definition.binds.get(question.place.index)
        return question.kind is not Kind.CALCULATION or (bind is not None and bind.keeps_first)

    def knows(self, row: Row, place: SchemaNode) -> bool:
        """Whether the document already has a value for this cell, be it a person's or the form's own."""
        return any(
            place.question in values.get(row.item, {}) for values in (self.answers.given, self.answers.automatic)
        )


def in_order(question: Question, value: Scalar) -> Scalar:
    """Several codes in the order in which the form offers them, as far as that is fixed."""
    if question.kind is not Kind.SELECT_MULTIPLE or not question.choices or not isinstance(value, str):
        return value
    codes = dict.fromkeys(value.split())
    known = [choice.code for choice in question.choices if choice.code in codes]
    return " ".join([*known, *(code for code in codes if code not in known)])


class Actions:
    """Runs what happens at an event, in the rows that it concerns."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.by_event: dict[str, list[Action]] = {}
        for action in run.definition.actions:
            for event in action.events:
                self.by_event.setdefault(event, []).append(action)

    def of(self, event: str) -> list[Action]:
        """The actions of an event."""
        return self.by_event.get(event, [])

    def targets(self, action: Action, row: Row) -> Iterable[Row]:
        """The rows in which the target of an action lives, as seen from the row where it happens."""
        place = action.target
        while row.plan.depth > place.depth or not is_around(row, place):
            row = row.parent
        hops = []
        plan = place.plan
        while plan is not row.plan and plan.repeat is not None and plan.parent is not None:
            hops.append(plan.repeat.slot)
            plan = plan.parent
        return row.reached(tuple(reversed(hops)))

    def perform(self, action: Action, row: Row) -> list[tuple[Row, SchemaNode]]:
        """Set the value in all target rows; gives the cells that were set."""
        done = []
        for target in self.targets(action, row):
            self.assign(target, action.target, self.value(action, target))
            done.append((target, action.target))
        return done

    def value(self, action: Action, row: Row) -> Scalar:
        """The value that an action sets; a blank where it cannot be worked out."""
        try:
            return action.value(row.context)
        except EvaluationError as failure:
            self.run.fail(row, action.target, failure)
            return ""

    def assign(self, row: Row, place: SchemaNode, value: Scalar) -> None:
        """Set a cell and work off what follows, where the value differs."""
        value = fit(place.type, value, self.run.zone)
        held = row.typed[place.own_slot]
        if value != held or type(value) is not type(held):
            self.run.store(row, place, value)
            self.run.settle()


def is_around(row: Row, place: SchemaNode) -> bool:
    """Whether a row is one that a node stands in, or further out."""
    plan = place.plan
    while plan.depth > row.plan.depth and plan.parent is not None:
        plan = plan.parent
    return plan is row.plan


def preload(run: Run, kind: str) -> str:
    """The value of a preload. Who the person is and which machine they use is never told to a form."""
    name, _, parameter = kind.partition(":")
    if name == "uid":
        return "uuid:" + run.environment.uuid()
    now = run.environment.now().astimezone(run.zone)
    if name == "timestamp" and parameter == "start":
        return write_moment(now)
    if name == "date" and parameter == "today":
        return write_moment(now.date())
    return ""
