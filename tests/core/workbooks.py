"""Workbooks for tests, written as people's programs write them: real .xlsx files in a folder."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

Rows = Sequence[Sequence[object]]
HEADING = ("type", "name", "label", "calculation", "relevant", "constraint")
SETTINGS = (("form_id", "version", "form_title"), ("beds", "1", "Beds"))


def workbook(path: Path, survey: Rows, choices: Rows = (), settings: Rows = SETTINGS, **more: Rows) -> Path:
    """Write sheets to a file; the survey gets the usual heading unless its first row begins with "type"."""
    book = Workbook(write_only=True)
    heading = () if survey and survey[0] and survey[0][0] == "type" else (HEADING,)
    sheets: Mapping[str, Rows] = {"survey": (*heading, *survey), "choices": choices, "settings": settings, **more}
    for name, rows in sheets.items():
        if rows:
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
    book.save(path)
    return path


def settings(version: str, form: str = "beds", title: str = "Beds") -> Rows:
    """The sheet of that name."""
    return (("form_id", "version", "form_title"), (form, version, title))


YES_NO = (("list_name", "name", "label"), ("yn", "yes", "Yes"), ("yn", "no", "No"))
BEDS = (("integer", "beds", "How many beds?"), ("select_one yn", "clean", "Are they clean?"))


def beds(folder: Path, version: str = "1", *more: Sequence[object]) -> Path:
    """A small form about beds, with more questions where they are given."""
    return workbook(folder / f"beds-{version}.xlsx", (*BEDS, *more), YES_NO, settings(version))
