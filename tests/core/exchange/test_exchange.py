"""Sending and receiving among three vaults, with real files on a stick."""

from dataclasses import replace
from pathlib import Path

import pytest

from monitorapp.errors import BundleTrouble, ExchangeTrouble, InputTrouble
from monitorapp.exchange.members import find_recipient, identity_of, trust, words_of
from monitorapp.exchange.receive import Counts, inspect, plan, receive
from monitorapp.exchange.send import send
from monitorapp.vault.registry import REVOKED, STRANGER, TRUSTED
from monitorapp.vault.sealed import recipients_of, sent_of
from monitorapp.vault.vault import Vault
from tests.core.exchange.conftest import Team
from tests.core.vaults import introduce, start, write

Q = "pop_total"


def test_an_invitation_gives_the_same_visit_id_in_a_ledger_of_its_own(team: Team) -> None:
    visit = start(team.anna, visit_type="comprehensive")
    plan_of_it = team.passes(team.anna, visit, team.bek, "invitation")
    assert plan_of_it.visits == (visit,)
    (row,) = team.bek.visits()
    assert (row.id, row.own, row.visit_type) == (visit, True, "comprehensive")
    assert team.bek.ledger_for(visit) is not team.bek.ledger_for("0" * 32)


def test_a_visit_that_is_sent_goes_into_the_archive(team: Team) -> None:
    visit = start(team.anna)
    write(team.anna, visit, pop_total=41)
    made = team.passes(team.anna, visit, team.office)
    assert made.counts == Counts(new=4)
    assert made.sender == "Анна"
    (row,) = team.office.visits()
    assert (row.id, row.own) == (visit, False)
    assert team.office.digest() == team.anna.digest()


def test_drafts_are_committed_before_they_are_sent(team: Team) -> None:
    visit = start(team.anna)
    team.anna.record(visit, Q, 41, ())
    team.passes(team.anna, visit, team.office)
    assert team.office.view(visit).values[Q] == 41
    assert team.anna.view(visit).drafts == frozenset()


def _disagreeing(team: Team) -> tuple[str, Path, Path]:
    visit = team.visit_together()
    write(team.anna, visit, pop_total=41, food_meals=3, cap_official=40)
    write(team.bek, visit, pop_total=43, food_meals=3, cells_total=12)
    return visit, team.sends(team.anna, visit, team.office), team.sends(team.bek, visit, team.office)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_bundles_give_the_same_in_both_orders(team: Team, order: tuple[int, int]) -> None:
    visit, *paths = _disagreeing(team)
    first, second = (receive(team.office, paths[k]) for k in order)
    assert first.conflicts == ()
    assert second.conflicts == ((visit, Q),)
    assert (second.counts.conflicts, second.counts.agreeing) == (1, 1)
    assert [c.field for c in team.office.conflicts()] == [Q]
    assert team.office.view(visit).values["cells_total"] == 12
    digest = team.office.digest()
    for path in paths:
        again = receive(team.office, path)
        assert again.nothing_new
        assert again.counts == Counts(known=again.counts.known)
    assert team.office.digest() == digest


def test_replicas_end_alike_whichever_way_the_bundles_went(team: Team) -> None:
    visit, first, second = _disagreeing(team)
    receive(team.office, first)
    receive(team.office, second)
    team.passes(team.anna, visit, team.bek)
    team.passes(team.bek, visit, team.anna)
    assert team.anna.digest() == team.bek.digest() == team.office.digest()


def test_the_decision_of_the_office_travels_back_to_both(team: Team) -> None:
    visit, first, second = _disagreeing(team)
    receive(team.office, first)
    receive(team.office, second)
    team.office.settle(visit, Q, 43, "по журналу", team.office.view(visit).shown[Q])
    for monitor in (team.anna, team.bek):
        made = team.passes(team.office, visit, monitor, "update")
        assert made.kind == "update"
        assert monitor.view(visit).values[Q] == 43
        assert monitor.history(visit, Q)[-1].reason == "по журналу"
        assert monitor.conflicts() == []
    assert team.anna.digest() == team.bek.digest() == team.office.digest()


def test_an_update_that_closes_a_conflict_says_so(team: Team) -> None:
    visit, _, second = _disagreeing(team)
    team.passes(team.bek, visit, team.anna)
    assert [c.field for c in team.anna.conflicts()] == [Q]
    receive(team.office, second)
    team.passes(team.anna, visit, team.office)
    team.office.settle(visit, Q, 43, "по журналу", team.office.view(visit).shown[Q])
    made = team.passes(team.office, visit, team.anna, "update")
    assert (made.counts.settled, made.counts.conflicts, made.counts.new) == (1, 0, 1)


