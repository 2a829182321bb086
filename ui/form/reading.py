"""Reading what a person typed as the kind of its question without ever refusing it; dates and times as typed."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QDate, QDateTime, QLocale, QTimeZone

from monitorapp.records.field import Value

LARGEST = 2**53 - 1
_GAPS = re.compile(r"[\s\u00a0\u202f']+")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)")
_GROUP = re.compile(r"[.,]\d{3}$")  # 1,000: a thousand to some and one to others
_POINT = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*[;,\s]\s*([+-]?\d+(?:[.,]\d+)?)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a field says: a value, and the words themselves where they could not be read."""

    value: Value
    raw: str | None = None


BLANK = Reading(None)


def read_text(text: str) -> Reading:
    """Words as they stand; only spaces are no answer."""
    return Reading(text) if text.strip() else BLANK


def read_integer(text: str) -> Reading:
    """A whole number, with spaces between thousands if the person likes them."""
    reading = read_decimal(text)
    if reading.raw is not None or reading.value is None:
        return reading
    if _GROUP.search(_GAPS.sub("", text)):
        return Reading(None, text)
    number = reading.value
    assert isinstance(number, int | float)
    if isinstance(number, float) and not number.is_integer():
        return Reading(None, text)
    return Reading(int(number))


def read_decimal(text: str) -> Reading:
    """A number with a decimal point or comma; a whole one stays whole."""
    if not text.strip():
        return BLANK
    plain = _GAPS.sub("", text).replace("\u2212", "-")
    if not _NUMBER.fullmatch(plain):
        return Reading(None, text)
    number = float(plain.replace(",", "."))
    if abs(number) > LARGEST:
        return Reading(None, text)
    return Reading(int(number) if "." not in plain and "," not in plain else number)


def write_number(value: Value, decimal_sign: str = ",", *, grouped: bool = False) -> str:
    """The number as a person would type it here, with a hard space between thousands if wished; else blank."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if grouped and "e" not in str(value):  # 1e-05 has no thousands
        sign = "-" if value < 0 else ""
        whole, point, part = str(value).lstrip("-").partition(".")
        return sign + f"{int(whole):,}".replace(",", "\u00a0") + (decimal_sign + part if point else "")
    return str(value).replace(".", decimal_sign)


def read_point(text: str) -> Reading:
    """Latitude and longitude in degrees, as the text `lat lon 0 0` that an ODK geopoint is."""
    if not text.strip():
        return BLANK
    found = _POINT.fullmatch(text.strip())
    if found is None:
        return Reading(None, text)
    latitude, longitude = (part.replace(",", ".") for part in found.groups())
    if abs(float(latitude)) > 90 or abs(float(longitude)) > 180:
        return Reading(None, text)
    return Reading(f"{latitude} {longitude} 0 0")


def read_points(text: str) -> Reading:
    """One point on each line, as the list `lat lon 0 0; lat lon 0 0` that an ODK geotrace is."""
    points = [read_point(line) for line in text.splitlines() if line.strip()]
    if not points:
        return BLANK
    if any(point.raw is not None for point in points):
        return Reading(None, text)
    return Reading("; ".join(str(point.value) for point in points))


def write_points(value: Value) -> str:
    """The points of a geopoint, geotrace or geoshape, one `lat, lon` on each line."""
    if not isinstance(value, str):
        return ""
    points = (point.split() for point in value.split(";"))
    return "\n".join(", ".join(parts[:2]) for parts in points if len(parts) >= 2)


MONTHS = {
    "янв": 1, "фев": 2, "мар": 3, "апр": 4, "май": 5, "мая": 5, "июн": 6,
    "июл": 7, "авг": 8, "сен": 9, "окт": 10, "ноя": 11, "дек": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
LENGTHS = {"year": 4, "month": 7}  # letters of a date cut to a precision
_CLOCK = re.compile(r"(\d{1,2})(?:[:.\-\s](\d{2})(?:[:.\-\s](\d{2}))?)?|(\d{2})(\d{2})")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})[./\-\s]+)?(\d{1,2})[./\-\s]+(\d{4}|\d{2})")
_WORDS = re.compile(r"(?:(\d{1,2})\s+)?([^\W\d_]{3,})\.?\s+(\d{4})(?:\s*г\.?)?")
_SPLIT = re.compile(r"\s*,\s*|\s*[TТ]\s*|\s+(?:в|at)\s+|\s+(?=\d{1,2}:\d{2})|(?<=\d{4})\s+(?=\d{1,2}$|\d{4}$)")


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time cut to its precision, in the notation of the ledger."""

    text: str
    precision: str


