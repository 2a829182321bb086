"""What one question looks like now: everything a row shows, without widgets."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitorapp.forms.state import ShownChoice
from monitorapp.records.field import Value
from monitorapp.records.view import Standing

from .wording import Media


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: its value, and the words themselves where they could not be read."""

    value: Value = None
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionState:
    """A question as it is shown. `said` holds the answer under "" and those of each source under its name."""

    field: str
    number: str
    label: str
    hint: str
    visible: bool
    readonly: bool
    derived: bool = False
    finished: bool = False
    guidance: str = ""
    problem: str = ""
    choices: Sequence[ShownChoice] = ()
    media: Mapping[str, Media] = dataclasses.field(default_factory=dict)  # by code of a choice; "" is the question's
    said: Mapping[str, Said] = dataclasses.field(default_factory=dict)
    note: str = ""
    later: bool = False
    unsettled: Mapping[str, tuple[Standing, ...]] = dataclasses.field(default_factory=dict)

    @property
    def answer(self) -> Said:
        """What was answered without naming a source."""
        return self.said.get("", Said())
