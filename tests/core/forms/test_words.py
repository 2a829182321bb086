"""Words: labels, hints and messages in several languages, with values put into them."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

import pytest

from tests.core.forms.small_forms import HEAD, ask, bind, compiled, filled, repeat

ITEXT = (
    '<itext><translation lang="English (en)"><text id="q"><value>How many, <output value="/data/name"/>?</value>'
    '<value form="image">jr://images/a.png</value></text>'
    '<text id="h"><value>Count them</value><value form="guidance">Ask twice</value></text>'
    '<text id="m"><value>At most 5</value></text><text id="only"><value>Only here</value></text></translation>'
    '<translation lang="Русский (ru)" default="true()">'
    '<text id="q"><value>Сколько, <output value="/data/name"/>?</value></text>'
    '<text id="h"><value>Сосчитайте</value></text><text id="m"><value>Не больше 5</value></text></translation></itext>'
)
FORM = compiled(
    "<name/><a/><said/>",
    bind("a", type="int", constraint=". <= 5", constraintMsg="jr:itext('m')", required="true()", requiredMsg="Needed"),
    bind("said", calculate="jr:itext('h')"),
    body=ask("name") + '<input ref="/data/a"><label ref="jr:itext(\'q\')"/><hint ref="jr:itext(\'h\')"/></input>',
    itext=ITEXT,
)


def test_languages_are_listed_with_their_default() -> None:
    assert FORM.languages == ("English (en)", "Русский (ru)")
    assert FORM.default_language == "Русский (ru)"


def test_the_first_language_is_the_default_where_none_is_marked() -> None:
    form = compiled("<a/>", itext=ITEXT.replace(' default="true()"', ""))
    assert form.default_language == "English (en)"


def test_words_are_shown_in_the_language_of_the_screen() -> None:
    state = filled(FORM)
    assert (state.node("a").label, state.node("a").hint) == ("Сколько, ?", "Сосчитайте")
    assert {"a", "said"} <= state.set_language("English (en)").changed
    assert (state.node("a").label, state.node("a").hint) == ("How many, ?", "Count them")
    assert state.value("said") == "Count them"


def test_a_state_may_begin_in_a_language() -> None:
    assert filled(FORM, language="English (en)").node("a").hint == "Count them"


def test_values_in_words_follow_the_answers() -> None:
    state = filled(FORM)
    assert "a" in state.answer("name", "Айгуль").changed
    assert state.node("a").label == "Сколько, Айгуль?"


def test_words_that_a_language_lacks_are_shown_in_the_default_one() -> None:
    form = compiled("<a/>", body='<input ref="/data/a"><label ref="jr:itext(\'only\')"/></input>', itext=ITEXT)
    assert filled(form).node("a").label == "Only here"


def test_guidance_and_media_stand_beside_the_words() -> None:
    question = FORM.questions["a"]
    assert question.guidance.show("English (en)") == "Ask twice"
    assert question.label.media("English (en)", "image") == "jr://images/a.png"
    assert question.label.media("English (en)", "audio") == ""


def test_messages_are_the_forms_own_words() -> None:
    state = filled(FORM)
    assert (state.node("a").problem, state.node("a").message) == ("required", "Needed")
    state.answer("a", 9)
    assert (state.node("a").problem, state.node("a").message) == ("constraint", "Не больше 5")
    (problem,) = state.problems()
    assert (problem.field, problem.code, problem.message) == ("a", "constraint", "Не больше 5")


def test_inline_words_keep_text_around_values_and_lose_blanks_at_the_ends() -> None:
    words = '\n  Name: <output value=" /data/a "/>, <i>again</i> <output ref="/data/a"/>!\n'
    body = f'<input ref="/data/b"><label>{words}</label></input>'
    state = filled(compiled("<a/><b/>", body=ask("a") + body), {"a": "X"})
    assert state.node("b").label == "Name: X, again X!"


def test_numbers_dates_and_truth_are_put_in_as_text() -> None:
    values = ("/data/n + 1", "/data/n &gt; 2", "date(19000)")
    words = " ".join(f'<output value="{value}"/>' for value in values)
    body = f'<input ref="/data/n"><label>{words}</label></input>'
    state = filled(compiled("<n>3</n>", bind("n", type="int"), body=body))
    assert state.node("n").label == "4 true 2022-01-08"


def test_a_value_that_cannot_be_worked_out_is_left_out() -> None:
    body = '<input ref="/data/a"><label>On <output value="date(/data/a)"/>.</label></input>'
    assert filled(compiled("<a>never</a>", body=body)).node("a").label == "On ."


def test_words_in_rows_speak_of_their_row() -> None:
    label = '<input ref="/data/r/b"><label>Of <output value="../a"/> (<output value="position(..)"/>)</label></input>'
    state = filled(compiled("<r><a/><b/></r>", body=repeat("r", ask("r/a"), label)))
    first, second = *state.rows("r"), state.add_row("r").rows_added[0]
    state.answer(f"{first}/a", "one")
    assert f"{second}/b" in state.answer(f"{second}/a", "two").changed
    assert state.node(f"{first}/b").label == "Of one (1)"
    assert state.node(f"{second}/b").label == "Of two (2)"


def test_the_words_of_a_repeat_are_read_in_its_rows() -> None:
    body = (
        '<group ref="/data/r"><label>Row of <output value="../r/a"/></label>'
        f'<repeat nodeset="/data/r">{ask("r/a")}</repeat></group>'
    ).replace("../r/a", "./a")
    state = filled(compiled("<r><a>x</a></r>", body=body))
    heads = [shown.label for shown in state.walk("r") if not hasattr(shown, "field")]
    assert heads == ["Row of x", "Row of x"]
    state.remove_row(state.rows("r")[0])
    assert [shown.label for shown in state.walk("r")] == ["Row of "]


@pytest.mark.parametrize("reference", ["jr:itext('nowhere')", "jr:itext( 'nowhere' )", 'jr:itext("nowhere")'])
def test_a_text_that_is_not_there_is_no_words(reference: str) -> None:
    body = f'<input ref="/data/a"><label ref={quoteattr(reference)}/></input>'
    assert filled(compiled("<a/>", body=body, itext=ITEXT)).node("a").label == ""


def test_a_label_may_be_the_value_of_a_question() -> None:
    form = compiled("<a/><b/>", body=ask("a") + '<input ref="/data/b"><label ref="/data/a"/></input>')
    assert filled(form, {"a": "asked before"}).node("b").label == "asked before"


def test_these_forms_are_written_in_the_namespace_of_xforms() -> None:
    assert "http://www.w3.org/2002/xforms" in HEAD
