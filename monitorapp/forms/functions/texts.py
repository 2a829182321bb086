"""Functions over text: cutting, joining, searching, digests, and Java's patterns in the words of Python."""

from __future__ import annotations

import base64
import hashlib
import math
import re
import string
import warnings
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from monitorapp.forms.coercion import EvaluationError, Scalar, to_text
from monitorapp.forms.context import Context
from monitorapp.forms.expression import Expression
from monitorapp.forms.functions.numbers import index_of
from monitorapp.forms.functions.registry import Function, Run, plain, special

if TYPE_CHECKING:
    from monitorapp.forms.compiler import Compiler


PROPERTY = re.compile(r"\\([pP])(?:\{(\w+)\}|(\w))|\\.|[\[\]]|&&", re.DOTALL)
UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0391-\u03a9\u0400-\u042f"
LOWER = "a-z\u00df-\u00f6\u00f8-\u00ff\u03b1-\u03c9\u0430-\u045f"
ALPHABETIC = (
    "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02c1\u0370-\u0373\u0376-\u037d\u0386-\u0481\u048a-\u0556"
    "\u0561-\u0587\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3\u0904-\u0939\u10a0-\u10ff\u1c80-\u1c88\u1e00-\u1fff"
    "\u3040-\u30ff\u3400-\u9fff\ua640-\ua69d\uac00-\ud7a3"
)
DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f"
CLASSES = {
    "L": ALPHABETIC,
    "Lu": UPPER,
    "Ll": LOWER,
    "N": DIGITS,
    "Nd": DIGITS,
    "IsAlphabetic": ALPHABETIC,
    "IsDigit": DIGITS,
    "IsLatin": "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f",
    "IsCyrillic": "\u0400-\u052f\u1c80-\u1c88\u2de0-\u2dff\ua640-\ua69f",
    "InCyrillic": "\u0400-\u04ff",
    "Alpha": "A-Za-z",
    "Alnum": "A-Za-z0-9",
    "Digit": "0-9",
    "Upper": "A-Z",
    "Lower": "a-z",
    "Punct": r"!-/:-@\[-`{-~",
    "P": r"!-/:-@\[-`{-~\u2010-\u2027\u00ab\u00bb",
    "Space": r" \t\n\x0b\f\r",
}


@lru_cache(maxsize=512)
def pattern_of(pattern: str) -> re.Pattern[str]:
    """A compiled pattern. Raises EvaluationError where it is none."""
    try:
        # Python warns of what a later version may read otherwise.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(in_python(pattern), re.ASCII)
    except (re.error, OverflowError, RecursionError) as broken:
        raise EvaluationError("regex") from broken


def in_python(pattern: str) -> str:
    """The pattern with its classes of letters written out."""
    depth = 0

    def translated(found: re.Match[str]) -> str:
        nonlocal depth
        if found[1] is None:
            if found[0] in {"[", "&&"} and depth:
                # To Java these are a union and an intersection of sets; nothing in Python says that.
                raise EvaluationError("regex")
            depth = {"[": depth + 1, "]": max(0, depth - 1)}.get(found[0], depth)
            return found[0]
        letters = CLASSES.get(found[2] or found[3])
        if letters is None or (found[1] == "P" and depth):
            raise EvaluationError("regex")
        return letters if depth else f"[{'^' if found[1] == 'P' else ''}{letters}]"

    return PROPERTY.sub(translated, pattern)


LETTERS = string.ascii_letters + string.digits
LONGEST = 1000
DIGESTS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}


def concat(*parts: list[Scalar]) -> str:
    """All values, one after the other."""
    return "".join(to_text(value) for part in parts for value in part)


def join(separator: str, *parts: list[Scalar]) -> str:
    """All values with a separator between them."""
    return separator.join(to_text(value) for part in parts for value in part)


def substr(text: str, start: float, end: float | None = None) -> str:
    """ODK's substr: counted from zero, negative from the end."""
    return text[index_of(start) : None if end is None else index_of(end)]


