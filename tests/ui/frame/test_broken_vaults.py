"""Vaults that do not open: each is said in its own words, nothing in the folder is changed, and one can go on."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from monitorapp.vault.keyfile import MAGIC, SIZE, SUPERBLOCK
from tests.ui.frame.diary import PHRASE
from tests.ui.frame.typing_keys import press, type_text
from ui.look import Look
from ui.main_window import MainWindow
from ui.session import Session
from ui.unlock.create_wizard import CODE, CreateWizard
from ui.unlock.create_wizard import PHRASE as PHRASE_STEP
from ui.unlock.phrase_step import PhraseStep
from ui.unlock.unlock_page import UnlockPage
from ui.widgets.buttons import Button
from ui.widgets.labels import Remark
from ui.widgets.passphrase_edit import PassphraseEdit

MakeWindow = Callable[[Path], MainWindow]
Break = Callable[[Path], None]
REPOSITORY = Path(__file__).parents[3]


def make_newer(folder: Path) -> None:
    """Write what a later version of the program would have written at the head of the key file."""
    raw = bytearray((folder / "k").read_bytes())
    for at in (0, SUPERBLOCK):
        if raw[at : at + len(MAGIC)] == MAGIC:
            start = at + len(MAGIC) + 4
            length = int.from_bytes(raw[start - 4 : start], "big")
            body = json.loads(raw[start : start + length])
            written = json.dumps(body | {"format": 99}).encode()
            head = MAGIC + len(written).to_bytes(4, "big") + written
            whole = head + hashlib.sha256(head).digest() + bytes(32)
            raw[at : at + len(whole)] = whole
    (folder / "k").write_bytes(raw)


def cut_key_file(folder: Path) -> None:
    os.truncate(folder / "k", SIZE // 2)


def scratch_key_file(folder: Path) -> None:
    with (folder / "k").open("r+b") as file:
        file.write(bytes(2 * SUPERBLOCK))


def flip_one_bit(folder: Path) -> None:
    raw = bytearray((folder / "k").read_bytes())
    for at in (0, SUPERBLOCK):
        raw[at + 40] ^= 1
    (folder / "k").write_bytes(raw)


def put_plain_files(folder: Path) -> None:
    for path in (folder / "l").iterdir():
        path.write_bytes(b"SQLite format 3\0" + bytes(8192))


def take_key_file_away(folder: Path) -> None:
    (folder / "k").unlink()


BREAKAGES = {
    "newer": (make_newer, "newer version of the program", "новой версией"),
    "cut": (cut_key_file, "key file of the vault is damaged", "Файл ключей"),
    "scratched": (scratch_key_file, "key file of the vault is damaged", "Файл ключей"),
    "one bit": (flip_one_bit, "key file of the vault is damaged", "Файл ключей"),
    "plain ledgers": (put_plain_files, "The index of the vault cannot be read", "Указатель"),
    "no key file": (take_key_file_away, "no vault in this folder", "нет хранилища"),
}


def content_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).digest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def said(page: QWidget) -> str:
    return " ".join(remark.text() for remark in page.findChildren(Remark) if not remark.isHidden())


def button(page: QWidget, *texts: str) -> Button:
    return next(each for each in page.findChildren(Button) if each.text() in texts)


def field(page: QWidget) -> QLineEdit:
    return page.findChildren(PassphraseEdit)[0].findChildren(QLineEdit)[0]


def unlock_page(window: MainWindow) -> UnlockPage:
    assert isinstance(window.content, UnlockPage)
    return window.content


def try_to_open(page: UnlockPage, session: Session, qtbot: QtBot, phrase: str = PHRASE) -> None:
    opening = next(each for each in page.findChildren(Button) if each.property("kind") == "primary")
    qtbot.waitUntil(opening.isEnabled)  # after a wrong passphrase it waits a little
    field(page).clear()
    type_text(field(page), phrase)
    press(field(page), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not session.is_busy)


@pytest.mark.parametrize("name", sorted(BREAKAGES))
def test_a_broken_vault_is_said_in_its_own_words_and_left_as_it_is(
    name: str, make_window: MakeWindow, vault_folder: Path, light: Session, qtbot: QtBot
) -> None:
    breaks, words, _ = BREAKAGES[name]
    breaks(vault_folder)
    before = content_of(vault_folder)
    window = make_window(vault_folder)
    try_to_open(unlock_page(window), light, qtbot)
    assert words in said(unlock_page(window))
    assert content_of(vault_folder) == before
    assert not light.is_open


@pytest.mark.parametrize("name", sorted(BREAKAGES))
def test_the_same_is_said_in_russian(
    name: str, make_window: MakeWindow, vault_folder: Path, light: Session, look: Look, qtbot: QtBot
) -> None:
    breaks, _, words = BREAKAGES[name]
    breaks(vault_folder)
    look.choose(language="ru")
    window = make_window(vault_folder)
    try_to_open(unlock_page(window), light, qtbot)
    assert words.lower() in said(unlock_page(window)).lower()


@pytest.mark.parametrize("name", sorted(BREAKAGES))
def test_after_a_broken_vault_a_whole_one_opens_in_the_same_window(
    name: str, make_window: MakeWindow, vault_folder: Path, finished_vault: Path, light: Session, qtbot: QtBot
) -> None:
    BREAKAGES[name][0](vault_folder)
    window = make_window(vault_folder)
    try_to_open(unlock_page(window), light, qtbot)
    shutil.rmtree(vault_folder)
    shutil.copytree(finished_vault, vault_folder)  # the second copy, put where the broken one lay
    assert button(unlock_page(window), "Open").isEnabled()
    try_to_open(unlock_page(window), light, qtbot)
    qtbot.waitUntil(lambda: window.desk is not None)


def test_a_wrong_passphrase_changes_nothing_and_is_followed_by_the_right_one(
    make_window: MakeWindow, vault_folder: Path, light: Session, qtbot: QtBot
) -> None:
    window = make_window(vault_folder)
    before = content_of(vault_folder)
    for _ in range(3):
        try_to_open(unlock_page(window), light, qtbot, "совсем не та фраза")
        assert "does not open the vault" in said(unlock_page(window))
    assert content_of(vault_folder) == before
    try_to_open(unlock_page(window), light, qtbot)
    qtbot.waitUntil(lambda: window.desk is not None)


def test_a_phrase_typed_in_the_wrong_layout_is_a_wrong_passphrase_and_the_layout_is_shown(
    make_window: MakeWindow, vault_folder: Path, light: Session, qtbot: QtBot
) -> None:
    page = unlock_page(make_window(vault_folder))
    try_to_open(page, light, qtbot, "ctvm ckjd lkz")
    assert "does not open the vault" in said(page)
    assert "Latin" in said(page)


HOLDER = """
import sys
from pathlib import Path
from monitorapp.vault.vault import Vault
vault = Vault.open(Path(sys.argv[1]), sys.argv[2])
print("open", flush=True)
sys.stdin.read()
vault.close()
"""


@pytest.fixture
def other_window(vault_folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the vault open until its input ends."""
    command = [sys.executable, "-c", HOLDER, str(vault_folder), PHRASE]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "open"
        yield process


