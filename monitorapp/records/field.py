"""Field keys and values: the grammar of everything that is stored (docs/ledger.md)."""

import json
import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitorapp.errors import InputTrouble

Value = None | bool | int | float | str | list[str] | dict[str, Any]

SOURCES = ("register", "administration", "detainee", "observation", "measurement", "document")
FACETS = ("note", "raw", "later", "auto")
ROW_FACTS = ("row", "gone")
DOCUMENT_FACTS = ("form", "version", "parent", "status")
NON_ANSWERS = ("unknown", "refused", "not_asked", "not_applicable", "not_allowed")
PRECISIONS = ("year", "month", "day", "hour", "minute", "second")

WHOLE_LIMIT = 2**53
TEXT_LIMIT = 1_000_000
KEY_LIMIT = 1_000

_NAME = r"[^\W\d][\w.\-]*"
_KEY = re.compile(
    rf"(?:(?P<item>[0-9a-f]{{32}})/)?(?P<question>{_NAME})?(?:@(?P<source>[a-z]+))?(?:#(?P<facet>[a-z]+))?", re.UNICODE
)
_ITEM = re.compile(r"[0-9a-f]{32}")
# Made once: `json.dumps` would make an encoder for every value of a bundle.
_spelled = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode
_CLOCK = r"([0-9]{2})(?::([0-9]{2})(?::([0-9]{2}))?)?"
_TIME = re.compile(rf"([0-9]{{4}})(?:-([0-9]{{2}})(?:-([0-9]{{2}})(?:T{_CLOCK})?)?)?|{_CLOCK}")


@dataclass(frozen=True, slots=True)
class FieldKey:
    """One field of a document: `[item/]question[@source][#facet]`, or a fact of a row or of the document (`#form`)."""

    question: str = ""
    item: str | None = None
    source: str | None = None
    facet: str | None = None

    def __str__(self) -> str:
        item = f"{self.item}/" if self.item else ""
        source = f"@{self.source}" if self.source else ""
        facet = f"#{self.facet}" if self.facet else ""
        return f"{item}{self.question}{source}{facet}"

    @classmethod
    def parse(cls, text: str) -> "FieldKey":
        """The key that `text` spells; raises InputTrouble `field-key-broken`."""
        match = _KEY.fullmatch(text)
        if match is None or not 0 < len(text) <= KEY_LIMIT or not unicodedata.is_normalized("NFC", text):
            raise InputTrouble("field-key-broken")
        key = cls(match["question"] or "", match["item"], match["source"], match["facet"])
        if not key._is_sound():
            raise InputTrouble("field-key-broken")
        return key

    def _is_sound(self) -> bool:
        if self.source is not None and self.source not in SOURCES:
            return False
        if self.question:
            return self.facet is None or self.facet in FACETS
        facts = ROW_FACTS if self.item else DOCUMENT_FACTS
        return self.source is None and self.facet in facts

    @property
    def answer(self) -> str:
        """The key without source and facet: what the question is asked under."""
        return f"{self.item}/{self.question}" if self.item else self.question


def canonical(value: object) -> str:
    """The one spelling of a JSON value: sorted keys, no blanks, UTF-8 as it is. What is hashed and compared."""
    return _spelled(value)


def strict_json(text: str | bytes) -> Any:
    """Parse JSON from outside: no duplicate keys, no NaN or Infinity; raises InputTrouble `value-broken`."""
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise InputTrouble("value-broken") from error


def check_value(value: object) -> Value:
    """`value` as it is stored: NFC text, sorted codes, one spelling for each number; raises `value-broken`.

    A list is a set of codes (one atomic answer) and comes back sorted without repetition. A whole number
    within 53 bits is stored as one, so that 3 and 3.0 from two laptops agree.
    """
    if isinstance(value, list):
        return sorted({_check_text(code) for code in value})
    if isinstance(value, dict):
        return _check_tagged(value)
    return _check_scalar(value)


