"""XPath over the form and its tables, row by row: what XPath 1.0, the specification of ODK and SEMANTICS.md say."""

from __future__ import annotations

import pytest

from monitorapp.records.field import Value
from tests.core.forms.small_forms import ask, bind, compiled, filled, repeat, table

ROWS = (
    "<r><x>1</x><n>a</n><s><y>10</y></s><s><y>11</y></s></r>"
    "<r><x>3</x><n>b</n><s><y>20</y></s></r>"
    "<r><x/><n>c</n><s><y/></s></r>"
)
INSTANCE = f"<a>1</a><b>2</b><gone>9</gone><blank/>{ROWS}<z>26</z><out/>"
BINDS = (
    bind("a", type="int"),
    bind("b", type="int"),
    bind("r/x", type="int"),
    bind("r/s/y", type="int"),
    bind("gone", relevant="false()"),
)
BODY = repeat("r", ask("r/x"), ask("r/n"), repeat("r/s", ask("r/s/y")))
TABLE = table("t", {"k": "a", "v": "1"}, {"k": "b", "v": "2"}, {"k": "b", "v": "3"}, {"k": "c", "v": ""})


def result(expression: str) -> Value:
    form = compiled(INSTANCE, *BINDS, bind("out", calculate=expression), body=BODY, extra=TABLE)
    return filled(form).value("out")


