"""Three spellings of one value (ledger, expression, XML), and the field keys under which the engine gets them."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple

from monitorapp.forms.coercion import (
    NUMBER,
    TIME,
    Scalar,
    at_midnight,
    date_of_days,
    moment_of_days,
    number_text,
    read_moment,
    read_time,
    to_text,
    write_moment,
    zone_named,
)
from monitorapp.records.field import Value

TYPES = {
    "string": "string",
    "int": "int",
    "integer": "int",
    "long": "int",
    "decimal": "decimal",
    "double": "decimal",
    "float": "decimal",
    "boolean": "boolean",
    "date": "date",
    "dateTime": "dateTime",
    "datetime": "dateTime",
    "time": "time",
    "geopoint": "geopoint",
    "geotrace": "geotrace",
    "geoshape": "geoshape",
    "barcode": "barcode",
    "binary": "binary",
    "intent": "string",
    "select1": "string",
    "select": "string",
    "odk:rank": "string",
    "rank": "string",
}
WHOLE = re.compile(r"[+-]?\d+")
# How an answer of a type has to be written; results of expressions are read more kindly.
SHAPES = {
    "int": re.compile(r"[+-]?\d+(\.\d*)?"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    # A day is no moment: its midnight would give hours that nobody said.
    "dateTime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*"),
}
WHOLE_LIMIT = 2**31
LONGEST_NUMBER = 300
SAFE_WHOLE = 2**53


def type_of(declared: str) -> str:
    """The engine's name for a bind type; an unknown type is text."""
    if declared in TYPES:
        return TYPES[declared]
    return TYPES.get(declared.rpartition(":")[2], "string")


def read_whole(text: str, zone: tzinfo) -> Scalar:
    """A whole number; other text stays text."""
    return float(int(text)) if WHOLE.fullmatch(text) and len(text) < LONGEST_NUMBER else text


def read_decimal(text: str, zone: tzinfo) -> Scalar:
    """A decimal number; other text stays text."""
    return float(text.replace(",", ".")) if NUMBER.fullmatch(text) else text


def read_boolean(text: str, zone: tzinfo) -> Scalar:
    """Truth, as XML spells it; other text stays text."""
    return {"1": True, "true": True, "0": False, "false": False}.get(text, text)


def read_date(text: str, zone: tzinfo) -> Scalar:
    """A calendar date; other text stays text."""
    moment = read_moment(text, zone)
    if moment is None:
        return text
    return moment.date() if isinstance(moment, datetime) else moment


def read_date_time(text: str, zone: tzinfo) -> Scalar:
    """A moment; other text stays text."""
    moment = read_moment(text, zone)
    return text if moment is None else at_midnight(moment, zone)


def read_positions(text: str, least: int) -> Scalar:
    """A point, trace or shape as it is written, blank where it is none."""
    points = [part.split() for part in text.split(";") if part.strip()]
    if len(points) < least or not all(2 <= len(point) <= 4 and is_position(point) for point in points):
        return ""
    return text


def is_position(words: list[str]) -> bool:
    """Whether words are a latitude and a longitude in degrees."""
    if not all(NUMBER.fullmatch(word) for word in words):
        return False
    return abs(float(words[0])) <= 90 and abs(float(words[1])) <= 180


POSITIONS = {"geopoint": 1, "geotrace": 2, "geoshape": 3}


def read_clock(text: str, zone: tzinfo) -> Scalar:
    """A time of day as it is written, a blank where it is none."""
    return text if read_time(text, zone) is not None else ""


READERS: dict[str, Callable[[str, tzinfo], Scalar]] = {
    "int": read_whole,
    "decimal": read_decimal,
    "boolean": read_boolean,
    "date": read_date,
    "dateTime": read_date_time,
}


def read_text(kind: str, text: str, zone: tzinfo) -> Scalar:
    """The typed value of a text in XML; what cannot be read as its type stays text."""
    reader = READERS.get(kind)
    if kind in POSITIONS:
        return read_positions(text, POSITIONS[kind])
    if kind == "time":
        return read_clock(text.strip(), zone)
    if reader is None or not text:
        return text
    return reader(text.strip(), zone) if text.strip() else ""


def read_default(kind: str, text: str, zone: tzinfo) -> Scalar:
    """The typed value of a text that a form or a saved instance starts with: blank if it cannot be read."""
    value = read_text(kind, text, zone)
    return "" if isinstance(value, str) and kind in READERS else value


def read_answer(kind: str, text: str, zone: tzinfo) -> Scalar:
    """The typed value of an answer or a default: blank if the text is not of its type."""
    text = text.strip() if kind in SHAPES else text
    if kind in SHAPES and not SHAPES[kind].fullmatch(text):
        return ""
    if kind == "int":
        text = text.partition(".")[0]
    value = read_text(kind, text, zone)
    if isinstance(value, str) and kind in READERS:
        return ""
    return cut_whole(value) if kind == "int" and isinstance(value, float) else value


def cut_whole(value: float) -> Scalar:
    """A whole number within the 32 bits that XForms gives an int."""
    return float(int(value)) if -WHOLE_LIMIT <= value < WHOLE_LIMIT else ""


def fit(kind: str, value: Scalar, zone: tzinfo) -> Scalar:
    """The result of an expression as a node of that type holds it: NaN is blank, whole numbers are cut."""
    if type(value) is float:
        return fit_number(kind, value, zone)
    if isinstance(value, str):
        return fit_text(kind, value, zone)
    if isinstance(value, datetime):
        if kind == "time":
            return write_moment(value).partition("T")[2]
        return value.date() if kind == "date" else value
    if isinstance(value, date):
        return at_midnight(value, zone) if kind == "dateTime" else value
    return value


