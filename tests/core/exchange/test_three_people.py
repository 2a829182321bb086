"""Three people over one visit: what differs stands on every laptop, and what was decided ends it on every laptop."""

import tempfile
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitorapp.exchange.receive import receive
from monitorapp.records.commit import Commit
from monitorapp.records.field import Value
from monitorapp.vault import views
from monitorapp.vault.ledger import Ledger
from monitorapp.vault.vault import Vault
from tests.core.exchange.conftest import Team
from tests.core.vaults import ledger_at, write

Q = "pop_total"


def begun(team: Team) -> str:
    """A visit that all three have, without a word in it."""
    visit = team.visit_together()
    team.passes(team.anna, visit, team.office)
    return visit


def everybody(team: Team) -> tuple[Vault, Vault, Vault]:
    return team.anna, team.bek, team.office


def meet(team: Team, visit: str) -> None:
    """Everybody gives everything to everybody, so that all have the same."""
    for sender in (*everybody(team), team.anna, team.bek):
        for reader in everybody(team):
            if reader is not sender:
                team.passes(sender, visit, reader, "update")
    assert team.anna.digest() == team.bek.digest() == team.office.digest()


def differ(team: Team, *values: Value) -> str:
    visit = begun(team)
    for vault, value in zip(everybody(team), values, strict=True):
        write(vault, visit, pop_total=value)
    return visit


def decide(vault: Vault, visit: str, value: Value, reason: str) -> None:
    vault.settle(visit, Q, value, reason, vault.view(visit).shown[Q])


def standing(vault: Vault, visit: str) -> list[Value]:
    return [one.value for one in vault.view(visit).unsettled.get(Q, ())]


def test_three_values_stand_side_by_side_on_every_laptop(team: Team) -> None:
    visit = differ(team, 41, 43, 40)
    meet(team, visit)
    for vault in everybody(team):
        assert sorted(standing(vault, visit), key=str) == [40, 41, 43]
        assert vault.view(visit).values[Q] is None
        assert [(one.document, one.field) for one in vault.conflicts()] == [(visit, Q)]


def test_where_two_agree_against_one_all_three_names_are_kept(team: Team) -> None:
    visit = differ(team, 41, 43, 41)
    meet(team, visit)
    for vault in everybody(team):
        said = {one.author: one.value for one in vault.view(visit).unsettled[Q]}
        assert said == {team.anna.author: 41, team.bek.author: 43, team.office.author: 41}


def test_where_three_agree_nothing_is_to_be_decided(team: Team) -> None:
    visit = differ(team, 41, 41, 41)
    meet(team, visit)
    for vault in everybody(team):
        view = vault.view(visit)
        assert (view.values[Q], view.unsettled) == (41, {})
        assert set(view.authors[Q]) == {one.author for one in everybody(team)}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_in_which_three_files_come_decides_nothing(team: Team, order: tuple[int, ...]) -> None:
    visit = begun(team)
    for vault, number in ((team.anna, 41), (team.bek, 43)):
        write(vault, visit, pop_total=number)
    write(team.anna, visit, cells_total=7)
    files = [team.sends(team.anna, visit, team.office), team.sends(team.bek, visit, team.office)]
    write(team.anna, visit, pop_total=42)
    files.append(team.sends(team.anna, visit, team.office))
    for number in order:
        receive(team.office, files[number])
    assert sorted(standing(team.office, visit), key=str) == [42, 43]
    assert team.office.view(visit).values["cells_total"] == 7
    assert sum(receive(team.office, one).nothing_new for one in files) == 3


@pytest.mark.parametrize(
    ("first", "second"),
    [(["b", "a"], ["a", "b", "a"]), ("и\u0306", "й"), (3, 3.0), (-0.0, 0), ({"na": "refused"}, {"na": "refused"})],
)
def test_the_same_said_in_two_spellings_is_an_agreement(team: Team, first: Value, second: Value) -> None:
    visit = team.visit_together()
    write(team.anna, visit, said=first)
    write(team.bek, visit, said=second)
    made = team.passes(team.bek, visit, team.anna)
    assert (made.counts.agreeing, made.counts.conflicts) == (1, 0)
    assert team.anna.conflicts() == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (0, False),
        (1, True),
        ("1", 1),
        (0, {"na": "unknown"}),
        ({"na": "refused"}, {"na": "not_asked"}),
        (None, 43),
        ("", {"na": "unknown"}),
        (["a"], "a"),
        ({"rank": ["a", "b"]}, {"rank": ["b", "a"]}),
        ({"t": "2026", "p": "year"}, {"t": "2026-01", "p": "month"}),
        ({"t": "2026-11-24", "p": "day"}, {"t": "2026-11-24", "p": "day", "about": True}),
        ("Асанова", "асанова"),
    ],
)
def test_what_is_not_quite_the_same_is_put_before_a_person(team: Team, first: Value, second: Value) -> None:
    visit = team.visit_together()
    write(team.anna, visit, said=7)
    team.passes(team.anna, visit, team.bek)
    write(team.anna, visit, said=first)
    write(team.bek, visit, said=second)
    made = team.passes(team.bek, visit, team.anna)
    assert made.conflicts == ((visit, "said"),)
    assert len(team.anna.view(visit).unsettled["said"]) == 2


def test_one_decision_ends_it_for_all_three(team: Team) -> None:
    visit = differ(team, 41, 43, 40)
    meet(team, visit)
    decide(team.office, visit, 43, "по журналу")
    for monitor in (team.anna, team.bek):
        made = team.passes(team.office, visit, monitor, "update")
        assert (made.counts.settled, made.counts.conflicts) == (1, 0)
        assert monitor.view(visit).values[Q] == 43


