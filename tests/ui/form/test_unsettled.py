"""When a colleague's bundle comes in while one writes: both values stand on the page, nothing is lost or chosen."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitorapp.bundle.identity import Card
from monitorapp.documents import start_visit
from monitorapp.exchange.members import create_vault, find_recipient, identity_of, trust, words_of
from monitorapp.exchange.receive import Plan, receive
from monitorapp.exchange.send import send
from monitorapp.records.field import Value
from monitorapp.records.view import Changes
from monitorapp.vault.keyfile import LIGHT
from monitorapp.vault.vault import Vault
from tests.ui.conftest import RecordingNavigator
from tests.ui.form.keys import CTRL, click, press, type_text
from tests.ui.form.rooms import Room, Template
from tests.ui.form.test_form_page import Hands, Key
from tests.ui.form.test_repeat_table import ROWS, XFORM, item
from ui.form.fields.field import Line
from ui.form.form_page import FormPage
from ui.form.repeat_panel import RepeatPanel
from ui.form.repeat_table import RepeatTable

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window


@pytest.fixture(scope="session")
def colleague_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    folder = tmp_path_factory.mktemp("colleague") / "vault"
    vault, code = create_vault(folder, "другие семь слов которых никто не знает", "Бакыт", LIGHT)
    vault.close()
    return Template(folder, code)


@pytest.fixture
def colleague(colleague_template: Template, tmp_path: Path) -> Iterator[Vault]:
    """Another monitor's laptop."""
    folder = tmp_path / "colleague"
    shutil.copytree(colleague_template.folder, folder)
    vault = Vault.recover(folder, colleague_template.code)
    yield vault
    vault.close()


@pytest.fixture
def hands(room: Room, navigator: RecordingNavigator, qtbot: QtBot) -> Hands:
    page = FormPage(room.session, navigator)
    qtbot.addWidget(page)
    page.resize(960, 480)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return Hands(page, room)


def trust_card(vault: Vault, card: Card) -> None:
    trust(vault, card.encode(), " ".join(words_of(card, "ru")))


class Stick:
    """Carries bundles between the room and the colleague."""

    def __init__(self, room: Room, colleague: Vault, folder: Path) -> None:
        self.room, self.colleague, self.folder = room, colleague, folder
        theirs = identity_of(colleague).card()
        mine = room.ask(lambda vault: identity_of(vault).card())
        room.ask(lambda vault: trust_card(vault, theirs))
        trust_card(colleague, mine)

    def out(self, visit: str) -> None:
        """The colleague gets the visit."""
        path = self.folder / "out.bundle"
        name = self.colleague.author
        self.room.ask(lambda vault: send(vault, [visit], [find_recipient(vault, name)], path))
        receive(self.colleague, path)

    def back(self, visit: str) -> None:
        """What the colleague wrote comes in, as the inbox takes it in."""
        path = self.folder / "back.bundle"
        author = self.room.ask(lambda vault: vault.author)
        send(self.colleague, [visit], [find_recipient(self.colleague, author)], path)
        done: list[object] = []

        def take_in(vault: Vault) -> tuple[Plan, Changes]:
            plan = receive(vault, path)
            return plan, plan.changes

        self.room.session.change(take_in, done.append)
        self.room.qtbot.waitUntil(lambda: bool(done))

    def write(self, document: str, field: str, value: Value) -> None:
        """The colleague writes over what they see."""
        self.colleague.record(document, field, value, self.colleague.shown(document, field))
        self.colleague.commit(document)


@pytest.fixture
def stick(room: Room, colleague: Vault, tmp_path: Path) -> Stick:
    return Stick(room, colleague, tmp_path)


def test_two_different_answers_stand_on_the_page_with_their_authors(hands: Hands, room: Room, stick: Stick) -> None:
    visit = room.visit()
    stick.out(visit)
    stick.write(visit, "team_leader", "М-2")
    hands.open(visit, section="visit_team")
    type_text(hands.into("team_leader").entry(), "М-1")
    hands.stands(visit, "team_leader", "М-1")
    stick.back(visit)
    row = hands.row("team_leader")
    hands.qtbot.waitUntil(lambda: bool(row.state.unsettled))
    panel = row.unsettled_panel
    assert panel is not None
    words = " ".join(panel.lines())
    assert "М-1 · you" in words
    assert "М-2 · Бакыт" in words


