"""The words of a form: translations, inline labels, and the values put into them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from xml.etree.ElementTree import Element

from monitorapp.forms.context import Evaluate
from monitorapp.forms.definition import NO_TEXT, Sentence, Text
from monitorapp.forms.hardened import local_name

ITEXT_CALL = re.compile(r"""\s*jr:itext\(\s*(?:'([^']*)'|"([^"]*)")\s*\)\s*""")
Compile = Callable[[str], Evaluate]


class Translations:
    """All texts of the itext block, by id and language, not yet compiled."""

    def __init__(self, block: Element | None) -> None:
        self.values: dict[str, dict[str, list[Element]]] = {}
        self.languages: list[str] = []
        self.default = ""
        for translation in block if block is not None else ():
            if local_name(translation.tag) == "translation":
                self.add(translation)
        if not self.default and self.languages:
            self.default = self.languages[0]

    def add(self, translation: Element) -> None:
        """Take in the texts of one language."""
        language = translation.get("lang", "")
        self.languages.append(language)
        if translation.get("default") is not None and translation.get("default") != "false()":
            self.default = language
        for text in translation:
            by_language = self.values.setdefault(text.get("id", ""), {})
            by_language[language] = [value for value in text if local_name(value.tag) == "value"]

    def ordered(self, by_language: Mapping[str, list[Element]]) -> list[str]:
        """Its languages, the default one first, so that it stands in for one that is missing."""
        return sorted(by_language, key=lambda language: language != self.default)

    def text(self, text_id: str, compile_output: Compile) -> Text:
        """The compiled words of an id. Raises what `compile_output` raises."""
        by_language = self.values.get(text_id)
        if by_language is None:
            return NO_TEXT
        languages: dict[str, Sentence] = {}
        forms: dict[str, dict[str, Sentence]] = {}
        for language in self.ordered(by_language):
            for value in by_language[language]:
                form = value.get("form")
                words = sentence(value, compile_output)
                if form in {None, "long"}:
                    languages.setdefault(language, words)
                else:
                    forms.setdefault(str(form), {})[language] = words
        return Text(languages, forms)

    def label(self, element: Element | None, compile_output: Compile) -> Text:
        """The words of a label, hint or value element: by reference, or as they stand."""
        if element is None:
            return NO_TEXT
        reference = element.get("ref")
        if reference is not None:
            return self.referred(reference, compile_output)
        words = sentence(element, compile_output)
        return Text({"": words}, {}) if words else NO_TEXT

    def referred(self, reference: str, compile_output: Compile) -> Text:
        """The words that `jr:itext('id')` or another expression stands for; other text stands for itself."""
        found = ITEXT_CALL.fullmatch(reference)
        if found is not None:
            return self.text(found[1] or found[2] or "", compile_output)
        return Text({"": (compile_output(reference),)}, {})

    def message(self, text: str | None, compile_output: Compile) -> Text:
        """A constraint or required message: a reference to the translations, or the message itself."""
        if not text:
            return NO_TEXT
        if ITEXT_CALL.fullmatch(text):
            return self.referred(text, compile_output)
        return Text({"": (text,)}, {})


def sentence(element: Element, compile_output: Compile) -> Sentence:
    """Text and outputs in their order, with the blanks around the whole taken away."""
    parts: list[str | Evaluate] = [element.text or ""]
    for child in element:
        if local_name(child.tag) == "output":
            expression = child.get("value") or child.get("ref") or ""
            if expression.strip():
                parts.append(compile_output(expression))
        else:
            parts.append("".join(child.itertext()))
        parts.append(child.tail or "")
    return trimmed(parts)


def trimmed(parts: Iterable[str | Evaluate]) -> Sentence:
    """Neighbouring text joined, and the blanks at both ends taken away."""
    joined: list[str | Evaluate] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    if isinstance(joined[0], str):
        joined[0] = joined[0].lstrip()
    if isinstance(joined[-1], str):
        joined[-1] = joined[-1].rstrip()
    return tuple(part for part in joined if part != "")