def fit_text(kind: str, value: str, zone: tzinfo) -> Scalar:
    """A text as the result of an expression: any text is true, a decimal comma is no result."""
    if kind == "boolean" and value:
        return True
    if kind == "decimal" and "," in value:
        return value
    return read_text(kind, value, zone) if kind in READERS else value


def fit_number(kind: str, value: float, zone: tzinfo) -> Scalar:
    """A number as the result of an expression."""
    if math.isnan(value):
        return ""
    if kind == "int":
        return float(int(value)) if math.isfinite(value) else value
    if kind == "date":
        return date_of_days(value) or ""
    if kind == "dateTime":
        return moment_of_days(value, zone) or ""
    return value != 0 if kind == "boolean" else value


def write_text(value: Scalar) -> str:
    """The text of a typed value in XML; truth is written as 1 and 0, as JavaRosa does."""
    if type(value) is float:
        return number_text(value)
    if isinstance(value, bool):
        return "1" if value else "0"
    return to_text(value)


def from_ledger(kind: str, value: Value, zone: tzinfo) -> Scalar:
    """The typed value of an answer; non-answers, approximate and partial times are blank."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return value if kind == "boolean" else ("OK" if value else "")
    if isinstance(value, (int, float)):
        return read_answer(kind, number_text(float(value)), zone)
    if isinstance(value, str):
        return read_answer(kind, value, zone)
    if isinstance(value, list):
        return " ".join(value)
    return from_tagged(kind, value, zone)


def from_tagged(kind: str, value: Mapping[str, Any], zone: tzinfo) -> Scalar:
    """The typed value of a tagged object."""
    if "rank" in value:
        return " ".join(value["rank"])
    if "file" in value:
        return str(value["file"])
    if "t" not in value or value.get("about") or value.get("to"):
        return ""
    if value.get("p") in {"year", "month"}:
        return ""
    return read_told(kind, str(value["t"]), zone_named(str(value.get("zone", ""))) or zone, zone)


def read_told(kind: str, text: str, told: tzinfo, zone: tzinfo) -> Scalar:
    """The typed value of a time told in a zone: a moment is turned to the zone of the form."""
    moment = read_answer(kind, text, told)
    try:
        return moment.astimezone(zone) if isinstance(moment, datetime) else moment
    except OverflowError:
        return ""


def to_ledger(kind: str, shape: str, value: Scalar) -> Value:
    """The ledger's spelling of a typed value; `shape` is list or rank for several codes, else ""."""
    if value == "" and isinstance(value, str):
        return None
    if shape:
        codes = to_text(value).split()
        return {"rank": codes} if shape == "rank" else sorted(codes)
    if isinstance(value, (bool, str)):
        return clock_value(value) if kind == "time" and isinstance(value, str) else value
    if isinstance(value, float):
        return number_value(value)
    return moment_value(value)


def clock_value(text: str) -> Value:
    """A time of day of the ledger, to the minute; text that is none as it is."""
    found = TIME.fullmatch(text.strip())
    return {"t": f"{found[1]:0>2}:{found[2]}", "p": "minute"} if found else text


def number_value(value: float) -> Value:
    """A number of the ledger: whole where it is whole."""
    if not math.isfinite(value):
        return number_text(value)
    return int(value) if value == int(value) and abs(value) < SAFE_WHOLE else value


def moment_value(moment: date) -> Value:
    """A time of the ledger, with its precision and zone."""
    if not isinstance(moment, datetime):
        return {"t": moment.isoformat(), "p": "day"}
    zone = getattr(moment.tzinfo, "key", None)
    exact = {"t": moment.strftime("%Y-%m-%dT%H:%M:%S"), "p": "second"}
    return {**exact, "zone": zone} if zone else exact


class Key(NamedTuple):
    """One field key, taken apart."""

    item: str
    question: str
    source: str
    facet: str


def split_key(key: str) -> Key:
    """The parts of a field key; parts that are not there are ""."""
    item, slash, rest = key.partition("/")
    if not slash:
        item, rest = "", key
    rest, _, facet = rest.partition("#")
    question, _, source = rest.partition("@")
    return Key(item, question, source, facet)


@dataclass(slots=True)
class Answers:
    """The answers of a document, sorted for the engine: by row, and the rows in the order of the ledger."""

    given: dict[str, dict[str, Value]] = field(default_factory=dict)
    automatic: dict[str, dict[str, Value]] = field(default_factory=dict)
    rows: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)


def sort_answers(fields: Mapping[str, Value]) -> Answers:
    """Sort a ledger's view of a document; facets other than #auto, and sourced values, are left out."""
    answers = Answers()
    for key, value in fields.items():
        item, question, source, facet = split_key(key)
        if source or key.startswith("#"):
            continue
        if not question:
            sort_row(answers, item, facet, value)
        elif not facet:
            answers.given.setdefault(item, {})[question] = value
        elif facet == "auto":
            answers.automatic.setdefault(item, {})[question] = value
    return answers


def sort_row(answers: Answers, item: str, facet: str, value: Value) -> None:
    """Take in what a field says of a row: that it is there, or gone."""
    if facet == "row" and isinstance(value, dict) and "row" in value:
        answers.rows.setdefault((str(value["row"]), str(value.get("in") or "")), []).append(item)
    elif facet == "gone" and value:
        answers.gone.add(item)


def derived_item(document: str, repeat: str, parent: str, index: int, generation: int) -> str:
    """The id of a row that the form itself makes, the same on every laptop."""
    told = f"{document}\n{repeat}\n{parent}\n{index}\n{generation}"
    return hashlib.sha256(told.encode()).hexdigest()[:32]
