"""Times of day that a form works out or starts with are kept, and stand there when the document is opened again."""

from __future__ import annotations

import pytest

from monitorapp.records.field import Value
from tests.core.forms.small_forms import Ledger, ask, bind, calculated, compiled


def setting(text: str = "", value: str = "") -> Ledger:
    """A document whose time question is set once, when it is begun."""
    by = f' value="{value}"' if value else ""
    action = f'<setvalue event="odk-instance-first-load" ref="/data/at"{by}>{text}</setvalue>'
    return Ledger(compiled("<at/>", bind("at", type="time"), body=ask("at"), extra=action))


@pytest.mark.parametrize(
    ("text", "value", "kept"),
    [
        # JavaRosa keeps of a moment in a time question the time of day, in the zone of the form.
        ("", "now()", "12:30"),
        ("", "date-time('2026-03-04T22:15:00Z')", "04:15"),
        ("9:05:00", "", "09:05"),
        ("09:05", "", "09:05"),
        ("23:59:59.999", "", "23:59"),
        ("00:00", "", "00:00"),
    ],
)
def test_a_time_that_the_form_sets_stands_there_after_it_was_opened_again(text: str, value: str, kept: str) -> None:
    ledger = setting(text, value)
    wanted: Value = {"t": kept, "p": "minute"}
    assert ledger.state.value("at") == wanted
    assert ledger.fields["at#auto"] == wanted
    assert ledger.reopened().value("at") == wanted


def test_a_moment_in_a_time_question_is_saved_as_a_time_of_day() -> None:
    assert "<at>12:30:15.000+06:00</at>" in setting(value="now()").state.serialize()


@pytest.mark.parametrize("words", ["about noon", "noon", "12:5", "12:30 or 13:30"])
def test_words_that_are_no_time_of_day_are_kept_whole(words: str) -> None:
    """A result that is not of the type of its node is kept as it is, not cut to its first five letters."""
    assert calculated(f"'{words}'", kind="time") == words
