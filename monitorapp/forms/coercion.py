"""How values of expressions turn into numbers, texts, truth and dates, and how two of them compare."""

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EPOCH = date(1970, 1, 1)
EPOCH_ORDINAL = EPOCH.toordinal()
DAY_SECONDS = 86400.0

DATE = re.compile(r"(-?\d{4,})-(\d{1,2})-(\d{1,2})")
TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?")


def zone_named(name: str) -> tzinfo | None:
    """The zone of that name, None where this machine knows none."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def read_date(text: str) -> date | None:
    """A calendar date, or None where the text is not one."""
    found = DATE.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except (ValueError, OverflowError):
        return None


def read_offset(text: str | None, zone: tzinfo) -> tzinfo:
    """The zone that the end of a time names; `zone` where it names none."""
    if text is None:
        return zone
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def read_time(text: str, zone: tzinfo) -> tuple[time, tzinfo] | None:
    """A time of day and the zone it is told in, or None where the text is not one."""
    found = TIME.fullmatch(text)
    if found is None:
        return None
    micro = int((found[4] or "0").ljust(6, "0")[:6])
    try:
        return time(int(found[1]), int(found[2]), int(found[3] or 0), micro), read_offset(found[5], zone)
    except ValueError:
        return None


def read_moment(text: str, zone: tzinfo) -> date | datetime | None:
    """A date, or a date-time turned to `zone`; None where the text is neither."""
    day_text, mark, rest = text.partition("T")
    day = read_date(day_text)
    if day is None or not mark:
        return day
    clock = read_time(rest, zone)
    if clock is None:
        return None
    try:
        return datetime.combine(day, clock[0], clock[1]).astimezone(zone)
    except OverflowError:
        return None


def at_midnight(moment: date, zone: tzinfo) -> datetime:
    """A date-time as it is, a date at its beginning."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time(), zone)


def days_of(moment: date) -> float:
    """Days since 1970-01-01 by the local calendar; a date-time keeps its part of the day."""
    days = float(moment.toordinal() - EPOCH_ORDINAL)
    if isinstance(moment, datetime):
        days += part_of_day(moment.time())
    return days


def part_of_day(clock: time) -> float:
    """A time of day as a share of the day."""
    return (clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1e6) / DAY_SECONDS


def instant_days(moment: date, zone: tzinfo) -> float:
    """Days since 1970-01-01 00:00 UTC, as an instant."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(), zone)
    return moment.timestamp() / DAY_SECONDS


def date_of_days(days: float) -> date | None:
    """The calendar date that many whole days after 1970-01-01 (parts are cut off), or None outside the calendar."""
    try:
        return date.fromordinal(int(days) + EPOCH_ORDINAL)
    except (ValueError, OverflowError):
        return None


def moment_of_days(days: float, zone: tzinfo) -> datetime | None:
    """The date-time that many days after the epoch, or None outside the calendar."""
    try:
        instant = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=round(days * 86400000))
        return instant.astimezone(zone)
    except (ValueError, OverflowError):
        return None


def write_moment(moment: date) -> str:
    """ISO 8601 text of a date or a date-time, with milliseconds as ODK writes them."""
    if isinstance(moment, datetime):
        text = moment.isoformat(timespec="milliseconds")
        return text[:-6] + "Z" if text.endswith("+00:00") else text
    return moment.isoformat()


Scalar = str | float | bool | date

NUMBER = re.compile(r"-?(?:\d+(?:[.,]\d*)?|[.,]\d+)")
NAN = math.nan
# Sums of decimals differ in the last binary digit; JavaRosa calls such numbers equal.
EQUAL_WITHIN = 1e-12


class EvaluationError(Exception):
    """An expression cannot be evaluated on these values; the form shows a blank and goes on."""


def text_number(text: str) -> float:
    """The number a text spells, NaN where it spells none; a decimal comma is understood."""
    text = text.strip()
    if NUMBER.fullmatch(text) is None:
        return NAN
    return float(text.replace(",", "."))


def to_number(value: Scalar) -> float:
    """XPath number(): blank and unreadable text are NaN, dates are days since 1970."""
    if type(value) is float:
        return value
    if isinstance(value, str):
        return text_number(value) if value else NAN
    if isinstance(value, date):
        return days_of(value)
    return float(value)


def number_text(number: float) -> str:
    """A number as ODK writes it: whole numbers without a point, never in exponent form."""
    if number.is_integer():
        return str(int(number))
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    text = repr(number)
    return format(Decimal(text), "f") if "e" in text else text


def settled(number: float) -> float:
    """A number that is whole but for the last binary digits is whole: sin(pi()) is 0, as JavaRosa has it."""
    if number.is_integer() or not math.isfinite(number):
        return number
    nearest = float(round(number))
    return nearest if abs(number - nearest) < EQUAL_WITHIN else number


def to_text(value: Scalar) -> str:
    """XPath string()."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(settled(value))
    if isinstance(value, int):
        return str(value)
    return write_moment(value)


def to_boolean(value: Scalar) -> bool:
    """XPath boolean(): a blank, zero and NaN are false."""
    if isinstance(value, float):
        return abs(value) > EQUAL_WITHIN
    if isinstance(value, date):
        return True
    return bool(value)


def equal(left: Scalar, right: Scalar) -> bool:
    """XPath `=` of two single values: as truth, else as numbers, else as text."""
    if type(left) is str and type(right) is str:
        return left == right
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        return same_number(to_number(left), to_number(right))
    if isinstance(left, date) and isinstance(right, date):
        return same_number(days_of(left), days_of(right))
    return to_text(left) == to_text(right)


def same_number(left: float, right: float) -> bool:
    """Equality of numbers with JavaRosa's tolerance."""
    return left == right or abs(left - right) < EQUAL_WITHIN


def not_equal(left: Scalar, right: Scalar) -> bool:
    """XPath `!=` of two single values."""
    return not equal(left, right)


def less(left: Scalar, right: Scalar) -> bool:
    """XPath `<`: always between numbers."""
    return to_number(left) < to_number(right)


def less_or_equal(left: Scalar, right: Scalar) -> bool:
    """XPath `<=`: always between numbers."""
    return to_number(left) <= to_number(right)


def greater(left: Scalar, right: Scalar) -> bool:
    """XPath `>`: always between numbers."""
    return to_number(left) > to_number(right)


def greater_or_equal(left: Scalar, right: Scalar) -> bool:
    """XPath `>=`: always between numbers."""
    return to_number(left) >= to_number(right)


COMPARISONS: dict[str, Callable[[Scalar, Scalar], bool]] = {
    "=": equal,
    "!=": not_equal,
    "<": less,
    "<=": less_or_equal,
    ">": greater,
    ">=": greater_or_equal,
}


def divide(left: float, right: float) -> float:
    """IEEE division: by zero gives an infinity or NaN."""
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left):
        return NAN
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def remainder(left: float, right: float) -> float:
    """XPath `mod`: the sign follows the dividend."""
    if right == 0 or not math.isfinite(left) or math.isnan(right):
        return NAN
    return math.fmod(left, right)
