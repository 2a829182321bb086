"""Complaints about a form: the sheet, row and column they belong to, and their words, for window and command."""

from __future__ import annotations

import io
import json
import re
import warnings
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from monitorapp.errors import Fact, FormTrouble
from monitorapp.forms.definition import Complaint
from monitorapp.forms.xlsform import DAMAGED
from monitorapp.resources import read_text

Rows = list[list[str]]
SURVEY = "survey"
READ = frozenset({SURVEY, "choices", "settings", "external_choices"})
# The parts of an XForm by the columns of the sheet `survey` that they are made from.
COLUMNS = {
    "calculate": ("calculation",),
    "relevant": ("relevant", "relevance"),
    "constraint": ("constraint",),
    "required": ("required",),
    "readonly": ("readonly", "read_only"),
    "itemset": ("choice_filter", "type"),
    "count": ("repeat_count",),
    "setvalue": ("default", "calculation"),
    "output": ("label", "hint", "constraint_message", "required_message"),
}
UNREADABLE = r"|Error reading \.\w+ file.*"  # what the converter says of a file that it cannot open: mostly nothing
QUOTED = re.compile(r"['‘“\"]([^'’”\"]+)['’”\"]")
BEGIN = re.compile(r"begin[ _](group|repeat|loop)", re.IGNORECASE)
END = re.compile(r"end[ _](group|repeat|loop)", re.IGNORECASE)


def located(trouble: FormTrouble, data: bytes) -> FormTrouble:
    """The same trouble with the place in the workbook `data`, where it can be told."""
    if trouble.facts.get("row"):
        return trouble
    if re.fullmatch(UNREADABLE, str(trouble.facts.get("detail", "?"))):
        return FormTrouble("form-workbook-unreadable")
    rows = sheet_rows(data, SURVEY)
    found = place_of_quoted(rows, str(trouble.facts["detail"])) if "detail" in trouble.facts else {}
    return FormTrouble(trouble.code, **(trouble.facts | (found or place_of(rows, trouble.facts))))


def place_of_quoted(rows: Rows, sentence: str) -> dict[str, str | int | None]:
    """The first cell that says just what a sentence of the converter quotes (it names no row for an unknown type)."""
    quoted = QUOTED.findall(sentence)
    for number, row in enumerate(rows[1:], 2):
        for at, text in enumerate(row):
            if text in quoted:
                return {"sheet": SURVEY, "row": number, "column": cell(rows[0], at)}
    return {}


def place_of(rows: Rows, facts: Mapping[str, Fact]) -> dict[str, str | int | None]:
    """Sheet, row and column of the node or file that facts tell of; nothing where it is not on the sheet."""
    heading = [text.strip() for text in rows[0]] if rows else []
    number = _row_of(rows, heading, facts)
    if number is None:
        return {}
    return {"sheet": SURVEY, "row": number, "column": column_of(heading, rows[number - 1], facts)}


def _row_of(rows: Rows, heading: list[str], facts: Mapping[str, Fact]) -> int | None:
    """The number of the row that a path (`place`), the first of some `names` or a file `name` is written in."""
    place = str(facts.get("place") or "") or str(facts.get("names") or "").partition(", ")[0]
    wanted = [step.rpartition(":")[2] for step in place.strip("/").split("/")]
    written = list(paths(rows, heading))
    exact = (number for path, number in written if path == wanted[1:] and place)
    named = (number for path, number in written if path[-1:] == wanted[-1:] and place)
    file = str(facts.get("name") or "") if not place else ""
    stem = file.rpartition(".")[0]
    filed = (number for number, row in enumerate(rows, 1) if stem and (stem in row or file in " ".join(row)))
    return next(exact, None) or next(named, None) or next(filed, None)


def paths(rows: Rows, heading: list[str]) -> Iterator[tuple[list[str], int]]:
    """The path of each row below the root, and its number as the spreadsheet counts."""
    lowered = [text.lower() for text in heading]
    if "type" not in lowered or "name" not in lowered:
        return
    around: list[str] = []
    for number, row in enumerate(rows[1:], 2):
        kind, name = cell(row, lowered.index("type")), cell(row, lowered.index("name"))
        if END.match(kind):
            around = around[:-1]
            continue
        yield [*around, name], number
        if BEGIN.match(kind):
            around.append(name)


def column_of(heading: list[str], row: list[str], facts: Mapping[str, Fact]) -> str:
    """The heading of the column that facts are about; "name" where nothing tells."""
    part = str(facts.get("part") or "")
    called = str(facts.get("name") or "")
    if not facts.get("place") and (beside := [at for at, text in enumerate(row) if called and called in text]):
        return cell(heading, beside[0])
    for wanted in COLUMNS.get(part, ()):
        for at, text in enumerate(heading):
            if text.partition("::")[0].lower() == wanted and cell(row, at):
                return text
    for at, text in enumerate(heading):
        if called and f"{called}(" in cell(row, at).replace(" (", "("):
            return text
    circular = "names" in facts
    return next((text for at, text in enumerate(heading) if circular and "${" in cell(row, at)), "name")


