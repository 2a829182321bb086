"""The words of a form in one language or another, of answers, non-answers and sources, and of appearances."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from monitorapp.forms.comparison import UNSAID, is_said
from monitorapp.forms.context import Context
from monitorapp.forms.definition import FormDefinition, Kind, Question, Text
from monitorapp.forms.state import ShownChoice
from monitorapp.records.field import NON_ANSWERS, SOURCES, Value, non_answer

from .reading import words_of, write_number, write_points

_SEPARATOR: Final = "; "


def non_answer_word(code: str) -> str:
    """The coded non-answer in the language of the window."""
    words = {
        "unknown": QCoreApplication.translate("Answers", "Not clarified"),
        "refused": QCoreApplication.translate("Answers", "Refused to answer"),
        "not_asked": QCoreApplication.translate("Answers", "Not asked"),
        "not_applicable": QCoreApplication.translate("Answers", "Not applicable"),
        "not_allowed": QCoreApplication.translate("Answers", "Not allowed to see"),
    }
    return words[code]


def non_answers() -> tuple[tuple[str, str], ...]:
    """All coded non-answers with their words, in the order of the keys Ctrl+1 to Ctrl+5."""
    return tuple((code, non_answer_word(code)) for code in NON_ANSWERS)


def source_word(source: str) -> str:
    """Where an answer comes from, in the language of the window."""
    words = {
        "register": QCoreApplication.translate("Answers", "Register"),
        "administration": QCoreApplication.translate("Answers", "Administration"),
        "detainee": QCoreApplication.translate("Answers", "Detained person"),
        "observation": QCoreApplication.translate("Answers", "Observation"),
        "measurement": QCoreApplication.translate("Answers", "Measurement"),
        "document": QCoreApplication.translate("Answers", "Document"),
    }
    return words[source]


def sources() -> tuple[tuple[str, str], ...]:
    """All sources with their words."""
    return tuple((source, source_word(source)) for source in SOURCES)


def in_words(value: Value, labels: Mapping[str, str], locale: QLocale) -> str:
    """A value as a person reads it; `labels` are the words of the question's choices. Blank says nothing."""
    coded = non_answer(value)
    if coded is not None:
        return non_answer_word(coded)
    if isinstance(value, list):
        return _SEPARATOR.join(labels.get(code, code) for code in value)
    if isinstance(value, dict):
        return _tagged(value, labels, locale)
    if isinstance(value, bool):
        return _yes_no(value)
    if isinstance(value, int | float):
        return write_number(value, locale.decimalPoint())
    return labels.get(value, value) if value else ""


def _yes_no(value: bool) -> str:
    return QCoreApplication.translate("Answers", "Yes") if value else QCoreApplication.translate("Answers", "No")


def _tagged(value: Mapping[str, object], labels: Mapping[str, str], locale: QLocale) -> str:
    if "t" in value:
        return _time(value, locale)
    ranked = value.get("rank")
    if isinstance(ranked, list):
        return _SEPARATOR.join(f"{place}. {labels.get(code, code)}" for place, code in enumerate(ranked, start=1))
    if "file" not in value:
        return ""
    # Its name stands in the encrypted file; the beginning of the hash tells two of them apart.
    return f"{QCoreApplication.translate('Answers', 'A file')} {str(value['file'])[:8]}"


def _time(value: Mapping[str, object], locale: QLocale) -> str:
    words = words_of(str(value["t"]), locale)
    if value.get("to"):
        words = f"{words} – {words_of(str(value['to']), locale)}"
    if value.get("about"):
        words = QCoreApplication.translate("Answers", "about %s") % words
    return words


_CODE = re.compile(r"\(([\w-]+)\)\s*$")


def code_of(language: str) -> str:
    """`ru` for "Русский (ru)"; a language without a code is called by its name."""
    found = _CODE.search(language)
    return found.group(1) if found else language


def next_of(languages: Sequence[str], current: str) -> str:
    """The language after `current`, round the end; "" where there is no other."""
    if len(languages) < 2:
        return ""
    at = languages.index(current) if current in languages else -1
    return languages[(at + 1) % len(languages)]


_CALL = re.compile(r"\([^()]*\)")
SELECTS = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE})


@lru_cache(maxsize=512)
def appearance_words(appearance: str) -> frozenset[str]:
    """The words of an appearance in small letters, without what stands in brackets: search('x') is none."""
    plain = appearance
    while _CALL.search(plain):
        plain = re.sub(r"[\w-]+\s*\([^()]*\)|\([^()]*\)", " ", plain)
    return frozenset(plain.lower().split())


def names_columns(question: Question) -> bool:
    """Whether a question asks nothing, but names the choices of the table rows that follow it."""
    return question.kind in SELECTS and "label" in appearance_words(question.appearance)


def is_table_row(question: Question) -> bool:
    """Whether a question is a row of marks under the words of a question that names the columns."""
    return question.kind in SELECTS and "list-nolabel" in appearance_words(question.appearance)


