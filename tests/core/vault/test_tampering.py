"""Somebody with the disk in their hands: cut, pasted, rolled back, taken away, full, read-only."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from monitorapp.errors import VaultTrouble
from monitorapp.exchange.members import create_vault
from monitorapp.vault import accepting, cipher, keyfile
from monitorapp.vault.keyfile import LIGHT, KeyFile
from monitorapp.vault.vault import Vault
from tests.core.vaults import PHRASE, Made, start, write

Q = "pop_total"
PAGE = 16384


def ledger_files(made: Made, sort: str) -> list[Path]:
    return [made.folder / "l" / key.ledger for key in made.key_file().ledgers() if key.sort == sort]


def alarms(made: Made) -> set[str]:
    with made.opened() as vault:
        return {alarm.code for alarm in vault.alarms}


@pytest.fixture
def written(made: Made) -> tuple[Made, str]:
    """A vault with one visit of many answers, closed."""
    with made.opened() as vault:
        visit = start(vault)
        for number in range(60):
            vault.record(visit, f"q{number}", "ответ " * 100, ())
        vault.commit(visit)
        write(vault, visit, pop_total=1)
    return made, visit


def test_an_untouched_vault_raises_no_alarm(written: tuple[Made, str]) -> None:
    assert alarms(written[0]) == set()
    assert alarms(written[0]) == set()


def test_an_older_copy_of_a_ledger_is_found_and_goes_on_being_found(written: tuple[Made, str], tmp_path: Path) -> None:
    made, visit = written
    (path,) = ledger_files(made, "visit")
    shutil.copy(path, tmp_path / "older")
    with made.opened() as vault:
        write(vault, visit, pop_total=2)
    shutil.copy(tmp_path / "older", path)
    assert alarms(made) == {"rollback-found"}
    with made.opened() as vault:
        assert vault.view(visit).values[Q] == 1
        with pytest.raises(VaultTrouble) as caught:
            write(vault, visit, pop_total=3)
        assert caught.value.code == "ledger-read-only"
        assert not all(vault.check().values())
    assert alarms(made) == {"rollback-found"}
    assert path.read_bytes() == (tmp_path / "older").read_bytes()


def test_an_older_copy_of_the_archive_is_found(made: Made, tmp_path: Path) -> None:
    (path,) = ledger_files(made, "archive")
    shutil.copy(path, tmp_path / "older")
    with made.opened() as vault, made.copied_to(tmp_path / "other").opened() as other:
        _receive_into_archive(other, vault)
    shutil.copy(tmp_path / "older", path)
    assert alarms(made) == {"rollback-found"}


def _receive_into_archive(source: Vault, target: Vault) -> None:
    visit = start(source)
    ledger = target.ledger_for(visit)
    with ledger.transaction():
        ledger.take_in(source.commits_of(visit), "bundle")


def test_a_ledger_that_was_taken_away_is_missed(written: tuple[Made, str]) -> None:
    made, _ = written
    (path,) = ledger_files(made, "visit")
    path.unlink()
    for _ in range(2):
        assert alarms(made) == {"ledger-missing"}
        assert not path.exists()
    with made.opened() as vault:
        new = start(vault)
        assert vault.ledger_for(new).key.ledger != path.name
        assert vault.check()[path.name] is False


@pytest.mark.parametrize("pages", [1, 2, 3])
def test_a_ledger_cut_at_a_page_border_is_found(written: tuple[Made, str], pages: int) -> None:
    made, _ = written
    (path,) = ledger_files(made, "visit")
    os.truncate(path, path.stat().st_size - pages * PAGE)
    assert _is_found(made)


def test_a_page_pasted_back_from_an_older_copy_is_found(written: tuple[Made, str]) -> None:
    made, visit = written
    (path,) = ledger_files(made, "visit")
    older = path.read_bytes()
    with made.opened() as vault:
        write(vault, visit, q1="другое", pop_total=2)
    newer = path.read_bytes()
    differing = [p for p in range(0, len(older), PAGE) if older[p : p + PAGE] != newer[p : p + PAGE]]
    assert differing
    for start_of_page in differing:
        path.write_bytes(
            newer[:start_of_page] + older[start_of_page : start_of_page + PAGE] + newer[start_of_page + PAGE :]
        )
        assert _is_found(made) or _reads_as_the_newest(made, visit)
        path.write_bytes(newer)
        for log in path.parent.glob("*-wal"):
            log.unlink()


def test_no_flipped_bit_is_read_as_an_answer(written: tuple[Made, str]) -> None:
    made, visit = written
    (path,) = ledger_files(made, "visit")
    whole = path.read_bytes()
    for place in range(100, len(whole), len(whole) // 40):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert _is_found(made) or _reads_as_the_newest(made, visit, newest=1)
        path.write_bytes(whole)


def _is_found(made: Made) -> bool:
    """Whether the damage is told: as an alarm, by the check, or as a trouble at reading or closing."""
    try:
        with made.opened() as vault:
            return bool(vault.alarms) or not all(vault.check().values())
    except VaultTrouble:
        return True


def _reads_as_the_newest(made: Made, visit: str, newest: int = 2) -> bool:
    with made.opened() as vault:
        return vault.view(visit).values[Q] == newest


def test_one_damaged_visit_does_not_lock_the_others_away(written: tuple[Made, str]) -> None:
    made, _ = written
    with made.opened() as vault:
        other = start(vault)
    damaged = ledger_files(made, "visit")[0]
    damaged.write_bytes(os.urandom(damaged.stat().st_size))
    with made.opened() as vault:
        assert [(alarm.ledger, alarm.code) for alarm in vault.alarms] == [(damaged.name, "ledger-damaged")]
        assert {row.id for row in vault.visits()} == {other}
        assert vault.check()[damaged.name] is False
        write(vault, other, pop_total=5)
        new = start(vault)
    with made.opened() as vault:
        assert {row.id for row in vault.visits()} == {other, new}
        assert vault.view(other).values[Q] == 5


def test_without_its_index_a_vault_says_that_it_is_damaged(made: Made) -> None:
    (path,) = ledger_files(made, "index")
    path.write_bytes(os.urandom(3 * PAGE))
    for _ in range(2):
        with pytest.raises(VaultTrouble) as caught:
            made.open()
        assert caught.value.code == "index-damaged"


def test_without_its_archive_the_own_visits_still_open(written: tuple[Made, str]) -> None:
    made, visit = written
    (path,) = ledger_files(made, "archive")
    path.write_bytes(os.urandom(3 * PAGE))
    for number in range(2):
        with made.opened() as vault:
            assert {(alarm.sort, alarm.code) for alarm in vault.alarms} == {("archive", "ledger-damaged")}
            write(vault, visit, pop_total=number)
            with pytest.raises(VaultTrouble):
                vault.ledgers.archive()


def test_a_vault_whose_index_was_taken_away_does_not_pretend_to_be_new(made: Made) -> None:
    (path,) = ledger_files(made, "index")
    path.unlink()
    with pytest.raises(VaultTrouble) as caught:
        made.open()
    assert caught.value.code == "index-damaged"
    assert not path.exists()


def test_a_failed_opening_leaves_nothing_open(written: tuple[Made, str]) -> None:
    made, visit = written
    (index,) = ledger_files(made, "index")
    whole = index.read_bytes()
    index.write_bytes(os.urandom(3 * PAGE))
    with pytest.raises(VaultTrouble):
        made.open()
    index.write_bytes(whole)
    with made.opened() as vault:
        assert vault.view(visit).values[Q] == 1


def test_a_vault_whose_key_slots_were_wiped_says_that_it_is_damaged(made: Made) -> None:
    data = bytearray((made.folder / "k").read_bytes())
    data[keyfile.SLOTS_START :] = os.urandom(len(data) - keyfile.SLOTS_START)
    (made.folder / "k").write_bytes(data)
    with pytest.raises(VaultTrouble) as caught:
        made.open()
    assert caught.value.code == "vault-damaged"


def test_a_destroyed_ledger_cannot_be_opened_again(written: tuple[Made, str]) -> None:
    made, visit = written
    key_file = made.key_file()
    key = next(key for key in key_file.ledgers() if key.sort == "visit")
    key_file.destroy_ledger(key)
    with made.opened() as vault:
        assert vault.visits() == []
        assert not vault.knows_visit(visit)
    assert (made.folder / "l" / key.ledger).exists()


def test_a_visit_whose_slot_was_damaged_is_missed_until_it_is_given_up(written: tuple[Made, str]) -> None:
    made, _ = written
    slot = next(key.slot for key in made.key_file().ledgers() if key.sort == "visit")
    data = bytearray((made.folder / "k").read_bytes())
    data[keyfile.SLOTS_START + slot * keyfile.SLOT + 30] ^= 1
    (made.folder / "k").write_bytes(data)
    for _ in range(2):
        assert alarms(made) == {"ledger-missing"}
    with made.opened() as vault:
        (alarm,) = vault.alarms
        accepting.accept(vault, alarm.ledger, "worn flash")
    assert alarms(made) == set()


def test_a_new_visit_never_takes_the_slot_of_one_that_was_lost(written: tuple[Made, str]) -> None:
    made, _ = written
    slot = next(key.slot for key in made.key_file().ledgers() if key.sort == "visit")
    data = bytearray((made.folder / "k").read_bytes())
    data[keyfile.SLOTS_START + slot * keyfile.SLOT + 30] ^= 1
    (made.folder / "k").write_bytes(data)
    with made.opened() as vault:
        start(vault)
    assert slot not in {key.slot for key in made.key_file().ledgers()}
    assert alarms(made) == {"ledger-missing"}


def test_no_room_for_another_visit_is_told_and_the_others_go_on(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyfile, "SLOTS", 4)
    with made.opened() as vault:
        visits = [start(vault), start(vault)]
        with pytest.raises(VaultTrouble) as caught:
            start(vault)
        assert caught.value.code == "no-room-for-visits"
        write(vault, visits[0], pop_total=41)
        assert vault.view(visits[0]).values[Q] == 41


def test_a_beginning_that_was_cut_short_is_used_for_the_next_visit(made: Made) -> None:
    with made.opened() as vault:
        left_over = vault.ledgers.new_visit_ledger()
        assert vault.ledger_for(start(vault)) is left_over
    assert alarms(made) == set()


# Making a vault


def test_a_folder_with_something_in_it_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(VaultTrouble) as caught:
        create_vault(tmp_path, PHRASE, "Анна", LIGHT)
    assert caught.value.code == "folder-not-empty"
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_making_that_fails_halfway_can_be_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "нет места")

    with monkeypatch.context() as patch:
        patch.setattr(KeyFile, "add_ledger", fail)
        with pytest.raises(VaultTrouble) as caught:
            create_vault(tmp_path / "v", PHRASE, "Анна", LIGHT)
    assert caught.value.code == "disk-full"
    assert list((tmp_path / "v").iterdir()) == []
    create_vault(tmp_path / "v", PHRASE, "Анна", LIGHT)[0].close()


def test_a_place_where_no_folder_can_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for folder in (tmp_path / "file", tmp_path / "file" / "v", tmp_path / ("x" * 300)):
        with pytest.raises(VaultTrouble) as caught:
            create_vault(folder, PHRASE, "Анна", LIGHT)
        assert caught.value.code in {"folder-read-only", "folder-not-empty"}
    assert (tmp_path / "file").read_text() == "mine"


# The disk


IN_A_CHILD = """
import os, sys
from pathlib import Path
from monitorapp.errors import Trouble
from monitorapp.exchange.members import create_vault
from monitorapp.vault.vault import Vault
{before}
try:
{work}
except Trouble as trouble:
    print(trouble.code)
