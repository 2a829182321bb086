"""The form page under the hands of a person: keys, clicks, the store behind it, and what others change meanwhile."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from monitorapp.records.field import Value
from tests.ui.conftest import RecordingNavigator
from tests.ui.form.keys import CTRL, SHIFT, click, press, type_text
from tests.ui.form.rooms import Room
from ui.form.fields.arrangement import ChoiceButton
from ui.form.form_page import FormPage
from ui.form.question_row import QuestionRow
from ui.form.repeat_panel import RepeatPanel
from ui.form.section_list import COUNT
from ui.visits.history_dialog import HistoryDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

Key = Qt.Key


@pytest.fixture
def page(room: Room, navigator: RecordingNavigator, qtbot: QtBot) -> Iterator[FormPage]:
    page = FormPage(room.session, navigator)
    qtbot.addWidget(page)
    page.resize(960, 480)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    yield page
    assert not navigator.troubles


class Hands:
    """What the tests do again and again."""

    def __init__(self, page: FormPage, room: Room) -> None:
        self.page, self.room, self.qtbot = page, room, room.qtbot

    def open(self, document: str, **place: str) -> None:
        """Open a document and wait until its page stands."""
        self.page.enter(document=document, **place)
        self.qtbot.waitUntil(lambda: self.page.presenter.is_open and self.page.stack.current is not None)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is on its way between page and store."""
        self.room.ask(lambda vault: None)
        self.room.ask(lambda vault: None)
        QApplication.processEvents()

    def row(self, field: str) -> QuestionRow:
        """The row of a field on the open page."""
        current = self.page.stack.current
        assert current is not None
        row = current.questions.find_row(field)
        assert row is not None
        return row

    def into(self, field: str) -> QuestionRow:
        """Put the person into a question."""
        row = self.row(field)
        row.entry().setFocus()
        return row

    def stands(self, document: str, field: str, value: Value) -> None:
        """Wait until the store has this value."""
        self.qtbot.waitUntil(lambda: self.room.value(document, field) == value, timeout=5000)

    def here(self) -> str:
        """The question in which the person is."""
        row = self.page.current_row()
        return row.state.field if row is not None else ""


@pytest.fixture
def hands(page: FormPage, room: Room) -> Hands:
    return Hands(page, room)


def test_an_answer_by_a_digit_is_in_the_store_at_once(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit)
    press(hands.into("visit_announced").entry(), Key.Key_2)
    hands.stands(visit, "visit_announced", "no")


def test_typed_text_is_in_the_store_soon_after_the_last_key(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit, section="visit_team")
    type_text(hands.into("team_leader").entry(), "Айгүл")
    assert room.value(visit, "team_leader") is None
    hands.stands(visit, "team_leader", "Айгүл")


def test_leaving_a_field_hands_its_text_over_without_waiting(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit, section="visit_team")
    type_text(hands.into("team_leader").entry(), "М-1")
    hands.into("team_members")
    assert not hands.page.typing.is_waiting
    assert room.value(visit, "team_leader") == "М-1"


def test_a_flush_of_the_session_hands_over_what_is_typed(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit, section="visit_team")
    type_text(hands.into("team_leader").entry(), "М-1")
    assert room.session.flush() is None
    assert room.value(visit, "team_leader") == "М-1"


def test_words_in_a_number_are_kept_and_said_calmly(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit, section="facility_population")
    row = hands.into("pop_total")
    type_text(row.entry(), "около 30")
    hands.stands(visit, "pop_total#raw", "около 30")
    assert room.value(visit, "pop_total") is None
    hands.settle()
    assert hands.row("pop_total").state.answer.raw == "около 30"


@pytest.mark.parametrize(("key", "code"), [(Key.Key_1, "unknown"), (Key.Key_2, "refused"), (Key.Key_5, "not_allowed")])
def test_a_non_answer_is_one_key_away_in_any_field(hands: Hands, room: Room, key: Key, code: str) -> None:
    visit = room.visit()
    hands.open(visit, section="facility_population")
    row = hands.into("pop_total")
    press(row.entry(), key, CTRL)
    hands.stands(visit, "pop_total", {"na": code})
    assert row.line.no_answer is not None
    assert row.line.no_answer.isChecked()
    press(row.entry(), key, CTRL)
    hands.stands(visit, "pop_total", None)


