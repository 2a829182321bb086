"""A form from elsewhere on the form page: counted rows, rows in rows, choices that depend on answers, notes, ranks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from monitorapp.vault.vault import Vault
from tests.ui.form.keys import CTRL, click, press, type_text
from tests.ui.form.rooms import Room
from tests.ui.form.test_form_page import Hands
from ui.form.fields.list_field import SearchField
from ui.form.fields.text_field import NoteField, ShownField
from ui.form.repeat_panel import RepeatPanel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

Key = Qt.Key
LABELLED = '<{0} ref="{1}"><label>{2}</label>{3}</{0}>'
XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms">
<h:head><h:title>Foreign</h:title><model>
<instance><data id="foreign" version="1"><lone/><intro/>
 <p><how_many/><limit/><people jr:template=""><name/><age/></people><sum/></p>
 <places><region/><town/></places>
 <outer jr:template=""><title/><inner jr:template=""><part/></inner></outer>
 <last><order/><seen/><photo/><where/><about/></last></data></instance>
<instance id="towns"><root>
 <item><name>osh</name><label>Ош</label><region>south</region></item>
 <item><name>jal</name><label>Джалал-Абад</label><region>south</region></item>
 <item><name>bish</name><label>Бишкек</label><region>north</region></item></root></instance>
<bind nodeset="/data/lone" type="string"/>
<bind nodeset="/data/intro" type="string" readonly="true()"/>
<bind nodeset="/data/p/how_many" type="int" constraint=". &lt; 10" jr:constraintMsg="Слишком много"/>
<bind nodeset="/data/p/limit" type="decimal"/>
<bind nodeset="/data/p/people/name" type="string"/>
<bind nodeset="/data/p/people/age" type="int"/>
<bind nodeset="/data/p/sum" type="int" readonly="true()" calculate="sum(/data/p/people/age)"/>
<bind nodeset="/data/places/region" type="string"/><bind nodeset="/data/places/town" type="string"/>
<bind nodeset="/data/outer/title" type="string"/><bind nodeset="/data/outer/inner/part" type="string"/>
<bind nodeset="/data/last/order" type="odk:rank"/><bind nodeset="/data/last/seen" type="string"/>
<bind nodeset="/data/last/photo" type="binary"/><bind nodeset="/data/last/where" type="geopoint"/>
<bind nodeset="/data/last/about" type="dateTime"/>
</model></h:head><h:body>
<input ref="/data/lone"><label>Вопрос без раздела</label></input>
<input ref="/data/intro"><label>Прочтите: <output value="/data/lone"/></label></input>
<group ref="/data/p"><label>Люди</label>
 <input ref="/data/p/how_many"><label>Сколько</label></input>
 <input ref="/data/p/limit"><label>Площадь</label></input>
 <group ref="/data/p/people"><label>Человек</label><repeat nodeset="/data/p/people" jr:count="/data/p/how_many">
  <input ref="/data/p/people/name"><label>Имя</label></input>
  <input ref="/data/p/people/age"><label>Возраст</label></input></repeat></group>
 <input ref="/data/p/sum"><label>Вместе лет</label></input></group>
<group ref="/data/places"><label>Места</label>
 <select1 ref="/data/places/region"><label>Край</label>
  <item><label>Юг</label><value>south</value></item><item><label>Север</label><value>north</value></item></select1>
 <select1 ref="/data/places/town" appearance="autocomplete"><label>Город</label>
  <itemset nodeset="instance('towns')/root/item[region = /data/places/region]">
  <value ref="name"/><label ref="label"/></itemset></select1></group>
<group ref="/data/outer"><label>Внешние</label><repeat nodeset="/data/outer">
 <input ref="/data/outer/title"><label>Название</label></input>
 <group ref="/data/outer/inner"><label>Внутренние</label><repeat nodeset="/data/outer/inner">
  <input ref="/data/outer/inner/part"><label>Часть</label></input></repeat></group></repeat></group>
<group ref="/data/last"><label>Прочее</label>
 <odk:rank ref="/data/last/order"><label>Порядок</label>
  <item><label>Первый</label><value>a</value></item><item><label>Второй</label><value>b</value></item></odk:rank>
 <trigger ref="/data/last/seen"><label>Видел</label></trigger>
 <upload ref="/data/last/photo" mediatype="image/*"><label>Снимок</label></upload>
 <input ref="/data/last/where"><label>Где</label></input>
 <input ref="/data/last/about"><label>Когда</label></input></group>
</h:body></h:html>"""


