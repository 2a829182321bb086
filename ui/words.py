"""Words for troubles: one sentence and one piece of advice for each code, from resources/troubles.json."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from monitorapp.errors import FormTrouble, Trouble
from monitorapp.resources import read_text


class Spoken(NamedTuple):
    """A trouble in words: what happened, and what to do."""

    sentence: str
    advice: str


class Words:
    """The words for all codes in one language; English where a code has no others."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._table: dict[str, dict[str, dict[str, str]]] | None = None

    def of(self, trouble: Trouble) -> Spoken:
        """The words for a trouble, its facts filled into their blanks."""
        if self._table is None:
            self._table = json.loads(read_text("troubles.json"))
        entry = self._table[trouble.code]
        words = entry.get(self._language) or entry["en"]
        facts = _facts(trouble, self._language)
        return Spoken(_fill(words["sentence"], facts), _fill(words["advice"], facts))


def _facts(trouble: Trouble, language: str) -> Mapping[str, object]:
    if not isinstance(trouble, FormTrouble):
        return trouble.facts
    from monitorapp.forms.complaints import facts_said  # noqa: PLC0415  not before the first window is painted

    return facts_said(trouble.code, trouble.facts, language)


def _fill(text: str, facts: Mapping[str, object]) -> str:
    for name, fact in facts.items():
        text = text.replace("{" + name + "}", "–" if fact is None else str(fact))
    return text
