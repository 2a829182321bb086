"""What the cells of a table say: answers, doubts, rules and words of readers; and what narrows to a row."""

from collections.abc import Mapping

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont
from pytestqt.qtbot import QtBot

from monitorapp.forms.context import SystemEnvironment
from monitorapp.forms.definition import FormDefinition
from monitorapp.forms.state import FormState
from monitorapp.records.field import Value
from monitorapp.records.view import Standing, View
from tests.ui.form.small_form import small_form
from ui.form.fields.kinds import Surroundings
from ui.form.form_presenter import FormPresenter
from ui.form.opening import Opened
from ui.form.question_column import QuestionColumn
from ui.form.reading import Reading
from ui.form.repeat_panel import RepeatPanel
from ui.form.repeat_table import RepeatTable, is_table
from ui.form.row_maker import RowMaker
from ui.form.row_table import MANY_ROWS, MOST_COLUMNS, ROLE, RowTable, columns_of, fits_a_table
from ui.session import Session
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

ASK = '<input ref="/data/r/{0}"><label>{0}</label></input>'
FORM = small_form(
    "<r jr:template=''><name/><beds/><kind/><closed/><sum/></r>",
    '<bind nodeset="/data/r/name" type="string"/>'
    '<bind nodeset="/data/r/beds" type="int" constraint=". &lt; 9" jr:constraintMsg="Too many"/>'
    '<bind nodeset="/data/r/kind" type="string" relevant="../beds &gt; 0"/>'
    '<bind nodeset="/data/r/closed" type="string" readonly="true()" calculate="concat(../name, \'!\')"/>'
    '<bind nodeset="/data/r/sum" type="int" calculate="../beds * 2"/>',
    '<group ref="/data/r"><label>Rooms</label><repeat nodeset="/data/r">'
    + ASK.format("name")
    + ASK.format("beds")
    + '<select1 ref="/data/r/kind"><label>kind</label><item><label>Common</label><value>c</value></item></select1>'
    + ASK.format("closed")
    + "</repeat></group>",
)
FIRST, SECOND = f"{1:032x}", f"{2:032x}"
VALUES: Mapping[str, Value] = {
    f"{FIRST}/#row": {"row": "r"},
    f"{FIRST}/name": "A",
    f"{FIRST}/beds": 12,
    f"{FIRST}/kind": "c",
    f"{SECOND}/#row": {"row": "r"},
    f"{SECOND}/name": {"na": "refused"},
    f"{SECOND}/beds#raw": "many",
    f"{SECOND}/name#note": "did not want to",
}


def opened(
    form: FormDefinition, values: Mapping[str, Value], unsettled: Mapping[str, tuple[Standing, ...]] | None = None
) -> Opened:
    given = dict(values)
    view = View("d", "small", "1", None, "d", "open", given, dict(unsettled or {}), {}, {}, frozenset())
    return Opened(view, form, FormState(form, given, SystemEnvironment(), document="d"), {}, "practice", "")


@pytest.fixture
def presenter(session: Session) -> FormPresenter:
    presenter = FormPresenter(session, "en")
    presenter.lay_down(opened(FORM, VALUES))
    return presenter


@pytest.fixture
def table(theme: Theme, presenter: FormPresenter) -> RowTable:
    table = RowTable(theme, presenter, columns_of(FORM.repeats["r"].children))
    table.show_items((FIRST, SECOND), None)
    return table


def cell(table: RowTable, row: int, name: str) -> QModelIndex:
    """A cell by the name of its question."""
    names = [question.id for question in table.questions]
    return table.index(row, names.index(name))


def test_every_asked_question_has_a_column_in_its_order(table: RowTable) -> None:
    assert [question.id for question in table.questions] == ["name", "beds", "kind", "closed"]
    heads = [table.headerData(at, Qt.Orientation.Horizontal) for at in range(table.columnCount())]
    assert heads == ["name", "beds", "kind", "closed"]
    assert [table.headerData(at, Qt.Orientation.Vertical) for at in range(2)] == ["1", "2"]


def test_cells_say_answers_in_words(table: RowTable) -> None:
    assert table.data(cell(table, 0, "name")) == "A"
    assert table.data(cell(table, 0, "beds")) == "12"
    assert table.data(cell(table, 0, "kind")) == "Common"
    assert table.data(cell(table, 0, "closed")) == "A!"


def test_a_non_answer_is_said_in_words_and_looks_different(table: RowTable) -> None:
    index = cell(table, 1, "name")
    assert table.data(index) == "Refused to answer"
    font = table.data(index, ROLE.FontRole)
    assert isinstance(font, QFont)
    assert font.italic()


def test_words_that_could_not_be_read_stand_on_a_ground(table: RowTable, theme: Theme) -> None:
    index = cell(table, 1, "beds")
    assert table.data(index) == "many"
    ground = table.data(index, ROLE.BackgroundRole)
    assert isinstance(ground, QBrush)
    assert ground.color() == QColor(theme.tokens.error_soft)


def test_a_broken_rule_is_seen_heard_and_told(table: RowTable, theme: Theme) -> None:
    index = cell(table, 0, "beds")
    assert table.data(index, ROLE.ToolTipRole) == "Too many"
    assert table.data(index, ROLE.AccessibleTextRole) == "beds: 12; Too many"
    assert table.data(index, ROLE.ForegroundRole).color() == QColor(theme.tokens.error)
    assert table.data(index, ROLE.FontRole).underline()


