"""What stays out of a bundle: the words of strangers, and what was erased here; what an erasure does on its way."""

import pytest

from monitorapp.exchange.members import identity_of, trust, words_of
from monitorapp.exchange.receive import plan, receive
from monitorapp.vault import erasing, unfinished
from monitorapp.vault.erasing import OneAnswer, OnePerson, OneVisit
from monitorapp.vault.vault import Vault
from tests.core.exchange.conftest import Team
from tests.core.vaults import introduce, start, write

Q = "pop_total"


def _stranger_inside(team: Team, stranger: Vault) -> str:
    """A visit of Anna in which somebody wrote whom only she knows."""
    introduce(team.anna, stranger)
    visit = start(team.anna)
    team.passes(team.anna, visit, stranger, "invitation")
    write(stranger, visit, pop_total=7)
    team.passes(stranger, visit, team.anna)
    write(team.anna, visit, cells_total=3)
    return visit


def test_strangers_stay_out_of_a_trusted_bundle(team: Team, stranger: Vault) -> None:
    path = team.sends(team.anna, _stranger_inside(team, stranger), team.office)
    planned, made = plan(team.office, path), receive(team.office, path)
    assert planned.counts == made.counts
    assert (made.counts.left_out, made.strangers[0][0]) == (1, "Чужой")
    (row,) = team.office.visits()
    values = team.office.view(row.id).values
    assert (values.get(Q), values["cells_total"]) == (None, 3)


def test_strangers_come_in_when_they_are_asked_for(team: Team, stranger: Vault) -> None:
    visit = _stranger_inside(team, stranger)
    path = team.sends(team.anna, visit, team.office)
    receive(team.office, path)
    made = receive(team.office, path, with_strangers=True)
    assert (made.counts.left_out, made.counts.new) == (0, 1)
    assert team.office.view(visit).values[Q] == 7
    assert receive(team.office, path).nothing_new
    assert team.office.digest() == team.anna.digest()


def test_a_stranger_who_was_compared_since_comes_in(team: Team, stranger: Vault) -> None:
    visit = _stranger_inside(team, stranger)
    path = team.sends(team.anna, visit, team.office)
    receive(team.office, path)
    card = identity_of(stranger).card()
    trust(team.office, card.encode(), " ".join(words_of(card, "ru")))
    assert receive(team.office, path).counts.left_out == 0
    assert team.office.view(visit).values[Q] == 7


def test_a_visit_that_a_stranger_began_comes_with_the_words_of_somebody_trusted(team: Team, stranger: Vault) -> None:
    introduce(team.anna, stranger)
    visit = start(stranger)
    cell, _ = stranger.add_document(visit, "cell", "1")
    write(stranger, cell, beds=2)
    team.passes(stranger, visit, team.anna, "invitation")
    write(team.anna, visit, pop_total=41)
    made = team.passes(team.anna, visit, team.office)
    assert team.office.view(visit).values[Q] == 41
    assert [row.id for row in team.office.documents(visit)] == [visit]
    assert made.counts.left_out == 4
    onward = team.passes(team.office, visit, team.bek, "update")
    assert onward.sender == "Офис"


def test_a_row_that_a_stranger_made_comes_with_the_words_in_it(team: Team, stranger: Vault) -> None:
    introduce(team.anna, stranger)
    visit, row = start(team.anna), "c" * 32
    team.passes(team.anna, visit, stranger, "invitation")
    stranger.record(visit, f"{row}/#row", {"row": "injury"}, ())
    team.passes(stranger, visit, team.anna)
    team.anna.record(visit, f"{row}/what", "a bruise", ())
    team.passes(team.anna, visit, team.office)
    assert f"{row}/#row" in team.office.view(visit).values


# Erasures on their way


@pytest.mark.parametrize("again", [False, True])
def test_what_an_author_erased_goes_from_the_archive_and_its_file(team: Team, again: bool) -> None:
    visit = start(team.anna)
    write(team.anna, visit, person_name="Асанова", pop_total=41)
    old = team.sends(team.anna, visit, team.office)
    receive(team.office, old)
    key = team.office.ledgers.archive().key.key
    erasing.erase(team.anna, OneAnswer(visit, "person_name"))
    path = team.sends(team.anna, visit, team.office)
    assert plan(team.office, path).counts.erased == 1
    assert receive(team.office, path).counts.erased == 1
    if again:
        assert receive(team.office, old).nothing_new
    assert team.office.ledgers.archive().key.key != key
    assert unfinished.noted(team.office) == unfinished.Work()
    assert "person_name" not in team.office.view(visit).values
    assert team.office.view(visit).values[Q] == 41
    assert team.office.digest() == team.anna.digest()


def test_what_was_erased_here_as_a_whole_never_comes_back(team: Team) -> None:
    visit = start(team.anna)
    case, _ = team.anna.add_document(visit, "case", "1")
    write(team.anna, case, person_name="Асанова")
    old = team.sends(team.anna, visit, team.office)
    receive(team.office, old)
    erasing.erase(team.office, OnePerson(case), everybody=True)
    assert receive(team.office, old).counts.dropped == 4
    write(team.anna, case, person_name="Асанова Ж.")
    made = team.passes(team.anna, visit, team.office)
    assert (made.nothing_new, made.counts.dropped) == (True, 5)
    assert [row.id for row in team.office.documents(visit)] == [visit]


def test_an_erased_visit_never_comes_back(team: Team) -> None:
    visit = start(team.anna)
    path = team.sends(team.anna, visit, team.office)
    receive(team.office, path)
    erasing.erase(team.office, OneVisit(visit))
    cell, _ = team.anna.add_document(visit, "cell", "1")
    write(team.anna, cell, beds=2)
    made = team.passes(team.anna, visit, team.office)
    assert made.nothing_new
    assert team.office.visits() == []
    assert made.counts.dropped == 7


def test_an_invitation_to_an_erased_visit_makes_no_ledger(team: Team) -> None:
    visit = team.visit_together()
    erasing.erase(team.bek, OneVisit(visit))
    ledgers = len(team.bek.ledgers.all())
    assert team.passes(team.anna, visit, team.bek, "invitation").nothing_new
    assert len(team.bek.ledgers.all()) == ledgers


def test_an_erasure_of_anothers_words_waits_for_the_office(team: Team) -> None:
    visit = team.visit_together()
    write(team.anna, visit, person_name="Асанова", pop_total=41)
    team.passes(team.anna, visit, team.bek)
    for monitor in (team.anna, team.bek):
        team.passes(monitor, visit, team.office)
    erasing.erase(team.bek, OneAnswer(visit, "person_name"), "asked for by the person")
    made = team.passes(team.bek, visit, team.office)
    assert (made.counts.asked, made.counts.erased) == (1, 0)
    assert team.office.view(visit).values["person_name"] == "Асанова"
    (one,) = erasing.asked(team.office)
    erasing.accept(team.office, one)
    assert "person_name" not in team.office.view(visit).values
    update = team.passes(team.office, visit, team.anna, "update")
    assert update.counts.asked == 2
    asked = {(one.asker, one.decided): one for one in erasing.asked(team.anna)}
    assert set(asked) == {(team.bek.author, False), (team.office.author, True)}
    erasing.accept(team.anna, asked[team.office.author, True])
    assert erasing.asked(team.anna) == []
    team.passes(team.anna, visit, team.office)
    assert team.office.view(visit).values[Q] == 41
    assert team.office.conflicts() == []
