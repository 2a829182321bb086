"""Looks over the sheets of a workbook before it is converted: what would hang the converter, what Excel left broken.

An .xlsx file is a zip of XML parts (ECMA-376): `xl/workbook.xml` names the sheets, each sheet is a part of its own,
and texts stand in the cell or in `xl/sharedStrings.xml`. The parts are read as a stream, never as a whole.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from monitorapp.errors import FormTrouble
from monitorapp.forms.complaints import READ, headings, old_pages
from monitorapp.forms.hardened import FORBIDDEN, local_name, parse_xml
from monitorapp.forms.xlsform import DAMAGED

MOST_ROWS = 10_000  # of this many the converter makes a form in a second; longer lists belong into a table
MOST_LETTERS = 10_000
CELL = re.compile(r"([A-Z]+)(\d+)")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be taken as it is."""

    code: str
    sheet: str
    row: int
    letters: str
    value: str = ""


def look_over(data: bytes) -> None:
    """Refuse a workbook that is too long, or has cells which Excel could not work out.

    Raises FormTrouble form-list-too-long, form-cell-broken, form-formula-unsaved, form-text-too-long with the
    sheet, the row and the column; files that are no such workbook are left to the converter.
    """
    try:
        faults = list(_packed_faults(data) if data[:2] == b"PK" else _old_faults(data))
    except (ElementTree.ParseError, *DAMAGED):
        return
    if faults:
        raise _trouble(faults, data)


def _packed_faults(data: bytes) -> Iterator[Fault]:
    """The faults of an .xlsx workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield from _faults(archive)


def _old_faults(data: bytes) -> Iterator[Fault]:
    """The faults of an .xls workbook; of its formulas only the results are kept, so none of them is unsaved."""
    import xlrd  # noqa: PLC0415  most starts never open a workbook

    for sheet, page in old_pages(data):
        if page.nrows > MOST_ROWS:
            raise FormTrouble("form-list-too-long", name=sheet, sheet=sheet, row=MOST_ROWS + 1, most=MOST_ROWS)
        for row, column in ((row, column) for row in range(page.nrows) for column in range(page.ncols)):
            cell = page.cell(row, column)
            if cell.ctype == xlrd.XL_CELL_ERROR:
                value = xlrd.error_text_from_code.get(cell.value, "#ERROR!")
                yield Fault("form-cell-broken", sheet, row + 1, _letters_of(column), value)
            elif cell.ctype == xlrd.XL_CELL_TEXT and len(cell.value) > MOST_LETTERS:
                yield Fault("form-text-too-long", sheet, row + 1, _letters_of(column))


def _trouble(faults: list[Fault], data: bytes) -> FormTrouble:
    first = faults[0]
    known = headings(data, first.sheet)
    place = _number(first.letters)
    facts: dict[str, str | int | None] = {
        "sheet": first.sheet,
        "row": first.row,
        "column": known[place] if place < len(known) and known[place] else first.letters,
    }
    if first.code == "form-cell-broken":
        facts |= {"value": first.value, "more": len(faults) - 1}
    if first.code == "form-text-too-long":
        facts |= {"most": MOST_LETTERS}
    return FormTrouble(first.code, **facts)


def _faults(archive: zipfile.ZipFile) -> Iterator[Fault]:
    long_texts = _long_texts(archive)
    for sheet, part in _parts(archive):
        yield from _sheet_faults(archive, sheet, part, long_texts)


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The sheets that a form is read from, with the names of their parts."""
    book, _ = parse_xml(archive.read("xl/workbook.xml"))
    relations, _ = parse_xml(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): str(each.get("Target")) for each in relations}
    for sheet in book.iter():
        name = (sheet.get("name") or "").strip()
        if local_name(sheet.tag) == "sheet" and name.lower() in READ:
            target = targets.get(sheet.get(RELATION), "").lstrip("/")
            yield name.lower(), target if target.startswith("xl/") else f"xl/{target}"


def _long_texts(archive: zipfile.ZipFile) -> frozenset[str]:
    """The numbers of the shared texts that are longer than any label needs to be."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return frozenset()
    texts = (each for each in _elements(archive, "xl/sharedStrings.xml") if local_name(each.tag) == "si")
    return frozenset(str(at) for at, text in enumerate(texts) if _letters(text) > MOST_LETTERS)


def _elements(archive: zipfile.ZipFile, part: str) -> Iterator[Element]:
    """The rows or texts of a part, each forgotten when the next one comes."""
    with archive.open(part) as stream:
        if FORBIDDEN.search(stream.read(4096).decode("utf-8", "replace")):
            raise FormTrouble("form-entities")
    with archive.open(part) as stream:
        # Document types were refused above; expat fetches nothing.
        for _, element in ElementTree.iterparse(stream):  # noqa: S314
            if local_name(element.tag) in {"row", "si"}:
                yield element
                element.clear()


def _sheet_faults(archive: zipfile.ZipFile, sheet: str, part: str, long_texts: frozenset[str]) -> Iterator[Fault]:
    filled = 0
    for at, row in enumerate(_elements(archive, part), 1):
        number = int(row.get("r") or at)
        told = (_cell_fault(cell, sheet, number, column, long_texts) for column, cell in enumerate(row))
        yield from (fault for fault in told if fault is not None)
        filled += any(len(cell) for cell in row)
        if filled > MOST_ROWS:
            raise FormTrouble("form-list-too-long", name=sheet, sheet=sheet, row=number, most=MOST_ROWS)


def _cell_fault(cell: Element, sheet: str, row: int, column: int, long_texts: frozenset[str]) -> Fault | None:
    """The fault of a cell, if it has one; cells that do not say where they stand follow each other."""
    code, value = _complaint(cell, long_texts)
    if not code:
        return None
    place = CELL.fullmatch(cell.get("r") or "")
    return Fault(code, sheet, row, place[1] if place else _letters_of(column), value)


def _complaint(cell: Element, long_texts: frozenset[str]) -> tuple[str, str]:
    parts = {local_name(part.tag): part for part in cell}
    value = (parts["v"].text or "") if "v" in parts else ""
    kind = cell.get("t")
    if kind == "e":
        return "form-cell-broken", value
    if "f" in parts and not value and kind != "str":
        return "form-formula-unsaved", ""
    if (kind == "s" and value in long_texts) or _letters(cell) > MOST_LETTERS:
        return "form-text-too-long", ""
    return "", ""


def _letters(element: Element) -> int:
    return sum(len(part.text or "") for part in element.iter())


def _number(letters: str) -> int:
    """The place of a column, beginning with 0: A, B, … Z, AA, …"""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return max(number - 1, 0)


def _letters_of(number: int) -> str:
    """The letters of a column, which begin with A for 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
