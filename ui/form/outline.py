"""The outline of a form: its sections, and the number of each question that people say aloud ("2.5")."""

from collections.abc import Iterator
from dataclasses import dataclass

from monitorapp.forms.definition import Element, FormDefinition, Group, Kind, Question, Repeat

NEVER_ASKED = frozenset({Kind.NOTE, Kind.CALCULATION, Kind.HIDDEN})


@dataclass(frozen=True)
class Section:
    """A top-level part of the form, one page. Questions that stand alone between groups share one without a name."""

    id: str
    number: int
    elements: tuple[Element, ...]
    element: Group | Repeat | None

    @property
    def children(self) -> tuple[Element, ...]:
        """What stands on the page: a group's own children, a repeat as a whole, or the questions that stand alone."""
        return self.element.children if isinstance(self.element, Group) else self.elements


def sections_of(definition: FormDefinition) -> tuple[Section, ...]:
    """The sections of a form, in order."""
    found: list[Section] = []
    alone: list[Element] = []
    for element in definition.sections:
        if isinstance(element, Question):
            if element.kind is not Kind.HIDDEN:
                alone.append(element)
            continue
        if alone:
            found.append(Section(alone[0].id, len(found) + 1, tuple(alone), None))
            alone = []
        found.append(Section(element.id, len(found) + 1, (element,), element))
    if alone:
        found.append(Section(alone[0].id, len(found) + 1, tuple(alone), None))
    return tuple(found)


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


def numbers(sections: tuple[Section, ...]) -> dict[str, str]:
    """The number of each question: section, dot, place. It does not change when other questions come and go."""
    found: dict[str, str] = {}
    for section in sections:
        asked = [q for q in questions_in(section.children) if q.kind not in NEVER_ASKED]
        found |= {question.id: f"{section.number}.{place}" for place, question in enumerate(asked, start=1)}
    return found
