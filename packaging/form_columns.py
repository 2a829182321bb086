"""Our own columns on the survey sheet: concept, standard, compartment, finding, sourced, role."""

from functools import cache

from form_findings import finding
from form_tables import OWN, SHIPPED, Row, Section, read

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
