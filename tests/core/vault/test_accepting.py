"""What a person decides about what was found: accepting a state, giving up what is gone, saving what can be read."""

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from monitorapp.errors import Trouble, VaultTrouble
from monitorapp.exchange.members import find_recipient
from monitorapp.exchange.receive import receive
from monitorapp.exchange.send import send
from monitorapp.vault import accepting, attachments
from monitorapp.vault.ledger import Draft
from monitorapp.vault.registry import REVOKED, TRUSTED, Person
from monitorapp.vault.vault import Vault
from tests.core.vault.test_inventory import photograph
from tests.core.vault.test_seals import STRANGER, ledger_file
from tests.core.vaults import Made, introduce, start, vault_of, write

PAGE = 16384
Q = "pop_total"


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(Trouble) as caught:
        work()
    return caught.value.code


@pytest.fixture
def visit(made: Made) -> str:
    """A visit of many commits."""
    with made.opened() as vault:
        visit = start(vault)
        for number in range(30):
            vault.record(visit, f"q{number}", "ответ " * 200, ())
            vault.commit(visit)
        write(vault, visit, pop_total=1)
    return visit


@pytest.fixture
def rolled_back(made: Made, visit: str, tmp_path: Path) -> Path:
    """The ledger of the visit, an older copy of which was put back."""
    path = ledger_file(made, "visit")
    shutil.copy(path, tmp_path / "older")
    with made.opened() as vault:
        write(vault, visit, pop_total=2)
    shutil.copy(tmp_path / "older", path)
    return path


def test_an_accepted_ledger_can_be_written_and_is_no_alarm_any_more(made: Made, visit: str, rolled_back: Path) -> None:
    with made.opened() as vault:
        accepting.accept(vault, rolled_back.name, "мы вернули копию сами")
        assert vault.alarms == ()
        assert vault.view(visit).values[Q] == 1
        write(vault, visit, pop_total=3)
    with made.opened() as vault:
        assert vault.alarms == ()
        assert vault.view(visit).values[Q] == 3
        (entry,) = accepting.accepted(vault)
        assert (entry["ledger"], entry["code"]) == (rolled_back.name, "rollback-found")
        assert entry["reason"] == "мы вернули копию сами"


def test_what_was_accepted_is_the_mark_from_now_on_also_after_a_crash(
    made: Made, visit: str, rolled_back: Path, tmp_path: Path
) -> None:
    with made.opened() as vault:
        accepting.accept(vault, rolled_back.name, "")
        shutil.copytree(made.folder, tmp_path / "crashed")
    left = Made(tmp_path / "crashed", made.code)
    with left.opened() as vault:
        assert vault.alarms == ()
        assert vault.view(visit).values[Q] == 1


def test_nothing_is_accepted_without_an_alarm(made: Made, visit: str) -> None:
    with made.opened() as vault:
        name = ledger_file(made, "visit").name
        assert code_of(lambda: accepting.accept(vault, name, "")) == "ledger-unknown"
        assert code_of(lambda: accepting.salvage(vault, name, "")) == "ledger-unknown"
        assert code_of(lambda: accepting.forget(vault, name)) == "ledger-unknown"


def test_a_foreign_log_is_gone_once_the_state_without_it_is_accepted(made: Made, visit: str) -> None:
    path = ledger_file(made, "visit")
    log = path.with_name(f"{path.name}-wal")
    log.write_bytes(os.urandom(3 * PAGE))
    with made.opened() as vault:
        accepting.accept(vault, path.name, "")
    assert not log.exists()
    with made.opened() as vault:
        assert vault.alarms == ()
        assert vault.view(visit).values[Q] == 1


def test_a_ledger_that_is_gone_can_be_given_up(made: Made, visit: str) -> None:
    path = ledger_file(made, "visit")
    path.unlink()
    with made.opened() as vault:
        accepting.accept(vault, path.name, "стёрто не нами")
    with made.opened() as vault:
        assert vault.alarms == ()
        assert vault.visits() == []
        assert path.name not in {key.ledger for key in made.key_file().ledgers()}


def test_an_accepted_index_gives_the_whole_vault_back_for_writing(made: Made, visit: str, tmp_path: Path) -> None:
    path = ledger_file(made, "index")
    with made.opened() as vault:
        vault.registry.keep_person(Person(STRANGER, "Чужой", TRUSTED, "card"))
    shutil.copy(path, tmp_path / "older")
    with made.opened() as vault:
        vault.registry.keep_person(Person(STRANGER, "Чужой", REVOKED, "card"))
    shutil.copy(tmp_path / "older", path)
    with made.opened() as vault:
        accepting.accept(vault, path.name, "")
        assert not vault.read_only
        person = vault.registry.person(STRANGER)
        assert person is not None
        assert person.state == TRUSTED
        write(vault, visit, pop_total=4)
        start(vault)
    with made.opened() as vault:
        assert vault.alarms == ()
        assert vault.view(visit).values[Q] == 4