def test_an_answer_takes_the_place_of_a_non_answer(hands: Hands, room: Room) -> None:
    visit = room.visit(pop_total={"na": "unknown"})
    hands.open(visit, section="facility_population")
    row = hands.into("pop_total")
    type_text(row.entry(), "31")
    hands.stands(visit, "pop_total", 31)
    assert row.line.no_answer is not None
    assert not row.line.no_answer.isChecked()


def test_what_an_answer_opens_appears_and_what_it_closes_goes(hands: Hands, room: Room) -> None:
    hands.open(room.visit())
    assert hands.row("visit_trigger").isHidden()
    press(hands.into("visit_type").entry(), Key.Key_3)
    assert not hands.row("visit_trigger").isHidden()
    press(hands.into("visit_type").entry(), Key.Key_1)
    assert hands.row("visit_trigger").isHidden()


def test_ctrl_arrows_walk_from_question_to_question(hands: Hands, room: Room) -> None:
    hands.open(room.visit(), section="visit_team")
    assert hands.here() == "team_leader"
    press(hands.page, Key.Key_Down, CTRL)
    assert hands.here() == "team_members"
    press(hands.page, Key.Key_Up, CTRL)
    assert hands.here() == "team_leader"


def test_ctrl_enter_goes_on_to_the_next_section_and_commits_this_one(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit)
    press(hands.into("visit_announced").entry(), Key.Key_1)
    hands.settle()
    assert "visit_announced" in room.ask(lambda vault: vault.view(visit).drafts)
    press(hands.page, Key.Key_Return, CTRL)
    hands.settle()
    assert hands.here() == "team_leader"
    assert room.ask(lambda vault: vault.view(visit).drafts) == frozenset()
    press(hands.page, Key.Key_PageUp, CTRL)
    assert hands.page.place()["section"] == "visit_basics"


def test_after_the_last_section_the_way_leads_to_the_overview(
    hands: Hands, room: Room, navigator: RecordingNavigator
) -> None:
    visit = room.visit()
    hands.open(visit)
    hands.page.show_section(hands.page.presenter.review().sections()[-1].section.id)
    press(hands.page, Key.Key_PageDown, CTRL)
    assert navigator.went == [("visit", {"visit": visit})]


def test_a_note_opens_by_key_and_stays_beside_the_answer(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit)
    hands.into("visit_announced")
    press(hands.page, Key.Key_M, CTRL)
    note = QApplication.focusWidget()
    assert note is not None
    type_text(note, "см. журнал")
    hands.stands(visit, "visit_announced#note", "см. журнал")


def test_check_later_is_a_mark_that_f8_finds(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit, section="visit_team")
    tools = hands.row("team_members").tools
    assert tools is not None
    hands.qtbot.waitUntil(lambda: tools.later is not None)
    assert tools.later is not None
    click(tools.later)
    hands.stands(visit, "team_members#later", True)
    hands.page.show_section("access_entry")
    found = []
    for _ in range(20):
        press(hands.page, Key.Key_F8)
        found.append(hands.here())
    assert "team_members" in found


def test_f8_says_so_when_there_is_nothing_to_look_at(hands: Hands, room: Room, navigator: RecordingNavigator) -> None:
    visit = room.visit()
    cell = room.child(visit, "cell")
    hands.open(cell)
    press(hands.page, Key.Key_F8)
    assert navigator.said or hands.here()


def test_undo_takes_back_the_last_answer_and_goes_to_it(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit)
    press(hands.into("visit_announced").entry(), Key.Key_1)
    press(hands.page, Key.Key_PageDown, CTRL)
    hands.settle()
    assert hands.here() == "team_leader"
    press(hands.page, Key.Key_Z, CTRL)
    hands.stands(visit, "visit_announced", None)
    hands.qtbot.waitUntil(lambda: hands.here() == "visit_announced")
    press(hands.page, Key.Key_Z, CTRL | SHIFT)
    hands.stands(visit, "visit_announced", "yes")


