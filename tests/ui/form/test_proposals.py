"""What the form proposes stands until somebody answers; to clear it, and to agree with it, is an answer too."""

import pytest

from monitorapp.records.field import Value
from monitorapp.vault.vault import Vault
from tests.ui.form.keys import CTRL, press, type_text
from tests.ui.form.rooms import Room
from tests.ui.form.small_form import small_document, small_form, small_sheet
from tests.ui.form.test_form_page import Hands, Key
from ui.form.fields.text_field import TextField
from ui.form.reading import BLANK, Reading

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

NODES = "<g><country>KG</country><sort>x</sort><beds>4</beds></g>"
BINDS = "".join(
    f'<bind nodeset="/data/g/{name}" type="{sort}"/>'
    for name, sort in (("country", "string"), ("sort", "string"), ("beds", "int"))
)
BODY = (
    '<group ref="/data/g"><label>G</label><input ref="/data/g/country"><label>Страна</label></input>'
    '<select1 ref="/data/g/sort"><label>Вид</label><item><label>Общая</label><value>x</value></item>'
    "<item><label>Одиночная</label><value>y</value></item></select1>"
    '<input ref="/data/g/beds"><label>Коек</label></input></group>'
)


@pytest.fixture
def document(room: Room) -> str:
    return small_document(room, NODES, BINDS, BODY)


def stored(room: Room, document: str) -> dict[str, Value]:
    def ask(vault: Vault) -> dict[str, Value]:
        return {name: value for name, value in vault.view(document).values.items() if "#" not in name}

    values: dict[str, Value] = room.ask(ask)
    return values


def emptied(hands: Hands, field: str) -> TextField:
    """Select all that stands in a line and delete it."""
    found = hands.into(field).line.field
    assert isinstance(found, TextField)
    found.line.selectAll()
    press(found.line, Key.Key_Delete)
    hands.page.flush()
    hands.settle()
    return found


def test_a_proposed_text_that_is_deleted_stays_deleted(hands: Hands, room: Room, document: str) -> None:
    hands.open(document)
    field = emptied(hands, "country")
    assert field.line.text() == ""
    assert stored(room, document) == {"country": None}
    hands.page.enter(document=room.visit())
    hands.open(document)
    assert hands.row("country").line.field.reading() == BLANK


def test_a_proposed_choice_is_taken_back_by_its_digit_and_comes_back_with_undo(
    hands: Hands, room: Room, document: str
) -> None:
    hands.open(document)
    press(hands.into("sort").entry(), Key.Key_1)
    hands.settle()
    assert hands.row("sort").line.field.reading() == BLANK
    assert stored(room, document) == {"sort": None}
    press(hands.row("sort").entry(), Key.Key_Z, CTRL)
    hands.qtbot.waitUntil(lambda: hands.row("sort").line.field.reading() == Reading("x"), timeout=5000)


def test_who_writes_what_was_proposed_has_answered_it(hands: Hands, room: Room, document: str) -> None:
    hands.open(document)
    field = hands.into("beds").entry()
    press(field, Key.Key_Backspace)
    type_text(field, "4")
    hands.page.flush()
    hands.stands(document, "beds", 4)


def test_a_proposal_nobody_touched_is_not_stored_by_walking_through_it(hands: Hands, room: Room, document: str) -> None:
    hands.open(document)
    for _ in range(3):
        press(hands.page, Key.Key_Down, CTRL)
    hands.page.leave()
    hands.settle()
    assert stored(room, document) == {}


@pytest.mark.parametrize("value", [{"na": "refused"}, "UZ", None])
def test_whatever_takes_the_place_of_a_proposal_is_written_once(value: Value) -> None:
    sheet = small_sheet(small_form(NODES, BINDS, BODY))
    assert [write.value for write in sheet.answer("country", Reading(value)).writes] == [value]
    assert sheet.answer("country", Reading(value)).writes == ()
    assert sheet.question_state("country").answer.value == value


def test_a_blank_where_nothing_was_proposed_is_no_answer() -> None:
    sheet = small_sheet(small_form(NODES.replace("KG", ""), BINDS, BODY))
    assert sheet.answer("country", BLANK).writes == ()
