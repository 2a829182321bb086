"""Two hundred rows as a table: written in by keys, walked through, non-answers and doubts in reach, nothing lost."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox
from pytestqt.qtbot import QtBot

from monitorapp.records.field import Value
from monitorapp.vault.vault import Vault
from tests.ui.conftest import RecordingNavigator
from tests.ui.form.keys import CTRL, SHIFT, click, press, type_text
from tests.ui.form.rooms import Room
from tests.ui.form.small_form import small_form
from tests.ui.form.test_form_page import Hands
from ui.form.fields.field import Line
from ui.form.form_page import FormPage
from ui.form.repeat_table import RepeatTable
from ui.form.row_table import ROLE, fits_a_table
from ui.visits.history_dialog import HistoryDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

Key = Qt.Key
ROWS = 30
ASK = '<input ref="/data/g/cell/{0}"><label>{1}</label></input>'
NODES = "<g><first/><cell jr:template=''><no/><sort/><beds/><seen/><note/></cell><other jr:template=''><x/></other></g>"
BINDS = "".join(
    f'<bind nodeset="/data/g/{name}" type="{sort}" {more}/>'
    for name, sort, more in (
        ("first", "string", ""),
        ("cell/no", "string", ""),
        ("cell/sort", "string", ""),
        ("cell/beds", "int", 'constraint=". &lt; 20" jr:constraintMsg="Слишком много"'),
        ("cell/seen", "date", ""),
        ("cell/note", "string", 'relevant="../beds &gt; 2"'),
        ("other/x", "string", ""),
    )
)
CELLS = (
    ASK.format("no", "Номер")
    + '<select1 ref="/data/g/cell/sort"><label>Вид</label><item><label>Общая</label><value>a</value></item>'
    + "<item><label>Одиночная</label><value>b</value></item></select1>"
    + ASK.format("beds", "Коек")
    + ASK.format("seen", "Когда")
    + ASK.format("note", "Замечание")
)
BODY = (
    '<group ref="/data/g"><label>Камеры</label><input ref="/data/g/first"><label>Корпус</label></input>'
    f'<group ref="/data/g/cell"><label>Список камер</label><repeat nodeset="/data/g/cell">{CELLS}</repeat></group>'
    '<group ref="/data/g/other"><label>Прочее</label><repeat nodeset="/data/g/other" appearance="table">'
    '<input ref="/data/g/other/x"><label>X</label></input></repeat></group></group>'
)
XFORM = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Cells</h:title><model><instance>'
    f'<data id="cells" version="1">{NODES}</data></instance>{BINDS}</model></h:head><h:body>{BODY}</h:body></h:html>'
)


def item(row: int) -> str:
    return f"{row:032x}"


@pytest.fixture
def hands(room: Room, navigator: RecordingNavigator, qtbot: QtBot) -> Iterator[Hands]:
    page = FormPage(room.session, navigator)
    qtbot.addWidget(page)
    page.resize(1000, 640)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    yield Hands(page, room)
    assert not navigator.troubles


@pytest.fixture
def document(room: Room) -> str:
    """A document with many rows: numbers and beds are written, the rest is blank."""
    visit = room.visit()

    def begin(vault: Vault) -> str:
        vault.registry.keep_form("cells", "1", XFORM.encode())
        name, _ = vault.add_document(visit, "cells", "1")
        writes: list[tuple[str, Value, tuple[str, ...], str]] = []
        for row in range(ROWS):
            answers: dict[str, Value] = {"#row": {"row": "cell"}, "no": str(row + 1), "beds": row}
            writes += [(f"{item(row)}/{field}", value, (), "general") for field, value in answers.items()]
        vault.record_together(name, writes, undoable=False)
        return name

    name: str = room.ask(begin)
    return name


@pytest.fixture
def table(hands: Hands, document: str) -> RepeatTable:
    hands.open(document)
    current = hands.page.stack.current
    assert current is not None
    return next(current.questions.tables())


def at(table: RepeatTable, row: int, column: int) -> QModelIndex:
    """Go to a cell."""
    index = table.table.index(row, column)
    table.view.setCurrentIndex(index)
    table.view.setFocus()
    return index


def said(table: RepeatTable, row: int, column: int) -> str:
    return str(table.table.data(table.table.index(row, column)))


def editor(table: RepeatTable) -> Line:
    found = [line for line in table.view.findChildren(Line) if line.isVisible()]
    return found[-1]


# When


def test_many_rows_of_simple_questions_become_a_table(table: RepeatTable) -> None:
    assert table.repeat == "cell"
    assert (table.table.rowCount(), table.table.columnCount()) == (ROWS, 5)
    heads = [table.table.headerData(column, Qt.Orientation.Horizontal) for column in range(5)]
    assert heads == ["Номер", "Вид", "Коек", "Когда", "Замечание"]
    assert [said(table, 4, column) for column in range(3)] == ["5", "", "4"]


def test_an_author_asks_for_a_table_by_name(hands: Hands, document: str) -> None:
    hands.open(document)
    current = hands.page.stack.current
    assert current is not None
    assert [one.repeat for one in current.questions.tables()] == ["cell", "other"]


@pytest.mark.parametrize(
    ("bind", "control", "fits"),
    [
        ('type="string"', '<input ref="/data/r/q"><label>Q</label></input>', True),
        ('type="string"', '<input ref="/data/r/q" appearance="multiline"><label>Q</label></input>', False),
        ('type="binary"', '<upload ref="/data/r/q" mediatype="image/*"><label>Q</label></upload>', False),
        ('type="geopoint"', '<input ref="/data/r/q"><label>Q</label></input>', False),
        ('type="string" monitor:sourced="yes"', '<input ref="/data/r/q"><label>Q</label></input>', False),
    ],
)
def test_only_what_fits_a_cell_stands_in_a_table(bind: str, control: str, fits: bool) -> None:
    form = small_form(
        "<r><q/></r>",
        f'<bind nodeset="/data/r/q" {bind}/>',
        f'<group ref="/data/r"><label>R</label><repeat nodeset="/data/r">{control}</repeat></group>',
    )
    assert fits_a_table(form.repeats["r"].children) is fits


# Writing


def test_enter_writes_in_a_cell_and_enter_again_keeps_it(hands: Hands, table: RepeatTable, document: str) -> None:
    at(table, 3, 2)
    press(table.view, Key.Key_Return)
    line = editor(table)
    assert line.text() == "3"
    line.selectAll()
    type_text(line, "12")
    press(line, Key.Key_Return)
    hands.stands(document, f"{item(3)}/beds", 12)
    assert said(table, 3, 2) == "12"


def test_typing_begins_at_once_and_escape_gives_up(hands: Hands, table: RepeatTable, document: str) -> None:
    at(table, 1, 0)
    type_text(table.view, "7")
    line = editor(table)
    press(line, Key.Key_Escape)
    hands.settle()
    assert hands.room.value(document, f"{item(1)}/no") == "2"


def test_what_is_typed_is_kept_after_a_pause_while_the_cell_is_open(
    hands: Hands, table: RepeatTable, document: str
) -> None:
    at(table, 2, 0)
    press(table.view, Key.Key_Return)
    line = editor(table)
    line.selectAll()
    type_text(line, "2а")
    hands.stands(document, f"{item(2)}/no", "2а")
    assert line.isVisible()
    type_text(line, "б")
    assert line.text() == "2аб"


def test_tab_goes_on_to_the_next_cell_and_writes_there(hands: Hands, table: RepeatTable, document: str) -> None:
    at(table, 0, 2)
    press(table.view, Key.Key_Return)
    line = editor(table)
    line.selectAll()
    type_text(line, "5")
    press(line, Key.Key_Tab)
    assert (table.view.currentIndex().row(), table.view.currentIndex().column()) == (0, 3)
    type_text(editor(table), "03.2026")
    press(editor(table), Key.Key_Return)
    hands.stands(document, f"{item(0)}/beds", 5)
    hands.stands(document, f"{item(0)}/seen", {"t": "2026-03", "p": "month"})


def test_a_choice_is_picked_from_a_box(hands: Hands, table: RepeatTable, document: str) -> None:
    at(table, 1, 1)
    press(table.view, Key.Key_Return)
    box = table.view.findChild(QComboBox)
    assert isinstance(box, QComboBox)
    assert box.accessibleName().endswith("Вид")
    press(box, Key.Key_Down)
    press(box, Key.Key_Down)
    hands.stands(document, f"{item(1)}/sort", "b")
    assert said(table, 1, 1) == "Одиночная"


def test_what_is_no_number_keeps_its_words_and_is_marked(hands: Hands, table: RepeatTable, document: str) -> None:
    at(table, 4, 2)
    type_text(table.view, "м")
    type_text(editor(table), "ного")
    press(editor(table), Key.Key_Return)
    hands.stands(document, f"{item(4)}/beds#raw", "много")
    assert said(table, 4, 2) == "много"
    assert table.table.data(table.table.index(4, 2), ROLE.BackgroundRole) is not None


def test_delete_clears_a_cell(hands: Hands, table: RepeatTable, document: str) -> None:
    at(table, 5, 0)
    press(table.view, Key.Key_Delete)
    hands.stands(document, f"{item(5)}/no", None)
    assert said(table, 5, 0) == ""


def test_undo_brings_the_cell_back_and_stays_in_the_table(hands: Hands, table: RepeatTable, document: str) -> None:
    at(table, 5, 0)
    press(table.view, Key.Key_Delete)
    hands.stands(document, f"{item(5)}/no", None)
    at(table, 0, 0)
    press(table.view, Key.Key_Z, CTRL)
    hands.stands(document, f"{item(5)}/no", "6")
    hands.qtbot.waitUntil(lambda: said(table, 5, 0) == "6")
    hands.qtbot.waitUntil(lambda: table.view.currentIndex().row() == 5)
    assert table.current is None


def test_what_is_typed_is_kept_when_everything_is_covered(hands: Hands, table: RepeatTable, document: str) -> None:
    at(table, 6, 0)
    type_text(table.view, "9")
    hands.room.session.flushing.emit()
    hands.stands(document, f"{item(6)}/no", "9")


# Non-answers, doubts, rules


def test_non_answers_are_given_by_their_keys_and_taken_back(hands: Hands, table: RepeatTable, document: str) -> None:
    at(table, 7, 2)
    press(table.view, Key.Key_2, CTRL)
    hands.stands(document, f"{item(7)}/beds", {"na": "refused"})
    assert said(table, 7, 2) == "Refused to answer"
    assert table.table.data(table.table.index(7, 2), ROLE.FontRole).italic()
    press(table.view, Key.Key_2, CTRL)
    hands.stands(document, f"{item(7)}/beds", None)


def test_opening_a_cell_with_a_non_answer_does_not_clear_it(hands: Hands, table: RepeatTable, document: str) -> None:
    at(table, 7, 2)
    press(table.view, Key.Key_5, CTRL)
    hands.stands(document, f"{item(7)}/beds", {"na": "not_allowed"})
    press(table.view, Key.Key_Return)
    press(editor(table), Key.Key_Return)
    hands.settle()
    assert hands.room.value(document, f"{item(7)}/beds") == {"na": "not_allowed"}


def test_a_cell_that_is_not_asked_cannot_be_written_in(table: RepeatTable) -> None:
    assert said(table, 1, 4) == "–"
    at(table, 1, 4)
    press(table.view, Key.Key_Return)
    assert table.view.state() != QAbstractItemView.State.EditingState
    assert said(table, 9, 4) == ""


def test_what_breaks_a_rule_is_said_with_the_cell(table: RepeatTable) -> None:
    index = table.table.index(25, 2)
    assert table.table.data(index, ROLE.ToolTipRole) == "Слишком много"
    assert table.table.data(index, ROLE.AccessibleTextRole) == "Коек: 25; Слишком много"


def test_a_cell_can_be_marked_to_be_checked_later(hands: Hands, table: RepeatTable, document: str) -> None:
    at(table, 2, 0)
    press(table.view, Key.Key_L, CTRL)
    hands.stands(document, f"{item(2)}/no#later", True)
    hands.qtbot.waitUntil(lambda: table.table.data(table.table.index(2, 0), ROLE.ToolTipRole) == "Check later")


def test_the_history_of_a_cell_is_shown(hands: Hands, table: RepeatTable) -> None:
    at(table, 2, 0)
    press(table.view, Key.Key_H, CTRL)
    hands.qtbot.waitUntil(lambda: hands.page.findChild(HistoryDialog) is not None)
    dialog = hands.page.findChild(HistoryDialog)
    assert isinstance(dialog, HistoryDialog)
    dialog.close()


# Walking, rows, entries


def test_tab_leaves_the_table_after_its_last_cell(table: RepeatTable) -> None:
    at(table, ROWS - 1, 4)
    press(table.view, Key.Key_Tab)
    here = QApplication.focusWidget()
    assert here is not None
    assert not table.has_focus(here)


def test_tab_walks_through_the_cells_and_back(table: RepeatTable) -> None:
    at(table, 0, 4)
    press(table.view, Key.Key_Tab)
    assert (table.view.currentIndex().row(), table.view.currentIndex().column()) == (1, 0)
    press(table.view, Key.Key_Backtab, SHIFT)
    assert (table.view.currentIndex().row(), table.view.currentIndex().column()) == (0, 4)


def test_a_row_is_added_and_written_in_at_once(hands: Hands, table: RepeatTable, document: str) -> None:
    click(table.add_button)
    assert table.table.rowCount() == ROWS + 1
    type_text(editor(table), "31")
    press(editor(table), Key.Key_Return)
    new = table.table.item(ROWS)
    hands.stands(document, f"{new}/no", "31")


def test_the_row_of_the_person_is_removed_and_brought_back(hands: Hands, table: RepeatTable, document: str) -> None:
    at(table, 3, 0)
    click(table.remove_button)
    hands.stands(document, f"{item(3)}/#gone", True)
    assert said(table, 3, 0) == "5"
    hands.page.walk.undo()
    hands.qtbot.waitUntil(lambda: said(table, 3, 0) == "4")


def test_an_entry_opens_below_with_all_that_a_question_has(hands: Hands, table: RepeatTable, document: str) -> None:
    at(table, 8, 0)
    click(table.open_button)
    assert hands.here() == f"{item(8)}/no"
    row = hands.page.current_row()
    assert row is not None
    row.open_note()
    type_text(QApplication.focusWidget() or row, "сырая")
    hands.page.flush()
    hands.stands(document, f"{item(8)}/no#note", "сырая")


def test_a_way_to_a_field_leads_into_its_cell(hands: Hands, table: RepeatTable) -> None:
    hands.page.show_field(f"{item(11)}/beds")
    index = table.view.currentIndex()
    assert (index.row(), index.column()) == (11, 2)
    assert table.view.hasFocus()


def test_a_change_from_elsewhere_is_seen_in_its_cell(hands: Hands, table: RepeatTable, document: str) -> None:
    hands.room.record(document, f"{item(12)}/no", "12-бис")
    hands.qtbot.waitUntil(lambda: said(table, 12, 0) == "12-бис")
