"""Words for complaints about a form and for their places, from resources/complaints.json: for window and command.

What the converter says is English. Sentences of it that are known stand in that file as `converter-…`, with blanks
for what changes, and are said in the language of the screen; what is not known is passed on as it is.
"""

import json
import re
from collections.abc import Mapping
from functools import cache

from monitorapp.forms.definition import Complaint
from monitorapp.resources import read_text

PLACES = ("sheet", "row", "column", "line")
CONVERTER = "converter-"
# The place is told by itself, and addresses of manuals are in English.
AROUND = re.compile(
    r"^(?:\[row ?: ?\d+\] ?)?(?:On the '\w+' sheet, the '[^']+' value (?:'.*?' )?is (?:invalid|problematic)\. )?"
    r"(?P<core>.*?)(?: Learn more: \S+)?$",
    re.DOTALL,
)
BLANK = re.compile(r"\\\{(\w+)\\\}")


def said(complaint: Complaint, language: str) -> str:
    """A complaint as a sentence, without its place."""
    return _filled(complaint.code, _detailed(complaint.facts, language), language)


def facts_said(code: str, facts: Mapping[str, object], language: str) -> Mapping[str, object]:
    """The facts of a trouble as they are told in a language: what the converter said of a broken workbook in it."""
    return _detailed(facts, language) if code == "form-workbook-broken" else facts


def _detailed(facts: Mapping[str, object], language: str) -> Mapping[str, object]:
    detail = facts.get("detail")
    return facts if detail is None else {**facts, "detail": converter_said(str(detail), language)}


def converter_said(sentence: str, language: str) -> str:
    """A sentence of the converter in a language, as it is where it is not known."""
    around = AROUND.match(" ".join(sentence.split()))
    core = around["core"] if around is not None else sentence
    for code, pattern in _sentences():
        found = pattern.fullmatch(core)
        words = _table()[code].get(language)
        if found is not None and words and language != "en":
            return _put_in(words, found.groupdict())
    return sentence


def where(facts: Mapping[str, object], language: str) -> str:
    """The place that facts tell of: sheet, row and column of a workbook, or a line; "" where they tell none."""
    told = [name for name in PLACES if facts.get(name)]
    return ", ".join(_filled(f"where-{name}", facts, language) for name in told)


def _filled(code: str, facts: Mapping[str, object], language: str) -> str:
    words = _table()[code]
    return _put_in(words.get(language) or words["en"], facts)


def _put_in(text: str, facts: Mapping[str, object]) -> str:
    for name, fact in facts.items():
        text = text.replace("{" + name + "}", str(fact))
    return text


@cache
def _table() -> dict[str, dict[str, str]]:
    return dict(json.loads(read_text("complaints.json")))


@cache
def _sentences() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The sentences of the converter as patterns, longest first: some begin as others end."""
    known = [(code, words["en"]) for code, words in _table().items() if code.startswith(CONVERTER)]
    known.sort(key=lambda each: -len(each[1]))
    return tuple((code, re.compile(BLANK.sub(r"(?P<\1>.+?)", re.escape(text)), re.DOTALL)) for code, text in known)
