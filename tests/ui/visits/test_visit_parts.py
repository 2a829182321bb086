"""The parts of the visit pages on their own: cards, bars, groups, remarks, the table and the history."""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from monitorapp.records.view import VisitRow
from tests.ui.conftest import RecordingNavigator
from tests.ui.form.keys import click, press
from tests.ui.form.rooms import Room
from ui.form.opening import facility_name
from ui.form.review import Matter, Remark
from ui.session import Session
from ui.theme import Theme
from ui.visits.history_dialog import HistoryDialog
from ui.visits.home_page import MOST, HomePage, VisitCard, day_of
from ui.visits.survey import DocumentSurvey
from ui.visits.visit_cards import MOST_LINES, DocumentsCard, RemarksCard
from ui.widgets.click_card import ClickCard, ShareBar

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

Key = Qt.Key
NOW = datetime.now(UTC)


def visit_row(**changes: object) -> VisitRow:
    started = NOW.strftime("%Y-%m-%dT%H:%M:%SZ")
    row = VisitRow("v", "practice", "interim", started, "open", 1, 0, practice=False, own=True)
    return replace(row, **changes)  # type: ignore[arg-type]


def words_in(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def document(name: str = "", parent: str | None = "v", remarks: tuple[Remark, ...] = ()) -> DocumentSurvey:
    return DocumentSurvey(f"d{name}", parent, "Камера", name, (), remarks)


def remark(matter: Matter, message: str = "") -> Remark:
    return Remark("q", "s", matter, "2.1", "Сколько человек", message)


# A visit in the list


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "In work"),
        ({"status": "finished"}, "Finished"),
        ({"unsettled": 3}, "3 to settle"),
        ({"unsettled": 1, "status": "finished"}, "1 to settle"),
    ],
)
def test_a_visit_says_its_state_in_words(qtbot: QtBot, theme: Theme, changes: dict[str, object], state: str) -> None:
    card = VisitCard(theme, visit_row(**changes), "СИЗО-1", "Промежуточное")
    qtbot.addWidget(card)
    assert state in words_in(card)
    assert card.accessibleName() == f"СИЗО-1, Промежуточное, {state}"


def test_practice_is_marked_beside_the_state(qtbot: QtBot, theme: Theme) -> None:
    card = VisitCard(theme, visit_row(practice=True), "Учебное", "")
    qtbot.addWidget(card)
    assert {"Practice", "In work"} <= set(words_in(card))


def test_a_visit_without_a_facility_says_so(qtbot: QtBot, theme: Theme) -> None:
    card = VisitCard(theme, visit_row(facility=""), "", "")
    qtbot.addWidget(card)
    assert "No facility chosen" in words_in(card)


@pytest.mark.parametrize(
    ("answered", "asked", "words"), [(0, 0, "0 %"), (1, 3, "33 %"), (199, 200, "99 %"), (7, 7, "100 %")]
)
def test_how_far_a_visit_is_is_never_rounded_up(
    qtbot: QtBot, theme: Theme, answered: int, asked: int, words: str
) -> None:
    card = VisitCard(theme, visit_row(), "СИЗО-1", "")
    qtbot.addWidget(card)
    card.show()
    assert not card.percent.isVisible()
    card.show_share(answered, asked)
    assert card.percent.isVisible()
    assert card.percent.text() == f"{words} filled"


def test_the_card_keeps_its_height_when_the_share_comes(qtbot: QtBot, theme: Theme) -> None:
    card = VisitCard(theme, visit_row(), "СИЗО-1", "")
    qtbot.addWidget(card)
    before = card.sizeHint()
    card.show_share(1, 2)
    assert card.sizeHint() == before


