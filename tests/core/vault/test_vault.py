"""The open vault: visits, documents, answers, decisions; what a person can do with it, told as stories."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitorapp.clock import Clock
from monitorapp.errors import FormTrouble, InputTrouble, VaultTrouble
from monitorapp.records.field import TEXT_LIMIT, WHOLE_LIMIT
from monitorapp.vault.keyfile import LIGHT
from monitorapp.vault.vault import Vault
from tests.core.vaults import PHRASE, Made, pass_on, start, vault_of, write

Q = "pop_total"


def test_a_visit_starts_in_a_ledger_of_its_own(made: Made, vault: Vault) -> None:
    first, second = start(vault), start(vault)
    assert {row.id for row in vault.visits()} == {first, second}
    assert len(list((made.folder / "l").glob("*"))) == 2 * (2 + 2)  # index, archive, two visits; each with its log
    assert all(row.own and row.status == "open" and row.practice for row in vault.visits())


def test_an_answer_stands_at_once_and_is_committed_later(vault: Vault) -> None:
    visit = start(vault)
    changes = vault.record(visit, Q, 41, ())
    assert changes.visits == changes.documents == {visit}
    assert changes.fields == {(visit, Q)}
    assert vault.view(visit).values[Q] == 41
    assert vault.view(visit).drafts == {Q}
    vault.commit(visit)
    assert vault.view(visit).drafts == frozenset()
    assert vault.view(visit).authors[Q] == (vault.author,)


def test_each_write_has_a_higher_number(vault: Vault) -> None:
    visit = start(vault)
    numbers = [vault.record(visit, Q, n, ()).ack for n in range(5)]
    assert numbers == sorted(set(numbers))
    assert numbers[0] > 0


def test_typing_and_clearing_again_leaves_no_trace(vault: Vault) -> None:
    visit = start(vault)
    before = len(vault.commits_of(visit))
    write(vault, visit, commit=False, pop_total=41)
    write(vault, visit, commit=False, pop_total=None)
    vault.commit(visit)
    assert len(vault.commits_of(visit)) == before


def test_writing_the_same_again_makes_no_commit(vault: Vault) -> None:
    visit = start(vault)
    write(vault, visit, pop_total=41)
    before = len(vault.commits_of(visit))
    write(vault, visit, pop_total=41)
    assert len(vault.commits_of(visit)) == before


def test_clearing_is_an_answer_with_a_history(vault: Vault) -> None:
    visit = start(vault)
    write(vault, visit, pop_total=41)
    write(vault, visit, pop_total=None)
    assert vault.view(visit).values[Q] is None
    assert [(e.value, e.standing) for e in vault.history(visit, Q)] == [(41, False), (None, True)]


def test_clearing_what_somebody_changed_meanwhile_is_shown_as_a_difference(vault: Vault, colleague: Vault) -> None:
    visit = start(vault)
    write(vault, visit, pop_total=41)
    pass_on(vault, colleague, visit)
    write(vault, visit, commit=False, pop_total=None)
    write(colleague, visit, pop_total=43)
    pass_on(colleague, vault, visit)
    vault.commit(visit)
    assert {s.value for s in vault.view(visit).unsettled[Q]} == {None, 43}


def test_restoring_an_earlier_answer_writes_it_again(vault: Vault) -> None:
    visit = start(vault)
    for number in (1, 2, 3):
        write(vault, visit, pop_total=number)
    first = vault.history(visit, Q)[0]
    vault.restore(visit, Q, first.commit)
    vault.commit(visit)
    assert vault.view(visit).values[Q] == 1
    assert [entry.value for entry in vault.history(visit, Q)] == [1, 2, 3, 1]
    with pytest.raises(InputTrouble):
        vault.restore(visit, Q, "0" * 64)


def test_an_answer_stays_in_its_compartment(vault: Vault) -> None:
    visit = start(vault)
    vault.record(visit, "detainee_name", "имя", (), "personal")
    vault.commit(visit)
    commit = vault.commits_of(visit)[-1]
    assert [(part.compartment, dict(part.values)) for part in commit.parts] == [("personal", {"detainee_name": "имя"})]
    vault.restore(visit, "detainee_name", commit.id)
    write(vault, visit, pop_total=1, commit=False)
    vault.record(visit, "detainee_name", "другое", vault.shown(visit, "detainee_name"), "personal")
    vault.commit(visit)
    assert [part.compartment for part in vault.commits_of(visit)[-1].parts] == ["general", "personal"]


def test_documents_hang_under_their_visit(vault: Vault) -> None:
    visit = start(vault)
    cell, _ = vault.add_document(visit, "cell", "1")
    bed, _ = vault.add_document(cell, "bed", "1")
    assert [(row.id, row.parent) for row in vault.documents(visit)] == [(visit, None), (cell, visit), (bed, cell)]
    assert all(row.visit == visit for row in vault.documents(visit))


@pytest.mark.parametrize("missing", ["0" * 32, "", "x"])
def test_what_does_not_exist_is_refused(vault: Vault, missing: str) -> None:
    of_documents: list[Callable[[str], object]] = [
        vault.view,
        vault.commit,
        lambda document: vault.record(document, Q, 1, ()),
        lambda document: vault.history(document, Q),
    ]
    of_visits: list[Callable[[str], object]] = [vault.documents, vault.finish, vault.commits_of]
    for works, code in ((of_documents, "document-unknown"), (of_visits, "visit-unknown")):
        for work in works:
            with pytest.raises(InputTrouble) as caught:
                work(missing)
            assert caught.value.code == code
    with pytest.raises(FormTrouble):
        vault.registry.form("nothing", "1")


@pytest.mark.parametrize("value", [float("nan"), WHOLE_LIMIT + 1, {"x": 1}, [1], "\ud800", object()])
def test_a_value_that_cannot_be_kept_changes_nothing(vault: Vault, value: object) -> None:
    visit = start(vault)
    before = vault.view(visit)
    with pytest.raises(InputTrouble):
        vault.record(visit, Q, value, ())  # type: ignore[arg-type]
    assert vault.view(visit) == before
    assert not vault.can_undo


def test_an_answer_that_is_too_long_is_told_apart_from_one_that_makes_no_sense(vault: Vault) -> None:
    visit = start(vault)
    vault.record(visit, "note", "ж" * TEXT_LIMIT, ())
    with pytest.raises(VaultTrouble) as caught:
        vault.record(visit, "note", "ж" * (TEXT_LIMIT + 1), ())
    assert caught.value.code == "answer-too-long"
    assert vault.view(visit).values["note"] == "ж" * TEXT_LIMIT


# Two people


def test_who_wrote_the_same_agrees(vault: Vault, colleague: Vault) -> None:
    visit = start(vault)
    pass_on(vault, colleague, visit)
    write(vault, visit, pop_total=41)
    write(colleague, visit, pop_total=41.0)
    pass_on(colleague, vault, visit)
    seen = vault.view(visit)
    assert seen.unsettled == {}
    assert seen.values[Q] == 41
    assert set(seen.authors[Q]) == {vault.author, colleague.author}


def test_who_wrote_something_else_is_kept_and_shown(vault: Vault, colleague: Vault) -> None:
    visit = _conflict(vault, colleague)
    (conflict,) = vault.conflicts()
    assert (conflict.document, conflict.field) == (visit, Q)
    assert {(s.author, s.value) for s in conflict.standings} == {(vault.author, 41), (colleague.author, 43)}
    assert vault.view(visit).values[Q] is None
    assert next(row.unsettled for row in vault.visits()) == 1


def test_a_decision_settles_and_travels(vault: Vault, colleague: Vault) -> None:
    visit = _conflict(vault, colleague)
    vault.settle(visit, Q, 42, "пересчитали вместе", vault.view(visit).shown[Q])
    assert vault.conflicts() == []
    assert vault.history(visit, Q)[-1].reason == "пересчитали вместе"
    pass_on(vault, colleague, visit)
    assert colleague.view(visit).values[Q] == 42
    assert colleague.conflicts() == []


def test_a_decision_covers_ones_own_draft_too(vault: Vault, colleague: Vault) -> None:
    visit = start(vault)
    pass_on(vault, colleague, visit)
    write(colleague, visit, pop_total=43)
    write(vault, visit, commit=False, pop_total=41)
    pass_on(colleague, vault, visit)
    assert len(vault.conflicts()) == 1
    vault.settle(visit, Q, 42, "пересчитали", vault.view(visit).shown[Q])
    assert vault.conflicts() == []
    assert vault.view(visit).values[Q] == 42
    assert {entry.value for entry in vault.history(visit, Q)} == {41, 42, 43}


def test_a_decision_over_one_side_leaves_the_other(vault: Vault, colleague: Vault) -> None:
    visit = _conflict(vault, colleague)
    theirs = next(s.commit for s in vault.view(visit).unsettled[Q] if not s.own)
    assert theirs is not None
    vault.settle(visit, Q, 42, "только это", {theirs})
    assert {s.value for s in vault.view(visit).unsettled[Q]} == {41, 42}


@pytest.mark.parametrize("seen", [(), ("0" * 64,)])
def test_there_must_be_something_to_settle(vault: Vault, seen: tuple[str, ...]) -> None:
    visit = start(vault)
    with pytest.raises(InputTrouble) as caught:
        vault.settle(visit, Q, 42, "", seen)
    assert caught.value.code == "nothing-to-settle"


def test_two_decisions_are_a_conflict_again(vault: Vault, colleague: Vault) -> None:
    visit = _conflict(vault, colleague)
    pass_on(vault, colleague, visit)
    vault.settle(visit, Q, 41, "мой счёт", vault.view(visit).shown[Q])
    colleague.settle(visit, Q, 43, "мой счёт", colleague.view(visit).shown[Q])
    pass_on(colleague, vault, visit)
    assert {s.value for s in vault.view(visit).unsettled[Q]} == {41, 43}


def test_an_import_never_touches_the_journal(vault: Vault, colleague: Vault) -> None:
    visit = start(vault)
    pass_on(vault, colleague, visit)
    vault.record(visit, Q, 41, ())
    write(colleague, visit, pop_total=43)
    pass_on(colleague, vault, visit)
    assert vault.view(visit).drafts == {Q}
    vault.commit(visit)
    assert {s.value for s in vault.view(visit).unsettled[Q]} == {41, 43}


# Finishing


def test_finishing_says_so_on_every_document(vault: Vault) -> None:
    visit = start(vault)
    vault.add_document(visit, "cell", "1")
    vault.record(visit, Q, 41, ())
    vault.finish(visit, "всё записано")
    assert [row.status for row in vault.documents(visit)] == ["finished", "finished"]
    assert [c.header.milestone for c in vault.commits_of(visit)].count("finished") == 2
    assert vault.view(visit).values[Q] == 41
    vault.reopen(visit)
    assert [row.status for row in vault.visits()] == ["open"]


def test_who_had_not_seen_the_finish_is_late(vault: Vault, colleague: Vault) -> None:
    visit = start(vault)
    pass_on(vault, colleague, visit)
    vault.finish(visit)
    write(colleague, visit, pop_total=43)
    late = [commit.id for commit in colleague.commits_of(visit)]
    pass_on(colleague, vault, visit)
    assert vault.ledger_for(visit).late(late) == 1


def test_what_is_written_after_reopening_is_not_late(vault: Vault) -> None:
    visit = start(vault)
    vault.finish(visit)
    vault.reopen(visit)
    write(vault, visit, pop_total=43)
    ledger, ids = vault.ledger_for(visit), [commit.id for commit in vault.commits_of(visit)]
    assert ledger.late(ids) == 0
    vault.finish(visit)
    assert ledger.late(ids) == 0
    write(vault, visit, pop_total=44)
    assert ledger.late([commit.id for commit in vault.commits_of(visit)]) == 1
    vault.finish(visit)
    assert ledger.late([commit.id for commit in vault.commits_of(visit)]) == 0


# Opening and closing


def test_everything_is_there_again_after_closing(made: Made) -> None:
    with made.opened() as vault:
        visit = start(vault, visit_type="comprehensive")
        vault.record(visit, Q, 41, ())
        vault.set_place({"document": visit, "field": Q, "caret": 2})
    with made.opened() as vault:
        seen = vault.view(visit)
        assert seen.values == {"facility_id": "practice", "visit_type": "comprehensive", Q: 41}
        assert seen.drafts == frozenset()
        assert vault.place() == {"document": visit, "field": Q, "caret": 2}
        assert vault.alarms == ()
        assert all(vault.check().values())


def test_each_run_writes_on_a_strand_of_its_own(made: Made) -> None:
    with made.opened() as vault:
        visit = start(vault)
        write(vault, visit, pop_total=1)
        write(vault, visit, pop_total=2)
    with made.opened() as vault:
        write(vault, visit, pop_total=3)
        headers = [commit.header for commit in vault.commits_of(visit)]
        ids = [commit.id for commit in vault.commits_of(visit)]
    assert [header.sequence for header in headers] == [0, 1, 2, 0]
    assert len({header.strand for header in headers}) == 2
    assert [header.previous for header in headers] == [None, *ids[:3]]


def test_a_cloned_laptop_shows_as_a_fork_and_loses_nothing(made: Made, tmp_path: Path) -> None:
    with made.opened() as vault:
        visit = start(vault)
    clone = made.copied_to(tmp_path / "clone")
    with made.opened() as one, clone.opened() as other:
        write(one, visit, pop_total=1)
        write(other, visit, pop_total=2)
        pass_on(other, one, visit)
        pass_on(one, other, visit)
        assert {s.value for s in one.view(visit).unsettled[Q]} == {1, 2}
        assert one.digest() == other.digest()


def test_a_new_phrase_opens_and_the_old_one_does_not(made: Made) -> None:
    with made.opened() as vault:
        vault.change_passphrase("совсем другая фраза из слов", LIGHT)
    Vault.open(made.folder, "Совсем  другая фраза из слов").close()
    with pytest.raises(VaultTrouble) as caught:
        Vault.open(made.folder, PHRASE)
    assert caught.value.code == "wrong-passphrase"


def test_the_rehearsal_wants_the_code_from_paper(made: Made, tmp_path: Path) -> None:
    other = vault_of("Бек", tmp_path / "bek")
    with made.opened() as vault:
        assert not vault.is_rehearsed
        for wrong, code in ((other.code, "wrong-recovery-code"), (made.code[:-1], "recovery-code-misread")):
            with pytest.raises(VaultTrouble) as caught:
                vault.confirm_recovery(wrong)
            assert caught.value.code == code
        assert not vault.is_rehearsed
        vault.confirm_recovery(made.code.lower())
        assert vault.is_rehearsed
    with made.opened() as vault:
        assert vault.is_rehearsed


def test_two_vaults_are_two_authors(vault: Vault, colleague: Vault) -> None:
    assert vault.author != colleague.author
    assert {p.state for p in vault.registry.people()} == {"self", "trusted"}


@pytest.mark.parametrize("year", [1970, 2001, 2096])
def test_a_wrong_clock_is_noted_and_blocks_nothing(made: Made, year: int) -> None:
    with made.opened(Clock(now=lambda: datetime(year, 1, 1, tzinfo=UTC))) as vault:
        visit = start(vault)
        write(vault, visit, pop_total=41)
        header = vault.commits_of(visit)[-1].header
        assert header.wall == f"{year}-01-01T00:00:00Z"
        assert header.clock == (("far-future",) if year > 2060 else ("before-release",))
        assert vault.view(visit).values[Q] == 41


def test_a_folder_that_is_no_vault_is_refused(tmp_path: Path, made: Made) -> None:
    for folder in (tmp_path / "nothing", tmp_path):
        with pytest.raises(VaultTrouble) as caught:
            Vault.open(folder, PHRASE)
        assert caught.value.code == "not-a-vault"
    shutil.rmtree(made.folder / "l")
    with pytest.raises(VaultTrouble):
        Vault.open(made.folder, PHRASE)


def _conflict(vault: Vault, colleague: Vault) -> str:
    visit = start(vault)
    pass_on(vault, colleague, visit)
    write(vault, visit, pop_total=41)
    write(colleague, visit, pop_total=43)
    pass_on(colleague, vault, visit)
    return visit


def test_the_files_of_a_form_are_kept_as_they_came_and_go_with_it(made: Made) -> None:
    with made.opened() as vault:
        vault.registry.keep_form("units", "1", b"<form/>")
        vault.registry.keep_form_file("units", "1", "units.csv", b"name\nA\n")
        vault.registry.keep_form_file("units", "1", "map.png", bytes(range(256)))
        vault.registry.keep_form_file("units", "1", "units.csv", b"another")
        vault.registry.keep_form_file("units", "2", "units.csv", b"of the next version")
    with made.opened() as vault:
        assert vault.registry.form_files("units", "1") == ["map.png", "units.csv"]
        assert vault.registry.form_file("units", "1", "units.csv") == b"name\nA\n"
        assert vault.registry.form_file("units", "1", "map.png") == bytes(range(256))
        assert vault.registry.form_file("units", "3", "units.csv") is None
        vault.registry.drop_form("units", "1")
        assert vault.registry.form_files("units", "1") == []
        assert vault.registry.form_file("units", "2", "units.csv") == b"of the next version"
