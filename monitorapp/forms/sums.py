"""Long sums of questions in one row, kept from change to change while all that they add is whole.

A total over two hundred sections would be read anew for each answer in any of them. Whole numbers below 2^53 add
up exactly in any order, so there a change is only added; decimals are summed from left to right each time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import reduce
from operator import add, itemgetter
from typing import Any

from monitorapp.forms.coercion import Scalar, to_number
from monitorapp.forms.context import Context

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