def test_undo_inside_a_text_is_the_page_s_undo(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit, section="visit_team")
    row = hands.into("team_leader")
    type_text(row.entry(), "М-1")
    press(row.entry(), Key.Key_Z, CTRL)
    hands.stands(visit, "team_leader", None)
    hands.settle()
    assert hands.row("team_leader").line.field.reading().value is None


def test_f6_goes_to_the_sections_and_enter_opens_one(hands: Hands, room: Room) -> None:
    hands.open(room.visit())
    press(hands.page, Key.Key_F6)
    assert hands.page.sections.hasFocus()
    press(hands.page.sections, Key.Key_Down)
    press(hands.page.sections, Key.Key_Return)
    assert hands.page.place()["section"] == "visit_team"
    assert hands.here() == "team_leader"


def test_the_list_of_sections_says_how_far_each_is(hands: Hands, room: Room) -> None:
    hands.open(room.visit(), section="visit_team")
    press(hands.into("team_has_doctor").entry(), Key.Key_1)
    hands.qtbot.waitUntil(lambda: hands.page.sections.item(1).data(COUNT) == "1/9")
    assert hands.page.foot.progress.text() == "1 of 9"


def test_a_colleague_s_answer_appears_without_moving_the_caret(hands: Hands, room: Room) -> None:
    visit = room.visit(team_leader="Айгуль")
    hands.open(visit, section="visit_team")
    row = hands.into("team_leader")
    row.line.field.set_caret(2)
    room.record(visit, "team_has_doctor", "yes")
    hands.qtbot.waitUntil(lambda: hands.row("team_has_doctor").state.answer.value == "yes")
    assert row.line.field.caret() == 2
    assert hands.here() == "team_leader"


def test_an_edit_in_progress_survives_what_comes_in_meanwhile(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit, section="visit_team")
    row = hands.into("team_leader")
    type_text(row.entry(), "М")
    room.record(visit, "team_members", "М-2")
    hands.qtbot.waitUntil(lambda: hands.row("team_members").state.answer.value == "М-2")
    type_text(row.entry(), "-1")
    hands.stands(visit, "team_leader", "М-1")


def test_rows_are_added_filled_and_taken_away_and_undo_brings_them_back(
    hands: Hands, room: Room, navigator: RecordingNavigator
) -> None:
    visit = room.visit()
    hands.open(visit, section="preparation")
    panel = hands.page.findChild(RepeatPanel)
    assert panel is not None
    before = len(panel.items())
    click(panel.add_button)
    item = panel.current
    assert hands.here() == f"{item}/prep_role_split_monitor"
    type_text(hands.into(f"{item}/prep_role_split_monitor").entry(), "М-7")
    hands.stands(visit, f"{item}/prep_role_split_monitor", "М-7")
    assert room.value(visit, f"{item}/#row") == {"row": "prep_role_split"}
    click(panel.remove_button)
    hands.stands(visit, f"{item}/#gone", True)
    assert len(panel.items()) == before
    undo = navigator.actions[-1]
    assert undo is not None
    undo()
    hands.qtbot.waitUntil(lambda: len(panel.items()) == before + 1)
    assert room.value(visit, f"{item}/prep_role_split_monitor") == "М-7"


def test_an_answer_of_a_source_stands_in_a_line_of_its_own(hands: Hands, room: Room) -> None:
    visit = room.visit()
    cell = room.child(visit, "cell")
    hands.open(cell, section="occupancy")
    row = hands.row("cell_people")
    assert row.sources is not None
    click(row.sources.chips["register"])
    entry = QApplication.focusWidget()
    assert entry is not None
    type_text(entry, "4")
    hands.stands(cell, "cell_people@register", 4)
    assert room.value(cell, "cell_people") is None


