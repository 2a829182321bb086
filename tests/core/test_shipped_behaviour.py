"""The shipped forms, filled: what opens, what is computed, what is blank, what is a contradiction."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache

import pytest

from monitorapp import resources
from monitorapp.documents import read_by_others
from monitorapp.forms.definition import FormDefinition
from monitorapp.forms.instances import Instance
from monitorapp.forms.state import FormState
from monitorapp.forms.xform import compile_form
from monitorapp.records.field import Value
from monitorapp.resources import PRACTICE_FACILITY

Answers = Mapping[str, Value]
UNKNOWN: Value = {"na": "unknown"}


class FrozenEnvironment:
    """One moment, one zone, ids that count."""

    zone = "Asia/Bishkek"

    def __init__(self) -> None:
        self._made = 0

    def now(self) -> datetime:
        return datetime(2026, 11, 24, 6, 0, tzinfo=UTC)

    def uuid(self) -> str:
        return f"{self.new_item()[-8:]}-0000-4000-8000-000000000000"

    def random(self) -> float:
        return 0.5

    def new_item(self) -> str:
        self._made += 1
        return f"{self._made:032x}"


@cache
def definition(form: str) -> FormDefinition:
    return compile_form(resources.form_xform(form))


def filled(
    form: str,
    answers: Answers | None = None,
    *,
    visit: Answers | None = None,
    children: Mapping[str, Iterable[Answers]] | None = None,
) -> FormState:
    instances = {
        name: Instance.of_items(
            [read_by_others(definition(name.removeprefix("earlier_")), item, PRACTICE_FACILITY) for item in items]
        )
        for name, items in (children or {}).items()
    }
    if visit is not None:
        instances["visit"] = Instance.of_answers(read_by_others(definition("visit"), visit, PRACTICE_FACILITY))
    return FormState(definition(form), answers or {}, FrozenEnvironment(), instances)


def at(text: str) -> Value:
    return {"t": text, "p": "minute", "zone": "Asia/Bishkek"}


def shown(state: FormState, *sections: str) -> list[bool]:
    return [state.section_relevant(section) for section in sections]


def problems(state: FormState) -> set[str]:
    return {problem.field for problem in state.problems() if problem.code != "required"}


@pytest.mark.parametrize("form", resources.form_names())
def test_every_shipped_form_opens_empty_without_a_failing_rule(form: str) -> None:
    state = filled(form)
    assert state.failures() == {}
    assert problems(state) == set()
    assert [section for section in definition(form).sections if state.section_relevant(section.id)]


@pytest.mark.parametrize("form", resources.form_names())
def test_every_shipped_form_speaks_both_languages(form: str) -> None:
    state = filled(form)
    for language, words in (("English (en)", 0), ("Русский (ru)", 1)):
        state.set_language(language)
        for section in definition(form).sections:
            label = section.label.show(language)
            assert bool(set(label.lower()) & set("абвгдежзийклмнопрстуфхцчшщыьэюя")) is bool(words)


def test_the_core_is_open_and_the_rest_is_closed_before_the_type_is_known() -> None:
    state = filled("visit")
    assert shown(state, "visit_basics", "preparation", "access_inside", "facility_about") == [True] * 4
    assert shown(state, "food", "force", "women", "deaths", "closing_talk", "debrief") == [False] * 6


def test_a_comprehensive_visit_opens_all_but_the_groups_that_nobody_belongs_to() -> None:
    state = filled("visit", {"visit_type": "comprehensive", "pop_women": 0, "pop_juveniles": 2})
    closed = [section.id for section in definition("visit").sections if not state.section_relevant(section.id)]
    assert closed == ["women"]


def test_an_interim_visit_asks_for_the_core_and_the_closing() -> None:
    state = filled("visit", {"visit_type": "interim"})
    assert shown(state, "closing_talk", "debrief", "food", "isolation") == [True, True, False, False]
    assert not state.node("fac_built_year").relevant
    assert state.node("fac_rooms_present").relevant


def test_a_special_visit_asks_for_its_occasion_and_for_force() -> None:
    state = filled("visit", {"visit_type": "special"})
    assert state.node("visit_trigger").relevant
    assert shown(state, "force", "isolation", "medical_care", "deaths", "hygiene") == [True, True, True, True, False]


def test_a_monitor_opens_any_section_by_hand() -> None:
    state = filled("visit", {"visit_type": "interim"})
    outcome = state.answer("modules_opened", ["facility", "food", "women"])
    assert shown(state, "food", "women", "staff") == [True, True, False]
    assert state.node("wom_separate").relevant
    assert state.node("fac_built_year").relevant
    assert {"food", "women"} <= outcome.changed


def test_a_question_for_an_ivs_is_not_asked_in_a_sizo() -> None:
    assert filled("visit").node("pop_over_48h").relevant
    assert filled("visit", {"fac_type": "ivs"}).node("pop_over_48h").relevant
    assert not filled("visit", {"fac_type": "sizo"}).node("pop_over_48h").relevant


def test_choosing_a_facility_fills_in_what_the_list_knows() -> None:
    state = filled("visit")
    outcome = state.answer("facility_id", resources.PRACTICE_FACILITY)
    assert (state.value("fac_type"), state.value("fac_country")) == ("ivs", "KG")
    assert state.value("fac_name") == "Учебное учреждение (вымышленное)"
    assert set(outcome.auto) == {"fac_name#auto", "fac_type#auto", "fac_country#auto"}


def test_a_facility_that_is_not_in_the_list_leaves_what_was_typed() -> None:
    state = filled("visit", {"fac_name": "ИВС района", "fac_type": "ivs"})
    state.answer("facility_id", "other")
    assert (state.value("fac_name"), state.value("fac_type")) == ("ИВС района", "ivs")


def test_waiting_and_length_are_computed_from_the_times() -> None:
    times = {"visit_start": at("2026-11-24T09:00"), "visit_entry": at("2026-11-24T10:10")}
    state = filled("visit", {**times, "visit_end": at("2026-11-24T14:40")})
    assert (state.value("visit_wait_min"), state.value("visit_duration_h")) == (70, 4.5)
    assert state.node("visit_wait_min").readonly


def test_leaving_before_entering_is_a_problem_and_a_blank_entry_is_not() -> None:
    end: Answers = {"visit_end": at("2026-11-24T08:00")}
    assert "visit_end" not in problems(filled("visit", end))
    assert "visit_end" in problems(filled("visit", {**end, "visit_entry": at("2026-11-24T09:00")}))


def test_occupancy_is_blank_while_one_of_its_figures_is_unknown() -> None:
    assert filled("visit", {"pop_total": 99, "cap_official": 60}).value("occ_rate") == 165
    assert filled("visit", {"pop_total": 99}).value("occ_rate") is None
    assert filled("visit", {"pop_total": UNKNOWN, "cap_official": 60}).value("occ_rate") is None


def test_sub_totals_are_compared_only_when_all_are_known() -> None:
    figures: Answers = {"pop_men": 20, "pop_women": 2, "pop_total": 22}
    assert filled("visit", figures).value("pop_check") == "yes"
    assert filled("visit", {**figures, "pop_total": 23}).value("pop_check") == "no"
    assert filled("visit", {**figures, "pop_women": UNKNOWN}).value("pop_check") is None


def test_a_third_of_the_persons_is_the_aim_of_a_comprehensive_visit() -> None:
    answers: Answers = {"visit_type": "comprehensive", "pop_total": 22}
    interviews: list[Answers] = [{"intv_consent": consent} for consent in ("yes", "yes", "no", "yes")]
    state = filled("visit", answers, children={"interview": interviews})
    assert state.value("prep_sample_target") == 8
    assert (state.value("deb_interviews_done"), state.value("deb_coverage")) == (3, 13.6)


def test_a_new_interview_is_counted_at_once() -> None:
    state = filled("visit", {"visit_type": "interim"}, children={"interview": []})
    outcome = state.set_instance("interview", Instance.of_items([{"intv_consent": "yes"}]))
    assert state.value("deb_interviews_done") == 1
    assert "deb_interviews_done" in outcome.changed


def test_no_earlier_visit_known_is_not_no_open_recommendation() -> None:
    state = filled("visit", {"visit_type": "interim"})
    assert (state.value("prep_last_visit"), state.value("prep_open_recs")) == (None, None)


def test_open_recommendations_of_earlier_visits_are_counted() -> None:
    earlier: list[Answers] = [{"visit_start": at("2025-03-02T09:00")}, {"visit_start": at("2026-05-02T09:00")}]
    recommended: tuple[Answers, ...] = ({"rec_status": "done"}, {"rec_status": "in_progress"}, {"rec_text": "…"})
    children: Mapping[str, Iterable[Answers]] = {"earlier_visit": earlier, "earlier_recommendation": recommended}
    state = filled("visit", {"visit_type": "interim"}, children=children)
    assert state.value("prep_open_recs") == 2
    assert state.value("prep_last_visit") == {"t": "2026-05-02", "p": "day"}


def test_a_cell_is_measured_by_hand_or_by_length_and_width() -> None:
    people: Answers = {"cell_people": 4, "cell_places": 3, "cell_wc_area": 1.5}
    state = filled("cell", {**people, "cell_len": 5, "cell_wid": 3})
    assert (state.value("cell_living"), state.value("cell_m2pp"), state.value("cell_bed_gap")) == (13.5, 3.38, 1)
    assert state.value("cell_m2_ok_cpt") == "no"
    state.answer("cell_area_meas", 21.5)
    assert (state.value("cell_living"), state.value("cell_m2_ok_cpt")) == (20, "yes")
    state.answer("cell_len", 6)
    assert state.value("cell_area_meas") == 21.5


def test_an_unmeasured_annexe_leaves_the_living_area_open() -> None:
    assert filled("cell", {"cell_area_meas": 18.4, "cell_people": 5}).value("cell_m2pp") is None
    bucket = filled("cell", {"cell_area_meas": 18.4, "cell_people": 5, "cell_toilet": "bucket"})
    assert bucket.value("cell_m2pp") == 3.68


def test_one_person_needs_six_square_metres() -> None:
    cell: Answers = {"cell_area_meas": 5.5, "cell_wc_area": 0, "cell_people": 1}
    assert filled("cell", cell).value("cell_m2_ok_cpt") == "no"


def test_nothing_is_asked_of_a_person_who_did_not_consent() -> None:
    for consent in (None, "no", "later", "withdrawn_during"):
        state = filled("interview", {"intv_consent": consent})
        assert shown(state, "person", "treatment", "allegations", "protection") == [False] * 4
        assert state.node("intv_consent").relevant
    state = filled("interview", {"intv_consent": "yes"})
    assert shown(state, "person", "treatment", "allegations", "protection") == [True] * 4
    assert state.value("intv_consent_scope") == "anonymous_statistics_only"


def test_hours_from_apprehension_come_from_the_case_or_from_the_person() -> None:
    state = filled(
        "interview",
        {"intv_consent": "yes"},
        children={"case": [{"case_code": "k1", "t_apprehended": at("2026-11-20T10:00")}]},
    )
    item = state.add_row("allegation").rows_added[0]
    state.answer(f"{item}/al_when_from", at("2026-11-20T13:30"))
    assert state.value(f"{item}/al_hours_since_app") is None
    state.answer("intv_t_apprehended", at("2026-11-20T12:00"))
    assert state.value(f"{item}/al_hours_since_app") == 1.5
    state.answer("intv_case_code", "k1")
    assert state.value(f"{item}/al_hours_since_app") == 3.5


def test_each_allegation_has_a_code_of_its_own() -> None:
    state = filled("interview", {"intv_consent": "yes"})
    codes = [state.value(f"{state.add_row('allegation').rows_added[0]}/al_code") for _ in range(3)]
    assert len({str(code) for code in codes}) == 3


def test_intervals_of_a_case_are_blank_unless_both_times_are_exact() -> None:
    known: Answers = {"t_apprehended": at("2026-11-20T10:00"), "t_registered": at("2026-11-20T16:30")}
    assert filled("case", known).value("int_app_reg") == 6.5
    about: Value = {"t": "2026-11-20T10:00", "p": "minute", "about": True}
    assert filled("case", {**known, "t_apprehended": about}).value("int_app_reg") is None
    assert filled("case", {**known, "t_registered": UNKNOWN}).value("int_app_reg") is None


def test_a_registration_before_the_apprehension_is_shown_as_a_conflict() -> None:
    state = filled("case", {"t_apprehended": at("2026-11-20T10:00"), "t_registered": at("2026-11-20T08:00")})
    assert state.value("int_app_reg") == -2
    assert problems(state) == {"t_apprehended"}


def test_a_person_still_held_is_counted_up_to_the_visit() -> None:
    visit: Answers = {"visit_start": at("2026-11-24T10:00"), "fac_type": "ivs"}
    state = filled("case", {"t_ivs_in": at("2026-11-21T10:00")}, visit=visit)
    assert state.value("int_ivs_stay") == 72
    state.answer("t_transfer_sizo", at("2026-11-22T10:00"))
    assert state.value("int_ivs_stay") == 24


def test_placement_counts_from_the_ivs_or_else_from_the_sizo() -> None:
    state = filled("case", {"t_sizo_in": at("2026-11-21T10:00"), "t_medexam": at("2026-11-21T15:00")})
    assert state.value("int_in_med") == 5


def test_an_examination_waits_for_consent_and_for_a_doctor() -> None:
    given: Answers = {"ime_consent": "given"}
    assert not filled("examination").section_relevant("exam_account")
    assert filled("examination", given).section_relevant("exam_account")
    without = filled("examination", given, visit={"team_has_doctor": "no"})
    assert not without.section_relevant("exam_account")
    assert without.node("no_doctor_note").relevant


@pytest.mark.parametrize(
    ("mark", "right"), [("front 0.42 0.31", True), ("feet 1 0", True), ("front 1.2 0", False), ("0.4 0.3", False)]
)
def test_a_mark_on_the_body_is_a_view_and_two_shares(mark: str, right: bool) -> None:
    state = filled("examination", {"ime_consent": "given"})
    item = state.add_row("injury").rows_added[0]
    state.answer(f"{item}/inj_map_xy", mark)
    assert (f"{item}/inj_map_xy" not in problems(state)) is right


def test_injuries_in_a_register_are_asked_for_medical_books_only() -> None:
    assert filled("register_check", {"reg_type": "injuries"}).node("reg_injury_entries").relevant
    assert not filled("register_check", {"reg_type": "parcels"}).node("reg_injury_entries").relevant


def test_a_reply_is_counted_in_days() -> None:
    dates: Answers = {"rec_sent": {"t": "2026-03-01", "p": "day"}, "rec_reply_date": {"t": "2026-04-15", "p": "day"}}
    assert filled("recommendation", dates).value("rec_reply_days") == 45


def test_a_deadline_lies_after_the_visit_where_its_end_is_known() -> None:
    deadline: Answers = {"rec_deadline": {"t": "2026-11-01", "p": "day"}}
    assert "rec_deadline" not in problems(filled("recommendation", deadline))
    visit: Answers = {"visit_end": at("2026-11-24T14:00")}
    assert "rec_deadline" in problems(filled("recommendation", deadline, visit=visit))


@pytest.mark.parametrize(
    ("form", "question"),
    [("visit", "visit_id"), ("case", "case_code"), ("interview", "intv_code"), ("recommendation", "rec_id")],
)
def test_a_random_code_is_made_once_and_kept(form: str, question: str) -> None:
    first = filled(form)
    made = first.opened.auto[f"{question}#auto"]
    assert made == first.value(question)
    assert filled(form, {f"{question}#auto": made}).value(question) == made


def test_none_of_these_contradicts_every_other_choice() -> None:
    visit: Answers = {"visit_type": "comprehensive"}
    assert "con_news" in problems(filled("visit", {**visit, "con_news": ["none", "radio"]}))
    assert "con_news" not in problems(filled("visit", {**visit, "con_news": ["none"]}))
    assert "con_news" not in problems(filled("visit", {**visit, "con_news": ["radio", "tv"]}))


def test_own_bedding_and_none_given_may_both_be_true() -> None:
    assert problems(filled("cell", {"cell_bedding": ["none", "own"]})) == set()
