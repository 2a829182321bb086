"""The languages of a form: their short codes, and the one after the one that is shown."""

import re
from collections.abc import Sequence

_CODE = re.compile(r"\(([\w-]+)\)\s*$")


def code_of(language: str) -> str:
    """`ru` for "Русский (ru)"; a language without a code is called by its name."""
    found = _CODE.search(language)
    return found.group(1) if found else language


def next_of(languages: Sequence[str], current: str) -> str:
    """The language after `current`, round the end; "" where there is no other."""
    if len(languages) < 2:
        return ""
    at = languages.index(current) if current in languages else -1
    return languages[(at + 1) % len(languages)]
