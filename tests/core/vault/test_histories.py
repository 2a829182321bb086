"""A few hundred random histories in which nothing may be replaced that its author did not see.

`benchmarks/histories.py` lives through ten thousand of them. The faults at the end are the ones that convergence
never catches: each must be noticed.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from monitorapp.records.commit import Commit, Header, Part
from monitorapp.records.view import Changes
from monitorapp.vault import fold, views
from monitorapp.vault.ledger import Ledger
from monitorapp.vault.undo import Side, Step, UndoStack
from monitorapp.vault.vault import Vault
from tests.core import histories
from tests.core.histories import Oracle, Team

BATCH = 6


@pytest.mark.parametrize("batch", range(34))
def test_no_value_leaves_that_its_author_did_not_see(tmp_path: Path, batch: int) -> None:
    with Team(tmp_path) as team:
        for seed in range(batch * BATCH, batch * BATCH + BATCH):
            team.history(seed)
    assert team.counts["values"] > 5 * BATCH
    assert team.counts["conflicts at the end"] > 0


def _takes_the_heads_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = Ledger._sealed

    def wrong(ledger: Ledger, visit: str, document: str, drafts: Any, *rest: Any) -> Commit:
        for name, draft in drafts.items():
            object.__setattr__(draft, "seen", tuple(views.heads(ledger.connection, document, name)))
        return sealed(ledger, visit, document, drafts, *rest)

    monkeypatch.setattr(Ledger, "_sealed", wrong)


def _keeps_undo_steps_after_an_import(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(UndoStack, "forget", lambda stack, touched: None)

    def wrong(vault: Vault, step: Step, side: Side) -> Changes:
        shown = vault.shown(step.document, step.name)
        vault.ledgers.holding(step.document).record(step.document, step.name, side.values[0], shown, step.compartment)
        return Changes.of("", step.document, {step.name})

    monkeypatch.setattr(Vault, "_put", wrong)


def _forgets_replacements_of_what_is_not_here_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    replace = fold._replace

    def wrong(connection: Any, n: int, commit: Commit) -> None:
        replace(connection, n, commit)
        connection.execute("delete from replaced where id not in (select id from commits)")

    monkeypatch.setattr(fold, "_replace", wrong)


def _replaces_all_fields_of_a_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    replace = fold._replace

    def wrong(connection: Any, n: int, commit: Commit) -> None:
        replace(connection, n, commit)
        for old in {old for ids in commit.header.replaces.values() for old in ids}:
            connection.execute(
                "delete from heads where n = (select n from commits where id = ?)", (bytes.fromhex(old),)
            )

    monkeypatch.setattr(fold, "_replace", wrong)


def _lets_the_later_clock_win(monkeypatch: pytest.MonkeyPatch) -> None:
    take_in = fold.take_in

    def wrong(connection: Any, commits: Iterable[Commit], bundle: str | None) -> fold.Union:
        union = take_in(connection, commits, bundle)
        connection.execute(
            """delete from heads where exists(select 1 from heads other where other.document = heads.document
                and other.field = heads.field and other.n > heads.n)"""
        )
        return union

    monkeypatch.setattr(fold, "take_in", wrong)


def _drops_drafts_at_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Vault.__init__

    def wrong(vault: Vault, *arguments: Any, **more: Any) -> None:
        opened(vault, *arguments, **more)
        for ledger in vault.ledgers.all():
            ledger.connection.execute("delete from journal")

    monkeypatch.setattr(Vault, "__init__", wrong)


def _clears_the_journal_with_an_import(monkeypatch: pytest.MonkeyPatch) -> None:
    take_in = Ledger.take_in

    def wrong(ledger: Ledger, commits: Any, bundle: str) -> fold.Union:
        union = take_in(ledger, commits, bundle)
        for document, name in union.touched:
            ledger.connection.execute("delete from journal where document = ? and field = ?", (document, name))
        return union

    monkeypatch.setattr(Ledger, "take_in", wrong)


def _takes_what_stands_for_what_was_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    record = Vault.record

    def wrong(vault: Vault, document: str, name: str, value: Any, seen: Any) -> Changes:
        return record(vault, document, name, value, vault.shown(document, name))

    monkeypatch.setattr(Vault, "record", wrong)


def _lets_what_was_erased_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    fill_in = fold._fill_in

    def wrong(connection: Any, n: int, commit: Commit, union: fold.Union) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(fold, "_is_erased", lambda *_: False)
            fill_in(connection, n, commit, union)

    monkeypatch.setattr(fold, "_fill_in", wrong)


def _lets_copies_stand_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fold, "_COPIES", "select null where false and ? is null and ? is null and ? is null")


FAULTS = [
    _takes_the_heads_of_now,
    _keeps_undo_steps_after_an_import,
    _forgets_replacements_of_what_is_not_here_yet,
    _replaces_all_fields_of_a_commit,
    _lets_the_later_clock_win,
    _drops_drafts_at_a_crash,
    _clears_the_journal_with_an_import,
    _takes_what_stands_for_what_was_shown,
    _lets_what_was_erased_come_back,
    _lets_copies_stand_for_ever,
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__.strip("_"))
def test_the_oracle_notices_a_ledger_that(
    fault: Callable[[pytest.MonkeyPatch], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Team(tmp_path) as team, monkeypatch.context() as patch:
        fault(patch)
        with pytest.raises((Oracle, AssertionError)):
            _live(team, 60)


def _live(team: Team, number: int) -> None:
    for seed in range(number):
        team.history(seed)


def test_the_oracles_own_fold_knows_what_replaces_what() -> None:
    name = "ab" * 16
    first = Header(name, name, name, name, 0, None, 1, "2026-11-24T09:00:00Z", "0.1.0")
    one = Commit.seal(first, (Part("general", "0" * 32, {"q": 1, "r": 2}),))
    two = Commit.seal(replace(first, replaces={"q": (one.id,)}), (Part("general", "0" * 32, {"q": 3}),))
    assert histories.fold([two, one]) == {(name, "r", one.id): "2", (name, "q", two.id): "3"}
