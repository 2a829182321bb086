"""Marks and cells: what a change reaches, worked off in order, and what it brought about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from heapq import heappop, heappush

from monitorapp.forms.coercion import EvaluationError, Scalar
from monitorapp.forms.context import Context, Environment, zone_of
from monitorapp.forms.definition import FormDefinition
from monitorapp.forms.graph import CALCULATE, OFFER, TOUCH, Reach, Task
from monitorapp.forms.rows import Row
from monitorapp.forms.schema import SchemaNode
from monitorapp.records.field import Value

Cellmark = tuple[Row, SchemaNode]


class Marks:
    """Rows with their cells, marks, and what has changed since the last report."""

    root: Row

    def __init__(self, definition: FormDefinition, environment: Environment) -> None:
        self.definition = definition
        self.environment = environment
        self.zone: tzinfo = zone_of(environment)
        self.graph = definition.graph
        self.handlers: dict[int, Callable[[Task, Iterable[Row]], None]] = {}
        # Ranks that wait, and for each the rows in which its rule is marked, in the order of marking.
        self.heap: list[int] = []
        self.waiting: dict[int, tuple[Task, dict[Row, None]]] = {}
        self.loading = True
        self.changed: set[Cellmark] = set()
        self.fired: list[Cellmark] = []
        self.failures: dict[Cellmark, str] = {}
        self.choice_cache: dict[object, list[tuple[str, Context]]] = {}
        self.watched = {action.trigger for action in definition.actions if action.trigger is not None}

    def mark(self, task: Task, row: Row) -> None:
        """Mark a rule of a row; what waits until somebody looks is only reported."""
        if task.kind == TOUCH:
            self.changed.add((row, task.place))
            self.choice_cache.pop((row, task.place), None)
            return
        rank = task.rank
        marked = self.waiting.get(rank)
        if marked is None:
            self.waiting[rank] = (task, {row: None})
            heappush(self.heap, rank)
        else:
            marked[1][row] = None

    def mark_rows(self, task: Task, rows: list[Row]) -> None:
        """Mark a rule in many rows."""
        if rows:
            self.mark(task, rows[0])
        if len(rows) > 1 and task.kind != TOUCH:
            self.waiting[task.rank][1].update(dict.fromkeys(rows))
        elif len(rows) > 1:
            for row in rows:
                self.mark(task, row)

    def mark_reach(self, reach: Reach, row: Row) -> None:
        """Mark a rule in all rows that a changed row reaches."""
        for _ in range(reach.ups):
            row = row.parent
        self.mark_rows(reach.task, row.reached(reach.hops))

    def touch_cell(self, row: Row, place: SchemaNode) -> None:
        """The value or the relevance of a node has changed: mark what reads it."""
        if self.loading:
            return
        self.changed.add((row, place))
        for kept in row.sums.values():
            kept.touch(place.own_slot)
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
                    self.mark_rows(reach.task, later.reached(reach.hops[1:]))
            else:
                self.mark_reach(reach, row)

    def settle(self) -> None:
        """Work off all marks, smallest rank first."""
        heap, waiting, handlers = self.heap, self.waiting, self.handlers
        while heap:
            task, rows = waiting.pop(heappop(heap))
            handlers[task.kind](task, rows)

    def rows_of(self, task: Task) -> list[Row]:
        """All rows that a rule is worked out in."""
        plan = task.plan
        if plan.depth == 0:
            return [self.root]
        hops = []
        while plan.repeat is not None and plan.parent is not None:
            hops.append(plan.repeat.slot)
            plan = plan.parent
        return self.root.reached(tuple(reversed(hops)))

    def store(self, row: Row, place: SchemaNode, value: Scalar) -> None:
        """Put a value into a cell and let everybody know."""
        slot = place.own_slot
        row.typed[slot] = value
        if row.given or row.offered:
            row.given.pop(slot, None)
            row.offered.pop(slot, None)
        if self.loading:
            row.seen[slot] = row.shown_value(slot)
            return
        if place in self.watched:
            self.fired.append((row, place))
        self.changed.add((row, place))
        for task in self.graph.offers.get(place.index, ()):
            self.mark(task, row)
        self.refresh(row, place, slot)

    def refresh(self, row: Row, place: SchemaNode, slot: int) -> None:
        """See whether expressions see something else of a cell now."""
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
        """What follows when the relevance of one cell changes."""
        row.seen[slot] = row.shown_value(slot)
        self.touch_cell(row, place)
        if row.shown[slot] and not self.loading:
            for task in self.graph.of_place.get(place.index, ()):
                if task.kind in {CALCULATE, OFFER}:
                    self.mark(task, row)

    def fail(self, row: Row, place: SchemaNode, failure: EvaluationError) -> None:
        """Remember that a rule could not be worked out on the present answers."""
        self.failures[row, place] = str(failure)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change did. `auto` holds values to be stored with it, by field key: those that the form set by
    itself, as `field#auto`, and those where it replaced a person's answer, as `field`."""

    changed: frozenset[str] = frozenset()
    rows_added: tuple[str, ...] = ()
    rows_removed: tuple[str, ...] = ()
    auto: Mapping[str, Value] = field(default_factory=dict)
    problem: str | None = None