def number_of_columns(appearance: str) -> int:
    """The N of columns-N (or compact-N, quickcompact-N); 0 where none is named."""
    for word in appearance_words(appearance):
        name, _, number = word.rpartition("-")
        if name in {"columns", "compact", "quickcompact"} and number.isdecimal():
            return min(int(number), 12)
    return 0


PICTURES, SOUNDS, FILMS = ("image", "big-image"), ("audio",), ("video",)


@dataclass(frozen=True, slots=True)
class Media:
    """The bare names of the files that belong to some words; "" where there is none."""

    image: str = ""
    sound: str = ""
    film: str = ""


NO_MEDIA = Media()


@lru_cache(maxsize=16)
def spoken_languages(definition: FormDefinition) -> tuple[str, ...]:
    """The languages in which a form says anything: a converter makes one of media without words."""
    texts = [question.label for question in definition.questions.values()]
    texts += [group.label for group in definition.groups.values()]
    spoken = tuple(name for name in definition.languages if any(is_said(text, name) for text in texts))
    return spoken or definition.languages


@lru_cache(maxsize=16)
def has_media(definition: FormDefinition) -> bool:
    """Whether any words of a form have a file beside them."""
    wanted = {*PICTURES, *SOUNDS, *FILMS}
    texts = [*definition.texts.values()]  # those that are looked up while the form runs: of choices, mostly
    for question in definition.questions.values():
        texts += [question.label, *(choice.label for choice in question.choices)]
    return any(text.forms and wanted & set(text.forms) for text in texts)


def media_of(text: Text, language: str) -> Media:
    """The files that belong to some words in a language."""
    if not text.forms:
        return NO_MEDIA
    names = (_first(text, language, forms) for forms in (PICTURES, SOUNDS, FILMS))
    return Media(*names)


def _first(text: Text, language: str, forms: tuple[str, ...]) -> str:
    found = (text.media(language, form).strip().rpartition("/")[2] for form in forms)
    return next((name for name in found if name not in UNSAID), "")


def _placed(choice: ShownChoice) -> ShownChoice:
    point = write_points(choice.extra.get("geometry", "")).partition("\n")[0]
    return replace(choice, label=f"{choice.label} ({point})") if point else choice


class Wording:
    """Says the words of a form in `language`."""

    def __init__(self, definition: FormDefinition, language: str) -> None:
        self._definition, self._language = definition, language
        self._may_lack = len(definition.languages) > 1
        self._has_media = has_media(definition)
        self._worded: dict[str, tuple[list[tuple[str, str]], tuple[ShownChoice, ...]]] = {}  # long lists stay the same
        spoken = spoken_languages(definition)
        self._others = sorted(spoken, key=lambda name: name != definition.default_language)

    def said(self, words: str, text: Text, context: Context | None = None) -> str:
        """`words`, as the form gives them; those of another language with its mark where they are not said."""
        if not self._may_lack or not text.languages or "" in text.languages or is_said(text, self._language):
            return words
        for other in self._others:
            if is_said(text, other):
                return f"{text.show(other, context)} [{code_of(other).upper()}]"
        return "" if words.strip() in UNSAID else words

    def choices(self, question: Question, choices: tuple[ShownChoice, ...]) -> tuple[ShownChoice, ...]:
        """The choices that are offered, each with words; those of a map with their coordinates."""
        if "map" in appearance_words(question.appearance):
            choices = tuple(_placed(choice) for choice in choices)
        if not self._may_lack:
            return choices
        offered = [(choice.code, choice.label) for choice in choices]
        known = self._worded.get(question.id)
        if known is None or known[0] != offered:
            known = self._worded[question.id] = offered, self._with_words(question, choices)
        return known[1]

    def _with_words(self, question: Question, choices: tuple[ShownChoice, ...]) -> tuple[ShownChoice, ...]:
        texts = self._texts(question, choices)
        return tuple(
            choice if choice.code not in texts else self._reworded(choice, texts[choice.code]) for choice in choices
        )

    def _reworded(self, choice: ShownChoice, text: Text) -> ShownChoice:
        label = self.said(choice.label, text)
        return choice if label == choice.label else replace(choice, label=label or choice.code)

    def media(self, question: Question, choices: tuple[ShownChoice, ...]) -> dict[str, Media]:
        """The files beside the words of choices, by code, and under "" those of the question."""
        if not self._has_media:
            return {}
        texts = {"": question.label, **self._texts(question, choices)}
        found = {code: media_of(text, self._language) for code, text in texts.items()}
        return {code: media for code, media in found.items() if media != NO_MEDIA}

    def _texts(self, question: Question, choices: tuple[ShownChoice, ...]) -> Mapping[str, Text]:
        if question.itemset is None:
            return {choice.code: choice.label for choice in question.choices}
        texts = self._definition.texts
        named = ((choice.code, texts.get(choice.extra.get("itextId", ""))) for choice in choices)
        return {code: text for code, text in named if text is not None}
