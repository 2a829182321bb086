"""A filled row: answers as lists by slot, rows that come and go, and long sums that are kept while whole."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from operator import add, itemgetter
from typing import Any

from monitorapp.forms.coercion import Scalar, to_number
from monitorapp.forms.context import Context, Environment, World
from monitorapp.forms.definition import FormDefinition
from monitorapp.forms.marks import Marks
from monitorapp.forms.schema import RowPlan, SchemaNode, Seed
from monitorapp.forms.values import read_default
from monitorapp.records.field import Value


class Row:
    """`typed` is what a node holds, `seen` what expressions see of it (blank unless relevant and offered)."""

    __slots__ = (
        "context",
        "given",
        "gone",
        "item",
        "offered",
        "own",
        "parent",
        "plan",
        "position",
        "prefix",
        "readonly",
        "required",
        "rows",
        "seen",
        "shown",
        "sums",
        "typed",
    )

    def __init__(self, world: World, plan: RowPlan, parent: Row | None, item: str, position: int) -> None:
        size = len(plan.nodes)
        self.plan = plan
        # Only the row of the form itself has none, and no compiled path climbs further than that.
        self.parent: Row = parent  # type: ignore[assignment]
        self.item = item
        self.prefix = item + "/" if item else ""
        self.position = position
        self.typed: list[Scalar] = [""] * size
        self.seen: list[Scalar] = [""] * size
        self.own = bytearray(b"\x01") * size
        self.shown = bytearray(b"\x01") * size
        self.required = bytearray(size)
        self.readonly = bytearray(size)
        self.given: dict[int, Value] = {}
        self.offered: dict[int, Scalar] = {}
        self.rows: dict[int, list[Row]] = {slot: [] for slot in plan.repeat_slots}
        self.gone = False
        # Long sums that are kept from change to change (sums.py).
        self.sums: dict[RowSum, Kept] = {}
        self.context = Context(world, self)

    def shown_value(self, slot: int) -> Scalar:
        """What expressions may see of a node at this moment."""
        if not self.shown[slot]:
            return ""
        return self.offered.get(slot, self.typed[slot]) if self.offered else self.typed[slot]

    def inside(self) -> Iterator[Row]:
        """This row and all rows inside it; not recursive."""
        waiting = [self]
        while waiting:
            row = waiting.pop()
            yield row
            for inner in row.rows.values():
                waiting.extend(inner)

    def reached(self, hops: tuple[int, ...]) -> list[Row]:
        """All rows at the end of a way down."""
        found = [self]
        for hop in hops:
            found = [inner for row in found for inner in row.rows[hop]]
        return found


def home(row: Row, place: SchemaNode) -> Row | None:
    """The row of a node, seen from a row in it or further in; None where the node is not around that row."""
    while row.plan is not place.plan:
        if row.plan.depth <= place.plan.depth:
            return None
        row = row.parent
    return row


def is_parent_shown(row: Row, place: SchemaNode) -> bool:
    """Whether what a node stands in is relevant."""
    above = place.parent
    if above is None:
        return True
    holder = row.parent if place.is_repeat else row
    return bool(holder.shown[above.own_slot])


LONG = 32
EXACT_BELOW = 2.0**53


def one_by_one(numbers: Iterable[Any], start: float) -> float:
    """A sum from left to right."""
    return reduce(add, numbers, start)


# From Python 3.12 on sum() makes up for what binary numbers lose, which other form programs do not.
total = sum if sys.version_info < (3, 12) else one_by_one


class Kept:
    """The sum of one row: what it added last, and which slots have changed since."""

    __slots__ = ("size", "sum", "total", "touched", "values")

    def __init__(self, of: RowSum, values: list[float]) -> None:
        self.sum = of
        self.values = values
        self.total = total(values, 0.0)
        # How large a part of the sum may get, in whatever order it is added up.
        self.size = total(map(abs, values), 0.0)
        self.touched: list[int] = []

    def touch(self, slot: int) -> None:
        """A cell of the row has changed."""
        if slot in self.sum.places:
            self.touched.append(slot)

    def renew(self, seen: list[Scalar]) -> bool:
        """Take in what has changed; False where that cannot be done exactly."""
        for slot in self.touched:
            place = self.sum.places[slot]
            now, before = self.sum.number(seen[slot], place), self.values[place]
            self.size += abs(now) - abs(before)
            if not (now.is_integer() and self.size < EXACT_BELOW):
                return False
            self.total += now - before
            self.values[place] = now
        self.touched.clear()
        return True


class RowSum:
    """A sum as a closure: `instead` says what each question counts while it is blank."""

    __slots__ = ("instead", "pick", "places")

    def __init__(self, slots: list[int], instead: list[float]) -> None:
        self.pick = itemgetter(*slots)
        self.instead = instead
        # A question that is added twice has no one place, and so nothing is kept.
        self.places = {slot: place for place, slot in enumerate(slots)} if len(set(slots)) == len(slots) else {}

    def number(self, value: Scalar, place: int) -> float:
        """What a value counts."""
        if type(value) is float:
            return value
        return self.instead[place] if value == "" else to_number(value)

    def __call__(self, c: Context) -> float:
        row = c.row
        kept = row.sums.get(self)
        if kept is not None and kept.renew(row.seen):
            return kept.total
        values = self.pick(row.seen)
        try:
            found = total(values, 0.0)
        except TypeError:
            # Some are blank, or dates, or text.
            values = [self.number(value, place) for place, value in enumerate(values)]
            found = total(values, 0.0)
        self.keep(c, values)
        return found

    def keep(self, c: Context, values: Iterable[Any]) -> None:
        """Remember a long sum of whole numbers; nothing is remembered while the form is being opened."""
        c.row.sums.pop(self, None)
        if len(self.places) > LONG and not c.world.loading:
            numbers = [float(value) for value in values]
            if all(number.is_integer() for number in numbers) and total(map(abs, numbers), 0.0) < EXACT_BELOW:
                c.row.sums[self] = Kept(self, numbers)


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
