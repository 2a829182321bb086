"""randomize(): the fixed shuffle of the ODK specification, a Park-Miller generator behind Fisher-Yates."""

import hashlib
import math
from typing import TypeVar

from monitorapp.forms.coercion import Scalar, to_number, to_text

Thing = TypeVar("Thing")

MODULUS = 2147483647
MULTIPLIER = 16807


def seed_of(value: Scalar) -> int:
    """The seed of a number; of text that is no number, one made from its SHA-256 digest."""
    number = to_number(value)
    if math.isnan(number):
        digest = hashlib.sha256(to_text(value).encode()).digest()
        return int.from_bytes(digest[:8], "big", signed=True) if value != "" else 0
    if math.isinf(number):
        return 0
    return int(number)


def shuffled(things: list[Thing], seed: int) -> list[Thing]:
    """The same things in the order that the seed fixes (Fisher-Yates, inside out)."""
    state = int(math.fmod(float(seed), MODULUS))
    if state <= 0:
        state += MODULUS - 1
    found: list[Thing] = []
    for count, thing in enumerate(things):
        state = state * MULTIPLIER % MODULUS
        at = int((state - 1) / (MODULUS - 1) * (count + 1))
        found.append(thing)
        found[count], found[at] = found[at], thing
    return found
