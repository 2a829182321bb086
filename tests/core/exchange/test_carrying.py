"""Attachments on the way: what stands goes along, what arrives is checked, and nothing that was erased comes back."""

import hashlib
from pathlib import Path

import pytest

from monitorapp.bundle.container import Contents, read_bundle, write_bundle
from monitorapp.errors import ExchangeTrouble, VaultTrouble
from monitorapp.exchange.members import card_of, find_recipient, identity_of
from monitorapp.exchange.receive import plan, receive
from monitorapp.exchange.send import seal, send
from monitorapp.records.attachment import AttachmentId, id_of, new_salt
from monitorapp.records.descriptor import Descriptor, Original
from monitorapp.records.field import Value
from monitorapp.vault import attachments, erasing, naming
from monitorapp.vault.erasing import OneAnswer, OneVisit
from monitorapp.vault.vault import Vault
from tests.core.exchange.conftest import Team
from tests.core.vaults import start, write


def described(content: bytes, **more: object) -> Descriptor:
    digest = hashlib.sha256(content).hexdigest()
    facts = {"type": "image/jpeg", "salt": new_salt(), "source": "drop", "sha256": digest}
    return Descriptor.model_validate(facts | more)


def answer(vault: Vault, visit: str, field: str, value: Value) -> None:
    vault.record(visit, field, value, vault.shown(visit, field))
    vault.commit(visit)


def attach(vault: Vault, visit: str, content: bytes, field: str = "photo", **more: object) -> AttachmentId:
    """Keep a file and answer with it."""
    attachment = attachments.add(vault, visit, content, described(content, **more))
    answer(vault, visit, field, {"file": attachment})
    return attachment


def with_original(vault: Vault, visit: str) -> tuple[AttachmentId, AttachmentId]:
    """A cleaned photo that is an answer, and its original beside it."""
    original = attachments.add(vault, visit, b"with place", described(b"with place", uncleaned=True))
    told = Original(sha256=hashlib.sha256(b"with place").hexdigest(), id=original)
    return attach(vault, visit, b"clean", original=told), original


def here(vault: Vault) -> set[AttachmentId]:
    return {kept.id for kept in attachments.listed(vault)}


def repacked(team: Team, sender: Vault, path: Path, extra: list[tuple[str, bytes]]) -> Path:
    """The same bundle signed anew by its sender, with these attachments in it."""
    opened = read_bundle(path, identity_of(team.office))
    manifest = opened.manifest
    contents = Contents(
        manifest.kind, manifest.sequence, opened.commits, tuple(manifest.visits), manifest.heads, manifest.forms, extra
    )
    forged = path.with_name(f"forged-{path.name}")
    write_bundle(forged, contents, identity_of(sender), [card_of(find_recipient(sender, team.office.author))])
    return forged


# What goes along


def test_a_photo_arrives_with_the_answer_that_names_it(team: Team) -> None:
    visit = start(team.anna)
    photo = attach(team.anna, visit, b"door" * 100_000)
    found = team.passes(team.anna, visit, team.office)
    assert found.counts.attachments == 1
    assert attachments.read(team.office, photo) == attachments.read(team.anna, photo)
    (kept,) = attachments.listed(team.office, visit)
    assert kept.bundle == found.bundle


def test_the_plan_counts_what_will_come_and_keeps_nothing(team: Team) -> None:
    visit = start(team.anna)
    attach(team.anna, visit, b"door", "photo")
    attach(team.anna, visit, b"lock", "photo_2")
    path = team.sends(team.anna, visit, team.office)
    assert plan(team.office, path).counts.attachments == 2
    assert list((team.office.folder / "a").iterdir()) == []


def test_receiving_twice_changes_nothing(team: Team) -> None:
    visit = start(team.anna)
    attach(team.anna, visit, b"door")
    path = team.sends(team.anna, visit, team.office)
    receive(team.office, path)
    before = attachments.listed(team.office)
    again = receive(team.office, path)
    assert again.counts.attachments == 0
    assert again.nothing_new
    assert attachments.listed(team.office) == before
    assert len(list((team.office.folder / "a").iterdir())) == 1


