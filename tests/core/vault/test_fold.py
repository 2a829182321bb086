"""The fold: the same commits in any order are the same state, whatever a hostile author puts into them."""

import itertools
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from monitorapp.clock import Clock
from monitorapp.records.commit import Commit, Header, Part, digest
from monitorapp.records.field import Value
from monitorapp.vault import fold, views
from monitorapp.vault.ledger import Ledger
from tests.core.vaults import ledger_at

VISIT, DOCUMENT, OTHER = "aa" * 16, "aa" * 16, "bb" * 16
ANNA, BEK = "a0" * 16, "b0" * 16
CLOCK = Clock()


def commit_of(
    author: str,
    values: dict[str, Value] | Sequence[dict[str, Value]],
    *,
    document: str = DOCUMENT,
    replaces: dict[str, tuple[str, ...]] | None = None,
    erases: tuple[str, ...] = (),
    salt: str | None = None,
    wall: str = "2026-11-24T09:00:00Z",
) -> Commit:
    several = [values] if isinstance(values, dict) else values
    header = Header(
        visit=VISIT,
        document=document,
        author=author,
        strand=CLOCK.new_id(),
        sequence=0,
        previous=None,
        lamport=1,
        wall=wall,
        program="0.1.0",
        replaces=replaces or {},
        erases=erases,
    )
    compartments = ("general", "personal", "medical")
    parts = [Part(compartments[k], salt or CLOCK.new_id(), some) for k, some in enumerate(several)]
    return Commit.seal(header, tuple(parts))


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[], Ledger]:
    numbers = itertools.count()
    return lambda: ledger_at(tmp_path / f"ledger-{next(numbers)}")


def take(ledger: Ledger, commits: Iterable[Commit]) -> Ledger:
    for commit in commits:
        with ledger.transaction():
            ledger.take_in([commit], "bundle")
    return ledger


def take_half(ledger: Ledger, commit: Commit) -> None:
    with ledger.transaction():
        ledger.take_in([commit], "bundle")
        raise RuntimeError


def stand(ledger: Ledger, document: str = DOCUMENT) -> dict[str, list[Value]]:
    found = views.view(ledger.connection, document, ANNA)
    names = {*found.values, *found.unsettled}
    return {
        name: [s.value for s in found.unsettled[name]] if name in found.unsettled else [found.values[name]]
        for name in sorted(names)
    }


def agree_in_every_order(fresh: Callable[[], Ledger], commits: Sequence[Commit]) -> Ledger:
    """Take `commits` in every order (a hundred of them at most); returns the last ledger."""
    orders = list(itertools.permutations(commits))
    digests, ledger = set(), None
    for order in random.Random(1).sample(orders, min(len(orders), 100)):
        if ledger is not None:
            ledger.close()
        ledger = take(fresh(), order)
        assert ledger.is_folded_rightly()
        before = views.content_digest([ledger.connection])
        take(ledger, order)
        assert views.content_digest([ledger.connection]) == before
        digests.add(before)
    assert len(digests) == 1
    assert ledger is not None
    return ledger


def test_a_replacement_that_arrives_first_still_replaces(fresh: Callable[[], Ledger]) -> None:
    old = commit_of(ANNA, {"q": 1})
    new = commit_of(ANNA, {"q": 2}, replaces={"q": (old.id,)})
    assert stand(agree_in_every_order(fresh, [old, new])) == {"q": [2]}


def test_two_who_did_not_know_each_other_both_stand(fresh: Callable[[], Ledger]) -> None:
    old = commit_of(ANNA, {"q": 1, "r": 1})
    mine = commit_of(ANNA, {"q": 2}, replaces={"q": (old.id,)})
    yours = commit_of(BEK, {"q": 3}, replaces={"q": (old.id,)})
    assert {name: set(v) for name, v in stand(agree_in_every_order(fresh, [old, mine, yours])).items()} == {
        "q": {2, 3},
        "r": {1},
    }