@pytest.mark.parametrize(("share", "filled"), [(0.0, 0), (0.5, 48), (1.0, 96)])
def test_the_bar_is_filled_by_its_share(qtbot: QtBot, theme: Theme, share: float, filled: int) -> None:
    bar = ShareBar(theme)
    qtbot.addWidget(bar)
    bar.resize(bar.sizeHint())
    bar.show_share(share)
    picture = bar.grab().toImage()
    good = QColor(theme.tokens.good).name()
    seen = sum(picture.pixelColor(x, 3).name() == good for x in range(picture.width()))
    assert abs(seen - filled) <= 2


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_a_card_is_pressed_by_each_key_that_presses(qtbot: QtBot, theme: Theme, key: Key) -> None:
    card = ClickCard(theme)
    qtbot.addWidget(card)
    with qtbot.waitSignal(card.pressed):
        press(card, key)


def test_other_keys_and_the_other_button_press_nothing(qtbot: QtBot, theme: Theme) -> None:
    card = ClickCard(theme)
    qtbot.addWidget(card)
    card.resize(100, 40)
    pressed: list[bool] = []
    card.pressed.connect(lambda: pressed.append(True))
    press(card, Key.Key_A)
    QTest.mouseClick(card, Qt.MouseButton.RightButton)
    assert pressed == []
    click(card)
    assert pressed == [True]


# Home


@pytest.fixture
def home(session: Session, navigator: RecordingNavigator, qtbot: QtBot) -> HomePage:
    page = HomePage(session, navigator)
    qtbot.addWidget(page)
    page.resize(900, 500)
    page._ask_shares = lambda rows: None  # type: ignore[method-assign]
    return page


def test_visits_stand_in_groups_with_those_that_want_attention_first(home: HomePage) -> None:
    old = (NOW - timedelta(days=9)).strftime("%Y-%m-%dT%H:%M:%SZ")
    home._show_visits(
        [
            visit_row(id="finished", status="finished"),
            visit_row(id="old", started=old),
            visit_row(id="today"),
            visit_row(id="differs", status="finished", unsettled=2),
        ]
    )
    assert list(home.cards) == ["differs", "today", "old", "finished"]
    titles = ["Need attention", "Today", "In work", "Finished"]
    shown = [words for words in words_in(home.column) if words in titles]
    assert shown[0] == "Need attention"
    assert set(shown) == set(titles)


def test_a_group_without_visits_has_no_heading(home: HomePage) -> None:
    home._show_visits([visit_row(id="today")])
    assert "Today" in words_in(home.column)
    assert "Need attention" not in words_in(home.column)


def test_a_long_list_is_cut_and_says_how_to_find_the_rest(home: HomePage) -> None:
    home._show_visits([visit_row(id=f"v{number}") for number in range(MOST + 7)])
    assert len(home.cards) == MOST
    assert "7 more: find them by name" in words_in(home.column)


def test_words_that_no_visit_has_are_said_so(home: HomePage) -> None:
    home._show_visits([visit_row()])
    home.filter.setText("ничего такого")
    assert home.cards == {}
    assert "No visit has these words." in words_in(home.column)


def test_the_type_of_visit_is_searched_as_well_in_any_order_of_words(home: HomePage) -> None:
    home._show_visits([visit_row(id="a", visit_type="interim"), visit_row(id="b", visit_type="special")])
    first_word = facility_name("practice", "en").split()[0]
    home.filter.setText(f"SPECIAL {first_word.upper()}")
    assert list(home.cards) == ["b"]


def test_the_person_stays_in_the_search_while_the_list_changes(home: HomePage, qtbot: QtBot) -> None:
    with qtbot.waitActive(home):
        home.show()
        home.activateWindow()
    home._show_visits([visit_row(id="a"), visit_row(id="b")])
    home.filter.setFocus()
    home.filter.setText("vis")
    home._show_visits([visit_row(id="a")])
    assert home.filter.hasFocus()


# What wants a look


