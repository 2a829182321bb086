"""The words of a form in one language; what that language does not say is said in another one, and marked so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from monitorapp.forms.comparison import UNSAID, is_said
from monitorapp.forms.context import Context
from monitorapp.forms.definition import FormDefinition, Question, Text
from monitorapp.forms.state import ShownChoice

from .appearances import words_of
from .form_languages import code_of
from .reading import write_points

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
        if "map" in words_of(question.appearance):
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