def non_answer(value: Value) -> str | None:
    """The code of a coded non-answer, or None where `value` is an answer."""
    return value.get("na") if isinstance(value, dict) else None


def is_blank(value: Value) -> bool:
    """Whether `value` says nothing: never answered or cleared."""
    return value is None or value in ("", [])


def _check_scalar(value: object) -> Value:
    if isinstance(value, str):
        return _check_text(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) <= WHOLE_LIMIT:
        return value
    if isinstance(value, float) and math.isfinite(value):
        return int(value) if value.is_integer() and abs(value) <= WHOLE_LIMIT else value
    raise InputTrouble("value-broken")


def _check_text(value: object) -> str:
    if not isinstance(value, str) or len(value) > TEXT_LIMIT:
        raise InputTrouble("value-broken")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise InputTrouble("value-broken") from error
    text = unicodedata.normalize("NFC", value)
    if len(text) > TEXT_LIMIT:  # some letters become two
        raise InputTrouble("value-broken")
    return text


def _check_tagged(value: dict[str, object]) -> Value:
    tags = [tag for tag in ("na", "t", "file", "rank", "row", "place") if tag in value]
    if len(tags) != 1 or not _TAGGED[tags[0]](value):
        raise InputTrouble("value-broken")
    return {_check_text(key): _check_inner(inner) for key, inner in value.items()}


def _check_inner(value: object) -> Value:
    if isinstance(value, list):
        return [_check_text(code) for code in value]
    if isinstance(value, dict):
        raise InputTrouble("value-broken")
    return _check_scalar(value)


def _is_non_answer(value: dict[str, object]) -> bool:
    return set(value) == {"na"} and value["na"] in NON_ANSWERS


def _is_time(value: dict[str, object]) -> bool:
    texts = all(isinstance(value[key], str) for key in ("t", "p", "to", "zone") if key in value)
    return (
        set(value) <= {"t", "p", "to", "about", "zone"}
        and texts
        and _precision(value["t"]) == value.get("p")
        and ("to" not in value or _precision(value["to"]) is not None)
        and value.get("about", True) is True
    )


def _precision(text: object) -> str | None:
    """How precise a time is by its shape; None where it is no date and no time of day that exists."""
    match = _TIME.fullmatch(str(text))
    if match is None:
        return None
    year, month, day, *clock = (int(part) if part else None for part in match.groups())
    hour, minute, second = (b if a is None else a for a, b in zip(clock[:3], clock[3:], strict=True))
    if not _exists(year, month, day, hour, minute, second):
        return None
    told = [part is not None for part in (year, month, day, hour, minute, second)]
    return PRECISIONS[max(place for place, is_told in enumerate(told) if is_told)]


def _exists(
    year: int | None, month: int | None, day: int | None, hour: int | None, minute: int | None, second: int | None
) -> bool:
    try:
        datetime(2000 if year is None else year, month or 1, day or 1, hour or 0, minute or 0, second or 0)
    except ValueError:
        return False
    return month != 0 and day != 0


def _is_rank(value: dict[str, object]) -> bool:
    return set(value) == {"rank"} and isinstance(value["rank"], list)


def _is_row(value: dict[str, object]) -> bool:
    if not set(value) <= {"row", "in"} or not all(isinstance(text, str) for text in value.values()):
        return False
    return "in" not in value or _ITEM.fullmatch(str(value["in"])) is not None


def _is_file(value: dict[str, object]) -> bool:
    return set(value) == {"file"} and isinstance(value["file"], str)


def _is_place(value: dict[str, object]) -> bool:
    numbers = [value.get(key) for key in ("x", "y")]
    are_numbers = all(isinstance(n, int | float) and not isinstance(n, bool) for n in numbers)
    return set(value) == {"place", "x", "y"} and isinstance(value["place"], str) and are_numbers


_TAGGED = {
    "na": _is_non_answer,
    "t": _is_time,
    "file": _is_file,
    "rank": _is_rank,
    "row": _is_row,
    "place": _is_place,
}


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is not JSON")
