"""The medium of the vault: gone when its folder is, when another lies in its place, when its device is."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ui.guard import Guard, Medium


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "stick" / "vault"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def devices(tmp_path: Path, folder: Path) -> Path:
    """Devices in sysfs, with the one that holds the folder, which is an encrypted one on another."""
    devices = tmp_path / "devices"
    number = folder.stat().st_dev
    (devices / "sda1" / "slaves").mkdir(parents=True)
    held = devices / f"{os.major(number)}:{os.minor(number)}"
    (held / "slaves").mkdir(parents=True)
    (held / "slaves" / "sda1").symlink_to(devices / "sda1")
    return devices


def test_a_folder_that_stays_is_there(folder: Path, devices: Path) -> None:
    medium = Medium(folder, devices)
    (folder / "k").write_text("x")
    assert medium.is_there()


def test_a_folder_that_went_is_gone_and_may_come_back(folder: Path, devices: Path) -> None:
    medium = Medium(folder, devices)
    folder.parent.rename(folder.parent.with_name("away"))
    assert not medium.is_there()
    folder.parent.with_name("away").rename(folder.parent)
    assert medium.is_there()


def test_another_folder_of_the_same_name_is_not_ours(folder: Path, devices: Path) -> None:
    medium = Medium(folder, devices)
    folder.rename(folder.with_name("old"))
    folder.mkdir()
    assert not medium.is_there()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes the drive away with its device")
@pytest.mark.parametrize("what", ["held", "beneath"])
def test_a_device_that_was_pulled_out_is_gone_though_the_folder_is_still_shown(
    folder: Path, devices: Path, what: str
) -> None:
    medium = Medium(folder, devices)
    assert medium.is_there()
    number = folder.stat().st_dev
    shutil.rmtree(devices / (f"{os.major(number)}:{os.minor(number)}" if what == "held" else "sda1"))
    assert folder.is_dir()
    assert not medium.is_there()


def test_a_file_system_without_a_device_is_judged_by_its_folder(folder: Path, tmp_path: Path) -> None:
    medium = Medium(folder, tmp_path / "no-devices")
    assert medium.is_there()
    shutil.rmtree(folder)
    assert not medium.is_there()


def test_the_guard_locks_when_the_medium_goes(qapp: QApplication, folder: Path) -> None:
    guard = Guard()
    locks: list[bool] = []
    guard.lock_wanted.connect(lambda: locks.append(True))
    guard.start(folder)
    guard.tick()
    assert locks == []
    folder.rename(folder.with_name("away"))
    guard.tick()
    guard.stop()
    assert locks == [True]
