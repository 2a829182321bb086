"""Choice lists of the shipped forms: shared lists, lists of one question, and their words."""

from dataclasses import dataclass, field
from functools import cache

from form_expressions import choice_severity, is_finding
from form_tables import OWN, SHIPPED, Row, bank, read

# Lists that no table can hold when a form is written: such questions take codes as text.
AS_TEXT = ("monitors", "recommendations")


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One choice of a list, with the extra columns that filters and calculations read."""

    code: str
    label_en: str
    label_ru: str
    extra: dict[str, str] = field(default_factory=dict)


def list_name(row: Row) -> str:
    """The list of a select: a shared one keeps its name, any other is called like its question."""
    parts = row.options.split("|")
    if parts[0] in ("@facilities", "@findings", "@standards", "@modules") or (len(parts) == 1 and parts[0][0] == "@"):
        return parts[0][1:]
    return row.key


def is_text(row: Row) -> bool:
    """Whether a select of the bank is asked as text because its choices are known only later."""
    return row.options.lstrip("@") in AS_TEXT


def choices(row: Row) -> tuple[ChoiceRow, ...]:
    """The choices of a select in order."""
    name = list_name(row)
    if name in _BUILT:
        return _BUILT[name]()
    if name in bank() and name != row.key:
        return choices(bank()[name])
    found: list[ChoiceRow] = []
    for part in row.options.split("|"):
        found.extend(_shared(part[1:]) if part.startswith("@") else (_own(name, part),))
    return tuple(_with_severity(row, choice) for choice in found)


def _with_severity(row: Row, choice: ChoiceRow) -> ChoiceRow:
    """A severity belongs to a choice only where the list serves one question."""
    severity = choice_severity(row.key, choice.code) if list_name(row) == row.key else ""
    if not severity:
        return choice
    return ChoiceRow(choice.code, choice.label_en, choice.label_ru, {**choice.extra, "monitor_severity": severity})


@cache
def _codelists() -> dict[str, list[ChoiceRow]]:
    found: dict[str, list[ChoiceRow]] = {}
    for row in read(SHIPPED / "codelists.csv"):
        found.setdefault(row["list"], []).append(ChoiceRow(row["code"], row["label_en"], row["label_ru"]))
    return found


@cache
def _labels() -> dict[tuple[str, str], tuple[str, str]]:
    rows = read(SHIPPED / "choice-labels.csv")
    return {(row["list"], row["code"]): (row["label_en"], row["label_ru"]) for row in rows}


def _shared(name: str) -> list[ChoiceRow]:
    return _codelists()[name]


def _own(name: str, code: str) -> ChoiceRow:
    """A choice written in the bank itself; its words are those of this list, else those of the code."""
    label_en, label_ru = _labels().get((name, code)) or _labels()[("*", code)]
    return ChoiceRow(code, label_en, label_ru)


def _facilities() -> tuple[ChoiceRow, ...]:
    rows = read(SHIPPED / "facilities.csv")
    listed = [_facility(row) for row in rows]
    return (*listed, ChoiceRow("other", "Not in the list", "Нет в списке", {}))


def _facility(row: dict[str, str]) -> ChoiceRow:
    extra = {"kind": row["kind"], "country": row["country"], "official": row["name_ru"]}
    return ChoiceRow(row["id"], _placed(row["name_en"], row["place"]), _placed(row["name_ru"], row["place_ru"]), extra)


def _placed(name: str, place: str) -> str:
    """A name with its place behind it, unless it says the place already."""
    return f"{name} ({place})" if place and place not in name else name


def _standards() -> tuple[ChoiceRow, ...]:
    rows = read(SHIPPED / "standards.csv")
    labels = [(row["code"], f"{row['code']}: {row['summary_en']}") for row in rows]
    return tuple(ChoiceRow(code, label, label) for code, label in labels)


def _findings() -> tuple[ChoiceRow, ...]:
    adverse = [row for row in bank().values() if is_finding(row.key)]
    listed = [ChoiceRow(row.key, row.label_en, row.label_ru) for row in adverse]
    return (*listed, ChoiceRow("other", "Another finding", "Другой вывод"))


def _modules() -> tuple[ChoiceRow, ...]:
    rows = [row for row in read(OWN / "modules.csv") if "openable" in row["opens"]]
    return tuple(ChoiceRow(row["module"], row["title_en"], row["title_ru"]) for row in rows)


_BUILT = {"facilities": _facilities, "standards": _standards, "findings": _findings, "modules": _modules}