def test_a_plan_says_what_receiving_does_and_changes_nothing(team: Team) -> None:
    visit, first, second = _disagreeing(team)
    receive(team.office, first)
    before = _everything(team.office)
    planned = plan(team.office, second)
    assert _everything(team.office) == before
    done = receive(team.office, second)
    assert replace(done, changes=planned.changes) == planned
    assert done.changes.imported
    assert (visit, Q) in done.changes.fields


def test_a_plan_leaves_the_ledgers_of_the_vault_as_they_are(team: Team) -> None:
    _, first, _ = _disagreeing(team)
    before = _files(team.office)
    plan(team.office, first)
    assert _files(team.office) == before


def _files(vault: Vault) -> dict[str, bytes]:
    """All but the key file, which remembers for the time of a sitting how far each ledger has come."""
    return {path.name: path.read_bytes() for path in vault.folder.rglob("*") if path.is_file() and path.name != "k"}


def test_a_plan_for_an_invitation_makes_no_ledger(team: Team) -> None:
    path = team.sends(team.anna, start(team.anna), team.bek, "invitation")
    before = _everything(team.bek)
    plan(team.bek, path)
    assert _everything(team.bek) == before


def _everything(vault: Vault) -> object:
    ledgers = sorted(path.name for path in (vault.folder / "l").iterdir())
    people = vault.registry.people()
    return vault.digest(), vault.registry.exchanges(), people, vault.visits(), vault.registry.forms(), ledgers


def test_an_older_bundle_is_taken_in_and_flagged(team: Team) -> None:
    visit = start(team.anna)
    write(team.anna, visit, pop_total=41)
    older = team.sends(team.anna, visit, team.office)
    write(team.anna, visit, pop_total=42)
    newer = team.sends(team.anna, visit, team.office)
    assert not receive(team.office, newer).older
    made = receive(team.office, older)
    assert made.older
    assert made.nothing_new
    assert team.office.view(visit).values[Q] == 42


def test_late_edits_are_counted(team: Team) -> None:
    visit = team.visit_together()
    team.anna.finish(visit)
    team.passes(team.anna, visit, team.office)
    write(team.bek, visit, pop_total=43)
    assert team.passes(team.bek, visit, team.office).counts.late == 1


def test_the_log_names_bundles_and_never_visits(team: Team) -> None:
    visit = start(team.anna)
    team.passes(team.anna, visit, team.office)
    (sent,), (received,) = team.anna.registry.exchanges(), team.office.registry.exchanges()
    assert (sent.direction, received.direction) == ("sent", "received")
    assert sent.bundle == received.bundle
    assert visit not in str((sent, received))


def test_what_colleagues_wrote_keeps_their_word_when_another_passes_it_on(team: Team) -> None:
    visit = team.visit_together()
    write(team.anna, visit, pop_total=41)
    team.passes(team.anna, visit, team.office)
    made = team.passes(team.office, visit, team.bek, "update")
    assert made.sender == "Офис"
    assert team.bek.view(visit).authors[Q] == (team.anna.author,)


def test_a_bundle_to_oneself_can_be_received(team: Team) -> None:
    visit = start(team.anna)
    path = team.stick / "own.mvb"
    send(team.anna, [visit], [find_recipient(team.anna, "Анна")], path)
    assert receive(team.anna, path).nothing_new
    assert {entry.direction for entry in team.anna.registry.exchanges()} == {"sent", "received"}


def test_only_visits_can_be_sent(team: Team) -> None:
    visit = start(team.anna)
    cell, _ = team.anna.add_document(visit, "cell", "1")
    office = find_recipient(team.anna, "Офис")
    for wrong in (cell, "0" * 32):
        with pytest.raises(InputTrouble) as caught:
            send(team.anna, [wrong], [office], team.stick / "x.mvb")
        assert caught.value.code == "visit-unknown"
    with pytest.raises(InputTrouble):
        team.anna.finish(cell)
    assert list(team.stick.iterdir()) == []


def test_a_file_that_exists_is_never_overwritten(team: Team) -> None:
    visit = start(team.anna)
    path = team.stick / "x.mvb"
    path.write_text("mine")
    with pytest.raises(BundleTrouble) as caught:
        send(team.anna, [visit], [find_recipient(team.anna, "Офис")], path)
    assert caught.value.code == "bundle-write-failed"
    assert path.read_text() == "mine"
    assert team.anna.registry.exchanges() == []


# Who is trusted


def test_a_bundle_for_somebody_else_does_not_open(team: Team) -> None:
    path = team.sends(team.anna, start(team.anna), team.office)
    with pytest.raises(BundleTrouble) as caught:
        receive(team.bek, path)
    assert caught.value.code == "bundle-not-for-you"