def cell(row: list[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def headings(data: bytes, sheet: str) -> list[str]:
    """The first row of a sheet."""
    rows = sheet_rows(data, sheet, most=1)
    return rows[0] if rows else []


def sheet_rows(data: bytes, sheet: str, most: int | None = None) -> Rows:
    """The cells of a sheet as text; nothing where the workbook has no such sheet or cannot be read."""
    try:
        # The readers warn about oddities that change nothing in the text.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = _xlsx_rows(data, sheet, most) if data[:2] == b"PK" else _xls_rows(data, sheet)
    except DAMAGED:
        return []
    return found[:most]


def _xlsx_rows(data: bytes, sheet: str, most: int | None) -> Rows:
    from openpyxl import load_workbook  # noqa: PLC0415  most starts never open a workbook
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except InvalidFileException:
        return []
    try:
        page = next(page for page in book.worksheets if page.title.strip().lower() == sheet)
        # What a file says of its own size may be wrong, and is sometimes a million rows.
        page.reset_dimensions()
        rows = page.iter_rows(max_row=most, values_only=True)
        return [["" if value is None else str(value) for value in row] for row in rows]
    except StopIteration:
        return []
    finally:
        book.close()


def _xls_rows(data: bytes, sheet: str) -> Rows:
    page = next((page for name, page in old_pages(data) if name == sheet), None)
    return [] if page is None else [[str(value) for value in page.row_values(at)] for at in range(page.nrows)]


def old_pages(data: bytes) -> Iterator[tuple[str, Any]]:
    """The sheets of an .xls workbook that a form is read from, by name; none where it is no such workbook."""
    import xlrd  # noqa: PLC0415  as above
    from xlrd.compdoc import CompDocError  # noqa: PLC0415

    try:
        book = xlrd.open_workbook(file_contents=data, on_demand=True, logfile=io.StringIO())
        for name in book.sheet_names():
            if name.strip().lower() in READ:
                yield name.strip().lower(), book.sheet_by_name(name)
    except (xlrd.XLRDError, CompDocError):
        return


PLACES = ("sheet", "row", "column", "line")
CONVERTER = "converter-"
# The place is told by itself, and addresses of manuals are in English.
AROUND = re.compile(
    r"^(?:\[row ?: ?\d+\] ?)?(?:On the '\w+' sheet, the '[^']+' value (?:'.*?' )?is (?:invalid|problematic)\. )?"
    r"(?P<core>.*?)(?: Learn more: \S+)?$",
    re.DOTALL,
)
BLANK = re.compile(r"\\\{(\w+)\\\}")


def said(complaint: Complaint, language: str) -> str:
    """A complaint as a sentence, without its place."""
    return _filled(complaint.code, _detailed(complaint.facts, language), language)


def facts_said(code: str, facts: Mapping[str, object], language: str) -> Mapping[str, object]:
    """The facts of a trouble as they are told in a language: what the converter said of a broken workbook in it."""
    return _detailed(facts, language) if code == "form-workbook-broken" else facts


def _detailed(facts: Mapping[str, object], language: str) -> Mapping[str, object]:
    detail = facts.get("detail")
    return facts if detail is None else {**facts, "detail": converter_said(str(detail), language)}


def converter_said(sentence: str, language: str) -> str:
    """A sentence of the converter in a language, as it is where it is not known."""
    around = AROUND.match(" ".join(sentence.split()))
    core = around["core"] if around is not None else sentence
    for code, pattern in _sentences():
        found = pattern.fullmatch(core)
        words = _table()[code].get(language)
        if found is not None and words and language != "en":
            return _put_in(words, found.groupdict())
    return sentence


def where(facts: Mapping[str, object], language: str) -> str:
    """The place that facts tell of: sheet, row and column of a workbook, or a line; "" where they tell none."""
    told = [name for name in PLACES if facts.get(name)]
    return ", ".join(_filled(f"where-{name}", facts, language) for name in told)


def _filled(code: str, facts: Mapping[str, object], language: str) -> str:
    words = _table()[code]
    return _put_in(words.get(language) or words["en"], facts)


def _put_in(text: str, facts: Mapping[str, object]) -> str:
    for name, fact in facts.items():
        text = text.replace("{" + name + "}", str(fact))
    return text


@cache
def _table() -> dict[str, dict[str, str]]:
    return dict(json.loads(read_text("complaints.json")))


@cache
def _sentences() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The sentences of the converter as patterns, longest first: some begin as others end."""
    known = [(code, words["en"]) for code, words in _table().items() if code.startswith(CONVERTER)]
    known.sort(key=lambda each: -len(each[1]))
    return tuple((code, re.compile(BLANK.sub(r"(?P<\1>.+?)", re.escape(text)), re.DOTALL)) for code, text in known)