@pytest.mark.parametrize(
    ("matter", "words"),
    [
        (Matter.CONSTRAINT, "look at this value"),
        (Matter.UNSETTLED, "people wrote different things"),
        (Matter.RAW, "written in words, cannot be counted"),
        (Matter.REQUIRED, "not answered yet"),
        (Matter.LATER, "marked to be checked later"),
    ],
)
def test_each_reason_for_a_look_has_its_words(qtbot: QtBot, theme: Theme, matter: Matter, words: str) -> None:
    card = RemarksCard(theme, "To look at", "Nothing.")
    qtbot.addWidget(card)
    card.show_remarks([(document(parent=None), remark(matter))])
    assert card.lines.item(0).text() == f"2.1 Сколько человек: {words}"


def test_the_message_of_the_form_says_more_than_ours(qtbot: QtBot, theme: Theme) -> None:
    card = RemarksCard(theme, "To look at", "Nothing.")
    qtbot.addWidget(card)
    card.show_remarks([(document(parent=None), remark(Matter.CONSTRAINT, "не больше мест"))])
    assert card.lines.item(0).text().endswith("не больше мест")


def test_a_remark_below_the_visit_names_its_document(qtbot: QtBot, theme: Theme) -> None:
    card = RemarksCard(theme, "To look at", "Nothing.")
    qtbot.addWidget(card)
    card.show_remarks([(document("12"), remark(Matter.LATER))])
    assert card.lines.item(0).text().startswith("Камера · 12 · 2.1 ")


def test_the_heading_counts_and_nothing_is_said_when_there_is_nothing(qtbot: QtBot, theme: Theme) -> None:
    card = RemarksCard(theme, "To look at", "Nothing.")
    qtbot.addWidget(card)
    card.show()
    assert "Nothing." in [label.text() for label in card.findChildren(QLabel) if label.isVisible()]
    card.show_remarks([(document(), remark(Matter.LATER))] * 3)
    assert "To look at · 3" in words_in(card)
    assert card.lines.isVisible()
    card.show_remarks([])
    assert not card.lines.isVisible()
    assert "To look at" in words_in(card)


def test_many_remarks_scroll_in_their_card(qtbot: QtBot, theme: Theme) -> None:
    card = RemarksCard(theme, "To look at", "Nothing.", most=4)
    qtbot.addWidget(card)
    card.show_remarks([(document(), remark(Matter.LATER))] * 4)
    four = card.lines.height()
    card.show_remarks([(document(), remark(Matter.LATER))] * 40)
    assert card.lines.height() == four
    assert card.lines.count() == 40


