"""Two versions of a form side by side: what was added, taken away, said otherwise, or is answered in another way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from monitorapp.forms.coercion import EvaluationError, to_text
from monitorapp.forms.context import SystemEnvironment
from monitorapp.forms.definition import FormDefinition, Kind, Question, Sentence, Text
from monitorapp.forms.graph import OFFER
from monitorapp.forms.nodes import Item
from monitorapp.forms.state import FormState

UNSAID = frozenset({"", "-"})  # the converter writes a line where a language has no words
UNASKED = frozenset({Kind.CALCULATION, Kind.HIDDEN})


@dataclass(frozen=True, slots=True)
class Named:
    """A question with its words in one language."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Reworded:
    """A question whose words differ, or a choice of one (`question: code`)."""

    id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Retyped:
    """A question that is answered in another way, or stands in another repeat (`inside`)."""

    id: str
    label: str
    before: Kind
    after: Kind
    inside_before: str = ""
    inside_after: str = ""


@dataclass(frozen=True, slots=True)
class Reoffered:
    """A question that offers other choices."""

    id: str
    label: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a newer form does to the questions of an older one, in the order of the newer."""

    added: tuple[Named, ...]
    removed: tuple[Named, ...]
    renamed: tuple[Reworded, ...]
    retyped: tuple[Retyped, ...]
    choices: tuple[Reoffered, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no question differs."""
        return not (self.added or self.removed or self.renamed or self.retyped or self.choices)


def compare(old: FormDefinition, new: FormDefinition, language: str = "") -> Comparison:
    """What differs between two forms; words are given in `language`, and compared in every language of both."""
    before, after = asked(old), asked(new)
    both = [name for name in after if name in before]
    codes_before, codes_after = Choices(old, language), Choices(new, language)
    return Comparison(
        added=tuple(Named(name, words(after[name].label, language)) for name in after if name not in before),
        removed=tuple(Named(name, words(before[name].label, language)) for name in before if name not in after),
        renamed=(
            *_reworded(before, after, both, language),
            *_said_otherwise(codes_before, codes_after, before, after, both, language),
        ),
        retyped=tuple(_retyped(before, after, both, language)),
        choices=tuple(_reoffered(codes_before, codes_after, before, after, both, language)),
    )


def asked(definition: FormDefinition) -> dict[str, Question]:
    """The questions that people see, in the order of the form."""
    return {name: one for name, one in definition.questions.items() if one.kind not in UNASKED}


def inside(question: Question) -> str:
    """The innermost repeat around a question; "" outside of all."""
    around = question.place.repeats()
    return around[-1].question if around else ""


def words(text: Text, language: str) -> str:
    """Words with "…" where an answer is put in; of another language where this one has none."""
    spoken = [_plain(text.languages.get(language, ()))]
    spoken += [_plain(sentence) for sentence in text.languages.values()]
    return next((each for each in spoken if each not in UNSAID), "")


def is_said(text: Text, language: str) -> bool:
    """Whether a text has words of its own in a language."""
    return _plain(text.languages.get(language, ())) not in UNSAID


def _plain(sentence: Sentence) -> str:
    return "".join(part if isinstance(part, str) else "…" for part in sentence)


def _reworded(
    before: Mapping[str, Question], after: Mapping[str, Question], both: list[str], language: str
) -> Iterator[Reworded]:
    for name in both:
        differing = _differing(before[name].label, after[name].label, language)
        if differing is not None:
            yield Reworded(name, *differing)


def _said_otherwise(
    old: Choices,
    new: Choices,
    before: Mapping[str, Question],
    after: Mapping[str, Question],
    both: list[str],
    language: str,
) -> Iterator[Reworded]:
    """Choices whose words differ under one code: an answer of old would be read as something else."""
    for name in both:
        given, offered = old.of(before[name]), new.of(after[name])
        texts_before, texts_after = _written(before[name]), _written(after[name])
        for code in offered:
            if code in texts_before and code in texts_after:
                differing = _differing(texts_before[code], texts_after[code], language)
            else:
                differing = (given[code], offered[code]) if given.get(code, offered[code]) != offered[code] else None
            if differing is not None:
                yield Reworded(f"{name}: {code}", *differing)


def _written(question: Question) -> dict[str, Text]:
    """The choices that stand in the question itself."""
    return {choice.code: choice.label for choice in question.choices} if question.itemset is None else {}


def _differing(old: Text, new: Text, language: str) -> tuple[str, str] | None:
    """The words before and after in the first language in which they differ."""
    spoken = [language, *(each for each in new.languages if each in old.languages)]
    pairs = ((words(old, each), words(new, each)) for each in spoken)
    return next((pair for pair in pairs if pair[0] != pair[1]), None)


def _retyped(
    before: Mapping[str, Question], after: Mapping[str, Question], both: list[str], language: str
) -> Iterator[Retyped]:
    for name in both:
        old, new = before[name], after[name]
        if (old.kind, inside(old)) != (new.kind, inside(new)):
            yield Retyped(name, words(new.label, language), old.kind, new.kind, inside(old), inside(new))


def _reoffered(
    old: Choices,
    new: Choices,
    before: Mapping[str, Question],
    after: Mapping[str, Question],
    both: list[str],
    language: str,
) -> Iterator[Reoffered]:
    for name in both:
        given, offered = old.of(before[name]), new.of(after[name])
        added = tuple(code for code in offered if code not in given)
        removed = tuple(code for code in given if code not in offered)
        if (added or removed) and (before[name].kind == after[name].kind or (given and offered)):
            yield Reoffered(name, words(after[name].label, language), added, removed)


class Choices:
    """All choices that a form may ever offer, whatever the answers around them; read once for each list."""

    def __init__(self, definition: FormDefinition, language: str = "") -> None:
        self._definition = definition
        self._state = FormState(definition, {}, SystemEnvironment(), language=language or None)
        self._lists: dict[tuple[str, ...], dict[str, str]] = {}
        self._language = language or definition.default_language

    def of(self, question: Question) -> dict[str, str]:
        """The words of a question's choices by code."""
        if question.itemset is None:
            return {choice.code: words(choice.label, self._language) for choice in question.choices}
        names = self._sources(question)
        if names not in self._lists:
            self._lists[names] = self._listed(question, names)
        return self._lists[names]

    def of_id(self, question: str) -> dict[str, str]:
        """The same for the question of that id; nothing where the form has none."""
        found = self._definition.questions.get(question)
        return self.of(found) if found is not None else {}

    def _sources(self, question: Question) -> tuple[str, ...]:
        tasks = self._definition.graph.of_place.get(question.place.index, ())
        named = {name for task in tasks if task.kind == OFFER for name in task.sources}
        return tuple(sorted(named & set(self._definition.instances)))

    def _listed(self, question: Question, names: tuple[str, ...]) -> dict[str, str]:
        assert question.itemset is not None
        found: dict[str, str] = {}
        for item in self._items(names):
            context = self._state.root_row.context.at(item, 1, 1)
            try:
                code = to_text(question.itemset.code(context))
                found[code] = to_text(question.itemset.label(context))
            except EvaluationError:
                continue
        found.pop("", None)
        return found

    def _items(self, names: tuple[str, ...]) -> Iterator[Item]:
        for name in names:
            for root in self._definition.instances[name].children():
                yield from root.children()
