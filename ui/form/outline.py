"""The outline of a form with the numbers people say aloud, and what is done, open and doubtful in a document."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from monitorapp.forms.definition import Element, FormDefinition, Group, Kind, Question, Repeat
from monitorapp.records.field import is_blank

from .sheet import Glance, Sheet
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


class Matter(StrEnum):
    """Why a question wants a look; the first three are errors, the others may stay with a reason."""

    CONSTRAINT = "constraint"
    UNSETTLED = "unsettled"
    RAW = "raw"
    REQUIRED = "required"
    LATER = "later"


ERRORS = frozenset({Matter.CONSTRAINT, Matter.UNSETTLED, Matter.RAW})


@dataclass(frozen=True, slots=True)
class Remark:
    """One question that wants a look."""

    field: str
    section: str
    matter: Matter
    number: str
    label: str
    message: str = ""

    @property
    def is_error(self) -> bool:
        """Whether it had better be put right before the visit is finished."""
        return self.matter in ERRORS

    @property
    def is_marked(self) -> bool:
        """Whether somebody marked the question to be checked later."""
        return self.matter is Matter.LATER


@dataclass(frozen=True, slots=True)
class SectionState:
    """A section as the list shows it."""

    section: Section
    title: str
    answered: int
    asked: int
    remarks: int

    @property
    def word(self) -> str:
        """`remarks`, `done`, `begun` or `untouched`."""
        if self.remarks:
            return "remarks"
        if self.asked and self.answered >= self.asked:
            return "done"
        return "begun" if self.answered else "untouched"


class Review:
    """Looks through a sheet once and answers from what it saw."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._sourced = sheet.sourced_fields
        self._unsettled = sheet.unsettled_fields

    def sections(self) -> list[SectionState]:
        """Every section that is asked now."""
        return [self._section(section) for section in self._sheet.sections if self._sheet.is_section_shown(section)]

    def _section(self, section: Section) -> SectionState:
        answered = asked = remarks = 0
        for seen in self._sheet.glances(section):
            if self._matter(seen) in ERRORS:
                remarks += 1
            if seen.relevant and not seen.readonly and is_asked(seen.question):
                asked += 1
                answered += self._is_answered(seen.field)
        return SectionState(section, self._sheet.title(section), answered, asked, remarks)

    def _is_answered(self, field: str) -> bool:
        values = self._sheet.values
        if any(not is_blank(values.get(name)) for name in (field, f"{field}#raw")):
            return True
        return field in self._sourced

    def progress(self) -> tuple[int, int]:
        """Answered and asked questions of the whole document."""
        sections = self.sections()
        return sum(one.answered for one in sections), sum(one.asked for one in sections)

    def remarks(self) -> list[Remark]:
        """Every question that wants a look, in order of display."""
        found = []
        for section in self._sheet.sections:
            if not self._sheet.is_section_shown(section):
                continue
            for seen in self._sheet.glances(section):
                matter = self._matter(seen)
                if matter is not None:
                    found.append(self._remark(seen.field, section, matter))
        return found

    def _remark(self, field: str, section: Section, matter: Matter) -> Remark:
        state = self._sheet.question_state(field)
        return Remark(field, section.id, matter, state.number, state.label, state.problem)

    def _matter(self, seen: Glance) -> Matter | None:
        values, field = self._sheet.values, seen.field
        if field in self._unsettled:
            return Matter.UNSETTLED
        if not seen.relevant:
            return None
        if values.get(f"{field}#raw"):
            return Matter.RAW
        if seen.problem == "constraint":
            return Matter.CONSTRAINT
        if values.get(f"{field}#later"):
            return Matter.LATER
        return Matter.REQUIRED if seen.required and not self._is_answered(field) else None

    def following(self, field: str, step: int) -> Remark | None:
        """The next remark after a question (`step` 1) or before it (-1), round the end if need be."""
        remarks = self.remarks()[::step]
        sheet = self._sheet
        order = [name for section in sheet.sections for name, _ in sheet.fields_of(section.children)]
        place = {name: at for at, name in enumerate(order[::step])}
        here = place.get(field, -1)
        later = (remark for remark in remarks if place[remark.field] > here)
        return next(later, remarks[0] if remarks else None)
