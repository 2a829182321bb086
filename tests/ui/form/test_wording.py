"""What a form says in a language, and in another one where it says nothing; and the files beside its words."""

from collections.abc import Mapping

import pytest

from monitorapp.documents import compiled
from monitorapp.forms.context import SystemEnvironment
from monitorapp.forms.definition import FormDefinition
from monitorapp.forms.state import FormState
from monitorapp.records.field import Value
from monitorapp.records.view import View
from tests.ui.form.small_form import small_form, small_sheet
from ui.form.opening import Opened, form_language
from ui.form.reading import Reading
from ui.form.sheet import Sheet
from ui.form.wording import Media, has_media, spoken_languages

FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Words</h:title><model><itext>
<translation lang="Русский (ru)" default="true()">
 <text id="g"><value>Раздел <output value="/data/g/name"/></value></text>
 <text id="q"><value>Вопрос</value><value form="image">jr://images/ru.png</value>
  <value form="audio">jr://audio/q.mp3</value></text>
 <text id="h"><value>Подсказка</value></text>
 <text id="n"><value>Имя</value></text>
 <text id="c-0"><value>Да</value></text><text id="c-1"><value>Нет</value>
  <value form="image">jr://images/no.png</value></text></translation>
<translation lang="English (en)">
 <text id="g"><value>-</value></text><text id="q"><value>Question</value>
  <value form="image">jr://images/en.png</value></text>
 <text id="h"><value>-</value></text><text id="n"><value>Name</value></text>
 <text id="c-0"><value>Yes</value></text><text id="c-1"><value>-</value></text></translation>
<translation lang="default"><text id="q"><value>-</value></text><text id="n"><value>-</value></text></translation>
</itext><instance><data id="words" version="1"><g><name/><q/><inline/><where/></g></data></instance>
<instance id="c"><root><item><itextId>c-0</itextId><name>yes</name></item>
<item><itextId>c-1</itextId><name>no</name></item></root></instance>
<instance id="places"><root><item><name>osh</name><label>Ош</label><geometry>40.5 72.8 0 0</geometry></item>
<item><name>no</name><label>Нигде</label></item></root></instance>
<bind nodeset="/data/g/name" type="string"/><bind nodeset="/data/g/q" type="string"/>
<bind nodeset="/data/g/inline" type="string"/><bind nodeset="/data/g/where" type="string"/></model></h:head>
<h:body><group ref="/data/g"><label ref="jr:itext('g')"/>
<input ref="/data/g/name"><label ref="jr:itext('n')"/></input>
<select1 ref="/data/g/q"><label ref="jr:itext('q')"/><hint ref="jr:itext('h')"/>
<itemset nodeset="instance('c')/root/item"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>
<select1 ref="/data/g/inline"><label>As it stands</label>
 <item><label ref="jr:itext('c-1')"/><value>no</value></item></select1>
<select1 ref="/data/g/where" appearance="map"><label ref="jr:itext('q')"/>
<itemset nodeset="instance('places')/root/item"><value ref="name"/><label ref="label"/></itemset></select1>
</group></h:body></h:html>"""


@pytest.fixture(scope="module")
def form() -> FormDefinition:
    return compiled(FORM.encode())


def sheet(form: FormDefinition, language: str, values: Mapping[str, Value] | None = None) -> Sheet:
    given = dict(values or {})
    view = View("d", "words", "1", None, "d", "open", given, {}, {}, {}, frozenset())
    chosen = form_language(form, language)
    return Sheet(Opened(view, form, FormState(form, given, SystemEnvironment(), language=chosen), {}, "", chosen))


def test_a_language_in_which_nothing_is_said_is_not_offered(form: FormDefinition) -> None:
    assert form.languages == ("Русский (ru)", "English (en)", "default")
    assert spoken_languages(form) == ("Русский (ru)", "English (en)")
    assert form_language(form, "ky") == "Русский (ru)"


def test_words_of_the_language_stand_unmarked(form: FormDefinition) -> None:
    state = sheet(form, "en").question_state("q")
    assert state.label == "Question"
    assert state.choices[0].label == "Yes"


def test_what_the_language_lacks_is_said_in_another_and_marked(form: FormDefinition) -> None:
    state = sheet(form, "en").question_state("q")
    assert state.hint == "Подсказка [RU]"
    assert [choice.label for choice in state.choices] == ["Yes", "Нет [RU]"]


def test_a_title_that_a_language_lacks_keeps_its_values(form: FormDefinition) -> None:
    table = sheet(form, "en", {"name": "Ош"})
    assert table.title(table.sections[0]) == "Раздел Ош [RU]"
    assert sheet(form, "ru", {"name": "Ош"}).label_of("g") == "Раздел Ош"


def test_choices_written_in_place_are_marked_too(form: FormDefinition) -> None:
    state = sheet(form, "en").question_state("inline")
    assert state.label == "As it stands"
    assert [choice.label for choice in state.choices] == ["Нет [RU]"]


def test_switching_the_language_leaves_the_answers(form: FormDefinition) -> None:
    russian = sheet(form, "ru")
    russian.answer("q", Reading("no"))
    english = sheet(form, "en", russian.values)
    assert english.question_state("q").answer.value == "no"


def test_the_choices_of_a_map_say_where_they_are(form: FormDefinition) -> None:
    labels = [choice.label for choice in sheet(form, "ru").question_state("where").choices]
    assert labels == ["Ош (40.5, 72.8)", "Нигде"]


def test_files_go_by_language(form: FormDefinition) -> None:
    assert has_media(form)
    russian, english = (sheet(form, code).question_state("q").media for code in ("ru", "en"))
    assert russian[""] == Media("ru.png", "q.mp3", "")
    assert english[""].image == "en.png"
    assert russian["no"] == Media("no.png")
    assert "yes" not in russian


def test_a_form_without_media_asks_for_none() -> None:
    plain = small_form("<a/>", "", '<input ref="/data/a"><label>A</label></input>')
    assert not has_media(plain)
    assert small_sheet(plain).question_state("a").media == {}


def test_a_picture_of_a_question_alone_is_seen_too() -> None:
    body = '<input ref="/data/a"><label ref="jr:itext(\'t\')"/></input>'
    text = '<text id="t"><value>A</value><value form="image">jr://images/a.png</value></text>'
    itext = f'<itext><translation lang="default">{text}</translation></itext>'
    alone = small_form("<a/>", itext, body)
    assert small_sheet(alone).question_state("a").media == {"": Media("a.png")}
