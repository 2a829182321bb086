"""The end of a vault: keys first, then files; cut short it opens or is none, and nobody else's file goes with it."""

import contextlib
import os
from pathlib import Path

import pytest

from monitorapp.errors import VaultTrouble
from monitorapp.vault import folder as folders
from monitorapp.vault.keyfile import MAGIC, SLOT, SLOTS_START
from monitorapp.vault.vault import Vault
from tests.core.vault.snapshots import Snapshots
from tests.core.vaults import PHRASE, Made, start


def trouble_of(folder: Path) -> str:
    with pytest.raises(VaultTrouble) as caught:
        Vault.open(folder, PHRASE)
    return caught.value.code


def test_nothing_is_left_and_a_new_vault_can_be_made_there(made: Made) -> None:
    with made.opened() as vault:
        start(vault)
    folders.erase(made.folder)
    assert not made.folder.exists()
    folders.make_folder(made.folder)
    assert not folders.is_vault(made.folder)


def test_the_key_file_is_overwritten_in_place_before_it_is_removed(
    made: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = (made.folder / "k").read_bytes()
    os.link(made.folder / "k", tmp_path / "the same disk blocks")
    folders.erase(made.folder)
    left = (tmp_path / "the same disk blocks").read_bytes()
    assert len(left) == len(before)
    assert MAGIC not in left
    pieces = [slice(start, start + 64) for start in range(0, len(before), SLOT)]
    assert not any(left[piece] == before[piece] for piece in pieces)
    assert not any(before[SLOTS_START:][piece] in left for piece in pieces[:8])


def test_a_kill_at_any_write_leaves_a_vault_with_everything_or_none(
    made: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with made.opened() as vault:
        start(vault)
        before = vault.digest(), vault.keyfile.ledgers()
    snapshots = Snapshots(made.folder, tmp_path)
    snapshots.during(monkeypatch, lambda: folders.erase(made.folder))
    found = set()
    for copy in snapshots.each():
        try:
            with Made(copy, made.code).opened() as vault:
                assert (vault.digest(), vault.keyfile.ledgers()) == before
                found.add("opens")
        except VaultTrouble as trouble:
            found.add(trouble.code)
    assert found == {"opens", "vault-damaged", "not-a-vault"}


def test_as_long_as_a_superblock_is_whole_every_slot_is(made: Made) -> None:
    """Both superblocks are overwritten before the first slot is."""
    data = (made.folder / "k").read_bytes()
    (ledgers,) = {len(made.key_file().ledgers())}
    for cut in range(0, SLOTS_START + 1, 4096):
        (made.folder / "k").write_bytes(os.urandom(cut) + data[cut:])
        with contextlib.suppress(VaultTrouble):
            assert len(made.key_file().ledgers()) == ledgers


def test_what_was_cut_short_can_be_done_again(made: Made) -> None:
    folders.destroy_keys(made.folder)
    assert trouble_of(made.folder) == "vault-damaged"
    folders.erase(made.folder)
    assert not made.folder.exists()


def test_files_of_others_stay(made: Made) -> None:
    (made.folder / "letter.txt").write_text("mine", encoding="utf-8")
    folders.erase(made.folder)
    assert [path.name for path in made.folder.iterdir()] == ["letter.txt"]


def test_attachments_and_sealed_bundles_go_too(made: Made) -> None:
    (made.folder / "b").mkdir()
    for part in ("a", "s", "b"):
        (made.folder / part / "0123456789abcdef").write_bytes(b"x")
    folders.erase(made.folder)
    assert not made.folder.exists()


def test_a_folder_without_a_vault_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "l").mkdir()
    (tmp_path / "l" / "letter").write_text("mine", encoding="utf-8")
    with pytest.raises(VaultTrouble) as caught:
        folders.erase(tmp_path)
    assert caught.value.code == "not-a-vault"
    assert (tmp_path / "l" / "letter").exists()


def test_copies_whose_key_is_gone_are_removed_and_nothing_else(made: Made) -> None:
    with made.opened() as vault:
        start(vault)
    known = {key.ledger for key in made.key_file().ledgers()}
    (made.folder / "b").mkdir()
    for name in ("l/" + "f" * 16, "l/" + "f" * 16 + "-wal", "b/" + "f" * 16):
        (made.folder / name).write_bytes(b"x")
    folders.remove_strays(made.folder, known)
    assert {path.name for path in (made.folder / "l").iterdir()} == known
    assert list((made.folder / "b").iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_disk_that_cannot_be_written_to_is_told(made: Made) -> None:
    (made.folder / "k").chmod(0o400)
    with pytest.raises(VaultTrouble) as caught:
        folders.erase(made.folder)
    assert caught.value.code == "folder-read-only"