def test_a_cell_reads_what_the_visit_says(hands: Hands, room: Room) -> None:
    visit = room.visit(team_has_doctor="no")
    examination = room.child(visit, "examination")
    hands.open(examination)
    shown = hands.page.presenter.sheet.question_state("no_doctor_note").visible
    room.record(visit, "team_has_doctor", "yes")
    hands.qtbot.waitUntil(
        lambda: hands.page.presenter.sheet.question_state("no_doctor_note").visible is not shown, timeout=5000
    )


def test_the_place_is_kept_down_to_the_letter(hands: Hands, room: Room) -> None:
    visit = room.visit(team_leader="Айгуль")
    hands.open(visit, section="visit_team")
    row = hands.into("team_leader")
    row.line.field.set_caret(3)
    type_text(row.entry(), "ю")
    hands.stands(visit, "team_leader", "Айгюуль")
    place = room.ask(lambda vault: vault.place())
    assert place == {
        "page": "form",
        "document": visit,
        "section": "visit_team",
        "field": "team_leader",
        "caret": "4",
    }


def test_a_page_entered_at_a_place_stands_there_again(hands: Hands, room: Room) -> None:
    visit = room.visit(team_leader="Айгуль")
    hands.open(visit, section="visit_team", field="team_leader", caret="3")
    assert hands.here() == "team_leader"
    assert hands.row("team_leader").line.field.caret() == 3


def test_a_finished_visit_can_be_read_but_not_written(hands: Hands, room: Room) -> None:
    visit = room.visit()
    room.ask(lambda vault: vault.finish(visit))
    hands.open(visit)
    row = hands.row("visit_announced")
    assert row.state.readonly
    assert not any(button.isEnabled() for button in row.line.findChildren(ChoiceButton))
    row.choose_non_answer("unknown")
    hands.settle()
    assert room.value(visit, "visit_announced") is None


def test_nothing_of_the_page_ever_opens_a_window_of_its_own(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit)
    for section in hands.page.presenter.review().sections():
        hands.page.show_section(section.section.id)
    windows = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not hands.page]
    assert windows == []


def test_every_section_of_every_form_opens_on_the_smallest_screen(
    hands: Hands, room: Room, new_documents: Callable[[str], list[str]]
) -> None:
    visit = room.visit()
    for document in [visit, *new_documents(visit)]:
        hands.open(document)
        for section in hands.page.presenter.review().sections():
            hands.page.show_section(section.section.id)
            assert hands.page.minimumSizeHint().width() <= 960
            assert hands.page.minimumSizeHint().height() <= 460


@pytest.fixture
def new_documents(room: Room) -> Callable[[str], list[str]]:
    forms = ("cell", "interview", "case", "examination", "register_check", "death", "recommendation")
    return lambda visit: [room.child(visit, form) for form in forms]


def test_everything_that_takes_keys_has_a_name_for_screen_readers(hands: Hands, room: Room) -> None:
    visit = room.visit(visit_type="special")
    case = room.child(visit, "case")
    for document in (visit, case):
        hands.open(document)
        for section in hands.page.presenter.review().sections():
            hands.page.show_section(section.section.id)
            QApplication.processEvents()
            assert unnamed(hands.page) == []


def unnamed(page: FormPage) -> list[str]:
    """The visible widgets that take keys and that a screen reader could not name."""
    found = []
    for widget in page.findChildren(QWidget):
        if not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        reader = QAccessible.queryAccessibleInterface(widget)
        if reader is not None and not reader.text(QAccessible.Text.Name):
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


def test_undo_of_a_write_in_another_document_leads_there(
    hands: Hands, room: Room, navigator: RecordingNavigator
) -> None:
    visit = room.visit()
    cell = room.child(visit, "cell")
    hands.open(cell)
    room.record(visit, "visit_announced", "yes")
    press(hands.page, Key.Key_Z, CTRL)
    hands.qtbot.waitUntil(lambda: bool(navigator.went))
    assert navigator.went == [("form", {"document": visit, "field": "visit_announced"})]


