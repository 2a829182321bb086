"""Folders that are copied elsewhere and swap in clear are told, once; encrypted and compressed swap is not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from monitorapp.vault.vault import Vault
from tests.ui.frame.diary import PHRASE
from tests.ui.frame.test_precautions import button, desk
from ui.laptop import HIBERNATION, SWAP, SYNCHRONISED, Risk, keep_told, risks, swaps_in_clear, synchronised_by, untold
from ui.main_window import MainWindow
from ui.session import Session

HEAD = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"


class Laptop:
    """A proc and a sys in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.devices = root / "sys/class/block"
        self.devices.mkdir(parents=True)
        (root / "proc").mkdir()
        (root / "sys/power").mkdir()
        self._swaps = ""
        self.swap()

    def swap(self, area: str = "") -> None:
        """Add a swap area."""
        self._swaps += f"{area} partition 1024 0 -2\n" if area else ""
        (self.root / "proc/swaps").write_text(HEAD + self._swaps)

    def device(self, name: str, uuid: str = "", on: str = "", backing: str = "") -> None:
        """Add a block device, perhaps one on another."""
        device = self.devices / name
        (device / "slaves").mkdir(parents=True)
        if uuid:
            (device / "dm").mkdir()
            (device / "dm/uuid").write_text(uuid)
        if on:
            (device / "slaves" / on).symlink_to(self.devices / on)
        if backing:
            (device / "backing_dev").write_text(backing)

    def resume_from(self, number: str) -> None:
        (self.root / "sys/power/resume").write_text(number + "\n")


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path / "laptop")


# Folders


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("OneDrive - Организация/заметки", "OneDrive"),
        ("onedrive/x", "OneDrive"),
        ("Dropbox (Личное)/x", "Dropbox"),
        ("Google Drive/Мой диск/x", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud"),
        ("Library/CloudStorage/GoogleDrive-a@b/x", "Google Drive"),
        ("Nextcloud/x", "Nextcloud"),
        ("Yandex.Disk/x", "Yandex.Disk"),
        ("Яндекс.Диск/x", "Yandex.Disk"),
        ("Облако Mail.ru/x", "Mail.ru"),
    ],
)
def test_a_folder_of_a_synchronising_program_is_known_by_its_name(tmp_path: Path, path: str, service: str) -> None:
    assert synchronised_by(tmp_path / path) == service


@pytest.mark.parametrize(
    ("mark", "service"),
    [(".stfolder", "Syncthing"), (".dropbox.cache", "Dropbox"), (".nextcloudsync.log", "Nextcloud")],
)
def test_a_folder_of_another_name_is_known_by_its_mark_also_from_deep_inside(
    tmp_path: Path, mark: str, service: str
) -> None:
    inside = tmp_path / "общая" / "заметки" / "v"
    inside.mkdir(parents=True)
    (tmp_path / "общая" / mark).mkdir()
    assert synchronised_by(inside) == service


def test_any_other_folder_is_not_suspected(tmp_path: Path) -> None:
    assert synchronised_by(tmp_path / "Документы" / "one" / "drive") == ""


# Swap


def test_no_swap_is_no_risk(laptop: Laptop) -> None:
    assert swaps_in_clear(laptop.root) == ()


def test_a_partition_in_clear_is_a_risk(laptop: Laptop) -> None:
    laptop.device("sda2")
    laptop.swap("/dev/sda2")
    assert swaps_in_clear(laptop.root) == ("/dev/sda2",)


def test_compressed_memory_is_none_unless_it_spills_onto_a_disk(laptop: Laptop) -> None:
    laptop.device("zram0", backing="none\n")
    laptop.swap("/dev/zram0")
    assert swaps_in_clear(laptop.root) == ()
    laptop.device("zram1", backing="/dev/sda3\n")
    laptop.swap("/dev/zram1")
    assert swaps_in_clear(laptop.root) == ("/dev/zram1",)


def test_encryption_is_found_at_any_depth(laptop: Laptop) -> None:
    laptop.device("sda3")
    laptop.device("dm-0", uuid="CRYPT-LUKS2-0011-luks", on="sda3")
    laptop.device("dm-1", uuid="LVM-vgswap", on="dm-0")
    for area in ("/dev/dm-0", "/dev/dm-1"):
        laptop.swap(area)
    assert swaps_in_clear(laptop.root) == ()


def test_a_logical_volume_on_a_plain_disk_is_a_risk(laptop: Laptop) -> None:
    laptop.device("sda3")
    laptop.device("dm-1", uuid="LVM-vgswap", on="sda3")
    laptop.swap("/dev/dm-1")
    assert swaps_in_clear(laptop.root) == ("/dev/dm-1",)


def test_a_swap_file_counts_by_what_it_lies_on_and_its_name_may_have_a_space(laptop: Laptop) -> None:
    laptop.swap(r"/нет\040такого")
    assert swaps_in_clear(laptop.root) == ("/нет такого",)


def test_hibernation_is_told_instead_of_swap_where_the_laptop_is_set_up_for_it(laptop: Laptop, tmp_path: Path) -> None:
    laptop.device("sda2")
    laptop.swap("/dev/sda2")
    laptop.resume_from("0:0")
    assert risks(tmp_path, laptop.root) == (Risk(SWAP),)
    laptop.resume_from("8:2")
    assert risks(tmp_path, laptop.root) == (Risk(HIBERNATION),)


def test_a_laptop_without_proc_tells_nothing(tmp_path: Path) -> None:
    assert swaps_in_clear(tmp_path) == ()


# Telling


@pytest.fixture
def opened_vault(vault_folder: Path) -> Iterator[Vault]:
    vault = Vault.open(vault_folder, PHRASE)
    yield vault
    vault.close()


def test_a_risk_that_is_known_is_told_no_more(monkeypatch: pytest.MonkeyPatch, opened_vault: Vault) -> None:
    found = (Risk(SYNCHRONISED, "Dropbox"), Risk(SWAP))
    monkeypatch.setattr("ui.laptop.risks", lambda _: found)
    assert untold(opened_vault) == found
    keep_told(opened_vault, found[0])
    assert untold(opened_vault) == found[1:]
    keep_told(opened_vault, found[1])
    assert untold(opened_vault) == ()


@pytest.mark.parametrize(
    ("risk", "word"),
    [(Risk(SYNCHRONISED, "Dropbox"), "Dropbox"), (Risk(SWAP), "swap"), (Risk(HIBERNATION), "hibernates")],
)
def test_the_window_tells_it_and_keeps_that_the_person_knows(
    window: MainWindow, light: Session, qtbot: QtBot, risk: Risk, word: str
) -> None:
    frame = desk(window).frame
    desk(window)._tell_risks([risk])
    assert word in frame.message
    QTest.mouseClick(button(frame, "I know"), Qt.MouseButton.LeftButton)
    told: list[object] = []
    light.ask(lambda vault: vault.registry.fact("risks-told"), told.append)
    qtbot.waitUntil(lambda: told == [[risk.code]])


def test_another_message_is_more_urgent(window: MainWindow) -> None:
    desk(window).frame.say("Код восстановления не проверен")
    desk(window)._tell_risks([Risk(SWAP)])
    assert "swap" not in desk(window).frame.message