def test_a_vault_that_another_window_has_open_is_not_opened_twice(
    other_window: subprocess.Popen[str], make_window: MakeWindow, vault_folder: Path, light: Session, qtbot: QtBot
) -> None:
    window = make_window(vault_folder)
    try_to_open(unlock_page(window), light, qtbot)
    assert "already open in another window" in said(unlock_page(window))
    other_window.communicate()
    try_to_open(unlock_page(window), light, qtbot)
    qtbot.waitUntil(lambda: window.desk is not None)


def test_a_folder_that_cannot_be_written_to_is_said(
    make_window: MakeWindow, vault_folder: Path, light: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (vault_folder / "l").chmod(0o500)
    if os.access(vault_folder / "l", os.W_OK):  # whoever administers the system may write everywhere
        monkeypatch.setattr("os.access", lambda path, mode: not mode & os.W_OK)
    page = unlock_page(make_window(vault_folder))
    try_to_open(page, light, qtbot)
    (vault_folder / "l").chmod(0o700)
    assert "cannot be written to" in said(page)
    assert "write protection" in said(page)


def go_to_phrase(window: MainWindow) -> CreateWizard:
    window.show_create()
    wizard = window.content
    assert isinstance(wizard, CreateWizard)
    name = next(each for each in wizard.findChildren(QLineEdit) if "pseudonym" in each.accessibleName())
    type_text(name, "А. Б.")
    press(name, Qt.Key.Key_Return)
    type_text(
        next(each for each in wizard.findChildren(QLineEdit) if each.accessibleName() == "Passphrase once more"),
        wizard.findChildren(PhraseStep)[0].phrase,
    )
    return wizard


def test_a_vault_is_not_made_over_what_lies_in_the_folder(
    make_window: MakeWindow, light: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "letters.txt").write_text("письмо", encoding="utf-8")
    wizard = go_to_phrase(make_window(tmp_path))
    QTest.mouseClick(button(wizard, "Continue"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not light.is_busy)
    assert "not empty" in said(wizard)
    assert wizard.step == PHRASE_STEP
    assert content_of(tmp_path).keys() == {"letters.txt"}


def test_a_vault_is_not_made_over_another_vault(
    make_window: MakeWindow, vault_folder: Path, light: Session, qtbot: QtBot
) -> None:
    before = content_of(vault_folder)
    wizard = go_to_phrase(make_window(vault_folder))
    button(wizard, "Continue").click()
    qtbot.waitUntil(lambda: not light.is_busy)
    assert "not empty" in said(wizard)
    assert content_of(vault_folder) == before


def test_a_place_where_nothing_can_be_made_is_said_and_the_folder_can_be_freed(
    make_window: MakeWindow, light: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "stick").write_bytes(b"")  # a file where a folder should be
    wizard = go_to_phrase(make_window(tmp_path / "stick" / "notes"))
    button(wizard, "Continue").click()
    qtbot.waitUntil(lambda: not light.is_busy)
    assert "cannot be written to" in said(wizard)
    (tmp_path / "stick").unlink()
    button(wizard, "Continue").click()
    qtbot.waitUntil(lambda: wizard.step == CODE)
    assert (tmp_path / "stick" / "notes" / "k").is_file()