@pytest.mark.parametrize("year", ["1970", "2001", "2096"])
def test_no_clock_takes_part(fresh: Callable[[], Ledger], year: str) -> None:
    old = commit_of(ANNA, {"q": 1})
    new = commit_of(BEK, {"q": 2}, replaces={"q": (old.id,)}, wall=f"{year}-01-01T00:00:00Z")
    assert stand(agree_in_every_order(fresh, [old, new])) == {"q": [2]}


def test_a_decision_replaces_every_value_that_stood(fresh: Callable[[], Ledger]) -> None:
    sides = [commit_of(author, {"q": number}) for author, number in ((ANNA, 1), (BEK, 2), ("c0" * 16, 3))]
    decided = commit_of("d0" * 16, {"q": 2}, replaces={"q": tuple(sorted(side.id for side in sides))})
    ledger = agree_in_every_order(fresh, [*sides, decided])
    assert stand(ledger) == {"q": [2]}


def test_the_same_value_twice_is_agreement(fresh: Callable[[], Ledger]) -> None:
    ledger = agree_in_every_order(fresh, [commit_of(ANNA, {"q": 1}), commit_of(BEK, {"q": 1})])
    assert stand(ledger) == {"q": [1]}
    assert ledger.several({(DOCUMENT, "q")}) == (set(), {(DOCUMENT, "q")})
    assert views.view(ledger.connection, DOCUMENT, ANNA).authors["q"] != ()


def test_a_boolean_is_not_a_number(fresh: Callable[[], Ledger]) -> None:
    ledger = agree_in_every_order(fresh, [commit_of(ANNA, {"q": True}), commit_of(BEK, {"q": 1})])
    assert sorted(map(str, stand(ledger)["q"])) == ["1", "True"]


def test_replacing_one_field_leaves_the_other_fields_of_the_commit(fresh: Callable[[], Ledger]) -> None:
    old = commit_of(ANNA, {"q": 1, "r": 1})
    new = commit_of(BEK, {"q": 2}, replaces={"q": (old.id,)})
    assert stand(agree_in_every_order(fresh, [old, new])) == {"q": [2], "r": [1]}


def test_a_commit_of_another_document_replaces_nothing_here(fresh: Callable[[], Ledger]) -> None:
    target = commit_of(ANNA, {"q": "beaten"})
    attack = commit_of(BEK, {"q": "fine"}, document=OTHER, replaces={"q": (target.id,)})
    assert stand(agree_in_every_order(fresh, [target, attack])) == {"q": ["beaten"]}


def test_a_part_that_another_commit_claims_too_stays_with_its_author(fresh: Callable[[], Ledger]) -> None:
    target = commit_of(ANNA, {"q": "beaten"})
    thief = Commit.seal(replace(target.header, author=BEK, strand="c" * 32), target.parts)
    ledger = agree_in_every_order(fresh, [thief, target])
    sent = {commit.id: commit.parts for commit in views.commits_of(ledger.connection, [VISIT])}
    assert sent == {target.id: target.parts, thief.id: target.parts}


def _without(commit: Commit, *compartments: str) -> Commit:
    return replace(commit, parts=tuple(part for part in commit.parts if part.compartment not in compartments))


def test_a_withheld_part_can_come_later(fresh: Callable[[], Ledger]) -> None:
    whole = commit_of(ANNA, [{"q": 1}, {"r": 2}])
    ledger = take(fresh(), [_without(whole, "personal")])
    assert stand(ledger) == {"q": [1]}
    with ledger.transaction():
        union = ledger.take_in([whole], "later")
    assert (union.new, union.known, union.touched) == (1, 1, {(DOCUMENT, "r")})
    assert stand(ledger) == {"q": [1], "r": [2]}
    assert ledger.is_folded_rightly()


