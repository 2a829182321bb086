"""The rules of the shipped forms at their borders: which answers they doubt, and what they work out and what not."""

import pytest

from monitorapp import resources
from monitorapp.forms.state import FormState
from monitorapp.records.field import Value
from tests.core.shipped import binds
from tests.core.test_shipped_behaviour import Answers, at, definition, filled, problems

UNKNOWN: Value = {"na": "unknown"}


def day(text: str) -> Value:
    return {"t": text, "p": "day"}


def opened(form: str, **answers: Value) -> FormState:
    """A form with every section open."""
    gates: dict[str, Answers] = {
        "visit": {"visit_type": "comprehensive", "pop_women": 1, "pop_juveniles": 1, "access_granted": "partial"},
        "interview": {"intv_consent": "yes"},
        "examination": {"ime_consent": "given"},
        "register_check": {"reg_type": "injuries"},
    }
    return filled(form, {**gates.get(form, {}), **answers})


# Figures that cannot be


@pytest.mark.parametrize(
    ("form", "question", "right", "doubtful"),
    [
        ("visit", "cap_official", [1, 5000], [0, -1]),
        ("visit", "cap_basis_m2", [0.1, 19.9], [0, 20]),
        ("visit", "pop_total", [0, 12000], [-1]),
        ("visit", "fac_built_year", [1700, 2026], [1699, 2027]),
        ("visit", "food_meals", [0, 6], [-1, 7]),
        ("visit", "ex_minutes", [0, 1440], [-1, 1441]),
        ("visit", "reg_hours_locked", [0, 24], [-0.5, 24.1]),
        ("visit", "iso_hours_alone", [0, 24], [24.5]),
        ("visit", "stf_shift_hours", [0, 72], [73]),
        ("visit", "hyg_toilets_ratio", [0.5], [0]),
        ("visit", "tr_space", [0.3], [0]),
        ("cell", "cell_len", [0.1, 49.9], [0, 50]),
        ("cell", "cell_hei", [0.1, 9.9], [0, 10]),
        ("cell", "cell_area_meas", [0.5, 499], [0, 500]),
        ("cell", "cell_temp", [-30, 0, 60], [-30.5, 61]),
        ("cell", "cell_humidity", [0, 100], [-1, 101]),
        ("cell", "cell_light_lux", [0, 4999], [-1, 5000]),
        ("interview", "intv_days_here", [0, 0.5], [-1]),
        ("death", "dth_hours_in", [0], [-1]),
        ("facility", "fac_built_year", [1700, 2026], [1699, 2027]),
    ],
)
def test_a_figure_is_doubted_just_beyond_what_can_be(
    form: str, question: str, right: list[Value], doubtful: list[Value]
) -> None:
    state = opened(form)
    assert state.node(question).relevant
    assert [state.answer(question, value).problem for value in right] == [None] * len(right)
    assert [state.answer(question, value).problem for value in doubtful] == ["constraint"] * len(doubtful)
    assert state.value(question) == doubtful[-1]


@pytest.mark.parametrize(
    ("size", "problem"),
    [
        *[(size, None) for size in ("20", "12x8", "12х8", "12×8")],
        *[(size, "constraint") for size in ("12*8", "12x", "x8", "12x8x3", "12хx8", "большой")],
    ],
)
def test_the_size_of_an_injury_is_taken_from_a_latin_and_from_a_russian_keyboard(
    size: str, problem: str | None
) -> None:
    state = opened("examination")
    item = state.add_row("injury").rows_added[0]
    assert state.answer(f"{item}/inj_size_mm", size).problem == problem


@pytest.mark.parametrize(
    ("form", "part", "whole"),
    [
        ("visit", "cells_in_use", "cells_total"),
        ("visit", "food_hot", "food_meals"),
        ("visit", "cmp_ill_treat_12m", "cmp_received_12m"),
        ("visit", "cmp_sent_out_12m", "cmp_received_12m"),
        ("visit", "dth_suicides_12m", "dth_12m"),
        ("register_check", "reg_injury_forwarded", "reg_injury_entries"),
    ],
)
def test_a_part_is_doubted_beyond_its_whole_and_never_while_that_is_unknown(form: str, part: str, whole: str) -> None:
    for known in (UNKNOWN, None, "about 3"):
        assert part not in problems(opened(form, **{part: 4, whole: known}))
    assert part not in problems(opened(form, **{part: 4, whole: 4}))
    state = opened(form, **{part: 4, whole: 3})
    assert part in problems(state)
    assert part in state.answer(whole, 4).changed
    assert part not in problems(state)


