"""Erasing one answer, one person's data, one visit: what goes, what stays, and that no key opens what went."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from monitorapp.errors import InputTrouble
from monitorapp.records.field import Value
from monitorapp.vault import cipher, erasing, unfinished
from monitorapp.vault.erasing import OneAnswer, OnePerson, OneVisit, What
from monitorapp.vault.vault import Vault
from tests.core.vaults import Made, pass_on, start, vault_of, write

SECRET = "Асанова Жылдыз"
NAME, AGE = "person_name", "person_age"


@pytest.fixture
def closed(tmp_path: Path) -> Made:
    return vault_of("Мира", tmp_path / "mira")


def _answers(vault: Vault, document: str) -> dict[str, Value]:
    return {name: value for name, value in vault.view(document).values.items() if name != "facility_id"}


def _write(vault: Vault, document: str, answers: Mapping[str, Value], *, commit: bool = True) -> None:
    for name, value in answers.items():
        vault.record(document, name, value, vault.view(document).shown.get(name, ()))
    if commit:
        vault.commit(document)


def _rows(connection: Any) -> Iterator[str]:
    for (table,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall():
        yield from (str(row) for row in connection.execute(f"select * from {table}").fetchall())


def _bodies(vault: Vault) -> Iterator[str]:
    for ledger in [*vault.ledgers.all(), vault.index]:
        yield from _rows(ledger.connection)


def _is_anywhere(vault: Vault, word: str) -> bool:
    return any(word in row for row in _bodies(vault))


def _told(vault: Vault) -> str:
    """A visit whose name and age stand in one part, with a history."""
    visit = start(vault)
    _write(vault, visit, {NAME: f"{SECRET} (1)", AGE: 30, "other": "stays"}, commit=False)
    vault.commit(visit)
    _write(vault, visit, {NAME: SECRET})
    return visit


# One answer


def test_an_erased_answer_is_gone_with_its_history(vault: Vault) -> None:
    visit = _told(vault)
    changes = erasing.erase(vault, OneAnswer(visit, NAME), "withdrawn")
    assert _answers(vault, visit) == {AGE: 30, "other": "stays"}
    assert not _is_anywhere(vault, SECRET)
    (entry,) = vault.history(visit, NAME)
    assert (entry.erased, entry.value, entry.reason, entry.standing) == (True, None, "withdrawn", False)
    assert (visit, NAME) in changes.fields
    assert not changes.imported


def test_the_neighbours_keep_their_values_and_their_history(vault: Vault) -> None:
    visit = start(vault)
    _write(vault, visit, {NAME: SECRET, AGE: 30}, commit=False)
    vault.commit(visit)
    _write(vault, visit, {AGE: 31})
    erasing.erase(vault, OneAnswer(visit, NAME))
    assert _answers(vault, visit) == {AGE: 31}
    assert sorted((entry.value, entry.standing, entry.copied) for entry in vault.history(visit, AGE)) == [
        (30, False, True),
        (31, True, False),
    ]


def test_note_and_raw_text_go_with_the_answer_and_the_word_of_the_register_stays(vault: Vault) -> None:
    visit = start(vault)
    _write(vault, visit, {NAME: SECRET})
    _write(vault, visit, {f"{NAME}#note": SECRET, f"{NAME}#raw": SECRET, f"{NAME}@register": "another"})
    erasing.erase(vault, OneAnswer(visit, NAME))
    assert _answers(vault, visit) == {f"{NAME}@register": "another"}


def test_a_facet_is_erased_alone(vault: Vault) -> None:
    visit = start(vault)
    _write(vault, visit, {NAME: "code 7", f"{NAME}#note": SECRET})
    erasing.erase(vault, OneAnswer(visit, f"{NAME}#note"))
    assert _answers(vault, visit) == {NAME: "code 7"}
    assert not _is_anywhere(vault, SECRET)


def test_a_draft_is_erased_and_other_drafts_are_kept(vault: Vault) -> None:
    visit = start(vault)
    vault.record(visit, NAME, SECRET, ())
    vault.record(visit, AGE, 30, ())
    erasing.erase(vault, OneAnswer(visit, NAME))
    assert _answers(vault, visit) == {AGE: 30}
    assert not _is_anywhere(vault, SECRET)


def test_undo_does_not_bring_it_back(vault: Vault) -> None:
    visit = start(vault)
    vault.record(visit, AGE, 30, ())
    vault.record(visit, NAME, SECRET, ())
    vault.undo()
    erasing.erase(vault, OneAnswer(visit, NAME))
    vault.redo()
    vault.undo()
    assert not _is_anywhere(vault, SECRET)
    assert not vault.can_redo or vault.redo() is not None
    assert not _is_anywhere(vault, SECRET)


def test_an_answer_over_what_was_copied_is_no_conflict(vault: Vault) -> None:
    """A page that was painted before the erasure writes over the commit that it had shown."""
    visit = _told(vault)
    seen = vault.shown(visit, AGE)
    erasing.erase(vault, OneAnswer(visit, NAME))
    vault.record(visit, AGE, 31, seen)
    vault.commit(visit)
    assert vault.view(visit).values[AGE] == 31
    assert vault.conflicts() == []


def test_rows_keep_their_order(vault: Vault) -> None:
    visit = start(vault)
    rows = ["c" * 32, "b" * 32, "a" * 32]
    for row in rows:
        vault.record(visit, f"{row}/#row", {"row": "people"}, ())
        vault.record(visit, f"{row}/{NAME}", f"{SECRET} {row}", ())
        vault.commit(visit)
    erasing.erase(vault, OneAnswer(visit, f"{rows[0]}/{NAME}"))
    erasing.erase(vault, OneAnswer(visit, f"{rows[2]}/{NAME}"))
    kept = [name[:32] for name in vault.view(visit).values if name.endswith("/#row")]
    assert kept == rows


def test_erasing_twice_keeps_the_neighbours(vault: Vault) -> None:
    visit = _told(vault)
    erasing.erase(vault, OneAnswer(visit, NAME))
    erasing.erase(vault, OneAnswer(visit, "other"))
    erasing.erase(vault, OneAnswer(visit, "other"))
    assert _answers(vault, visit) == {AGE: 30}


def test_what_was_never_written_can_be_erased(vault: Vault) -> None:
    visit = start(vault)
    erasing.erase(vault, OneAnswer(visit, NAME))
    assert vault.history(visit, NAME) == []


def test_the_place_of_the_next_opening_is_forgotten(vault: Vault) -> None:
    visit = _told(vault)
    vault.set_place({"page": "form", "document": visit, "field": NAME})
    erasing.erase(vault, OneAnswer(visit, NAME))
    assert vault.place() == {}


# Colleagues


def test_what_a_colleague_wrote_stays_until_they_erase_it(vault: Vault, colleague: Vault) -> None:
    visit = _told(vault)
    pass_on(vault, colleague, visit)
    _write(colleague, visit, {NAME: f"{SECRET} of Bek", "cells": 4})
    pass_on(colleague, vault, visit)
    erasing.erase(vault, OneAnswer(visit, NAME), "please")
    assert vault.view(visit).values[NAME] == f"{SECRET} of Bek"
    assert erasing.asked(vault) == []
    pass_on(vault, colleague, visit)
    (one,) = erasing.asked(colleague)
    assert (one.asker, one.authors, one.reason) == (vault.author, (colleague.author,), "please")
    assert NAME in one.fields
    erasing.accept(colleague, one)
    assert not _is_anywhere(colleague, SECRET)
    assert _answers(colleague, visit) == {AGE: 30, "other": "stays", "cells": 4}
    assert erasing.asked(colleague) == []
    pass_on(colleague, vault, visit)
    unfinished.finish(vault)
    assert not _is_anywhere(vault, SECRET)
    assert vault.digest() == colleague.digest()


def test_what_was_declined_stays_and_is_not_asked_again(vault: Vault, colleague: Vault) -> None:
    visit = _told(vault)
    pass_on(vault, colleague, visit)
    _write(colleague, visit, {NAME: "of Bek"})
    pass_on(colleague, vault, visit)
    erasing.erase(vault, OneAnswer(visit, NAME))
    pass_on(vault, colleague, visit)
    (one,) = erasing.asked(colleague)
    erasing.decline(colleague, one)
    assert erasing.asked(colleague) == []
    assert colleague.view(visit).values[NAME] == "of Bek"


def test_the_owner_decides_about_the_words_of_others_in_their_own_vault(vault: Vault, colleague: Vault) -> None:
    visit = _told(vault)
    pass_on(vault, colleague, visit)
    told = colleague.commits_of(visit)
    erasing.erase(colleague, OneAnswer(visit, NAME), "the person asked", everybody=True)
    assert not _is_anywhere(colleague, SECRET)
    assert _answers(colleague, visit) == {AGE: 30, "other": "stays"}
    (kept,) = [entry for entry in colleague.history(visit, AGE) if entry.standing]
    assert (kept.own, kept.copied, kept.copied_from) == (True, True, vault.author)
    ledger = colleague.ledger_for(visit)
    with ledger.transaction():
        ledger.take_in(told, "an old stick")
    assert not _is_anywhere(colleague, SECRET)
    pass_on(colleague, vault, visit)
    assert vault.view(visit).values[NAME] == SECRET
    (one,) = erasing.asked(vault)
    assert one.decided
    erasing.accept(vault, one)
    assert not _is_anywhere(vault, SECRET)
    assert _answers(vault, visit) == {AGE: 30, "other": "stays"}
    assert vault.conflicts() == []


# One person's data


def _person(vault: Vault) -> tuple[str, str, str]:
    """A visit with a case and an interview below it."""
    visit = start(vault)
    case, _ = vault.add_document(visit, "case", "1")
    interview, _ = vault.add_document(case, "interview", "1")
    for document in (case, interview):
        _write(vault, document, {NAME: f"{SECRET} {document}", AGE: 30})
    write(vault, visit, pop_total=41)
    return visit, case, interview


def test_one_persons_data_go_with_everything_below(vault: Vault) -> None:
    visit, case, interview = _person(vault)
    told = vault.commits_of(visit)
    erasing.erase(vault, OnePerson(case))
    assert [row.id for row in vault.documents(visit)] == [visit]
    assert not _is_anywhere(vault, SECRET)
    assert unfinished.remembered(vault, [visit, case, interview]) == {case, interview}
    for document in (case, interview):
        with pytest.raises(InputTrouble):
            vault.view(document)
    ledger = vault.ledger_for(visit)
    with ledger.transaction():
        ledger.take_in(told, "an old stick")
    assert not _is_anywhere(vault, SECRET)


def test_a_document_in_which_a_colleague_wrote_stays_with_their_words(vault: Vault, colleague: Vault) -> None:
    visit, case, interview = _person(vault)
    pass_on(vault, colleague, visit)
    _write(colleague, case, {NAME: "by Bek"})
    pass_on(colleague, vault, visit)
    erasing.erase(vault, OnePerson(case))
    assert {row.id for row in vault.documents(visit)} == {visit, case}
    assert _answers(vault, case) == {NAME: "by Bek"}
    assert unfinished.remembered(vault, [case, interview]) == {interview}
    pass_on(vault, colleague, visit)
    assert [one.document for one in erasing.asked(colleague)] == [case]
    erasing.accept(colleague, erasing.asked(colleague)[0])
    assert "by Bek" not in str(list(_bodies(colleague)))


def test_a_visit_is_no_person(vault: Vault) -> None:
    with pytest.raises(InputTrouble):
        erasing.erase(vault, OnePerson(start(vault)))


# One visit


def test_an_own_visit_dies_with_its_key(vault: Vault) -> None:
    visit, case, interview = _person(vault)
    key = vault.ledger_for(visit).key
    other = start(vault)
    erasing.erase(vault, OneVisit(visit))
    assert [row.id for row in vault.visits()] == [other]
    assert key.ledger not in {one.ledger for one in vault.keyfile.ledgers()}
    assert not any(key.ledger in path.name for path in vault.folder.rglob("*"))
    assert unfinished.remembered(vault, [visit, case, interview, other]) == {visit, case, interview}
    assert key.key not in (vault.folder / "k").read_bytes()


def test_a_visit_of_the_archive_is_deleted_and_the_others_stay(vault: Vault, colleague: Vault) -> None:
    visit, case, _ = _person(vault)
    other = start(vault, pop_total=7)
    for one in (visit, other):
        pass_on(vault, colleague, one)
    before = colleague.ledgers.archive().key
    erasing.erase(colleague, OneVisit(visit))
    assert [row.id for row in colleague.visits()] == [other]
    assert colleague.view(other).values["pop_total"] == 7
    assert not _is_anywhere(colleague, SECRET)
    assert not any(case in row for row in _rows(colleague.ledgers.archive().connection))
    assert colleague.ledgers.archive().key.key != before.key
    assert colleague.check()[colleague.ledgers.archive().key.ledger]


def test_the_vault_opens_without_an_alarm_afterwards(closed: Made, colleague: Vault) -> None:
    with closed.opened() as vault:
        visit, _, _ = _person(colleague)
        pass_on(colleague, vault, visit)
        own, kept = _told(vault), _told(vault)
        erasing.erase(vault, OneVisit(visit))
        erasing.erase(vault, OneVisit(own))
        erasing.erase(vault, OneAnswer(kept, NAME))
    with closed.opened() as vault:
        assert vault.alarms == ()
        assert [row.id for row in vault.visits()] == [kept]
        assert _answers(vault, kept) == {AGE: 30, "other": "stays"}


# The files


def _pages(vault: Path, keys: Iterable[bytes]) -> Iterator[bytes]:
    """Every page of every ledger file and log as each of `keys` decrypts it, free pages too.

    SQLCipher's page: AES-256-CBC, then 16 bytes of IV and 32 of HMAC; the first one begins with 16 bytes of salt.
    """
    for path, key in itertools.product(sorted((vault / "l").iterdir()), keys):
        data = path.read_bytes()
        for at in range(0, len(data) - cipher.PAGE + 1, cipher.PAGE):
            page = data[at : at + cipher.PAGE]
            decryptor = Cipher(algorithms.AES(key), modes.CBC(page[-48:-32])).decryptor()
            yield decryptor.update(page[0 if at else 16 : -48])


@pytest.mark.parametrize("what", ["answer", "person", "visit", "archive"])
def test_no_key_that_exists_opens_anything_that_holds_the_word(closed: Made, colleague: Vault, what: str) -> None:
    with closed.opened() as vault:
        visit, case, _ = _person(colleague if what == "archive" else vault)
        if what == "archive":
            pass_on(colleague, vault, visit)
        keys = [key.key for key in vault.keyfile.ledgers()]
        targets: dict[str, What] = {"answer": OneAnswer(case, NAME), "person": OnePerson(case)}
        if what == "answer":
            interview = vault.documents(visit)[2].id
            erasing.erase(vault, OneAnswer(interview, NAME))
        erasing.erase(vault, targets.get(what, OneVisit(visit)))
    raw, fresh = (closed.folder / "k").read_bytes(), [key.key for key in closed.key_file().ledgers()]
    assert set(keys) - set(fresh)
    assert not any(key in raw for key in keys)
    pages = list(_pages(closed.folder, {*keys, *fresh}))
    assert any(page.startswith(b"@") or b"create table" in page for page in pages)
    assert not any(SECRET.encode() in page for page in pages)


def test_before_the_erasure_the_word_is_found_in_the_pages(closed: Made) -> None:
    """The check above can fail."""
    with closed.opened() as vault:
        _person(vault)
        keys = [key.key for key in vault.keyfile.ledgers()]
    assert any(SECRET.encode() in page for page in _pages(closed.folder, keys))
