"""The table that accounts for every question: in which form it stands, and as what."""

import csv
import io

from form_sheets import type_of
from form_tables import FormSpec, RepeatSpec, Row, Section, bank, forms, parts, repeats, sections

COLUMNS = ("form", "section", "repeat", "question", "bank_key", "module", "role", "type")


def account() -> bytes:
    """The table as CSV: one row for each question, document and repeat of every form."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    for form in forms():
        writer.writerows(_of_form(form))
    return out.getvalue().encode()


def _of_form(form: FormSpec) -> list[dict[str, str]]:
    rows = [_document(form)] if form.begin_key else []
    rows.extend(_repeat(repeat) for repeat in repeats(form.name).values())
    for section in sections(form.name):
        for key in section.keys:
            rows.append(_question(bank()[key], section, section.repeat))
            rows.extend(_question(part, section, key) for part in parts(key))
    return rows


def _document(form: FormSpec) -> dict[str, str]:
    module = bank()[form.begin_key].module
    return {"form": form.name, "bank_key": form.begin_key, "module": module, "role": "document"}


def _repeat(repeat: RepeatSpec) -> dict[str, str]:
    row = bank()[repeat.begin_key]
    found = {
        "form": repeat.form,
        "section": repeat.group,
        "question": repeat.name,
        "bank_key": row.key,
        "module": row.module,
    }
    return found | {"role": "repeat", "type": "repeat"}


def _question(row: Row, section: Section, repeat: str) -> dict[str, str]:
    role = "extra" if row.is_extra else "repeat" if row.type == "repeat" else "question"
    return {
        "form": section.form,
        "section": section.name,
        "repeat": repeat,
        "question": row.key,
        "bank_key": "" if row.is_extra else row.key,
        "module": row.module,
        "role": role,
        "type": type_of(row)[0],
    }
