"""Workbooks (XLSForm) to XForm XML, through pyxform, which is imported only when a workbook is opened."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from dataclasses import dataclass

from monitorapp.errors import FormTrouble
from monitorapp.forms.definition import Complaint

ROW = re.compile(r"\[row\s*:\s*(\d+)\]|\brow\s+(\d+)", re.IGNORECASE)
SHEET = re.compile(r"\b(?:[Oo]n the|sheet:|sheet named|sheet) '(\w+)'")
COLUMN = re.compile(r"the '([^']+)' (?:value|column)|column '([^']+)'|(question type) ")
FILE_TYPES = {"xlsx": ".xlsx", "xlsm": ".xlsm", "xls": ".xls", "md": ".md", "csv": ".csv"}
LARGEST_UNPACKED = 256 * 1024 * 1024
# What the readers of workbooks raise on damaged files that they do not recognise as such.
DAMAGED = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Converted:
    """An XForm, and what the converter found worth saying about the workbook."""

    xform: str
    warnings: tuple[Complaint, ...]


def convert_workbook(data: bytes, name: str) -> Converted:
    """The XForm of a workbook; `name` is its file name, whose end tells the kind of file.

    Raises FormTrouble form-workbook-broken with the converter's sentence and, where it says so, the sheet,
    row and column of the mistake; form-too-large where it would unpack to more than any form needs.
    """
    # Importing pyxform takes as long as converting a large form, and most starts never open a workbook.
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415
    from pyxform.errors import PyXFormError  # noqa: PLC0415
    from xlrd import XLRDError  # noqa: PLC0415
    from xlrd.compdoc import CompDocError  # noqa: PLC0415

    try:
        refuse_bombs(data)
        return converted(data, name)
    except PyXFormError as broken:
        raise FormTrouble("form-workbook-broken", **place_of(str(broken))) from broken
    except (*DAMAGED, CompDocError, InvalidFileException, XLRDError) as broken:
        raise FormTrouble("form-workbook-broken", **place_of("")) from broken


def converted(data: bytes, name: str) -> Converted:
    """The conversion itself, with whatever the readers raise."""
    from pyxform.xls2xform import convert  # noqa: PLC0415

    said: list[str] = []
    ending = name.rpartition(".")[2].lower()
    # The readers warn about oddities of old workbooks that change nothing in the form.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = convert(xlsform=data, warnings=said, form_name="data", file_type=FILE_TYPES.get(ending))
    return Converted(str(result.xform), tuple(Complaint("workbook", place_of(sentence)) for sentence in said))


def refuse_bombs(data: bytes) -> None:
    """A small archive may say that it holds more than the machine does."""
    if data[:2] != b"PK":
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
            raise FormTrouble("form-too-large")


def place_of(sentence: str) -> dict[str, str | int | None]:
    """The sheet, row and column that a sentence of the converter names, and the sentence itself."""
    row, sheet, column = ROW.search(sentence), SHEET.search(sentence), COLUMN.search(sentence)
    named = (column[1] or column[2] or "type") if column else ""
    # Where the converter names a row or a type and no sheet, it is reading the survey.
    return {
        "detail": " ".join(sentence.split()),
        "sheet": sheet[1] if sheet else "survey" if row or named == "type" else "",
        "row": int(row[1] or row[2]) if row else "",
        "column": named,
    }