def test_two_decisions_that_cross_are_both_kept_with_their_reasons(team: Team) -> None:
    visit = differ(team, 41, 43, 40)
    meet(team, visit)
    decide(team.anna, visit, 41, "пересчитали вдвоём")
    decide(team.bek, visit, 43, "по журналу")
    made = team.passes(team.anna, visit, team.bek)
    assert made.conflicts == ((visit, Q),)
    meet(team, visit)
    for vault in everybody(team):
        assert sorted(standing(vault, visit), key=str) == [41, 43]
        reasons = {entry.reason for entry in vault.history(visit, Q) if entry.standing}
        assert reasons == {"пересчитали вдвоём", "по журналу"}
    decide(team.office, visit, 43, "сверено с охраной")
    meet(team, visit)
    assert all(vault.view(visit).values[Q] == 43 and not vault.conflicts() for vault in everybody(team))


def test_two_decisions_that_cross_and_agree_leave_nothing_to_decide(team: Team) -> None:
    visit = differ(team, 41, 43, 40)
    meet(team, visit)
    decide(team.anna, visit, 43, "по журналу")
    decide(team.bek, visit, 43, "сам считал")
    meet(team, visit)
    for vault in everybody(team):
        assert vault.view(visit).values[Q] == 43
        assert vault.conflicts() == []


def test_a_decision_does_not_swallow_a_value_that_whoever_decided_never_saw(team: Team) -> None:
    visit = differ(team, 41, 43, 40)
    team.passes(team.bek, visit, team.anna)
    decide(team.anna, visit, 41, "пересчитали")
    made = team.passes(team.anna, visit, team.office)
    assert made.conflicts == ((visit, Q),)
    assert sorted(standing(team.office, visit), key=str) == [40, 41]


def test_an_answer_given_while_somebody_decided_stands_against_the_decision(team: Team) -> None:
    visit = differ(team, 41, 43, 41)
    meet(team, visit)
    decide(team.office, visit, 41, "по журналу")
    write(team.bek, visit, pop_total=44)
    team.passes(team.office, visit, team.bek, "update")
    assert sorted(standing(team.bek, visit), key=str) == [41, 44]


def test_an_old_stick_does_not_open_what_was_decided(team: Team) -> None:
    visit = begun(team)
    write(team.bek, visit, pop_total=43)
    old = team.sends(team.bek, visit, team.office)
    write(team.anna, visit, pop_total=41)
    team.passes(team.anna, visit, team.office)
    team.passes(team.bek, visit, team.office)
    decide(team.office, visit, 41, "по журналу")
    made = receive(team.office, old)
    assert (made.nothing_new, made.older, made.conflicts) == (True, True, ())
    assert team.office.view(visit).values[Q] == 41


def test_a_decision_may_come_before_the_words_that_it_decides_about(team: Team) -> None:
    visit = begun(team)
    write(team.anna, visit, pop_total=41)
    write(team.bek, visit, pop_total=43)
    theirs = team.sends(team.bek, visit, team.office)
    team.passes(team.bek, visit, team.anna)
    decide(team.anna, visit, 43, "по журналу")
    team.passes(team.anna, visit, team.office)
    made = receive(team.office, theirs)
    assert (made.nothing_new, made.counts.conflicts) == (True, 0)
    assert team.office.view(visit).values[Q] == 43


def test_nobody_conflicts_with_their_own_earlier_words(team: Team) -> None:
    visit = begun(team)
    for number in (41, 42, 43):
        write(team.anna, visit, pop_total=number)
        assert team.passes(team.anna, visit, team.office).counts.conflicts == 0
    assert team.office.view(visit).values[Q] == 43


def test_a_difference_that_stood_before_is_not_counted_again(team: Team) -> None:
    visit = differ(team, 41, 43, 40)
    assert team.passes(team.anna, visit, team.office).counts.conflicts == 1
    write(team.anna, visit, pop_total=42)
    made = team.passes(team.anna, visit, team.office)
    assert (made.counts.conflicts, made.conflicts, made.counts.new) == (0, (), 1)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_order_and_no_grouping_of_what_three_wrote_changes_the_state(
    told: tuple[list[Commit], str], tmp_path: Path, data: st.DataObject
) -> None:
    commits, expected = told
    order = data.draw(st.permutations(commits))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(order) - 1))))
    groups = [order[start:end] for start, end in pairwise([0, *cuts, len(order)])]
    ledger = ledger_at(Path(tempfile.mkdtemp(dir=tmp_path)) / "ledger")
    for group in [*groups, *data.draw(st.lists(st.sampled_from(groups), max_size=2))]:  # an old stick comes twice
        with ledger.transaction():
            ledger.take_in(group, "bundle")
    assert state(ledger, commits) == expected
    ledger.close()


@pytest.fixture
def told(team: Team) -> tuple[list[Commit], str]:
    """What three wrote about one visit, decided once and disputed again, and the state that it is on every laptop."""
    visit = differ(team, 41, 43, 40)
    meet(team, visit)
    decide(team.office, visit, 43, "по журналу")
    write(team.bek, visit, pop_total=44, remark="тесно")
    write(team.anna, visit, remark="сыро")
    meet(team, visit)
    commits = team.office.commits_of(visit)
    assert standing(team.office, visit)
    return commits, state(team.office.ledger_for(visit), commits)


def state(ledger: Ledger, commits: list[Commit]) -> str:
    """Every document's values and all that stands side by side with its authors, in one text."""
    documents = sorted({one.header.document for one in commits})
    views_of = [views.view(ledger.connection, document, "a0" * 16) for document in documents]
    seen = [
        (
            sorted(view.values.items()),
            sorted((name, sorted(map(repr, found))) for name, found in view.unsettled.items()),
        )
        for view in views_of
    ]
    return repr(seen)
