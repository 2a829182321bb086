"""XML from strangers: parsed without document types, entities or anything outside the text itself."""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from monitorapp.errors import FormTrouble

DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
FORBIDDEN = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
PREFIX = re.compile(r"""xmlns:([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
LARGEST = 64 * 1024 * 1024
DEEPEST = 200


def decode(source: str | bytes) -> str:
    """The characters of an XML document. Raises FormTrouble form-not-xml."""
    if isinstance(source, str):
        return source.removeprefix("\ufeff")
    encoding = "utf-8-sig"
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif (declared := DECLARED.match(source)) is not None:
        encoding = declared[1].decode()
        encoding = "utf-8-sig" if encoding.lower() in {"utf-8", "utf8"} else encoding
    try:
        return source.decode(encoding)
    except (UnicodeDecodeError, LookupError) as broken:
        raise FormTrouble("form-not-xml", line=1) from broken


def parse_xml(source: str | bytes) -> tuple[Element, dict[str, str]]:
    """The root element and the prefixes by namespace. Raises FormTrouble form-not-xml, form-entities."""
    text = decode(source)
    if len(text) > LARGEST:
        raise FormTrouble("form-too-large")
    if FORBIDDEN.search(text):
        raise FormTrouble("form-entities")
    try:
        # Neither document types nor entities are left at this point, and expat fetches nothing.
        root = ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))  # noqa: S314
    except (ElementTree.ParseError, ValueError) as broken:
        raise FormTrouble("form-not-xml", line=getattr(broken, "position", (1, 0))[0]) from broken
    refuse_depth(root)
    return root, {found[2] or found[3]: found[1] for found in PREFIX.finditer(text)}


def refuse_depth(root: Element) -> None:
    """Walking elements nested ever deeper would exhaust the stack."""
    level = [root]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return
    raise FormTrouble("form-too-large")


def local_name(tag: str) -> str:
    """The name of a tag without its namespace."""
    return tag.rpartition("}")[2]


def namespace_of(tag: str) -> str:
    """The namespace of a tag, "" for none."""
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


def child_named(element: Element, name: str) -> Element | None:
    """The first child of that name, whatever its namespace."""
    for child in element:
        if child.tag.endswith(name) and local_name(child.tag) == name:
            return child
    return None


def escape(text: str) -> str:
    """Text as it stands between tags. The module of the standard library that does this brings a network client."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str) -> str:
    """Text as it was before it was escaped; numbers of characters stay as they are."""
    for sign, told in (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&apos;"), ("&", "&amp;")):
        text = text.replace(told, sign)
    return text


def quoted(text: str) -> str:
    """Text as the value of an attribute, in quotation marks."""
    told = escape(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    return f'"{told}"'
