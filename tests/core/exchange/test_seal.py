"""Sealing: from then on nobody here opens the visit, the people it is for do, and a receipt lets the file go."""

import errno
import os
from pathlib import Path

import pytest

from monitorapp.errors import BundleTrouble, ExchangeTrouble, InputTrouble, VaultTrouble
from monitorapp.exchange.members import find_recipient
from monitorapp.exchange.receive import inspect, plan, receive
from monitorapp.exchange.send import FEWEST, SUFFIX, check_recipients, seal, write_receipt
from monitorapp.vault import sealed, unfinished
from monitorapp.vault.registry import Person
from monitorapp.vault.vault import Vault
from tests.core.exchange.conftest import Team
from tests.core.vaults import introduce, start, vault_of, write


def people(vault: Vault, *others: Vault) -> list[Person]:
    return [find_recipient(vault, other.author) for other in others]


def answered(team: Team) -> str:
    visit = start(team.anna)
    write(team.anna, visit, pop_total=41)
    return visit


def test_a_sealed_visit_is_gone_here_and_whole_for_those_it_is_for(team: Team) -> None:
    visit, digest = answered(team), team.anna.digest()
    made, changes = seal(team.anna, [visit], people(team.anna, team.bek, team.office))
    assert team.anna.visits() == []
    assert changes.visits == {visit}
    for reader in (team.bek, team.office):
        receive(reader, team.anna.folder / "s" / made.file)
        assert reader.view(visit).values["pop_total"] == 41
        assert reader.digest() == digest


def test_its_own_author_cannot_open_a_sealed_bundle(team: Team) -> None:
    made, _ = seal(team.anna, [answered(team)], people(team.anna, team.bek, team.office))
    with pytest.raises(BundleTrouble) as caught:
        inspect(team.anna, team.anna.folder / "s" / made.file)
    assert caught.value.code == "bundle-not-for-you"


def test_no_file_and_no_slot_of_the_visit_is_left(team: Team) -> None:
    visit = answered(team)
    ledger = team.anna.ledger_for(visit)
    key, old = ledger.key, (team.anna.folder / "k").read_bytes()
    seal(team.anna, [visit], people(team.anna, team.bek, team.office))
    assert not (team.anna.folder / "l" / key.ledger).exists()
    assert key.ledger not in {other.ledger for other in team.anna.keyfile.ledgers()}
    slot = old.index(bytes.fromhex(key.ledger))
    assert (team.anna.folder / "k").read_bytes()[slot : slot + 69] != old[slot : slot + 69]


def test_one_person_whose_key_never_answered_is_not_enough(team: Team) -> None:
    visit = answered(team)
    with pytest.raises(ExchangeTrouble) as caught:
        seal(team.anna, [visit], people(team.anna, team.office))
    assert caught.value.code == "seal-needs-another"
    assert team.anna.view(visit).values["pop_total"] == 41
    assert list((team.anna.folder / "s").iterdir()) == []


def test_the_same_person_twice_is_one_person(team: Team) -> None:
    with pytest.raises(ExchangeTrouble, match="seal-needs-another"):
        check_recipients(team.anna, people(team.anna, team.office) * FEWEST)


def test_nobody_seals_for_themselves(team: Team) -> None:
    with pytest.raises(ExchangeTrouble, match="seal-not-for-yourself"):
        check_recipients(team.anna, people(team.anna, team.anna, team.bek, team.office))


def test_a_copy_goes_onto_the_stick(team: Team) -> None:
    visit, stick = answered(team), team.stick / f"sealed{SUFFIX}"
    made, _ = seal(team.anna, [visit], people(team.anna, team.bek, team.office), stick)
    assert stick.read_bytes() == (team.anna.folder / "s" / made.file).read_bytes()
    assert receive(team.office, stick).counts.new > 0


def test_where_the_copy_cannot_be_written_nothing_is_sealed(team: Team) -> None:
    visit, stick = answered(team), team.stick / f"sealed{SUFFIX}"
    stick.write_text("taken")
    with pytest.raises(BundleTrouble) as caught:
        seal(team.anna, [visit], people(team.anna, team.bek, team.office), stick)
    assert caught.value.facts["reason"] == "taken"
    assert stick.read_text() == "taken"
    assert [row.id for row in team.anna.visits()] == [visit]
    assert sealed.listed(team.anna) == []
    assert list((team.anna.folder / "s").iterdir()) == []


def test_a_visit_that_came_from_others_cannot_be_sealed(team: Team) -> None:
    visit = answered(team)
    team.passes(team.anna, visit, team.office)
    with pytest.raises(InputTrouble, match="visit-unknown"):
        seal(team.office, [visit], people(team.office, team.anna, team.bek))
    assert team.office.view(visit).values["pop_total"] == 41


def test_what_is_sealed_is_remembered_without_the_visit(team: Team) -> None:
    visit = answered(team)
    made, _ = seal(team.anna, [visit], people(team.anna, team.bek, team.office))
    (found,) = sealed.listed(team.anna)
    assert found == made
    assert found.recipients == tuple(sorted((team.bek.author, team.office.author)))
    assert found.size == (team.anna.folder / "s" / found.file).stat().st_size
    facts = team.anna.index.connection.execute("select value from facts").fetchall()
    assert all(visit not in value for (value,) in facts)


def test_a_decision_about_a_sealed_visit_can_come_back(team: Team) -> None:
    visit = answered(team)
    made, _ = seal(team.anna, [visit], people(team.anna, team.bek, team.office))
    receive(team.office, team.anna.folder / "s" / made.file)
    write(team.office, visit, pop_total=42)
    team.passes(team.office, visit, team.anna, "update")
    assert team.anna.view(visit).values["pop_total"] == 42


