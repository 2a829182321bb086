"""Every kind of question has a field, and its choices decide which one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from monitorapp.forms.definition import Kind
from tests.ui.form.small_form import small_form, small_sheet
from ui.form.fields.arrangement import ChoiceButton, ChoiceCheck, ChoiceRadio
from ui.form.fields.choice_field import ChoiceField, RankField
from ui.form.fields.field import Field, keep_from_input_methods
from ui.form.fields.file_field import FileField
from ui.form.fields.kinds import _MAKERS, Surroundings, field_for
from ui.form.fields.list_field import ComboField, SearchField
from ui.form.fields.number_field import NumberField, RangeField
from ui.form.fields.text_field import AcknowledgeField, LongTextField, NoteField, PlaceField, ShownField, TextField
from ui.form.fields.time_field import TimeField
from ui.form.row_tools import NoteLine
from ui.theme import Theme


def field_of(qtbot: QtBot, theme: Theme, bind: str, control: str) -> Field:
    """The field that a question of one bind type and one control gets."""
    definition = small_form("<q/>", f'<bind nodeset="/data/q" {bind}/>', control)
    state = small_sheet(definition).question_state("q")
    field = field_for(definition.questions["q"], state.choices, Surroundings(theme, None, None), state.derived)
    qtbot.addWidget(field)
    return field


def items(words: list[str]) -> str:
    return "".join(f"<item><label>{word}</label><value>c{n}</value></item>" for n, word in enumerate(words))


def select(words: list[str], control: str = "select1", appearance: str = "") -> str:
    return f'<{control} ref="/data/q" appearance="{appearance}"><label>Q</label>{items(words)}</{control}>'


FEW = ["Да", "Нет", "Неясно"]
LONG = ["Да, и это подтверждается записью в журнале доставленных", "Нет"]
MANY = [f"Выбор {number}" for number in range(40)]
INPUT = '<input ref="/data/q" {}><label>Q</label></input>'


def test_every_kind_of_question_has_a_field() -> None:
    assert set(_MAKERS) == set(Kind)


@pytest.mark.parametrize(
    ("bind", "control", "sort"),
    [
        ('type="string"', INPUT.format(""), TextField),
        ('type="string"', INPUT.format('appearance="multiline"'), LongTextField),
        ('type="barcode"', INPUT.format(""), TextField),
        ('type="int"', INPUT.format(""), NumberField),
        ('type="decimal"', INPUT.format(""), NumberField),
        ('type="date"', INPUT.format(""), TimeField),
        ('type="time"', INPUT.format(""), TimeField),
        ('type="dateTime"', INPUT.format(""), TimeField),
        ('type="geopoint"', INPUT.format(""), PlaceField),
        ('type="geotrace"', INPUT.format(""), PlaceField),
        ('type="geoshape"', INPUT.format(""), PlaceField),
        ('type="string" readonly="true()"', INPUT.format(""), NoteField),
        ('type="int" readonly="true()" calculate="1 + 1"', INPUT.format(""), ShownField),
        ('type="string"', '<trigger ref="/data/q"><label>Q</label></trigger>', AcknowledgeField),
        ('type="binary"', '<upload ref="/data/q" mediatype="image/*"><label>Q</label></upload>', FileField),
        ('type="int"', '<range ref="/data/q" start="0" end="10" step="1"><label>Q</label></range>', RangeField),
        ('type="odk:rank"', select(FEW, "odk:rank"), RankField),
        ('type="string"', select(FEW, appearance="minimal"), ComboField),
        ('type="string"', select(MANY), SearchField),
        ('type="string"', select(MANY, appearance="minimal autocomplete"), SearchField),
        ('type="string"', select(MANY, "select"), SearchField),
        ('type="string"', select(FEW, "select"), ChoiceField),
        ('type="string"', select(FEW), ChoiceField),
    ],
)
def test_a_question_gets_the_field_of_its_kind(
    qtbot: QtBot, theme: Theme, bind: str, control: str, sort: type[Field]
) -> None:
    assert type(field_of(qtbot, theme, bind, control)) is sort


@pytest.mark.parametrize(
    ("control", "mark"),
    [
        (select(FEW), ChoiceButton),
        (select(LONG), ChoiceRadio),
        (select([f"Ответ {n}" for n in range(9)]), ChoiceRadio),
        (select(FEW, "select"), ChoiceCheck),
    ],
)
def test_few_short_choices_are_buttons_and_others_are_marks_with_words(
    qtbot: QtBot, theme: Theme, control: str, mark: type[ChoiceButton | ChoiceRadio | ChoiceCheck]
) -> None:
    field = field_of(qtbot, theme, 'type="string"', control)
    assert field.findChildren(mark)


def test_an_ampersand_in_a_choice_is_no_access_key(qtbot: QtBot, theme: Theme) -> None:
    field = field_of(qtbot, theme, 'type="string"', select(["Да &amp; нет"]))
    assert field.findChildren(ChoiceButton)[0].text() == "Да && нет"


def test_a_derived_value_is_shown_with_the_words_of_its_choice(qtbot: QtBot, theme: Theme) -> None:
    bind = 'type="string" readonly="true()" calculate="\'c1\'"'
    field = field_of(qtbot, theme, bind, select(FEW))
    assert isinstance(field, ShownField)
    field.show_answer("c1")
    assert field.label.text() == "Нет"


Hint = Qt.InputMethodHint
WRITTEN = [INPUT.format(""), INPUT.format('appearance="multiline"'), INPUT.format('appearance="numbers"')]


def hints_of(field: Field) -> list[Qt.InputMethodHint]:
    boxes: list[QWidget] = [*field.findChildren(QLineEdit), *field.findChildren(QPlainTextEdit)]
    assert boxes
    return [box.inputMethodHints() for box in boxes]


@pytest.mark.parametrize("control", [*WRITTEN, select(MANY)])
def test_no_input_method_learns_what_is_written(qtbot: QtBot, theme: Theme, control: str) -> None:
    for hints in hints_of(field_of(qtbot, theme, 'type="string"', control)):
        assert Hint.ImhNoPredictiveText in hints
        assert Hint.ImhSensitiveData not in hints


@pytest.mark.parametrize("compartment", ["personal", "medical", "source"])
@pytest.mark.parametrize("control", [*WRITTEN, select(MANY)])
def test_what_is_known_of_a_person_is_sensitive_for_input_methods(
    qtbot: QtBot, theme: Theme, control: str, compartment: str
) -> None:
    bind = f'type="string" monitor:compartment="{compartment}"'
    for hints in hints_of(field_of(qtbot, theme, bind, control)):
        assert Hint.ImhNoPredictiveText in hints
        assert Hint.ImhSensitiveData in hints


@pytest.mark.parametrize("sort", ["int", "date", "geopoint"])
def test_numbers_times_and_places_of_a_person_are_sensitive_too(qtbot: QtBot, theme: Theme, sort: str) -> None:
    field = field_of(qtbot, theme, f'type="{sort}" monitor:compartment="medical"', INPUT.format(""))
    assert all(Hint.ImhSensitiveData in hints for hints in hints_of(field))


def test_digits_are_still_asked_for_in_a_text_of_digits(qtbot: QtBot, theme: Theme) -> None:
    (hints,) = hints_of(field_of(qtbot, theme, 'type="string"', WRITTEN[2]))
    assert Hint.ImhPreferNumbers in hints


@pytest.mark.parametrize(("compartment", "sensitive"), [("general", False), ("medical", True)])
def test_a_note_is_as_sensitive_as_its_question(qtbot: QtBot, theme: Theme, compartment: str, sensitive: bool) -> None:
    bind = f'<bind nodeset="/data/q" type="string" monitor:compartment="{compartment}"/>'
    note = NoteLine(theme, "Q")
    qtbot.addWidget(note)
    keep_from_input_methods(note, small_form("<q/>", bind, WRITTEN[0]).questions["q"])
    assert Hint.ImhNoPredictiveText in note.lines.inputMethodHints()
    assert (Hint.ImhSensitiveData in note.lines.inputMethodHints()) is sensitive