def test_a_strangers_bundle_is_put_aside_and_can_be_taken_in_later(team: Team, stranger: Vault) -> None:
    card = identity_of(team.office).card()
    trust(stranger, card.encode(), " ".join(words_of(card, "ru")))
    visit = start(stranger)
    path = team.sends(stranger, visit, team.office)
    before = team.office.digest()
    made = receive(team.office, path)
    assert (made.counts, made.sender, made.visits) == (Counts(quarantined=1), None, ())
    assert made.signer_digits == identity_of(stranger).card().digits()
    assert team.office.digest() == before
    assert team.office.visits() == []
    introduce(stranger, team.office)
    assert receive(team.office, path).counts.new > 0
    assert team.office.knows_visit(visit)
    assert {entry.direction for entry in team.office.registry.exchanges()} == {"quarantined", "received"}


def test_somebody_whose_card_came_along_is_still_a_stranger(team: Team, stranger: Vault) -> None:
    introduce(team.anna, stranger)
    visit = start(team.anna)
    team.passes(team.anna, visit, stranger, "invitation")
    write(stranger, visit, pop_total=7)
    team.passes(stranger, visit, team.anna)
    path = team.sends(team.anna, visit, team.office)
    digits = " ".join(identity_of(stranger).card().digits())
    assert plan(team.office, path).strangers == (("Чужой", digits),)
    assert receive(team.office, path).strangers == (("Чужой", digits),)
    person = team.office.registry.person(stranger.author)
    assert person is not None
    assert (person.name, person.state) == ("Чужой", STRANGER)
    with pytest.raises(ExchangeTrouble):
        find_recipient(team.office, "Чужой")


def test_a_revoked_sender_is_refused_and_stays_revoked(team: Team) -> None:
    path = team.sends(team.bek, start(team.bek), team.office)
    bek = team.office.registry.person(team.bek.author)
    assert bek is not None
    team.office.registry.keep_person(replace(bek, state=REVOKED))
    for work in (plan, receive):
        with pytest.raises(ExchangeTrouble) as caught:
            work(team.office, path)
        assert caught.value.code == "sender-revoked"
    with pytest.raises(ExchangeTrouble):
        introduce(team.bek, team.office)
    with pytest.raises(ExchangeTrouble):
        find_recipient(team.office, "Бек")
    assert team.office.registry.person(team.bek.author) == replace(bek, state=REVOKED)
    assert team.office.registry.exchanges() == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_trust_wants_the_words_of_this_card(team: Team, stranger: Vault, language: str) -> None:
    card = identity_of(stranger).card()
    words = list(words_of(card, language))
    for wrong in ("", " ".join(words[:-1]), " ".join(reversed(words)), "0" * 30):
        with pytest.raises(ExchangeTrouble) as caught:
            trust(team.office, card.encode(), wrong)
        assert caught.value.code == "words-do-not-match"
    assert team.office.registry.person(stranger.author) is None
    trust(team.office, f"Вот карточка:\n{card.encode()}", " ".join(words).upper())
    assert find_recipient(team.office, "Чужой").state == TRUSTED


def test_trust_takes_the_digits_too(team: Team, stranger: Vault) -> None:
    card = identity_of(stranger).card()
    assert trust(team.office, card.encode(), " ".join(card.digits())).state == TRUSTED


def test_a_broken_card_is_refused(team: Team) -> None:
    card = identity_of(team.bek).card().encode()
    for text in ("", "no card", card[:-40], card.replace("A", "B", 1)):
        with pytest.raises(ExchangeTrouble) as caught:
            trust(team.office, text, "x")
        assert caught.value.code == "card-broken"


def test_a_look_at_a_bundle_takes_nothing_in(team: Team) -> None:
    path = team.sends(team.anna, start(team.anna), team.office)
    before = _everything(team.office)
    opened = inspect(team.office, path)
    assert opened.signer.author_id == team.anna.author
    assert _everything(team.office) == before


# Who was sent what


def test_the_log_of_sent_bundles_knows_their_recipients_and_the_visit_its_bundles(team: Team) -> None:
    visit = start(team.anna)
    team.passes(team.anna, visit, team.office)
    (entry,) = team.anna.registry.exchanges()
    assert recipients_of(team.anna, entry.bundle) == (team.office.author,)
    (sent,) = sent_of(team.anna, visit)
    assert (sent.bundle, sent.wall, sent.recipients) == (entry.bundle, entry.wall, (team.office.author,))
    assert sent_of(team.office, visit) == []


def test_a_bundle_that_could_not_be_written_takes_no_number(team: Team) -> None:
    visit = start(team.anna)
    path = team.stick / "x.mvb"
    path.write_text("mine")
    office = find_recipient(team.anna, "Офис")
    with pytest.raises(BundleTrouble):
        send(team.anna, [visit], [office], path)
    send(team.anna, [visit], [office], team.stick / "y.mvb")
    send(team.anna, [visit], [office], team.stick / "z.mvb")
    numbers = {inspect(team.office, team.stick / name).manifest.sequence for name in ("y.mvb", "z.mvb")}
    assert numbers == {1, 2} == {entry.sequence for entry in team.anna.registry.exchanges()}
