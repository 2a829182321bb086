"""Receipts: they answer for what they name and for nobody else, and what they leave out is said."""

from dataclasses import replace
from pathlib import Path

import pytest

from monitorapp.bundle.container import Contents, write_bundle
from monitorapp.errors import ExchangeTrouble
from monitorapp.exchange.members import find_recipient, identity_of
from monitorapp.exchange.payload import Payload
from monitorapp.exchange.receive import plan, receive
from monitorapp.exchange.send import seal, send, write_receipt
from monitorapp.vault import sealed
from monitorapp.vault.registry import REVOKED, Exchange
from monitorapp.vault.vault import Vault
from tests.core.exchange.conftest import Team
from tests.core.vaults import introduce, start, write

WALL = "2026-11-24T09:00:00Z"


def receipt(team: Team, writer: Vault, reader: Vault) -> Path:
    team.sent += 1
    path = team.stick / f"{team.sent}.mvb"
    write_receipt(writer, find_recipient(writer, reader.author), path)
    return path


def forged(team: Team, writer: Vault, reader: Vault, *bundles: str) -> Path:
    """A receipt for anything, rightly signed by `writer`."""
    team.sent += 1
    path = team.stick / f"{team.sent}.mvb"
    contents = Contents(kind="receipt", sequence=team.sent, commits=Payload(receipts=list(bundles)).encode())
    write_bundle(path, contents, identity_of(writer), [identity_of(reader).card()])
    return path


def sent_ids(vault: Vault) -> set[str]:
    return {one.bundle for one in vault.registry.exchanges() if one.direction == "sent"}


# What is left out


def test_a_receipt_for_one_of_two_files_says_that_the_other_has_no_answer(team: Team) -> None:
    visit = start(team.anna)
    team.passes(team.anna, visit, team.office)
    (arrived,) = sent_ids(team.anna)
    write(team.anna, visit, pop_total=41)
    lost = team.sends(team.anna, visit, team.office)
    (other,) = sent_ids(team.anna) - {arrived}
    path = receipt(team, team.office, team.anna)
    for work in (plan, receive, receive):
        assert [bundle for bundle, _ in work(team.anna, path).unanswered] == [other]
    receive(team.office, lost)
    made = receive(team.anna, receipt(team, team.office, team.anna))
    assert (made.receipts, made.unanswered) == ((other,), ())


def test_what_was_answered_before_is_not_asked_for_again_by_an_older_receipt(team: Team) -> None:
    visit = start(team.anna)
    team.passes(team.anna, visit, team.office)
    older = receipt(team, team.office, team.anna)
    team.passes(team.anna, visit, team.office)
    receive(team.anna, receipt(team, team.office, team.anna))
    made = receive(team.anna, older)
    assert (made.nothing_new, made.older, made.unanswered) == (True, True, ())


def test_what_was_for_somebody_else_is_not_missed_in_a_receipt(team: Team) -> None:
    visit = start(team.anna)
    team.sends(team.anna, visit, team.bek)
    team.passes(team.anna, visit, team.office)
    assert receive(team.anna, receipt(team, team.office, team.anna)).unanswered == ()


def test_any_other_file_says_nothing_of_what_has_no_answer(team: Team) -> None:
    visit = team.visit_together()
    team.sends(team.anna, visit, team.bek)
    assert team.passes(team.bek, visit, team.anna).unanswered == ()


def test_the_times_of_what_has_no_answer_are_those_of_the_log(team: Team) -> None:
    visit = start(team.anna)
    team.passes(team.anna, visit, team.office)
    team.sends(team.anna, visit, team.office)
    log = {one.bundle: one.wall for one in team.anna.registry.exchanges()}
    ((bundle, wall),) = plan(team.anna, receipt(team, team.office, team.anna)).unanswered
    assert wall == log[bundle]


def test_what_words_of_strangers_were_left_out_of_has_no_answer_until_they_are_in(team: Team, stranger: Vault) -> None:
    introduce(team.anna, stranger)
    visit = start(team.anna)
    team.passes(team.anna, visit, team.office)
    team.passes(team.anna, visit, stranger, "invitation")
    write(stranger, visit, pop_total=7)
    team.passes(stranger, visit, team.anna)
    path = team.sends(team.anna, visit, team.office)
    assert receive(team.office, path).counts.left_out == 1
    assert len(receive(team.anna, receipt(team, team.office, team.anna)).unanswered) == 1
    receive(team.office, path, with_strangers=True)
    assert receive(team.anna, receipt(team, team.office, team.anna)).unanswered == ()


# Whose word counts