@pytest.mark.parametrize(
    ("form", "earlier", "later", "blamed"),
    [
        ("visit", "visit_start", "visit_entry", "visit_entry"),
        ("visit", "visit_entry", "visit_end", "visit_end"),
        ("case", "t_apprehended", "t_registered", "t_apprehended"),
    ],
)
def test_two_moments_may_be_the_same_and_not_the_wrong_way_round(
    form: str, earlier: str, later: str, blamed: str
) -> None:
    first, second = at("2026-11-24T09:00"), at("2026-11-24T09:01")
    assert problems(opened(form, **{earlier: first, later: first})) == set()
    assert problems(opened(form, **{earlier: second, later: first})) == {blamed}
    about: Value = {"t": "2026-11-24T09:01", "p": "minute", "about": True}
    for vague in (day("2026-11-24"), about, UNKNOWN):
        assert problems(opened(form, **{earlier: vague, later: first})) == set()


@pytest.mark.parametrize(
    ("form", "earlier", "later"),
    [
        ("register_check", "reg_period_from", "reg_period_to"),
        ("recommendation", "rec_sent", "rec_reply_date"),
    ],
)
def test_two_days_may_be_the_same_and_not_the_wrong_way_round(form: str, earlier: str, later: str) -> None:
    assert problems(opened(form, **{earlier: day("2026-03-02"), later: day("2026-03-02")})) == set()
    assert problems(opened(form, **{earlier: day("2026-03-03"), later: day("2026-03-02")})) == {later}
    assert problems(opened(form, **{earlier: {"t": "2026-03", "p": "month"}, later: day("2026-03-02")})) == set()


@pytest.mark.parametrize(
    ("form", "question", "none"),
    [
        (form, name, rule.partition("selected(., '")[2].partition("'")[0])
        for form in resources.form_names()
        for name, attributes in binds(form).items()
        if (rule := attributes.get("constraint", "")).startswith("not(count-selected(.) > 1")
        if definition(form).questions[name].place.depth == 0
    ],
)
def test_none_of_these_beside_something_else_is_doubted_in_every_list(form: str, question: str, none: str) -> None:
    state = opened(form)
    codes = [choice.code for choice in state.node(question).choices]
    other = next(code for code in codes if code != none)
    assert none in codes
    for answer, doubted in (([none], False), ([other], False), (sorted([none, other]), True)):
        state.answer(question, list(answer))
        assert state.node(question).relevant
        assert (state.node(question).problem == "constraint") is doubted


# What is worked out

INTERVALS = [
    ("case", "int_app_protocol", "t_apprehended", "t_protocol", 24),
    ("case", "int_app_reg", "t_apprehended", "t_registered", 24),
    ("case", "int_app_notify", "t_apprehended", "t_notified", 24),
    ("case", "int_app_lawyer", "t_apprehended", "t_lawyer", 24),
    ("case", "int_in_med", "t_ivs_in", "t_medexam", 24),
    ("case", "int_app_judge", "t_apprehended", "t_judge", 24),
    ("case", "int_ivs_stay", "t_ivs_in", "t_released", 24),
    ("visit", "visit_wait_min", "visit_start", "visit_entry", 1440),
    ("visit", "visit_duration_h", "visit_entry", "visit_end", 24),
]


@pytest.mark.parametrize(("form", "interval", "begin", "end", "units"), INTERVALS)
def test_a_day_and_a_night_come_out_as_one_day(form: str, interval: str, begin: str, end: str, units: int) -> None:
    state = opened(form, **{begin: at("2026-11-20T23:30"), end: at("2026-11-21T23:30")})
    assert state.value(interval) == units


def test_an_hour_told_in_another_zone_is_counted_as_the_same_moment() -> None:
    in_moscow: Value = {"t": "2026-11-20T23:30", "p": "minute", "zone": "Europe/Moscow"}
    state = opened("case", t_apprehended=in_moscow, t_registered=at("2026-11-21T04:30"))
    assert state.value("int_app_reg") == 2
    assert state.value("t_apprehended") == in_moscow


@pytest.mark.parametrize(("form", "interval", "begin", "end", "units"), INTERVALS)
@pytest.mark.parametrize(
    "vague",
    [
        day("2026-11-20"),
        {"t": "2026-11-20T23", "p": "hour"},
        {"t": "2026-11", "p": "month"},
        {"t": "2026-11-20T23:30", "p": "minute", "about": True},
        {"t": "2026-11-20T23:30", "p": "minute", "to": "2026-11-21T01:00"},
        UNKNOWN,
        None,
    ],
    ids=["day", "hour", "month", "about", "range", "unknown", "blank"],
)
def test_no_hours_are_invented_where_one_end_is_not_exact(
    form: str, interval: str, begin: str, end: str, units: int, vague: Value
) -> None:
    exact = at("2026-11-21T23:30")
    assert opened(form, **{begin: vague, end: exact}).value(interval) is None
    if interval != "int_ivs_stay":  # who has not left is counted up to the visit
        assert opened(form, **{begin: at("2026-11-20T23:30"), end: vague}).value(interval) is None


