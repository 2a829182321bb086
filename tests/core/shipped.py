"""Reads the shipped XForms for the tests: binds, words, choices, relevance."""

import re
from functools import cache
from xml.etree import ElementTree

from monitorapp import resources

XF = "{http://www.w3.org/2002/xforms}"
HTML = "{http://www.w3.org/1999/xhtml}"
MONITOR = "{http://monitorapp.org/xforms}"
LANGUAGES = ("English (en)", "Русский (ru)")
FORMS = resources.form_names()


@cache
def model(form: str) -> ElementTree.Element:
    found = ElementTree.fromstring(resources.form_xform(form)).find(f"{HTML}head/{XF}model")
    assert found is not None
    return found


@cache
def body(form: str) -> ElementTree.Element:
    found = ElementTree.fromstring(resources.form_xform(form)).find(f"{HTML}body")
    assert found is not None
    return found


@cache
def binds(form: str) -> dict[str, dict[str, str]]:
    """The attributes of each bind by the name of its node."""
    return {bind.attrib["nodeset"].rsplit("/", 1)[1]: dict(bind.attrib) for bind in model(form).iter(f"{XF}bind")}


@cache
def texts(form: str) -> dict[str, dict[str, str]]:
    """The words of a form: by language, then by the id of the text; a guidance counts as a text of its own."""
    found: dict[str, dict[str, str]] = {}
    for translation in model(form).iter(f"{XF}translation"):
        words = found.setdefault(translation.attrib["lang"], {})
        for text in translation.iter(f"{XF}text"):
            for value in text.iter(f"{XF}value"):
                words[f"{text.attrib['id']} {value.attrib.get('form', '')}"] = value.text or ""
    return found


@cache
def choice_codes(form: str, name: str) -> tuple[str, ...]:
    instance = next(found for found in model(form).iter(f"{XF}instance") if found.attrib.get("id") == name)
    return tuple(item.findtext(f"{XF}name", "") for item in instance.iter(f"{XF}item"))


def accounts(form: str) -> list[dict[str, str]]:
    return [row for row in resources.table("form-questions") if row["form"] == form]


def bank() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in resources.table("question-bank")}


def relevance(form: str, node: str) -> str:
    """The relevance of a node with the paths cut down to the names of questions."""
    return re.sub(r" (?:/[\w.-]+)+/([\w.-]+) ", r"\1", binds(form).get(node, {}).get("relevant", "")).strip()