def test_the_way_to_the_decision_is_on_the_page(
    hands: Hands, room: Room, stick: Stick, navigator: RecordingNavigator
) -> None:
    visit = room.visit(team_leader="М-1")
    stick.out(visit)
    stick.write(visit, "team_leader", "М-2")
    room.record(visit, "team_leader", "М-3")
    stick.back(visit)
    hands.open(visit, section="visit_team")
    panel = hands.row("team_leader").unsettled_panel
    assert panel is not None
    click(panel.settle)
    assert navigator.went == [("conflicts", {"document": visit, "field": "team_leader"})]


def test_what_comes_in_during_an_edit_is_kept_beside_it(hands: Hands, room: Room, stick: Stick) -> None:
    visit = room.visit()
    stick.out(visit)
    stick.write(visit, "team_leader", "М-2")
    hands.open(visit, section="visit_team")
    row = hands.into("team_leader")
    type_text(row.entry(), "М")
    stick.back(visit)
    type_text(row.entry(), "-1")
    hands.stands(visit, "team_leader", None)
    unsettled = room.ask(lambda vault: vault.view(visit).unsettled)["team_leader"]
    assert {standing.value for standing in unsettled} == {"М-1", "М-2"}


def test_a_note_that_comes_in_while_one_is_written_is_kept_beside_it(hands: Hands, room: Room, stick: Stick) -> None:
    visit = room.visit()
    stick.out(visit)
    stick.write(visit, "team_leader#note", "её")
    hands.open(visit, section="visit_team")
    row = hands.into("team_leader")
    press(row.entry(), Key.Key_M, CTRL)
    note = QApplication.focusWidget()
    assert note is not None
    type_text(note, "моя")
    with hands.qtbot.waitSignal(hands.page.presenter.reloaded):
        stick.back(visit)
    press(hands.page, Key.Key_PageDown, CTRL)
    hands.qtbot.waitUntil(lambda: bool(row.state.unsettled))
    assert row.unsettled_panel is not None
    assert {line.partition(" ")[0] for line in row.unsettled_panel.lines()} == {"её", "моя"}


def test_a_new_answer_over_a_value_that_came_in_and_was_seen_replaces_it(
    hands: Hands, room: Room, stick: Stick
) -> None:
    visit = room.visit()
    stick.out(visit)
    stick.write(visit, "team_has_doctor", "yes")
    hands.open(visit, section="visit_team")
    stick.back(visit)
    hands.qtbot.waitUntil(lambda: hands.row("team_has_doctor").state.answer.value == "yes")
    press(hands.into("team_has_doctor").entry(), Key.Key_2)
    hands.stands(visit, "team_has_doctor", "no")
    assert room.ask(lambda vault: vault.view(visit).unsettled) == {}


# In a table of rows


@pytest.fixture
def cells(hands: Hands, room: Room, stick: Stick) -> str:
    """A visit with a table, in which both write other numbers of beds into the same cell."""

    def begin(vault: Vault) -> str:
        vault.registry.keep_form("cells", "1", XFORM.encode())
        visit, _ = start_visit(vault, "practice", "cells", "1")
        writes: list[tuple[str, Value, tuple[str, ...], str]] = []
        for row in range(ROWS):
            writes += [(f"{item(row)}/#row", {"row": "cell"}, (), "general")]
        vault.record_together(visit, writes, undoable=False)
        vault.commit(visit)
        return visit

    visit: str = room.ask(begin)
    stick.out(visit)
    stick.write(visit, f"{item(3)}/beds", 4)
    hands.open(visit)
    return visit


def table_of(hands: Hands) -> RepeatTable:
    current = hands.page.stack.current
    assert current is not None
    return next(current.questions.tables())


def test_what_comes_in_is_seen_in_its_cell(hands: Hands, stick: Stick, cells: str) -> None:
    table = table_of(hands)
    stick.back(cells)
    hands.qtbot.waitUntil(lambda: table.table.data(table.table.index(3, 2)) == "4")


