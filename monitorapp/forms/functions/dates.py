"""Functions over dates and times; what cannot be read as a date is an evaluation error, as in JavaRosa."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, tzinfo
from typing import TYPE_CHECKING

from monitorapp.forms.coercion import (
    NAN,
    EvaluationError,
    Scalar,
    at_midnight,
    date_of_days,
    days_of,
    instant_days,
    moment_of_days,
    part_of_day,
    read_moment,
    read_time,
)
from monitorapp.forms.context import Context
from monitorapp.forms.days import LOCAL_MOMENT, as_moment, local_moment
from monitorapp.forms.expression import Expression
from monitorapp.forms.functions.registry import Function, Run, special

if TYPE_CHECKING:
    from monitorapp.forms.compiler import Compiler

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def to_date(value: Scalar, zone: tzinfo) -> Scalar:
    """date(): a calendar date; blank stays blank, NaN stays NaN."""
    moment = to_moment(value, zone, date_of_days)
    return moment.date() if isinstance(moment, datetime) else moment


def to_date_time(value: Scalar, zone: tzinfo) -> Scalar:
    """date-time(): a date with its time, midnight where there is none."""
    moment = to_moment(value, zone, lambda days: moment_of_days(days, zone))
    return at_midnight(moment, zone) if isinstance(moment, date) else moment


def to_moment(value: Scalar, zone: tzinfo, of_days: Callable[[float], date | None]) -> Scalar:
    """What date() and date-time() share; truth is no date."""
    if isinstance(value, bool):
        raise EvaluationError("date")
    if isinstance(value, date) or value == "":
        return value
    if isinstance(value, float):
        if math.isnan(value):
            return NAN
        moment = of_days(value)
    else:
        moment = read_moment(str(value).strip(), zone)
    if moment is None:
        raise EvaluationError("date")
    return moment


def decimal_date_time(value: Scalar, zone: tzinfo) -> Scalar:
    """Days since 1970: whole for a date of the form, the instant in UTC for text and date-times."""
    if isinstance(value, float):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return days_of(value)
    moment = to_date_time(value, zone)
    return instant_days(moment, zone) if isinstance(moment, date) else moment


def decimal_time(value: Scalar, zone: tzinfo) -> Scalar:
    """The share of the local day that has passed; NaN for what is not a time."""
    if isinstance(value, datetime):
        return part_of_day(value.time())
    if isinstance(value, str):
        return decimal_clock(value, zone)
    return NAN


def decimal_clock(text: str, zone: tzinfo) -> float:
    """The share of the local day at a time of day or a date-time in text."""
    moment = read_moment(text, zone)
    if isinstance(moment, datetime):
        return part_of_day(moment.time())
    clock = read_time(text, zone)
    if clock is None:
        return NAN
    # 1970-01-02 leaves room for zones on both sides of the epoch.
    return part_of_day(datetime.combine(date(1970, 1, 2), clock[0], clock[1]).astimezone(zone).time())


def format_date(value: Scalar, pattern: str, zone: tzinfo) -> Scalar:
    """format-date() and format-date-time(): ODK's letters; unknown ones are left as they stand."""
    if isinstance(value, str) and (clock := read_time(value.strip(), zone)) is not None:
        value = datetime.combine(date(1970, 1, 2), clock[0], clock[1]).astimezone(zone)
    moment = to_date_time(value, zone)
    if not isinstance(moment, date):
        return ""
    at = moment if isinstance(moment, datetime) else datetime.combine(moment, time(), zone)
    return re.sub(r"%(.)", lambda found: format_part(found[1], at) or found[0], pattern)


def format_part(letter: str, at: datetime) -> str:
    """What stands for one letter of a pattern, "" for an unknown letter."""
    writer = PARTS.get(letter)
    return writer(at) if writer else ""


PARTS: dict[str, Callable[[datetime], str]] = {
    "Y": lambda at: f"{at.year:04d}",
    "y": lambda at: f"{at.year % 100:02d}",
    "m": lambda at: f"{at.month:02d}",
    "n": lambda at: str(at.month),
    "b": lambda at: MONTHS[at.month - 1],
    "d": lambda at: f"{at.day:02d}",
    "e": lambda at: str(at.day),
    "a": lambda at: WEEKDAYS[at.weekday()],
    "W": lambda at: str(at.isocalendar()[1]),
    "H": lambda at: f"{at.hour:02d}",
    "h": lambda at: str(at.hour),
    "M": lambda at: f"{at.minute:02d}",
    "S": lambda at: f"{at.second:02d}",
    "3": lambda at: f"{at.microsecond // 1000:03d}",
    "%": lambda at: "%",
}


def today(c: Context) -> Scalar:
    """Today in the zone of the facility."""
    return c.world.environment.now().astimezone(c.world.zone).date()


def now(c: Context) -> Scalar:
    """This moment in the zone of the facility."""
    return c.world.environment.now().astimezone(c.world.zone)


def zoned(function: Callable[[Scalar, tzinfo], Scalar]) -> Callable[[Compiler, Sequence[Expression]], Run]:
    def build(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
        value = compiler.scalar(arguments[0])
        return lambda c: function(value(c), c.world.zone)

    return build


def build_date_time(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """date-time(value)."""
    return zoned(to_date_time)(compiler, [as_moment(compiler, arguments[0])])


def build_decimal_date_time(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """decimal-date-time(value); a date with days added stays as whole as the date is."""
    return zoned(decimal_date_time)(compiler, [as_moment(compiler, arguments[0], only_with_hour=True)])


def build_format(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """format-date(value, pattern)."""
    value, pattern = compiler.scalar(as_moment(compiler, arguments[0])), compiler.text(arguments[1])
    return lambda c: format_date(value(c), pattern(c), c.world.zone)


FUNCTIONS: list[Function] = [
    special("today", "scalar", 0, 0, lambda compiler, arguments: today),
    special("now", "scalar", 0, 0, lambda compiler, arguments: now),
    special("date", "scalar", 1, 1, zoned(to_date)),
    special("date-time", "scalar", 1, 1, build_date_time),
    special("decimal-date-time", "scalar", 1, 1, build_decimal_date_time),
    special("decimal-time", "number", 1, 1, zoned(decimal_time)),
    special(LOCAL_MOMENT, "scalar", 1, 1, zoned(local_moment)),
    special("format-date", "text", 2, 2, build_format),
    special("format-date-time", "text", 2, 2, build_format),
]
