"""How XPath values turn into numbers, texts and truth, and how two of them compare.

The rules are those of SEMANTICS.md: XPath 1.0 as JavaRosa applies it to typed answers. A new type
of value needs a line in each of the three conversions here.
"""

import math
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from monitorapp.forms.moments import days_of, write_moment

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