def test_a_click_on_a_remark_names_document_and_field(qtbot: QtBot, theme: Theme) -> None:
    card = RemarksCard(theme, "To look at", "Nothing.")
    qtbot.addWidget(card)
    card.show_remarks([(document("7"), remark(Matter.RAW))])
    card.resize(500, 200)
    card.show()
    with qtbot.waitSignal(card.chosen) as told:
        place = card.lines.visualItemRect(card.lines.item(0)).center()
        QTest.mouseClick(card.lines.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["d7", "q"]


# The documents of a visit


@pytest.fixture
def documents(qtbot: QtBot, theme: Theme) -> DocumentsCard:
    card = DocumentsCard(theme, [("cell", "Cell"), ("interview", "Interview"), ("case", "Case"), ("death", "Death")])
    qtbot.addWidget(card)
    card.resize(700, 500)
    card.show()
    return card


def test_frequent_documents_have_buttons_and_the_others_a_menu(documents: DocumentsCard) -> None:
    added: list[str] = []
    documents.added.connect(added.append)
    for button in documents.add_buttons.values():
        click(button)
    documents.more.menu().actions()[0].trigger()
    assert added == ["cell", "interview", "case", "death"]


def test_the_table_grows_with_its_documents_up_to_a_bound(documents: DocumentsCard) -> None:
    assert not documents.view.isVisible()
    heights = []
    for count in (1, 2, MOST_LINES, MOST_LINES + 20):
        documents.show_documents([document(str(number)) for number in range(count)])
        heights.append(documents.view.height())
    assert heights[0] < heights[1] < heights[2] == heights[3]
    assert documents.view.isVisible()


def test_a_document_with_remarks_says_how_many(documents: DocumentsCard) -> None:
    documents.show_documents([document("1", remarks=(remark(Matter.RAW), remark(Matter.LATER))), document("2")])
    table = documents.table
    assert [table.data(table.index(row, 3)) for row in range(2)] == ["2", ""]
    assert table.data(table.index(0, 0), Qt.ItemDataRole.ToolTipRole) == "Камера"
    assert table.data(table.index(0, 0), Qt.ItemDataRole.EditRole) is None


def test_a_click_on_a_line_opens_its_document(documents: DocumentsCard, qtbot: QtBot) -> None:
    documents.show_documents([document("1"), document("2")])
    QApplication.processEvents()
    with qtbot.waitSignal(documents.opened) as told:
        place = documents.view.visualRect(documents.table.index(1, 1)).center()
        QTest.mouseClick(documents.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["d2"]


# The history of an answer

Histories = Callable[[str, str], HistoryDialog]


@pytest.fixture
def history(room: Room, theme: Theme, qtbot: QtBot) -> Histories:
    parent = QWidget()
    qtbot.addWidget(parent)

    def show(visit: str, field: str) -> HistoryDialog:
        dialog = HistoryDialog(room.session, theme, visit, field, "Руководитель группы", {}, {}, parent)
        dialog.open()
        room.ask(lambda vault: None)
        return dialog

    return show


def entries(dialog: HistoryDialog) -> list[str]:
    lines: QListWidget = dialog.lines
    return [lines.item(row).text() for row in range(lines.count())]


def test_a_question_nobody_answered_says_that_there_is_nothing(room: Room, history: Histories) -> None:
    dialog = history(room.visit(), "team_leader")
    assert not dialog.lines.isVisible()
    assert "Nothing was written here yet." in [label.text() for label in dialog.findChildren(QLabel)]
    assert not dialog.restore.isEnabled()


def test_the_history_has_the_newest_first_and_marks_what_stands(room: Room, history: Histories) -> None:
    visit = room.visit()
    for name in ("М-1", "М-2"):
        room.record(visit, "team_leader", name)
        room.ask(lambda vault: vault.commit(visit))
    told = entries(history(visit, "team_leader"))
    assert [line.split(" · ")[0] for line in told] == ["М-2", "М-1"]
    assert [line.endswith("stands now") for line in told] == [True, False]
    assert all("you" in line for line in told)


def test_a_cleared_answer_is_called_blank(room: Room, history: Histories) -> None:
    visit = room.visit(team_leader="М-1")
    room.ask(lambda vault: vault.commit(visit))
    room.record(visit, "team_leader", None)
    assert entries(history(visit, "team_leader"))[0].startswith("(blank)")


def test_escape_closes_the_history_and_changes_nothing(room: Room, history: Histories) -> None:
    visit = room.visit(team_leader="М-1")
    dialog = history(visit, "team_leader")
    press(dialog, Key.Key_Escape)
    assert not dialog.isVisible()
    assert room.value(visit, "team_leader") == "М-1"


@pytest.mark.skipif(sys.platform == "win32", reason="there the time zone of a process cannot be changed")
@pytest.mark.parametrize(
    ("zone", "wall", "day"),
    [
        ("Asia/Bishkek", "9999-12-31T23:59:59Z", date(9999, 12, 31)),
        ("America/Lima", "0001-01-01T00:00:00Z", date(1, 1, 1)),
        ("Asia/Bishkek", "2026-11-24T20:00:00Z", date(2026, 11, 25)),
        ("America/Lima", "2026-11-24T03:00:00Z", date(2026, 11, 23)),
    ],
)
def test_a_colleagues_clock_at_the_end_of_the_calendar_does_not_empty_the_list(
    monkeypatch: pytest.MonkeyPatch, zone: str, wall: str, day: date
) -> None:
    with monkeypatch.context() as patched:
        patched.setenv("TZ", zone)
        time.tzset()
        assert day_of(wall) == day
    time.tzset()
