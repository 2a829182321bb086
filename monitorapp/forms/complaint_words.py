"""Words for complaints about a form and for their places, from resources/complaints.json: for window and command."""

import json
from collections.abc import Mapping
from functools import cache

from monitorapp.forms.definition import Complaint
from monitorapp.resources import read_text

PLACES = ("sheet", "row", "column", "line")


def said(complaint: Complaint, language: str) -> str:
    """A complaint as a sentence, without its place."""
    return _filled(complaint.code, complaint.facts, language)


def where(facts: Mapping[str, object], language: str) -> str:
    """The place that facts tell of: sheet, row and column of a workbook, or a line; "" where they tell none."""
    told = [name for name in PLACES if facts.get(name)]
    return ", ".join(_filled(f"where-{name}", facts, language) for name in told)


def _filled(code: str, facts: Mapping[str, object], language: str) -> str:
    words = _table()[code]
    text = words.get(language) or words["en"]
    for name, fact in facts.items():
        text = text.replace("{" + name + "}", str(fact))
    return text


@cache
def _table() -> dict[str, dict[str, str]]:
    return dict(json.loads(read_text("complaints.json")))
