"""Differing answers in words, and what a decision writes, over real vaults."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from monitorapp.errors import InputTrouble
from monitorapp.exchange.members import find_recipient
from monitorapp.exchange.receive import receive
from monitorapp.exchange.send import send
from monitorapp.records.field import Value
from monitorapp.vault.vault import Vault
from tests.ui.exchange.conftest import bundles, passphrase
from ui.exchange.dispute import Decision, Dispute, both_of, decide, explained, list_disputes

Opening = Callable[[str], Vault]
CHOSEN = Decision(43, "43", "Пересчитали")


@pytest.fixture
def vaults(qapp: object, demo: Path) -> Iterator[Opening]:
    """Opens somebody's vault, once each; all are closed afterwards."""
    opened: dict[str, Vault] = {}

    def vault_of(owner: str) -> Vault:
        if owner not in opened:
            opened[owner] = Vault.open(demo / owner, passphrase(demo, owner))
        return opened[owner]

    yield vault_of
    for vault in opened.values():
        vault.close()


def visit_of(vault: Vault) -> str:
    return vault.visits()[0].id


def write(vault: Vault, document: str, field: str, value: Value) -> None:
    vault.record(document, field, value, vault.shown(document, field))
    vault.commit(document)


def hand_over(demo: Path, vaults: Opening, *owners: str) -> Vault:
    """Let the coordinator take in what these monitors have now."""
    coordinator = vaults("coordinator")
    for owner in owners:
        vault, path = vaults(owner), demo / f"again-{owner}.mvb"
        send(vault, [visit_of(vault)], [find_recipient(vault, "Координатор")], path)
        receive(coordinator, path)
    return coordinator


def differ(demo: Path, vaults: Opening, field: str, first: Value, second: Value) -> tuple[Vault, Dispute]:
    """Let the two monitors write different things in one field of their visit, and the coordinator get both."""
    for owner, value in (("monitor-1", first), ("monitor-2", second)):
        vault = vaults(owner)
        vault.reopen(visit_of(vault))
        write(vault, visit_of(vault), field, value)
    coordinator = hand_over(demo, vaults, "monitor-1", "monitor-2")
    return coordinator, disputed(coordinator, field)


def disputed(vault: Vault, field: str, language: str = "en") -> Dispute:
    return next(one for one in list_disputes(vault, language) if one.field.endswith(field))


def merged(demo: Path, vaults: Opening) -> Vault:
    coordinator = vaults("coordinator")
    for name in bundles(demo):
        receive(coordinator, demo / name)
    return coordinator


def test_the_question_is_named_in_the_language_of_the_windows(demo: Path, vaults: Opening) -> None:
    vault = merged(demo, vaults)
    english, russian = (disputed(vault, "cell_people", language).asked.title for language in ("en", "ru"))
    assert english == "2.1  People in the cell now"
    assert russian == "2.1  Человек в камере сейчас"


def test_a_dispute_says_where_it_is(demo: Path, vaults: Opening) -> None:
    vault = merged(demo, vaults)
    assert disputed(vault, "cell_people").asked.where == "Practice facility (fictional) · Cell 1"
    assert disputed(vault, "pop_total").asked.where == "Practice facility (fictional)"


def test_choices_are_said_in_their_words(demo: Path, vaults: Opening) -> None:
    words = disputed(merged(demo, vaults), "access_private_interviews").summary
    assert words == "Yes, out of hearing and sight ≠ Out of hearing only"


def test_the_visit_comes_before_its_cells_and_questions_in_their_order(demo: Path, vaults: Opening) -> None:
    fields = [dispute.field for dispute in list_disputes(merged(demo, vaults), "en")]
    assert fields == ["access_private_interviews", "pop_total", "cell_people"]


def test_who_wrote_the_same_stands_together(demo: Path, vaults: Opening) -> None:
    vault = merged(demo, vaults)
    dispute = disputed(vault, "pop_total")
    vault.record(dispute.document, "pop_total", 41, ())
    vault.commit(dispute.document)
    opinions = disputed(vault, "pop_total").opinions
    assert [(opinion.words, len(opinion.names)) for opinion in opinions] == [("41", 2), ("43", 1)]


def test_a_decision_replaces_everything_that_was_on_the_screen(demo: Path, vaults: Opening) -> None:
    vault = merged(demo, vaults)
    dispute = disputed(vault, "pop_total")
    stands, changes = decide(vault, dispute, CHOSEN)
    assert len(stands) == 1
    assert (dispute.document, "pop_total") in changes.fields
    assert vault.view(dispute.document).values["pop_total"] == 43
    assert "pop_total" not in vault.view(dispute.document).unsettled


def test_what_came_in_unseen_is_not_replaced(demo: Path, vaults: Opening) -> None:
    vault = merged(demo, vaults)
    seen_before = disputed(vault, "pop_total")
    first = vaults("monitor-1")
    first.reopen(visit_of(first))
    write(first, visit_of(first), "pop_total", 44)
    hand_over(demo, vaults, "monitor-1")
    decide(vault, seen_before, CHOSEN)
    assert [opinion.words for opinion in disputed(vault, "pop_total").opinions] == ["43", "44"]


