"""An answer counts as kept only where the next opening finds it: not in a vault that somebody is erasing meanwhile."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from monitorapp.errors import VaultTrouble
from monitorapp.vault import folder as folders
from monitorapp.vault import rekey
from monitorapp.vault.keyfile import LIGHT, SLOT, SLOTS_START, SUPERBLOCK
from monitorapp.vault.passphrase import new_recovery_code
from monitorapp.vault.vault import Vault
from tests.core.vault.keyfiles import put, trouble_of
from tests.core.vaults import PHRASE, Made, start, write

Q = "pop_total"
Written = tuple[Vault, str]


@pytest.fixture
def open_vault(made: Made) -> Iterator[Written]:
    """An open vault with one visit in which was written already; closed as far as that goes."""
    vault = made.open()
    visit = start(vault, pop_men=7)
    write(vault, visit, pop_total=1)
    yield vault, visit
    with contextlib.suppress(VaultTrouble):
        vault.close()


WORKS: dict[str, Callable[[Vault, str], object]] = {
    "an answer": lambda vault, visit: vault.record(visit, Q, 5, vault.shown(visit, Q)),
    "a commit": lambda vault, visit: vault.commit(visit),
    "a document": lambda vault, visit: vault.add_document(visit, "cell", "1"),
    "a visit": lambda vault, visit: start(vault),
    "a finish": lambda vault, visit: vault.finish(visit),
    "a settling": lambda vault, visit: vault.settle(visit, Q, 6, "по журналу", vault.shown(visit, Q)),
    "a restoring": lambda vault, visit: vault.restore(visit, "pop_men", vault.history(visit, "pop_men")[0].commit),
    "an undo": lambda vault, visit: vault.undo(),
}


def test_a_vault_erased_from_another_process_acknowledges_no_answer_any_more(open_vault: Written) -> None:
    vault, visit = open_vault
    erase = "import sys; from pathlib import Path; from monitorapp.vault.folder import erase; erase(Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", erase, str(vault.folder)], check=True, timeout=60)
    assert trouble_of(lambda: WORKS["an answer"](vault, visit)) == "medium-gone"


@pytest.mark.parametrize("work", WORKS)
def test_as_soon_as_the_keys_are_overwritten_nothing_is_said_to_be_kept(open_vault: Written, work: str) -> None:
    """The files are still there and can be written to, but nothing will ever open them again."""
    vault, visit = open_vault
    folders.destroy_keys(vault.folder)
    assert trouble_of(lambda: WORKS[work](vault, visit)) == "medium-gone"


def test_an_answer_that_was_not_acknowledged_is_no_step_to_take_back(open_vault: Written) -> None:
    vault, visit = open_vault
    vault._undo.clear()
    folders.destroy_keys(vault.folder)
    assert trouble_of(lambda: WORKS["an answer"](vault, visit)) == "medium-gone"
    assert not vault.can_undo


def _no_superblock(vault: Vault, visit: str) -> None:
    put(vault.folder / "k", 0, bytes(2 * SUPERBLOCK))


def _no_slot(vault: Vault, visit: str) -> None:
    put(vault.folder / "k", SLOTS_START + vault.ledger_for(visit).key.slot * SLOT, bytes(SLOT))


def _slot_of_another(vault: Vault, visit: str) -> None:
    data, slot = (vault.folder / "k").read_bytes(), SLOTS_START + vault.index.key.slot * SLOT
    put(vault.folder / "k", SLOTS_START + vault.ledger_for(visit).key.slot * SLOT, data[slot : slot + SLOT])


def _key_file_cut(vault: Vault, visit: str) -> None:
    (vault.folder / "k").write_bytes((vault.folder / "k").read_bytes()[: SUPERBLOCK * 2])


def _no_key_file(vault: Vault, visit: str) -> None:
    (vault.folder / "k").unlink()


def _no_ledger(vault: Vault, visit: str) -> None:
    (vault.folder / "l" / vault.ledger_for(visit).key.ledger).unlink()


def _no_log(vault: Vault, visit: str) -> None:
    (vault.folder / "l" / f"{vault.ledger_for(visit).key.ledger}-wal").unlink()


@pytest.mark.parametrize(
    "lost", [_no_superblock, _no_slot, _slot_of_another, _key_file_cut, _no_key_file, _no_ledger, _no_log]
)
def test_an_answer_that_the_next_opening_would_not_find_is_not_acknowledged(
    open_vault: Written, lost: Callable[[Vault, str], None]
) -> None:
    vault, visit = open_vault
    write(vault, visit, pop_total=2, commit=False)
    whole = (vault.folder / "k").read_bytes()
    lost(vault, visit)
    assert trouble_of(lambda: vault.record(visit, Q, 3, ())) == "medium-gone"
    (vault.folder / "k").write_bytes(whole)


def test_what_became_of_one_visit_holds_up_no_answer_in_another(open_vault: Written) -> None:
    vault, visit = open_vault
    other = start(vault)
    key = vault.ledger_for(visit).key
    put(vault.folder / "k", SLOTS_START + key.slot * SLOT, bytes(SLOT))
    vault.record(other, Q, 4, ())
    assert vault.view(other).values[Q] == 4


def test_one_whole_superblock_is_enough_whichever_it_is(open_vault: Written) -> None:
    """After each change of the key file the other of the two is the one that counts."""
    vault, visit = open_vault
    for number in range(3):
        vault.change_passphrase(f"{PHRASE} {number}", LIGHT)
        vault.record(visit, Q, number, vault.shown(visit, Q))
    assert vault.view(visit).values[Q] == 2


def test_while_every_key_is_being_changed_answers_are_acknowledged(
    open_vault: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slots of two master keys stand side by side; the visit's own is written last, so it is still the old one."""
    vault, visit = open_vault
    with monkeypatch.context() as patch:
        patch.setattr(rekey, "go_on", lambda *_: False)
        rekey.change_every_key(vault, "другая фраза из пяти новых слов", LIGHT, new_recovery_code())
    assert vault.keyfile.is_between
    vault.record(visit, Q, 8, vault.shown(visit, Q))
    rekey.go_on(vault)
    vault.record(visit, Q, 9, vault.shown(visit, Q))
    assert vault.view(visit).values[Q] == 9


