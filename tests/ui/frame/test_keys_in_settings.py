"""The keys in the settings: another code, another key for everything, an organisation, and the end of the vault."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from monitorapp.bundle.identity import Identity
from monitorapp.documents import start_visit
from monitorapp.errors import VaultTrouble
from monitorapp.exchange.members import create_vault
from monitorapp.vault import rekey
from monitorapp.vault.keyfile import LIGHT, KeyFile
from monitorapp.vault.sealed import Sent, note_sent
from monitorapp.vault.vault import Vault
from tests.ui.conftest import RecordingNavigator
from tests.ui.frame.typing_keys import press, type_text
from ui.guard import Guard
from ui.keys import erase_open
from ui.look import Look
from ui.main_window import MainWindow
from ui.session import Session
from ui.settings.erase_card import EraseCard, Unsent, unsent
from ui.settings.key_cards import RecoveryCard, RekeyCard
from ui.unlock.organisation import EscrowCard
from ui.unlock.phrase_step import CodeRehearsal
from ui.widgets.buttons import Button
from ui.widgets.hold_button import HoldButton
from ui.widgets.labels import Text

PHRASE = "семь слов для проверки ключей в тесте"
NEW_PHRASE = "лиловый чайник ждёт пятого троллейбуса"


@pytest.fixture
def code(light: Session, tmp_path: Path, qtbot: QtBot) -> str:
    """An open vault; its recovery code."""
    vault, code = create_vault(tmp_path / "vault", PHRASE, "А. Б.", LIGHT)
    vault.close()
    with qtbot.waitSignal(light.opened):
        light.open(tmp_path / "vault", PHRASE, lambda: None, lambda trouble: pytest.fail(trouble.code))
    return code


def show(card: QWidget, qtbot: QtBot) -> None:
    qtbot.addWidget(card)
    card.show()


def button(card: QWidget, text: str) -> Button:
    return next(each for each in card.findChildren(Button) if each.text() == text and each.isVisible())


def line(card: QWidget, name: str) -> QLineEdit:
    return next(each for each in card.findChildren(QLineEdit) if each.accessibleName() == name and each.isVisible())


def texts(card: QWidget) -> str:
    return "\n".join(text.text() for text in card.findChildren(Text) if text.isVisible())


def shown_code(card: QWidget) -> str:
    return next(text.text() for text in card.findChildren(Text) if text.text().count("  ") == 13)


def rehearse(card: QWidget) -> str:
    """Write the code down and type it back; returns it."""
    code = shown_code(card)
    button(card, "I have written it down").click()
    typed = line(card, "New recovery code from your paper")
    type_text(typed, code.lower())
    press(typed, Qt.Key.Key_Return)
    return code


def opens(folder: Path, secret: str) -> bool:
    for opening in (KeyFile.open, KeyFile.recover):
        try:
            opening(folder / "k", secret)
        except VaultTrouble:
            continue
        return True
    return False


@pytest.fixture
def recovery(light: Session, look: Look, navigator: RecordingNavigator, code: str, qtbot: QtBot) -> RecoveryCard:
    card = RecoveryCard(light, navigator, look)
    show(card, qtbot)
    return card


def test_another_code_is_in_force_once_it_was_typed_back(
    recovery: RecoveryCard, navigator: RecordingNavigator, code: str, tmp_path: Path, qtbot: QtBot
) -> None:
    button(recovery, "Make another code").click()
    assert opens(tmp_path / "vault", code)
    new = rehearse(recovery)
    qtbot.waitUntil(lambda: bool(navigator.said))
    assert "opens nothing" in navigator.said[-1][0]
    assert not opens(tmp_path / "vault", code)
    assert opens(tmp_path / "vault", new)
    qtbot.waitUntil(lambda: "opened the vault" in texts(recovery))
    assert new not in "".join(text.text() for text in recovery.findChildren(Text))


def test_a_slip_in_the_new_code_is_said_and_the_old_one_stays_valid(
    recovery: RecoveryCard, code: str, tmp_path: Path
) -> None:
    button(recovery, "Make another code").click()
    button(recovery, "I have written it down").click()
    typed = line(recovery, "New recovery code from your paper")
    type_text(typed, "AAAA-BBBB")
    press(typed, Qt.Key.Key_Return)
    assert "slip" in texts(recovery)
    button(recovery, "See it again").click()
    button(recovery, "Give up").click()
    assert opens(tmp_path / "vault", code)
    assert recovery.findChildren(CodeRehearsal)[0].isHidden()


@pytest.fixture
def everything(light: Session, look: Look, navigator: RecordingNavigator, code: str, qtbot: QtBot) -> RekeyCard:
    card = RekeyCard(light, navigator, look)
    show(card, qtbot)
    return card


def choose_phrase(card: RekeyCard) -> None:
    button(card, "Change every key").click()
    button(card, "My own").click()
    type_text(line(card, "Own passphrase"), NEW_PHRASE)
    type_text(line(card, "Passphrase once more"), NEW_PHRASE)
    button(card, "Continue").click()


def test_after_somebody_saw_the_passphrase_the_old_secrets_open_nothing(
    everything: RekeyCard, light: Session, navigator: RecordingNavigator, code: str, tmp_path: Path, qtbot: QtBot
) -> None:
    choose_phrase(everything)
    assert opens(tmp_path / "vault", PHRASE)
    new = rehearse(everything)
    qtbot.waitUntil(lambda: bool(navigator.said))
    assert navigator.said[-1][1] == "good"
    assert [opens(tmp_path / "vault", one) for one in (PHRASE, code, NEW_PHRASE, new)] == [False, False, True, True]
    assert button(everything, "Change every key").isEnabled()
    rehearsed: list[bool] = []
    light.ask(lambda vault: vault.is_rehearsed, rehearsed.append)
    qtbot.waitUntil(lambda: rehearsed == [True])


def test_until_the_new_code_was_typed_back_nothing_is_changed(everything: RekeyCard, code: str, tmp_path: Path) -> None:
    before = (tmp_path / "vault" / "k").read_bytes()
    choose_phrase(everything)
    button(everything, "Give up").click()
    assert (tmp_path / "vault" / "k").read_bytes() == before


def test_a_change_that_could_not_end_is_told_and_goes_on(
    everything: RekeyCard,
    light: Session,
    navigator: RecordingNavigator,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(rekey, "_renew", _full_disk)
        choose_phrase(everything)
        rehearse(everything)
        qtbot.waitUntil(lambda: "Not everything" in texts(everything))
        assert not button(everything, "Change every key").isEnabled()
        button(everything, "Go on now").click()
        qtbot.waitUntil(lambda: bool(navigator.troubles))
    button(everything, "Go on now").click()
    qtbot.waitUntil(lambda: "Not everything" not in texts(everything))
    assert opens(tmp_path / "vault", NEW_PHRASE)


def test_a_change_that_was_cut_short_goes_on_at_the_next_opening(
    everything: RekeyCard, light: Session, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(rekey, "_renew", _full_disk)
        choose_phrase(everything)
        rehearse(everything)
        qtbot.waitUntil(lambda: "Not everything" in texts(everything))
        light.close()
    with qtbot.waitSignal(light.opened):
        light.open(tmp_path / "vault", NEW_PHRASE, lambda: None, lambda trouble: pytest.fail(trouble.code))
    everything.read()
    qtbot.waitUntil(lambda: not light.is_busy)
    assert "Not everything" not in texts(everything)


def _full_disk(*_: object) -> None:
    raise VaultTrouble("disk-full")


@pytest.fixture
def card_file(tmp_path: Path) -> Path:
    path = tmp_path / "card.txt"
    path.write_text(Identity.generate("Центр", "coordinator").card().encode(), encoding="ascii")
    return path


@pytest.fixture
def organisation(light: Session, look: Look, navigator: RecordingNavigator, code: str, qtbot: QtBot) -> EscrowCard:
    card = EscrowCard(light, navigator, look)
    show(card, qtbot)
    card.read()
    qtbot.waitUntil(lambda: not light.is_busy)
    return card


def test_who_else_can_open_the_vault_is_said_plainly_and_can_be_ended(
    organisation: EscrowCard, card_file: Path, light: Session, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    assert "Nobody but you" in texts(organisation)
    organisation._choice.read(card_file)
    qtbot.waitUntil(lambda: "“Центр” can open" in texts(organisation))
    button(organisation, "The words are the same: let it open this vault").click()
    qtbot.waitUntil(lambda: "Nobody but you" not in texts(organisation))
    assert "“Центр” can open" in texts(organisation)
    button(organisation, "Take its key away").click()
    qtbot.waitUntil(lambda: "Nobody but you" in texts(organisation))
    assert "cannot open this vault any more" in navigator.said[-1][0]


def test_a_choice_can_be_taken_back_before_anything_is_written(
    organisation: EscrowCard, card_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    before = (tmp_path / "vault" / "k").read_bytes()
    organisation._choice.read(card_file)
    qtbot.waitUntil(lambda: "“Центр”" in texts(organisation))
    button(organisation, "Take it back").click()
    assert "“Центр”" not in texts(organisation)
    assert (tmp_path / "vault" / "k").read_bytes() == before


@pytest.mark.parametrize("content", [b"no card", b"\xff\xfe", b""])
def test_a_file_without_a_card_is_refused_in_words(
    organisation: EscrowCard, tmp_path: Path, light: Session, qtbot: QtBot, content: bytes
) -> None:
    (tmp_path / "other.txt").write_bytes(content)
    organisation._choice.read(tmp_path / "other.txt")
    qtbot.waitUntil(lambda: not light.is_busy)
    assert organisation._choice.chosen is None
    assert "card" in texts(organisation._choice)


@pytest.fixture
def end(light: Session, look: Look, navigator: RecordingNavigator, guard: Guard, code: str, qtbot: QtBot) -> EraseCard:
    card = EraseCard(light, navigator, look, guard, seconds=0.2)
    show(card, qtbot)
    return card


def ask(light: Session, question: Callable[[Vault], object], qtbot: QtBot) -> object:
    answers: list[object] = []
    light.ask(question, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


@pytest.mark.parametrize("by_key", [True, False])
def test_holding_the_button_ends_the_vault_and_the_program_begins_as_new(
    end: EraseCard, light: Session, guard: Guard, tmp_path: Path, qtbot: QtBot, by_key: bool
) -> None:
    button(end, "Erase this vault…").click()
    held = end.findChildren(HoldButton)[0]
    with qtbot.waitSignal(guard.lock_wanted):
        if by_key:
            QTest.keyPress(held, Qt.Key.Key_Space)
        else:
            QTest.mousePress(held, Qt.MouseButton.LeftButton)
    assert not (tmp_path / "vault").exists()
    assert not light.is_open


def test_what_is_unsent_is_said_first(end: EraseCard, light: Session, qtbot: QtBot) -> None:
    button(end, "Erase this vault…").click()
    qtbot.waitUntil(lambda: "Nothing of yours is unsent" in texts(end))
    button(end, "Do not erase").click()
    ask(light, lambda vault: start_visit(vault, "kz-institution-19"), qtbot)
    ask(light, lambda vault: vault.commit_all(), qtbot)
    button(end, "Erase this vault…").click()
    qtbot.waitUntil(lambda: "never sent: 1" in texts(end))
    assert "lost for good" in texts(end)


def test_what_was_written_after_the_sending_is_unsent_again(light: Session, code: str, qtbot: QtBot) -> None:
    def visited_and_sent(vault: Vault, wall: str) -> Unsent:
        visit, _ = start_visit(vault, "kz-institution-19")
        vault.commit_all()
        note_sent(vault, [visit], Sent("b" * 32, wall, ()))
        return unsent(vault)

    assert ask(light, lambda vault: visited_and_sent(vault, "2099-01-01T00:00:00Z"), qtbot) == Unsent(0, 0)
    assert ask(light, lambda vault: visited_and_sent(vault, "2001-01-01T00:00:00Z"), qtbot) == Unsent(0, 1)


def test_practice_is_nothing_that_could_be_lost(end: EraseCard, light: Session, qtbot: QtBot) -> None:
    ask(light, lambda vault: start_visit(vault, "practice"), qtbot)
    ask(light, lambda vault: vault.commit_all(), qtbot)
    assert ask(light, unsent, qtbot) == Unsent(0, 0)


def test_a_key_file_that_cannot_be_overwritten_is_told(
    end: EraseCard, light: Session, navigator: RecordingNavigator, tmp_path: Path
) -> None:
    (tmp_path / "vault" / "k").unlink()
    button(end, "Erase this vault…").click()
    end._erase()
    assert [trouble.args[0] for trouble in navigator.troubles] == ["not-a-vault"]
    assert light.is_open


def test_after_the_end_of_the_vault_the_window_is_left_without_waiting_for_a_disk(
    window: MainWindow, vault_folder: Path, light: Session, guard: Guard, relaunched: list[bool]
) -> None:
    assert window.desk is not None
    erase_open(light)
    guard.lock_wanted.emit()
    assert relaunched == [True]
    assert not vault_folder.exists()
