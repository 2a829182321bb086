"""What is done, what is open and what is doubtful in a document: for lists, for F8 and for finishing."""

from dataclasses import dataclass
from enum import StrEnum

from monitorapp.records.field import is_blank

from .outline import Section, is_asked
from .sheet import Glance, Sheet


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