def test_a_withheld_part_that_was_replaced_meanwhile_does_not_come_back(fresh: Callable[[], Ledger]) -> None:
    whole = commit_of(ANNA, [{"q": 1}, {"r": 2}])
    newer = commit_of(ANNA, {"r": 3}, replaces={"r": (whole.id,)})
    ledger = take(fresh(), [_without(whole, "personal"), newer, whole])
    assert stand(ledger) == {"q": [1], "r": [3]}
    assert ledger.is_folded_rightly()


def test_two_faces_of_one_commit_end_in_one_state(fresh: Callable[[], Ledger]) -> None:
    """A hostile author may put a field into two parts and give each reader another one."""
    whole = commit_of(BEK, [{"q": "fine"}, {"q": "beaten"}])
    first, second = _without(whole, "personal"), _without(whole, "general")
    agree_in_every_order(fresh, [first, second])


def test_an_author_erases_own_parts_wherever_they_come_from(fresh: Callable[[], Ledger]) -> None:
    told = commit_of(ANNA, {"q": "a name", "r": 1})
    survivor = commit_of(ANNA, {"r": 1}, replaces={"r": (told.id,)}, erases=(digest(told.parts[0].text()),))
    ledger = agree_in_every_order(fresh, [told, survivor])
    assert stand(ledger) == {"r": [1]}
    bodies = ledger.connection.execute("select count(*) from parts where body like '%a name%'").fetchone()
    assert bodies == (0,)
    take(ledger, [told])
    assert stand(ledger) == {"r": [1]}


def test_nobody_erases_the_words_of_another(fresh: Callable[[], Ledger]) -> None:
    told = commit_of(ANNA, {"q": "beaten"})
    attack = commit_of(BEK, {"r": 1}, erases=(digest(told.parts[0].text()),))
    ledger = agree_in_every_order(fresh, [told, attack])
    assert stand(ledger) == {"q": ["beaten"], "r": [1]}


def test_an_attack_first_does_not_hinder_the_author_from_erasing_later(fresh: Callable[[], Ledger]) -> None:
    told = commit_of(ANNA, {"q": "a name"})
    part = digest(told.parts[0].text())
    attack, own = (commit_of(author, {"r": 1}, erases=(part,)) for author in (BEK, ANNA))
    assert "q" not in stand(agree_in_every_order(fresh, [told, attack, own]))


def part_of(commit: Commit) -> str:
    return digest(commit.parts[0].text())


def copy_of(told: Commit, author: str = ANNA, **kept: Value) -> Commit:
    """What stays of `told` when a part of it is erased."""
    originals = told.header.replaces if told.header.erases else {}
    replaces = {name: tuple(sorted({told.id, *originals.get(name, ())})) for name in kept}
    return commit_of(author, dict(kept), replaces=replaces, erases=(part_of(told),))


def test_a_copy_takes_the_place_of_its_original(fresh: Callable[[], Ledger]) -> None:
    told = commit_of(ANNA, {"q": "a name", "r": 1, "s": 2})
    assert stand(agree_in_every_order(fresh, [told, copy_of(told, r=1, s=2)])) == {"r": [1], "s": [2]}


def test_a_copy_goes_where_its_original_would_have_gone(fresh: Callable[[], Ledger]) -> None:
    """Bek answers over what Anna wrote while she erases a name beside it: that is no conflict."""
    told = commit_of(ANNA, {"q": "a name", "r": 1})
    answer = commit_of(BEK, {"r": 2}, replaces={"r": (told.id,)})
    assert stand(agree_in_every_order(fresh, [told, copy_of(told, r=1), answer])) == {"r": [2]}


def test_a_copy_of_a_copy_goes_with_the_first_original(fresh: Callable[[], Ledger]) -> None:
    told = commit_of(ANNA, {"q": "a name", "r": 1, "s": 2})
    once = copy_of(told, r=1, s=2)
    twice = copy_of(once, r=1)
    answer = commit_of(BEK, {"r": 3}, replaces={"r": (told.id,)})
    assert stand(agree_in_every_order(fresh, [told, once, twice, answer])) == {"r": [3]}


