"""The lists and tables of the form page keep Qt's rules for models, whatever is sought, chosen, added or taken away."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.ui.form.test_row_table import FIRST, FORM, SECOND, VALUES, opened
from ui.form.fields.list_field import CODE, ChoiceModel
from ui.form.form_presenter import FormPresenter
from ui.form.reading import Reading
from ui.form.row_table import RowTable, columns_of
from ui.session import Session
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

LOUD = QAbstractItemModelTester.FailureReportingMode.Warning  # a warning fails the test
DEED = st.one_of(
    st.tuples(st.just("seek"), st.text("абв ", max_size=3)),
    st.tuples(st.just("choose"), st.sampled_from(["0", "1", "7", "none"])),
    st.tuples(st.just("offer"), st.integers(0, 9)),
)


def offered(count: int) -> list[tuple[str, str]]:
    return [(str(at), f"аб {'в' * at}") for at in range(count)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.booleans(), st.lists(DEED, max_size=10))
def test_a_long_list_keeps_the_rules(qtbot: QtBot, several: bool, deeds: list[tuple[str, str | int]]) -> None:
    model = ChoiceModel(several)
    tester = QAbstractItemModelTester(model, LOUD)
    model.offer(offered(8))
    for what, how in deeds:
        if what == "seek":
            model.seek(str(how))
        elif what == "choose":
            model.choose([str(how)])
        else:
            model.offer(offered(int(how)))
        assert all(model.place_of(str(model.index(row).data(CODE))) == row for row in range(model.rowCount()))
    assert tester.model() is model


def test_ticks_follow_what_is_chosen(qtbot: QtBot) -> None:
    model = ChoiceModel(several=True)
    model.offer(offered(3))
    heard: list[QModelIndex] = []
    model.dataChanged.connect(lambda first, last, roles: heard.append(last))
    model.choose(["2"])
    model.choose(["2"])
    ticked = [Qt.CheckState(model.index(row).data(Qt.ItemDataRole.CheckStateRole)) for row in range(3)]
    assert ticked == [Qt.CheckState.Unchecked, Qt.CheckState.Unchecked, Qt.CheckState.Checked]
    assert len(heard) == 1


def test_a_list_of_one_choice_has_no_ticks(qtbot: QtBot) -> None:
    model = ChoiceModel(several=False)
    model.offer(offered(3))
    assert model.index(0).data(Qt.ItemDataRole.CheckStateRole) is None
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsUserCheckable


def test_outside_of_the_list_there_is_nothing(qtbot: QtBot) -> None:
    model = ChoiceModel(several=False)
    assert model.data(QModelIndex()) is None
    model.offer(offered(2))
    assert model.rowCount(model.index(0)) == 0


@pytest.fixture
def table(theme: Theme, session: Session) -> RowTable:
    presenter = FormPresenter(session, "en")
    presenter.lay_down(opened(FORM, VALUES))
    table = RowTable(theme, presenter, columns_of(FORM.repeats["r"].children))
    table.setParent(presenter)
    presenter.setParent(session)
    return table


def test_a_table_of_rows_keeps_the_rules(table: RowTable) -> None:
    tester = QAbstractItemModelTester(table, LOUD)
    for items in ((), (FIRST,), (FIRST, SECOND), (SECOND,), ()):
        table.show_items(items, None)
        assert table.rowCount() == len(items)
    assert tester.model() is table


def test_a_cell_outside_of_the_table_says_nothing(table: RowTable) -> None:
    table.show_items((FIRST,), None)
    assert table.data(QModelIndex()) is None
    assert table.rowCount(table.index(0, 0)) == 0
    assert table.columnCount(table.index(0, 0)) == 0
    assert table.data(table.index(0, 0), Qt.ItemDataRole.DecorationRole) is None


def test_writing_what_stands_already_writes_nothing(
    theme: Theme, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    presenter = FormPresenter(session, "en")
    presenter.lay_down(opened(FORM, VALUES))
    table = RowTable(theme, presenter, columns_of(FORM.repeats["r"].children))
    table.show_items((FIRST, SECOND), None)
    written: list[tuple[str, Reading]] = []
    monkeypatch.setattr(presenter, "answer", lambda field, reading: written.append((field, reading)))
    table.write(table.index(0, 0), Reading("A"))
    table.write(table.index(1, 0), Reading(None))  # a non-answer stands there, and nothing was typed over it
    table.write(table.index(1, 1), Reading(None, "many"))
    assert written == []
    table.write(table.index(0, 0), Reading("B"))
    assert written == [(f"{FIRST}/name", Reading("B"))]