def test_different_numbers_in_a_cell_are_marked_and_decided_in_its_entry(
    hands: Hands, room: Room, stick: Stick, cells: str, navigator: RecordingNavigator
) -> None:
    table = table_of(hands)
    room.record(cells, f"{item(3)}/beds", 5)
    stick.back(cells)
    hands.qtbot.waitUntil(lambda: table.table.data(table.table.index(3, 2)) == "≠ Different values")
    press(table.view, Key.Key_F8)
    hands.qtbot.waitUntil(lambda: hands.here() == f"{item(3)}/beds")
    row = hands.page.current_row()
    assert row is not None
    panel = row.unsettled_panel
    assert panel is not None
    assert {line.partition(" ")[0] for line in panel.lines()} == {"4", "5"}
    click(panel.settle)
    assert navigator.went == [("conflicts", {"document": cells, "field": f"{item(3)}/beds"})]


def test_what_is_typed_in_a_cell_while_another_value_comes_in_stands_beside_it(
    hands: Hands, room: Room, stick: Stick, cells: str
) -> None:
    table = table_of(hands)
    table.view.setCurrentIndex(table.table.index(3, 2))
    table.view.setFocus()
    press(table.view, Key.Key_Return)
    line = next(line for line in table.view.findChildren(Line) if line.isVisible())
    type_text(line, "6")
    stick.back(cells)
    press(line, Key.Key_Return)
    hands.settle()
    unsettled = room.ask(lambda vault: vault.view(cells).unsettled)
    assert {standing.value for standing in unsettled[f"{item(3)}/beds"]} == {4, 6}


# Rows that one person took away while the other wrote in them


@pytest.fixture
def disputed(hands: Hands, room: Room, stick: Stick) -> tuple[str, str]:
    """A visit and the field over a row that the person took away while the colleague wrote in it."""

    def begin(vault: Vault) -> str:
        vault.registry.keep_form("cells", "1", XFORM.replace('appearance="table"', "").encode())
        visit, _ = start_visit(vault, "practice", "cells", "1")
        for row in range(3):
            vault.record(visit, f"{item(row)}/#row", {"row": "cell"}, ())
        vault.commit(visit)
        return visit

    visit: str = room.ask(begin)
    stick.out(visit)
    stick.write(visit, f"{item(1)}/beds", 4)
    room.record(visit, f"{item(1)}/#gone", True)
    room.ask(lambda vault: vault.commit(visit))
    stick.back(visit)
    return visit, f"{item(1)}/#gone"


def panel_of(hands: Hands) -> RepeatPanel:
    return next(panel for panel in hands.page.findChildren(RepeatPanel) if panel.isVisible())


def test_a_row_that_was_removed_while_a_colleague_wrote_in_it_says_so(hands: Hands, disputed: tuple[str, str]) -> None:
    hands.open(disputed[0])
    panel = panel_of(hands)
    assert panel.items() == tuple(item(row) for row in range(3))
    assert panel.taken_away is not None
    assert panel.taken_away.isVisible()
    assert panel.taken_away.words() == ["Entry 2 (4) was removed by you, but Бакыт wrote in it."]


def test_a_disputed_row_cannot_be_removed_without_a_decision(hands: Hands, disputed: tuple[str, str]) -> None:
    hands.open(disputed[0])
    panel = panel_of(hands)
    panel.open(item(1))
    assert panel.remove_button.isHidden()
    panel.open(item(0))
    assert not panel.remove_button.isHidden()


def test_the_way_to_keep_or_remove_a_disputed_row_is_beside_it(
    hands: Hands, disputed: tuple[str, str], navigator: RecordingNavigator
) -> None:
    visit, field = disputed
    hands.open(visit)
    card = panel_of(hands).taken_away
    assert card is not None
    click(card.buttons[field])
    assert navigator.went == [("conflicts", {"document": visit, "field": field})]


@pytest.mark.parametrize(("goes", "left"), [(True, 2), (False, 3)])
def test_what_is_decided_over_a_row_is_shown_at_once(
    hands: Hands, room: Room, disputed: tuple[str, str], goes: bool, left: int
) -> None:
    visit, field = disputed
    hands.open(visit)
    panel = panel_of(hands)
    done: list[object] = []
    room.session.change(
        lambda vault: vault.settle(visit, field, goes or None, "seen again", vault.shown(visit, field)), done.append
    )
    hands.qtbot.waitUntil(lambda: bool(done))
    hands.qtbot.waitUntil(lambda: panel.taken_away is not None and panel.taken_away.isHidden())
    assert len(panel.items()) == left
