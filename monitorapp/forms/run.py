"""The run of a filled form: an answer changes a cell, marks what reads it, and the marks are worked off.

Always the mark of the smallest rank comes next, so that each rule of each row runs at most once for a
change, after all that it reads; a rule whose value stays the same marks nothing. Nothing here recurses.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from heapq import heappop, heappush
from itertools import count

from monitorapp.forms.coercion import EvaluationError, Scalar, to_number, to_text
from monitorapp.forms.context import Context
from monitorapp.forms.definition import FormDefinition, Kind
from monitorapp.forms.environment import Environment, zone_of
from monitorapp.forms.graph import CALCULATE, COUNT, OFFER, READONLY, RELEVANT, REQUIRED, TOUCH, Reach, Task
from monitorapp.forms.nodes import Item
from monitorapp.forms.rows import Row, is_parent_shown
from monitorapp.forms.schema import SchemaNode, Seed
from monitorapp.forms.values import fit, read_default

MOST_ROWS = 10_000
NameRow = Callable[[SchemaNode, Row, int], str]
Cellmark = tuple[Row, SchemaNode]


class Run:
    """Rows, marks and what has changed since the last report."""

    def __init__(self, definition: FormDefinition, environment: Environment, language: str) -> None:
        self.definition = definition
        self.environment = environment
        self.zone: tzinfo = zone_of(environment)
        self.language = language
        self.instances: dict[str, Item] = dict(definition.instances)
        self.graph = definition.graph
        self.heap: list[tuple[int, int, Task, Row]] = []
        self.counter = count()
        self.loading = True
        self.changed: set[Cellmark] = set()
        self.rows_added: list[Row] = []
        self.rows_removed: list[Row] = []
        self.fired: list[Cellmark] = []
        self.kept: set[Cellmark] = set()
        self.failures: dict[tuple[str, str], str] = {}
        self.choice_cache: dict[object, list[tuple[str, Context]]] = {}
        self.counted = {repeat.place for repeat in definition.repeats.values() if repeat.count is not None}
        self.watched = {action.trigger for action in definition.actions if action.trigger is not None}
        self.name_seed: NameRow = lambda place, parent, index: environment.new_item()
        self.name_row: NameRow = self.name_seed
        # What is known of a row that has just been made, from the document.
        self.recall: Callable[[Row], None] = lambda row: None
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
        return self.instances.get(name)

    def translated(self, text_id: str, context: Context) -> str:
        text = self.definition.texts.get(text_id)
        return "" if text is None else text.show(self.language, context)

    def choice_label(self, place: SchemaNode, row: Row, code: str) -> str:
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

    # Marks.

    def mark(self, task: Task, row: Row) -> None:
        if task.kind == TOUCH:
            self.changed.add((row, task.place))
            self.choice_cache.pop((row, task.place), None)
        elif task.rank not in row.marked:
            row.marked.add(task.rank)
            heappush(self.heap, (task.rank, next(self.counter), task, row))

    def mark_reach(self, reach: Reach, row: Row) -> None:
        for _ in range(reach.ups):
            row = row.parent
        for target in row.reached(reach.hops):
            self.mark(reach.task, target)

    def touch_cell(self, row: Row, place: SchemaNode) -> None:
        """The value or the relevance of a node has changed: mark what reads it."""
        if self.loading:
            return
        self.changed.add((row, place))
        index = place.index
        for task in self.graph.here[index]:
            self.mark(task, row)
        for reach in self.graph.far[index]:
            self.mark_reach(reach, row)

    def touch_rows(self, row: Row, place: SchemaNode, start: int) -> None:
        """A repeat has gained or lost rows from that index on: mark what counts them or asks their places."""
        if self.loading:
            return
        self.changed.add((row, place))
        for reach in self.graph.rows.get(place.index, ()):
            self.mark_reach(reach, row)
        for reach in self.graph.order.get(place.index, ()):
            if reach.ups == 0 and reach.hops[:1] == (place.slot,):
                for later in row.rows[place.slot][start:]:
                    for target in later.reached(reach.hops[1:]):
                        self.mark(reach.task, target)
            else:
                self.mark_reach(reach, row)

    def settle(self) -> None:
        """Work off all marks, smallest rank first."""
        heap = self.heap
        handlers = self.handlers
        while heap:
            _, _, task, row = heappop(heap)
            row.marked.discard(task.rank)
            if not row.gone:
                handlers[task.kind](task, row)

    def evaluate_all(self) -> None:
        """The first evaluation: every rule of every row, in order."""
        late = []
        for task in self.graph.tasks:
            if task.late:
                late.append(task)
            elif task.kind != TOUCH:
                handle = self.handlers[task.kind]
                for row in self.rows_of(task):
                    handle(task, row)
        self.loading = False
        for task in late:
            for row in self.rows_of(task):
                self.mark(task, row)
        self.settle()

    def rows_of(self, task: Task) -> list[Row]:
        plan = task.plan
        if plan.depth == 0:
            return [self.root]
        hops = []
        while plan.repeat is not None and plan.parent is not None:
            hops.append(plan.repeat.slot)
            plan = plan.parent
        return self.root.reached(tuple(reversed(hops)))

    # Rules.

    def calculate(self, task: Task, row: Row) -> None:
        place = task.place
        slot = place.own_slot
        if not row.shown[slot]:
            return
        try:
            value = task.run(row.context)
        except EvaluationError as failure:
            self.fail(row, place, failure)
            value = ""
        value = fit(place.type, value, self.zone)
        held = row.typed[slot]
        if value != held or type(value) is not type(held):
            if task.keeps_first and value != "":
                self.kept.add((row, place))
            self.store(row, place, value)

    def relevant(self, task: Task, row: Row) -> None:
        slot = task.place.own_slot
        own = self.truth(task, row)
        if own != row.own[slot]:
            row.own[slot] = own
            self.show(row, task.place, own and is_parent_shown(row, task.place))

    def required(self, task: Task, row: Row) -> None:
        slot = task.place.own_slot
        required = self.truth(task, row)
        if required != row.required[slot]:
            row.required[slot] = required
            self.changed.add((row, task.place))

    def readonly(self, task: Task, row: Row) -> None:
        slot = task.place.own_slot
        readonly = self.truth(task, row)
        if readonly != row.readonly[slot]:
            row.readonly[slot] = readonly
            self.changed.add((row, task.place))

    def truth(self, task: Task, row: Row) -> bool:
        try:
            return bool(task.run(row.context))
        except EvaluationError as failure:
            self.fail(row, task.place, failure)
            return False

    def fail(self, row: Row, place: SchemaNode, failure: EvaluationError) -> None:
        self.failures[row.prefix + place.question, place.path] = str(failure)

    def count_rows(self, task: Task, row: Row) -> None:
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
            index = len(rows)
            item = self.name_row(task.place, row, index)
            self.add_row(task.place, row, index, item, self.first_seed(task.place, row, index))

    def offer(self, task: Task, row: Row) -> None:
        """A choice that is no longer offered is hidden, and comes back when it is offered again."""
        place = task.place
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
        itemset = self.definition.questions[place.question].itemset
        assert itemset is not None
        try:
            nodes = itemset.nodes(row.context)
            contexts = [row.context.at(node, at, len(nodes)) for at, node in enumerate(nodes, 1)]
            return [(to_text(itemset.code(context)), context) for context in contexts]
        except EvaluationError as failure:
            self.fail(row, place, failure)
            return []

    # Cells.

    def store(self, row: Row, place: SchemaNode, value: Scalar) -> None:
        """Put a value into a cell and let everybody know."""
        slot = place.own_slot
        row.typed[slot] = value
        row.given.pop(slot, None)
        row.offered.pop(slot, None)
        if self.loading:
            row.seen[slot] = row.shown_value(slot)
            return
        if place in self.watched:
            self.fired.append((row, place))
        self.changed.add((row, place))
        for task in self.graph.of_place.get(place.index, ()):
            if task.kind == OFFER:
                self.mark(task, row)
        self.refresh(row, place, slot)

    def refresh(self, row: Row, place: SchemaNode, slot: int) -> None:
        seen = row.shown_value(slot)
        before = row.seen[slot]
        if seen != before or type(seen) is not type(before):
            row.seen[slot] = seen
            self.touch_cell(row, place)

    def show(self, row: Row, place: SchemaNode, shown: bool) -> None:
        """Change the relevance of a node and of all below it."""
        waiting = [(row, place, shown)]
        while waiting:
            row, place, shown = waiting.pop()
            slot = place.own_slot
            if bool(row.shown[slot]) == shown:
                continue
            row.shown[slot] = shown
            self.show_cell(row, place, slot)
            for child in place.children:
                if child.is_repeat:
                    waiting += [(inner, child, shown and bool(inner.own[0])) for inner in row.rows[child.slot]]
                else:
                    waiting.append((row, child, shown and bool(row.own[child.own_slot])))

    def show_cell(self, row: Row, place: SchemaNode, slot: int) -> None:
        row.seen[slot] = row.shown_value(slot)
        self.touch_cell(row, place)
        if row.shown[slot] and not self.loading:
            for task in self.graph.of_place.get(place.index, ()):
                if task.kind in {CALCULATE, OFFER}:
                    self.mark(task, row)

    # Rows.

    def plant(self, row: Row, seed: Seed, saved: bool = False) -> None:
        """Fill a fresh row and its inner rows with what the form starts them with; not recursive.

        The rows of a count are left to the count, unless they come from a saved record.
        """
        waiting = [(row, seed)]
        while waiting:
            row, seed = waiting.pop()
            for slot, text in seed.texts.items():
                row.typed[slot] = row.seen[slot] = read_default(row.plan.nodes[slot].type, text, self.zone)
            for slot, seeds in seed.rows.items():
                place = row.plan.nodes[slot]
                for inner in seeds if saved or place not in self.counted else ():
                    index = len(row.rows[slot])
                    fresh = self.new_row(place, row, index, self.name_seed(place, row, index))
                    waiting.append((fresh, inner))

    def new_row(self, place: SchemaNode, parent: Row, index: int, item: str) -> Row:
        rows = parent.rows[place.slot]
        row = Row(self, place.plan, parent, item, index + 1)
        rows.insert(index, row)
        for position, later in enumerate(rows[index:], index + 1):
            later.position = position
        self.rows_added.append(row)
        return row

    def first_seed(self, place: SchemaNode, parent: Row, index: int) -> Seed | None:
        """What the form itself puts into the row of that number, where it shows one."""
        schema = self.definition.schema
        around = parent.plan.repeat
        holder = schema.seed if around is None else schema.templates[around.index]
        seeds = holder.rows.get(place.slot, [])
        return seeds[index] if index < len(seeds) else None

    def add_row(self, place: SchemaNode, parent: Row, index: int, item: str, seed: Seed | None = None) -> Row:
        """A new row as its seed or the template says, its rules marked."""
        row = self.new_row(place, parent, index, item)
        self.plant(row, seed or self.definition.schema.templates[place.index])
        self.recall(row)
        if not parent.shown[0 if place.parent is None else place.parent.own_slot]:
            loading, self.loading = self.loading, True
            self.show(row, place, False)
            self.loading = loading
        if not self.loading:
            for inner in row.inside():
                for task in self.graph.of_plan.get(inner.plan, ()):
                    self.mark(task, inner)
            self.touch_rows(parent, place, index)
        return row

    def remove_row(self, row: Row, place: SchemaNode) -> None:
        """Take a row away, with all that is inside it."""
        parent = row.parent
        rows = parent.rows[place.slot]
        index = row.position - 1
        del rows[index]
        for position, later in enumerate(rows[index:], index + 1):
            later.position = position
        for inner in row.inside():
            inner.gone = True
            self.rows_removed.append(inner)
        self.touch_rows(parent, place, index)
