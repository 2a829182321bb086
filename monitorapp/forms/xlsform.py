"""Workbooks (XLSForm) to XForm XML, through pyxform, which is imported only when a workbook is opened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zipfile import BadZipFile

from monitorapp.errors import FormTrouble
from monitorapp.forms.definition import Complaint

ROW = re.compile(r"\[row\s*:\s*(\d+)\]|\brow\s+(\d+)", re.IGNORECASE)
SHEET = re.compile(r"[Oo]n the '([^']+)' sheet|\b(survey|choices|settings|entities|osm)\b(?= sheet)")
COLUMN = re.compile(r"the '([^']+)' (?:value|column)|column '([^']+)'")
FILE_TYPES = {"xlsx": ".xlsx", "xlsm": ".xlsm", "xls": ".xls", "md": ".md", "csv": ".csv"}


# What the readers of workbooks raise on damaged files that they do not recognise as such.
DAMAGED = (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError)


@dataclass(frozen=True, slots=True)
class Converted:
    """An XForm, and what the converter found worth saying about the workbook."""

    xform: str
    warnings: tuple[Complaint, ...]


def convert_workbook(data: bytes, name: str) -> Converted:
    """The XForm of a workbook; `name` is its file name, whose end tells the kind of file.

    Raises FormTrouble form-workbook-broken with the converter's sentence and, where it says so, the sheet,
    row and column of the mistake.
    """
    # Importing pyxform takes as long as converting a large form, and most starts never open a workbook.
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415
    from pyxform.errors import PyXFormError  # noqa: PLC0415
    from pyxform.xls2xform import convert  # noqa: PLC0415

    ending = name.rpartition(".")[2]
    warnings: list[str] = []
    try:
        result = convert(xlsform=data, warnings=warnings, form_name="data", file_type=FILE_TYPES.get(ending.lower()))
    except PyXFormError as broken:
        raise FormTrouble("form-workbook-broken", **place_of(str(broken))) from broken
    except (*DAMAGED, BadZipFile, InvalidFileException) as broken:
        raise FormTrouble("form-workbook-broken", **place_of("")) from broken
    return Converted(str(result.xform), tuple(Complaint("workbook", place_of(text)) for text in warnings))


def place_of(sentence: str) -> dict[str, str | int | None]:
    """The sheet, row and column that a sentence of the converter names, and the sentence itself."""
    row, sheet, column = ROW.search(sentence), SHEET.search(sentence), COLUMN.search(sentence)
    return {
        "detail": " ".join(sentence.split()),
        "sheet": (sheet[1] or sheet[2]) if sheet else "",
        "row": int(row[1] or row[2]) if row else "",
        "column": (column[1] or column[2]) if column else "",
    }
