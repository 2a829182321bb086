"""Documents beside each other: what a visit is told of earlier ones, which version is begun, what finishing keeps."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitorapp.clock import Clock
from monitorapp.documents import (
    add_document,
    answers_by_question,
    definition_of,
    finish,
    neighbours,
    open_state,
    start_visit,
    untouched_defaults,
    version_for,
    version_order,
    zone_of,
)
from monitorapp.errors import FormTrouble, InputTrouble
from monitorapp.forms.nodes import Item
from monitorapp.library import bring_in, inspect_file
from monitorapp.records.field import Value
from monitorapp.resources import facilities, form_names, shipped_version
from monitorapp.vault.vault import Vault
from tests.core.vaults import pass_on, vault_of, write
from tests.core.workbooks import Rows, settings, workbook

HERE = "practice"
ELSEWHERE = next(row["id"] for row in facilities() if not row["practice"])


class Calendar:
    """A day that somebody sets."""

    def __init__(self) -> None:
        self.today = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.today)


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def vault(tmp_path: Path, calendar: Calendar) -> Iterator[Vault]:
    with vault_of("Айгуль", tmp_path / "vault").opened(calendar.clock) as vault:
        yield vault


def visited(vault: Vault, calendar: Calendar, day: str, facility: str = HERE) -> str:
    """A visit of that day that says when it began."""
    calendar.today = datetime.fromisoformat(f"{day}T09:00+00:00")
    visit, _ = start_visit(vault, facility)
    write(vault, visit, visit_type="interim", visit_start={"t": f"{day}T09:00", "p": "minute"})
    return visit


def recommended(vault: Vault, visit: str, **answers: Value) -> None:
    document, _ = add_document(vault, visit, "recommendation")
    write(vault, document, commit=True, **answers)


def last_visit(vault: Vault, visit: str) -> Value:
    return open_state(vault, visit).value("prep_last_visit")


# Earlier visits


def test_the_visit_before_is_the_last_one_that_began_before(vault: Vault, calendar: Calendar) -> None:
    first, second, third = (visited(vault, calendar, day) for day in ("2026-03-02", "2026-05-02", "2026-07-02"))
    assert last_visit(vault, first) is None
    assert last_visit(vault, second) == {"t": "2026-03-02", "p": "day"}
    assert last_visit(vault, third) == {"t": "2026-05-02", "p": "day"}


def test_recommendations_of_a_later_visit_were_not_open_at_an_earlier_one(vault: Vault, calendar: Calendar) -> None:
    first, second, third = (visited(vault, calendar, day) for day in ("2026-03-02", "2026-05-02", "2026-07-02"))
    recommended(vault, first, rec_status="done")
    recommended(vault, first, rec_status="in_progress")
    recommended(vault, third, rec_text="Поставить койки")
    assert open_state(vault, second).value("prep_open_recs") == 1
    assert open_state(vault, first).value("prep_open_recs") is None


def test_a_visit_to_another_facility_is_no_earlier_visit(vault: Vault, calendar: Calendar) -> None:
    visited(vault, calendar, "2026-03-02", ELSEWHERE)
    here = visited(vault, calendar, "2026-05-02")
    assert last_visit(vault, here) is None


def test_two_visits_whose_facility_is_not_known_are_not_taken_for_the_same_place(
    vault: Vault, calendar: Calendar
) -> None:
    first, second = (visited(vault, calendar, day) for day in ("2026-03-02", "2026-05-02"))
    for visit in (first, second):
        write(vault, visit, facility_id="")
    assert last_visit(vault, second) is None


def test_a_facility_in_dispute_has_no_earlier_visits(vault: Vault, calendar: Calendar, tmp_path: Path) -> None:
    visited(vault, calendar, "2026-03-02")
    here = visited(vault, calendar, "2026-05-02")
    with vault_of("Бакыт", tmp_path / "other").opened(calendar.clock) as other:
        pass_on(vault, other, here)
        write(other, here, facility_id=ELSEWHERE)
        write(vault, here, facility_id="other")
        pass_on(other, vault, here)
    assert vault.view(here).unsettled.keys() == {"facility_id"}
    assert last_visit(vault, here) is None


# Neighbours


def test_a_document_below_a_visit_reads_its_visit_and_its_siblings_but_not_itself(vault: Vault) -> None:
    visit, _ = start_visit(vault, HERE)
    write(vault, visit, visit_type="interim")
    one, _ = add_document(vault, visit, "interview")
    two, _ = add_document(vault, visit, "interview")
    write(vault, one, intv_consent="yes")
    found = neighbours(vault, two)
    assert texts(found["interview"].document) == ["yes"]
    assert "interim" in texts(found["visit"].document)
    assert not [name for name in found if name.startswith("earlier_")]


def test_a_draft_of_a_sibling_is_read_before_it_is_committed(vault: Vault) -> None:
    visit, _ = start_visit(vault, HERE)
    interview, _ = add_document(vault, visit, "interview")
    write(vault, visit, visit_type="interim")
    write(vault, interview, commit=False, intv_consent="yes")
    assert open_state(vault, visit).value("deb_interviews_done") == 1


def texts(document: Item) -> list[str]:
    """The texts of all answers in a secondary instance."""
    return [item.text for item in document.walk() if not item.content and item.text]


@pytest.mark.parametrize(
    ("values", "read"),
    [
        ({"a": "said"}, {"a": "said"}),
        ({"a#auto": "made"}, {"a": "made"}),
        ({"a#auto": "made", "a": "said"}, {"a": "said"}),
        ({"a": None, "a#auto": "made"}, {"a": None}),
        ({"a@register": 3}, {}),
        ({"a#note": "x", "a#raw": "about 3", "a#later": True}, {}),
        ({"f" * 32 + "/a": 1, "f" * 32 + "/#row": {"row": "r"}, "f" * 32 + "/a#auto": 2}, {}),
        ({"#form": "visit", "#version": "1"}, {}),
    ],
)
def test_other_documents_read_answers_and_nothing_beside_them(values: dict[str, Value], read: dict[str, Value]) -> None:
    assert answers_by_question(values) == read


@pytest.mark.parametrize(
    ("apprehended", "hours"),
    [
        ({"t": "2026-11-20T10:00", "p": "minute", "zone": "Asia/Bishkek"}, 3.5),
        ({"t": "2026-11-20T10:00", "p": "minute"}, 3.5),
        ({"t": "2026-11-20T07:00", "p": "minute", "zone": "Europe/Moscow"}, 3.5),
        ({"t": "2026-11-20", "p": "day"}, None),
        ({"t": "2026-11-20T10", "p": "hour"}, None),
        ({"t": "2026-11-20T10:00", "p": "minute", "about": True}, None),
        ("2026-11-20", None),
    ],
)
def test_no_hours_are_counted_from_a_day_that_stands_in_another_document(
    vault: Vault, apprehended: Value, hours: Value
) -> None:
    visit, _ = start_visit(vault, HERE)
    case, interview = (add_document(vault, visit, form)[0] for form in ("case", "interview"))
    write(vault, case, case_code="k1", t_apprehended=apprehended)
    row = "f" * 32
    answers: dict[str, Value] = {
        "intv_consent": "yes",
        "intv_case_code": "k1",
        f"{row}/#row": {"row": "allegation"},
        f"{row}/al_when_from": {"t": "2026-11-20T13:30", "p": "minute", "zone": "Asia/Bishkek"},
    }
    write(vault, interview, commit=True, **answers)
    assert open_state(vault, interview).value(f"{row}/al_hours_since_app") == hours


def test_a_day_that_was_asked_for_is_read_in_other_documents_as_the_day(vault: Vault) -> None:
    visit, _ = start_visit(vault, HERE)
    recommendation, _ = add_document(vault, visit, "recommendation")
    write(vault, recommendation, rec_deadline={"t": "2026-11-20", "p": "day"})
    assert "2026-11-20" in texts(neighbours(vault, visit)["recommendation"].document)


# Which version


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("9", "10"),
        ("2026.9", "2026.10"),
        ("20261124", "20270101"),
        ("v9", "v10"),
        ("1", "1.0"),
        ("1.0", "1.1"),
        ("1-draft", "2"),
        ("ред. 2", "ред. 11"),
        ("", "1"),
    ],
)
def test_versions_are_ordered_as_people_count(older: str, newer: str) -> None:
    assert version_order(older) < version_order(newer)


def test_a_shipped_form_is_begun_in_the_shipped_version_whatever_else_is_known(vault: Vault) -> None:
    for form in form_names():
        assert version_for(vault, form) == shipped_version(form)


def test_a_visit_to_a_place_that_no_list_knows_is_refused_and_leaves_nothing(vault: Vault) -> None:
    with pytest.raises(InputTrouble, match="facility-unknown"):
        start_visit(vault, "nowhere")
    assert vault.visits() == []


def test_a_document_of_an_unknown_form_is_refused_and_leaves_nothing(vault: Vault) -> None:
    visit, _ = start_visit(vault, HERE)
    with pytest.raises(FormTrouble, match="form-unknown"):
        add_document(vault, visit, "martian")
    assert [row.form for row in vault.documents(visit)] == ["visit"]


def test_the_zone_of_a_facility_that_is_not_in_the_list_is_not_guessed() -> None:
    assert zone_of("nowhere") is None
    assert zone_of(HERE) == "Asia/Bishkek"


TOLD = "format-date-time('2026-03-02T20:30:00Z', '%Y-%m-%d %H:%M')"


@pytest.mark.parametrize(("country", "told"), [("KG", "2026-03-03 02:30"), ("KZ", "2026-03-03 01:30")])
def test_the_clock_of_a_form_is_the_one_on_the_wall_of_the_facility(
    vault: Vault, tmp_path: Path, country: str, told: str
) -> None:
    survey: Rows = (("type", "name", "label", "calculation"), ("calculate", "clock", None, TOLD))
    bring_in(vault, inspect_file(workbook(tmp_path / "clock.xlsx", survey, settings=settings("1", "clock"))))
    facility = next(row["id"] for row in facilities() if row["country"] == country)
    visit, _ = start_visit(vault, facility)
    below, _ = add_document(vault, visit, "clock")
    assert open_state(vault, below).value("clock") == told


# Defaults

HEADING = ("type", "name", "label", "default", "relevant", "read_only", "calculation", "bind::monitor:compartment")
FORM: Rows = (
    HEADING,
    ("text", "plain", "Plain", "given", None, None, None, None),
    ("text", "medical", "Medical", "calm", None, None, None, "medical"),
    ("text", "hidden", "Hidden", "unseen", "${plain} = 'other'", None, None, None),
    ("text", "locked", "Locked", "fixed", None, "yes", None, None),
    ("text", "dynamic", "Dynamic", "concat('to', 'day')", None, None, None, None),
    ("text", "computed", "Computed", None, None, None, "concat(${plain}, '!')", None),
    ("note", "told", "Told", None, None, None, None, None),
    ("begin_repeat", "room", "Room", None, None, None, None, None),
    ("text", "wall", "Wall", "white", None, None, None, None),
    ("end_repeat", None, None, None, None, None, None, None),
)
SETTINGS: Rows = (
    ("form_id", "version", "form_title", "namespaces"),
    ("rooms", "1", "Rooms", 'monitor="http://monitorapp.org/xforms"'),
)


@pytest.fixture
def rooms(vault: Vault, tmp_path: Path) -> str:
    """A document of a form with defaults of every sort."""
    bring_in(vault, inspect_file(workbook(tmp_path / "rooms.xlsx", FORM, settings=SETTINGS)))
    return start_visit(vault, HERE, "rooms")[0]


def test_defaults_that_a_person_could_have_changed_are_the_ones_that_are_kept(vault: Vault, rooms: str) -> None:
    (item,) = open_state(vault, rooms).rows("room")
    assert untouched_defaults(vault, rooms) == {
        "plain": ("given", "general"),
        "medical": ("calm", "medical"),
        "dynamic": ("today", "general"),
        f"{item}/wall": ("white", "general"),
    }


def test_a_default_with_a_stored_value_of_the_form_is_kept_there_and_not_twice(vault: Vault, rooms: str) -> None:
    made = dict(open_state(vault, rooms).opened.auto)
    write(vault, rooms, commit=True, **made)
    finish(vault, rooms)
    values = vault.view(rooms).values
    assert values["dynamic#auto"] == "today"
    assert "dynamic" not in values


def test_a_default_in_a_row_that_was_taken_away_is_not_kept(vault: Vault, rooms: str) -> None:
    (item,) = open_state(vault, rooms).rows("room")
    write(vault, rooms, commit=True, **{f"{item}/#gone": True})
    assert f"{item}/wall" not in untouched_defaults(vault, rooms)
    finish(vault, rooms)
    assert f"{item}/wall" not in vault.view(rooms).values


def test_a_default_beside_which_two_people_differ_is_no_third_answer(
    vault: Vault, rooms: str, tmp_path: Path, calendar: Calendar
) -> None:
    with vault_of("Бакыт", tmp_path / "other").opened(calendar.clock) as other:
        pass_on(vault, other, rooms)
        write(vault, rooms, plain="one")
        write(other, rooms, plain="other")
        pass_on(other, vault, rooms)
    assert "plain" not in untouched_defaults(vault, rooms)
    finish(vault, rooms)
    assert {standing.value for standing in vault.view(rooms).unsettled["plain"]} == {"one", "other"}


def test_finishing_twice_writes_the_defaults_once(vault: Vault, rooms: str) -> None:
    finish(vault, rooms)
    once = len(vault.history(rooms, "plain"))
    vault.reopen(rooms)
    finish(vault, rooms)
    assert len(vault.history(rooms, "plain")) == once == 1


def test_finishing_a_visit_keeps_the_defaults_of_every_document_of_it(vault: Vault, rooms: str) -> None:
    below, _ = add_document(vault, rooms, "rooms")
    finish(vault, rooms)
    for document in (rooms, below):
        view = vault.view(document)
        assert (view.values["medical"], view.status) == ("calm", "finished")


def test_a_default_that_opened_a_question_stays_when_the_form_is_opened_again(vault: Vault, rooms: str) -> None:
    write(vault, rooms, plain="other")
    assert untouched_defaults(vault, rooms)["hidden"] == ("unseen", "general")
    finish(vault, rooms)
    assert vault.view(rooms).values["hidden"] == "unseen"
    assert open_state(vault, rooms).value("hidden") == "unseen"


# Versions in a visit


def test_a_document_opens_in_the_version_it_was_begun_with_after_a_newer_one_came(
    vault: Vault, rooms: str, tmp_path: Path
) -> None:
    newer = (("form_id", "version"), ("rooms", "2"))
    bring_in(vault, inspect_file(workbook(tmp_path / "newer.xlsx", (("integer", "beds", "Beds"),), settings=newer)))
    below, _ = add_document(vault, rooms, "rooms")
    assert (definition_of(vault, rooms).version, definition_of(vault, below).version) == ("1", "2")
    assert open_state(vault, rooms).value("plain") == "given"


def test_a_month_between_visits_is_no_matter_of_time_zones(vault: Vault, calendar: Calendar) -> None:
    first = visited(vault, calendar, "2026-03-31")
    calendar.today += timedelta(seconds=1)
    second, _ = start_visit(vault, HERE)
    assert last_visit(vault, second) == {"t": "2026-03-31", "p": "day"}
    assert last_visit(vault, first) is None
