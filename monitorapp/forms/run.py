"""The run of a filled form: each sort of rule, and what expressions ask of the world around them.

How rules follow each other is in marks.py, how rows come and go in growth.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan

from monitorapp.forms.coercion import EvaluationError, to_number, to_text
from monitorapp.forms.context import Context, Environment
from monitorapp.forms.definition import FormDefinition, Kind
from monitorapp.forms.graph import CALCULATE, COUNT, OFFER, READONLY, RELEVANT, REQUIRED, TOUCH, Task
from monitorapp.forms.growth import Growth
from monitorapp.forms.marks import Cellmark
from monitorapp.forms.nodes import Item
from monitorapp.forms.rows import Row, is_parent_shown
from monitorapp.forms.schema import SchemaNode
from monitorapp.forms.values import fit

MOST_ROWS = 10_000
# Of all repeats together: rows in rows in rows would multiply.
MOST_ROWS_IN_ALL = 20_000
# Types whose nodes change a number that they are given.
FITTED = frozenset({"int", "date", "dateTime", "boolean"})


class Run(Growth):
    """The rules of a form at work on its rows."""

    def __init__(self, definition: FormDefinition, environment: Environment, language: str) -> None:
        super().__init__(definition, environment)
        self.language = language
        self.instances: dict[str, Item] = dict(definition.instances)
        self.kept: set[Cellmark] = set()
        self.world = self
        self.handlers = {
            CALCULATE: self.calculate,
            RELEVANT: self.relevant,
            REQUIRED: self.required,
            READONLY: self.readonly,
            COUNT: self.count_rows,
            OFFER: self.offer,
        }
        self.root = Row(self, definition.schema.plan, None, "", 1)

    # What expressions ask of the world.

    def instance_root(self, name: str) -> Item | None:
        """The document of a secondary instance."""
        return self.instances.get(name)

    def translated(self, text_id: str, context: Context) -> str:
        """A text of the form in the language of the screen."""
        text = self.definition.texts.get(text_id)
        return "" if text is None else text.show(self.language, context)

    def choice_label(self, place: SchemaNode, row: Row, code: str) -> str:
        """The words of a choice, "" for a code that is not offered."""
        question = self.definition.questions.get(place.question)
        if question is None:
            return ""
        if question.itemset is None:
            named = (choice.label for choice in question.choices if choice.code == code)
            label = next(named, None)
            return "" if label is None else label.show(self.language, row.context)
        found = (context for offered, context in self.offered_items(place, row) if offered == code)
        item = next(found, None)
        return "" if item is None else to_text(question.itemset.label(item))

    def evaluate_all(self) -> None:
        """The first evaluation: every rule of every row, in order."""
        late = []
        for task in self.graph.tasks:
            if task.late:
                late.append(task)
            elif task.kind != TOUCH:
                self.handlers[task.kind](task, self.rows_of(task))
        self.loading = False
        for task in late:
            self.mark_rows(task, self.rows_of(task))
        self.settle()

    def calculate(self, task: Task, rows: Iterable[Row]) -> None:
        """Work out a result in all these rows; of what is hidden, not before it is shown."""
        place, run, zone = task.place, task.run, self.zone
        slot, as_it_is = place.own_slot, place.type not in FITTED
        for row in rows:
            if not row.shown[slot] or row.gone:
                continue
            try:
                value = run(row.context)
            except EvaluationError as failure:
                self.fail(row, place, failure)
                value = ""
            else:
                if self.failures:
                    self.failures.pop((row, place), None)
            if type(value) is not float or isnan(value) or not as_it_is:
                value = fit(place.type, value, zone)
            held = row.typed[slot]
            if value != held or type(value) is not type(held):
                if task.keeps_first and value != "":
                    self.kept.add((row, place))
                self.store(row, place, value)

    def relevant(self, task: Task, rows: Iterable[Row]) -> None:
        """Work out whether a node is shown."""
        place, run = task.place, task.run
        slot = place.own_slot
        for row in rows:
            if row.gone:
                continue
            try:
                own = bool(run(row.context))
            except EvaluationError as failure:
                self.fail(row, place, failure)
                own = False
            if own != row.own[slot]:
                row.own[slot] = own
                self.show(row, place, own and is_parent_shown(row, place))

    def required(self, task: Task, rows: Iterable[Row]) -> None:
        """Work out whether an answer is required."""
        slot = task.place.own_slot
        for row in rows:
            required = self.truth(task, row)
            if required != row.required[slot]:
                row.required[slot] = required
                self.changed.add((row, task.place))

    def readonly(self, task: Task, rows: Iterable[Row]) -> None:
        """Work out whether a node is readonly."""
        slot = task.place.own_slot
        for row in rows:
            readonly = self.truth(task, row)
            if readonly != row.readonly[slot]:
                row.readonly[slot] = readonly
                self.changed.add((row, task.place))

    def truth(self, task: Task, row: Row) -> bool:
        """The truth of a rule; one that cannot be worked out is false."""
        try:
            return bool(task.run(row.context))
        except EvaluationError as failure:
            self.fail(row, task.place, failure)
            return False

    def count_rows(self, task: Task, rows: Iterable[Row]) -> None:
        """Make or take away rows until there are as many as the form says."""
        for row in rows:
            if not row.gone:
                self.count_inside(task, row)

    def count_inside(self, task: Task, row: Row) -> None:
        """The rows of a count inside one row."""
        try:
            wanted = to_number(task.run(row.context))
        except EvaluationError as failure:
            self.fail(row, task.place, failure)
            wanted = 0.0
        wanted_rows = int(wanted) if 0 < wanted <= MOST_ROWS else 0 if not wanted > MOST_ROWS else MOST_ROWS
        rows = row.rows[task.place.slot]
        while len(rows) > wanted_rows:
            self.remove_row(rows[-1], task.place)
        while len(rows) < wanted_rows:
            if self.row_count >= MOST_ROWS_IN_ALL:
                self.fail(row, task.place, EvaluationError("too-many-rows"))
                return
            index = len(rows)
            item = self.name_row(task.place, row, index)
            self.add_row(task.place, row, index, item, self.first_seed(task.place, row, index))

    def offer(self, task: Task, rows: Iterable[Row]) -> None:
        """A choice that is no longer offered is hidden, and comes back when it is offered again."""
        for row in rows:
            if not row.gone:
                self.offer_in(task.place, row)

    def offer_in(self, place: SchemaNode, row: Row) -> None:
        """What is left of the choices that are held in one row."""
        slot = place.own_slot
        held = row.typed[slot]
        self.choice_cache.pop((row, place), None)
        if not self.loading:
            self.changed.add((row, place))
        if held == "" or not row.shown[slot]:
            row.offered.pop(slot, None)
        else:
            left = self.still_offered(row, place, to_text(held))
            if left != held and left != to_text(held):
                row.offered[slot] = left
            else:
                row.offered.pop(slot, None)
        self.refresh(row, place, slot)

    def still_offered(self, row: Row, place: SchemaNode, held: str) -> str:
        """Of the codes that are held those that are offered now, in the order in which they are offered."""
        question = self.definition.questions[place.question]
        offered = [code for code, _ in self.offered_items(place, row)]
        if question.kind is Kind.SELECT_MULTIPLE:
            words = set(held.split())
            return " ".join(code for code in dict.fromkeys(offered) if code in words)
        known = set(offered)
        if question.kind is Kind.RANK:
            return " ".join(word for word in held.split() if word in known)
        return held if held in known else ""

    def offered_items(self, place: SchemaNode, row: Row) -> list[tuple[str, Context]]:
        """The codes that a select offers now, each with the place where its words are read."""
        itemset = self.definition.questions[place.question].itemset
        assert itemset is not None
        key: object = itemset if itemset.fixed else (row, place)
        found = self.choice_cache.get(key)
        if found is None:
            found = self.choice_cache[key] = self.find_items(place, row)
        return found

    def find_items(self, place: SchemaNode, row: Row) -> list[tuple[str, Context]]:
        """The choices of a select, from its nodes."""
        itemset = self.definition.questions[place.question].itemset
        assert itemset is not None
        try:
            nodes = itemset.nodes(row.context)
            contexts = [row.context.at(node, at, len(nodes)) for at, node in enumerate(nodes, 1)]
            return [(to_text(itemset.code(context)), context) for context in contexts]
        except EvaluationError as failure:
            self.fail(row, place, failure)
            return []