def test_after_a_ledger_was_written_anew_answers_go_into_the_new_file_and_count(open_vault: Written) -> None:
    vault, visit = open_vault
    ledger = vault.ledger_for(visit)
    vault.ledgers.renew(ledger)
    vault.record(visit, Q, 5, ())
    (vault.folder / "l" / ledger.key.ledger).rename(vault.folder / "elsewhere")
    assert trouble_of(lambda: vault.record(visit, Q, 6, ())) == "medium-gone"
    (vault.folder / "elsewhere").rename(vault.folder / "l" / ledger.key.ledger)


def test_taking_back_what_was_never_written_to_the_disk_is_no_alarm(made: Made) -> None:
    """A fresh opening has an empty log; a write that changes no row is still a write that can be found."""
    with made.opened() as vault:
        visit = start(vault)
    with made.opened() as vault:
        ledger = vault.ledger_for(visit)
        assert ledger.put_draft(visit, Q, None) == 0
        vault.commit(visit)


def test_an_answer_to_a_folder_that_went_with_its_medium_is_there_when_it_comes_back(
    open_vault: Written, tmp_path: Path
) -> None:
    """A file that is open stays open when its medium is taken off lazily, or its folder moved: nothing is lost."""
    vault, visit = open_vault
    shown = vault.shown(visit, Q)
    vault.folder.rename(tmp_path / "pocket")
    try:
        vault.record(visit, Q, 5, shown)
    finally:
        (tmp_path / "pocket").rename(vault.folder)
    assert vault.view(visit).values[Q] == 5


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks for open files as Linux does")
def test_a_closed_vault_keeps_nothing_of_its_folder_open(made: Made) -> None:
    """A stick could not be taken off otherwise, and a descriptor closed later may be somebody else's by then."""

    def held() -> list[str]:
        links = (os.readlink(link) for link in Path("/proc/self/fd").iterdir() if link.exists())
        return [link for link in links if link.startswith(str(made.folder))]

    with made.opened() as vault:
        start(vault)
        index = vault.index.key.ledger
        assert held()
    assert not held()
    (made.folder / "l" / index).write_bytes(bytes(16384))
    assert trouble_of(made.open) == "index-damaged"
    assert not held()
