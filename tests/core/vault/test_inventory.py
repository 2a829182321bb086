"""What is stored on this laptop: nothing is left out, and each file says what opens it."""

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from monitorapp.errors import Trouble
from monitorapp.records.attachment import new_salt
from monitorapp.records.descriptor import Descriptor
from monitorapp.vault import accepting, attachments, inventory
from monitorapp.vault.inventory import Stored
from monitorapp.vault.sealed import SEALED
from monitorapp.vault.vault import Vault
from tests.core.vault.test_seals import ledger_file
from tests.core.vaults import Made, start, write

OPENERS = ("passphrase", "recovery-code")


def of_sort(vault: Vault, sort: str) -> list[Stored]:
    return [one for one in inventory.stored(vault) if one.sort == sort]


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(Trouble) as caught:
        work()
    return caught.value.code


def photograph(vault: Vault, visit: str) -> str:
    digest = hashlib.sha256(b"picture").hexdigest()
    descriptor = Descriptor(type="image/jpeg", salt=new_salt(), source="button", sha256=digest)
    return attachments.add(vault, visit, b"picture", descriptor)


def test_every_file_of_the_folder_is_told_once(made: Made) -> None:
    with made.opened() as vault:
        visit = start(vault)
        write(vault, visit, pop_total=1)
        photograph(vault, visit)
        told = [one.file for one in inventory.stored(vault)]
        there = {str(path.relative_to(made.folder)) for path in made.folder.rglob("*") if path.is_file()}
        assert sorted(told) == sorted(name for name in there if not name.endswith("-wal"))
        assert len(set(told)) == len(told)


def test_each_says_its_sort_its_visit_and_what_opens_it(made: Made) -> None:
    with made.opened() as vault:
        visit = start(vault)
        photograph(vault, visit)
        assert {one.sort: one.opened_by for one in inventory.stored(vault)} == dict.fromkeys(
            ("key-file", "index", "archive", "visit", "attachment"), OPENERS
        )
        assert [(one.visit, one.file) for one in of_sort(vault, "visit")] == [
            (visit, f"l/{vault.ledger_for(visit).key.ledger}")
        ]
        assert [one.visit for one in of_sort(vault, "attachment")] == [visit]


def test_sizes_count_the_logs_too_and_add_up_to_the_folder(made: Made) -> None:
    with made.opened() as vault:
        visit = start(vault)
        vault.record(visit, "q1", "ответ " * 1000, ())
        total = sum(one.size for one in inventory.stored(vault))
        assert total == sum(path.stat().st_size for path in made.folder.rglob("*") if path.is_file())


def test_a_sealed_bundle_is_opened_by_its_recipients_alone(made: Made) -> None:
    with made.opened() as vault:
        name = "ab" * 8
        (made.folder / "s" / name).write_bytes(b"sealed")
        entry = {"file": name, "bundle": "c" * 32, "sha256": "d" * 64, "size": 6, "day": "2026-11-24", "recipients": []}
        vault.registry.keep_fact(SEALED, [entry])
        assert [(one.file, one.opened_by) for one in of_sort(vault, "sealed")] == [(f"s/{name}", ("recipient",))]
        assert code_of(lambda: inventory.remove(vault, f"s/{name}")) == "ledger-unknown"


@pytest.mark.parametrize("place", ["l", "a", "s", "b"])
def test_a_file_that_nothing_opens_is_told_and_can_be_removed(made: Made, place: str) -> None:
    with made.opened() as vault:
        (made.folder / place).mkdir(exist_ok=True)
        path = made.folder / place / ("ef" * 8)
        path.write_bytes(os.urandom(100))
        (orphan,) = of_sort(vault, "unknown")
        assert (orphan.file, orphan.opened_by, orphan.size) == (f"{place}/{path.name}", ("nothing",), 100)
        inventory.remove(vault, orphan.file)
        assert not path.exists()
        assert of_sort(vault, "unknown") == []


def test_a_file_of_the_person_is_told_and_never_removed(made: Made) -> None:
    (made.folder / "letter.txt").write_text("mine")
    with made.opened() as vault:
        (letter,) = of_sort(vault, "unknown")
        assert not letter.is_removable
        assert code_of(lambda: inventory.remove(vault, "letter.txt")) == "ledger-unknown"
        assert code_of(lambda: inventory.remove(vault, "../letter.txt")) == "ledger-unknown"
    assert (made.folder / "letter.txt").read_text() == "mine"


def test_nothing_that_is_in_use_can_be_removed(made: Made) -> None:
    with made.opened() as vault:
        photograph(vault, start(vault))
        for one in inventory.stored(vault):
            assert code_of(lambda one=one: inventory.remove(vault, one.file)) == "ledger-unknown"  # type: ignore[misc]


def test_nothing_is_removed_while_something_is_in_doubt(made: Made, tmp_path: Path) -> None:
    path = ledger_file(made, "archive")
    shutil.copy(path, tmp_path / "older")
    with made.opened() as vault:
        vault.ledgers.archive().keep_attestations([("a" * 32, "text")])
    shutil.copy(tmp_path / "older", path)
    (made.folder / "a" / ("ef" * 8)).write_bytes(b"x")
    with made.opened() as vault:
        assert code_of(lambda: inventory.remove(vault, f"a/{'ef' * 8}")) == "ledger-read-only"


def test_a_salvaged_ledger_is_told_as_damaged_until_it_is_removed(made: Made) -> None:
    with made.opened() as vault:
        visit = start(vault)
        write(vault, visit, pop_total=1)
    path = ledger_file(made, "visit")
    whole = path.read_bytes()
    path.write_bytes(whole + bytes(10))
    with made.opened() as vault:
        accepting.salvage(vault, path.name, "")
        (damaged,) = of_sort(vault, "damaged")
        assert damaged.file == f"l/{path.name}"
        inventory.remove(vault, damaged.file)
        assert of_sort(vault, "damaged") == []
        assert not path.exists()
        assert vault.view(visit).values["pop_total"] == 1


def test_an_attachment_whose_file_is_gone_is_missed(made: Made) -> None:
    with made.opened() as vault:
        visit = start(vault)
        photo = photograph(vault, visit)
        assert inventory.missing(vault) == []
        (file,) = of_sort(vault, "attachment")
        (made.folder / file.file).unlink()
        assert inventory.missing(vault) == [(visit, photo)]
