"""Days added to a date or to a moment: the clock on the wall stays as it was told, in every zone."""

from __future__ import annotations

import pytest

from monitorapp.forms.state import FormState
from monitorapp.records.field import Value
from tests.core.forms.small_forms import StillEnvironment, ask, bind, compiled, filled, repeat

FIELDS = "<m/><n/><d/><none/><r><x/><later/></r>"
BINDS = (
    *(bind(name, type="dateTime") for name in ("m", "n", "none", "r/x")),
    bind("d", type="date"),
)
ANSWERS: dict[str, Value] = {
    "m": {"t": "2026-03-02T12:30", "p": "minute"},
    "n": {"t": "2026-03-03T22:00", "p": "minute"},
    "d": {"t": "2026-03-02", "p": "day"},
}
LATER = "2026-03-04 12:30"


class Elsewhere(StillEnvironment):
    """The same moment in a zone of one's choice."""

    def __init__(self, zone: str) -> None:
        super().__init__()
        self.zone = zone


def worked_out(expression: str, kind: str, zone: str) -> FormState:
    binds = (*BINDS, bind("out", type=kind, calculate=expression))
    form = compiled(f"{FIELDS}<out/>", *binds, body=ask("m") + repeat("r", ask("r/x")))
    return filled(form, ANSWERS, environment=Elsewhere(zone))


@pytest.mark.parametrize("zone", ["Asia/Bishkek", "America/Phoenix", "Europe/Moscow"])
@pytest.mark.parametrize(
    ("sum_of_days", "clock"),
    [
        ("/data/m + 2", LATER),
        ("2 + /data/m", LATER),
        ("/data/m + 1 + 1", LATER),
        ("/data/m - -2", LATER),
        ("/data/m + 4 div 2", LATER),
        ("/data/m - 0.5", "2026-03-02 00:30"),
        ("/data/m + (/data/n - /data/m)", "2026-03-03 22:00"),
        ("/data/n - (/data/n - /data/m) + 2", LATER),
        ("/data/d + 2", "2026-03-04 00:00"),
        ("/data/d + decimal-time('12:30') + 2", LATER),
        ("date('2026-03-02') + 2.25", "2026-03-04 06:00"),
        ("number(/data/m) + 2", LATER),
        ("number(/data/m)", "2026-03-02 12:30"),
        ("max(/data/m, /data/none) + 2", LATER),
        ("coalesce(/data/none, /data/m) + 2", LATER),
        ("coalesce(/data/none + 1, /data/m + 2)", LATER),
        ("if(/data/m != '', /data/m + 2, '')", LATER),
        ("if(/data/none != '', /data/none, if(true(), /data/m + 2, /data/n))", LATER),
        ("once(/data/m + 2)", LATER),
        ("decimal-date-time(/data/m) + 2", LATER),
        ("decimal-date-time(/data/m) + (/data/n - /data/m)", "2026-03-03 22:00"),
        ("decimal-date-time(/data/m + 2)", LATER),
    ],
)
def test_days_added_to_a_moment_leave_its_clock_alone(zone: str, sum_of_days: str, clock: str) -> None:
    told: Value = {"t": f"{clock.replace(' ', 'T')}:00", "p": "second", "zone": zone}
    assert worked_out(sum_of_days, "dateTime", zone).value("out") == told
    for written in (f"date-time({sum_of_days})", sum_of_days):
        text = f"format-date-time({written}, '%Y-%m-%d %H:%M')"
        assert worked_out(text, "string", zone).value("out") == clock


@pytest.mark.parametrize("zone", ["Asia/Bishkek", "America/Phoenix"])
@pytest.mark.parametrize(
    ("span", "days"),
    [
        ("decimal-date-time(/data/m + 1) - decimal-date-time(/data/m)", 1),
        ("decimal-date-time(if(true(), /data/m + 1, '')) - decimal-date-time(/data/m)", 1),
        ("decimal-date-time(/data/d + 7) - decimal-date-time(/data/d)", 7),
        ("decimal-date-time(/data/n - /data/m)", 1.3958333),
        ("(/data/m + 2) - /data/m", 2),
    ],
)
def test_what_was_added_is_what_lies_between(zone: str, span: str, days: float) -> None:
    assert worked_out(f"round({span}, 7)", "decimal", zone).value("out") == days


@pytest.mark.parametrize(("zone", "tomorrow"), [("Asia/Bishkek", "05.03"), ("America/Phoenix", "04.03")])
def test_tomorrow_is_the_day_after_today(zone: str, tomorrow: str) -> None:
    assert worked_out("format-date(today() + 1, '%d.%m')", "string", zone).value("out") == tomorrow


def test_a_bare_number_of_days_is_counted_from_1970_in_utc() -> None:
    told: Value = {"t": "1970-01-01T17:00:00", "p": "second", "zone": "America/Phoenix"}
    assert worked_out("date-time(1)", "dateTime", "America/Phoenix").value("out") == told
    assert worked_out("1", "dateTime", "America/Phoenix").value("out") == told


@pytest.mark.parametrize(
    "expression", ["/data/none + 2", "date-time(/data/none + 2)", "if(true(), /data/none + 2, '')"]
)
def test_days_added_to_nothing_are_nothing(expression: str) -> None:
    assert worked_out(expression, "dateTime", "Asia/Bishkek").value("out") is None


def test_more_days_than_the_calendar_has_are_nothing() -> None:
    assert worked_out("/data/m + 10000000", "dateTime", "Asia/Bishkek").value("out") is None


def test_days_are_added_in_every_row_and_by_what_the_form_sets() -> None:
    setting = '<setvalue ref="/data/r/set" event="xforms-value-changed" value="../x + 2"/>'
    form = compiled(
        "<r><x/><later/><first/><set/></r>",
        *(bind(f"r/{name}", type="dateTime") for name in ("x", "set")),
        bind("r/later", type="dateTime", calculate="../x + 2"),
        bind("r/first", calculate="format-date-time(/data/r[1]/x + 2, '%Y-%m-%d %H:%M')"),
        body=repeat("r", ask("r/x", inside=setting), ask("r/set")),
    )
    state = filled(form)
    (row,) = state.rows("r")
    state.answer(f"{row}/x", ANSWERS["m"])
    assert state.value(f"{row}/first") == LATER
    for name in ("later", "set"):
        assert state.value(f"{row}/{name}") == {"t": "2026-03-04T12:30:00", "p": "second", "zone": "Asia/Bishkek"}