def test_marks_and_history_are_reached_by_key(hands: Hands, room: Room) -> None:
    visit = room.visit(visit_announced="yes")
    hands.open(visit)
    hands.into("visit_announced")
    press(hands.page, Key.Key_L, CTRL)
    hands.stands(visit, "visit_announced#later", True)
    press(hands.page, Key.Key_L, CTRL)
    hands.stands(visit, "visit_announced#later", None)
    press(hands.page, Key.Key_H, CTRL)
    dialog = hands.page.findChild(HistoryDialog)
    assert dialog is not None
    hands.qtbot.waitUntil(lambda: dialog.lines.count() == 1)
    press(dialog, Key.Key_Escape)
    assert dialog.isHidden()


def test_the_history_is_that_of_the_source_where_the_person_is(hands: Hands, room: Room) -> None:
    cell = room.child(room.visit(), "cell")
    room.record(cell, "cell_people@register", 4)
    hands.open(cell, section="occupancy")
    row = hands.row("cell_people")
    asked: list[str] = []
    row.history_wanted.connect(asked.append)
    row.ask_history()
    assert row.sources is not None
    row.sources.open("register")
    row.ask_history()
    assert asked == ["cell_people", "cell_people@register"]


def test_undo_and_redo_can_be_pressed_only_when_they_have_something_to_do(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit)
    foot = hands.page.foot
    assert (foot.undo.isEnabled(), foot.redo.isEnabled()) == (False, False)
    press(hands.into("visit_announced").entry(), Key.Key_2)
    hands.qtbot.waitUntil(foot.undo.isEnabled)
    assert not foot.redo.isEnabled()
    click(foot.undo)
    hands.qtbot.waitUntil(foot.redo.isEnabled)
    hands.stands(visit, "visit_announced", None)
    assert not foot.undo.isEnabled()
    click(foot.redo)
    hands.qtbot.waitUntil(foot.undo.isEnabled)
    hands.stands(visit, "visit_announced", "no")
    assert not foot.redo.isEnabled()


def test_undo_takes_back_a_value_and_its_unreadable_words_at_once(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit, section="facility_population")
    row = hands.into("pop_total")
    type_text(row.entry(), "41")
    hands.stands(visit, "pop_total", 41)
    type_text(row.entry(), " или больше")
    hands.stands(visit, "pop_total#raw", "41 или больше")
    assert room.value(visit, "pop_total") is None
    press(row.entry(), Key.Key_Z, CTRL)
    hands.stands(visit, "pop_total", 41)
    assert room.value(visit, "pop_total#raw") is None
    hands.qtbot.waitUntil(lambda: hands.here() == "pop_total")
    press(hands.row("pop_total").entry(), Key.Key_Y, CTRL)
    hands.stands(visit, "pop_total#raw", "41 или больше")
    assert room.value(visit, "pop_total") is None


def test_what_the_form_sets_when_it_is_opened_is_not_taken_back(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit)
    own = {name: value for name, value in values_of(room, visit).items() if name.endswith("#auto")}
    assert own
    press(hands.into("visit_announced").entry(), Key.Key_Z, CTRL)
    hands.settle()
    assert {name: value for name, value in values_of(room, visit).items() if name.endswith("#auto")} == own


def values_of(room: Room, document: str) -> dict[str, Value]:
    values: dict[str, Value] = room.ask(lambda vault: vault.view(document).values)
    return values


def test_a_click_on_a_mark_leaves_the_caret_where_it_is(hands: Hands, room: Room) -> None:
    visit = room.visit(team_leader="Айгуль")
    hands.open(visit, section="visit_team")
    row = hands.into("team_leader")
    row.line.field.set_caret(2)
    assert row.tools is not None
    row.fill_tools()
    assert row.tools.later is not None
    click(row.tools.later)
    hands.stands(visit, "team_leader#later", True)
    assert hands.here() == "team_leader"
    assert row.line.field.caret() == 2


def test_the_palette_leads_to_every_section_and_question(hands: Hands, room: Room) -> None:
    hands.open(room.visit())
    ways = {command.text: command for command in hands.page.commands()}
    ways["3. Preparation"].run()
    assert hands.page.section == "preparation"
    question = next(command for text, command in ways.items() if text.startswith("2.3 "))
    question.run()
    assert hands.here() == "team_has_doctor"


