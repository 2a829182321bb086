"""What opens what in the shipped forms: consent, the type of a visit, the hand of the monitor, the kind of facility."""

import re

from tests.core.shipped import FORMS, XF, binds, body, choice_codes, model, relevance


def test_consent_comes_before_everything_else_in_an_interview() -> None:
    assert next(iter(body("interview"))).attrib["ref"] == "/data/consent"
    for node in ("person", "treatment", "allegations", "protection"):
        assert relevance("interview", node) == "intv_consent = 'yes'"


def test_the_least_use_is_the_default_of_a_consent() -> None:
    default = next(model("interview").iter(f"{XF}intv_consent_scope")).text
    assert default == "anonymous_statistics_only"


def test_nothing_in_an_examination_opens_without_consent() -> None:
    for node in ("exam_account", "injuries", "exam_assessment"):
        assert relevance("examination", node).startswith("ime_consent = 'given'")


def test_the_core_of_a_visit_is_open_before_its_type_is_known() -> None:
    for section in ("visit_basics", "visit_team", "preparation", "access_entry", "facility_population"):
        assert relevance("visit", section) == ""


def test_other_sections_open_by_type_of_visit_or_by_hand() -> None:
    assert relevance("visit", "food") == "visit_type = 'comprehensive' or selected(modules_opened, 'food')"
    assert relevance("visit", "force") == (
        "selected('comprehensive special', visit_type) or selected(modules_opened, 'force')"
    )
    assert relevance("visit", "women") == (
        "(visit_type = 'comprehensive' and pop_women>0) or selected(modules_opened, 'women')"
    )
    assert relevance("visit", "closing_talk") == "visit_type != ''"


def test_every_section_that_a_type_closes_can_be_opened_by_hand() -> None:
    opened = {
        match[1]
        for name in binds("visit")
        if (match := re.search(r"selected\(modules_opened, '(\w+)'\)", relevance("visit", name)))
    }
    assert opened == set(choice_codes("visit", "modules"))


def test_questions_for_one_kind_of_facility_ask_for_the_kind() -> None:
    assert "ivs drug_agency_ivs" in relevance("visit", "pop_over_48h")
    assert "sizo security_service_sizo" in relevance("visit", "reg_hours_locked")
    assert "instance('visit')/root/fac_type" in relevance("case", "t_transfer_sizo")


def test_an_unfinished_neighbour_is_no_contradiction() -> None:
    for form in FORMS:
        for name, found in binds(form).items():
            constraint = found.get("constraint", "")
            for path in re.findall(r"[<>]=? +(/[\w/]+)", constraint):
                assert f"{path}  = ''" in constraint, name
