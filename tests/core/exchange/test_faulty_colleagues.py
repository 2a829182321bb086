"""What a colleague's faulty program may write: taken in as far as it goes, and never in the way of handing over."""

from dataclasses import replace

import pytest

from monitorapp.exchange.payload import Payload
from monitorapp.exchange.receive import Plan, inspect, plan, receive
from monitorapp.records.commit import Commit, Part
from monitorapp.vault.vault import Vault
from tests.core.exchange.conftest import Team
from tests.core.exchange.test_forgeries import attested, bundle, made, refused
from tests.core.vaults import write

Q = "pop_total"
VISIT = "7" * 32


def take_in(team: Team, commit: Commit) -> None:
    """The office gets a commit of Bek."""
    payload = Payload(commits=[commit], attestations=attested(team.bek, [commit]))
    assert not receive(team.office, bundle(team, payload.encode(), [VISIT])).nothing_new


def changed(team: Team, **header: object) -> Commit:
    commit = made(team.bek.author, VISIT, values={Q: 41, "#form": "visit", "#version": "1"})
    return Commit.seal(replace(commit.header, **header), commit.parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "form", ["@", "@1", "visit@", "x" * 201 + "@1", "visit@" + "9" * 201, "no version", "", "a@b@1", "\n@\n"]
)
def test_a_form_of_any_name_does_not_keep_a_visit_from_being_handed_over(team: Team, form: str) -> None:
    take_in(team, changed(team, form=form))
    path = team.sends(team.office, VISIT, team.anna, "update")
    forms = inspect(team.anna, path).manifest.forms
    assert all(name and version and len(name) <= 200 and len(version) <= 200 for name, version in forms.items())
    assert receive(team.anna, path).counts.new == 3
    assert team.anna.view(VISIT).values[Q] == 41


def test_form_names_of_the_greatest_length_are_still_told(team: Team) -> None:
    take_in(team, changed(team, form="f" * 200 + "@" + "1" * 200))
    path = team.sends(team.office, VISIT, team.anna, "update")
    assert inspect(team.anna, path).manifest.forms == {"f" * 200: "1" * 200}


def test_a_time_that_does_not_exist_is_refused_before_it_reaches_a_list(team: Team) -> None:
    commit = changed(team, wall="2026-13-45T99:99:99Z")
    payload = Payload(commits=[commit], attestations=attested(team.bek, [commit]))
    assert refused(team, bundle(team, payload.encode(), [VISIT]))["reason"] == "header"


@pytest.mark.parametrize("number", ["lamport", "sequence"])
def test_after_the_highest_number_there_is_people_write_on_and_are_understood(team: Team, number: str) -> None:
    take_in(team, changed(team, **{number: 2**53 - 1}))
    write(team.office, VISIT, pop_total=43)
    team.passes(team.office, VISIT, team.bek, "update")
    write(team.bek, VISIT, pop_total=44)
    team.passes(team.bek, VISIT, team.office)
    for vault in (team.office, team.bek):
        assert vault.view(VISIT).values[Q] == 44
        assert vault.conflicts() == []


def test_the_numbers_of_a_manifest_reach_their_highest_and_come_back(team: Team) -> None:
    team.anna.registry.keep_fact("sequence", 2**53 - 2)
    visit = team.anna.start_visit("visit", "1", {"facility_id": "practice"})[0]
    path = team.sends(team.anna, visit, team.office)
    assert inspect(team.office, path).manifest.sequence == receive(team.office, path).sequence == 2**53 - 1


def test_a_commit_that_replaces_what_nobody_has_stands_alone(team: Team) -> None:
    take_in(team, changed(team, replaces={Q: ("9" * 64,)}))
    assert team.office.view(VISIT).values[Q] == 41
    assert team.office.conflicts() == []


def test_what_was_replaced_before_it_arrived_never_stands(team: Team) -> None:
    first = changed(team)
    second = changed(team, replaces={Q: (first.id,)}, lamport=2, previous=first.id, sequence=1)
    second = Commit.seal(second.header, (Part("general", "2" * 32, {Q: 43}),))
    take_in(team, second)
    take_in(team, first)
    assert team.office.view(VISIT).values[Q] == 43
    assert [entry.standing for entry in team.office.history(VISIT, Q)] == [False, True]


