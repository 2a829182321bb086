"""The three sheets of each shipped XLSForm: survey with our own columns, choices, settings."""

from dataclasses import dataclass, field
from functools import cache

from form_choices import ChoiceRow, choices, is_text, list_name
from form_expressions import constraint, finding, given, none_of_these, relevant, section_relevant
from form_tables import (
    LANGUAGES,
    OWN,
    SHIPPED,
    FormSpec,
    RepeatSpec,
    Row,
    Section,
    bank,
    parts,
    read,
    repeats,
    sections,
)

NAMESPACES = 'monitor="http://monitorapp.org/xforms"'


@cache
def _standards() -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for row in read(SHIPPED / "standard-links.csv"):
        found.setdefault(row["question_key"], []).append(row["standard_code"])
    return {key: " ".join(codes) for key, codes in found.items()}


@cache
def _custody() -> dict[str, dict[str, str]]:
    """What is said of a question or, with a star before it, of a whole module or form."""
    return {row["key"]: row for row in read(OWN / "custody-columns.csv")}


def monitor_columns(row: Row, section: Section) -> dict[str, str]:
    """The columns in our namespace for one question of a form."""
    columns = {
        "concept": "" if row.is_extra else row.key,
        "standard": _standards().get(row.key, ""),
        "compartment": _said(row, section, "compartment") or "general",
        "finding": finding(row.key),
        "sourced": _said(row, section, "sourced"),
        "role": _said(row, section, "role"),
    }
    return {f"bind::monitor:{name}": text for name, text in columns.items() if text}


def _said(row: Row, section: Section, column: str) -> str:
    for key in (row.key, row.part_of, f"*{section.name}", f"*{row.module}"):
        if key and (text := _custody().get(key, {}).get(column)):
            return text
    return ""


DEFAULT_LANGUAGE = "Русский (ru)"

_TYPES = {
    "long_text": ("text", "multiline"),
    "datetime": ("dateTime", ""),
    "photo": ("image", ""),
    "geopoint_bodymap": ("text", "bodymap"),
}
_CALCULATED = {row["key"]: row["type"] for row in read(OWN / "calculated-types.csv")}
_UNITS = {row["unit"]: row for row in read(OWN / "units.csv")}
_HINTS = {row["key"]: row for row in read(OWN / "hints.csv")}
_MESSAGES = {row["key"]: row for row in read(OWN / "messages.csv")}
# Read by other programs only: pages of a register must stay legible.
_PARAMETERS = {"image": "max-pixels=3000"}
_APPEARANCES = {"facilities": "minimal autocomplete", "standards": "minimal autocomplete", "findings": "minimal"}

Sheet = list[dict[str, str]]


@dataclass(slots=True)
class Sheets:
    """The rows of one workbook, each row by column name."""

    survey: Sheet = field(default_factory=list)
    choices: Sheet = field(default_factory=list)
    settings: Sheet = field(default_factory=list)


def sheets(form: FormSpec) -> Sheets:
    """All rows of a form."""
    found = Sheets(settings=[_settings(form)])
    found.survey.extend({"type": "xml-external", "name": name} for name in form.instances)
    open_repeat: RepeatSpec | None = None
    for section in sections(form.name):
        open_repeat = _change_repeat(found.survey, open_repeat, repeats(form.name).get(section.repeat))
        found.survey.extend(_section_rows(section))
    _change_repeat(found.survey, open_repeat, None)
    found.choices = _choice_rows(form)
    return found


def questions(section: Section) -> list[Row]:
    """The questions of a section with those inside its small repeats."""
    found: list[Row] = []
    for key in section.keys:
        found.extend((bank()[key], *parts(key)))
    return found


def _settings(form: FormSpec) -> dict[str, str]:
    return {
        "form_title": f"{form.title_ru} / {form.title_en}",
        "form_id": form.name,
        "version": form.version,
        "default_language": DEFAULT_LANGUAGE,
        "namespaces": NAMESPACES,
    }