def test_a_note_is_told_with_its_cell(table: RowTable) -> None:
    assert table.data(cell(table, 1, "name"), ROLE.ToolTipRole) == "did not want to"


def test_what_is_not_asked_or_worked_out_cannot_be_written(table: RowTable) -> None:
    editable = Qt.ItemFlag.ItemIsEditable
    assert table.data(cell(table, 1, "kind")) == "–"
    assert not table.flags(cell(table, 1, "kind")) & editable
    assert not table.flags(cell(table, 0, "closed")) & editable
    assert table.flags(cell(table, 0, "kind")) & editable


def test_different_values_are_marked_and_never_hidden_behind_one(theme: Theme, session: Session) -> None:
    name = f"{FIRST}/beds"
    both = tuple(
        Standing(commit, author, value, "2026-03-02T10:00:00Z", False)
        for commit, author, value in (("c1", "a1", 3), ("c2", "a2", 4))
    )
    presenter = FormPresenter(session, "en")
    presenter.lay_down(opened(FORM, {**VALUES, name: None}, {name: both}))
    table = RowTable(theme, presenter, columns_of(FORM.repeats["r"].children))
    table.show_items((FIRST, SECOND), None)
    index = cell(table, 0, "beds")
    assert table.data(index) == "≠ Different values"
    assert table.data(index, ROLE.BackgroundRole).color() == QColor(theme.tokens.warning_soft)
    assert "Different values" in table.data(index, ROLE.AccessibleTextRole)


def test_a_cell_is_found_by_its_field(table: RowTable) -> None:
    index = table.place_of(f"{SECOND}/kind")
    assert index is not None
    assert (index.row(), index.column()) == (1, 2)
    assert table.field(index) == f"{SECOND}/kind"
    assert table.place_of("kind") is None
    assert table.place_of(f"{SECOND}/sum") is None
    assert table.place_of(f"{9:032x}/kind") is None


def test_only_what_looks_different_is_worked_out_again(table: RowTable, presenter: FormPresenter, qtbot: QtBot) -> None:
    changed: list[object] = []
    table.dataChanged.connect(lambda *_: changed.append(None))
    assert table.data(cell(table, 0, "closed")) == "A!"
    presenter.sheet.answer(f"{FIRST}/name", Reading("B"))
    table.show_items((FIRST, SECOND), frozenset({"elsewhere"}))
    assert changed == []
    assert table.data(cell(table, 0, "closed")) == "A!"
    table.show_items((FIRST, SECOND), frozenset({f"{FIRST}/name"}))
    assert len(changed) == 1
    assert table.data(cell(table, 0, "closed")) == "B!"


def test_rows_that_come_and_go_are_followed(table: RowTable, presenter: FormPresenter) -> None:
    item, _ = presenter.sheet.add_row(FORM.repeats["r"], None)
    table.show_items((FIRST, SECOND, item), None)
    assert table.rowCount() == 3
    assert table.data(cell(table, 2, "name")) == ""
    table.show_items((SECOND, item), None)
    assert (table.rowCount(), table.row_of(SECOND), table.row_of(FIRST)) == (2, 0, -1)
    assert (table.item(1), table.item(7)) == (item, None)


# When a repeat is a table


def repeat(questions: int, appearance: str = "") -> FormDefinition:
    nodes = "".join(f"<q{at}/>" for at in range(questions))
    inside = "".join(ASK.format(f"q{at}") for at in range(questions))
    rows = f'<repeat nodeset="/data/r" appearance="{appearance}">{inside}</repeat>'
    body = f'<group ref="/data/r"><label>R</label>{rows}</group>'
    return small_form(f"<r jr:template=''>{nodes}</r>", "", body)


def made(session: Session, theme: Theme, form: FormDefinition, rows: int) -> RowMaker:
    presenter = FormPresenter(session, "en")
    presenter.lay_down(opened(form, {f"{at:032x}/#row": {"row": "r"} for at in range(rows)}))
    return RowMaker(presenter, Surroundings(theme, None, None), lambda row: None)


@pytest.mark.parametrize(
    ("questions", "rows", "appearance", "table"),
    [
        (3, MANY_ROWS, "", False),
        (3, MANY_ROWS + 1, "", True),
        (3, 0, "table", True),
        (MOST_COLUMNS, 1, "table", True),
        (MOST_COLUMNS + 1, 200, "table", False),
    ],
)
def test_a_repeat_is_a_table_where_it_asks_or_is_long_and_is_simple(
    session: Session, theme: Theme, questions: int, rows: int, appearance: str, table: bool
) -> None:
    form = repeat(questions, appearance)
    assert is_table(made(session, theme, form, rows), form.repeats["r"], None) is table


def test_a_repeat_without_questions_is_no_table() -> None:
    assert not fits_a_table(())


def test_both_faces_of_a_repeat_offer_the_same(session: Session, theme: Theme, qtbot: QtBot) -> None:
    form = repeat(2)
    maker = made(session, theme, form, 4)
    for sort in (RepeatPanel, RepeatTable):
        panel = sort(maker, form.repeats["r"], None, QuestionColumn)
        qtbot.addWidget(panel)
        assert panel.items() == tuple(f"{at:032x}" for at in range(4))
        assert panel.is_free
        row = panel.find_row(f"{2:032x}/q1")
        assert row is not None
        assert row.state.field == f"{2:032x}/q1"
        assert panel.current == f"{2:032x}"
