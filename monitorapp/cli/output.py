"""What the command line says: results on standard output, troubles on standard error."""

import json
import os
import sys
from collections.abc import Mapping
from functools import cache
from typing import Any, TextIO

from monitorapp.errors import Trouble
from monitorapp.forms.complaint_words import facts_said, where
from monitorapp.resources import read_text


class Output:
    """Prints results as text or, when asked, as one line of JSON each."""

    def __init__(self, stream: TextIO, *, as_json: bool) -> None:
        self._stream, self.as_json = stream, as_json

    def result(self, fields: object, text: str) -> None:
        """Say a result: `fields` as JSON, or `text` for people."""
        self._line(json.dumps(fields, ensure_ascii=False) if self.as_json else text)

    def line(self, fields: Mapping[str, Any]) -> None:
        """Say one line of JSON whatever was asked for; used where the answer is a protocol."""
        self._line(json.dumps(fields, ensure_ascii=False))

    def _line(self, text: str) -> None:
        self._stream.write(f"{text}\n")
        self._stream.flush()


def say_trouble(trouble: Trouble) -> None:
    """`trouble: CODE` and a sentence with advice, on standard error; of a form, the place of the mistake below."""
    sentence, advice = words(trouble.code, trouble.facts, language())
    place = where(trouble.facts, language())
    sys.stderr.write(f"trouble: {trouble.code}\n{sentence} {advice}\n" + (f"{place}\n" if place else ""))
    sys.stderr.flush()


def words(code: str, facts: Mapping[str, object], wanted: str) -> tuple[str, str]:
    """The sentence and the advice for a code in a language, blanks filled from the facts."""
    entry = _troubles()[code][wanted]
    told = facts_said(code, facts, wanted)
    known = _Facts({name: "–" if fact is None else fact for name, fact in told.items()})
    return entry["sentence"].format_map(known), entry["advice"].format_map(known)


def language() -> str:
    """`ru` or `en`, by the environment."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "ru" if spoken.startswith("ru") else "en"


class _Facts(dict[str, object]):
    """A blank whose fact is missing is left out rather than breaking the sentence."""

    def __missing__(self, key: str) -> str:
        return "?"


@cache
def _troubles() -> dict[str, dict[str, dict[str, str]]]:
    return dict(json.loads(read_text("troubles.json")))