def _change_repeat(survey: Sheet, before: RepeatSpec | None, after: RepeatSpec | None) -> RepeatSpec | None:
    """Close the repeat that ends here and open the one that begins, each in a group that can hide it."""
    if before is not after:
        if before:
            survey.extend(({"type": "end_repeat"}, {"type": "end_group"}))
        if after:
            titles = {"en": after.group_en, "ru": after.group_ru}
            survey.append(_opening("begin_group", after.group, titles, after.relevant))
            survey.append(_opening("begin_repeat", after.name, {"en": after.title_en, "ru": after.title_ru}, ""))
    return after


def _opening(kind: str, name: str, titles: dict[str, str], condition: str) -> dict[str, str]:
    return {"type": kind, "name": name, **_texts("label", titles), "relevant": condition}


def _section_rows(section: Section) -> Sheet:
    titles = {"en": section.title_en, "ru": section.title_ru}
    rows = [_opening("begin_group", section.name, titles, section_relevant(section))]
    for key in section.keys:
        row = bank()[key]
        rows.extend(_small_repeat(row, section) if row.type == "repeat" else (_question(row, section),))
    return [*rows, {"type": "end_group"}]


def _small_repeat(row: Row, section: Section) -> Sheet:
    titles = {"en": row.label_en, "ru": row.label_ru}
    inside = [_question(part, section) for part in parts(row.key)]
    return [_opening("begin_repeat", row.key, titles, relevant(row, section)), *inside, {"type": "end_repeat"}]


def _question(row: Row, section: Section) -> dict[str, str]:
    kind, appearance = type_of(row)
    return {
        "type": kind,
        "name": row.key,
        **_texts("label", {"en": row.label_en, "ru": row.label_ru}),
        **_texts("hint", _hint(row)),
        **_texts("guidance_hint", dict.fromkeys(("en", "ru"), row.standard_ref)),
        "required": "yes" if row.is_required else "",
        "readonly": "yes" if row.type == "calculate" else "",
        "relevant": relevant(row, section),
        "constraint": constraint(row),
        **_texts("constraint_message", _message(row)),
        "appearance": appearance,
        "parameters": _PARAMETERS.get(kind, ""),
        **{column: given(row.key, column) for column in ("calculation", "trigger", "default")},
        **monitor_columns(row, section),
    }


def type_of(row: Row) -> tuple[str, str]:
    """The XLSForm type of a question and its appearance."""
    if row.type == "calculate":
        return _CALCULATED[row.key], ""
    if row.type in ("select_one", "select_multiple"):
        if is_text(row):
            return "text", ""
        name = list_name(row)
        return f"{row.type} {name}", _APPEARANCES.get(name, "")
    return _TYPES.get(row.type, (row.type, ""))


def _hint(row: Row) -> dict[str, str]:
    """Advice first, then the unit."""
    advice, unit = _HINTS.get(row.key, {}), _UNITS[row.unit] if row.unit else {}
    found = {}
    for language, _ in LANGUAGES:
        lines = [source[f"hint_{language}"] for source in (advice, unit) if source]
        found[language] = "; ".join(lines)
    return found


def _message(row: Row) -> dict[str, str]:
    found = _MESSAGES.get(row.key) or (_MESSAGES["*none"] if none_of_these(row) else {})
    return {language: found.get(f"message_{language}", "") for language, _ in LANGUAGES}


def _texts(column: str, words: dict[str, str]) -> dict[str, str]:
    return {f"{column}::{name}": words[code] for code, name in LANGUAGES if words[code]}


def _choice_rows(form: FormSpec) -> Sheet:
    used: dict[str, tuple[ChoiceRow, ...]] = {}
    for section in sections(form.name):
        for row in questions(section):
            kind = type_of(row)[0].split(" ")
            if len(kind) == 2 and kind[1] not in used:
                used[kind[1]] = choices(row) if row.type != "calculate" else choices(bank()["visit_announced"])
    return [_choice(name, choice) for name, found in used.items() for choice in found]


def _choice(name: str, choice: ChoiceRow) -> dict[str, str]:
    words = {"en": choice.label_en, "ru": choice.label_ru}
    return {"list_name": name, "name": choice.code, **_texts("label", words), **choice.extra}
