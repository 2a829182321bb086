"""The table of appearances in docs/forms.md tells what the program does, and no mixture of them breaks a question."""

import re
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from monitorapp.library import UNHONOURED
from tests.ui.form.test_appearances import RANGE, field, question
from ui.form.fields import kinds
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

CONTROLS = {
    "one": ("select1", "string", ""),
    "several": ("select", "string", ""),
    "text": ("input", "string", ""),
    "whole": ("input", "int", ""),
    "decimal": ("input", "decimal", ""),
    "date": ("input", "date", ""),
    "moment": ("input", "dateTime", ""),
    "place": ("input", "geopoint", ""),
    "range": ("range", "int", RANGE),
}


def documented() -> set[str]:
    """The words of the table of appearances in docs/forms.md."""
    text = (Path(__file__).parents[3] / "docs" / "forms.md").read_text(encoding="utf-8")
    section = text[text.index("## 10. Appearances") : text.index("**A table of rows.**")]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {word for cell in cells for word in re.findall(r"`([^`]+)`", cell)}


def honoured() -> set[str]:
    """The words that the program looks for, as they stand in its modules."""
    folder = Path(kinds.__file__).parent
    places = [folder / "kinds.py", folder.parent / "wording.py", folder.parent / "repeat_table.py"]
    found = set()
    for place in places:
        for group in re.findall(
            r"\{((?:\"[\w-]+\"(?:, )?)+)\}|\"([\w-]+)\" in words", place.read_text(encoding="utf-8")
        ):
            found |= set(re.findall(r"[\w-]+", " ".join(group)))
    return found


def test_every_word_that_is_looked_for_stands_in_the_table_for_authors() -> None:
    missing = {word for word in honoured() if word not in documented() and f"{word}-N" not in documented()}
    assert missing == set()
    assert {"likert", "minimal", "year", "counter", "quick"} <= documented()


def test_every_appearance_that_is_told_at_the_bringing_in_stands_there_too() -> None:
    others = {"bikram-sambat", "buddhist", "coptic", "myanmar", "persian", "islamic"}  # "and other calendars"
    assert documented() >= UNHONOURED - others


@given(st.lists(st.sampled_from(sorted(documented())), max_size=4), st.sampled_from(sorted(CONTROLS)))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_mixture_of_appearances_leaves_a_question_without_a_field(
    qtbot: QtBot, theme: Theme, words: list[str], control: str
) -> None:
    name, sort, more = CONTROLS[control]
    asked = question(name, escape(" ".join(words), {'"': "&quot;"}), sort, more)
    made = field(theme, asked)
    qtbot.addWidget(made)
    made.show_answer(None)
    assert made.reading().value is None
    made.hold(readonly=True)
    made.name_for_readers("Q")
    assert made.entry() is not None
