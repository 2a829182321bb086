"""Which answers name which attachments: what stands, what stands in conflict, and what nothing names any more."""

import hashlib

from monitorapp.records.attachment import AttachmentId, new_salt
from monitorapp.records.commit import digest
from monitorapp.records.descriptor import Descriptor, Original
from monitorapp.records.field import Value
from monitorapp.vault import attachments, naming
from monitorapp.vault.vault import Vault
from tests.core.vaults import pass_on, start

ROW, INNER = "ab" * 16, "cd" * 16


def keep(vault: Vault, visit: str, content: bytes, original: AttachmentId | None = None) -> AttachmentId:
    facts = {"type": "image/png", "salt": new_salt(), "source": "paste", "sha256": hashlib.sha256(content).hexdigest()}
    told = Original(sha256="ab" * 32, id=original) if original else None
    return attachments.add(vault, visit, content, Descriptor.model_validate({**facts, "original": told}))


def answer(vault: Vault, document: str, field: str, value: Value) -> None:
    vault.record(document, field, value, vault.shown(document, field))
    vault.commit(document)


def test_what_is_answered_with_stands_in_every_document_of_the_visit(vault: Vault) -> None:
    visit = start(vault)
    cell, _ = vault.add_document(visit, "cell", "1")
    first, second = keep(vault, visit, b"door"), keep(vault, visit, b"lock")
    answer(vault, visit, "photo", {"file": first})
    answer(vault, cell, "photo", {"file": second})
    assert set(naming.standing(vault, visit)) == {first, second}


def test_what_is_kept_but_named_by_nobody_does_not_stand(vault: Vault) -> None:
    visit = start(vault)
    keep(vault, visit, b"door")
    assert naming.standing(vault, visit) == []


def test_an_attachment_of_another_visit_does_not_stand_by_being_named(vault: Vault) -> None:
    visit, other = start(vault), start(vault)
    elsewhere = keep(vault, other, b"door")
    answer(vault, visit, "photo", {"file": elsewhere})
    assert naming.standing(vault, visit) == []


def test_one_file_in_two_answers_stands_once(vault: Vault) -> None:
    visit = start(vault)
    photo = keep(vault, visit, b"door")
    answer(vault, visit, "photo", {"file": photo})
    answer(vault, visit, "photo@observation", {"file": photo})
    assert naming.standing(vault, visit) == [photo]


def test_a_row_within_a_row_that_is_gone_does_not_stand(vault: Vault) -> None:
    visit = start(vault)
    photo = keep(vault, visit, b"door")
    answer(vault, visit, f"{ROW}/#row", {"row": "persons"})
    answer(vault, visit, f"{INNER}/#row", {"row": "injuries", "in": ROW})
    answer(vault, visit, f"{INNER}/photo", {"file": photo})
    assert naming.standing(vault, visit) == [photo]
    answer(vault, visit, f"{ROW}/#gone", True)
    assert naming.standing(vault, visit) == []
    answer(vault, visit, f"{ROW}/#gone", None)
    assert naming.standing(vault, visit) == [photo]


def test_both_files_of_a_conflict_stand(vault: Vault, colleague: Vault) -> None:
    visit = start(vault)
    pass_on(vault, colleague, visit)
    first = keep(vault, visit, b"door")
    answer(vault, visit, "photo", {"file": first})
    second = keep(colleague, visit, b"lock")
    answer(colleague, visit, "photo", {"file": second})
    pass_on(colleague, vault, visit)
    assert naming.standing(vault, visit) == [first]  # the other is named, but not here
    assert len(vault.view(visit).unsettled["photo"]) == 2


def test_a_part_stands_while_its_words_are_here(vault: Vault) -> None:
    visit = start(vault, pop_total=3)
    ledger = vault.ledgers.holding_visit(visit)
    parts = [part.text() for commit in vault.commits_of(visit) for part in commit.parts]
    assert all(naming.holds_part(ledger, digest(text)) for text in parts)
    assert not naming.holds_part(ledger, "00" * 32)
    ledger.connection.execute("update parts set body = null")
    assert not any(naming.holds_part(ledger, digest(text)) for text in parts)


def test_what_nothing_names_loses_its_key_and_originals_stay_with_their_picture(vault: Vault) -> None:
    visit = start(vault)
    original = keep(vault, visit, b"with place")
    cleaned = keep(vault, visit, b"clean", original)
    drafted, unnamed = keep(vault, visit, b"draft"), keep(vault, visit, b"nobody")
    answer(vault, visit, "photo", {"file": cleaned})
    vault.record(visit, "photo_2", {"file": drafted}, ())
    row = attachments.find(vault, unnamed)
    assert row is not None
    ledger = vault.ledgers.holding_visit(visit)
    with ledger.transaction():
        assert naming.drop_unnamed(vault, ledger, visit) == (row.name,)
    assert {kept.id for kept in attachments.listed(vault)} == {original, cleaned, drafted}
