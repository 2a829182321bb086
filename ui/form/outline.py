"""The outline of a form: its sections, and the number of each question that people say aloud ("2.5")."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from monitorapp.forms.definition import Element, FormDefinition, Group, Kind, Question, Repeat

from .wording import names_columns

NEVER_ASKED = frozenset({Kind.NOTE, Kind.CALCULATION, Kind.HIDDEN})
LONGEST, PART = 40, 25  # a section of more questions is shown in parts of so many
LONGEST_WHOLE = 100  # the same for one that says that it is a single page (field-list)


@dataclass(frozen=True)
class Section:
    """A top-level part of the form, one page. Questions that stand alone between groups share one without a name.

    `part` counts from 1 where a section is too long for one page; it is 0 otherwise.
    """

    id: str
    number: int
    children: tuple[Element, ...]
    element: Group | Repeat | None
    part: int = 0
    parts: int = 0


def is_asked(question: Question) -> bool:
    """Whether there is anything to answer; the row that only names the columns of a table asks nothing."""
    return question.kind not in NEVER_ASKED and not names_columns(question)


@lru_cache(maxsize=16)
def sections_of(definition: FormDefinition) -> tuple[Section, ...]:
    """The sections of a form, in order."""
    found: list[Section] = []
    alone: list[Question] = []
    for element in definition.sections:
        if isinstance(element, Question):
            if element.kind is not Kind.HIDDEN:
                alone.append(element)
            continue
        if alone:
            found += _pages(alone[0].id, tuple(alone), None, len(found))
            alone = []
        children = element.children if isinstance(element, Group) else (element,)
        found += _pages(element.id, children, element, len(found))
    if alone:
        found += _pages(alone[0].id, tuple(alone), None, len(found))
    return tuple(found)


def _pages(name: str, children: tuple[Element, ...], element: Group | Repeat | None, before: int) -> Iterator[Section]:
    """A section as one page, or as several where it is long."""
    whole = element is not None and "field-list" in element.appearance
    if _count(children) <= (LONGEST_WHOLE if whole else LONGEST):
        yield Section(name, before + 1, children, element)
        return
    parts = list(_parts(children))
    for at, part in enumerate(parts, start=1):
        yield Section(name if at == 1 else f"{name}#{at}", before + at, part, element, at, len(parts))


def _parts(elements: tuple[Element, ...]) -> Iterator[tuple[Element, ...]]:
    """Elements in parts of not more than PART questions; a group that is longer is cut and keeps its heading."""
    part: list[Element] = []
    held = 0
    for element in _cut(elements):
        count = _count((element,))
        if part and held + count > PART:
            yield tuple(part)
            part, held = [], 0
        part.append(element)
        held += count
    if part:
        yield tuple(part)


def _cut(elements: tuple[Element, ...]) -> Iterator[Element]:
    for element in elements:
        if isinstance(element, Group) and _count((element,)) > PART:
            yield from (replace(element, children=part) for part in _parts(element.children))
        else:
            yield element


def _count(elements: tuple[Element, ...]) -> int:
    return sum(1 if isinstance(element, Question) else _count(element.children) for element in elements)


def section_elements(sections: tuple[Section, ...]) -> tuple[Element, ...]:
    """What stands in all sections, in order."""
    return tuple(element for section in sections for element in section.children)


def questions_in(elements: tuple[Element, ...]) -> Iterator[Question]:
    """All questions of some elements, those of groups and repeats included, in order."""
    for element in elements:
        if isinstance(element, Question):
            yield element
        else:
            yield from questions_in(element.children)


def own_questions(elements: tuple[Element, ...]) -> Iterator[Question]:
    """The questions of elements and of groups in them; those of a repeat inside belong to its own rows."""
    for element in elements:
        if isinstance(element, Question):
            yield element
        elif isinstance(element, Group):
            yield from own_questions(element.children)


@lru_cache(maxsize=16)
def numbers(sections: tuple[Section, ...]) -> dict[str, str]:
    """The number of each question: section, dot, place. It does not change when other questions come and go."""
    found: dict[str, str] = {}
    for section in sections:
        asked = [question for question in questions_in(section.children) if is_asked(question)]
        found |= {question.id: f"{section.number}.{place}" for place, question in enumerate(asked, start=1)}
    return found