def substring(text: str, start: float, length: float | None = None) -> str:
    """XPath's substring: counted from one, with its rounding rules."""
    first = rounded(start)
    last = float("inf") if length is None else first + rounded(length)
    return "".join(letter for at, letter in enumerate(text, 1) if first <= at < last)


def rounded(number: float) -> float:
    """Rounding as substring() wants it."""
    return number if not math.isfinite(number) else float((number + 0.5) // 1)


def substring_before(text: str, mark: str) -> str:
    """What stands before the first mark."""
    return text.partition(mark)[0] if mark and mark in text else ""


def substring_after(text: str, mark: str) -> str:
    """What stands after the first mark."""
    return text.partition(mark)[2] if mark else text


def translate(text: str, old: str, new: str) -> str:
    """Letters replaced one by one; those without a partner are left out."""
    table: dict[int, str | None] = {}
    for at, letter in enumerate(old):
        table.setdefault(ord(letter), new[at] if at < len(new) else None)
    return text.translate(table)


def regex(text: str, pattern: str) -> bool:
    """Whether the whole text matches, as in JavaRosa."""
    return pattern_of(pattern).fullmatch(text) is not None


def build_regex(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """In a form the whole answer has to match; in a plain document, as engines without forms have it, a part."""
    text, pattern = compiler.text(arguments[0]), compiler.text(arguments[1])
    if compiler.frame.origin is None and compiler.is_nodes(arguments[0]):
        return lambda c: pattern_of(pattern(c)).search(text(c)) is not None
    return lambda c: regex(text(c), pattern(c))


def digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    """A checksum of a text in base64 or hex."""
    if algorithm not in DIGESTS or encoding not in {"base64", "hex"}:
        raise EvaluationError("digest")
    summed = hashlib.new(DIGESTS[algorithm], text.encode(), usedforsecurity=False)
    return summed.hexdigest() if encoding == "hex" else base64.b64encode(summed.digest()).decode()


def base64_decode(text: str) -> str:
    """The text that base64 spells, a blank where it spells none."""
    try:
        return base64.b64decode(text, validate=True).decode()
    except ValueError:
        return ""


def contains(text: str, part: str) -> bool:
    """Whether a text holds another."""
    return part in text


def extract_signed(text: str, key: str) -> str:
    """What a signed text says, a blank where its signature is not of that key.

    Both are base64: an Ed25519 signature of 64 bytes with the message behind it, and the 32 bytes of the public key.
    """
    # Few forms call this, and the library takes a while to load.
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    try:
        signed = base64.b64decode(text, validate=True)
        Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True)).verify(signed[:64], signed[64:])
        return signed[64:].decode()
    except (InvalidSignature, ValueError):
        return ""


def build_uuid(compiler: Compiler, arguments: Sequence[Expression]) -> Run:
    """uuid(): a random UUID; uuid(n): n random letters and digits."""
    if not arguments:
        return lambda c: c.world.environment.uuid()
    length = compiler.number(arguments[0])
    return lambda c: random_letters(c, length(c))


def random_letters(c: Context, length: float) -> str:
    """That many random letters and digits."""
    dice = c.world.environment.random
    return "".join(LETTERS[int(dice() * len(LETTERS))] for _ in range(min(max(index_of(length), 0), LONGEST)))


FUNCTIONS: list[Function] = [
    special("uuid", "text", 0, 1, build_uuid),
    plain("concat", "v*", "text", concat),
    plain("join", "tv*", "text", join),
    plain("substr", "tnn", "text", substr, least=2),
    plain("substring", "tnn", "text", substring, least=2),
    plain("substring-before", "tt", "text", substring_before),
    plain("substring-after", "tt", "text", substring_after),
    plain("translate", "ttt", "text", translate),
    plain("starts-with", "tt", "truth", str.startswith),
    plain("ends-with", "tt", "truth", str.endswith),
    plain("contains", "tt", "truth", contains),
    special("regex", "truth", 2, 2, build_regex),
    plain("digest", "ttt", "text", digest, least=2),
    plain("extract-signed", "tt", "text", extract_signed),
    plain("base64-decode", "t", "text", base64_decode),
]
