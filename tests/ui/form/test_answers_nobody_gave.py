"""Nothing a hand does in passing changes an answer: wheel, Enter in an empty line, a mark, a cell looked into."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from monitorapp.records.field import Value
from tests.ui.form.keys import CTRL, click, press, type_text
from tests.ui.form.rooms import Room
from tests.ui.form.small_form import small_document
from tests.ui.form.test_form_page import Hands, Key
from ui.form.fields.list_field import ComboField, SearchField
from ui.form.fields.number_field import RangeField
from ui.form.fields.time_field import TimeField
from ui.form.reading import Reading, read_decimal, read_integer
from ui.form.repeat_table import RepeatTable

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

CHOICES = "".join(f"<item><label>Вид {code}</label><value>{code}</value></item>" for code in "abcdefgh")
SORTS = {
    "box": "string",
    "many": "string",
    "scale": "int",
    "taken": "time",
    "row/day": "date",
    "row/sort": "string",
}
NODES = "<g><box/><many/><scale/><taken/><row jr:template=''><day/><sort/></row></g>"
BINDS = "".join(f'<bind nodeset="/data/g/{name}" type="{sort}"/>' for name, sort in SORTS.items())
BODY = (
    '<group ref="/data/g"><label>G</label>'
    f'<select1 ref="/data/g/box" appearance="minimal"><label>Ящик</label>{CHOICES}</select1>'
    f'<select1 ref="/data/g/many" appearance="autocomplete"><label>Список</label>{CHOICES}</select1>'
    '<range ref="/data/g/scale" start="1" end="5" step="1"><label>Шкала</label></range>'
    '<input ref="/data/g/taken"><label>Задержан</label></input>'
    '<group ref="/data/g/row"><label>R</label><repeat nodeset="/data/g/row" appearance="table">'
    '<input ref="/data/g/row/day"><label>День</label></input>'
    f'<select1 ref="/data/g/row/sort"><label>Вид</label>{CHOICES}</select1></repeat></group></group>'
)
ROW = "0" * 31 + "1"
RANGE: Value = {"t": "2026-03-02", "p": "day", "to": "2026-03-05", "about": True}


@pytest.fixture
def document(room: Room) -> str:
    return small_document(room, NODES, BINDS, BODY)


def turn_wheel(widget: QWidget, by: int) -> None:
    """Turn the wheel by one notch with the mouse over a widget."""
    place, none = QPointF(5, 5), Qt.MouseButton.NoButton
    phase, keys = Qt.ScrollPhase.NoScrollPhase, Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(place, widget.mapToGlobal(place), QPoint(), QPoint(0, by), none, keys, phase, False)
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize("by", [-120, 120])
@pytest.mark.parametrize(("field", "value"), [("box", "c"), ("scale", 3)])
def test_scrolling_past_a_box_or_a_slider_changes_no_answer(
    hands: Hands, room: Room, document: str, field: str, value: Value, by: int
) -> None:
    room.record(document, field, value)
    hands.open(document)
    shown = hands.into(field).line.field
    assert isinstance(shown, ComboField | RangeField)
    turn_wheel(shown.box if isinstance(shown, ComboField) else shown.slider, by)
    hands.page.flush()
    hands.settle()
    assert room.value(document, field) == value
    assert shown.reading() == Reading(value)


@pytest.mark.parametrize("typed", ["", "  "])
def test_enter_in_an_empty_search_line_leaves_the_answer(hands: Hands, room: Room, document: str, typed: str) -> None:
    room.record(document, "many", "e")
    hands.open(document)
    field = hands.into("many").line.field
    assert isinstance(field, SearchField)
    type_text(field.line, typed)
    press(field.line, Key.Key_Return)
    hands.settle()
    assert room.value(document, "many") == "e"


def test_about_without_a_time_leaves_the_refusal_and_goes_along_with_the_time(
    hands: Hands, room: Room, document: str
) -> None:
    hands.open(document)
    row = hands.into("taken")
    press(row.entry(), Key.Key_2, CTRL)
    hands.stands(document, "taken", {"na": "refused"})
    field = row.line.field
    assert isinstance(field, TimeField)
    click(field.about)
    hands.settle()
    assert room.value(document, "taken") == {"na": "refused"}
    type_text(field.line, "22:00")
    hands.stands(document, "taken", {"t": "22:00", "p": "minute", "about": True})


def test_the_words_at_the_end_of_a_range_stay_in_sight_and_in_the_answer(
    hands: Hands, room: Room, document: str
) -> None:
    hands.open(document)
    field = hands.into("taken").line.field
    assert isinstance(field, TimeField)
    type_text(field.line, "22:00")
    click(field.range)
    type_text(field.until, "до утра")
    hands.into("box")
    hands.stands(document, "taken#raw", "22:00 – до утра")
    assert field.until.isVisible()
    assert field.until.text() == "до утра"
    click(field.about)
    hands.settle()
    assert room.value(document, "taken#raw") == "22:00 – до утра"


@pytest.mark.parametrize("typed", ["1,000", "1.000", "12,000", "-2,000"])
def test_a_thousand_with_a_sign_between_is_never_read_as_one(typed: str) -> None:
    assert read_integer(typed) == Reading(None, typed)
    assert read_decimal(typed).raw is None


# In the cells of a table


@pytest.fixture
def table(hands: Hands, room: Room, document: str) -> RepeatTable:
    room.record(document, f"{ROW}/#row", {"row": "row"})
    room.record(document, f"{ROW}/day", RANGE)
    room.record(document, f"{ROW}/sort", "gone")
    hands.open(document)
    current = hands.page.stack.current
    assert current is not None
    return next(current.questions.tables())


def into_cell(table: RepeatTable, column: int) -> None:
    table.view.setCurrentIndex(table.table.index(0, column))
    table.view.setFocus()
    press(table.view, Key.Key_Return)


def test_another_day_in_a_cell_keeps_the_end_of_the_range_and_about(
    hands: Hands, room: Room, document: str, table: RepeatTable
) -> None:
    into_cell(table, 0)
    line = QApplication.focusWidget()
    assert line is not None
    press(line, Key.Key_A, CTRL)
    type_text(line, "03.03.2026")
    press(line, Key.Key_Return)
    hands.stands(document, f"{ROW}/day", {"t": "2026-03-03", "p": "day", "to": "2026-03-05", "about": True})


def test_a_cell_of_a_range_is_emptied_as_a_whole(hands: Hands, room: Room, document: str, table: RepeatTable) -> None:
    into_cell(table, 0)
    line = QApplication.focusWidget()
    assert line is not None
    press(line, Key.Key_A, CTRL)
    press(line, Key.Key_Delete)
    press(line, Key.Key_Return)
    hands.stands(document, f"{ROW}/day", None)
    assert room.value(document, f"{ROW}/day#raw") is None


def test_looking_into_a_cell_whose_choice_is_not_offered_any_more_keeps_it(
    hands: Hands, room: Room, document: str, table: RepeatTable
) -> None:
    into_cell(table, 1)
    hands.page.flush()
    press(table.view, Key.Key_Tab)
    hands.settle()
    assert room.value(document, f"{ROW}/sort") == "gone"


def test_no_answer_over_words_that_are_still_typed_is_no_answer(hands: Hands, room: Room) -> None:
    visit = room.visit(team_leader={"na": "refused"})
    hands.open(visit, field="team_leader")
    entry = hands.row("team_leader").entry()
    type_text(entry, "Анна")
    press(entry, Key.Key_2, CTRL)
    hands.settle()
    assert room.value(visit, "team_leader") == {"na": "refused"}
