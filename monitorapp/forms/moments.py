"""Dates, times of day and date-times as expressions see them: reading, writing and counting days.

A date is a `datetime.date`, a date-time an aware `datetime.datetime` in the zone of the form; a time of
day stays text until a function asks for it. Text forms follow the ODK XForms specification (ISO 8601).
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

EPOCH = date(1970, 1, 1)
EPOCH_ORDINAL = EPOCH.toordinal()
DAY_SECONDS = 86400.0

DATE = re.compile(r"(-?\d{4,})-(\d{1,2})-(\d{1,2})")
TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?")


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