def test_each_of_two_people_answers_for_themself(team: Team) -> None:
    chosen = [find_recipient(team.anna, one.author) for one in (team.bek, team.office)]
    made, _ = seal(team.anna, [start(team.anna)], chosen)
    for number, reader in enumerate((team.office, team.bek), start=1):
        receive(reader, team.anna.folder / "s" / made.file)
        assert receive(team.anna, receipt(team, reader, team.anna)).receipts == (made.bundle,)
        assert len(sealed.listed(team.anna)[0].receipts) == number
    assert sealed.listed(team.anna)[0].receipts == sealed.listed(team.anna)[0].recipients


def test_nobody_signs_for_what_was_for_somebody_else(team: Team) -> None:
    visit = start(team.anna)
    team.passes(team.anna, visit, team.office)
    (bundle,) = sent_ids(team.anna)
    made = receive(team.anna, forged(team, team.bek, team.anna, bundle))
    assert (made.receipts, made.nothing_new) == ((), True)
    assert sealed.received(team.anna) == {}


def test_a_stranger_signs_for_nothing(team: Team, stranger: Vault) -> None:
    team.passes(team.anna, start(team.anna), team.office)
    (bundle,) = sent_ids(team.anna)
    made = receive(team.anna, forged(team, stranger, team.anna, bundle))
    assert (made.sender, made.receipts, made.unanswered) == (None, (), ())
    assert sealed.received(team.anna) == {}


def test_somebody_revoked_signs_for_nothing_any_more(team: Team) -> None:
    team.passes(team.anna, start(team.anna), team.office)
    path = receipt(team, team.office, team.anna)
    office = find_recipient(team.anna, team.office.author)
    team.anna.registry.keep_person(replace(office, state=REVOKED))
    with pytest.raises(ExchangeTrouble, match="sender-revoked"):
        receive(team.anna, path)
    assert sealed.received(team.anna) == {}


def test_a_receipt_that_names_a_file_twice_counts_once(team: Team) -> None:
    team.passes(team.anna, start(team.anna), team.office)
    (bundle,) = sent_ids(team.anna)
    made = receive(team.anna, forged(team, team.office, team.anna, bundle, bundle, "9" * 32))
    assert made.receipts == (bundle,)
    assert sealed.received(team.anna) == {bundle: [team.office.author]}


def test_a_receipt_is_not_answered_with_a_receipt(team: Team) -> None:
    team.passes(team.anna, start(team.anna), team.office)
    receive(team.anna, receipt(team, team.office, team.anna))
    with pytest.raises(ExchangeTrouble, match="nothing-received"):
        write_receipt(team.anna, find_recipient(team.anna, team.office.author), team.stick / "r.mvb")
    assert not (team.stick / "r.mvb").exists()


def test_an_invitation_and_an_update_are_answered_like_a_visit(team: Team) -> None:
    visit = team.visit_together()
    team.passes(team.anna, visit, team.bek, "update")
    assert set(receive(team.anna, receipt(team, team.bek, team.anna)).receipts) == sent_ids(team.anna)


def test_a_colleague_who_reuses_an_id_does_not_sign_away_what_was_left_out(team: Team) -> None:
    def note(author: str, left_out: int) -> None:
        entry = Exchange("b" * 32, "received", "visit", author, 1, WALL, {"new": 3, "left_out": left_out})
        team.office.registry.log_exchange(entry)

    note(team.anna.author, 2)
    note(team.bek.author, 0)
    with pytest.raises(ExchangeTrouble, match="nothing-received"):
        receipt(team, team.office, team.anna)
    note(team.anna.author, 0)
    receipt(team, team.office, team.anna)


# One record of the recipients


def test_for_whom_a_sealed_file_was_is_kept_once(team: Team) -> None:
    chosen = [find_recipient(team.anna, one.author) for one in (team.office, team.bek)]
    made, _ = seal(team.anna, [start(team.anna)], chosen)
    (found,) = sealed.listed(team.anna)
    assert found == made
    facts = dict(team.anna.index.connection.execute("select name, value from facts").fetchall())
    holding = [name for name, value in facts.items() if team.bek.author in value]
    assert holding == [f"recipients {made.bundle}"]


def test_one_whose_key_answered_for_a_visit_that_was_sent_is_enough_to_seal_for(team: Team) -> None:
    chosen = [find_recipient(team.anna, team.office.author)]
    send(team.anna, [start(team.anna)], chosen, team.stick / "first.mvb")
    receive(team.office, team.stick / "first.mvb")
    with pytest.raises(ExchangeTrouble, match="seal-needs-another"):
        seal(team.anna, [start(team.anna)], chosen)
    receive(team.anna, receipt(team, team.office, team.anna))
    made, _ = seal(team.anna, [start(team.anna)], chosen)
    assert made.recipients == (team.office.author,)
