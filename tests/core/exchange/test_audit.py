"""What somebody hostile tries with seals and receipts: a file is let go only for who has it, and has all of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from monitorapp.bundle.container import Contents, write_bundle
from monitorapp.errors import ExchangeTrouble
from monitorapp.exchange.members import card_of, find_recipient, identity_of, trust, words_of
from monitorapp.exchange.payload import Payload
from monitorapp.exchange.receive import receive
from monitorapp.exchange.send import SUFFIX, check_recipients, seal, write_receipt
from monitorapp.vault import sealed
from monitorapp.vault.registry import REVOKED, STRANGER, Person
from monitorapp.vault.vault import Vault
from tests.core.exchange.conftest import Team
from tests.core.vaults import introduce, start, write


def people(vault: Vault, *others: Vault) -> list[Person]:
    return [find_recipient(vault, other.author) for other in others]


def answered(team: Team) -> str:
    visit = start(team.anna)
    write(team.anna, visit, pop_total=41)
    return visit


def forged(signer: Vault, reader: Vault, path: Path, *bundles: str) -> Path:
    """A receipt in which `signer` claims to have these bundles."""
    contents = Contents("receipt", 1, Payload(receipts=list(bundles)).encode())
    person = next(one for one in signer.registry.people() if one.author == reader.author)
    write_bundle(path, contents, identity_of(signer), [card_of(person)])
    return path


def test_a_receipt_of_somebody_trusted_whom_the_bundle_was_not_for_says_nothing(team: Team) -> None:
    visit = answered(team)
    team.sends(team.anna, visit, team.office)
    (sent,) = team.anna.registry.exchanges()
    assert receive(team.anna, forged(team.bek, team.anna, team.stick / f"f{SUFFIX}", sent.bundle)).receipts == ()
    assert sealed.received(team.anna) == {}
    with pytest.raises(ExchangeTrouble, match="seal-needs-another"):
        check_recipients(team.anna, people(team.anna, team.bek))


def test_nobody_signs_receipts_to_themselves(team: Team) -> None:
    visit = answered(team)
    team.sends(team.anna, visit, team.anna)
    (sent,) = team.anna.registry.exchanges()
    assert receive(team.anna, forged(team.anna, team.anna, team.stick / f"f{SUFFIX}", sent.bundle)).receipts == ()
    assert sealed.received(team.anna) == {}


def test_a_receipt_of_somebody_revoked_is_refused(team: Team) -> None:
    made, _ = seal(team.anna, [answered(team)], people(team.anna, team.bek, team.office))
    receive(team.bek, team.anna.folder / "s" / made.file)
    path = team.stick / f"r{SUFFIX}"
    write_receipt(team.bek, find_recipient(team.bek, team.anna.author), path)
    team.anna.registry.keep_person(replace(find_recipient(team.anna, team.bek.author), state=REVOKED))
    with pytest.raises(ExchangeTrouble, match="sender-revoked"):
        receive(team.anna, path)
    assert sealed.received(team.anna) == {}


@pytest.mark.parametrize("state", [REVOKED, STRANGER])
def test_nothing_is_sealed_for_somebody_revoked_or_strange_beside_two_that_are_trusted(
    team: Team, stranger: Vault, state: str
) -> None:
    visit = answered(team)
    card = identity_of(stranger).card()
    other = Person(card.author, card.name, state, card.encode())
    team.anna.registry.keep_person(other)
    with pytest.raises(ExchangeTrouble, match="recipient-unknown"):
        seal(team.anna, [visit], [*people(team.anna, team.bek, team.office), other])
    assert team.anna.view(visit).values["pop_total"] == 41


def test_who_was_revoked_since_the_page_was_shown_is_not_sealed_for(team: Team) -> None:
    chosen = people(team.anna, team.bek, team.office)
    team.anna.registry.keep_person(replace(chosen[0], state=REVOKED))
    with pytest.raises(ExchangeTrouble, match="recipient-unknown"):
        seal(team.anna, [answered(team)], chosen)


def test_there_is_no_receipt_for_a_bundle_of_which_words_of_strangers_were_left_out(
    team: Team, stranger: Vault, tmp_path: Path
) -> None:
    introduce(team.anna, stranger)
    visit = answered(team)
    team.passes(team.anna, visit, stranger, "invitation")
    write(stranger, visit, remark="only here")
    team.passes(stranger, visit, team.anna)
    made, _ = seal(team.anna, [visit], people(team.anna, team.office, team.bek))
    path = team.anna.folder / "s" / made.file
    assert receive(team.office, path).counts.left_out > 0
    anna = find_recipient(team.office, team.anna.author)
    with pytest.raises(ExchangeTrouble, match="nothing-received"):
        write_receipt(team.office, anna, tmp_path / "r1")
    receive(team.office, path, with_strangers=True)
    write_receipt(team.office, anna, tmp_path / "r2")
    assert receive(team.anna, tmp_path / "r2").receipts == (made.bundle,)


def test_a_bundle_that_came_while_its_sender_was_strange_is_signed_for_once_it_was_taken_in(
    team: Team, stranger: Vault, tmp_path: Path
) -> None:
    visit = start(stranger)
    card = identity_of(team.office).card()
    trust(stranger, card.encode(), " ".join(words_of(card, "ru")))
    path = team.sends(stranger, visit, team.office)
    assert receive(team.office, path).counts.quarantined
    introduce(stranger, team.office)
    receive(team.office, path)
    write_receipt(team.office, find_recipient(team.office, stranger.author), tmp_path / "r")
    assert len(receive(stranger, tmp_path / "r").receipts) == 1