def test_a_replaced_photo_stays_at_home(team: Team) -> None:
    visit = start(team.anna)
    attach(team.anna, visit, b"a face")
    fresh = attach(team.anna, visit, b"a black box", redacted_from="ab" * 32)
    team.passes(team.anna, visit, team.office)
    assert here(team.office) == {fresh}


def test_a_removed_photo_and_that_of_a_removed_row_stay_at_home(team: Team) -> None:
    visit, row = start(team.anna), "ab" * 16
    answer(team.anna, visit, f"{row}/#row", {"row": "injuries"})
    attach(team.anna, visit, b"door", f"{row}/inj_photo")
    assert len(naming.standing(team.anna, visit)) == 1
    answer(team.anna, visit, f"{row}/#gone", True)
    attach(team.anna, visit, b"lock")
    write(team.anna, visit, photo=None)
    assert naming.standing(team.anna, visit) == []
    team.passes(team.anna, visit, team.office)
    assert here(team.office) == set()


def test_originals_go_along_only_when_they_are_asked_for(team: Team) -> None:
    visit = start(team.anna)
    cleaned, original = with_original(team.anna, visit)
    team.passes(team.anna, visit, team.office)
    assert here(team.office) == {cleaned}
    path = team.stick / "with-originals.mvb"
    send(team.anna, [visit], [find_recipient(team.anna, team.office.author)], path, originals=True)
    assert plan(team.office, path).counts.attachments == 1
    receive(team.office, path)
    assert here(team.office) == {cleaned, original}


def test_a_damaged_file_does_not_keep_a_visit_from_being_sent(team: Team) -> None:
    visit = start(team.anna)
    attach(team.anna, visit, b"door", "photo")
    for file in (team.anna.folder / "a").iterdir():
        file.write_bytes(b"")
    sound = attach(team.anna, visit, b"lock", "photo_2")
    team.passes(team.anna, visit, team.office)
    assert here(team.office) == {sound}


def test_what_was_damaged_there_is_sound_again_after_the_next_bundle(team: Team) -> None:
    visit = start(team.anna)
    photo = attach(team.anna, visit, b"door")
    path = team.sends(team.anna, visit, team.office)
    receive(team.office, path)
    for file in (team.office.folder / "a").iterdir():
        file.write_bytes(b"")
    assert receive(team.office, path).counts.attachments == 1
    assert attachments.is_sound(team.office, photo)


def test_an_invited_colleague_has_the_photos_in_their_own_ledger(team: Team) -> None:
    visit = start(team.anna)
    photo = attach(team.anna, visit, b"plan of the building")
    team.passes(team.anna, visit, team.bek, "invitation")
    assert team.bek.ledgers.holding_visit(visit).key.sort == "visit"
    assert attachments.is_sound(team.bek, photo)


def test_two_photos_of_two_people_both_arrive_and_stand_in_conflict(team: Team) -> None:
    visit = team.visit_together()
    first, second = attach(team.anna, visit, b"door"), attach(team.bek, visit, b"lock")
    team.passes(team.anna, visit, team.office)
    team.passes(team.bek, visit, team.office)
    assert here(team.office) == {first, second}
    assert team.office.view(visit).values["photo"] is None
    assert set(naming.standing(team.office, visit)) == {first, second}


# What does not get in


def refused(team: Team, path: Path) -> None:
    for run in (plan, receive):
        with pytest.raises(ExchangeTrouble) as caught:
            run(team.office, path)
        assert (caught.value.code, caught.value.facts) == ("commits-not-valid", {"reason": "attachment"})
    assert here(team.office) == set()
    assert team.office.visits() == []
    assert list((team.office.folder / "a").iterdir()) == []


def test_an_attachment_that_no_answer_names_is_refused(team: Team) -> None:
    visit = start(team.anna)
    attach(team.anna, visit, b"door")
    plaintext = described(b"stowaway").line() + b"stowaway"
    path = team.sends(team.anna, visit, team.office)
    refused(team, repacked(team, team.anna, path, [(id_of([plaintext]), plaintext)]))


def test_content_under_another_id_is_refused(team: Team) -> None:
    visit = start(team.anna)
    photo = attach(team.anna, visit, b"door")
    path = team.sends(team.anna, visit, team.office)
    refused(team, repacked(team, team.anna, path, [(photo, described(b"other").line() + b"other")]))


