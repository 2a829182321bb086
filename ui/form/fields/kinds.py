"""Which field a question gets, by its kind, its appearance and the number and length of its choices."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QLocale

from monitorapp.forms.definition import Kind, Question
from monitorapp.forms.state import ShownChoice
from monitorapp.records.field import Value

from ...theme import Theme
from ..answer_words import in_words
from ..reading import read_decimal, read_integer
from .choice_field import ChoiceButton, ChoiceCheck, ChoiceField, ChoiceRadio
from .field import Field
from .list_field import ComboField, SearchField
from .number_field import NumberField
from .place_field import PlaceField
from .quiet_field import AcknowledgeField, FileField, NoteField, ShownField
from .range_field import RangeField
from .rank_field import RankField
from .text_field import LongTextField, TextField
from .time_field import TimeField

FEW, SHORT, MANY = 6, 28, 12


@dataclass(frozen=True)
class Surroundings:
    """What fields need besides their question: the look, the facility's zone, the clock."""

    theme: Theme
    zone: str | None
    now: Callable[[], datetime] | None


def field_for(question: Question, choices: Sequence[ShownChoice], around: Surroundings, derived: bool = False) -> Field:
    """A new field for `question`; every kind has one. What the form works out itself is only shown."""
    field = (_shown if derived else _MAKERS[question.kind])(question, choices, around)
    field.offer(choices)
    return field


def _text(question: Question, choices: Sequence[ShownChoice], around: Surroundings) -> Field:
    return LongTextField(around.theme) if "multiline" in question.appearance else TextField(around.theme)


def _integer(question: Question, choices: Sequence[ShownChoice], around: Surroundings) -> Field:
    return NumberField(around.theme, read_integer)


def _decimal(question: Question, choices: Sequence[ShownChoice], around: Surroundings) -> Field:
    return NumberField(around.theme, read_decimal)


def _time(kind: str) -> "Maker":
    return lambda question, choices, around: TimeField(around.theme, kind, around.zone, around.now)


def _select_one(question: Question, choices: Sequence[ShownChoice], around: Surroundings) -> Field:
    words = question.appearance.split()
    if "autocomplete" in words or len(choices) > MANY:
        return SearchField(around.theme, several=False)
    if "minimal" in words:
        return ComboField(around.theme)
    if len(choices) <= FEW and all(len(choice.label) <= SHORT for choice in choices):
        return ChoiceField(around.theme, ChoiceButton, several=False)
    return ChoiceField(around.theme, ChoiceRadio, several=False)


def _select_multiple(question: Question, choices: Sequence[ShownChoice], around: Surroundings) -> Field:
    if "autocomplete" in question.appearance or len(choices) > MANY:
        return SearchField(around.theme, several=True)
    return ChoiceField(around.theme, ChoiceCheck, several=True)


def _range(question: Question, choices: Sequence[ShownChoice], around: Surroundings) -> Field:
    numbers = [float(question.parameters.get(name, default)) for name, default in _ENDS]
    return RangeField(around.theme, *numbers)


def _shown(question: Question, choices: Sequence[ShownChoice], around: Surroundings) -> Field:
    labels = {choice.code: choice.label for choice in choices}

    def words(value: Value) -> str:
        return in_words(value, labels, QLocale())

    return ShownField(around.theme, words)


Maker = Callable[[Question, Sequence[ShownChoice], Surroundings], Field]
_ENDS = (("start", "1"), ("end", "10"), ("step", "1"))
_MAKERS: dict[Kind, Maker] = {
    Kind.TEXT: _text,
    Kind.BARCODE: _text,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _time("date"),
    Kind.TIME: _time("time"),
    Kind.DATETIME: _time("datetime"),
    Kind.SELECT_ONE: _select_one,
    Kind.SELECT_MULTIPLE: _select_multiple,
    Kind.RANK: lambda question, choices, around: RankField(around.theme),
    Kind.RANGE: _range,
    Kind.NOTE: lambda question, choices, around: NoteField(around.theme),
    Kind.TRIGGER: lambda question, choices, around: AcknowledgeField(around.theme),
    Kind.GEOPOINT: lambda question, choices, around: PlaceField(around.theme, several=False),
    Kind.GEOTRACE: lambda question, choices, around: PlaceField(around.theme, several=True),
    Kind.GEOSHAPE: lambda question, choices, around: PlaceField(around.theme, several=True),
    Kind.FILE: lambda question, choices, around: FileField(around.theme),
    Kind.CALCULATION: _shown,
    Kind.HIDDEN: _shown,
}