def test_nobody_replaces_a_value_of_another_document(team: Team) -> None:
    first = changed(team)
    take_in(team, first)
    other = Commit.seal(
        replace(first.header, document="8" * 32, replaces={Q: (first.id,)}),
        (Part("general", "2" * 32, {"#form": "cell", "#parent": VISIT}),),
    )
    take_in(team, other)
    assert team.office.view(VISIT).values[Q] == 41


# Parts that are withheld, and come later


def in_two_parts(team: Team) -> Commit:
    parts = (
        Part("general", "0" * 32, {"#form": "visit", "#version": "1", Q: 41}),
        Part("medical", "1" * 32, {"injury_seen": "синяк", "injury_count": 2}),
    )
    return Commit.seal(made(team.bek.author, VISIT).header, parts)


def carried(team: Team, commit: Commit) -> bytes:
    return Payload(commits=[commit], attestations=attested(team.bek, [commit])).encode()


def test_a_withheld_part_leaves_the_others_readable_and_comes_later(team: Team) -> None:
    whole = in_two_parts(team)
    receive(team.office, bundle(team, carried(team, replace(whole, parts=whole.parts[:1])), [VISIT]))
    values = team.office.view(VISIT).values
    assert values[Q] == 41
    assert "injury_seen" not in values
    later = bundle(team, carried(team, whole), [VISIT])
    planned, done = plan(team.office, later), receive(team.office, later)
    assert planned.counts == done.counts
    assert (done.counts.new, done.counts.known, done.nothing_new) == (2, 3, False)
    assert team.office.view(VISIT).values["injury_seen"] == "синяк"
    assert receive(team.office, later).nothing_new


def test_a_part_withheld_later_takes_nothing_away(team: Team) -> None:
    whole = in_two_parts(team)
    receive(team.office, bundle(team, carried(team, whole), [VISIT]))
    digest = team.office.digest()
    made_of_it = receive(team.office, bundle(team, carried(team, replace(whole, parts=())), [VISIT]))
    assert made_of_it.nothing_new
    assert team.office.digest() == digest
    assert team.office.view(VISIT).values["injury_count"] == 2


def test_what_is_withheld_can_be_passed_on_without_it(team: Team) -> None:
    whole = in_two_parts(team)
    receive(team.office, bundle(team, carried(team, replace(whole, parts=whole.parts[:1])), [VISIT]))
    team.passes(team.office, VISIT, team.anna, "update")
    assert team.anna.digest() == team.office.digest()
    values = team.anna.view(VISIT).values
    assert (values[Q], values.get("injury_seen")) == (41, None)
    assert receive_whole(team, team.anna, whole).counts.new == 2


def receive_whole(team: Team, reader: Vault, whole: Commit) -> Plan:
    receive(team.office, bundle(team, carried(team, whole), [VISIT]))
    return team.passes(team.office, VISIT, reader, "update")


def test_another_part_in_the_place_of_a_withheld_one_is_refused(team: Team) -> None:
    whole = in_two_parts(team)
    receive(team.office, bundle(team, carried(team, replace(whole, parts=whole.parts[:1])), [VISIT]))
    for false in (
        replace(whole.parts[1], salt="2" * 32),
        replace(whole.parts[1], values={"injury_seen": "нет"}),
        replace(whole.parts[1], compartment="personal"),
    ):
        path = bundle(team, carried(team, replace(whole, parts=(whole.parts[0], false))), [VISIT])
        assert refused(team, path)["reason"] == "hash"


def test_the_parts_of_a_commit_may_come_in_any_order(team: Team) -> None:
    whole = in_two_parts(team)
    for part in reversed(whole.parts):
        receive(team.office, bundle(team, carried(team, replace(whole, parts=(part,))), [VISIT]))
    values = team.office.view(VISIT).values
    assert (values[Q], values["injury_count"]) == (41, 2)
