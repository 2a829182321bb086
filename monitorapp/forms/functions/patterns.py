r"""Patterns of regex(): Java's words for them, as forms are tested with them, in the words of Python.

\w, \d and \s mean ASCII letters, digits and blanks, in JavaRosa as in browsers. Classes such as \p{L} or
\p{IsCyrillic} become ranges of letters; a class that is not in `CLASSES` makes the pattern one that cannot be used.
"""

import re
import warnings
from functools import lru_cache

from monitorapp.forms.coercion import EvaluationError

PROPERTY = re.compile(r"\\([pP])(?:\{(\w+)\}|(\w))|\\.|[\[\]]|&&", re.DOTALL)
UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0391-\u03a9\u0400-\u042f"
LOWER = "a-z\u00df-\u00f6\u00f8-\u00ff\u03b1-\u03c9\u0430-\u045f"
LETTERS = (
    "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02c1\u0370-\u0373\u0376-\u037d\u0386-\u0481\u048a-\u0556"
    "\u0561-\u0587\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3\u0904-\u0939\u10a0-\u10ff\u1c80-\u1c88\u1e00-\u1fff"
    "\u3040-\u30ff\u3400-\u9fff\ua640-\ua69d\uac00-\ud7a3"
)
DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f"
CLASSES = {
    "L": LETTERS,
    "Lu": UPPER,
    "Ll": LOWER,
    "N": DIGITS,
    "Nd": DIGITS,
    "IsAlphabetic": LETTERS,
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