def test_what_is_there_can_be_handed_over_while_everything_is_in_doubt(
    made: Made, visit: str, rolled_back: Path, tmp_path: Path
) -> None:
    path = ledger_file(made, "index")
    with vault_of("Бек", tmp_path / "bek").opened() as other:
        with made.opened() as vault:
            introduce(vault, other)
            send(vault, [visit], [find_recipient(vault, "Бек")], tmp_path / "held.mvb")
        shutil.copy(path, tmp_path / "older-index")
        with made.opened() as vault:
            vault.set_place({"document": visit})
        shutil.copy(tmp_path / "older-index", path)
        with made.opened() as vault:
            assert vault.read_only
            send(vault, [visit], [find_recipient(vault, "Бек")], tmp_path / "saved.mvb")
        receive(other, tmp_path / "saved.mvb")
        assert other.view(visit).values[Q] == 1
    assert path.read_bytes() == (tmp_path / "older-index").read_bytes()


def test_while_the_index_is_in_doubt_nothing_else_is_accepted(
    made: Made, visit: str, rolled_back: Path, tmp_path: Path
) -> None:
    path = ledger_file(made, "index")
    shutil.copy(path, tmp_path / "older-index")
    with made.opened() as vault:
        vault.set_place({"document": visit})
    shutil.copy(tmp_path / "older-index", path)
    with made.opened() as vault:
        assert code_of(lambda: accepting.accept(vault, rolled_back.name, "")) == "ledger-read-only"
        accepting.accept(vault, path.name, "")
        accepting.accept(vault, rolled_back.name, "")
    with made.opened() as vault:
        assert vault.alarms == ()


def test_a_damaged_ledger_is_not_accepted(made: Made, visit: str) -> None:
    path = ledger_file(made, "visit")
    path.write_bytes(os.urandom(PAGE) + path.read_bytes()[PAGE:])
    with made.opened() as vault:
        assert code_of(lambda: accepting.accept(vault, path.name, "")) == "ledger-damaged"


