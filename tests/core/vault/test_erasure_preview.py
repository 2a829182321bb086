"""What the preview of an erasure promises is what the erasure does."""

from collections.abc import Mapping

from monitorapp.records.field import Value
from monitorapp.vault import erasing
from monitorapp.vault.erasing import OneAnswer, OnePerson, OneVisit
from monitorapp.vault.erasure_preview import preview
from monitorapp.vault.sealed import Sent, note_sent
from monitorapp.vault.vault import Vault
from tests.core.vaults import pass_on, start

NAME, AGE = "person_name", "person_age"


def _write(vault: Vault, document: str, answers: Mapping[str, Value]) -> None:
    for name, value in answers.items():
        vault.record(document, name, value, vault.view(document).shown.get(name, ()))
    vault.commit(document)


def test_it_counts_what_goes_and_what_is_written_again(vault: Vault) -> None:
    visit = start(vault)
    _write(vault, visit, {NAME: "first", AGE: 30})
    _write(vault, visit, {NAME: "second"})
    vault.record(visit, f"{NAME}#note", "draft", ())
    seen = preview(vault, OneAnswer(visit, NAME))
    assert [(one.field, one.value, one.entries) for one in seen.going] == [
        (NAME, "second", 2),
        (f"{NAME}#note", "draft", 1),
    ]
    assert (seen.kept, seen.entries, seen.documents, seen.staying, seen.attachments) == (1, 3, (), (), 0)


def test_it_changes_nothing(vault: Vault) -> None:
    visit = start(vault)
    _write(vault, visit, {NAME: "a name"})
    digest = vault.digest()
    preview(vault, OneAnswer(visit, NAME))
    preview(vault, OneVisit(visit))
    assert vault.digest() == digest


def test_it_names_what_colleagues_keep(vault: Vault, colleague: Vault) -> None:
    visit = start(vault)
    _write(vault, visit, {NAME: "a name"})
    pass_on(vault, colleague, visit)
    _write(colleague, visit, {NAME: "another"})
    pass_on(colleague, vault, visit)
    (stays,) = preview(vault, OneAnswer(visit, NAME)).staying
    assert (stays.field, stays.authors) == (NAME, (colleague.author,))
    assert preview(vault, OneAnswer(visit, NAME), everybody=True).staying == ()


def test_it_names_the_documents_that_never_come_back(vault: Vault) -> None:
    visit = start(vault)
    case, _ = vault.add_document(visit, "case", "1")
    interview, _ = vault.add_document(case, "interview", "1")
    _write(vault, interview, {NAME: "a name"})
    seen = preview(vault, OnePerson(case))
    assert seen.documents == (case, interview)
    assert [(one.document, one.field) for one in seen.going] == [(interview, NAME)]


def test_of_a_visit_it_says_that_the_key_goes(vault: Vault, colleague: Vault) -> None:
    visit = start(vault)
    vault.add_document(visit, "case", "1")
    pass_on(vault, colleague, visit)
    assert preview(vault, OneVisit(visit)).with_key
    assert not preview(colleague, OneVisit(visit)).with_key
    assert len(preview(colleague, OneVisit(visit)).documents) == 2


def test_it_says_what_was_sent_already(vault: Vault) -> None:
    visit = start(vault)
    sent = Sent("b" * 32, "2026-11-24T09:00:00Z", ("a" * 32,))
    note_sent(vault, [visit], sent)
    assert preview(vault, OneVisit(visit)).sent == (sent,)
    assert preview(vault, OneAnswer(visit, NAME)).sent == (sent,)


def test_it_counts_the_reasons_that_cannot_be_erased(vault: Vault, colleague: Vault) -> None:
    visit = start(vault)
    _write(vault, visit, {NAME: "a name", AGE: 3})
    vault.settle(visit, NAME, "another", "by the register", vault.shown(visit, NAME))
    vault.settle(visit, AGE, 4, "by the register", vault.shown(visit, AGE))
    assert preview(vault, OneAnswer(visit, NAME)).reasons == 1
    erasing.erase(vault, OneAnswer(visit, NAME))
    assert preview(vault, OneAnswer(visit, NAME)).going == ()