def test_a_value_of_the_past_is_copied_without_standing_again(fresh: Callable[[], Ledger]) -> None:
    told = commit_of(ANNA, {"q": "a name", "r": 1})
    newer = commit_of(ANNA, {"r": 2}, replaces={"r": (told.id,)})
    ledger = agree_in_every_order(fresh, [told, newer, copy_of(told, r=1)])
    assert stand(ledger) == {"r": [2]}
    assert [entry.value for entry in views.history(ledger.connection, DOCUMENT, "r", ANNA)] != [2]


def test_two_laptops_that_erase_the_same_agree(fresh: Callable[[], Ledger]) -> None:
    told = commit_of(ANNA, {"q": "a name", "r": 1})
    assert stand(agree_in_every_order(fresh, [told, copy_of(told, r=1), copy_of(told, r=1)])) == {"r": [1]}


def test_a_copy_is_answered_over_like_any_value(fresh: Callable[[], Ledger]) -> None:
    told = commit_of(ANNA, {"q": "a name", "r": 1})
    kept = copy_of(told, r=1)
    answer = commit_of(BEK, {"r": 2}, replaces={"r": (kept.id,)})
    assert stand(agree_in_every_order(fresh, [told, kept, answer])) == {"r": [2]}


@pytest.mark.parametrize("arrives_first", [True, False])
def test_what_the_owner_has_accepted_is_erased_here_whoever_wrote_it(
    fresh: Callable[[], Ledger], arrives_first: bool
) -> None:
    told = commit_of(BEK, {"q": "a name"})
    asks = commit_of(ANNA, {}, erases=(part_of(told),))
    ledger = take(fresh(), [told] if arrives_first else [])
    with ledger.transaction():
        fold.accept(ledger.connection, DOCUMENT, asks.header.erases)
        union = ledger.take_in([asks], "bundle")
    take(ledger, [told])
    assert union.erased == ({(DOCUMENT, "q")} if arrives_first else set())
    assert stand(ledger) == {}
    assert ledger.connection.execute("select count(*) from parts where body is not null").fetchone() == (1,)
    assert ledger.is_folded_rightly()


def test_what_was_accepted_in_one_document_stays_in_another(fresh: Callable[[], Ledger]) -> None:
    told = commit_of(BEK, {"q": "a name"}, document=OTHER)
    asks = commit_of(ANNA, {}, erases=(part_of(told),))
    ledger = fresh()
    with ledger.transaction():
        fold.accept(ledger.connection, DOCUMENT, asks.header.erases)
    take(ledger, [asks, told])
    assert stand(ledger, OTHER) == {"q": ["a name"]}


def test_facts_and_stored_defaults_never_conflict(fresh: Callable[[], Ledger]) -> None:
    names = ["#status", "q#auto", "q#later", f"{'1' * 32}/#gone"]
    mine, yours = (commit_of(author, dict.fromkeys(names, author)) for author in (ANNA, BEK))
    ledger = agree_in_every_order(fresh, [mine, yours])
    assert ledger.several({(DOCUMENT, name) for name in names})[0] == set()
    assert views.view(ledger.connection, DOCUMENT, ANNA).unsettled == {}


def test_a_crash_in_the_middle_of_a_union_leaves_nothing_of_it(fresh: Callable[[], Ledger]) -> None:
    ledger = take(fresh(), [commit_of(ANNA, {"q": 1})])
    before = views.content_digest([ledger.connection])
    with pytest.raises(RuntimeError):
        take_half(ledger, commit_of(BEK, {"q": 2}))
    assert views.content_digest([ledger.connection]) == before
    with ledger.tried():
        ledger.take_in([commit_of(BEK, {"q": 2})], "bundle")
    assert views.content_digest([ledger.connection]) == before