def test_a_receipt_tells_which_bundles_arrived(team: Team, tmp_path: Path) -> None:
    made, _ = seal(team.anna, [answered(team)], people(team.anna, team.bek, team.office))
    receive(team.office, team.anna.folder / "s" / made.file)
    path = tmp_path / f"receipt{SUFFIX}"
    write_receipt(team.office, find_recipient(team.office, team.anna.author), path)
    assert plan(team.anna, path).receipts == (made.bundle,)
    assert sealed.listed(team.anna)[0].receipts == ()
    receive(team.anna, path)
    assert sealed.listed(team.anna)[0].receipts == (team.office.author,)
    assert receive(team.anna, path).nothing_new


def test_who_answered_once_is_enough_alone(team: Team, tmp_path: Path) -> None:
    made, _ = seal(team.anna, [answered(team)], people(team.anna, team.bek, team.office))
    receive(team.office, team.anna.folder / "s" / made.file)
    path = tmp_path / f"receipt{SUFFIX}"
    write_receipt(team.office, find_recipient(team.office, team.anna.author), path)
    receive(team.anna, path)
    seal(team.anna, [answered(team)], people(team.anna, team.office))
    assert len(sealed.listed(team.anna)) == 2


def test_a_receipt_for_what_was_never_sent_says_nothing(team: Team, tmp_path: Path) -> None:
    visit = answered(team)
    team.passes(team.anna, visit, team.office)
    path = tmp_path / f"receipt{SUFFIX}"
    write_receipt(team.office, find_recipient(team.office, team.anna.author), path)
    team.anna.index.connection.execute("delete from exchanges")
    assert receive(team.anna, path).nothing_new
    assert sealed.received(team.anna) == {}


def test_there_is_no_receipt_where_nothing_arrived(team: Team, tmp_path: Path) -> None:
    with pytest.raises(ExchangeTrouble, match="nothing-received"):
        write_receipt(team.office, find_recipient(team.office, team.anna.author), tmp_path / "r")
    assert list(tmp_path.glob("r*")) == []


def test_a_sealed_file_can_be_let_go(team: Team) -> None:
    made, _ = seal(team.anna, [answered(team)], people(team.anna, team.bek, team.office))
    sealed.remove(team.anna, made.bundle)
    assert sealed.listed(team.anna) == []
    assert list((team.anna.folder / "s").iterdir()) == []
    with pytest.raises(InputTrouble, match="bundle-unknown"):
        sealed.remove(team.anna, made.bundle)


def test_a_seal_that_was_cut_short_is_finished_at_the_next_opening(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = answered(team)
    with monkeypatch.context() as patched:
        patched.setattr(unfinished, "finish", lambda vault: None)  # the power goes here
        made, _ = seal(team.anna, [visit], people(team.anna, team.bek, team.office))
    assert [row.id for row in team.anna.visits()] == [visit]
    unfinished.resume(team.anna)
    assert team.anna.visits() == []
    assert [one.bundle for one in sealed.listed(team.anna)] == [made.bundle]


def test_of_two_sealed_files_the_other_stays_with_its_receipt(team: Team) -> None:
    chosen = people(team.anna, team.bek, team.office)
    first, second = (seal(team.anna, [answered(team)], chosen)[0] for _ in range(2))
    receive(team.office, team.anna.folder / "s" / second.file)
    team.sent += 1
    path = team.stick / f"{team.sent}{SUFFIX}"
    write_receipt(team.office, find_recipient(team.office, team.anna.author), path)
    receive(team.anna, path)
    answers = {one.bundle: one.receipts for one in sealed.listed(team.anna)}
    assert answers == {first.bundle: (), second.bundle: (team.office.author,)}
    sealed.remove(team.anna, first.bundle)
    (left,) = sealed.listed(team.anna)
    assert (left.bundle, left.receipts) == (second.bundle, (team.office.author,))
    assert [one.name for one in (team.anna.folder / "s").iterdir()] == [second.file]


def test_a_sealed_file_that_somebody_took_away_can_still_be_struck_off_the_list(team: Team) -> None:
    made, _ = seal(team.anna, [answered(team)], people(team.anna, team.bek, team.office))
    (team.anna.folder / "s" / made.file).unlink()
    sealed.remove(team.anna, made.bundle)
    assert sealed.listed(team.anna) == []


def test_a_sealed_file_that_cannot_be_removed_stays_on_the_list(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_only(path: Path) -> None:
        raise OSError(errno.EROFS, "read-only", str(path))

    made, _ = seal(team.anna, [answered(team)], people(team.anna, team.bek, team.office))
    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", read_only)
        with pytest.raises(VaultTrouble):
            sealed.remove(team.anna, made.bundle)
    assert [one.bundle for one in sealed.listed(team.anna)] == [made.bundle]


def test_a_vault_that_can_only_be_read_lets_no_sealed_file_go(tmp_path: Path) -> None:
    """It may be the only copy that there is."""
    anna, bek, office = (vault_of(name, tmp_path / name) for name in ("Анна", "Бек", "Офис"))
    with anna.opened() as own, bek.opened() as other, office.opened() as third:
        introduce(own, other, third)
        visit = start(own)
        write(own, visit, pop_total=41)
        made, _ = seal(own, [visit], people(own, other, third))
    vault = Vault.recover(anna.folder, anna.code, read_only=True)
    with pytest.raises(VaultTrouble, match="ledger-read-only"):
        sealed.remove(vault, made.bundle)
    assert (anna.folder / "s" / made.file).is_file()
    vault.close()
