"""Reading what a person typed as the kind of its question, without ever refusing it.

Text that cannot be read keeps its words: the value is blank and the words go to the `#raw` facet.
"""

import re
from dataclasses import dataclass

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