def test_leaving_the_page_hands_over_and_commits(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit, section="visit_team")
    type_text(hands.into("team_leader").entry(), "М-1")
    hands.page.leave()
    hands.settle()
    assert room.value(visit, "team_leader") == "М-1"
    assert room.ask(lambda vault: vault.view(visit).drafts) == frozenset()


def test_a_page_that_has_nothing_open_does_nothing(hands: Hands, navigator: RecordingNavigator) -> None:
    for key in (Key.Key_Down, Key.Key_PageDown, Key.Key_M, Key.Key_L, Key.Key_H, Key.Key_1):
        press(hands.page, key, CTRL)
    assert hands.page.commands() == ()
    assert hands.page.current_row() is None
    assert navigator.went == []


def test_entering_the_same_document_goes_to_the_place_wished_for(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit)
    hands.page.enter(document=visit, field="team_has_doctor#note")
    assert hands.here() == "team_has_doctor"
    hands.page.enter(document=visit, section="preparation")
    assert hands.page.section == "preparation"
    hands.page.enter(document=visit, section="a section of another version")
    assert hands.page.section == "preparation"


def test_a_place_that_is_not_asked_any_more_leads_nowhere_wrong(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit, field="juv_separate")
    assert hands.page.section == "visit_basics"
    hands.page.show_field("juv_separate")
    assert hands.page.section == "visit_basics"


def test_a_section_that_a_colleague_closes_gives_way_to_one_that_is_asked(hands: Hands, room: Room) -> None:
    visit = room.visit(visit_type="comprehensive")
    hands.open(visit, section="hygiene")
    assert hands.page.section == "hygiene"
    room.record(visit, "visit_type", "special")
    hands.qtbot.waitUntil(lambda: hands.page.section != "hygiene")
    assert hands.page.section in [section.id for section in hands.page.shown_sections()]


def test_f9_leads_to_the_check_of_the_whole_visit(hands: Hands, room: Room, navigator: RecordingNavigator) -> None:
    visit = room.visit()
    cell = room.child(visit, "cell")
    hands.open(cell)
    press(hands.page, Key.Key_F9)
    assert navigator.went == [("finish", {"visit": visit})]


def test_shift_f8_goes_backwards_through_the_remarks(hands: Hands, room: Room) -> None:
    hands.open(room.visit())
    remarks = [remark.field for remark in hands.page.presenter.review().remarks()]
    press(hands.page, Key.Key_F8)
    press(hands.page, Key.Key_F8)
    second = hands.here()
    press(hands.page, Key.Key_F8, SHIFT)
    assert hands.here() in remarks
    assert remarks.index(hands.here()) == remarks.index(second) - 1


def test_f6_leads_back_to_the_questions(hands: Hands, room: Room) -> None:
    hands.open(room.visit(), section="visit_team")
    press(hands.page, Key.Key_F6)
    press(hands.page.sections, Key.Key_F6)
    assert hands.here() == "team_leader"


def test_typing_in_another_field_hands_the_first_one_over(hands: Hands, room: Room) -> None:
    visit = room.visit()
    hands.open(visit, section="visit_team")
    type_text(hands.row("team_leader").entry(), "М-1")
    type_text(hands.row("team_members").entry(), "М-2")
    assert room.value(visit, "team_leader") == "М-1"
    hands.stands(visit, "team_members", "М-2")


def test_typing_in_a_source_hands_over_what_was_typed_in_the_answer_itself(hands: Hands, room: Room) -> None:
    cell = room.child(room.visit(), "cell")
    hands.open(cell, section="occupancy")
    row = hands.row("cell_people")
    type_text(row.entry(), "5")
    assert row.sources is not None
    row.sources.open("register")
    source = QApplication.focusWidget()
    assert source is not None
    type_text(source, "4")
    hands.stands(cell, "cell_people", 5)
    hands.stands(cell, "cell_people@register", 4)
