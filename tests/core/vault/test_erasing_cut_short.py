"""A kill at any point of an erasure: what was to go is there whole or gone, and everything else is there.

The folder is copied before and after each step that reaches the disk; each copy is what a kill there leaves.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from monitorapp.errors import VaultTrouble
from monitorapp.records.descriptor import Descriptor
from monitorapp.vault import attachments, cipher, erasing, unfinished
from monitorapp.vault import folder as folders
from monitorapp.vault.erasing import OneAnswer, OnePerson, OneVisit, What
from monitorapp.vault.keyfile import KeyFile
from monitorapp.vault.ledger import Ledger
from monitorapp.vault.unfinished import Work
from monitorapp.vault.vault import Vault
from tests.core.vaults import Made, pass_on, start, vault_of, write

SECRET, ARCHIVED = "Асанова Жылдыз", "Бекова Нурия"
STEPS: tuple[tuple[Any, str], ...] = (
    (unfinished, "note"),
    (Ledger, "copy_to"),
    (Ledger, "move_to"),
    (KeyFile, "replace_ledger"),
    (KeyFile, "destroy_ledger"),
    (KeyFile, "remember"),
    (folders, "remove_ledger"),
    (unfinished, "_take_out"),
    (unfinished, "_remember"),
    (unfinished, "_remove_files"),
    (cipher, "close_ledger"),
)


@pytest.fixture
def closed(tmp_path: Path) -> Made:
    return vault_of("Мира", tmp_path / "mira")


@contextmanager
def _copied_at_each_step(folder: Path, target: Path) -> Iterator[list[Path]]:
    """The folder as a kill before or after each step would leave it."""
    copies: list[Path] = []
    known: list[str] = []

    def copy() -> None:
        """Only where something reached the disk since the last copy."""
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        state = hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in files)).hexdigest()
        if known[-1:] != [state]:
            known.append(state)
            copies.append(Path(shutil.copytree(folder, target / str(len(copies)))))

    def around(step: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*arguments: Any, **more: Any) -> Any:
            copy()
            result = step(*arguments, **more)
            copy()
            return result

        return watched

    with pytest.MonkeyPatch.context() as patch:
        for owner, name in STEPS:
            patch.setattr(owner, name, around(getattr(owner, name)))
        yield copies


PHOTO = b"\x89PNG" + bytes(40_000)
DESCRIPTOR = Descriptor(type="image/png", salt="5a" * 16, source="button", sha256=hashlib.sha256(PHOTO).hexdigest())


def _filled(vault: Vault, source: Vault) -> tuple[str, str, str]:
    """An own visit with a case, whose name, age and photo stand together, and a visit in the archive."""
    visit = start(vault)
    case, _ = vault.add_document(visit, "case", "1")
    photo = attachments.add(vault, visit, PHOTO, DESCRIPTOR)
    write(vault, case, commit=False, person_name=SECRET, person_age=30, photo={"file": photo})
    vault.commit(case)
    archived = start(source, pop_total=7, person_name=ARCHIVED)
    pass_on(source, vault, archived)
    return visit, case, archived


WHAT: dict[str, Callable[[str, str, str], What]] = {
    "answer": lambda visit, case, archived: OneAnswer(case, "person_name"),
    "person": lambda visit, case, archived: OnePerson(case),
    "visit": lambda visit, case, archived: OneVisit(visit),
    "archive": lambda visit, case, archived: OneVisit(archived),
}


@pytest.mark.parametrize("sort", WHAT)
def test_a_kill_at_any_step_leaves_it_whole_or_gone(closed: Made, colleague: Vault, tmp_path: Path, sort: str) -> None:
    vault = closed.open()
    visit, case, archived = _filled(vault, colleague)
    kept = start(vault, pop_total=5)
    what = WHAT[sort](visit, case, archived)
    with _copied_at_each_step(vault.folder, tmp_path) as copies:
        erasing.erase(vault, what)
    vault.close()
    fates = [_fate(Made(copy, closed.code), what, kept, (visit, case, archived)) for copy in copies]
    assert fates[0] == "whole"
    assert fates[-1] == "gone"
    assert fates == sorted(fates, reverse=True)


def _fate(made: Made, what: What, kept: str, others: tuple[str, str, str]) -> str:
    """What the next opening finds; it must end with nothing left to do, no alarm, and all other answers."""
    with made.opened() as vault:
        assert vault.alarms == ()
        assert unfinished.noted(vault) == Work()
        assert vault.view(kept).values["pop_total"] == 5
        state = _state(vault, what)
        _judge_others(vault, what, *others)
        assert set(vault.check().values()) == {True}
    word = ARCHIVED if what == OneVisit(others[2]) else SECRET
    assert _stands_in_a_page(made, word) is (state == "whole")
    return state


def _state(vault: Vault, what: What) -> str:
    if isinstance(what, OneVisit):
        return "whole" if vault.knows_visit(what.visit) else "gone"
    if vault.visit_of(what.document) is None:
        return "gone"
    values = vault.view(what.document).values
    assert isinstance(what, OnePerson) or values["person_age"] == 30
    return "whole" if values.get("person_name") == SECRET else "gone"


def _judge_others(vault: Vault, what: What, visit: str, case: str, archived: str) -> None:
    if what != OneVisit(visit):
        assert vault.knows_visit(visit)
    if what == OneVisit(archived):
        assert vault.view(case).values["person_name"] == SECRET
    if vault.visit_of(case):
        assert attachments.read(vault, str(vault.view(case).values["photo"]["file"]))[1] == PHOTO  # type: ignore[index,call-overload]
    else:
        assert attachments.listed(vault) == []
        assert list((vault.folder / "a").iterdir()) == []
    if what != OneVisit(archived):
        assert vault.view(archived).values["pop_total"] == 7


def _stands_in_a_page(made: Made, word: str) -> bool:
    """Whether any page of any ledger file that any key of the vault opens holds the word."""
    for key in made.key_file().ledgers():
        for path in (made.folder / "l").iterdir():
            data = path.read_bytes()
            for at in range(0, len(data) - cipher.PAGE + 1, cipher.PAGE):
                page = data[at : at + cipher.PAGE]
                decryptor = Cipher(algorithms.AES(key.key), modes.CBC(page[-48:-32])).decryptor()
                if word.encode() in decryptor.update(page[0 if at else 16 : -48]):
                    return True
    return False


def test_a_full_disk_while_erasing_leaves_the_rest_for_the_next_opening(
    closed: Made, colleague: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closed.opened() as vault:
        visit, case, _ = _filled(vault, colleague)
        with monkeypatch.context() as patch:
            patch.setattr(Ledger, "copy_to", _disk_full)
            with pytest.raises(VaultTrouble):
                erasing.erase(vault, OneAnswer(case, "person_name"))
        assert "person_name" not in vault.view(case).values
        assert unfinished.noted(vault).renew
        before = vault.ledger_for(visit).key.key
    with closed.opened() as vault:
        assert unfinished.noted(vault) == Work()
        assert vault.ledger_for(visit).key.key != before
        assert vault.view(case).values["person_age"] == 30


def _disk_full(*_: object) -> None:
    raise VaultTrouble("disk-full")


def test_what_is_held_for_reading_alone_waits_and_keeps_nobody_else_waiting(
    closed: Made, colleague: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closed.opened() as vault:
        visit, case, archived = _filled(vault, colleague)
        with monkeypatch.context() as patch:
            patch.setattr(Ledger, "copy_to", _disk_full)
            for what in (OneAnswer(case, "person_name"), OneVisit(archived)):
                with pytest.raises(VaultTrouble):
                    erasing.erase(vault, what)
        own, archive = vault.ledger_for(visit).key, vault.ledgers.archive().key
        is_held = vault.ledgers.is_held
        with monkeypatch.context() as patch:
            patch.setattr(vault.ledgers, "is_held", lambda one: one.key.sort == "archive" or is_held(one))
            unfinished.finish(vault)
        assert vault.ledger_for(visit).key.key != own.key
        assert vault.ledgers.archive().key == archive
        assert unfinished.noted(vault).renew == (archive.ledger,)
        unfinished.finish(vault)
        assert vault.ledgers.archive().key.key != archive.key
        assert unfinished.noted(vault) == Work()