def test_an_attachment_whose_content_is_not_what_it_describes_is_refused(team: Team) -> None:
    visit = start(team.anna)
    plaintext = described(b"door").line() + b"another content"
    write(team.anna, visit, photo={"file": id_of([plaintext])})
    path = team.sends(team.anna, visit, team.office)
    refused(team, repacked(team, team.anna, path, [(id_of([plaintext]), plaintext)]))


def test_an_attachment_that_is_not_in_the_bundle_is_unknown_until_it_comes(team: Team) -> None:
    visit = start(team.anna)
    photo = attach(team.anna, visit, b"door")
    path = team.sends(team.anna, visit, team.office)
    receive(team.office, repacked(team, team.anna, path, []))
    assert team.office.view(visit).values["photo"] == {"file": photo}
    assert here(team.office) == set()
    again = receive(team.office, path)
    assert (again.counts.attachments, again.nothing_new) == (1, False)
    assert here(team.office) == {photo}


# Erasing


def test_an_erased_photo_does_not_come_back_from_an_old_stick(team: Team) -> None:
    visit = start(team.anna)
    attach(team.anna, visit, b"door", "photo")
    old = team.sends(team.anna, visit, team.anna)
    erasing.erase(team.anna, OneAnswer(visit, "photo"), "asked for")
    assert here(team.anna) == set()
    receive(team.anna, old)
    assert here(team.anna) == set()


def test_what_its_author_erases_goes_from_the_office_with_the_next_bundle(team: Team) -> None:
    visit = start(team.anna)
    attach(team.anna, visit, b"door", "photo")
    other = attach(team.anna, visit, b"lock", "photo_2")
    team.passes(team.anna, visit, team.office)
    assert len(here(team.office)) == 2
    erasing.erase(team.anna, OneAnswer(visit, "photo"), "asked for")
    team.passes(team.anna, visit, team.office)
    assert here(team.office) == {other}
    assert len(list((team.office.folder / "a").iterdir())) == 1


def test_an_erased_visit_leaves_no_file(team: Team) -> None:
    visit = start(team.anna)
    attach(team.anna, visit, b"door")
    path = team.sends(team.anna, visit, team.office)
    receive(team.office, path)
    erasing.erase(team.office, OneVisit(visit), "over")
    assert list((team.office.folder / "a").iterdir()) == []
    receive(team.office, path)
    assert here(team.office) == set()


def test_an_erased_answer_takes_the_original_of_its_photo_with_it(team: Team) -> None:
    visit = start(team.anna)
    with_original(team.anna, visit)
    erasing.erase(team.anna, OneAnswer(visit, "photo"), "asked for")
    assert here(team.anna) == set()
    assert list((team.anna.folder / "a").iterdir()) == []


def sealed_by(team: Team, visit: str) -> Path:
    people = [find_recipient(team.anna, other.author) for other in (team.bek, team.office)]
    made, _ = seal(team.anna, [visit], people)
    return team.anna.folder / "s" / made.file


def test_a_seal_takes_along_what_was_replaced_and_originals_as_nothing_stays_here(team: Team) -> None:
    visit = start(team.anna)
    replaced = attach(team.anna, visit, b"a face")
    cleaned, original = with_original(team.anna, visit)
    receive(team.office, sealed_by(team, visit))
    assert here(team.office) == {replaced, cleaned, original}
    assert here(team.anna) == set()
    assert list((team.anna.folder / "a").iterdir()) == []


def test_a_visit_with_a_damaged_file_is_not_sealed_until_that_is_erased(team: Team) -> None:
    visit = start(team.anna)
    attach(team.anna, visit, b"door")
    for file in (team.anna.folder / "a").iterdir():
        file.write_bytes(b"")
    with pytest.raises(VaultTrouble, match="attachment-damaged"):
        sealed_by(team, visit)
    assert [row.id for row in team.anna.visits()] == [visit]
    assert list((team.anna.folder / "s").iterdir()) == []
    erasing.erase(team.anna, OneAnswer(visit, "photo"))
    sealed_by(team, visit)
    assert team.anna.visits() == []
