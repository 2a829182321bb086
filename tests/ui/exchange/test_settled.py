"""What a monitor reads of decisions: old answers, the new one, why, and nothing that was not decided."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from monitorapp.exchange.members import find_recipient
from monitorapp.exchange.receive import receive
from monitorapp.exchange.send import send
from monitorapp.records.field import Value
from monitorapp.vault.vault import Vault
from tests.ui.exchange.conftest import passphrase
from ui.exchange.inbox_cards import Settled, list_settled

Opening = Callable[[str], Vault]


@pytest.fixture
def vaults(qapp: object, settling: Path) -> Iterator[Opening]:
    """Opens somebody's vault, once each; all are closed afterwards."""
    opened: dict[str, Vault] = {}

    def vault_of(owner: str) -> Vault:
        if owner not in opened:
            opened[owner] = Vault.open(settling / owner, passphrase(settling, owner))
        return opened[owner]

    yield vault_of
    for vault in opened.values():
        vault.close()


def settle(vault: Vault, field: str, value: Value, reason: str) -> None:
    conflict = next(one for one in vault.conflicts() if one.field == field)
    seen = [standing.commit for standing in conflict.standings if standing.commit]
    vault.settle(conflict.document, field, value, reason, seen)


def update(vaults: Opening, folder: Path, owner: str, name: str) -> Vault:
    """Send what the coordinator has to a monitor, who takes it in."""
    coordinator, monitor = vaults("coordinator"), vaults(owner)
    path = folder / f"update-{owner}-{len(list(folder.iterdir()))}.mvb"
    send(coordinator, [coordinator.visits()[0].id], [find_recipient(coordinator, name)], path, "update")
    receive(monitor, path)
    return monitor


def read(monitor: Vault, coordinator: Vault, language: str = "en") -> list[Settled]:
    return list_settled(monitor, coordinator.author, language)


def test_a_decision_names_old_answers_the_new_one_and_the_reason(vaults: Opening, tmp_path: Path) -> None:
    settle(vaults("coordinator"), "pop_total", 42, "Трое были в суде")
    monitor = update(vaults, tmp_path, "monitor-1", "Монитор 1")
    (settled,) = read(monitor, vaults("coordinator"))
    assert settled.title.startswith("7.3  ")
    assert sorted(settled.before.split("; ")) == ["41 (Монитор 1)", "43 (Монитор 2)"]
    assert (settled.after, settled.reason) == ("42", "Трое были в суде")
    assert settled.by.startswith("Координатор · ")


def test_each_monitor_reads_the_same_decision(vaults: Opening, tmp_path: Path) -> None:
    settle(vaults("coordinator"), "cell_people", 10, "Пересчитали")
    told = [
        read(update(vaults, tmp_path, owner, name), vaults("coordinator"))
        for owner, name in (("monitor-1", "Монитор 1"), ("monitor-2", "Монитор 2"))
    ]
    assert [[(one.title, one.after, one.reason) for one in some] for some in told] == [
        [("2.1  People in the cell now", "10", "Пересчитали")]
    ] * 2


def test_answers_that_nobody_disputed_are_no_decisions(vaults: Opening, tmp_path: Path) -> None:
    monitor = update(vaults, tmp_path, "monitor-1", "Монитор 1")
    assert read(monitor, vaults("coordinator")) == []


def test_choices_of_a_decision_are_said_in_words(vaults: Opening, tmp_path: Path) -> None:
    settle(vaults("coordinator"), "access_private_interviews", "staff_present", "Видели оба")
    monitor = update(vaults, tmp_path, "monitor-1", "Монитор 1")
    (settled,) = read(monitor, vaults("coordinator"), "ru")
    assert settled.after == "В присутствии сотрудников"
    assert "Только вне слышимости (Монитор 2)" in settled.before


def test_only_the_last_of_two_decisions_stands(vaults: Opening, tmp_path: Path) -> None:
    coordinator = vaults("coordinator")
    settle(coordinator, "pop_total", 41, "Журнал")
    document = coordinator.visits()[0].id
    coordinator.settle(document, "pop_total", 43, "Журнал вчерашний", coordinator.shown(document, "pop_total"))
    monitor = update(vaults, tmp_path, "monitor-1", "Монитор 1")
    (settled,) = read(monitor, coordinator)
    assert (settled.after, settled.reason) == ("43", "Журнал вчерашний")
    assert "41 (Координатор)" in settled.before


def test_a_decision_that_the_monitor_has_written_over_no_longer_stands(vaults: Opening, tmp_path: Path) -> None:
    settle(vaults("coordinator"), "pop_total", 42, "Трое были в суде")
    monitor = update(vaults, tmp_path, "monitor-1", "Монитор 1")
    visit = monitor.visits()[0].id
    monitor.reopen(visit)
    monitor.record(visit, "pop_total", 41, monitor.shown(visit, "pop_total"))
    monitor.commit(visit)
    assert read(monitor, vaults("coordinator")) == []


def test_only_the_fields_asked_for_are_read(vaults: Opening, tmp_path: Path) -> None:
    coordinator = vaults("coordinator")
    settle(coordinator, "pop_total", 42, "Трое были в суде")
    settle(coordinator, "cell_people", 10, "Пересчитали")
    monitor = update(vaults, tmp_path, "monitor-1", "Монитор 1")
    visit = monitor.visits()[0].id
    asked = list_settled(monitor, coordinator.author, "en", [(visit, "pop_total"), (visit, "#status")])
    assert [one.field for one in asked] == ["pop_total"]


def test_ones_own_decisions_are_no_news(vaults: Opening) -> None:
    coordinator = vaults("coordinator")
    settle(coordinator, "pop_total", 42, "Трое были в суде")
    assert read(coordinator, coordinator) == []