@pytest.fixture
def document(room: Room) -> str:
    """A document of the foreign form below a visit."""
    visit = room.visit()

    def begin(vault: Vault) -> str:
        vault.registry.keep_form("foreign", "1", XFORM.encode())
        return vault.add_document(visit, "foreign", "1")[0]

    name: str = room.ask(begin)
    return name


def test_questions_without_a_group_have_a_section_too(hands: Hands, room: Room, document: str) -> None:
    hands.open(document)
    assert hands.here() == "lone"
    type_text(hands.into("lone").entry(), "ответ")
    hands.stands(document, "lone", "ответ")
    note = hands.row("intro")
    assert isinstance(note.line.field, NoteField)
    assert "ответ" in note.words()


def test_a_count_brings_rows_that_nobody_can_add_or_remove(hands: Hands, room: Room, document: str) -> None:
    hands.open(document, section="p")
    type_text(hands.into("how_many").entry(), "2")
    hands.stands(document, "how_many", 2)
    panel = hands.page.findChild(RepeatPanel)
    assert panel is not None
    hands.qtbot.waitUntil(lambda: len(panel.items()) == 2)
    assert panel.add_button.isHidden()
    assert panel.remove_button.isHidden()
    for item, age in zip(panel.items(), ("30", "12"), strict=True):
        panel.open(item)
        type_text(hands.into(f"{item}/age").entry(), age)
        hands.page.flush()
        hands.stands(document, f"{item}/age", int(age))
    total = hands.row("sum").line.field
    assert isinstance(total, ShownField)
    assert total.label.text() == "42"


def test_a_count_that_shrinks_and_grows_loses_no_answer(hands: Hands, room: Room, document: str) -> None:
    hands.open(document, section="p")
    type_text(hands.into("how_many").entry(), "1")
    hands.stands(document, "how_many", 1)
    panel = hands.page.findChild(RepeatPanel)
    assert panel is not None
    hands.qtbot.waitUntil(lambda: len(panel.items()) == 1)
    item = panel.items()[0]
    type_text(hands.into(f"{item}/name").entry(), "Человек А")
    hands.stands(document, f"{item}/name", "Человек А")
    press(hands.into("how_many").entry(), Key.Key_1, CTRL)
    hands.qtbot.waitUntil(lambda: panel.items() == ())
    assert room.value(document, f"{item}/name") == "Человек А"
    press(hands.page, Key.Key_Z, CTRL)
    hands.qtbot.waitUntil(lambda: len(panel.items()) == 1)
    assert panel.items() == (item,)
    hands.settle()
    assert hands.row(f"{item}/name").line.field.reading().value == "Человек А"


def fill_people(hands: Hands, document: str, names: list[str]) -> RepeatPanel:
    """Let the count be as long as the names, and write a name into each row."""
    type_text(hands.into("how_many").entry(), str(len(names)))
    panel = hands.page.findChild(RepeatPanel)
    assert panel is not None
    hands.qtbot.waitUntil(lambda: len(panel.items()) == len(names))
    for item, name in zip(panel.items(), names, strict=True):
        panel.open(item)
        type_text(hands.into(f"{item}/name").entry(), name)
        hands.page.flush()
        hands.stands(document, f"{item}/name", name)
    return panel


def recount(hands: Hands, document: str, number: int) -> None:
    """Write another count over the one that stands."""
    entry = hands.into("how_many").entry()
    for _ in range(3):
        press(entry, Key.Key_Backspace)
    type_text(entry, str(number))
    hands.stands(document, "how_many", number)
    hands.settle()


def test_a_smaller_count_asks_before_rows_with_answers_are_taken_away(hands: Hands, room: Room, document: str) -> None:
    hands.open(document, section="p")
    panel = fill_people(hands, document, ["А", "Б"])
    gone = panel.items()[1]
    recount(hands, document, 1)
    hands.qtbot.waitUntil(lambda: len(panel.items()) == 1 and panel.surplus is not None)
    assert panel.surplus is not None
    assert panel.surplus.isVisible()
    assert "(Б)" in panel.surplus.words.text()
    assert room.value(document, f"{gone}/#gone") is None
    click(panel.surplus.take_away)
    hands.stands(document, f"{gone}/#gone", True)
    hands.qtbot.waitUntil(panel.surplus.isHidden)
    assert room.value(document, f"{gone}/name") == "Б"


def test_a_count_that_was_corrected_brings_the_same_rows_back(hands: Hands, room: Room, document: str) -> None:
    hands.open(document, section="p")
    panel = fill_people(hands, document, ["А", "Б"])
    items = panel.items()
    recount(hands, document, 1)
    recount(hands, document, 2)
    hands.qtbot.waitUntil(lambda: panel.items() == items)
    hands.settle()
    assert hands.row(f"{items[1]}/name").line.field.reading().value == "Б"
    assert panel.surplus is None or panel.surplus.isHidden()


