"""The tables from which the shipped forms are built, read into small immutable records."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "resources" / "tables"
OWN = Path(__file__).resolve().parent / "tables"

# The column that names a repeat in its table is called after it.
_FIELD = {"repeat": "name"}

LANGUAGES = (("en", "English (en)"), ("ru", "Русский (ru)"))


@dataclass(frozen=True, slots=True)
class Row:
    """One question as the question bank or the table of extra questions has it."""

    module: str
    key: str
    label_en: str
    label_ru: str
    type: str
    options: str
    relevant: str
    constraint: str
    applies_to: str = "both"
    visit_types: str = "C I S"
    standard_ref: str = ""
    unit: str = ""
    notes: str = ""
    part_of: str = ""
    why: str = ""

    @property
    def is_extra(self) -> bool:
        """Whether the question is ours and not of the bank; such a row says why it is there."""
        return bool(self.why)

    @property
    def is_required(self) -> bool:
        """The bank writes the word into the column of constraints."""
        return self.constraint == "required"


@dataclass(frozen=True, slots=True)
class Section:
    """A group of questions shown as one page; inside a repeat when `repeat` names one."""

    form: str
    name: str
    title_en: str
    title_ru: str
    module: str
    relevant: str
    repeat: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RepeatSpec:
    """A repeat that takes the place of a `*_begin` row of the bank, and the group that opens and closes it."""

    form: str
    name: str
    begin_key: str
    title_en: str
    title_ru: str
    group: str
    group_en: str
    group_ru: str
    relevant: str


@dataclass(frozen=True, slots=True)
class FormSpec:
    """A shipped form: its id, titles, the bank row that is the document itself, its instances."""

    name: str
    title_en: str
    title_ru: str
    begin_key: str
    version: str
    instances: tuple[str, ...]


def read(path: Path) -> list[dict[str, str]]:
    """The rows of one CSV table, refused when a row has too many or too few cells."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise ValueError(f"{path.name}, row {number}: wrong number of cells")
    return rows


@cache
def bank() -> dict[str, Row]:
    """Every question by its key: the 500 of the bank, then the extra ones."""
    found: dict[str, Row] = {}
    for row in read(SHIPPED / "question-bank.csv"):
        found[row["key"]] = Row(**{name: text for name, text in row.items() if name != "source"})
    for row in read(OWN / "extra-questions.csv"):
        found[row["key"]] = Row(**{name: text for name, text in row.items() if name != "status"})
    return found


@cache
def forms() -> tuple[FormSpec, ...]:
    """The shipped forms in the order of their table."""
    return tuple(
        FormSpec(
            row["form"],
            row["title_en"],
            row["title_ru"],
            row["begin_key"],
            row["version"],
            tuple(row["instances"].split()),
        )
        for row in read(SHIPPED / "forms.csv")
    )


@cache
def sections(form: str) -> tuple[Section, ...]:
    """The sections of a form in order."""
    return tuple(
        Section(
            row["form"],
            row["section"],
            row["title_en"],
            row["title_ru"],
            row["module"],
            row["relevant"],
            row["repeat"],
            tuple(row["keys"].split()),
        )
        for row in read(OWN / "sections.csv")
        if row["form"] == form
    )


@cache
def repeats(form: str) -> dict[str, RepeatSpec]:
    """The repeats of a form that take the place of a `*_begin` row, by name."""
    rows = [row for row in read(OWN / "repeats.csv") if row["form"] == form]
    return {row["repeat"]: RepeatSpec(**{_FIELD.get(name, name): text for name, text in row.items()}) for row in rows}


def parts(key: str) -> tuple[Row, ...]:
    """The questions inside a bank row of type repeat, such as the roles of a team."""
    return tuple(row for row in bank().values() if row.part_of == key)
