"""Handing over: to whom it may go now, what is written of it, and what stays as it was where it fails."""

from dataclasses import replace
from pathlib import Path

import pytest

from monitorapp.errors import BundleTrouble, ExchangeTrouble, InputTrouble, VaultTrouble
from monitorapp.exchange.members import find_recipient
from monitorapp.exchange.receive import inspect, receive
from monitorapp.exchange.send import copy_sealed, seal, send, write_receipt
from monitorapp.vault import sealed
from monitorapp.vault.registry import REVOKED, STRANGER, Person
from monitorapp.vault.sealed import sent_of
from monitorapp.vault.vault import Vault
from tests.core.exchange.conftest import Team
from tests.core.vaults import start, write


def people(vault: Vault, *others: Vault) -> list[Person]:
    return [find_recipient(vault, other.author) for other in others]


def log(vault: Vault) -> list[tuple[str, str, int]]:
    return sorted((one.direction, one.kind, one.sequence) for one in vault.registry.exchanges())


def files(vault: Vault) -> list[str]:
    return sorted(path.name for path in (vault.folder / "s").iterdir())


# To whom


@pytest.mark.parametrize("state", [REVOKED, STRANGER])
def test_who_lost_trust_since_the_list_was_shown_gets_no_visit(team: Team, state: str) -> None:
    visit = start(team.anna)
    chosen = people(team.anna, team.office, team.bek)
    team.anna.registry.keep_person(replace(chosen[1], state=state))
    for kind in ("visit", "invitation", "update"):
        with pytest.raises(ExchangeTrouble, match="recipient-unknown") as caught:
            send(team.anna, [visit], chosen, team.stick / "x.mvb", kind)
        assert caught.value.facts == {"found": 1}
    assert list(team.stick.iterdir()) == []
    assert team.anna.registry.exchanges() == []


def test_who_was_revoked_gets_no_receipt(team: Team) -> None:
    team.passes(team.anna, start(team.anna), team.office)
    (anna,) = people(team.office, team.anna)
    team.office.registry.keep_person(replace(anna, state=REVOKED))
    with pytest.raises(ExchangeTrouble, match="recipient-unknown"):
        write_receipt(team.office, anna, team.stick / "r.mvb")
    assert len(list(team.stick.iterdir())) == 1


def test_a_person_of_whom_nothing_is_known_gets_nothing(team: Team, stranger: Vault) -> None:
    (office,) = people(team.anna, team.office)
    unheard = replace(office, author=stranger.author)
    with pytest.raises(ExchangeTrouble, match="recipient-unknown"):
        send(team.anna, [start(team.anna)], [unheard], team.stick / "x.mvb")


def test_a_visit_that_is_not_sent_because_of_the_people_keeps_its_drafts(team: Team) -> None:
    visit = start(team.anna)
    team.anna.record(visit, "pop_total", 41, ())
    (bek,) = people(team.anna, team.bek)
    team.anna.registry.keep_person(replace(bek, state=REVOKED))
    with pytest.raises(ExchangeTrouble):
        send(team.anna, [visit], [bek], team.stick / "x.mvb")
    assert team.anna.view(visit).values["pop_total"] == 41
    assert team.anna.undo() is not None


# What


def test_a_visit_named_twice_is_sent_once(team: Team) -> None:
    first, second = start(team.anna), start(team.anna)
    path = team.stick / "x.mvb"
    send(team.anna, [first, second, first], people(team.anna, team.office), path)
    assert inspect(team.office, path).manifest.visits == [first, second]
    made = receive(team.office, path)
    assert (made.visits, made.counts.new, made.counts.known) == ((first, second), 6, 0)
    assert len(sent_of(team.anna, first)) == len(sent_of(team.anna, second)) == 1


def test_a_visit_named_twice_is_sealed_once(team: Team) -> None:
    visit = start(team.anna)
    digest = team.anna.digest()
    made, changes = seal(team.anna, [visit, visit], people(team.anna, team.bek, team.office))
    assert changes.visits == {visit}
    assert team.anna.visits() == []
    receive(team.office, team.anna.folder / "s" / made.file)
    assert team.office.digest() == digest


def test_several_visits_travel_in_one_file_each_into_its_place(team: Team) -> None:
    ours, invited = start(team.anna), start(team.anna)
    team.passes(team.anna, invited, team.bek, "invitation")
    for visit, number in ((ours, 41), (invited, 43)):
        write(team.anna, visit, pop_total=number)
    path = team.stick / "both.mvb"
    send(team.anna, [ours, invited], people(team.anna, team.bek), path)
    made = receive(team.bek, path)
    assert set(made.visits) == {ours, invited}
    assert {row.id: row.own for row in team.bek.visits()} == {ours: False, invited: True}
    assert [team.bek.view(visit).values["pop_total"] for visit in (ours, invited)] == [41, 43]


def test_a_file_without_visits_carries_cards_alone(team: Team) -> None:
    path = team.stick / "x.mvb"
    send(team.anna, [], people(team.anna, team.office), path, "update")
    made = receive(team.office, path)
    assert (made.visits, made.nothing_new, made.changes.visits) == ((), True, frozenset())


