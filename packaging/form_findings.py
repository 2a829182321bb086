"""Which answers suggest a finding, and how grave it is: the bank's hints as rules."""

from functools import cache

from form_tables import OWN, read

SEVERITIES = ("critical", "high", "medium", "low")


@cache
def _rules() -> dict[str, list[tuple[str, str]]]:
    """Pairs of severity and condition by question, the gravest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in read(OWN / "findings.csv"):
        if row["severity"] not in SEVERITIES:
            raise ValueError(f"{row['key']}: no severity is called {row['severity']}")
        found.setdefault(row["key"], []).append((row["severity"], row["when"]))
    for rules in found.values():
        rules.sort(key=lambda rule: SEVERITIES.index(rule[0]))
    return found


def is_finding(key: str) -> bool:
    """Whether some answer to this question suggests a finding."""
    return key in _rules()


def finding(key: str) -> str:
    """The rule as it stands in the form: `critical: XPath; high: XPath`, the first that holds wins."""
    return "; ".join(f"{severity}: {_xpath(when)}" for severity, when in _rules().get(key, []))


def choice_severity(key: str, code: str) -> str:
    """The severity that a choice of this question suggests, or nothing."""
    for severity, when in _rules().get(key, []):
        if not _is_condition(when) and code in when.split():
            return severity
    return ""


def _is_condition(when: str) -> bool:
    return when.startswith(".")


def _xpath(when: str) -> str:
    if _is_condition(when):
        return when
    return " or ".join(f"selected(., '{code}')" for code in when.split())
