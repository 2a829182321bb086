"""What the appearance of a question asks for: its words one by one, and the few that several places need to know.

What each of them does here stands in docs/forms.md, section 10; a new one begins there and in fields/kinds.py.
"""

import re
from functools import lru_cache

from monitorapp.forms.definition import Kind, Question

_CALL = re.compile(r"\([^()]*\)")
SELECTS = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE})


@lru_cache(maxsize=512)
def words_of(appearance: str) -> frozenset[str]:
    """The words of an appearance in small letters, without what stands in brackets: search('x') is none."""
    plain = appearance
    while _CALL.search(plain):
        plain = re.sub(r"[\w-]+\s*\([^()]*\)|\([^()]*\)", " ", plain)
    return frozenset(plain.lower().split())


def names_columns(question: Question) -> bool:
    """Whether a question asks nothing, but names the choices of the table rows that follow it."""
    return question.kind in SELECTS and "label" in words_of(question.appearance)


def is_table_row(question: Question) -> bool:
    """Whether a question is a row of marks under the words of a question that names the columns."""
    return question.kind in SELECTS and "list-nolabel" in words_of(question.appearance)


def number_of_columns(appearance: str) -> int:
    """The N of columns-N (or compact-N, quickcompact-N); 0 where none is named."""
    for word in words_of(appearance):
        name, _, number = word.rpartition("-")
        if name in {"columns", "compact", "quickcompact"} and number.isdecimal():
            return min(int(number), 12)
    return 0