def test_undo_brings_rows_back_that_were_let_go(hands: Hands, room: Room, document: str) -> None:
    hands.open(document, section="p")
    panel = fill_people(hands, document, ["А", "Б"])
    items = panel.items()
    recount(hands, document, 1)
    hands.qtbot.waitUntil(lambda: panel.surplus is not None)
    assert panel.surplus is not None
    click(panel.surplus.take_away)
    hands.stands(document, f"{items[1]}/#gone", True)
    press(hands.page, Key.Key_Z, CTRL)
    hands.stands(document, f"{items[1]}/#gone", None)
    recount(hands, document, 2)
    hands.qtbot.waitUntil(lambda: panel.items() == items)


def test_a_row_without_answers_goes_without_a_question(hands: Hands, room: Room, document: str) -> None:
    hands.open(document, section="p")
    type_text(hands.into("how_many").entry(), "2")
    panel = hands.page.findChild(RepeatPanel)
    assert panel is not None
    hands.qtbot.waitUntil(lambda: len(panel.items()) == 2)
    recount(hands, document, 1)
    assert len(panel.items()) == 1
    assert panel.surplus is None


def test_a_value_against_the_rule_of_the_form_is_kept_and_its_message_shown(
    hands: Hands, room: Room, document: str
) -> None:
    hands.open(document, section="p")
    type_text(hands.into("how_many").entry(), "12")
    hands.stands(document, "how_many", 12)
    hands.qtbot.waitUntil(lambda: hands.row("how_many").problem() == "Слишком много")


def test_choices_follow_the_answer_they_depend_on(hands: Hands, room: Room, document: str) -> None:
    hands.open(document, section="places")
    press(hands.into("region").entry(), Key.Key_1)
    field = hands.row("town").line.field
    assert isinstance(field, SearchField)
    assert field.count() == 2
    type_text(hands.into("town").entry(), "джал")
    press(field.line, Key.Key_Return)
    hands.stands(document, "town", "jal")
    press(hands.into("region").entry(), Key.Key_2)
    hands.stands(document, "region", "north")
    assert field.count() == 1


def test_rows_stand_in_rows(hands: Hands, room: Room, document: str) -> None:
    hands.open(document, section="outer")
    outer = hands.page.findChild(RepeatPanel)
    assert outer is not None
    click(outer.add_button)
    first = outer.current
    type_text(hands.into(f"{first}/title").entry(), "Корпус 1")
    hands.stands(document, f"{first}/title", "Корпус 1")
    inner = outer.findChild(RepeatPanel)
    assert inner is not None
    click(inner.add_button)
    part = inner.current
    assert room.value(document, f"{part}/#row") == {"row": inner.repeat, "in": first}
    type_text(hands.into(f"{part}/part").entry(), "Камера 3")
    hands.stands(document, f"{part}/part", "Камера 3")
    click(outer.remove_button)
    hands.stands(document, f"{first}/#gone", True)
    press(hands.page, Key.Key_Z, CTRL)
    hands.qtbot.waitUntil(lambda: first in outer.items())
    hands.page.show_field(f"{part}/part")
    assert hands.here() == f"{part}/part"


def test_kinds_that_ask_for_little_work_by_key(hands: Hands, room: Room, document: str) -> None:
    hands.open(document, section="last")
    press(hands.into("seen").entry(), Key.Key_Space)
    hands.stands(document, "seen", "OK")
    assert hands.row("photo").isVisible()
    press(hands.into("where").entry(), Key.Key_Space)
    box = QApplication.focusWidget()
    assert box is not None
    type_text(box, "42.87, 74.59")
    hands.stands(document, "where", "42.87 74.59 0 0")


def test_an_approximate_time_is_kept_as_such(hands: Hands, room: Room, document: str) -> None:
    hands.open(document, section="last")
    row = hands.into("about")
    type_text(row.entry(), "03.2026")
    hands.page.flush()
    hands.stands(document, "about", {"t": "2026-03", "p": "month"})
    about = getattr(row.line.field, "about")  # noqa: B009  only a time field has it
    click(about)
    hands.stands(document, "about", {"t": "2026-03", "p": "month", "about": True})


def test_a_hidden_identity_preload_is_never_shown(hands: Hands, room: Room, document: str) -> None:
    hands.open(document)
    names = [
        field for field, _ in hands.page.presenter.sheet.fields_of(hands.page.presenter.sheet.sections[0].children)
    ]
    assert names == ["lone", "intro"]