def test_what_can_be_read_of_a_damaged_visit_is_saved_into_a_new_ledger(made: Made, visit: str) -> None:
    path = ledger_file(made, "visit")
    whole, saved = path.read_bytes(), 0
    for page in range(1, len(whole) // PAGE):
        path.write_bytes(whole[: page * PAGE] + os.urandom(PAGE) + whole[(page + 1) * PAGE :])
        copy = made.copied_to(made.folder.with_name(f"page-{page}"))
        with copy.opened() as vault:
            values = _salvaged(vault, path.name, visit)
        saved += bool(values)
        with copy.opened() as vault:
            assert vault.alarms == ()
            assert (dict(vault.view(visit).values) if vault.knows_visit(visit) else {}) == values
        assert all(value in {"ответ " * 200, 1, "practice"} for value in values.values())
    assert saved > 3


def _salvaged(vault: Vault, ledger: str, visit: str) -> dict[str, object]:
    (alarm,) = vault.alarms
    assert alarm.code == "ledger-damaged"
    try:
        found = accepting.salvage(vault, ledger, "стик был мокрым")
    except VaultTrouble:
        vault.ledgers.drop(vault.ledgers.key_of(ledger))
        return {}
    assert 0 < found.commits <= 32
    assert vault.alarms == ()
    if not vault.knows_visit(visit):  # its first commit, which says what it is, is lost
        return {}
    write(vault, visit, pop_total=1)
    return dict(vault.view(visit).values)


def test_the_drafts_of_a_damaged_visit_are_saved_too(made: Made, visit: str, tmp_path: Path) -> None:
    with made.opened() as vault:
        write(vault, visit, pop_total=5, commit=False)
        vault.ledger_for(visit).connection.execute("pragma wal_checkpoint(truncate)").fetchall()
        crashed = Made(shutil.copytree(made.folder, tmp_path / "crashed"), made.code)
    whole = ledger_file(crashed, "visit").read_bytes()
    saved = []
    for page in range(len(whole) // PAGE - 1, 0, -1):
        left = crashed.copied_to(tmp_path / f"page-{page}")
        damaged = whole[: page * PAGE] + os.urandom(PAGE) + whole[(page + 1) * PAGE :]
        ledger_file(left, "visit").write_bytes(damaged)
        with left.opened() as vault:
            saved += [vault.view(visit).values[Q]] if _drafts_are_saved(vault, visit) else []
        if saved:
            break
    assert saved == [5]


def test_drafts_of_a_document_whose_beginning_is_lost_wait_for_it(made: Made, visit: str, tmp_path: Path) -> None:
    with made.opened() as vault:
        vault.ledgers.holding(visit).put_draft("ab" * 16, Q, Draft(5, (), "general"))
    for _ in range(2):
        with made.opened() as vault:
            assert vault.ledgers.holding(visit).drafted_documents() == ["ab" * 16]
            assert vault.commit_all().documents == frozenset()


def _drafts_are_saved(vault: Vault, visit: str) -> bool:
    for alarm in vault.alarms:
        with contextlib.suppress(VaultTrouble):  # that page was one without which nothing can be read
            return accepting.salvage(vault, alarm.ledger, "").drafts > 0 and vault.knows_visit(visit)
    return False


def test_a_visit_whose_beginning_is_lost_is_shown_again_with_the_form_its_later_words_name(
    made: Made, visit: str
) -> None:
    with made.opened() as vault:
        cell = vault.add_document(visit, "cell", "1")[0]
        write(vault, cell, cell_no="12")
        connection = vault.ledger_for(visit).connection
        for document in (visit, cell):
            (n,) = connection.execute("select min(n) from commits where document = ?", (document,)).fetchone()
            for table in ("commits", "parts", "heads"):
                connection.execute(f"delete from {table} where n = ?", (n,))
    path = ledger_file(made, "visit")
    with made.opened() as vault:
        assert vault.visits() == []
    path.write_bytes(path.read_bytes() + bytes(10))
    with made.opened() as vault:
        assert accepting.salvage(vault, path.name, "начало утрачено").lost == 2
        assert vault.view(visit).values[Q] == 1
        assert [(row.id, row.form, row.parent) for row in vault.documents(visit)] == [
            (visit, "visit", None),
            (cell, "cell", visit),
        ]
    with made.opened() as vault:
        assert vault.alarms == ()
        assert vault.view(cell).values["cell_no"] == "12"


def test_a_salvaged_file_stays_until_somebody_makes_an_end_of_it(made: Made, visit: str) -> None:
    path = ledger_file(made, "visit")
    damaged = path.read_bytes() + bytes(10)
    path.write_bytes(damaged)
    with made.opened() as vault:
        accepting.salvage(vault, path.name, "")
    with made.opened() as vault:
        assert vault.alarms == ()
        assert path.read_bytes() == damaged
        assert len(vault.visits()) == 1
        accepting.forget(vault, path.name)
        assert not path.exists()
        assert len(vault.visits()) == 1


def test_the_keys_of_photos_come_along(made: Made, visit: str) -> None:
    with made.opened() as vault:
        photo = photograph(vault, visit)
    path = ledger_file(made, "visit")
    path.write_bytes(path.read_bytes() + bytes(PAGE - 1))
    with made.opened() as vault:
        accepting.salvage(vault, path.name, "")
        assert attachments.read(vault, photo)[1] == b"picture"
        assert attachments.sweep(vault) == 0
    with made.opened() as vault:
        accepting.forget(vault, path.name)
        assert attachments.read(vault, photo)[1] == b"picture"


def test_what_can_be_read_of_a_damaged_archive_is_saved_too(made: Made, visit: str, tmp_path: Path) -> None:
    with vault_of("Бек", tmp_path / "bek").opened() as other, made.opened() as vault:
        introduce(vault, other)
        theirs = start(other)
        write(other, theirs, pop_total=7)
        send(other, [theirs], [find_recipient(other, "Анна")], tmp_path / "sent.mvb")
        receive(vault, tmp_path / "sent.mvb")
    path = ledger_file(made, "archive")
    path.write_bytes(path.read_bytes() + bytes(10))
    with made.opened() as vault:
        assert [alarm.sort for alarm in vault.alarms] == ["archive"]
        accepting.salvage(vault, path.name, "стик был мокрым")
        assert vault.view(theirs).values[Q] == 7
    with made.opened() as vault:
        assert vault.alarms == ()
        assert {row.id: row.own for row in vault.visits()} == {visit: True, theirs: False}
        assert vault.ledgers.archive().attestations()


def test_a_damaged_index_is_not_salvaged_but_what_is_there_can_be_handed_over(made: Made, visit: str) -> None:
    path = ledger_file(made, "index")
    path.write_bytes(path.read_bytes() + bytes(10))
    with made.opened() as vault:
        assert vault.read_only
        assert code_of(lambda: accepting.salvage(vault, path.name, "")) == "cannot-salvage"
        assert code_of(lambda: accepting.accept(vault, path.name, "")) == "ledger-damaged"
        assert vault.view(visit).values[Q] == 1


def test_nothing_can_be_saved_of_what_nobody_can_read(made: Made, visit: str) -> None:
    path = ledger_file(made, "visit")
    path.write_bytes(os.urandom(path.stat().st_size))
    with made.opened() as vault:
        assert code_of(lambda: accepting.salvage(vault, path.name, "")) == "cannot-salvage"
        assert vault.alarms[0].code == "ledger-damaged"
