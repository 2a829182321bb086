"""Who decides about an erasure that somebody asks for: the author, the coordinator, or whoever follows theirs."""

import pytest

from monitorapp.errors import ExchangeTrouble
from monitorapp.exchange.choosing import accept, can_accept, may_decide
from monitorapp.vault import erasing
from monitorapp.vault.erasing import Asked, OneAnswer
from monitorapp.vault.vault import Vault
from tests.core.exchange.conftest import Team
from tests.core.vaults import write

NAME = "person_name"


@pytest.fixture
def visit(team: Team) -> str:
    """A visit in which Anna wrote a name, and Bek, who knows it, asks to erase it. The office has it all."""
    visit = team.visit_together()
    write(team.anna, visit, person_name="Асанова", pop_total=41)
    team.passes(team.anna, visit, team.bek)
    team.passes(team.anna, visit, team.office)
    erasing.erase(team.bek, OneAnswer(visit, NAME), "the person asked")
    return visit


def _asked(vault: Vault) -> Asked:
    (one,) = erasing.asked(vault)
    return one


def test_only_the_coordinator_decides_about_the_words_of_others(team: Team) -> None:
    assert may_decide(team.office)
    assert not may_decide(team.anna)


def test_whoever_wrote_the_words_can_erase_them(team: Team, visit: str) -> None:
    team.passes(team.bek, visit, team.anna)
    one = _asked(team.anna)
    assert can_accept(team.anna, one)
    accept(team.anna, one)
    assert NAME not in team.anna.view(visit).values
    team.passes(team.anna, visit, team.bek)
    assert NAME not in team.bek.view(visit).values


def test_whoever_asks_cannot_answer_for_the_author(team: Team, visit: str) -> None:
    assert team.bek.view(visit).values[NAME] == "Асанова"
    assert erasing.asked(team.bek) == []


def test_the_coordinator_can_accept_and_monitors_may_follow(team: Team, visit: str) -> None:
    team.passes(team.bek, visit, team.office)
    accept(team.office, _asked(team.office))
    assert NAME not in team.office.view(visit).values
    team.passes(team.office, visit, team.bek, "update")
    one = _asked(team.bek)
    assert one.decided
    assert can_accept(team.bek, one)
    accept(team.bek, one)
    assert NAME not in team.bek.view(visit).values
    assert team.bek.view(visit).values["pop_total"] == 41


def test_a_monitor_cannot_erase_a_colleagues_words_for_another_monitor(team: Team, visit: str) -> None:
    """Anna's words, Bek's wish: nobody else decides it, whoever they trust."""
    team.passes(team.bek, visit, team.office)
    one = _asked(team.office)
    assert not can_accept(team.bek, one)
    with pytest.raises(ExchangeTrouble) as caught:
        accept(team.bek, one)
    assert caught.value.code == "not-yours-to-erase"
