"""Which field a question gets, by its kind, its appearance and the number and length of its choices."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QLocale

from monitorapp.forms.definition import Kind, Question
from monitorapp.forms.state import ShownChoice
from monitorapp.records.field import Value

from ...attachments.files import Files
from ...theme import Theme
from ..illustration import Pictures
from ..reading import Reading, read_decimal, read_integer
from ..wording import appearance_words, in_words, is_table_row, names_columns, number_of_columns
from .arrangement import Arrangement, ChoiceButton, ChoiceCheck, ChoiceRadio, Shape
from .choice_field import ChoiceField, RankField
from .field import Field, keep_from_input_methods
from .file_field import FileField
from .list_field import ComboField, SearchField
from .number_field import CounterField, NumberField, RangeField, SteppedField, Steps
from .text_field import AcknowledgeField, ColumnsField, LongTextField, NoteField, PlaceField, ShownField, TextField
from .time_field import TimeField

FEW, SHORT, MANY = 6, 28, 12
MOST_MARKS, MOST_IN_BOX, MOST_ON_SCALE = 60, 200, 11


@dataclass(frozen=True)
class Surroundings:
    """What fields need besides their question: the look, the facility's zone, the clock, pictures, files."""

    theme: Theme
    zone: str | None
    now: Callable[[], datetime] | None
    pictures: Pictures | None = None
    files: Files | None = None


def field_for(question: Question, choices: Sequence[ShownChoice], around: Surroundings, derived: bool = False) -> Field:
    """A new field for `question`; every kind has one. What the form works out itself is only shown."""
    field = (_shown if derived else _MAKERS[question.kind])(question, choices, around)
    field.offer(choices)
    keep_from_input_methods(field, question)
    return field


def _text(question: Question, choices: Sequence[ShownChoice], around: Surroundings) -> Field:
    words = appearance_words(question.appearance)
    if "multiline" in words:
        return LongTextField(around.theme)
    return TextField(around.theme, numbers="numbers" in words, masked="masked" in words)


def _number(read: Callable[[str], Reading]) -> "Maker":
    def make(question: Question, choices: Sequence[ShownChoice], around: Surroundings) -> Field:
        words = appearance_words(question.appearance)
        sort = CounterField if "counter" in words and read is read_integer else NumberField
        return sort(around.theme, read, grouped="thousands-sep" in words)

    return make


def _time(kind: str) -> "Maker":
    def make(question: Question, choices: Sequence[ShownChoice], around: Surroundings) -> Field:
        words = appearance_words(question.appearance) if kind == "date" else frozenset()
        precision = "year" if "year" in words else "month" if "month-year" in words else ""
        return TimeField(around.theme, kind, around.zone, around.now, precision)

    return make


def _select_one(question: Question, choices: Sequence[ShownChoice], around: Surroundings) -> Field:
    words, theme = appearance_words(question.appearance), around.theme
    if names_columns(question):
        return ColumnsField(theme)
    if is_table_row(question):
        return ChoiceField(theme, Arrangement(ChoiceRadio, Shape.CELLS), several=False)
    if words & {"likert", "list"} and len(choices) <= MOST_ON_SCALE:
        return ChoiceField(theme, Arrangement(ChoiceRadio, Shape.SCALE), several=False)
    if "minimal" in words and not words & SEARCHED and len(choices) <= MOST_IN_BOX:
        return ComboField(theme)
    shape = _shape(question.appearance)
    if words & SEARCHED or len(choices) > (MANY if shape is Shape.FITTING else MOST_MARKS):
        return SearchField(theme, several=False)
    short = len(choices) <= FEW and all(len(choice.label) <= SHORT for choice in choices)
    make = ChoiceButton if "no-buttons" in words or (short and shape is Shape.FITTING) else ChoiceRadio
    return ChoiceField(theme, Arrangement(make, shape, number_of_columns(question.appearance)), several=False)


def _select_multiple(question: Question, choices: Sequence[ShownChoice], around: Surroundings) -> Field:
    words, theme = appearance_words(question.appearance), around.theme
    if names_columns(question):
        return ColumnsField(theme)
    if is_table_row(question):
        return ChoiceField(theme, Arrangement(ChoiceCheck, Shape.CELLS), several=True)
    shape = _shape(question.appearance)
    many = len(choices) > (MANY if shape is Shape.FITTING else MOST_MARKS)
    if many or words & (SEARCHED | {"minimal"}):
        return SearchField(theme, several=True)
    make = ChoiceButton if "no-buttons" in words else ChoiceCheck
    return ChoiceField(theme, Arrangement(make, shape, number_of_columns(question.appearance)), several=True)


def _shape(appearance: str) -> Shape:
    words = appearance_words(appearance)
    if words & {"columns", "horizontal"} or number_of_columns(appearance):
        return Shape.COLUMNS
    if words & {"columns-pack", "horizontal-compact", "compact", "quickcompact"}:
        return Shape.PACKED
    return Shape.LINES if "vertical" in words else Shape.FITTING


def _range(question: Question, choices: Sequence[ShownChoice], around: Surroundings) -> Field:
    words = appearance_words(question.appearance)
    steps = Steps(*(float(question.parameters.get(name, default)) for name, default in _ENDS))
    if "rating" in words and len(steps) <= MANY:
        return SteppedField(ChoiceField(around.theme, Arrangement(ChoiceButton), several=False), steps)
    if "picker" in words and len(steps) <= MOST_IN_BOX:
        return SteppedField(ComboField(around.theme), steps)
    return RangeField(around.theme, steps)


def _shown(question: Question, choices: Sequence[ShownChoice], around: Surroundings) -> Field:
    labels = {choice.code: choice.label for choice in choices}

    def words(value: Value) -> str:
        return in_words(value, labels, QLocale())

    return ShownField(around.theme, words)


Maker = Callable[[Question, Sequence[ShownChoice], Surroundings], Field]
SEARCHED = frozenset({"autocomplete", "search"})
_ENDS = (("start", "1"), ("end", "10"), ("step", "1"))
_MAKERS: dict[Kind, Maker] = {
    Kind.TEXT: _text,
    Kind.BARCODE: _text,
    Kind.INTEGER: _number(read_integer),
    Kind.DECIMAL: _number(read_decimal),
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
    Kind.FILE: lambda question, choices, around: FileField(
        around.theme, around.files, question.parameters.get("mediatype", "")
    ),
    Kind.CALCULATION: _shown,
    Kind.HIDDEN: _shown,
}
