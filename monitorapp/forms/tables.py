"""Puts the tables that lie beside a form into its XForm, so that one file is the whole form for ever."""

from __future__ import annotations

import re
from collections.abc import Mapping

from monitorapp.errors import FormTrouble
from monitorapp.forms.hardened import escape, plain, quoted
from monitorapp.forms.instances import read_resource
from monitorapp.forms.nodes import ELEMENT, Item

INSTANCE = re.compile(r"<((?:[\w.-]+:)?instance)\b([^<>]*?)(?:/>|>\s*</\1\s*>)")
ATTRIBUTE = re.compile(r"""([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
MOST_LINES = 30_000
NAME = re.compile(r"[^\W\d][\w.-]*")


def sources(xform: str) -> tuple[str, ...]:
    """The names of the files that secondary instances of an XForm are read from, in their order."""
    found = (_attributes(match[2]).get("src", "") for match in INSTANCE.finditer(xform))
    return tuple(dict.fromkeys(source.rpartition("/")[2] for source in found if source))


def with_tables(xform: str, files: Mapping[str, bytes]) -> str:
    """The XForm with the content of `files` (by name) in the place of references to them.

    A column whose heading cannot be the name of an element is left out: no expression could read it.
    Raises FormTrouble form-table-not-utf8, form-list-too-long, form-table-broken and what hardened XML raises.
    """

    def put_in(match: re.Match[str]) -> str:
        attributes = _attributes(match[2])
        source = attributes.pop("src", "")
        data = files.get(source.rpartition("/")[2])
        if data is None:
            return match[0]
        inside = "".join(_xml(item) for item in _read(source, data).content)
        told = "".join(f" {name}={quoted(value)}" for name, value in attributes.items())
        return f"<{match[1]}{told}>{inside}</{match[1]}>"

    return INSTANCE.sub(put_in, xform)


def _read(source: str, data: bytes) -> Item:
    name = source.rpartition("/")[2]
    if name.lower().endswith(".csv"):
        refuse_table(name, data)
    return read_resource(source, data)


def refuse_table(name: str, data: bytes) -> None:
    """Refuse a table in an encoding that would have to be guessed, or one that nobody could choose from."""
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = data.count(b"\n", 0, broken.start) + 1
        raise FormTrouble("form-table-not-utf8", name=name, line=line) from broken
    if data.count(b"\n") > MOST_LINES:
        raise FormTrouble("form-list-too-long", name=name, most=MOST_LINES)


def _attributes(text: str) -> dict[str, str]:
    return {found[1]: plain(found[2] or found[3] or "") for found in ATTRIBUTE.finditer(text)}


def _xml(root: Item) -> str:
    """An element and all below it as XML; not recursive, because files from outside may be deep."""
    parts: list[str] = []
    waiting: list[Item | str] = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            parts.append(item)
        elif item.kind == ELEMENT and NAME.fullmatch(item.name):
            space = ' xmlns=""' if item is root else ""
            parts.append(f"<{item.name}{space}{_told(item)}>{_text(item.text)}")
            waiting.append(f"</{item.name}>")
            waiting += reversed(item.content)
    return "".join(parts)


def _told(item: Item) -> str:
    known = [each for each in item.attribute_items if NAME.fullmatch(each.name)]
    return "".join(f" {each.name}={quoted(_text(each.text, plain=True))}" for each in known)


def _text(text: str, *, plain: bool = False) -> str:
    """Text without the characters that XML cannot hold."""
    sound = re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
    return sound if plain else escape(sound)
