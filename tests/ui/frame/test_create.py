"""Making a vault: the phrase is learnt, the recovery code is rehearsed, only then is the vault of use."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from monitorapp.bundle.identity import Identity
from monitorapp.exchange import escrow
from monitorapp.resources import word_list
from tests.ui.frame.typing_keys import press, type_text
from ui.look import Look
from ui.main_window import MainWindow
from ui.session import Session
from ui.unlock.create_wizard import CODE, NAME, PHRASE, REHEARSAL, CreateWizard
from ui.unlock.organisation import OrganisationChoice
from ui.unlock.phrase_step import OWN, PhraseStep
from ui.widgets.buttons import Button, Segments
from ui.widgets.labels import Remark, Text

OWN_PHRASE = "зелёный чайник ждёт пятого троллейбуса"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "new"


@pytest.fixture
def window(make_window: Callable[[Path], MainWindow], folder: Path) -> MainWindow:
    window = make_window(folder)
    window.show_create()
    return window


@pytest.fixture
def wizard(window: MainWindow) -> CreateWizard:
    assert isinstance(window.content, CreateWizard)
    return window.content


def line(wizard: CreateWizard, name: str) -> QLineEdit:
    return next(each for each in wizard.findChildren(QLineEdit) if each.accessibleName() == name)


def button(wizard: CreateWizard, text: str) -> Button:
    return next(each for each in wizard.findChildren(Button) if each.text() == text)


def phrase_step(wizard: CreateWizard) -> PhraseStep:
    return wizard.findChildren(PhraseStep)[0]


def choose(wizard: CreateWizard, text: str) -> None:
    segments = phrase_step(wizard).findChildren(Segments)[0]
    next(each for each in segments.findChildren(Button) if each.text() == text).click()


def give_name(wizard: CreateWizard) -> None:
    type_text(line(wizard, "Your name or pseudonym"), "Ө. Ү.")
    press(line(wizard, "Your name or pseudonym"), Qt.Key.Key_Return)


def learn(wizard: CreateWizard) -> None:
    type_text(line(wizard, "Passphrase once more"), phrase_step(wizard).phrase)


def make(wizard: CreateWizard, qtbot: QtBot) -> str:
    give_name(wizard)
    learn(wizard)
    button(wizard, "Continue").click()
    qtbot.waitUntil(lambda: wizard.step == CODE)
    return next(text.text() for text in wizard.findChildren(Text) if text.text().count("  ") == 13)


def test_a_vault_needs_a_name(wizard: CreateWizard) -> None:
    assert not button(wizard, "Continue").isEnabled()
    give_name(wizard)
    assert wizard.step == PHRASE


def test_seven_words_are_proposed_in_the_language_of_the_window(wizard: CreateWizard) -> None:
    words = phrase_step(wizard).phrase.split()
    assert len(words) == 7
    assert set(words) <= set(word_list("en"))


def test_the_words_can_be_russian(wizard: CreateWizard) -> None:
    give_name(wizard)
    choose(wizard, "7 Russian words")
    assert set(phrase_step(wizard).phrase.split()) <= set(word_list("ru"))


def test_other_words_can_be_asked_for(wizard: CreateWizard) -> None:
    before = phrase_step(wizard).phrase
    button(wizard, "Other words").click()
    assert phrase_step(wizard).phrase != before


def test_the_words_have_to_be_typed_once(wizard: CreateWizard) -> None:
    give_name(wizard)
    assert not button(wizard, "Continue").isEnabled()
    type_text(line(wizard, "Passphrase once more"), phrase_step(wizard).phrase[:-1])
    assert not button(wizard, "Continue").isEnabled()
    type_text(line(wizard, "Passphrase once more"), phrase_step(wizard).phrase[-1])
    assert button(wizard, "Continue").isEnabled()


@pytest.mark.parametrize("weak", ["Душанбе2026", "пароль", "раз два три четыре"])
def test_a_weak_phrase_of_ones_own_is_refused_with_the_rule(wizard: CreateWizard, weak: str) -> None:
    give_name(wizard)
    choose(wizard, "My own")
    type_text(line(wizard, "Own passphrase"), weak)
    type_text(line(wizard, "Passphrase once more"), weak)
    assert not button(wizard, "Continue").isEnabled()
    assert any("5 different words" in remark.text() for remark in wizard.findChildren(Remark))


def test_a_strong_phrase_of_ones_own_is_taken_whatever_its_case(wizard: CreateWizard) -> None:
    give_name(wizard)
    choose(wizard, "My own")
    type_text(line(wizard, "Own passphrase"), OWN_PHRASE)
    type_text(line(wizard, "Passphrase once more"), OWN_PHRASE.upper().replace("Ё", "Е"))
    assert button(wizard, "Continue").isEnabled()


def test_the_recovery_code_is_shown_in_groups(wizard: CreateWizard, qtbot: QtBot) -> None:
    code = make(wizard, qtbot)
    assert [len(group) for group in code.split()] == [4] * 14


def test_a_vault_is_made_with_the_keyboard_alone(wizard: CreateWizard, qtbot: QtBot) -> None:
    give_name(wizard)
    press(line(wizard, "Passphrase once more"), Qt.Key.Key_Return)
    assert wizard.step == PHRASE  # not yet typed: Enter does nothing
    learn(wizard)
    press(line(wizard, "Passphrase once more"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wizard.step == CODE)
    press(button(wizard, "Continue"), Qt.Key.Key_Return)
    assert wizard.step == REHEARSAL


def test_enter_leads_from_an_own_phrase_to_its_repetition(wizard: CreateWizard, qtbot: QtBot) -> None:
    give_name(wizard)
    choose(wizard, "My own")
    wizard.window().show()
    qtbot.waitExposed(wizard.window())
    type_text(line(wizard, "Own passphrase"), OWN_PHRASE)
    press(line(wizard, "Own passphrase"), Qt.Key.Key_Return)
    assert wizard.step == PHRASE
    assert wizard.window().focusWidget() is line(wizard, "Passphrase once more")


def test_only_a_code_that_opens_the_vault_ends_the_making(
    window: MainWindow, wizard: CreateWizard, light: Session, qtbot: QtBot
) -> None:
    code = make(wizard, qtbot)
    button(wizard, "Continue").click()
    assert wizard.step == REHEARSAL
    typed = line(wizard, "Recovery code from your paper")
    type_text(typed, code[:-1] + ("A" if code[-1] != "A" else "B"))
    press(typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not light.is_busy)
    assert window.content is wizard
    assert any("slip" in remark.text() for remark in wizard.findChildren(Remark))
    typed.clear()
    type_text(typed, code.lower())
    press(typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk is not None)
    rehearsed: list[bool] = []
    light.ask(lambda vault: vault.is_rehearsed, rehearsed.append)
    qtbot.waitUntil(lambda: bool(rehearsed))
    assert rehearsed == [True]


def test_the_code_can_be_looked_at_again_before_the_rehearsal(wizard: CreateWizard, qtbot: QtBot) -> None:
    code = make(wizard, qtbot)
    button(wizard, "Continue").click()
    button(wizard, "Back").click()
    assert wizard.step == CODE
    assert any(text.text() == code and text.isVisible() for text in wizard.findChildren(Text))


def test_after_the_vault_is_made_there_is_no_way_back_to_the_phrase(wizard: CreateWizard, qtbot: QtBot) -> None:
    make(wizard, qtbot)
    assert not any(each.isVisible() and each.text() in {"Back", "Cancel"} for each in wizard.findChildren(Button))


def test_a_folder_with_other_files_is_refused_and_left_alone(
    wizard: CreateWizard, folder: Path, light: Session, qtbot: QtBot
) -> None:
    folder.mkdir()
    (folder / "letter.txt").write_text("mine", encoding="utf-8")
    give_name(wizard)
    learn(wizard)
    button(wizard, "Continue").click()
    qtbot.waitUntil(lambda: not light.is_busy)
    assert wizard.step == PHRASE
    assert any("not empty" in remark.text() for remark in wizard.findChildren(Remark))
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_cancelling_returns_to_the_unlock_page(window: MainWindow, wizard: CreateWizard) -> None:
    assert wizard.step == NAME
    button(wizard, "Cancel").click()
    assert window.content is not wizard


def test_the_phrase_step_forgets_what_was_typed(look: Look, qtbot: QtBot) -> None:
    step = PhraseStep(look.theme, look.words, OWN, generate=lambda code: "")
    qtbot.addWidget(step)
    lines = [each for each in step.findChildren(QLineEdit) if each.accessibleName().endswith(("passphrase", "more"))]
    for each in lines:
        type_text(each, OWN_PHRASE)
    step.clear()
    assert [each.text() for each in lines] == ["", ""]


def test_an_organisation_named_at_the_making_is_shown_and_opens_the_vault(
    wizard: CreateWizard, folder: Path, tmp_path: Path, light: Session, qtbot: QtBot
) -> None:
    identity = Identity.generate("Центр", "coordinator")
    (tmp_path / "card.txt").write_text(identity.card().encode(), encoding="ascii")
    choice = wizard.findChildren(OrganisationChoice)[0]
    choice.read(tmp_path / "card.txt")
    qtbot.waitUntil(lambda: choice.chosen is not None)
    assert any("“Центр” can open" in text.text() and text.isVisible() for text in wizard.findChildren(Text))
    make(wizard, qtbot)
    assert any("“Центр” can open this vault, too" in text.text() for text in wizard.findChildren(Text))
    light.close()
    escrow.open_vault(folder, identity).close()


def test_without_being_asked_nobody_but_the_owner_opens_the_vault(
    wizard: CreateWizard, folder: Path, light: Session, qtbot: QtBot
) -> None:
    make(wizard, qtbot)
    named: list[bool] = []
    light.ask(escrow.can_be_opened, named.append)
    qtbot.waitUntil(lambda: named == [False])