def read_clock(text: str) -> Moment | None:
    """A time of day: 22:00, 22.00, 2200, 22 (an hour), 22:00:15."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, second = found[1] or found[4], found[2] or found[5], found[3]
    if int(hour) > 23 or int(minute or 0) > 59 or int(second or 0) > 59:
        return None
    parts = [hour.zfill(2), *(part for part in (minute, second) if part)]
    return Moment(":".join(parts), ("hour", "minute", "second")[len(parts) - 1])


def read_day(text: str) -> Moment | None:
    """A year, a month or a day: 2026, 03.2026, март 2026, 2.3.26, 2026-03-02."""
    year, month, day = _parts_of_day(text.strip())
    if year is None:
        return None
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    if month is None:
        return Moment(f"{year:04}", "year")
    if day is None:
        return Moment(f"{year:04}-{month:02}", "month")
    return Moment(f"{year:04}-{month:02}-{day:02}", "day")


def _parts_of_day(text: str) -> tuple[int | None, int | None, int | None]:
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    elif found := _WORDS.fullmatch(text):
        day, word, year = found.groups()
        named = MONTHS.get(word.casefold()[:3])
        if named is None:
            return None, None, None
        month = str(named)
    else:
        return None, None, None
    full = int(year) + (2000 if len(year) == 2 else 0)
    return full, int(month) if month else None, int(day) if day else None


def read_moment(text: str, kind: str) -> Moment | None:
    """The moment typed for a question of this kind (`date`, `time` or `datetime`), or None."""
    if kind == "time":
        return read_clock(text)
    day = read_day(text)
    if day is not None or kind == "date":
        return day
    parts = _SPLIT.split(text.strip(), maxsplit=1)
    if len(parts) != 2:
        return None
    day, clock = read_day(parts[0]), read_clock(parts[1])
    if day is None or clock is None or day.precision != "day":
        return None
    return Moment(f"{day.text}T{clock.text}", clock.precision)


def read_time(start: str, end: str, about: bool, kind: str, zone: str | None) -> Reading:
    """The tagged time of two boxes: a moment, or a range when the second box holds something."""
    if not start.strip() and not end.strip():
        return BLANK
    first = read_moment(start, kind)
    last = read_moment(end, kind) if end.strip() else None
    if first is None or (end.strip() and last is None):
        return Reading(None, start if not end.strip() else f"{start} – {end}")
    value: dict[str, object] = {"t": first.text, "p": first.precision}
    if last is not None:
        value["to"] = last.text
    if about:
        value["about"] = True
    if zone and "T" in first.text:
        value["zone"] = zone
    return Reading(value)


def cut_to(reading: Reading, precision: str) -> Reading:
    """A date without what is finer than `precision` (year, month); a coarser one stays as coarse as it is."""
    value = reading.value
    if not isinstance(value, dict) or "t" not in value:
        return reading
    length = LENGTHS[precision]
    cut: dict[str, object] = dict(value)
    cut |= {name: str(value[name])[:length] for name in ("t", "to") if name in value}
    if value["p"] == "day" or (value["p"] == "month" and precision == "year"):
        cut["p"] = precision
    return Reading(cut)


def write_moment(text: str) -> str:
    """The moment as a person would type it: 02.03.2026 22:00."""
    day, _, clock = text.partition("T")
    if ":" in day or len(day) == 2:
        return day
    turned = ".".join(reversed(day.split("-")))
    return f"{turned} {clock}" if clock else turned


def write_time(value: Value) -> tuple[str, str, bool]:
    """The two boxes and the "about" mark of a tagged time; blank for anything else."""
    if not isinstance(value, dict) or "t" not in value:
        return "", "", False
    end = value.get("to")
    return write_moment(str(value["t"])), write_moment(str(end)) if end else "", bool(value.get("about"))


def words_of(text: str, locale: QLocale) -> str:
    """A moment in words: 2 мар. 2026, 22:00. Never an order of digits that two countries read differently."""
    day, _, clock = text.partition("T")
    if ":" in day or len(day) == 2:
        return day
    words = _day_words([int(part) for part in day.split("-")], locale)
    return f"{words}, {clock}" if clock else words


def _day_words(parts: list[int], locale: QLocale) -> str:
    if len(parts) == 1:
        return str(parts[0])
    if len(parts) == 2:
        return f"{locale.standaloneMonthName(parts[1], QLocale.FormatType.LongFormat)} {parts[0]}"
    return locale.toString(QDate(*parts), "d MMM yyyy")


def now_in(zone: str | None) -> datetime:
    """What the clock on the wall of the facility shows; the laptop's own where its zone is not known here."""
    moment = QDateTime.currentDateTimeUtc()
    place = QTimeZone(zone.encode()) if zone else QTimeZone()
    local = moment.toTimeZone(place) if place.isValid() else moment.toLocalTime()
    day, clock = local.date(), local.time()
    return datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute(), clock.second())


def local_time(wall: str) -> str:
    """A claimed UTC time as this laptop's clock shows it: 2 мар. 2026 14:32."""
    moment = QDateTime.fromString(wall.removesuffix("Z"), "yyyy-MM-ddTHH:mm:ss")
    if not moment.isValid():
        return wall
    moment.setTimeZone(QTimeZone.utc())
    return QLocale().toString(moment.toLocalTime(), "d MMM yyyy HH:mm")
