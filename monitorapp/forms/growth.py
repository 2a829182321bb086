"""Rows that come and go: from what the form starts with, from a person, from a count."""

from __future__ import annotations

from collections.abc import Callable

from monitorapp.forms.context import Environment, World
from monitorapp.forms.definition import FormDefinition
from monitorapp.forms.marks import Marks
from monitorapp.forms.rows import Row
from monitorapp.forms.schema import SchemaNode, Seed
from monitorapp.forms.values import read_default

NameRow = Callable[[SchemaNode, Row, int], str]


class Growth(Marks):
    """Marks and cells, and the rows that they stand in."""

    world: World

    def __init__(self, definition: FormDefinition, environment: Environment) -> None:
        super().__init__(definition, environment)
        self.rows_added: list[Row] = []
        self.rows_removed: list[Row] = []
        self.row_count = 0
        self.counted = {repeat.place for repeat in definition.repeats.values() if repeat.count is not None}
        self.name_seed: NameRow = lambda place, parent, index: environment.new_item()
        self.name_row: NameRow = self.name_seed
        # What is known of a row that has just been made, from the document.
        self.recall: Callable[[Row], None] = lambda row: None

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
        """An empty row at a place among the others."""
        rows = parent.rows[place.slot]
        row = Row(self.world, place.plan, parent, item, index + 1)
        rows.insert(index, row)
        for position, later in enumerate(rows[index:], index + 1):
            later.position = position
        self.rows_added.append(row)
        self.row_count += 1
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
            self.row_count -= 1
            self.rows_removed.append(inner)
        self.touch_rows(parent, place, index)
