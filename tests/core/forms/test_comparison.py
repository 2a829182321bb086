"""Two versions of a form side by side."""

from monitorapp.forms.comparison import Choices, Comparison, Named, compare
from monitorapp.forms.definition import FormDefinition, Kind
from monitorapp.forms.xform import compile_form
from monitorapp.resources import form_xform
from tests.core.forms.small_forms import ask, bind, repeat, select, select_from, table, xform


def form(nodes: str, *body: str, binds: str = "", tables: str = "") -> FormDefinition:
    return compile_form(xform(nodes, binds, body="".join(body), extra=tables))


def differences(before: FormDefinition, after: FormDefinition) -> Comparison:
    return compare(before, after)


def test_a_form_does_not_differ_from_itself() -> None:
    visit = compile_form(form_xform("visit"))
    assert compare(visit, visit, "Русский (ru)").is_empty


def test_added_and_removed_questions_are_named_with_their_words() -> None:
    found = differences(form("<a/><b/>", ask("a"), ask("b", "Bee")), form("<a/><c/>", ask("a"), ask("c", "Sea")))
    assert found.added == (Named("c", "Sea"),)
    assert found.removed == (Named("b", "Bee"),)
    assert not found.is_empty


def test_other_words_are_shown_before_and_after() -> None:
    found = differences(form("<a/>", ask("a", "Old words")), form("<a/>", ask("a", "New words")))
    assert [(each.id, each.before, each.after) for each in found.renamed] == [("a", "Old words", "New words")]
    assert found.retyped == ()


def test_another_kind_of_answer_is_told() -> None:
    whole = form("<a/>", ask("a"), binds=bind("a", type="int"))
    found = differences(form("<a/>", ask("a")), whole)
    assert [(each.before, each.after) for each in found.retyped] == [(Kind.TEXT, Kind.INTEGER)]


def test_a_question_that_went_into_a_repeat_is_told() -> None:
    flat = form("<a/><r><b/></r>", ask("a"), repeat("r", ask("r/b")))
    nested = form("<r><a/><b/></r>", repeat("r", ask("r/a"), ask("r/b")))
    (found,) = differences(flat, nested).retyped
    assert (found.id, found.inside_before, found.inside_after) == ("a", "", "r")


def test_choices_that_came_and_went_are_told() -> None:
    found = differences(form("<a/>", select("a", "yes", "no")), form("<a/>", select("a", "yes", "perhaps")))
    assert [(each.id, each.added, each.removed) for each in found.choices] == [("a", ("perhaps",), ("no",))]


def test_choices_of_a_list_count_even_where_answers_narrow_them() -> None:
    def towns(*names: str) -> FormDefinition:
        rows = [{"name": name, "label": name.title(), "region": "south"} for name in names]
        chosen = select_from("b", "instance('towns')/root/item[region = /data/a]")
        return form("<a/><b/>", ask("a"), chosen, tables=table("towns", *rows))

    found = differences(towns("osh", "jal"), towns("osh", "batken"))
    assert [(each.added, each.removed) for each in found.choices] == [(("batken",), ("jal",))]
    newer = towns("osh", "batken")
    assert Choices(newer).of(newer.questions["b"]) == {"osh": "Osh", "batken": "Batken"}


def test_calculations_and_hidden_values_are_nobodys_business() -> None:
    computed = form("<a/><b/>", ask("a"), binds=bind("b", calculate="1 + 1"))
    assert differences(form("<a/>", ask("a")), computed).is_empty


def test_places_for_answers_in_words_are_shown_as_dots() -> None:
    with_value = '<input ref="/data/a"><label>Is it <output value="/data/b"/>?</label></input>'
    found = differences(form("<b/>", ask("b")), form("<a/><b/>", with_value, ask("b")))
    assert found.added == (Named("a", "Is it …?"),)


def test_a_choice_that_went_is_told_even_where_several_may_be_chosen_now() -> None:
    several = form("<a/>", select("a", "beaten", tag="select"))
    found = differences(form("<a/>", select("a", "beaten", "threatened")), several)
    assert [each.after for each in found.retyped] == [Kind.SELECT_MULTIPLE]
    assert [(each.id, each.removed) for each in found.choices] == [("a", ("threatened",))]


def test_choices_of_a_question_that_was_words_before_are_not_called_added() -> None:
    found = differences(form("<a/>", ask("a")), form("<a/>", select("a", "yes", "no")))
    assert (len(found.retyped), found.choices) == (1, ())


def test_other_words_under_the_same_code_are_told() -> None:
    yes = select("a", "yes", "no")
    found = differences(form("<a/>", yes), form("<a/>", yes.replace(">No<", ">Only at night<")))
    assert [(each.id, each.before, each.after) for each in found.renamed] == [("a: no", "No", "Only at night")]
    assert (found.choices, found.is_empty) == ((), False)


def test_other_words_of_a_choice_in_one_of_several_languages_are_told() -> None:
    def spoken(russian: str) -> FormDefinition:
        words = {"English": "Beaten", "Русский": russian}
        itext = "".join(
            f'<translation lang="{each}"><text id="c"><value>{said}</value></text></translation>'
            for each, said in words.items()
        )
        body = select("a", "b").replace("<label>B</label>", "<label ref=\"jr:itext('c')\"/>")
        return compile_form(xform("<a/>", body=body, itext=f"<itext>{itext}</itext>"))

    (found,) = compare(spoken("Избит"), spoken("Угрожали"), "English").renamed
    assert (found.id, found.before, found.after) == ("a: b", "Избит", "Угрожали")
    assert compare(spoken("Избит"), spoken("Избит"), "English").is_empty


def test_other_words_in_a_list_that_answers_narrow_are_told() -> None:
    def towns(label: str) -> FormDefinition:
        rows = [{"name": "osh", "label": label, "region": "south"}, {"name": "new", "label": label, "region": "south"}]
        chosen = select_from("b", "instance('towns')/root/item[region = /data/a]")
        return form("<a/><b/>", ask("a"), chosen, tables=table("towns", *rows[: 1 if label == "Osh" else 2]))

    found = differences(towns("Osh"), towns("Osh city"))
    assert [(each.id, each.before, each.after) for each in found.renamed] == [("b: osh", "Osh", "Osh city")]
    assert [each.added for each in found.choices] == [("new",)]