"""


def in_child(before: str, work: str, *arguments: str) -> str:
    """Run `work` in a process of its own, after `before`; returns what it prints."""
    text = IN_A_CHILD.format(before=before, work="\n".join(f"    {line}" for line in work.strip().splitlines()))
    done = subprocess.run(
        [sys.executable, "-c", text, *arguments], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


FILL = """
vault = Vault.recover(Path(sys.argv[1]), sys.argv[2])
visit, kept = sys.argv[3], 0
LIMIT
try:
    for number in range(100_000):
        vault.record(visit, f"w{number}", "ответ " * 200, ())
        kept = number + 1
except Trouble as trouble:
    print(kept, trouble.code)
vault.close()
"""


def test_a_full_disk_is_told_and_keeps_every_answer_that_was_acknowledged(written: tuple[Made, str]) -> None:
    made, visit = written
    (path,) = ledger_files(made, "visit")
    limit = path.stat().st_size + 40 * PAGE
    work = FILL.replace("LIMIT", f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))")
    before = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)"
    told = in_child(before, work, str(made.folder), made.code, visit).split()
    kept = int(told[0])
    assert kept > 10
    assert set(told[1:]) <= {"disk-full", "medium-gone"}
    with made.opened() as vault:
        values = vault.view(visit).values
        assert all(values.get(f"w{number}") == "ответ " * 200 for number in range(kept))
        assert vault.alarms == ()


@pytest.fixture
def anybodys(made: Made) -> Iterator[Path]:
    """A copy of the vault in a place that every user may reach."""
    outer = Path(tempfile.mkdtemp(prefix="vault-of-tests-"))
    outer.chmod(0o755)
    shutil.copytree(made.folder, outer / "v")
    for path in [outer / "v", *(outer / "v").rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield outer / "v"
    for path in [outer / "v", *(outer / "v").rglob("*")]:
        path.chmod(0o700)
    shutil.rmtree(outer)


ORDINARY_USER = "os.setuid(65534) if hasattr(os, 'geteuid') and os.geteuid() == 0 else None"


@pytest.mark.skipif(os.name == "nt", reason="folders of Windows are not read-only")
def test_a_read_only_folder_is_told(made: Made, anybodys: Path) -> None:
    work = "Vault.recover(Path(sys.argv[1]), sys.argv[2])\nprint('opened')"
    assert in_child(ORDINARY_USER, work, str(anybodys), made.code) == "folder-read-only"
    work = "create_vault(Path(sys.argv[1]) / 'v', 'x', 'Anna')"
    assert in_child(ORDINARY_USER, work, str(anybodys)) == "folder-read-only"


@pytest.mark.skipif(os.name == "nt", reason="folders of Windows are not read-only")
def test_a_key_file_that_may_not_be_read_is_told(made: Made, anybodys: Path) -> None:
    (anybodys / "k").chmod(0o000)
    for work in ("Vault.recover(Path(sys.argv[1]), sys.argv[2])", "Vault.open(Path(sys.argv[1]), 'x')"):
        assert in_child(ORDINARY_USER, work, str(anybodys), made.code) == "folder-read-only"


class Gone:
    """The connection of a ledger whose medium was pulled out."""

    in_transaction = False

    def __init__(self, real: Any) -> None:
        self._real = real

    def execute(self, *_: object) -> None:
        with cipher.translated():
            raise sqlcipher.OperationalError("disk I/O error")

    def close(self) -> None:
        self._real.close()


def test_a_medium_that_was_pulled_out_is_told_whatever_is_done(written: tuple[Made, str]) -> None:
    made, visit = written
    vault = made.open()
    other = start(vault)
    ledger = vault.ledger_for(visit)
    ledger._connection = Gone(ledger.connection)
    works: list[Callable[[], object]] = [
        lambda: vault.record(visit, Q, 5, ()),
        lambda: vault.commit(visit),
        lambda: vault.view(visit),
        vault.visits,
        vault.close,
    ]
    for work in works:
        with pytest.raises(VaultTrouble) as caught:
            work()
        assert caught.value.code == "medium-gone"
    with made.opened() as again:
        assert again.knows_visit(other)
        assert again.view(visit).values[Q] == 1


def test_a_write_refused_by_the_disk_is_told_and_the_next_one_works(
    written: tuple[Made, str],
) -> None:
    made, visit = written
    with made.opened() as vault:
        ledger = vault.ledger_for(visit)
        ledger.connection.execute("pragma max_page_count = 1")
        with pytest.raises(VaultTrouble) as caught:
            vault.record(visit, Q, "ответ " * 50_000, ())
        assert caught.value.code == "disk-full"
        assert vault.view(visit).values[Q] == 1
        ledger.connection.execute("pragma max_page_count = 1000000")
        vault.record(visit, Q, "ответ " * 50_000, ())
        assert vault.view(visit).drafts == {Q}