def test_a_field_that_is_settled_cannot_be_settled_by_an_old_look(demo: Path, vaults: Opening) -> None:
    vault = merged(demo, vaults)
    dispute = disputed(vault, "pop_total")
    decide(vault, dispute, CHOSEN)
    with pytest.raises(InputTrouble, match="nothing-to-settle"):
        decide(vault, dispute, Decision(41, "41", "Иначе"))


def test_a_decision_that_comes_too_late_leaves_no_explanation_in_the_note(demo: Path, vaults: Opening) -> None:
    vault = merged(demo, vaults)
    dispute = disputed(vault, "pop_total")
    decide(vault, dispute, CHOSEN)
    with pytest.raises(InputTrouble, match="nothing-to-settle"):
        decide(vault, dispute, Decision({"na": "unknown"}, "unknown", "Оба правы", both=True))
    assert "pop_total#note" not in vault.view(dispute.document).values


@pytest.mark.parametrize(
    ("field", "first", "second", "both"),
    [
        ("access_refused", ["cells"], ["files", "kitchen"], None),
        ("prep_objective", "Проверить журналы", "Проверить камеры", "Проверить журналы; Проверить камеры"),
        ("pop_men", 30, 31, {"na": "unknown"}),
    ],
)
def test_where_all_are_right_only_lists_and_texts_join(
    demo: Path, vaults: Opening, field: str, first: Value, second: Value, both: Value
) -> None:
    _, dispute = differ(demo, vaults, field, first, second)
    joined = both_of(dispute)
    assert joined == (both if both is not None else ["cells", "files", "kitchen"])


def test_the_explanation_names_every_answer_and_its_author(demo: Path, vaults: Opening) -> None:
    dispute = disputed(merged(demo, vaults), "pop_total")
    assert explained(dispute, "Утром и вечером") == (
        "Several answers stand: 41 (Монитор 1); 43 (Монитор 2). Утром и вечером"
    )


def test_the_explanation_comes_below_the_note_that_was_there(demo: Path, vaults: Opening) -> None:
    vault = merged(demo, vaults)
    dispute = disputed(vault, "pop_total")
    write(vault, dispute.document, "pop_total#note", "Журнал вёлся карандашом")
    decide(vault, disputed(vault, "pop_total"), Decision({"na": "unknown"}, "?", "Утром и вечером", both=True))
    note = vault.view(dispute.document).values["pop_total#note"]
    assert str(note).startswith("Журнал вёлся карандашом\nSeveral answers stand: 41")


def test_a_note_that_is_disputed_itself_is_left_alone(demo: Path, vaults: Opening) -> None:
    vault, _ = differ(demo, vaults, "pop_total#note", "Первая", "Вторая")
    for name in bundles(demo):
        receive(vault, demo / name)
    dispute = disputed(vault, "pop_total")
    decide(vault, dispute, Decision({"na": "unknown"}, "?", "Утром и вечером", both=True))
    assert "pop_total#note" in vault.view(dispute.document).unsettled
    assert "pop_total" not in vault.view(dispute.document).unsettled


def test_no_answer_gets_into_the_header_of_a_commit(demo: Path, vaults: Opening) -> None:
    vault = merged(demo, vaults)
    dispute = disputed(vault, "pop_total")
    decide(vault, dispute, Decision({"na": "unknown"}, "?", "Утром и вечером", both=True))
    last = vault.commits_of(dispute.visit)[-1]
    assert last.header.reason == "Утром и вечером"
    assert "Монитор" not in last.header_text


def test_a_disputed_note_is_named_as_one(demo: Path, vaults: Opening) -> None:
    _, dispute = differ(demo, vaults, "pop_total#note", "Первая", "Вторая")
    assert dispute.asked.words.startswith("Note: ")
    assert dispute.summary == "Первая ≠ Вторая"
    assert both_of(dispute) == "Первая; Вторая"


def test_a_source_is_said_beside_the_question(demo: Path, vaults: Opening) -> None:
    _, dispute = differ(demo, vaults, "pop_total@register", 40, 41)
    assert dispute.asked.words.endswith("(Register)")


def test_what_was_cleared_by_one_is_said_in_words(demo: Path, vaults: Opening) -> None:
    _, dispute = differ(demo, vaults, "pop_men", None, 36)
    assert "Nothing written" in dispute.summary


def test_times_and_non_answers_are_said_in_words(demo: Path, vaults: Opening) -> None:
    when = {"t": "2026-11-20T10:05", "p": "minute", "zone": "Asia/Bishkek"}
    _, dispute = differ(demo, vaults, "visit_exit", when, {"na": "refused"})
    assert "Refused to answer" in dispute.summary
    assert "10:05" in dispute.summary


def test_answers_of_a_form_that_is_not_here_are_still_shown(
    demo: Path, vaults: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = merged(demo, vaults)
    execute: Any = vault.index.connection.execute
    execute("delete from forms")
    monkeypatch.setattr("monitorapp.documents.form_names", tuple)
    dispute = disputed(vault, "pop_total")
    assert dispute.asked.words == "pop_total"
    assert dispute.summary == "41 ≠ 43"
    assert dispute.asked.question is None