@pytest.mark.parametrize("begun", [UNKNOWN, day("2026-11-23"), {"t": "2026-11-23T10", "p": "hour"}])
def test_who_is_still_held_is_not_counted_up_to_a_visit_of_which_only_the_day_is_known(begun: Value) -> None:
    visit: Answers = {"visit_start": begun, "fac_type": "ivs"}
    assert filled("case", {"t_ivs_in": at("2026-11-21T10:00")}, visit=visit).value("int_ivs_stay") is None


@pytest.mark.parametrize(
    ("answers", "question", "value"),
    [
        ({"pop_total": 0, "cap_official": 60}, "occ_rate", 0),
        ({"pop_total": 5, "cap_official": 0}, "occ_rate", None),
        ({"pop_total": 100, "cap_official": 3}, "occ_rate", 3333.3),
        ({"pop_total": 0, "pop_men": 0, "pop_women": 0}, "pop_check", "yes"),
        ({"pop_total": 1}, "prep_sample_target", 1),
        ({"pop_total": 3}, "prep_sample_target", 1),
        ({"pop_total": 4}, "prep_sample_target", 2),
        ({"pop_total": 0}, "prep_sample_target", 0),
        ({"pop_total": UNKNOWN}, "prep_sample_target", None),
        ({"pop_total": 0}, "deb_coverage", None),
        ({"pop_total": 40, "stf_on_shift": 0}, "stf_ratio", None),
        ({"pop_total": 40, "stf_on_shift": 3}, "stf_ratio", 13.3),
    ],
)
def test_a_share_has_a_whole_or_is_blank(answers: dict[str, Value], question: str, value: Value) -> None:
    assert opened("visit", **answers).value(question) == value


@pytest.mark.parametrize(
    ("people", "area", "annexe", "enough"),
    [
        (1, 6, 0, "yes"),
        (1, 5.99, 0, "no"),
        (2, 8, 0, "yes"),
        (2, 7.98, 0, "no"),
        (4, 17.5, 1.5, "yes"),
        (4, 17.4, 1.5, "no"),
        (0, 20, 0, None),
        (UNKNOWN, 20, 0, None),
        (4, UNKNOWN, 0, None),
        (4, 20, UNKNOWN, None),
    ],
)
def test_space_is_judged_net_of_the_annexe_and_only_where_everything_was_measured(
    people: Value, area: Value, annexe: Value, enough: Value
) -> None:
    cell = opened("cell", cell_people=people, cell_area_meas=area, cell_wc_area=annexe)
    assert cell.value("cell_m2_ok_cpt") == enough


def test_an_annexe_as_large_as_its_cell_is_doubted() -> None:
    assert problems(opened("cell", cell_area_meas=10, cell_wc_area=10)) == {"cell_wc_area"}
    assert problems(opened("cell", cell_len=4, cell_wid=3, cell_wc_area=11.9)) == set()
    assert problems(opened("cell", cell_wc_area=10)) == set()


@pytest.mark.parametrize(("people", "places", "gap"), [(4, 3, 1), (3, 4, 0), (0, 0, 0), (4, UNKNOWN, None)])
def test_a_bed_too_many_does_not_make_up_for_one_too_few(people: Value, places: Value, gap: Value) -> None:
    assert opened("cell", cell_people=people, cell_places=places).value("cell_bed_gap") == gap


# Rows


@pytest.mark.parametrize(
    ("form", "repeat"),
    [
        (form, name)
        for form in resources.form_names()
        for name, repeat in definition(form).repeats.items()
        if repeat.place.depth == 1
    ],
)
def test_rows_of_every_repeat_come_and_go_without_a_failing_rule(form: str, repeat: str) -> None:
    state = opened(form)
    before = set(state.rows(repeat))
    added = [state.add_row(repeat).rows_added[0] for _ in range(2)]
    state.remove_row(added[0])
    assert set(state.rows(repeat)) == before | {added[1]}
    assert state.failures() == {}


def test_a_code_of_an_allegation_stays_with_its_row_when_another_one_goes() -> None:
    state = opened("interview")
    first, second = (state.add_row("allegation") for _ in range(2))
    item = second.rows_added[0]
    code = state.value(f"{item}/al_code")
    assert second.auto[f"{item}/al_code#auto"] == code
    state.remove_row(first.rows_added[0])
    assert state.value(f"{item}/al_code") == code


# The shape of a form


@pytest.mark.parametrize("form", resources.form_names())
def test_a_shipped_form_begins_without_answers_that_nobody_gave(form: str) -> None:
    state = filled(form)
    chosen = {name for name in state.opened.auto if not name.endswith(("_id#auto", "_code#auto", "instanceID#auto"))}
    assert chosen == set()