# XPath 1.0, 3.3 and 2.4: a node-set is read in document order, however its parts are written or reached.
ORDER: list[tuple[str, Value]] = [
    ("/data/b | /data/a", 1),
    ("join(' ', /data/z | /data/a | /data/b)", "1 2 26"),
    ("join(' ', /data/r[2]/n | /data/r[1]/n)", "a b"),
    ("join(' ', /data/z | /data/r/n | /data/a)", "1 a b c 26"),
    ("join(' ', /data/r/s/y | /data/r/x)", "1 10 11 3 20  "),
    ("join(' ', /data/r[2]/s/y | /data/r[1]/s[2]/y | /data/r[1]/x)", "1 11 20"),
    ("name(/data/r/s | /data/r)", "r"),
    ("name(/data/r/s | /data/a)", "a"),
    ("(/data/b | /data/a)[1]", 1),
    ("(/data/b | /data/a)[last()]", 2),
    ("count(/data/a | /data/a)", 1),
    ("count(/data/r | /data/r[2])", 3),
    ("count(/data/r | /data/r/s)", 7),
    ("join(' ', /data/r[3]/preceding-sibling::r/n)", "a b"),
    ("/data/r[3]/preceding-sibling::r[1]/n", "b"),
    ("/data/r[3]/preceding-sibling::r/n", "a"),
    ("/data/r[1]/following-sibling::r[1]/n", "b"),
    ("join(' ', /data/r/s/../n)", "a b c"),
    ("join(' ', /data/r/s/parent::r/n)", "a b c"),
    ("name(/data/r[2]/s/y/ancestor::*)", "data"),
]
PREDICATES: list[tuple[str, Value]] = [
    ("/data/r[0]/n", None),
    ("/data/r[-1]/n", None),
    ("/data/r[4]/n", None),
    ("/data/r[1 + 1]/n", "b"),
    ("/data/r[number(/data/b)]/n", "b"),
    ("/data/r[position() = /data/b]/n", "b"),
    ("/data/r[last() - 1]/n", "b"),
    ("/data/r[last()][1]/n", "c"),
    ("/data/r[position() != 2][2]/n", "c"),
    ("/data/r[2][x = 3]/n", "b"),
    ("/data/r[x = 3][2]/n", None),
    ("count(/data/r['x'])", 3),
    ("count(/data/r[''])", 0),
    ("count(/data/r[x])", 2),
    ("count(/data/r[not(x)])", 1),
    ("count(/data/r[x = ''])", 1),
    ("count(/data/r[x != 3])", 2),
    ("count(/data/r[not(x = 3)])", 2),
    ("count(/data/r/s)", 4),
    ("count(/data/r/s[1])", 3),
    ("count((/data/r/s)[1])", 1),
    ("join(' ', /data/r/s[last()]/y)", "11 20 "),
    ("(/data/r/s)[last() - 1]/y", 20),
    ("sum(/data/r[s/y = 11]/x)", 1),
    ("sum(/data/r[sum(s/y) > 20]/x)", 1),
    ("sum(/data/r[count(s) = 2]/x)", 1),
    ("/data/a[. = 1]", 1),
    ("/data/a[. = 2]", None),
    ("count(/data/gone)", 0),
    ("sum(/data/r[x = 99]/x)", 0),
    ("max(/data/r[x = 99]/x)", None),
    ("/data/r[x = 99]/n = ''", True),
]
TABLES: list[tuple[str, Value]] = [
    ("instance('t')/root/item[k = 'b'][2]/v", "3"),
    ("instance('t')/root/item[2][k = 'b']/v", "2"),
    ("instance('t')/root/item[1][k = 'b']/v", None),
    ("instance('t')/root/item['b' = k][last()]/v", "3"),
    ("instance('t')/root/item[k = 'b' and v = 3]/v", "3"),
    ("instance('t')/root/item[v = '']/k", "c"),
    ("count(instance('t')/root/item[not(k = 'b')])", 2),
    ("instance('t')/root/item[k = /data/r[2]/n]/v", "2"),
    ("instance('t')/root/item[k = instance('t')/root/item[v = 2]/k][2]/v", "3"),
    ("instance('t')/root/item[k = 'c']/preceding-sibling::item[1]/v", "3"),
    ("join('', instance('t')/root/item[k = 'c']/preceding-sibling::item/v)", "123"),
    ("join('', instance('t')/root/item[3]/v | instance('t')/root/item[1]/v)", "13"),
    ("instance('t')/root/item[2]/v | instance('t')/root/item[1]/v", "1"),
    ("count(instance('t')/*)", 1),
    ("count(instance('t')/root/item/k/ancestor::*)", 5),
    ("sum(instance('t')/root/item[k = 'b']/v)", 5),
    ("count-non-empty(instance('t')/root/item/v)", 3),
    ("pulldata('t', 'v', 'k', '')", None),
    ("pulldata('t', 'zz', 'k', 'b')", None),
    ("pulldata('zz', 'v', 'k', 'b')", None),
]
# XPath 1.0, 3.4: a set compares if any of its nodes does, so `!=` is not the contrary of `=`.
SETS: list[tuple[str, Value]] = [
    ("/data/r/x = 3", True),
    ("/data/r/x != 3", True),
    ("not(/data/r/x = 3)", False),
    ("2 < /data/r/x", True),
    ("/data/r/x > 3", False),
    ("/data/r/x = /data/r/s/y", True),
    ("/data/r/x = /data/r[1]/s/y", False),
    ("indexed-repeat(/data/r/s/y, /data/r, 1, /data/r/s, 2)", 11),
    ("indexed-repeat(/data/r/s/y, /data/r/s, 2, /data/r, 1)", 11),
    ("indexed-repeat(/data/r/s/y, /data/r, 2, /data/r/s, 2)", None),
    ("indexed-repeat(/data/r/n, /data/r, 0.9)", None),
    ("indexed-repeat(/data/r/n, /data/r, 1 div 0)", None),
    ("indexed-repeat(/data/r/n, /data/r, /data/blank)", None),
]
ATTRIBUTES: list[tuple[str, Value]] = [
    ("count(/data/@*)", 2),
    ("join(' ', /data/@*)", "small 7"),
    ("name(/data/@*[2])", "version"),
    ("count(/data/@*/..)", 1),
    ("count(/data/@id/self::*)", 0),
    ("count(/data/@id/following-sibling::a)", 0),
    ("count(/data/@id/preceding-sibling::a)", 0),
    ("count(/data/@id/preceding::a)", 0),
    ("count(/data/a/@id)", 0),
]


@pytest.mark.parametrize(("expression", "value"), ORDER + PREDICATES + TABLES + SETS + ATTRIBUTES)
def test_a_path_reaches(expression: str, value: Value) -> None:
    assert result(expression) == value


def test_the_order_of_rows_is_that_of_the_form_after_one_was_taken_away_and_one_added() -> None:
    form = compiled(
        "<r><n>a</n></r><r><n>b</n></r><last>z</last><out/>",
        bind("out", calculate="join(' ', /data/last | /data/r[position() > 1]/n | /data/r[1]/n)"),
        body=repeat("r", ask("r/n")) + ask("last"),
    )
    state = filled(form)
    state.remove_row(state.rows("r")[0])
    state.answer(f"{state.add_row('r').rows_added[0]}/n", "c")
    assert state.value("out") == "b c z"
