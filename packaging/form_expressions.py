"""When a question is shown, what is right, what is computed, which answers suggest a finding: the bank as XPath."""

import re
from functools import cache

from form_tables import OWN, Row, Section, bank, read

VISIT_TYPES = {"C": "comprehensive", "I": "interim", "S": "special"}
FACILITY_KINDS = {"IVS": "ivs drug_agency_ivs", "SIZO": "sizo security_service_sizo"}

# What needs no translation: comparisons of the answer with numbers, and of one answer with a word or a number.
_PLAIN_CONSTRAINT = re.compile(r"(\. *(>=|<=|>|<) *-?\d+( and )?)+|count-selected\(\.\) *>= *1|\. >= today\(\)")
_PLAIN_RELEVANT = re.compile(r"\$\{\w+\} *(=|!=|>) *('\w+'|\d+)")
_OF_POPULATION = re.compile(r"\$\{pop_\w+\} *> *0")
# Codes that say "none of these"; two questions may well have them beside another answer.
_NONE_OF_THESE = ("nobody", "none", "none_at_request", "none_given", "none_needed", "none_seen", "nothing", "nowhere")
_NOT_ALONE = ("cell_bedding", "intv_followup")
# Uniqueness cannot be seen from inside one document: such codes are random.
_LEFT_OUT = ("", "required", "unique")


@cache
def translated() -> dict[tuple[str, str], str]:
    """Expressions written by hand, by question and column."""
    return {(row["key"], row["column"]): row["xpath"] for row in read(OWN / "expressions.csv")}


@cache
def _openness() -> dict[str, str]:
    return {row["module"]: row["opens"] for row in read(OWN / "modules.csv")}


def given(key: str, column: str) -> str:
    """The hand-written expression of a question for a column, or nothing."""
    return translated().get((key, column), "")


def constraint(row: Row) -> str:
    """What a right answer fulfils; ValueError when the bank's words are neither plain nor translated."""
    return _all([_constraint(row), _alone(row)])


def none_of_these(row: Row) -> tuple[str, ...]:
    """The codes of a select-multiple that contradict every other choice."""
    if row.type != "select_multiple" or row.key in _NOT_ALONE:
        return ()
    return tuple(code for code in row.options.split("|") if code in _NONE_OF_THESE)


def _alone(row: Row) -> str:
    chosen = " or ".join(f"selected(., '{code}')" for code in none_of_these(row))
    return f"not(count-selected(.) > 1 and ({chosen}))" if chosen else ""


def _constraint(row: Row) -> str:
    if found := given(row.key, "constraint"):
        return found
    if row.constraint in _LEFT_OUT:
        return ""
    if not _PLAIN_CONSTRAINT.fullmatch(row.constraint):
        raise ValueError(f"{row.key}: no translation of the constraint {row.constraint}")
    return row.constraint


def relevant(row: Row, section: Section) -> str:
    """When a question is shown inside its section."""
    kind = "instance('visit')/root/fac_type" if section.form == "case" else "${fac_type}"
    conditions = [_own(row, section), _of_facility_kind(row, kind)]
    if section.form == "visit":
        conditions.append(_of_visit_type(row, section))
    return _all(conditions)


def section_relevant(section: Section) -> str:
    """When a section is shown: the visit form opens by kind of visit or by hand, others by their own rule."""
    if section.form != "visit":
        return section.relevant
    opens = _openness()[section.module]
    if opens == "closing":
        return "${visit_type} != ''"
    if opens != "openable":
        return section.relevant
    return _or_opened(_all([_types_rule(_section_types(section)), section.relevant]), section.module)


def _own(row: Row, section: Section) -> str:
    text = given(row.key, "relevant") or row.relevant
    if not text or _spaceless(text) == _spaceless(section.relevant):
        return ""
    if not given(row.key, "relevant") and not _PLAIN_RELEVANT.fullmatch(text):
        raise ValueError(f"{row.key}: no translation of the relevance {text}")
    if section.form == "visit" and _OF_POPULATION.fullmatch(text):
        return _or_opened(text, section.module)
    return text


def _of_facility_kind(row: Row, kind: str) -> str:
    codes = FACILITY_KINDS.get(row.applies_to)
    return f"string({kind}) = '' or selected('{codes}', {kind})" if codes else ""


def _of_visit_type(row: Row, section: Section) -> str:
    """The rule of a question that is asked on fewer kinds of visit than its section."""
    if row.is_extra or row.visit_types == _section_types(section) or given(row.key, "relevant"):
        return ""
    rule = _types_rule(row.visit_types)
    return _or_opened(rule, section.module) if "openable" in _openness()[section.module] else rule


def _section_types(section: Section) -> str:
    """The kinds of visit on which any question of the section is asked."""
    asked = {letter for key in section.keys if key in bank() for letter in bank()[key].visit_types.split()}
    return " ".join(letter for letter in VISIT_TYPES if letter in asked)


def _types_rule(types: str) -> str:
    codes = [VISIT_TYPES[letter] for letter in types.split()]
    if len(codes) == len(VISIT_TYPES):
        return ""
    if len(codes) == 1:
        return f"${{visit_type}} = '{codes[0]}'"
    return f"selected('{' '.join(codes)}', ${{visit_type}})"


def _or_opened(rule: str, module: str) -> str:
    opened = f"selected(${{modules_opened}}, '{module}')"
    if not rule:
        return ""
    return f"({rule}) or {opened}" if " and " in rule else f"{rule} or {opened}"


def _all(conditions: list[str]) -> str:
    kept = [condition for condition in conditions if condition]
    if len(kept) < 2:
        return "".join(kept)
    return " and ".join(f"({condition})" if " or " in condition else condition for condition in kept)


def _spaceless(text: str) -> str:
    return text.replace(" ", "")


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
