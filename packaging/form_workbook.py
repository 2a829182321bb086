"""A workbook whose bytes depend on nothing but its rows, and its conversion to an XForm."""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime

from form_sheets import Sheet, Sheets
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from monitorapp.forms.xlsform import convert_workbook

_MADE = datetime(2026, 11, 24)
_ZIP_DATE = (2026, 11, 24, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def workbook(content: Sheets) -> bytes:
    """The XLSX file of a form."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Monitorapp"
    book.properties.created = _MADE
    for title in ("survey", "choices", "settings"):
        _fill(book.create_sheet(title), getattr(content, title))
    file = io.BytesIO()
    book.save(file)
    return _settled(file)


def xform(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The XForm of a workbook, as the program itself converts it, and the warnings of the converter."""
    converted = convert_workbook(data, f"{name}.xlsx")
    return converted.xform, tuple(f"{name}: {warning.facts['detail']}" for warning in converted.warnings)


def _columns(rows: Sheet) -> list[str]:
    """The columns in use, in order of first appearance."""
    return list(dict.fromkeys(name for row in rows for name, text in row.items() if text))


def _fill(sheet: Worksheet, rows: Sheet) -> None:
    columns = _columns(rows)
    sheet.append(columns)
    for row in rows:
        sheet.append([row.get(name) or None for name in columns])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"


def _settled(file: io.BytesIO) -> bytes:
    """The same archive with fixed dates and without compression, which differs between machines."""
    settled = io.BytesIO()
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(settled, "w", zipfile.ZIP_STORED) as after:
        for name in _sorted(before.namelist()):
            content = _MODIFIED.sub(rb"\g<1>2026-11-24T00:00:00Z", before.read(name))
            after.writestr(zipfile.ZipInfo(name, _ZIP_DATE), content)
    return settled.getvalue()


def _sorted(names: Iterable[str]) -> list[str]:
    """The list of content types stands first, as readers of the format expect."""
    return sorted(names, key=lambda name: (name != "[Content_Types].xml", name))