def test_two_people_open_the_same_file_and_learn_the_same(team: Team) -> None:
    visit, path = start(team.anna), team.stick / "x.mvb"
    write(team.anna, visit, pop_total=41)
    send(team.anna, [visit], people(team.anna, team.office, team.bek), path)
    (sent,) = sent_of(team.anna, visit)
    assert sent.recipients == (team.office.author, team.bek.author)
    assert receive(team.office, path).counts == receive(team.bek, path).counts
    assert team.office.digest() == team.bek.digest() == team.anna.digest()


# Where it fails


def test_a_seal_whose_copy_fails_is_in_no_log(team: Team) -> None:
    visit, stick = start(team.anna), team.stick / "sealed.mvb"
    stick.write_text("taken")
    with pytest.raises(BundleTrouble, match="bundle-write-failed"):
        seal(team.anna, [visit], people(team.anna, team.bek, team.office), stick)
    assert log(team.anna) == []
    assert sent_of(team.anna, visit) == []
    assert files(team.anna) == []
    made, _ = seal(team.anna, [visit], people(team.anna, team.bek, team.office), team.stick / "other.mvb")
    assert log(team.anna) == [("sent", "visit", 1)]
    assert files(team.anna) == [made.file]


def test_a_seal_of_what_cannot_be_let_go_writes_nothing_at_all(team: Team) -> None:
    own, others = start(team.office), start(team.anna)
    team.passes(team.anna, others, team.office)
    before = log(team.office)
    for visits in ([others], [own, others], [own, "0" * 32]):
        with pytest.raises(InputTrouble, match="visit-unknown"):
            seal(team.office, visits, people(team.office, team.anna, team.bek), team.stick / "copy.mvb")
        assert (log(team.office), files(team.office)) == (before, [])
        assert not (team.stick / "copy.mvb").exists()
    assert {row.id for row in team.office.visits()} == {own, others}


def test_a_copy_onto_a_stick_that_was_pulled_leaves_the_visit_here(team: Team) -> None:
    visit = start(team.anna)
    with pytest.raises(BundleTrouble, match="bundle-write-failed") as caught:
        seal(team.anna, [visit], people(team.anna, team.bek, team.office), team.stick / "gone" / "sealed.mvb")
    assert caught.value.facts == {"reason": "ENOENT"}
    assert [row.id for row in team.anna.visits()] == [visit]
    assert files(team.anna) == []


def test_a_send_that_fails_can_be_done_again_with_the_same_number(team: Team) -> None:
    visit, path = start(team.anna), team.stick / "later" / "x.mvb"
    with pytest.raises(BundleTrouble):
        send(team.anna, [visit], people(team.anna, team.office), path)
    path.parent.mkdir()
    send(team.anna, [visit], people(team.anna, team.office), path)
    assert inspect(team.office, path).manifest.sequence == 1
    assert log(team.anna) == [("sent", "visit", 1)]


def test_a_sealed_file_that_vanished_cannot_be_copied_and_says_so(team: Team) -> None:
    made, _ = seal(team.anna, [start(team.anna)], people(team.anna, team.bek, team.office))
    copy_sealed(team.anna, made, team.stick / "first.mvb")
    assert receive(team.bek, team.stick / "first.mvb").counts.new == 3
    (team.anna.folder / "s" / made.file).unlink()
    with pytest.raises(BundleTrouble, match="bundle-write-failed") as caught:
        copy_sealed(team.anna, made, team.stick / "second.mvb")
    assert caught.value.facts == {"reason": "ENOENT"}
    assert [path.name for path in team.stick.iterdir()] == ["first.mvb"]


def test_a_sealed_file_that_rotted_is_not_passed_off_as_a_copy(team: Team) -> None:
    made, _ = seal(team.anna, [start(team.anna)], people(team.anna, team.bek, team.office))
    file = team.anna.folder / "s" / made.file
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    with pytest.raises(BundleTrouble, match="bundle-write-failed") as caught:
        copy_sealed(team.anna, made, team.stick / "x.mvb")
    assert caught.value.facts == {"reason": "differs"}
    assert list(team.stick.iterdir()) == []
    assert [one.bundle for one in sealed.listed(team.anna)] == [made.bundle]


def test_nothing_can_be_sealed_out_of_a_vault_that_is_open_for_reading_alone(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit, chosen = start(team.anna), people(team.anna, team.bek, team.office)
    monkeypatch.setattr(type(team.anna), "read_only", property(lambda _: True))
    with pytest.raises(VaultTrouble, match="ledger-read-only"):
        seal(team.anna, [visit], chosen, team.stick / "x.mvb")
    assert (files(team.anna), list(team.stick.iterdir())) == ([], [])


def test_names_that_no_folder_takes_are_a_sentence_and_no_crash(team: Team) -> None:
    visit, chosen = start(team.anna), people(team.anna, team.office)
    for name in ("щ" * 200, "x" * 252):
        with pytest.raises(BundleTrouble, match="bundle-write-failed") as caught:
            send(team.anna, [visit], chosen, Path(team.stick / name))
        assert caught.value.facts == {"reason": "ENAMETOOLONG"}
    assert list(team.stick.iterdir()) == []
